"""The page Invoices: drafts, issuing, the documents of the year and their pages."""

from ui.pages.invoices.page import InvoicesPage

__all__ = ["InvoicesPage"]
