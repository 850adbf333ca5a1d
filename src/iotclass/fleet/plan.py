"""The classification of a fleet as one SQL text, made once from a method's tables and the kinds' criteria."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import product
from typing import Any

from iotclass.core.content import Content
from iotclass.core.inventory import BITS, LEVELS, WAY
from iotclass.core.method import BelowP1, ImpactFrom, Method
from iotclass.core.scale import SCALES, Connectivity, Protection, SecurityClass, Severity
from iotclass.core.verdict import Verdict
from iotclass.fleet.legend import SIGN, Legend, signed
from iotclass.fleet.literal import LOWEST, Row, number, values
from iotclass.fleet.stated import NONE, UNCONNECTED, UNDESIGNED, end
from iotclass.fleet.word import kinds, levels

RUNGS = tuple(one.rank for one in Protection if one.rank >= Protection.P1.rank)
UNCLASSED = len(SecurityClass)
"""The rank of a class that is not found."""
NEVER = len(Protection) + 1
"""The number of a level that is wanted where none would do."""
MOST_COUNTED = 127
"""The largest number of one byte, in which DuckDB counts bits."""
REMAINDERS = 67
"""By what to divide one bit of a mask: each but the sign leaves a remainder of its own, and none leaves 0."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What columns of an inventory there are: texts by name, whether controls, doubt and facts are known."""

    texts: frozenset[str]
    controls: bool
    doubt: bool
    facts: tuple[str, ...]
    designs: bool
    kept: int
    wrong: bool
    """Whether a cell other than a kind or a level may say what it cannot."""
    blank: bool = True
    """Whether an id may be blank."""
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


LOOKUPS = ("chain", "goal", "held", "profile", "part", "asked", "upto")


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
            "number": number,
            "place": self._place,
            "shape": self._asked_shape,
            "kinds": [(code, kind) for code, _, kind, *_ in self._kinds()],
            "scales": LEVELS,
            "no_impact": NONE,
            "unworn": "false" if "protection" in self.method.severity_acts_on else "true",
            "by_harm": "true" if self.method.impact_from is ImpactFrom.HARM else "false",
            "unclassed": UNCLASSED,
            "types": self._typed,
            "in_effect": self._typed or (has["protection"] and not self.shape.designs),
            "wrong": self.shape.wrong,
            "blank": self.shape.blank,
            "demands": self.shape.demands,
            "wanted": self._wanted,
            "verdicts": (UNCLASSED + 1) ** 3,
            "never": NEVER,
            "designs": list(self._designs()),
            "unsigned": SIGN - 1,
            "places": self._places(),
            "remainders": REMAINDERS,
            "counted": self._counted(),
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
            "way_key": self._way_key,
            "closed": self._closed,
            "lowest": self._lowest,
            "any": lambda prefix: " | ".join(f"{prefix}{word}" for word in range(self.legend.width)),
            "reached": self._reached,
        }

    def tables(self) -> Iterator[Table]:
        """The lookup tables."""
        for name, table, columns in (
            ("erosion", "erosion", ("designed", "severity", "protection")),
            ("exposed", "exposure", ("connectivity", "protection", "exposure")),
            ("given", "impact", ("severity", "impact")),
            ("classed", "class", ("impact", "exposure", "class")),
        ):
            yield Table(name, columns, tuple(self._table(table)))
        yield Table("way", ("key", "connectivity"), tuple(self._ways()))
        for scale in ("connectivity", "protection", "exposure", "impact", "class"):
            rows: tuple[Row, ...] = tuple((one.rank, one.value) for one in SCALES[scale])
            if scale == "connectivity" and self._typed:
                rows += ((UNCONNECTED, None),)
            yield Table(f"{scale}_name", (scale, "name"), rows, ("name",))
        of_kind = ("code", "kind", "title", "least", "best", "worst", "brings", "judged_only")
        yield Table("kind_word", of_kind, tuple(self._kinds()), ("title",))
        for scale in LEVELS:
            # an empty cell says that nothing is known, unless that is left to the device's type
            left = self._typed and scale not in WAY
            words = levels(scale, self.shape.words) | ({"": (None, None)} if left else {})
            rows = tuple((code, *ends) for code, ends in enumerate(words.values()))
            yield Table(f"{scale}_word", ("code", "best", "worst"), rows)
        of_criterion = ("kind", "level", "word", "bit", "since", "if_yes", "if_no", "held_by")
        yield Table("criterion", of_criterion, tuple(self._criteria()), ("held_by",))
        yield Table("verdict", ("key", "verdict"), tuple(_verdicts()), ("verdict",))

    def _table(self, name: str) -> list[Row]:
        table = self.method.tables[name]
        return [(*(one.rank for one in case), table[case].rank) for case in table.cases()]

    def _kinds(self) -> Iterator[Row]:
        numbers = {kind: number for number, kind in enumerate(self.content.profiles)}
        reaches = self._reaches()
        for code, kind in enumerate(kinds(self.content, self.shape.words).values()):
            profile = self.content.profiles[kind]
            least = profile.connectivity_at_least.level.rank if profile.connectivity_at_least else 0
            ends = (max(least, one) for one in (min(reaches), max(reaches)))
            brings = profile.impact.level.rank if profile.impact else 0
            yield code, numbers[kind], kind, least, *ends, brings, not profile.criteria

    def _ways(self) -> Iterator[Row]:
        """The connectivity of each way to reach a device, by the least that its kind has."""
        yield from enumerate(
            max(reached, least.rank) for reached in self._reaches() for least in Connectivity
        )

    def _reaches(self) -> list[int]:
        """The connectivity of each way to reach a device, in the order of the method's table."""
        table = self.method.tables["connectivity"]
        return [table[case].rank for case in table.cases()]

    def _criteria(self) -> Iterator[Row]:
        places = self.legend.places
        facts = {fact: 1 << place for place, fact in enumerate(self.shape.facts)}
        for kind, profile in enumerate(self.content.profiles.values()):
            for one in profile.criteria:
                since = one.applies_from.rank if one.applies_from else 0
                conditions = [
                    sum(facts[fact] for fact, value in one.applies_if if fact in facts and value == asked)
                    for asked in ("yes", "no")
                ]
                at = self.legend.bit(places[one.id])
                yield kind, one.level.rank, *at, since, *conditions, one.group

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

    def _wanted(self, place: str, required: str, demand: str) -> str:
        """What a device is wanted to be where it is, as one number."""
        wanted = f"{place} * {UNCLASSED + 1} + {required} + 1"
        return f"({wanted}) * {UNDESIGNED + 1} + {demand} + 1" if self._typed else wanted

    def _by_way(self, place: int) -> str:
        """The connectivity of a device by the way to reach it."""
        name = ("best", "worst")[place]
        return f"way_{name}.connectivity" if set(WAY) & self.shape.texts else f"kind_word.{name}"

    def _places(self) -> list[Row]:
        """Every place at which something may lack first, with mask and bit; after all masks nothing does.

        A place is told by the mask and the bit's remainder, 0 for the sign.
        """
        return [
            (word * REMAINDERS + (1 << bit) % SIGN % REMAINDERS, word, signed(1 << bit))
            for word in range(self.legend.width + 1)
            for bit in range(BITS)
        ]

    def _counted(self) -> list[list[int]]:
        """The masks in groups of which no kind asks for more bits than DuckDB counts in one byte."""
        places = self.legend.places
        asked = [{one.id for one in profile.criteria} for profile in self.content.profiles.values()]
        groups: list[list[int]] = [[]]
        for word in range(self.legend.width):
            together = {*groups[-1], word}
            if max(sum(places[id_] // BITS in together for id_ in ids) for ids in asked) > MOST_COUNTED:
                groups.append([])
            groups[-1].append(word)
        return groups

    def _way_key(self, end: str) -> str:
        """Where a device stands among all ways, the least that its kind has last."""
        key = "0"
        for name in WAY:
            whole = 0 if end == "best" else len(SCALES[name]) - 1
            at = f"{name}_word.{end}" if name in self.shape.texts else str(whole)
            key = f"({key} * {len(SCALES[name])} + {at})"
        return f"{key} * {len(Connectivity)} + kind_word.least"

    def _closed(self, prefix: str, word: int) -> str:
        """A mask with what is weaker than what is in it; what moves by as many places moves at once."""
        known = self.content.framework
        places = self.legend.places
        moved: defaultdict[tuple[int, int], int] = defaultdict(int)
        for id_, place in places.items():
            for one in (places[other] for other in known.weaker[id_] - {id_} if other in places):
                if one // BITS == word:
                    moved[place // BITS, place % BITS - one % BITS] |= 1 << one % BITS
        parts = [_moved(f"device.{prefix}{of}", by, bits) for (of, by), bits in sorted(moved.items())]
        return f"({' | '.join([f'device.{prefix}{word}', *parts])})"

    def _lowest(self, prefix: str) -> str:
        """The lowest level for which something lacks, one more than the highest where nothing does.

        A mask that is NULL, which none should be, lacks what the lowest asks for.
        """
        since, highest = self._since(), RUNGS[-1]
        lacks = {}
        for level in RUNGS:
            words = [word for word, first in since.items() if first <= level]
            # what lacks at all lacks for the highest
            asked = (
                f"{prefix}{word}" if level == highest else f"{prefix}{word} & q{level}_{word}"
                for word in words
            )
            lacks[level] = " | ".join(f"({one})" for one in asked) or "0"
        cases = [f"WHEN ({one}) <> 0 THEN {level}" for level, one in lacks.items()]
        return f"CASE {' '.join(cases)} WHEN ({lacks[highest]}) = 0 THEN {highest + 1} ELSE {RUNGS[0]} END"

    def _since(self) -> dict[int, int]:
        """From which level on anything is asked for in each mask, of whatever kind."""
        places, since = self.legend.places, dict[int, int]()
        for profile in self.content.profiles.values():
            for one in profile.criteria:
                word = places[one.id] // BITS
                since[word] = min(one.level.rank, since.get(word, one.level.rank))
        return dict(sorted(since.items()))

    def _designs(self) -> Iterator[Row]:
        """The protection of each design: a level that is said, or what is reached where something lacks.

        Beside the levels, and that nothing is known, stand the lowest levels for which something lacks.
        """
        below = Protection.P1 if self.method.below_p1 is BelowP1.FLOOR else Protection.UNPROTECTED
        yield from ((level, level) for level in range(UNDESIGNED + 1))
        yield from ((UNDESIGNED + 1 + lowest, max(lowest - 1, below.rank)) for lowest in range(RUNGS[-1] + 2))

    def _reached(self, lowest: str) -> str:
        """The design of a device by the lowest level for which something lacks."""
        found = f"({lowest} + {UNDESIGNED + 1})"
        if all(profile.criteria for profile in self.content.profiles.values()):
            return found
        return f"CASE WHEN judged_only THEN {UNDESIGNED} ELSE {found} END"


def _moved(mask: str, by: int, bits: int) -> str:
    """A mask, moved down by so many places, or up where that is negative; only `bits` of it are left."""
    if by >= 0:
        return f"(({mask} >> {by}) & {number(signed(bits))})"
    if bits == SIGN:
        # what is shifted onto the sign is more than a number holds
        return f"((({mask} >> {BITS - 1 + by}) & 1) * {number(LOWEST)})"
    if bits & SIGN:
        return f"{_moved(mask, by, SIGN)} | {_moved(mask, by, bits - SIGN)}"
    return f"(({mask} & {number(bits >> -by)}) << {-by})"


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
