"""How fast documents become files: `python benchmarks/documents.py [COUNT]`, 1,000 unless said.

Prints the median of several rounds for each step of one document, then the rate of a whole run in files a second and
how much memory it needed. Half of the documents are credit notes; all carry their data.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from loti_admin.documents.e_invoice.cii import cii_xml
from loti_admin.documents.e_invoice.rules import check_e_invoice
from loti_admin.documents.e_invoice.ubl import ubl_xml
from loti_admin.documents.files import write_documents
from loti_admin.documents.invoice_pdf import render_document
from loti_admin.documents.look import DRAFT
from loti_admin.domain.invoices import Document
from tests.documents.builders import a_credit_note, a_document, many_lines

STEPS: dict[str, Callable[[], object]] = {
    "rules before issue": lambda: check_e_invoice(a_document()),
    "data (CII)": lambda: cii_xml(a_document()),
    "data (UBL)": lambda: ubl_xml(a_document()),
    "draft, one page": lambda: render_document(a_document(number=""), look=DRAFT),
    "invoice with data, one page": lambda: render_document(a_document()),
    "credit note with data, one page": lambda: render_document(a_credit_note()),
    "invoice with data, three pages": lambda: render_document(a_document(lines=many_lines(30))),
}


def documents(count: int) -> list[Document]:
    """Every second one a credit note, as in a year that went badly."""
    return [
        a_credit_note(number=f"LOTI-CN-2026-{number:04d}")
        if number % 2
        else a_document(number=f"LOTI-2026-{number:04d}")
        for number in range(1, count + 1)
    ]


def median_milliseconds(work: Callable[[], object], rounds: int = 50) -> float:
    work()  # the first time loads fonts and libraries
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken) * 1000


def peak_megabytes() -> float:
    """Linux counts in kilobytes, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    for name, work in STEPS.items():
        print(f"{name:34} {median_milliseconds(work):7.2f} ms")
    made = documents(count)
    before, rates = peak_megabytes(), []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            write_documents(made, Path(folder))
            rates.append(count / (time.perf_counter() - begun))
    print(f"{count} files: median {statistics.median(rates):.0f} a second")
    print(
        f"memory at most {peak_megabytes():.0f} MB, {peak_megabytes() - before:.0f} MB of it since the run began"
    )


if __name__ == "__main__":
    main()
