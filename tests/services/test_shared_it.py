"""Shared services as one step, and what a change would do to everybody's fee before it is saved."""

from datetime import date

import pytest

from loti_admin.domain.money import Money
from loti_admin.domain.organisations import GLA_CODE, Kind, Organisation
from loti_admin.domain.shared_it import ServiceMember, SharedService
from loti_admin.errors import Invalid
from loti_admin.services.members import leave, save_organisation
from loti_admin.services.shared_it import (
    Naming,
    remove_service,
    save_service,
    standing_of_service,
)
from loti_admin.services.what_if import effect_of
from tests.office import THE_YEAR, Office


def in_service(office: Office, *names: str) -> list[ServiceMember]:
    return [ServiceMember(service_id=0, organisation_id=office[name].id) for name in names]


def pair() -> tuple[Office, SharedService]:
    office = Office("Barnet", "Camden", "Islington")
    service = office.share_it("Canalside IT", "Camden", "Islington")
    office.represented_by("Priya Nair", "Camden", "Islington")
    return office, service


def test_a_service_and_its_councils_are_one_step() -> None:
    office, service = pair()
    members = office.register.service_members.where(service_id=service.id)[:1]
    save_service(office.register, service, [*members, *in_service(office, "Barnet")])
    assert {"Camden", "Barnet"} == {
        office.register.organisations.get(m.organisation_id).short_name
        for m in office.register.service_members.all()
    }
    office.register.undo()
    assert {"Camden", "Islington"} == {
        office.register.organisations.get(m.organisation_id).short_name
        for m in office.register.service_members.all()
    }


def test_a_council_in_two_services_is_refused_naming_both_and_the_dates() -> None:
    office, _ = pair()
    members = [
        ServiceMember(service_id=0, organisation_id=office["Camden"].id, start=date(2026, 4, 1))
    ]
    with pytest.raises(Invalid) as refusal:
        save_service(office.register, SharedService(name="Northern IT"), members)
    message = str(refusal.value)
    assert "Canalside IT (always)" in message
    assert "Northern IT (since 1\xa0April\xa02026)" in message
    assert 1 == office.register.services.count()


def test_only_councils_can_be_in_a_service() -> None:
    office, _ = pair()
    gla = save_organisation(office.register, Organisation(code=GLA_CODE, name="GLA", kind=Kind.GLA))
    with pytest.raises(Invalid, match="GLA is not a council"):
        save_service(
            office.register,
            SharedService(name="X"),
            [ServiceMember(service_id=0, organisation_id=gla.id)],
        )


def test_how_a_service_stands_says_why() -> None:
    office, service = pair()
    standing = standing_of_service(office.register, service.id, date(2026, 7, 1))
    assert standing.qualifies
    assert "exactly two councils, both members: Camden and Islington" in standing.reasons[0].text
    assert "Priya Nair" in standing.reasons[1].text


def test_the_effect_of_leaving_shows_the_partner_before_it_is_saved() -> None:
    office, _ = pair()
    before = office.dump()
    heard: list[object] = []
    office.register.subscribe(heard.append)
    effect = effect_of(
        office.register,
        THE_YEAR,
        lambda: leave(office.register, office["Islington"].id, date(2026, 6, 30)),
    )
    assert {
        "Camden": Money.pounds(7_500),
        "Islington": -Money.pounds(22_500),
    } == {d.organisation: d.change for d in effect.changed}
    assert 3 == len(effect.this_year)
    assert (before, []) == (office.dump(), heard)
    assert "Add Islington" != office.register.undo_label


def test_a_change_in_mid_year_takes_effect_next_year() -> None:
    office, _ = pair()
    effect = effect_of(
        office.register,
        THE_YEAR,
        lambda: leave(office.register, office["Islington"].id, date(2027, 1, 31)),
    )
    assert () == effect.changed
    assert {"Camden", "Islington"} == {d.organisation for d in effect.changed_next_year}


def test_the_effect_of_a_third_council_is_a_decision() -> None:
    office, service = pair()
    members = office.register.service_members.where(service_id=service.id)
    effect = effect_of(
        office.register,
        THE_YEAR,
        lambda: save_service(office.register, service, [*members, *in_service(office, "Barnet")]),
    )
    assert ["BARNET", "CAMDEN", "ISLINGTON"] == [p.code for p in effect.problems if p.blocks]


def test_a_refused_change_has_no_effect_and_says_why() -> None:
    office, _ = pair()
    with pytest.raises(Invalid):
        effect_of(
            office.register,
            THE_YEAR,
            lambda: save_service(office.register, SharedService(name=" "), []),
        )


def test_removing_a_service_takes_its_councils_out_and_can_be_undone() -> None:
    office, service = pair()
    before = office.dump()
    remove_service(office.register, service)
    assert 0 == office.register.service_members.count()
    office.register.undo()
    assert before == office.dump()


def test_naming_a_representative_is_saved_with_the_service_as_one_step() -> None:
    office = Office("Camden", "Islington")
    office.represented_by("Daniel Okafor", "Islington")
    priya = office.represented_by("Priya Nair", "Camden")
    before = office.dump()
    ids = (office["Camden"].id, office["Islington"].id)
    naming = Naming(person_id=priya.id, organisation_ids=ids, start=date(2026, 6, 1))
    service = save_service(
        office.register,
        SharedService(name="Canalside IT"),
        in_service(office, "Camden", "Islington"),
        [naming],
    )
    assert standing_of_service(office.register, service.id, date(2026, 7, 1)).qualifies
    assert not standing_of_service(office.register, service.id, date(2026, 5, 31)).qualifies
    office.register.undo()
    assert before == office.dump()
