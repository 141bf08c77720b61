"""Files made of documents: by the worker, into a folder that is asked for once and remembered."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from loti_admin.domain.document_files import KeptFile
from loti_admin.domain.invoices import Document
from loti_admin.errors import Cancelled, LotiError
from loti_admin.services.documents import MadePdf, differing, keep_files, kept_files, make_files
from ui.file_dialogs import ask_for_folder
from ui.preferences import Preferences
from ui.session import Session
from ui.tasks import Progress


@dataclass(frozen=True)
class Job:
    """Files to make. `now` names whose file comes next, in the order of the work, which gets plain data only and gives
    back one entry for each file. `note` is told when they are made; so is what `finish` says, which is given those
    entries in the thread of the window."""

    title: str
    one: str
    many: str
    now: tuple[str, ...]
    work: Callable[[Path, Progress], Sequence[object]]
    note: str = ""
    finish: Callable[[Sequence[object]], str] | None = None

    def counted(self, count: int) -> str:
        """`3 PDFs`."""
        return f"{count:,} {self.one if count == 1 else self.many}"


class FileMaker(QObject):
    """`now` names what is being made, `made(job, count, folder)` when all are there, `stopped(job, done)` and
    `refused(job, error)` when not."""

    now = Signal(str)
    made = Signal(object, int, object)
    stopped = Signal(object, int)
    refused = Signal(object, object)

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._preferences, self._owner = session, preferences, parent
        self._job: Job | None = None
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

    def run(self, job: Job) -> None:
        """Make the files in the remembered folder; asks for it the first time."""
        folder = self.folder()
        if folder is None:
            self.ask_folder(lambda: self.run(job))
        else:
            self.run_in(job, folder)

    def run_in(self, job: Job, folder: Path) -> None:
        """Make the files in a folder that was chosen for this time."""
        self._job, self._done = job, 0

        def done(files: Sequence[object]) -> None:
            self._job = None
            self.made.emit(_finished(job, files), len(files), folder)

        self._session.tasks.start(
            lambda progress: job.work(folder, progress),
            done,
            job.title,
            self._failed,
            stop_note="Files already made are kept. Running this again makes only the missing ones.",
        )

    def ask_folder(self, then: Callable[[], object]) -> None:
        """Ask where the PDFs go, remember it, and go on."""
        path = self._session.register.path
        start = self.folder() or (path.parent if path else Path.home())

        def chosen(folder: Path) -> None:
            self._preferences.set_documents_folder(path, folder)
            then()

        ask_for_folder(self._owner, "Where should the PDFs go?", start, chosen)

    def is_making(self) -> bool:
        return self._job is not None

    def _failed(self, error: LotiError) -> None:
        job, self._job = self._job, None
        if isinstance(error, Cancelled):
            self.stopped.emit(job, self._done)
        else:
            self.refused.emit(job, error)

    def _progressed(self, done: int, total: int) -> None:
        if self._job is not None and total == len(self._job.now):
            self._done = done
            if done < total:
                self.now.emit(f"now {self._job.now[done]}")


def _finished(job: Job, files: Sequence[object]) -> Job:
    """The job with what there is to say at its end."""
    said = job.finish(files) if job.finish else ""
    return replace(job, note=" ".join(filter(None, (said, job.note))))


def pdfs_of(documents: Sequence[Document], session: Session) -> Job:
    """The PDFs of issued documents that are missing in the folder; what each is when it is first made is kept."""
    # A list of its own: the worker is given plain data that nobody changes.
    given, kept = list(documents), kept_files(session.register)
    keep = keeping(session, kept)
    return Job(
        "Making PDFs",
        "PDF",
        "PDFs",
        tuple(document.organisation for document in given),
        lambda folder, progress: make_files(given, folder, progress, kept),
        finish=lambda files: keep([file for file in files if isinstance(file, MadePdf)]),
    )


def keeping(session: Session, kept: Mapping[int, KeptFile]) -> Callable[[Sequence[MadePdf]], str]:
    """What keeps, in the thread of the window, what PDFs are that were made for the first time, and says which of the
    others differ from `kept`."""
    register = session.register

    def keep(made: Sequence[MadePdf]) -> str:
        said = differing(made, kept)
        # Another register may have been opened while the files were made.
        if session.is_open and session.register is register and not register.read_only:
            try:
                keep_files(register, made)
            except LotiError as error:
                said.append(f"What they are could not be noted in the register: {error}")
        return " ".join(said)

    return keep
