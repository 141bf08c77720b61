"""Every page fits on a small screen at the largest text, even below a message."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.session_builders import a_register
from tests.ui.window_builders import a_window, settle
from ui.kit.message_bar import Message
from ui.pages import PAGES, PageSpec
from ui.theme import Scheme, apply_theme

SMALL = (1366, 768)


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
@pytest.mark.parametrize("members", [0, 3], ids=["empty", "members"])
def test_a_page_needs_no_more_than_a_small_screen_at_twice_the_text(
    tmp_path: Path, qapp: QApplication, spec: PageSpec, members: int
) -> None:
    apply_theme(qapp, Scheme.LIGHT, 200)
    register = a_register(members=members)
    with a_window(tmp_path, register, pages=PAGES, size=SMALL) as window:
        window.navigator.go(spec.key)
        window.host.tell(Message.OK, "Imported", "members.xlsx: 71 rows added, 28 changed.")
        settle()
        needed = window.minimumSizeHint()
        assert needed.height() <= SMALL[1]
        assert needed.width() <= SMALL[0]
