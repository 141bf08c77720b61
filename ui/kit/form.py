"""A form made from fields: it loads a record, gives back a changed one, and shows problems where they belong."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from loti_admin.errors import Invalid, Problem, Severity
from ui import theme
from ui.kit.editors import ChoiceEditor, Editor
from ui.kit.fields import CheckField, FormField
from ui.kit.problems import ProblemLine, ProblemSummary
from ui.kit.styling import set_property
from ui.kit.text import label
from ui.theme import Role

R = TypeVar("R")


class RecordForm(QWidget, Generic[R]):
    """Fields one under the other, halves side by side, each with its label above and its problem below.

    `edited` is sent for every change by hand.
    """

    edited = Signal()

    def __init__(self, fields: Sequence[FormField], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._record: R | None = None
        self._loaded: dict[str, object] = {}
        self._editors: dict[str, Editor] = {}
        self._labels: dict[str, QLabel] = {}
        self._lines: dict[str, ProblemLine] = {}
        self._hints: dict[str, QLabel] = {}
        self._names = {field.key: field.label for field in fields}
        self.summary = ProblemSummary(self)
        self.summary.followed.connect(self.focus_field)
        self.summary.hide()
        self._grid = QGridLayout()
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self.summary)
        self._outer.addLayout(self._grid)
        self._outer.addStretch(1)
        self._build()
        theme.current().changed.connect(self._space)
        self._space()

    # The record

    def load(self, record: R) -> None:
        """Show a record and forget what was edited and what was wrong."""
        self._record = record
        for field in self.fields:
            editor = self._editors[field.key]
            if isinstance(editor, ChoiceEditor):
                editor.reload()
            editor.set_value(_get(record, field.key))
        self.clear_problems()
        self.mark_clean()

    def value(self) -> R:
        """The loaded record with what stands in the fields. Raises Invalid with a problem for every field that cannot
        be read or is empty though it is required."""
        if self._record is None:
            raise RuntimeError("Load a record before asking the form for one.")
        values, problems = self._read()
        if problems:
            raise Invalid(problems)
        changed: Any = self._record
        for key, value in values.items():
            changed = _put(changed, key.split("."), value)
        return cast(R, changed)

    def values(self) -> dict[str, Any]:
        """What stands in the fields by key, for forms that belong to no record. Raises Invalid as `value` does."""
        values, problems = self._read()
        if problems:
            raise Invalid(problems)
        return values

    def problems(self) -> list[Problem]:
        """What `value` would complain about."""
        return self._read()[1]

    def is_dirty(self) -> bool:
        """Whether anything differs from what was loaded."""
        return any(
            self._editors[field.key].contents() != self._loaded.get(field.key)
            for field in self.fields
        )

    def mark_clean(self) -> None:
        """Take what stands in the fields as the state that was saved."""
        self._loaded = {key: editor.contents() for key, editor in self._editors.items()}

    def editor(self, key: str) -> Any:
        """The widget of a field, for pages that react to it or set its choices."""
        return self._editors[key]

    def set_field_shown(self, key: str, *, shown: bool) -> None:
        """Show or hide a field with its label; a hidden field keeps its value."""
        cast(QWidget, self._editors[key]).setVisible(shown)
        for texts in (self._labels, self._hints):
            if key in texts:
                texts[key].setVisible(shown)
        self._lines[key].set_allowed(shown)

    # Problems

    def show_problems(self, problems: Iterable[Problem], title: str = "") -> None:
        """Put each sentence below its field and all of them, as links, at the top; the first link gets the focus.

        Problems of no field of this form stand at the top only. `title` replaces "2 things to put right".
        """
        problems = list(problems)
        self._clear_marks()
        for problem in problems:
            line = self._lines.get(problem.field)
            if line is None:
                continue
            if not line.is_showing() or (problem.blocks and not line.blocks):
                line.show_problem(problem)
                editor = cast(QWidget, self._editors[problem.field])
                if problem.blocks:
                    set_property(editor, "problem", str(Severity.BLOCKS))
                editor.setAccessibleDescription(problem.message)
        self.summary.show_problems(problems, self._names, title)
        if problems:
            self._links_before_fields()
            self._bring_to_top()
            # After the layout has made room for the summary, or the focus ring is drawn where it was.
            QTimer.singleShot(0, self, self.summary.focus_first)

    def clear_problems(self) -> None:
        """Take all sentences away."""
        self._clear_marks()
        self.summary.show_problems([], {}, "")

    def focus_field(self, key: str) -> None:
        """Put the focus into a field, as for the keyboard, and bring it into sight."""
        if key in self._editors:
            editor = cast(QWidget, self._editors[key])
            editor.setFocus(Qt.FocusReason.TabFocusReason)
            self._bring_into_sight(editor)

    def focus_first(self) -> None:
        """Put the focus into the first field that can be edited."""
        for field in self.fields:
            if not field.read_only:
                self.focus_field(field.key)
                return

    # Building

    def _build(self) -> None:
        row, column = 0, 0
        for field in self.fields:
            if column and not field.half:
                row, column = row + 1, 0
            span = 1 if field.half else 2
            self._grid.addLayout(self._cell(field), row, column, 1, span)
            column += span
            if column >= 2:
                row, column = row + 1, 0
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def _cell(self, field: FormField) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(theme.current().px(4))
        editor = field.make_editor(self)
        widget = cast(QWidget, editor)
        # A screen reader needs the name on the widget itself; a label above it alone leaves it nameless.
        widget.setAccessibleName(field.label)
        widget.setObjectName(field.key)
        editor.edited.connect(lambda key=field.key: self._field_edited(key))
        if not isinstance(field, CheckField):
            title = label(field.label, Role.STRONG, parent=self)
            title.setBuddy(widget)
            cell.addWidget(title)
            self._labels[field.key] = title
        cell.addWidget(widget)
        if field.hint:
            hint = label(field.hint, Role.SMALL, "text3", wrap=True, parent=self)
            cell.addWidget(hint)
            self._hints[field.key] = hint
            widget.setAccessibleDescription(field.hint)
        line = ProblemLine(self)
        cell.addWidget(line)
        cell.addStretch(1)
        self._editors[field.key], self._lines[field.key] = editor, line
        return cell

    def _read(self) -> tuple[dict[str, Any], list[Problem]]:
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for field in self.fields:
            if field.read_only:
                continue
            try:
                value = self._editors[field.key].value()
            except ValueError as error:
                problems.append(Problem(str(error), field=field.key))
                continue
            if field.required and field.is_empty(value):
                problems.append(Problem(field.required, field=field.key))
            values[field.key] = value
        return values, problems

    def _field_edited(self, key: str) -> None:
        # The complaint is about what was there before; the next Save checks again.
        self._clear_mark(key)
        self.edited.emit()

    def _clear_marks(self) -> None:
        for key in self._editors:
            self._clear_mark(key)

    def _clear_mark(self, key: str) -> None:
        line = self._lines[key]
        if not line.is_showing():
            return
        line.clear()
        editor = cast(QWidget, self._editors[key])
        set_property(editor, "problem", "")
        editor.setAccessibleDescription(next(f.hint for f in self.fields if f.key == key))

    def _space(self) -> None:
        look = theme.current()
        self._grid.setHorizontalSpacing(look.px(24))
        self._grid.setVerticalSpacing(look.px(16))
        self._outer.setSpacing(look.px(20))

    def _links_before_fields(self) -> None:
        """Tab goes through what is new in the order it was made, which would put the links after everything else."""
        first = cast(QWidget, self._editors[self.fields[0].key])
        links = self.summary.links()
        before = first.previousInFocusChain()
        while before is not None and (
            before in links or not before.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            # The chain is a ring: a form alone in its window comes back to its first field.
            before = None if before is first else before.previousInFocusChain()
        if before is None:
            return
        for made in links:
            QWidget.setTabOrder(before, made)
            before = made

    def _bring_to_top(self) -> None:
        self._bring_into_sight(self.summary)

    def _bring_into_sight(self, widget: QWidget) -> None:
        ancestor = self.parentWidget()
        while ancestor is not None and not isinstance(ancestor, QScrollArea):
            ancestor = ancestor.parentWidget()
        if ancestor is not None:
            QTimer.singleShot(0, widget, lambda: ancestor.ensureWidgetVisible(widget, 0, 48))


def _get(record: Any, key: str) -> Any:
    for name in key.split("."):
        record = getattr(record, name)
    return record


def _put(record: Any, path: list[str], value: Any) -> Any:
    name, *rest = path
    inner = _put(getattr(record, name), rest, value) if rest else value
    return replace(record, **{name: inner})
