"""The session: one open register, one year, one signal for what changed."""

from pathlib import Path

import pytest

from loti_admin.domain.dates import Year
from loti_admin.errors import NothingToDo
from loti_admin.services.settings import save_settings
from loti_admin.storage.history import Changes
from tests.ui.session_builders import TODAY, YEAR, open_session


def test_a_change_is_heard_once_with_its_tables() -> None:
    with open_session() as session:
        heard: list[Changes] = []
        session.changed.connect(heard.append)
        save_settings(session.register, {"officer": "B. Okoro"})
        assert [change.label for change in heard] == ["Change settings"]
        assert heard[0].touches("settings")


def test_undo_and_redo_say_what_they_did() -> None:
    with open_session() as session:
        said: list[str] = []
        session.said.connect(lambda text, _undo: said.append(text))
        save_settings(session.register, {"officer": "B. Okoro"})
        session.undo()
        session.redo()
        assert said == ["Undone: Change settings", "Done again: Change settings"]


def test_undo_with_nothing_to_undo_raises() -> None:
    with open_session() as session:
        while session.register.undo_label:
            session.undo()
        with pytest.raises(NothingToDo):
            session.undo()


def test_the_year_is_that_of_today_and_changes_once() -> None:
    with open_session() as session:
        heard: list[Year] = []
        session.year_changed.connect(heard.append)
        assert (session.year, session.today()) == (YEAR, TODAY)
        session.set_year(YEAR.next)
        session.set_year(YEAR.next)
        assert heard == [YEAR.next]


def test_the_years_to_choose_from_go_one_beyond_the_last_known() -> None:
    with open_session() as session:
        assert session.years() == [YEAR, YEAR.next]


def test_a_register_that_cannot_be_opened_leaves_the_open_one(tmp_path: Path) -> None:
    with open_session() as session:
        before = session.register
        with pytest.raises(Exception, match="missing"):
            session.open(tmp_path / "missing.loti")
        assert session.register is before
