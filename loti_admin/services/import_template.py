"""The empty import workbook as a file."""

from pathlib import Path

from loti_admin.documents.files import write_aside
from loti_admin.domain.dates import Year
from loti_admin.errors import Refused
from loti_admin.imports.template import template_bytes


def write_template(path: Path, year: Year) -> None:
    """Write the template aside, then give it its name. Its drop-downs of years begin with the year before `year`.

    Raises Refused for a name that no workbook has, FileTrouble if the file cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refused(f"A workbook's name ends in .xlsx. Type {path.name}.xlsx.")
    write_aside(path, template_bytes(year.previous))
