"""What the officer does on the page Payments."""

from collections.abc import Callable, Sequence
from pathlib import Path

from loti_admin.domain.accounts import OpenDocument
from loti_admin.domain.chasing import LEVEL_NAMES
from loti_admin.domain.grammar import how_many
from loti_admin.domain.letters import Reminder, Statement
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import Allocation, Use
from loti_admin.errors import Problem
from loti_admin.services.chasing import note_reminders, plan_reminders
from loti_admin.services.letter_emails import letter_drafts, write_letter_emails
from loti_admin.services.receipts import Recorded
from loti_admin.services.statements import (
    note_statements,
    statements,
    write_reminders,
    write_statements,
)
from ui.dialogs import money_acts
from ui.dialogs.bank_import import open_bank_file
from ui.dialogs.chase_note import chase_note_dialog
from ui.dialogs.letters import L, LettersDialog
from ui.dialogs.receipt_split import ReceiptSplitDialog, payer_choices
from ui.file_actions import show_folder
from ui.file_dialogs import FileKind, ask_for_folder, ask_to_open
from ui.kit.message_bar import Message
from ui.list_export import ask_export
from ui.page import Page
from ui.pages.payments.lists import PaymentLists
from ui.pages.payments.rows import DebtorRow, PaymentsView, ReceiptRow, ReceiptState
from ui.preferences import Preferences
from ui.tasks import Progress

BANK_FILES: FileKind = ("bank files", "Bank files (*.csv *.ofx *.qfx *.txt);;All files (*)", "csv")
_MOST_NAMED = 2
_WORDS = {Use.PAYMENT: "Payment", Use.REFUND: "Refund", Use.WRITE_OFF: "Write-off"}


class PaymentActs:
    """Acts on what the lists show; `view` gives what the page shows now."""

    def __init__(
        self,
        page: Page,
        lists: PaymentLists,
        preferences: Preferences,
        view: Callable[[], PaymentsView | None],
    ) -> None:
        self._page, self._lists = page, lists
        self._preferences, self._view = preferences, view

    def commands(self) -> dict[str, Callable[[], None]]:
        """By rows of the catalogue."""
        return {
            "payments.bank": self.ask_bank_file,
            "payments.receipt": self.record_receipt,
            "payments.use": self.use,
            "payments.payer": self.name_payer,
            "payments.refund": self.refund,
            "payments.write-off": self.write_off,
            "payments.take-back": self.take_back,
            "payments.reverse": self.reverse,
            "payments.note": self.note,
            "payments.reminders": self.reminders,
            "payments.statements": self.statements,
            "payments.export": self.export,
        }

    def enabled(self, key: str) -> bool:
        """Whether a command can be used now."""
        view = self._view()
        if view is None:
            return False
        if key in ("payments.bank", "payments.receipt"):
            return not self._page.session.read_only
        if key == "payments.export":
            return bool(self._lists.table.records())
        if key in ("payments.reminders", "payments.statements"):
            return bool(view.debtors)
        return not self._page.session.read_only and self._has_target(key)

    def _has_target(self, key: str) -> bool:
        debtor, receipt = self._lists.debtor(), self._lists.receipt()
        match key:
            case "payments.use":
                return bool(self._usable())
            case "payments.refund":
                return self._held()[1] > ZERO
            case "payments.write-off":
                return debtor is not None and bool(debtor.account.open)
            case "payments.take-back":
                return bool(self._bookings())
            case "payments.reverse":
                return receipt is not None and (
                    receipt.state is not ReceiptState.REVERSED and receipt.refunded == ZERO
                )
            case "payments.payer":
                return receipt is not None and receipt.state is ReceiptState.UNKNOWN
            case "payments.note":
                return self._organisation() > 0
        return False

    # Money in

    def ask_bank_file(self) -> None:
        """Ask for a file of the bank and show what each line pays."""
        ask_to_open(
            self._page, self._preferences, "Import a bank file", BANK_FILES, self.open_bank_file
        )

    def open_bank_file(self, path: Path) -> None:
        """Raises FileTrouble."""
        open_bank_file(self._page.session, path, self._page, self._booked)

    def record_receipt(self) -> None:
        """Ask what came in, from whom, and what it pays."""
        payer = self._organisation() if not self._lists.on_receipts else 0
        # What is open is known when the page was read.
        self._page.after_read(
            lambda: ReceiptSplitDialog(self._page.session, payer, self._page, self._received).open()
        )

    def use(self) -> None:
        """Pay a document with what is held on account."""
        session, receipt, debtor = self._page.session, self._lists.receipt(), self._lists.debtor()
        entries = self._usable()
        if receipt is not None and entries:
            money_acts.use_receipt_dialog(
                session, receipt.receipt, receipt.left, entries, self._page, self._said
            ).open()
        elif debtor is not None and entries:
            held = debtor.account.on_account
            money_acts.use_dialog(
                session, debtor.name, held, entries, self._page, self._said
            ).open()

    def name_payer(self) -> None:
        """Ask who sent the current receipt."""
        row = self._lists.receipt()
        if row is not None:
            choices = payer_choices(self._page.session)
            money_acts.payer_dialog(
                self._page.session, row.receipt, choices, self._page, self._said
            ).open()

    def refund(self) -> None:
        """Ask how much was paid back and why."""
        (organisation_id, name), held = self._held()
        row = self._lists.receipt()
        money_acts.refund_dialog(
            self._page.session,
            organisation_id,
            name,
            held,
            self._page,
            self._said,
            receipt_id=row.key if row is not None else 0,
        ).open()

    def write_off(self) -> None:
        """Ask which debt is given up and why."""
        row = self._lists.debtor()
        if row is not None:
            money_acts.write_off_dialog(
                self._page.session, row.name, row.account.open, self._page, self._said
            ).open()

    def take_back(self) -> None:
        """Ask which booking was a mistake."""
        choices = self._bookings()
        if choices:
            money_acts.take_back_dialog(self._page.session, choices, self._page, self._said).open()

    def reverse(self) -> None:
        """Ask why the current receipt is reversed."""
        row = self._lists.receipt()
        if row is not None:
            money_acts.reverse_dialog(
                self._page.session, row.receipt, self._page, self._said
            ).open()

    # Chasing

    def note(self) -> None:
        """Ask what was said or agreed."""
        row = self._lists.debtor()
        if row is not None:
            chase_note_dialog(self._page.session, row.key, row.name, self._page).open()

    def reminders(self) -> None:
        """Show the reminders that are due, or say that none is."""
        view = self._view()
        if view is None:
            return
        register = self._page.session.register
        self._show_letters(
            lambda: plan_reminders(register, view.on),
            lambda letters: LettersDialog(
                "Which reminders should be made?",
                "Each is noted as a contact, so that the next level follows. Nothing is sent.",
                letters,
                lambda r: f"{r.organisation}: {LEVEL_NAMES[r.level]}, {r.amount.text}",
                ("reminder", "reminders"),
                self._make_reminders,
                self._page,
            ),
        )

    def statements(self) -> None:
        """Show the statements of everybody with something open."""
        view = self._view()
        if view is None:
            return
        register = self._page.session.register
        self._show_letters(
            lambda: statements(register, view.on),
            lambda letters: LettersDialog(
                "Which statements should be made?",
                "Each is noted as a contact; the next one says what happened since.",
                letters,
                lambda s: f"{s.organisation}: {s.account.outstanding.text}",
                ("statement", "statements"),
                self._make_statements,
                self._page,
            ),
        )

    def _show_letters(
        self, plan: Callable[[], list[L]], dialog: Callable[[list[L]], LettersDialog[L]]
    ) -> None:
        """Put the letters together, the window answering meanwhile, and show them."""
        self._page.session.reader.read(
            (self, "letters"), plan, lambda letters: dialog(letters).open(), self._page
        )

    def export(self) -> None:
        """Ask where the list in front is to go."""
        what = "receipts" if self._lists.on_receipts else "who owes"
        ask_export(self._page, self._preferences, self._lists.table, f"LOTI {what}")

    def _make_reminders(self, letters: list[Reminder], with_emails: bool) -> None:
        drafts, problems = letter_drafts(letters) if with_emails else ([], [])

        def work(folder: Path, progress: Progress) -> Sequence[Path]:
            write_letter_emails(drafts, folder)
            return write_reminders(letters, folder, progress)

        self._make(
            "Making reminders",
            ("reminder is", "reminders are"),
            work,
            lambda: note_reminders(self._page.session.register, letters),
            problems,
        )

    def _make_statements(self, letters: list[Statement], with_emails: bool) -> None:
        drafts, problems = letter_drafts(letters) if with_emails else ([], [])

        def work(folder: Path, progress: Progress) -> Sequence[Path]:
            write_letter_emails(drafts, folder)
            return write_statements(letters, folder, progress)

        self._make(
            "Making statements",
            ("statement is", "statements are"),
            work,
            lambda: note_statements(self._page.session.register, letters),
            problems,
        )

    def _make(
        self,
        title: str,
        noun: tuple[str, str],
        work: Callable[[Path, Progress], Sequence[Path]],
        note: Callable[[], None],
        problems: Sequence[Problem],
    ) -> None:
        """Write the files on the worker into the folder of the PDFs, which is asked for once; note them when they are
        there."""
        session = self._page.session
        path = session.register.path

        def made(folder: Path, files: Sequence[Path]) -> None:
            if not session.read_only:
                note()
            verb = noun[0] if len(files) == 1 else noun[1]
            remarks = [problem.message for problem in problems[:_MOST_NAMED]]
            self._page.show_message(
                Message.WARN if remarks else Message.OK,
                f"{len(files):,} {verb} in the folder",
                " ".join([*remarks, str(folder)]),
                action="Show in folder",
                on_action=lambda: show_folder(folder),
            )

        def start(folder: Path) -> None:
            session.tasks.start(
                lambda progress: work(folder, progress),
                lambda files: made(folder, files),
                title,
                stop_note="Files already made are kept.",
            )

        def chosen(folder: Path) -> None:
            self._preferences.set_documents_folder(path, folder)
            start(folder)

        known = self._preferences.documents_folder(path)
        if known is not None:
            start(known)
        else:
            first = path.parent if path else Path.home()
            ask_for_folder(self._page, "Where should the PDFs go?", first, chosen)

    # Targets

    def _organisation(self) -> int:
        row = self._lists.debtor()
        return row.key if row is not None else 0

    def _held(self) -> tuple[tuple[int, str], Money]:
        """Whose money is held, and how much, for the current row."""
        debtor, receipt = self._lists.debtor(), self._lists.receipt()
        # Money of unknown payers belongs to different ones: it goes back receipt by receipt.
        if debtor is not None and debtor.key:
            return (debtor.key, debtor.name), debtor.account.on_account
        if receipt is not None:
            return (receipt.receipt.organisation_id, receipt.payer), receipt.left
        return (0, ""), ZERO

    def _usable(self) -> Sequence[OpenDocument]:
        """The documents that the current row's money can pay."""
        debtor, receipt = self._lists.debtor(), self._lists.receipt()
        if debtor is not None and debtor.key and debtor.account.on_account > ZERO:
            return debtor.account.open
        view = self._view()
        if receipt is not None and receipt.left > ZERO and view is not None:
            own = receipt.receipt.organisation_id
            entries = view.books.open_documents()
            return sorted(entries, key=lambda e: e.document.organisation_id != own)
        return ()

    def _bookings(self) -> list[tuple[int, str]]:
        """What of the current row can be taken back: uses of a receipt, or write-offs of an account."""
        receipt, debtor = self._lists.receipt(), self._lists.debtor()
        if receipt is not None:
            return _of_receipt(receipt)
        return self._write_offs(debtor) if debtor is not None else []

    def _write_offs(self, row: DebtorRow) -> list[tuple[int, str]]:
        view = self._view()
        return [
            (entry.allocation_id, f"Write-off of {entry.amount} on {entry.number}")
            for entry in (view.write_offs.get(row.key, ()) if view else ())
        ]

    # How it went

    def _said(self, words: str) -> None:
        self._page.session.say(words, undo=True)

    def _received(self, recorded: Recorded) -> None:
        self._said("Receipt recorded")
        if recorded.on_account > ZERO:
            self._page.show_message(
                Message.INFO,
                f"{recorded.on_account.text} stays as credit on account",
                "It can pay a later document, or be paid back.",
            )

    def _booked(self, booked: tuple[Recorded, ...]) -> None:
        count = len(booked)
        words = f"{how_many(count, 'receipt')} booked"
        self._said(words)
        self._page.show_message(Message.OK, words, "Undo takes all of them back in one step.")


def _of_receipt(row: ReceiptRow) -> list[tuple[int, str]]:
    def words(entry: Allocation, number: str) -> str:
        target = f" of {number}" if number else ""
        return f"{_WORDS[entry.use]}{target}, {entry.amount}"

    return [
        (entry.id, words(entry, document.number if document else ""))
        for entry, document in row.uses
        if entry.use in _WORDS
    ]
