"""Column widths come from the text, never from constants × scale; what is left over goes to the columns of text."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView

from ui import theme
from ui.kit.table_columns import CHECK_KEY, Align
from ui.kit.table_delegate import PADDING, cell_width
from ui.kit.table_header import ARROW, ARROW_GAP
from ui.kit.table_view import TableView
from ui.theme import Role

# Measuring every cell of 5,000 rows would be seen as a pause; rows spread over the whole list find the wide ones.
_ALL, _SAMPLE = 300, 150
# So much, at 100 % text, is taken from the texts before a column gives way.
_BEARABLE = 32


class ColumnWidths:
    """Measures the contents, and fits the columns into the view."""

    def __init__(self, view: TableView) -> None:
        self._view = view
        self._natural: dict[int, int] = {}
        self._total: Callable[[int], str] | None = None
        self._by_hand: dict[str, int] = {}
        # Columns that are away because the view is narrow, and those that the officer brought back all the same.
        self._gave_way: set[int] = set()
        self._kept: set[int] = set()
        self._applying = False
        view.header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.header.sectionResized.connect(self.note_drawn)
        view.header.sectionHandleDoubleClicked.connect(self._forget)

    def by_hand(self) -> dict[str, int]:
        """Widths that the officer drew, in pixels at 100 % text, by column key."""
        return dict(self._by_hand)

    def set_by_hand(self, widths: dict[str, int]) -> None:
        """Take kept widths; keys that the table does not have are left out."""
        known = {column.key for column in self._view.table_model.columns}
        self._by_hand = {key: width for key, width in widths.items() if key in known}

    def gave_way(self, number: int) -> bool:
        """Whether a column is away only because the view is narrow."""
        return number in self._gave_way

    def measure(self, total: Callable[[int], str]) -> None:
        """Find the natural width of every column in view, without its padding; `total` gives what stands below a
        column. One that is shown later is measured then."""
        self._total = total
        self._natural.clear()
        self._measure_shown()

    def follow(self, changed: Sequence[tuple[Any, Any]], total: Callable[[int], str]) -> None:
        """Make room for records that changed in their places, each as it was and as it is. All are measured again only
        where the widest of a column has become narrower or what stands below it is another sum."""
        if self._total is None:
            self.measure(total)
            return
        look = theme.current()
        for number, width in list(self._natural.items()):
            column = self._view.table_model.columns[number]
            if column.key == CHECK_KEY or column.width is not None:
                continue
            before = [column.cell(old) for old, _ in changed]
            after = [column.cell(new) for _, new in changed]
            was = max((cell_width(cell, look) for cell in before), default=0)
            now = max((cell_width(cell, look) for cell in after), default=0)
            narrower = now < was and was >= width
            if narrower or (column.total is not None and before != after):
                del self._natural[number]
            else:
                self._natural[number] = max(width, now)

    def _measure_shown(self) -> None:
        if self._total is None:
            return
        model, look, header_view = self._view.table_model, theme.current(), self._view.header
        records = model.records()
        step = 1 if len(records) <= _ALL else len(records) // _SAMPLE
        header, strong = look.metrics(Role.HEADER), look.metrics(Role.STRONG)
        for number, column in enumerate(model.columns):
            away = header_view.isSectionHidden(number) and number not in self._gave_way
            if away or number in self._natural:
                continue
            if column.key == CHECK_KEY:
                self._natural[number] = look.px(16)
                continue
            if column.width is not None:
                self._natural[number] = look.px(column.width)
                continue
            # The arrow may use the padding beside it.
            arrow = look.px(ARROW + ARROW_GAP - PADDING)
            title = header.horizontalAdvance(column.title) + arrow
            cells = (
                cell_width(model.cell(row, number), look) for row in range(0, len(records), step)
            )
            widest = max(cells, default=0)
            widest = max(widest, strong.horizontalAdvance(self._total(number)))
            self._natural[number] = max(title, widest)

    def apply(self) -> None:
        """Set the sections: natural widths, the rest shared out; text columns shrink before the view scrolls."""
        view, header, look = self._view, self._view.header, theme.current()
        if self._applying or self._total is None:
            return
        self._measure_shown()
        model, scale = view.table_model, look.text_scale / 100
        self._note_brought_back()
        shown = [n for n in self._natural if not header.isSectionHidden(n) or n in self._gave_way]
        if not shown:
            return
        first, last = view.outer_columns()
        before, after = view.edges()
        padding = look.px(PADDING)
        widths = {}
        for number in shown:
            left = before if number == first else padding
            right = after if number == last else padding
            widths[number] = self._natural[number] + left + right + 1
            fixed = self._by_hand.get(model.columns[number].key)
            if fixed is not None:
                widths[number] = int(fixed * scale)
        self._applying = True
        self._let_give_way(widths)
        spare = view.viewport().width() - sum(widths.values())
        elastic = [
            n
            for n in widths
            if model.columns[n].key not in self._by_hand and model.columns[n].key != CHECK_KEY
        ]
        if spare > 0:
            self._share_out(widths, elastic, spare)
        elif spare < 0:
            self._take_back(widths, elastic, -spare)
        for number, width in widths.items():
            if header.sectionSize(number) != width:
                header.resizeSection(number, width)
        self._applying = False

    def note_drawn(self, section: int, before: int, after: int) -> None:
        """Keep the width of a section that somebody is drawing with the mouse; hiding also counts as resizing to Qt."""
        drawing = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if self._applying or not drawing or not before or not after:
            return
        key = self._view.table_model.columns[section].key
        if key != CHECK_KEY:
            self._by_hand[key] = round(after * 100 / theme.current().text_scale)

    def _note_brought_back(self) -> None:
        back = {n for n in self._gave_way if not self._view.header.isSectionHidden(n)}
        self._kept |= back
        self._gave_way -= back

    def _let_give_way(self, widths: dict[int, int]) -> None:
        """Hide the columns that give way until the others fit; none where the view has to scroll even so."""
        columns, header = self._view.table_model.columns, self._view.header
        lacking = (
            sum(widths.values()) - self._view.viewport().width() - theme.current().px(_BEARABLE)
        )
        willing = [n for n in widths if columns[n].gives_way and n not in self._kept]
        gone: set[int] = set()
        for number in sorted(willing, key=lambda n: columns[n].gives_way, reverse=True):
            if lacking > 0:
                gone.add(number)
                lacking -= widths[number]
        if lacking > 0:
            gone = set()
        for number in gone ^ self._gave_way:
            header.setSectionHidden(number, number in gone)
        self._gave_way = gone
        for number in gone:
            del widths[number]

    def _share_out(self, widths: dict[int, int], elastic: list[int], spare: int) -> None:
        columns = self._view.table_model.columns
        weights = {}
        stretches = any(columns[n].stretch for n in elastic)
        for place, number in enumerate(elastic):
            column = columns[number]
            if column.stretch or (not stretches and place == 0):
                weights[number] = 4
            else:
                weights[number] = 2 if column.align is Align.LEFT and column.width is None else 1
        whole = sum(weights.values())
        given = 0
        for number, weight in weights.items():
            part = spare * weight // whole
            widths[number] += part
            given += part
        if elastic:
            widths[elastic[0]] += spare - given

    def _take_back(self, widths: dict[int, int], elastic: list[int], lacking: int) -> None:
        """Shorten texts, chips after them, the first column last; when that is not enough the view scrolls, and
        nothing is shortened."""
        columns, look = self._view.table_model.columns, theme.current()
        texts = [n for n in elastic if columns[n].align is Align.LEFT]
        room = {n: widths[n] - max(look.px(96), int(widths[n] * 0.7)) for n in texts}
        if sum(part for part in room.values() if part > 0) < lacking:
            return
        others = sorted(texts[1:], key=lambda n: columns[n].chip is not None)
        for number in [*others, *texts[:1]]:
            part = min(lacking, max(0, room[number]))
            widths[number] -= part
            lacking -= part

    def _forget(self, section: int) -> None:
        self._by_hand.pop(self._view.table_model.columns[section].key, None)
        self.apply()
