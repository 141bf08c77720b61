"""The colour profile that every archived PDF names: sRGB, as IEC 61966-2-1 defines it.

It is put together from the standard's numbers (ICC.1:2010), so that no third party's file is needed and its bytes never
depend on the version of a library.
"""

import struct
from functools import cache

SRGB = "sRGB IEC61966-2.1"

_WHITE = (0.9642, 1.0, 0.8249)  # D50, to which ICC profiles refer
# The three primaries, adapted from the white of a screen (D65) to D50.
_COLOURS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_D65_TO_D50 = (
    *(1.04788, 0.02292, -0.05022),
    *(0.02959, 0.99048, -0.01707),
    *(-0.00925, 0.01508, 0.75168),
)
# ((x + 0.055) / 1.055) ^ 2.4, and x / 12.92 below 0.04045.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_CURVE_WITH_STRAIGHT_START = 3
_HEADER, _ENTRY = 128, 12


@cache
def srgb_profile() -> bytes:
    """An ICC profile of version 4 for screens."""
    curve = b"para" + struct.pack(">4xHxx", _CURVE_WITH_STRAIGHT_START) + _fixed(_CURVE)
    tags = {
        b"desc": _text(SRGB),
        b"cprt": _text("No rights reserved"),
        b"wtpt": _xyz(_WHITE),
        b"chad": b"sf32" + bytes(4) + _fixed(_D65_TO_D50),
        **{name: _xyz(colour) for name, colour in _COLOURS.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    places: dict[bytes, int] = {}
    table, data = struct.pack(">I", len(tags)), b""
    start = _HEADER + len(table) + _ENTRY * len(tags)
    for name, value in tags.items():
        # The three curves are one: an entry may point to what is already there.
        if value not in places:
            places[value] = start + len(data)
            data += value + bytes(-len(value) % 4)
        table += struct.pack(">4sII", name, places[value], len(value))
    return _header(start + len(data)) + table + data


def _header(size: int) -> bytes:
    """Version 4.2, for screens, RGB, from the day the standard is of; made by nobody in particular."""
    return struct.pack(
        ">I4xI4s4s4s6H4s24xI12s48x",
        size,
        0x04200000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(1999, 10, 18, 0, 0, 0),
        b"acsp",
        0,
        _fixed(_WHITE),
    )


def _fixed(numbers: tuple[float, ...]) -> bytes:
    """Signed numbers with sixteen binary places."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _xyz(colour: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(colour)


def _text(text: str) -> bytes:
    """A text in one language, English of the United Kingdom."""
    encoded = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">4xII4sII", 1, 12, b"enGB", len(encoded), 28) + encoded
