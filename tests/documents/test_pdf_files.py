"""Files that are whole or not there, and what the officer is told when one cannot be written."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from loti_admin.documents.files import (
    FileHeld,
    aside,
    file_name,
    safe_name,
    unique_names,
    write_aside,
    write_documents,
)
from loti_admin.documents.look import DRAFT, pro_forma
from loti_admin.errors import Cancelled, FileTrouble
from tests.documents.builders import a_document


def failing(code: int, **attributes: int) -> Callable[..., NoReturn]:
    def fail(*_: Any, **__: Any) -> NoReturn:
        error = OSError(code, os.strerror(code))
        for name, value in attributes.items():
            setattr(error, name, value)
        raise error

    return fail


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "below" / "a.pdf"
    write_aside(path, b"content")
    assert path.read_bytes() == b"content"
    assert left_in(path.parent) == ["a.pdf"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def stop_halfway() -> None:
        with aside(path) as temporary:
            temporary.write_bytes(b"half of the ne")
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        stop_halfway()
    assert path.read_bytes() == b"old"
    assert left_in(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize("where", ["os.fsync", "os.replace"])
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "There is no space left in {folder}. Make room and try again."),
        (errno.EROFS, "{folder} can only be read. Choose another folder."),
        (errno.EIO, "{path} could not be written: the disk gave an error."),
        (
            errno.EACCES,
            "You have no permission to write {folder}. Choose another folder, or ask who looks after it.",
        ),
    ],
)
def test_trouble_is_one_sentence_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, code: int, sentence: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(where, failing(code))
    with pytest.raises(FileTrouble) as trouble:
        write_aside(path, b"new")
    assert str(trouble.value) == sentence.format(folder=tmp_path, path=path)
    assert path.read_bytes() == b"old"
    assert left_in(tmp_path) == ["a.pdf"]


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(FileTrouble, match=r"a\.pdf is a folder\. Choose a name for the file\."):
        write_aside(tmp_path / "a.pdf", b"new")


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(FileTrouble, match=r"out is not a folder\. Choose another folder\."):
        write_aside(tmp_path / "out" / "a.pdf", b"new")


def test_a_name_that_is_too_long_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"is too long\. Choose a shorter name or folder\."):
        write_aside(tmp_path / ("a" * 300), b"new")


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    return waits


def test_a_file_held_open_is_tried_again_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", failing(errno.EACCES, winerror=32))
    with pytest.raises(FileHeld) as trouble:
        write_aside(path, b"new")
    assert (
        str(trouble.value) == "a.pdf is open in another program. Close a.pdf there and try again."
    )
    assert waited == sorted(waited)
    assert len(waited) == 4
    assert left_in(tmp_path) == ["a.pdf"]


def test_a_file_held_for_a_moment_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    path, replace = tmp_path / "a.pdf", os.replace
    path.write_bytes(b"old")

    def once_held(*names: Any) -> None:
        if not waited:
            failing(errno.EACCES, winerror=5)()
        replace(*names)

    monkeypatch.setattr(os, "replace", once_held)
    write_aside(path, b"new")
    assert path.read_bytes() == b"new"


def test_documents_are_named_by_number_and_member() -> None:
    assert file_name(a_document()) == "LOTI-2026-0014 Fairmead.pdf"
    assert file_name(a_document(), DRAFT) == "Draft invoice 2026-27 Fairmead.pdf"
    assert file_name(a_document(), pro_forma()) == "Pro forma invoice 2026-27 Fairmead.pdf"


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("CON", "LOTI CON.pdf"),
        ("nul.old", "LOTI nul.old.pdf"),
        ("com1", "LOTI com1.pdf"),
        ("Contract", "Contract.pdf"),
        ("a/b\\c:d*e?f", "a-b-c-d-e-f.pdf"),
        (" . ", "LOTI.pdf"),
        ("name. ", "name.pdf"),
        ("x" * 200, "x" * 96 + ".pdf"),
    ],
)
def test_every_system_takes_the_names(stem: str, expected: str) -> None:
    assert safe_name(stem, ".pdf") == expected


def test_names_that_differ_only_in_capitals_get_numbers() -> None:
    names = ["A.pdf", "a.pdf", "b.pdf", "A (2).pdf", "A.PDF"]
    assert unique_names(names) == ["A.pdf", "a (2).pdf", "b.pdf", "A (2) (2).pdf", "A (3).PDF"]


def test_running_again_makes_only_what_is_missing(tmp_path: Path) -> None:
    documents = [a_document(number=f"LOTI-2026-{n:04d}") for n in range(1, 5)]
    seen: list[tuple[int, int]] = []
    paths = write_documents(documents, tmp_path / "out", lambda *step: seen.append(step))
    assert [path.name for path in paths] == [f"LOTI-2026-{n:04d} Fairmead.pdf" for n in range(1, 5)]
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    kept = {path: path.stat().st_mtime_ns for path in paths}
    whole = paths[0].read_bytes()
    paths[1].unlink()
    paths[2].write_bytes(b"damaged")
    assert write_documents(documents, tmp_path / "out") == paths
    assert paths[0].read_bytes() == whole
    untouched = [path for path in paths if path.stat().st_mtime_ns == kept[path]]
    assert untouched == [paths[0], paths[3]]
    assert all(path.read_bytes().startswith(b"%PDF") for path in paths)


def test_stopping_keeps_the_documents_already_made(tmp_path: Path) -> None:
    documents = [a_document(number=f"LOTI-2026-{n:04d}") for n in range(1, 5)]

    def stop_after_two(done: int, _: int) -> None:
        if done == 2:
            raise Cancelled("Stopped after 2 of 4 files.")

    with pytest.raises(Cancelled):
        write_documents(documents, tmp_path, stop_after_two)
    assert left_in(tmp_path) == ["LOTI-2026-0001 Fairmead.pdf", "LOTI-2026-0002 Fairmead.pdf"]


def test_files_held_open_are_listed_after_all_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    documents = [a_document(number=f"LOTI-2026-{n:04d}") for n in range(1, 4)]
    held, replace = tmp_path / "LOTI-2026-0002 Fairmead.pdf", os.replace
    held.write_bytes(b"old")

    def one_held(temporary: Path, path: Path) -> None:
        if path == held:
            failing(errno.EACCES, winerror=32)()
        replace(temporary, path)

    monkeypatch.setattr(os, "replace", one_held)
    with pytest.raises(FileTrouble) as trouble:
        write_documents(documents, tmp_path)
    assert str(trouble.value) == (
        "1 of 3 files were not made, because another program has them open: LOTI-2026-0002 Fairmead.pdf. "
        "Close them and make the files again; only these will be made."
    )
    assert len(left_in(tmp_path)) == 3
    assert held.read_bytes() == b"old"


def test_naming_looks_and_files_does_not_load_the_pdf_library() -> None:
    import subprocess

    program = (
        "import sys; import loti_admin.documents.files, loti_admin.documents.look, "
        "loti_admin.documents.preview, loti_admin.documents.printable; "
        "sys.exit('reportlab' in sys.modules or 'pypdfium2' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
