"""What a person typed, in a cell: text for ever, whole, or refused with a sentence."""

import pytest

from loti_admin.documents.cells import LONGEST_CELL, cell_text, csv_text, looks_like_formula
from loti_admin.errors import Refused


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-5", "@SUM", "\t=1", "\r=1"])
def test_a_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe_in_csv(text: str) -> None:
    assert looks_like_formula(text)
    assert csv_text(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Camden", "St Mary-le-Bow", "1-3 High Road", "Łódź"])
def test_an_ordinary_text_stays_as_it_is_in_csv(text: str) -> None:
    assert text == csv_text(text)


def test_the_lines_of_a_text_become_one_line_in_csv() -> None:
    assert "Civic Centre, 1 Road, London" == csv_text("Civic Centre\r\n 1 Road\n\nLondon\n")


def test_a_formula_in_front_of_or_behind_a_line_break_is_found_too() -> None:
    assert "'=1+1" == csv_text("\n=1+1")
    assert "Camden, =1+1" == csv_text("Camden\n=1+1")


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    assert "x" * LONGEST_CELL == cell_text("x" * LONGEST_CELL, "The note")
    with pytest.raises(Refused, match="The note is 32,768 characters long and an Excel cell holds"):
        cell_text("x" * (LONGEST_CELL + 1), "The note")


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_no_file_can_hold_is_refused_and_named(character: str) -> None:
    with pytest.raises(Refused, match=f"U\\+{ord(character):04X}"):
        cell_text(f"Camden{character}", "The name")


def test_what_excel_would_take_for_an_escaped_letter_is_kept_as_it_was_typed() -> None:
    assert "_x005F_x0041_" == cell_text("_x0041_", "The name")
    assert "PO_x12" == cell_text("PO_x12", "The order")
