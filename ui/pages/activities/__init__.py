"""The page Activities: what LOTI does for its members, in five ways, and who takes part."""

from ui.pages.activities.page import ActivitiesPage

__all__ = ["ActivitiesPage"]
