"""The settings of the register in sections; each value may be changed from a day on."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from loti_admin.domain.covering import PLACEHOLDERS
from loti_admin.domain.dates import long_date
from loti_admin.domain.settings import KEYS, value_on
from loti_admin.errors import Invalid, LotiError, Problem
from loti_admin.services.letterhead import read_logo, unprintable_texts
from loti_admin.services.settings import correct_settings, save_settings
from loti_admin.storage.register import Register
from ui import theme
from ui.dialogs.settings_preview import SettingsPreview
from ui.file_dialogs import PICTURES, ask_to_open
from ui.kit.dialog import FormDialog
from ui.kit.fields import ChoiceField, FormField, MultiLineField, OptionalDateField, TextField
from ui.kit.form import RecordForm
from ui.kit.picture_field import PictureEditor, PictureField
from ui.kit.segments import Segments
from ui.kit.text import label
from ui.preferences import Preferences
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Section:
    """Some keys under one heading."""

    key: str
    title: str
    settings: tuple[str, ...]


SECTIONS = (
    Section(
        "issuer",
        "Issuer",
        (
            "supplier name",
            "supplier address",
            "supplier postcode",
            "vat number",
            "contact name",
            "contact email",
            "contact phone",
        ),
    ),
    Section(
        "letterhead",
        "Letterhead",
        ("logo", "accent colour", "payment terms", "invoice note", "legal text"),
    ),
    Section("bank", "Bank", ("bank name", "account name", "sort code", "account number", "iban")),
    Section(
        "numbers",
        "Invoices",
        (
            "payment days",
            "invoice prefix",
            "credit note prefix",
            "request prefix",
            "number width",
            "number reset",
        ),
    ),
    Section("year", "Year", ("financial year starts", "recognise income", "vat standard rate")),
    Section(
        "e-mails",
        "E-mails",
        ("e-mail subject", "e-mail text", "pro forma subject", "pro forma text"),
    ),
    Section(
        "reminders",
        "Reminders",
        (
            "reminder days",
            "reminder answer days",
            "reminder greeting",
            "reminder 1 opening",
            "reminder 1 request",
            "reminder 2 opening",
            "reminder 2 request",
            "reminder 3 opening",
            "reminder 3 request",
            "reminder obstacles",
            "reminder thanks",
            "show interest",
            "base rate",
        ),
    ),
    Section("ledger", "Ledger", ("account code", "grant account code", "cost centre")),
    Section("officer", "Officer", ("officer", "example")),
)

# What belongs to one year is typed on the page Budget.
ELSEWHERE = frozenset({"general reserve", "restricted reserve", "smallest reserve"})
_HERE = tuple(key for section in SECTIONS for key in section.settings)

_CHOICES = {
    "number reset": (("yearly", "Each calendar year"), ("never", "Never")),
    "recognise income": (
        ("membership year", "The membership year, from the charge date"),
        ("financial year", "The financial year"),
    ),
    "show interest": (("no", "No"), ("yes", "Yes, beside what is overdue; it is never charged")),
    "example": (("no", "No, this is real"), ("yes", "Yes, all of it is invented")),
}
# Fields of several lines: how many are shown, and how many characters there may be.
_LINES = {
    "supplier address": (3, 400),
    "payment terms": (2, 400),
    "invoice note": (3, 600),
    "e-mail text": (6, 4000),
    "pro forma text": (6, 4000),
    **{
        f"reminder {level} {part}": (3, 1000)
        for level in (1, 2, 3)
        for part in ("opening", "request")
    },
    "reminder obstacles": (4, 1000),
    "reminder thanks": (2, 500),
}
_PLACEHOLDERS = ", ".join(f"{{{word}}}" for word in PLACEHOLDERS)
_HINTS = {
    "e-mail text": f"Filled in for each member: {_PLACEHOLDERS}",
    "accent colour": "Like #00546C; it has to be dark enough for white paper",
    "payment terms": "Empty: what to do about a part in dispute",
    "invoice note": "Below the payment terms",
}
_WIDE = {
    "logo",
    "accent colour",
    "reminder greeting",
    *_LINES,
    "show interest",
    "supplier name",
    "supplier address",
    "legal text",
    "e-mail subject",
    "e-mail text",
    "pro forma subject",
    "pro forma text",
    "recognise income",
    "officer",
    "example",
}


# Beside these sections stands the page that they change, or the e-mails, where the window is wide enough.
_ON_THE_PAGE = ("issuer", "letterhead", "bank")
_EMAILS = "e-mails"
_NARROW, _WITH_PAGE = 680, 1080


class SettingsForm(RecordForm[SimpleNamespace]):
    """Its record has the settings' keys as attributes, which are words with spaces and no fields of a class."""

    def value(self) -> SimpleNamespace:
        return SimpleNamespace(**self.values())


class SettingsDialog(FormDialog[SimpleNamespace]):
    """Only what was changed is saved: from the day that is typed, or where the value in force today stands."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        section: str = "",
        *,
        preferences: Preferences | None = None,
    ) -> None:
        self._session = session
        self._preferences = preferences or Preferences()
        known, today = session.register.settings.all(), session.today()
        self._values = {key: value_on(known, key, today) for key in _HERE}
        form = SettingsForm(_fields(session, lambda editor: self._choose_logo(editor)))
        shown = {key: _shown(key, value) for key, value in self._values.items()}
        form.load(SimpleNamespace(**shown, start=None))
        super().__init__("Settings", form, "Save settings", self._save, parent, width=_NARROW)
        self.sections = Segments("Sections of the settings")
        self.sections.set_segments([(s.key, s.title, None) for s in SECTIONS])
        self.sections.chosen.connect(self._show_section)
        self.body.insertWidget(0, self.sections)
        self.preview = SettingsPreview(session, self._typed, self)
        self.body.removeWidget(form)
        beside = QHBoxLayout()
        beside.addWidget(form, 1)
        beside.addWidget(self.preview)
        self.body.insertLayout(1, beside)
        form.edited.connect(self._edited)
        form.summary.followed.connect(self._follow)
        if session.read_only:
            self.act_button.hide()
            self.cancel_button.setText("Close")
            self.body.addWidget(label("The register is open to read only.", tone="text2"))
        keys = [s.key for s in SECTIONS]
        self.sections.choose(section if section in keys else keys[0])
        self._show_section(self.sections.current())

    def _save(self, typed: SimpleNamespace) -> None:
        values = {key: _stored(key, value) for key, value in vars(typed).items() if key != "start"}
        changed = {key: value for key, value in values.items() if value != self._values[key]}
        try:
            unfit = unprintable_texts(self._session.register, changed)
            if unfit:
                raise Invalid(unfit)
            if typed.start is None:
                correct_settings(self._session.register, changed)
            else:
                save_settings(self._session.register, changed, typed.start)
        except Invalid as invalid:
            self._show_section_of(invalid.problems[0].field)
            raise Invalid(map(_beside_its_field, invalid.problems)) from None

    def _typed(self) -> dict[str, str]:
        """What stands in the fields that can be read, as it would be kept."""
        values = {}
        for key in _HERE:
            with suppress(ValueError):
                values[key] = _stored(key, self.form.editor(key).value())
        return values

    def _edited(self) -> None:
        if not self.preview.isHidden():
            self.preview.draw_soon()

    def _choose_logo(self, editor: PictureEditor) -> None:
        """Ask for a picture; one that cannot be used is told beside its field."""

        def chosen(path: Path) -> None:
            try:
                editor.set_chosen(read_logo(path))
            except LotiError as error:
                self.form.show_problems([Problem(str(error), field="logo")])

        ask_to_open(self, self._preferences, "Choose the logo", PICTURES, chosen)

    def _follow(self, field: str) -> None:
        self._show_section_of(field)
        self.form.focus_field(field)

    def _show_section(self, key: str) -> None:
        for section in SECTIONS:
            for setting in section.settings:
                self.form.set_field_shown(setting, shown=section.key == key)
        room = self._window_width() * 100 / theme.current().text_scale
        shown = key in (*_ON_THE_PAGE, _EMAILS) and room >= _WITH_PAGE
        self.preview.setVisible(shown)
        self._width = _WITH_PAGE if shown else _NARROW
        if shown and key == _EMAILS:
            self.preview.show_emails()
        elif shown:
            self.preview.show_page()
        if self.isVisible():
            self.fit()

    def _window_width(self) -> int:
        owner = self.parentWidget()
        return owner.window().width() if owner is not None else 0

    def _show_section_of(self, setting: str) -> None:
        for section in SECTIONS:
            if setting in section.settings:
                self.sections.choose(section.key)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        section = next(s for s in SECTIONS if s.key == self.sections.current())
        self.form.focus_field(section.settings[0])


def _beside_its_field(problem: Problem) -> Problem:
    """The sentence without the title of the setting, which stands above the field."""
    title = KEYS[problem.field].title
    return replace(problem, message=problem.message.removeprefix(f"{title}: "))


def _fields(session: Session, choose_logo: Callable[[PictureEditor], object]) -> list[FormField]:
    fields: list[FormField] = []
    for section in SECTIONS:
        beside = False
        for key, following in zip_longest(section.settings, section.settings[1:]):
            # Half as wide only in pairs, so that no field stands beside one of another section.
            half = key not in _WIDE and (beside or following not in _WIDE | {None})
            beside = half and not beside
            if not KEYS[key].typed:
                fields.append(
                    PictureField(
                        key=key,
                        label=KEYS[key].title,
                        hint="PNG or JPEG. It stands at the top left, at most 40 by 16 mm large.",
                        read_only=session.read_only,
                        choose=choose_logo,
                    )
                )
                continue
            fields.append(
                setting_field(
                    session.register, key, session.today(), half=half, read_only=session.read_only
                )
            )
    start = OptionalDateField(
        key="start",
        label="Changes hold from",
        hint="Leave it empty to correct what holds now",
        half=True,
        read_only=session.read_only,
    )
    return [*fields, start]


def setting_field(
    register: Register, key: str, today: date, *, half: bool, read_only: bool
) -> FormField:
    """The field of a setting; its hint names the next change that is already recorded."""
    entry = KEYS[key]
    later = [s for s in register.settings.where(key=key) if s.start and s.start > today]
    hint = _HINTS.get(key, "")
    if later:
        coming = min(later, key=lambda s: s.start or today)
        hint = f"From {long_date(coming.start or today)}: {coming.value or 'nothing'}"
    if key in _CHOICES:
        return ChoiceField(
            key=key,
            label=entry.title,
            choices=_CHOICES[key],
            hint=hint,
            half=half,
            read_only=read_only,
        )
    if key in _LINES:
        lines, longest = _LINES[key]
        return MultiLineField(
            key=key,
            label=entry.title,
            lines=lines,
            hint=hint,
            max_length=longest,
            read_only=read_only,
        )
    return TextField(
        key=key,
        label=entry.title,
        hint=hint,
        placeholder=entry.default,
        half=half,
        read_only=read_only,
    )


def _shown(key: str, value: str) -> str:
    """Lines of the address are separated by semicolons in the register and by line breaks here."""
    if key != "supplier address":
        return value
    return "\n".join(part.strip() for part in value.split(";"))


def _stored(key: str, value: object) -> str:
    text = str(value or "")
    if key != "supplier address":
        return text
    return "; ".join(part.strip() for part in text.splitlines() if part.strip())
