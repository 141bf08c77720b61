"""The question before a record is taken out of the register, with what that does to everybody's fee."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from loti_admin.services.what_if import Effect
from ui.effect_reading import WORKING_OUT, read_effect
from ui.effect_view import EffectView
from ui.errors import reporting
from ui.kit.buttons import Button, Kind
from ui.kit.dialog import ConfirmDialog, Dialog
from ui.session import Session

_WIDTH = 600


def removal_dialog(
    session: Session,
    question: str,
    act: str,
    remove: Callable[[], object],
    parent: QWidget | None,
    *,
    sentence: str = "",
) -> ConfirmDialog:
    """Asks `question`, and removes on the button `act`. Raises what `remove` raises where the record has to stay."""

    def do() -> None:
        with reporting(parent):
            remove()

    dialog = ConfirmDialog(
        question,
        act,
        do,
        parent,
        sentence=f"{sentence} Undo brings it back.".strip(),
        not_now="Keep",
        danger=True,
        width=_WIDTH,
    )
    view, year = EffectView(), session.year
    dialog.body.addWidget(view)
    dialog.finished.connect(lambda: session.reader.forget(dialog))
    if not read_effect(
        session, dialog, remove, lambda effect: view.show_effect(effect, year), dialog
    ):
        view.show_sentence(WORKING_OUT)
    return dialog


def question_of_effect(
    session: Session,
    question: str,
    act: str,
    change: Callable[[], object],
    done: Callable[[], object],
    parent: QWidget,
) -> None:
    """Asks before a change that alters somebody's fee, this year or next; where nobody's changes it is done at once.

    `change` is rehearsed, `done` is what the button `act` does. Raises what `change` raises.
    """
    year = session.year

    def show(effect: Effect) -> None:
        if not effect.changed and not effect.changed_next_year:
            done()
            return
        dialog = ConfirmDialog(question, act, done, parent, not_now="Not now", width=_WIDTH)
        view = EffectView()
        view.show_effect(effect, year)
        dialog.body.addWidget(view)
        dialog.open()

    read_effect(session, ("question", parent), change, show, parent)


def offer_removal(
    session: Session,
    question: str,
    remove: Callable[[], object],
    dialog: Dialog,
    parent: QWidget | None,
    *,
    sentence: str = "",
) -> None:
    """A button in a form's dialog that asks whether its record is to be removed, unless something is typed there."""

    def ask() -> None:
        dialog.reject()
        if not dialog.isVisible():
            with reporting(parent):
                removal_dialog(
                    session, question, "Remove", remove, parent, sentence=sentence
                ).open()

    dialog.add_aside(Button("Remove…", Kind.DANGER, on_click=ask))
