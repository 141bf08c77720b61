"""The files themselves: fonts, colours, the same bytes each time, and how lines are spread over pages."""

import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from loti_admin.documents.invoice_pdf import render_document
from loti_admin.documents.look import DRAFT, ISSUED, Look, pro_forma
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money, total
from tests.documents import reading
from tests.documents.builders import a_credit_note, a_document, a_line, a_request, many_lines

EVERY_KIND = [
    pytest.param(a_document(), ISSUED, id="invoice"),
    pytest.param(a_credit_note(), ISSUED, id="credit note"),
    pytest.param(a_request(), ISSUED, id="request"),
    pytest.param(a_document(number=""), DRAFT, id="draft"),
    pytest.param(a_credit_note(number=""), DRAFT, id="draft credit note"),
    pytest.param(a_request(number=""), DRAFT, id="draft request"),
    pytest.param(
        a_document(number=""), pro_forma(date(2026, 5, 4), date(2026, 6, 15)), id="pro forma"
    ),
    pytest.param(a_document(lines=many_lines(60)), ISSUED, id="several pages"),
]


@pytest.mark.parametrize(("document", "look"), EVERY_KIND)
def test_only_the_two_faces_are_in_the_file_and_both_are_embedded(
    document: Document, look: Look
) -> None:
    pdf = render_document(document, look=look)
    found = reading.fonts(pdf)
    names = {name.split("+")[1] for name in found}
    assert names == {"SourceSansPro-Regular", "SourceSansPro-Semibold"}
    assert all("/FontFile2" in descriptor for descriptor in found.values())
    assert b"Helvetica" not in pdf


@pytest.mark.parametrize(("document", "look"), EVERY_KIND)
def test_there_are_no_links_and_all_colours_are_rgb(document: Document, look: Look) -> None:
    reader = PdfReader(BytesIO(render_document(document, look=look)))
    for page in reader.pages:
        assert "/Annots" not in page
        operators = {operator for _, operator in page.get_contents().operations}  # type: ignore[union-attr]
        assert not operators & {b"k", b"K", b"g", b"G", b"cs", b"CS", b"sc", b"SC"}
        assert [0, 0] == page.mediabox[:2]
        assert (210, 297) == tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:])


@pytest.mark.parametrize(("document", "look"), EVERY_KIND)
def test_the_same_document_gives_the_same_bytes(document: Document, look: Look) -> None:
    assert render_document(document, look=look) == render_document(document, look=look)


def test_the_bytes_are_the_same_in_another_process_and_on_another_day() -> None:
    program = (
        "import hashlib, sys\n"
        "from loti_admin.documents.invoice_pdf import render_document\n"
        "from tests.documents.builders import a_document, many_lines\n"
        "print(hashlib.sha256(render_document(a_document(lines=many_lines(30)))).hexdigest())"
    )
    root = Path(__file__).parents[2]
    seeds = [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"},
    ]
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, **seed},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in seeds
    }
    assert len(found) == 1


def test_another_document_gives_other_bytes() -> None:
    assert render_document(a_document()) != render_document(a_document(number="LOTI-2026-0015"))


def test_title_author_subject_and_date_come_from_the_document() -> None:
    information = PdfReader(BytesIO(render_document(a_document()))).metadata
    assert information is not None
    assert information.title == "VAT invoice LOTI-2026-0014"
    assert information.author == "London Councils"
    assert information.subject is not None
    assert "London Borough of Fairmead" in information.subject
    assert information.creation_date is not None
    assert information.creation_date.date() == date(2026, 7, 1)


def _carried(page: str, label: str) -> list[str]:
    return [
        line.removeprefix(label).strip() for line in page.splitlines() if line.startswith(label)
    ]


def test_sums_are_carried_from_page_to_page() -> None:
    document = a_document(lines=many_lines(60))
    pages = reading.pages(render_document(document))
    assert len(pages) == 5
    so_far = Money(0)
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of 5" in page
        assert "Example: invented data" in page
        rows = [line for line in page.splitlines() if line.startswith("Course number")]
        assert _carried(page, "Brought forward") == ([] if number == 1 else [str(so_far)])
        so_far += total(Money.pounds(int(row.split()[2])) for row in rows)
        assert _carried(page, "Carried forward") == ([str(so_far)] if number < 5 else [])
        assert ("Total to pay" in page) == (number == 5)
        assert ("How to pay" in page) == (number == 5)
        if number > 1:
            assert "VAT invoice LOTI-2026-0014" in page
    assert so_far == document.net
    assert len(rows) >= 3


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (3, 1), (4, 2), (22, 3)])
def test_an_invoice_takes_as_many_pages_as_its_lines_need(count: int, pages: int) -> None:
    assert len(reading.pages(render_document(a_document(lines=many_lines(count))))) == pages


@pytest.mark.parametrize(("count", "needed"), [(5, 1), (6, 2), (30, 2), (31, 3), (55, 3), (60, 4)])
def test_many_short_lines_fill_the_pages(count: int, needed: int) -> None:
    lines = tuple(a_line(description=f"Line {n}", working="") for n in range(count))
    pages = reading.pages(render_document(a_document(lines=lines)))
    assert len(pages) == needed
    assert [f"Line {n} " in " ".join(pages) for n in range(count)] == [True] * count


def test_a_line_of_forty_lines_is_broken_between_two_of_them() -> None:
    text = "\n".join(f"Part {n} of the description" for n in range(40))
    pages = reading.pages(render_document(a_document(lines=(a_line(description=text),))))
    assert len(pages) == 2
    read = " ".join(pages)
    assert [f"Part {n} of the description" in read for n in range(40)] == [True] * 40
    assert read.count("30,000.00 20%") == 1
    assert "Total to pay" in pages[-1]
    assert pages[-1].count("of the description") >= 3
