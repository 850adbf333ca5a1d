"""Systems without names and notes: what a report can be made from that is to name nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from iotclass.core.judgement import Judgement
from iotclass.core.phrase import said, series
from iotclass.core.place import Place
from iotclass.core.system import Control, Evidence, System

TITLES = ("name", "title")
"""What is called by its id instead."""
NOTES = ("why",)
"""What is left out; that there was something is said."""
PERSONS = ("by", "reviewed_by")
"""Who becomes a numbered assessor, the same person the same number."""
KEPT = frozenset({"category", "boundary", "support_until", "on", "status", "valid_until"})
"""What is kept of product and assessment: no names."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The persons met so far, with what they are called; the titles that are nobody's own, by id."""

    persons: dict[str, str]
    known: Mapping[str, str]

    def person(self, name: str) -> str:
        """What a person is called instead."""
        if not name:
            return ""
        return self.persons.setdefault(name, said("assessor {number}", number=len(self.persons) + 1))

    def without(self, value: Any) -> Any:
        """`value` without names and notes."""
        if isinstance(value, Place) or not is_dataclass(value) or isinstance(value, type):
            return self._parts(value)
        changed: dict[str, Any] = {}
        for field in fields(value):
            part = getattr(value, field.name)
            if field.name in NOTES:
                changed[field.name] = said("reason left out") if part else ""
            elif field.name in PERSONS:
                changed[field.name] = self._by(part, getattr(value, "opinions", ()))
            elif field.name in TITLES:
                id_ = getattr(value, "id", "")
                changed[field.name] = part if self.known.get(id_) == part else id_
            else:
                changed[field.name] = self.without(part)
        return replace(value, **changed)

    def _by(self, name: str, opinions: tuple[Judgement, ...] | tuple[Control, ...]) -> str:
        """Who said something, each by themselves where several did."""
        if not opinions:
            return self.person(name)
        return said("{names}", names=series(", ", [self.person(one.by) for one in opinions]))

    def _parts(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self.without(part) for part in value)
        if isinstance(value, Mapping):
            return {key: self.without(part) for key, part in value.items()}
        return value


def anonymous(system: System, known: Mapping[str, str]) -> System:
    """`system` without names, notes and reasons: ids stand for titles, numbers for persons.

    `known` holds titles that are nobody's own, such as those of the library's challenges, by id.
    """
    names = _Names({}, known)
    bare = replace(system, product={}, assessment={}, title="", evidence=_unmarked(system.evidence))
    found: System = names.without(bare)
    kept = {key: value for key, value in system.product.items() if key in KEPT}
    given = {key: value for key, value in system.assessment.items() if key in KEPT}
    for key in PERSONS:
        if system.assessment.get(key):
            given[key] = names.person(system.assessment[key])
    return replace(found, title=said("A system"), product=kept, assessment=given)


def _unmarked(evidence: Mapping[str, Evidence]) -> Mapping[str, Evidence]:
    """Evidence without what tells which file it is; its kind and its date stay."""
    return {id_: replace(one, version="", location="", sha256="") for id_, one in evidence.items()}


def unplaced(value: Any, folder: str, name: str) -> Any:
    """`value`, such as a method, with what is written in the folder `folder` cited as in `name`."""
    if isinstance(value, Place):
        inside = value.file.removeprefix(folder)
        return replace(value, file=name + inside) if value.file.startswith(folder) else value
    if isinstance(value, tuple):
        return tuple(unplaced(part, folder, name) for part in value)
    if isinstance(value, Mapping):
        return {key: unplaced(part, folder, name) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: unplaced(getattr(value, field.name), folder, name) for field in fields(value)}
        return replace(value, **changed)
    return value
