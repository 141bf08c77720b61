"""What draws is loaded bit by bit, and then is there."""

import sys

import pytest

from loti_admin import pace
from loti_admin.documents.fonts import FACES, load_face
from loti_admin.documents.loading import load_bit_by_bit


def test_between_the_pieces_others_have_their_turn_and_afterwards_all_is_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns: list[None] = []
    monkeypatch.setattr(pace, "turn", lambda: turns.append(None))
    load_bit_by_bit()
    assert len(turns) > len(FACES)
    assert {"pypdf", "pypdfium2", "loti_admin.documents.invoice_pdf"} <= set(sys.modules)
    assert all(load_face(name)["A"] for name in FACES)
