"""What will be needed soon is got ready while nobody waits: a piece at a time, so that no piece is felt.

The first look at a page then has only to read and to show. Nothing depends on it: what is needed earlier is loaded or
built there and then.
"""

import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules
from threading import Thread
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.pages import PageSpec
from ui.session import Session

# In milliseconds: time for the window between two turns, and until it is looked again whether nobody types. In seconds:
# no other piece is begun in a turn that has taken so long.
_PAUSE, _LATER = 10, 1_000
_TURN = 0.01
# Each of these would otherwise be loaded in one go with the first page that needs it.
_LARGE = (
    "loti_admin.imports.cells",
    "loti_admin.imports.problems",
    "loti_admin.documents.workbook.data",
    "loti_admin.documents.workbook.figures",
    "loti_admin.services.workbook",
    "loti_admin.services.budget_overview",
    "loti_admin.services.bulk_tables",
)
_PACKAGES = ("ui.kit", "ui.dialogs", "ui.help")
# What draws, reads and packs files; each takes longer to load than the window may stand still.
_LIBRARIES = (
    "pypdf",
    "reportlab.pdfgen.canvas",
    "reportlab.pdfbase.ttfonts",
    "loti_admin.documents.invoice_pdf",
    "loti_admin.documents.statement_pdf",
    "loti_admin.documents.reminder_pdf",
    "pypdfium2",
    "openpyxl",
)
_TYPED_INTO = (QLineEdit, QPlainTextEdit, QComboBox)


class Ahead(QObject):
    """Begins when a register is open: loads the modules of the pages and dialogs, has the pages built that
    nobody has looked at yet, then has them counted, and loads libraries beside all else.

    `is_loading` as long as pages may be missing, `is_working` until everything is there.
    """

    def __init__(
        self,
        session: Session,
        specs: Sequence[PageSpec],
        parent: QObject,
        *,
        count: Callable[[], object],
        build: Callable[[str], bool],
    ) -> None:
        """`count` is called when every page is there; `build` builds a page, False if it is there already."""
        super().__init__(parent)
        self._session, self._build = session, build
        self._pieces = self._all_pieces(specs, count)
        self._libraries = Thread(target=_load_libraries, daemon=True)
        self.is_loading = self._has_left = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)
        session.register_changed.connect(self._go_on)
        session.reader.idle.connect(self._go_on)
        self._go_on()

    @property
    def is_working(self) -> bool:
        return self._has_left or self._libraries.is_alive()

    def _go_on(self) -> None:
        if self._has_left and not self._timer.isActive():
            self._timer.start(_PAUSE)

    def _next(self) -> None:
        if not self._session.is_open or self._session.reader.is_busy():
            # They tell when that is over.
            return
        if not _nobody_types():
            self._timer.start(_LATER)
            return
        began = perf_counter()
        while self._has_left and not self._session.reader.is_busy():
            self._has_left = next(self._pieces, False)
            if perf_counter() - began > _TURN:
                break
        self._go_on()

    def _all_pieces(self, specs: Sequence[PageSpec], count: Callable[[], object]) -> Iterator[bool]:
        """Does a piece for each step, and gives True."""
        for name in _modules(specs):
            import_module(name)
            yield True
        for spec in specs:
            if self._build(spec.key):
                yield True
        # Of a large register that takes seconds.
        self.is_loading = False
        count()
        yield True
        self._libraries.start()


def _modules(specs: Sequence[PageSpec]) -> Iterator[str]:
    """What pages and dialogs are made of, the parts before what is made of them; only what is not loaded yet."""
    names = deque(_LARGE)
    for package in _PACKAGES:
        path = import_module(package).__path__
        names += (f"{package}.{module.name}" for module in iter_modules(path))
    names += (spec.module for spec in specs)
    return (name for name in names if name not in sys.modules)


def _load_libraries() -> None:
    for name in _LIBRARIES:
        # Whoever needs one that cannot be loaded says so.
        with suppress(Exception):
            import_module(name)


def _nobody_types() -> bool:
    """Whether no dialog is open and the keyboard is not in a field."""
    focus: QWidget | None = QApplication.focusWidget()
    return QApplication.activeModalWidget() is None and not isinstance(focus, _TYPED_INTO)
