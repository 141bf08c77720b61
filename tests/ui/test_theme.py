import re

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.theme import Role, Scheme, Theme, apply_theme
from ui.theme_tokens import DARK, LIGHT, Tokens

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
# Everything that text may stand on outside its own tints.
GROUNDS = [
    "canvas",
    "surface",
    "panel",
    "alt",
    "raised",
    "field",
    "hover",
    "pressed",
    "sel",
    "sel_idle",
    "closed",
]
# Text and the grounds it stands on besides, or instead.
OWN_GROUNDS = {
    "on_accent": "accent accent_hover accent_press",
    "on_err": "err err_hover",
    "on_warn": "warn_fill",
    "on_fee_most": "fee_most",
    "on_fee_more": "fee_more",
    "on_fee_less": "fee_less",
    "on_fee_none": "fee_none",
    "ok": "surface canvas ok_soft panel",
    "warn": "surface canvas warn_soft panel hover sel sel_idle",
    "err": "surface canvas err_soft raised field",
    "vio": "surface canvas vio_soft",
}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.x, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_low(tokens: Tokens, pairs: list[tuple[str, str]], least: float) -> list[str]:
    colours = tokens.colours()
    ratios = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    return [f"{a} on {b}: {ratio:.2f}" for (a, b), ratio in ratios.items() if ratio < least]


@SCHEMES
def test_text_is_readable_on_everything_it_stands_on(tokens: Tokens) -> None:
    pairs = [(text, ground) for text in ("text", "text2", "text3") for ground in GROUNDS]
    pairs += [("accent", ground) for ground in [*GROUNDS, "accent_soft"]]
    pairs += [("text", f"{tint}_soft") for tint in ("accent", "ok", "warn", "err", "vio")]
    pairs += [("text2", f"{tint}_soft") for tint in ("accent", "ok", "warn", "err")]
    pairs += [("text", "tile_ok"), ("text2", "tile_none")]
    pairs += [(text, ground) for text, all_ in OWN_GROUNDS.items() for ground in all_.split()]
    assert [] == too_low(tokens, pairs, 4.5)


@SCHEMES
def test_edges_marks_and_series_can_be_seen(tokens: Tokens) -> None:
    pairs = [("control", g) for g in ("canvas", "surface", "panel", "raised", "field", "hover")]
    pairs += [("accent", g) for g in GROUNDS]
    pairs += [("warn_line", "surface"), ("disabled", "surface"), ("disabled", "raised")]
    pairs += [(f"c{number}", "surface") for number in range(1, 7)]
    assert [] == too_low(tokens, pairs, 3.0)


@SCHEMES
def test_every_colour_is_written_in_full(tokens: Tokens) -> None:
    assert [] == [c for c in tokens.colours().values() if not re.fullmatch("#[0-9A-F]{6}", c)]


def test_a_desktop_that_does_not_say_gets_the_light_scheme(qapp: QApplication) -> None:
    look = apply_theme(qapp, Scheme.SYSTEM, 100)
    assert LIGHT is look.tokens


def test_there_is_one_theme_and_it_tells_when_it_changes(qapp: QApplication, qtbot) -> None:
    look = theme.current()
    with qtbot.waitSignal(look.changed):
        assert look is apply_theme(qapp, Scheme.DARK, 150)
    assert DARK is look.tokens
    assert "#E8ECF0" == qapp.palette().color(QPalette.ColorRole.Text).name().upper()
    assert look is theme.current()


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_all_sizes_grow_with_the_text(qapp: QApplication, scale: int) -> None:
    look = apply_theme(qapp, Scheme.LIGHT, scale)
    assert int(32 * scale / 100 + 0.5) == look.px(32)
    assert int(14 * scale / 100 + 0.5) == look.font().pixelSize()
    assert int(24 * scale / 100 + 0.5) == look.font(Role.TITLE).pixelSize()
    assert 600 == look.font(Role.TITLE).weight()
    assert "$" not in qapp.styleSheet()


@pytest.mark.parametrize("scale", [99, 201])
def test_a_text_size_out_of_range_is_refused(qapp: QApplication, scale: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        apply_theme(qapp, Scheme.LIGHT, scale)


def test_the_packaged_font_is_used_and_its_figures_have_one_width(look: Theme) -> None:
    assert "Source Sans Pro" == QFontInfo(look.font()).family()
    assert "Source Sans Pro" == QFontInfo(look.font(Role.STRONG)).family()
    widths = {look.metrics(Role.TITLE).horizontalAdvance(figure * 8) for figure in "0123456789"}
    assert 1 == len(widths)


def test_the_system_font_is_drawn_about_as_large(qapp: QApplication, look: Theme) -> None:
    ours = look.metrics().xHeight()
    apply_theme(qapp, Scheme.LIGHT, 100, system_font=True)
    theirs = look.metrics().xHeight()
    apply_theme(qapp, Scheme.LIGHT, 100)
    assert abs(ours - theirs) <= 1


def test_row_height_and_stripes_are_told_to_the_tables(look: Theme, qtbot) -> None:
    with qtbot.waitSignal(look.changed):
        look.set_rows(40, striped=True)
    assert (40, True) == (look.row_height, look.striped)
