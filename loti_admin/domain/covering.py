"""Covering texts of e-mails: the officer's own words, with words in braces that are filled in for each member."""

import re
from collections.abc import Mapping

# What may stand in braces, and what it becomes.
PLACEHOLDERS: Mapping[str, str] = {
    "organisation": "the member",
    "year": "the membership year",
    "numbers": "the documents' numbers",
    "documents": "one line for each document, with its amount and dates",
    "reply to": "who answers questions, with telephone and e-mail",
    "issuer": "who issues the documents",
    "order by": "the day by which a purchase order is needed",
}
EMAIL_SUBJECT = "LOTI membership {year}: {numbers}"
EMAIL_TEXT = """Dear colleague,

Attached for {organisation}:

{documents}

Quote the number when you pay. The bank details stand on the document itself. \
We never change them by e-mail: if a message says we have, ring us on a number you already know.

Questions: {reply to}

{issuer}"""
PRO_FORMA_SUBJECT = "LOTI membership {year}: purchase order needed"
PRO_FORMA_TEXT = """Dear colleague,

Attached is a pro forma for {organisation}, so that you can raise a purchase order:

{documents}

Send us the number of the order {order by}. \
There is nothing to pay yet; the VAT invoice follows and will show your order.

Questions: {reply to}

{issuer}"""

_IN_BRACES = re.compile(r"\{([^{}\n]*)\}")


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and would not be filled in, each once."""
    return list(dict.fromkeys(w for w in _IN_BRACES.findall(text) if w not in PLACEHOLDERS))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced. What is filled in is never read for placeholders itself."""
    return _IN_BRACES.sub(lambda match: values.get(match[1], match[0]), text)


def one_line(text: str) -> str:
    """For subjects: a header of an e-mail has no line breaks."""
    return " ".join(text.split())
