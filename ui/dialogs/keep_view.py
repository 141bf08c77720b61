"""A name for the list as it is arranged now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from loti_admin.errors import Invalid, Problem
from ui.kit.dialog import FormDialog
from ui.kit.fields import TextField
from ui.kit.form import RecordForm


@dataclass(frozen=True, slots=True)
class _Named:
    name: str


def keep_view_dialog(
    known: Sequence[str], keep: Callable[[str], object], parent: QWidget
) -> FormDialog[_Named]:
    """`known` are the names there are; one of them is taken again only when it is typed twice."""
    field = TextField(
        key="name",
        label="Name of the view",
        hint="Columns, their order, sorting and what is filtered are kept under it.",
        required="Type a name for the view.",
        max_length=60,
    )
    form: RecordForm[_Named] = RecordForm((field,))
    form.load(_Named(""))
    warned: set[str] = set()

    def save(named: _Named) -> None:
        name = named.name.strip()
        taken = name.casefold() in {other.casefold() for other in known}
        if taken and name.casefold() not in warned:
            warned.add(name.casefold())
            message = f"There is a view {name}. Press Keep view again to replace it."
            raise Invalid([Problem(message, field="name")])
        keep(name)

    return FormDialog("Keep this view", form, "Keep view", save, parent, width=480)
