"""How a table is arranged, as plain values that can be kept and taken again."""

from ui.kit.find_field import FindField
from ui.kit.segments import Segments
from ui.kit.table_columns import CHECK_KEY, TableState
from ui.kit.table_view import TableView
from ui.kit.table_widths import ColumnWidths


def arrangement_of(
    view: TableView, widths: ColumnWidths, find: FindField | None, segments: Segments | None
) -> TableState:
    """Order, hidden columns, widths drawn by hand, sorting and filters."""
    header, columns = view.header, view.table_model.columns
    keys = [columns[header.logicalIndex(place)].key for place in range(header.count())]
    sort, descending = view.table_model.sort_order
    return TableState(
        order=[key for key in keys if key != CHECK_KEY],
        hidden=[
            c.key
            for n, c in enumerate(columns)
            if header.isSectionHidden(n) and not widths.gave_way(n)
        ],
        widths=widths.by_hand(),
        sort=sort,
        descending=descending,
        find=find.text() if find else "",
        segment=segments.current() if segments else "",
    )


def arrange(
    view: TableView,
    widths: ColumnWidths,
    find: FindField | None,
    segments: Segments | None,
    state: TableState,
) -> None:
    """Take a kept arrangement; columns that it does not know stay where they are."""
    header, model = view.header, view.table_model
    first = 1 if model.checkable else 0
    known = [number for key in state.order if (number := model.column_of(key)) >= first]
    for place, number in enumerate(known, start=first):
        header.moveSection(header.visualIndex(number), place)
    for number, column in enumerate(model.columns):
        hidden = column.key in state.hidden if column.key in state.order else column.hidden
        header.setSectionHidden(number, hidden)
    if not header.shown_columns():
        header.setSectionHidden(first, False)
    widths.set_by_hand(state.widths)
    if not state.sort or model.column_of(state.sort) >= 0:
        model.sort_by(state.sort, descending=state.descending)
    if find is not None:
        find.setText(state.find)
    if segments is not None and state.segment in segments.choices():
        segments.choose(state.segment)
