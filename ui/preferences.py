"""What belongs to this computer and this person, not to the register: the look, the window, recent files, folders."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from ui.theme import ROW_HEIGHTS, TEXT_SCALES, Scheme

NAME = "LOTI Admin"
_MOST_RECENT = 8


class Preferences:
    """Read and written at once; what another version or a person left unreadable in the file counts as not set."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, NAME
        )

    @property
    def file(self) -> Path:
        """Where they are kept."""
        return Path(self._settings.fileName())

    # The look

    @property
    def scheme(self) -> Scheme:
        value = self._text("look/scheme", Scheme.SYSTEM)
        return Scheme(value) if value in [*Scheme] else Scheme.SYSTEM

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._set("look/scheme", str(scheme))

    @property
    def text_scale(self) -> int:
        """In percent, one of the sizes that the menu offers."""
        return self._one_of("look/text", TEXT_SCALES, 100)

    @text_scale.setter
    def text_scale(self, percent: int) -> None:
        self._set("look/text", percent)

    @property
    def row_height(self) -> int:
        """Of tables, in pixels at 100 %."""
        return self._one_of("look/rows", ROW_HEIGHTS, 32)

    @row_height.setter
    def row_height(self, height: int) -> None:
        self._set("look/rows", height)

    @property
    def striped(self) -> bool:
        return self._text("look/striped") == "true"

    @striped.setter
    def striped(self, striped: bool) -> None:
        self._set("look/striped", "true" if striped else "false")

    @property
    def system_font(self) -> bool:
        return self._text("look/system font") == "true"

    @system_font.setter
    def system_font(self, use: bool) -> None:
        self._set("look/system font", "true" if use else "false")

    # The window

    @property
    def geometry(self) -> QByteArray:
        value = self._settings.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._set("window/geometry", geometry)

    @property
    def page(self) -> str:
        """The key of the page that was shown last."""
        return self._text("window/page")

    @page.setter
    def page(self, key: str) -> None:
        self._set("window/page", key)

    @property
    def home_map(self) -> str:
        """What the map on Home is coloured by; "" before anything was chosen."""
        return self._text("home/map")

    @home_map.setter
    def home_map(self, choice: str) -> None:
        self._set("home/map", choice)

    def visit(self, register: Path | None, today: date) -> date | None:
        """Note that a register is looked at today; gives the last day before today on which it was, None if never."""
        if register is None:
            return None
        key = f"visits/{_short_key(register)}"
        last, _, before = self._text(key).partition(" ")
        if last != today.isoformat():
            before = last
            self._set(key, f"{today.isoformat()} {before}".strip())
        try:
            known = date.fromisoformat(before)
        except ValueError:
            return None
        return known if known < today else None

    # Files

    @property
    def recent(self) -> list[Path]:
        """The registers that were open, the last one first."""
        value = self._settings.value("files/recent")
        texts = [value] if isinstance(value, str) else value
        return [Path(text) for text in texts or [] if isinstance(text, str) and text]

    def add_recent(self, path: Path) -> None:
        kept = [path, *(known for known in self.recent if known != path)][:_MOST_RECENT]
        self._set("files/recent", [str(known) for known in kept])

    def forget_recent(self, path: Path) -> None:
        self._set("files/recent", [str(known) for known in self.recent if known != path])

    def folder(self, purpose: str) -> Path:
        """Where files of this purpose ("registers", "exports") went last; the documents folder before that."""
        known = self._text(f"files/folder {purpose}")
        if known and Path(known).is_dir():
            return Path(known)
        place = QStandardPaths.StandardLocation.DocumentsLocation
        documents = QStandardPaths.writableLocation(place)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()

    def set_folder(self, purpose: str, folder: Path) -> None:
        self._set(f"files/folder {purpose}", str(folder))

    def documents_folder(self, register: Path | None) -> Path | None:
        """Where the PDFs of a register go; None until somebody has said where, or if that folder is gone."""
        known = self._text(f"documents/{_short_key(register)}")
        return Path(known) if known and Path(known).is_dir() else None

    def set_documents_folder(self, register: Path | None, folder: Path | None) -> None:
        """None lets it be asked for again."""
        self._set(f"documents/{_short_key(register)}", str(folder) if folder else "")

    def second_folder(self, register: Path | None) -> Path | None:
        """Where else the backups of a register go, reachable now or not; None where nobody chose any."""
        known = self._text(f"second folder/{_short_key(register)}")
        return Path(known) if known else None

    def set_second_folder(self, register: Path | None, folder: Path | None) -> None:
        self._set(f"second folder/{_short_key(register)}", str(folder) if folder else "")

    def move_register(self, old: Path, new: Path) -> None:
        """A register was found elsewhere: what is remembered about it goes with it."""
        for group in ("documents", "second folder"):
            known = self._text(f"{group}/{_short_key(old)}")
            if known and not self._text(f"{group}/{_short_key(new)}"):
                self._set(f"{group}/{_short_key(new)}", known)
        self.forget_recent(old)

    # Lists

    def kept_list(self, name: str) -> str:
        """What was kept of a list, as text; "" before anything was."""
        return self._text(f"lists/{_key_of(name)}")

    def keep_list(self, name: str, text: str) -> None:
        self._set(f"lists/{_key_of(name)}", text)

    # The file

    def _set(self, key: str, value: Any) -> None:
        self._settings.setValue(key, value)

    def _text(self, key: str, otherwise: str = "") -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) else otherwise

    def _one_of(self, key: str, choices: tuple[int, ...], otherwise: int) -> int:
        try:
            value = int(str(self._settings.value(key)))
        except ValueError:
            return otherwise
        return value if value in choices else otherwise


def _key_of(name: str) -> str:
    """A name as a key of the file."""
    return sha256(name.encode()).hexdigest()[:16]


def _short_key(register: Path | None) -> str:
    """A path as a key of the file, where slashes and backslashes have meanings of their own."""
    return sha256(str(register.absolute() if register else "").encode()).hexdigest()[:16]
