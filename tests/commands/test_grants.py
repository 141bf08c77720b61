"""`request`: payment of a grant."""

from pathlib import Path

import pytest

from loti_admin.domain.money import Money
from loti_admin.storage.register import Register
from tests.commands.conftest import Run

GRANT = ("E61000001", "Data skills", "--year", "2026-27")
ON = ("--on", "2026-09-01")


def test_a_grant_is_requested_with_its_file(run: Run, issued: Path, tmp_path: Path) -> None:
    done = run("request", issued, *GRANT, *ON, "--amount", "15000", "--out", tmp_path / "out")
    assert (0, "LOTI-REQ-2026-0002\n", "") == (done.status, done.out, done.err)
    assert 1 == len(list((tmp_path / "out").glob("LOTI-REQ-2026-0002*.pdf")))
    with Register.open(issued, read_only=True) as register:
        (document,) = register.documents.where(number="LOTI-REQ-2026-0002")
    assert Money.pounds(15_000) == document.gross


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((*GRANT, *ON, "--amount", "20000.01"), "is more than is left of Data skills"),
        ((*GRANT, *ON, "--amount", "0"), "of more than £0.00"),
        (("E61000001", "Nothing", "--year", "2026-27", *ON), "has no grant Nothing in 2026-27."),
        (("E61000001", "Data skills", "--year", "2027-28", *ON), "has no grant Data skills"),
        (("XX", "Data skills", "--year", "2026-27", *ON), "no organisation with the code XX"),
        ((*GRANT, "--on", "2026-06-01"), "Choose that date or a later one."),
    ],
)
def test_a_request_that_cannot_be_is_refused_and_changes_nothing(
    run: Run, issued: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    before = issued.read_bytes()
    assert sentence in run("request", issued, *arguments).refusal
    assert before == issued.read_bytes()
