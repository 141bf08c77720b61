"""A contact about money that is late: how, when, what was said, and by when an answer is due."""

from PySide6.QtWidgets import QWidget

from loti_admin.domain.chasing import ChaseNote, Way
from loti_admin.services.chasing import save_note
from ui.kit.dialog import FormDialog
from ui.kit.fields import (
    ChoiceField,
    DateField,
    FormField,
    MultiLineField,
    OptionalDateField,
)
from ui.kit.form import RecordForm
from ui.session import Session

_FIELDS: tuple[FormField, ...] = (
    ChoiceField(
        key="way",
        label="How",
        choices=(
            (Way.CALL, "Call"),
            (Way.EMAIL, "E-mail"),
            (Way.MEETING, "Meeting"),
            (Way.LETTER, "Letter"),
            (Way.NOTE, "Note to myself"),
        ),
        half=True,
    ),
    DateField(key="on", label="Date", half=True, required="Type the date."),
    MultiLineField(key="text", label="What was said or agreed", lines=4, max_length=2000),
    OptionalDateField(key="answer_by", label="Answer by", hint="May be left empty", half=True),
)


def chase_note_dialog(
    session: Session, organisation_id: int, name: str, parent: QWidget
) -> FormDialog[ChaseNote]:
    """Adds a contact with an organisation."""
    form: RecordForm[ChaseNote] = RecordForm(_FIELDS)
    form.load(ChaseNote(organisation_id=organisation_id, on=session.today(), way=Way.CALL))

    def save(note: ChaseNote) -> None:
        save_note(session.register, note)
        session.say("Contact noted", undo=True)

    return FormDialog(f"Contact with {name}", form, "Keep note", save, parent)
