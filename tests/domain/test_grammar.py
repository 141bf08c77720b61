"""Small turns of English."""

from loti_admin.domain.grammar import listed, sentence_start


def test_names_are_listed_as_a_person_would() -> None:
    assert listed(["Brent"]) == "Brent"
    assert listed(["Brent", "Lewisham", "Southwark"]) == "Brent, Lewisham and Southwark"


def test_a_sentence_begins_with_a_capital_and_keeps_those_inside() -> None:
    assert sentence_start("since 1 October 2026") == "Since 1 October 2026"
    assert sentence_start("") == ""
