"""From a drawn PDF to PDF/A-3u.

The drawing already embeds its fonts, says which character each glyph is, and uses RGB only. Added here are the colour
profile, the description for archives, the attached data, and an identifier that follows from the content.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from loti_admin.documents.archive.srgb import SRGB, srgb_profile
from loti_admin.documents.archive.xmp import About, xmp_packet

# PDF/A-3 builds on PDF 1.7 (ISO 32000-1).
_VERSION = "%PDF-1.7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """An XML file inside the PDF: the same invoice as data."""

    name: str
    description: str
    xml: bytes


def archived(pdf: bytes, about: About, attachment: Attachment | None = None) -> bytes:
    """A drawing of ours as PDF/A-3u, with the invoice as data if it has any. The same input gives the same bytes."""
    reader = PdfReader(BytesIO(pdf))
    packet = xmp_packet(about, attachment.name if attachment else "")
    # The drawing's own identifier can depend on the environment (SOURCE_DATE_EPOCH).
    reader.trailer[NameObject("/ID")] = _identifier(reader, packet, attachment)
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = _VERSION
    writer.metadata = about.as_information()
    catalog = writer.root_object
    catalog[NameObject("/Metadata")] = _add(writer, _stream(packet, "/Metadata", "/XML"))
    catalog[NameObject("/OutputIntents")] = ArrayObject([_output_intent(writer)])
    if attachment:
        file = _add(writer, _file(writer, about, attachment))
        names = ArrayObject([TextStringObject(attachment.name), file])
        catalog[NameObject("/AF")] = ArrayObject([file])
        catalog[NameObject("/Names")] = _dictionary(EmbeddedFiles=_dictionary(Names=names))
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _identifier(reader: PdfReader, packet: bytes, attachment: Attachment | None) -> ArrayObject:
    """Twice the same, because the file was not changed since it was made; sixteen bytes of a hash over all it shows."""
    made = hashlib.sha256(packet)
    for page in reader.pages:
        contents = page.get_contents()
        made.update(contents.get_data() if contents else b"")
    made.update(attachment.xml if attachment else b"")
    identifier = ByteStringObject(made.digest()[:16])
    return ArrayObject([identifier, identifier])


def _output_intent(writer: PdfWriter) -> DictionaryObject:
    """Which RGB is meant, for printers and archives."""
    profile = DecodedStreamObject()
    profile.set_data(srgb_profile())
    profile[NameObject("/N")] = NumberObject(3)
    return _dictionary(
        Type=NameObject("/OutputIntent"),
        S=NameObject("/GTS_PDFA1"),
        OutputConditionIdentifier=TextStringObject(SRGB),
        Info=TextStringObject(SRGB),
        DestOutputProfile=_add(writer, profile.flate_encode()),
    )


def _file(writer: PdfWriter, about: About, attachment: Attachment) -> DictionaryObject:
    """The attached file, which says the same as the pages do (Alternative)."""
    data = _stream(attachment.xml, "/EmbeddedFile", "/text/xml").flate_encode()
    data[NameObject("/Params")] = _dictionary(
        Size=NumberObject(len(attachment.xml)),
        ModDate=TextStringObject(about.as_information()["/ModDate"]),
    )
    content = _add(writer, data)
    return _dictionary(
        Type=NameObject("/Filespec"),
        F=TextStringObject(attachment.name),
        UF=TextStringObject(attachment.name),
        Desc=TextStringObject(attachment.description),
        AFRelationship=NameObject("/Alternative"),
        EF=_dictionary(F=content, UF=content),
    )


def _stream(data: bytes, kind: str, subtype: str) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream[NameObject("/Type")] = NameObject(kind)
    stream[NameObject("/Subtype")] = NameObject(subtype)
    return stream


def _dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def _add(writer: PdfWriter, thing: PdfObject) -> IndirectObject:
    return writer._add_object(thing)
