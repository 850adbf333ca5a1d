"""Rules by which the values of a network follow from others, each one object: they are known by identity."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from iotclass.core.level import Level
from iotclass.core.method import BelowP1
from iotclass.core.network import Rule
from iotclass.core.resource import Resources
from iotclass.core.scale import Connectivity, Protection, SecurityClass, Severity
from iotclass.core.system import Limit
from iotclass.core.table import Table
from iotclass.core.usage import percent

# Outcomes are passed to rules by position, truth values too.
# ruff: noqa: FBT001


def worse(one: Level, other: Level) -> Level:
    """The worse of two levels."""
    return other if other.badness > one.badness else one


def milder(one: Level, other: Level) -> Level:
    """The less bad of two levels."""
    return one if other.badness > one.badness else other


def both(one: bool, other: bool) -> bool:
    """Whether both hold."""
    return one and other


def either(one: bool, other: bool) -> bool:
    """Whether one of both holds."""
    return one or other


def looked_up_in(table: Table) -> Rule:
    """A case looked up in `table`."""

    def looked_up(*case: Level) -> Level:
        return table[case]

    return looked_up


def denied(value: bool) -> bool:
    """Whether something is not so."""
    return not value


@cache
def is_value(value: str) -> Rule:
    """Whether a fact has `value`."""

    def has(other: str) -> bool:
        return other == value

    return has


@cache
def reaches_level(level: Connectivity) -> Rule:
    """Whether a connectivity is `level` or more."""

    def reaches(connectivity: Connectivity) -> bool:
        return connectivity >= level

    return reaches


@cache
def capped_by(level: Protection, below_p1: BelowP1) -> Rule:
    """The protection that a criterion of `level` leaves, by whether it lacks."""
    below = list(Protection)[level.rank - 1]
    if level is Protection.P1:
        below = Protection.P1 if below_p1 is BelowP1.FLOOR else Protection.UNPROTECTED

    def cap(lacks: bool) -> Protection:
        return below if lacks else Protection.P5

    return cap


@cache
def as_good_as(demanded: Level) -> Rule:
    """Whether a level is no worse than `demanded`."""

    def as_good(level: Level) -> bool:
        return level.badness <= demanded.badness

    return as_good


def unasked(level: SecurityClass) -> tuple[SecurityClass, None]:
    """The outcome of a component of which nothing is required."""
    return level, None


def outcome_of(level: SecurityClass, meets: bool) -> tuple[SecurityClass, bool]:
    """The outcome of a component: its class, and whether its requirement is met."""
    return level, meets


@cache
def adding(amount: Fraction) -> Rule:
    """An amount used, with `amount` more where something is there."""

    def added(total: Fraction, there: bool) -> Fraction:
        return total + amount if there else total

    return added


def severity_of(known: Resources, limit: Limit) -> Rule:
    """The severity for an amount used; float(total) rounds once, as the sum that `Use.most` makes."""

    def severity(total: Fraction) -> Severity:
        return known.share(percent(float(total), limit)).severity

    return severity
