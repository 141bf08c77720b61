"""The two panels at the foot of the last page: how to pay and on which terms, or what to do instead."""

from collections.abc import Callable
from functools import partial

from loti_admin.documents.content import Panel, Sentence
from loti_admin.documents.fonts import REGULAR, SEMIBOLD
from loti_admin.documents.page import (
    ACCENT,
    BODY,
    HEADING,
    INK,
    LABEL,
    LEFT,
    MIDDLE,
    RIGHT,
    ROW,
    SECOND,
    TOTAL_RULE,
    Page,
)
from loti_admin.documents.text import shrink_to_fit, wrap, wrap_runs

Drawing = list[Callable[[Page], None]]

_TOP = 204.0
_HEADING, _FIRST_ROW, _LAST_ROW = 210.3, 217.0, 272.0
_VALUES, _WIDE_VALUES = 31.0, 41.0  # from the panel's left edge
_AMOUNTS = 68.5  # right edge of column 5
_QUIET_ROW = 4.4
_PARAGRAPH, _NOTE, _RESULT = 1.6, 1.2, 1.9  # additional gaps
_WIDTH = RIGHT - MIDDLE


def draw_panels(page: Page, left: Panel, right: Panel, top: float = _TOP) -> None:
    """Side by side below a rule at `top`, down to where the content of a page ends."""
    down = top - _TOP
    page.rule(top, weight=TOTAL_RULE, colour=ACCENT)
    for panel, x in ((left, LEFT), (right, MIDDLE)):
        if panel.facts or panel.amounts or panel.sentences:
            page.text(
                x,
                _HEADING + down,
                panel.heading,
                face=SEMIBOLD,
                size=HEADING,
                colour=ACCENT,
                width=_WIDTH,
            )
            drawing, _ = shrink_to_fit(
                partial(_lay, panel, x, _FIRST_ROW + down), lambda laid: laid[1] <= _LAST_ROW
            )
            for draw in drawing:
                draw(page)


def panel_scale(panel: Panel) -> float:
    """By how much the text of a panel has to be made smaller so that all of it stands on the page; 1 if by nothing."""
    scale, _ = shrink_to_fit(
        lambda scale: (scale, _lay(panel, MIDDLE, _FIRST_ROW, scale)[1]),
        lambda laid: laid[1] <= _LAST_ROW,
    )
    return scale


def _lay(panel: Panel, x: float, first: float, scale: float) -> tuple[Drawing, float]:
    """What to draw, and the baseline of its last line."""
    drawing: Drawing = []
    y = _lay_facts(drawing, panel, x, first, scale)
    y = _lay_amounts(drawing, panel, x, y, scale)
    for index, entry in enumerate(panel.sentences):
        if index and not entry.close:
            y += _PARAGRAPH * scale
        elif panel.facts and not index:
            y += _NOTE * scale
        y = _lay_sentence(drawing, entry, x, y, scale)
    return drawing, y - _QUIET_ROW * scale


def _lay_facts(drawing: Drawing, panel: Panel, x: float, y: float, scale: float) -> float:
    at = _WIDE_VALUES if panel.wide_labels else _VALUES
    for fact in panel.facts:
        face = SEMIBOLD if fact.strong else REGULAR
        lines = wrap(fact.value, BODY * scale, _WIDTH - at, face=face)
        if not lines:
            continue
        drawing += [
            partial(Page.text, x=x, y=y, text=fact.label, size=LABEL * scale, colour=SECOND),
            partial(
                Page.lines,
                x=x + at,
                y=y,
                lines=lines,
                pitch=ROW * scale,
                face=face,
                size=BODY * scale,
            ),
        ]
        y += ROW * scale * len(lines)
    return y


def _lay_amounts(drawing: Drawing, panel: Panel, x: float, y: float, scale: float) -> float:
    """A sum: its parts, a rule, its result with the pound sign."""
    for index, (label, amount) in enumerate(panel.amounts):
        result = index == len(panel.amounts) - 1
        face = SEMIBOLD if result else REGULAR
        if result and index:
            y += _RESULT * scale
            drawing.append(partial(Page.strong_rule, y=y - 4.5 * scale, x=x, to=x + _AMOUNTS))
        drawing += [
            partial(
                Page.text,
                x=x,
                y=y,
                text=label,
                face=face,
                size=(BODY if result else LABEL) * scale,
                colour=INK if result else SECOND,
                width=38,
            ),
            partial(
                Page.right,
                x=x + _AMOUNTS,
                y=y,
                text=amount.text if result else str(amount),
                face=face,
                size=BODY * scale,
                width=28,
            ),
        ]
        y += ROW * scale
    return y


def _lay_sentence(drawing: Drawing, entry: Sentence, x: float, y: float, scale: float) -> float:
    size, pitch = (LABEL, _QUIET_ROW) if entry.quiet else (BODY, ROW)
    runs = [(text, SEMIBOLD if strong else REGULAR) for text, strong in entry.parts]
    for line in wrap_runs(runs, size * scale, _WIDTH):
        colour = SECOND if entry.quiet else INK
        drawing.append(partial(Page.line, x=x, y=y, line=line, size=size * scale, colour=colour))
        y += pitch * scale
    return y
