"""What the officer does on the page Invoices: issue, make PDFs, print, credit, book a receipt."""

from collections.abc import Callable, Sequence
from pathlib import Path

from loti_admin.domain.document_words import counted, number_ranges
from loti_admin.domain.grammar import listed
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO
from loti_admin.errors import LotiError
from loti_admin.services.last_year import Change
from loti_admin.services.receipts import Recorded
from loti_admin.services.since_issue import since_issue_text
from ui.dialogs.credit import CreditDialog
from ui.dialogs.grant_request import GrantRequestDialog
from ui.dialogs.issue import issue_dialog
from ui.dialogs.print import WhichDocumentsDialog, document_choices, print_with_dialog
from ui.dialogs.receipt import receipt_dialog
from ui.file_actions import show_folder
from ui.kit.message_bar import Message
from ui.list_export import ask_export, export_list
from ui.page import Page
from ui.pages.invoices.invoice_lists import DRAFTS, ISSUED, InvoiceLists
from ui.pages.invoices.making import FileMaker, Job, pdfs_of
from ui.pages.invoices.rows import InvoiceRow, InvoicesView
from ui.pages.invoices.sending_acts import SendingActs
from ui.preferences import Preferences

_MOST_CHANGES = 4


class InvoiceActs:
    """Acts on what the lists show; tells how it went in the page's banner. `view` gives what the page shows now."""

    def __init__(
        self,
        page: Page,
        lists: InvoiceLists,
        maker: FileMaker,
        preferences: Preferences,
        view: Callable[[], InvoicesView | None],
    ) -> None:
        self._page, self._lists, self._maker = page, lists, maker
        self._preferences, self._view = preferences, view
        self.sending = SendingActs(page, lists, maker, preferences, view)
        maker.made.connect(self._made)
        maker.stopped.connect(self._stopped)
        maker.refused.connect(self._refused)

    def commands(self) -> dict[str, Callable[[], None]]:
        """By rows of the catalogue."""
        return {
            **self.sending.commands(),
            "invoices.issue": self.issue,
            "invoices.make-files": self.make_files,
            "invoices.show-folder": self.show_folder,
            "invoices.choose-folder": self.choose_folder,
            "invoices.print": self.print_some,
            "invoices.receipt": self.record_receipt,
            "invoices.credit": self.credit,
            "invoices.request": self.request_grant,
            "invoices.export": self.ask_export,
        }

    def enabled(self, key: str) -> bool:
        """Whether a command can be used now."""
        view, row = self._view(), self._lists.current()
        if view is None:
            return False
        may_write = not self._page.session.read_only
        to_pay = row is not None and not row.is_draft and not row.is_note
        match key:
            case "invoices.issue":
                return may_write and not self.why_not_issue()
            case "invoices.make-files":
                return bool(view.issued) and not self._maker.is_making()
            case "invoices.show-folder":
                return self._maker.folder() is not None
            case "invoices.print":
                return row is not None
            case "invoices.receipt":
                return bool(may_write and to_pay and row and row.open and row.open > ZERO)
            case "invoices.credit":
                return bool(may_write and to_pay and row and row.creditable > ZERO)
            case "invoices.request":
                return may_write and any(term.left > ZERO for term in view.grants)
            case "invoices.export":
                return bool(self._lists.table.records())
        return self.sending.enabled(key)

    def why_not_issue(self) -> str:
        """Why the ticked drafts cannot be issued; "" if they can."""
        view = self._view()
        if view is None or not view.drafts:
            return "There is nothing to issue."
        if view.plan.blocking:
            return view.plan.blocking[0].message
        if view.is_too_early or not self._lists.day_is_read():
            return "The date of issue has to be put right first."
        return "" if self._lists.ticked().documents else "No draft is ticked."

    def ticked(self) -> list[Document]:
        """The drafts that would be issued. A council is issued with all that it owes on that day."""
        return list(self._lists.ticked().documents)

    # Acts

    def issue(self) -> None:
        """Ask, with the numbers, and issue what is ticked."""
        view = self._view()
        if view is not None:
            only = {document.code for document in self._lists.ticked().documents}
            issue_dialog(self._page.session, view.plan, only, self._page, self._issued).open()

    def make_files(self) -> None:
        """Make the PDFs of the year that are missing."""
        self._page.after_read(self._make_files)

    def _make_files(self) -> None:
        view = self._view()
        if view is not None and view.issued:
            documents = [row.document for row in view.issued]
            self._maker.run(pdfs_of(documents, self._page.session))

    def show_folder(self) -> None:
        """Open the folder of the PDFs in the system's own file manager."""
        folder = self._maker.folder()
        if folder is not None:
            show_folder(folder)

    def choose_folder(self) -> None:
        """Ask for another folder; what was made stays where it is."""
        self._maker.ask_folder(self._page.read_again)

    def print_some(self) -> None:
        """Print the current page, or ask which where there is a choice."""
        row, table = self._lists.current(), self._lists.table
        on_drafts = self._lists.on_drafts
        marked = table.checked_records() if on_drafts else table.selected_records()
        choices = document_choices(
            row.document if row else None,
            [one.document for one in marked],
            [one.document for one in table.records()],
            "ticked" if on_drafts else "selected",
        )
        if len(choices) == 1:
            self._print(choices[0][1])
        elif choices:
            WhichDocumentsDialog(choices, self._print, self._page).open()

    def print_current(self) -> None:
        """Print the page that is shown."""
        row = self._lists.current()
        if row is not None:
            self._print([row.document])

    def record_receipt(self) -> None:
        """Ask what came in for the current document."""
        row = self._lists.current()
        if row is not None and row.open is not None:
            receipt_dialog(
                self._page.session, row.document, row.open, self._page, self._received
            ).open()

    def credit(self) -> None:
        """Ask what to credit of the current document."""
        row = self._lists.current()
        if row is not None:
            CreditDialog(self._page.session, row.document, self._page, self._credited).open()

    def request_grant(self) -> None:
        """Ask which grant is to be paid, and how much of it."""
        view = self._view()
        terms = [term for term in view.grants if term.left > ZERO] if view else []
        if view is not None and terms:
            GrantRequestDialog(
                self._page.session, terms, view.plan.on, self._page, self._requested
            ).open()

    def ask_export(self) -> None:
        """Ask where the list is to go, for Excel or as a CSV file, and write it."""
        what = "drafts" if self._lists.on_drafts else "documents"
        name = f"LOTI {what} {self._page.session.year}"
        ask_export(self._page, self._preferences, self._lists.table, name)

    def export(self, path: Path) -> None:
        """Write the rows and columns that are shown. Raises FileTrouble."""
        export_list(self._page, self._lists.table, path)

    # How it went

    def _print(self, documents: Sequence[Document]) -> None:
        print_with_dialog(self._page.session, documents, self._page)

    def _issued(self, documents: tuple[Document, ...]) -> None:
        self._page.after_read(lambda: self._show_issued(documents[0]))
        known = self._maker.folder() is not None
        self._page.show_message(
            Message.OK,
            f"{counted(documents)} issued, {number_ranges([d.number for d in documents])}",
            "" if known else "Their PDFs can be made now or at any time later, the same each time.",
            action="" if known else "Make PDFs…",
            on_action=self.make_files,
        )
        if known:
            self.make_files()

    def _show_issued(self, document: Document) -> None:
        self._lists.segments.choose(ISSUED)
        self._lists.select_document(document.id)

    def _credited(self, note: Document) -> None:
        self._page.after_read(lambda: self._lists.select_document(note.id))
        again = " The fee is back among the drafts." if note.rebill else ""
        self._page.show_message(
            Message.OK,
            f"{note.number} credits {note.gross.text} of {note.credits_number}",
            f"Its PDF can be made now or later.{again}",
            action="Show drafts" if note.rebill else "Make PDFs…",
            on_action=self._show_drafts if note.rebill else self.make_files,
        )

    def _requested(self, document: Document) -> None:
        self._page.after_read(lambda: self._lists.select_document(document.id))
        self._page.show_message(
            Message.OK,
            f"{document.number} asks {document.organisation} for {document.gross.text}",
            "Its PDF can be made now or later.",
            action="Make PDFs…",
            on_action=self.make_files,
        )

    def _show_drafts(self) -> None:
        self._lists.segments.choose(DRAFTS)

    def _received(self, recorded: Recorded) -> None:
        self._page.session.say("Receipt recorded", undo=True)
        if recorded.on_account > ZERO:
            self._page.show_message(
                Message.INFO,
                f"{recorded.on_account.text} stays as credit on account",
                "The receipt is more than was open. The rest counts for the next document.",
            )

    def _made(self, job: Job, count: int, folder: Path) -> None:
        self._page.read_again()
        verb = "is" if count == 1 else "are"
        title = f"{job.counted(count)} {verb} in the folder"
        self._tell_folder(title, f"{job.note} {folder}".strip(), folder)

    def _stopped(self, job: Job, done: int) -> None:
        self._page.read_again()
        self._page.show_message(
            Message.INFO,
            f"Stopped after {done} of {job.counted(len(job.now))}",
            "Those that were made are kept.",
            action="Make the rest",
            on_action=lambda: self._maker.run(job),
        )

    def _refused(self, job: Job, error: LotiError) -> None:
        self._page.read_again()
        self._page.show_message(
            Message.ERROR,
            f"Not all {job.many} were made",
            str(error),
            action="Another folder…",
            on_action=lambda: self._maker.ask_folder(lambda: self._maker.run(job)),
        )

    def _tell_folder(self, title: str, sentence: str, folder: Path) -> None:
        self._page.show_message(
            Message.OK,
            title,
            sentence,
            action="Show in folder",
            on_action=lambda: show_folder(folder),
        )


def about(row: InvoiceRow) -> str:
    """What a page is about, for who cannot see it."""
    document = row.document
    what = document.number or "Draft"
    return f"{what} for {document.customer_name}, {document.gross.text} to pay"


def note_of(row: InvoiceRow, changes: Sequence[Change]) -> str:
    """What there is to know about a page: what of it is otherwise today, or what is marked on it."""
    return since_issue_text(row.document, row.since) or since_last_year(row, changes)


def since_last_year(row: InvoiceRow, changes: Sequence[Change]) -> str:
    """One line about what is marked on the page; "" where there is no document of last year."""
    if row.before is None:
        return ""
    if not changes:
        return f"As {row.before.number} of last year."
    names = [change.what[0].lower() + change.what[1:] for change in changes]
    names = [name.replace("vAT", "VAT").replace("iBAN", "IBAN") for name in names]
    left = len(names) - _MOST_CHANGES
    more = [f"{left} more"] if left > 0 else []
    return f"Marked, other than on {row.before.number}: {listed([*names[:_MOST_CHANGES], *more])}."
