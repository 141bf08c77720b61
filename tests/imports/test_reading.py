"""Files as they come: read, or refused with one sentence, whatever is in them, and soon."""

import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loti_admin.errors import FileTrouble
from loti_admin.imports.reading import (
    LIMITS,
    CellError,
    PerCent,
    RawWorkbook,
    Uncalculated,
    read_raw,
)
from loti_admin.imports.rows import read_workbook
from tests.imports.workbooks import sheet_xml, text_row, write_book, write_parts

ENTITIES = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
UNPACKS = "x.xlsx unpacks to far more than an import workbook holds."
MARKUP = "x.xlsx holds markup that no workbook has."
DAMAGED = "x.xlsx is damaged. Open it in Excel, save it as .xlsx and import that."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.xlsx"


def read(path: Path, **limits: Any) -> RawWorkbook:
    return read_raw(path, ["Organisations"], replace(LIMITS, **limits))


def refusal(path: Path, **limits: Any) -> str:
    with pytest.raises(FileTrouble) as trouble:
        read(path, **limits)
    return str(trouble.value)


def organisations(path: Path) -> Worksheet:
    """A new sheet to fill; `sheet.parent.save(path)` writes it."""
    sheet = Workbook().worksheets[0]
    sheet.title = "Organisations"
    return sheet


def test_gives_every_kind_of_cell_as_what_it_is(path: Path) -> None:
    sheet = organisations(path)
    sheet.append(["Łódź", 7, 1.5, True, date(2026, 7, 1), datetime(2026, 7, 1, 14, 30), None, " "])
    sheet.append([0.175, "=1+1", "#REF!"])
    sheet["A2"].number_format = "0.0%"
    sheet.parent.save(path)
    (raw,) = read(path).sheets
    first, second = (row.cells for row in raw.rows)
    assert first == {1: "Łódź", 2: 7, 3: 1.5, 4: True, 5: date(2026, 7, 1), 6: date(2026, 7, 1)}
    assert second == {1: PerCent(Decimal("17.5")), 2: Uncalculated(), 3: CellError("#REF!")}


def test_a_formula_whose_result_is_the_empty_text_is_an_empty_cell(path: Path) -> None:
    cells = '<row r="1"><c r="A1" t="str"><f>IF(1,"")</f><v></v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    (raw,) = read(write_parts(path, sheet_xml(cells))).sheets
    assert raw.rows[0].cells == {2: 2}


def test_text_that_looks_like_a_formula_stays_text(path: Path) -> None:
    write_parts(path, sheet_xml(text_row(1, "=1+1", "@SUM(A1)", "+44 20", "-1")))
    (raw,) = read(path).sheets
    assert list(raw.rows[0].cells.values()) == ["=1+1", "@SUM(A1)", "+44 20", "-1"]


def test_finds_sheets_in_any_case_and_tells_of_visible_others_only(path: Path) -> None:
    write_book(path, {" organisations ": [["code"]], "Mine": [["a"]], "Lists": [["b"]]})
    book = Workbook()
    book.worksheets[0].title = "ORGANISATIONS"
    book.create_sheet("Mine")
    book.create_sheet("Lists").sheet_state = "hidden"
    book.save(path)
    raw = read(path)
    assert ([sheet.title for sheet in raw.sheets], raw.others) == (["ORGANISATIONS"], ("Mine",))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.xls", b"abc", "x.xls is not an Excel workbook (.xlsx). Save it as one in Excel."),
        ("x.xlsx", b"", "x.xlsx is empty. Choose another file."),
        ("x.xlsx", b"code,name\n", "x.xlsx is not an Excel workbook. Save it as .xlsx in Excel."),
        (
            "x.xlsx",
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
            "x.xlsx has a password or is in the old .xls format. "
            "Open it in Excel, take the password off and save it as .xlsx.",
        ),
        ("x.xlsx", b"PK\x05\x06" + bytes(18), DAMAGED),
        (
            "x.xlsx",
            b"PK\x03\x04" + bytes(100),
            "x.xlsx is not an Excel workbook. Save it as .xlsx in Excel.",
        ),
    ],
)
def test_says_what_a_file_is_that_is_no_workbook(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == sentence


def test_says_that_a_file_is_missing_or_a_folder(tmp_path: Path) -> None:
    gone = tmp_path / "x.xlsx"
    assert refusal(gone) == f"There is no file {gone}. Check the name and the folder."
    gone.mkdir()
    assert refusal(gone) == f"{gone} is a folder. Choose an Excel workbook (.xlsx)."
    assert "cannot be reached" in refusal(tmp_path / "a\0b.xlsx")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read here")
def test_says_that_a_file_may_not_be_read(path: Path) -> None:
    write_book(path, {"Organisations": [["code"]]}).chmod(0)
    assert refusal(path).startswith("x.xlsx cannot be read: you have no permission")


def test_refuses_what_is_too_large_packed_or_unpacked(path: Path) -> None:
    path.write_bytes(bytes(21_000_000))
    assert refusal(path).startswith("x.xlsx is larger than 20 MB.")
    write_parts(path, sheet_xml(), xl__a=bytes(210_000_000))
    assert refusal(path).startswith(UNPACKS)
    write_parts(path, sheet_xml(" " * 3_000_000))
    assert refusal(path).startswith(UNPACKS)
    write_parts(path, sheet_xml(), **{f"xl__{n}": b"" for n in range(500)})
    assert refusal(path).startswith(UNPACKS)


def test_a_part_that_is_larger_than_it_declares_does_no_harm(path: Path) -> None:
    write_parts(path, sheet_xml(text_row(1, "code")), xl__a=bytes(50_000_000))
    content = path.read_bytes()
    size = (50_000_000).to_bytes(4, "little")
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))
    assert refusal(path) == DAMAGED


@pytest.mark.parametrize(
    "markup",
    [
        sheet_xml(before=ENTITIES),
        sheet_xml(before=OUTSIDE),
        ('<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(before=ENTITIES)).encode("utf-16"),
        sheet_xml(before=f"<!--{'x' * 100_000}-->{ENTITIES}"),
        b'<?xml version="1.0" encoding="cp037"?>' + sheet_xml(before=ENTITIES).encode("cp037"),
    ],
    ids=["laughs", "outside", "utf-16", "far down", "foreign letters"],
)
def test_refuses_markup_that_expands_or_fetches(path: Path, markup: str | bytes) -> None:
    assert refusal(write_parts(path, markup)).startswith(MARKUP)


def test_a_far_cell_costs_nothing_and_is_told(path: Path) -> None:
    rows = (text_row(1, "code"), '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    (raw,) = read(write_parts(path, sheet_xml(*rows))).sheets
    assert (len(raw.rows), raw.below, raw.beside) == (1, "", "XFD1048576")
    rows = (text_row(1, "code"), text_row(20_001, "LC"))
    (raw,) = read(write_parts(path, sheet_xml(*rows))).sheets
    assert (len(raw.rows), raw.below, raw.beside) == (1, "A20001", "")


@pytest.mark.parametrize(
    "row",
    [
        '<row r="99999999999999999999"/>',
        '<row r="-5"><c r="A1"><v>1</v></c></row>',
        '<row r="two"/>',
        '<row r="2"><c r="A2"><v>' + "9" * 5_000 + "</v></c></row>",
        '<row r="2"><c r="A2" t="s"><v>999</v></c></row>',
        '<row r="2"><c r="A2" s="999"><v>5</v></c></row>',
        "<row>" + "<x>" * 20_000 + "</x>" * 20_000 + "</row>",
        "<row",
    ],
)
def test_a_broken_sheet_is_read_or_refused(path: Path, row: str) -> None:
    write_parts(path, sheet_xml(text_row(1, "code"), row))
    try:
        outcome = str(len(read(path).sheets[0].rows))
    except FileTrouble as trouble:
        outcome = str(trouble)
    assert outcome in ("1", "2", DAMAGED)


def test_a_workbook_that_takes_too_long_is_given_up(path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c></row>' for n in range(1, 20_000)
    )
    start = time.monotonic()
    sentence = refusal(write_parts(path, sheet_xml(rows)), seconds=0.15)
    assert sentence.startswith("x.xlsx takes too long to read.")
    assert time.monotonic() - start < 5


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux limits a process's memory like this"
)
def test_a_workbook_that_takes_too_much_memory_is_given_up(path: Path) -> None:
    noise = random.Random(1).randbytes(6_000_000).hex()
    write_parts(path, sheet_xml(text_row(1, noise)))
    given_up = ("x.xlsx needs more memory", "x.xlsx stopped the program that reads it")
    # Far below what the text alone needs beside Python, whatever machine this is.
    assert refusal(path, memory=50_000_000).startswith(given_up)


def test_too_many_cells_are_refused(path: Path) -> None:
    write_book(path, {"Organisations": [["code", "name"]] * 10})
    assert refusal(path, cells=19) == "x.xlsx has more than 19 cells. Import it in smaller parts."


def test_a_password_inside_the_archive_is_named(path: Path) -> None:
    write_parts(path, sheet_xml())
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refusal(path).startswith("x.xlsx has a password.")


def test_reading_leaves_the_file_alone_and_no_module_of_ours_hides_another(path: Path) -> None:
    write_book(path, {"Organisations": [["code"], ["LC"]]})
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert len(read(path).sheets[0].rows) == 2
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_mutated_workbooks_are_read_or_refused_in_time(tmp_path: Path) -> None:
    """Bytes flipped, cut and doubled at fixed places, in the archive and in its unpacked sheet."""
    good = write_book(
        tmp_path / "good.xlsx",
        {
            "Organisations": [
                ["code", "name", "joined"],
                ["LC", "London Councils", date(2024, 1, 1)],
            ],
            "Fee schedule": [["year", "standard"], ["2026-27", 30_000]],
        },
    )
    dice = random.Random(20260701)
    files = [tmp_path / f"{n}.xlsx" for n in range(52)]
    for n, file in enumerate(files):
        file.write_bytes(_mutated(good, dice) if n % 2 else _mutated_inside(good, dice))

    def outcome(file: Path) -> str:
        start = time.monotonic()
        try:
            read_workbook(file)
            sentence = ""
        except FileTrouble as trouble:
            sentence = str(trouble)
        assert time.monotonic() - start < 10
        return sentence

    with ThreadPoolExecutor(4) as pool:
        sentences = list(pool.map(outcome, files))
    for file, sentence in zip(files, sentences, strict=True):
        assert sentence == "" or (sentence.startswith(f"{file.name} ") and sentence.endswith("."))


def _mutated(good: Path, dice: random.Random) -> bytes:
    content = bytearray(good.read_bytes())
    for _ in range(dice.choice((1, 3, 30))):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    cut = dice.choice((len(content), len(content), dice.randrange(len(content))))
    return bytes(content[:cut])


def _mutated_inside(good: Path, dice: random.Random) -> bytes:
    """The archive is whole, one of its parts is not."""
    with ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(parts))
    part = bytearray(parts[name])
    for _ in range(dice.choice((1, 5))):
        place = dice.randrange(len(part))
        part[place : place + dice.randrange(4)] = dice.randbytes(dice.randrange(6))
    parts[name] = bytes(part)
    target = good.with_name("inside.xlsx")
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for key, content in parts.items():
            archive.writestr(key, content)
    return target.read_bytes()
