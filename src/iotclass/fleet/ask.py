"""What one asks of a fleet: where it stands, and what moved; counted by the engine, never row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from iotclass.core.content import Content
from iotclass.core.fleet import (
    CLASSES,
    VERDICTS,
    Class,
    Count,
    FleetSummary,
    Group,
    Held,
    Move,
    Moves,
    Standing,
)
from iotclass.core.inventory import RESULTS, Inventory
from iotclass.core.method import Method
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.fleet.dialect import DUCKDB
from iotclass.fleet.duck import Duck, States, Tell
from iotclass.fleet.literal import literal
from iotclass.fleet.output import form, replacing
from iotclass.fleet.plan import classification

ONLY_KNOWN = (
    f"(class IS NULL OR class IN ({', '.join(literal(one.value) for one in SecurityClass)})) "
    f"AND verdict IN ({', '.join(literal(one.value) for one in VERDICTS)})"
)
"""What rows a classified file has to have."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How to classify an inventory on the way; a file that is classified already needs none of it."""

    inventory: Inventory
    states: States
    method: Method
    content: Content


def is_classified(columns: Sequence[str]) -> bool:
    """Whether a table of these columns is a fleet that was classified before."""
    return set(RESULTS) <= set(columns)


def classified(duck: Duck, reading: Reading | None, tell: Tell, further: Sequence[str] = ()) -> str:
    """The classified devices as a relation: the columns of a result, and `further` columns as `b0`, `b1`, ….

    A further column is one of the result or, where it has no such, of the inventory.
    """
    if reading is None:
        named = [f"CAST({DUCKDB.name(name)} AS VARCHAR) AS b{place}" for place, name in enumerate(further)]
        own = [f"nullif(CAST({DUCKDB.name(name)} AS VARCHAR), '') AS {name}" for name in RESULTS]
        return f"(SELECT {', '.join([*own, *named])} FROM {duck.relation})"
    kept = tuple(dict.fromkeys(name for name in further if name not in RESULTS))
    found = duck.views(replace(reading.inventory, keep=kept), reading.states, reading.content, tell=tell)
    plan = classification(found.shape, found.legend, reading.method, reading.content)
    duck.create(plan)
    named = [
        f"CAST({name if name in RESULTS else f'k{kept.index(name)}'} AS VARCHAR) AS b{place}"
        for place, name in enumerate(further)
    ]
    return f"(SELECT {', '.join([*RESULTS, *named])} FROM ({plan.sql}))"


def summary(
    duck: Duck, reading: Reading | None, by: tuple[str, ...], most: int, inventory: str, tell: Tell
) -> FleetSummary:
    """Where the fleet stands; of its groups the `most` that stand worst."""
    keys = [f"b{place}" for place in range(len(by))]
    listed = "".join(f"{key}, " for key in keys)
    duck.run(
        f"CREATE OR REPLACE TEMP TABLE tally AS SELECT {listed}class, verdict, held_by, count(*) AS n "
        f"FROM {classified(duck, reading, tell, by)} WHERE {ONLY_KNOWN} GROUP BY ALL",
        tell,
    )
    (whole,) = duck.rows(f"SELECT {_counts()} FROM tally")
    groups: list[Any] = []
    many = 0
    if by:
        ordered = f"{_worst_first()}, {', '.join(f'{key} NULLS LAST' for key in keys)}"
        groups = duck.run(
            f"SELECT {listed}{_counts()} FROM tally GROUP BY {', '.join(keys)} "
            f"ORDER BY {ordered} LIMIT {most}",
            tell,
        )
        ((many,),) = duck.rows(f"SELECT count(*) FROM (SELECT DISTINCT {', '.join(keys)} FROM tally)")
    held = duck.rows(
        "SELECT CAST(held_by AS VARCHAR) AS held_by, sum(n) FROM tally WHERE held_by IS NOT NULL "
        "GROUP BY ALL ORDER BY 2 DESC, 1"
    )
    count = _count(whole)
    return FleetSummary(
        inventory,
        reading.method.reference if reading else "",
        by,
        count,
        tuple(Group(tuple(row[: len(by)]), _count(row[len(by) :])) for row in groups),
        many - len(groups),
        tuple(Held(group, int(devices)) for group, devices in held),
        duck.count(tell) - count.devices,
    )


def _counts() -> str:
    """How many devices there are of each class, then of each verdict."""
    parts = [f"class = {literal(one.value)}" if one else "class IS NULL" for one in CLASSES]
    parts += [f"verdict = {literal(one.value)}" for one in VERDICTS]
    return ", ".join(f"coalesce(sum(n) FILTER ({part}), 0)" for part in parts)


def _worst_first() -> str:
    """The order of groups: the smaller share that meets its requirement, then the worse class on average."""
    required = f"sum(n) FILTER (verdict <> {literal(Verdict.NO_REQUIREMENT.value)})"
    met = f"coalesce(sum(n) FILTER (verdict = {literal(Verdict.MET.value)}), 0)"
    ranks = " ".join(f"WHEN {literal(one.value)} THEN {one.rank}" for one in SecurityClass)
    rank = f"sum(n * CASE class {ranks} ELSE {len(SecurityClass)} END)"
    return f"{met} / {required} ASC NULLS LAST, {rank} / sum(n) DESC, sum(n) DESC"


def _count(row: Sequence[Any]) -> Count:
    figures = [int(one) for one in row]
    return Count(
        dict(zip(CLASSES, figures[: len(CLASSES)], strict=True)),
        dict(zip(VERDICTS, figures[len(CLASSES) :], strict=True)),
    )


def standing(duck: Duck, reading: Reading | None, table: str, tell: Tell) -> int:
    """Keep in a table where each device stands; returns how many rows are not told in it."""
    duck.run(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT device_id, kind, class, verdict "
        f"FROM {classified(duck, reading, tell)} WHERE device_id IS NOT NULL AND {ONLY_KNOWN}",
        tell,
    )
    ((kept,),) = duck.rows(f"SELECT count(*) FROM {table}")
    return duck.count(tell) - int(kept)


PAIRED = (
    "coalesce(later.kind, earlier.kind) AS kind, earlier.device_id IS NOT NULL AS there, "
    "earlier.class AS was_class, earlier.verdict AS was_verdict, later.device_id IS NOT NULL AS here, "
    "later.class AS class, later.verdict AS verdict"
)


def pair(duck: Duck, tell: Tell) -> tuple[int, int]:
    """Pair the devices of the tables `earlier` and `later` by their ids, as a table `paired`.

    Returns how many ids several rows of a table have, since nobody knows which of these to compare, and how
    many of these met their requirement in `earlier`.
    """
    repeated = " UNION ".join(
        f"SELECT device_id FROM {one} GROUP BY device_id HAVING count(*) > 1" for one in ("earlier", "later")
    )
    duck.run(f"CREATE OR REPLACE TEMP TABLE repeated AS {repeated}", tell)
    duck.run(
        "CREATE OR REPLACE TEMP TABLE paired AS "
        "SELECT coalesce(later.device_id, earlier.device_id) AS device_id, "
        f"{PAIRED} FROM later FULL JOIN earlier ON earlier.device_id = later.device_id "
        "WHERE coalesce(later.device_id, earlier.device_id) NOT IN (SELECT device_id FROM repeated)",
        tell,
    )
    met = f"device_id IN (SELECT device_id FROM earlier WHERE verdict = {literal(Verdict.MET.value)})"
    ((ambiguous, of_it),) = duck.rows(f"SELECT count(*), count(*) FILTER ({met}) FROM repeated")
    return int(ambiguous), int(of_it)


def paired_moves(duck: Duck, tell: Tell) -> Moves:
    """What happened to the devices of the table `paired`."""
    columns = "kind, there, was_class, was_verdict, here, class, verdict"
    return moves(duck.run(f"SELECT {columns}, count(*) FROM paired GROUP BY {columns} ORDER BY ALL", tell))


def moves(rows: Sequence[Sequence[Any]]) -> Moves:
    """Counted rows as moves: kind, whether it was there, its class and verdict, then for now, how many."""
    return Moves(
        tuple(
            Move(kind, _standing(there, was, was_verdict), _standing(here, now, verdict), int(devices))
            for kind, there, was, was_verdict, here, now, verdict, devices in rows
        )
    )


MOVED = "NOT there OR NOT here OR was_class IS DISTINCT FROM class OR was_verdict <> verdict"


def write_moved(duck: Duck, output: Path, tell: Tell) -> None:
    """Write the devices of the table `paired` that are new, gone or stand elsewhere; whole or not at all."""
    what = "CASE WHEN NOT there THEN 'new' WHEN NOT here THEN 'gone' ELSE 'moved' END AS change"
    rows = (
        f"SELECT device_id, kind, {what}, was_class, class, was_verdict, verdict FROM paired "
        f"WHERE {MOVED} ORDER BY device_id"
    )
    with replacing(output) as temporary:
        duck.run(f"COPY ({rows}) TO {literal(str(temporary))} ({form(output)})", tell)


def _standing(there: object, level: str | None, verdict: str | None) -> Standing | None:
    if not there or verdict is None:
        return None
    found: Class = SecurityClass(level) if level else None
    return Standing(found, Verdict(verdict))
