"""A person and what they are for one organisation."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QWidget

from loti_admin.domain.grammar import listed
from loti_admin.domain.newsletter import Newsletter
from loti_admin.domain.organisations import Contact, Organisation, Person
from loti_admin.services.members import remove_contact, save_contact
from loti_admin.services.newsletter import newsletter_of
from ui.dialogs.effect import EffectDialog
from ui.dialogs.history import offer_history
from ui.dialogs.person_data import offer_person_data
from ui.dialogs.removal import offer_removal
from ui.kit.fields import (
    CheckField,
    ChoiceField,
    EmailField,
    FormField,
    OptionalDateField,
    TextField,
)
from ui.kit.form import RecordForm
from ui.preferences import Preferences
from ui.session import Session

_FIELDS: tuple[FormField, ...] = (
    TextField(key="name", label="Name", half=True, required="Type the person's name."),
    TextField(key="role", label="Role", half=True),
    EmailField(key="email", label="E-mail address", half=True),
    TextField(key="phone", label="Telephone", half=True, max_length=40),
    CheckField(key="main_representative", label="Main representative"),
    OptionalDateField(key="start", label="From", hint="Empty: always", half=True),
    OptionalDateField(key="end", label="Last day", hint="Empty: until further notice", half=True),
    ChoiceField(
        key="newsletter",
        label="Newsletter",
        choices=tuple((stands, stands.capitalize()) for stands in Newsletter),
        hint="An objection stays known by the address, also after the person is erased.",
        half=True,
    ),
    OptionalDateField(key="newsletter_since", label="Asked for it on", half=True),
    TextField(
        key="newsletter_source",
        label="Where the consent came from",
        hint="Such as the form on the website, or an e-mail of theirs.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What the form edits: the fields of the person and of the contact side by side."""

    name: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    main_representative: bool = False
    start: date | None = None
    end: date | None = None
    newsletter: Newsletter = Newsletter.NO
    newsletter_since: date | None = None
    newsletter_source: str = ""


def contact_dialog(
    session: Session,
    organisation: Organisation,
    contact: Contact | None,
    parent: QWidget,
    *,
    representative: bool = False,
    preferences: Preferences | None = None,
) -> EffectDialog[_Entry]:
    """Adds a contact (None) or changes one; `representative` ticks the main representative for a new one."""
    register = session.register
    person = register.people.get(contact.person_id) if contact else Person(name="")
    known = contact or Contact(
        person_id=0, organisation_id=organisation.id, main_representative=representative
    )
    stood = newsletter_of(register, person)
    form: RecordForm[_Entry] = RecordForm(_FIELDS)
    form.load(
        _Entry(
            name=person.name,
            role=known.role,
            email=person.email,
            phone=person.phone,
            main_representative=known.main_representative,
            start=known.start,
            end=known.end,
            newsletter=stood,
            newsletter_since=person.newsletter_since,
            newsletter_source=person.newsletter_source,
        )
    )

    def arrange() -> None:
        asked = form.editor("newsletter").value() is Newsletter.YES
        since = form.editor("newsletter_since")
        if not asked:
            # What stands in a field that is not seen must not keep the rest from being saved.
            since.set_value(None)
        elif not since.text():
            since.set_value(person.newsletter_since or session.today())
        for key in ("newsletter_since", "newsletter_source"):
            form.set_field_shown(key, shown=asked)

    def save(typed: _Entry) -> None:
        changed = replace(
            known,
            role=typed.role,
            main_representative=typed.main_representative,
            start=typed.start,
            end=typed.end,
        )
        asked = typed.newsletter is Newsletter.YES
        named = replace(
            person,
            name=typed.name,
            email=typed.email,
            phone=typed.phone,
            newsletter=asked,
            newsletter_since=typed.newsletter_since if asked else None,
            newsletter_source=typed.newsletter_source if asked else "",
        )
        save_contact(session.register, changed, named, _objects(typed.newsletter, stood))

    name = organisation.display_name
    title = f"{person.name}, {name}" if contact else f"New contact of {name}"
    act = "Save" if contact else "Add contact"
    intro = _shared(session, organisation, person) if contact else _ONE_PERSON
    dialog = EffectDialog(session, title, form, act, save, parent, intro=intro)
    if contact:
        offer_removal(
            session,
            f"Remove {person.name} as a contact of {name}?",
            lambda: remove_contact(session.register, contact),
            dialog,
            parent,
            sentence="Somebody who only stopped being a contact gets a last day instead.",
        )
        offer_history(session, title, ("contacts", contact.id), dialog, parent)
        offer_person_data(session, person, dialog, parent, preferences)
    form.edited.connect(arrange)
    arrange()
    form.mark_clean()
    return dialog


def _objects(chosen: Newsletter, stood: Newsletter) -> bool | None:
    """What the choice says of an objection. No says nothing, but where there was one it takes it back."""
    if chosen is Newsletter.OBJECTED:
        return True
    return False if chosen is Newsletter.NO and stood is Newsletter.OBJECTED else None


_ONE_PERSON = (
    "Somebody with the same e-mail address is the same person, also at another organisation."
)


def _shared(session: Session, organisation: Organisation, person: Person) -> str:
    """That the person is also somebody else's contact, so that the name and address change there too."""
    register = session.register
    ids = {c.organisation_id for c in register.contacts.where(person_id=person.id)}
    names = sorted(register.organisations.get(id).display_name for id in ids - {organisation.id})
    if not names:
        return ""
    return (
        f"Also a contact of {listed(names)}: name, e-mail address and telephone change there too."
    )
