"""Pro formas before the charge date: for whom, for when, and that they leave no trace in the register."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from loti_admin.errors import NothingToDo, Refused
from loti_admin.services.members import join, save_organisation, set_purchase_order
from loti_admin.services.pro_formas import make_pro_formas, plan_pro_formas
from loti_admin.services.sending import email_drafts
from loti_admin.services.settings import save_settings
from tests.builders import the_gla
from tests.office import THE_YEAR, Office


@pytest.fixture
def office() -> Office:
    """The 11th of June; the charge date is 1 July."""
    office = Office("Camden", "Islington")
    office.council("Sutton", joined=date(2026, 10, 1))
    gla = save_organisation(office.register, the_gla(address="City Hall\nLondon"))
    join(office.register, gla.id, date(2020, 7, 1))
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "PO-1")
    office.approve()
    return office


def names(office: Office, **options: object) -> list[str]:
    plan = plan_pro_formas(office.register, THE_YEAR, **options)  # type: ignore[arg-type]
    return [draft.organisation for draft in plan.drafts]


def test_every_invoice_of_the_charge_date_has_a_pro_forma(office: Office) -> None:
    assert ["Camden", "Islington"] == names(office)
    assert ["Camden", "Islington", "Sutton"] == names(office, on=date(2026, 10, 1))
    assert ["Islington"] == names(office, without_order=True)


def test_an_order_is_wanted_two_weeks_before_unless_that_is_gone_by(office: Office) -> None:
    assert date(2026, 6, 17) == plan_pro_formas(office.register, THE_YEAR).look.order_by
    wanted = date(2026, 6, 25)
    plan = plan_pro_formas(office.register, THE_YEAR, order_by=wanted)
    assert (wanted, date(2026, 6, 11)) == (plan.look.order_by, plan.look.prepared)
    office.today = office.today.replace(day=20)
    assert plan_pro_formas(office.register, THE_YEAR).look.order_by is None


def test_after_the_charge_date_the_invoices_follow_today(office: Office) -> None:
    office.today = office.today.replace(month=9)
    assert date(2026, 9, 11) == plan_pro_formas(office.register, THE_YEAR).on


def test_nothing_changes_in_the_register(office: Office, tmp_path: Path) -> None:
    before = office.dump()
    plan = plan_pro_formas(office.register, THE_YEAR)
    make_pro_formas(plan.drafts, plan.look, tmp_path)
    assert before == office.dump()


def test_the_pages_say_that_they_are_no_invoices(office: Office, tmp_path: Path) -> None:
    plan = plan_pro_formas(office.register, THE_YEAR)
    paths = make_pro_formas(plan.drafts, plan.look, tmp_path)
    assert ["Pro forma invoice 2026-27 Camden.pdf", "Pro forma invoice 2026-27 Islington.pdf"] == [
        path.name for path in paths
    ]
    text = PdfReader(paths[1]).pages[0].extract_text().replace("\u00a0", " ")
    assert "Pro forma. This is not a VAT invoice." in text
    assert "PRO FORMA" in text
    assert "17 June 2026" in text
    assert "Account number" not in text


def test_what_is_issued_needs_no_pro_forma(office: Office) -> None:
    office.issue()
    with pytest.raises(NothingToDo, match="no invoice of 2026-27 follows"):
        plan_pro_formas(office.register, THE_YEAR)


def test_one_that_cannot_be_printed_is_left_out_and_named(office: Office) -> None:
    save_organisation(office.register, replace(office["Camden"], address=""))
    plan = plan_pro_formas(office.register, THE_YEAR)
    assert ["Islington"] == [draft.organisation for draft in plan.drafts]
    assert ["Camden has no invoice address. Type it on the Members page."] == [
        problem.message for problem in plan.left_out
    ]


def test_amounts_that_nobody_approved_do_not_leave_the_house() -> None:
    office = Office("Camden")
    with pytest.raises(Refused, match=r"No pro forma was made.*not approved yet"):
        plan_pro_formas(office.register, THE_YEAR)
    office.approve()
    save_settings(office.register, {"vat number": ""})
    with pytest.raises(Refused, match="issuer's details are not complete"):
        plan_pro_formas(office.register, THE_YEAR)


def test_its_e_mail_asks_for_an_order_and_not_for_money(office: Office) -> None:
    save_organisation(office.register, replace(office["Camden"], invoice_email="a@example.org"))
    plan = plan_pro_formas(office.register, THE_YEAR)
    made = email_drafts(office.register, plan.drafts, plan.look)
    (draft,) = made.drafts
    assert "LOTI membership 2026-27: purchase order needed" == draft.subject
    assert "Send us the number of the order by 17 June 2026." in draft.text
    assert "Pro forma: £36,000.00 with VAT (£30,000.00 without)" in draft.text
    assert "Islington" in made.problems[0].message
