"""Shared IT services as records: who may be in one, and when."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from loti_admin.domain.shared_it import (
    ServiceMember,
    SharedService,
    check_services,
    council_ids_on,
    service_of,
)
from loti_admin.errors import Problem
from tests.builders import a_council, a_service, a_service_member, london_councils, the_gla

CAMDEN, BRENT = a_council("Camden", id=1), a_council("Brent", id=2)
GLA, HOST = the_gla(id=3), london_councils(id=4)
ORGANISATIONS = {o.id: o for o in (CAMDEN, BRENT, GLA, HOST)}
CANALSIDE, NORTH = a_service("Canalside IT", id=1), a_service("North IT", id=2)
DAY = date(2026, 7, 1)


def check(
    members: Sequence[ServiceMember], services: Sequence[SharedService] = (CANALSIDE, NORTH)
) -> list[Problem]:
    return check_services(services, members, ORGANISATIONS)


def messages(problems: list[Problem]) -> list[str]:
    return [problem.message.replace("\u00a0", " ") for problem in problems]


def test_two_councils_in_a_service_are_fine() -> None:
    assert check([a_service_member(CANALSIDE, CAMDEN), a_service_member(CANALSIDE, BRENT)]) == []


def test_one_service_after_the_other_is_fine() -> None:
    members = [
        a_service_member(CANALSIDE, CAMDEN, end=date(2026, 6, 30)),
        a_service_member(NORTH, CAMDEN, start=DAY),
    ]
    assert check(members) == []


def test_a_council_in_two_services_is_refused_with_both_names_and_dates() -> None:
    members = [
        a_service_member(CANALSIDE, CAMDEN, date(2024, 4, 1)),
        a_service_member(NORTH, CAMDEN, DAY, date(2027, 6, 30)),
    ]
    problems = check(members)
    assert messages(problems) == [
        "Camden would be in two services at the same time: Canalside IT (since 1 April 2024) and North IT "
        "(1 July 2026 to 30 June 2027). A council can be in one; end the first before the second begins."
    ]
    assert [(p.code, p.blocks) for p in problems] == [("CAMDEN", True)]


def test_a_council_twice_in_one_service_is_refused_with_the_dates() -> None:
    members = [a_service_member(CANALSIDE, CAMDEN), a_service_member(CANALSIDE, CAMDEN, DAY)]
    assert messages(check(members)) == [
        "Camden is in Canalside IT twice at the same time: always, and since 1 July 2026. "
        "Change one of the dates."
    ]


def test_only_councils_can_be_in_a_service() -> None:
    members = [a_service_member(CANALSIDE, GLA), a_service_member(NORTH, HOST)]
    problems = check(members)
    assert messages(problems) == [
        "Greater London Authority is not a council. Only councils can be in a shared IT service; "
        "take it out of Canalside IT.",
        "London Councils is not a council. Only councils can be in a shared IT service; "
        "take it out of North IT.",
    ]
    assert all(problem.blocks for problem in problems)


def test_a_council_does_not_leave_a_service_before_it_came() -> None:
    members = [a_service_member(CANALSIDE, CAMDEN, DAY, date(2026, 6, 30))]
    assert messages(check(members)) == [
        "Camden would leave Canalside IT on 30 June 2026, before it came on 1 July 2026. "
        "Check the two dates."
    ]


def test_two_services_do_not_share_a_name_however_it_is_written() -> None:
    services = (a_service("North IT", id=1), a_service("north it ", id=2))
    assert messages(check([], services)) == [
        "There is already a service called north it. Choose another name."
    ]


def test_a_service_has_a_name() -> None:
    services = (a_service("", id=1), a_service(" ", id=2))
    assert messages(check([], services)) == ["Type the name of the service."] * 2


def test_who_is_in_a_service_is_a_question_of_the_day() -> None:
    members = [
        a_service_member(CANALSIDE, BRENT, start=DAY),
        a_service_member(CANALSIDE, CAMDEN, end=DAY),
    ]
    assert council_ids_on(members, CANALSIDE.id, date(2026, 6, 30)) == (1,)
    assert council_ids_on(members, CANALSIDE.id, DAY) == (1, 2)
    assert council_ids_on(members, CANALSIDE.id, date(2026, 7, 2)) == (2,)
    assert service_of(members, CAMDEN.id, DAY) == CANALSIDE.id
    assert service_of(members, CAMDEN.id, date(2026, 7, 2)) is None


@given(st.permutations([1, 2, 3, 4]))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    members = [
        ServiceMember(service_id=1, organisation_id=organisation_id) for organisation_id in order
    ]
    assert council_ids_on(members, 1, DAY) == (1, 2, 3, 4)
