"""Invoices as data: the same frozen document as on the page, in the words of EN 16931.

`parts` says once what stands in an e-invoice. `cii` writes it as the `factur-x.xml` inside the PDF, `ubl` as a file for
other systems, and `rules` tells before issue what either of them would refuse.
"""

from loti_admin.domain.invoices import Document, DocumentKind

ATTACHED_NAME = "factur-x.xml"


def carries_data(document: Document) -> bool:
    """Whether the issued document's PDF carries its data: every VAT invoice and every credit note against one.

    A request for payment is not a VAT invoice, so nothing in its PDF may look like one to a program. Lines with and
    without VAT cannot stand in one e-invoice (EN 16931, BR-O-11 to BR-O-14); `check_e_invoice` refuses them.
    """
    kinds = (DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE)
    return (
        document.kind in kinds
        and bool(document.lines)
        and all(line.vat_rate is not None for line in document.lines)
    )
