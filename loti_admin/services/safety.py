"""What is done for the register's safety before something final."""

from loti_admin.errors import Refused
from loti_admin.storage.backups import backup_before
from loti_admin.storage.conflicts import diverged_copies
from loti_admin.storage.register import Register
from loti_admin.storage.retention import Reason


def prepare_to_issue(register: Register) -> None:
    """Refuse while there is a second register that went its own way, and make a backup. Outside a write.

    Two registers that both issue would give the same numbers twice. Raises Refused, FileTrouble.
    """
    if register.path is not None:
        copies = diverged_copies(register, register.path)
        if copies:
            raise Refused(f"Nothing was issued. {conflict_text(copies[0].name)}")
    backup_before(register, Reason.ISSUE)


def conflict_text(name: str) -> str:
    """What to do about one conflict copy."""
    return (
        f"Beside this register lies {name}, a copy of it with changes that are missing here. "
        "Compare the two with the command history, carry the changes over, and move the copy to another folder."
    )
