"""Evidence: what a model says of every clause of a document, and what it leaves open. The values alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from iotclass.core.applicability import Applies
from iotclass.core.clause import Clause, Document, Standing
from iotclass.core.proforma import Proforma
from iotclass.core.system import Control, ControlState, Scenario, System


class Support(Enum):
    """Whether a product supports what a clause asks for."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "n.a."
    OPEN = "open"


BEGUN = (ControlState.PARTLY, ControlState.PLANNED)
"""The states that are no support, but may become one; the further one first."""


_ASKING = (Standing.ANSWERED, Standing.PARTLY)
"""The standings of clauses that ask something of a product and can be cited."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition or feature that a clause hangs on, as a component's facts settle it.

    `stated` is what the component says of the `fact`; empty where it says nothing, which settles nothing.
    """

    key: str
    words: str
    fact: str
    value: str
    stated: str
    met: Applies


@dataclass(frozen=True, slots=True)
class Holding:
    """How a component has a functionality that a clause asks for.

    `control` carries it (its own or a stronger one), or speaks of it; None: the model does not mention it.
    `moot` are the stated facts by which the component's kind is not asked for it, which excuses it unless the
    clause has conditions of its own.
    """

    functionality: str
    support: Support
    control: Control | None = None
    moot: tuple[tuple[str, str], ...] = ()

    @property
    def potential(self) -> bool:
        """Whether it is there in part, or planned."""
        return self.support is Support.NO and self.control is not None and self.control.state in BEGUN


@dataclass(frozen=True, slots=True)
class Bearing:
    """What one component says of a clause: the conditions, and its holdings of the way that it goes.

    `spoken` says whether the model speaks of anything that would answer the clause, whatever the way.
    """

    component: str
    support: Support
    conditions: tuple[Condition, ...]
    holdings: tuple[Holding, ...]
    spoken: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One clause: whether the product supports it, and what that rests on.

    `support` None: it asks for nothing. `touched` are the functionalities that touch a clause which none
    of them answers. `same_as` is the clause that it is answered with. `unreasoned` are the components and
    functionalities that lack a reason which the document asks for. `silent`: no control speaks of it.
    `refused`: it is said not to apply, which the document does not admit. `unjustified` counts the clauses
    without a reason where this clause asks for the reasons.
    """

    clause: Clause
    standing: Standing
    support: Support | None = None
    bearings: tuple[Bearing, ...] = ()
    touched: tuple[str, ...] = ()
    same_as: str = ""
    unreasoned: tuple[tuple[str, str], ...] = ()
    silent: bool = False
    refused: bool = False
    unjustified: int = 0

    @property
    def potential(self) -> bool:
        """Whether it would be supported if what is partly there or planned were there."""
        lacking = [
            one
            for bearing in self.bearings
            if bearing.support is Support.NO
            for one in bearing.holdings
            if one.support is Support.NO
        ]
        return self.support is Support.NO and bool(lacking) and all(one.potential for one in lacking)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a model says of a document in one scenario.

    `boundary` are the components that are the product; `stated` says whether the model says so, else they
    are all. `absent` are those that it names and the scenario does not have.
    """

    document: Document
    proforma: Proforma
    system: System
    scenario: Scenario
    boundary: tuple[str, ...]
    stated: bool
    absent: tuple[str, ...]
    rows: Mapping[str, Row]

    @property
    def counted(self) -> tuple[Row, ...]:
        """The rows that add up: of clauses that ask for something and can be cited."""
        return tuple(row for row in self.rows.values() if row.standing in _ASKING)

    @property
    def counts(self) -> dict[Support, int]:
        """How many clauses have which support."""
        found = Counter(row.support for row in self.counted)
        return {support: found[support] for support in Support}

    @property
    def cited(self) -> frozenset[str]:
        """The ids of the evidence that the rows name."""
        return frozenset(
            id_
            for row in self.rows.values()
            for bearing in row.bearings
            for held in bearing.holdings
            for id_ in (held.control.evidence if held.control else ())
        )

    def needs_reason(self, row: Row) -> bool:
        """Whether the document asks for a reason where the clause of `row` is not met."""
        return row.clause.status in self.proforma.reasons_for

    @property
    def unanswered(self) -> tuple[Row, ...]:
        """The rows that somebody has to see to: open, mandatory and not met, or without a reason."""
        return tuple(
            row
            for row in self.counted
            if row.support is Support.OPEN
            or row.unreasoned
            or (row.support is Support.NO and not self.needs_reason(row))
        )
