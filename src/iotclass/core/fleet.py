"""Where a fleet stands, what a change does to it, what moved in it: counts of devices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict

Class = SecurityClass | None
"""A device's class, the worst end where it is in doubt; None where it was not assessed."""
CLASSES: tuple[Class, ...] = (*SecurityClass, None)
VERDICTS = (Verdict.MET, Verdict.NOT_MET, Verdict.OPEN, Verdict.NOT_ASSESSED, Verdict.NO_REQUIREMENT)
"""What a verdict on a device can be; nobody accepts anything in an inventory."""
FAILING = frozenset({Verdict.NOT_MET, Verdict.OPEN, Verdict.NOT_ASSESSED})
"""The verdicts on a requirement that is not met for certain."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many devices have which class and which verdict."""

    classes: Mapping[Class, int]
    verdicts: Mapping[Verdict, int]

    @property
    def devices(self) -> int:
        """How many devices there are."""
        return sum(self.classes.values())

    @property
    def met(self) -> int:
        """How many devices meet what is required of them."""
        return self.verdicts.get(Verdict.MET, 0)

    @property
    def required(self) -> int:
        """Of how many devices a class is required."""
        return self.devices - self.verdicts.get(Verdict.NO_REQUIREMENT, 0)

    @property
    def share(self) -> float | None:
        """The share that meets its requirement, of those that have one."""
        return self.met / self.required if self.required else None


@dataclass(frozen=True, slots=True)
class Group:
    """The devices that are alike in the columns asked for."""

    names: tuple[str | None, ...]
    count: Count


@dataclass(frozen=True, slots=True)
class Held:
    """How many devices a group of criteria keeps from the next protection level."""

    group: str
    devices: int


@dataclass(frozen=True, slots=True)
class FleetSummary:
    """Where a fleet stands as a whole and by groups, the worst first; `more` groups are not told.

    `unclassified` rows could not be classified. The method is empty where a classified file does not say it.
    """

    inventory: str
    method: str
    by: tuple[str, ...]
    whole: Count
    groups: tuple[Group, ...]
    more: int
    held: tuple[Held, ...]
    unclassified: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A device's class and verdict."""

    level: Class
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Move:
    """How many devices of a kind stood one way and stand another; None where they are not there."""

    kind: str
    was: Standing | None
    now: Standing | None
    devices: int

    @property
    def step(self) -> int:
        """By how many letters the class is worse; 0 where it was not assessed before or after."""
        if self.was is None or self.now is None or self.was.level is None or self.now.level is None:
            return 0
        return self.now.level.rank - self.was.level.rank

    @property
    def gained(self) -> bool:
        """Whether a requirement is met that was not."""
        if self.was is None or self.now is None:
            return False
        return self.was.verdict in FAILING and self.now.verdict is Verdict.MET

    @property
    def broken(self) -> bool:
        """Whether a requirement that was met is not any more; one that is no more breaks nothing."""
        if self.was is None or self.now is None:
            return False
        return self.was.verdict is Verdict.MET and self.now.verdict in FAILING


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything that happened to the devices of a fleet."""

    parts: tuple[Move, ...]

    def of(self, kind: str) -> Moves:
        """What happened to the devices of a kind."""
        return Moves(tuple(one for one in self.parts if one.kind == kind))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the devices."""
        return tuple(sorted({one.kind for one in self.parts}))

    @property
    def pairs(self) -> tuple[tuple[tuple[Class, Class], int], ...]:
        """How many devices of which class are of which now, the best classes first."""
        found: dict[tuple[Class, Class], int] = {}
        for one in self.parts:
            if one.was is not None and one.now is not None:
                key = (one.was.level, one.now.level)
                found[key] = found.get(key, 0) + one.devices
        order = CLASSES.index
        return tuple(sorted(found.items(), key=lambda item: (order(item[0][0]), order(item[0][1]))))

    @property
    def before(self) -> Count:
        """Where they stood."""
        return _count((one.was, one.devices) for one in self.parts)

    @property
    def after(self) -> Count:
        """Where they stand."""
        return _count((one.now, one.devices) for one in self.parts)

    @property
    def better(self) -> int:
        """How many have a better class."""
        return sum(one.devices for one in self.parts if one.step < 0)

    @property
    def worse(self) -> int:
        """How many have a worse class."""
        return sum(one.devices for one in self.parts if one.step > 0)

    @property
    def gained(self) -> int:
        """How many meet their requirement and did not."""
        return sum(one.devices for one in self.parts if one.gained)

    @property
    def broken(self) -> int:
        """How many met their requirement and do not any more."""
        return sum(one.devices for one in self.parts if one.broken)

    @property
    def new(self) -> int:
        """How many were not there."""
        return sum(one.devices for one in self.parts if one.was is None)

    @property
    def gone(self) -> int:
        """How many are not there any more."""
        return sum(one.devices for one in self.parts if one.now is None)

    @property
    def gone_met(self) -> int:
        """How many of these met their requirement."""
        gone = (one for one in self.parts if one.now is None)
        return sum(one.devices for one in gone if one.was and one.was.verdict is Verdict.MET)


@dataclass(frozen=True, slots=True)
class Lift:
    """For how many devices one control, where it is not yet, gives a better class or a requirement met."""

    control: str
    better: int
    gained: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """A change to the devices that a condition selects: controls to have and to lack, levels and facts."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    values: Mapping[str, str] | None = None
    where: str = ""

    @property
    def changes(self) -> bool:
        """Whether it changes anything."""
        return bool(self.add or self.remove or self.values)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a campaign would do, and which single controls would lift most of the devices `selected`."""

    inventory: str
    method: str
    campaign: Campaign
    selected: int
    moves: Moves
    ranked: tuple[Lift, ...]
    unclassified: int


@dataclass(frozen=True, slots=True)
class FleetDiff:
    """What moved from one inventory to another; ids of several rows are `ambiguous`, and left out.

    `ambiguous_met` of these met their requirement before. `results` says of each whether it was a file that
    is classified, of which `unclassified` rows say no class or verdict.
    """

    old: str
    new: str
    moves: Moves
    ambiguous: int
    ambiguous_met: int
    unclassified: tuple[int, int]
    results: tuple[bool, bool]

    @property
    def unsure(self) -> int:
        """How many met their requirement, while nobody can say whether they still do.

        What is gone may be among the new rows that could not be classified, where there are any.
        """
        return self.ambiguous_met + (self.moves.gone_met if self.unclassified[1] else 0)

    @property
    def passed(self) -> bool:
        """Whether every device that met its requirement, and is not gone, still does."""
        return not (self.moves.broken or self.unsure)


def _count(found: Iterable[tuple[Standing | None, int]]) -> Count:
    classes: dict[Class, int] = {}
    verdicts: dict[Verdict, int] = {}
    for standing, devices in found:
        if standing is not None:
            classes[standing.level] = classes.get(standing.level, 0) + devices
            verdicts[standing.verdict] = verdicts.get(standing.verdict, 0) + devices
    return Count(classes, verdicts)
