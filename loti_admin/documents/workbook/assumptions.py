"""The Assumptions sheet: every price, rate and date that the other sheets use, each a named cell."""

from dataclasses import dataclass, field
from fractions import Fraction

from loti_admin.documents.workbook import styles
from loti_admin.documents.workbook.figures import Figures
from loti_admin.documents.workbook.numbers import percent, serial
from loti_admin.documents.workbook.page import FIRST_ROW, Book, Input, Page
from loti_admin.domain.dates import long_date

TITLE = "Assumptions"
_ABOUT = (
    "Every price, rate and date that the other sheets use. Change them here and nowhere else.",
    "Yellow cells can be changed; white cells work themselves out. The sheets are protected without a password.",
)


@dataclass(slots=True)
class _Writer:
    book: Book
    page: Page
    row: int = FIRST_ROW
    places: dict[str, str] = field(default_factory=dict)

    def section(self, text: str) -> None:
        self.page.section(self.row, text)
        self.row += 1

    def line(self, label: str, name: str, unit: str, source: str) -> str:
        """Label, unit and source of a row, and the name of its value's cell; gives the cell."""
        row, ref = self.row, f"B{self.row}"
        self.page.put(f"A{row}", label, "Text")
        self.page.put(f"C{row}", unit, "Text")
        self.page.put(f"D{row}", source, "Text")
        self.page.heights({row: 16.5})
        self.book.name(name, self.page, ref)
        self.places[name] = ref
        self.row += 1
        return ref

    def given(
        self, label: str, name: str, value: Input, style: str, source: str, unit: str = ""
    ) -> None:
        self.page.put(self.line(label, name, unit, source), value, style)

    def worked_out(
        self,
        label: str,
        name: str,
        formula: str,
        value: Fraction | int,
        style: str,
        source: str,
        unit: str = "",
    ) -> None:
        self.page.formula(self.line(label, name, unit, source), formula, value, style)


def add_assumptions(book: Book, figures: Figures) -> None:
    page = book.page(TITLE, styles.TAB_ASSUMPTIONS, _ABOUT, (50, 20, 9, 100))
    page.heads(
        (("Assumption", ""), ("Value", " number"), ("Unit", ""), ("Where it comes from", ""))
    )
    writer = _Writer(book, page)
    _schedule(writer, figures)
    _next_years(writer, figures)
    _reserves(writer, figures)
    _dates(writer, figures)
    _worked_out(writer, figures)
    _register(writer, figures)
    for name in (
        "Fee_Standard",
        "Fee_Shared_IT",
        "Contribution",
        "Fee_Rounding",
        "Reserve_Minimum",
    ):
        page.amounts(writer.places[name], low="0")
    for name in ("VAT_Rate", "Fee_Uplift", "Pay_Rise", "Price_Rise"):
        page.amounts(writer.places[name], low="-1", high="1")
    page.choices(writer.places["Fee_Covers"], (figures.covers_label, figures.financial_label))
    page.finish("A6", f"A1:D{writer.row - 1}", one_page=True)


def _schedule(writer: _Writer, figures: Figures) -> None:
    data, schedule = figures.data, figures.data.schedule
    source = schedule.source
    before = data.year.previous
    writer.section("Fee schedule")
    add = writer.given
    add("Standard fee, a year", "Fee_Standard", schedule.standard, "Input pence", source, "£")
    add(
        "Shared IT fee, each council, a year",
        "Fee_Shared_IT",
        schedule.shared_it,
        "Input pence",
        f"{source}; two member councils in one service, one main representative",
        "£",
    )
    add(
        "Contribution, each, a year",
        "Contribution",
        schedule.contribution,
        "Input pence",
        f"{source}; Greater London Authority and London Councils",
        "£",
    )
    add(
        "VAT rate on subscriptions",
        "VAT_Rate",
        percent(schedule.vat_rate),
        "Input per cent",
        "The fee schedule, or else the standard rate on the charge date",
    )
    covers = figures.covers_label if figures.deferred else figures.financial_label
    add(
        "The fee covers",
        "Fee_Covers",
        covers,
        "Input choice",
        f"“{figures.covers_label}” puts {figures.months.of_next_year}/12 of a full fee into next year; "
        f"“{figures.financial_label}” puts nothing there",
    )
    add(
        "Subscriptions in advance, brought forward",
        "Advance_BF",
        data.brought_forward.amount,
        "Input pence",
        data.brought_forward.source,
        "£",
    )
    add(
        f"Subscriptions recognised in {before}",
        "Subs_Prior",
        data.subscriptions_prior.amount,
        "Input pence",
        data.subscriptions_prior.source,
        "£",
    )
    label, name = "Subscriptions, original estimate", "Subs_Original"
    if data.subscriptions_original:
        original = data.subscriptions_original
        add(label, name, original.amount, "Input pence", original.source, "£")
    else:
        writer.worked_out(
            label,
            name,
            "SUM(tblMembers[Recognised this year])+Advance_BF",
            figures.subscriptions["original"],
            "Pence",
            "No estimate in the register, so what the fees come to",
            "£",
        )
    add(
        "Subscriptions, approved variations",
        "Subs_Variations",
        data.subscriptions_variations,
        "Input pence",
        "The budget line “Subscriptions”, if the register has one",
        "£",
    )


def _next_years(writer: _Writer, figures: Figures) -> None:
    planning = figures.data.planning
    writer.section("Next years")
    rates = (
        (
            f"Fee uplift from {long_date(figures.next_charge_date)}",
            "Fee_Uplift",
            planning.fee_uplift,
        ),
        ("Pay award, a year", "Pay_Rise", planning.pay),
        ("Price rise, a year", "Price_Rise", planning.prices),
    )
    for label, name, rate in rates:
        writer.given(label, name, percent(rate), "Input per cent", planning.source)
    writer.given(
        "Round fees to the nearest",
        "Fee_Rounding",
        planning.nearest,
        "Input pence",
        "How an uplift is rounded; 0 does not round",
        "£",
    )


def _reserves(writer: _Writer, figures: Figures) -> None:
    data, on = figures.data, long_date(figures.year_start)
    writer.section("Reserves")
    for label, name, known in (
        (f"General reserve at {on}", "Reserve_Open", data.general_reserve),
        (f"Restricted money held at {on}", "Restricted_Open", data.restricted_reserve),
        ("Smallest general reserve", "Reserve_Minimum", data.smallest_reserve),
    ):
        writer.given(label, name, known.amount, "Input pence", known.source, "£")


def _dates(writer: _Writer, figures: Figures) -> None:
    months = figures.months
    writer.section("Dates")
    for label, name, day, source in (
        (
            "Subscription year starts",
            "Charge_Date",
            figures.data.schedule.charge_date,
            "Charge date of the fee schedule",
        ),
        ("Financial year starts", "Year_Start", figures.year_start, "Settings of the register"),
        ("Financial year ends", "Year_End", figures.year_end, "Twelve months later"),
        ("Actual figures up to", "Actual_To", months.actual_to, "The last month that was over"),
        ("Ages and payments on", "Report_Date", figures.data.as_of, "The day of this workbook"),
    ):
        writer.given(label, name, day, "Date", source)


def _worked_out(writer: _Writer, figures: Figures) -> None:
    months, later = figures.months, figures.year.next
    writer.section("Worked out from these")
    for label, name, price, value in (
        (f"Standard fee {later}", "Fee_Standard_Next", "Fee_Standard", figures.standard_next),
        (f"Shared IT fee {later}", "Fee_Shared_IT_Next", "Fee_Shared_IT", figures.shared_next),
    ):
        writer.worked_out(
            label, name, uplift_formula(price), value, "Pence", "With the uplift, rounded", "£"
        )
    add = writer.worked_out
    add(
        "Last day of the subscription year",
        "Fee_Year_End",
        "EDATE(Charge_Date,12)-1",
        serial(months.fee_year_end),
        "Date",
        "Twelve months from its start",
    )
    add(
        "Months of a full fee that are in advance",
        "Months_Next",
        f"MAX(0,12-({months_formula('Charge_Date', 'Year_End')}))",
        months.of_next_year,
        "Count",
        "What is brought forward is spread over as many months",
    )
    add(
        "Part of a full fee that is in advance",
        "Advance_Share",
        f'IF(Fee_Covers="{figures.financial_label}",0,Months_Next/12)',
        months.share_in_advance,
        "Per cent",
        "For the years to come; this year is worked out for each council",
    )


def _register(writer: _Writer, figures: Figures) -> None:
    data = figures.data
    writer.section("What the register worked out itself")
    source = "The fee calculation less credit notes; the Checks sheet holds the formulas against it"
    writer.given("Fees of the year, net", "Register_Net", data.register_net, "Pence", source, "£")
    writer.given("VAT on them", "Register_VAT", data.register_vat, "Pence", source, "£")
    writer.given(
        "Open decisions that block issuing",
        "Register_Open",
        data.open_decisions,
        "Count",
        "Problems of the fee calculation that have to be settled first",
    )


def months_formula(start: str, end: str) -> str:
    """The months stepped from a day that begin by another, both days in cells: 0 if the end lies before."""
    touched = f"(YEAR({end})-YEAR({start}))*12+MONTH({end})-MONTH({start})"
    return f"IF({end}<{start},0,{touched}+IF(EDATE({start},{touched})>{end},0,1))"


def uplift_formula(price: str) -> str:
    """A price with the uplift, rounded to a multiple of Fee_Rounding.

    LibreOffice rounds to whole numbers without mending the last binary digit, so that a half could fall to either
    side; rounding to nine decimals first makes it the half that it is on paper.
    """
    raised = f"{price}*(1+Fee_Uplift)"
    return f"IF(Fee_Rounding>0,ROUND(ROUND({raised}/Fee_Rounding,9),0)*Fee_Rounding,{raised})"
