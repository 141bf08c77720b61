"""The first column stays while the rest scrolls: at a large text size, figures need the name beside them."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView

from ui import theme
from ui.kit.table_columns import CHECK_KEY
from ui.kit.table_view import TableView


class FrozenColumns(TableView):
    """A second view of the same records and selection, above the first, with the ticks and the first column."""

    def __init__(self, main: TableView, margin: int) -> None:
        self._main = main
        super().__init__(main.table_model, margin)
        self.setParent(main)
        self.setSelectionModel(main.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(main)
        self.setAccessibleName("")
        self.block = main.block
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.header.setSectionsMovable(False)
        self.header.setSectionResizeMode(self.header.ResizeMode.Fixed)
        self.header.menu_source = main.header
        self.header.sort_asked.connect(main.header.sort_asked)
        self.header.all_toggled.connect(main.header.all_toggled)
        self.row_activated.connect(main.row_activated)
        self.menu_asked.connect(main.menu_asked)
        self.hovered.connect(main.hover)
        main.hovered.connect(self.hover)
        main.focus_changed.connect(self.viewport().update)
        bar, own = main.verticalScrollBar(), self.verticalScrollBar()
        bar.valueChanged.connect(own.setValue)
        own.valueChanged.connect(bar.setValue)
        main.horizontalScrollBar().rangeChanged.connect(lambda *_: self.follow())
        main.header.sectionResized.connect(lambda *_: self.follow())
        main.header.columns_changed.connect(self.follow)
        main.installEventFilter(self)
        self.follow()

    def frozen(self) -> list[int]:
        """The columns that stay, by their numbers in the model."""
        ticks = [n for n, column in enumerate(self.table_model.columns) if column.key == CHECK_KEY]
        return ticks + self._main.header.shown_columns()[:1]

    def follow(self) -> None:
        """Take place, columns and widths from the main view; hidden while everything fits."""
        main, stay = self._main, self.frozen()
        width = sum(main.header.sectionSize(number) for number in stay)
        if main.horizontalScrollBar().maximum() <= 0 or width * 2 > main.viewport().width():
            self.hide()
            return
        for number in range(self.header.count()):
            self.header.setSectionHidden(number, number not in stay)
            if number in stay:
                self.header.resizeSection(number, main.header.sectionSize(number))
        top = main.header.geometry().top()
        height = main.viewport().geometry().bottom() + 1 - top
        self.setGeometry(main.viewport().x(), top, width, height)
        self.verticalScrollBar().setValue(main.verticalScrollBar().value())
        self.show()
        self.raise_()

    # What the delegate asks: the answers of the whole table

    def outer_columns(self) -> tuple[int, int]:
        return self._main.outer_columns()

    def edges(self) -> tuple[int, int]:
        return self._main.edges()

    # Qt

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """The main view scrolls; this one follows."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._main and event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.LayoutRequest,
        ):
            self.follow()
        return super().eventFilter(watched, event)

    def can_type_in(self, column: int) -> bool:
        return self._main.can_type_in(column)

    def mousePressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().mousePressEvent(event)
        self._main.viewport().update()
        self._main.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._main.horizontalScrollBar().value() > 0:
            painter = QPainter(self.viewport())
            edge = QRect(self.viewport().width() - 1, 0, 1, self.viewport().height())
            painter.fillRect(edge, theme.current().colour("line2"))
