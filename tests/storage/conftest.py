from collections.abc import Iterator
from pathlib import Path

import pytest

from loti_admin.storage.lock import Who
from tests.storage.shop import Clock, Shop, a_good, a_maker

ANN = Who("Ann Example", "PC-14")


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A register in memory."""
    with Shop.in_memory(who=ANN, clock=Clock()) as shop:
        yield shop


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a register of this test may be."""
    return tmp_path / "Shop.loti"


@pytest.fixture
def filed(path: Path) -> Iterator[Shop]:
    """A new register in a file, open."""
    with Shop.create(path, who=ANN, clock=Clock()) as shop:
        yield shop


@pytest.fixture
def closed(path: Path) -> Path:
    """A register in a file with a few entries, closed in order."""
    with Shop.create(path, who=ANN, clock=Clock()) as shop:
        a_maker(shop)
        a_good(shop)
    return path
