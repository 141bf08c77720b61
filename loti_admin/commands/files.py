"""Making the files of what was just issued, and keeping in the register what they are."""

from collections.abc import Sequence
from pathlib import Path

from loti_admin.commands.opening import change
from loti_admin.commands.output import remark
from loti_admin.domain.invoices import Document
from loti_admin.errors import LotiError
from loti_admin.services.documents import MadeFile, keep_files, make_files


def make_and_keep(register: Path, issued: Sequence[Document], folder: Path) -> list[MadeFile]:
    """The PDFs of documents that were just issued. Raises what `make_files` raises.

    That they could not be noted, because somebody else took the register over, is only said: the files are there.
    """
    made = make_files(issued, folder)
    try:
        change(register, lambda opened: keep_files(opened, made))
    except LotiError as error:
        remark(f"The files are made, but the register could not note what they are: {error}")
    return made
