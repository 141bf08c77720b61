"""Before you save: what a change does to everybody's fee, this year and next, under the form that makes it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from loti_admin.errors import Invalid, LotiError
from ui.effect_reading import WORKING_OUT, read_effect
from ui.effect_view import EffectView
from ui.kit.dialog import FormDialog
from ui.kit.form import RecordForm
from ui.kit.styling import hairline
from ui.kit.text import label
from ui.session import Session
from ui.theme import Role

R = TypeVar("R")
# Long enough not to calculate at each letter, short enough to seem at once.
_PAUSE = 250


class EffectDialog(FormDialog[R]):
    """A form dialog that shows, while one types, what saving would do to the fees of the session's year and the next.

    The change is rehearsed with the very act that saves it.
    """

    def __init__(
        self,
        session: Session,
        title: str,
        form: RecordForm[R],
        act: str,
        on_act: Callable[[R], object],
        parent: QWidget | None,
        *,
        intro: str = "",
    ) -> None:
        super().__init__(title, form, act, on_act, parent, intro=intro, width=640)
        self._session = session
        self.effect = EffectView()
        self.body.addWidget(hairline())
        self.body.addWidget(label("What this does to the fees", Role.HEADING))
        self.body.addWidget(self.effect)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.show_effect)
        form.edited.connect(self._timer.start)
        self.finished.connect(lambda: session.reader.forget(self))
        self.show_effect()

    def show_effect(self) -> None:
        """Calculate with what stands in the fields now."""
        if not self._session.is_open:
            return
        self._session.reader.forget(self)
        year = self._session.year
        try:
            record = self.form.value()
            if not read_effect(
                self._session,
                self,
                lambda: self._on_act(record),
                lambda effect: self.effect.show_effect(effect, year),
                self,
            ):
                self.effect.show_sentence(WORKING_OUT)
        except Invalid as invalid:
            self.effect.show_sentence(invalid.problems[0].message)
        except LotiError as refusal:
            self.effect.show_sentence(str(refusal))
