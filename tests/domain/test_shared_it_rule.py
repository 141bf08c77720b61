"""The shared-IT rule: every case of it, with the reason that is given."""

from datetime import date

from loti_admin.domain.charges import Rule
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import Money
from loti_admin.domain.qualifying import service_standing
from tests.builders import a_council
from tests.scene import Scene, plain, texts

STANDARD, REDUCED = Money.pounds(30_000), Money.pounds(22_500)
JUNE, OCTOBER = date(2026, 6, 30), date(2026, 10, 1)


def test_two_member_councils_with_one_representative_pay_the_reduced_price_each() -> None:
    scene = Scene()
    for council in scene.pair("Camden", "Islington"):
        charge = scene.charge(council)
        assert (charge.rule, charge.service) == (Rule.SHARED_IT, "Canalside IT")
        assert (charge.net, charge.vat, charge.gross) == (
            REDUCED,
            Money.pounds(4_500),
            Money.pounds(27_000),
        )
        assert charge.document is DocumentKind.INVOICE
    run = scene.fees()
    assert (len(run.charges), run.boroughs, run.net) == (2, 2, REDUCED * 2)
    assert run.problems == ()


def test_the_reduced_price_is_explained_by_both_conditions() -> None:
    scene = Scene()
    camden, islington = scene.councils("Camden", "Islington")
    scene.share_it("Canalside IT", camden, islington, start=date(2021, 4, 1))
    scene.represented_by("Priya Nair", camden, start=date(2021, 4, 1))
    scene.represented_by("Priya Nair", islington, start=date(2026, 6, 1))
    charge = scene.charge(camden)
    assert texts(charge) == [
        "Camden is a member on 1 July 2026, the charge date.",
        "On 1 July 2026 Canalside IT represents exactly two councils, both members: Camden and Islington.",
        "They share one main representative, Priya Nair, since 1 June 2026.",
        "So the price for a council in a two-council service applies: £22,500.00, from the fee schedule 2026-27.",
        "Camden pays for the whole year, so the share is full.",
        "VAT at 20 % is £4,500.00.",
    ]
    assert plain(charge.working) == (
        "Shared IT fee £22,500.00 a year: two member councils in Canalside IT, one main representative. Full year."
    )


def test_the_reasons_lead_to_the_records_they_rest_on() -> None:
    scene = Scene()
    camden, islington = scene.pair("Camden", "Islington")
    links = dict(link for reason in scene.charge(camden).reasons for link in reason.links)
    assert {plain(words): target for words, target in links.items()} == {
        "1 July 2026": "membership/101",
        "Canalside IT": "service/201",
        "Camden": f"organisation/{camden.id}",
        "Islington": f"organisation/{islington.id}",
        "Priya Nair": f"organisation/{camden.id}",
        "fee schedule 2026-27": "schedule/2026-27",
    }


def test_two_representatives_make_it_the_standard_price() -> None:
    scene = Scene()
    camden, islington = scene.councils("Camden", "Islington")
    scene.share_it("Canalside IT", camden, islington)
    scene.represented_by("Ada Bell", camden)
    scene.represented_by("Ben Cole", islington)
    for council in (camden, islington):
        charge = scene.charge(council)
        assert (charge.rule, charge.net, charge.service) == (
            Rule.STANDARD,
            STANDARD,
            "Canalside IT",
        )
        assert (
            "They have two main representatives: Ada Bell for Camden and Ben Cole for Islington."
            in texts(charge)
        )
    assert scene.fees().problems == ()


def test_without_a_named_representative_they_share_none() -> None:
    scene = Scene()
    camden, islington = scene.councils("Camden", "Islington")
    scene.share_it("Canalside IT", camden, islington)
    scene.represented_by("Ada Bell", camden)
    assert scene.charge(camden).net == STANDARD
    assert (
        "No main representative is named for Islington on 1 July 2026, so the two do not share one."
        in texts(scene.charge(camden))
    )


def test_only_one_of_the_two_is_a_member() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    islington = scene.council("Islington", left=JUNE)
    scene.share_it("Canalside IT", camden, islington)
    scene.represented_by("Priya Nair", camden, islington)
    charge = scene.charge(camden)
    assert (charge.rule, charge.net) == (Rule.STANDARD, STANDARD)
    assert (
        "On 1 July 2026 only one of the two councils in Canalside IT is a member: Camden is, Islington is not."
        in texts(charge)
    )
    assert scene.charges(islington) == []


def test_the_only_council_of_a_service_pays_the_standard_price() -> None:
    scene = Scene()
    camden = scene.council("Camden")
    scene.share_it("Canalside IT", camden)
    assert scene.charge(camden).net == STANDARD
    assert "On 1 July 2026 Camden is the only council in Canalside IT." in texts(
        scene.charge(camden)
    )


def test_sharing_a_representative_without_a_service_does_not_count() -> None:
    scene = Scene()
    camden, islington = scene.councils("Camden", "Islington")
    scene.represented_by("Priya Nair", camden, islington)
    assert scene.charge(camden).net == STANDARD


def test_another_representative_from_the_day_after_does_not_matter() -> None:
    scene = Scene()
    camden, islington = scene.councils("Camden", "Islington")
    scene.share_it("Canalside IT", camden, islington)
    scene.represented_by("Priya Nair", camden)
    scene.represented_by("Priya Nair", islington, end=date(2026, 7, 1))
    scene.represented_by("Ben Cole", islington, start=date(2026, 7, 2))
    assert scene.charge(islington).net == REDUCED
    assert scene.charge(islington, "2027-28").net == STANDARD


def test_three_quarters_of_the_standard_price_is_not_the_reduced_price() -> None:
    scene = Scene()
    camden, _ = scene.pair("Camden", "Islington")
    joiner = scene.council("Hackney", joined=OCTOBER)
    assert scene.charge(joiner).net == scene.charge(camden).net == REDUCED
    assert scene.charge(joiner).rule is Rule.STANDARD


def test_a_service_without_members_is_told_as_it_stands() -> None:
    scene = Scene()
    councils = [scene.add(a_council(name)) for name in ("Camden", "Islington")]
    empty, full = scene.share_it("Empty IT"), scene.share_it("Canalside IT", *councils)
    day = date(2026, 7, 1)
    standings = [service_standing(scene.inputs(), service.id, day) for service in (empty, full)]
    assert [plain(standing.reasons[0].text) for standing in standings] == [
        "Empty IT has no council on 1 July 2026.",
        "On 1 July 2026 none of the two councils in Canalside IT is a member: Camden and Islington.",
    ]
    assert not any(standing.qualifies or standing.decision_needed for standing in standings)


def test_a_member_is_told_how_its_service_would_stand_on_another_day() -> None:
    scene = Scene()
    camden, islington = scene.pair("Camden", "Islington")
    scene.leave(islington, JUNE)
    before, after = (service_standing(scene.inputs(), 201, day) for day in (JUNE, date(2026, 7, 1)))
    assert before.qualifies
    assert not after.qualifies
    assert [council.id for council in after.councils] == [camden.id, islington.id]
