"""The program's own line icons: 20 px grid, one colour, coloured when rendered."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parent.parent / "resources" / "icons"


def names() -> tuple[str, ...]:
    """Every icon there is, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.svg")))


@cache
def _source(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text("utf-8")


def svg(name: str, colour: str) -> str:
    """The icon as SVG text in a colour (`#RRGGBB`). Raises FileNotFoundError for a name that does not exist."""
    return _source(name).replace("currentColor", colour)


def pixmap(
    name: str, colour: QColor, size: int = 20, *, ratio: float = 0, width: int = 0
) -> QPixmap:
    """The icon `size` pixels high for a screen of `ratio` device pixels (0: the sharpest screen there is).

    `width` makes the pixmap wider than the icon, empty at the right: Qt leaves only 3 px between the icon and the
    text of a button, and this is the way to have 8.
    """
    ratio = ratio or _sharpest()
    width = max(width, size)
    key = f"loti/{name}/{colour.name(QColor.NameFormat.HexArgb)}/{size}/{width}/{ratio}"
    cached = QPixmap()
    if QPixmapCache.find(key, cached):
        return cached
    source = QByteArray(svg(name, colour.name()).encode())
    drawn = QPixmap(QSize(round(width * ratio), round(size * ratio)))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(source).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(
    name: str,
    colour: QColor,
    size: int = 20,
    *,
    disabled: QColor | None = None,
    gap: int = 0,
) -> QIcon:
    """An icon for buttons and menus; `gap` adds empty pixels at its right, `disabled` colours it when not usable."""
    made = QIcon(pixmap(name, colour, size, width=size + gap))
    if disabled is not None:
        made.addPixmap(pixmap(name, disabled, size, width=size + gap), QIcon.Mode.Disabled)
    return made


def _sharpest() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
