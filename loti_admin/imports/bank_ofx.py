"""A bank's OFX file: the transactions of a statement, from the older form (SGML) and the newer one (XML) alike.

Read by hand: of a standard of a thousand pages a statement needs six tags, and the libraries that know the others are
under a licence that this program cannot take on, or are no longer looked after. No entities are expanded and nothing is
fetched, so a file from anywhere is safe to read.
"""

import re
from datetime import date
from html import unescape

from loti_admin.domain.bank import BankLine
from loti_admin.domain.dates import parse_date
from loti_admin.domain.money import Money
from loti_admin.errors import FileTrouble
from loti_admin.imports.bank_csv import LARGEST_FILE, ReadLines

_TRANSACTION = re.compile(
    r"<STMTTRN>(.*?)(?=<STMTTRN>|</STMTTRN>|</BANKTRANLIST>|\Z)", re.IGNORECASE | re.DOTALL
)
_FIELD = re.compile(r"<([A-Z0-9.]+)>([^<\r\n]*)", re.IGNORECASE)
_CHARSET = re.compile(rb"CHARSET:\s*(\S+)|encoding=[\"']([^\"']+)", re.IGNORECASE)


def is_ofx(data: bytes) -> bool:
    """Whether a file is OFX, by its beginning and not its name."""
    start = data[:4_000].upper().replace(b"\0", b"")
    return b"OFXHEADER" in start or b"<OFX>" in start


def read_ofx(data: bytes) -> ReadLines:
    """The lines of the statement. Raises FileTrouble if the file holds no transaction."""
    if len(data) > LARGEST_FILE:
        raise FileTrouble(
            "The file is too large for a bank's file. Choose the file with the transactions."
        )
    text = _decoded(data)
    lines, problems = [], []
    for match in _TRANSACTION.finditer(text):
        row = text.count("\n", 0, match.start()) + 1
        fields = {
            name.upper(): " ".join(unescape(value).split())
            for name, value in _FIELD.findall(match[1])
            if value.strip()
        }
        try:
            lines.append(_line(row, fields))
        except ValueError as error:
            problems.append(f"Line {row}: {error}")
    if not lines and not problems:
        raise FileTrouble(
            "The file holds no transactions. Export a statement with some from the bank."
        )
    return ReadLines(lines=tuple(lines), problems=tuple(problems))


def _line(row: int, fields: dict[str, str]) -> BankLine:
    amount = fields.get("TRNAMT", "").replace(" ", "")
    # The standard allows a comma for the point, and never writes one between thousands.
    if "," in amount and "." not in amount:
        amount = amount.replace(",", ".")
    return BankLine(
        row=row,
        on=_day(fields.get("DTPOSTED", "")),
        amount=Money.parse(amount.removeprefix("+")),
        reference=" ".join(
            dict.fromkeys(fields[key] for key in ("MEMO", "CHECKNUM", "REFNUM") if key in fields)
        ),
        payer=fields.get("NAME", ""),
        bank_id=fields.get("FITID", ""),
    )


def _day(text: str) -> date:
    match = re.match(r"(\d{4})(\d{2})(\d{2})", text)
    return parse_date("-".join(match.groups()) if match else text)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    found = _CHARSET.search(data[:4_000])
    named = (found[1] or found[2]).decode("ascii", "replace").casefold() if found else ""
    for encoding in ("utf-8-sig", "cp1252" if named in ("1252", "none", "") else named, "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")
