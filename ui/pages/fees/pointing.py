"""Where each problem of a year's fees is put right."""

from loti_admin.errors import Problem
from loti_admin.storage.register import Register
from ui.dialogs.problems import Pointed
from ui.pages.fees.rows import FeesView


def pointed_problems(register: Register, view: FeesView) -> list[Pointed]:
    """Every problem with the link to its record: the service to decide about, the organisation, the prices."""
    services = {decision.service: decision.service_id for decision in view.decisions}
    return [_pointed(register, view, services, problem) for problem in view.fees.run.problems]


def _pointed(
    register: Register, view: FeesView, services: dict[str, int], problem: Problem
) -> Pointed:
    if not problem.code:
        return Pointed(problem, "Show the prices", f"schedule/{view.year}")
    for row in view.rows:
        service = row.charge.service if row.charge and row.code == problem.code else ""
        if row.decide and problem.blocks and service in services:
            return Pointed(problem, f"Show {service}", f"service/{services[service]}")
    found = register.organisations.first(code=problem.code)
    if found is None:
        return Pointed(problem)
    return Pointed(problem, f"Show {found.display_name}", f"organisation/{found.id}")
