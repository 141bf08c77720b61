"""The words of the program: what the officer reads asks for nothing humbly and blames nobody."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UNWANTED = re.compile(
    r"(?i)\b(please|sorry|oops|invalid|illegal|forbidden|fatal|abort(ed)?|successfully|an? (unknown )?error "
    r"(has )?occurred|are you sure|click here|e\.g\.|i\.e\.|user|username)\b"
)
# Letters to councils may ask politely.
LETTERS = ("loti_admin/documents", "loti_admin/domain/reminder_texts.py")
# Three full stops where one sign is meant, and spaces that were left over.
CARELESS = re.compile(r"[a-z]\.\.\.|\w  \w|\w ,|\w \.(\s|$)")
# A sentence for people has a space; a key, a column, an address or a statement for the database has not these letters.
STATEMENT = re.compile(
    r"(?s)^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN|WITH|ALTER|DROP|RAISE)\b"
)


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string in a file that is no docstring; each value in an f-string counts as “◦”."""
    tree = ast.parse(path.read_text("utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "◦" for p in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation | inside
        ):
            yield node.lineno, node.value


def hits(pattern: re.Pattern[str], folder: str, *, without: tuple[str, ...] = ()) -> list[str]:
    left_out = tuple(str(ROOT / name) for name in without)
    return [
        f"{path.relative_to(ROOT)}:{line}: {text.strip()[:100]}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, text in texts(path)
        if not str(path).startswith(left_out)
        and " " in text.strip()
        and not STATEMENT.match(text)
        and pattern.search(text)
    ]


@pytest.mark.parametrize("folder", ["ui", "loti_admin"])
def test_no_text_begs_scolds_or_speaks_of_users(folder: str) -> None:
    assert "\n".join(hits(UNWANTED, folder, without=LETTERS)) == ""


@pytest.mark.parametrize("folder", ["ui", "loti_admin"])
def test_no_text_is_careless(folder: str) -> None:
    assert "\n".join(hits(CARELESS, folder)) == ""


def test_what_is_looked_for_is_found() -> None:
    assert UNWANTED.search("Please try again")
    assert UNWANTED.search("An error occurred.")
    assert CARELESS.search("Open...")
    assert not CARELESS.search("LOTI-2026-0001 … LOTI-2026-0009")
