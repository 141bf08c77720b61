"""The accent colour and the logo: what can be read on paper, and what can be kept."""

from datetime import date

import pytest

from loti_admin.domain.letterhead import (
    LARGEST_LOGO,
    colour_of,
    contrast_on_white,
    expected_of_accent,
    expected_of_logo,
    logo_of,
    logo_text,
    tint_of,
)
from loti_admin.domain.settings import KEYS, TYPED_KEYS, Setting, check_setting, supplier_on
from tests.builders import settings

PNG = b"\x89PNG\r\n\x1a\nand so on"


def test_black_and_white_are_the_ends_of_the_scale() -> None:
    assert (21.0, 1.0) == (
        pytest.approx(contrast_on_white((0, 0, 0))),
        pytest.approx(contrast_on_white((255, 255, 255))),
    )


def test_the_usual_colour_stands_out_as_measured() -> None:
    assert 8.5 == pytest.approx(contrast_on_white(colour_of("#00546c")), abs=0.1)
    assert (236, 242, 244) == tint_of((0, 84, 108))


@pytest.mark.parametrize("text", ["#00546C", "#767676", " #333333 "])
def test_dark_colours_are_taken(text: str) -> None:
    assert expected_of_accent(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("teal", "a colour like #00546C"),
        ("#123", "a colour like #00546C"),
        ("#00546G", "a colour like #00546C"),
        ("#FFD700", "dark enough to be read on white paper"),
        ("#777777", "dark enough to be read on white paper"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, words: str) -> None:
    (problem,) = check_setting(Setting(key="accent colour", value=text))
    assert words in problem.message


def test_a_logo_comes_back_as_it_was() -> None:
    assert logo_of(logo_text(PNG)) == PNG
    assert expected_of_logo(logo_text(PNG)) is None


@pytest.mark.parametrize(
    "text", ["", "no picture", logo_text(b"GIF89a"), logo_text(PNG + bytes(LARGEST_LOGO))]
)
def test_what_is_no_small_picture_is_refused(text: str) -> None:
    assert expected_of_logo(text) is not None


def test_a_logo_is_refused_without_being_repeated() -> None:
    (problem,) = check_setting(Setting(key="logo", value="x" * 500))
    assert "x" * 10 not in problem.message


def test_pictures_have_no_place_in_sheets() -> None:
    assert {"logo"} == set(KEYS) - set(TYPED_KEYS)


def test_the_look_is_copied_with_the_issuer() -> None:
    known = settings(accent_colour="#333333", payment_terms="Pay at once.", invoice_note="Thanks.")
    supplier = supplier_on(known, date(2026, 7, 1))
    assert ("#333333", "Pay at once.", "Thanks.", "") == (
        supplier.accent,
        supplier.terms,
        supplier.note,
        supplier.logo,
    )
