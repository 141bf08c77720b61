"""Breaking text into lines."""

from hypothesis import given
from hypothesis import strategies as st

from loti_admin.documents.fonts import (
    REGULAR,
    SEMIBOLD,
    can_print,
    printable,
    text_width,
    unprintable,
)
from loti_admin.documents.text import fitted_size, shrink_to_fit, wrap, wrap_runs


def test_lines_are_as_wide_as_they_may_be() -> None:
    text = "Payment is due 30 days after the invoice date"
    assert wrap(text, 10, 40) == ["Payment is due 30 days", "after the invoice date"]


def test_typed_line_breaks_are_kept_and_empty_lines_are_not() -> None:
    assert wrap("One\n\n Two \r\nThree", 10, 80) == ["One", "Two", "Three"]


def test_a_date_is_never_broken() -> None:
    assert wrap("before 1 July 2026", 10, 20) == ["before", "1\u00a0July\u00a02026"]


def test_a_long_word_is_broken_after_a_mark() -> None:
    assert wrap("KSB/2026/ICT/000123456", 10, 26) == ["KSB/2026/ICT/", "000123456"]
    assert "".join(wrap("W" * 50, 10, 26)) == "W" * 50


def test_a_full_stop_belongs_to_the_strong_word_before_it() -> None:
    runs = [("Pay ", REGULAR), ("by 1 July", SEMIBOLD), (". Thank you", REGULAR)]
    assert wrap_runs(runs, 10, 200) == [
        (("Pay ", REGULAR), ("by 1 July", SEMIBOLD), (". Thank you", REGULAR))
    ]


@given(text=st.text(max_size=200), width=st.floats(1, 100))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: float) -> None:
    lines = wrap(text, 10, width)
    wide = [
        line for line in lines if len(line) > 1 and text_width(line, REGULAR, 10) > width + 1e-6
    ]
    assert wide == []
    kept = "".join("".join(lines).split())
    assert kept == "".join("".join(printable(line) for line in text.splitlines()).split())


def test_a_line_is_made_smaller_until_it_fits() -> None:
    size = fitted_size("LOTI-2026-0014", 13, 10)
    assert round(text_width("LOTI-2026-0014", REGULAR, size), 6) == 10
    assert fitted_size("LOTI", 13, 100) == 13


def test_shrinking_takes_the_largest_scale_that_fits_and_ends_if_none_does() -> None:
    assert shrink_to_fit(lambda scale: scale, lambda scale: True) == 1
    assert 0.9 < shrink_to_fit(lambda scale: scale, lambda scale: scale < 0.99) < 0.99
    assert 0 < shrink_to_fit(lambda scale: scale, lambda scale: False) < 0.01


def test_the_faces_hold_every_character_of_ascii() -> None:
    ascii_letters = [chr(code) for code in range(32, 127)]
    assert all(map(can_print, ascii_letters))
    assert [] == unprintable(["".join(map(chr, range(128)))])


def test_breaking_a_text_again_gives_lines_of_ones_own() -> None:
    first = wrap_runs([("one two", REGULAR)], 10, 5)
    first.clear()
    assert wrap_runs([("one two", REGULAR)], 10, 5)
