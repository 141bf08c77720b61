"""Long work as it is seen: what is made, how many of how many, a way to stop, and what stopping keeps."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.kit.buttons import Button
from ui.kit.styling import announce
from ui.kit.text import label
from ui.tasks import TaskRunner
from ui.theme import Role

# Work that is over sooner never shows a bar.
_DELAY_MS = 250


class ProgressStrip(QWidget):
    """Follows a TaskRunner: comes when work takes a moment, goes when it is done."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._what = label("", Role.STRONG)
        self._now = label("", Role.BODY, "text2")
        self._note = label("", Role.SMALL, "text2", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self.stop_button = Button("Stop", icon="stop", on_click=self._stop)
        self._words = QHBoxLayout()
        self._words.addWidget(self._what)
        self._words.addWidget(self._now, 1)
        self._column = QVBoxLayout()
        self._column.addLayout(self._words)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._note)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._column, 1)
        self._row.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._appear)
        runner.started.connect(self._started)
        runner.progressed.connect(self._progressed)
        runner.finished.connect(self._finished)
        theme.current().changed.connect(self._space)
        self._space()
        self.hide()

    def set_now(self, text: str) -> None:
        """What is being made at this moment: "now Hounslow"."""
        self._now.setText(text)

    @property
    def text(self) -> str:
        """The counted line: "Making PDFs: 12 of 27"."""
        return self._what.text()

    def _started(self, title: str) -> None:
        task = self._runner.current
        self._what.setText(title)
        self._now.setText("")
        self._bar.setRange(0, 0)
        if task is not None:
            self._note.setText(task.stop_note)
            self._note.setVisible(bool(task.stop_note))
            self.stop_button.setText(task.stop_word)
        self.stop_button.setEnabled(True)
        self._timer.start()

    def _progressed(self, done: int, total: int) -> None:
        task = self._runner.current
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        if task is not None:
            self._what.setText(f"{task.title}: {done:,} of {total:,}")
            self._bar.setAccessibleDescription(self._what.text())

    def _finished(self) -> None:
        self._timer.stop()
        self.hide()

    def _appear(self) -> None:
        if self._runner.current is not None:
            self.show()
            announce(self, self._what.text())

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self._now.setText("stopping after this one")
        self._runner.cancel()

    def _space(self) -> None:
        look = theme.current()
        self._row.setContentsMargins(look.px(24), look.px(12), look.px(24), look.px(12))
        self._row.setSpacing(look.px(24))
        self._column.setSpacing(look.px(4))
        self._words.setSpacing(look.px(12))
