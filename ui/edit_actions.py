"""Edit: undo and redo by name, copy, find."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.commands import Command
from ui.host import Host
from ui.kit.find_field import FindField
from ui.kit.table import RecordTable
from ui.kit.table_view import TableView


class EditActions:
    """`find_anything` opens the finder, `front` gives the list in front."""

    def __init__(
        self,
        host: Host,
        find_anything: Callable[[], None],
        front: Callable[[], RecordTable[Any] | None],
    ) -> None:
        self._host, self._find_anything, self._front = host, find_anything, front

    def commands(self) -> dict[str, Command]:
        """What this controller does, by rows of the catalogue."""
        session = self._host.session
        return {
            "edit.undo": Command(
                session.undo, lambda: self._undo_label() is not None, self._undo_text
            ),
            "edit.redo": Command(
                session.redo, lambda: self._redo_label() is not None, self._redo_text
            ),
            "edit.copy": Command(copy_focused, lambda: copier() is not None, needs_register=False),
            "edit.find": Command(self.find),
            "edit.find-anything": Command(self._find_anything),
        }

    def find(self) -> None:
        """Put the focus into the find field of the list that is shown; where there is no list, find anything."""
        field, front = self._find_field(), self._front()
        if front is not None and (field is None or front.has_find()):
            front.open_find()
        elif field is not None:
            field.setFocus()
            field.selectAll()
        else:
            self._find_anything()

    def _undo_label(self) -> str | None:
        return self._host.session.register.undo_label if self._host.session.is_open else None

    def _redo_label(self) -> str | None:
        return self._host.session.register.redo_label if self._host.session.is_open else None

    def _undo_text(self) -> str:
        return _named("&Undo", self._undo_label())

    def _redo_text(self) -> str:
        return _named("&Redo", self._redo_label())

    def _find_field(self) -> FindField | None:
        fields = self._host.window.findChildren(FindField)
        return next((field for field in fields if field.isVisible() and field.isEnabled()), None)


def copier() -> Callable[[], object] | None:
    """What copies from the widget with the focus; None if there is nothing to copy there."""
    widget: QWidget | None = QApplication.focusWidget()
    if isinstance(widget, QLineEdit):
        return widget.copy if widget.hasSelectedText() else None
    if isinstance(widget, QPlainTextEdit):
        return widget.copy if widget.textCursor().hasSelection() else None
    if isinstance(widget, TableView):
        return widget.copy if widget.selected_rows() else None
    return None


def copy_focused() -> None:
    """Copy what is selected in the widget with the focus."""
    copy = copier()
    if copy is not None:
        copy()


def _named(verb: str, label: str | None) -> str:
    # An ampersand in a name is not a mark for a key.
    return f"{verb} {label.replace('&', '&&')}" if label else verb
