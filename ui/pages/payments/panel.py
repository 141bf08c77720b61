"""The panel beside the lists of the page Payments: one account with its contacts, or one receipt with its uses."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from loti_admin.domain.chasing import ChaseNote, Way
from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import how_many
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import Use
from ui import theme
from ui.kit.side_panel import SidePanel
from ui.kit.text import Link, Paragraph, Sentences, Strong, label
from ui.pages.payments.rows import DebtorRow, ReceiptRow
from ui.theme import Role

_MOST_NOTES = 8
_WAYS = {
    Way.CALL: "Call",
    Way.EMAIL: "E-mail",
    Way.LETTER: "Letter",
    Way.MEETING: "Meeting",
    Way.NOTE: "Note",
    Way.STATEMENT: "Statement",
    Way.REMINDER: "Reminder",
}
_USES = {
    Use.REFUND: "Paid back",
    Use.REVERSAL: "Reversed",
    Use.WRITE_OFF: "Written off",
    Use.PAYMENT: "Pays",
}


class PaymentPanel(SidePanel):
    """`followed` gives where a link leads."""

    followed = Signal(str)

    def show_nothing(self) -> None:
        self.clear()
        self.set_heading("", "Nothing is selected")

    def show_debtor(self, row: DebtorRow, notes: Sequence[ChaseNote]) -> None:
        """What is open, why this reminder is next, and the contacts, newest first."""
        self.clear()
        self.set_heading("Account", row.name)
        account = row.account
        self.body.addWidget(label(account.due.text, Role.FIGURE, selectable=True))
        self.body.addWidget(label(row.chase.suggestion.reason, Role.BODY, "text2", wrap=True))
        if account.on_account:
            held = f"{account.on_account.text} is held on account and not used yet."
            self.body.addWidget(label(held, wrap=True))
        if row.chase.interest:
            interest = row.chase.interest
            words = (
                f"Statutory interest would be {interest.interest.text}, with a fixed sum of "
                f"{interest.compensation.text}. Shown only, never charged."
            )
            self.body.addWidget(label(words, Role.SMALL, "text2", wrap=True))
        self._section("Open")
        if not account.open:
            self.body.addWidget(label("Nothing is open.", Role.BODY, "text2"))
        for entry in account.open:
            late = f"{_days(entry.days)} overdue" if entry.overdue else "not due"
            self._add(
                [
                    Link(entry.document.number, f"document/{entry.document.id}"),
                    f", {entry.left.text}, {late} (due {long_date(entry.document.due)})",
                ]
            )
        self._section("Contacts")
        if not notes:
            self.body.addWidget(label("None is noted yet.", Role.BODY, "text2"))
        for note in notes[:_MOST_NOTES]:
            answer = f" Answer by {long_date(note.answer_by)}." if note.answer_by else ""
            self._add(
                [Strong(f"{long_date(note.on)}, {_WAYS[note.way]}. "), f"{note.text}{answer}"]
            )
        if len(notes) > _MOST_NOTES:
            more = f"and {len(notes) - _MOST_NOTES} earlier"
            self.body.addWidget(label(more, Role.SMALL, "text2"))

    def show_receipt(self, row: ReceiptRow) -> None:
        """How much came from whom, and what it was used for."""
        self.clear()
        receipt = row.receipt
        self.set_heading(f"Receipt of {long_date(receipt.on)}", row.payer)
        self.body.addWidget(label(receipt.amount.text, Role.FIGURE, selectable=True))
        if receipt.reference:
            self.body.addWidget(label(receipt.reference, wrap=True, selectable=True))
        if receipt.note:
            self.body.addWidget(label(receipt.note, Role.SMALL, "text2", wrap=True))
        self._section("Used for")
        for allocation, document in row.uses:
            day = long_date(allocation.on or receipt.on)
            if document is not None:
                name = Link(document.number, f"document/{document.id}")
                who = f" of {document.organisation}"
                self._add([name, f"{who}: {allocation.amount.text}"])
            else:
                why = f": {allocation.reason}" if allocation.reason else ""
                self._add(f"{_USES[allocation.use]} {allocation.amount.text} on {day}{why}")
        if not row.uses:
            self.body.addWidget(label("Nothing yet.", Role.BODY, "text2"))
        self._figures(row)

    def _figures(self, row: ReceiptRow) -> None:
        if row.left == ZERO:
            return
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.current().px(4))
        lines: list[tuple[str, Money, Role]] = [
            ("Used", row.receipt.amount - row.left, Role.BODY),
            ("Left on account", row.left, Role.STRONG),
        ]
        for place, (words, amount, role) in enumerate(lines):
            grid.addWidget(label(words, role), place, 0)
            grid.addWidget(label(str(amount), role), place, 1)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)

    def _section(self, words: str) -> None:
        self.body.addSpacing(theme.current().px(8))
        self.body.addWidget(label(words, Role.HEADER, "text2"))

    def _add(self, paragraph: Paragraph) -> None:
        sentences = Sentences(paragraph)
        sentences.followed.connect(self.followed)
        self.body.addWidget(sentences)


def _days(count: int) -> str:
    return how_many(count, "day")
