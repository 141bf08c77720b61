"""Rules about the source itself that the import contracts in pyproject.toml cannot express."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = ("loti_admin", "ui", "main.py")
NOT_OURS = {"__pycache__", "example-year", "build", "dist"}
TEXT = {"", ".cfg", ".css", ".csv", ".json", ".lock", ".md", ".py", ".sh", ".svg", ".toml"}


def files(*starts: str, suffixes: set[str] | None = None) -> Iterator[Path]:
    """Our files at or under the paths given, relative to the project; tools' folders are left out."""
    for start in map(ROOT.joinpath, starts):
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            parts = path.relative_to(ROOT).parts
            of_a_tool = parts[0].startswith(".") and parts[0] != ".ci" and len(parts) > 1
            ours = not of_a_tool and not NOT_OURS.intersection(parts)
            if ours and path.is_file() and path.suffix in (suffixes or {".py"}):
                yield path


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lines_matching(pattern: str, paths: Iterator[Path]) -> list[str]:
    """`file:line: text` of each line in which the pattern occurs."""
    found = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if found.search(line)
    ]


def test_only_services_and_storage_write_to_the_register() -> None:
    elsewhere = [
        line
        for line in lines_matching(r"\b_?register\.write\(", files(*PROGRAM))
        if not line.startswith(("loti_admin/services/", "loti_admin/storage/"))
    ]
    assert elsewhere == []


def test_nobody_can_rest_under_the_lock_of_a_property() -> None:
    """`loti_admin.pace.cached_property` has none."""
    pattern = r"from functools import .*\bcached_property|functools\.cached_property\("
    assert lines_matching(pattern, files(*PROGRAM)) == []


def test_the_domain_never_asks_for_today() -> None:
    pattern = r"\b(date\.today|datetime\.(now|today|utcnow)|time\.time)\("
    assert lines_matching(pattern, files("loti_admin/domain")) == []


def test_the_domain_imports_the_standard_library_only() -> None:
    allowed = {"domain", "errors", "pace"}
    foreign = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files("loti_admin/domain")
        for name in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not (name.startswith("loti_admin.") and name.split(".")[1] in allowed)
    ]
    assert foreign == []


def test_nothing_in_the_program_can_reach_the_network() -> None:
    network = re.compile(
        r"(socket|ssl|http|urllib\.request|urllib3|requests|httpx|ftplib|smtplib|imaplib|webbrowser"
        r"|PySide6\.QtNetwork)(\.|$)"
    )
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files(*PROGRAM)
        for name in imported(path)
        if network.match(name)
    ]
    assert found == []


def test_no_source_file_is_over_400_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in files(".", suffixes={".py", ".sh"})
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_the_main_window_is_a_frame_only() -> None:
    main_window = ROOT / "ui" / "main_window.py"
    assert len(main_window.read_text("utf-8").splitlines()) < 250


def test_no_file_names_a_package_index() -> None:
    # Put together here, so that this file does not hold what it looks for.
    names = (
        "py" + "pi.",
        "python" + "hosted",
        "index" + "-url",
        "find" + "-links",
        "trusted" + "-host",
    )
    pattern = "(?i)" + "|".join(map(re.escape, names))
    assert lines_matching(pattern, files(".", suffixes=TEXT)) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_versions_and_hashes_only(lock: str) -> None:
    one_line = r"^([a-z0-9][a-z0-9.-]*==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?)$"
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    assert [line for line in lines if not re.match(one_line, line)] == []


def test_what_is_tested_is_what_officers_run() -> None:
    program, tested = (
        set(re.findall(r"^\S+==\S+", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert program - tested == set()
