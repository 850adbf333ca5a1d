"""The classification of a fleet as one SQL text, made once from a method's tables and the kinds' criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import combinations_with_replacement
from typing import Any

from iotclass.core.content import Content
from iotclass.core.inventory import LEVELS, WAY
from iotclass.core.level import Level
from iotclass.core.method import BelowP1, ImpactFrom, Method
from iotclass.core.scale import SCALES, Connectivity, Impact, Protection, SecurityClass, Severity
from iotclass.fleet.legend import BITS, Legend

NONE = len(Impact)
"""The number of an impact that nobody judged."""
RUNGS = tuple(one.rank for one in Protection if one.rank >= Protection.P1.rank)
LOWEST = -(1 << BITS - 1)
SCALE_OF = {name: SCALES["class" if name == "required" else name] for name in LEVELS}

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What columns of an inventory there are: texts by name, whether controls, doubt and facts are known."""

    texts: frozenset[str]
    controls: bool
    doubt: bool
    facts: tuple[str, ...]
    designs: bool
    kept: int
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def classification(
    shape: Shape,
    legend: Legend,
    method: Method,
    content: Content,
    *,
    repeated: bool = False,
    first: bool = False,
) -> str:
    """The SQL text that classifies a view `inventory` of that shape.

    Rows that say what cannot be, or whose id is in a table `repeated` where there is one, are not in what comes
    out. With `first`, masks `first0` … say what lacks for the next protection level.
    """
    context = _Plan(shape, legend, method, content).context()
    return _rendered("classify.sql", context | {"repeated": repeated, "first": first})


def rejection(
    shape: Shape, legend: Legend, method: Method, content: Content, *, repeated: bool = False
) -> str:
    """The SQL text that says of each row of a numbered view `inventory` why it was not classified."""
    return _rendered("reject.sql", _Plan(shape, legend, method, content).context() | {"repeated": repeated})


def _rendered(name: str, context: dict[str, Any]) -> str:
    import jinja2

    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701  SQL
    return environment.from_string(files("iotclass.fleet").joinpath(name).read_text("utf-8")).render(context)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the template is filled with."""

    shape: Shape
    legend: Legend
    method: Method
    content: Content

    def context(self) -> dict[str, Any]:
        """Every name that the template uses."""
        has = {name: name in self.shape.texts for name in LEVELS}
        has |= {
            "way": any(has[name] for name in WAY),
            "controls": self.shape.controls,
            "doubt": self.shape.doubt,
        }
        tables = {
            name: self._table(name) for name in ("erosion", "exposure", "impact", "class", "connectivity")
        }
        return {
            **tables,
            "values": values,
            "key": key,
            "kinds": list(self._kinds()),
            "scales": LEVELS,
            "words": {name: list(_words(name, self.shape.words.get(name, {}))) for name in LEVELS},
            "names": {
                name: [(one.rank, one.value) for one in SCALES[name]]
                for name in ("connectivity", "protection", "exposure", "impact", "class")
            },
            "no_impact": NONE,
            "unworn": "false" if "protection" in self.method.severity_acts_on else "true",
            "by_harm": "true" if self.method.impact_from is ImpactFrom.HARM else "false",
            "classes": len(SecurityClass),
            "connectivities": len(Connectivity),
            "levels": RUNGS,
            "width": range(self.legend.width),
            "criteria": list(self._criteria()),
            "groups": list(self._groups()),
            "facts": bool(self.shape.facts),
            "has": has,
            "designs": self.shape.designs,
            "kept": range(self.shape.kept),
            "unknown": {
                "severity": (Severity.VERY_LOW.rank, Severity.VERY_HIGH.rank),
                "impact": (NONE, NONE),
                "protection": ("CAST(NULL AS INT)", "CAST(NULL AS INT)"),
            },
            "by_way": self._by_way,
            "way_end": self._way_end,
            "closed": self._closed,
            "lowest": self._lowest,
            "reached": self._reached,
            "upto": self._upto,
            "first_word": self._first_word,
            "first_bit": self._first_bit,
        }

    def _table(self, name: str) -> list[Row]:
        table = self.method.tables[name]
        return [(*(one.rank for one in case), table[case].rank) for case in table.cases()]

    def _kinds(self) -> Iterator[Row]:
        for number, (kind, profile) in enumerate(self.content.profiles.items()):
            least = profile.connectivity_at_least.level.rank if profile.connectivity_at_least else 0
            brings = profile.impact.level.rank if profile.impact else 0
            called = [word for word, meant in self.shape.words.get("kind", {}).items() if meant == kind]
            for word in dict.fromkeys([kind, *called]):
                yield word, number, kind, least, brings, not profile.criteria

    def _criteria(self) -> Iterator[Row]:
        places = {id_: place for place, id_ in enumerate(self.legend.controls)}
        facts = {fact: 1 << place for place, fact in enumerate(self.shape.facts)}
        for number, profile in enumerate(self.content.profiles.values()):
            for one in profile.criteria:
                since = one.applies_from.rank if one.applies_from else 0
                conditions = [
                    sum(facts[fact] for fact, value in one.applies_if if fact in facts and value == asked)
                    for asked in ("yes", "no")
                ]
                yield number, one.level.rank, *self.legend.bit(places[one.id]), since, *conditions

    def _groups(self) -> Iterator[Row]:
        places = {id_: place for place, id_ in enumerate(self.legend.controls)}
        for number, profile in enumerate(self.content.profiles.values()):
            for one in profile.criteria:
                yield number, *self.legend.bit(places[one.id]), one.group

    def _by_way(self, end: int) -> str:
        if any(name in self.shape.texts for name in WAY):
            found = f"way{end}.connectivity"
        else:
            table = self.method.tables["connectivity"]
            cases = [tuple(SCALES[name]) for name in WAY]
            found = str(table[tuple(scale[0 if end == 0 else -1] for scale in cases)].rank)
        return f"greatest({found}, kind_word.least)"

    def _way_end(self, name: str, end: str) -> str:
        if name in self.shape.texts:
            return f"{name}_word.{end}"
        return str(0 if end == "best" else len(SCALES[name]) - 1)

    def _closed(self, prefix: str, word: int) -> str:
        parts = [f"device.{prefix}{word}"]
        known = self.content.framework
        for place, id_ in enumerate(self.legend.controls):
            weaker = self.legend.masks(known.weaker[id_] - {id_})[word] if id_ else 0
            if weaker:
                at, bit = self.legend.bit(place)
                parts.append(
                    f"CASE WHEN (device.{prefix}{at} & {number(bit)}) <> 0 THEN {number(weaker)} "
                    "ELSE CAST(0 AS BIGINT) END"
                )
        return f"({' | '.join(parts)})"

    def _lowest(self, prefix: str) -> str:
        cases = []
        for level in RUNGS:
            lacks = " | ".join(f"({prefix}{word} & q{level}_{word})" for word in range(self.legend.width))
            cases.append(f"WHEN ({lacks}) <> 0 THEN {level}")
        return f"CASE {' '.join(cases)} ELSE {len(Protection)} END"

    def _reached(self, lowest: str) -> str:
        below = Protection.P1 if self.method.below_p1 is BelowP1.FLOOR else Protection.UNPROTECTED
        return (
            f"CASE WHEN judged_only THEN CAST(NULL AS INT) WHEN {lowest} = {Protection.P1.rank} "
            f"THEN {below.rank} ELSE {lowest} - 1 END"
        )

    def _upto(self, level: str, word: int) -> str:
        cases = " ".join(f"WHEN {one} THEN q{one}_{word}" for one in RUNGS)
        return f"CASE {level} {cases} ELSE CAST(0 AS BIGINT) END"

    def _first_word(self) -> str:
        cases = " ".join(f"WHEN first{word} <> 0 THEN {word}" for word in range(self.legend.width))
        return f"CASE {cases} END"

    def _first_bit(self) -> str:
        cases = " ".join(
            f"WHEN first{word} = {number(LOWEST)} THEN first{word} "
            f"WHEN first{word} <> 0 THEN first{word} & -first{word}"
            for word in range(self.legend.width)
        )
        return f"CASE {cases} END"


def key(
    brings: object, stated: object, severity: object, in_effect: object, designed: object, at: object
) -> str:
    """What a device's class follows from, as one number."""
    text = f"{brings} * {NONE + 1} + {stated}"
    for size, part in (
        (len(Severity), severity),
        (2, in_effect),
        (len(Protection), designed),
        (len(Connectivity), at),
    ):
        text = f"({text}) * {size} + {part}"
    return f"({text})"


def values(rows: Iterable[Row]) -> str:
    """Rows as a table of SQL."""
    return "VALUES " + ", ".join(f"({', '.join(map(literal, row))})" for row in rows)


def literal(value: object) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return number(value)
    return "'" + str(value).replace("'", "''") + "'"


def number(value: int) -> str:
    """A whole number as SQL writes it; the lowest has no other way."""
    if value == LOWEST:
        return f"CAST('{value}' AS BIGINT)"
    return str(value)


def _words(name: str, own: Mapping[str, str]) -> Iterator[Row]:
    """What a cell may say, in lower case: a level, a range, `unknown`, an inventory's own word; or nothing."""
    found = dict(_known(name))
    for word, (best, worst) in {**found, **{word: found[meant] for word, meant in own.items()}}.items():
        yield word, best, worst


def _known(name: str) -> Iterator[tuple[str, tuple[int | None, int | None]]]:
    scale: type[Level] = SCALE_OF[name]
    known = sorted(scale, key=lambda one: one.badness)
    for best, worst in combinations_with_replacement(known, 2):
        if best is worst:
            yield best.value.lower(), (best.rank, best.rank)
        elif name != "required":
            low, high = sorted((best, worst), key=lambda one: one.rank)
            yield f"{low.value}..{high.value}".lower(), (best.rank, worst.rank)
    whole = (known[0].rank, known[-1].rank)
    if name != "required":
        yield "unknown", whole
    if name == "severity":
        yield "none", (Severity.VERY_LOW.rank, Severity.VERY_LOW.rank)
    if name in {"connectivity", "protection", "required"}:
        yield "", (None, None)
    else:
        yield "", (NONE, NONE) if name == "impact" else whole
