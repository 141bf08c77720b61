"""The line at the foot: where the file is, who can edit, what was saved and how to take it back, the last backup, and
what is selected."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from loti_admin.domain.dates import long_date
from loti_admin.storage.backups import backups_of
from loti_admin.storage.history import Changes
from ui import theme
from ui.kit.buttons import Button, Kind
from ui.kit.icon_label import IconLabel
from ui.kit.styling import announce, set_surface
from ui.kit.text import label
from ui.session import Session
from ui.theme import Role

_MINUTE = 60_000


class _Shortened(QWidget):
    """Text that gives up its middle when there is no room: both the name of a file and the end of its folder tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_text(self, text: str, tip: str) -> None:
        self._text = text
        self.setToolTip(tip)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        metrics = theme.current().metrics(Role.SMALL)
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(look.colour("text2"))
        text = look.metrics(Role.SMALL).elidedText(
            self._text, Qt.TextElideMode.ElideMiddle, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


class _Part(QWidget):
    """An icon and some words."""

    def __init__(self, icon: str, words: QWidget) -> None:
        super().__init__()
        self.icon = IconLabel(icon, "text2", 16)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.icon)
        self._row.addWidget(words, 1)

    def set_gap(self, gap: int) -> None:
        self._row.setSpacing(gap)


class StatusBar(QWidget):
    """`undo_asked` when the officer takes back the last change from here."""

    undo_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "canvas")
        self._session = session
        self.file = _Shortened()
        self.access = label("", Role.SMALL, "text2")
        self.saved = label("", Role.SMALL, "text2")
        self._dot = label("·", Role.SMALL, "text3")
        self.undo = Button("Undo", Kind.LINK, on_click=self.undo_asked.emit)
        self.undo.setProperty("size", "small")
        self.backup = label("", Role.SMALL, "text2")
        self.selection = label("", Role.SMALL, "text2")
        self._file, self._access = _Part("folder", self.file), _Part("check-circle", self.access)
        self._backup = _Part("safety", self.backup)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._file)
        self._row.addWidget(self._access)
        self._last = QWidget()
        self._last_row = QHBoxLayout(self._last)
        self._last_row.setContentsMargins(0, 0, 0, 0)
        for part in (self.saved, self._dot, self.undo):
            self._last_row.addWidget(part)
        self._row.addWidget(self._last)
        self._row.addWidget(self._backup)
        self._row.addStretch(1)
        self._row.addWidget(self.selection)
        self._narrow = False
        self._arrange()
        session.register_changed.connect(self.refresh)
        session.changed.connect(self._changed)
        session.said.connect(self._said)
        session.backed_up.connect(self.refresh_backup)
        clock = QTimer(self)
        clock.setInterval(_MINUTE)
        clock.timeout.connect(self.refresh_backup)
        clock.start()
        # What was said has been read after a minute; when it was saved last, and Undo, stay.
        self._saved_at = ""
        self._read = QTimer(self)
        self._read.setInterval(_MINUTE)
        self._read.setSingleShot(True)
        self._read.timeout.connect(self.forget_news)
        theme.current().changed.connect(self._space)
        self._space()
        self._show_saved("", undo=False)

    def set_selection(self, text: str) -> None:
        """The right end: "1 row selected · Net 22,500.00"."""
        self.selection.setText(text)

    def refresh(self) -> None:
        """Another register, or none."""
        self._saved_at = ""
        self._show_saved("", undo=False)
        if not self._session.is_open:
            return
        path = self._session.register.path
        self.file.set_text(_place(path), str(path) if path else "")
        if self._session.read_only:
            self._access.icon.set_icon("lock", "text2")
            self.access.setText("Read only")
        else:
            self._access.icon.set_icon("check-circle", "ok")
            self.access.setText("You can edit")
        self.access.setToolTip(self._session.why_read_only)
        self.refresh_backup()

    def refresh_backup(self) -> None:
        """How old the newest backup is."""
        path = self._session.register.path if self._session.is_open else None
        if path is None:
            self.backup.setText("")
        else:
            kept = backups_of(path)
            now = self._session.register.now().replace(tzinfo=None)
            self.backup.setText(backup_words(kept[0].at if kept else None, now))
        self._arrange()

    def _changed(self, changes: Changes) -> None:
        at = changes.at.astimezone()
        undoable = self._session.register.undo_label is not None
        self._saved_at = f"Saved {at:%H:%M}"
        self._show_saved(self._saved_at, undo=undoable)
        if not undoable:
            # Before what cannot be taken back a backup was made.
            self.refresh_backup()
        self.undo.setToolTip(f"Undo {self._session.register.undo_label or ''}".strip())

    def _said(self, text: str, undo: bool) -> None:
        can_undo = self._session.is_open and self._session.register.undo_label is not None
        self._show_saved(text, undo=undo and can_undo)
        self._read.start()

    def forget_news(self) -> None:
        """Say again only when it was saved last."""
        undo = bool(self._saved_at) and self._session.is_open
        undo = undo and self._session.register.undo_label is not None
        self._show_saved(self._saved_at, undo=undo, aloud=False)

    def _show_saved(self, text: str, *, undo: bool, aloud: bool = True) -> None:
        self._read.stop()
        self.saved.setText(text)
        self._last.setVisible(bool(text))
        self._dot.setVisible(undo)
        self.undo.setVisible(undo)
        if text and aloud:
            announce(self, text)

    def set_narrow(self, narrow: bool) -> None:
        """Keep only what was saved and what is selected."""
        self._narrow = narrow
        self._arrange()

    def _arrange(self) -> None:
        self._file.setVisible(not self._narrow)
        self._access.setVisible(not self._narrow or self._session.read_only)
        self._backup.setVisible(not self._narrow and bool(self.backup.text()))

    def _space(self) -> None:
        look = theme.current()
        self.setFixedHeight(look.px(28))
        self._row.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self._row.setSpacing(look.px(20))
        self._last_row.setSpacing(look.px(8))
        for part in (self._file, self._access, self._backup):
            part.set_gap(look.px(6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.file.setMaximumWidth(max(theme.current().px(80), self.width() // 3))


def backup_words(at: datetime | None, now: datetime) -> str:
    """“Backup checked 2 hours ago”, for it was checked when it was made; both times are local and without a zone."""
    if at is None:
        return "No backup yet"
    age = now - at
    if age < timedelta(minutes=2):
        return "Backup checked just now"
    if age < timedelta(hours=1):
        return f"Backup checked {age // timedelta(minutes=1)} minutes ago"
    hours = age // timedelta(hours=1)
    if hours < 24:
        return f"Backup checked {hours} {'hour' if hours == 1 else 'hours'} ago"
    return f"Backup checked on {long_date(at.date())}"


def _place(path: Path | None) -> str:
    """“Example register.loti on P:\\LOTI”."""
    return f"{path.name} on {path.parent}" if path else "Register in memory"
