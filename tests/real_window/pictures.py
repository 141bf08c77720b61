"""The pictures of README.md and the guide, taken by the program itself of the example register.

    xvfb-run -a -s "-screen 0 1366x768x24" python -m tests.real_window.pictures docs/pictures

Each page of the window, light; and the page Fees once more, dark. Made again when a page has changed its looks.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loti_admin.domain.dates import Year
from loti_admin.services.example import build_example
from loti_admin.services.example_data import ENDS_ON
from tests.real_window.hand import Hand
from tests.real_window.program import Calendar, Options, the_program
from ui.pages import PAGES
from ui.theme import Scheme, apply_theme

_SETTLED_MS, _LAID_OUT_MS = 700, 100


def main() -> None:
    pictures = Path(sys.argv[1])
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="membership-") as folder:
        register = Path(folder) / "example.loti"
        build_example(register)
        with the_program(Options(Path(folder)), Calendar(ENDS_ON)) as hand:
            hand.window.files.open_path(register)
            hand.window.session.set_year(Year(2026))
            for spec in PAGES:
                hand.go_to(spec.key)
                take(hand, pictures / f"{spec.key}.png")
            hand.go_to("fees")
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            apply_theme(app, Scheme.DARK, 100)
            take(hand, pictures / "fees-dark.png")


def take(hand: Hand, path: Path) -> None:
    """What the screen shows, in few colours: a page is flat, and a small file is kept in the history for ever."""
    QTest.qWait(_SETTLED_MS)
    # A folder that is there only while the pictures are taken says nothing to whoever looks at them.
    hand.window.frame.status.file.set_text("Example.loti on P:\\LOTI", "")
    QTest.qWait(_LAID_OUT_MS)
    hand.window.grab().save(str(path))
    with Image.open(path) as whole:
        flat = whole.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    flat.save(path, optimize=True)


if __name__ == "__main__":
    main()
