"""Every PDF as PDF/A-3u: what archives and e-invoice readers look for, read back with other programs."""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from loti_admin.documents.archive.srgb import srgb_profile
from loti_admin.documents.e_invoice import carries_data
from loti_admin.documents.invoice_pdf import render_document
from loti_admin.documents.logo import fitted_logo
from loti_admin.documents.look import ISSUED, Look
from loti_admin.domain.invoices import Document
from loti_admin.domain.letterhead import logo_text
from tests.documents import reading
from tests.documents.builders import (
    a_credit_note,
    a_document,
    a_request,
    a_supplier,
    many_lines,
)
from tests.documents.test_pdf_pages import EVERY_KIND

ROOT = Path(__file__).parents[2]
DC, RDF = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDF_A, XMP = "{http://www.aiim.org/pdfa/ns/id/}", "{http://ns.adobe.com/xap/1.0/}"
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"

every_kind = pytest.mark.parametrize(("document", "look"), EVERY_KIND)


def opened(document: Document, look: Look = ISSUED) -> PdfReader:
    return PdfReader(BytesIO(render_document(document, look=look)), strict=True)


def catalog(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def described(reader: PdfReader) -> ET.Element:
    return ET.fromstring(catalog(reader)["/Metadata"].get_data())


@every_kind
def test_the_file_says_that_it_is_pdf_a_3u_and_in_which_language(
    document: Document, look: Look
) -> None:
    reader = opened(document, look)
    assert reader.pdf_header == "%PDF-1.7"
    assert catalog(reader)["/Lang"] == "en-GB"
    xmp = described(reader)
    assert [xmp.findtext(f".//{PDF_A}{name}") for name in ("part", "conformance")] == ["3", "U"]
    metadata = catalog(reader)["/Metadata"]
    assert ("/Metadata", "/XML") == (metadata["/Type"], metadata["/Subtype"])
    # Archives look for this in the raw file.
    assert "/Filter" not in metadata


@every_kind
def test_both_descriptions_of_the_file_say_the_same(document: Document, look: Look) -> None:
    reader = opened(document, look)
    xmp, information = described(reader), reader.metadata
    assert information
    texts = [
        xmp.findtext(f".//{DC}{name}//{RDF}li") for name in ("title", "creator", "description")
    ]
    assert texts == [information.title, information.author, information.subject]
    assert information.title
    assert xmp.findtext(f".//{XMP}CreatorTool") == information.creator == "LOTI Admin"
    day = f"{document.on:%Y%m%d}000000Z"
    assert information["/CreationDate"] == information["/ModDate"] == f"D:{day}"
    stamp = f"{document.on.isoformat()}T00:00:00Z"
    for name in ("CreateDate", "ModifyDate"):
        assert xmp.findtext(f".//{XMP}{name}") == stamp


@every_kind
def test_colours_are_tied_to_one_profile(document: Document, look: Look) -> None:
    (intent,) = catalog(opened(document, look))["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/OutputConditionIdentifier"] == "sRGB IEC61966-2.1"
    profile = intent["/DestOutputProfile"]
    assert profile["/N"] == 3
    assert profile.get_data() == srgb_profile()


@every_kind
def test_there_is_nothing_that_archives_forbid(document: Document, look: Look) -> None:
    reader = opened(document, look)
    assert not reader.is_encrypted
    forbidden = {"/OpenAction", "/AA", "/AcroForm", "/JavaScript", "/OCProperties", "/Requirements"}
    assert not forbidden & set(catalog(reader))
    for page in reader.pages:
        assert not {"/Annots", "/AA", "/Group"} & set(page)
        assert set(page["/Resources"]) <= {"/Font", "/ProcSet"}  # type: ignore[arg-type]
        operators = {operator for _, operator in page.get_contents().operations}  # type: ignore[union-attr]
        cmyk_grey_or_pattern = {b"k", b"K", b"g", b"G", b"cs", b"CS", b"sc", b"SC", b"scn", b"sh"}
        assert not operators & {*cmyk_grey_or_pattern, b"gs", b"Do", b"ri"}


@every_kind
def test_every_character_can_be_copied_out(document: Document, look: Look) -> None:
    for page in opened(document, look).pages:
        for reference in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = reference.get_object()
            assert {"/ToUnicode", "/FontDescriptor", "/Widths"} <= set(font)
            assert re.match(r"/[A-Z]{6}\+", font["/BaseFont"])


@every_kind
def test_the_raw_file_is_laid_out_as_archives_demand(document: Document, look: Look) -> None:
    pdf = render_document(document, look=look)
    first, second, _ = pdf.split(b"\n", 2)
    assert first == b"%PDF-1.7"
    assert second.startswith(b"%")
    assert sum(byte > 127 for byte in second) >= 4
    assert len(re.findall(rb"[^\r\n]endstream", pdf)) == 0
    assert pdf.count(b"%%EOF") == 1
    assert pdf.rstrip().endswith(b"%%EOF")
    first_id, second_id = PdfReader(BytesIO(pdf)).trailer["/ID"]  # type: ignore[misc]
    assert first_id == second_id
    assert len(first_id.original_bytes) == 16


@every_kind
def test_only_issued_vat_documents_carry_their_data(document: Document, look: Look) -> None:
    reader = opened(document, look)
    expected = look == ISSUED and carries_data(document)
    assert ("/AF" in catalog(reader)) == expected
    assert ("/Names" in catalog(reader)) == expected
    assert (described(reader).find(f".//{FX}DocumentFileName") is not None) == expected
    line = "is attached to this PDF as data (factur-x.xml, EN 16931)."
    for page in reading.pages(render_document(document, look=look)):
        assert (line in " ".join(page.split())) == expected


@pytest.mark.parametrize("document", [a_document(), a_credit_note()])
def test_the_data_are_attached_as_the_same_document_in_another_form(document: Document) -> None:
    reader = opened(document)
    (file,) = catalog(reader)["/AF"]
    names = catalog(reader)["/Names"]["/EmbeddedFiles"]["/Names"]
    assert [names[0], names[1].get_object()] == ["factur-x.xml", file.get_object()]
    specification: Any = file.get_object()
    assert specification["/Type"] == "/Filespec"
    assert specification["/F"] == specification["/UF"] == "factur-x.xml"
    assert specification["/AFRelationship"] == "/Alternative"
    stream = specification["/EF"]["/F"]
    assert stream == specification["/EF"]["/UF"]
    assert ("/EmbeddedFile", "/text/xml") == (stream["/Type"], stream["/Subtype"])
    assert stream["/Params"]["/Size"] == len(stream.get_data())
    assert stream["/Params"]["/ModDate"] == f"D:{document.on:%Y%m%d}000000Z"
    assert isinstance(stream["/Params"], DictionaryObject)


def test_the_description_says_what_the_data_are_and_explains_its_own_words() -> None:
    xmp = described(opened(a_document()))
    said = {
        name: xmp.findtext(f".//{FX}{name}")
        for name in ("DocumentFileName", "DocumentType", "Version", "ConformanceLevel")
    }
    assert said == {
        "DocumentFileName": "factur-x.xml",
        "DocumentType": "INVOICE",
        "Version": "1.0",
        "ConformanceLevel": "EN 16931",
    }
    explained = [e.text for e in xmp.iter("{http://www.aiim.org/pdfa/ns/property#}name")]
    assert sorted(explained) == sorted(said)  # type: ignore[type-var]


def test_the_foot_names_the_credit_note_as_what_it_is() -> None:
    lines = reading.lines(render_document(a_credit_note()))
    assert (
        "The same credit note is attached to this PDF as data (factur-x.xml, EN 16931). "
        "Keep the PDF whole when you forward it." in lines
    )


def test_a_logo_is_drawn_in_rgb_and_without_transparency() -> None:
    picture = BytesIO()
    Image.new("RGBA", (300, 120), (0, 84, 108, 128)).save(picture, "PNG")
    logo = logo_text(fitted_logo(picture.getvalue()))
    reader = opened(a_document(supplier=a_supplier(logo=logo)))
    (image,) = (x.get_object() for x in reader.pages[0]["/Resources"]["/XObject"].values())  # type: ignore[index]
    assert ("/Image", "/DeviceRGB", 8) == tuple(
        image[key] for key in ("/Subtype", "/ColorSpace", "/BitsPerComponent")
    )
    assert not {"/SMask", "/Mask", "/Alternates", "/OPI"} & set(image)
    assert not image.get("/Interpolate", False)
    assert "/AF" in catalog(reader)


def test_identifiers_follow_from_the_content() -> None:
    def identifier(document: Document) -> object:
        return opened(document).trailer["/ID"]

    assert identifier(a_document()) == identifier(a_document())
    assert identifier(a_document()) != identifier(a_document(number="LOTI-2026-0015"))
    # Not on the page, but in the data.
    assert identifier(a_document()) != identifier(a_document(customer_email="a@example.org"))


def test_neither_the_process_nor_its_environment_changes_a_byte() -> None:
    program = (
        "import hashlib\n"
        "from loti_admin.documents.invoice_pdf import render_document\n"
        "from tests.documents.builders import a_credit_note, a_document, a_request, many_lines\n"
        "made = (a_document(lines=many_lines(30)), a_credit_note(), a_request())\n"
        "print(hashlib.sha256(b''.join(map(render_document, made))).hexdigest())"
    )

    def made_with(**environment: str) -> str:
        environment = {**os.environ, **environment}
        return subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    import hashlib

    here = (a_document(lines=many_lines(30)), a_credit_note(), a_request())
    expected = hashlib.sha256(b"".join(map(render_document, here))).hexdigest()
    odd = {"SOURCE_DATE_EPOCH": "1", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    assert made_with(**odd).strip() == expected


def test_the_profile_is_srgb_for_a_colour_engine() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB IEC61966-2.1"
    assert len(srgb_profile()) == int.from_bytes(srgb_profile()[:4], "big")
    steps = bytes(range(0, 256, 15))
    colours = bytes(channel for r in steps for g in steps for b in steps for channel in (r, g, b))
    image = Image.frombytes("RGB", (len(steps) ** 2, len(steps)), colours)
    turned = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"))
    assert turned
    assert max(abs(a - b) for a, b in zip(colours, turned.tobytes(), strict=True)) <= 1
