"""What is kept about a person: everything in one file for whoever asks, and erasing it for good."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from loti_admin.documents.files import safe_name
from loti_admin.domain.dates import long_date
from loti_admin.domain.newsletter import Newsletter
from loti_admin.domain.organisations import Person
from loti_admin.services.erasure import BACKUPS_HOLD, check_erasable, erase_person, plan_erasure
from loti_admin.services.newsletter import newsletter_of
from loti_admin.services.person_data import PersonData, everything_about, write_person_file
from loti_admin.storage.backups import backup_folder
from loti_admin.storage.erasing import Erasure
from ui import theme
from ui.errors import reporting
from ui.file_actions import show_folder
from ui.file_dialogs import ask_where_to_save
from ui.kit.buttons import Button, Kind, quiet
from ui.kit.dialog import ConfirmDialog, Dialog
from ui.kit.editors import ChoiceEditor
from ui.kit.message_bar import Message, MessageBar
from ui.kit.side_panel import empty_layout
from ui.kit.text import label
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import Role

PEOPLE = ("people", "Excel workbooks (*.xlsx)", "xlsx")
# So many lines make a workbook before the window is felt to wait.
_AT_ONCE = 500
_LOOKING = "Looking through the documents and the whole history…"
_READ_ONLY = "The register is open to read only."


class PersonDataDialog(Dialog):
    """Tells how much is kept about one of these people; the buttons write it into a file, or ask before it goes."""

    def __init__(
        self,
        session: Session,
        people: Sequence[Person],
        parent: QWidget | None,
        preferences: Preferences | None = None,
    ) -> None:
        first = people[0]
        one = len(people) == 1
        super().__init__(_title(first) if one else "A person's data", parent, width=640)
        self._session, self._owner = session, parent
        self._preferences = preferences or Preferences()
        self._data: PersonData | None = None
        self.message = MessageBar()
        self.body.addWidget(self.message)
        self.people = ChoiceEditor(self, [(person, _words(person)) for person in people])
        self.people.setAccessibleName("Person")
        self.people.set_value(first)
        self.people.edited.connect(self._read)
        if not one:
            title = label("Person", Role.STRONG)
            title.setBuddy(self.people)
            field = QVBoxLayout()
            field.setSpacing(theme.current().px(4))
            field.addWidget(title)
            field.addWidget(self.people)
            self.body.addLayout(field)
        self._facts = QVBoxLayout()
        self.body.addLayout(self._facts)
        self.body.addStretch(1)
        self.erase_button = self.add_aside(Button("Erase…", Kind.DANGER, on_click=self._ask))
        if session.read_only:
            self.erase_button.setEnabled(False)
            self.erase_button.setToolTip(_READ_ONLY)
        self.add_button(Button("Close", on_click=self.reject))
        self.save_button = self.add_button(
            Button("Save everything in a file…", Kind.PRIMARY, on_click=self._ask_where),
            default=True,
        )
        self.people.setVisible(not one)
        self.finished.connect(lambda: session.reader.forget(self))
        self._read()

    @property
    def person(self) -> Person:
        """Whom it is about now."""
        chosen: Person = self.people.value()
        return chosen

    def show_error(self, sentence: str) -> None:
        """Where `ui.errors.reporting` puts the sentence of a LotiError."""
        self.message.show_message(Message.ERROR, sentence)

    def show_info(self, sentence: str) -> None:
        """Where `ui.errors.reporting` puts what is no failure."""
        self.message.show_message(Message.INFO, sentence)

    # Showing

    def _read(self) -> None:
        self._data = None
        self.save_button.setEnabled(False)
        self.message.clear()
        empty_layout(self._facts)
        self._facts.addWidget(label(_LOOKING, tone="text2", wrap=True))
        register, id = self._session.register, self.person.id
        self._session.reader.read(self, lambda: everything_about(register, id), self._show, self)

    def _show(self, data: PersonData) -> None:
        self._data = data
        self.save_button.setEnabled(True)
        empty_layout(self._facts)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(24))
        grid.setVerticalSpacing(theme.current().px(6))
        for row, (words, content) in enumerate(self._lines(data)):
            grid.addWidget(label(words, tone="text2", wrap=True), row, 0)
            grid.addWidget(label(content, wrap=True, selectable=True), row, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        self._facts.addLayout(grid)

    def _lines(self, data: PersonData) -> list[tuple[str, str]]:
        person, register = data.person, self._session.register
        contacts = [
            f"{register.organisations.get(c.organisation_id).display_name}, {c.period.text}"
            for c in data.contacts
        ]
        return [
            ("Name", person.name),
            ("E-mail address", person.email or "None"),
            ("Telephone", person.phone or "None"),
            ("Contact of", "\n".join(contacts) or "Nobody"),
            ("Newsletter", self._newsletter(person)),
            ("Changes in the history", f"{data.changes:,}"),
            ("Issued documents that name them", f"{data.documents:,}"),
            ("Other records that name them", f"{data.notes + data.others:,}"),
        ]

    def _newsletter(self, person: Person) -> str:
        stands = newsletter_of(self._session.register, person)
        if stands is not Newsletter.YES:
            return "Objected" if stands is Newsletter.OBJECTED else "No"
        since = f" since {long_date(person.newsletter_since)}" if person.newsletter_since else ""
        return f"Yes{since}: {person.newsletter_source}"

    # What the officer does

    def _ask_where(self) -> None:
        name = safe_name(f"Data of {self.person.name}", ".xlsx")
        title = "Save everything about this person"
        ask_where_to_save(self, self._preferences, title, PEOPLE, name, self.save)

    def save(self, path: Path) -> None:
        """Write the file and say so; a long one is written by the worker. Raises FileTrouble, or Refused for a text
        that no cell can hold."""
        data, now = self._data, self._session.register.now()
        if data is None:
            return
        if len(data.facts) < _AT_ONCE:
            write_person_file(data, path, now)
            self._said(path)
            return
        self._session.tasks.start(
            lambda _progress: write_person_file(data, path, now), self._said, f"Writing {path.name}"
        )

    def _said(self, path: Path) -> None:
        self.message.show_message(
            Message.OK,
            "Everything was saved in a file",
            f"{path.name} in {path.parent}. Look through it before you send it: others may be named beside the person.",
            action="Show in folder",
            on_action=lambda: show_folder(path.parent),
        )

    def _ask(self) -> None:
        with reporting(self):
            check_erasable(self._session.register, self.person)
            if self._data is not None:
                question = erase_dialog(self._session, self._data, self._owner, self._preferences)
                self.accept()
                question.open()


def erase_dialog(
    session: Session, data: PersonData, parent: QWidget | None, preferences: Preferences
) -> ConfirmDialog:
    """The question before a person is erased: what goes, what stays, and where it still is."""
    person, register = data.person, session.register

    def erase(plan: Erasure) -> None:
        erased = erase_person(register, person.id, plan)
        session.say(f"The details were erased; the register says {erased.name} from now on")

    def look_and_erase() -> None:
        # All of the history is looked through; what is written meanwhile makes it look again.
        plan = partial(plan_erasure, register, person.id)
        session.reader.read(("erase", person.id), plan, erase, parent or session)

    return ConfirmDialog(
        f"Erase {person.name} for good?",
        "Erase for good",
        look_and_erase,
        parent,
        sentence="Name, e-mail address, telephone, roles and where the newsletter's consent came from go, here and "
        "from every line of the history. Nobody can bring them back, and earlier steps can no longer be undone. The "
        "days on which they were a contact stay, without the name.",
        warnings=_stays(session, data, preferences),
        not_now="Keep",
        danger=True,
        width=600,
    )


def _stays(session: Session, data: PersonData, preferences: Preferences) -> list[str]:
    """What else holds the data, in sentences."""
    stays = []
    if data.documents:
        words = (
            "1 issued document keeps"
            if data.documents == 1
            else f"{data.documents:,} issued documents keep"
        )
        stays.append(
            f"{words} the name as it was printed, for the six years that invoices are kept."
        )
    named = data.notes + data.others
    if named:
        words = (
            "1 other record names them and is left as it is"
            if named == 1
            else f"{named:,} other records name them and are left as they are"
        )
        stays.append(
            f"{words}. The file with everything says which; where you change that first, the history forgets it too."
        )
    if newsletter_of(session.register, data.person) is Newsletter.OBJECTED:
        stays.append(
            "That the address objected to the newsletter stays known, by a code made from it."
        )
    path = session.register.path
    if path is not None:
        folders = [str(backup_folder(path))]
        second = preferences.second_folder(path)
        folders += [str(second)] if second else []
        stays.append(BACKUPS_HOLD.format(folder=" and ".join(folders)))
    return stays


def offer_person_data(
    session: Session,
    person: Person,
    dialog: Dialog,
    parent: QWidget | None,
    preferences: Preferences | None,
) -> None:
    """A button in a form's dialog that shows what is kept about its person, unless something is typed there."""

    def show() -> None:
        dialog.reject()
        if not dialog.isVisible():
            PersonDataDialog(session, [person], parent, preferences).open()

    dialog.add_aside(quiet("Their data", show, icon="person"))


def _title(person: Person) -> str:
    return f"What is kept about {person.name}"


def _words(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.email) if part)
