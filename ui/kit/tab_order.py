"""The Tab key goes as one reads: worked out from where things lie at the moment, whatever was made or shown last.

Qt goes in the order in which widgets were made, so that what a page fills anew would come last each time.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

_TAB = Qt.FocusPolicy.TabFocus.value
# Blocks that overlap by less than this still lie side by side: rings and edges reach over a little.
_OVERLAP = 4

Block = tuple[QRect, list[QWidget]]


def go_on(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next stop of a window, or the one before; False where that is for Qt to do: there is
    none to go to, or what has the keyboard is just being hidden or taken apart."""
    here = window.focusWidget()
    if here is not None and not here.isVisible():
        return False
    stops = reading_order(window, also=here)
    if here in stops:
        place = stops.index(here) + (1 if forward else -1)
        stops = stops[place:] + stops[:place] if forward else stops[: place + 1] or stops
    stops = [stop for stop in stops if stop is not here and _is_stop(stop)]
    if not stops:
        return False
    target = stops[0] if forward else stops[-1]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    _bring_into_sight(target)
    return True


def reading_order(root: QWidget, *, also: QWidget | None = None) -> list[QWidget]:
    """Everything under `root` that Tab stops at, in the order in which it is read; `also` is kept in any case."""

    def wanted(widget: QWidget) -> bool:
        return _is_stop(widget) or widget is also

    return _in(root, root, wanted)


def _is_stop(widget: QWidget) -> bool:
    policy = widget.focusPolicy().value & _TAB
    return bool(policy) and widget.isEnabled() and widget.isVisible() and not widget.focusProxy()


def _in(widget: QWidget, root: QWidget, wanted: Callable[[QWidget], bool]) -> list[QWidget]:
    own = [widget] if widget is not root and wanted(widget) else []
    blocks: list[Block] = []
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            stops = _in(child, root, wanted)
            if stops:
                blocks.append((_place(child, root), stops))
    return own + [stop for _, stops in _sorted(blocks) for stop in stops]


def _place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def _sorted(blocks: Sequence[Block]) -> list[Block]:
    """Cut into rows where a line runs through freely, else into columns; again in each part."""
    if len(blocks) < 2:
        return list(blocks)
    rows = _cut(blocks, lambda rect: (rect.top(), rect.bottom()))
    parts = rows if len(rows) > 1 else _cut(blocks, lambda rect: (rect.left(), rect.right()))
    if len(parts) == 1:
        return sorted(blocks, key=lambda block: (block[0].top(), block[0].left()))
    return [block for part in parts for block in _sorted(part)]


def _cut(blocks: Sequence[Block], span: Callable[[QRect], tuple[int, int]]) -> list[list[Block]]:
    parts: list[list[Block]] = []
    reach = 0
    for block in sorted(blocks, key=lambda block: span(block[0])):
        start, end = span(block[0])
        if not parts or start > reach - _OVERLAP:
            parts.append([])
            reach = end
        parts[-1].append(block)
        reach = max(reach, end)
    return parts


def _bring_into_sight(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget, 16, 24)
        area = area.parentWidget()
