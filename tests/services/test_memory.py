"""A result is kept as long as what it was worked out from is the same."""

import gc
from datetime import date
from weakref import ref

from loti_admin.domain.money import Money
from loti_admin.services.chasing import aged_list
from loti_admin.services.memory import Memory
from loti_admin.services.receipts import books_on, record_receipt
from tests.builders import CHARGE_DATE
from tests.office import Office

ON = date(2026, 9, 1)


def test_a_result_is_worked_out_once_for_the_same_records() -> None:
    office, other = Office("Camden"), Office("Camden")
    memory: Memory[int] = Memory()
    made: list[int] = []

    def work_out() -> int:
        made.append(len(made))
        return made[-1]

    assert 0 == memory.find(office.register, "2026", (1, "a"), work_out)
    assert 0 == memory.find(office.register, "2026", (1, "a"), work_out)
    assert 1 == memory.find(office.register, "2026", (2, "a"), work_out)
    assert 2 == memory.find(office.register, "2027", (2, "a"), work_out)
    assert 3 == memory.find(other.register, "2027", (2, "a"), work_out)


def test_of_thousands_of_records_only_the_very_same_count_as_the_same() -> None:
    class Record:
        def __eq__(self, other: object) -> bool:
            raise AssertionError("what a record holds is not compared")

        __hash__ = None  # type: ignore[assignment]

    office, memory = Office("Camden"), Memory[int]()
    made = iter(range(3))
    records = [Record() for _ in range(1_000)]
    for expected, given in ((0, records), (0, list(records)), (1, records[1:])):
        assert expected == memory.find(office.register, None, (given,), lambda: next(made))
    assert 2 == memory.find(office.register, None, ([Record(), *records[2:]],), lambda: next(made))


def test_a_closed_register_lets_go_of_its_results_at_once() -> None:
    class Result:
        pass

    office, memory = Office("Camden"), Memory[Result]()
    held = ref(memory.find(office.register, None, (), Result))
    # What the collector passes over from now on goes only if nobody holds it any more.
    gc.freeze()
    try:
        assert held() is not None
        office.register.close()
        assert held() is None
    finally:
        gc.unfreeze()


def test_what_is_owed_follows_each_booking_and_its_undo() -> None:
    office = Office("Barnet", "Camden")
    office.approve()
    (first, _) = office.issue(CHARGE_DATE)
    office.today = office.today.replace(month=9)
    register = office.register

    def owed() -> str:
        return aged_list(register, ON).total.due.text

    assert "£72,000.00" == owed()
    assert aged_list(register, ON) is aged_list(register, ON)
    assert books_on(register, ON) is books_on(register, ON)
    record_receipt(register, date(2026, 8, 1), Money.pounds(36_000), first.number)
    assert "£36,000.00" == owed()
    register.undo()
    assert "£72,000.00" == owed()
    assert "£0.00" == aged_list(register, date(2026, 6, 30)).total.due.text
