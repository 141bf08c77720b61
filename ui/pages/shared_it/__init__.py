"""The page Shared IT: services, their councils and representative, and what a change does to the fees."""

from ui.pages.shared_it.page import SharedItPage

__all__ = ["SharedItPage"]
