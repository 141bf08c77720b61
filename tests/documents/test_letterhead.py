"""Logo, colour, terms and note on the page; pictures of any kind as logos."""

from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from loti_admin.documents.invoice_pdf import render_document
from loti_admin.documents.logo import fitted_logo
from loti_admin.documents.printable import check_printable
from loti_admin.domain.letterhead import LARGEST_LOGO, logo_text
from tests.documents import reading
from tests.documents.builders import a_credit_note, a_document, a_request, a_supplier


def a_picture(
    size: tuple[int, int] = (900, 300), mode: str = "RGB", kind: str = "PNG", colour: Any = None
) -> bytes:
    """One colour all over, red unless said."""
    file = BytesIO()
    usual = {"RGB": (200, 0, 0), "RGBA": (200, 0, 0, 128), "CMYK": (0, 255, 255, 0), "L": 90}
    Image.new(mode, size, colour if colour is not None else usual[mode]).save(file, kind)
    return file.getvalue()


def noise(width: int, height: int) -> bytes:
    """The hardest there is to make small."""
    file = BytesIO()
    Image.frombytes("RGB", (width, height), Random(1).randbytes(width * height * 3)).save(
        file, "PNG"
    )
    return file.getvalue()


# Pictures


@pytest.mark.parametrize(
    "picture",
    [
        a_picture(),
        a_picture(mode="RGBA"),
        a_picture(mode="L"),
        a_picture(kind="JPEG"),
        a_picture(mode="CMYK", kind="JPEG"),
        a_picture((1, 1)),
        a_picture((3000, 10)),
        noise(800, 600),
    ],
)
def test_any_picture_becomes_a_small_one_without_transparency(picture: bytes) -> None:
    fitted = fitted_logo(picture)
    assert len(fitted) <= LARGEST_LOGO
    with Image.open(BytesIO(fitted)) as image:
        assert "PNG" == image.format
        assert image.mode in ("RGB", "P")
        assert "transparency" not in image.info
        assert image.width <= 472
        assert image.height <= 189


def test_what_shows_through_becomes_white() -> None:
    with Image.open(BytesIO(fitted_logo(a_picture(mode="RGBA", colour=(9, 9, 9, 0))))) as image:
        assert (255, 255, 255) == image.convert("RGB").getpixel((5, 5))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a PNG or JPEG picture"),
        (b"%PDF-1.7", "not a PNG or JPEG picture"),
        (a_picture()[:200], "damaged"),
        (b"GIF89a" + bytes(50), "not a PNG or JPEG picture"),
        (bytes(20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        fitted_logo(data)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read() -> None:
    huge = a_picture((8000, 6000), mode="L")
    with pytest.raises(ValueError, match="too many pixels"):
        fitted_logo(huge)


# Pages


def test_the_logo_stands_in_place_of_the_large_name() -> None:
    logo = logo_text(fitted_logo(a_picture()))
    pdf = render_document(a_document(supplier=a_supplier(logo=logo)))
    (page,) = PdfReader(BytesIO(pdf)).pages
    (image,) = page.images
    assert image.image is not None
    assert "LOTI" not in reading.lines(pdf)
    assert "LOTI" in reading.lines(render_document(a_document()))
    assert pdf == render_document(a_document(supplier=a_supplier(logo=logo)))


@pytest.mark.parametrize("make", [a_document, a_credit_note, a_request])
def test_every_kind_of_document_has_the_logo_and_the_colour(make: Any) -> None:
    supplier = a_supplier(logo=logo_text(fitted_logo(a_picture())), accent="#7A1FA2")
    pdf = render_document(make(supplier=supplier))
    page = PdfReader(BytesIO(pdf)).pages[0]
    assert 1 == len(page.images)
    drawn = page.get_contents()
    assert drawn is not None
    assert b".478431 .121569 .635294" in drawn.get_data()
    assert b"0 .329412 .423529" not in drawn.get_data()


def test_a_logo_or_colour_that_cannot_be_read_leaves_the_usual_page() -> None:
    usual = reading.lines(render_document(a_document()))
    odd = a_supplier(logo="no picture", accent="#FFFFFF")
    assert usual == reading.lines(render_document(a_document(supplier=odd)))


def test_the_officers_terms_follow_the_due_date() -> None:
    supplier = a_supplier(terms="We charge no interest.", note="Thank you.\nSee you in June.")
    text = " ".join(reading.lines(render_document(a_document(supplier=supplier))))
    assert "by 31 July 2026. We charge no interest." in text
    assert "in dispute" not in text
    assert "Thank you. See you in June." in text


def test_forty_lines_of_note_are_all_there_and_told_before_issue() -> None:
    note = "\n".join(f"Note line {n}" for n in range(1, 41))
    document = a_document(supplier=a_supplier(note=note))
    lines = reading.lines(render_document(document))
    assert [f"Note line {n}" for n in range(1, 41)] == [x for x in lines if "Note line" in x]
    (problem,) = check_printable(document)
    assert "invoice note" == problem.field
    assert "too long to be read on the page. Shorten them." in problem.message


def test_a_usual_note_is_all_right() -> None:
    supplier = a_supplier(note="Our purchase ledger closes on the 20th of each month. " * 3)
    assert [] == check_printable(a_document(supplier=supplier))


def test_what_cannot_be_printed_in_them_is_named() -> None:
    supplier = a_supplier(terms="Pay \N{PARTY POPPER}", note="漢")
    assert ["payment terms", "invoice note"] == [
        problem.field for problem in check_printable(a_document(supplier=supplier))
    ]
