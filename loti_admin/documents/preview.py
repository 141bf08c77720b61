"""Pages of a PDF as pictures for the window, drawn by the engine that browsers use. It is loaded on first use."""

from collections.abc import Iterable
from threading import Lock
from typing import Any

# The engine keeps one state for the whole process.
_drawing = Lock()


def page_images(pdf: bytes, scale: float = 1.0) -> list[tuple[int, int, bytes]]:
    """Each page as (width, height, pixels): 4 bytes a pixel, blue, green, red and a full alpha, rows without gaps.

    `scale` 1 is 72 pixels an inch, so an A4 page is 596 × 842. White stands behind the page.
    """
    import pypdfium2
    from pypdfium2.raw import FPDFBitmap_BGRA

    with _drawing:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_image(page, scale, FPDFBitmap_BGRA) for page in document]
        finally:
            document.close()


def text_places(pdf: bytes, texts: Iterable[str]) -> list[list[tuple[float, float, float, float]]]:
    """Where texts stand, for each page: boxes (left, top, right, bottom) in parts of the page's width and height.

    Long lines are broken on the page, so that of a longer text only what stands on one line is found.
    """
    import pypdfium2

    wanted = [text for text in dict.fromkeys(texts) if text.strip()]
    with _drawing:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_places(page, wanted) for page in document]
        finally:
            document.close()


def _places(page: Any, texts: list[str]) -> list[tuple[float, float, float, float]]:
    width, height = page.get_size()
    text_page = page.get_textpage()
    found = []
    try:
        for text in texts:
            searcher = text_page.search(text, match_case=True, match_whole_word=True)
            while (at := searcher.get_next()) is not None:
                for number in range(text_page.count_rects(*at)):
                    left, bottom, right, top = text_page.get_rect(number)
                    found.append(
                        (left / width, 1 - top / height, right / width, 1 - bottom / height)
                    )
    finally:
        text_page.close()
        page.close()
    return found


def _image(page: Any, scale: float, pixel_format: int) -> tuple[int, int, bytes]:
    bitmap = page.render(
        scale=scale, force_bitmap_format=pixel_format, fill_color=(255, 255, 255, 255)
    )
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        pixels = bytes(bitmap.buffer)
        if stride != width * 4:
            rows = (pixels[row * stride : row * stride + width * 4] for row in range(height))
            pixels = b"".join(rows)
        return width, height, pixels
    finally:
        bitmap.close()
        page.close()
