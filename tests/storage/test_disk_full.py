"""A disk that fills up at any page of a write: a sentence, nothing changed, and the register goes on."""

from dataclasses import replace

import pytest

from loti_admin.errors import FileTrouble
from tests.storage.shop import Good, Shop, a_good, dump

LARGE = ("x" * 3_000,)


def limit(shop: Shop, pages: int | None) -> None:
    """Let the file grow by so many pages and no more; None for as far as it likes."""
    (now,) = shop.connection.execute("PRAGMA page_count").fetchone()
    most = 1_000_000 if pages is None else now + pages
    shop.connection.execute(f"PRAGMA max_page_count={most}").fetchone()


def many_changes(shop: Shop, good: Good) -> None:
    with shop.write("Change a lot"):
        shop.goods.save(replace(good, tags=LARGE * 3))
        for number in range(4):
            shop.goods.add(Good(name=f"good {number}", tags=LARGE))


def test_a_full_disk_at_any_page_changes_nothing(filed: Shop) -> None:
    good = a_good(filed)
    before = dump(filed)
    refused = 0
    for pages in range(60):
        limit(filed, pages)
        try:
            many_changes(filed, good)
        except FileTrouble as error:
            refusal = str(error)
        else:
            break
        refused += 1
        limit(filed, None)
        assert refusal.startswith("The disk is full, so nothing was changed in")
        assert dump(filed) == before
        assert filed.undo_label == "Add Chair"
    assert refused > 5

    assert filed.goods.count() == 5
    limit(filed, None)
    filed.undo()
    assert filed.goods.all() == [good]
    filed.close()
    with Shop.open(str(filed.path)) as shop:
        assert all(result.ok for result in shop.run_checks())


def test_a_full_disk_during_undo_leaves_it_to_be_undone_later(filed: Shop) -> None:
    good = a_good(filed)
    many_changes(filed, good)
    before = dump(filed)
    limit(filed, 0)

    with pytest.raises(FileTrouble, match="disk is full"):
        filed.undo()

    assert (filed.undo_label, filed.redo_label) == ("Change a lot", None)
    limit(filed, None)
    assert dump(filed) == before
    filed.undo()
    assert filed.goods.all() == [good]


def test_a_full_disk_that_the_caller_overlooks_still_stops_the_write(filed: Shop) -> None:
    """A full disk ends the transaction under our feet; what came after it would be committed row by row."""
    good = a_good(filed)
    before = dump(filed)

    def overlook() -> None:
        with filed.write("Outer"):
            try:
                many_changes(filed, good)
            except Exception:
                filed.connection.execute("ROLLBACK") if filed.connection.in_transaction else None
            filed.goods.add(Good(name="after"))

    limit(filed, 3)
    with pytest.raises(FileTrouble, match="disk gave out"):
        overlook()

    limit(filed, None)
    assert dump(filed) == before
