"""The history of one record: what changed, when, by whom, and Put back beside each value that it had."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import sentence_start
from loti_admin.services.history import What
from loti_admin.services.record_history import (
    PastChange,
    PastField,
    RecordKey,
    past_changes,
    put_back,
    records_of,
)
from ui import theme
from ui.dialogs.removal import question_of_effect
from ui.errors import reporting
from ui.kit.buttons import Button, Kind, link, quiet
from ui.kit.dialog import Dialog
from ui.kit.message_bar import Message, MessageBar
from ui.kit.side_panel import empty_layout
from ui.kit.styling import hairline
from ui.kit.text import label
from ui.session import Session
from ui.theme import Role

# So many entries of the history at first, and so many more each time.
_STEP = 25
# A record with more fields than this is told by its name when it comes or goes.
_MANY = 5
_READ_ONLY = "The register is open to read only."


_Found = tuple[Sequence[RecordKey], list[list[PastChange]]]


class HistoryDialog(Dialog):
    """The newest change first. `keys` names the records; the first is the one that the dialog is about."""

    def __init__(
        self,
        session: Session,
        title: str,
        keys: Callable[[], Sequence[RecordKey]],
        parent: QWidget | None,
    ) -> None:
        super().__init__(title, parent, width=720)
        self._session, self._keys = session, keys
        self._most = _STEP
        self.message = MessageBar()
        self.body.addWidget(self.message)
        self._entries = QVBoxLayout()
        self.body.addLayout(self._entries)
        self.close_button = self.add_button(
            Button("Close", Kind.PRIMARY, on_click=self.accept), default=True
        )
        session.changed.connect(self._refill)
        self.finished.connect(lambda _result: session.reader.forget(self))
        self._entries.addWidget(label("Looking through the history…", tone="text2"))
        self._fill()

    def show_error(self, sentence: str) -> None:
        """Where `ui.errors.reporting` puts the sentence of a LotiError."""
        self.message.show_message(Message.ERROR, sentence)

    def show_info(self, sentence: str) -> None:
        """Where `ui.errors.reporting` puts what is no failure."""
        self.message.show_message(Message.INFO, sentence)

    # Filling

    def _refill(self) -> None:
        # Not while the link that is taken away is still being clicked.
        QTimer.singleShot(0, self, self._fill)

    def _fill(self) -> None:
        if not self._session.is_open:
            return
        register, most = self._session.register, self._most

        def read() -> _Found:
            keys = self._keys()
            changes = past_changes(register, keys, most + 1)
            return keys, [list(own) for _, own in groupby(changes, key=lambda one: one.entry)]

        self._session.reader.read(self, read, self._show, self)

    def _show(self, found: _Found) -> None:
        keys, entries = found
        empty_layout(self._entries)
        self._entries.setSpacing(theme.current().px(10))
        if not entries:
            self._entries.addWidget(label("Nothing changed yet.", tone="text2"))
        for number, group in enumerate(entries[: self._most]):
            if number:
                self._entries.addWidget(hairline())
            self._add_entry(group, keys[0] if keys else ("", 0))
        if len(entries) > self._most:
            self._entries.addWidget(link("Show older changes", self._show_older))

    def _show_older(self) -> None:
        self._most += _STEP
        self._refill()

    def _add_entry(self, changes: Sequence[PastChange], main: RecordKey) -> None:
        first = changes[0]
        head = QVBoxLayout()
        head.setSpacing(theme.current().px(2))
        head.addWidget(label(sentence_start(first.label), Role.STRONG, wrap=True))
        head.addWidget(label(f"{when(first)}, by {first.by}", Role.SMALL, "text2", wrap=True))
        self._entries.addLayout(head)
        for change in changes:
            if (change.table, change.record) != main or change.what is not What.CHANGED:
                self._add_line(_record_words(change), self._record_act(change))
            if change.what is What.CHANGED:
                self._add_fields(change)

    def _add_fields(self, change: PastChange) -> None:
        for field in change.fields:
            act = None if change.together else self._field_act(change, field)
            self._add_line(field_words(field), act)
        if change.together:
            self._add_line("", self._act(change, f"the {change.noun} as it was", ()))

    def _add_line(self, words: str, act: Button | None) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(12))
        line.addWidget(label(words, wrap=True, selectable=True), 1)
        if act is not None:
            line.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        self._entries.addLayout(line)

    def _record_act(self, change: PastChange) -> Button | None:
        if change.what is not What.REMOVED or change.why_not:
            return None
        return self._act(change, f"the {change.noun} {change.name}", ())

    def _field_act(self, change: PastChange, field: PastField) -> Button | None:
        if field.why_not:
            return None
        return self._act(change, field.title, (field.column,))

    def _act(self, change: PastChange, what: str, columns: tuple[str, ...]) -> Button | None:
        if change.together and all(field.why_not for field in change.fields):
            return None
        act = link("Put back", partial(self._put_back, what, change, columns))
        act.setAccessibleName(f"Put back {what}, as it was before {when(change)}")
        act.setEnabled(not self._session.read_only)
        act.setToolTip(_READ_ONLY if self._session.read_only else "")
        return act

    # What the officer does

    def _put_back(self, what: str, change: PastChange, columns: tuple[str, ...]) -> None:
        """Put back at once, or ask first where it alters somebody's fee."""
        key = (change.table, change.record)
        act = partial(put_back, self._session.register, change.entry, key, columns)
        asked = f"Put back {what}?"
        with reporting(self):
            done = partial(self._do, act)
            question_of_effect(self._session, asked, "Put back", act, done, self)

    def _do(self, act: Callable[[], str]) -> None:
        with reporting(self):
            said = act()
            self._session.say(said, undo=True)
            self.message.show_message(Message.OK, said, action="Undo", on_action=self._undo)
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self) -> None:
        with reporting(self):
            self.message.clear()
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._session.undo()


def record_history_dialog(
    session: Session, name: str, key: RecordKey, parent: QWidget | None
) -> HistoryDialog:
    """The history of a record with all that belongs to it; `name` is what it is called in a sentence."""
    title = f"History of {name}"
    return HistoryDialog(session, title, lambda: records_of(session.register, *key), parent)


def offer_history(
    session: Session, name: str, key: RecordKey, dialog: Dialog, parent: QWidget | None
) -> None:
    """A button in a form's dialog that shows the history of its record instead, unless something is typed there."""

    def show() -> None:
        dialog.reject()
        if not dialog.isVisible():
            record_history_dialog(session, name, key, parent).open()

    dialog.add_aside(quiet("History", show, icon="history"))


def when(change: PastChange) -> str:
    """`3 March 2027, 14:02`, by this computer's clock."""
    at = change.at.astimezone()
    return f"{long_date(at.date())}, {at:%H:%M}"


def field_words(field: PastField) -> str:
    """`Postcode: from “N1 1AA” to “NW1 1AA”`"""
    before, after = (f"“{text}”" if text else "nothing" for text in (field.before, field.after))
    return f"{sentence_start(field.title)}: from {before} to {after}"


def _record_words(change: PastChange) -> str:
    """`Purchase order Camden, 2026-27 added: number “PO-4471”`; only its name where it says much."""
    said = sentence_start(f"{change.noun} {change.name} {change.what}")
    told = [
        f"{field.title} “{field.before or field.after}”"
        for field in change.fields
        if not field.column.endswith("_id") and (field.before or field.after) not in change.name
    ]
    if change.what is What.CHANGED or not told or len(told) > _MANY:
        return said
    return f"{said}: {', '.join(told)}"
