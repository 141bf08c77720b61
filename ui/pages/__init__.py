"""The screens, in the order of the list at the left; each is loaded when it is first shown."""

from dataclasses import dataclass
from importlib import import_module

from ui.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page's place in the list; its class is imported on first use, so that the window appears at once."""

    key: str
    title: str
    icon: str
    module: str
    class_name: str

    def load(self) -> type[Page]:
        page: type[Page] = getattr(import_module(self.module), self.class_name)
        return page


PAGES = (
    PageSpec("home", "Home", "home", "ui.pages.home", "HomePage"),
    PageSpec("members", "Members", "members", "ui.pages.members", "MembersPage"),
    PageSpec("shared-it", "Shared IT", "shared-it", "ui.pages.shared_it", "SharedItPage"),
    PageSpec("fees", "Fees", "fees", "ui.pages.fees", "FeesPage"),
    PageSpec("invoices", "Invoices", "invoices", "ui.pages.invoices", "InvoicesPage"),
    PageSpec("payments", "Payments", "payments", "ui.pages.payments", "PaymentsPage"),
    PageSpec("budget", "Budget", "budget", "ui.pages.budget", "BudgetPage"),
    PageSpec("activities", "Activities", "activities", "ui.pages.activities", "ActivitiesPage"),
    PageSpec("safety", "Safety", "safety", "ui.pages.safety", "SafetyPage"),
)
