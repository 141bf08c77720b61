"""The panel of the page Safety: what an entry of the history changed, or what a backup holds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from loti_admin.services.going_back import BackupFacts, Lost
from loti_admin.services.history import RecordChange, What
from ui import theme
from ui.kit.buttons import Button, Kind, secondary
from ui.kit.side_panel import SidePanel
from ui.kit.styling import hairline
from ui.kit.text import label
from ui.pages.safety.rows import BackupRow, ChangeRow, moment, size_words
from ui.theme import Role

MOST_RECORDS, _MOST_FIELDS = 12, 12
_FIELDS_AT_ONCE = 24


class SafetyPanel(SidePanel):
    """`undo_asked`, `look_asked` and `restore_asked` when the officer presses their buttons."""

    undo_asked = Signal()
    look_asked = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_wide(True)
        # What is not shown yet of the records of one entry, and where it goes.
        self._coming: list[RecordChange] = []
        self._records = QVBoxLayout()
        self._adding = QTimer(self)
        self._adding.setInterval(0)
        self._adding.timeout.connect(self._add_records)

    def clear(self) -> None:
        self._coming = []
        self._adding.stop()
        super().clear()

    def show_nothing(self) -> None:
        """Nothing is selected."""
        self.clear()
        self.set_heading("", "Nothing is selected")

    def show_change(
        self, row: ChangeRow, changes: Sequence[RecordChange], steps: int, why_not: str
    ) -> None:
        """`changes` are the first of the entry, `MOST_RECORDS` at most. `steps` is how many changes undoing takes back
        from here on; 0 with the reason in `why_not`."""
        self.clear()
        self.set_heading(moment(row.at), row.entry.label)
        self._say(f"By {row.by}")
        if row.entry.erased_at is not None:
            self._say(
                f"Personal details were erased on {moment(row.entry.erased_at.astimezone())}."
            )
        self._records = QVBoxLayout()
        self._records.setSpacing(self.body.spacing())
        self.body.addLayout(self._records)
        # Hundreds of labels at once would be felt while walking through the list.
        self._coming = list(changes[:MOST_RECORDS])
        self._add_records()
        if self._coming:
            self._adding.start()
        if row.entry.rows > MOST_RECORDS:
            self._say(f"And {row.entry.rows - MOST_RECORDS:,} more records.")
        if not changes:
            self._say("No record was changed.")
        if why_not:
            self.body.addSpacing(theme.current().px(8))
            self._say(why_not)
        if steps:
            words = "Undo this change" if steps == 1 else f"Undo these {steps:,} changes"
            button = secondary(words, self.undo_asked.emit, icon="undo")
            button.setToolTip("This change and all after it; Redo does each again")
            self.add_to_footer(button)

    def show_backup(
        self, row: BackupRow, facts: BackupFacts | None, lost: Lost | None, *, can_restore: bool
    ) -> None:
        """What is known of a backup: its name says when and why, looking inside says what it holds."""
        self.clear()
        self.set_heading(f"Backup, {row.why[:1].lower()}{row.why[1:]}", moment(row.at))
        lines = [("Size", size_words(row.size)), ("File", row.path.name)]
        if facts is not None:
            lines += fact_lines(facts)
        self.body.addLayout(_pairs(lines))
        if facts is None:
            self._say("Look inside to see what it holds and what has changed since.")
            self.add_to_footer(secondary("Look inside", self.look_asked.emit, icon="eye"))
        else:
            self._say("It was read in full and passed every check.")
        if lost is not None:
            self.body.addSpacing(theme.current().px(8))
            self.body.addWidget(label("Since then", Role.HEADING))
            for sentence in lost_sentences(lost):
                self._say(sentence)
            if can_restore and (lost.changes or lost.parted):
                self.add_to_footer(
                    Button("Go back to it…", Kind.DANGER, on_click=self.restore_asked.emit)
                )

    def _add_records(self) -> None:
        """The next few of what is coming."""
        fields = 0
        while self._coming and fields < _FIELDS_AT_ONCE:
            change = self._coming.pop(0)
            fields += len(change.fields)
            self._add_record(change)
        if not self._coming:
            self._adding.stop()

    def _add_record(self, change: RecordChange) -> None:
        place = self._records
        place.addSpacing(theme.current().px(4))
        place.addWidget(hairline())
        place.addWidget(label(record_words(change), Role.STRONG, wrap=True, selectable=True))
        fields = [f for f in change.fields if f.before or f.after]
        lines = [
            (field.field, field_words(change.what, field.before, field.after))
            for field in fields[:_MOST_FIELDS]
        ]
        if lines:
            place.addLayout(_pairs(lines))
        if len(fields) > _MOST_FIELDS:
            words = f"And {len(fields) - _MOST_FIELDS} more fields."
            place.addWidget(label(words, tone="text2", wrap=True))

    def _say(self, sentence: str) -> None:
        self.body.addWidget(label(sentence, tone="text2", wrap=True))


def record_words(change: RecordChange) -> str:
    """`Organisation Camden, changed`"""
    noun = f"{change.noun[:1].upper()}{change.noun[1:]}"
    return f"{noun} {change.name}, {change.what}" if change.name else f"{noun}, {change.what}"


def field_words(what: What, before: str, after: str) -> str:
    """The value of a record that was added or removed; before and after of one that changed."""
    if what is not What.CHANGED:
        return after or before
    return f"{before or 'nothing'} → {after or 'nothing'}"


def fact_lines(facts: BackupFacts) -> list[tuple[str, str]]:
    """What a backup holds, as pairs of words and number."""
    lines = [
        ("Members", f"{facts.members:,}"),
        ("Documents", f"{len(facts.numbers):,}"),
    ]
    if facts.last_numbers:
        lines.append(("Last numbers", "\n".join(facts.last_numbers)))
    lines.append(("Changes", f"{facts.entries:,}"))
    if facts.last_at is not None:
        last = moment(facts.last_at.astimezone())
        lines.append(("Last change", f"{facts.last_label}, {last}"))
    return lines


def lost_sentences(lost: Lost) -> list[str]:
    """What going back would take away."""
    if lost.parted:
        return [
            "It holds changes that are not in this register, because the register went back "
            "to an older backup since."
        ]
    if not lost.changes:
        return ["Nothing has changed since."]
    count = lost.changes
    sentences = [
        "1 change was made since." if count == 1 else f"{count:,} changes were made since."
    ]
    if lost.numbers:
        given = len(lost.numbers)
        what = "1 document was issued" if given == 1 else f"{given:,} documents were issued"
        sentences.append(f"{what} since, up to {lost.numbers[-1]}.")
    return sentences


def _pairs(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    look = theme.current()
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.px(16))
    grid.setVerticalSpacing(look.px(6))
    for row, (words, text) in enumerate(lines):
        grid.addWidget(label(words, tone="text2"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, wrap=True, selectable=True), row, 1)
    grid.setColumnStretch(1, 1)
    return grid
