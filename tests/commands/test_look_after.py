"""`check`, `backup` and `history`."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from loti_admin.services.checks import check_register
from loti_admin.services.members import save_organisation
from loti_admin.storage.register import Register
from tests.commands.conftest import Run


def test_every_check_of_a_sound_register_is_ok(run: Run, issued: Path) -> None:
    before = issued.read_bytes()
    done = run("check", issued)
    assert (0, "") == (done.status, done.err)
    lines = done.out.splitlines()
    assert all(line.endswith("  ok") for line in lines)
    with Register.open(issued, read_only=True) as register:
        assert len(lines) == len(check_register(register))
    assert before == issued.read_bytes()


def test_an_altered_invoice_is_found_though_sqlite_sees_nothing(run: Run, issued: Path) -> None:
    _tamper(issued, "UPDATE documents SET reason = 'altered' WHERE number = 'LOTI-2026-0002'")
    done = run("check", issued)
    assert 1 == done.status
    assert "LOTI-2026-0002 is not as it was issued." in done.out


def test_an_altered_approval_is_found(run: Run, issued: Path) -> None:
    _tamper(issued, "UPDATE fee_approvals SET charges = replace(charges, '3000000', '2900000')")
    done = run("check", issued)
    assert 1 == done.status
    assert "The fees of 2026-27 that A. Officer approved do not come out the same" in done.out


def test_more_paid_than_received_is_found(run: Run, issued: Path) -> None:
    run("receipt", issued, "--on", "2026-07-20", "--amount", "100", "--reference", "LOTI-2026-0001")
    _tamper(issued, "UPDATE allocations SET amount_pence = 3700000")
    done = run("check", issued)
    assert 1 == done.status
    assert "The receipt of £100.00 on 2026-07-20 pays £37,000.00." in done.out
    assert "LOTI-2026-0001 is for £36,000.00, but £37,000.00 is recorded as paid." in done.out


def test_what_was_slipped_in_beside_the_history_is_found(run: Run, issued: Path) -> None:
    _tamper(
        issued,
        "UPDATE settings SET value = '11-11-11' WHERE key = 'sort code'",
        "INSERT INTO people VALUES (99, 'Nobody', '', '', 0, NULL, '')",
        "DELETE FROM purchase_orders",
    )
    done = run("check", issued)
    assert 1 == done.status
    for sentence in (
        "of settings is not as the history left it.",
        "Row 99 of people is not in the history.",
        "Row 1 of purchase_orders is gone, and the history does not say so.",
    ):
        assert sentence in done.out


def test_overlapping_records_are_found(run: Run, issued: Path) -> None:
    _tamper(
        issued,
        "INSERT INTO memberships (organisation_id, joined) "
        "SELECT organisation_id, '2021-01-01' FROM memberships LIMIT 1",
        "UPDATE organisations SET invoice_email = 'nonsense' WHERE short_name = 'Sutton'",
    )
    done = run("check", issued)
    assert 1 == done.status
    assert "already has a period of membership" in done.out
    assert "“nonsense” is not an e-mail address." in done.out


def test_a_damaged_file_is_named(run: Run, issued: Path) -> None:
    """Damage among the documents: where the tables themselves are told of, SQLite opens nothing."""
    connection = sqlite3.connect(issued)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'documents'"
    ).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    data = bytearray(issued.read_bytes())
    data[(page - 1) * size : page * size] = bytes(size)
    issued.write_bytes(data)
    done = run("check", issued)
    assert 1 == done.status
    assert "Traceback" not in done.err
    assert "could not be read to its end" in done.out or "SQLite says" in done.out
    assert "checks. Keep it as it is and go back to a backup" in done.err
    assert bytes(data) == issued.read_bytes()


def test_a_conflict_copy_is_named(run: Run, issued: Path) -> None:
    twin = issued.with_name("year (1).loti")
    twin.write_bytes(issued.read_bytes())
    assert 0 == run("check", issued).status
    with Register.open(twin) as register:
        camden = register.organisations.by_code("CAMDEN")
        save_organisation(register, replace(camden, notes="changed elsewhere"))
    done = run("check", issued)
    assert 1 == done.status
    assert "year (1).loti, a copy of it with changes that are missing here" in done.out


def test_a_backup_is_a_register_and_its_path_is_printed(run: Run, issued: Path) -> None:
    done = run("backup", issued)
    made = Path(done.out.strip())
    assert issued.with_name("year backups") == made.parent
    assert 0 == run("check", made).status


def test_a_backup_goes_to_the_folder_that_is_named(run: Run, issued: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    assert folder == Path(run("backup", issued, "--to", folder).out.strip()).parent


def test_history_says_what_changed_when_and_by_whom_newest_last(run: Run, issued: Path) -> None:
    lines = run("history", issued).out.splitlines()
    assert lines[-1].startswith("2026-06-11 ")
    assert lines[-1].endswith("  Issue invoices 2026-27")
    assert lines[0].endswith("  Change settings")


def test_history_as_json_names_the_fields(run: Run, issued: Path) -> None:
    with Register.open(issued) as register:
        camden = register.organisations.by_code("CAMDEN")
        save_organisation(register, replace(camden, postcode="NW1 1AA"))
    entries = run("history", issued, "--json").json
    last = entries[-1]
    assert ["number", "at", "by", "label", "kind", "reference", "erased", "changes"] == [*last]
    assert (len(entries), "Edit Camden", "edit", None) == (
        last["number"],
        last["label"],
        last["kind"],
        last["reference"],
    )
    (change,) = last["changes"]
    assert {"postcode": {"before": "N1 1AA", "after": "NW1 1AA"}} == change["fields"]
    assert (
        "organisation London Borough of Camden changed: postcode “N1 1AA” to “NW1 1AA”"
        == change["text"]
    )


def test_history_puts_amounts_dates_and_other_records_into_words(run: Run, issued: Path) -> None:
    entries = run("history", issued, "--json").json
    joined = next(e for e in entries if e["label"].startswith("Hackney joins"))["changes"][0]
    assert ("membership period", "Hackney, 2026-10-01", "added") == (
        joined["record"],
        joined["name"],
        joined["what"],
    )
    issue = entries[-1]["changes"]
    (camden,) = [change for change in issue if change["name"] == "LOTI-2026-0001"]
    assert "30000.00" == camden["fields"]["net"]["after"]
    (order,) = [e for e in entries if e["label"].startswith("Purchase order")]
    assert "Sutton, 2026-27" == order["changes"][0]["name"]


def _tamper(path: Path, *statements: str) -> None:
    """Change a register behind the program's back, its safeguards taken away."""
    connection = sqlite3.connect(path)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()
