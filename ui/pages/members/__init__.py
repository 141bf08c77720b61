"""The page Members: who is a member, who speaks for whom, and what each pays."""

from ui.pages.members.page import MembersPage

__all__ = ["MembersPage"]
