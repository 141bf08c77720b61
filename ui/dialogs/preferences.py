"""What belongs to this computer and this person: look, folders, second folder for backups, the officer's name."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QShowEvent

from loti_admin.domain.settings import KEYS
from loti_admin.errors import FileTrouble, Invalid, Problem
from loti_admin.services.settings import correct_settings, setting
from loti_admin.storage.second_folder import refuse_second_folder
from ui.file_dialogs import LEDGERS, REGISTERS, WORKBOOKS
from ui.host import Host
from ui.kit.buttons import link
from ui.kit.dialog import FormDialog
from ui.kit.fields import CheckField, ChoiceField, FormField, TextField
from ui.kit.folder_field import FolderField
from ui.kit.form import RecordForm
from ui.kit.segments import Segments
from ui.kit.text import label
from ui.second_folder import SecondFolder
from ui.theme import ROW_HEIGHTS, TEXT_SCALES, Scheme
from ui.view_actions import apply_preferences

SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("look", "Look", ("scheme", "text_scale", "row_height", "striped", "system_font")),
    ("folders", "Folders", ("registers", "workbooks", "ledgers", "documents")),
    ("backups", "Backups", ("second_folder",)),
    ("officer", "Your name", ("officer",)),
)
_SCHEMES = ((Scheme.SYSTEM, "As the system"), (Scheme.LIGHT, "Light"), (Scheme.DARK, "Dark"))
_ROWS = tuple(zip(ROW_HEIGHTS, ("Low", "Usual", "High"), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the fields; folders as paths, `text_scale` in percent, `row_height` in pixels at 100 %."""

    scheme: Scheme
    text_scale: int
    row_height: int
    striped: bool
    system_font: bool
    registers: Path | None
    workbooks: Path | None
    ledgers: Path | None
    documents: Path | None
    second_folder: Path | None
    officer: str


class PreferencesDialog(FormDialog[Typed]):
    """One place for all of it. Without a register only what needs none is asked."""

    def __init__(self, host: Host, second: SecondFolder, section: str = "") -> None:
        """`second` copies at once when another folder was chosen."""
        self._host, self._second = host, second
        self._before = self._known()
        form: RecordForm[Typed] = RecordForm(self._fields())
        form.load(self._before)
        super().__init__(
            "Preferences", form, "Save preferences", self._save, host.window, width=640
        )
        self.sections = Segments("Sections of the preferences")
        shown = [s for s in SECTIONS if host.session.is_open or s[0] in ("look", "folders")]
        self.sections.set_segments([(key, title, None) for key, title, _ in shown])
        self.sections.chosen.connect(self._show_section)
        self.body.insertWidget(0, self.sections)
        self.about_backups = label(second.words(), tone="text2", wrap=True)
        self.body.addWidget(self.about_backups)
        self.settings_link = link("Settings of the register", self._go_to_settings)
        self.body.addWidget(self.settings_link)
        self.settings_link.setVisible(host.session.is_open)
        form.summary.followed.connect(self._follow)
        known = [key for key, _, _ in shown]
        self.sections.choose(section if section in known else known[0])
        self._show_section(self.sections.current())

    # What is known

    @property
    def _register(self) -> Path | None:
        return self._host.session.register.path if self._host.session.is_open else None

    def _known(self) -> Typed:
        kept, session = self._host.preferences, self._host.session
        path = self._register
        return Typed(
            scheme=kept.scheme,
            text_scale=kept.text_scale,
            row_height=kept.row_height,
            striped=kept.striped,
            system_font=kept.system_font,
            registers=kept.folder(REGISTERS[0]),
            workbooks=kept.folder(WORKBOOKS[0]),
            ledgers=kept.folder(LEDGERS[0]),
            documents=kept.documents_folder(path) if path else None,
            second_folder=kept.second_folder(path) if path else None,
            officer=setting(session.register, "officer", session.today())
            if session.is_open
            else "",
        )

    def _fields(self) -> list[FormField]:
        no_file = self._register is None
        scales = tuple((scale, f"{scale}\u00a0%") for scale in TEXT_SCALES)
        return [
            ChoiceField(key="scheme", label="Theme", choices=_SCHEMES, half=True),
            ChoiceField(key="text_scale", label="Text size", choices=scales, half=True),
            ChoiceField(key="row_height", label="Rows of tables", choices=_ROWS, half=True),
            CheckField(key="striped", label="Tint every second row of a table"),
            CheckField(key="system_font", label="Use the computer's own font"),
            FolderField(key="registers", label="Registers"),
            FolderField(key="workbooks", label="Excel workbooks"),
            FolderField(key="ledgers", label="Ledger files"),
            FolderField(
                key="documents",
                label="PDFs of this register",
                placeholder="Asked when they are first made",
                read_only=no_file,
            ),
            FolderField(
                key="second_folder",
                label="Second folder for backups",
                hint="On another drive or a network share; leave it empty for none",
                read_only=no_file or self._host.session.read_only,
            ),
            TextField(
                key="officer",
                label=KEYS["officer"].title,
                hint="Stands beside what you approve, in the register that is open",
                read_only=self._host.session.read_only,
            ),
        ]

    # What is saved

    def _save(self, typed: Typed) -> None:
        register = self._register
        typed = replace(typed, officer=typed.officer.strip())
        if register is not None and typed.second_folder not in (None, self._before.second_folder):
            self._refuse(register, typed.second_folder)
        if typed.officer != self._before.officer:
            correct_settings(self._host.session.register, {"officer": typed.officer})
        self._remember(typed, register)
        self._second.copy()

    def _refuse(self, register: Path, folder: Path | None) -> None:
        try:
            if folder is not None:
                refuse_second_folder(register, folder)
        except FileTrouble as error:
            self.sections.choose("backups")
            raise Invalid([Problem(str(error), field="second_folder")]) from error

    def _remember(self, typed: Typed, register: Path | None) -> None:
        kept = self._host.preferences
        kept.scheme, kept.text_scale = typed.scheme, typed.text_scale
        kept.row_height, kept.striped = typed.row_height, typed.striped
        kept.system_font = typed.system_font
        for purpose, folder, before in (
            (REGISTERS[0], typed.registers, self._before.registers),
            (WORKBOOKS[0], typed.workbooks, self._before.workbooks),
            (LEDGERS[0], typed.ledgers, self._before.ledgers),
        ):
            if folder is not None and folder != before:
                kept.set_folder(purpose, folder)
        if register is not None:
            if typed.documents != self._before.documents:
                kept.set_documents_folder(register, typed.documents)
            kept.set_second_folder(register, typed.second_folder)
        apply_preferences(kept)

    # Sections

    def _show_section(self, key: str) -> None:
        for section, _, fields in SECTIONS:
            for field in fields:
                self.form.set_field_shown(field, shown=section == key)
        self.about_backups.setVisible(key == "backups")

    def _follow(self, field: str) -> None:
        for section, _, fields in SECTIONS:
            if field in fields:
                self.sections.choose(section)
        self.form.focus_field(field)

    def _go_to_settings(self) -> None:
        from ui.dialogs.settings import SettingsDialog

        host = self._host
        self.reject()
        if not self.isVisible():
            SettingsDialog(host.session, host.window).open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = next(fields[0] for key, _, fields in SECTIONS if key == self.sections.current())
        self.form.focus_field(first)
