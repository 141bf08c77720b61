"""Two small pages for tests of the frame: a list of organisations, and one that holds half-typed edits."""

from collections.abc import Callable, Hashable
from dataclasses import replace

from loti_admin.domain.organisations import Organisation
from loti_admin.services.members import save_organisation
from loti_admin.services.settings import save_settings
from ui.kit.message_bar import Message
from ui.kit.side_panel import SidePanel
from ui.kit.table import Column, RecordTable
from ui.page import Page
from ui.pages import PageSpec
from ui.session import Session

MODULE = "tests.ui.frame_pages"


def _id(organisation: Organisation) -> Hashable:
    return organisation.id


class ListPage(Page):
    """The organisations, with a find field and a panel."""

    key, title, icon = "list", "Organisations", "members"
    tables = frozenset({"organisations"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.reloads = 0
        name = Column[Organisation](key="name", title="Name", value=lambda o: o.display_name)
        self.table = RecordTable((name,), _id, "Organisations")
        self.panel = SidePanel("About", "Nobody")
        self.add_inset(self.table.find_field())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.panel)
        self.table.selection_changed.connect(lambda _records: self.state_changed.emit())

    def read(self) -> list[Organisation]:
        return self.session.register.organisations.all()

    def show_view(self, view: list[Organisation]) -> None:
        self.reloads += 1
        self.table.set_records(view)

    @classmethod
    def count_for(cls, session: Session) -> int:
        return session.register.organisations.count()

    def show_target(self, target: str) -> bool:
        kind, _, number = target.partition("/")
        return kind == "list" and self.table.select_key(int(number))

    def selection_text(self) -> str:
        current = self.table.current_record()
        return f"{current.display_name} selected" if current else ""

    def details_shown(self) -> bool | None:
        return not self.panel.isHidden()

    def set_details_shown(self, shown: bool) -> None:
        self.panel.setVisible(shown)

    def rename_first(self, name: str) -> None:
        first = self.session.register.organisations.get(1)
        save_organisation(self.session.register, replace(first, short_name=name))


class EditPage(Page):
    """Stays in front while `half_typed`."""

    key, title, icon = "edit", "Edits", "edit"
    tables = frozenset({"settings"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.half_typed = False
        self.reloads = 0

    def read(self) -> None:
        return None

    def show_view(self, view: None) -> None:
        self.reloads += 1

    def leaving(self) -> bool:
        if self.half_typed:
            self.show_message(Message.WARN, "What you typed is not saved")
        return not self.half_typed

    def commands(self) -> dict[str, Callable[[], None]]:
        return {"edit.undo": self.save}

    def save(self) -> None:
        save_settings(self.session.register, {"officer": "B. Okoro"})


PAGES = (
    PageSpec("list", "Organisations", "members", MODULE, "ListPage"),
    PageSpec("edit", "Edits", "edit", MODULE, "EditPage"),
)
