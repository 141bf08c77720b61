"""What can be done with the list in front: paste, fill down, edit rows, export, columns, views."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit

from ui.commands import Command
from ui.dialogs.columns import ColumnsDialog
from ui.dialogs.keep_view import keep_view_dialog
from ui.host import Host
from ui.kit.buttons import Button, icon_button
from ui.kit.table import RecordTable
from ui.kit.table_editing import TableEditing
from ui.kit.table_view import TableView
from ui.list_export import ask_export
from ui.list_views import ListViews
from ui.page import Page
from ui.page_host import PageHost

List = RecordTable[Any]


class ListController(QObject):
    """Finds the list: the one with the focus, or else the first that is in sight on the page in front."""

    def __init__(self, host: Host, pages: PageHost) -> None:
        super().__init__(host.window)
        self._host, self._pages = host, pages
        self.views = ListViews(host.preferences, self)
        self._buttons: dict[Page, Button] = {}
        # Looked up when a page is shown, not at each stroke: walking through everything below a page touches what is
        # just being taken apart, which ends the process.
        self._lists: dict[Page, list[List]] = {}
        pages.shown.connect(self.page_shown)
        pages.state_changed.connect(self._show_button)

    def commands(self) -> dict[str, Command]:
        """What this controller does, by rows of the catalogue."""
        return {
            "file.export-list": Command(self.export, lambda: bool(self._rows())),
            "edit.paste": Command(
                self.paste, lambda: self._paster() is not None, needs_register=False
            ),
            "edit.fill-down": Command(self.fill_down, self._can_fill_down),
            "edit.rows": Command(self.edit_rows, self._can_edit_rows, self._edit_rows_text),
            "view.columns": Command(self.choose_columns, lambda: self.front() is not None),
        }

    def front(self) -> List | None:
        """The list in front, if there is one."""
        page, focus = self._pages.current, QApplication.focusWidget()
        if page is None:
            return None
        lists = self._lists.get(page, [])
        focused = [one for one in lists if focus is not None and one.isAncestorOf(focus)]
        in_sight = focused or [one for one in lists if one.isVisible()]
        return in_sight[0] if in_sight else None

    def page_shown(self, page: Page) -> None:
        """Arrange the lists of a page as they were left, and give it the button of the views."""
        self._lists[page] = page.findChildren(RecordTable)
        for one in self._lists[page]:
            self.views.meet(page.key, one)
        if page not in self._buttons and self._lists[page]:
            button = icon_button("table", "Views and columns of the list")
            button.clicked.connect(partial(self._open_menu, button))
            page.add_tool(button)
            self._buttons[page] = button
        self._show_button()

    # Cells

    def paste(self) -> None:
        """Paste into the field or the list with the focus."""
        paste = self._paster()
        if paste is not None:
            paste()

    def fill_down(self) -> None:
        editing = self._editing()
        if editing is not None:
            editing.fill_down()

    def edit_rows(self) -> None:
        editing = self._editing()
        if editing is not None and editing.edit_rows is not None:
            editing.edit_rows()

    def _paster(self) -> Callable[[], object] | None:
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            return None if widget.isReadOnly() else widget.paste
        if isinstance(widget, TableView) and widget.editing is not None:
            return None if self._host.session.read_only else widget.editing.paste
        return None

    def _editing(self) -> TableEditing | None:
        found = self.front()
        return None if found is None else found.view.editing

    def _can_fill_down(self) -> bool:
        editing = self._editing()
        typing = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
        return not typing and editing is not None and editing.can_fill_down()

    def _can_edit_rows(self) -> bool:
        editing, found = self._editing(), self.front()
        has_form = editing is not None and editing.edit_rows is not None
        return has_form and found is not None and bool(found.view.selected_rows())

    def _edit_rows_text(self) -> str:
        editing = self._editing()
        if self._can_edit_rows() and editing is not None and editing.edit_rows_text is not None:
            return f"&{editing.edit_rows_text()}"
        return "&Edit selected rows…"

    # The list as a whole

    def export(self) -> None:
        """Ask where the rows and columns that are shown are to go, and write them."""
        found, page = self.front(), self._pages.current
        if found is not None and page is not None:
            name = f"LOTI {page.title.lower()} {self._host.session.year}"
            ask_export(page, self._host.preferences, found, name)

    def choose_columns(self) -> None:
        found = self._known()
        if found is not None:
            came = self.views.came(found)
            remember = partial(self.views.remember, found)
            ColumnsDialog(found, came, remember, self._host.window).open()

    def fill_views(self, menu: QMenu) -> None:
        """The views of the list in front, and what can be done with them."""
        found = self._known()
        if found is None:
            menu.addAction("No list is in front").setEnabled(False)
            return
        current, names = self.views.current(found), self.views.names(found)
        one_of = QActionGroup(menu)
        for name in ("", *found.presets, *names):
            action = menu.addAction(name.replace("&", "&&") or "Usual view")
            action.setCheckable(True)
            one_of.addAction(action)
            action.setChecked(name == current)
            action.triggered.connect(partial(self._show, found, name))
        menu.addSeparator()
        menu.addAction("Keep this view…", partial(self._ask_name, found))
        if names:
            gone = menu.addMenu("Remove a view")
            for name in names:
                gone.addAction(name.replace("&", "&&"), partial(self.views.remove, found, name))

    def _find(self) -> None:
        found = self.front()
        if found is not None:
            found.open_find()

    def _open_menu(self, button: Button) -> None:
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_button_menu(menu)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _show_button(self) -> None:
        page = self._pages.current
        if page in self._buttons:
            self._buttons[page].setVisible(any(one.isVisible() for one in self._lists[page]))

    def fill_button_menu(self, menu: QMenu) -> None:
        """What the button of a page's header offers: views, columns, export."""
        self.fill_views(menu)
        menu.addSeparator()
        menu.addAction("Find in this list", self._find)
        menu.addAction("Columns…", self.choose_columns)
        menu.addAction("Export this list…", self.export).setEnabled(bool(self._rows()))

    def _known(self) -> List | None:
        found, page = self.front(), self._pages.current
        if found is not None and page is not None:
            self.views.meet(page.key, found)
        return found

    def _rows(self) -> int:
        found = self.front()
        return 0 if found is None else found.model.rowCount()

    def _show(self, found: List, name: str) -> None:
        self.views.show(found, name)

    def _ask_name(self, found: List) -> None:
        names, keep = self.views.names(found), partial(self.views.keep, found)
        keep_view_dialog(names, keep, self._host.window).open()
