"""A whole year in a real window, from the first screen to the start of the next year, with a picture of each step.

    python -m tests.real_window.year FOLDER [--pictures FOLDER] [--dark] [--text 200]
        [--slices]      under xvfb-run, as main_job

Everything is done by key strokes and pointer; what it led to is read from the register and from the files.
"""

import csv
from datetime import date
from pathlib import Path

from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import Money
from loti_admin.storage.register import Register
from tests.real_window.hand import Hand
from tests.real_window.main_job import do_the_main_job
from tests.real_window.program import Calendar, Options, the_program
from ui.kit.table_view import TableView

# Camden has paid already; the other two do not pay in time.
_LATE = ("Camden", "Hackney", "Haringey")


def main() -> None:
    options = Options.asked(__doc__)
    calendar = Calendar(date(2026, 6, 29))
    with the_program(options, calendar) as hand:
        do_the_main_job(hand, options.folder)
        do_the_rest_of_the_year(hand, calendar, options.folder)


def do_the_rest_of_the_year(hand: Hand, calendar: Calendar, folder: Path) -> None:
    """Payments, a joiner, a credit, the budget, a backup, and the next year."""
    come_to(hand, calendar, date(2026, 7, 24))
    take_a_payment(hand)
    come_to(hand, calendar, date(2026, 7, 31))
    book_a_bank_file(hand, folder / "bank.csv")
    come_to(hand, calendar, date(2026, 9, 1))
    remind(hand, folder / "pdf")
    come_to(hand, calendar, date(2026, 9, 28))
    let_one_join(hand)
    come_to(hand, calendar, date(2026, 10, 1))
    bill_the_joiner(hand)
    credit_one(hand)
    plan_the_spending(hand)
    keep_an_activity(hand)
    keep_safe(hand)
    come_to(hand, calendar, date(2027, 3, 22))
    start_the_next_year(hand)
    look_at_home(hand)


def come_to(hand: Hand, calendar: Calendar, day: date) -> None:
    """Go on to a later day, as when the program is opened again."""
    calendar.today = day
    hand.window.pages.reload_all()


def register_of(hand: Hand) -> Register:
    return hand.window.session.register


def take_a_payment(hand: Hand) -> None:
    hand.go_to("invoices")
    hand.click_button("Issued")
    choose_row(hand, "Camden")
    hand.act("Invoices", "Record receipt")
    hand.until_asked("Receipt for LOTI-2026-0003")
    hand.see("receipt")
    hand.click_button("Record receipt")
    hand.until_answered()
    (receipt,) = register_of(hand).receipts.all()
    assert receipt.amount == Money.pounds(36_000)


def book_a_bank_file(hand: Hand, path: Path) -> None:
    """The bank's own file: each line with what it pays and why; nothing is booked that is not ticked."""
    paid = [d for d in register_of(hand).documents.all() if d.organisation not in _LATE]
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["Date", "Description", "Amount"])
        for document in paid:
            payer = f"{document.organisation.upper()} COUNCIL {document.number}"
            lines.writerow(["30/07/2026", payer, document.gross.plain()])
    hand.go_to("payments")
    hand.see("owed")
    hand.act("Payments", "Import bank file")
    hand.answer_file(path)
    hand.until_asked("Columns of bank.csv")
    hand.see("bank-columns")
    hand.click_button("Read the file")
    hand.until_asked("Bank file")
    hand.until_button("Book ")
    hand.see("bank-file")
    hand.click_button("Book ")
    hand.until_answered()
    hand.see("booked")


def remind(hand: Hand, folder: Path) -> None:
    """Who is late gets a letter; the program makes it and sends nothing."""
    hand.go_to("payments")
    hand.act("Payments", "Reminders")
    hand.until(lambda: hand.front() is not hand.window, "the letters")
    hand.see("reminders")
    hand.click_button("Make 2 reminders")
    hand.until_answered()
    hand.until_said("2 reminders are in the folder")
    assert len(list(folder.glob("First reminder*.pdf"))) == 2
    hand.see("reminded")


def let_one_join(hand: Hand) -> None:
    """Bexley joins on 1 October: what that does to the fees is shown before it is saved."""
    hand.go_to("members")
    if hand.shows("Show the list"):
        hand.press("F4")
    hand.click_button("Prospects")
    choose_row(hand, "Bexley")
    hand.act("Members", "Joins on")
    hand.until_asked("Bexley joins")
    hand.fill("First day", "1 October 2026")
    hand.press("Tab")
    hand.until_said("22,500.00")
    hand.see("joins")
    hand.click_button("Record joining")
    hand.until_answered()
    hand.see("joined")


def bill_the_joiner(hand: Hand) -> None:
    """Issuing again bills only what is new, for the part of the year."""
    hand.go_to("invoices")
    hand.click_button("Drafts")
    hand.click(hand.until_button("Issue 1 invoice"))
    hand.until_asked("Issue ")
    hand.click_button("Issue")
    hand.until_answered()
    found = register_of(hand).documents.where(organisation="Bexley")
    assert [document.net for document in found] == [Money.pounds(22_500)]


def credit_one(hand: Hand) -> None:
    hand.go_to("invoices")
    hand.click_button("Issued")
    choose_row(hand, "Haringey")
    hand.act("Invoices", "Credit")
    hand.until_asked("Credit")
    hand.see("credit")
    hand.fill("Reason", "Charged in error")
    hand.click_button("Credit")
    hand.click_button("Issue credit note")
    hand.until_answered()
    (note,) = register_of(hand).documents.where(kind=DocumentKind.CREDIT_NOTE)
    assert note.net == Money.pounds(30_000)
    hand.see("credited")


def plan_the_spending(hand: Hand) -> None:
    hand.go_to("budget")
    hand.click_button("Spending")
    hand.menu("Year", "Budget", "Add spending")
    hand.until_asked("New line of spending")
    hand.fill("What it is for", "Data engineer")
    hand.press("Tab", "Down")
    hand.fill("Original estimate", "52,000")
    hand.fill("Forecast for the year", "50,500")
    hand.see("spending")
    hand.click_button("Add line")
    hand.until_answered()
    (line,) = register_of(hand).budget_lines.all()
    assert (line.line, line.original) == ("Data engineer", Money.pounds(52_000))
    hand.click_button("Summary")
    hand.see("budget")


def keep_an_activity(hand: Hand) -> None:
    hand.go_to("activities")
    hand.click_button("New activity")
    hand.until_asked("New activity")
    hand.fill("Name", "Information sharing network")
    hand.press("Tab", "Down")
    hand.see("activity")
    hand.click_button("Add activity")
    hand.until_answered()
    assert [a.name for a in register_of(hand).activities.all()] == ["Information sharing network"]
    hand.see("activities")


def keep_safe(hand: Hand) -> None:
    hand.go_to("safety")
    hand.click_button("Check now")
    hand.until(lambda: not hand.window.session.tasks.is_busy(), "the check")
    hand.see("check")
    hand.click_button("Back up now")
    hand.until(lambda: not hand.window.session.tasks.is_busy(), "the backup")
    hand.see("safety")


def start_the_next_year(hand: Hand) -> None:
    hand.menu("Year", "Start 2027-28")
    hand.until_asked("Start")
    hand.see("start-a-year")
    hand.press("Return")
    hand.until_answered()
    assert register_of(hand).fee_schedules.where(year=Year(2027).label)


def look_at_home(hand: Hand) -> None:
    hand.go_to("home")
    hand.see("home")


def choose_row(hand: Hand, text: str) -> None:
    """Click the row in which a council stands."""
    hand.click_row(next(iter(hand.all_of(TableView))), text)


if __name__ == "__main__":
    main()
