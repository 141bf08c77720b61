"""People and what they are for an organisation."""

from dataclasses import replace
from datetime import date

import pytest

from loti_admin.domain.organisations import (
    Contact,
    Person,
    check_contacts,
    check_email,
    check_person,
)
from tests.builders import a_contact, a_council, a_person

TODAY = date(2026, 7, 1)
CAMDEN = a_council("Camden", id=1)
ADA, BEN = a_person("Ada Bell", id=1), a_person("Ben Cole", id=2)
PEOPLE: dict[int, Person] = {1: ADA, 2: BEN}


def messages(*contacts: Contact) -> list[str]:
    found = check_contacts(CAMDEN, contacts, PEOPLE)
    return [problem.message.replace("\u00a0", " ") for problem in found]


def test_one_main_representative_after_the_other_is_fine() -> None:
    assert (
        messages(
            a_contact(ADA, CAMDEN, end=date(2026, 6, 30)),
            a_contact(BEN, CAMDEN, start=TODAY),
            a_contact(BEN, CAMDEN, main_representative=False),
        )
        == []
    )


def test_two_main_representatives_at_a_time_are_refused_by_name() -> None:
    assert messages(a_contact(ADA, CAMDEN), a_contact(BEN, CAMDEN, start=TODAY)) == [
        "Camden has two main representatives at the same time: Ada Bell and Ben Cole. "
        "End one of them first."
    ]


def test_the_same_person_twice_is_said_so() -> None:
    assert messages(a_contact(ADA, CAMDEN), a_contact(ADA, CAMDEN, start=TODAY)) == [
        "Ada Bell is entered twice as the main representative of Camden for the same time. "
        "Remove one of the two entries."
    ]


def test_a_role_does_not_end_before_it_starts() -> None:
    assert messages(a_contact(ADA, CAMDEN, start=TODAY, end=date(2026, 6, 30))) == [
        "Ada Bell's role for Camden would end on 30 June 2026, before it starts on 1 July 2026. "
        "Check the two dates."
    ]


def test_a_person_has_a_name_and_an_address_that_can_be_written_to() -> None:
    assert check_person(ADA) == []
    assert check_person(a_person("Ada Bell", email="")) == []
    assert [p.field for p in check_person(replace(ADA, name=" "))] == ["name"]


@pytest.mark.parametrize("email", ["ada", "ada@council", "ada@ @x.uk", "a@b.uk;c@d.uk", "<a@b.uk>"])
def test_what_is_no_email_address_is_refused_with_an_example(email: str) -> None:
    (problem,) = check_email(email, "email")
    assert problem.message == (
        f"“{email}” is not an e-mail address. Type it like name@council.gov.uk."
    )


@pytest.mark.parametrize(
    "email", ["", "ada.bell@camden.gov.uk", "a+b@x.co", "o'neil@council.gov.uk"]
)
def test_usual_email_addresses_pass(email: str) -> None:
    assert check_email(email, "email") == []
