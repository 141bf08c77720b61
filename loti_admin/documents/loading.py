"""What lays out and draws documents, loaded bit by bit for whoever must not wait: all at once it would be felt."""

from importlib import import_module

from loti_admin.documents.fonts import FACES, load_face
from loti_admin.pace import rest

# The libraries first; each of the others would load them in one go.
_MODULES = (
    "pypdf",
    "reportlab.pdfgen.canvas",
    "reportlab.pdfbase.ttfonts",
    "pypdfium2",
    "loti_admin.documents.content",
    "loti_admin.documents.e_invoice.parts",
    "loti_admin.documents.e_invoice.rules",
    "loti_admin.documents.printable",
    "loti_admin.documents.invoice_pdf",
)


def load_bit_by_bit() -> None:
    """Load what is not loaded yet, with a rest after each piece. Afterwards it costs nothing."""
    for module in _MODULES:
        import_module(module)
        rest()
    for face in FACES:
        load_face(face)
        rest()
