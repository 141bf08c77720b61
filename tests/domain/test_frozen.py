"""Frozen text: every record of the domain comes back the same, and the same record always has the same text."""

import dataclasses
import types
import typing
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loti_admin.domain.calculation import calculate_fees
from loti_admin.domain.charges import Charge, FeeRun
from loti_admin.domain.fees import FeeSchedule, ProRata
from loti_admin.domain.frozen import canonical, digest, from_text
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.invoices import Line
from loti_admin.domain.money import ZERO, Money
from loti_admin.storage.register import Register
from loti_admin.storage.repository import Repository
from tests.builders import YEAR, a_council, a_document, a_schedule, inputs
from tests.domain.strategies import amounts, days

st.register_type_strategy(Money, amounts())
st.register_type_strategy(date, days())
st.register_type_strategy(datetime, st.datetimes(datetime(1995, 1, 1), datetime(2190, 1, 1)))
st.register_type_strategy(
    Decimal, st.decimals(-1_000, 1_000, places=2, allow_nan=False, allow_infinity=False)
)


def records() -> list[type]:
    """What is frozen as text: the inputs and outcome of a calculation, what a register keeps, and what these hold."""
    with Register.in_memory() as register:
        kept = [r.record for r in vars(register).values() if isinstance(r, Repository)]
    found: set[type] = set()
    waiting: list[Any] = [FeeInputs, FeeRun, *kept]
    while waiting:
        kind = waiting.pop()
        if dataclasses.is_dataclass(kind) and kind not in found:
            found.add(kind)
            waiting += typing.get_type_hints(kind).values()
        waiting += typing.get_args(kind)
    return sorted(found - {Money}, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", records(), ids=lambda kind: kind.__name__)
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_record_comes_back_from_its_text(kind: type[Any], data: st.DataObject) -> None:
    record = data.draw(st.from_type(kind))
    text = canonical(record)
    again = from_text(kind, text)
    assert again == record
    assert canonical(again) == text


@pytest.mark.parametrize(
    "record",
    [
        a_schedule(standard=ZERO, shared_it=ZERO, contribution=ZERO, vat_rate=Decimal(0)),
        Line(description="", quantity=0, unit_price=ZERO, vat_rate=None),
        replace(inputs(), vat_rates=(), organisations=(), memberships=()),
        replace(a_council("Łódź and Ŵern"), name="", address=""),
    ],
    ids=["schedule", "line", "inputs", "council"],
)
def test_an_empty_value_is_not_taken_for_a_default_that_is_not_empty(record: Any) -> None:
    assert from_text(type(record), canonical(record)) == record


def test_a_calculated_run_comes_back_whole() -> None:
    run = calculate_fees(inputs())
    assert from_text(FeeRun, canonical(run)) == run
    assert from_text(Charge, canonical(run.charges[0])) == run.charges[0]


def test_frozen_inputs_give_the_same_run_again() -> None:
    given_inputs = inputs()
    again = from_text(FeeInputs, canonical(given_inputs))
    assert calculate_fees(again) == calculate_fees(given_inputs)


def test_the_text_is_one_line_of_sorted_keys_with_letters_as_they_are() -> None:
    text = canonical(a_schedule(pro_rata=ProRata.DAYS))
    assert text == (
        '{"charge_date":"2026-07-01","contribution":10000000,"pro_rata":"days","shared_it":2250000,'
        f'"standard":3000000,"year":"{YEAR}"}}'
    )
    assert "Łódź" in canonical(a_council("Łódź"))


def test_a_change_of_one_penny_changes_the_hash() -> None:
    one = a_schedule()
    other = replace(one, standard=one.standard + Money(1))
    assert digest(canonical(one)) != digest(canonical(other))
    assert digest(canonical(one)) == digest(canonical(a_schedule()))
    assert len(digest("")) == 64


def test_a_field_of_a_later_version_changes_no_earlier_hash() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Before:
        name: str

    def with_field(default: object) -> type:
        body = {"__annotations__": {"name": str, "later": type(default)}, "later": default}
        return dataclass(frozen=True, kw_only=True)(
            types.new_class("After", exec_body=lambda ns: ns.update(body))
        )

    for default in ("", 0, False, None, (), ZERO, Decimal(0)):
        after = with_field(default)(name="Camden")
        assert canonical(after) == canonical(Before(name="Camden"))


def test_an_older_text_takes_the_default_of_a_field_it_does_not_have() -> None:
    schedule = from_text(FeeSchedule, '{"year":"2026-27","charge_date":"2026-07-01"}')
    assert schedule == a_schedule()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", "null", "{}", '{"colour":"blue"}', '{"year":7}']
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_text(FeeSchedule, text)


def test_documents_are_frozen_with_all_that_is_printed() -> None:
    text = canonical(a_document())
    for printed in ("LOTI-2026-0001", "London Borough of Camden", "GB 000 0000 00", "3000000"):
        assert printed in text
