"""Which open documents a line of a bank file pays, and why: by the number named, then by amount and payer.

A proposal is only that: nothing is booked until the officer has ticked it. `sure` says which are ticked beforehand.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from loti_admin.domain.accounts import OpenDocument
from loti_admin.domain.bank import BankLine
from loti_admin.domain.grammar import listed
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.organisations import Organisation
from loti_admin.domain.receipts import named_in, squeezed
from loti_admin.pace import paced

# Words that many names share and that say nothing about which council it is.
_COMMON = {
    "and", "authority", "borough", "city", "corporation", "council", "councils", "greater", "lb", "london", "of",
    "office", "payments", "rb", "royal", "thames", "the", "upon", "limited", "ltd", "plc",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a line would pay: documents with amounts in pence, whose money it is (0: unknown), and why."""

    parts: tuple[tuple[Document, Money], ...] = ()
    organisation_id: int = 0
    reason: str
    sure: bool = False


class Matcher:
    """Matches the lines of one file; what a line takes is no longer open for the next."""

    def __init__(
        self,
        open_documents: Iterable[OpenDocument],
        documents: Iterable[Document],
        organisations: Iterable[Organisation],
    ) -> None:
        self._open = sorted(open_documents, key=lambda o: (o.document.due, o.document.id))
        self._left = {o.document.id: o.left for o in self._open}
        self._places = {o.document.id: place for place, o in enumerate(self._open)}
        # By what banks leave of a number, with the place among all documents.
        self._numbers: dict[str, list[tuple[int, Document]]] = {}
        for place, document in enumerate(paced(documents)):
            if document.number:
                bare = squeezed(document.number)
                self._numbers.setdefault(bare, []).append((place, document))
        self._lengths = sorted({len(bare) for bare in self._numbers})
        everybody = list(organisations)
        self._names = {o.id: o.display_name for o in everybody}
        telling = _telling_words(everybody)
        self._by_word: dict[str, set[int]] = {}
        for id, words in paced(telling):
            for word in words if len(words) == 1 else ():
                self._by_word.setdefault(word, set()).add(id)
        self._phrases = [(id, words) for id, words in telling if len(words) > 1]
        # Each way of matching asks the same about each line.
        self._named_by: dict[str, list[Document]] = {}
        self._payer_of: dict[str, int] = {}

    def match(self, lines: Sequence[BankLine]) -> list[Match]:
        """One match for each line, in their order; the surest ways are tried on all lines first."""
        found: dict[int, Match] = {}
        ways: tuple[Callable[[BankLine], Match | None], ...] = (
            self._by_number,
            self._by_payer_and_amount,
            self._by_amount,
            self._by_settled_number,
            self._by_payer,
        )
        for way in ways:
            for place, line in enumerate(paced(lines)):
                if place not in found and (match := way(line)) is not None:
                    found[place] = match
                    for document, part in match.parts:
                        self._left[document.id] -= part
        return [found.get(place) or self._unknown(line) for place, line in enumerate(paced(lines))]

    def _by_number(self, line: BankLine) -> Match | None:
        named = self._named(line)
        if not named:
            return None
        places = sorted(self._places[d.id] for d in named if self._left.get(d.id))
        owed = [self._open[place].document for place in places]
        if not owed:
            return None
        payer = owed[0].organisation_id
        stranger = self._payer(line)
        if stranger in {d.organisation_id for d in named}:
            stranger = 0
        parts, over = self._shared(owed, line.amount)
        left = total(self._left[d.id] for d in owed)
        numbers = listed([d.number for d in owed])
        named_text = f"{numbers} of {owed[0].organisation} {'are' if len(owed) > 1 else 'is'} named"
        if over:
            reason = f"{named_text}; {over.text} more than is left to pay stays on account."
        elif line.amount < left:
            reason = f"{named_text}; it pays a part, {(left - line.amount).text} stays open."
        else:
            reason = f"{named_text}, and the amount is what is left to pay."
        if stranger:
            reason = f"{reason} But the bank names {self._names[stranger]}: look which is meant."
        sure = not over and not stranger
        return Match(parts=parts, organisation_id=payer, reason=reason, sure=sure)

    def _by_payer_and_amount(self, line: BankLine) -> Match | None:
        payer = self._payer(line)
        if not payer:
            return None
        owed = self._of(payer)
        name = self._names[payer]
        exact = [d for d in owed if self._left[d.id] == line.amount]
        settled = _settled_text(self._named(line))
        if exact:
            return Match(
                parts=((exact[0], line.amount),),
                organisation_id=payer,
                reason=f"{name} is named, and {line.amount.text} is what is left to pay on {exact[0].number}.{settled}",
                sure=not settled,
            )
        if len(owed) > 1 and total(self._left[d.id] for d in owed) == line.amount:
            numbers = listed([d.number for d in owed])
            return Match(
                parts=tuple((d, self._left[d.id]) for d in owed),
                organisation_id=payer,
                reason=f"{name} is named, and {line.amount.text} is all it owes: {numbers}.{settled}",
                sure=not settled,
            )
        return None

    def _by_amount(self, line: BankLine) -> Match | None:
        if self._payer(line):
            return None
        exact = [o.document for o in self._open if self._left[o.document.id] == line.amount]
        if len(exact) != 1:
            return None
        name = exact[0].organisation
        return Match(
            parts=((exact[0], line.amount),),
            organisation_id=exact[0].organisation_id,
            reason=f"Only {exact[0].number} has {line.amount.text} left to pay, but the bank does not name {name}.",
        )

    def _by_settled_number(self, line: BankLine) -> Match | None:
        named = self._named(line)
        payer = self._payer(line)
        if not named or (payer and payer != named[0].organisation_id):
            return None
        return Match(
            organisation_id=named[0].organisation_id,
            reason=f"The money stays on account of {named[0].organisation}.{_settled_text(named)}",
        )

    def _by_payer(self, line: BankLine) -> Match | None:
        payer = self._payer(line)
        if not payer:
            return None
        owed, name = self._of(payer), self._names[payer]
        if not owed:
            return Match(
                organisation_id=payer,
                reason=f"{name} is named, but has nothing left to pay; the money stays on account.",
            )
        parts, over = self._shared(owed, line.amount)
        numbers = listed([d.number for d, _ in parts])
        rest = f" {over.text} stays on account." if over else ""
        return Match(
            parts=parts,
            organisation_id=payer,
            reason=f"{name} is named, but the amount fits no document. It would pay {numbers}, the oldest first.{rest}",
        )

    def _unknown(self, line: BankLine) -> Match:
        same = sum(self._left[o.document.id] == line.amount for o in self._open)
        if same > 1:
            return Match(
                reason=f"{same} documents have {line.amount.text} left to pay, and the bank names none of the payers."
            )
        return Match(
            reason="No number, payer or amount fits. It would stay on account of an unknown payer."
        )

    def _of(self, organisation_id: int) -> list[Document]:
        return [
            o.document
            for o in self._open
            if o.document.organisation_id == organisation_id and self._left[o.document.id]
        ]

    def _shared(
        self, documents: Sequence[Document], amount: Money
    ) -> tuple[tuple[tuple[Document, Money], ...], Money]:
        """The oldest first; what is too much comes second."""
        parts = []
        for document in documents:
            part = min(self._left[document.id], amount)
            if part > ZERO:
                parts.append((document, part))
                amount = amount - part
        return tuple(parts), amount

    def _named(self, line: BankLine) -> list[Document]:
        """The documents whose number stands in the line."""
        text = line.text
        if text not in self._named_by:
            bare = squeezed(text)
            parts = {
                bare[start : start + length]
                for length in self._lengths
                for start in range(len(bare) - length + 1)
            }
            likely = sorted(
                [pair for part in parts for pair in self._numbers.get(part, ())],
                key=lambda pair: pair[0],
            )
            self._named_by[text] = named_in(text, [document for _, document in likely])
        return self._named_by[text]

    def _payer(self, line: BankLine) -> int:
        """The one organisation that the line names; 0 if none or several."""
        text = line.text
        if text not in self._payer_of:
            words = set(_words(text))
            found = {id for word in words for id in self._by_word.get(word, ())}
            found |= {id for id, phrase in self._phrases if phrase <= words}
            self._payer_of[text] = found.pop() if len(found) == 1 else 0
        return self._payer_of[text]


def _settled_text(named: Sequence[Document]) -> str:
    """A sentence with a space before it; "" if no number is named."""
    if not named:
        return ""
    numbers = listed([d.number for d in named])
    return f" The reference names {numbers}, where nothing is left to pay."


def _telling_words(organisations: Iterable[Organisation]) -> list[tuple[int, frozenset[str]]]:
    """Sets of words, each of which tells one organisation: a word of its name that no other has, or its account."""
    known = list(organisations)
    names = {
        o.id: {
            w
            for text in (o.display_name, o.name, o.invoice_name)
            for w in _words(text)
            if w not in _COMMON and len(w) > 2
        }
        for o in paced(known)
    }
    shared = Counter(word for words in names.values() for word in words)
    found = [
        (id, frozenset([word]))
        for id, words in names.items()
        for word in words
        if shared[word] == 1
    ]
    for o in known:
        found += [(o.id, frozenset(_words(text))) for text in (o.account_code, o.code) if text]
        if not names[o.id]:
            found.append((o.id, frozenset(_words(o.name))))
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
