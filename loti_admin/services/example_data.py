"""What the example register holds. Councils are real; people, orders, payments and amounts of the budget are invented.

Which council is a member, and since when, is invented as well. Telephone numbers are from the range that Ofcom keeps
free for fiction (020 7946 0000 to 0999), e-mail addresses from a domain that nobody can have (example.org).
"""

from dataclasses import dataclass
from datetime import date

from loti_admin.domain.activities import Way
from loti_admin.domain.budget import Side
from loti_admin.domain.dates import Year
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import GLA_CODE
from loti_admin.services.reserves import Reserves

OFFICER = "Asha Example"
YEARS = (Year(2025), Year(2026))
# The day on which the story ends, and as of which the workbook is made.
ENDS_ON = date(2026, 11, 30)

SETTINGS = {
    "example": "yes",
    "supplier name": "London Councils",
    "supplier address": "Former Example House; 59 Sample Street; London",
    "supplier postcode": "SE1 0XX",
    "vat number": "GB 000 0000 00",
    "contact name": f"{OFFICER}, Membership Officer",
    "contact email": "invoices@example.org",
    "contact phone": "020 7946 0000",
    "bank name": "Example Bank plc",
    "account name": "London Councils (example)",
    "sort code": "00-00-00",
    "account number": "00000000",
    "legal text": "LOTI is hosted by London Councils. This is an example: nothing is owed.",
    "cost centre": "LOTI",
    "officer": OFFICER,
}
# The host moved office; documents before and after show their own address.
MOVED_ON = date(2024, 9, 2)
NEW_ADDRESS = {"supplier address": "Example House; 1 Sample Street; London"}


@dataclass(frozen=True, slots=True)
class Council:
    """A member by its short name, the first day of its membership, and who represents it at first."""

    name: str
    joined: date
    representative: str


_FIRST, _SECOND, _THIRD, _FOURTH = (date(year, 7, 1) for year in (2019, 2020, 2021, 2022))

COUNCILS = (
    Council("Barnet", _THIRD, "Gareth Llewellyn"),
    Council("Brent", _FIRST, "Femi Adeyemi"),
    Council("Camden", _FIRST, "Priya Nair"),
    Council("City of London", _SECOND, "Oliver Hartwell"),
    Council("Croydon", _SECOND, "Marcus Bellweather"),
    Council("Ealing", _THIRD, "Sunita Grewal"),
    Council("Enfield", _FOURTH, "Tomasz Łukowski"),
    Council("Greenwich", _FIRST, "Rachel Thornbury"),
    Council("Hackney", _FIRST, "Jerome Baptiste"),
    Council("Hammersmith and Fulham", _SECOND, "Eleanor Voss"),
    Council("Haringey", _THIRD, "Zeynep Aydin"),
    Council("Harrow", _FOURTH, "Kavita Desai"),
    Council("Havering", _FOURTH, "Stephen Marlowe"),
    Council("Hounslow", _SECOND, "Aled Prosser"),
    Council("Islington", _FIRST, "Daniel Okafor"),
    Council("Kensington and Chelsea", _THIRD, "Imogen Farrar"),
    Council("Kingston upon Thames", _FIRST, "Martin Achebe"),
    Council("Lambeth", _SECOND, "Yusuf Karim"),
    Council("Lewisham", _FIRST, "Femi Adeyemi"),
    Council("Merton", _THIRD, "Hannah Lindqvist"),
    Council("Newham", _FOURTH, "Chidi Nwosu"),
    Council("Redbridge", _SECOND, "Amrit Sandhu"),
    Council("Richmond upon Thames", _FIRST, "Diane Foster"),
    Council("Southwark", _FIRST, "Femi Adeyemi"),
    Council("Sutton", _FIRST, "Martin Achebe"),
    Council("Waltham Forest", _THIRD, "Rosa Delgado"),
    Council("Wandsworth", _FIRST, "Leo Castellan"),
    Council("Westminster", _SECOND, "Patrick Inglis"),
)
TOWER_HAMLETS = Council("Tower Hamlets", date(2026, 1, 1), "Shirin Begum")
BARKING_AND_DAGENHAM = Council("Barking and Dagenham", date(2026, 10, 1), "Nadia Rahman")

# Who pays the bills, for a few.
FINANCE = {
    "Camden": "Colin Ashby",
    "Ealing": "Meera Pillai",
    "Hackney": "Grace Mensah",
    "Lambeth": "Victor Almeida",
}
SUBSCRIBERS = ("Priya Nair", "Jerome Baptiste", "Martin Achebe", "Rosa Delgado", "Tomasz Łukowski")
ROLES = (
    "Chief Information Officer",
    "Chief Digital and Information Officer",
    "Director of Digital and Technology",
    "Head of Digital Services",
)
# They pay without an order; all others need one, and these two have none for 2026-27 yet.
WITHOUT_ORDER = ("City of London", "Croydon", "Harrow", "Hounslow", "Merton", "Westminster")
ORDER_MISSING = ("Hackney", "Newham")

SERVICES = {
    "Canalside IT": (("Camden", "Islington"), date(2021, 4, 1)),
    "Hogsmill IT": (("Kingston upon Thames", "Sutton"), date(2019, 4, 1)),
    "Riverside IT": (("Richmond upon Thames", "Wandsworth"), date(2019, 10, 1)),
    "Three Boroughs IT": (("Brent", "Lewisham", "Southwark"), date(2020, 4, 1)),
}

# Code, name, and what it pays for.
FUNDERS = (("EXF", "Example Foundation"), ("EXD", "Example Department"))

# Funder's code, name, restricted, then for 2025-26, 2026-27 and 2027-28 what was agreed and received, in pounds.
GRANTS = (
    (GLA_CODE, "London data collaboration", True, (40_000, 40_000), (45_000, 30_000), (45_000, 0)),
    ("EXF", "Digital inclusion fund", True, (60_000, 60_000), (60_000, 45_000), (0, 0)),
    ("EXD", "Cyber resilience project", True, (0, 0), (40_000, 20_000), (40_000, 0)),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of the budget, in pounds: `last_year` original and actual, `this_year` original, variations, actual to
    date and forecast; `note` says why the forecast differs."""

    side: Side
    group: str
    name: str
    last_year: tuple[int, int]
    this_year: tuple[int, int, int, int]
    note: str = ""
    restricted: bool = False


_OUT, _IN = Side.EXPENDITURE, Side.INCOME
_EMPLOYEES, _SUPPLIES, _OTHERS = "Employees", "Supplies and services", "Third party payments"

# With which the second year begins; the first one's grants were spent in full.
RESERVES = Reserves(
    general=Money.pounds(183_000), restricted=Money(0), smallest=Money.pounds(100_000)
)
BUDGET = (
    Planned(
        _OUT,
        _EMPLOYEES,
        "Salaries",
        (460_000, 452_000),
        (506_000, -8_000, 318_400, 486_000),
        "One post vacant until November",
    ),
    Planned(
        _OUT,
        _EMPLOYEES,
        "National Insurance and pensions",
        (126_000, 124_000),
        (140_000, -2_000, 88_900, 135_000),
        "Follows salaries",
    ),
    Planned(
        _OUT, _EMPLOYEES, "Training and recruitment", (10_000, 9_400), (12_000, 0, 6_100, 12_000)
    ),
    Planned(_OUT, "Premises", "Accommodation", (17_500, 17_500), (18_000, 0, 12_000, 18_000)),
    Planned(
        _OUT, "Transport", "Travel", (3_000, 2_100), (3_000, 0, 1_450, 2_500), "Fewer journeys"
    ),
    Planned(
        _OUT, _SUPPLIES, "Digital tools and licences", (42_000, 41_800), (46_000, 0, 39_200, 46_000)
    ),
    Planned(
        _OUT,
        _SUPPLIES,
        "Events and networks",
        (20_000, 19_300),
        (22_000, 0, 12_750, 23_500),
        "Extra cyber exercise",
    ),
    Planned(_OUT, _SUPPLIES, "Communications", (15_000, 14_900), (16_000, 0, 9_800, 16_000)),
    Planned(
        _OUT,
        _SUPPLIES,
        "Research and analysis",
        (50_000, 38_200),
        (46_000, 12_000, 31_000, 56_000),
        "Carry-forward of £12,000 approved in June",
    ),
    Planned(
        _OUT,
        _OTHERS,
        "Project partners",
        (88_000, 88_000),
        (96_000, 0, 52_000, 100_000),
        "Data link phase 2 started early",
    ),
    Planned(
        _OUT,
        _OTHERS,
        "London data collaboration",
        (40_000, 40_000),
        (45_000, 0, 26_500, 45_000),
        "Restricted grant",
        restricted=True,
    ),
    Planned(
        _OUT,
        _OTHERS,
        "Digital inclusion fund",
        (60_000, 60_000),
        (60_000, 0, 38_000, 60_000),
        "Restricted grant, ends March 2027",
        restricted=True,
    ),
    Planned(
        _OUT,
        _OTHERS,
        "Cyber resilience project",
        (0, 0),
        (40_000, 0, 16_500, 40_000),
        "Restricted grant",
        restricted=True,
    ),
    Planned(
        _OUT,
        "Transfer payments",
        "Innovation fund awards to councils",
        (36_000, 30_000),
        (30_000, 6_000, 24_000, 42_000),
        "Two more awards; carry-forward of £6,000",
    ),
    Planned(
        _OUT,
        "Support services",
        "Host charges: finance, HR, IT",
        (40_500, 40_500),
        (42_000, 0, 21_000, 42_000),
    ),
    # What the Board expected of the fees; the fees themselves say what they come to.
    Planned(_IN, "Income", "Subscriptions", (0, 0), (820_000, 0, 0, 820_000)),
    Planned(
        _IN,
        "Income",
        "Places on training courses",
        (8_000, 9_250),
        (9_000, 0, 6_400, 9_500),
        "One course more",
    ),
)


@dataclass(frozen=True, slots=True)
class Deed:
    """An activity; `councils` are short names, empty for all members; `budget` in pounds."""

    way: Way
    name: str
    start: date
    end: date | None
    lead: str
    budget: int
    councils: tuple[str, ...]


ACTIVITIES = (
    Deed(Way.RESOURCE, "Guide to buying connected devices", date(2026, 5, 4), None, "Ines Carvalho",
         6_000, ()),
    Deed(Way.RESOURCE, "Library of data sharing agreements", date(2025, 9, 1), None, "Ines Carvalho",
         9_000, ()),
    Deed(Way.PRODUCT, "Council jobs board", date(2025, 4, 1), None, "Ben Ferreira", 24_000,
         ("Camden", "Hackney", "Lambeth", "Newham", "Southwark")),
    Deed(Way.PROJECT, "Sensors for damp and mould", date(2026, 2, 2), date(2027, 1, 29), "Ben Ferreira",
         48_000, ("Barnet", "Haringey", "Sutton", "Tower Hamlets")),
    Deed(Way.PROJECT, "Shared data link, phase 2", date(2026, 9, 7), date(2027, 6, 30), "Noor Saleh",
         96_000, ("Brent", "Croydon", "Lewisham", "Waltham Forest", "Westminster")),
    Deed(Way.NETWORK, "Cyber security leads", date(2019, 10, 1), None, "Noor Saleh", 7_500, ()),
    Deed(Way.NETWORK, "Service designers", date(2021, 1, 11), None, "Ines Carvalho", 4_000,
         ("Camden", "Ealing", "Greenwich", "Hackney", "Islington", "Redbridge")),
    Deed(Way.CAMPAIGN, "Get Online London", date(2026, 10, 12), date(2026, 10, 18), "Ben Ferreira",
         15_000, ()),
)  # fmt: skip
