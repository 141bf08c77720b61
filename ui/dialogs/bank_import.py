"""A bank file: each line with what it would pay and why; nothing is booked that is not ticked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from loti_admin.domain.bank import BankMapping
from loti_admin.domain.grammar import how_many
from loti_admin.domain.money import total
from loti_admin.errors import LotiError
from loti_admin.services.bank_import import (
    BankFile,
    LineState,
    Proposal,
    book,
    propose,
    read_file,
    remember_mapping,
    set_aside,
)
from loti_admin.services.receipts import Recorded
from ui import theme
from ui.dialogs.bank_assign import bank_assign_dialog
from ui.dialogs.bank_columns import bank_columns_dialog
from ui.kit.buttons import Button, Kind, secondary
from ui.kit.chip import Chip, ChipTone
from ui.kit.dialog import Dialog
from ui.kit.table import QUIET, Column, RecordTable, money_column
from ui.kit.text import label, set_tone
from ui.session import Session

_CHIPS = {
    LineState.TWIN: Chip("Maybe booked", ChipTone.WARN, "question"),
    LineState.SET_ASIDE: Chip("Set aside", ChipTone.GREY),
    LineState.REVERSED: Chip("Reversed", ChipTone.GREY),
}
_MOST_PROBLEMS = 3
_LOOKING = "Looking for what each line pays…"
_NOTHING_LEFT = "No line of this file is left to book."


def _pays(proposal: Proposal) -> str:
    numbers = ", ".join(document.number for document, _ in proposal.parts)
    if numbers:
        return numbers
    return "On account" if proposal.organisation_id else "Payer not known"


_COLUMNS: tuple[Column[Proposal], ...] = (
    Column(key="on", title="Date", value=lambda p: p.line.on),
    money_column("amount", "Amount £", lambda p: p.line.amount),
    Column(key="text", title="The bank says", value=lambda p: p.line.text),
    Column(
        key="pays",
        title="Pays",
        value=_pays,
        chip=lambda p: _CHIPS.get(p.state) if not p.ticked else None,
    ),
    Column(
        key="reason",
        title="Why",
        value=lambda p: p.reason,
        style=QUIET,
        width=360,
        stretch=True,
        tip=lambda p: p.reason,
    ),
)


def open_bank_file(
    session: Session, path: Path, parent: QWidget, done: Callable[[tuple[Recorded, ...]], object]
) -> Dialog:
    """Read a file and show it; ask for its columns first where they are not known. Raises FileTrouble."""
    file = read_file(session.register, path)

    def show(mapping: BankMapping) -> None:
        BankImportDialog(session, path, _read_by(session, path, mapping), parent, done).open()

    if file.table is not None and not file.remembered:
        dialog: Dialog = bank_columns_dialog(file, parent, show)
    else:
        dialog = BankImportDialog(session, path, file, parent, done)
    dialog.open()
    return dialog


def _read_by(session: Session, path: Path, mapping: BankMapping) -> BankFile:
    """The file by the columns that were chosen just now, which are kept for the next one with the same heads."""
    read = read_file(session.register, path, mapping)
    remember_mapping(session.register, read)
    return read


class BankImportDialog(Dialog):
    """`done` gets what was booked."""

    def __init__(
        self,
        session: Session,
        path: Path,
        file: BankFile,
        parent: QWidget,
        done: Callable[[tuple[Recorded, ...]], object],
    ) -> None:
        super().__init__(f"Bank file {file.name}", parent, width=1080)
        self._session, self._path, self._done = session, path, done
        self._owner = parent
        self._file = file
        self._all: list[Proposal] = []
        self._known: set[str] = set()
        self.summary = label("", tone="text2", wrap=True)
        self.trouble = label("", tone="err", wrap=True)
        self.trouble.hide()
        self.table: RecordTable[Proposal] = RecordTable(
            _COLUMNS,
            lambda p: p.fingerprint,
            "Lines of the bank file",
            checkable=True,
            margin=8,
        )
        self.reason = label("", wrap=True)
        self.change_button = secondary("What it pays…", self.change)
        self.aside_button = secondary("Not for us", self.put_aside)
        row = QHBoxLayout()
        row.addWidget(self.reason, 1)
        row.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.aside_button, 0, Qt.AlignmentFlag.AlignTop)
        for widget in (self.summary, self.trouble):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row)
        if file.table is not None:
            self.add_aside(Button("Columns…", on_click=self._ask_columns))
        self.add_button(Button("Cancel", on_click=self.reject))
        self.act_button = self.add_button(
            Button("", Kind.PRIMARY, on_click=self._book), default=True
        )
        self.table.checks_changed.connect(lambda _rows: self._count())
        self.table.current_changed.connect(lambda _row: self._show_reason())
        theme.current().changed.connect(self._fit_table)
        self._fit_table()
        self.finished.connect(lambda _result: session.reader.forget(self))
        self._show_file(file)

    def show_error(self, sentence: str) -> None:
        """Where `ui.errors.reporting` puts the sentence of a LotiError."""
        self._say(sentence)

    # What is shown

    def _show_file(self, file: BankFile) -> None:
        """Find what each line pays; of many lines among thousands of documents, while the window answers."""
        self._file, self._all = file, []
        self.table.set_empty_text(_LOOKING)
        self._show(set())
        self.summary.setText(_LOOKING)
        register, lines = self._session.register, file.lines
        self._session.reader.read(self, lambda: propose(register, lines), self._propose, self)

    def _propose(self, proposals: list[Proposal]) -> None:
        self._all = proposals
        self.table.set_empty_text(_NOTHING_LEFT)
        self._show({p.fingerprint for p in proposals if p.ticked})

    def _show(self, ticked: set[str]) -> None:
        self.table.set_records([p for p in self._all if p.bookable])
        self.table.model.set_checked(ticked)
        self.summary.setText(_summary(self._file, self._all))
        problems = self._file.problems
        more = len(problems) - _MOST_PROBLEMS
        said = [*problems[:_MOST_PROBLEMS], *([f"And {more} more."] if more > 0 else [])]
        self._say(" ".join(said))
        self.table.select_first()
        self._count()
        self._show_reason()

    def _show_reason(self) -> None:
        current = self.table.current_record()
        self.reason.setText(current.reason if current else "")
        for button in (self.change_button, self.aside_button):
            button.setEnabled(current is not None)

    def _count(self) -> None:
        ticked = self.table.checked_records()
        count = len(ticked)
        amount = total(p.line.amount for p in ticked).text
        what = how_many(count, "receipt")
        self.act_button.setText(f"Book {what}, {amount}" if count else "Book what is ticked")
        self.act_button.setEnabled(bool(count) and not self._session.read_only)

    def _say(self, trouble: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        set_tone(self.trouble, "err")

    # What the officer does

    def change(self) -> None:
        """Ask what the current line pays."""
        current = self.table.current_record()
        if current is not None:
            bank_assign_dialog(self._session, current, self, self._changed).open()

    def _changed(self, chosen: Proposal) -> None:
        ticked = {p.fingerprint for p in self.table.checked_records()} | {chosen.fingerprint}
        self._all = [chosen if p.fingerprint == chosen.fingerprint else p for p in self._all]
        self._show(ticked)
        self.table.select_key(chosen.fingerprint)

    def put_aside(self) -> None:
        """The selected lines are not for us: they are not proposed ticked again."""
        rows = self.table.selected_records()
        kept = {p.fingerprint for p in self.table.checked_records()}
        gone = {p.fingerprint for p in rows}
        set_aside(self._session.register, rows)
        self._all = [
            replace(p, state=LineState.SET_ASIDE, ticked=False) if p.fingerprint in gone else p
            for p in self._all
        ]
        self._show(kept - gone)

    def _ask_columns(self) -> None:
        bank_columns_dialog(self._file, self, self._read_again).open()

    def _read_again(self, mapping: BankMapping) -> None:
        self._show_file(_read_by(self._session, self._path, mapping))

    def _book(self) -> None:
        chosen = {p.fingerprint for p in self.table.checked_records()}
        wanted = [replace(p, ticked=p.fingerprint in chosen) for p in self._all]
        try:
            booked = book(self._session.register, wanted, self._file.name)
        except LotiError as error:
            self._say(str(error))
            return
        self.accept()
        self._done(booked)

    def _fit_table(self) -> None:
        look = theme.current()
        window = self.parentWidget()
        most = int(window.height() * 0.45) if window else look.px(320)
        self.table.setMinimumHeight(min(look.px(320), most))


def _summary(file: BankFile, proposals: list[Proposal]) -> str:
    states = Counter(p.state for p in proposals)
    came = len(proposals) - states[LineState.WENT_OUT]
    parts = [f"{came:,} {'line' if came == 1 else 'lines'} of money in"]
    if states[LineState.BOOKED]:
        parts.append(f"{states[LineState.BOOKED]:,} booked already")
    if states[LineState.WENT_OUT]:
        parts.append(f"{states[LineState.WENT_OUT]:,} of money out left alone")
    return (
        f"{', '.join(parts)}. What is sure is ticked; look at the others. Nothing else is booked."
    )
