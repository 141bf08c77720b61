"""The totals row: outside the view, so that it stays in sight, with its columns taken from the header."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.kit.table_columns import CHECK_KEY, Align
from ui.kit.table_delegate import PADDING, content_rect
from ui.kit.table_view import TableView
from ui.theme import Role

HEIGHT = 36


class TotalsRow(QWidget):
    """The count at the left, and under each column that adds up its total."""

    def __init__(self, view: TableView) -> None:
        super().__init__()
        self._view = view
        self._caption = ""
        self._totals: dict[int, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header = view.horizontalHeader()
        for signal in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            signal.connect(self._repaint)
        view.horizontalScrollBar().valueChanged.connect(self._repaint)
        theme.current().changed.connect(self.updateGeometry)

    def set_totals(self, caption: str, totals: dict[int, str]) -> None:
        """Show the count and the totals by column number."""
        self._caption, self._totals = caption, totals
        columns = self._view.table_model.columns
        said = [f"{columns[number].full_title} {text}" for number, text in totals.items()]
        self.setAccessibleName("; ".join(["Totals", caption, *said]))
        self.update()

    def total(self, column: int) -> str:
        """The total shown under a column, "" where there is none."""
        return self._totals.get(column, "")

    @property
    def caption(self) -> str:
        return self._caption

    def sizeHint(self) -> QSize:
        return QSize(0, theme.current().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, header = theme.current(), self._view.horizontalHeader()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line2"))
        painter.setFont(look.font(Role.STRONG))
        painter.setPen(look.colour("text"))
        metrics = look.metrics(Role.STRONG)
        shift = self._view.viewport().x()
        taken = self.width()
        outer, edges = self._view.outer_columns(), self._view.edges()
        clip = QRect(shift, 0, self._view.viewport().width(), self.height())
        for number, text in self._totals.items():
            if not text or header.isSectionHidden(number):
                continue
            left = header.sectionViewportPosition(number) + shift
            section = QRect(left, 1, header.sectionSize(number), self.height() - 1)
            inner = content_rect(section, number, outer, edges)
            align = self._view.table_model.columns[number].align
            if align is Align.RIGHT:
                # A total is wider than its parts; it may use the empty end of the column before it.
                inner.setLeft(inner.right() + 1 - metrics.horizontalAdvance(text))
            flag = (
                Qt.AlignmentFlag.AlignRight if align is Align.RIGHT else Qt.AlignmentFlag.AlignLeft
            )
            painter.setClipRect(clip)
            painter.drawText(inner, flag | Qt.AlignmentFlag.AlignVCenter, text)
            if inner.right() > shift:
                taken = min(taken, inner.left())
        left = self._caption_left(shift)
        room = max(0, taken - left - look.px(PADDING))
        caption = metrics.elidedText(self._caption, Qt.TextElideMode.ElideRight, room)
        painter.setClipping(False)
        painter.drawText(
            QRect(left, 1, room, self.height() - 1),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            caption,
        )

    def _caption_left(self, shift: int) -> int:
        """The count stands under the first text, past the ticks, and does not scroll away."""
        header, columns = self._view.horizontalHeader(), self._view.table_model.columns
        left = shift + self._view.edges()[0]
        if columns and columns[0].key == CHECK_KEY and not header.isSectionHidden(0):
            left = shift + header.sectionSize(0) + theme.current().px(PADDING)
        return left

    def _repaint(self) -> None:
        self.update()
