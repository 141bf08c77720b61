"""The PDFs of issued documents: made by the worker into a folder that is asked for once and remembered."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from loti_admin.domain.invoices import Document
from loti_admin.errors import Cancelled, LotiError
from loti_admin.services.documents import MadeFile, make_files
from ui.file_dialogs import ask_for_folder
from ui.preferences import Preferences
from ui.session import Session
from ui.tasks import Progress


class PdfMaker(QObject):
    """`now` names what is being made, `made(files, folder)` when all are there, `stopped(done, documents)` and
    `refused(error)` when not."""

    now = Signal(str)
    made = Signal(list, object)
    stopped = Signal(int, list)
    refused = Signal(object)

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._preferences, self._owner = session, preferences, parent
        self._documents: Sequence[Document] = ()
        self._done = 0
        session.tasks.progressed.connect(self._progressed)

    def folder(self) -> Path | None:
        """Where the PDFs of the open register go; None until somebody has said where."""
        if not self._session.is_open:
            return None
        return self._preferences.documents_folder(self._session.register.path)

    def numbers_made(self, documents: Sequence[Document]) -> set[str]:
        """The numbers of these documents whose file lies in the folder."""
        folder = self.folder()
        if folder is None or not documents:
            return set()
        from loti_admin.documents.files import file_name, unique_names

        try:
            # One look at the folder: asking for each file takes seconds on a slow network drive.
            there = set(os.listdir(folder))
        except OSError:
            return set()
        names = unique_names(file_name(document) for document in documents)
        return {d.number for d, name in zip(documents, names, strict=True) if name in there}

    def make(self, documents: Sequence[Document]) -> None:
        """Make what is missing; asks for the folder the first time."""
        folder = self.folder()
        if folder is None:
            self.ask_folder(lambda: self.make(documents))
        else:
            self._start(documents, folder)

    def ask_folder(self, then: Callable[[], object]) -> None:
        """Ask where the PDFs go, remember it, and go on."""
        path = self._session.register.path
        start = self.folder() or (path.parent if path else Path.home())

        def chosen(folder: Path) -> None:
            self._preferences.set_documents_folder(path, folder)
            then()

        ask_for_folder(self._owner, "Where should the PDFs go?", start, chosen)

    def is_making(self) -> bool:
        return bool(self._documents)

    def _start(self, documents: Sequence[Document], folder: Path) -> None:
        # A list of its own: the worker is given plain data that nobody changes.
        given = list(documents)
        self._documents, self._done = given, 0

        def work(progress: Progress) -> list[MadeFile]:
            return make_files(given, folder, progress)

        def done(files: list[MadeFile]) -> None:
            self._documents = ()
            self.made.emit(files, folder)

        self._session.tasks.start(
            work,
            done,
            "Making PDFs",
            self._failed,
            stop_note="PDFs already made are kept. Running this again makes only the missing ones.",
        )

    def _failed(self, error: LotiError) -> None:
        documents, self._documents = list(self._documents), ()
        if isinstance(error, Cancelled):
            self.stopped.emit(self._done, documents)
        else:
            self.refused.emit(error)

    def _progressed(self, done: int, total: int) -> None:
        if self._documents and total == len(self._documents):
            self._done = done
            if done < total:
                self.now.emit(f"now {self._documents[done].organisation}")
