import sys
from collections.abc import Iterator
from threading import Event, get_ident

import pytest

from loti_admin.errors import Cancelled, FileTrouble, LotiError
from ui.tasks import Progress, TaskRunner


@pytest.fixture
def runner(qapp) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_result_comes_back_here(runner: TaskRunner, qtbot) -> None:
    results: list[tuple[int, int]] = []
    with qtbot.waitSignal(runner.finished):
        runner.start(
            lambda progress: get_ident(),
            lambda there: results.append((there, get_ident())),
            "Making PDFs",
        )
    [(there, here)] = results
    assert here == get_ident()
    assert there != here
    assert not runner.is_busy()


def test_progress_is_counted_and_the_last_step_is_always_told(runner: TaskRunner, qtbot) -> None:
    steps: list[tuple[int, int]] = []
    titles: list[str] = []
    runner.progressed.connect(lambda done, total: steps.append((done, total)))
    runner.started.connect(titles.append)

    def work(progress: Progress) -> None:
        for done in range(501):
            progress(done, 500)

    with qtbot.waitSignal(runner.finished):
        runner.start(work, lambda _: None, "Making PDFs")
    assert ["Making PDFs"] == titles
    assert (0, 500) == steps[0]
    assert (500, 500) == steps[-1]
    assert len(steps) < 100


def test_cancelled_work_stops_at_its_next_step(runner: TaskRunner, qtbot) -> None:
    begun, seen = Event(), []
    failed: list[LotiError] = []

    def work(progress: Progress) -> None:
        for done in range(10_000):
            progress(done, 10_000)
            begun.set()
            Event().wait(0.001)

    with qtbot.waitSignal(runner.finished):
        runner.start(work, seen.append, "Making PDFs", failed.append)
        assert begun.wait(5)
        runner.cancel()
    assert [] == seen
    assert [Cancelled] == [type(error) for error in failed]


def test_one_piece_of_work_waits_for_the_other(runner: TaskRunner, qtbot) -> None:
    order: list[str] = []
    with qtbot.waitSignals([runner.finished, runner.finished]):
        runner.start(lambda progress: "first", order.append, "First")
        runner.start(lambda progress: "second", order.append, "Second")
    assert ["first", "second"] == order


def test_a_refusal_goes_to_whoever_started_the_work(runner: TaskRunner, qtbot) -> None:
    failed: list[LotiError] = []

    def work(progress: Progress) -> None:
        raise FileTrouble("Close fees.xlsx in Excel and try again.")

    with qtbot.waitSignal(runner.finished):
        runner.start(work, lambda _: None, "Exporting", failed.append)
    assert ["Close fees.xlsx in Excel and try again."] == [str(error) for error in failed]


def test_a_refusal_that_nobody_takes_is_told_by_the_runner(runner: TaskRunner, qtbot) -> None:
    def work(progress: Progress) -> None:
        raise FileTrouble("The disk is full.")

    with qtbot.waitSignal(runner.trouble) as told:
        runner.start(work, lambda _: None, "Exporting")
    assert "The disk is full." == str(told.args[0])


def test_a_fault_of_ours_goes_to_the_excepthook(runner: TaskRunner, qtbot, monkeypatch) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))
    with qtbot.waitSignal(runner.finished):
        runner.start(lambda progress: 1 // 0, lambda _: None, "Exporting")
    assert [ZeroDivisionError] == caught


def test_closing_stops_the_work_and_takes_no_more(qtbot) -> None:
    runner = TaskRunner()
    begun, done = Event(), []

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress(0, 1)
            Event().wait(0.001)

    runner.start(work, done.append, "Making PDFs")
    assert begun.wait(5)
    runner.close()
    runner.close()
    assert [] == done
    with pytest.raises(RuntimeError):
        runner.start(work, done.append, "Making PDFs")
