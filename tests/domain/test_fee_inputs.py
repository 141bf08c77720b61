"""The inputs of a calculation: as they are frozen, and whatever order the records come in."""

from dataclasses import replace
from datetime import date

from loti_admin.domain.calculation import calculate_fees
from loti_admin.domain.dates import Year
from loti_admin.domain.frozen import canonical
from loti_admin.domain.organisations import Organisation
from loti_admin.domain.vat import VatTreatment
from tests.builders import a_contact, a_council, inputs, london_councils
from tests.scene import Scene, texts


def a_pair() -> Scene:
    scene = Scene()
    scene.pair("Camden", "Islington")
    return scene


def test_the_year_is_that_of_the_schedule() -> None:
    assert inputs().year == Year(2026)


def test_frozen_inputs_hold_nothing_about_a_person_and_no_address() -> None:
    scene = Scene()
    camden = scene.member(
        a_council(
            "Camden",
            invoice_email="jo.bloggs@camden.gov.uk",
            buyer_reference="Jo Bloggs",
            notes="Ask Jo Bloggs",
        )
    )
    person = scene.represented_by("Priya Nair", camden)
    other = a_contact(person, camden, id=599, main_representative=False)
    scene.contacts.append(other)
    scene.services.append(replace(scene.share_it("Canalside IT", camden), notes="Call Jo Bloggs"))
    scene.services.pop(0)
    text = canonical(scene.inputs().without_names())
    for personal in ("Priya", "Bloggs", "bloggs", "Officer", "Camden Road", "N1 1AA", "599"):
        assert personal not in text
    assert '"code":"CAMDEN"' in text


def test_without_names_the_amounts_and_rules_are_the_same() -> None:
    scene = a_pair()
    scene.member(a_council("Hackney", vat_treatment=VatTreatment.OUTSIDE))
    with_names, without = (
        calculate_fees(given).charges for given in (scene.inputs(), scene.inputs().without_names())
    )
    assert len(without) == 3
    assert all(one.same_amounts(other) for one, other in zip(with_names, without, strict=True))
    assert "They share one main representative." in texts(without[0])


def test_two_representatives_without_names_are_still_two() -> None:
    scene = Scene()
    camden, islington = scene.councils("Camden", "Islington")
    scene.share_it("Canalside IT", camden, islington)
    scene.represented_by("Ada Bell", camden)
    scene.represented_by("Ben Cole", islington)
    run = calculate_fees(scene.inputs().without_names())
    assert "They have two main representatives." in texts(run.charges[0])


def test_a_namesake_is_another_person() -> None:
    scene = Scene()
    camden, islington = scene.councils("Camden", "Islington")
    scene.share_it("Canalside IT", camden, islington)
    ada = scene.represented_by("Ada Bell", camden)
    namesake = replace(ada, id=499)
    scene.people.append(namesake)
    scene.contacts.append(a_contact(namesake, islington, id=598))
    assert (
        "They have two main representatives: Ada Bell for Camden and Ada Bell for Islington."
        in texts(scene.charge(camden))
    )


def test_members_representatives_and_services_are_those_of_the_day() -> None:
    scene = a_pair()
    scene.leave(scene.organisations[0], date(2026, 9, 30))
    given = scene.inputs()
    assert given.is_member(1, date(2026, 9, 30))
    assert not given.is_member(1, date(2026, 10, 1))
    assert not given.is_member(99, date(2026, 7, 1))
    assert given.representative(1, date(2026, 7, 1)) == scene.contacts[0]
    assert [o.code for o in given.councils_in(201, date(2026, 7, 1))] == ["CAMDEN", "ISLINGTON"]


def test_charges_come_by_name_whatever_the_letters_case() -> None:
    scene = Scene()
    for name in ("islington", "Camden", "Hackney"):
        scene.council(name)
    scene.member(london_councils())
    assert [charge.organisation for charge in scene.fees().charges] == [
        "Camden",
        "Hackney",
        "islington",
        "London Councils",
    ]


def test_without_a_short_name_the_full_one_is_used() -> None:
    scene = Scene()
    scene.member(Organisation(code="X", name="London Borough of Camden", kind=a_council().kind))
    assert scene.fees().charges[0].organisation == "London Borough of Camden"
