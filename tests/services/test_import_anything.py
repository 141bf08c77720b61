"""Whatever stands in the sheets: no crash, all or nothing, and the second import finds nothing to do."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from loti_admin.imports.reading import CellError, PerCent, Uncalculated, Value
from loti_admin.imports.sheets import SHEETS, ColumnSpec, Shape, SheetSpec
from tests.imports.importing import import_sheets
from tests.imports.workbooks import Rows
from tests.office import Office

# Few values for each column, so that rows often mean the same record, and often one that is in the register.
_DAYS = st.sampled_from([date(2020, 7, 1), date(2026, 6, 30), date(2026, 7, 1), "1/7/2027", None])
_AMOUNTS = st.sampled_from([0, 5, 22_500, "£30,000.00", None])
_BY_NAME: dict[str, list[object]] = {
    "code": ["CAMDEN", "camden", "BARNET", "NEW"],
    "organisation": ["CAMDEN", "camden", "BARNET", "NEW"],
    "organisations": ["CAMDEN", "BARNET; NEW", None],
    "name": ["Ann", "ann", "Ben", "Łódź"],
    "email": ["a@x.example", "A@x.example", "b@x.example", None],
    "invoice email": ["a@x.example", None],
    "service": ["North", "north", "South"],
    "year": ["2026-27", "2027-28"],
    "line": ["Salaries", "salaries"],
    "group": ["Employees", "EMPLOYEES", "Own"],
    "reference": ["BACS 1", "LOTI-2026-0001", None],
    "invoice": ["LOTI-2026-0001", None],
    "key": ["payment days", "officer", "number width"],
    "value": [30, "4", None],
    "reason": ["Pilot", "pilot"],
    "number": ["PO 1", 4711],
    "account code": ["CAM", None],
    "vat rate": [20, PerCent(Decimal(20)), None],
}
_ODD: st.SearchStrategy[Value] = st.one_of(
    st.text(max_size=8),
    st.integers(),
    st.floats(allow_nan=True),
    st.booleans(),
    st.dates(),
    st.sampled_from([CellError("#N/A"), Uncalculated(), "x" * 300]),
)


def _right(column: ColumnSpec) -> st.SearchStrategy[Any]:
    if column.name in _BY_NAME:
        return st.sampled_from(_BY_NAME[column.name])
    if column.choices:
        words: list[str | None] = list(column.choices)
        return st.sampled_from(words if column.required else [*words, None])
    if column.shape is Shape.DATE:
        return _DAYS
    if column.shape is Shape.AMOUNT:
        return _AMOUNTS
    return st.sampled_from(["Some text", None])


def _rows(spec: SheetSpec, odd: bool) -> st.SearchStrategy[Rows]:
    cells = [st.one_of(_right(c), _ODD) if odd else _right(c) for c in spec.columns]
    heads = tuple(column.name for column in spec.columns)
    return st.lists(st.tuples(*cells), max_size=3).map(lambda rows: [heads, *rows])


def _books(odd: bool) -> st.SearchStrategy[dict[str, Rows]]:
    """A few sheets at a time: with more, one of them would nearly always be refused."""
    some = st.lists(st.sampled_from(SHEETS), min_size=1, max_size=3, unique=True)
    return some.flatmap(
        lambda specs: st.fixed_dictionaries({spec.name: _rows(spec, odd) for spec in specs})
    )


def _office() -> Office:
    office = Office("Camden", "Barnet")
    office.represented_by("Ann", "Camden")
    office.share_it("North", "Camden", "Barnet")
    office.approve()
    office.issue()
    return office


@given(_books(odd=False))
def test_rows_that_can_be_read_are_imported_once_or_not_at_all(book: dict[str, Rows]) -> None:
    office = _office()
    before = office.dump()
    trial = import_sheets(office.register, book, dry_run=True)
    assert office.dump() == before
    result = import_sheets(office.register, book)
    assert (result.sheets, result.problems) == (trial.sheets, trial.problems)
    after = office.dump()
    if result.refused:
        assert after == before
        return
    again = import_sheets(office.register, book)
    assert not again.refused, again.lines()
    assert (again.added, again.changed) == (0, 0)
    assert office.dump() == after
    if result.added or result.changed:
        office.register.undo()
        assert office.dump() == before


@given(_books(odd=True))
def test_no_cell_can_bring_the_import_down(book: dict[str, Rows]) -> None:
    office = _office()
    before = office.dump()
    result = import_sheets(office.register, book)
    assert all(line.strip() and "\n" not in line for line in result.lines())
    assert not result.refused or office.dump() == before
