"""The four steps before a new register is made. Each explains itself in one line and can be left for later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loti_admin.domain.dates import Year
from loti_admin.domain.fees import FeeSchedule, published_schedule
from loti_admin.domain.settings import KEYS
from loti_admin.domain.vat import percent_text, rate_on
from loti_admin.errors import Invalid
from loti_admin.services.first_steps import (
    FirstSteps,
    check_first_prices,
    check_first_settings,
)
from loti_admin.services.members import raise_if_any
from loti_admin.services.new_register import london_authorities, places_on_the_map
from ui import theme
from ui.dialogs.schedule import schedule_fields
from ui.dialogs.settings import SettingsForm
from ui.kit.buttons import link
from ui.kit.fields import DateField, FormField, MultiLineField, TextField
from ui.kit.form import RecordForm
from ui.kit.text import label
from ui.kit.tick_list import TickList
from ui.kit.tile_map import TileMap
from ui.kit.tiles import Tile, TileLook

R = TypeVar("R")
T = TypeVar("T")

_ISSUER = (
    "supplier name",
    "supplier address",
    "supplier postcode",
    "vat number",
    "sort code",
    "account number",
    "contact email",
    "officer",
)
_TICKED = TileLook(words="Member", ground="tile_ok", mark="check", mark_ink="accent")
_NOT_TICKED = TileLook(words="Not a member", edge="control", ink="text2")
# At 100 %: the tiles, and the least width of the list beside them.
_TILE, _LIST = 36, 240
_WHOLE_WIDTH = {"supplier name", "supplier address"}


class Step(QWidget):
    """One step. `take` adds what stands here to the first steps; it raises Invalid after showing what is wrong."""

    title = ""
    why = ""
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().px(12))

    def take(self, steps: FirstSteps) -> FirstSteps:
        raise NotImplementedError

    def is_dirty(self) -> bool:
        """Whether anything was typed or ticked."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard into the first field."""
        raise NotImplementedError


class IssuerStep(Step):
    title = "Who issues the invoices?"
    why = "Name, address, VAT number and bank account stand on every document."

    def __init__(self) -> None:
        super().__init__()
        self.form = SettingsForm([_setting(key) for key in _ISSUER])
        self.form.load(SimpleNamespace(**dict.fromkeys(_ISSUER, "")))
        self.form.edited.connect(self.changed)
        self.column.addWidget(self.form)

    def take(self, steps: FirstSteps) -> FirstSteps:
        def settings() -> dict[str, str]:
            typed = {key: str(value or "") for key, value in self.form.values().items()}
            typed["supplier address"] = "; ".join(
                filter(None, map(str.strip, typed["supplier address"].splitlines()))
            )
            known = {key: value for key, value in typed.items() if value}
            problems = [
                replace(p, message=p.message.removeprefix(f"{KEYS[p.field].title}: "))
                for p in check_first_settings(known)
            ]
            raise_if_any(problems)
            return known

        return replace(steps, settings=shown_in(self.form, settings))

    def is_dirty(self) -> bool:
        return self.form.is_dirty()

    def take_focus(self) -> None:
        self.form.focus_first()


def _setting(key: str) -> FormField:
    title = KEYS[key].title
    if key == "supplier address":
        return MultiLineField(key=key, label=title, lines=2, max_length=400)
    title = "Your own name" if key == "officer" else title
    return TextField(key=key, label=title, half=key not in _WHOLE_WIDTH)


class PricesStep(Step):
    title = "What does membership cost?"

    def __init__(self, year: Year) -> None:
        super().__init__()
        self.why = (
            f"The prices of {year}, before VAT. They can be changed until its fees are approved."
        )
        self._schedule = published_schedule(year)
        rate = f"{percent_text(rate_on(self._schedule.charge_date))}\u00a0%"
        self.form: RecordForm[FeeSchedule] = RecordForm(schedule_fields(rate))
        self.form.load(self._schedule)
        self.form.edited.connect(self.changed)
        self.column.addWidget(self.form)

    def take(self, steps: FirstSteps) -> FirstSteps:
        def schedule() -> FeeSchedule:
            typed = self.form.value()
            raise_if_any(check_first_prices(typed))
            return typed

        return replace(steps, schedule=shown_in(self.form, schedule))

    def is_dirty(self) -> bool:
        return self.form.is_dirty()

    def take_focus(self) -> None:
        self.form.focus_first()


@dataclass(frozen=True, slots=True)
class Since:
    """The first day of all that are ticked."""

    since: date | None = None


class MembersStep(Step):
    title = "Which councils are members?"
    why = "Tick those that have joined, in the list or on the map. The others stay prospects."

    def __init__(self, year: Year) -> None:
        super().__init__()
        self.form: RecordForm[Since] = RecordForm(
            [
                DateField(
                    key="since",
                    label="Members since",
                    hint="For all that are ticked; each day can be changed later",
                    required="Type the day from which they are members.",
                )
            ]
        )
        self.form.load(Since(published_schedule(year).charge_date))
        self.names = council_names()
        self.list = TickList("London authorities", list(self.names.items()))
        self.count = label("", tone="text2")
        self.all_link = link("Tick all", self.list.tick_all)
        self.none_link = link("Tick none", lambda: self.list.tick([]))
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(16))
        row.addWidget(self.count, 1)
        row.addWidget(self.all_link)
        row.addWidget(self.none_link)
        self.map = TileMap("Members on the map of London")
        self.map.set_side(_TILE)
        self.map.opened.connect(self.list.toggle)
        both = QHBoxLayout()
        both.setSpacing(theme.current().px(16))
        both.addWidget(self.list, 1)
        both.addWidget(self.map, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.form)
        self.column.addLayout(row)
        self.column.addLayout(both, 1)
        self.list.ticked_changed.connect(self._count)
        self.list.ticked_changed.connect(self.changed)
        self.form.edited.connect(self.changed)
        self._count()

    def take(self, steps: FirstSteps) -> FirstSteps:
        since = shown_in(self.form, self.form.value).since
        if since is None:  # the form has refused it before
            return steps
        return replace(steps, members=dict.fromkeys(self.list.ticked(), since))

    def is_dirty(self) -> bool:
        return self.form.is_dirty() or bool(self.list.ticked())

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _count(self) -> None:
        ticked = self.list.ticked()
        self.count.setText(f"{len(ticked)} of {self.list.count()} ticked")
        self.map.set_tiles(
            [
                Tile(
                    key=place.code,
                    code=place.letters,
                    name=place.name,
                    row=place.row,
                    column=place.column,
                    look=_TICKED if place.code in ticked else _NOT_TICKED,
                )
                for place in places_on_the_map()
            ]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The list says the same, so it keeps its room where there is not enough for both.
        room = self.width() - theme.current().px(_LIST)
        self.map.setVisible(room >= self.map.sizeHint().width())


def council_names() -> Mapping[str, str]:
    """The London authorities by code, in the order of their names."""
    known = sorted(london_authorities(), key=lambda council: council.display_name)
    return {council.code: council.display_name for council in known}


def shown_in(form: RecordForm[R], read: Callable[[], T]) -> T:
    """What `read` gives; its problems stand beside the fields when it refuses."""
    form.clear_problems()
    try:
        return read()
    except Invalid as invalid:
        form.show_problems(invalid.problems)
        raise
