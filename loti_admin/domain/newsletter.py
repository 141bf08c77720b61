"""Who has asked for the newsletter, and who has objected to it: the one says nothing about the other for ever."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loti_admin.domain.frozen import digest


class Newsletter(StrEnum):
    """How a person stands to the newsletter. Off unless they asked for it; an objection outlasts their record."""

    NO = "no"
    YES = "yes"
    OBJECTED = "objected"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterObjection:
    """An address that objected to the newsletter on a day, kept as a hash only: so it can be kept after the person is
    erased, and still be known again when somebody types or imports the address."""

    id: int = 0
    email_hash: str
    on: date


def email_hash(email: str) -> str:
    """SHA-256 of the address in small letters, in hexadecimal."""
    return digest(email.strip().lower())
