"""Blocks of cells between a list and a spreadsheet, and where their texts belong."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.money import Money
from ui.kit.chip import Chip
from ui.kit.paste import Placed, as_block, place_block, plain_cell, read_block
from ui.kit.table import Column, RecordTableModel, money_column


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    order: str = ""
    mail: str = ""
    fee: Money | None = None
    joined: date | None = None
    count: int = 0


COLUMNS = (
    Column(key="name", title="Council", value=lambda row: row.name),
    Column(
        key="order",
        title="Order",
        about="Purchase order",
        value=lambda row: row.order,
        edit="order",
    ),
    Column(key="mail", title="E-mail", value=lambda row: row.mail, edit="mail"),
    money_column("fee", "Fee £", lambda row: row.fee),
)
ROWS = (
    Row("BNE", "Barnet", "PO-1", "a@example.org", Money.pounds(30_000)),
    Row("CMD", "Camden", "PO-2"),
    Row("ELG", "Ealing"),
)
SHOWN = [0, 1, 2, 3]


@pytest.fixture
def model() -> RecordTableModel[Row]:
    made = RecordTableModel(COLUMNS, lambda row: row.code)
    made.set_records(ROWS)
    return made


def cells(placed: Placed) -> list[tuple[object, str, str]]:
    return [(cell.key, cell.field, cell.text) for cell in placed.cells]


def place(model: RecordTableModel[Row], text: str, rows: list[int], columns: list[int]) -> Placed:
    return place_block(model, read_block(text), rows, columns, SHOWN)


def test_a_block_from_a_spreadsheet_is_read_as_its_cells() -> None:
    assert [["PO-1", "x"], ["", "y"]] == read_block("PO-1\tx\r\n\ty\r\n")
    assert [["Town Hall\nJudd Street", "2"]] == read_block('"Town Hall\nJudd Street"\t2\n')
    assert [['say "hello"', "b"]] == read_block('"say ""hello"""\tb')
    assert [['5" pipe']] == read_block('5" pipe')
    assert [['"quoted" word']] == read_block('"quoted" word')
    assert [["one"]] == read_block("one")
    assert [["Town Hall"]] == read_block("Town\u00a0Hall")


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=12
).filter(lambda text: text.strip(" ") == text and "\u00a0" not in text and text[:1] != "'")


@given(st.lists(st.lists(texts, min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_is_written_as_a_block_is_read_back(rows: list[list[str]]) -> None:
    rows[-1][-1] = "end"
    assert rows == read_block(as_block(rows))


def test_a_spreadsheet_gets_plain_numbers_and_days_and_never_a_formula() -> None:
    row = Row(
        "X", "=1+1", mail="-", fee=Money.pounds("-7500"), joined=date(2027, 3, 27), count=5_000
    )
    joined = Column(key="joined", title="Joined", value=lambda row: row.joined)
    count = Column(key="count", title="Count", value=lambda row: row.count)
    chip = Column(key="chip", title="State", value=lambda row: "", chip=lambda row: Chip("+ New"))
    assert ["'=1+1", "'-", "-7500.00", "2027-03-27", "5000", "'+ New"] == [
        plain_cell(column, row)
        for column in (COLUMNS[0], COLUMNS[2], COLUMNS[3], joined, count, chip)
    ]
    assert "" == plain_cell(COLUMNS[3], ROWS[2])
    assert [["=1+1", "-7500.00"]] == read_block("'=1+1\t-7500.00")


def test_a_block_goes_right_and_down_from_the_first_selected_cell(
    model: RecordTableModel[Row],
) -> None:
    placed = place(model, "PO-8\tb@example.org\nPO-9\t", [1], [1])
    assert [
        ("CMD", "order", "PO-8"),
        ("CMD", "mail", "b@example.org"),
        ("ELG", "order", "PO-9"),
        ("ELG", "mail", ""),
    ] == cells(placed)
    assert not placed.refused


def test_one_text_fills_everything_that_is_selected(model: RecordTableModel[Row]) -> None:
    assert [
        ("BNE", "order", "PO"),
        ("BNE", "mail", "PO"),
        ("ELG", "order", "PO"),
        ("ELG", "mail", "PO"),
    ] == cells(place(model, "PO", [0, 2], [1, 2]))


def test_one_row_is_repeated_in_each_selected_row(model: RecordTableModel[Row]) -> None:
    assert [
        ("CMD", "order", "1"),
        ("CMD", "mail", "2"),
        ("ELG", "order", "1"),
        ("ELG", "mail", "2"),
    ] == (cells(place(model, "1\t2", [1, 2], [1])))


def test_what_has_no_place_is_refused_with_its_reason(model: RecordTableModel[Row]) -> None:
    placed = place(model, "PO-8\tb@example.org\t5\tmore\nPO-9\t\t\t\nPO-0\t\t\t", [1], [1])
    assert 4 == len(placed.cells)
    assert [
        ("Camden", "Fee £", "This column cannot be typed into."),
        ("Camden", "", "The list has no further column in view."),
        ("Row 4", "", "The list has no row here. Sort or filter it so that all rows are there."),
    ] == [(one.record, one.column, one.why) for one in placed.refused]


def test_a_row_that_was_copied_whole_comes_back_without_a_word(
    model: RecordTableModel[Row],
) -> None:
    placed = place(model, "Barnet\tPO-7\ta@example.org\t30,000.00", [0], [0])
    assert [("BNE", "order", "PO-7"), ("BNE", "mail", "a@example.org")] == cells(placed)
    assert not placed.refused


def test_titles_and_names_place_a_block_whatever_its_order(model: RecordTableModel[Row]) -> None:
    text = "Purchase order\tcouncil\tTelephone\nPO-E\tEALING\t1\nPO-B\tBarnet\t2\nPO-X\tBexley\t3"
    placed = place(model, text, [2], [2])
    assert [("ELG", "order", "PO-E"), ("BNE", "order", "PO-B")] == cells(placed)
    assert [
        ("Telephone", "This list has no column of that name."),
        ("Council", "No row in view has this name."),
    ] == [(one.column, one.why) for one in placed.refused]


def test_titles_without_names_place_a_block_from_the_first_selected_row(
    model: RecordTableModel[Row],
) -> None:
    assert [("CMD", "mail", "x@example.org"), ("CMD", "order", "PO-3")] == cells(
        place(model, "E-mail\tOrder\nx@example.org\tPO-3", [1], [1])
    )


def test_a_name_that_several_rows_have_is_refused(model: RecordTableModel[Row]) -> None:
    model.set_records([*ROWS, Row("CM2", "Camden")])
    placed = place(model, "Council\tOrder\nCamden\tPO-3", [0], [1])
    assert ["Several rows have this name."] == [one.why for one in placed.refused]
