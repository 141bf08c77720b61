"""The sheets Settings and Activities."""

from dataclasses import replace
from typing import Any

from loti_admin.domain.activities import Activity, Participation, Way, check_activity
from loti_admin.domain.settings import KEYS, Setting
from loti_admin.imports.rows import Row
from loti_admin.services.import_context import Importing, given

_ACTIVITY = {"from": "start", "to": "end", "lead": "lead", "budget": "budget", "notes": "notes"}


def setting_row(importing: Importing, row: Row) -> bool | None:
    """A setting from its day on. An empty value leaves what is set; a default that nothing replaces is not kept."""
    settings = importing.plan.settings
    key, value, start = row.text("key"), row.text("value"), row.day("from")
    known = next((s for s in settings.where("key", key) if s.start == start), None)
    if not value or (known is None and start is None and value == KEYS[key].default):
        return False
    setting = replace(known or Setting(key=key, value=value, start=start), value=value)
    stored = importing.put(row, settings, setting, "key")
    return None if stored is None else known is None


def activity_row(importing: Importing, row: Row) -> bool | None:
    """An activity by its way and name, with those who take part where the row lists them."""
    activities = importing.plan.activities
    way, name = row.choice("way", Way), row.text("name")
    if way is None:
        return None
    known = next((a for a in activities.where("name", name) if a.way is way), None)
    values: dict[str, Any] = given(row, _ACTIVITY)
    activity = replace(known or Activity(way=way, name=name), **values)
    if not importing.check(row, check_activity(activity)):
        return None
    stored = importing.put(row, activities, activity, "name")
    if stored is None:
        return None
    if "organisations" in row.values:
        _take_part(importing, row, stored)
    return known is None


def _take_part(importing: Importing, row: Row, activity: Activity) -> None:
    """The row's list is the whole list: who is not on it any more is taken off."""
    participations = importing.plan.participations
    before = {p.organisation_id: p for p in participations.where("activity_id", activity.id)}
    named = [importing.referred(row, "organisations", code) for code in row.texts("organisations")]
    after = {organisation.id for organisation in named if organisation is not None}
    for organisation_id in after - before.keys():
        participations.put(Participation(activity_id=activity.id, organisation_id=organisation_id))
    for organisation_id in before.keys() - after:
        participations.remove(before[organisation_id])
