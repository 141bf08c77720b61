"""A new organisation, or what is known of one."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.domain.vat import VatTreatment
from loti_admin.services.members import save_organisation
from ui.kit.dialog import FormDialog
from ui.kit.fields import (
    CheckField,
    ChoiceField,
    EmailField,
    FormField,
    MultiLineField,
    OptionalDateField,
    TextField,
)
from ui.kit.form import RecordForm
from ui.session import Session

KINDS = (
    (Kind.BOROUGH, "Council"),
    (Kind.GLA, "Greater London Authority"),
    (Kind.LONDON_COUNCILS, "London Councils"),
    (Kind.FUNDER, "Funder"),
    (Kind.OTHER, "Other"),
)
_VAT = (
    (None, "As usual for its kind"),
    (VatTreatment.STANDARD, "Standard rate"),
    (VatTreatment.OUTSIDE, "Outside the scope of VAT"),
)
_FIELDS: tuple[FormField, ...] = (
    TextField(key="name", label="Full name", required="Type the organisation's name."),
    TextField(key="short_name", label="Short name", hint="As lists show it", half=True),
    TextField(
        key="code",
        label="Code",
        hint="The GSS code, or a short code of your own",
        half=True,
        max_length=20,
        required="Type the GSS code, or a short code of your own.",
    ),
    ChoiceField(key="kind", label="Kind", choices=KINDS, half=True),
    ChoiceField(key="vat_treatment", label="VAT", choices=_VAT, half=True),
    TextField(key="invoice_name", label="Name on the invoice", hint="Empty: the full name"),
    MultiLineField(key="address", label="Invoice address", lines=4, hint="Without the postcode"),
    TextField(key="postcode", label="Postcode", half=True, max_length=10),
    EmailField(key="invoice_email", label="E-mail address for invoices", half=True),
    TextField(
        key="account_code",
        label="Account code",
        hint="In the finance system, at most 8 letters and digits",
        half=True,
        max_length=8,
    ),
    TextField(key="vat_number", label="VAT number", half=True, max_length=20),
    TextField(key="buyer_reference", label="Buyer reference", half=True),
    CheckField(key="purchase_order_required", label="Pays only with a purchase order", half=True),
    OptionalDateField(key="charter_agreed", label="Charter agreed on", half=True),
    OptionalDateField(key="payment_confirmed", label="Yearly payment confirmed on", half=True),
    MultiLineField(key="notes", label="Notes", lines=3),
)


def organisation_dialog(
    session: Session,
    organisation: Organisation | None,
    parent: QWidget,
    done: Callable[[Organisation], object],
) -> FormDialog[Organisation]:
    """Adds an organisation (None) or changes one; `done` gets it as it was saved."""
    form: RecordForm[Organisation] = RecordForm(_FIELDS)
    form.load(organisation or Organisation(code="", name="", kind=Kind.BOROUGH))

    def save(typed: Organisation) -> None:
        tidy = replace(typed, postcode=typed.postcode.upper())
        done(save_organisation(session.register, tidy))

    if organisation is None:
        intro = "Record who it is. Its membership begins with Joins on…, its contacts follow."
        return FormDialog("New member", form, "Add member", save, parent, intro=intro)
    return FormDialog(f"Edit {organisation.display_name}", form, "Save", save, parent)
