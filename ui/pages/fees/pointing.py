"""Where each problem of a year's fees is put right."""

from collections.abc import Sequence

from loti_admin.errors import Problem
from ui.dialogs.problems import Pointed
from ui.pages.fees.rows import FeesView


def pointed_problems(view: FeesView, problems: Sequence[Problem]) -> list[Pointed]:
    """Each with the link to its record: the service to decide about, the organisation, the prices."""
    services = {decision.service: decision.service_id for decision in view.decisions}
    waiting = {
        row.code: (row.charge.service, services[row.charge.service])
        for row in view.rows
        if row.decide and row.charge and row.charge.service in services
    }
    organisations = {o.code: o for o in view.fees.inputs.organisations}
    pointed = []
    for problem in problems:
        found = organisations.get(problem.code)
        if not problem.code:
            one = Pointed(problem, "Show the prices", f"schedule/{view.year}")
        elif problem.blocks and problem.code in waiting:
            service, id = waiting[problem.code]
            one = Pointed(problem, f"Show {service}", f"service/{id}")
        elif found is None:
            one = Pointed(problem)
        else:
            one = Pointed(problem, f"Show {found.display_name}", f"organisation/{found.id}")
        pointed.append(one)
    return pointed
