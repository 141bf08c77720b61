"""Charts: round axes, amounts that can be read without colours, cards, and drawing whatever the numbers are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from loti_admin.domain.money import ZERO, Money
from ui import theme
from ui.kit.charts import (
    Bar,
    BarChart,
    ColumnChart,
    Series,
    axis_steps,
    chart_legend,
    thousands,
)
from ui.kit.painted import picture
from ui.kit.patterns import SERIES_LOOKS, fill

POUNDS = Money.pounds
MONTHS = ("Apr", "May", "Jun")
RECEIVED = Series(name="Received", values=(POUNDS(100_000), POUNDS(45_000), ZERO))
EXPECTED = Series(name="Expected", values=(ZERO, POUNDS(15_000), POUNDS(360_000)), tone="c2")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("30000", "30"),
        ("22500", "22.5"),
        ("0", "0"),
        ("82.19", "0.1"),
        ("1234567", "1,235"),
        ("-7500", "−7.5"),
    ],
)
def test_labels_are_thousands_of_pounds(amount: str, text: str) -> None:
    assert thousands(POUNDS(amount)) == text


@pytest.mark.parametrize(
    ("largest", "steps"),
    [("360000", [0, 100, 200, 300, 400]), ("75000", [0, 20, 40, 60, 80]), ("8", [0])],
)
def test_the_axis_has_round_steps(largest: str, steps: list[int]) -> None:
    found = [step.pence // 100_000 for step in axis_steps(POUNDS(largest))]
    assert found[: len(steps)] == steps


def test_nothing_has_an_axis_of_nothing() -> None:
    assert axis_steps(ZERO) == [ZERO]


@pytest.mark.parametrize(
    ("amount", "text"), [("27500", "28"), ("52500", "53"), ("82.19", "0.1"), ("783000", "783")]
)
def test_where_there_is_little_room_thousands_are_whole(amount: str, text: str) -> None:
    assert thousands(POUNDS(amount), whole=True) == text


@given(st.integers(1, 10**14))
def test_the_axis_reaches_the_largest_amount_in_at_most_four_steps(pence: int) -> None:
    steps = axis_steps(Money(pence))
    assert 2 <= len(steps) <= 5
    assert steps[0] == ZERO
    assert steps[-1] >= Money(pence)
    assert len({after.pence - before.pence for before, after in pairwise(steps)}) == 1


def test_the_legend_has_the_sum_of_each_series() -> None:
    found = [(entry.name, entry.figure) for entry in chart_legend([RECEIVED, EXPECTED])]
    assert found == [("Received", "145,000.00"), ("Expected", "375,000.00")]


def test_a_screen_reader_hears_the_sums(qtbot) -> None:
    chart = ColumnChart("Receipts", stacked=True)
    qtbot.addWidget(chart)
    chart.set_data(MONTHS, [RECEIVED, EXPECTED])
    assert chart.accessibleName() == "Receipts"
    assert chart.accessibleDescription() == "Received £145,000.00, Expected £375,000.00"


def test_the_pointer_shows_the_amounts_of_a_month(qtbot) -> None:
    chart = ColumnChart("Receipts", stacked=True)
    qtbot.addWidget(chart)
    chart.set_data(MONTHS, [RECEIVED, EXPECTED], full=("April 2026", "May 2026", "June 2026"))
    chart.resize(400, 300)
    with qtbot.waitExposed(chart):
        chart.show()
    QTest.mouseMove(chart, chart.place_of(1).center())
    assert chart._card is not None
    assert chart._card.text() == "May 2026. Received £45,000.00. Expected £15,000.00"
    QTest.mouseMove(chart, QPoint(1, 1))
    assert not chart._card.isVisible()


@pytest.mark.parametrize("stacked", [True, False])
@pytest.mark.parametrize("amount", [ZERO, Money(1), POUNDS(-5), Money(10**14)])
def test_any_amount_can_be_drawn(qtbot, amount: Money, stacked: bool) -> None:
    chart = ColumnChart("Receipts", stacked=stacked)
    qtbot.addWidget(chart)
    for width in (1, 120, 900):
        chart.resize(width, 276)
        chart.set_data(MONTHS, [Series(name="One", values=(amount, ZERO, amount)), EXPECTED])
        assert not chart.grab().isNull()
    chart.set_data((), ())
    assert not chart.grab().isNull()


def test_bars_have_a_pattern_each_and_the_last_one_serves_for_the_rest(qtbot) -> None:
    chart = BarChart("Income")
    qtbot.addWidget(chart)
    chart.set_bars([Bar(name=f"Source {n}", value=POUNDS(1000 * n)) for n in range(9)])
    chart.resize(500, chart.sizeHint().height())
    assert not chart.grab().isNull()
    assert chart.words_of(3) == ("Source 3", ("£3,000.00",))
    assert chart.accessibleDescription().startswith("Source 0 £0.00, Source 1 £1,000.00")


def test_patterns_differ_even_in_one_colour() -> None:
    look = theme.current()
    drawn = []
    for _, pattern in SERIES_LOOKS:
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        fill(painter, QRectF(0, 0, 40, 40), "c1", pattern, look)
        painter.end()
        drawn.append(image)
    alike = [
        (one, other)
        for one in range(len(drawn))
        for other in range(one)
        if drawn[one] == drawn[other]
    ]
    assert alike == []


def test_a_chart_is_copied_with_its_title(qtbot) -> None:
    chart = ColumnChart("Receipts")
    qtbot.addWidget(chart)
    chart.set_data(MONTHS, [RECEIVED])
    chart.resize(300, 276)
    image = picture("Income and receipts", "£ thousand", [chart])
    assert image.size().width() == 2 * (300 + 48)
