"""What the computer remembers, and what it makes of a file that somebody wrote by hand."""

from pathlib import Path

from tests.ui.window_builders import some_preferences
from ui.preferences import Preferences
from ui.theme import Scheme


def test_nothing_remembered_gives_the_usual(tmp_path: Path) -> None:
    kept = some_preferences(tmp_path)
    assert (kept.scheme, kept.text_scale, kept.row_height) == (Scheme.SYSTEM, 100, 32)
    assert (kept.striped, kept.system_font, kept.recent, kept.page) == (False, False, [], "")


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    kept = some_preferences(tmp_path)
    kept.scheme, kept.text_scale, kept.row_height, kept.page = Scheme.DARK, 150, 40, "fees"
    again = some_preferences(tmp_path)
    assert (again.scheme, again.text_scale, again.row_height) == (Scheme.DARK, 150, 40)
    assert again.page == "fees"


def test_what_cannot_be_read_counts_as_not_set(tmp_path: Path) -> None:
    (tmp_path / "preferences.ini").write_text(
        "[look]\nscheme=pink\ntext=1000\nrows=high\n[files]\nrecent=\n[window]\ngeometry=7\n"
    )
    kept = some_preferences(tmp_path)
    assert (kept.scheme, kept.text_scale, kept.row_height) == (Scheme.SYSTEM, 100, 32)
    assert kept.recent == []
    assert kept.geometry.isEmpty()


def test_the_last_eight_registers_are_remembered_each_once(tmp_path: Path) -> None:
    kept = some_preferences(tmp_path)
    paths = [tmp_path / f"{number}.loti" for number in range(10)]
    for path in [*paths, paths[5]]:
        kept.add_recent(path)
    assert kept.recent == [paths[i] for i in (5, 9, 8, 7, 6, 4, 3, 2)]
    kept.forget_recent(paths[9])
    assert paths[9] not in kept.recent


def test_a_folder_that_is_gone_is_not_offered(tmp_path: Path) -> None:
    kept = some_preferences(tmp_path)
    kept.set_folder("exports", tmp_path / "gone")
    assert kept.folder("exports").is_dir()
    kept.set_folder("exports", tmp_path)
    assert kept.folder("exports") == tmp_path


def test_they_live_in_the_home_of_the_person(own_home: Path) -> None:
    assert own_home in Preferences().file.parents


def test_the_folder_of_the_documents_is_remembered_for_each_register(tmp_path: Path) -> None:
    preferences = some_preferences(tmp_path)
    register, folder = tmp_path / "LOTI.loti", tmp_path / "PDFs"
    assert preferences.documents_folder(register) is None
    folder.mkdir()
    preferences.set_documents_folder(register, folder)
    assert folder == preferences.documents_folder(register)
    assert preferences.documents_folder(tmp_path / "Example.loti") is None
    folder.rmdir()
    assert preferences.documents_folder(register) is None
