"""The map of Home can be read: its inks on its grounds, its marks, and without any colour at all."""

from datetime import date

import pytest

from loti_admin.services.year_facts import read_year_facts
from tests.office import THE_YEAR, Office
from tests.ui.session_builders import a_register
from tests.ui.test_theme import too_low
from ui.kit.tiles import TileLook
from ui.pages.home.councils import read_councils
from ui.pages.home.tiles import CHOICES, coloured
from ui.theme_tokens import DARK, LIGHT, Tokens

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def looks_of(choice: str) -> tuple[TileLook, ...]:
    """Every look a choice can give: with a pair, and a service of three that waits for a decision."""
    office = Office(register=a_register(members=33, today=date(2026, 6, 11)))
    office.share_it("Canalside IT", "Camden", "Islington")
    office.share_it("Three Boroughs IT", "Brent", "Lewisham", "Southwark")
    office.share_it("Riverside IT", "Richmond upon Thames", "Wandsworth")
    for name in ("Richmond upon Thames", "Wandsworth"):
        for contact in office.register.contacts.where(organisation_id=office[name].id):
            with office.register.write("Remove a contact"):
                office.register.contacts.remove(contact)
    office.represented_by("Priya Nair", "Richmond upon Thames", "Wandsworth")
    facts = read_year_facts(office.register, THE_YEAR)
    made = coloured(read_councils(facts), choice, facts.fees.inputs.schedule)
    return tuple(dict.fromkeys((*made.groups, *(tile.look for tile in made.tiles))))


@SCHEMES
@pytest.mark.parametrize("choice", [key for key, _ in CHOICES])
def test_every_code_and_mark_can_be_read_on_its_tile(tokens: Tokens, choice: str) -> None:
    looks = looks_of(choice)
    codes = [(look.ink, look.ground or "surface") for look in looks]
    marks = [
        (look.mark_ink or look.ink, look.ground or "surface")
        for look in looks
        if look.mark or look.letter
    ]
    assert too_low(tokens, codes, 4.5) == []
    assert too_low(tokens, marks, 3) == []


@SCHEMES
@pytest.mark.parametrize("choice", [key for key, _ in CHOICES])
def test_every_edge_stands_out_from_the_sheet(tokens: Tokens, choice: str) -> None:
    edges = [(look.edge, "surface") for look in looks_of(choice) if look.edge]
    assert too_low(tokens, edges, 3) == []


@pytest.mark.parametrize("choice", ["status", "service", "paid"])
def test_no_two_groups_differ_by_colour_alone(choice: str) -> None:
    """By mark, letter or edge; by fee the figure on the tile says it."""
    looks = looks_of(choice)
    shapes = [(look.mark, look.letter, bool(look.edge), look.dashed) for look in looks]
    plain = [look.words for look, shape in zip(looks, shapes, strict=True) if not any(shape)]
    marked = [shape for shape in shapes if any(shape)]
    assert len(set(marked)) == len(marked)
    assert len(plain) <= 2
