"""Small questions about money that was booked: use it, pay it back, write off, take back, reverse, name the payer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from loti_admin.domain.accounts import OpenDocument
from loti_admin.domain.dates import long_date
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.receipts import Receipt
from loti_admin.services.account import (
    refund,
    reverse_receipt,
    take_back,
    use_on_account,
    use_receipt,
    write_off,
)
from loti_admin.services.receipts import name_payer
from ui.kit.dialog import FormDialog
from ui.kit.fields import ChoiceField, DateField, FormField, MoneyField, MultiLineField
from ui.kit.form import RecordForm
from ui.session import Session

Done = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is typed; `which` is the id of what was chosen, `amount` in pence."""

    which: int = 0
    amount: Money = ZERO
    on: date
    reason: str = ""


_AMOUNT = MoneyField(key="amount", label="Amount", half=True, required="Type the amount.")
_ON = DateField(key="on", label="Date", half=True, required="Type the date.")


def _reason(label: str, hint: str = "") -> FormField:
    return MultiLineField(key="reason", label=label, hint=hint, lines=2, max_length=500)


def _which(label: str, choices: Sequence[tuple[int, str]], *, half: bool = False) -> FormField:
    return ChoiceField(key="which", label=label, choices=choices, half=half)


def _dialog(
    session: Session,
    title: str,
    fields: Sequence[FormField],
    wish: Wish,
    act: str,
    on_act: Callable[[Wish], object],
    parent: QWidget,
    done: Callable[[], object],
    intro: str,
) -> FormDialog[Wish]:
    form: RecordForm[Wish] = RecordForm(fields)
    form.load(wish)

    def do(typed: Wish) -> None:
        on_act(typed)
        done()

    return FormDialog(title, form, act, do, parent, intro=intro, width=560)


def document_choices(entries: Sequence[OpenDocument]) -> list[tuple[int, str]]:
    """`LOTI-2026-0002, 36,000.00 left, due 31 July 2026`."""
    return [
        (
            entry.document.id,
            f"{entry.document.number}, {entry.left} left, due {long_date(entry.document.due)}",
        )
        for entry in entries
    ]


def use_dialog(
    session: Session,
    name: str,
    held: Money,
    entries: Sequence[OpenDocument],
    parent: QWidget,
    done: Done,
) -> FormDialog[Wish]:
    """Pays one of a member's documents with what is held for it."""
    first = entries[0]
    return _dialog(
        session,
        f"Use money on account of {name}",
        (_which("Pays", document_choices(entries)), _AMOUNT, _ON),
        Wish(which=first.document.id, amount=min(held, first.left), on=session.today()),
        "Use it",
        lambda wish: use_on_account(session.register, wish.which, wish.on, wish.amount),
        parent,
        lambda: done("Money on account used"),
        f"{held.text} is held on account.",
    )


def use_receipt_dialog(
    session: Session,
    receipt: Receipt,
    left: Money,
    entries: Sequence[OpenDocument],
    parent: QWidget,
    done: Done,
) -> FormDialog[Wish]:
    """Pays a document, anybody's, with what a receipt has left."""
    choices = [
        (id, f"{entry.document.organisation}: {words}")
        for entry, (id, words) in zip(entries, document_choices(entries), strict=True)
    ]
    return _dialog(
        session,
        f"Use the receipt of {long_date(receipt.on)}",
        (_which("Pays", choices), _AMOUNT, _ON),
        Wish(
            which=choices[0][0],
            amount=min(left, entries[0].left),
            on=max(session.today(), receipt.on),
        ),
        "Use it",
        lambda wish: use_receipt(session.register, receipt.id, {wish.which: wish.amount}, wish.on),
        parent,
        lambda: done("Receipt used"),
        f"{left.text} of {receipt.amount.text} is left on account.",
    )


def refund_dialog(
    session: Session,
    organisation_id: int,
    name: str,
    held: Money,
    parent: QWidget,
    done: Done,
    *,
    receipt_id: int = 0,
) -> FormDialog[Wish]:
    """Records that money was paid back, of one receipt or of all that is held; the payment itself is made at the
    bank."""
    return _dialog(
        session,
        f"Refund to {name}" if organisation_id else "Refund to a payer who is not known",
        (_AMOUNT, _ON, _reason("How and why", "For instance “BACS of today: paid twice”")),
        Wish(amount=held, on=session.today()),
        "Record refund",
        lambda wish: refund(
            session.register,
            organisation_id,
            wish.amount,
            wish.on,
            wish.reason,
            receipt_id=receipt_id,
        ),
        parent,
        lambda: done("Refund recorded"),
        f"{held.text} is held on account. The payment itself is made at your bank.",
    )


def write_off_dialog(
    session: Session, name: str, entries: Sequence[OpenDocument], parent: QWidget, done: Done
) -> FormDialog[Wish]:
    """Gives up what is left on a document, or a part of it."""
    first = entries[0]
    return _dialog(
        session,
        f"Write off a debt of {name}",
        (_which("Document", document_choices(entries)), _AMOUNT, _ON, _reason("Reason")),
        Wish(which=first.document.id, amount=first.left, on=session.today()),
        "Write off",
        lambda wish: write_off(session.register, wish.which, wish.on, wish.reason, wish.amount),
        parent,
        lambda: done("Written off"),
        "A write-off corrects no VAT. If the invoice was wrong, credit it instead.",
    )


def take_back_dialog(
    session: Session,
    choices: Sequence[tuple[int, str]],
    parent: QWidget,
    done: Done,
) -> FormDialog[Wish]:
    """Counters one booking; `choices` are allocations with their words."""
    return _dialog(
        session,
        "Take back a booking",
        (_which("Booking", choices), _ON, _reason("Reason")),
        Wish(which=choices[0][0], on=session.today()),
        "Take it back",
        lambda wish: take_back(session.register, wish.which, wish.on, wish.reason),
        parent,
        lambda: done("Taken back"),
        "Nothing is removed: a counter entry is booked beside it.",
    )


def reverse_dialog(
    session: Session, receipt: Receipt, parent: QWidget, done: Done
) -> FormDialog[Wish]:
    """Counters a whole receipt."""
    return _dialog(
        session,
        f"Reverse the receipt of {receipt.amount.text}",
        (_ON, _reason("Reason", "For instance “returned by the bank”")),
        Wish(on=max(session.today(), receipt.on)),
        "Reverse receipt",
        lambda wish: reverse_receipt(session.register, receipt.id, wish.on, wish.reason),
        parent,
        lambda: done("Receipt reversed"),
        "What it had paid is open again. Nothing is removed: counter entries are booked beside it.",
    )


def payer_dialog(
    session: Session,
    receipt: Receipt,
    choices: Sequence[tuple[int, str]],
    parent: QWidget,
    done: Done,
) -> FormDialog[Wish]:
    """Says who sent money; `choices` are organisations."""
    return _dialog(
        session,
        f"Who sent {receipt.amount.text}?",
        (_which("Payer", choices),),
        Wish(which=choices[0][0], on=session.today()),
        "Name the payer",
        lambda wish: name_payer(session.register, receipt.id, wish.which),
        parent,
        lambda: done("Payer named"),
        f"{long_date(receipt.on)}: {receipt.reference or 'no reference'}",
    )
