"""The version of the program, for the window."""

from loti_admin.version import VERSION

__all__ = ["VERSION"]
