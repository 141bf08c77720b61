"""What every command that issues does around it: the folder and a backup before, the files and their notes after."""

from collections.abc import Callable, Sequence
from pathlib import Path

from loti_admin.commands.opening import change, make_folder
from loti_admin.commands.output import remark
from loti_admin.domain.document_words import counted
from loti_admin.domain.invoices import Document
from loti_admin.errors import LotiError, Refused
from loti_admin.services.documents import MadeFile, keep_files, make_files
from loti_admin.services.safety import prepare_to_issue
from loti_admin.storage.register import Register


def ready_to_issue(out: Path | None) -> Callable[[Register], None]:
    """Make the folder first, because one that cannot be written is the common mistake; then the checked backup."""

    def prepare(opened: Register) -> None:
        if out is not None:
            make_folder(out)
        prepare_to_issue(opened)

    return prepare


def make_and_keep(register: Path, issued: Sequence[Document], folder: Path) -> list[MadeFile]:
    """The PDFs of documents that were just issued. Raises Refused if one cannot be made; they stay issued.

    That they could not be noted, because somebody else took the register over, is only said: the files are there.
    """
    try:
        made = make_files(issued, folder)
    except (LotiError, OSError) as error:
        raise Refused(
            f"{_standing(issued)} could not be made: {error} The command documents makes the files again."
        ) from error
    try:
        change(register, lambda opened: keep_files(opened, made))
    except LotiError as error:
        remark(f"The files are made, but the register could not note what they are: {error}")
    return made


def _standing(issued: Sequence[Document]) -> str:
    if len(issued) == 1:
        return f"{issued[0].number} stands in the register as issued, but its file"
    return f"{counted(issued)} stand in the register as issued, but not every file"
