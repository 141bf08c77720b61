"""What Hypothesis draws from: amounts, days of office life, and whole consortia for one year."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from loti_admin.domain.fees import AdjustmentKind, ProRata
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Organisation
from tests.builders import a_council, london_councils, the_gla
from tests.scene import Scene

COUNCILS = ("Barnet", "Camden", "Ealing", "Hackney", "Islington")
SERVICES = ("Canalside IT", "Three Boroughs IT")
PEOPLE = ("Priya Nair", "Ada Bell", "Ben Cole")
TURNS = (None, date(2026, 6, 30), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 31))


def amounts(largest: int = 10_000_000_00) -> st.SearchStrategy[Money]:
    return st.integers(-largest, largest).map(Money)


def prices() -> st.SearchStrategy[Money]:
    """Prices a schedule may hold, odd pence included."""
    return st.integers(0, 200_000_00).map(Money)


def days(
    first: date = date(1995, 1, 1), last: date = date(2190, 12, 31)
) -> st.SearchStrategy[date]:
    return st.dates(first, last)


@st.composite
def consortia(draw: st.DrawFn) -> Scene:
    """Members, joiners, leavers and prospects, with services, representatives and adjustments, all of them valid."""
    scene = Scene()
    for name in draw(st.lists(st.sampled_from(COUNCILS), min_size=1, unique=True)):
        council = scene.add(a_council(name))
        _membership(draw, scene, council)
        _service(draw, scene, council)
        if draw(st.booleans()):
            person = draw(st.sampled_from(PEOPLE))
            scene.represented_by(person, council, start=draw(st.sampled_from(TURNS)))
        _adjustments(draw, scene, council)
    for contributor in draw(st.sampled_from([(), (the_gla(),), (the_gla(), london_councils())])):
        _membership(draw, scene, scene.add(contributor))
    return scene


@st.composite
def schedules(draw: st.DrawFn) -> dict[str, Any]:
    """What a year's schedule may say instead of the published prices, charged on any day of the financial year."""
    return {
        "standard": draw(prices()),
        "shared_it": draw(prices()),
        "contribution": draw(prices()),
        "charge_date": draw(
            st.just(date(2026, 7, 1)) | st.dates(date(2026, 4, 1), date(2027, 3, 31))
        ),
        "pro_rata": draw(st.sampled_from(ProRata)),
        "vat_rate": draw(st.none() | st.decimals(0, 100, places=1)),
    }


def fee_inputs() -> st.SearchStrategy[FeeInputs]:
    """A consortium in a year, ready to be calculated."""
    return st.builds(lambda scene, schedule: scene.inputs(**schedule), consortia(), schedules())


def _membership(draw: st.DrawFn, scene: Scene, organisation: Organisation) -> None:
    """None, one or two periods, the second after a gap."""
    start = date(2024, 1, 1)
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 0]))):
        joined = start + timedelta(days=draw(st.integers(0, 1_200)))
        stays = draw(st.none() | st.integers(0, 900))
        left = None if stays is None else joined + timedelta(days=stays)
        scene.join(organisation, joined, left)
        if left is None:
            return
        start = left + timedelta(days=draw(st.integers(1, 90)))


def _service(draw: st.DrawFn, scene: Scene, council: Organisation) -> None:
    service = draw(st.none() | st.sampled_from(SERVICES))
    if service:
        start, end = draw(st.sampled_from(TURNS)), draw(st.sampled_from(TURNS))
        end = end if not start or not end or start <= end else None
        scene.share_it(service, council, start=start, end=end)


def _adjustments(draw: st.DrawFn, scene: Scene, council: Organisation) -> None:
    for kind in draw(st.lists(st.sampled_from(AdjustmentKind), max_size=2, unique=True)):
        scene.decide(
            council,
            kind,
            amount=Money(draw(st.integers(1, 40_000_00))),
            percent=draw(st.decimals(Decimal("0.1"), 100, places=1)),
            on=draw(st.sampled_from(TURNS)),
        )
