"""The page Budget, used as a person would."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from loti_admin.domain.budget import BudgetLine, Grant, Side
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.services.budget import save_budget_line, save_grant
from loti_admin.services.members import save_organisation
from loti_admin.services.reserves import Reserves, save_reserves
from loti_admin.services.settings import save_settings
from loti_admin.storage.register import Register
from tests.office import THE_YEAR, Office
from tests.ui.pages.conftest import Shown, open_dialog
from tests.ui.window_builders import a_file, a_window, settle
from ui.dialogs.history import HistoryDialog
from ui.kit.dialog import FormDialog
from ui.pages import PAGES
from ui.pages.budget import BudgetPage
from ui.preferences import Preferences

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(shown: Shown, preferences: Preferences) -> BudgetPage:
    """Not shown yet: `shown.show(page, register)`."""
    return BudgetPage(shown.session, preferences=preferences)


@pytest.fixture
def office() -> Office:
    """Two councils, a funder with a grant, and two lines of spending."""
    made = Office("Camden", "Islington")
    fund = save_organisation(
        made.register, Organisation(code="EXF", name="Example Foundation", kind=Kind.FUNDER)
    )
    save_grant(
        made.register,
        Grant(
            organisation_id=fund.id,
            name="Inclusion",
            restricted=True,
            year=THE_YEAR.label,
            agreed=Money.pounds(40_000),
        ),
    )
    for group, name, pounds in (
        ("Supplies and services", "Events", 5_000),
        ("Employees", "Salaries", 90_000),
    ):
        save_budget_line(
            made.register,
            BudgetLine(
                year=THE_YEAR.label,
                side=Side.EXPENDITURE,
                group=group,
                line=name,
                original=Money.pounds(pounds),
            ),
        )
    return made


def choose(page: BudgetPage, part: str) -> None:
    QTest.mouseClick(page.segments.segment(part), LEFT)
    QApplication.processEvents()


def fill(dialog: FormDialog, **texts: str) -> None:
    for key, text in texts.items():
        dialog.form.editor(key).setFocus()
        dialog.form.editor(key).selectAll()
        QTest.keyClicks(dialog.form.editor(key), text)


def type_into_cell(page: BudgetPage, text: str, end: Qt.Key) -> None:
    """The first letter opens the editor of the current cell, which takes the others and the key that ends it."""
    QTest.keyClicks(page.spending.view, text[0])
    QTest.keyClicks(page.cells.editing.editor, text[1:])
    QTest.keyClick(page.cells.editing.editor, end)


def line_of(office: Office, name: str) -> BudgetLine:
    (found,) = office.register.budget_lines.where(line=name)
    return found


def test_the_strip_tells_income_spending_and_what_is_left(
    page: BudgetPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    # Three quarters of two fees of £30,000.00, and the grant.
    assert "£85,000.00 income · £95,000.00 spending · −£10,000.00" in page.figures.text()


def test_spending_stands_in_the_order_of_its_groups(
    page: BudgetPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    choose(page, "spending")
    assert ["Salaries", "Events"] == [row.name for row in page.spending.records()]
    assert "95,000.00" == page.spending.totals()["revised"]


def test_a_number_is_typed_into_its_cell_and_enter_goes_down(
    page: BudgetPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    choose(page, "spending")
    view = page.spending.view
    view.setFocus()
    column = page.spending.model.column_of("forecast")
    view.setCurrentIndex(page.spending.model.index(0, column))
    type_into_cell(page, "91000", Qt.Key.Key_Return)
    assert Money.pounds(91_000) == line_of(office, "Salaries").forecast
    assert (1, column) == (view.currentIndex().row(), view.currentIndex().column())
    type_into_cell(page, "6,500.50", Qt.Key.Key_Tab)
    assert Money.pounds("6500.50") == line_of(office, "Events").forecast


def test_an_amount_that_cannot_be_read_stays_in_the_cell(
    page: BudgetPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    choose(page, "spending")
    view = page.spending.view
    view.setFocus()
    view.setCurrentIndex(page.spending.model.index(0, page.spending.model.column_of("actual")))
    type_into_cell(page, "much", Qt.Key.Key_Return)
    assert page.cells.editing.editor is not None
    assert Money(0) == line_of(office, "Salaries").actual


def test_what_a_grant_brought_is_typed_and_what_comes_from_fees_is_refused(
    page: BudgetPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    choose(page, "income")
    view, editing = page.income.view, page.income_cells.editing
    column = page.income.model.column_of("actual")
    view.setFocus()
    view.setCurrentIndex(page.income.model.index(1, column))
    QTest.keyClicks(view, "7")
    QTest.keyClicks(editing.editor, "000")
    QTest.keyClick(editing.editor, Qt.Key.Key_Return)
    (grant,) = office.register.grants.all()
    assert Money.pounds(7_000) == grant.received
    view.setCurrentIndex(page.income.model.index(0, column))
    QTest.keyClicks(view, "1")
    QTest.keyClick(editing.editor, Qt.Key.Key_Return)
    assert editing.editor is not None
    QTest.keyClick(editing.editor, Qt.Key.Key_Escape)


def test_the_history_of_a_line_is_shown(page: BudgetPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    page.show_target(f"budget-line/{line_of(office, 'Events').id}")
    page.commands()["budget.history"]()
    assert isinstance(open_dialog(page), HistoryDialog)


def test_a_line_of_spending_is_added(page: BudgetPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    choose(page, "spending")
    QTest.mouseClick(page.spending_button, LEFT)
    asked = open_dialog(page)
    fill(asked, line="Travel", original="3000")
    QTest.mouseClick(asked.act_button, LEFT)
    assert asked.isVisible()
    group = asked.form.editor("group")
    group.setFocus()
    while group.value() != "Transport":
        QTest.keyClick(group, Qt.Key.Key_Down)
    QTest.mouseClick(asked.act_button, LEFT)
    assert ("Transport", Money.pounds(3_000)) == (
        line_of(office, "Travel").group,
        line_of(office, "Travel").original,
    )


def test_a_grant_is_added_and_changed(page: BudgetPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    choose(page, "income")
    QTest.mouseClick(page.grant_button, LEFT)
    asked = open_dialog(page)
    funder = asked.form.editor("organisation_id")
    funder.setFocus()
    QTest.keyClick(funder, Qt.Key.Key_Down)
    fill(asked, name="Cyber", agreed="20000")
    QTest.mouseClick(asked.act_button, LEFT)
    (grant,) = office.register.grants.where(name="Cyber")
    assert page.show_target(f"grant/{grant.id}")
    page.income.setFocus()
    QTest.keyClick(page.income.view, Qt.Key.Key_Return)
    asked = open_dialog(page)
    fill(asked, received="5000")
    QTest.mouseClick(asked.act_button, LEFT)
    assert Money.pounds(5_000) == office.register.grants.get(grant.id).received


def test_other_income_is_added(page: BudgetPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    page.commands()["budget.income"]()
    asked = open_dialog(page)
    fill(asked, line="Courses", original="3000")
    QTest.mouseClick(asked.act_button, LEFT)
    assert (Side.INCOME, "Income") == (
        line_of(office, "Courses").side,
        line_of(office, "Courses").group,
    )
    assert "Courses" in [row.name for row in page.income.records()]


def test_the_fees_lead_to_where_they_are_made(
    page: BudgetPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    choose(page, "income")
    QTest.keyClick(page.income.view, Qt.Key.Key_Return)
    assert ["fees"] == shown.followed
    assert not page.enabled("budget.edit")


def test_a_line_is_removed_and_brought_back(page: BudgetPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    assert page.show_target(f"budget-line/{line_of(office, 'Events').id}")
    page.commands()["budget.remove"]()
    assert ["Salaries"] == [row.name for row in page.spending.records()]
    assert ["Events was removed"] == shown.said
    office.register.undo()
    assert ["Salaries", "Events"] == [row.name for row in page.spending.records()]


def test_the_summary_keeps_its_totals_under_their_parts(
    page: BudgetPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    before = [row.key for row in page.summary.table.records()]
    page.summary.table.model.sort_by("forecast", descending=True)
    assert before == [row.key for row in page.summary.table.records()]
    assert "balance" == before[-1]


def test_each_chart_has_its_table(page: BudgetPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    charts = page.summary.charts
    charts.fee_figure.show_table(True)
    assert charts.fee_figure.table is not None
    assert ["2025-26", "2026-27"] == [row.year.label for row in charts.fee_figure.table.records()]
    assert "Subscriptions £45,000.00" in charts.sources.accessibleDescription()


def test_it_is_said_why_subscriptions_are_not_the_fees_of_the_year(
    page: BudgetPage, shown: Shown, office: Office
) -> None:
    shown.show(page, office.register)
    months = page.summary.charts.months
    assert "for 1 April 2026 to 31 March 2027." in months.text().replace("\u00a0", " ")
    assert months.isVisible()
    save_settings(office.register, {"recognise income": "financial year"})
    assert not months.isVisible()


def test_the_reserves_carry_the_balance_on(page: BudgetPage, shown: Shown, office: Office) -> None:
    shown.show(page, office.register)
    QTest.mouseClick(page.reserves_button, LEFT)
    asked = open_dialog(page)
    fill(asked, general="20000", smallest="15000")
    QTest.mouseClick(asked.act_button, LEFT)
    # The grant is restricted: it never reaches the general reserve.
    assert "−£30,000.00 closing reserve" in page.figures.text()
    assert "reserve/end" == page.summary.table.records()[-1].key
    assert "would end at −£30,000.00" in page.message_bar.accessibleName()
    office.register.undo()
    assert not page.message_bar.is_showing()
    assert "closing reserve" not in page.figures.text()


def test_a_page_with_a_warning_is_no_higher_than_the_window(tmp_path: Path) -> None:
    with a_window(tmp_path, Register.open(a_file(tmp_path)), pages=PAGES) as window:
        window.commands.run("view.text-125")
        window.pages.show_page("budget")
        financial = THE_YEAR.financial_period()
        few = Reserves(general=Money(1), smallest=Money.pounds(1_000_000))
        save_reserves(window.session.register, financial, few)
        settle()
        page = window.pages.current
        assert page is not None
        assert page.message_bar.isVisible()
        assert page.height() == window.pages.parentWidget().height()


def test_the_workbook_is_exported_by_the_frame(tmp_path: Path) -> None:
    with a_window(tmp_path, Register.open(a_file(tmp_path)), pages=PAGES) as window:
        window.pages.show_page("budget")
        page = window.pages.current
        assert isinstance(page, BudgetPage)
        QTest.mouseClick(page.export_button, LEFT)
        settle()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.close()
        settle()


def test_an_empty_register_draws(page: BudgetPage, shown: Shown) -> None:
    shown.show(page, Office().register)
    for part in ("income", "spending", "summary"):
        choose(page, part)
    assert not page.enabled("budget.edit")
    assert page.enabled("budget.spending")


def test_nothing_is_changed_in_a_register_that_is_read_only(
    page: BudgetPage, shown: Shown, tmp_path: Path
) -> None:
    shown.show(page, Register.open(a_file(tmp_path), read_only=True))
    choose(page, "spending")
    assert not page.spending_button.isEnabled()
    assert not page.enabled("budget.spending")
