"""Finding rows in the text of an entry gives what reading all of it would give, whatever the texts hold."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.frozen import canonical
from loti_admin.storage.entry_text import first_rows, ids_with, rows_of

TABLES = ("people", "contacts")
# What could be taken for structure where quotation marks are not heeded.
TRAPS = ('{"after":', '"id":1,"table":"people"}', '"name":"x"', "\\", '"', "},{", "£ ✓", '\\"')
texts = st.sampled_from(TRAPS) | st.text(max_size=8)
values = st.none() | st.integers(-3, 12) | texts
records = st.fixed_dictionaries({"id": st.integers(1, 12), "name": values, "other_id": values})
rows = st.lists(
    st.fixed_dictionaries(
        {
            "table": st.sampled_from(TABLES),
            "id": st.integers(1, 12),
            "before": st.none() | records,
            "after": st.none() | records,
        }
    ),
    max_size=8,
)


@given(rows, st.sets(st.tuples(st.sampled_from(TABLES), st.integers(1, 12)), max_size=4))
def test_the_rows_of_some_records_are_found(
    written: list[dict[str, Any]], wanted: set[tuple[str, int]]
) -> None:
    expected = [row for row in written if (row["table"], row["id"]) in wanted]
    assert expected == rows_of(canonical(written), wanted)


@given(rows, st.integers(0, 9))
def test_the_first_rows_are_found(written: list[dict[str, Any]], most: int) -> None:
    assert written[:most] == first_rows(canonical(written), most)


@given(rows, st.sampled_from(TABLES), st.sampled_from(("name", "other_id")), values)
def test_the_ids_of_rows_with_a_value_are_found(
    written: list[dict[str, Any]], table: str, column: str, value: Any
) -> None:
    expected = {
        row["id"]
        for row in json.loads(canonical(written))
        for record in (row["before"], row["after"])
        if row["table"] == table and record is not None and record[column] == value
    }
    assert expected == ids_with(canonical(written), table, column, value)
