"""Whether the period for which a product is supported is long enough, as far as a model can say."""

from __future__ import annotations

from iotclass.core.applicability import Applies
from iotclass.core.phrase import Phrase, said, said_many
from iotclass.core.proforma import Proforma
from iotclass.core.system import System


def period(system: System, proforma: Proforma) -> tuple[Applies, Phrase] | None:
    """Whether the product of `system` is supported for as long as the document of `proforma` asks.

    None: it asks for no period. The period begins when a product is placed on the market, which a model
    does not say; its own date stands in where that can only be earlier, and what is missing is named.
    """
    years, where = proforma.support_years, proforma.support_where
    if not years:
        return None
    until, date = str(system.product.get("support_until", "")), system.date
    if not until:
        return Applies.OPEN, said(
            "The model does not say until when the product is supported (product.support_until); {where}",
            where=said(where),
        )
    if not date:
        return Applies.OPEN, said(
            "Supported until {until}; the model has no date (assessment.on) from which to count, and does "
            "not say when the product is placed on the market; {where}",
            until=until,
            where=said(where),
        )
    if until < date:
        return Applies.NO, said(
            "The support ended on {until}, before the model's date, {date}; {where}",
            until=until,
            date=date,
            where=said(where),
        )
    if until < f"{int(date[:4]) + years:04}{date[4:]}":
        return Applies.OPEN, said(
            "Supported until {until}, less than {years} years after the model's date, {date}: {only} of the "
            "{years} years. That is enough "
            "where the product was placed on the market early enough before, or is expected to be in use "
            "for less; the model says neither; {where}",
            until=until,
            years=years,
            date=date,
            only=_months(date, until),
            where=said(where),
        )
    return Applies.YES, said(
        "Supported until {until}, at least {years} years after the model's date, {date}: long enough for a "
        "product that is on the market by that date, unless it is expected to be in use for longer, which "
        "the model does not say; {where}",
        until=until,
        years=years,
        date=date,
        where=said(where),
    )


def _months(start: str, end: str) -> Phrase:
    """How many whole months lie between two dates, the earlier first."""
    (from_year, from_month, from_day), (to_year, to_month, to_day) = (
        map(int, one.split("-")) for one in (start, end)
    )
    count = 12 * (to_year - from_year) + to_month - from_month - (to_day < from_day)
    return said_many("only {count} month", "only {count} months", count)
