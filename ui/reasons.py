"""The sentences of a working, with their links where their words stand."""

from loti_admin.domain.charges import Reason
from ui.kit.text import Link, Part


def paragraph_of(reason: Reason) -> list[Part]:
    """A sentence with its links where their words stand; words that are not in the text make no link."""
    places = sorted(
        (reason.text.find(words), words, target)
        for words, target in reason.links
        if words and words in reason.text
    )
    parts: list[Part] = []
    done = 0
    for place, words, target in places:
        if place < done:
            continue
        parts += [reason.text[done:place], Link(words, target)]
        done = place + len(words)
    parts.append(reason.text[done:])
    return [part for part in parts if part]
