"""What is said before issue, so that nothing comes out as a box or too small to read."""

import pytest

from loti_admin.documents.fonts import REGULAR, SEMIBOLD, load_faces, unprintable
from loti_admin.documents.printable import check_printable
from loti_admin.domain.invoices import DocumentKind
from tests.documents.builders import a_document, a_line, a_request, a_supplier


def test_both_faces_hold_the_same_characters_and_equally_wide_digits() -> None:
    faces = load_faces()
    assert set(faces[REGULAR]) == set(faces[SEMIBOLD])
    for widths in faces.values():
        assert len({widths[digit] for digit in "0123456789−"}) == 1


def test_names_of_london_and_its_people_can_be_printed() -> None:
    assert [] == unprintable(["Łódź £ € − ≤ → ✓ é", "Ŵernlas Ŷ · “x” – —", "e\u0301\u2011\u00ad"])


def test_what_cannot_be_printed_is_named_once() -> None:
    found = unprintable(["Hello 😀", "漢😀", "\ud800"])
    assert found == ["😀 (grinning face)", "漢 (cjk unified ideograph-6f22)", "U+D800"]


def test_the_same_text_is_named_as_often_as_it_is_asked_about() -> None:
    assert unprintable(["Hello 😀"]) == unprintable(["Hello 😀"]) == ["😀 (grinning face)"]


def test_a_usual_document_is_all_right() -> None:
    assert check_printable(a_document()) == []
    assert check_printable(a_document(number="")) == []
    assert check_printable(a_request()) == []
    assert check_printable(a_document(kind=DocumentKind.NONE, customer_name="😀")) == []


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"buyer_reference": "Digital 😀"},
            "buyer_reference",
            "Fairmead: the buyer reference holds 😀 (grinning face), which the documents cannot print. Take it out.",
        ),
        (
            {"customer_address": "\n".join("123456789")},
            "customer_address",
            "Fairmead: the address takes 10 lines, but the envelope's window shows 8. Shorten it.",
        ),
        (
            {"purchase_order": "4500 " * 60},
            "purchase_order",
            "Fairmead: the purchase order's number is too long to be read on the page. Shorten it.",
        ),
        (
            {"buyer_reference": "cost centre " * 40},
            "buyer_reference",
            "Fairmead: the buyer reference is too long to be read beside the address. Shorten it.",
        ),
        (
            {"lines": (a_line(), a_line(working="漢"))},
            "lines",
            "Fairmead: line 2 holds 漢 (cjk unified ideograph-6f22), which the documents cannot print. Take it out.",
        ),
        (
            {"supplier": a_supplier(bank_name="B😀nk")},
            "bank name",
            "Fairmead: the bank's name holds 😀 (grinning face), which the documents cannot print. Take it out.",
        ),
    ],
)
def test_a_problem_says_what_and_where(
    changes: dict[str, object], field: str, message: str
) -> None:
    (problem,) = check_printable(a_document(**changes))
    assert (field, message, "E09000099") == (problem.field, problem.message, problem.code)
    assert problem.blocks


def test_a_name_an_address_of_seven_lines_and_a_postcode_fit_the_window() -> None:
    address = "\n".join(f"Address line {n}" for n in range(1, 8))
    assert check_printable(a_document(customer_address=address)) == []
