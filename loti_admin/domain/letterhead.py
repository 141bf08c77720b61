"""What the officer may choose about the look of the documents: the accent colour and the logo."""

import base64
import binascii
import re

Colour = tuple[int, int, int]

# WCAG 2.2, level AA, for text of the size of our labels.
LEAST_CONTRAST = 4.5
# Every document keeps the logo it was issued with, so it has to be small.
LARGEST_LOGO = 24 * 1024

_COLOUR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_PNG = b"\x89PNG\r\n\x1a\n"


def colour_of(text: str) -> Colour:
    """`#00546C` as red, green and blue from 0 to 255. Raises ValueError for anything else."""
    match = _COLOUR.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text.strip()}” is not a colour like #00546C.")
    red, green, blue = (int(part, 16) for part in match.groups())
    return red, green, blue


def contrast_on_white(colour: Colour) -> float:
    """How much a colour stands out on paper, from 1 (white) to 21 (black), as WCAG counts it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def tint_of(colour: Colour) -> Colour:
    """The colour thinned to what can stand under text."""
    red, green, blue = (round(255 - (255 - channel) * 0.075) for channel in colour)
    return red, green, blue


def expected_of_accent(text: str) -> str | None:
    """What an accent colour must be, if the text is not one that can be read on paper."""
    try:
        colour = colour_of(text)
    except ValueError:
        return "a colour like #00546C"
    dark = contrast_on_white(colour) >= LEAST_CONTRAST
    return None if dark else "dark enough to be read on white paper, like #00546C"


def logo_text(picture: bytes) -> str:
    """How a logo is kept among the settings and in each document: base 64."""
    return base64.b64encode(picture).decode("ascii")


def logo_of(text: str) -> bytes:
    """The picture again. Raises ValueError if the text does not hold a PNG picture."""
    try:
        picture = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("The logo is not a picture.") from error
    if not picture.startswith(_PNG):
        raise ValueError("The logo is not a picture.")
    return picture


def expected_of_logo(text: str) -> str | None:
    """What a kept logo must be, if the text is not one."""
    try:
        fits = len(logo_of(text)) <= LARGEST_LOGO
    except ValueError:
        fits = False
    return None if fits else "a picture that was chosen in the program under Letterhead"
