"""A few records that changed are put in their rows; the list is set anew only where something moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from loti_admin.domain.money import Money
from tests.ui.kit.test_table import FEES, Fee, a_table
from ui.kit.table import RecordTable
from ui.kit.table_delegate import cell_width
from ui.theme import current as current_look


@pytest.fixture
def table(qtbot) -> RecordTable[Fee]:
    return a_table(qtbot)


@contextmanager
def told(table: RecordTable[Fee]) -> Iterator[list[str]]:
    """Whether the model told of changed cells or of an altogether new list."""
    heard: list[str] = []
    table.model.modelReset.connect(lambda: heard.append("reset"))
    table.model.dataChanged.connect(lambda first, _last: heard.append(f"row {first.row()}"))
    yield heard


def with_camden(**changes: object) -> list[Fee]:
    return [replace(fee, **changes) if fee.code == "CMD" else fee for fee in FEES]


def test_a_changed_record_changes_its_row_the_totals_and_what_is_current(
    table: RecordTable[Fee],
) -> None:
    table.select_key("CMD")
    current: list[object] = []
    table.current_changed.connect(current.append)
    with told(table) as heard:
        table.set_records(with_camden(net=Money.pounds(1)))
    assert ["row 1"] == heard
    assert "1.00" == table.model.cell(1, 2).text
    assert "75,001.00" == table.totals()["net"]
    assert [Money.pounds(1)] == [fee.net for fee in current]
    assert ["CMD"] == [fee.code for fee in table.selected_records()]


@pytest.mark.parametrize(
    "records",
    [
        with_camden(council="Zedland"),
        with_camden(code="OTH"),
        list(FEES[:3]),
        [*FEES, Fee("ZZZ", "Zedland", Money.pounds(1))],
        [FEES[1], FEES[0], *FEES[2:]],
    ],
    ids=["moves", "another one", "one gone", "one more", "another order"],
)
def test_where_a_row_moves_comes_or_goes_the_list_is_set_anew(
    table: RecordTable[Fee], records: list[Fee]
) -> None:
    with told(table) as heard:
        table.set_records(records)
    assert ["reset"] == heard
    assert sorted(records, key=lambda fee: fee.council) == list(table.records())


def test_what_is_found_follows_the_changed_record(table: RecordTable[Fee]) -> None:
    table.set_filter("special")
    assert () == table.records()
    table.set_records(with_camden(rule="Special"))
    assert ["CMD"] == [fee.code for fee in table.records()]
    table.set_records(FEES)
    assert () == table.records()
    table.set_filter("")
    assert FEES == table.records()


def test_a_column_has_room_for_a_longer_text_and_gives_it_back(table: RecordTable[Fee]) -> None:
    header = table.view.header
    before = header.sectionSize(2)
    table.set_records(with_camden(net=Money.pounds(999_999_999_999)))
    wide = cell_width(table.model.cell(1, 2), current_look())
    assert wide < header.sectionSize(2)
    assert before < header.sectionSize(2)
    table.set_records(FEES)
    assert before == header.sectionSize(2)


def test_a_text_shown_meanwhile_goes_with_the_next_records(table: RecordTable[Fee]) -> None:
    table.model.show_meanwhile("CMD", 0, "Typed")
    assert "Typed" == table.model.cell(1, 0).text
    assert "Camden" == table.records()[1].council
    table.set_records(FEES)
    assert "Camden" == table.model.cell(1, 0).text
