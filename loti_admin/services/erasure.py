"""Erasing a person: their details and every copy of them in the history go for good; what was issued stays."""

from collections.abc import Collection
from dataclasses import replace

from loti_admin.domain.grammar import listed
from loti_admin.domain.organisations import Person
from loti_admin.errors import NothingToDo, Refused
from loti_admin.services.history import repositories_of
from loti_admin.services.person_data import own_records, words_of
from loti_admin.storage.erasing import Erasure, renamed
from loti_admin.storage.mentions import entries_naming, rows_naming
from loti_admin.storage.register import Register

# People of the same name have a history of their own; what was issued or approved stays as it was.
_KEPT = frozenset({"people", "contacts", "documents", "document_files", "fee_approvals"})
BACKUPS_HOLD = (
    "Backups made before still hold the data, in {folder}, until they are thinned out; those made before issuing stay "
    "until you delete them."
)
_TEXTS = ("name", "email", "phone", "newsletter_source")


def check_erasable(register: Register, person: Person) -> None:
    """Raises Refused while they are somebody's contact, NothingToDo if they are erased already. Reads only."""
    if person.is_erased:
        raise NothingToDo(f"{person.name} was erased already.")
    today = register.now().date()
    open_at = {
        contact.organisation_id
        for contact in register.contacts.where(person_id=person.id)
        if contact.end is None or contact.end > today
    }
    if open_at:
        names = sorted(register.organisations.get(id).display_name for id in open_at)
        raise Refused(
            f"{person.name} is still a contact of {listed(names)}. Give them a last day first."
        )


def plan_erasure(register: Register, person_id: int) -> Erasure:
    """What would go of a person, and where. Reads only, and rests: everything is searched for their name. Raises
    Refused, NothingToDo."""
    person = register.people.get(person_id)
    check_erasable(register, person)
    names = words_of(register, person_id, "name", "email") - {person.erased_name}
    columns: dict[str, tuple[str, ...]] = {"people": _TEXTS, "contacts": ("role",)}
    # One word alone may be somebody else's name.
    words = {word for word in names if " " in word or "@" in word}
    return Erasure(
        targets={key: columns.get(key[0], ()) for key in own_records(register, person_id)},
        names=names,
        instead=person.erased_name,
        entries=entries_naming(register, words),
        words=words,
        spared=_still_said(register, words),
        kept=_KEPT,
    )


def erase_person(register: Register, person_id: int, plan: Erasure | None = None) -> Person:
    """Erase name, e-mail address, telephone, roles and where the newsletter's consent came from, here and in the whole
    history, with what other records once said of them. The days of the contacts stay, because fees were charged by
    them, and so does an objection to the newsletter. What other records say today stays too, issued documents always.

    `plan` is what `plan_erasure` gives, where nothing was written since. Cannot be undone, nor can any step before it.
    Raises Refused, NothingToDo.
    """
    plan = plan or plan_erasure(register, person_id)
    person = register.people.get(person_id)
    check_erasable(register, person)
    with register.write(f"Erase person {person.id}", undoable=False):
        saved = register.people.save(Person(id=person.id, name=person.erased_name))
        for contact in register.contacts.where(person_id=person_id):
            if contact.role:
                register.contacts.save(replace(contact, role=""))
        register.forget_in_history(plan)
    return saved


def _still_said(register: Register, words: Collection[str]) -> set[tuple[str, int, str]]:
    """Where a record names the person today: such a text is the officer's to change, and the history agrees with it."""
    return {
        (table, int(row["id"] or 0), column)
        for table in repositories_of(register)
        if table not in _KEPT
        for row in rows_naming(register, table, words)
        for column, value in row.items()
        if isinstance(value, str) and renamed(value, words, "") != value
    }
