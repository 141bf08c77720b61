"""An activity: what it is, when, who leads it, what it costs, and who takes part."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from loti_admin.domain.activities import Activity, Way
from loti_admin.domain.money import ZERO, Money
from loti_admin.services.activities_overview import financial_year, members_in
from loti_admin.services.budget import save_activity
from ui import theme
from ui.kit.buttons import link
from ui.kit.dialog import FormDialog
from ui.kit.fields import (
    ChoiceField,
    FormField,
    MoneyField,
    MultiLineField,
    OptionalDateField,
    TextField,
)
from ui.kit.form import RecordForm
from ui.kit.tick_field import TickField
from ui.session import Session

WAYS: tuple[tuple[Way, str, str], ...] = (
    (Way.RESOURCE, "Resource", "Resources"),
    (Way.PRODUCT, "Product", "Products"),
    (Way.PROJECT, "Project", "Projects"),
    (Way.NETWORK, "Network", "Networks"),
    (Way.CAMPAIGN, "Campaign", "Campaigns"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What the form edits: the activity, and the ids of who takes part as texts."""

    way: Way | None = None
    name: str = ""
    start: date | None = None
    end: date | None = None
    lead: str = ""
    budget: Money | None = None
    notes: str = ""
    partners: tuple[str, ...] = ()


class ActivityDialog(FormDialog[_Entry]):
    """Adds an activity (None) or changes one; `done` gets it as it was saved."""

    def __init__(
        self,
        session: Session,
        activity: Activity | None,
        parent: QWidget,
        done: Callable[[Activity], object],
        *,
        way: Way | None = None,
    ) -> None:
        """`way` is what a new one is at first."""
        self._session, self._activity, self._done = session, activity, done
        register = session.register
        self._members = members_in(register, financial_year(register, session.year))
        rows = _partner_rows(session, self._members)
        form: RecordForm[_Entry] = RecordForm(_fields(rows))
        form.load(_entry_of(session, activity, way))
        title = f"Edit {activity.name}" if activity else "New activity"
        act = "Save" if activity else "Add activity"
        super().__init__(title, form, act, self._save, parent, width=640)
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(16))
        self.all_link = link("Tick all members", self._tick_members)
        self.none_link = link("Tick nobody", self._tick_nobody)
        line.addWidget(self.all_link)
        line.addWidget(self.none_link)
        line.addStretch(1)
        self.body.addLayout(line)

    def _save(self, typed: _Entry) -> None:
        known = self._activity or Activity(way=Way.PROJECT, name="")
        changed = replace(
            known,
            way=typed.way or known.way,
            name=typed.name,
            start=typed.start,
            end=typed.end,
            lead=typed.lead,
            budget=typed.budget or ZERO,
            notes=typed.notes,
        )
        partners = [int(key) for key in typed.partners]
        self._done(save_activity(self._session.register, changed, partners))

    def _tick_members(self) -> None:
        editor: Any = self.form.editor("partners")
        editor.tick({*editor.ticked(), *map(str, self._members)})

    def _tick_nobody(self) -> None:
        self.form.editor("partners").tick(())


def _entry_of(session: Session, activity: Activity | None, way: Way | None) -> _Entry:
    if activity is None:
        return _Entry(way=way)
    known = {field.name for field in fields(_Entry)} - {"partners"}
    taking = session.register.participations.where(activity_id=activity.id)
    return _Entry(
        **{name: getattr(activity, name) for name in known},
        partners=tuple(str(one.organisation_id) for one in taking),
    )


def _partner_rows(session: Session, members: set[int]) -> list[tuple[str, str]]:
    """Members of the year first, then everybody else, each by name."""
    organisations = sorted(
        session.register.organisations.all(),
        key=lambda o: (o.id not in members, o.display_name.casefold()),
    )
    return [
        (str(o.id), o.display_name if o.id in members else f"{o.display_name} (not a member)")
        for o in organisations
    ]


def _fields(rows: list[tuple[str, str]]) -> tuple[FormField, ...]:
    return (
        TextField(key="name", label="Name", required="Type a name for the activity."),
        ChoiceField(
            key="way",
            label="Way",
            choices=[(way, words) for way, words, _ in WAYS],
            half=True,
            required="Choose what it is.",
        ),
        TextField(key="lead", label="Lead", hint="Who runs it", half=True),
        OptionalDateField(key="start", label="Begins", hint="Empty: it is always there", half=True),
        OptionalDateField(key="end", label="Ends", hint="Empty: until further notice", half=True),
        MoneyField(key="budget", label="Budget", half=True, optional=True),
        MultiLineField(key="notes", label="Notes", lines=2),
        TickField(key="partners", label="Taking part", rows=rows),
    )
