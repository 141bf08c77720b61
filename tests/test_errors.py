"""Why the system refused a file, in words that help."""

import errno
import os
from pathlib import Path

import pytest

from loti_admin.errors import FileTrouble, reason_of
from loti_admin.services.bank_import import read_file
from loti_admin.services.letterhead import read_logo
from tests.office import Office


def test_what_is_common_is_said_in_our_own_words() -> None:
    assert "the disk is full" == reason_of(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))


def test_what_is_rare_keeps_the_words_of_the_system() -> None:
    assert "Too many levels" == reason_of(OSError(errno.ELOOP, "Too many levels"))
    assert "without a number" == reason_of(OSError("without a number"))


def test_a_folder_in_the_place_of_a_file_is_named_as_one(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="it is a folder") as bank:
        read_file(Office("Camden").register, tmp_path)
    assert str(tmp_path) in str(bank.value)
    with pytest.raises(FileTrouble, match="it is a folder"):
        read_logo(tmp_path)
