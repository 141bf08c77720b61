"""Many cells at once: each is told what becomes of it, and all of them are one step."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loti_admin.domain.activities import Activity, Way
from loti_admin.domain.budget import BudgetLine, Side
from loti_admin.domain.money import Money
from loti_admin.errors import Invalid, Refused
from loti_admin.services.budget import save_activity, save_budget_line
from loti_admin.services.bulk_edit import (
    CellEdit,
    Outcome,
    cell_text,
    keep_cells,
    lower_first,
    preview_cells,
)
from loti_admin.services.bulk_tables import ActivityTable, BudgetLineTable, MemberTable
from loti_admin.storage.register import Register
from tests.office import THE_YEAR, Office

TABLE = MemberTable(THE_YEAR)


@pytest.fixture
def office() -> Office:
    return Office("Camden", "Islington", "Havering")


def order_of(office: Office, name: str) -> str:
    found = office.register.purchase_orders.first(organisation_id=office[name].id)
    return found.number if found else ""


def edits(office: Office, field: str, **texts: str) -> list[CellEdit]:
    return [CellEdit(office[name].id, field, text) for name, text in texts.items()]


def test_a_column_of_orders_is_one_step_that_can_be_undone(office: Office) -> None:
    before = office.dump()
    outcomes = keep_cells(
        office.register, TABLE, edits(office, "purchase_order", Camden="PO-1", Havering=" PO-2 ")
    )
    assert [Outcome.CHANGED, Outcome.CHANGED] == [one.outcome for one in outcomes]
    assert ["PO-1", "PO-2"] == [order_of(office, "Camden"), order_of(office, "Havering")]
    assert "Edit the purchase order of 2 members" == office.register.undo_label
    office.register.undo()
    assert before == office.dump()


def test_a_preview_changes_nothing_and_names_every_cell(office: Office) -> None:
    before = office.dump()
    outcomes = preview_cells(
        office.register,
        TABLE,
        [
            *edits(office, "invoice_email", Camden="pay@camden.example", Islington="nonsense"),
            *edits(office, "postcode", Havering="rm1 3bb"),
            *edits(office, "buyer_reference", Camden=""),
        ],
    )
    assert before == office.dump()
    assert ["changed", "refused", "changed", "same"] == [one.outcome for one in outcomes]
    assert "“nonsense” is not an e-mail address like name@council.gov.uk." == outcomes[1].problem
    assert ("Havering", "Postcode", "RM1 3BB") == (
        outcomes[2].record,
        outcomes[2].title,
        outcomes[2].after,
    )


def test_one_refused_cell_keeps_all_of_them_from_being_written(office: Office) -> None:
    before = office.dump()
    with pytest.raises(Invalid, match=r"Islington: .* Sage takes no more") as raised:
        keep_cells(
            office.register,
            TABLE,
            edits(office, "account_code", Camden="CMD1", Islington="much too long"),
        )
    assert ["account_code"] == [problem.field for problem in raised.value.problems]
    assert before == office.dump()


def test_two_cells_of_one_record_are_kept_together(office: Office) -> None:
    camden = office["Camden"].id
    keep_cells(
        office.register,
        TABLE,
        [
            CellEdit(camden, "address", "Town Hall\nJudd Street; London"),
            CellEdit(camden, "purchase_order_required", "yes"),
            CellEdit(camden, "charter_agreed", "27 3 2026"),
            CellEdit(camden, "purchase_order", "PO-7"),
        ],
    )
    saved = office["Camden"]
    assert "Town Hall\nJudd Street\nLondon" == saved.address
    assert saved.purchase_order_required
    assert date(2026, 3, 27) == saved.charter_agreed
    assert "Edit Camden" == office.register.undo_label
    assert "27 March 2026" == cell_text(office.register, TABLE, camden, "charter_agreed").replace(
        "\u00a0", " "
    )
    assert "Yes" == cell_text(office.register, TABLE, camden, "purchase_order_required")
    assert "PO-7" == cell_text(office.register, TABLE, camden, "purchase_order")


def test_an_emptied_cell_takes_the_value_away(office: Office) -> None:
    keep_cells(office.register, TABLE, edits(office, "purchase_order", Camden="PO-1"))
    keep_cells(office.register, TABLE, edits(office, "purchase_order", Camden=" "))
    assert "" == order_of(office, "Camden")
    (outcome,) = preview_cells(
        office.register, TABLE, edits(office, "purchase_order_required", Camden="")
    )
    assert "Type yes or no." == outcome.problem


def test_the_same_again_is_no_change_and_writes_nothing(office: Office) -> None:
    label = office.register.undo_label
    (outcome,) = keep_cells(office.register, TABLE, edits(office, "short_name", Camden="Camden"))
    assert Outcome.SAME == outcome.outcome
    assert label == office.register.undo_label


def test_what_cannot_be_typed_and_what_is_gone_is_refused(office: Office) -> None:
    outcomes = preview_cells(
        office.register,
        TABLE,
        [CellEdit(office["Camden"].id, "kind", "gla"), CellEdit(999, "notes", "Hello")],
    )
    assert ["It cannot be typed here.", "This record is no longer there."] == [
        one.problem for one in outcomes
    ]


def test_an_old_fault_does_not_stand_in_the_way_of_another_cell(office: Office) -> None:
    with office.register.write("Import an old record"):
        office.register.organisations.save(replace(office["Camden"], invoice_email="no address"))
    (outcome,) = preview_cells(
        office.register, TABLE, edits(office, "buyer_reference", Camden="DEPT-7")
    )
    assert Outcome.CHANGED == outcome.outcome


def test_a_read_only_register_refuses_before_anything_is_written(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "LOTI.loti"
    with Register.create(path) as made:
        camden = Office("Camden", register=made)["Camden"].id
    with Register.open(path, read_only=True) as snapshot, pytest.raises(Refused):
        keep_cells(snapshot, TABLE, [CellEdit(camden, "notes", "Hello")])


def test_amounts_of_the_budget_are_read_as_they_are_pasted(office: Office) -> None:
    line = save_budget_line(
        office.register,
        BudgetLine(year="2026-27", side=Side.EXPENDITURE, group="Employees", line="Salaries"),
    )
    keep_cells(
        office.register,
        BudgetLineTable(),
        [CellEdit(line.id, "original", "£12,500.50"), CellEdit(line.id, "actual", "300")],
    )
    saved = office.register.budget_lines.get(line.id)
    assert (Money.pounds("12500.50"), Money.pounds(300)) == (saved.original, saved.actual)
    (outcome,) = preview_cells(
        office.register, BudgetLineTable(), [CellEdit(line.id, "forecast", "a lot")]
    )
    assert "“a lot” is not an amount like 30,000.00." == outcome.problem


def test_two_edits_of_one_step_cannot_make_the_same_line_twice(office: Office) -> None:
    made = [
        save_budget_line(
            office.register,
            BudgetLine(year="2026-27", side=Side.INCOME, group="Income", line=name),
        )
        for name in ("Fees", "Grants")
    ]
    before = office.dump()
    with pytest.raises(Invalid, match="already"):
        keep_cells(
            office.register,
            BudgetLineTable(),
            [CellEdit(line.id, "line", "Sundry") for line in made],
        )
    assert before == office.dump()


def test_an_activity_cannot_end_before_it_begins(office: Office) -> None:
    activity = save_activity(
        office.register,
        Activity(way=Way.PROJECT, name="Assistive tech", start=date(2026, 5, 1)),
        [],
    )
    (outcome,) = preview_cells(
        office.register, ActivityTable(), [CellEdit(activity.id, "end", "1/4/2026")]
    )
    assert "before it begins" in outcome.problem


def test_titles_inside_a_sentence_keep_their_capitals_where_they_are_a_word() -> None:
    assert ["purchase order", "VAT number", "e-mail address"] == [
        lower_first(title) for title in ("Purchase order", "VAT number", "E-mail address")
    ]


TEXTS = st.sampled_from(
    [
        "",
        "yes",
        "no",
        "PO-1",
        "a@b.example",
        "nonsense",
        "27/3/2027",
        "Line 1; Line 2",
        "A" * 30,
        "=1+1",
    ]
)
EDITS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(sorted(MemberTable.fields)), TEXTS),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=5))
def test_whatever_is_typed_can_be_undone_and_done_again(
    steps: list[list[tuple[int, str, str]]],
) -> None:
    office = Office("Barnet", "Camden", "Ealing")
    register = office.register
    ids = [organisation.id for organisation in register.organisations.all()]
    before, kept = office.dump(), 0
    for step in steps:
        asked = [CellEdit(ids[number], field, text) for number, field, text in step]
        outcomes = preview_cells(register, TABLE, asked)
        accepted = [one.edit for one in outcomes if one.outcome is Outcome.CHANGED]
        was = office.dump()
        if any(one.outcome is Outcome.REFUSED for one in outcomes):
            with pytest.raises(Invalid):
                keep_cells(register, TABLE, asked)
            assert was == office.dump()
        keep_cells(register, TABLE, accepted)
        kept += was != office.dump()
    after = office.dump()
    for _ in range(kept):
        register.undo()
    assert before == office.dump()
    for _ in range(kept):
        register.redo()
    assert after == office.dump()
