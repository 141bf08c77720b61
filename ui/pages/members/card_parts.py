"""Parts of the card: headings, joining steps, a contact's line, and the lines of the fee."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import sentence_start
from ui import theme
from ui.kit.icon_label import IconLabel
from ui.kit.text import label
from ui.pages.members.rows import ContactRow, MemberRow, MembersView
from ui.theme import Role


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three steps of joining, and the act that sets or clears it."""

    title: str
    done: bool
    words: str
    act: str
    target: str


def step_lines(row: MemberRow) -> tuple[Step, ...]:
    """The charter, the yearly payment, the main representative."""
    organisation = row.organisation
    steps = []
    for title, key in (
        ("Charter agreed", "charter_agreed"),
        ("Yearly payment confirmed", "payment_confirmed"),
    ):
        day = getattr(organisation, key)
        words = long_date(day) if day else "Not yet"
        steps.append(Step(title, bool(day), words, "Change…" if day else "Record…", f"step/{key}"))
    main = row.representative
    person = next((c.person.name for c in row.contacts if main and c.contact.id == main.id), "")
    steps.append(
        Step(
            "Main representative",
            bool(main),
            person or "Not named yet",
            "Change…" if main else "Name one…",
            f"contact/{main.id}" if main else "representative",
        )
    )
    return tuple(steps)


def heading(words: str, act: QWidget | None = None, note: str = "") -> QHBoxLayout:
    """A heading, a quiet note beside it, and an act at the right."""
    line = QHBoxLayout()
    line.setContentsMargins(0, theme.current().px(8), 0, 0)
    line.setSpacing(theme.current().px(8))
    line.addWidget(label(words, Role.HEADING))
    if note:
        line.addWidget(label(note, tone="text2"))
    line.addStretch(1)
    if act is not None:
        line.addWidget(act)
    return line


def contact_line(one: ContactRow, name: QWidget) -> QHBoxLayout:
    """The person with role, address and telephone; `name` is the button that edits."""
    look = theme.current()
    line = QHBoxLayout()
    line.setSpacing(look.px(10))
    line.addWidget(IconLabel("person", "text2", 18), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(look.px(2))
    words.addWidget(name)
    for text in contact_words(one):
        words.addWidget(label(text, Role.SMALL, "text2", wrap=True, selectable=True))
    line.addLayout(words, 1)
    return line


def contact_words(one: ContactRow) -> list[str]:
    """What stands below a person's name."""
    contact, person = one.contact, one.person
    role = [contact.role, "Main representative" if contact.main_representative else ""]
    reach = [person.email, person.phone]
    lines = [", ".join(part for part in role if part), " · ".join(part for part in reach if part)]
    if contact.start or contact.end:
        lines.append(sentence_start(contact.period.text))
    if one.also:
        lines.append(f"Also for {', '.join(one.also)}")
    return [text for text in lines if text]


def fee_lines(view: MembersView, row: MemberRow) -> list[tuple[str, str]]:
    """This year's fee and how it came about, last year's, and what stands on the invoice."""
    vat = any(charge.vat_rate is not None for charge in row.charges)
    fee = f"{row.fee.text}{' + VAT' if vat else ''}" if row.fee is not None else "Not charged"
    lines = [(str(view.year), fee)]
    lines += [("", charge.working) for charge in row.charges]
    last = row.last_fee.text if row.last_fee is not None else "Not charged"
    lines.append((str(view.year.previous), last))
    organisation = row.organisation
    if organisation.buyer_reference:
        lines.append(("Buyer reference", organisation.buyer_reference))
    if organisation.invoice_email:
        lines.append(("Invoices to", organisation.invoice_email))
    return lines


def pairs(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    """Quiet words at the left, what they are at the right."""
    look = theme.current()
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.px(16))
    grid.setVerticalSpacing(look.px(6))
    for row, (words, text) in enumerate(lines):
        grid.addWidget(label(words, tone="text2"), row, 0, Qt.AlignmentFlag.AlignTop)
        tone = "text" if words else "text2"
        grid.addWidget(label(text, tone=tone, wrap=True, selectable=True), row, 1)
    grid.setColumnStretch(1, 1)
    return grid
