"""The check of everything, away from the window: on a copy in memory, which is made while the window answers."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from loti_admin.errors import LotiError
from loti_admin.services.checks import check_content, check_register
from loti_admin.storage.copies import Content, content_of
from loti_admin.storage.integrity import CheckResult
from ui.errors import show
from ui.session import Session


def check_away(
    session: Session, parent: QWidget, done: Callable[[list[CheckResult]], object]
) -> None:
    """Run every check and give what was found; what hinders it is told on `parent`."""
    register = session.register
    path = register.path
    if path is None:
        done(check_register(register))
        return

    def failed(error: LotiError) -> None:
        show(error, parent)

    def check(content: Content) -> None:
        session.tasks.start(
            lambda _progress: check_content(content, path), done, "Checking the register", failed
        )

    session.reader.read(("content", parent), lambda: content_of(register), check, parent)
