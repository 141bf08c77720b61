"""What every test gets: no screen, no network, no trace of the person who runs it.

The environment is set while this file is imported, which is before any test module can load Qt.
"""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Few examples by default, so that the whole suite stays a matter of seconds; HYPOTHESIS_PROFILE=thorough looks longer.
# No deadline, because a shared machine is slow now and then. On a build machine the examples are the same each time: a
# red build there should mean the change, not the dice, while each run at a desk tries new examples.
settings.register_profile("quick", max_examples=40, stateful_step_count=20, deadline=None)
settings.register_profile(
    "build", settings.get_profile("quick"), derandomize=True, database=None, print_blob=True
)
settings.register_profile("thorough", max_examples=1_000, stateful_step_count=60, deadline=None)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("build" if os.environ.get("CI") else "quick")
)

_NETWORK_EVENTS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname")


def _refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _NETWORK_EVENTS:
        raise AssertionError(f"LOTI Admin works offline, but a test reached the network: {event}")


# An audit hook sees what C code does as well, and no test can patch it away.
sys.addaudithook(_refuse_the_network)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder for each test, so that no setting is read from or left in the real one."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        # Qt reads the environment only once in a process, so it has to be told.
        for file_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(file_format, QSettings.Scope.UserScope, str(home / "config"))
    return home
