"""When something goes wrong: a sentence for the officer, or, if the fault is ours, a report without data."""

import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from loti_admin.errors import Cancelled, LotiError, NothingToDo
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import Dialog, MessageDialog
from ui.kit.text import label

_ROOT = Path(__file__).parent.parent


@contextmanager
def reporting(parent: QObject | None) -> Iterator[None]:
    """Run something that may refuse. A LotiError becomes a sentence on the nearest page above `parent` (anything with
    `show_error`), or a dialog where there is none; what is no failure is told with `show_info`; stopping is silent.
    Anything else is a fault of the program and goes to sys.excepthook."""
    try:
        yield
    except Cancelled:
        pass
    except LotiError as error:
        show(error, parent)
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)


def show(error: LotiError, parent: QObject | None) -> None:
    """Tell the officer about an error, as `reporting` does."""
    way = "show_info" if isinstance(error, NothingToDo) else "show_error"
    host = parent
    while host is not None:
        tell = getattr(host, way, None)
        if callable(tell):
            tell(str(error))
            return
        host = host.parent()
    widget = parent if isinstance(parent, QWidget) else QApplication.activeWindow()
    title = "Nothing to do" if isinstance(error, NothingToDo) else "That was not done"
    MessageDialog(title, str(error), widget).open()


def crash_report(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None, version: str
) -> str:
    """What failed and where: types, files of this program, lines, versions. No message of the error, no values of
    variables: both may hold names, addresses and amounts."""
    lines = [f"LOTI Admin {version}"]
    lines.append(f"Python {platform.python_version()}, Qt {qVersion()}, PySide {pyside_version}")
    lines.append(f"{platform.system()} {platform.release()}, {platform.machine()}")
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    for number, part in enumerate(chain):
        lines.append("")
        name = type(part).__qualname__ if number else kind.__qualname__
        lines.append(f"{'Caused by ' if number else ''}{name}")
        for frame, line in walk_tb(trace if number == 0 else part.__traceback__):
            code = frame.f_code
            lines.append(f"  {_short(code.co_filename)}:{line} in {code.co_name}")
    return "\n".join(lines)


def _short(filename: str) -> str:
    """The path inside the program, or inside its library; a home folder would name the person."""
    path = Path(filename)
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    parts = path.parts
    for marker in ("site-packages", "lib"):
        if marker in parts:
            return "/".join(parts[parts.index(marker) + 1 :])
    return path.name


class CrashDialog(Dialog):
    """Says that the program has a fault, what that means for the register, and how to report it."""

    def __init__(self, report: str, parent: QWidget | None) -> None:
        super().__init__("The program has a fault", parent, width=640)
        self.report = report
        self.body.addWidget(
            label(
                "The last step was not finished. What was saved before it is kept. "
                "Copy the details and send them to whoever looks after the program.",
                wrap=True,
            )
        )
        self._details = QPlainTextEdit(report)
        self._details.setReadOnly(True)
        self._details.setAccessibleName("Details of the fault")
        self._details.setMinimumHeight(160)
        self.body.addWidget(self._details)
        self.body.addWidget(
            label("The details name no person, council or amount.", tone="text2", wrap=True)
        )
        self.copy_button = self.add_button(Button("Copy details", icon="copy", on_click=self.copy))
        self.add_button(Button("Go on", Kind.PRIMARY, on_click=self.accept), default=True)

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.report)
        self.copy_button.setText("Copied")


class CrashHandler(QObject):
    """Takes the place of sys.excepthook; one dialog at a time, later faults of the same moment are only printed."""

    def __init__(self, app: QApplication, version: str) -> None:
        super().__init__(app)
        self._version = version
        self._dialog: CrashDialog | None = None

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        report = crash_report(kind, error, trace, self._version)
        print(report, file=sys.stderr)  # noqa: T201 - the only place left when no window can open
        if self._dialog is None:
            self._dialog = CrashDialog(report, QApplication.activeWindow())
            self._dialog.finished.connect(self._forget)
            self._dialog.open()

    @property
    def dialog(self) -> CrashDialog | None:
        """The dialog that is open now."""
        return self._dialog

    def _forget(self) -> None:
        self._dialog = None


def install_crash_handler(app: QApplication, version: str) -> CrashHandler:
    """Show every fault of the program in a dialog from now on. `version` is the program's own."""
    handler = CrashHandler(app, version)
    sys.excepthook = handler.handle
    return handler
