"""Whether a criterion counts for a component: by its facts, and from a connectivity level up.

Connectivity decides which functionalities are needed (paper, section V); facts say what there is to protect.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from iotclass.core.level import Span
from iotclass.core.profile import Criterion
from iotclass.core.scale import Connectivity


class Applies(Enum):
    """Whether a criterion counts."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


def applies(
    criterion: Criterion, facts: Mapping[str, str], connectivity: Span[Connectivity] | None
) -> Applies:
    """Whether `criterion` counts for a component with `facts` and `connectivity`.

    A fact that is not stated leaves the criterion counting, as silence is never good; one that is stated
    as unknown leaves it open. Where the connectivity was not assessed, the criterion counts.
    """
    found = [by_fact(facts.get(fact), value) for fact, value in criterion.applies_if]
    if criterion.applies_from is not None and connectivity is not None:
        found.append(_from(criterion.applies_from, connectivity))
    if Applies.NO in found:
        return Applies.NO
    return Applies.OPEN if Applies.OPEN in found else Applies.YES


def by_fact(stated: str | None, value: str) -> Applies:
    """Whether what needs a fact to have `value` counts where the model states it as `stated`."""
    if stated == "unknown":
        return Applies.OPEN
    return Applies.YES if stated in {None, value} else Applies.NO


def _from(level: Connectivity, connectivity: Span[Connectivity]) -> Applies:
    if connectivity.worst < level:
        return Applies.NO
    return Applies.YES if connectivity.best >= level else Applies.OPEN


def contradicted(
    criterion: Criterion, facts: Mapping[str, str], connectivity: Span[Connectivity] | None
) -> bool:
    """Whether `facts` say that `criterion` counts, so that none may claim that it does not apply.

    It needs facts, all of them are stated as needed, and the judged `connectivity` cannot make it moot.
    """
    needed, level = criterion.applies_if, criterion.applies_from
    reached = level is None or (connectivity is not None and connectivity.best >= level)
    return bool(needed) and reached and all(facts.get(fact) == to for fact, to in needed)
