"""Findings: levels that carry the reasons for them, down to a table's row and a model's line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from iotclass.core.judgement import Judgement
from iotclass.core.level import Level, Span, worst
from iotclass.core.phrase import Later, Phrase, said, say, series
from iotclass.core.table import Case, Origin, Row, Table

JUDGED = said("judged")
"""The rule of a judgement of which nobody says more."""


class How(Enum):
    """How a finding's level follows from its reasons."""

    STATED = "stated"
    """It does not: the model, the kind or nobody states it."""
    TABLE = "table"
    """Looked up in a table, each end by itself."""
    WORST = "worst"
    """The worst of the reasons, each end by itself."""
    CRITERIA = "criteria"
    """The level below the first criterion that is not met; the reasons are those that lack."""
    MILDEST = "mildest"
    """The least bad of the reasons, each end by itself."""
    SHARE = "share"
    """From the share of a limit that controls use."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`level` holds for what it is `about`, by `rule`, because of earlier findings.

    `level` is None where nothing could be assessed; `note` then says why. `at` cites the model's line
    (`file:line`) where a person stated the level; `rows` are the table rows that gave it: one, or the
    one of the best and the one of the worst end. `origin` says where a level comes from that no table
    gave, `judgement` is the judgement that states it, where one does.
    """

    about: str | Later
    level: Span[Level] | None
    rule: str
    because: tuple[Finding, ...] = ()
    at: str = ""
    rows: tuple[tuple[str, Row], ...] = ()
    origin: Origin | None = None
    note: str = ""
    how: How = How.STATED
    judgement: Judgement | None = None

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        return say(self.about)


def judged(subject: str | Later, judgement: Judgement) -> Finding:
    """A judgement as a finding."""
    rule = said("judged by {by}", by=judgement.by) if judgement.by else JUDGED
    if judgement.sure:
        rule = said("{judged}, {sure}", judged=rule, sure=said(judgement.sure))
    if judgement.variable:
        rule = said("{judged}, shared as {id}", judged=rule, id=judgement.variable)
    return Finding(
        subject, judgement.span, rule, at=str(judgement.place), note=judgement.why, judgement=judgement
    )


def worst_of(subject: str | Later, rule: str, *because: Finding, at: str = "") -> Finding:
    """The worst of several findings; not assessed where one of them is not."""
    spans = [finding.level for finding in because if finding.level is not None]
    if len(spans) < len(because):
        return not_assessed(subject, rule, *because)
    return Finding(subject, worst(spans), rule, because, at=at, how=How.WORST)


def decide(subject: str | Later, table: Table, *because: Finding) -> Finding:
    """Look the levels of `because` up in `table`: one row for the best ends, one for the worst.

    Two look-ups bound the outcome exactly, because tables are monotone. Where a reason was not
    assessed, neither is the outcome.
    """
    spans = [finding.level for finding in because]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return not_assessed(subject, _by(table.name), *because)
    best = table.rows[tuple(span.best for span in known)]
    worst = table.rows[tuple(span.worst for span in known)]
    rows = ((table.name, best),) if best is worst else ((table.name, best), (table.name, worst))
    return Finding(
        subject, Span(best.outcome, worst.outcome), _by(table.name), because, rows=rows, how=How.TABLE
    )


@cache
def _by(table: str) -> Phrase:
    return said("{table} table", table=said(table))


def not_assessed(subject: str | Later, rule: str, *because: Finding, note: str = "") -> Finding:
    """A finding that could not be made, because `because` could not, or for the reason of `note`."""
    blocked = [finding.subject for finding in because if finding.level is None]
    note = note or said("{what} not assessed", what=series(" and ", blocked))
    return Finding(subject, None, rule, because, note=note)


def walk(finding: Finding, depth: int = 0) -> Iterator[tuple[int, Finding]]:
    """The finding and everything that it follows from, each with its depth."""
    yield depth, finding
    for reason in finding.because:
        yield from walk(reason, depth + 1)


Rows = dict[tuple[str, Case], tuple[str, Row]]


def rests_on(finding: Finding, known: dict[int, Rows] | None = None) -> tuple[tuple[str, Row], ...]:
    """The table rows that `finding` rests on, each once, in the order of the reasoning (reasons first).

    `known` keeps what was found, by the identity of findings: what many rest on is gone through once.
    """
    return tuple(_rows(finding, {} if known is None else known).values())


def _rows(finding: Finding, known: dict[int, Rows]) -> Rows:
    found = known.get(id(finding))
    if found is None:
        found = {}
        for reason in finding.because:
            for key, cited in _rows(reason, known).items():
                found.setdefault(key, cited)
        for name, row in finding.rows:
            found.setdefault((name, row.case), (name, row))
        known[id(finding)] = found
    return found
