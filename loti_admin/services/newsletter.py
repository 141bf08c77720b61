"""Objections to the newsletter: recorded, taken back, and looked up before anybody is put on the list."""

from loti_admin.domain.dates import long_date
from loti_admin.domain.newsletter import Newsletter, NewsletterObjection, email_hash
from loti_admin.domain.organisations import Person
from loti_admin.errors import Problem
from loti_admin.storage.register import Register


def objection_of(register: Register, email: str) -> NewsletterObjection | None:
    """The objection of an address, in any case; None if there is none, or no address."""
    if not email.strip():
        return None
    return register.newsletter_objections.first(email_hash=email_hash(email))


def newsletter_of(register: Register, person: Person) -> Newsletter:
    """How a person stands to the newsletter; an objection counts for more than a flag."""
    if objection_of(register, person.email):
        return Newsletter.OBJECTED
    return Newsletter.YES if person.newsletter else Newsletter.NO


def objected_words(person: Person, objection: NewsletterObjection) -> str:
    """`Ann Example (ann@camden.gov.uk) objected to the newsletter on 3 March 2026`"""
    return f"{person.name} ({person.email}) objected to the newsletter on {long_date(objection.on)}"


def check_newsletter(
    register: Register, person: Person, objects: bool | None = None
) -> list[Problem]:
    """What keeps a person from being on the list, or an objection from being recorded."""
    if objects and not person.email.strip():
        message = "An objection is kept by the e-mail address. Type it, or choose No."
        return [Problem(message, field="newsletter")]
    objection = objection_of(register, person.email)
    if objection is None or not person.newsletter or objects is False:
        return []
    message = (
        f"{objected_words(person, objection)}, so it stays off. If they asked for it again since, "
        "choose No and save, then Yes."
    )
    return [Problem(message, field="newsletter")]


def record_objection(register: Register, email: str, objects: bool) -> None:
    """Inside a write: keep the objection of an address, or take it back. Only a hash of the address is kept."""
    known = objection_of(register, email)
    if objects and known is None:
        on = register.now().date()
        made = NewsletterObjection(email_hash=email_hash(email), on=on)
        register.newsletter_objections.add(made)
    elif not objects and known is not None:
        register.newsletter_objections.remove(known)
