"""Covering texts: words in braces are filled in, what was typed otherwise stays as it is."""

import pytest

from loti_admin.domain.covering import PLACEHOLDERS, filled, one_line, unknown_placeholders
from loti_admin.domain.settings import KEYS, Setting, check_setting

KEYS_OF_TEXTS = ("e-mail subject", "e-mail text", "pro forma subject", "pro forma text")


def test_words_in_braces_are_filled_in_once() -> None:
    values = {"organisation": "Camden {year}", "year": "2026-27"}
    assert "To Camden {year}, 2026-27" == filled("To {organisation}, {year}", values)


def test_other_braces_stay() -> None:
    assert "a { b } {}" == filled("a { b } {}", {"organisation": "x"})


@pytest.mark.parametrize("key", KEYS_OF_TEXTS)
def test_the_usual_texts_hold_only_what_can_be_filled_in(key: str) -> None:
    assert [] == unknown_placeholders(KEYS[key].default)


def test_a_word_that_stands_for_nothing_is_refused_by_name() -> None:
    (problem,) = check_setting(Setting(key="e-mail subject", value="LOTI {yaer}"))
    assert problem.message.startswith(
        "Subject of e-mails: “LOTI {yaer}” is not free of {yaer}, which stands for nothing."
    )
    assert all(f"{{{word}}}" in problem.message for word in PLACEHOLDERS)


def test_a_long_text_is_not_repeated_when_it_is_refused() -> None:
    (problem,) = check_setting(Setting(key="e-mail text", value="Dear colleague,\n{nobody}"))
    assert problem.message.startswith("Text of e-mails: the text is not free of {nobody}")


def test_a_subject_has_one_line() -> None:
    assert "a b" == one_line(" a\r\n b ")
