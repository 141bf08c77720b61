"""Registers with flipped bits, holes and missing ends: found or harmless, never a crash, never written to."""

import random
from collections.abc import Iterator
from pathlib import Path

from tests.commands.conftest import Run

FILES = 60
YEAR = ("--year", "2026-27")


def damaged(sound: bytes) -> Iterator[bytes]:
    """The same each time: bits flipped, stretches wiped, the end cut off, the table of contents scribbled on."""
    chance = random.Random(1)
    for number in range(FILES):
        data = bytearray(sound)
        place, length = chance.randrange(100, len(data)), chance.choice((16, 512, 4096))
        match number % 4:
            case 0:
                for _ in range(chance.choice((1, 5, 50))):
                    data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
            case 1:
                data[place : place + length] = bytes(len(data[place : place + length]))
            case 2:
                del data[place:]
            case _:
                for _ in range(5):
                    data[chance.randrange(100, 2000)] = chance.randrange(256)
        yield bytes(data)


def test_damage_is_found_in_one_sentence_or_does_no_harm(run: Run, issued: Path) -> None:
    sound_bytes = issued.read_bytes()
    fees = run("fees", issued, *YEAR, "--json").out
    found = 0
    for data in damaged(sound_bytes):
        issued.write_bytes(data)
        shown, checked = run("fees", issued, *YEAR, "--json"), run("check", issued)
        for done in (shown, checked):
            assert "mistake of its own" not in done.err
            assert done.status == len(done.err.splitlines())
        # What a command shows in spite of damage is right, or else the check finds it.
        assert shown.status or checked.status or fees == shown.out
        assert data == issued.read_bytes()
        found += checked.status
    assert found > FILES // 2
