"""Whether the period for which a product is supported is long enough, as far as a model can say."""

from __future__ import annotations

from iotclass.core.applicability import Applies
from iotclass.core.phrase import Phrase, said
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
            "Supported until {until}, less than {years} years after the model's date, {date}. That is enough "
            "where the product was placed on the market early enough before, or is expected to be in use "
            "for less; the model says neither; {where}",
            until=until,
            years=years,
            date=date,
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
