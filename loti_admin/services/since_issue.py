"""What an issued document prints of its customer and is otherwise today. It is said, and never applied: the particulars
are those of the day of issue, and a change goes onto the next document."""

from collections.abc import Callable, Iterable

from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import listed
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.organisations import Organisation
from loti_admin.pace import paced
from loti_admin.services.last_year import Change, text_change
from loti_admin.storage.register import Register


def changes_since_issue(
    register: Register, documents: Iterable[Document]
) -> dict[int, tuple[Change, ...]]:
    """By the ids of those documents whose customer's name, address, reference or order is another one today. An order
    that was taken away again counts as none. Reads only."""
    organisations = {o.id: o for o in register.organisations.all()}
    orders = {(o.organisation_id, o.year): o.number for o in paced(register.purchase_orders.all())}
    found = {}
    for document in paced(documents):
        organisation = organisations.get(document.organisation_id)
        if organisation is None:
            continue
        order = orders.get((organisation.id, document.year), "")
        changes = (
            *(
                _change(document, organisation, *field)
                for field in _PRINTED
                # A request for payment is no VAT document, and need not name the customer's number.
                if field[1] != "customer_vat_number" or document.kind is not DocumentKind.REQUEST
            ),
            text_change("Purchase order", document.purchase_order, order),
        )
        known = tuple(change for change in changes if change is not None)
        if known:
            found[document.id] = known
    return found


def since_issue_text(document: Document, changes: Iterable[Change]) -> str:
    """`Since 1 July 2026 the address and the postcode have changed; the document stays as it was issued.`"""
    names = [f"the {_in_a_sentence(change.what)}" for change in changes]
    if not names:
        return ""
    has = "has" if len(names) == 1 else "have"
    return (
        f"Since {long_date(document.on)} {listed(names)} {has} changed; "
        "the document stays as it was issued."
    )


def _in_a_sentence(what: str) -> str:
    return what if what.startswith("VAT") else what[0].lower() + what[1:]


def _change(
    document: Document, organisation: Organisation, what: str, field: str, now: Callable[..., str]
) -> Change | None:
    return text_change(what, getattr(document, field), now(organisation))


# As drafts take them over from the organisation (`services.drafts`).
_PRINTED: tuple[tuple[str, str, Callable[[Organisation], str]], ...] = (
    ("Name on the invoice", "customer_name", lambda o: o.invoice_name or o.name),
    ("Address", "customer_address", lambda o: o.address),
    ("Postcode", "customer_postcode", lambda o: o.postcode),
    ("VAT number", "customer_vat_number", lambda o: o.vat_number),
    ("Customer account", "customer_account", lambda o: o.account_code),
    (
        "Buyer reference",
        "buyer_reference",
        lambda o: o.buyer_reference or o.account_code or o.code,
    ),
)
