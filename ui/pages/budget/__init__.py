"""The page Budget: the year's income and spending, and the workbook."""

from ui.pages.budget.page import BudgetPage

__all__ = ["BudgetPage"]
