"""What an import would do, worked out on records in memory, so that a dry run and a refused workbook write nothing."""

import dataclasses
from collections.abc import Callable
from itertools import count
from typing import Any, Generic

from loti_admin.storage.codec import T
from loti_admin.storage.register import Register
from loti_admin.storage.repository import Repository

Ids = dict[int, int]


class PlannedTable(Generic[T]):
    """One table as it would be after the import. New records have ids below 0 until the plan is carried out."""

    def __init__(self, repository: Repository[T], plan: "ImportPlan") -> None:
        self._repository, self._plan = repository, plan
        self._stored = {record.id: record for record in repository.all()}
        self._records = dict(self._stored)
        self._indexes: dict[str, dict[object, dict[int, T]]] = {}
        plan.tables.append(self)

    def all(self) -> list[T]:
        return list(self._records.values())

    def get(self, id: int) -> T:
        return self._records[id]

    def where(self, field: str, value: object) -> list[T]:
        """The records with this value in a field, texts in any case; quick for thousands of rows."""
        if field not in self._indexes:
            index: dict[object, dict[int, T]] = {}
            for record in self._records.values():
                index.setdefault(_key(getattr(record, field)), {})[record.id] = record
            self._indexes[field] = index
        return list(self._indexes[field].get(_key(value), {}).values())

    def put(self, record: T) -> T:
        """Add a record (id 0) or change the one with its id; nothing is counted if it is as it was."""
        if record.id == 0:
            record = dataclasses.replace(record, id=-next(self._plan.counter))
        before = self._records.get(record.id)
        if before != record:
            self._records[record.id] = record
            self._index(before, record)
            self._plan.changes += 1
        return record

    def remove(self, record: T) -> None:
        self._index(self._records.pop(record.id), None)
        self._plan.changes += 1

    def _index(self, before: T | None, after: T | None) -> None:
        for field, index in self._indexes.items():
            if before is not None:
                del index[_key(getattr(before, field))][before.id]
            if after is not None:
                index.setdefault(_key(getattr(after, field)), {})[after.id] = after

    def carry_out(self, ids: Ids) -> None:
        """Write what differs from the register; `ids` maps the planned ids of new records to the stored ones."""
        for id in self._stored.keys() - self._records.keys():
            self._repository.remove(id)
        for id, record in self._records.items():
            if id > 0:
                if record != self._stored[id]:
                    self._repository.save(_with_stored_ids(record, ids))
                continue
            stored = self._repository.add(dataclasses.replace(_with_stored_ids(record, ids), id=0))
            ids[id] = stored.id


class ImportPlan:
    """The register's tables as an import would leave them, and what is to be done besides."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.counter = count(1)
        self.changes = 0
        # In the order in which they are written: a record after those that it belongs to.
        self.tables: list[PlannedTable[Any]] = []
        self._later: list[Callable[[Ids], None]] = []
        self.settings = PlannedTable(register.settings, self)
        self.organisations = PlannedTable(register.organisations, self)
        self.memberships = PlannedTable(register.memberships, self)
        self.people = PlannedTable(register.people, self)
        self.contacts = PlannedTable(register.contacts, self)
        self.objections = PlannedTable(register.newsletter_objections, self)
        self.services = PlannedTable(register.services, self)
        self.service_members = PlannedTable(register.service_members, self)
        self.fee_schedules = PlannedTable(register.fee_schedules, self)
        self.adjustments = PlannedTable(register.adjustments, self)
        self.purchase_orders = PlannedTable(register.purchase_orders, self)
        self.grants = PlannedTable(register.grants, self)
        self.budget_lines = PlannedTable(register.budget_lines, self)
        self.activities = PlannedTable(register.activities, self)
        self.participations = PlannedTable(register.participations, self)

    def later(self, work: Callable[[Ids], None]) -> None:
        """Something that another service writes, after the tables; it is given the ids of new records."""
        self._later.append(work)
        self.changes += 1

    def carry_out(self) -> None:
        """Write everything. Inside a write."""
        ids: Ids = {}
        for table in self.tables:
            table.carry_out(ids)
        for work in self._later:
            work(ids)


def _key(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def _with_stored_ids(record: T, ids: Ids) -> T:
    """The record with the planned ids of others that it belongs to replaced by their stored ones."""
    planned = {
        field.name: ids[value]
        for field in dataclasses.fields(record)
        if field.name.endswith("_id") and (value := getattr(record, field.name)) < 0
    }
    return dataclasses.replace(record, **planned) if planned else record
