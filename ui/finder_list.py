"""The list of the finder: headings and finds, the match bold and underlined."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, theme
from ui.finder_records import Find
from ui.finder_search import Group, matches
from ui.theme import Role

_ROW, _HEADING = 36, 31
_FIND_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str


class FinderModel(QAbstractListModel):
    """Rows are headings, which cannot be chosen, and finds."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_Heading | Find] = []
        self.typed = ""

    def set_groups(self, groups: Sequence[Group], typed: str) -> None:
        self.beginResetModel()
        self.typed, self.rows = typed, []
        for group in groups:
            more = f" · {group.left_out} more" if group.left_out else ""
            self.rows += [_Heading(f"{group.title}{more}"), *group.finds]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.rows) if parent is None or not parent.isValid() else 0

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Find):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _FIND_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.text}, {row.note}" if isinstance(row, Find) else row.text
        return None


class FinderDelegate(QStyledItemDelegate):
    """Draws a row; the parts that match what was typed stand out by weight and a line, not by colour alone."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(_FIND_ROLE), _Heading)
        return QSize(100, theme.current().px(_HEADING if heading else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_FIND_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, _Heading):
            self._heading(painter, rect, row.text)
        else:
            selected = index.row() == self._current
            self._find(painter, rect, row, selected=selected)
        painter.restore()

    _current = -1
    typed = ""

    def set_current(self, row: int) -> None:
        self._current = row

    def _heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        look = theme.current()
        painter.setFont(look.font(Role.HEADER))
        painter.setPen(look.colour("text2"))
        inner = rect.adjusted(look.px(20), look.px(6), -look.px(20), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)

    def _find(self, painter: QPainter, rect: QRect, find: Find, *, selected: bool) -> None:
        look = theme.current()
        if selected:
            box = QRectF(rect.adjusted(look.px(8), 0, -look.px(8), 0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("sel"))
            painter.drawRoundedRect(box, look.px(6), look.px(6))
            bar = QRectF(box.left(), box.top() + look.px(8), look.px(3), box.height() - look.px(16))
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(bar, look.px(3) / 2, look.px(3) / 2)
        size = look.px(16)
        ink = look.colour("accent" if selected else "text2")
        drawn = icons.pixmap(find.icon, ink, size, ratio=painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + look.px(22), rect.center().y() - size // 2, drawn)
        inner = rect.adjusted(look.px(50), 0, -look.px(24), 0)
        note = look.metrics(Role.SMALL)
        width = min(note.horizontalAdvance(find.note) + 2, inner.width() * 3 // 5)
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(look.colour("text2"))
        right = QRect(inner.right() - width, inner.top(), width, inner.height())
        words = note.elidedText(find.note, Qt.TextElideMode.ElideRight, width)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        inner.setRight(right.left() - look.px(16))
        self._marked(painter, inner, find.text)

    def _marked(self, painter: QPainter, room: QRect, text: str) -> None:
        """The text in pieces, those that match in 600 with a line of accent below."""
        look = theme.current()
        text = look.metrics(Role.STRONG).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setClipRect(room)
        x, place = room.left(), 0
        pieces: list[tuple[str, bool]] = []
        for start, length in matches(text, self.typed):
            if start >= place:
                pieces += [(text[place:start], False), (text[start : start + length], True)]
                place = start + length
        pieces.append((text[place:], False))
        for piece, match in pieces:
            role = Role.STRONG if match else Role.BODY
            width = look.metrics(role).horizontalAdvance(piece)
            painter.setFont(look.font(role))
            painter.setPen(look.colour("text"))
            box = QRect(x, room.top(), width + 2, room.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, piece)
            if match:
                below = room.center().y() + look.metrics(role).ascent() // 2 + look.px(4)
                painter.fillRect(x, below, width, look.px(2), look.colour("accent"))
            x += width


class FinderList(QListView):
    """Never has the focus: the keys come from the field above. `opened` gives the target of the find."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model, self._delegate = FinderModel(), FinderDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("kind", "finder")
        self.setMouseTracking(True)
        self.setAccessibleName("What was found")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.entered.connect(self._point_at)
        self.clicked.connect(lambda _index: self.open_current())

    def set_groups(self, groups: Sequence[Group], typed: str) -> None:
        """Show what was found; the first find is chosen, unless another was and the words are the same."""
        chosen = self.current_find() if typed == self._delegate.typed else None
        self._delegate.typed = typed
        self._model.set_groups(groups, typed)
        rows = self._model.rows
        self._choose(rows.index(chosen) if chosen in rows else self._next(-1, 1))

    def wanted_height(self) -> int:
        """The height that shows everything."""
        look = theme.current()
        heights = (_HEADING if isinstance(row, _Heading) else _ROW for row in self._model.rows)
        total = sum(look.px(height) for height in heights)
        return total + look.px(12) if total else 0

    def current_find(self) -> Find | None:
        row = self.currentIndex().row()
        found = self._model.rows[row] if 0 <= row < len(self._model.rows) else None
        return found if isinstance(found, Find) else None

    def step(self, steps: int) -> None:
        """Go down or up by so many finds; the ends stop it."""
        row, direction = self.currentIndex().row(), 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            following = self._next(row, direction)
            if following < 0:
                break
            row = following
        self._choose(row)

    def open_current(self) -> None:
        """Open the find that is chosen."""
        find = self.current_find()
        if find is not None:
            self.opened.emit(find.target)

    def _next(self, row: int, direction: int) -> int:
        row += direction
        while 0 <= row < len(self._model.rows):
            if isinstance(self._model.rows[row], Find):
                return row
            row += direction
        return -1

    def _choose(self, row: int) -> None:
        self._delegate.set_current(row)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))
            # The first one's heading is kept in sight with it.
            self.scrollTo(self._model.index(0 if row == 1 else row))
        self.viewport().update()

    def _point_at(self, index: QModelIndex) -> None:
        if isinstance(index.data(_FIND_ROLE), Find):
            self._choose(index.row())
