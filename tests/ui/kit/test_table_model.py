from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from loti_admin.domain.money import Money
from ui.kit.chip import Chip
from ui.kit.table import Align, Column, RecordTableModel, change, money_column, shown


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    fee: Money | None = None
    joined: date | None = None
    person: str = ""


ROWS = (
    Row("CMD", "Camden", Money.pounds(30_000), date(2019, 7, 1), "Zoë Adeyemi"),
    Row("BNE", "Barnet", Money.pounds(9_000), None),
    Row("HAV", "Havering", None, date(2026, 10, 1)),
    Row("ELG", "Ealing", Money.pounds(-22_500), date(2019, 4, 1)),
)
COLUMNS: Sequence[Column[Row]] = (
    Column(key="name", title="Council", value=lambda row: row.name),
    money_column("fee", "Fee £", lambda row: row.fee),
    Column(key="joined", title="Joined", value=lambda row: row.joined, align=Align.RIGHT),
    Column(
        key="status",
        title="Status",
        value=lambda row: "Member" if row.fee else "Joining",
        chip=lambda row: None if row.fee else Chip("Joining"),
    ),
)


def a_model(checkable: bool = False) -> RecordTableModel[Row]:
    model = RecordTableModel(
        COLUMNS, lambda row: row.code, also_find=lambda row: row.person, checkable=checkable
    )
    model.set_records(ROWS)
    return model


def codes(model: RecordTableModel[Row]) -> list[str]:
    return [row.code for row in model.records()]


@pytest.mark.parametrize("checkable", [False, True])
def test_the_model_keeps_to_the_rules_of_qt(qtmodeltester, checkable: bool) -> None:
    model = a_model(checkable)
    qtmodeltester.check(model)
    model.set_filter("camden")
    qtmodeltester.check(model)


@pytest.mark.parametrize(
    ("key", "up", "down"),
    [
        ("name", "BNE CMD ELG HAV", "HAV ELG CMD BNE"),
        ("fee", "ELG BNE CMD HAV", "CMD BNE ELG HAV"),
        ("joined", "ELG CMD HAV BNE", "HAV CMD ELG BNE"),
    ],
)
def test_rows_are_sorted_by_real_values_with_nothing_last(key: str, up: str, down: str) -> None:
    model = a_model()
    model.sort_by(key)
    assert up.split() == codes(model)
    model.sort_by(key, descending=True)
    assert down.split() == codes(model)
    model.sort_by("")
    assert [row.code for row in ROWS] == codes(model)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", "CMD BNE HAV ELG"),
        ("CAM", "CMD"),
        ("zoe", "CMD"),
        ("30,000", "CMD"),
        ("30000", "CMD"),
        ("1 october 2026", "HAV"),
        ("joining hav", "HAV"),
        ("camden barnet", ""),
    ],
)
def test_every_word_has_to_occur_whatever_case_accents_and_commas(words: str, found: str) -> None:
    model = a_model()
    model.set_filter(words)
    assert found.split() == codes(model)


def test_a_condition_works_together_with_the_words() -> None:
    model = a_model()
    model.set_condition(lambda row: row.fee is not None)
    model.set_filter("a")
    assert codes(model) == ["CMD", "BNE", "ELG"]
    model.set_condition(None)
    assert codes(model) == ["CMD", "BNE", "HAV", "ELG"]


def test_records_are_found_by_row_and_by_key() -> None:
    model = a_model()
    model.sort_by("name")
    assert ROWS[0] == model.record(model.row_of("CMD"))
    assert model.row_of("XXX") == -1
    assert model.record(99) is None
    assert ROWS[1] == model.record(model.index(0, 2))


def test_filter_and_order_stay_when_the_records_are_replaced() -> None:
    model = a_model()
    model.sort_by("name", descending=True)
    model.set_filter("a")
    model.set_records([*ROWS, Row("BEX", "Bexley"), Row("BRY", "Bromley area")])
    assert codes(model) == ["HAV", "ELG", "CMD", "BRY", "BNE"]


def test_a_cell_is_drawn_anew_when_its_record_changed() -> None:
    model = a_model()
    assert model.cell(0, 1).text == "30,000.00"
    model.set_records([replace(ROWS[0], fee=Money.pounds(5))])
    assert model.cell(0, 1).text == "5.00"


def test_ticks_follow_their_records_and_hidden_rows_keep_theirs() -> None:
    model = a_model(checkable=True)
    model.set_checked({"CMD", "HAV"})
    assert Qt.CheckState.PartiallyChecked == model.check_state()
    model.set_filter("barnet")
    model.toggle_all()
    assert [row.code for row in model.checked_records()] == ["CMD", "BNE", "HAV"]
    model.set_filter("")
    model.set_records(ROWS[1:])
    assert [row.code for row in model.checked_records()] == ["BNE", "HAV"]
    model.toggle_all()
    assert Qt.CheckState.Checked == model.check_state()
    model.toggle_all()
    assert model.checked_records() == ()


def test_the_tick_column_can_be_ticked_through_qt() -> None:
    model = a_model(checkable=True)
    index = model.index(1, 0)
    assert model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert [row.code for row in model.checked_records()] == ["BNE"]
    assert not model.setData(
        model.index(1, 1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    )


def test_the_screen_reader_hears_the_words_of_a_chip() -> None:
    model = a_model()
    index = model.index(2, 3)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Joining"
    assert model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole) == "Status"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        ("", "–"),
        (True, "Yes"),
        (1234567, "1,234,567"),
        (Money(-5), "−0.05"),
        (date(2026, 7, 1), "1\u00a0July\u00a02026"),
    ],
)
def test_values_are_shown_the_usual_way(value: object, text: str) -> None:
    assert text == shown(value)


@pytest.mark.parametrize(
    ("pence", "text"), [(1_500_000, "+15,000.00"), (-750_000, "−7,500.00"), (0, "–")]
)
def test_a_difference_carries_its_sign(pence: int, text: str) -> None:
    assert text == change(Money(pence))


def test_a_long_list_is_read_ahead_for_finding_in_idle_moments(qtbot) -> None:
    model = a_model()
    many = [Row(f"C{number}", f"Council {number}") for number in range(450)]
    model.set_records(many)
    qtbot.waitUntil(lambda: not model._reading.isActive())
    assert 450 == len(model._search)
    model.set_filter("council 449")
    assert ["C449"] == codes(model)
    model.set_filter("")
    model.set_records(many[:3])
    assert {} == model._search


def test_what_is_nothing_is_not_found(qtbot) -> None:
    model = a_model()
    model.set_filter("–")
    assert [] == codes(model)
