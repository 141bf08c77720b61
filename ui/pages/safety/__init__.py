"""The page Safety: what changed, the backups, the check of the register and its numbers."""

from ui.pages.safety.page import SafetyPage

__all__ = ["SafetyPage"]
