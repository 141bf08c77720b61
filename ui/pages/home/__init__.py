"""The page Home: the year at a glance, and the one next step."""

from ui.pages.home.page import HomePage

__all__ = ["HomePage"]
