"""Pro formas: how a document wants to be answered, beyond a row for every clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from iotclass.core.place import NOWHERE, Place


class Layout(Enum):
    """The columns of a statement."""

    CONFORMANCE = "conformance"
    """Reference, status, support, detail or justification (EN 303 645, Table B.1)."""
    APPLICABILITY = "applicability"
    """Control, applicable and why, implemented and by what (ISO/IEC 27001, 6.1.3 d)."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing that a form asks for.

    `source` says where a model may say it: `product KEY`, `clause ID` (whether it is supported), or
    `connection` (the link or port of the entry); empty where none can.
    """

    title: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of extra information for a test, with the clauses whose test asks for it.

    `entries` says from what of a model its entries may be begun: ports, links; empty: from nothing.
    `repeated` forms hold an entry with an id for each thing; others hold their fields once. `old` is its
    name in the edition before, where that differs.
    """

    id: str
    title: str
    repeated: bool
    fields: tuple[FormField, ...]
    clauses: tuple[str, ...]
    entries: str = ""
    old: str = ""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a document, with what they were attested by."""

    id: str
    name: str
    title: str
    note: str
    forms: tuple[Form, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a document asks for beside the statement, and that is not made here."""

    title: str
    where: str


@dataclass(frozen=True, slots=True)
class Proforma:
    """How one document is answered.

    Clauses of a status of `reasons_for` need a reason where they are not met; `reasons_at` is the clause
    that asks for those reasons. What stands under a clause of `always` cannot be not applicable; nor can a
    clause of a status of `unless_conditional`, unless a condition or feature that it hangs on may not hold.
    `support_years` is how long a product is to be supported at least.
    """

    document: str
    title: str = "Statement of support"
    layout: Layout = Layout.CONFORMANCE
    notes: tuple[str, ...] = ()
    reasons_for: tuple[str, ...] = ()
    reasons_at: str = ""
    always: tuple[str, ...] = ()
    unless_conditional: tuple[str, ...] = ()
    support_years: int = 0
    support_where: str = ""
    missing: tuple[Missing, ...] = ()
    forms: str = ""


@dataclass(frozen=True, slots=True)
class Proformas:
    """Every pro forma by the document it is for, every set of forms by its id."""

    proformas: Mapping[str, Proforma]
    forms: Mapping[str, Forms]

    def of(self, document: str) -> Proforma:
        """The pro forma of a document; a plain one where it has none of its own."""
        return self.proformas.get(document, Proforma(document))
