"""`fees`: the figures for programs and people, and the CSV file."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from loti_admin.services.members import save_organisation
from loti_admin.storage.register import Register
from tests.commands.conftest import Run

YEAR = ("--year", "2026-27")


def test_json_is_what_the_contract_says(run: Run, open_year: Path) -> None:
    fees = run("fees", open_year, *YEAR, "--json").json
    assert [*fees] == ["year", "charge_date", "approved", "charges", "problems", "totals"]
    assert ("2026-27", "2026-07-01", False) == (
        fees["year"],
        fees["charge_date"],
        fees["approved"],
    )
    kingston = next(charge for charge in fees["charges"] if charge["code"] == "KINGSTON")
    reasons = kingston.pop("reasons")
    assert {
        "code": "KINGSTON",
        "organisation": "Kingston",
        "rule": "shared_it",
        "service": "Hogsmill IT",
        "list_price": "22500.00",
        "share": "12/12",
        "net": "22500.00",
        "vat": "4500.00",
        "gross": "27000.00",
        "document": "invoice",
    } == kingston
    assert "On 1 July 2026 Hogsmill IT represents exactly two councils" in reasons[1]
    assert {
        "boroughs": 4,
        "net": "197500.00",
        "vat": "19500.00",
        "gross": "217000.00",
    } == fees["totals"]


def test_json_has_shares_requests_and_problems(run: Run, open_year: Path) -> None:
    fees = run("fees", open_year, *YEAR, "--json").json
    by_code = {charge["code"]: charge for charge in fees["charges"]}
    assert ("9/12", "22500.00", "standard") == tuple(
        by_code["HACKNEY"][key] for key in ("share", "net", "rule")
    )
    assert ("request", "contribution", "0.00") == tuple(
        by_code["E61000001"][key] for key in ("document", "rule", "vat")
    )
    (problem,) = fees["problems"]
    assert ("", "warns") == (problem["code"], problem["severity"])
    assert "2026-27 has no fee schedule of its own" in problem["message"]


def test_json_says_whether_the_year_is_approved(run: Run, approved: Path) -> None:
    assert run("fees", approved, *YEAR, "--json").json["approved"] is True


def test_people_see_a_table_with_totals_and_what_to_note(run: Run, open_year: Path) -> None:
    done = run("fees", open_year, *YEAR)
    assert (0, "") == (done.status, done.err)
    assert "Fees 2026-27, charge date 1 July 2026, not approved" in done.out
    row = next(line for line in done.out.splitlines() if line.startswith("Hackney"))
    assert ["Hackney", "standard", "9/12", "22,500.00", "4,500.00", "27,000.00", "invoice"] == (
        row.split()
    )
    assert (
        "4 boroughs and 1 contributor · net £197,500.00 · VAT £19,500.00 · with VAT £217,000.00"
        in done.out
    )
    assert "Note: 2026-27 has no fee schedule of its own" in done.out


def test_reasons_are_printed_below_each_fee(run: Run, open_year: Path) -> None:
    out = run("fees", open_year, *YEAR, "--reasons").out
    assert "They share one main representative, Priya Nair" in out


def test_an_issued_fee_shows_its_number(run: Run, issued: Path) -> None:
    assert "LOTI-2026-0001" in run("fees", issued, *YEAR).out


def test_a_year_with_nobody_in_it_says_so(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "new.loti")
    done = run("fees", tmp_path / "new.loti", *YEAR)
    assert 0 == done.status
    assert "No organisation is a member in 2026-27" in done.out


def test_a_year_far_ahead_is_calculated_with_a_warning(run: Run, approved: Path) -> None:
    done = run("fees", approved, "--year", "2098-99")
    assert 0 == done.status
    assert "2098-99 has no fee schedule of its own; the prices of 2026-27 are used" in done.out


@pytest.mark.parametrize("year", ["2026-28", "2026", "banana", "1850-51"])
def test_what_is_no_year_is_refused(run: Run, open_year: Path, year: str) -> None:
    assert "is not a year. Type it like 2026-27." in run("fees", open_year, "--year", year).refusal


def test_the_csv_file_opens_in_a_spreadsheet_and_calculates_nothing(
    run: Run, open_year: Path, tmp_path: Path
) -> None:
    with Register.open(open_year) as register:
        camden = register.organisations.by_code("CAMDEN")
        save_organisation(register, replace(camden, short_name="=1+1"))
    target = tmp_path / "fees.csv"
    assert 0 == run("fees", open_year, *YEAR, "--csv", target).status
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    camden_row = next(row for row in rows if row["code"] == "CAMDEN")
    assert "'=1+1" == camden_row["organisation"]
    assert ("30000.00", "12 of 12") == (camden_row["net"], camden_row["share"])
    assert 5 == len(rows)


def test_a_csv_file_that_cannot_be_written_is_refused(run: Run, open_year: Path) -> None:
    assert "is a folder" in run("fees", open_year, *YEAR, "--csv", open_year.parent).refusal
