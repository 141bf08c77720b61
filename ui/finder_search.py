"""What the finder finds: councils, people, documents, payments, budget, activities, commands; by words and amounts.

Everything is read once when the finder opens, in slices, and searched in memory as one types.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from loti_admin.pace import rest
from ui.dialogs.shortcuts import bare, keys_text
from ui.finder_records import (
    Find,
    Part,
    activities,
    councils_and_fees,
    documents_and_receipts,
    found_part,
    grants_and_lines,
    people,
    plain,
)
from ui.session import Session

MOST_PER_GROUP = 6
COMMAND = "command:"
# So many lines are searched between two rests.
_AT_A_TIME = 10_000


@dataclass(frozen=True, slots=True)
class Group:
    """Finds of one kind under their heading; `left_out` more were found than fit."""

    title: str
    finds: tuple[Find, ...]
    left_out: int = 0


class Findable:
    """Everything in the register by kind, as it is when it is read."""

    def __init__(self, session: Session, commands: Iterable[Find] = ()) -> None:
        self._session, self._commands = session, tuple(commands)
        self._begun = False
        self._parts: dict[str, list[Part]] = {}

    def read(self) -> None:
        """Read everything, what is found most often first. It may be searched meanwhile."""
        self._begun, session = True, self._session
        parts = self._parts = {
            "Councils and others": [],
            "People": [],
            "Invoices and payments": [],
            "Budget and activities": [],
            "Commands": [found_part(self._commands)],
        }
        councils, fees = councils_and_fees(session)
        parts["Councils and others"] = [councils]
        parts["Commands"].append(fees)
        parts["People"] = [people(session)]
        parts["Budget and activities"] = [*grants_and_lines(session), activities(session)]
        parts["Invoices and payments"] = [*documents_and_receipts(session)]

    def search(self, typed: str) -> list[Group]:
        """The groups in which something has all the words, best first; everything typed has to be there."""
        if not self._begun:
            self.read()
        words = plain(typed).split()
        if not words:
            return []
        found = []
        for title, parts in self._parts.items():
            hits = [(part, _holding(words, part.lines)) for part in parts]
            count = sum(len(numbers) for _, numbers in hits)
            if count:
                best = tuple(islice(best_first(hits, words[0]), MOST_PER_GROUP))
                found.append(Group(title, best, count - len(best)))
        return found


def command_find(key: str, text: str, menu: str, keys: Sequence[object], icon: str) -> Find:
    """A command as a find: its words, and its menu or its shortcut."""
    shortcut = keys_text(keys)  # type: ignore[arg-type]
    return Find(icon or "arrow-right", bare(text), shortcut or bare(menu), f"{COMMAND}{key}", menu)


def matches(text: str, typed: str) -> list[tuple[int, int]]:
    """Where the typed words stand in a text: (start, length), for marking them."""
    haystack, found = "".join(map(_letter, text)), []
    for word in plain(typed).split():
        place = haystack.find(word)
        if place >= 0:
            found.append((place, len(word)))
    return sorted(found)


def _letter(character: str) -> str:
    """One letter for one, so that places in the folded text are places in the text."""
    return (plain(character) or character)[0]


def _holding(words: Sequence[str], lines: Sequence[str]) -> Sequence[int]:
    """The numbers of the lines that have all the words."""
    hits: Sequence[int] = range(len(lines))
    for word in words:
        among, hits = hits, []
        for start in range(0, len(among), _AT_A_TIME):
            rest()
            hits += [n for n in among[start : start + _AT_A_TIME] if word in lines[n]]
    return hits


def best_first(hits: Sequence[tuple[Part, Sequence[int]]], word: str) -> Iterator[Find]:
    """What begins with the word comes first, then what has a word that does, then what has it in its name, then the
    rest. Only as many are looked at as are asked for."""
    starts = f" {word}"
    tests = (
        lambda line: line.startswith(starts),
        lambda line: starts in line,
        lambda line: line.find(word) < line.index("\t"),
        lambda _line: True,
    )
    given: set[tuple[int, int]] = set()
    for test in tests:
        for which, (part, numbers) in enumerate(hits):
            for place, number in enumerate(numbers):
                if not place % _AT_A_TIME:
                    rest()
                if test(part.lines[number]) and (which, number) not in given:
                    given.add((which, number))
                    yield part.find(part.records[number])
