"""A table that has less room than its columns want."""

from dataclasses import dataclass

import pytest

from loti_admin.domain.money import Money
from ui.kit.chip import Chip, ChipTone
from ui.kit.table import Column, RecordTable, money_column


@dataclass(frozen=True)
class Fee:
    council: str
    service: str
    net: Money = Money.pounds(30_000)


FEES = (Fee("Kingston upon Thames", "Three Boroughs IT"), Fee("Sutton", "Hogsmill Digital IT"))


@pytest.fixture
def table(qtbot) -> RecordTable[Fee]:
    made = RecordTable[Fee](
        (
            Column(key="council", title="Council", value=lambda fee: fee.council),
            Column(
                key="rule",
                title="Rule",
                value=lambda fee: "Shared IT",
                chip=lambda fee: Chip("Shared IT, pair of councils", ChipTone.INFO),
            ),
            Column(key="service", title="Service", value=lambda fee: fee.service),
            Column(key="share", title="Share", value=lambda fee: "Full", gives_way=1),
            money_column("net", "Net £", lambda fee: fee.net),
            money_column("vat", "VAT £", lambda fee: fee.net.share(1, 5), gives_way=2),
        ),
        lambda fee: fee.council,
        "Fees",
    )
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.set_records(FEES)
    with qtbot.waitActive(made):
        made.show()
    return made


def shown(table: RecordTable[Fee]) -> list[str]:
    return [table.model.columns[n].key for n in table.view.header.shown_columns()]


def narrowest(table: RecordTable[Fee], *keys: str) -> int:
    """A width at which exactly these columns are shown, the least of all."""
    found = []
    for width in range(1000, 200, -10):
        table.resize(width, 300)
        if shown(table) == list(keys):
            found.append(width)
    assert found
    table.resize(min(found), 300)
    return min(found)


ALL = ("council", "rule", "service", "share", "net", "vat")
WITHOUT_VAT = ("council", "rule", "service", "share", "net")
FEWEST = ("council", "rule", "service", "net")


def test_columns_give_way_in_their_order_and_come_back(table: RecordTable[Fee]) -> None:
    assert list(ALL) == shown(table)
    narrowest(table, *WITHOUT_VAT)
    narrowest(table, *FEWEST)
    assert table.view.horizontalScrollBar().maximum() == 0
    table.resize(1000, 300)
    assert list(ALL) == shown(table)


def test_where_even_the_fewest_do_not_fit_the_view_scrolls_and_nothing_is_away(
    table: RecordTable[Fee],
) -> None:
    table.resize(260, 300)
    assert list(ALL) == shown(table)
    assert table.view.horizontalScrollBar().maximum() > 0


def test_a_column_that_is_brought_back_stays(table: RecordTable[Fee]) -> None:
    narrowest(table, *WITHOUT_VAT)
    table.view.header.set_column_hidden(table.model.column_of("vat"), hidden=False)
    assert "vat" in shown(table)


def test_what_gave_way_is_not_kept_as_hidden(table: RecordTable[Fee]) -> None:
    narrowest(table, *FEWEST)
    assert [] == table.state().hidden


def test_texts_are_shortened_before_chips(table: RecordTable[Fee]) -> None:
    sizes = {c.key: table.view.header.sectionSize(n) for n, c in enumerate(table.model.columns)}
    narrowest(table, *FEWEST)
    header = table.view.header
    rule, service = table.model.column_of("rule"), table.model.column_of("service")
    assert header.sectionSize(service) < sizes["service"]
    chip = table.model.cell(0, rule).chip
    assert chip is not None
    assert header.fontMetrics().horizontalAdvance(chip.text) < header.sectionSize(rule)
