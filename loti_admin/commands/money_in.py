"""Commands for money that comes in: the aged list, statements, reminders, bank files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from loti_admin.commands.opening import change, make_folder, reading
from loti_admin.commands.output import remark, say, say_json, say_table
from loti_admin.commands.values import (
    PATH,
    day_option,
    json_option,
    out_option,
    register_argument,
)
from loti_admin.domain.accounts import AGES, Account
from loti_admin.domain.bank import NO_COLUMN, BankMapping
from loti_admin.domain.chasing import LEVEL_NAMES
from loti_admin.domain.dates import long_date
from loti_admin.domain.letters import Reminder, Statement
from loti_admin.errors import NothingToDo, Refused
from loti_admin.services.bank_import import (
    BankFile,
    LineState,
    Proposal,
    book,
    propose,
    read_file,
    remember_mapping,
)
from loti_admin.services.chasing import AgedList, aged_list, note_reminders, plan_reminders
from loti_admin.services.letter_emails import letter_drafts, write_letter_emails
from loti_admin.services.receipts import Recorded
from loti_admin.services.statements import (
    note_statements,
    statement_of,
    statements,
    write_reminders,
    write_statements,
)
from loti_admin.storage.register import Register

emails_option = click.option(
    "--emails", is_flag=True, help="Make an e-mail draft with each letter as well."
)
_COLUMNS = ("date", "amount", "in", "out", "reference", "payer")
_FLAGS = ("flipped", "month-first")


@click.command(short_help="List who owes what, by age.")
@register_argument
@day_option("The day; what was paid later is still open on it.")
@json_option
def aged(register: Path, on: date, as_json: bool) -> None:
    """List who owes what at the end of a day, by age, with the last contact and the reminder that is next."""
    with reading(register) as opened:
        found = aged_list(opened, on)
    if as_json:
        say_json(_aged_to_plain(found))
        return
    say(f"Owed on {long_date(on)}")
    say()
    say_table(
        ("Organisation", *(age.value for age in AGES), "on account", "due"),
        [
            *((row.name, *_amounts(row.account)) for row in found.rows),
            ("Total", *_amounts(found.total)),
        ],
        right=range(1, len(AGES) + 3),
    )


def _amounts(account: Account) -> list[str]:
    return [str(amount) for amount in (*account.by_age, account.on_account, account.due)]


def _aged_to_plain(found: AgedList) -> dict[str, Any]:
    return {
        "on": found.on.isoformat(),
        "rows": [
            {
                "code": row.organisation.code if row.organisation else "",
                "organisation": row.name,
                **_account_to_plain(row.account),
                "documents": [
                    {
                        "number": entry.document.number,
                        "due": entry.document.due.isoformat(),
                        "days_overdue": entry.days,
                        "left": entry.left.plain(),
                    }
                    for entry in row.account.open
                ],
                "last_contact": row.last.on.isoformat() if row.last else None,
                "next_reminder": row.suggestion.level,
                "reason": row.suggestion.reason,
                "statutory_interest": row.interest.interest.plain() if row.interest else None,
                "compensation": row.interest.compensation.plain() if row.interest else None,
            }
            for row in found.rows
        ],
        "total": _account_to_plain(found.total),
    }


def _account_to_plain(account: Account) -> dict[str, Any]:
    return {
        "ages": {age.value: a.plain() for age, a in zip(AGES, account.by_age, strict=True)},
        "on_account": account.on_account.plain(),
        "invoiced": account.invoiced.plain(),
        "credited": account.credited.plain(),
        "received": account.received.plain(),
        "refunded": account.refunded.plain(),
        "written_off": account.written_off.plain(),
        "due": account.due.plain(),
    }


@click.command(short_help="Make statements of account.")
@register_argument
@click.argument("code", required=False)
@click.option("--all", "everybody", is_flag=True, help="For everybody who owes something.")
@day_option("The day of the statement.")
@out_option
@click.option("--note", is_flag=True, help="Note it as a contact, so that the next says “since”.")
@emails_option
def statement(
    register: Path,
    code: str | None,
    everybody: bool,
    on: date,
    out: Path,
    note: bool,
    emails: bool,
) -> None:
    """Make the statement of account of the organisation with a code, or of everybody who owes something."""
    if (code is None) == (not everybody):
        raise click.UsageError("Give a code, or --all.")

    def work(opened: Register) -> Any:
        made = (
            [statement_of(opened, opened.organisations.by_code(code), on)]
            if code is not None
            else statements(opened, on)
        )
        if note:
            note_statements(opened, made)
        return made

    if note:
        made = change(register, work, lambda _: make_folder(out))
    else:
        with reading(register) as opened:
            made = work(opened)
    make_folder(out)
    for path in write_statements(made, out):
        say(str(path))
    if emails:
        _make_emails(made, out)


@click.command(short_help="Make the reminders that are due.")
@register_argument
@day_option("The day of the letters.")
@out_option
@click.option(
    "--level",
    type=click.Choice(["1", "2", "3"]),
    help="This level for everybody who is late, instead of the one that is next.",
)
@click.option("--dry-run", is_flag=True, help="Only say which letters would be made.")
@emails_option
def reminders(
    register: Path, on: date, out: Path, level: str | None, dry_run: bool, emails: bool
) -> None:
    """Make the reminders that are due and note each, so that the next level follows. Nothing is sent."""
    chosen = int(level) if level else None

    def work(opened: Register) -> list[Reminder]:
        made = plan_reminders(opened, on, chosen)
        if not dry_run:
            note_reminders(opened, made)
        return made

    try:
        if dry_run:
            with reading(register) as opened:
                made = work(opened)
        else:
            made = change(register, work, lambda _: make_folder(out))
    except NothingToDo as nothing:
        say(str(nothing))
        return
    for letter in made:
        say(
            f"{LEVEL_NAMES[letter.level]}: {letter.organisation}, {letter.amount.text}, "
            f"answer by {long_date(letter.answer_by)}"
        )
    if not dry_run:
        for path in write_reminders(made, out):
            say(str(path))
        if emails:
            _make_emails(made, out)


def _make_emails(letters: Sequence[Statement | Reminder], out: Path) -> None:
    drafts, problems = letter_drafts(letters)
    for problem in problems:
        remark(problem.message)
    for path in write_letter_emails(drafts, out):
        say(str(path))


@click.command(short_help="Match a bank's file with what is open.")
@register_argument
@click.argument("file", type=PATH)
@click.option(
    "--map",
    "mapped",
    help="Columns of a CSV file, counted from 1: date=1,amount=4,reference=2+3,payer=5 or in=4,out=5; "
    "also flipped and month-first. Remembered when booked.",
)
@click.option("--dry-run", is_flag=True, help="Only say what each line would pay (the default).")
@click.option("--book", "booking", is_flag=True, help="Book every line that is marked with *.")
@json_option
def bank(
    register: Path, file: Path, mapped: str | None, dry_run: bool, booking: bool, as_json: bool
) -> int:
    """Say what each line of a bank's CSV or OFX file would pay, and why; book only what is sure, and only if asked."""
    if dry_run and booking:
        raise click.UsageError("Give --dry-run or --book, not both.")
    mapping = _mapping(mapped) if mapped else None

    def look(opened: Register) -> tuple[BankFile, list[Proposal]]:
        read = read_file(opened, file, mapping)
        if read.questions:
            raise Refused(
                f"{' '.join(read.questions)} Use --map; the columns are: {_numbered(read)}."
            )
        return read, propose(opened, read.lines)

    def work(opened: Register) -> tuple[BankFile, list[Proposal], tuple[Recorded, ...]]:
        read, proposals = look(opened)
        if mapping is not None:
            remember_mapping(opened, read)
        try:
            return read, proposals, book(opened, proposals, read.name)
        except NothingToDo:
            return read, proposals, ()

    if booking:
        read, proposals, booked = change(register, work)
    else:
        with reading(register) as opened:
            read, proposals = look(opened)
        booked = ()
    for problem in read.problems:
        remark(problem)
    if as_json:
        say_json({"booked": len(booked), "lines": [_proposal_to_plain(p) for p in proposals]})
    else:
        _say_proposals(proposals)
        if booking and not booked:
            say("Nothing was booked: no line is both new and sure.")
        elif booking:
            count = "1 line" if len(booked) == 1 else f"{len(booked)} lines"
            say(f"Booked {count}. Undo takes all of them back.")
    return 1 if read.problems else 0


def _say_proposals(proposals: Sequence[Proposal]) -> None:
    for p in proposals:
        if p.state is LineState.WENT_OUT:
            continue
        say(
            f"{'*' if p.ticked else ' '} {p.line.on.isoformat()}  {p.line.amount.text}  {p.line.text}"
        )
        say(f"    {p.reason}")


def _proposal_to_plain(p: Proposal) -> dict[str, Any]:
    return {
        "row": p.line.row,
        "on": p.line.on.isoformat(),
        "amount": p.line.amount.plain(),
        "text": p.line.text,
        "state": p.state.value,
        "pays": [{"number": d.number, "amount": part.plain()} for d, part in p.parts],
        "on_account": p.on_account.plain() if p.bookable else "0.00",
        "sure": p.ticked,
        "reason": p.reason,
    }


def _numbered(read: BankFile) -> str:
    heads = read.table.heads if read.table else ()
    return ", ".join(f"{number} {head}" for number, head in enumerate(heads, start=1))


def _mapping(text: str) -> BankMapping:
    """`date=1,in=4,out=5,reference=2+3`. Raises Refused with a sentence."""
    found: dict[str, tuple[int, ...]] = {}
    flags = set()
    for part in (part.strip() for part in text.split(",")):
        name, _, columns = part.partition("=")
        if part in _FLAGS:
            flags.add(part)
            continue
        numbers = columns.split("+")
        if name not in _COLUMNS or not all(n.isascii() and n.isdigit() and int(n) for n in numbers):
            raise Refused(
                f"“{part}” says nothing about a column. Write it like date=1, with one of "
                f"{', '.join(_COLUMNS)} and the column's number."
            )
        found[name] = tuple(int(number) - 1 for number in numbers)

    def single(name: str) -> int:
        return found.get(name, (NO_COLUMN,))[0]

    return BankMapping(
        on=single("date"),
        amount=single("amount"),
        money_in=single("in"),
        money_out=single("out"),
        reference=found.get("reference", ()),
        payer=single("payer"),
        flipped="flipped" in flags,
        month_first="month-first" in flags,
    )
