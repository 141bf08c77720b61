from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from loti_admin.domain.money import Money
from loti_admin.errors import Invalid, Problem, Severity
from ui.kit.fields import (
    CheckField,
    ChoiceField,
    DateField,
    EmailField,
    MoneyField,
    MultiLineField,
    OptionalDateField,
    PercentField,
    TextField,
    WholeNumberField,
)
from ui.kit.form import RecordForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    postcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    name: str = "Bexley"
    joins: date | None = date(2026, 10, 1)
    leaves: date | None = None
    fee: Money | None = field(default=Money(30_000_00))
    email: str = "a@example.org"
    notes: str = ""
    kind: str = "borough"
    orders: bool = True
    seats: int | None = 3
    vat: Decimal | None = Decimal(20)
    address: Address = field(default_factory=Address)


FIELDS = (
    TextField(key="name", label="Organisation", half=True, required="Type a name."),
    DateField(key="joins", label="Joins on", half=True),
    OptionalDateField(key="leaves", label="Leaves on", half=True),
    MoneyField(key="fee", label="Fee £", half=True),
    EmailField(key="email", label="E-mail"),
    MultiLineField(key="notes", label="Notes"),
    ChoiceField(key="kind", label="Kind", choices=(("borough", "Borough"), ("city", "City"))),
    CheckField(key="orders", label="Needs a purchase order"),
    WholeNumberField(key="seats", label="Seats", maximum=10),
    PercentField(key="vat", label="VAT rate"),
    TextField(key="address.postcode", label="Postcode", hint="Of the invoice address"),
)


@pytest.fixture
def form(qtbot) -> RecordForm[Council]:
    made: RecordForm[Council] = RecordForm(FIELDS)
    qtbot.addWidget(made)
    made.load(Council())
    with qtbot.waitActive(made):
        made.show()
    return made


def type_into(form: RecordForm[Council], key: str, text: str) -> None:
    editor = form.editor(key)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    if not text:
        QTest.keyClick(editor, Qt.Key.Key_Delete)


def test_a_record_comes_back_as_it_was_loaded(form: RecordForm[Council]) -> None:
    assert Council() == form.value()
    assert not form.is_dirty()


def test_what_is_typed_comes_back_as_values(form: RecordForm[Council]) -> None:
    type_into(form, "name", "  London   Borough ")
    type_into(form, "joins", "27 3 2027")
    type_into(form, "leaves", "2028-06-30")
    type_into(form, "fee", "22500.5")
    type_into(form, "seats", "7")
    type_into(form, "vat", "5.5 %")
    type_into(form, "address.postcode", "DA6 7LB")
    form.editor("orders").click()
    form.editor("kind").set_value("city")
    form.editor("notes").setPlainText("One\nTwo  \n\n")
    expected = Council(
        name="London Borough",
        joins=date(2027, 3, 27),
        leaves=date(2028, 6, 30),
        fee=Money(22_500_50),
        notes="One\nTwo",
        kind="city",
        orders=False,
        seats=7,
        vat=Decimal("5.5"),
        address=Address(postcode="DA6 7LB"),
    )
    assert expected == form.value()
    assert form.is_dirty()


def test_a_typed_date_is_shown_in_full_when_the_field_is_left(form: RecordForm[Council]) -> None:
    type_into(form, "joins", "27 3 2027")
    QTest.keyClick(form.editor("joins"), Qt.Key.Key_Return)
    assert form.editor("joins").text() == "27\u00a0March\u00a02027"
    type_into(form, "fee", "1200")
    QTest.keyClick(form.editor("fee"), Qt.Key.Key_Return)
    assert form.editor("fee").text() == "1,200.00"


def test_what_cannot_be_read_is_kept_and_not_complained_about_while_typing(
    form: RecordForm[Council],
) -> None:
    type_into(form, "joins", "31 9 2026")
    QTest.keyClick(form.editor("joins"), Qt.Key.Key_Return)
    assert form.editor("joins").text() == "31 9 2026"
    assert form.summary.isHidden()


def test_all_problems_come_at_once_each_with_its_field(form: RecordForm[Council]) -> None:
    type_into(form, "name", "")
    type_into(form, "joins", "31 9 2026")
    type_into(form, "email", "a.example.org")
    type_into(form, "seats", "11")
    with pytest.raises(Invalid) as caught:
        form.value()
    assert [p.field for p in caught.value.problems] == ["name", "joins", "email", "seats"]
    assert caught.value.problems[1].message == "September 2026 has 30 days. Check the day."


def test_problems_stand_below_their_fields_and_at_the_top(form: RecordForm[Council], qtbot) -> None:
    form.show_problems(
        [
            Problem("September has 30 days.", field="joins"),
            Problem("This council has left.", Severity.WARNS, field="name"),
            Problem("The year is closed."),
        ]
    )
    assert form.summary.title == "2 things to put right"
    assert form.summary.sentences() == [
        "Joins on: September has 30 days.",
        "Organisation: This council has left.",
        "The year is closed.",
    ]
    assert form.editor("joins").property("problem") == "blocks"
    assert not form.editor("name").property("problem")
    assert form.editor("joins").accessibleDescription() == "September has 30 days."
    qtbot.waitUntil(lambda: form.summary.links()[0].hasFocus())


def test_following_a_link_puts_the_focus_into_the_field(form: RecordForm[Council], qtbot) -> None:
    form.show_problems([Problem("September has 30 days.", field="joins")])
    qtbot.waitUntil(lambda: form.summary.links()[0].hasFocus())
    form.summary.links()[0].click()
    qtbot.waitUntil(lambda: form.editor("joins").hasFocus())


def test_tab_goes_from_the_links_to_the_fields(form: RecordForm[Council], qtbot) -> None:
    form.show_problems([Problem("Look here.", field="joins"), Problem("And here.", field="fee")])
    first, second = form.summary.links()
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Tab)
    assert form.editor("name").hasFocus()


def test_editing_a_field_takes_its_complaint_away(form: RecordForm[Council], qtbot) -> None:
    form.show_problems([Problem("September has 30 days.", field="joins")])
    with qtbot.waitSignal(form.edited):
        type_into(form, "joins", "1")
    assert not form.editor("joins").property("problem")
    form.load(Council())
    assert form.summary.isHidden()


def test_every_field_has_a_name_and_a_label_that_leads_to_it(form: RecordForm[Council]) -> None:
    for made in FIELDS:
        assert made.label == form.editor(made.key).accessibleName()
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    labelled: set[QWidget] = {form.editor(f.key) for f in FIELDS if not isinstance(f, CheckField)}
    assert labelled == buddies


def test_a_hidden_field_keeps_its_value(form: RecordForm[Council]) -> None:
    form.set_field_shown("seats", shown=False)
    assert form.editor("seats").isHidden()
    assert form.value().seats == 3


def test_the_hint_of_a_hidden_field_is_hidden_too(qtbot) -> None:
    part = TextField(key="part", label="Part", hint="Before VAT")
    form: RecordForm[object] = RecordForm((part,))
    qtbot.addWidget(form)
    form.set_field_shown("part", shown=False)
    texts = {label.text() for label in form.findChildren(QLabel) if not label.isHidden()}
    assert not texts & {"Part", "Before VAT"}


def test_tidying_a_field_is_not_an_edit(form: RecordForm[Council]) -> None:
    form.editor("fee").setText("30000")
    QTest.keyClick(form.editor("fee"), Qt.Key.Key_Return)
    assert form.editor("fee").text() == "30,000.00"
    assert not form.is_dirty()


@pytest.mark.parametrize(
    ("made", "text", "words"),
    [
        (MoneyField(key="x", label="x"), "12.345", "not an amount"),
        (MoneyField(key="x", label="x"), "", "no amount"),
        (DateField(key="x", label="x"), "", "no date"),
        (DateField(key="x", label="x"), "soon", "not a date"),
        (EmailField(key="x", label="x"), "a@b", "not a whole address"),
        (WholeNumberField(key="x", label="x"), "1.5", "not a whole number"),
        (PercentField(key="x", label="x"), "NaN", "from 0 to 100"),
        (PercentField(key="x", label="x"), "1.234", "two decimals"),
    ],
)
def test_text_that_cannot_be_read_is_refused_with_a_sentence(made, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        made.parse(text)


def test_a_pasted_text_that_is_too_long_is_refused_and_kept(form: RecordForm[Council]) -> None:
    long = "Bexley and " * 40
    QApplication.clipboard().setText(long)
    editor = form.editor("name")
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    editor.paste()
    with pytest.raises(Invalid, match=r"439 characters; 200 fit here\."):
        form.value()
    assert editor.text() == long


@pytest.mark.parametrize(
    "made",
    [
        MoneyField(key="x", label="x", optional=True),
        OptionalDateField(key="x", label="x"),
        WholeNumberField(key="x", label="x", optional=True),
        PercentField(key="x", label="x", optional=True),
    ],
)
def test_an_optional_field_may_be_empty(made) -> None:
    assert made.parse("  ") is None
