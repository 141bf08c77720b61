"""Whether the window answers: a tick as often as it lets us, and where it was while it did not."""

import signal
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, QTimer

_ROOT = Path(__file__).parents[1]
# Samples are taken this often, in seconds of the processor's time.
_EVERY = 0.004
_DEEPEST = 8


@dataclass
class Act:
    """What was measured of one kind of act, in milliseconds."""

    taken: list[float] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)

    @property
    def line(self) -> str:
        return (
            f"{len(self.taken):6} {statistics.median(self.taken):8.0f} {max(self.taken):8.0f}"
            f" {statistics.median(self.stalls):8.0f} {max(self.stalls):8.0f}"
        )


class Watch(QObject):
    """Measures acts by name; `where` collects the places of stalls over the limit."""

    def __init__(self, clock: Callable[[], float], limit: float, *, where: bool) -> None:
        """`limit` in milliseconds; `where` takes samples, which costs a little of what it measures."""
        super().__init__()
        self.acts: dict[str, Act] = defaultdict(Act)
        self.places: dict[str, Counter[str]] = defaultdict(Counter)
        self._clock, self._limit, self._where = clock, limit, where
        self._samples: list[str] = []
        self._longest, self._last, self._name = 0.0, clock(), ""
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tick)
        if where:
            signal.signal(signal.SIGPROF, self._sample)
            signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)

    def measure(self, name: str, act: Callable[[], object], settle: Callable[[], object]) -> None:
        """One act, and everything that follows from it until `settle` is done."""
        self._name, self._longest, self._last = name, 0.0, self._clock()
        self._samples.clear()
        self._timer.start()
        begun = self._clock()
        act()
        self._tick()
        settle()
        self._tick()
        self._timer.stop()
        self.acts[name].taken.append((self._clock() - begun) * 1000)
        self.acts[name].stalls.append(self._longest)

    def stop(self) -> None:
        """Take no more samples."""
        if self._where:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def over(self) -> list[str]:
        """The acts in which the window once did not answer for longer than the limit."""
        return [name for name, act in self.acts.items() if max(act.stalls) > self._limit]

    def _tick(self) -> None:
        now = self._clock()
        gap, self._last = (now - self._last) * 1000, now
        self._longest = max(self._longest, gap)
        if gap > self._limit:
            self.places[self._name].update(self._samples)
        self._samples.clear()

    def _sample(self, _number: int, frame: FrameType | None) -> None:
        places: list[str] = []
        while frame is not None and len(places) < _DEEPEST:
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(_ROOT / "ui") or path.is_relative_to(_ROOT / "loti_admin"):
                places.append(f"{path.relative_to(_ROOT)}:{frame.f_lineno}")
            frame = frame.f_back
        self._samples.append(" < ".join(places) or "outside")
