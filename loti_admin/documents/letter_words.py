"""Words that statements and reminders share."""

from loti_admin.domain.accounts import OpenDocument
from loti_admin.domain.chasing import Interest
from loti_admin.domain.grammar import sentence_start
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import MINUS, Money

DASH = "–"
_KINDS = {DocumentKind.INVOICE: "Invoice", DocumentKind.REQUEST: "Request"}


def kind_text(document: Document) -> str:
    return _KINDS.get(document.kind, "Document")


def days_text(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def amount_text(amount: Money) -> str:
    """Nothing is a dash."""
    return str(amount) if amount else DASH


def taken_off(amount: Money) -> str:
    """What was paid or credited, with a minus."""
    return f"{MINUS}{amount}" if amount else DASH


def order_text(document: Document) -> str:
    order = document.purchase_order.strip()
    return f"Order {order}" if order else "No order number"


def purpose(document: Document) -> str:
    """What a document is for, in a few words: its first line, and how many there are more."""
    first = " ".join(document.lines[0].description.split()) if document.lines else ""
    first = sentence_start(first.removeprefix("LOTI membership "))
    more = len(document.lines) - 1
    return f"{first} and {more} more" if more > 0 else first


def settled(entry: OpenDocument) -> Money:
    """Everything that lowered what is left to pay."""
    return entry.paid + entry.credited + entry.written_off


def interest_text(interest: Interest) -> str:
    return (
        f"For information: statutory interest on what is overdue comes to {interest.interest.text} up to this date, "
        f"and the fixed sum for late payment to {interest.compensation.text}. We do not charge them."
    )
