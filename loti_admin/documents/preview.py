"""Pages of a PDF as pictures for the window, drawn by the engine that browsers use. It is loaded on first use."""

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
