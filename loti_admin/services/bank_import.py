"""Bank files: reading one with its remembered columns, proposing what each line pays, and booking what was ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from loti_admin.domain.bank import BankLine, BankMapping, BookedLine, KnownMapping, fingerprints
from loti_admin.domain.bank_matching import Matcher
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.receipts import Receipt, Use
from loti_admin.errors import Conflict, FileTrouble, Invalid, NothingToDo, Problem, reason_of
from loti_admin.imports.bank_csv import (
    LARGEST_FILE,
    BankTable,
    guessed_mapping,
    missing,
    read_lines,
    read_table,
)
from loti_admin.imports.bank_ofx import is_ofx, read_ofx
from loti_admin.pace import paced
from loti_admin.services.receipts import Recorded, book_receipt, books_now
from loti_admin.storage.register import Register


class LineState(StrEnum):
    """What is known of a line. `TWIN`: a receipt of the day and amount was booked in another way. `REVERSED`: it was
    booked, and its receipt was reversed since, so that it can be booked again."""

    NEW = "new"
    BOOKED = "booked"
    SET_ASIDE = "set aside"
    REVERSED = "reversed"
    TWIN = "maybe booked"
    WENT_OUT = "went out"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFile:
    """A file as read: for CSV its table with the mapping in use, which may be a guess; None for OFX."""

    name: str
    table: BankTable | None = None
    mapping: BankMapping | None = None
    remembered: bool = False
    lines: tuple[BankLine, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def questions(self) -> list[str]:
        """What has to be said about the columns before the lines can be read."""
        return missing(self.mapping) if self.mapping else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one line would pay (documents with pence), whose money it is (0: unknown), why, and whether to tick it."""

    line: BankLine
    fingerprint: str
    state: LineState
    parts: tuple[tuple[Document, Money], ...] = ()
    organisation_id: int = 0
    reason: str
    ticked: bool = False

    @property
    def bookable(self) -> bool:
        return self.state not in (LineState.BOOKED, LineState.WENT_OUT)

    @property
    def on_account(self) -> Money:
        """What no document would take, in pence."""
        return self.line.amount - total(part for _, part in self.parts)


def read_file(register: Register, path: Path, mapping: BankMapping | None = None) -> BankFile:
    """Read a CSV or OFX file of a bank. For CSV with `mapping`, or the one remembered for its heads, or a guess.

    Raises FileTrouble if the file cannot be read or holds no transactions.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileTrouble(f"{path.name} is too large for a bank's file. Choose another file.")
        data = path.read_bytes()
    except OSError as error:
        raise FileTrouble(
            f"{path} could not be read: {reason_of(error)}. Choose another file."
        ) from error
    return read_content(register, data, path.name, mapping)


def read_content(
    register: Register, data: bytes, name: str, mapping: BankMapping | None = None
) -> BankFile:
    """The same for what a file holds."""
    if is_ofx(data):
        read = read_ofx(data)
        return BankFile(name=name, lines=read.lines, problems=read.problems)
    table = read_table(data)
    known = register.bank_mappings.first(signature=table.signature)
    if mapping is None:
        mapping = known.mapping if known else guessed_mapping(table)
    file = BankFile(
        name=name,
        table=table,
        mapping=mapping,
        remembered=known is not None and known.mapping == mapping,
    )
    if file.questions:
        return file
    read = read_lines(table, mapping)
    return replace(file, lines=read.lines, problems=read.problems)


def remember_mapping(register: Register, file: BankFile) -> None:
    """Keep the columns of this file for every file with the same heads. Raises Invalid while one is missing."""
    if file.table is None or file.mapping is None:
        return
    if file.questions:
        raise Invalid([Problem(question, field="mapping") for question in file.questions])
    known = register.bank_mappings.first(signature=file.table.signature)
    with register.write("Remember the columns of a bank's file"):
        if known is None:
            register.bank_mappings.add(
                KnownMapping(signature=file.table.signature, mapping=file.mapping)
            )
        else:
            register.bank_mappings.save(replace(known, mapping=file.mapping))


def propose(register: Register, lines: Sequence[BankLine]) -> list[Proposal]:
    """A proposal for each line, in their order. Nothing is written."""
    marks = fingerprints(lines)
    known = {entry.fingerprint: entry for entry in register.bank_lines.all()}
    booked = _booked_lines(register)
    fresh = [
        place
        for place, (line, mark) in enumerate(zip(lines, marks, strict=True))
        if line.came_in and mark not in booked
    ]
    matcher = Matcher(
        books_now(register).open_documents(),
        register.documents.all(),
        register.organisations.all(),
    )
    matches = dict(zip(fresh, matcher.match([lines[place] for place in fresh]), strict=True))
    twins = _receipts_not_of_a_file(register)
    found = []
    for place, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if place not in matches:
            went_out = not line.came_in
            found.append(
                Proposal(
                    line=line,
                    fingerprint=mark,
                    state=LineState.WENT_OUT if went_out else LineState.BOOKED,
                    reason="It went out." if went_out else "Booked from a bank file already.",
                )
            )
            continue
        match = matches[place]
        state, reason = LineState.NEW, match.reason
        if mark in known and known[mark].receipt_id:
            state, reason = LineState.REVERSED, f"Booked and reversed before. {reason}"
        elif mark in known:
            state, reason = LineState.SET_ASIDE, f"Set aside before. {reason}"
        elif twins.get((line.on, line.amount), 0) > 0:
            twins[line.on, line.amount] -= 1
            state = LineState.TWIN
            reason = f"A receipt of this day and amount is booked already. {reason}"
        found.append(
            Proposal(
                line=line,
                fingerprint=mark,
                state=state,
                parts=match.parts,
                organisation_id=match.organisation_id,
                reason=reason,
                ticked=match.sure and state is LineState.NEW,
            )
        )
    return found


def _booked_lines(register: Register) -> set[str]:
    """The fingerprints of lines whose receipt stands."""
    reversals = register.allocations.where(use=Use.REVERSAL)
    gone = {entry.receipt_id for entry in reversals}
    return {
        entry.fingerprint
        for entry in register.bank_lines.all()
        if entry.receipt_id and entry.receipt_id not in gone
    }


def _receipts_not_of_a_file(register: Register) -> dict[tuple[object, Money], int]:
    """How many receipts of a day and amount were recorded by hand or by the workbook."""
    of_files = {entry.receipt_id for entry in register.bank_lines.all()}
    found: dict[tuple[object, Money], int] = {}
    for receipt in paced(register.receipts.all()):
        if receipt.id not in of_files:
            key = (receipt.on, receipt.amount)
            found[key] = found.get(key, 0) + 1
    return found


def assigned(
    register: Register, proposal: Proposal, organisation_id: int, parts: Mapping[int, Money]
) -> Proposal:
    """The proposal as the officer changed it: another payer, other documents (pence by id); ticked."""
    documents = tuple((register.documents.get(id), part) for id, part in parts.items() if part)
    return replace(
        proposal,
        organisation_id=organisation_id,
        parts=documents,
        reason="As you chose.",
        ticked=True,
    )


def book(register: Register, proposals: Sequence[Proposal], name: str) -> tuple[Recorded, ...]:
    """Book every ticked proposal of a file called `name`, all in one step to undo; lines that are booked already are
    passed over, so the same file twice books nothing twice.

    Raises NothingToDo if nothing is ticked or left, Conflict if a document was paid since the proposals were made.
    """
    ticked = [p for p in proposals if p.ticked and p.bookable]
    if not ticked:
        raise NothingToDo("Nothing is ticked. Tick the lines that are to be booked.")
    known = {entry.fingerprint: entry for entry in register.bank_lines.all()}
    booked = _booked_lines(register)
    left = [p for p in ticked if p.fingerprint not in booked]
    if not left:
        raise NothingToDo(f"Everything that is ticked in {name} is booked already.")
    count = "1 receipt" if len(left) == 1 else f"{len(left)} receipts"
    still_open = _Open(register)
    with register.write(f"Book {count} from {name}"):
        return tuple(_booked(register, p, name, known.get(p.fingerprint), still_open) for p in left)


class _Open:
    """What is left to pay on documents while the lines of one file are booked: read once, however many they are."""

    def __init__(self, register: Register) -> None:
        self._books = books_now(register)
        self._taken: dict[int, Money] = {}

    def take(self, document: Document, part: Money) -> bool:
        """Whether so much is open; it is not open for the next line then."""
        taken = self._taken.get(document.id, ZERO) + part
        if part <= ZERO or taken > self._books.left(document):
            return False
        self._taken[document.id] = taken
        return True


def _booked(
    register: Register,
    proposal: Proposal,
    name: str,
    known: BookedLine | None,
    still_open: _Open,
) -> Recorded:
    line, parts = proposal.line, proposal.parts
    for document, part in parts:
        if not still_open.take(document, part):
            raise Conflict(
                f"Line {line.row} can no longer be booked so: {part.text} is more than {document.number} has left to "
                "pay. Read the file again."
            )
    if proposal.on_account < ZERO:
        raise Conflict(f"Line {line.row} pays more than it is. Read the file again.")
    payer = proposal.organisation_id or (parts[0][0].organisation_id if parts else 0)
    receipt = Receipt(
        on=line.on,
        amount=line.amount,
        reference=line.text,
        organisation_id=payer,
        note=f"{name}, line {line.row}",
    )
    recorded = book_receipt(register, receipt, parts)
    entry = BookedLine(
        fingerprint=proposal.fingerprint,
        on=line.on,
        amount=line.amount,
        text=line.text,
        receipt_id=recorded.receipt.id,
    )
    if known is None:
        register.bank_lines.add(entry)
    else:
        register.bank_lines.save(replace(entry, id=known.id))
    return recorded


def set_aside(register: Register, proposals: Sequence[Proposal]) -> int:
    """Note that these lines are not for us, so that they are not proposed again; gives how many were noted."""
    known = {entry.fingerprint for entry in register.bank_lines.all()}
    fresh = [p for p in proposals if p.bookable and p.fingerprint not in known]
    with register.write("Set bank lines aside"):
        for p in fresh:
            register.bank_lines.add(
                BookedLine(
                    fingerprint=p.fingerprint,
                    on=p.line.on,
                    amount=p.line.amount,
                    text=p.line.text,
                )
            )
    return len(fresh)
