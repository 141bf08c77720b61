"""The main job in a real window: a new register, the import, the reasons, approval, issue, files, undo.

    python -m tests.real_window.main_job FOLDER [--pictures FOLDER] [--dark] [--text 200]

needs a display and xdotool; without a display, run it under xvfb-run. Everything is done by key strokes and pointer;
what it led to is read from the register and from the files.
"""

from datetime import date
from pathlib import Path

from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import Money
from tests.real_window.filled_in import write_filled_in
from tests.real_window.hand import Hand
from tests.real_window.program import Calendar, Options, the_program
from ui.kit.table_view import TableView

THE_YEAR = Year(2026)


def main() -> None:
    options = Options.asked(__doc__)
    with the_program(options, Calendar(date(2026, 6, 29))) as hand:
        do_the_main_job(hand, options.folder)


def do_the_main_job(hand: Hand, folder: Path) -> None:
    """From the first screen to issued invoices with their PDFs and the budget workbook."""
    hand.see("welcome")
    start_a_register(hand, folder / "LOTI.loti")
    import_the_members(hand, write_filled_in(folder / "members.xlsx"))
    correct_a_member(hand)
    look_at_a_service(hand)
    decide(hand)
    approve(hand)
    issue(hand, folder / "pdf")
    export(hand, folder / "budget.xlsx")


def start_a_register(hand: Hand, path: Path) -> None:
    hand.click_button("Start a new register")
    hand.until_asked("Start a new register")
    hand.see("first-run")
    # The workbook that is imported next brings all of it.
    for _ in range(4):
        hand.click_button("Skip this step")
    hand.answer_file(path)
    hand.until(lambda: hand.window.session.is_open, "the new register")
    hand.see("new-register")


def import_the_members(hand: Hand, workbook: Path) -> None:
    hand.menu("File", "Import")
    hand.answer_file(workbook)
    hand.until_asked("Import members.xlsx?")
    hand.see("import")
    hand.press("Return")
    hand.until_answered()
    hand.go_to("members")
    hand.until_said("Members 28")
    hand.see("members")


def correct_a_member(hand: Hand) -> None:
    """Found from anywhere, edited in its form, taken back, done again."""
    register = hand.window.session.register

    def postcode() -> str:
        return next(o.postcode for o in register.organisations.where(short_name="Camden"))

    hand.press("ctrl+k")
    hand.write("camden")
    hand.see("find-anything")
    hand.press("Return")
    hand.until_said("London Borough of Camden")
    hand.press("F2")
    hand.until_asked("Edit Camden")
    hand.fill("Postcode", "n1c 4ag")
    hand.see("edit-member")
    hand.press("Return")
    hand.until_answered()
    assert postcode() == "N1C 4AG"
    hand.press("ctrl+z")
    hand.until(lambda: postcode() != "N1C 4AG", "the change to be taken back")
    hand.press("ctrl+shift+z")
    hand.until(lambda: postcode() == "N1C 4AG", "the change to be done again")


def look_at_a_service(hand: Hand) -> None:
    hand.go_to("shared-it")
    hand.until_said("Councils in it")
    hand.see("shared-it")


def decide(hand: Hand) -> None:
    """Three councils in one service: the rules are silent, so a decision is recorded with its reason."""
    hand.go_to("shared-it")
    hand.press("End")
    hand.until_said("Why somebody has to decide")
    hand.click_button("Decide")
    hand.until_asked("What do the councils of Three Boroughs IT pay?")
    hand.fill("Why", "Three councils share one team; the board agreed the standard fee.")
    hand.see("decide")
    hand.click_button("Record the decision")
    hand.until_answered()


def approve(hand: Hand) -> None:
    hand.go_to("fees")
    view = next(iter(hand.all_of(TableView)))
    hand.click_row(view, "Kingston upon Thames")
    hand.read_panel("Hogsmill IT", "fees")
    hand.click_button("Approve")
    hand.until_asked("Approve 28 fees")
    hand.see("approve")
    hand.click_button("Approve 28 fees")
    hand.until_answered()
    assert hand.window.session.register.fee_approvals.all()
    hand.see("fees-approved")


def issue(hand: Hand, pdfs: Path) -> None:
    hand.go_to("invoices")
    hand.until_button("Issue")
    hand.see("drafts")
    hand.click_button("Issue")
    hand.until_asked("Issue ")
    hand.see("issue")
    hand.click_button("Issue")
    hand.until_answered()
    hand.until_said("LOTI-2026-0028")
    documents = hand.window.session.register.documents.where(year=THE_YEAR.label)
    assert {d.kind for d in documents} == {DocumentKind.INVOICE}
    pdfs.mkdir()
    hand.click_button("Make")
    hand.answer_file(pdfs)
    hand.until(lambda: len(list(pdfs.glob("*.pdf"))) == len(documents), "all PDFs")
    hand.until(lambda: not hand.window.session.tasks.is_busy(), "the end of the work")
    hand.see("issued")
    assert sum((d.net for d in documents), Money(0)) > Money(0)


def export(hand: Hand, path: Path) -> None:
    hand.menu("File", "Export budget workbook")
    hand.answer_file(path)
    hand.until(path.exists, "the workbook")
    hand.until(lambda: not hand.window.session.tasks.is_busy(), "the end of the work")
    hand.see("workbook")


if __name__ == "__main__":
    main()
