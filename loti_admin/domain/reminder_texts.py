"""The words of reminders: the officer's own, with words in braces that are filled in for each letter.

The tone rises by level through facts and dates alone.
"""

import re
from collections.abc import Mapping

PLACEHOLDERS: Mapping[str, str] = {
    "documents": "“the invoice below” or “the 3 documents below”",
    "numbers": "the documents' numbers",
    "amount": "what is overdue",
    "due": "the earliest due date",
    "days": "how late the oldest is",
    "answer by": "the day by which an answer is asked for",
    "last reminder": "the day of the reminder before this one",
    "organisation": "the member",
}
# What is filled in here stands in Semibold: the facts that somebody who pays looks for.
STRONG = frozenset({"amount", "due", "answer by"})

GREETING = "Dear Accounts Payable team,"
OPENINGS = {
    1: "We have no payment yet for {documents}, due on {due}. It may be on its way already, or something may be "
    "holding it up.",
    2: "We wrote on {last reminder} about {documents}. The money was due on {due} and we have no payment for it, and "
    "no query about it.",
    3: "We wrote on {last reminder} about {documents}, due on {due} and now {days} overdue. We have had no payment "
    "and no query. This is our last letter about it; next we ring your head of finance to find out what holds it up.",
}
REQUESTS = {
    1: "Please pay {amount} by {answer by}. If something stands in the way, tell us by the same day. Most often it is "
    "one of these:",
    2: "Please pay {amount} by {answer by}. If something stands in the way, tell us by the same day. Most often it is "
    "one of these:",
    3: "Please pay {amount} by {answer by}, or tell us by the same day what stands in the way and when it will be "
    "paid. Most often it is one of these:",
}
OBSTACLES = """\
the invoice has no purchase order, or the wrong one: send us the number and we will put it right;
you do not have the invoice: tell us and we send a copy;
you dispute part of it: tell us which part, and pay the rest."""
THANKS = "If you have paid in the last three days, thank you; there is nothing more to do."

_IN_BRACES = re.compile(r"\{([^{}\n]*)\}")


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and would not be filled in, each once."""
    return list(dict.fromkeys(w for w in _IN_BRACES.findall(text) if w not in PLACEHOLDERS))


def filled_runs(text: str, values: Mapping[str, str]) -> tuple[tuple[str, bool], ...]:
    """The text in stretches, each with whether it is strong; what is filled in is never read for placeholders."""
    runs: list[tuple[str, bool]] = []
    end = 0
    for match in _IN_BRACES.finditer(text):
        runs.append((text[end : match.start()], False))
        runs.append((values.get(match[1], match[0]), match[1] in STRONG))
        end = match.end()
    runs.append((text[end:], False))
    return tuple((part, strong) for part, strong in runs if part)
