"""A grant of one year: from whom, for what, agreed and received."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from loti_admin.domain.budget import Grant
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Kind
from loti_admin.services.budget import save_grant
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, ChoiceField, FormField, MoneyField, TextField
from ui.kit.form import RecordForm
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What the form edits; nobody and nothing are still to be typed."""

    organisation_id: int | None = None
    name: str = ""
    restricted: bool = False
    agreed: Money | None = None
    received: Money | None = None


def grant_dialog(session: Session, grant: Grant | None, parent: QWidget) -> FormDialog[_Entry]:
    """Adds a grant to the session's year (None), or changes one."""
    form: RecordForm[_Entry] = RecordForm(_fields(session))
    form.load(
        _Entry(
            organisation_id=grant.organisation_id,
            name=grant.name,
            restricted=grant.restricted,
            agreed=grant.agreed,
            received=grant.received,
        )
        if grant
        else _Entry()
    )
    known = grant or Grant(organisation_id=0, name="", year=session.year.label)

    def save(typed: _Entry) -> None:
        save_grant(
            session.register,
            replace(
                known,
                organisation_id=typed.organisation_id or 0,
                name=typed.name,
                restricted=typed.restricted,
                agreed=typed.agreed or ZERO,
                received=typed.received or ZERO,
            ),
        )

    title = f"Edit {grant.name} {grant.year}" if grant else f"New grant for {session.year}"
    intro = "A grant is recorded for each year that it is agreed for. It is never carried into a year by itself."
    return FormDialog(title, form, "Save" if grant else "Add grant", save, parent, intro=intro)


def _fields(session: Session) -> tuple[FormField, ...]:
    funders = [o for o in session.register.organisations.all() if o.kind is not Kind.BOROUGH]
    # Funders first, because most grants come from them.
    funders.sort(key=lambda o: (o.kind is not Kind.FUNDER, o.display_name.casefold()))
    return (
        ChoiceField(
            key="organisation_id",
            label="From",
            choices=[(o.id, o.display_name) for o in funders],
            hint="A new funder is recorded on the page Members",
            required="Choose who gives it.",
        ),
        TextField(key="name", label="Name", required="Type a name for the grant."),
        MoneyField(
            key="agreed", label="Agreed for the year", half=True, required="Type what is agreed."
        ),
        MoneyField(key="received", label="Received so far", half=True, optional=True),
        CheckField(key="restricted", label="Restricted to its project"),
    )
