import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QImage

import ui
from ui import icons


def inked(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 100
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp, name: str) -> None:
    image = icons.pixmap(name, QColor("#FF0000"), 20, ratio=1).toImage()
    assert (20, 20) == (image.width(), image.height())
    assert inked(image) > 3
    strong = max(
        (image.pixelColor(x, y) for x in range(20) for y in range(20)), key=lambda c: c.alpha()
    )
    assert (255, 0, 0) == (strong.red(), strong.green(), strong.blue())


def test_an_icon_is_sharp_on_a_fine_screen(qapp) -> None:
    drawn = icons.pixmap("home", QColor("#000000"), 20, ratio=2)
    assert (40, 2.0) == (drawn.width(), drawn.devicePixelRatio())


def test_room_for_the_text_is_left_at_the_right(qapp) -> None:
    drawn = icons.pixmap("plus", QColor("#000000"), 16, ratio=1, width=21)
    assert (21, 16) == (drawn.width(), drawn.height())


def test_an_icon_that_cannot_be_used_has_its_own_colour(qapp) -> None:
    made = icons.icon("home", QColor("#000000"), 20, disabled=QColor("#00FF00"))
    drawn = made.pixmap(20, 20, QIcon.Mode.Disabled).toImage()
    greens = [drawn.pixelColor(x, y) for x in range(20) for y in range(20)]
    assert any(c.green() > 200 and c.alpha() > 200 for c in greens)


def test_a_name_that_does_not_exist_fails_at_once(qapp) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("nothing", QColor("#000000"))


def test_every_icon_named_in_the_window_exists() -> None:
    folder = Path(ui.__file__).parent
    used = {
        name
        for path in folder.rglob("*.py")
        for name in re.findall(r'\bicon="([a-z-]+)"', path.read_text("utf-8"))
    }
    assert set() == used - set(icons.names())
