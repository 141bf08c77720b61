"""A picture file as the logo of the documents: small enough to be kept in each of them, without transparency."""

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from loti_admin.domain.letterhead import LARGEST_LOGO

# The box on the page, 40 × 16 mm, at 300 dots an inch.
_MOST = (472, 189)
_LARGEST_FILE = 20 * 1024 * 1024
_MOST_PIXELS = 40_000_000


def fitted_logo(data: bytes) -> bytes:
    """A PNG or JPEG file as a PNG of the size that is printed. Raises ValueError with a sentence."""
    if len(data) > _LARGEST_FILE:
        raise ValueError("The picture is larger than 20 MB. Choose a smaller file.")
    try:
        with warnings.catch_warnings():
            # A size beyond the library's own limit is refused below, in our words.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise ValueError(
                        "The picture has too many pixels. Save it about 500 pixels wide."
                    )
                picture = _on_white(opened)
    except UnidentifiedImageError as error:
        raise ValueError("The file is not a PNG or JPEG picture. Choose another.") from error
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("The picture is damaged. Save it again or choose another.") from error
    picture.thumbnail(_MOST, Image.Resampling.LANCZOS)
    return _small_enough(picture)


def _on_white(opened: Image.Image) -> Image.Image:
    """Paper is white, and archives want no transparency."""
    with_alpha = opened.convert("RGBA")
    white = Image.new("RGBA", with_alpha.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, with_alpha).convert("RGB")


def _small_enough(picture: Image.Image) -> bytes:
    while True:
        for candidate in (picture, picture.quantize(128), picture.quantize(32)):
            file = BytesIO()
            candidate.save(file, "PNG", optimize=True)
            if file.tell() <= LARGEST_LOGO:
                return file.getvalue()
        width, height = picture.size
        smaller = max(1, width * 4 // 5), max(1, height * 4 // 5)
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)
