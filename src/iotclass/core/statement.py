"""What a source says about a method's tables, as data: each statement either holds or does not.

The forms are those of the paper's sentences about Tables I and II (sections V and VI).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iotclass.core.level import Level
from iotclass.core.phrase import said
from iotclass.core.place import Place
from iotclass.core.scale import Connectivity, Impact, Protection, SecurityClass
from iotclass.core.table import Case, Table, case_text


@dataclass(frozen=True, slots=True)
class Cells:
    """Every case of `table` in which all of `where` hold has this `outcome`."""

    id: str
    section: str
    says: str
    table: str
    where: tuple[Level, ...]
    outcome: Level
    place: Place


@dataclass(frozen=True, slots=True)
class Reaches:
    """With `connectivity` and `impact`, exactly `level` is reached at each of `at`, at none of `not_at`.

    `impact` None means: under some impact (and for `not_at`: under no impact).
    """

    id: str
    section: str
    says: str
    connectivity: Connectivity
    impact: Impact | None
    level: SecurityClass
    at: tuple[Protection, ...]
    not_at: tuple[Protection, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class NotAbove:
    """The outcome of `table` is never above its input on the same scale: challenges do not protect."""

    id: str
    section: str
    says: str
    table: str
    place: Place


Statement = Cells | Reaches | NotAbove


def violations(statement: Statement, tables: Mapping[str, Table]) -> Iterator[str]:
    """Where `statement` does not hold in `tables`, in words; nothing where it holds."""
    match statement:
        case Cells():
            table = tables[statement.table]
            for case in cells(statement, table):
                if table[case] is not statement.outcome:
                    yield said(
                        "{case} gives {level}, not {wanted}",
                        case=case_text(case),
                        level=table[case],
                        wanted=statement.outcome,
                    )
        case Reaches():
            for protection in (*statement.at, *statement.not_at):
                reached = statement.level in reachable(statement, protection, tables)
                if reached != (protection in statement.at):
                    values = {"level": statement.connectivity, "by": protection, "to": statement.level}
                    yield (
                        said("{level} with {by} reaches {to}", **values)
                        if reached
                        else said("{level} with {by} does not reach {to}", **values)
                    )
        case NotAbove():
            table = tables[statement.table]
            position = table.scales.index(table.outcome)
            for case in table.cases():
                if table[case].rank > case[position].rank:
                    yield said(
                        "{case} gives {level}, above {limit}",
                        case=case_text(case),
                        level=table[case],
                        limit=case[position],
                    )


def cells(statement: Cells, table: Table) -> list[Case]:
    """The cases of `table` that `statement` speaks of."""
    return [case for case in table.cases() if set(statement.where) <= set(case)]


def reachable(statement: Reaches, protection: Protection, tables: Mapping[str, Table]) -> set[Level]:
    """The classes that `protection` gives under the statement's connectivity and impacts."""
    exposure = tables["exposure"][statement.connectivity, protection]
    impacts = Impact if statement.impact is None else (statement.impact,)
    return {tables["class"][impact, exposure] for impact in impacts}
