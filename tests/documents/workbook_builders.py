"""Data for workbooks under test: an invented year with every case that a formula tells apart."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from loti_admin.documents.workbook.data import (
    AGREED,
    CONTRIBUTION,
    CORE,
    CREDIT_NOTE,
    ENDS,
    FIXED,
    GRANT,
    INVOICE,
    OTHER_INCOME,
    PAY,
    PRICES,
    REQUEST,
    RESTRICTED,
    SHARED_IT,
    STANDARD,
    WITH_GRANTS,
    DocumentRow,
    IncomeRow,
    MemberRow,
    Planning,
    ReceiptRow,
    Schedule,
    Sourced,
    SpendingRow,
    WorkbookData,
)
from loti_admin.domain.dates import Year
from loti_admin.domain.money import ZERO, Money, total

YEAR = Year(2026)
_NAMES = (
    "Ashdown Vale", "Barrowfield", "Coppermill", "Denbrook", "Eastmarsh", "Elmstead Park", "Greyfriars",
    "Harbour Reach", "Ironbridge Road", "Jubilee Fields", "Kingsholt", "Lambourne", "Marlow Fields", "Northbrook",
    "Pagefield", "Quarry Hill", "Ravensbury", "Stonebridge Vale", "Thamesfield", "Upper Wharf", "Vinefield",
    "Westerly Park", "Yardley Green", "Łódź Quarter",
)  # fmt: skip
_WHY = (
    "{0} is a member on 1 July 2026, the charge date. On 1 July 2026 it is in no shared IT service. "
    "So the standard price applies: £30,000.00, from the fee schedule 2026-27. VAT at 20 % is £6,000.00."
)


def a_member(council: str = "Camden", **changes: object) -> MemberRow:
    row = MemberRow(
        council=council,
        joined=date(2019, 7, 1),
        covers_from=date(2026, 7, 1),
        rule=STANDARD,
        vat_rate=Decimal(20),
        why=_WHY.format(council),
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def a_document(number: str, net: Money, **changes: object) -> DocumentRow:
    row = DocumentRow(
        number=number,
        kind=INVOICE,
        payer="Camden",
        on=date(2026, 7, 1),
        due=date(2026, 7, 31),
        net=net,
        vat=net.percent(Decimal(20)),
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def _members() -> list[MemberRow]:
    rows = [
        a_member(name, purchase_order="" if n % 9 == 4 else f"45001{n:05d}")
        for n, name in enumerate(_NAMES)
    ]
    rows += [
        a_member("Fairmead", rule=SHARED_IT, service="Fairmead ICT", purchase_order="PO-98106"),
        a_member("Oakhurst", rule=SHARED_IT, service="Fairmead ICT", purchase_order="PO-98117"),
        a_member(
            "Highmoor",
            joined=date(2026, 10, 1),
            covers_from=date(2026, 10, 1),
            numerator=9,
            purchase_order="PO-98109",
        ),
        a_member(
            "Millrace",
            joined=date(2027, 1, 31),
            covers_from=date(2027, 1, 31),
            numerator=151,
            denominator=365,
        ),
        a_member(
            "Zeal Monachorum",
            rule=AGREED,
            agreed=Money.pounds(25_000),
            adjustment=Money.pounds(-1_250),
            left=date(2027, 3, 31),
        ),
        a_member("Outer Isle", vat_rate=Decimal(0)),
        a_member("Late May", joined=date(2027, 5, 3), covers_from=date(2027, 5, 3), numerator=2),
    ]
    return sorted(rows, key=lambda row: row.council.casefold())


_PRICES = {STANDARD: Money.pounds(30_000), SHARED_IT: Money.pounds(22_500)}


def fee(row: MemberRow) -> Money:
    price = _PRICES.get(row.rule) or row.agreed or ZERO
    return price.share(row.numerator, row.denominator) + row.adjustment


def a_year(*, example: bool = True, credits: bool = True) -> WorkbookData:
    """Thirty-one fees; all but the last two joiners are billed, one has a credit note in odd pence."""
    members, documents = [], []
    for number, row in enumerate(_members(), start=1):
        if row.council in ("Millrace", "Late May"):
            members.append(row)
            continue
        document = a_document(
            f"LOTI-2026-{number:04d}",
            fee(row),
            payer=row.council,
            vat=fee(row).percent(row.vat_rate),
            kind=INVOICE if row.vat_rate else REQUEST,
        )
        if number % 8:
            document = replace(document, paid=document.gross)
        documents.append(document)
        members.append(replace(row, document=document.number))
    if credits:
        credited = next(d for d in documents if d.payer == "Greyfriars")
        note = a_document(
            "LOTI-CN-2026-0001",
            -Money.pounds("1000.13"),
            kind=CREDIT_NOTE,
            payer="Greyfriars",
            on=date(2026, 9, 14),
            due=None,
            credits=credited.number,
        )
        documents.append(note)
    documents.append(
        a_document(
            "LOTI-REQ-2026-0001",
            Money.pounds(100_000),
            kind=REQUEST,
            purpose=CONTRIBUTION,
            payer="Greater London Authority",
            vat=ZERO,
            paid=Money.pounds(100_000),
        )
    )
    fees = [d for d in documents if d.purpose != CONTRIBUTION]
    unbilled = [row for row in members if not row.document]
    paid = total(d.paid for d in documents)
    return WorkbookData(
        year=YEAR,
        financial=YEAR.financial_period(),
        as_of=date(2026, 12, 14),
        supplier="London Councils",
        example=example,
        schedule=Schedule(
            standard=_PRICES[STANDARD],
            shared_it=_PRICES[SHARED_IT],
            contribution=Money.pounds(100_000),
            vat_rate=Decimal(20),
            charge_date=date(2026, 7, 1),
            source="Fee schedule 2026-27, approved 3 June 2026",
        ),
        by_membership_year=True,
        members=tuple(members),
        income=_income(),
        spending=_spending(),
        documents=tuple(documents),
        receipts=(
            ReceiptRow(
                on=date(2026, 7, 24),
                payer="Many councils",
                reference="BACS 24/07 LOTI",
                amount=paid + Money.pounds(250),
                used_here=paid,
            ),
            ReceiptRow(
                on=date(2026, 8, 3), amount=Money.pounds(10), used_elsewhere=Money.pounds(10)
            ),
        ),
        brought_forward=Sourced(Money.pounds(191_250), "The documents of 2025-26"),
        subscriptions_prior=Sourced(Money.pounds(738_750), "The documents of 2025-26"),
        subscriptions_original=Sourced(Money.pounds(768_750), "The budget line “Subscriptions”"),
        subscriptions_variations=Money.pounds(11_250),
        general_reserve=Sourced(Money.pounds(183_000), "Closed accounts 2025-26 (example)"),
        restricted_reserve=Sourced(Money.pounds(12_000), "Closed accounts 2025-26 (example)"),
        smallest_reserve=Sourced(Money.pounds(100_000), "Reserves policy (example)"),
        planning=Planning(
            fee_uplift=Decimal(3), pay=Decimal(3), prices=Decimal("2.5"), source="Planning figure"
        ),
        register_net=total(d.net for d in fees) + total(fee(row) for row in unbilled),
        register_vat=total(d.vat for d in fees)
        + total(fee(row).percent(row.vat_rate) for row in unbilled),
    )


def _income() -> tuple[IncomeRow, ...]:
    pounds = Money.pounds
    return (
        IncomeRow(
            payer="Greater London Authority",
            agreement="EX-0000",
            type=CONTRIBUTION,
            starts=date(2025, 4, 1),
            ends=date(2029, 3, 31),
            prior=pounds(100_000),
            actual=pounds(100_000),
            forecast=pounds(100_000),
            by_schedule=True,
        ),
        IncomeRow(
            payer="London Councils",
            agreement="Internal: host’s own money",
            type=CONTRIBUTION,
            actual=pounds(100_000),
            forecast=pounds(100_000),
            by_schedule=True,
        ),
        IncomeRow(
            payer="Example Foundation",
            agreement="EX-F-12",
            type=GRANT,
            fund=RESTRICTED,
            starts=date(2025, 4, 1),
            ends=date(2027, 3, 31),
            prior=pounds(60_000),
            original=pounds(60_000),
            actual=pounds(45_000),
            forecast=pounds(60_000),
        ),
        IncomeRow(
            payer="Example Department",
            agreement="EX-D-07",
            type=GRANT,
            fund=RESTRICTED,
            starts=date(2026, 4, 1),
            ends=date(2029, 3, 31),
            original=pounds(40_000),
            actual=pounds(20_000),
            forecast=pounds(40_000),
            later=(pounds(40_000), pounds(40_000), ZERO),
        ),
        IncomeRow(
            payer="Events",
            agreement="Ticket sales",
            type=OTHER_INCOME,
            original=pounds(3_000),
            variations=pounds("500.50"),
            forecast=pounds(3_250),
        ),
    )


def _spending() -> tuple[SpendingRow, ...]:
    found = []
    for group, line, fund, amounts, note, basis in (
        ("Employees", "Salaries", CORE, (452_000, 506_000, -8_000, 318_400, 486_000),
         "One post vacant until November", PAY),
        ("Employees", "National Insurance and pensions", CORE, (124_000, 140_000, -2_000, 88_900, 135_000),
         "Follows salaries", PAY),
        ("Premises", "Accommodation", CORE, (17_500, 18_000, 0, 12_000, 18_000),
         "", PRICES),
        ("Transport", "Travel", CORE, (2_100, 3_000, 0, 1_450, 2_500),
         "", PRICES),
        ("Supplies and services", "Digital tools and licences", CORE, (41_800, 46_000, 0, 39_200, 46_000),
         "", PRICES),
        ("Supplies and services", "Events and networks", CORE, (19_300, 22_000, 0, 12_750, 23_500),
         "Extra cyber exercise", PRICES),
        ("supplies and services", "Research and analysis", CORE, (38_200, 46_000, 12_000, 31_000, 56_000),
         "Carry-forward of £12,000 approved in June", PRICES),
        ("Third party payments", "Project partners", CORE, (88_000, 96_000, 0, 52_000, 100_000),
         "Data link phase 2 started early", PRICES),
        ("Third party payments", "Example Foundation project", RESTRICTED, (60_000, 60_000, 0, 38_000, 60_000),
         "Restricted grant, ends March 2027", ENDS),
        ("Third party payments", "Example Department project", RESTRICTED, (0, 40_000, 0, 16_500, 40_000),
         "Restricted grant", WITH_GRANTS),
        ("Transfer payments", "Innovation fund awards to councils", CORE, (30_000, 30_000, 6_000, 24_000, 42_000),
         "Two more awards; carry-forward of £6,000", FIXED),
        ("Support services", "Host charges: finance, HR, IT", CORE, (40_500, 42_000, 0, 21_000, 42_000),
         "", PRICES),
    ):  # fmt: skip
        prior, original, variations, actual, forecast = map(Money.pounds, amounts)
        row = SpendingRow(
            group=group,
            line=line,
            fund=fund,
            prior=prior,
            original=original,
            variations=variations,
            actual=actual,
            forecast=forecast,
            note=note,
            basis=basis,
        )
        found.append(row)
    return tuple(found)


def an_empty_year(**changes: object) -> WorkbookData:
    """A year of which nothing is recorded yet."""
    nothing = Sourced(ZERO, "Not in the register", known=False)
    data = replace(
        a_year(example=False),
        members=(),
        income=(),
        spending=(),
        documents=(),
        receipts=(),
        brought_forward=nothing,
        subscriptions_prior=nothing,
        subscriptions_original=None,
        subscriptions_variations=ZERO,
        general_reserve=nothing,
        restricted_reserve=nothing,
        smallest_reserve=nothing,
        planning=Planning(),
        register_net=ZERO,
        register_vat=ZERO,
    )
    return replace(data, **changes)  # type: ignore[arg-type]
