"""The page Fees: every fee of the year, why it is what it is, and their approval."""

from ui.pages.fees.page import FeesPage

__all__ = ["FeesPage"]
