"""A bank's CSV file, whichever bank it is: reading its table, guessing what its columns hold, and its lines.

Banks differ in everything: encoding, separator, lines above the heads, one signed column or two, dates. Nothing is
assumed that cannot be seen in the file; what was confirmed once is remembered for files with the same heads.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from loti_admin.domain.bank import NO_COLUMN, BankLine, BankMapping
from loti_admin.domain.dates import parse_date
from loti_admin.domain.frozen import digest
from loti_admin.domain.money import ZERO, Money
from loti_admin.errors import FileTrouble

LARGEST_FILE = 20_000_000
_SEPARATORS = ",;\t|"
_HEAD_WITHIN = 30  # lines above the heads: account name, sort code, period
_WORDS = {
    "on": (
        "date", "transaction date", "posting date", "posted date", "value date", "entry date",
        "date completed", "date completed utc", "completed date",
    ),
    "amount": (
        "amount", "value", "transaction amount", "amount gbp", "net amount", "debit credit",
        "credit debit",
    ),
    "money_in": ("money in", "paid in", "credit", "credit amount", "credits", "receipts", "in"),
    "money_out": ("money out", "paid out", "debit", "debit amount", "debits", "payments", "out"),
    "reference": (
        "reference", "description", "details", "narrative", "transaction description", "memo",
        "transaction details", "payment reference", "narrative 1", "narrative 2", "narrative 3",
        "customer reference", "bank reference", "additional details", "particulars",
        "merchant description",
    ),
    "payer": (
        "payer", "name", "counter party", "counterparty", "counterparty name", "from", "payer name",
        "remitter", "merchant", "payee",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTable:
    """The table of a file: its heads (made up where there are none), its rows with their line in the file."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    signature: str

    def cell(self, row: Sequence[str], column: int) -> str:
        return row[column].strip() if 0 <= column < len(row) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLines:
    """The lines of a file, and a sentence for each one that could not be read."""

    lines: tuple[BankLine, ...]
    problems: tuple[str, ...] = ()


def read_table(data: bytes) -> BankTable:
    """Raises FileTrouble with a sentence if the file holds no table."""
    if len(data) > LARGEST_FILE:
        raise FileTrouble(
            "The file is too large for a bank's file. Choose the file with the transactions."
        )
    text = _decoded(data)
    if "\0" in text:
        raise FileTrouble("This is not a CSV file. Save the transactions as CSV or OFX first.")
    rows = _rows(text)
    if not rows:
        raise FileTrouble("The file is empty. Choose the file with the transactions.")
    place = _place_of_heads(rows)
    if place is None:
        width = max(len(row) for _, row in rows)
        heads = tuple(f"Column {number}" for number in range(1, width + 1))
        return BankTable(heads=heads, rows=tuple(rows), signature=digest(f"{width} columns"))
    heads = tuple(" ".join(cell.split()) for cell in rows[place][1])
    return BankTable(
        heads=heads,
        rows=tuple(rows[place + 1 :]),
        signature=digest("|".join(head.casefold() for head in heads)),
    )


def guessed_mapping(table: BankTable) -> BankMapping:
    """What the heads say the columns are. A guess is only offered; `missing` says what it leaves out."""
    heads = [_plain(head) for head in table.heads]

    def first(key: str) -> int:
        places = [heads.index(word) for word in _WORDS[key] if word in heads]
        return places[0] if places else NO_COLUMN

    amount, money_in = first("amount"), first("money_in")
    if money_in != NO_COLUMN:
        amount = NO_COLUMN
    reference = [i for i, head in enumerate(heads) if head in _WORDS["reference"]]
    return BankMapping(
        on=first("on"),
        amount=amount,
        money_in=money_in,
        money_out=first("money_out"),
        reference=tuple(reference),
        payer=first("payer"),
    )


def missing(mapping: BankMapping) -> list[str]:
    """What a mapping has to say before lines can be read, in sentences."""
    found = []
    if mapping.on == NO_COLUMN:
        found.append("Say which column holds the date.")
    if mapping.amount == NO_COLUMN and mapping.money_in == NO_COLUMN:
        found.append("Say which column holds the amount, or the money in.")
    if not mapping.reference and mapping.payer == NO_COLUMN:
        found.append("Say which column holds the reference or the payer.")
    return found


def read_lines(table: BankTable, mapping: BankMapping) -> ReadLines:
    """The lines as a mapping reads them. A row without date and amount is a heading or a balance, and left out."""
    lines, problems = [], []
    for number, row in table.rows:
        day = table.cell(row, mapping.on)
        amounts = [
            table.cell(row, column)
            for column in (mapping.amount, mapping.money_in, mapping.money_out)
        ]
        if not day or not any(amounts):
            continue
        try:
            lines.append(
                BankLine(
                    row=number,
                    on=_day(day, month_first=mapping.month_first),
                    amount=_amount(mapping, *amounts),
                    reference=" ".join(
                        dict.fromkeys(
                            " ".join(table.cell(row, column).split())
                            for column in mapping.reference
                            if table.cell(row, column)
                        )
                    ),
                    payer=" ".join(table.cell(row, mapping.payer).split()),
                )
            )
        except ValueError as error:
            problems.append(f"Line {number}: {error}")
    return ReadLines(lines=tuple(lines), problems=tuple(problems))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What older programs of Windows write; every byte of it is some character.
        return data.decode("cp1252", errors="replace")


def _rows(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """The rows that hold anything, with the line of the file on which each ends."""
    sample = text[:20_000]
    separator = max(_SEPARATORS, key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((reader.line_num, tuple(row)))
    except csv.Error as error:
        raise FileTrouble(
            f"Line {reader.line_num} of the file cannot be read ({error}). "
            "Export the transactions again."
        ) from error
    return found


def _place_of_heads(rows: Sequence[tuple[int, tuple[str, ...]]]) -> int | None:
    dates = set(_WORDS["on"])
    for place, (_, row) in enumerate(rows[:_HEAD_WITHIN]):
        cells = [_plain(cell) for cell in row]
        if len(row) > 1 and (dates.intersection(cells) or _looks_like_heads(cells)):
            return place
        if any(_is(cell, _day) for cell in row) and any(_is(cell, Money.parse) for cell in row):
            return None
    return None


def _looks_like_heads(cells: Sequence[str]) -> bool:
    """Two cells or more that are words of some bank's heads."""
    known = {word for words in _WORDS.values() for word in words}
    return sum(cell in known for cell in cells) >= 2


def _is(cell: str, read: Callable[[str], object]) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True


def _plain(head: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", head.casefold()).split()).removesuffix(" gbp")


def _day(text: str, *, month_first: bool = False) -> date:
    """Also with a time of day behind it, which is left out."""
    bare = re.split(r"[T ]\d{1,2}:\d{2}", text.strip())[0]
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", bare)
    if compact:
        bare = "-".join(compact.groups())
    if month_first and (match := re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2,4})", bare)):
        bare = f"{match[3]}/{match[1]}/{match[4]}"
    return parse_date(bare)


def _amount(mapping: BankMapping, amount: str, money_in: str, money_out: str) -> Money:
    """What came in, in pence; below zero what went out. A column of what went out may or may not carry a minus."""
    if mapping.amount != NO_COLUMN:
        signed = _money(amount)
        return -signed if mapping.flipped else signed
    came = _money(money_in) if money_in else ZERO
    went = abs(_money(money_out)) if money_out else ZERO
    return came - went


def _money(text: str) -> Money:
    """Also `1,200.00 CR` and `30.00DR`, and trailing minus signs, as some banks print them."""
    match = re.fullmatch(r"(.*?)\s*(CR|DR|-|GBP)?", text.strip(), re.IGNORECASE | re.DOTALL)
    bare, mark = (match[1], (match[2] or "").upper()) if match else (text, "")
    money = Money.parse(bare.removeprefix("GBP").strip())
    return -abs(money) if mark in ("DR", "-") else money
