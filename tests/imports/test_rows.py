"""From sheets to rows: headings in any order and case, and one line for everything that is wrong."""

from datetime import date

from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Kind
from loti_admin.errors import Severity
from loti_admin.imports.problems import CellProblem, in_order
from loti_admin.imports.reading import CellError, RawRow, RawSheet, RawWorkbook, Uncalculated
from loti_admin.imports.rows import letters, rows_of
from loti_admin.imports.sheets import SHEETS
from tests.imports.workbooks import Rows, raw_book


def lines(sheets: dict[str, Rows], *others: str) -> list[str]:
    return [problem.text for problem in rows_of(raw_book(sheets, *others)).problems]


def test_finds_columns_by_name_in_any_order_case_and_spacing() -> None:
    book = {
        "organisations": [
            ("KIND", " Short  Name", "joined", "Code", "Purchase_Order Required"),
            ("Borough", "Camden", date(2024, 7, 1), "E09000007", "Yes"),
        ]
    }
    read = rows_of(raw_book(book))
    (row,) = read.sheets["Organisations"]
    assert read.problems == ()
    assert (row.text("code"), row.text("short name")) == ("E09000007", "Camden")
    assert (Kind.BOROUGH, date(2024, 7, 1)) == (row.choice("kind", Kind), row.day("joined"))
    assert row.flag("purchase order required") is True
    assert (row.cell("code"), row.cell("joined"), row.cell("notes")) == ("D2", "C2", "A2")


def test_skips_blank_rows_and_leaves_empty_cells_out() -> None:
    book = {"Purchase orders": [("organisation", "year", "number"), (), ("LC", "2026-27", 4711)]}
    read = rows_of(raw_book(book))
    (row,) = read.sheets["Purchase orders"]
    assert (row.number, row.text("number"), row.text("reason")) == (3, "4711", "")
    assert (row.day("year"), row.money("year"), row.texts("year")) == (None, None, ())


def test_names_the_sheet_the_cell_what_was_found_and_what_is_expected() -> None:
    book: dict[str, Rows] = {
        "Organisations": [("code", "name", "joined"), ("LC", "London Councils", "31/9/2026")],
        "Receipts": [("on", "amount"), (None, 12.345)],
    }
    assert lines(book) == [
        "Organisations C2: found “31/9/2026”, expected a date like 27/3/2027.",
        "Receipts A2: found nothing, expected a date like 27/3/2027.",
        "Receipts B2: found “12.345”, expected an amount with at most two decimals.",
    ]


def test_a_row_with_a_refused_cell_says_which_and_keeps_its_key() -> None:
    book = {"Organisations": [("code", "joined"), ("LC", "soon")]}
    (row,) = rows_of(raw_book(book)).sheets["Organisations"]
    assert (frozenset({"joined"}), "LC") == (row.refused, row.text("code"))


def test_names_formulas_without_a_value_and_errors() -> None:
    book = {
        "Fee schedule": [
            ("year", "standard", "contribution"),
            ("2026-27", Uncalculated(), CellError("#REF!")),
        ]
    }
    assert lines(book) == [
        "Fee schedule B2: holds a formula without a value; "
        "open the workbook in Excel, save it there and import again.",
        "Fee schedule C2: holds the error “#REF!”, expected an amount like 30,000.00. Mend the formula in Excel.",
    ]


def test_reads_a_discount_as_a_percentage_and_a_credit_as_money() -> None:
    book = {
        "Adjustments": [
            ("amount", "kind", "organisation", "year", "reason"),
            (10, "discount percent", "LC", "2026-27", "pilot"),
            (10, "credit", "LC", "2026-27", "pilot"),
        ]
    }
    discount, credit = rows_of(raw_book(book)).sheets["Adjustments"]
    assert (discount.percent("amount"), discount.money("amount")) == (10, None)
    assert (None, Money.pounds(10)) == (credit.percent("amount"), credit.money("amount"))


def test_one_mistake_in_a_kind_is_one_line() -> None:
    book = {
        "Adjustments": [
            ("organisation", "year", "kind", "amount", "reason"),
            ("LC", "2026-27", "bonus", "10%", "pilot"),
        ]
    }
    assert lines(book) == [
        "Adjustments C2: found “bonus”, expected agreed rate, discount percent, credit or accept standard."
    ]


def test_reports_unknown_columns_and_sheets_and_leaves_them() -> None:
    book = {
        "Organisations": [("code", "colour", None), ("LC", "blue", "stray"), ("E1", "red", "stray")]
    }
    read = rows_of(raw_book(book, "My notes", "READ ME"))
    assert [problem.text for problem in read.problems] == [
        "Organisations B1: the column “colour” is not known and was left.",
        "Organisations C2: there is no heading above “stray”; the column was left.",
        "My notes: this sheet is not known and was left.",
    ]
    assert {Severity.WARNS} == {problem.severity for problem in read.problems}
    assert read.unknown == ("My notes",)
    assert len(read.sheets["Organisations"]) == 2


def test_names_missing_and_double_columns_and_reads_no_row_then() -> None:
    book: dict[str, Rows] = {
        "Purchase orders": [("organisation", "number", "Number"), ("LC", "1", "2")],
        "Shared IT": [("service", "organisation", "Service")],
    }
    assert lines(book) == [
        "Purchase orders C1: the column “number” is there twice. Keep one of the two.",
        "Purchase orders: the column “year” is missing. Its name stands in the first row of the sheet.",
        "Shared IT C1: the column “service” is there twice. Keep one of the two.",
    ]
    assert rows_of(raw_book(book)).sheets["Purchase orders"] == ()


def test_names_rows_with_the_same_key() -> None:
    book: dict[str, Rows] = {
        "Organisations": [("code",), ("LC",), ("E1",), ("lc",)],
        "Purchase orders": [
            ("organisation", "year", "number"),
            ("LC", "2026-27", 1),
            ("LC", "2026-27", 2),
        ],
        "Settings": [("key", "value"), ("officer", "Ann"), ("Officer", "Ben")],
    }
    assert lines(book) == [
        "Organisations A4: row 2 has the same code. Keep one of the two rows.",
        "Purchase orders A3: row 2 has the same organisation and year. Keep one of the two rows.",
        "Settings A3: row 2 has the same key. Keep one of the two rows.",
    ]


def test_names_a_second_sheet_of_one_name() -> None:
    book = {"Shared IT": [("service", "organisation")], "shared  it": [("service", "organisation")]}
    assert lines(book) == ["shared  it: there is a second sheet Shared IT. Keep one of the two."]


def test_a_workbook_without_any_known_sheet_is_refused() -> None:
    read = rows_of(RawWorkbook((), ("Sheet1",)))
    assert read.problems[-1].blocks
    assert read.problems[-1].text.startswith(
        "Workbook: none of the sheets is known. Known: Organisations,"
    )


def test_cells_far_below_block_and_cells_far_right_warn() -> None:
    sheet = RawSheet("Shared IT", (RawRow(1, {1: "service", 2: "organisation"}),), "A30000", "ZZ4")
    below, beside = rows_of(RawWorkbook((sheet,), ())).problems
    assert (
        below.text
        == "Shared IT A30000: there are cells below row 20,000. Delete them, or import in parts."
    )
    assert beside.text == "Shared IT ZZ4: what stands right of column BH was left."
    assert (below.blocks, beside.blocks) == (True, False)


def test_an_empty_sheet_has_no_rows_and_no_problems() -> None:
    read = rows_of(RawWorkbook((RawSheet("Grants", ()),), ()))
    assert (read.sheets, read.problems) == ({"Grants": ()}, ())


def test_columns_have_excels_letters() -> None:
    assert [letters(n) for n in (1, 26, 27, 60, 16384)] == ["A", "Z", "AA", "BH", "XFD"]


def test_problems_are_told_in_the_order_of_the_workbook_and_once() -> None:
    def at(sheet: str, cell: str) -> CellProblem:
        return CellProblem(sheet=sheet, cell=cell, message="x")

    mixed = [
        at("Mine", ""),
        at("Settings", "A2"),
        at("Organisations", "AA2"),
        at("Organisations", "B10"),
        at("Organisations", "B2"),
        at("Organisations", ""),
        at("Organisations", "B2"),
    ]
    assert [(p.sheet, p.cell) for p in in_order(mixed)] == [
        ("Organisations", ""),
        ("Organisations", "B2"),
        ("Organisations", "AA2"),
        ("Organisations", "B10"),
        ("Settings", "A2"),
        ("Mine", ""),
    ]


def test_no_two_columns_of_a_sheet_share_a_name_and_keys_are_columns() -> None:
    for spec in SHEETS:
        names = [column.name for column in spec.columns]
        assert len(names) == len(set(names))
        assert set(spec.key) <= set(names)
