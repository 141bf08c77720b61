"""Why this fee: the sentences of the working with their links, the arithmetic, last year, and what was issued."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from loti_admin.domain.charges import Charge, Reason
from loti_admin.domain.dates import long_date
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.vat import percent_text
from ui import theme
from ui.kit.buttons import link
from ui.kit.chip import ChipLabel
from ui.kit.icon_label import IconLabel
from ui.kit.side_panel import SidePanel
from ui.kit.styling import hairline
from ui.kit.text import Link, Paragraph, Part, Sentences, Strong, label
from ui.pages.fees.columns import rule_chip
from ui.pages.fees.rows import FeeRow, FeeState, FeesView
from ui.reasons import paragraph_of
from ui.theme import Role

LAST_YEAR = "last-year"


class WhyPanel(SidePanel):
    """`followed` gives the target of a link: a record, or LAST_YEAR."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Why this fee", "", parent)
        self.reasons: Sentences | None = None

    def show_row(self, view: FeesView, row: FeeRow | None) -> None:
        """Show the working of one fee; None where no row is selected."""
        self.clear()
        self.reasons = None
        self.set_heading("Why this fee", row.name if row else "")
        if row is None:
            self.body.addWidget(label("Select a row to see why.", tone="text2", wrap=True))
            return
        self._add_amount(row)
        for problem in row.problems:
            self._add_problem(problem.message)
        if row.charge:
            self._add_reasons(row.charge)
            self._add_line()
            self.body.addLayout(_arithmetic(row.charge))
            if row.state is FeeState.CHANGED and row.approved:
                self._add_sentences(*changed_paragraphs(row.charge, row.approved))
        self._add_line()
        self._add_sentences(*last_year_paragraphs(view, row))
        if row.documents:
            self._add_line()
            self._add_sentences([Strong("Issued")], *map(document_paragraph, row.documents))
        self._add_line()
        show = link(f"Show {row.name}", lambda: self._follow(f"organisation/{row.organisation_id}"))
        self.body.addWidget(show)

    def focus_reasons(self) -> None:
        """Put the focus where the links of the working can be followed."""
        target = self.reasons if self.reasons is not None else self.close_button
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _follow(self, target: str) -> None:
        self.followed.emit(target)

    def _add_amount(self, row: FeeRow) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(8))
        line.addWidget(label((row.net or ZERO).text, Role.FIGURE, selectable=True))
        if row.charge and row.charge.vat_rate is not None:
            line.addWidget(label("+ VAT", Role.SMALL, "text2"))
        line.addStretch(1)
        self.body.addLayout(line)
        chip = rule_chip(row)
        if chip:
            self.body.addWidget(ChipLabel(chip))

    def _add_problem(self, message: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(8))
        line.addWidget(IconLabel("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(message, wrap=True), 1)
        self.body.addLayout(line)

    def _add_reasons(self, charge: Charge) -> None:
        self.reasons = self._add_sentences(*map(paragraph_of, charge.reasons))

    def _add_sentences(self, *paragraphs: Paragraph) -> Sentences:
        sentences = Sentences(*paragraphs)
        sentences.followed.connect(self.followed)
        self.body.addWidget(sentences)
        return sentences

    def _add_line(self) -> None:
        space = theme.current().px(4)
        self.body.addSpacing(space)
        self.body.addWidget(hairline())
        self.body.addSpacing(space)


def last_year_paragraphs(view: FeesView, row: FeeRow) -> list[Paragraph]:
    """How the fee differs from last year's, and by what last year's came about."""
    before = view.year.previous
    if not row.last_charges:
        return [[Strong(f"No fee in {before}")]]
    see: list[Part] = [Link("See last year", LAST_YEAR)]
    last = row.last_charges[-1]
    working = " ".join(charge.working for charge in row.last_charges)
    same_rule = row.charge is not None and row.charge.rule is last.rule
    why = () if same_rule else _other_reasons(last, row.charge)
    return [
        [Strong(_difference(row, row.last_year or ZERO))],
        [f"In {before}: {working} ", *see],
        *map(paragraph_of, why),
    ]


def _other_reasons(last: Charge, now: Charge | None) -> tuple[Reason, ...]:
    """What led to last year's rule, without what holds this year too on the day of its own."""
    # The first sentence is about being a member, the last two are about share and VAT: the rule stands between.
    reasons = last.reasons[1:-2]
    if now is None:
        return reasons
    then, today = long_date(last.fixed_on), long_date(now.fixed_on)
    same = {reason.text for reason in now.reasons}
    return tuple(reason for reason in reasons if reason.text.replace(then, today) not in same)


def changed_paragraphs(now: Charge, approved: Charge) -> list[Paragraph]:
    """What was approved, beside what the records give now."""
    return [
        [Strong("Changed since the approval")],
        f"Approved: {approved.net.text} before VAT. {approved.working}",
        f"Now: {now.net.text} before VAT. {now.working}",
    ]


def document_paragraph(document: Document) -> list[Part]:
    """`LOTI-2026-0001 of 1 July 2026, £36,000.00`; a credit note says what it credits."""
    note = document.kind is DocumentKind.CREDIT_NOTE
    amount = (
        f"−{document.gross.text} for {document.credits_number}" if note else document.gross.text
    )
    target = Link(document.number, f"document/{document.id}")
    return [target, f" of {long_date(document.on)}, {amount}"]


def _difference(row: FeeRow, last: Money) -> str:
    more = (row.net or ZERO) - last
    if not more:
        return "The same as last year"
    return f"{abs(more).text} {'more' if more > ZERO else 'less'} than last year"


def _arithmetic(charge: Charge) -> QGridLayout:
    rate = charge.vat_rate
    vat = "Outside the scope of VAT" if rate is None else f"VAT at {percent_text(rate)}\u00a0%"
    lines: Sequence[tuple[str, Money, Role]] = (
        ("Net", charge.net, Role.BODY),
        (vat, charge.vat, Role.BODY),
        ("To pay", charge.gross, Role.STRONG),
    )
    grid = QGridLayout()
    grid.setVerticalSpacing(theme.current().px(4))
    for place, (words, amount, role) in enumerate(lines):
        grid.addWidget(label(words, role, "text" if role is Role.STRONG else "text2"), place, 0)
        number = label(str(amount), role)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(number, place, 1)
    grid.setColumnStretch(0, 1)
    return grid
