"""Organisations, contacts and shared services from the workbook: matched by their keys, never overlapping."""

from collections.abc import Callable
from datetime import date

import pytest

from loti_admin.domain.organisations import Kind
from loti_admin.storage.register import Register
from tests.builders import LONG_AGO
from tests.imports.importing import counts, import_sheets, imported, refused
from tests.imports.workbooks import Rows
from tests.office import Office


@pytest.fixture
def office() -> Office:
    return Office("Camden", "Islington", "Barnet")


def organisations(*rows: tuple[object, ...]) -> dict[str, Rows]:
    return {"Organisations": rows}


def periods(register: Register, code: str) -> list[tuple[date, date | None]]:
    organisation = register.organisations.by_code(code)
    found = register.memberships.where(organisation_id=organisation.id, order_by="joined")
    return [(m.joined, m.left) for m in found]


def test_an_empty_cell_leaves_what_the_register_holds(office: Office) -> None:
    before = office["Camden"]
    result = imported(
        office.register,
        organisations(
            ("code", "name", "postcode", "purchase order required"),
            ("camden", None, "NW1 1AA", "yes"),
        ),
    )
    after = office["Camden"]
    assert counts(result) == {"Organisations": (0, 1, 0)}
    assert (after.code, after.name, after.address) == (before.code, before.name, before.address)
    assert (after.postcode, after.purchase_order_required) == ("NW1 1AA", True)


def test_a_new_organisation_needs_a_name_and_a_kind_and_nobody_else_is_blamed(
    office: Office,
) -> None:
    book: dict[str, Rows] = {
        **organisations(("code", "name", "kind"), ("E1", None, None), (7, "Seven", "funder")),
        "Contacts": [("organisation", "name"), ("E1", "Ann")],
        "Grants": [("organisation", "name", "year"), ("7", "Core", "2026-27")],
    }
    assert refused(office.register, book) == [
        "Organisations B2: found nothing, expected the name of a new organisation.",
        "Organisations C2: found nothing, expected the kind of a new organisation.",
    ]


def test_a_number_typed_as_a_code_is_the_code(office: Office) -> None:
    imported(office.register, organisations(("code", "name", "kind"), (7.0, "Seven", "Funder")))
    assert office.register.organisations.by_code("7").kind is Kind.FUNDER


def test_the_rules_of_the_record_are_named_at_their_cells(office: Office) -> None:
    book = organisations(
        ("code", "address", "account code"),
        ("CAMDEN", "a;b;c;d;e;f;g;h", "TOO-LONG-1"),
        ("BARNET", "a", "BAR"),
    )
    assert refused(office.register, book) == [
        "Organisations B2: Shorten the address to 7 lines; more do not fit the envelope's window.",
        "Organisations C2: Use at most 8 letters and digits; Sage takes no more.",
    ]


@pytest.mark.parametrize(
    ("stored", "joined", "left", "after"),
    [
        ([], date(2026, 7, 1), None, [(date(2026, 7, 1), None)]),
        ([], date(2026, 7, 1), date(2027, 3, 31), [(date(2026, 7, 1), date(2027, 3, 31))]),
        ([(LONG_AGO, None)], LONG_AGO, date(2026, 6, 30), [(LONG_AGO, date(2026, 6, 30))]),
        ([(LONG_AGO, None)], None, date(2026, 6, 30), [(LONG_AGO, date(2026, 6, 30))]),
        ([(LONG_AGO, date(2024, 1, 1))], LONG_AGO, None, [(LONG_AGO, date(2024, 1, 1))]),
        (
            [(LONG_AGO, date(2024, 1, 1))],
            date(2026, 7, 1),
            None,
            [(LONG_AGO, date(2024, 1, 1)), (date(2026, 7, 1), None)],
        ),
    ],
    ids=["joins", "joins and leaves", "leaves", "leaves, no joined", "nothing new", "joins again"],
)
def test_joined_and_left_make_or_end_a_membership(
    stored: list[tuple[date, date | None]],
    joined: date | None,
    left: date | None,
    after: list[tuple[date, date | None]],
) -> None:
    office = Office()
    office.council("Camden", joined=None)
    for day, last in stored:
        imported(office.register, organisations(("code", "joined", "left"), ("CAMDEN", day, last)))
    imported(office.register, organisations(("code", "joined", "left"), ("CAMDEN", joined, left)))
    assert periods(office.register, "CAMDEN") == after


def test_memberships_never_overlap_and_never_end_before_they_begin(office: Office) -> None:
    book = organisations(
        ("code", "joined", "left"),
        ("CAMDEN", date(2026, 7, 1), None),
        ("BARNET", LONG_AGO, date(2020, 6, 30)),
    )
    first, second = refused(office.register, book)
    assert first.startswith("Organisations B2: Camden")
    assert second.startswith(
        "Organisations C3: Barnet would leave on 30\u00a0June\u00a02020, before it joined"
    )


def test_a_last_day_without_a_membership_asks_for_the_first(office: Office) -> None:
    office.council("Brent", joined=None)
    book = organisations(("code", "left"), ("BRENT", date(2026, 6, 30)))
    assert refused(office.register, book) == [
        "Organisations A2: found nothing, expected the first day of the membership that ended."
    ]


def contacts(*rows: tuple[object, ...]) -> dict[str, Rows]:
    heads = (
        "organisation",
        "name",
        "role",
        "email",
        "phone",
        "main representative",
        "from",
        "to",
        "newsletter",
    )
    return {"Contacts": [heads, *rows]}


def test_one_person_who_represents_two_councils_is_one_person(office: Office) -> None:
    result = imported(
        office.register,
        contacts(
            (
                "CAMDEN",
                "Ann Example",
                "CDIO",
                "ann@x.example",
                "020 7946 0000",
                "Yes",
                None,
                None,
                "Yes",
            ),
            ("ISLINGTON", "Ann Example", None, "ANN@x.example", None, "yes", None, None, None),
        ),
    )
    (person,) = office.register.people.all()
    assert counts(result) == {"Contacts": (2, 0, 0)}
    assert (person.email, person.phone, person.newsletter) == (
        "ann@x.example",
        "020 7946 0000",
        True,
    )
    assert (person.newsletter_since, person.newsletter_source) == (
        date(2026, 6, 11),
        "Import members.xlsx",
    )
    assert {c.organisation_id for c in office.register.contacts.all()} == {
        office["Camden"].id,
        office["Islington"].id,
    }


def test_a_person_without_an_address_goes_by_name_within_the_organisation(office: Office) -> None:
    imported(office.register, contacts(("CAMDEN", "Ann"), ("BARNET", "Ann")))
    assert len(office.register.people.all()) == 2
    imported(office.register, contacts(("CAMDEN", "ann", None, "ann@x.example", "123")))
    assert {(p.name, p.email, p.phone) for p in office.register.people.all()} == {
        ("ann", "ann@x.example", "123"),
        ("Ann", "", ""),
    }
    imported(office.register, contacts(("CAMDEN", "ann", "CIO", None)))
    assert len(office.register.people.all()) == 2


def test_a_change_of_representative_in_one_workbook_may_stand_in_any_order(office: Office) -> None:
    imported(office.register, contacts(("CAMDEN", "Ann", None, "ann@x.example", None, "yes")))
    result = imported(
        office.register,
        contacts(
            ("CAMDEN", "Ben", None, "ben@x.example", None, "yes", date(2026, 7, 1)),
            ("CAMDEN", "Ann", None, "ann@x.example", None, None, None, date(2026, 6, 30)),
        ),
    )
    assert counts(result) == {"Contacts": (1, 1, 0)}


def test_two_main_representatives_at_once_are_named_where_the_second_comes(office: Office) -> None:
    book = contacts(
        ("CAMDEN", "Ann", None, "ann@x.example", None, "yes"),
        ("CAMDEN", "Ben", None, "ben@x.example", None, "no"),
        ("CAMDEN", "Cat", None, "cat@x.example", None, "yes"),
    )
    (line,) = refused(office.register, book)
    assert line.startswith(
        "Contacts F4: Camden has two main representatives at the same time: Ann and Cat."
    )


def test_dates_the_wrong_way_round_are_named(office: Office) -> None:
    book = contacts(("CAMDEN", "Ann", None, None, None, None, date(2026, 7, 1), date(2026, 6, 30)))
    (line,) = refused(office.register, book)
    assert line.startswith("Contacts H2: Ann")


def test_a_person_back_after_a_gap_is_a_second_contact(office: Office) -> None:
    rows = (
        ("CAMDEN", "Ann", "CIO", "a@x.example", None, "yes", date(2020, 1, 1), date(2022, 1, 1)),
        ("CAMDEN", "Ann", "CDIO", "a@x.example", None, "yes", date(2024, 1, 1)),
    )
    result = imported(office.register, contacts(*rows))
    assert counts(result) == {"Contacts": (2, 0, 0)}
    assert sorted(c.role for c in office.register.contacts.all()) == ["CDIO", "CIO"]


def test_two_rows_that_say_two_things_of_one_person_are_refused(office: Office) -> None:
    book = contacts(
        ("CAMDEN", "Ann Example", None, "a@x.example", "1", None, None, None, "yes"),
        ("BARNET", "Anne Example", None, "a@x.example", "2", None, None, None, "no"),
    )
    assert refused(office.register, book) == [
        "Contacts B3: row 2 says “Ann Example” of the same person. Use one of the two.",
        "Contacts E3: row 2 says “1” of the same person. Use one of the two.",
        "Contacts I3: row 2 says “yes” of the same person. Use one of the two.",
    ]


def test_two_rows_about_one_contact_are_refused(office: Office) -> None:
    imported(
        office.register,
        contacts(("CAMDEN", "Ann", "CIO", "a@x.example", None, None, date(2020, 1, 1))),
    )
    book = contacts(
        ("CAMDEN", "Ann", "CIO", "a@x.example", None, None, date(2020, 1, 1)),
        ("CAMDEN", "Ann", "CDIO", "a@x.example"),
    )
    assert refused(office.register, book) == [
        "Contacts B3: row 2 is about the same record. Keep one of the two rows."
    ]


def test_a_name_instead_of_a_code_is_answered_with_the_code(office: Office) -> None:
    book = contacts(("Camden Town", "Ann"), ("London Borough of Barnet", "Ben"))
    wanted = "expected the code of an organisation in the register or on the sheet Organisations"
    assert refused(office.register, book) == [
        f"Contacts A2: found “Camden Town”, {wanted}.",
        f"Contacts A3: found “London Borough of Barnet”, {wanted} (Barnet is BARNET).",
    ]


def services(*rows: tuple[object, ...]) -> dict[str, Rows]:
    return {"Shared IT": [("service", "organisation", "from", "to"), *rows]}


def test_a_service_is_made_with_its_councils_and_dates(office: Office) -> None:
    day = date(2024, 7, 1)
    result = imported(
        office.register,
        services(("Canalside IT", "CAMDEN", day), ("canalside  it", "ISLINGTON", day)),
    )
    (service,) = office.register.services.all()
    assert counts(result) == {"Shared IT": (2, 0, 0)}
    assert service.name == "Canalside IT"
    assert [m.start for m in office.register.service_members.all()] == [day, day]


def test_a_council_can_leave_one_service_and_join_another(office: Office) -> None:
    imported(office.register, services(("North", "CAMDEN", date(2024, 7, 1))))
    result = imported(
        office.register,
        services(
            ("South", "CAMDEN", date(2026, 7, 1)), ("North", "CAMDEN", None, date(2026, 6, 30))
        ),
    )
    assert counts(result) == {"Shared IT": (1, 1, 0)}
    assert [(m.start, m.end) for m in office.register.service_members.all()] == [
        (date(2024, 7, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), None),
    ]


def test_an_undated_place_in_a_service_takes_the_date_of_a_row(office: Office) -> None:
    imported(office.register, services(("North", "CAMDEN")))
    imported(office.register, services(("North", "CAMDEN", date(2024, 7, 1))))
    assert [m.start for m in office.register.service_members.all()] == [date(2024, 7, 1)]


@pytest.mark.parametrize(
    ("rows", "begins"),
    [
        (
            [("North", "CAMDEN"), ("South", "CAMDEN")],
            "Shared IT B3: Camden would be in two services at the same time: North (always) and South",
        ),
        (
            [("North", "CAMDEN", date(2024, 7, 1)), ("North", "CAMDEN", date(2025, 7, 1))],
            "Shared IT B3: Camden is in North twice at the same time",
        ),
        ([("North", "FUND")], "Shared IT B2: The Fund is not a council."),
        (
            [("North", "CAMDEN", date(2026, 7, 1), date(2026, 6, 30))],
            "Shared IT D2: Camden would leave North on",
        ),
    ],
)
def test_the_rules_of_services_are_named_at_their_cells(
    office: Office, rows: list[tuple[object, ...]], begins: str
) -> None:
    fund = organisations(("code", "name", "kind"), ("FUND", "The Fund", "funder"))
    (line,) = refused(office.register, fund | services(*rows))
    assert line.startswith(begins)


@pytest.mark.parametrize("make", [contacts, services])
def test_thousands_of_rows_are_quick(office: Office, make: Callable[..., dict[str, Rows]]) -> None:
    codes = [f"C{n}" for n in range(1_500)]
    book = organisations(("code", "name", "kind"), *((code, code, "borough") for code in codes))
    rows = [(code, f"Person {code}") if make is contacts else (f"S {code}", code) for code in codes]
    result = import_sheets(office.register, book | make(*rows))
    assert (result.added, result.refused) == (3_000, False)
