"""How every sentence of a fee run reads: whole, plain, polite without grovelling, and kept together on paper."""

import re

from hypothesis import given

from loti_admin.domain.calculation import calculate_fees
from loti_admin.domain.inputs import FeeInputs
from tests.domain.strategies import fee_inputs
from tests.scene import plain

UNWANTED = re.compile(
    r"(?i:please|sorry|invalid|illegal|error|\bthe the\b)|None|nan\b|\.\.|,,| \.| ,|  "
)
LOOSE = re.compile(
    r"\d (January|February|March|April|May|June|July|August|September|October)| %|\d of £"
)
SENTENCE = re.compile(r"^[A-Z].*\.$", re.DOTALL)
AMOUNT = re.compile(r"£[\d,.]*\d")


def sentences(inputs: FeeInputs) -> list[str]:
    run = calculate_fees(inputs)
    reasons = [reason.text for charge in run.charges for reason in charge.reasons]
    return [*reasons, *(c.working for c in run.charges), *(p.message for p in run.problems)]


@given(fee_inputs())
def test_every_sentence_begins_large_and_ends_with_a_full_stop(inputs: FeeInputs) -> None:
    # The working may begin with its share, 9/12.
    assert [s for s in sentences(inputs) if not SENTENCE.match(s) and not s[0].isdigit()] == []


@given(fee_inputs())
def test_no_sentence_holds_a_word_or_a_mark_that_does_not_belong(inputs: FeeInputs) -> None:
    assert [s for s in sentences(inputs) if UNWANTED.search(s)] == []


@given(fee_inputs())
def test_dates_shares_and_per_cents_do_not_break_over_lines(inputs: FeeInputs) -> None:
    assert [s for s in sentences(inputs) if LOOSE.search(s)] == []


@given(fee_inputs())
def test_amounts_have_pounds_and_pence(inputs: FeeInputs) -> None:
    found = [amount for s in sentences(inputs) for amount in AMOUNT.findall(s)]
    assert [a for a in found if not re.fullmatch(r"£\d{1,3}(,\d{3})*\.\d{2}", a)] == []


@given(fee_inputs())
def test_the_words_of_every_link_stand_in_its_sentence(inputs: FeeInputs) -> None:
    reasons = [r for charge in calculate_fees(inputs).charges for r in charge.reasons]
    assert [r for r in reasons for words, _ in r.links if words not in r.text] == []


@given(fee_inputs())
def test_every_link_leads_to_a_record_of_the_inputs(inputs: FeeInputs) -> None:
    known = {
        f"{name}/{record.id}"
        for name, records in (
            ("membership", inputs.memberships),
            ("service", inputs.services),
            ("organisation", inputs.organisations),
            ("adjustment", inputs.adjustments),
        )
        for record in records
    } | {f"schedule/{inputs.schedule.year}"}
    reasons = [r for charge in calculate_fees(inputs).charges for r in charge.reasons]
    assert {target for reason in reasons for _, target in reason.links} <= known


@given(fee_inputs())
def test_no_reason_is_given_twice(inputs: FeeInputs) -> None:
    for charge in calculate_fees(inputs).charges:
        texts = [plain(reason.text) for reason in charge.reasons]
        assert len(set(texts)) == len(texts)
