"""The classification of a fleet as one SQL text, made once from a method's tables and the kinds' criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import combinations_with_replacement, product
from typing import Any

from iotclass.core.content import Content
from iotclass.core.inventory import LEVELS, WAY
from iotclass.core.level import Level
from iotclass.core.method import BelowP1, ImpactFrom, Method
from iotclass.core.scale import SCALES, Connectivity, Protection, SecurityClass, Severity
from iotclass.core.verdict import Verdict
from iotclass.fleet.legend import BITS, Legend
from iotclass.fleet.stated import NONE, UNCONNECTED, UNDESIGNED, end

RUNGS = tuple(one.rank for one in Protection if one.rank >= Protection.P1.rank)
UNCLASSED = len(SecurityClass)
"""The rank of a class that is not found."""
NEVER = len(Protection) + 1
"""The number of a level that is wanted where none would do."""
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
    demands: tuple[int, ...] = ()
    """The protections that device types must have beside a class, none among them; empty without types."""


@dataclass(frozen=True, slots=True)
class Table:
    """A lookup table as data; `named` columns hold a few words again and again."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """How a fleet is classified: tables as data, those that follow from them by their names, and the SQL."""

    tables: tuple[Table, ...]
    lookups: tuple[tuple[str, str], ...]
    sql: str

    @property
    def text(self) -> str:
        """All of it as one SQL text over the inventory alone."""
        parts = [f"{one.name}({', '.join(one.columns)}) AS ({values(one.rows)})" for one in self.tables]
        parts += [f"{name} AS ({sql})" for name, sql in self.lookups]
        return f"WITH {', '.join(parts)}, {self.sql.removeprefix('WITH')}"


LOOKUPS = ("chain", "goal", "profile", "asked", "upto")


def classification(
    shape: Shape,
    legend: Legend,
    method: Method,
    content: Content,
    *,
    repeated: bool = False,
    first: bool = False,
) -> Classification:
    """How a view `inventory` of that shape is classified.

    Rows that say what cannot be, or whose id is in a table `repeated` where there is one, do not come out.
    With `first`, masks `first0` … say what lacks for the next protection level.
    """
    plan = _Plan(shape, legend, method, content)
    context = plan.context() | {"repeated": repeated, "firsts": first}
    lookups = tuple((name, rendered(f"{name}.sql", context)) for name in LOOKUPS)
    return Classification(tuple(plan.tables()), lookups, rendered("classify.sql", context))


def rejection(
    shape: Shape, legend: Legend, method: Method, content: Content, *, repeated: bool = False
) -> str:
    """The SQL text that says of each row of a numbered view `inventory` why it was not classified."""
    return rendered("reject.sql", _Plan(shape, legend, method, content).context() | {"repeated": repeated})


def rendered(name: str, context: dict[str, Any]) -> str:
    """A template of this folder, filled."""
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
            "judged": has["protection"] or self._typed,
        }
        return {
            "values": values,
            "place": self._place,
            "shape": self._asked_shape,
            "kinds": list(self._kinds()),
            "scales": LEVELS,
            "words": {name: self._words(name) for name in LEVELS},
            "no_impact": NONE,
            "unworn": "false" if "protection" in self.method.severity_acts_on else "true",
            "by_harm": "true" if self.method.impact_from is ImpactFrom.HARM else "false",
            "unclassed": UNCLASSED,
            "requirements": UNCLASSED + 1,
            "types": self._typed,
            "demands": self.shape.demands,
            "wanted": self._wanted,
            "verdicts": (UNCLASSED + 1) ** 3,
            "undesigned": UNDESIGNED,
            "designs": UNDESIGNED + 1,
            "never": NEVER,
            "places": self._places,
            "levels": RUNGS,
            "width": range(self.legend.width),
            "facts": bool(self.shape.facts),
            "has": has,
            "drawn": self.shape.designs,
            "kept": range(self.shape.kept),
            "stated": ["c0", "c1", *(["p0", "p1"] if has["judged"] else []), "s0", "s1", "i0", "i1"],
            "level": lambda column: end(
                column, self.shape.texts, self._by_way, self.legend.width if self._typed else 0
            ),
            "way_end": self._way_end,
            "closed": self._closed,
            "lowest": self._lowest,
            "any": lambda prefix: " | ".join(f"{prefix}{word}" for word in range(self.legend.width)),
            "reached": self._reached,
            "first": self._first,
        }

    def tables(self) -> Iterator[Table]:
        """The lookup tables."""
        for name, table, columns in (
            ("erosion", "erosion", ("designed", "severity", "protection")),
            ("exposed", "exposure", ("connectivity", "protection", "exposure")),
            ("given", "impact", ("severity", "impact")),
            ("classed", "class", ("impact", "exposure", "class")),
            ("way", "connectivity", (*WAY, "connectivity")),
        ):
            yield Table(name, columns, tuple(self._table(table)))
        for scale in ("connectivity", "protection", "exposure", "impact", "class"):
            rows: tuple[Row, ...] = tuple((one.rank, one.value) for one in SCALES[scale])
            if scale == "connectivity" and self._typed:
                rows += ((UNCONNECTED, None),)
            yield Table(f"{scale}_name", (scale, "name"), rows, ("name",))
        of_kind = ("word", "kind", "title", "least", "brings", "judged_only")
        yield Table("kind_word", of_kind, tuple(self._kinds()), ("title",))
        for scale in LEVELS:
            yield Table(f"{scale}_word", ("word", "best", "worst"), tuple(self._words(scale)))
        of_criterion = ("kind", "level", "word", "bit", "since", "if_yes", "if_no")
        yield Table("criterion", of_criterion, tuple(self._criteria()))
        yield Table("verdict", ("key", "verdict"), tuple(_verdicts()), ("verdict",))
        yield Table("held", ("key", "held_by"), tuple(self._groups()), ("held_by",))

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
        """The group of each control, by the kind and where the control's bit is; none where nothing lacks."""
        places = {id_: place for place, id_ in enumerate(self.legend.controls)}
        for kind, profile in enumerate(self.content.profiles.values()):
            groups: list[str | None] = [None] * self._places
            for one in profile.criteria:
                word, bit = divmod(places[one.id], BITS)
                groups[word * (BITS + 1) + (BITS if bit == BITS - 1 else bit)] = one.group
            yield from enumerate(groups, kind * self._places)

    @property
    def _typed(self) -> bool:
        """Whether devices may have types."""
        return bool(self.shape.demands)

    @property
    def _connectivities(self) -> int:
        """How many connectivities there are; only a type's may be none."""
        return len(Connectivity) + self._typed

    def _place(self, brings: str, stated: str, severity: str, in_effect: str, at: str) -> str:
        """What a device's class follows from but for its protection, as one number."""
        text = f"{brings} * {NONE + 1} + {stated}"
        for size, part in ((len(Severity), severity), (2, in_effect), (self._connectivities, at)):
            text = f"({text}) * {size} + {part}"
        return f"({text})"

    def _asked_shape(self, profile: str, best: str, worst: str) -> str:
        """What a device is asked for, as one number."""
        return f"(({profile} * {self._connectivities} + {best}) * {self._connectivities} + {worst})"

    @property
    def _places(self) -> int:
        return self.legend.width * (BITS + 1) + 1

    def _words(self, name: str) -> list[Row]:
        left = self._typed and name not in WAY
        return list(_words(name, self.shape.words.get(name, {}), left=left))

    def _wanted(self, place: str, required: str, demand: str) -> str:
        """What a device is wanted to be where it is, as one number."""
        wanted = f"{place} * {UNCLASSED + 1} + {required} + 1"
        return f"({wanted}) * {UNDESIGNED + 1} + {demand} + 1" if self._typed else wanted

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
        """A mask with what is weaker than what is in it; those that make up for the same stand together."""
        known = self.content.framework
        stronger: dict[tuple[int, int], int] = {}
        for place_, id_ in enumerate(self.legend.controls):
            weaker = self.legend.masks(known.weaker[id_] - {id_})[word] if id_ else 0
            if weaker:
                at, bit = self.legend.bit(place_)
                stronger[at, weaker] = stronger.get((at, weaker), 0) | bit
        parts = [f"device.{prefix}{word}"]
        parts += [
            f"CASE WHEN (device.{prefix}{at} & {number(bits)}) <> 0 THEN {number(weaker)} "
            "ELSE CAST(0 AS BIGINT) END"
            for (at, weaker), bits in stronger.items()
        ]
        return f"({' | '.join(parts)})"

    def _lowest(self, prefix: str) -> str:
        """The lowest level for which something lacks: one more than those for which nothing does."""
        parts = [str(Protection.P1.rank)]
        for level in RUNGS:
            lacks = " | ".join(
                f"({self._lack(prefix, word)} & q{level}_{word})" for word in range(self.legend.width)
            )
            parts.append(f"CAST(({lacks}) = 0 AS INT)")
        return f"({' + '.join(parts)})"

    def _lack(self, prefix: str, word: int) -> str:
        if prefix == "x":
            return f"x{word}"
        doubt = f"o{word} | m{word} | a{word}" if self.shape.doubt else f"o{word}"
        return f"x{word} & ~({doubt})"

    def _reached(self, lowest: str) -> str:
        below = Protection.P1 if self.method.below_p1 is BelowP1.FLOOR else Protection.UNPROTECTED
        found = f"greatest({lowest} - 1, {below.rank})"
        if all(profile.criteria for profile in self.content.profiles.values()):
            return found
        return f"CASE WHEN judged_only THEN {UNDESIGNED} ELSE {found} END"

    def _first(self) -> str:
        """Where the first bit is that lacks; the sign's, which is no power of two, comes as one more."""
        mask = (1 << BITS - 1) - 1
        cases = " ".join(
            f"WHEN first{word} <> 0 THEN {word * (BITS + 1)} "
            f"+ CAST(bit_count(~(first{word} & {mask}) & ((first{word} & {mask}) - 1)) AS INT)"
            for word in range(self.legend.width)
        )
        return f"CASE {cases} ELSE {self._places - 1} END"


def _verdicts() -> Iterator[Row]:
    """The verdict by what a type demands beside a class, the required class, and the class at worst and best.

    What is demanded beside holds (0), may hold (1) or does not (2); the best class is what is proven.
    """
    ranks = range(UNCLASSED + 1)
    for beside, required, worst, best in product(range(3), range(-1, UNCLASSED), ranks, ranks):
        if required < 0:
            verdict = Verdict.NO_REQUIREMENT
        elif worst == UNCLASSED:
            verdict = Verdict.NOT_ASSESSED
        elif beside == 2 or best > required:
            verdict = Verdict.NOT_MET
        else:
            verdict = Verdict.OPEN if beside or worst > required else Verdict.MET
        key = (beside * len(ranks) + required + 1) * len(ranks) + worst
        yield key * len(ranks) + best, verdict.value


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


def _words(name: str, own: Mapping[str, str], *, left: bool) -> Iterator[Row]:
    """What a cell may say, in lower case: a level, a range, `unknown`, an inventory's own word, nothing.

    An empty cell says that nothing is known, unless that is `left` to the device's type.
    """
    found = dict(_known(name)) | ({"": (None, None)} if left else {})
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
    if name == "required":
        yield "", (-1, -1)
    elif name in {"connectivity", "protection"}:
        yield "", (None, None)
    else:
        yield "", (NONE, NONE) if name == "impact" else whole
