"""Every page draws whatever the size of the register: nobody, one member, all of London, and far more, over ten years.

The same with 5,000 members, and how long it takes, is what `benchmarks/window.py` measures.
"""

from pathlib import Path

import pytest

from benchmarks.large import fill
from loti_admin.storage.register import Register
from tests.ui.session_builders import a_clock
from tests.ui.window_builders import a_window, settle
from ui.pages import PAGES

YEARS = 10


@pytest.mark.parametrize("members", [0, 1, 33, 400])
def test_every_page_draws(tmp_path: Path, members: int) -> None:
    register = Register.in_memory(clock=a_clock)
    fill(register, members, YEARS)
    with a_window(tmp_path, register, pages=PAGES) as window:
        for spec in PAGES:
            window.navigator.go(spec.key)
            settle()
            page = window.pages.current
            assert page is not None
            assert page.key == spec.key
            assert not page.grab().isNull()
            assert window.frame.notices.message.isHidden(), window.frame.notices.message.title
