"""What a campaign would do: the classification of an inventory, run over its own outcome once changed.

A row is classified, changed and classified again on its way through, so that nothing has to be paired.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from iotclass.core.fleet import Campaign, Lift, Moves
from iotclass.core.inventory import LEVELS
from iotclass.fleet.ask import Reading, moves
from iotclass.fleet.condition import condition, meant
from iotclass.fleet.duck import Duck, Tell
from iotclass.fleet.literal import literal, number, values
from iotclass.fleet.plan import Shape, classification
from iotclass.fleet.prepare import Prepared
from iotclass.fleet.word import kinds, levels

PICKED = "k0"
ZERO = "CAST(0 AS BIGINT)"


@dataclass(frozen=True, slots=True)
class Asked:
    """The moves, how many devices the condition selects, the controls that would lift most of them."""

    moves: Moves
    selected: int
    ranked: tuple[Lift, ...]


def what_if(duck: Duck, reading: Reading, campaign: Campaign, tell: Tell) -> Asked:
    """What the campaign would do to the fleet, and what each single control would do as it stands."""
    chosen = _unused(duck.columns)
    also = {chosen: condition(campaign.where, duck) if campaign.where else "true"}
    inventory = replace(reading.inventory, keep=(chosen,))
    found = duck.views(inventory, reading.states, reading.content, also=also, tell=tell)
    found = replace(found, shape=replace(found.shape, controls=True))  # where none is said, all are unknown
    asking = _Asking(duck, reading, campaign, found, _columns(duck))
    with meant(campaign.where):
        counted = asking.counted(tell)
        ((selected,),) = duck.rows("SELECT coalesce(sum(n), 0) FROM lacked WHERE picked")
        return Asked(moves(counted), int(selected), asking.ranked(tell))


def _unused(columns: tuple[str, ...]) -> str:
    """A name that no column has."""
    folded = {one.casefold() for one in columns}
    return next(name for number in range(len(columns) + 1) if (name := f"chosen_{number}") not in folded)


def _columns(duck: Duck) -> tuple[str, ...]:
    """What the view of the inventory holds beside the id, the choice and what is wrong."""
    described = duck.rows("DESCRIBE SELECT * FROM inventory")
    return tuple(
        str(row[0])
        for row in described
        if row[0] not in {"device_id", "wrong", "wrong_in", "wrong_as", PICKED}
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    duck: Duck
    reading: Reading
    campaign: Campaign
    found: Prepared
    columns: tuple[str, ...]

    @property
    def firsts(self) -> tuple[str, ...]:
        """The masks of what lacks for the next level."""
        return tuple(f"first{word}" for word in range(self.found.legend.width))

    def stood(self) -> str:
        """The devices as they are: what the inventory says of each, its class, what it lacks next."""
        shape = replace(self.found.shape, kept=1 + len(self.columns))
        carried = "".join(f", {name} AS k{place}" for place, name in enumerate(self.columns, 1))
        sql = self._classified(f"SELECT *{carried} FROM temp.inventory", shape, first=True)
        back = ", ".join(f"k{place} AS {name}" for place, name in enumerate(self.columns, 1))
        return (
            f"(SELECT device_id, {PICKED} AS picked, kind AS its_kind, class AS was_class, "
            f"verdict AS was_verdict, {', '.join(self.firsts)}, {back} FROM ({sql}))"
        )

    def counted(self, tell: Tell) -> list[Any]:
        """How many devices stand which way and would stand which, per kind.

        What they lack is kept beside, in a table `lacked`, as far as one control could close it.
        """
        near = self._near()
        lacked = [f"CASE WHEN picked AND {near} THEN {one} ELSE 0 END AS {one}" for one in self.firsts]
        said = ["picked", "was_class", "was_verdict", *lacked]
        if self.campaign.changes:
            changes = self._changes()
            shape = self._changed_shape()
            sql = self._again(changes, shape, said, self.stood())
        else:
            as_is = ["its_kind AS kind", "was_class AS class", "was_verdict AS verdict", *said]
            sql = f"SELECT {', '.join(as_is)} FROM {self.stood()}"
        self.duck.run(
            "CREATE OR REPLACE TEMP TABLE lacked AS "
            "SELECT kind, picked, was_class, was_verdict, class, verdict, "
            f"{', '.join(self.firsts)}, count(*) AS n FROM ({sql}) GROUP BY ALL",
            tell,
        )
        return self.duck.rows(
            "SELECT kind, true, was_class, was_verdict, true, class, verdict, sum(n) FROM lacked "
            "GROUP BY ALL ORDER BY ALL"
        )

    def ranked(self, tell: Tell) -> tuple[Lift, ...]:
        """What each single control would do to the selected devices as they are, those that lift most first.

        A control lifts a device only where all that lacks for the next level comes with it: where it is what
        lacks, or stands above all of that on a ladder.
        """
        legend = self.found.legend
        candidates = [id_ for id_ in legend.controls if id_]
        weaker = self.reading.content.framework.weaker
        rows = [
            (place, *legend.masks(weaker[id_]), *legend.masks([id_])) for place, id_ in enumerate(candidates)
        ]
        covers = [f"c{word}" for word in range(legend.width)]
        adds = [f"add{word}" for word in range(legend.width)]
        lacks = ", ".join(self.firsts)
        covered = " AND ".join(
            f"({one} & ~{cover}) = 0" for one, cover in zip(self.firsts, covers, strict=True)
        )
        self.duck.run(
            f"CREATE OR REPLACE TEMP TABLE closing AS SELECT {lacks}, {', '.join(adds)}, place "
            f"FROM (SELECT DISTINCT {lacks} FROM lacked WHERE ({' | '.join(self.firsts)}) <> 0) "
            f"JOIN ({values(rows)}) AS candidate({', '.join(['place', *covers, *adds])}) ON {covered}",
            tell,
        )
        same = " AND ".join(f"closing.{one} = stood.{one}" for one in self.firsts)
        columns = ", ".join(f"stood.{one} AS {one}" for one in self.columns)
        source = (
            f"(SELECT device_id, picked, was_class, was_verdict, place, {', '.join(adds)}, {columns} "
            f"FROM {self.stood()} AS stood JOIN closing ON {same} WHERE picked)"
        )
        changes = {
            f"{mask}{word}": f"{mask}{word} | add{word}" if mask == "y" else f"{mask}{word} & ~add{word}"
            for word in range(legend.width)
            for mask in "yda"
            if f"{mask}{word}" in self.columns
        }
        sql = self._again(changes, self.found.shape, ["place", "was_class", "was_verdict"], source)
        found = self.duck.run(
            "SELECT place, count(*) FILTER (class < was_class), "
            "count(*) FILTER (verdict = 'met' AND was_verdict NOT IN ('met', 'no requirement')) "
            f"FROM ({sql}) GROUP BY place",
            tell,
        )
        lifts = [Lift(candidates[place], better, gained) for place, better, gained in sorted(found)]
        lifts = [one for one in lifts if one.better or one.gained]
        return tuple(sorted(lifts, key=lambda one: (-one.better, -one.gained)))

    def _near(self) -> str:
        """Whether so little lacks for the next level that one control might do."""
        weaker = self.reading.content.framework.weaker
        most = max(len(weaker[id_]) for id_ in self.found.legend.controls if id_)
        return f"({' + '.join(f'bit_count({one})' for one in self.firsts)}) <= {most}"

    def _classified(self, inventory: str, shape: Shape, *, first: bool = False, facts: str = "") -> str:
        """The classification of a query's rows."""
        reading = self.reading
        plan = classification(shape, self.found.legend, reading.method, reading.content, first=first)
        also = f", fact_set AS ({facts})" if facts else ""
        return f"WITH inventory AS ({inventory}){also} SELECT * FROM ({plan.text})"

    def _again(self, changes: Mapping[str, str], shape: Shape, said: list[str], source: str) -> str:
        """The rows of `source` classified with these columns changed, what is `said` of each beside."""
        columns = {**{name: name for name in self.columns}, **changes}
        parts = [f"{sql} AS {name}" for name, sql in columns.items()]
        names = [one.rpartition(" AS ")[2] for one in said]
        kept = [f"{one.rpartition(' AS ')[0] or one} AS k{place}" for place, one in enumerate(said)]
        rows = f"SELECT device_id, {', '.join([*parts, *kept])} FROM {source}"
        sql = self._classified(rows, replace(shape, kept=len(said), wrong=False), facts=self._facts())
        back = ", ".join(f"k{place} AS {name}" for place, name in enumerate(names))
        return f"SELECT kind, class, verdict, {back} FROM ({sql})"

    def _set(self) -> dict[str, str]:
        """The levels that the campaign sets."""
        return {name: text for name, text in (self.campaign.values or {}).items() if name in LEVELS}

    def _facts_set(self) -> dict[str, str]:
        return {name: text for name, text in (self.campaign.values or {}).items() if name not in LEVELS}

    def _changed_shape(self) -> Shape:
        """The shape of the inventory once it says what the campaign makes it say."""
        shape = self.found.shape
        return replace(
            shape,
            texts=shape.texts | set(self._set()),
            facts=(*shape.facts, *(name for name in self._facts_set() if name not in shape.facts)),
        )

    def _changes(self) -> dict[str, str]:
        """Each column that the campaign changes, with what it says then."""
        return {name: f"CASE WHEN picked THEN {then} ELSE {now} END" for name, now, then in self._changed()}

    def _changed(self) -> Iterator[tuple[str, str, str]]:
        legend = self.found.legend
        added, removed = legend.masks(self.campaign.add), legend.masks(self.campaign.remove)
        for word, (on, off) in enumerate(zip(added, removed, strict=True)):
            if on or off:
                yield f"y{word}", f"y{word}", f"(y{word} | {_big(on)}) & ~{_big(off)}"
                for mask in (one for one in (f"d{word}", f"a{word}") if one in self.columns):
                    yield mask, mask, f"{mask} & ~({_big(on)} | {_big(off)})"
        for name, text in self._set().items():
            codes = {word: str(code) for code, word in enumerate(levels(name, self.found.shape.words))}
            now = f"w_{name}" if f"w_{name}" in self.columns else codes[""]
            yield f"w_{name}", now, codes[text.lower()]
            yield f"t_{name}", f"t_{name}" if f"t_{name}" in self.columns else "''", literal(text)
        if self._facts_set():
            yield from self._changed_facts(known="f_yes" in self.columns)

    def _changed_facts(self, *, known: bool) -> Iterator[tuple[str, str, str]]:
        facts = self._changed_shape().facts
        said = dict.fromkeys(("yes", "no", "unknown"), 0)
        for name, state in self._facts_set().items():
            said[state] |= 1 << facts.index(name)
        every = sum(said.values())
        for column, state in (("f_yes", "yes"), ("f_no", "no"), ("f_open", "unknown")):
            now = column if known else ZERO
            yield column, now, f"({now} & ~{_big(every)}) | {_big(said[state])}"

    def _facts(self) -> str:
        """The sets of facts that there can be, where the campaign changes some."""
        if not self._facts_set():
            return ""
        known = "f_yes" in self.columns
        now = "SELECT w_kind, f_yes, f_no, f_open FROM temp.fact_set"
        if not known:
            codes = range(len(kinds(self.reading.content, self.found.shape.words)))
            none = values([(code, 0, 0, 0) for code in codes])
            now = f"SELECT * FROM ({none}) AS none(w_kind, f_yes, f_no, f_open)"
        then = ", ".join(f"{sql} AS {name}" for name, _, sql in self._changed_facts(known=True))
        masks = [f"CAST({name} AS BIGINT) AS {name}" for name in ("f_yes", "f_no", "f_open")]
        columns = ", ".join(["w_kind", *masks])
        return (
            f"SELECT {columns} FROM ({now}) UNION SELECT {columns} FROM (SELECT w_kind, {then} FROM ({now}))"
        )


def _big(bits: int) -> str:
    return f"CAST({number(bits)} AS BIGINT)"
