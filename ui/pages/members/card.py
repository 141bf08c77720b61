"""The card of an organisation: joining steps, contacts, membership, fee, documents and what changed last."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loti_admin.domain.activities import Activity
from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import sentence_start
from loti_admin.storage.headlines import Headline
from ui import theme
from ui.kit.buttons import Button, Kind, link, secondary
from ui.kit.chip import Chip, ChipLabel, ChipTone
from ui.kit.icon_label import IconLabel
from ui.kit.side_panel import empty_layout
from ui.kit.styling import hairline, set_surface
from ui.kit.text import Link, Sentences, label
from ui.pages.members.card_parts import (
    contact_line,
    fee_lines,
    heading,
    pairs,
    step_lines,
)
from ui.pages.members.columns import status_chip, status_words
from ui.pages.members.rows import MemberRow, MembersView
from ui.theme import Role

# Narrower than this at 100 % the two columns stand one under the other.
_TWO_COLUMNS = 600


class MemberCard(QScrollArea):
    """`asked` gives an act of the page ("members.edit", "contact/5", "step/charter_agreed", "period/9", "more");
    `followed` the target of a link."""

    asked = Signal(str)
    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.can_write = True
        self._shows: tuple[object, ...] = ()
        self._contents = QWidget()
        set_surface(self._contents, "surface")
        self._column = QVBoxLayout(self._contents)
        self.setWidget(self._contents)
        self._columns: QBoxLayout | None = None
        self.edit_button: Button | None = None
        theme.current().changed.connect(self._space)
        self._space()

    def show_row(
        self,
        view: MembersView,
        row: MemberRow | None,
        history: Sequence[Headline] = (),
        activities: Sequence[Activity] = (),
    ) -> None:
        """Show an organisation with its newest changes and what it takes part in; None where no row is selected."""
        # Read again it is mostly as it was, and building it takes longer than reading.
        look = theme.current()
        about = view.year, view.charge_date, self.can_write, look.scheme, look.text_scale
        shows = (*about, row, history, activities)
        if shows == self._shows:
            return
        self._shows = shows
        empty_layout(self._column)
        self._columns, self.edit_button = None, None
        if row is None:
            self.setAccessibleName("No organisation selected")
            self._column.addWidget(label("Select an organisation to see its record.", tone="text2"))
            self._column.addStretch(1)
            return
        self.setAccessibleName(f"Record of {row.name}")
        self._add_head(row)
        self._column.addWidget(hairline())
        if self._has_steps(row):
            self._add_steps(row)
            self._column.addWidget(hairline())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            # Its own, or it would take the space between the columns.
            side.setSpacing(theme.current().px(8))
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        self._column.addLayout(self._columns)
        self._add_contacts(left, row)
        self._add_documents(left, row)
        self._add_notes(left, row)
        left.addStretch(1)
        self._add_fee(right, view, row)
        self._add_membership(right, row)
        self._add_activities(right, activities)
        self._add_history(right, row, history)
        right.addStretch(1)
        self._column.addStretch(1)
        self._space()
        self.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """Put the keyboard on the first act of the card."""
        if self.edit_button is not None:
            self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Parts

    def _act(self, words: str, act: str, icon: str = "") -> Button:
        """A quiet act of the card, greyed where nothing can be written."""
        made = Button(words, kind=Kind.LINK, icon=icon, on_click=lambda: self.asked.emit(act))
        made.setEnabled(self.can_write)
        if not self.can_write:
            made.setToolTip("The register is open to read only.")
        return made

    def _add_head(self, row: MemberRow) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(12))
        line.addWidget(label(row.name, Role.TITLE, wrap=True, selectable=True), 1)
        chip = status_chip(row) or Chip(status_words(row), ChipTone.OK, "check-circle")
        line.addWidget(ChipLabel(chip))
        self.edit_button = secondary("Edit", lambda: self.asked.emit("members.edit"))
        self.edit_button.setEnabled(self.can_write)
        self.edit_button.setAccessibleName(f"Edit {row.name}")
        line.addWidget(self.edit_button)
        more = Button("", kind=Kind.ICON, icon="more", on_click=lambda: self.asked.emit("more"))
        more.setAccessibleName("More acts")
        more.setToolTip("More acts")
        line.addWidget(more)
        self._column.addLayout(line)
        organisation = row.organisation
        lines = [organisation.name if organisation.name != row.name else ""]
        lines += [one.strip() for one in organisation.address.splitlines()]
        lines[-1] = " ".join(part for part in (lines[-1], organisation.postcode) if part)
        address = ", ".join(one for one in lines if one)
        if address:
            self._column.addWidget(label(address, Role.SMALL, "text2", wrap=True, selectable=True))
        for problem in row.missing:
            warning = QHBoxLayout()
            warning.setSpacing(theme.current().px(8))
            warning.addWidget(IconLabel("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            warning.addWidget(label(problem.message, wrap=True), 1)
            self._column.addLayout(warning)

    @staticmethod
    def _has_steps(row: MemberRow) -> bool:
        organisation = row.organisation
        begun = organisation.charter_agreed or organisation.payment_confirmed
        return organisation.is_council and bool(begun or row.is_joining or row.is_prospect)

    def _add_steps(self, row: MemberRow) -> None:
        steps = step_lines(row)
        done = sum(step.done for step in steps)
        self._column.addLayout(heading("Joining steps", note=f"{done} of {len(steps)} done"))
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(16))
        for step in steps:
            cell = QVBoxLayout()
            cell.setSpacing(theme.current().px(2))
            head = QHBoxLayout()
            head.setSpacing(theme.current().px(8))
            icon, tone = ("check-circle", "ok") if step.done else ("clock", "warn")
            head.addWidget(IconLabel(icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
            head.addWidget(label(step.title, Role.STRONG, wrap=True), 1)
            cell.addLayout(head)
            cell.addWidget(label(step.words, Role.SMALL, "text2", wrap=True))
            act = self._act(step.act, step.target)
            act.setAccessibleName(f"{step.title}: {step.act}")
            cell.addWidget(act)
            cell.addStretch(1)
            line.addLayout(cell, 1)
        self._column.addLayout(line)

    def _add_contacts(self, column: QVBoxLayout, row: MemberRow) -> None:
        add = self._act("Add", "members.contact", "plus")
        add.setAccessibleName("Add a contact")
        column.addLayout(heading("Contacts", add))
        if not row.contacts:
            column.addWidget(label("Nobody is recorded yet.", tone="text2", wrap=True))
        for number, one in enumerate(row.contacts):
            if number:
                column.addWidget(hairline())
            edit = self._act(one.person.name, f"contact/{one.contact.id}")
            edit.setAccessibleName(f"Edit {one.person.name}")
            column.addLayout(contact_line(one, edit))

    def _add_documents(self, column: QVBoxLayout, row: MemberRow) -> None:
        column.addLayout(heading("Documents"))
        if not row.documents:
            column.addWidget(label("Nothing was issued yet.", tone="text2", wrap=True))
            return
        paragraphs = [
            [Link(document.number, f"document/{document.id}"), f" of {long_date(document.on)}"]
            for document in row.documents
        ]
        self._add_sentences(column, *paragraphs)

    def _add_notes(self, column: QVBoxLayout, row: MemberRow) -> None:
        if row.organisation.notes:
            column.addLayout(heading("Notes"))
            column.addWidget(label(row.organisation.notes, wrap=True, selectable=True))

    def _add_fee(self, column: QVBoxLayout, view: MembersView, row: MemberRow) -> None:
        why = Button("Why this fee", kind=Kind.LINK, on_click=lambda: self._why(row))
        why.setEnabled(row.fee is not None)
        column.addLayout(heading("Fee", why))
        column.addLayout(pairs(fee_lines(view, row)))
        order = row.order.number if row.order else "None yet"
        words = self._act(order, "members.purchase-order")
        words.setAccessibleName(f"Purchase order of {view.year}: {order}")
        line = QHBoxLayout()
        line.addWidget(label(f"Purchase order {view.year}", tone="text2"))
        line.addStretch(1)
        line.addWidget(words)
        column.addLayout(line)
        if row.service:
            sentence = ["Service: ", Link(row.service.name, f"service/{row.service.id}")]
            self._add_sentences(column, sentence)
        for adjustment in row.adjustments:
            words = self._act(f"Adjustment: {adjustment.kind}", f"adjustment/{adjustment.id}")
            column.addWidget(words)

    def _add_membership(self, column: QVBoxLayout, row: MemberRow) -> None:
        column.addLayout(heading("Membership"))
        if not row.memberships:
            column.addWidget(label("It was never a member.", tone="text2"))
            if row.organisation.is_council:
                column.addWidget(self._act("Joins on…", "members.joins"))
        for membership in reversed(row.memberships):
            words = sentence_start(membership.period.text)
            edit = self._act(words, f"period/{membership.id}")
            edit.setAccessibleName(f"Change the period {words}")
            column.addWidget(edit)

    def _add_activities(self, column: QVBoxLayout, activities: Sequence[Activity]) -> None:
        if activities:
            column.addLayout(heading("Activities"))
            links = [[Link(activity.name, f"activity/{activity.id}")] for activity in activities]
            self._add_sentences(column, *links)

    def _add_history(
        self, column: QVBoxLayout, row: MemberRow, history: Sequence[Headline]
    ) -> None:
        more = link("All changes", lambda: self.asked.emit("members.history"))
        more.setAccessibleName(f"All changes of {row.name}")
        column.addLayout(heading("History", more))
        if not history:
            column.addWidget(label("Nothing changed yet.", tone="text2"))
        for entry in history:
            at = entry.at.astimezone()
            words = QVBoxLayout()
            words.setSpacing(theme.current().px(2))
            words.addWidget(label(entry.label, wrap=True))
            when = f"{long_date(at.date())} {at:%H:%M}, {entry.by}"
            words.addWidget(label(when, Role.SMALL, "text2", wrap=True))
            column.addLayout(words)

    def _add_sentences(self, column: QVBoxLayout, *paragraphs: list) -> None:
        sentences = Sentences(*paragraphs)
        sentences.followed.connect(self.followed)
        column.addWidget(sentences)

    def _why(self, row: MemberRow) -> None:
        self.followed.emit(f"fees/{row.id}")

    # Look

    def _space(self) -> None:
        look = theme.current()
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(4), side, look.px(24))
        self._column.setSpacing(look.px(12))
        if self._columns is None:
            return
        wide = self.viewport().width() * 100 / look.text_scale >= _TWO_COLUMNS
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self._columns.setSpacing(look.px(32 if wide else 16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(0, 0, 1, self.viewport().height(), look.colour("line"))
