"""Forms begun from a model: what it says stands in them, everything else is a gap to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iotclass.core.evidence import Evidence, Row, Support
from iotclass.core.phrase import Phrase, said
from iotclass.core.proforma import Form, FormField
from iotclass.core.system import Connection


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a form: its id (empty where the form has one entry alone), and per field what the model
    says; None is a gap.
    """

    id: str
    values: tuple[tuple[str, Phrase | None], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with its entries. `asking` are the clauses that may apply and whose test asks for it."""

    form: Form
    asking: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def gaps(self) -> int:
        """How many fields are to be filled in."""
        return sum(value is None for entry in self.entries for _, value in entry.values)


def filled(form: Form, evidence: Evidence) -> Filled:
    """`form`, begun from what the model of `evidence` says.

    A form that holds an entry for each thing and of which the model names none has one empty entry.
    """
    asking = tuple(
        id_
        for id_ in form.clauses
        if id_ in evidence.rows and evidence.rows[id_].support is not Support.NOT_APPLICABLE
    )
    entries = tuple(_entries(form, evidence)) if form.entries else ()
    blank = Entry("", tuple((field.title, _stated(field, evidence)) for field in form.fields))
    return Filled(form, asking, entries or (blank,))


def _stated(field: FormField, evidence: Evidence) -> Phrase | None:
    """What the model says where `field` may be answered: a key of the product, or a clause's support."""
    kind, _, name = field.source.partition(" ")
    if kind == "product":
        stated = evidence.system.product.get(name)
        return said("{stated}", stated=stated) if stated else None
    row: Row | None = evidence.rows.get(name) if kind == "clause" else None
    if row is None or row.support is not Support.YES:
        return None
    return said("yes, as {clause} is supported", clause=name)


def _entries(form: Form, evidence: Evidence) -> Iterator[Entry]:
    """An entry for each port or link of the product's components."""
    for id_ in evidence.boundary if form.entries == "ports" else ():
        for port in evidence.scenario.components[id_].ports:
            yield _entry(form, f"{id_}/{port.id}", port)
    for link in evidence.scenario.links if form.entries == "links" else ():
        if set(link.ends) & set(evidence.boundary):
            yield _entry(form, link.id, link)


def _entry(form: Form, id_: str, one: Connection) -> Entry:
    """What a model says of a connection goes into the description; nothing else of it is asked for."""
    what = said(
        "{title}: {medium}, reach {reach}, operations {operations}",
        title=one.title if one.title != one.id else " – ".join(one.ends) or one.id,
        medium=one.medium.span,
        reach=one.reach.span,
        operations=one.operations.span,
    )
    return Entry(
        id_,
        tuple((field.title, what if field.source == "connection" else None) for field in form.fields),
    )
