"""The guide in a window of its own: contents at the left, find above them, the page at the right, and a way back."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.help.guide import Guide, GuidePage
from ui.help.reader import Reader
from ui.kit.buttons import Button, Kind
from ui.kit.find_field import FindField
from ui.kit.styling import announce, set_surface
from ui.kit.tab_order import go_on
from ui.kit.text import label

_KEY = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """Stays open beside the main window, and goes with it. Esc closes it, Alt+Left goes back."""

    def __init__(self, guide: Guide, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        set_surface(self, "canvas")
        self.guide = guide
        self._history: list[str] = []
        self._current = ""
        self.find_field = FindField("Find in the guide")
        self.list = QListWidget()
        self.list.setProperty("kind", "contents")
        self.list.setAccessibleName("Contents of the guide")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.back_button = Button("Back", Kind.QUIET, icon="chevron-left", on_click=self.back)
        self.none = label("", tone="text2", wrap=True)
        self.reader = Reader(guide.folder)
        self._left = QWidget()
        self._column = QVBoxLayout(self._left)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(self.find_field)
        self._column.addWidget(self.none)
        self._column.addWidget(self.list, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._left)
        self._row.addWidget(self.reader, 1)
        self._keys("Esc", self._escape)
        self._keys("Alt+Left", self.back)
        self._keys("Ctrl+F", self.find_field.setFocus)
        self.find_field.textChanged.connect(self._fill)
        self.find_field.returnPressed.connect(self._open_first)
        self.find_field.left_down.connect(self.list.setFocus)
        self.list.itemClicked.connect(self._item_chosen)
        self.list.itemActivated.connect(self._item_chosen)
        self.reader.followed.connect(self.show_page)
        theme.current().changed.connect(self._space)
        self._space()
        self._fill("")
        self.resize(self._first_size())

    @property
    def current(self) -> str:
        """The key of the page that is shown."""
        return self._current

    def show_page(self, key: str) -> None:
        """Show a page of the guide; the one before can be gone back to."""
        if self._current and key != self._current and self.guide.page(key) is not None:
            self._history.append(self._current)
        self._show(key)

    def back(self) -> None:
        """To the page that was shown before."""
        if self._history:
            self._show(self._history.pop())

    def bring_up(self, key: str) -> None:
        """Show the window on a page, in front, the keyboard on the text."""
        self.show_page(key)
        self.show()
        self.raise_()
        self.activateWindow()
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, key: str) -> None:
        page = self.guide.page(key)
        if page is None:
            return
        self._current = key
        self.setWindowTitle(f"{page.title} – Guide")
        self.reader.show_markdown(page.markdown)
        wanted = self.find_field.text().split()
        if wanted:
            self.reader.mark(wanted[0])
        self.back_button.setEnabled(bool(self._history))
        self._mark_current()
        announce(self, page.title)

    # The list

    def _fill(self, typed: str) -> None:
        self.list.clear()
        if typed.strip():
            found = self.guide.find(typed)
            for one in found:
                self._add(one.page, one.around)
            self.none.setText("" if found else "Nothing in the guide has these words.")
            announce(self, f"{len(found)} found")
        else:
            for page in self.guide.pages:
                self._add(page)
            self.none.setText("" if self.guide.pages else _MISSING)
        self.none.setVisible(bool(self.none.text()))
        self._mark_current()

    def _add(self, page: GuidePage, around: str = "") -> None:
        item = QListWidgetItem(f"{page.title}\n{around}" if around else page.title)
        item.setData(_KEY, page.key)
        self.list.addItem(item)

    def _mark_current(self) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) == self._current:
                self.list.setCurrentRow(row)

    def _item_chosen(self, item: QListWidgetItem) -> None:
        self.show_page(str(item.data(_KEY)))

    def _open_first(self) -> None:
        if self.list.count():
            self._item_chosen(self.list.item(0))

    # Keys and sizes

    def _keys(self, keys: str, do: object) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        self.addAction(action)

    def _escape(self) -> None:
        if self.find_field.text():
            self.find_field.clear()
        else:
            self.close()

    def _first_size(self) -> QSize:
        look, screen = theme.current(), self.screen().availableSize()
        return QSize(
            min(look.px(920), screen.width() - 40), min(look.px(640), screen.height() - 60)
        )

    def _space(self) -> None:
        look = theme.current()
        side = look.px(12)
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(look.px(8))
        self._left.setFixedWidth(max(look.px(200), min(look.px(264), self.width() // 3)))

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()


_MISSING = "The guide is not here: the folder docs/guide is missing beside the program."
