"""The window under test: no screen, British English, the theme applied once."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from loti_admin.services.example import build_example
from ui.reader import Reader
from ui.theme import Scheme, Theme, apply_theme, set_uk_locale


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """Runs before the application is made, which is when the locale has to be known."""
    set_uk_locale()
    return QApplication


@pytest.fixture(scope="session")
def session_theme(qapp: QApplication) -> Theme:
    return apply_theme(qapp, Scheme.LIGHT, 100)


@pytest.fixture(autouse=True)
def look(session_theme: Theme, qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 %; a test that changes it finds it put back."""
    assert QLocale().language() == QLocale.Language.English
    yield session_theme
    if (session_theme.scheme, session_theme.text_scale) != (Scheme.LIGHT, 100):
        apply_theme(qapp, Scheme.LIGHT, 100)
    session_theme.set_rows(32, striped=False)


@pytest.fixture(autouse=True)
def read_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is read when a call returns, also on a slow machine. Tests of the slices set their own measure."""
    monkeypatch.setattr(Reader, "at_once", float("inf"))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two years of everything, made once; each test works on a copy."""
    path = tmp_path_factory.mktemp("example") / "Example.loti"
    build_example(path)
    return path
