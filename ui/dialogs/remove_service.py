"""The question before a shared IT service is taken out of the register, with what it does to the fees."""

from PySide6.QtWidgets import QWidget

from loti_admin.domain.shared_it import SharedService
from loti_admin.services.shared_it import remove_service
from loti_admin.services.what_if import effect_of
from ui.effect_view import EffectView
from ui.errors import reporting
from ui.kit.dialog import ConfirmDialog
from ui.session import Session


def remove_service_dialog(
    session: Session, service: SharedService, parent: QWidget
) -> ConfirmDialog:
    """Asks, and removes the service with its councils' days in it. Raises Refused where it cannot be removed."""

    def remove() -> None:
        with reporting(parent):
            remove_service(session.register, service)
            session.say(f"{service.name} removed", undo=True)

    register = session.register
    effect = effect_of(register, session.year, lambda: remove_service(register, service))
    dialog = ConfirmDialog(
        f"Remove {service.name}?",
        "Remove the service",
        remove,
        parent,
        sentence="Its councils' days in it are removed too, for past years as well. To keep the past, give each "
        "council a last day instead. Undo brings it back.",
        not_now="Keep it",
        danger=True,
        width=600,
    )
    view = EffectView()
    view.show_effect(effect, session.year)
    dialog.body.addWidget(view)
    return dialog
