"""An officer in a hurry: nobody waits until what was asked for has been read. Every rest is taken."""

import random
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from loti_admin.services.members import save_organisation
from loti_admin.storage.register import Register
from tests.ui.window_builders import a_window
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.reader import Reader

ACTS = 60


def act(window: MainWindow, chance: random.Random) -> None:
    """One thing that an officer does, whatever is on its way."""
    session = window.session
    modal = QApplication.activeModalWidget()
    if isinstance(modal, QDialog):
        QDialog.reject(modal)
        return
    organisation = chance.choice(session.register.organisations.all())
    document = chance.choice(session.register.documents.all())
    item = chance.choice(list(window.frame.navigation.items.values()))
    chance.choice(
        (
            lambda: QTest.mouseClick(item, Qt.MouseButton.LeftButton),
            lambda: session.set_year(chance.choice(session.years())),
            lambda: save_organisation(
                session.register, replace(organisation, short_name=f"C{chance.random()}")
            ),
            lambda: window.commands.run(chance.choice(("edit.undo", "edit.redo"))),
            lambda: window.commands.run("edit.find-anything"),
            lambda: window.navigator.go(f"document/{document.id}"),
            lambda: window.navigator.go(f"organisation/{organisation.id}"),
            lambda: window.commands.run(chance.choice(("members.leaves", "payments.receipt"))),
        )
    )()


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_done_before_it_was_read_ends_well(
    seed: int, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    faults: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *fault: faults.append(fault))
    monkeypatch.setattr(Reader, "at_once", 0)
    monkeypatch.setattr("ui.reader.SLICE", 0)
    monkeypatch.setattr("loti_admin.storage.repository._AT_A_TIME", 5)
    path, chance = Path(shutil.copy(example, tmp_path)), random.Random(seed)
    with a_window(tmp_path, empty=True, pages=PAGES) as window:
        window.files.open_path(path)
        window.pages.work_ahead()
        for _ in range(ACTS):
            act(window, chance)
            QTest.qWait(chance.choice((0, 0, 1, 5, 20)))
        year = window.session.year
        qtbot.waitUntil(lambda: not window.session.reader.is_busy(), timeout=20_000)
        page = window.pages.current
        assert page is not None
        assert not page.is_covered()
        assert window.session.year == year
        # In the middle of the next reading the register is given back.
        window.session.register.forget()
        window.pages.reload_all()
        window.session.close()
        with Register.open(path) as register:
            assert all(result.ok for result in register.run_checks())
    assert faults == []
