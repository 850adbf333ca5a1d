"""The support period: five years from the model's date, and what a model does not say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iotclass.core.period import period
from iotclass.core.proforma import Proforma
from tests.models import model_of, system_of

FIVE = Proforma("d", support_years=5, support_where="Article 13(8)")
PERIODS = {
    ("2026-11-23", "2031-11-23"): ("yes", "at least 5 years"),
    ("2026-11-23", "2031-11-22"): ("open", "only 59 months of the 5 years"),
    ("2026-11-23", "2026-12-23"): ("open", "only 1 month of the 5 years"),
    ("2026-11-23", "2027-01-22"): ("open", "only 1 month of the 5 years"),
    ("2026-11-23", "2026-11-23"): ("open", "only 0 months of the 5 years"),
    ("2026-11-23", "2029-02-01"): ("open", "only 26 months of the 5 years"),
    ("2026-11-23", "2040-01-01"): ("yes", "at least 5 years"),
    ("2026-11-23", "2026-11-22"): ("no", "ended on 2026-11-22"),
    ("2026-11-23", ""): ("open", "product.support_until"),
    ("", "2040-01-01"): ("open", "assessment.on"),
    ("2024-02-29", "2029-02-28"): ("open", "less than 5 years"),
    ("2024-02-29", "2029-03-01"): ("yes", "at least 5 years"),
}


@pytest.mark.parametrize(("dates", "wanted"), PERIODS.items(), ids=str)
def test_the_support_period_is_counted_from_the_model_s_date(
    dates: tuple[str, str], wanted: tuple[str, str]
) -> None:
    on, until = dates
    system = system_of(model_of({"a": {}}))
    said = replace(
        system,
        product={"support_until": until} if until else {},
        assessment={"on": on} if on else {},
    )

    found = period(said, FIVE)

    assert found is not None
    assert found[0].value == wanted[0]
    assert wanted[1] in found[1]
    assert found[1].endswith("Article 13(8)")


def test_where_a_document_asks_for_no_period_none_is_checked() -> None:
    assert period(system_of(model_of({"a": {}})), Proforma("d")) is None
