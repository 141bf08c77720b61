"""What is different about a document since the one of the year before: before it is issued somebody should look."""

from collections.abc import Iterable
from dataclasses import dataclass

from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import Money
from loti_admin.pace import paced
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is printed and was another; `printed` are the texts by which it is found on the page now."""

    what: str
    before: str
    now: str
    printed: tuple[str, ...]

    @property
    def text(self) -> str:
        """`Fee before VAT: £22,500.00, was £30,000.00`."""
        return f"{self.what}: {self.now or 'nothing'}, was {self.before or 'nothing'}"


def documents_before(register: Register, year: Year) -> dict[int, Document]:
    """The invoice or request of the year before by organisation: the first one that was not billed anew. Reads only."""
    documents = sorted(register.documents.where(year=year.previous.label), key=lambda d: d.id)
    again = {note.credits_number for note in documents if note.rebill}
    found: dict[int, Document] = {}
    for document in paced(documents):
        if document.kind is not DocumentKind.CREDIT_NOTE and document.number not in again:
            found.setdefault(document.organisation_id, document)
    return found


def changes_since(before: Document, now: Document) -> tuple[Change, ...]:
    """What differs, in the order of the page. Numbers, dates and the year itself differ every year and are left out,
    and so is an order's number, unless there was one and is none now."""
    changes = [
        _money("Fee before VAT", before.net, now.net),
        _money("VAT", before.vat, now.vat),
        _money("Amount to pay", before.gross, now.gross),
        text_change("Working", _without_year(before), _without_year(now), _workings(now)),
        text_change("Name on the invoice", before.customer_name, now.customer_name),
        text_change("Address", before.customer_address, now.customer_address),
        text_change("Postcode", before.customer_postcode, now.customer_postcode),
        text_change("VAT number", before.customer_vat_number, now.customer_vat_number),
        text_change("Customer account", before.customer_account, now.customer_account),
        text_change("Buyer reference", before.buyer_reference, now.buyer_reference),
        _order(before, now),
        text_change(
            "Days to pay", str(before.payment_days), str(now.payment_days), ("Payment is due",)
        ),
        *_supplier(before, now),
    ]
    return tuple(change for change in changes if change is not None)


def _supplier(before: Document, now: Document) -> Iterable[Change | None]:
    was, is_now = before.supplier, now.supplier
    for what, field in (
        ("Issuer", "name"),
        ("Issuer's address", "address"),
        ("Issuer's postcode", "postcode"),
        ("Issuer's VAT number", "vat_number"),
        ("Contact", "contact_name"),
        ("Contact's e-mail", "contact_email"),
        ("Contact's telephone", "contact_phone"),
        ("Bank", "bank_name"),
        ("Account name", "account_name"),
        ("Sort code", "sort_code"),
        ("Account number", "account_number"),
        ("IBAN", "iban"),
        ("Legal details", "legal_text"),
        ("Payment terms", "terms"),
        ("Note", "note"),
    ):
        yield text_change(what, getattr(was, field), getattr(is_now, field))
    if was.logo != is_now.logo:
        yield Change(what="Logo", before="another", now="as on the page", printed=())


def text_change(
    what: str, before: str, now: str, printed: tuple[str, ...] | None = None
) -> Change | None:
    """What is printed of a text that is another one; None if only spaces and line breaks differ."""
    if " ".join(before.split()) == " ".join(now.split()):
        return None
    lines = tuple(line.strip() for line in now.splitlines() if line.strip())
    return Change(
        what=what,
        before=", ".join(before.splitlines()),
        now=", ".join(lines),
        printed=lines if printed is None else printed,
    )


def _money(what: str, before: Money, now: Money) -> Change | None:
    if before == now:
        return None
    return Change(what=what, before=before.text, now=now.text, printed=(str(now),))


def _order(before: Document, now: Document) -> Change | None:
    if before.purchase_order.strip() and not now.purchase_order.strip():
        return Change(
            what="Purchase order",
            before=before.purchase_order,
            now="",
            printed=("Your purchase order",),
        )
    return None


def _workings(document: Document) -> tuple[str, ...]:
    """The first sentence of each line's working: the whole is broken over lines of the page."""
    return tuple(line.working.partition(". ")[0] for line in document.lines if line.working)


def _without_year(document: Document) -> str:
    """The workings without what is about the year itself: the schedule's name and the day of its approval."""
    return "\n".join(line.working.partition(" Fee schedule ")[0] for line in document.lines)
