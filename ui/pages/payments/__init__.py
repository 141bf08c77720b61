"""Money that comes in: who owes what, receipts, bank files, statements and reminders."""

from ui.pages.payments.page import PaymentsPage

__all__ = ["PaymentsPage"]
