"""Which of two scenarios is better under doubt: how likely, component by component and overall.

All scenarios stand in one network, so that a judgement that two of them have in common is one unknown: what
is uncertain for both alike says nothing for either. Figures are exact sums over decision diagrams
(`diagram`); where these grow too large they are drawn (`sample`), and the result says so.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from typing import cast

from iotclass.core.assess import Assessment, ScenarioAssessment
from iotclass.core.dependence import Builder, Dependence
from iotclass.core.diagram import TooLargeError
from iotclass.core.group import Group
from iotclass.core.network import Network, Node, groups
from iotclass.core.phrase import said, said_many
from iotclass.core.sample import DRAWS, drawn
from iotclass.core.scale import SecurityClass
from iotclass.core.tally import STEPS, Spread, Tally, joined, of_all, of_group, ours, theirs

EACH = 6
"""How many scenarios are compared each with each; where there are more, each with the first."""
LIMIT = 20_000
"""The most nodes that the diagrams of a group may have before figures are drawn; there are many pairs."""
TRIED = 3
"""How many components of a group may be too large until the rest of it is not tried any more."""

KINDS = (BETTER, SAME, WORSE, UNLIKE) = (1, 0, -1, None)


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely the one is better than the other, the same or as good, worse.

    `unlike`: the one that meets fewer requirements also leaves fewer unmet, as it requires less, so that
    neither is better. What is `drawn` may be off by `sample.ERROR`, and possible though its share is 0.
    """

    better: float
    same: float
    worse: float
    unlike: float = 0.0
    drawn: bool = False

    @property
    def never_worse(self) -> bool | None:
        """Whether the one is no worse in every possible case; None: not known, as it is drawn."""
        if self.worse > 0 or self.unlike > 0:
            return False
        return None if self.drawn else True

    @property
    def flipped(self) -> Odds:
        """The same, said of the other."""
        return Odds(self.worse, self.same, self.better, self.unlike, self.drawn)


@dataclass(frozen=True, slots=True)
class Preference:
    """One scenario compared with another under doubt.

    `components` holds those that both have, None where one was not assessed; `overall` goes by the
    requirements met, then by the worst class, as `compare.rank` does. Where it is None, `reason` says why.
    """

    one: ScenarioAssessment
    other: ScenarioAssessment
    components: Mapping[str, Odds | None]
    overall: Odds | None
    reason: str = ""

    @property
    def dominates(self) -> bool | None:
        """Whether no component is worse in any possible case, and some is better in some; None: not known."""
        found = self.components.values()
        if any(one is not None and one.never_worse is False for one in found):
            return False
        if any(one is None or one.drawn for one in found):
            return None
        return any(one is not None and one.better > 0 for one in found)

    @property
    def surely_as_good(self) -> bool | None:
        """Whether the one is at least as good overall in every possible case; None: not known."""
        return None if self.overall is None else self.overall.never_worse

    @property
    def flipped(self) -> Preference:
        """The same, said of the other scenario."""
        components = {id_: one and one.flipped for id_, one in self.components.items()}
        return Preference(
            self.other, self.one, components, self.overall and self.overall.flipped, self.reason
        )


@dataclass(frozen=True, slots=True)
class Preferences:
    """Every two scenarios of an assessment compared; and whether anything is in doubt at all."""

    in_doubt: bool
    pairs: tuple[Preference, ...]

    @property
    def drawn(self) -> bool:
        """Whether any of the figures is drawn."""
        odds = [found for one in self.pairs for found in (*one.components.values(), one.overall)]
        return any(found is not None and found.drawn for found in odds)


def is_in_doubt(assessment: Assessment) -> bool:
    """Whether any class of `assessment` depends on something that is not known for certain."""
    network = Network()
    builder = Builder(network, assessment.method, assessment.content)
    for scenario in assessment.scenarios:
        builder.scenario(scenario)
        if network.unknowns:
            return True
    return False


def preferences(assessment: Assessment, limit: int = LIMIT, steps: int = STEPS) -> Preferences:
    """The scenarios of `assessment` compared under doubt; `limit` and `steps` say how much is still exact."""
    maker = _Maker(assessment, limit, steps)
    count = len(assessment.scenarios)
    pairs = combinations(range(count), 2) if count <= EACH else ((0, other) for other in range(1, count))
    return Preferences(bool(maker.network.unknowns), tuple(maker.preference(*pair) for pair in pairs))


@dataclass(frozen=True, slots=True)
class _Part:
    """What is asked of a component: in which scenario it is better, and what it adds to the tally.

    `sign` is None where it is not in both, or not assessed; `tally` where it is not assessed in either.
    """

    sign: Node | None
    tally: Node | None

    @property
    def nodes(self) -> list[Node]:
        """Those that there are."""
        return [node for node in (self.sign, self.tally) if node is not None]


class _Maker:
    """The preferences between the scenarios of one assessment, all of them in one network."""

    def __init__(self, assessment: Assessment, limit: int, steps: int) -> None:
        self.scenarios, self.limit, self.steps = assessment.scenarios, limit, steps
        self.network = Network()
        builder = Builder(self.network, assessment.method, assessment.content)
        self.made = [builder.scenario(one) for one in assessment.scenarios]
        self.known: dict[int, Odds] = {}
        """The odds of components by the number of their sign: what pairs have in common is computed once."""

    def preference(self, first: int, second: int) -> Preference:
        """The scenario of number `first` compared with that of number `second`."""
        one, other = self.scenarios[first], self.scenarios[second]
        parts = {
            id_: self._part(self.made[first].get(id_), self.made[second].get(id_))
            for id_ in dict.fromkeys((*one.components, *other.components))
        }
        reason = _unfit(one) or _unfit(other)
        exact, too_large = self._figured(list(parts.values()), whole=not reason)
        components = {id_: self._odds(parts[id_].sign) for id_ in one.components if id_ in other.components}
        if reason:
            return Preference(one, other, components, None, reason)
        total, drawn = of_all(exact, too_large, self.steps)
        surplus = one.required - other.required
        shares: dict[int | None, list[float]] = {}
        for tally, share in total.items():
            shares.setdefault(_outcome(tally, surplus), []).append(share)
        overall = _odds({key: fsum(found) for key, found in shares.items()}, drawn=drawn)
        return Preference(one, other, components, overall)

    def _part(self, one: Dependence | None, other: Dependence | None) -> _Part:
        """The nodes of a component that is in one scenario or in both."""
        network = self.network
        tallies = [network.ruled(ours, *_asked(one))] if one is not None else []
        tallies += [network.ruled(theirs, *_asked(other))] if other is not None else []
        tally = tallies[0] if len(tallies) == 1 else network.ruled(joined, *tallies) if tallies else None
        if one is None or other is None:
            return _Part(None, tally)
        same = one.final is other.final
        return _Part(network.fixed(SAME) if same else network.ruled(_sign, one.final, other.final), tally)

    def _figured(self, parts: Sequence[_Part], *, whole: bool) -> tuple[list[Spread], list[Node]]:
        """The tallies of groups that share no unknown, where the `whole` is asked for.

        Those of groups that are too large come as nodes. On the way the odds of components are found.
        """
        tallies = [part.tally for part in parts if part.tally is not None]
        exact: list[Spread] = [((cast("Tally", one.value), 1.0),) for one in tallies if one.is_fixed]
        too_large: list[Node] = []
        for together in groups([part.nodes for part in parts]):
            members = [parts[place] for place in together]
            group = Group([part.nodes for part in members], self.limit)
            small = self._compiled([part.sign for part in members if part.sign is not None], group)
            if not whole:
                continue
            added = [part.tally for part in members if part.tally is not None]
            spread = of_group(group, added, self.steps) if small else None
            exact += [spread] if spread is not None else []
            too_large += added if spread is None else []
        return exact, too_large

    def _compiled(self, signs: Sequence[Node], group: Group) -> bool:
        """Find the odds of the components of a group; False where some are drawn, as they are too large."""
        too_large: list[Node] = []
        for sign in signs:
            if sign.is_fixed or sign.number in self.known:
                continue
            found = _exactly(sign, group) if len(too_large) < TRIED else None
            if found is None:
                too_large.append(sign)
            else:
                self.known[sign.number] = found
            if found is None or len(group.diagrams.asks) > self.limit // 8:
                group.clear()  # what one leaves behind is not to be in the way of the next
        group.clear()
        found_in = drawn(too_large) if too_large else {}
        for sign in too_large:
            draws = cast("dict[int | None, int]", found_in[sign.number])
            shares = {key: bits.bit_count() / DRAWS for key, bits in draws.items()}
            self.known[sign.number] = _odds(shares, drawn=True)
        return not any(self.known[one.number].drawn for one in signs if not one.is_fixed)

    def _odds(self, sign: Node | None) -> Odds | None:
        """The odds of a component; None where it was not assessed."""
        if sign is None:
            return None
        if sign.is_fixed:
            return _odds({cast("int", sign.value): 1.0})
        return self.known[sign.number]


def _unfit(scenario: ScenarioAssessment) -> str:
    """Why a scenario cannot be compared as a whole; empty where it can."""
    if not scenario.components:
        return said("{scenario!r} has no components", scenario=scenario.scenario.id)
    if scenario.level is None:
        return said_many(
            "{ids} is not assessed in {scenario!r}",
            "{ids} are not assessed in {scenario!r}",
            len(scenario.worst),
            ids=_listed(scenario.worst),
            scenario=scenario.scenario.id,
        )
    return ""


def _listed(ids: Sequence[str]) -> str:
    """The first of `ids`."""
    shown = ", ".join(ids[:3])
    return said("{ids} and {count} more", ids=shown, count=len(ids) - 3) if len(ids) > 3 else shown


def _asked(found: Dependence) -> tuple[Node, ...]:
    """The class of a component, and whether its requirement is met, where it has one."""
    return (found.final,) if found.meets is None else (found.final, found.meets)


def _sign(one: SecurityClass, other: SecurityClass) -> int:
    """Whether a class is better than another."""
    return _against(other.badness, one.badness)


def _against(one: int, other: int) -> int:
    """BETTER where `one` is more than `other`."""
    return (one > other) - (one < other)


def _outcome(tally: Tally, surplus: int) -> int | None:
    """Which scenario is better by its tally, as `compare.rank` has it.

    The one requires `surplus` more than the other. UNLIKE where the one that meets more leaves more unmet,
    too: `compare.asks_less`.
    """
    ahead, worst, other_worst = tally
    if 0 < ahead < surplus or surplus < ahead < 0:
        return UNLIKE
    return _against(ahead, 0) or _against(other_worst, worst)


def _odds(shares: Mapping[int | None, float], *, drawn: bool = False) -> Odds:
    """The odds of what has these probabilities; what alone is possible is certain, however sums round."""
    if len(shares) == 1:
        shares = dict.fromkeys(shares, 1.0)
    better, same, worse, unlike = (min(shares.get(key, 0.0), 1.0) for key in (BETTER, SAME, WORSE, UNLIKE))
    return Odds(better, same, worse, unlike, drawn)


def _exactly(sign: Node, group: Group) -> Odds | None:
    """The odds of a component; None where its diagram is too large."""
    try:
        diagrams, diagram = group.diagrams, group.diagram(sign)
        shares = diagrams.mean(diagram, {}, _of_sign)
    except TooLargeError:
        return None
    possible = {diagrams.outcomes[one] for one in diagrams.reached(diagram) if one in diagrams.outcomes}
    return _odds({key: share for key, share in zip(KINDS, shares, strict=True) if key in possible})


def _of_sign(sign: Hashable) -> tuple[float, ...]:
    """1 for a sign, 0 for the others."""
    return tuple(float(sign == one) for one in KINDS)
