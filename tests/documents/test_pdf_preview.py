"""Pages as pictures."""

from loti_admin.documents.invoice_pdf import render_document
from loti_admin.documents.preview import page_images, text_places
from tests.documents.builders import a_document, many_lines


def _pixel(image: tuple[int, int, bytes], x: float, y: float) -> tuple[int, ...]:
    """Blue, green, red, alpha at x and y mm from the top left."""
    width, _, pixels = image
    scale = width / 210
    start = (int(y * scale) * width + int(x * scale)) * 4
    return tuple(pixels[start : start + 4])


def test_each_page_is_a_picture_of_full_pixels() -> None:
    images = page_images(render_document(a_document(lines=many_lines(22))), 2.0)
    assert len(images) == 3
    for width, height, pixels in images:
        assert (1191, 1684) == (width, height)
        assert len(pixels) == width * height * 4


def test_colours_and_places_are_those_of_the_page() -> None:
    (image,) = page_images(render_document(a_document()))
    assert (255, 255, 255, 255) == _pixel(image, 5, 50)
    assert (246, 243, 236, 255) == _pixel(image, 100, 101.5)
    assert (108, 84, 0, 255) == _pixel(image, 20.6, 110)


def test_texts_are_found_where_they_stand() -> None:
    pdf = render_document(a_document())
    (boxes,) = text_places(pdf, ["36,000.00", "6,000.00", "Fairmead", "not on it", " "])
    assert all(
        0 <= left < right <= 1 and 0 <= top < bottom <= 1 for left, top, right, bottom in boxes
    )
    (gross,) = text_places(pdf, ["36,000.00"])
    (vat,) = text_places(pdf, ["6,000.00"])
    # A part of a longer number is not that number.
    assert not set(gross) & set(vat)
    assert len(gross) == 2
    assert [[]] == text_places(pdf, [])
