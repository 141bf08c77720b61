"""The question before documents are issued: with yes a backup is made and checked first, while the window answers."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from loti_admin.errors import LotiError
from loti_admin.services.safety import prepare_to_issue
from loti_admin.storage.register import Register
from ui.errors import reporting
from ui.kit.dialog import ConfirmDialog, Line
from ui.session import Session

_MAKING = "Making a backup…"


class FinalDialog(ConfirmDialog):
    """Stays until the backup is there, so that nothing else is done meanwhile, then closes and acts. Leaving it before
    issues nothing. What the backup or the act refuses is told on `owner`."""

    def __init__(
        self,
        session: Session,
        title: str,
        act: str,
        on_act: Callable[[], object],
        parent: QWidget,
        owner: QWidget,
        *,
        sentence: str,
        lines: Sequence[Line] = (),
        warnings: Sequence[str] = (),
        width: int = 520,
    ) -> None:
        super().__init__(
            title,
            act,
            on_act,
            parent,
            sentence=sentence,
            lines=lines,
            warnings=warnings,
            width=width,
        )
        self._session, self._owner = session, owner
        self._key = self, "backup"

    def reject(self) -> None:
        self._session.reader.forget(self._key)
        super().reject()

    def _do(self) -> None:
        self.act_button.setEnabled(False)
        reader = self._session.reader
        reader.read(self._key, partial(_refusal, self._session.register), self._act, self._owner)
        if reader.is_busy(self._key):
            self.act_button.setText(_MAKING)

    def _act(self, refused: LotiError | None) -> None:
        self.accept()
        with reporting(self._owner):
            if refused is not None:
                raise refused
            self._on_act()


def _refusal(register: Register) -> LotiError | None:
    """Why nothing can be issued now; None once a backup was made."""
    try:
        prepare_to_issue(register)
    except LotiError as refused:
        return refused
    return None
