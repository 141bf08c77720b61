"""Put each formula's value into the file, and take out what would make two exports of the same data differ.

openpyxl writes formulas without values, so previewers, mail readers and pandas show blanks. The values come from the
program's own arithmetic; spreadsheets recalculate on opening all the same.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from xml.sax.saxutils import escape

from loti_admin.documents.workbook.numbers import Value, cached_text

# A formula cell as openpyxl writes it, with lxml (`<v></v>`) and without (`<v />`).
_FORMULA = re.compile(
    r'<c r="(?P<ref>[A-Z]+[0-9]+)"(?P<style>(?: s="[0-9]+")?)><f>(?P<formula>[^<]*)</f><v ?(?:/>|></v>)</c>'
)
_MODIFIED = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def with_values(
    file: bytes, values: Mapping[str, Mapping[str, Value]], order: list[str], on: date
) -> bytes:
    """The same workbook with a value in each formula cell and every date in the container set to `on`.

    `values` by sheet title and cell; `order` is the titles in the order of the sheets.
    """
    made = io.BytesIO()
    moment = (on.year, on.month, on.day, 0, 0, 0)
    with (
        zipfile.ZipFile(io.BytesIO(file)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            number = re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", name)
            if number:
                content = _filled(content, values[order[int(number[1]) - 1]])
            elif name == "docProps/core.xml":
                stamp = f"{on.isoformat()}T00:00:00Z"
                content = _MODIFIED.sub(rf"\g<1>{stamp}\g<3>", content.decode()).encode()
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Otherwise the operating system that made the file stands in it.
            entry.create_system, entry.external_attr = 0, 0
            target.writestr(entry, content)
    return made.getvalue()


def _filled(sheet: bytes, values: Mapping[str, Value]) -> bytes:
    left = dict(values)

    def fill(match: re.Match[str]) -> str:
        value = left.pop(match["ref"])
        kind = ' t="str"' if isinstance(value, str) else ""
        text = escape(cached_text(value))
        return (
            f'<c r="{match["ref"]}"{match["style"]}{kind}>'
            f"<f>{match['formula']}</f><v>{text}</v></c>"
        )

    text = sheet.decode()
    filled = _FORMULA.sub(fill, text)
    # Both ways round: a value that found no cell, and a formula that found no value, are mistakes of this program.
    if left or filled.count("<f>") != len(values):
        raise AssertionError(f"formulas and values do not match: {sorted(left)[:5]}")
    return filled.encode()
