"""Two versions of a model: which classes moved and because of what, and what is said otherwise.

A class moves because of the model, of the method (where both versions have one of their own, the old model
is assessed by the new method too, which parts the one from the other), or of what is shipped with the tool.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from iotclass.core.assess import Assessment, ComponentAssessment
from iotclass.core.compare import Moved, moved
from iotclass.core.level import Level, Span
from iotclass.core.method import Method
from iotclass.core.scale import SecurityClass
from iotclass.core.stated import NOTHING, Statements, Usual, of_component, of_scenario, of_system
from iotclass.core.verdict import Verdict

UNMET = frozenset({Verdict.NOT_MET, Verdict.OPEN, Verdict.NOT_ASSESSED})
"""The verdicts of a requirement that does not hold and that nobody accepted."""


class Cause(Enum):
    """What a result follows from, and so what can change it."""

    MODEL = "model"
    METHOD = "method"
    SHIPPED = "content"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Result:
    """What comes of a component: its class, its verdict with the reason; and what is said of it.

    `assessed` is None where only a report tells.
    """

    level: Span[Level] | None
    verdict: Verdict
    requires: SecurityClass | None
    reason: str
    said: Statements
    assessed: ComponentAssessment | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A scenario: how its components stand, and what is said of it beside them."""

    components: Mapping[str, Result]
    said: Statements


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a model, assessed.

    `basis` holds, where only a report tells, the versions and hashes of what it rests on.
    """

    scenarios: Mapping[str, Part]
    said: Statements
    basis: Mapping[Cause, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shift:
    """A component that stands otherwise than before: in its class, in its verdict, or in being there.

    `causes` are what it follows from, or of several the ones that it can follow from where only a report
    tells; `moved` holds the inputs that moved the class, as far as the model moved it.
    """

    scenario: str
    component: str
    was: Result | None
    now: Result | None
    causes: tuple[Cause, ...]
    moved: Moved | None

    @property
    def worse(self) -> bool:
        """Whether the class is worse: at its worst end, or that being equal at its best. None is worst."""
        return self.was is not None and self.now is not None and _badness(self.now) > _badness(self.was)

    @property
    def better(self) -> bool:
        """Whether the class is better."""
        return self.was is not None and self.now is not None and _badness(self.now) < _badness(self.was)

    @property
    def broken(self) -> bool:
        """Whether a requirement does not hold that did before, or that was not there before."""
        if self.now is None or self.now.verdict not in UNMET:
            return False
        return self.was is None or self.was.verdict not in UNMET

    @property
    def dropped(self) -> bool:
        """Whether something was required that is not any more."""
        now = self.now.verdict if self.now is not None else Verdict.NO_REQUIREMENT
        required = self.was is not None and self.was.verdict is not Verdict.NO_REQUIREMENT
        return required and now is Verdict.NO_REQUIREMENT


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that is said otherwise, or not any more, or newly (empty: nothing is said).

    It is about a component, or, where that is empty, about the scenarios or the system as a whole, for
    which no scenario is named. `in_words`: what it means has not changed.
    """

    component: str
    what: str
    before: str
    after: str
    in_words: bool
    scenarios: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """Two versions compared: the components that stand otherwise, and what is said otherwise.

    `only_old` and `only_new` are the scenarios that one version alone has, `common` those of both, by their
    new ids; `renamed` those that were called otherwise, with the old id first.
    """

    shifts: tuple[Shift, ...]
    edits: tuple[Edit, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    common: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def failed(self) -> tuple[Shift, ...]:
        """What a gate fails on: requirements that broke, and classes that are worse."""
        return tuple(one for one in self.shifts if one.broken or one.worse)

    @property
    def meant(self) -> tuple[Edit, ...]:
        """The changes in meaning."""
        return tuple(one for one in self.edits if not one.in_words)

    @property
    def worded(self) -> tuple[Edit, ...]:
        """The changes in words only."""
        return tuple(one for one in self.edits if one.in_words)


def version(assessment: Assessment) -> Version:
    """An assessed model as a version."""
    assessed = assessment.system.assessment
    usual = (assessed.get("by", ""), assessed.get("on", ""))
    scenarios = {
        one.scenario.id: Part(
            {id_: _result(found, usual) for id_, found in one.components.items()}, of_scenario(one.scenario)
        )
        for one in assessment.scenarios
    }
    return Version(scenarios, of_system(assessment.system))


def _result(one: ComponentAssessment, usual: Usual) -> Result:
    requires, component = one.component.requires, one.component
    level = requires.level if requires else None
    return Result(
        one.outcome.final.level, one.verdict, level, one.reason, of_component(component, usual), one
    )


def revision(old: Version, new: Version, method: Method, between: Version | None = None) -> Revision:
    """What differs between two versions, the new one assessed by `method`.

    `between` is the old model by the new method, where that is another one than the old model's.
    """
    renamed = _renamed(old, new)
    old = _called(old, renamed)
    between = _called(between, renamed) if between is not None else None
    ids = [*new.scenarios, *(id_ for id_ in old.scenarios if id_ not in new.scenarios)]
    common = tuple(id_ for id_ in ids if id_ in old.scenarios and id_ in new.scenarios)
    shifts = tuple(one for id_ in ids for one in _shifts(id_, old, new, between, method))
    return Revision(
        shifts,
        tuple(_edits(old, new, common)),
        tuple(id_ for id_ in old.scenarios if id_ not in new.scenarios),
        tuple(id_ for id_ in new.scenarios if id_ not in old.scenarios),
        common,
        tuple(renamed.items()),
    )


def _renamed(old: Version, new: Version) -> Mapping[str, str]:
    """The new ids, by the old ones, of scenarios that say the same under another: none is new or gone."""
    found: dict[str, str] = {}
    left = {id_: _meaning(part) for id_, part in old.scenarios.items() if id_ not in new.scenarios}
    for id_, part in new.scenarios.items():
        same = [was for was, meaning in left.items() if was not in found and meaning == _meaning(part)]
        if id_ not in old.scenarios and same:
            found[same[0]] = id_
    return found


def _meaning(part: Part) -> object:
    """All that a scenario means, whatever it is called."""
    return _stated(part.said), {id_: _stated(one.said) for id_, one in part.components.items()}


def _stated(said: Statements) -> Mapping[str, str]:
    return {what: one.meaning for what, one in said.items() if one.meaning}


def _called(version: Version, renamed: Mapping[str, str]) -> Version:
    """A version whose scenarios have their new ids."""
    scenarios = {renamed.get(id_, id_): part for id_, part in version.scenarios.items()}
    return replace(version, scenarios=scenarios)


def _shifts(
    scenario: str, old: Version, new: Version, between: Version | None, method: Method
) -> Iterator[Shift]:
    before, after = _components(old, scenario), _components(new, scenario)
    for id_ in [*after, *(id_ for id_ in before if id_ not in after)]:
        was, now = before.get(id_), after.get(id_)
        if was is None or now is None:
            yield Shift(scenario, id_, was, now, (Cause.MODEL,), None)
        elif (was.level, was.verdict) != (now.level, now.verdict):
            half = _components(between, scenario)[id_] if between is not None else was
            reported = tuple(one for one in Cause if old.basis.get(one) != new.basis.get(one))
            causes = reported if old.basis else _causes(was, half, now)
            yield Shift(scenario, id_, was, now, causes, _moved(scenario, half, now, method))


def _components(found: Version, scenario: str) -> Mapping[str, Result]:
    part = found.scenarios.get(scenario)
    return part.components if part is not None else {}


def _causes(was: Result, half: Result, now: Result) -> tuple[Cause, ...]:
    """Whether the model moved a component, or the method; `half` comes of the old model by the new method."""
    found = []
    if (half.level, half.verdict) != (now.level, now.verdict):
        found.append(Cause.MODEL)
    if (was.level, was.verdict) != (half.level, half.verdict):
        found.append(Cause.METHOD)
    return tuple(found)


def _moved(scenario: str, half: Result, now: Result, method: Method) -> Moved | None:
    """The inputs by which the model moved a class."""
    if half.assessed is None or now.assessed is None or half.level == now.level:
        return None
    return moved((scenario, scenario), (half.assessed, now.assessed), method)


def _badness(one: Result) -> tuple[int, int]:
    unknown = len(SecurityClass)
    return (one.level.worst.badness, one.level.best.badness) if one.level else (unknown, unknown)


def _edits(old: Version, new: Version, common: Iterable[str]) -> Iterator[Edit]:
    """What is said otherwise: of the system, then of scenarios and components, alike in several told once."""
    yield from _between("", old.said, new.said)
    found: dict[Edit, list[str]] = {}
    for scenario in common:
        before, after = old.scenarios[scenario], new.scenarios[scenario]
        edits = [*_between("", before.said, after.said)]
        for id_, now in after.components.items():
            was = before.components.get(id_)
            if was is not None:
                edits += _between(id_, was.said, now.said)
        for edit in edits:
            found.setdefault(edit, []).append(scenario)
    for one, scenarios in found.items():
        yield Edit(one.component, one.what, one.before, one.after, one.in_words, tuple(scenarios))


def _between(component: str, before: Statements, after: Statements) -> Iterator[Edit]:
    """What is said otherwise of one thing."""
    for what in dict.fromkeys([*before, *after]):
        was, now = before.get(what, NOTHING), after.get(what, NOTHING)
        if was.meaning != now.meaning:
            yield Edit(component, what, was.meaning, now.meaning, in_words=False)
        elif was.words != now.words:
            yield Edit(component, what, was.words, now.words, in_words=True)
