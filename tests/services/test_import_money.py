"""Prices, decisions, orders, budget, receipts, settings and activities from the workbook."""

from datetime import date
from decimal import Decimal

import pytest

from loti_admin.domain.fees import AdjustmentKind, ProRata
from loti_admin.domain.money import ZERO, Money
from loti_admin.services.issuing import credit
from loti_admin.services.schedules import save_schedule
from tests.builders import a_schedule
from tests.imports.importing import counts, imported, refused
from tests.imports.workbooks import Rows
from tests.office import Office

IN_JULY = date(2026, 7, 20)


@pytest.fixture
def office() -> Office:
    return Office("Camden", "Barnet")


def schedules(*rows: tuple[object, ...]) -> dict[str, Rows]:
    heads = ("year", "standard", "shared it", "contribution", "charge date", "pro rata", "vat rate")
    return {"Fee schedule": [heads, *rows]}


def test_a_new_schedule_is_like_the_year_before_where_its_cells_are_empty(office: Office) -> None:
    save_schedule(office.register, a_schedule(standard=Money.pounds(29_000), pro_rata=ProRata.DAYS))
    imported(office.register, schedules(("2027-28", None, "£23,000", None, None, None, "20%")))
    schedule = office.register.fee_schedules.first(year="2027-28")
    assert schedule is not None
    assert (schedule.standard, schedule.shared_it) == (Money.pounds(29_000), Money.pounds(23_000))
    assert (schedule.charge_date, schedule.pro_rata) == (date(2027, 7, 1), ProRata.DAYS)
    assert schedule.vat_rate == Decimal(20)


def test_a_schedule_keeps_to_its_rules(office: Office) -> None:
    book = schedules(("2026-27", -1, None, None, date(2027, 7, 1), None, None))
    below, outside = refused(office.register, book)
    assert below == "Fee schedule B2: A price cannot be below £0.00. Type the price."
    assert outside.startswith("Fee schedule E2: The charge date")


def test_the_schedule_of_an_approved_year_stands(office: Office) -> None:
    imported(office.register, schedules(("2026-27", 30_000)))
    office.approve()
    result = imported(office.register, schedules(("2026-27", 30_000, 22_500, None, None, "months")))
    assert counts(result) == {"Fee schedule": (0, 0, 1)}
    why = "the fees of 2026-27 are approved, so their schedule stands. Take the change out, or record an adjustment."
    assert refused(office.register, schedules(("2026-27", 31_000, None, None, None, "days"))) == [
        f"Fee schedule B2: {why}",
        f"Fee schedule F2: {why}",
    ]


def adjustments(*rows: tuple[object, ...]) -> dict[str, Rows]:
    heads = ("organisation", "year", "kind", "amount", "reason", "agreed by", "on")
    return {"Adjustments": [heads, *rows]}


def test_each_kind_of_adjustment_reads_its_amount_its_own_way(office: Office) -> None:
    imported(
        office.register,
        adjustments(
            (
                "CAMDEN",
                "2026-27",
                "agreed rate",
                "£25,000.00",
                "Pilot",
                "The Board",
                date(2026, 3, 3),
            ),
            ("CAMDEN", "2026-27", "Discount Percent", "10%", "Pilot"),
            ("CAMDEN", "2026-27", "credit", 500, "Late start"),
            ("CAMDEN", "2026-27", "credit", 250, "Overlap"),
            ("BARNET", "2026-27", "accept standard", None, "Three councils"),
        ),
    )
    assert [(a.kind, a.amount, a.percent) for a in office.register.adjustments.all()] == [
        (AdjustmentKind.AGREED_RATE, Money.pounds(25_000), Decimal(0)),
        (AdjustmentKind.DISCOUNT_PERCENT, ZERO, Decimal(10)),
        (AdjustmentKind.CREDIT, Money.pounds(500), Decimal(0)),
        (AdjustmentKind.CREDIT, Money.pounds(250), Decimal(0)),
        (AdjustmentKind.ACCEPT_STANDARD, ZERO, Decimal(0)),
    ]


def test_an_adjustment_is_changed_by_its_row_also_to_nothing(office: Office) -> None:
    imported(office.register, adjustments(("CAMDEN", "2026-27", "agreed rate", 25_000, "Pilot")))
    result = imported(
        office.register, adjustments(("CAMDEN", "2026-27", "agreed rate", 0, "Free year"))
    )
    (adjustment,) = office.register.adjustments.all()
    assert counts(result) == {"Adjustments": (0, 1, 0)}
    assert (adjustment.amount, adjustment.reason) == (ZERO, "Free year")


def test_adjustments_need_an_amount_that_means_something(office: Office) -> None:
    book = adjustments(
        ("CAMDEN", "2026-27", "agreed rate", None, "Pilot"),
        ("CAMDEN", "2026-27", "discount percent", 0, "Pilot"),
        ("CAMDEN", "2026-27", "credit", -5, "Pilot"),
        ("BARNET", "2026-27", "agreed rate", 1, "One"),
        ("BARNET", "2026-27", "agreed rate", 2, "Two"),
        ("BARNET", "2026-27", "accept standard", 2, "Two"),
    )
    assert refused(office.register, book) == [
        "Adjustments D2: found nothing, expected the price for a full year.",
        "Adjustments D3: Type a discount of more than 0 and at most 100 per cent.",
        "Adjustments D4: Type the amount to take off, more than £0.00.",
        "Adjustments A6: row 5 is about the same record. Keep one of the two rows.",
        "Adjustments D7: the standard fee is accepted as it stands; the amount was left.",
    ]


def test_a_purchase_order_is_one_for_an_organisation_and_year(office: Office) -> None:
    heads = ("organisation", "year", "number")
    imported(office.register, {"Purchase orders": [heads, ("CAMDEN", "2026-27", 4500123456)]})
    result = imported(
        office.register,
        {"Purchase orders": [heads, ("CAMDEN", "2026-27", "PO-2"), ("CAMDEN", "2027-28", "PO-3")]},
    )
    assert counts(result) == {"Purchase orders": (1, 1, 0)}
    assert [order.number for order in office.register.purchase_orders.all()] == ["PO-2", "PO-3"]


def test_grants_and_budget_lines_go_by_their_names_in_any_case(office: Office) -> None:
    grants = ("organisation", "name", "restricted", "year", "agreed", "received")
    lines = (
        "year",
        "side",
        "group",
        "line",
        "original",
        "variations",
        "actual",
        "forecast",
        "note",
        "fund",
    )
    book: dict[str, Rows] = {
        "Grants": [grants, ("BARNET", "Data programme", "yes", "2026-27", 100_000, None)],
        "Budget": [
            lines,
            (
                "2026-27",
                "Expenditure",
                "EMPLOYEES",
                "Salaries",
                250_000,
                -5_000,
                None,
                None,
                "New post",
                "Restricted",
            ),
            ("2026-27", "income", "Our own group", "Events", 1_000),
        ],
    }
    imported(office.register, book)
    (grant,) = office.register.grants.all()
    salaries, events = office.register.budget_lines.all()
    assert (grant.restricted, grant.agreed, grant.received) == (True, Money.pounds(100_000), ZERO)
    assert (salaries.group, salaries.variations, salaries.restricted) == (
        "Employees",
        Money.pounds(-5_000),
        True,
    )
    assert (events.group, events.restricted) == ("Our own group", False)
    result = imported(
        office.register,
        {
            "Grants": [grants, ("barnet", "DATA programme", None, "2026-27", None, 40_000)],
            "Budget": [
                lines,
                ("2026-27", "expenditure", "Employees", "SALARIES", None, None, 90_000),
            ],
        },
    )
    assert counts(result) == {"Grants": (0, 1, 0), "Budget": (0, 1, 0)}
    assert office.register.grants.all()[0].name == "Data programme"
    assert office.register.budget_lines.all()[0].actual == Money.pounds(90_000)


def test_grants_below_nothing_are_refused(office: Office) -> None:
    book: dict[str, Rows] = {
        "Grants": [("organisation", "name", "year", "agreed"), ("BARNET", "Data", "2026-27", "-1")]
    }
    assert refused(office.register, book) == [
        "Grants D2: An amount cannot be below £0.00. Check the amount."
    ]


def receipts(*rows: tuple[object, ...]) -> dict[str, Rows]:
    return {"Receipts": [("on", "amount", "reference", "organisation", "invoice"), *rows]}


def test_a_receipt_pays_its_invoice_once_however_often_it_is_imported(office: Office) -> None:
    office.approve()
    barnet, camden = office.issue()
    result = imported(
        office.register,
        receipts(
            (IN_JULY, 36_000, "BACS 1", None, camden.number.lower()),
            (IN_JULY, "£36,000.00", f"INV {barnet.number}", None, None),
            (IN_JULY, 10, "BACS 3", "BARNET", None),
            (IN_JULY, 10, "BACS 4"),
        ),
    )
    assert counts(result) == {"Receipts": (4, 0, 0)}
    paid = {(a.document_id, a.amount) for a in office.register.allocations.all()}
    assert paid == {(camden.id, Money.pounds(36_000)), (barnet.id, Money.pounds(36_000))}
    assert [r.organisation_id for r in office.register.receipts.all()] == [
        camden.organisation_id,
        barnet.organisation_id,
        office["Barnet"].id,
        0,
    ]
    assert office.register.undo_label == "Import members.xlsx"


def test_a_payer_that_the_workbook_itself_brings_is_known_to_its_receipt(office: Office) -> None:
    book: dict[str, Rows] = {
        "Organisations": [("code", "name", "kind"), ("FUND", "The Fund", "funder")],
        **receipts((IN_JULY, 5, "x", "FUND")),
    }
    imported(office.register, book)
    (receipt,) = office.register.receipts.all()
    assert receipt.organisation_id == office.register.organisations.by_code("FUND").id


def test_a_receipt_names_a_document_that_can_be_paid(office: Office) -> None:
    office.approve()
    first, _ = office.issue()
    note = credit(office.register, first.number, IN_JULY, "Wrong price")
    book = receipts(
        (IN_JULY, 1, "a", None, "LOTI-2026-9999"),
        (IN_JULY, 1, "b", None, note.number),
        (IN_JULY, 0, "c"),
    )
    assert refused(office.register, book) == [
        "Receipts E2: found “LOTI-2026-9999”, expected the number of an issued invoice or request.",
        f"Receipts E3: found “{note.number}”, expected the number of an issued invoice or request, "
        "not of a credit note.",
        "Receipts B4: Type the amount received, more than £0.00.",
    ]


def test_settings_are_dated_and_defaults_are_not_kept(office: Office) -> None:
    heads = ("key", "value", "from")
    result = imported(
        office.register,
        {
            "Settings": [
                heads,
                ("Payment Days", 30, None),
                ("payment days", 14, date(2027, 4, 1)),
                ("supplier address", "2 New Street\nLondon", date(2027, 4, 1)),
                ("officer", None, None),
            ]
        },
    )
    assert counts(result) == {"Settings": (2, 0, 2)}
    kept = [(s.key, s.value) for s in office.register.settings.where(start=date(2027, 4, 1))]
    assert kept == [("payment days", "14"), ("supplier address", "2 New Street; London")]
    assert office.register.settings.first(key="officer", value="A. Officer") is not None


def test_activities_list_who_takes_part(office: Office) -> None:
    heads = ("way", "name", "from", "to", "lead", "budget", "organisations", "notes")
    first: dict[str, Rows] = {
        "Activities": [
            heads,
            ("Project", "Sensors", date(2026, 1, 1), None, "Ann", 5_000, "CAMDEN; BARNET"),
        ]
    }
    assert counts(imported(office.register, first)) == {"Activities": (1, 0, 0)}
    assert len(office.register.participations.all()) == 2
    fewer: dict[str, Rows] = {
        "Activities": [heads, ("project", "sensors", None, None, None, None, "barnet")]
    }
    assert counts(imported(office.register, fewer)) == {"Activities": (0, 1, 0)}
    (left,) = office.register.participations.all()
    assert left.organisation_id == office["Barnet"].id
    (activity,) = office.register.activities.all()
    assert (activity.name, activity.budget) == ("Sensors", Money.pounds(5_000))


def test_activities_name_unknown_organisations_and_dates_the_wrong_way_round(
    office: Office,
) -> None:
    book: dict[str, Rows] = {
        "Activities": [
            ("way", "name", "from", "to", "organisations"),
            ("network", "Data", date(2026, 7, 1), date(2026, 6, 1), None),
            ("network", "Web", None, None, "CAMDEN; NOBODY"),
        ]
    }
    assert refused(office.register, book) == [
        "Activities D2: The activity would end on 1\u00a0June\u00a02026, before it begins. Check the two dates.",
        "Activities E3: found “NOBODY”, expected the code of an organisation in the register or on the sheet "
        "Organisations.",
    ]
