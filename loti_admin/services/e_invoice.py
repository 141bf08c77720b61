"""An issued document as a data file for the customer's system, beside the data that its PDF carries."""

from dataclasses import replace
from pathlib import Path

from loti_admin.domain.invoices import Document
from loti_admin.errors import Refused
from loti_admin.services.issuing import document_by_number
from loti_admin.storage.register import Register


def write_ubl(register: Register, number: str, path: Path) -> Document:
    """Write the document with that number as Peppol BIS Billing 3.0 (UBL), whole or not at all.

    Raises NotFound, FileTrouble, and Refused while the customer or the issuer has no electronic address.
    """
    # Fonts and layout, which give the words, take longer to load than other commands take to run.
    from loti_admin.documents.e_invoice.ubl import addressed, ubl_xml
    from loti_admin.documents.files import write_aside

    document = document_by_number(register, number)
    buyer, seller = addressed(document)
    if not buyer:
        # The address says where to send a file, not what is invoiced, so it may be younger than the document.
        organisation = register.organisations.get(document.organisation_id)
        document = replace(document, customer_email=organisation.invoice_email)
        buyer, _ = addressed(document)
    if not buyer:
        raise Refused(
            f"{document.organisation} has no e-mail address for invoices, which Peppol needs to know where "
            f"{document.number} goes. Type it on the Members page."
        )
    if not seller:
        raise Refused(
            f"The issuer of {document.number} has neither a VAT registration number nor a contact's e-mail, one of "
            "which Peppol needs. Set them under Settings for the next documents."
        )
    write_aside(path, ubl_xml(document))
    return document
