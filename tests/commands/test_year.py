"""`approve`, `issue` and `documents`: the run of the year, done once however often it is asked for."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from loti_admin.services.documents import kept_files
from loti_admin.services.members import save_organisation
from loti_admin.storage.backups import backups_of
from loti_admin.storage.register import Register
from loti_admin.storage.retention import Reason
from tests.commands.conftest import Run

YEAR = ("--year", "2026-27")
ON = ("--on", "2026-07-01")


def numbers(path: Path) -> list[str]:
    with Register.open(path, read_only=True) as register:
        return [document.number for document in register.documents.all()]


def test_approving_says_what_was_approved_and_by_whom(run: Run, open_year: Path) -> None:
    done = run("approve", open_year, *YEAR, "--by", "B. Board")
    assert 0 == done.status
    assert "The fees of 2026-27 are approved, by B. Board on" in done.out
    assert "4 boroughs, £197,500.00 net, £217,000.00 with VAT." in done.out
    assert "no fee schedule of its own" in done.err
    with Register.open(open_year, read_only=True) as register:
        assert ["B. Board"] == [approval.by for approval in register.fee_approvals.all()]


def test_approving_twice_says_so_and_touches_nothing(run: Run, approved: Path) -> None:
    before = approved.read_bytes()
    done = run("approve", approved, *YEAR)
    assert (0, "") == (done.status, done.err)
    assert "were approved already, by A. Officer on 11 June 2026" in done.out
    assert before == approved.read_bytes()


def test_issuing_lists_documents_files_and_totals(run: Run, approved: Path, tmp_path: Path) -> None:
    done = run("issue", approved, *YEAR, *ON, "--out", tmp_path / "out")
    assert 0 == done.status
    assert "LOTI-2026-0001 Camden.pdf" in done.out
    assert "3 invoices · net £75,000.00 · VAT £15,000.00 · with VAT £90,000.00" in done.out
    assert "1 request for payment · net £100,000.00" in done.out
    assert "Camden needs a purchase order for 2026-27 and has none yet." in done.err
    assert 4 == len(list((tmp_path / "out").glob("*.pdf")))
    assert 4 == len(numbers(approved))


def test_json_of_issuing_is_what_the_contract_says(
    run: Run, approved: Path, tmp_path: Path
) -> None:
    issued = run("issue", approved, *YEAR, *ON, "--out", tmp_path / "out", "--json").json
    camden = issued[0]
    file = Path(camden.pop("file"))
    assert hashlib.sha256(file.read_bytes()).hexdigest() == camden.pop("sha256")
    assert file.parent == tmp_path / "out"
    assert {
        "number": "LOTI-2026-0001",
        "code": "CAMDEN",
        "organisation": "Camden",
        "net": "30000.00",
        "vat": "6000.00",
        "gross": "36000.00",
        "date": "2026-07-01",
        "due": "2026-07-31",
    } == camden


def test_issuing_again_issues_nothing_and_says_so(run: Run, issued: Path, tmp_path: Path) -> None:
    before = issued.read_bytes()
    again = run("issue", issued, *YEAR, *ON, "--out", tmp_path / "out")
    assert (0, "") == (again.status, again.err)
    assert "Nothing is left to issue on 1 July 2026" in again.out
    as_json = run("issue", issued, *YEAR, *ON, "--out", tmp_path / "out", "--json")
    assert (0, []) == (as_json.status, as_json.json)
    assert "Nothing is left to issue" in as_json.err
    assert before == issued.read_bytes()


def test_issuing_later_bills_only_the_joiner(run: Run, issued: Path, tmp_path: Path) -> None:
    later = run(
        "issue", issued, *YEAR, "--on", "1/10/2026", "--out", tmp_path / "out", "--json"
    ).json
    assert [("LOTI-2026-0004", "Hackney", "22500.00")] == [
        (d["number"], d["organisation"], d["net"]) for d in later
    ]


def test_a_backup_is_made_before_issuing_and_only_then(
    run: Run, approved: Path, tmp_path: Path
) -> None:
    out = ("--out", tmp_path / "out")
    run("issue", approved, *YEAR, *ON, *out)
    run("issue", approved, *YEAR, *ON, *out)
    (backup,) = backups_of(approved)
    assert Reason.ISSUE is backup.reason
    assert [] == numbers(backup.path)


def test_fees_that_are_not_approved_are_not_issued(
    run: Run, open_year: Path, tmp_path: Path
) -> None:
    before = open_year.read_bytes()
    done = run("issue", open_year, *YEAR, *ON, "--out", tmp_path / "out")
    assert "The fees of 2026-27 are not approved yet." in done.refusal
    assert before == open_year.read_bytes()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("year", ["2098-99", "2025-26"])
def test_a_year_nobody_has_heard_of_is_not_issued(
    run: Run, approved: Path, tmp_path: Path, year: str
) -> None:
    before = approved.read_bytes()
    done = run("issue", approved, "--year", year, *ON, "--out", tmp_path / "out")
    assert f"The fees of {year} are not approved yet" in done.refusal
    assert before == approved.read_bytes()


def test_a_folder_that_cannot_be_made_costs_nothing(run: Run, approved: Path) -> None:
    (approved.parent / "file").write_text("in the way")
    for out in (approved.parent / "file", approved.parent / "file" / "below"):
        done = run("issue", approved, *YEAR, *ON, "--out", out)
        assert "is not a folder" in done.refusal
    assert [] == numbers(approved)


def test_what_the_page_cannot_show_is_refused_before_issuing(
    run: Run, approved: Path, tmp_path: Path
) -> None:
    with Register.open(approved) as register:
        camden = register.organisations.by_code("CAMDEN")
        save_organisation(register, replace(camden, address="1 Example Street \N{PARTY POPPER}"))
    before = approved.read_bytes()
    done = run("issue", approved, *YEAR, *ON, "--out", tmp_path / "out")
    assert "Nothing was issued. Camden: the address holds" in done.refusal
    assert before == approved.read_bytes()


def test_files_that_fail_after_issuing_are_made_again_by_documents(
    run: Run, approved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("loti_admin.commands.files.make_files", full)
        done = run("issue", approved, *YEAR, *ON, "--out", tmp_path / "out")
    assert 1 == done.status
    (warning, refusal) = done.err.splitlines()
    assert "purchase order" in warning
    assert "3 invoices and 1 request for payment stand in the register as issued" in refusal
    assert "The command documents makes the files again." in refusal
    assert 4 == len(numbers(approved))
    assert 0 == run("documents", approved, *YEAR, "--out", tmp_path / "out").status
    assert 4 == len(list((tmp_path / "out").glob("*.pdf")))


def test_a_conflict_copy_with_other_writes_stops_issuing(
    run: Run, approved: Path, tmp_path: Path
) -> None:
    twin = approved.with_name("year (conflicted copy).loti")
    twin.write_bytes(approved.read_bytes())
    with Register.open(twin) as register:
        camden = register.organisations.by_code("CAMDEN")
        save_organisation(register, replace(camden, notes="changed elsewhere"))
    done = run("issue", approved, *YEAR, *ON, "--out", tmp_path / "out")
    assert "year (conflicted copy).loti" in done.refusal
    assert [] == numbers(approved)


def test_an_older_copy_beside_the_register_is_no_conflict(
    run: Run, issued: Path, registers: Path, tmp_path: Path
) -> None:
    older = issued.with_name("year-before.loti")
    older.write_bytes((registers / "approved.loti").read_bytes())
    done = run("issue", issued, *YEAR, "--on", "2026-10-01", "--out", tmp_path / "out")
    assert 0 == done.status


def test_documents_makes_the_same_bytes_again(run: Run, approved: Path, tmp_path: Path) -> None:
    run("issue", approved, *YEAR, *ON, "--out", tmp_path / "first")
    done = run("documents", approved, *YEAR, "--out", tmp_path / "second")
    assert (0, "") == (done.status, done.err)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("first", "second")
    )
    assert first == second
    assert 4 == len(first)


def test_documents_says_what_has_changed_since_and_changes_nothing(
    run: Run, approved: Path, tmp_path: Path
) -> None:
    run("issue", approved, *YEAR, *ON, "--out", tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.pdf")}
    with Register.open(approved) as register:
        camden = register.organisations.by_code("CAMDEN")
        save_organisation(register, replace(camden, address="5 New Square"))
    rows = run("documents", approved, *YEAR, "--out", tmp_path, "--json").json
    changes = {row["code"]: row["changed_since"] for row in rows}
    assert {"CAMDEN"} == {code for code, found in changes.items() if found}
    assert changes["CAMDEN"][0].startswith("Address: 5 New Square, was ")
    said = run("documents", approved, *YEAR, "--out", tmp_path).out.splitlines()[-1]
    assert said.replace("\u00a0", " ") == (
        "LOTI-2026-0001: Since 1 July 2026 the address has changed; "
        "the document stays as it was issued."
    )
    assert before == {path.name: path.read_bytes() for path in tmp_path.glob("*.pdf")}


def test_documents_says_that_a_file_differs_from_the_one_first_made(
    run: Run, approved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("issue", approved, *YEAR, *ON, "--out", tmp_path, "--json").json
    with Register.open(approved, read_only=True) as register:
        assert [row["sha256"] for row in first] == [k.sha256 for k in kept_files(register).values()]
    monkeypatch.setattr("loti_admin.documents.maker.maker", lambda: "LOTI Admin 9.0")
    monkeypatch.setattr(
        "loti_admin.documents.invoice_pdf.render_document", lambda document, look: b"another page"
    )
    # What is there stays as it was sent; only what is made anew can differ.
    assert "" == run("documents", approved, *YEAR, "--out", tmp_path).err
    done = run("documents", approved, *YEAR, "--out", tmp_path / "elsewhere")
    assert 0 == done.status
    (said,) = done.err.splitlines()
    assert "differ from what was first made on" in said
    assert "this by LOTI Admin 9.0; what the pages say is as it was issued." in said
    assert 0 == run("check", approved).status


def test_documents_makes_only_what_is_missing(run: Run, issued: Path, tmp_path: Path) -> None:
    run("documents", issued, *YEAR, "--out", tmp_path)
    kept = tmp_path / "LOTI-2026-0001 Camden.pdf"
    made_at = kept.stat().st_mtime_ns
    (tmp_path / "LOTI-2026-0002 Kingston.pdf").unlink()
    assert 0 == run("documents", issued, *YEAR, "--out", tmp_path).status
    assert made_at == kept.stat().st_mtime_ns
    assert (tmp_path / "LOTI-2026-0002 Kingston.pdf").exists()


def test_documents_of_a_year_without_any_are_refused(run: Run, issued: Path) -> None:
    done = run("documents", issued, "--year", "2098-99", "--out", issued.parent / "out")
    assert "No document has been issued for 2098-99." in done.refusal
    assert not (issued.parent / "out").exists()
