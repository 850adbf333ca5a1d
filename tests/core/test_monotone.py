"""Monotone from end to end: what makes one thing better makes no component's class worse."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from iotclass.core.judgement import Judgement
from iotclass.core.level import Level
from iotclass.core.scale import (
    Connectivity,
    Impact,
    Medium,
    Operations,
    Protection,
    Reach,
    Severity,
)
from iotclass.core.system import Challenge, Component, Connection, Reliance
from tests.core.edited import bettered
from tests.core.generated import models
from tests.core.reference import BADNESS, BEST_FIRST
from tests.models import (
    HERE,
    METHODS,
    Ends,
    Model,
    assessed,
    classes_of,
    ends,
    harmful,
    judged,
    link,
    part,
    spanned,
    whole_system,
)

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

Classes = dict[str, Ends | None]


def worse(before: Classes, after: Classes) -> list[str]:
    """The components that are worse off, at either end, or that can no longer be assessed."""
    assert before.keys() == after.keys()
    return [id_ for id_, span in before.items() if not _as_good(after[id_], span)]


def _as_good(now: Ends | None, was: Ends | None) -> bool:
    if was is None:
        return True
    return now is not None and all(BADNESS[new] <= BADNESS[old] for new, old in zip(now, was, strict=True))


@settings(max_examples=250, deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), model=models(), method=st.sampled_from(METHODS))
def test_bettering_one_thing_of_a_model_makes_no_class_worse(
    data: st.DataObject, model: Model, method: str
) -> None:
    better = data.draw(bettered(model))
    assume(better != model)  # everything at its best already
    assert worse(classes_of(model, method), classes_of(better, method)) == []


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), model=models(most=4), method=st.sampled_from(METHODS))
def test_bettering_one_thing_in_a_scenario_makes_no_class_worse_than_in_what_it_extends(
    data: st.DataObject, model: Model, method: str
) -> None:
    better = data.draw(bettered(model))
    assume(better != model)
    assume(model.get("judgements") == better.get("judgements"))  # those are the same in all scenarios
    whole = {**model, "scenarios": _overlays(model, better)}
    before, after = assessed(whole, method).scenarios
    assert (before.scenario.id, after.scenario.id) == ("as-is", "better")
    spans = [
        {id_: ends(one.outcome.final.level) for id_, one in scenario.components.items()}
        for scenario in (before, after)
    ]
    assert worse(*spans) == []
    assert spans == [classes_of(model, method), classes_of(better, method)]


def _overlays(model: Model, better: Model) -> Model:
    """Two scenarios: one that changes nothing, and one that extends it by what is better."""
    changes: Model = {}
    for id_, said in better["components"].items():
        was = model["components"][id_]
        changed = {key: deepcopy(value) for key, value in said.items() if was.get(key) != value}
        if changed:
            changes[id_] = changed
    found: dict[str, Any] = {"extends": "as-is", "components": changes}
    if better.get("links") != model.get("links"):
        found["without_links"] = [one["id"] for one in model["links"]]
        found["links"] = better["links"]
    return {"as-is": {}, "better": found}


@st.composite
def parts(draw: st.DrawFn, id_: str, earlier: list[str]) -> Component:
    """A component as a value, every level certain."""
    relies_on = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
    severities = draw(st.lists(st.sampled_from(list(Severity)), max_size=2))
    judged = st.sampled_from([None, None, *Impact])
    connectivity = draw(st.sampled_from([None, *Connectivity]))
    impact = draw(judged)
    return part(
        id_,
        connectivity=None if connectivity is None else spanned(connectivity),
        protection=spanned(draw(st.sampled_from(list(Protection)))),
        impact=None if impact is None else spanned(impact),
        harm=harmful(draw(st.sampled_from(list(Impact)))),
        challenges=tuple(Challenge(f"x{n}", "X", spanned(one)) for n, one in enumerate(severities)),
        relies_on=tuple(Reliance(other, HERE) for other in relies_on),
    )


@st.composite
def ways(draw: st.DrawFn, ids: list[str]) -> tuple[Connection, ...]:
    """A link from each component to the next, so that all have a way in."""
    pairs = zip(ids, [*ids[1:], ids[0]], strict=True)
    return tuple(
        link(
            f"{one}-{other}",
            (one, other),
            draw(st.sampled_from(list(Medium))),
            draw(st.sampled_from(list(Reach))),
            draw(st.sampled_from(list(Operations))),
        )
        for one, other in pairs
    )


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Component], tuple[Connection, ...]]:
    """The components and the links of a system, built as values."""
    ids = [f"c{number}" for number in range(draw(st.integers(2, 5)))]
    return [draw(parts(id_, ids[:index])) for index, id_ in enumerate(ids)], draw(ways(ids))


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(drawn=systems(), method=st.sampled_from(METHODS))
def test_no_single_step_for_the_better_in_a_system_of_values_makes_a_class_worse(
    drawn: tuple[list[Component], tuple[Connection, ...]], method: str
) -> None:
    components, links = drawn
    before = classes_of(whole_system(components, links), method)
    bettered_parts = [
        [*components[:index], better, *components[index + 1 :]]
        for index, one in enumerate(components)
        for better in _stepped(one)
    ]
    weakened_links = [
        (*links[:index], weaker, *links[index + 1 :])
        for index, one in enumerate(links)
        for weaker in _weakened(one)
    ]
    after = [classes_of(whole_system(changed, links), method) for changed in bettered_parts]
    after += [classes_of(whole_system(components, changed), method) for changed in weakened_links]
    assert len(after) == sum(_room(one) for one in components) + sum(_slack(one) for one in links)
    assert [worse(before, one) for one in after] == [[]] * len(after)


def _better(level: Level) -> Level | None:
    """The level one step better; None where it is the best."""
    scale = list(type(level))
    rank = level.rank + (1 if isinstance(level, Protection) else -1)
    return scale[rank] if 0 <= rank < len(scale) else None


def _certain(judgement: Judgement | None) -> list[Level]:
    """The one level of a judgement; none where there is no judgement."""
    return [] if judgement is None else [judgement.span.best]


def _stepped(one: Component) -> Iterator[Component]:
    """The component with each of its levels one step better."""
    for key in ("connectivity", "protection", "impact"):
        changed: dict[str, Any] = {}
        for level in _certain(getattr(one, key)):
            better = _better(level)
            if better is not None:
                changed[key] = spanned(better)
                yield replace(one, **changed)
    for _, harm in one.harm.dimensions if one.harm else ():
        less = _better(harm.span.best)
        if less is not None:
            yield replace(one, harm=harmful(less))
    challenges = one.challenges or ()
    for index, challenge in enumerate(challenges):
        milder = _better(judged(challenge).span.best)
        if milder is not None:
            eased = replace(challenge, severity=spanned(milder))
            yield replace(one, challenges=(*challenges[:index], eased, *challenges[index + 1 :]))


def _room(one: Component) -> int:
    """How many levels of a component can be bettered."""
    judgements = [one.connectivity, one.protection, one.impact]
    judgements += [harm for _, harm in one.harm.dimensions] if one.harm else []
    judgements += [challenge.severity for challenge in one.challenges or ()]
    levels = [level for judgement in judgements for level in _certain(judgement)]
    return sum(str(level) not in BEST for level in levels)


BEST = {words[0] for words in BEST_FIRST.values()}


def _weakened(one: Connection) -> Iterator[Connection]:
    """The link with each of its levels one step weaker."""
    for key in ("medium", "reach", "operations"):
        weaker = _better(getattr(one, key).span.best)
        if weaker is not None:
            changed: dict[str, Any] = {key: spanned(weaker)}
            yield replace(one, **changed)


def _slack(one: Connection) -> int:
    """How many levels of a link can be weakened."""
    return sum(str(way.span.best) not in BEST for way in (one.medium, one.reach, one.operations))
