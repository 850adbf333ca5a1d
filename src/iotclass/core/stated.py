"""What a model states, statement by statement: what each means, and in what words.

Meaning is all that a result can follow from, whatever the form, the order and the place in which it is
written. Words are what stands beside it: reasons, authors, dates of judgements, evidence, names and titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from iotclass.core.judgement import Judgement
from iotclass.core.system import (
    ACTS_ON,
    Acceptance,
    Challenge,
    Component,
    Connection,
    Control,
    ControlState,
    Scenario,
    Softening,
    Spending,
    System,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement; `meaning` is empty where nothing is stated, or only what silence means as well."""

    meaning: str
    words: str = ""


NOTHING = Stated("")
LISTED = "as listed"
"""That controls or challenges are listed at all; each is a statement of its own."""

Statements = Mapping[str, Stated]
"""Statements by what they are about."""
Usual = tuple[str, str]
"""Who judges and when, where a judgement does not say."""


def of_system(system: System) -> Statements:
    """What is said of the system as a whole."""
    found = {
        "title": Stated("", system.title),
        "method": Stated(system.method),
        "date": Stated(system.date),
        "limit of money": Stated(_amount(system.budget.amount), system.budget.why)
        if system.budget
        else NOTHING,
    }
    for key, said in system.product.items():
        found[f"product {key}"] = Stated(said if isinstance(said, str) else ", ".join(sorted(said)))
    for key, said in system.assessment.items():
        if key != "on":
            found[f"assessment {key}"] = Stated("", said)
    for id_, one in system.evidence.items():
        more = _words(one.version, one.on, one.location, one.sha256)
        found[f"evidence {id_}"] = Stated("", _words(f"{one.title} ({one.kind})", more))
    by_component: dict[str, list[Acceptance]] = {}
    for accepted in sorted(system.accepted, key=lambda one: one.until):
        by_component.setdefault(accepted.component, []).append(accepted)
    for id_, accepted_ in by_component.items():
        until = ", ".join(one.until for one in accepted_)
        found[f"accepted {id_}"] = Stated(f"until {until}", _words(*(f"{a.by}: {a.why}" for a in accepted_)))
    return found


def of_scenario(scenario: Scenario) -> Statements:
    """What is said of a scenario beside its components: its title and its links."""
    found = {"title": Stated("", scenario.title)}
    for link in scenario.links:
        one = _connection(link)
        ends = " and ".join(sorted(link.ends))
        found[f"link {link.id}"] = Stated(f"between {ends}, {one.meaning}", one.words)
    return found


def of_component(component: Component, usual: Usual = ("", "")) -> Statements:
    """What is said of a component; who judges all and when, `usual`, is said of the system."""
    return dict(_of_component(component, usual))


def _of_component(component: Component, usual: Usual) -> Iterator[tuple[str, Stated]]:
    requires, isolated = component.requires, component.isolated
    yield "name", Stated("", component.name)
    yield "kind", Stated(component.kind)
    if requires is not None:
        asked = [f"class {requires.level}"]
        asked += [f"protection {requires.protection}"] if requires.protection else []
        asked += [f"control {id_}" for id_ in sorted(requires.controls)]
        yield "requires", Stated(", ".join(asked), requires.why)
    for name in ("connectivity", "protection", "impact"):
        judgement = getattr(component, name)
        if judgement is not None:
            yield name, _judged(judgement, usual)
    if component.harm is not None:
        for name, judgement in component.harm.dimensions:
            yield "harm" if name == "overall" else f"harm ({name})", _judged(judgement, usual)
        if component.harm.dimensions[0][0] != "overall":  # whose reason is that of the whole
            yield "harm", Stated("", component.harm.why)
    yield from _of_parts(component, usual)
    if component.relies_on:
        yield "relies on", Stated(", ".join(sorted({one.provider for one in component.relies_on})))
    if isolated is not None:
        yield "isolated", Stated("yes", isolated.why)
    yield from _of_plans(component)


def _of_parts(component: Component, usual: Usual) -> Iterator[tuple[str, Stated]]:
    """What a component has many of: controls, challenges, facts, ports."""
    yield "controls", Stated("" if component.controls is None else LISTED)
    for id_, control in (component.controls or {}).items():
        yield f"control {id_}", _control(control)
    yield "challenges", Stated(_challenges(component.challenges))
    for challenge in component.challenges or ():
        yield f"challenge {challenge.id}", _challenge(challenge, usual)
    for fact, value in (component.facts or {}).items():
        yield f"fact {fact}", Stated(value)
    for port in component.ports:
        yield f"port {port.id}", _connection(port)


def _of_plans(component: Component) -> Iterator[tuple[str, Stated]]:
    """What counts when changes are planned."""
    for id_, limit in component.limits.items():
        yield f"limit of {id_}", Stated(_amount(limit.amount), limit.why)
    for id_, cost in component.costs.items():
        yield f"cost of {id_}", Stated(_spending(cost), cost.why)
    if component.allow is not None:
        for level, cost in component.allow.connectivity.items():
            yield f"allowed connectivity {level}", Stated(_spending(cost), cost.why)
        for id_, measure in component.allow.soften.items():
            yield f"allowed softening of {id_}", Stated(_softening(measure), measure.spending.why)
    for id_, fixed in component.fixed.items():
        yield f"fixed {id_}", Stated("yes", fixed.why)


def _challenges(challenges: tuple[Challenge, ...] | None) -> str:
    if challenges is None:
        return ""
    return LISTED if challenges else "none"


def _judged(one: Judgement, usual: Usual = ("", "")) -> Stated:
    return Stated(_level(one), _words(*_words_of(one, usual)))


def _words_of(one: Judgement, usual: Usual) -> Iterator[str]:
    by, on = usual
    yield from (one.why, "" if one.opinions or one.by == by else one.by, "" if one.on == on else one.on)
    yield ", ".join(one.evidence)
    for opinion in sorted(one.opinions, key=lambda opinion: opinion.by):
        yield from _words_of(opinion, usual)


def _level(one: Judgement) -> str:
    """A level as it is judged, with all that says how sure it is."""
    text = str(one.span)
    weights = [(level, weight) for level, weight in one.weights if weight > 0]
    if one.opinions:
        text = _opinions((said.by, _level(said), said.weight) for said in one.opinions)
    elif len(weights) > 1:
        text = ", ".join(f"{level}: {weight:.10g}" for level, weight in weights)
        text = f"{{{text}}}" + (", not answered" if one.unanswered else "")
    text += ", in effect" if one.in_effect else ""
    text += f", {one.sure}" if one.sure else ""
    in_doubt = one.sure or one.opinions or not one.span.certain
    return f"{text}, shared as {one.variable}" if one.variable and in_doubt else text


def _opinions(said: Iterable[tuple[str, str, float]]) -> str:
    """What several people say, by their names."""
    parts = (
        f"{by}: {what}" + (f" (weight {weight:.10g})" if weight != 1 else "")
        for by, what, weight in sorted(said)
    )
    return "; ".join(parts)


def _control(one: Control) -> Stated:
    """The state of a control; that there is none is what silence says too."""
    text = _state(one)
    words = _words(one.why, "" if one.opinions else one.by, ", ".join(one.evidence))
    if text == ControlState.NO.value:
        return Stated("", _words(text, words))
    opinions = sorted(one.opinions, key=lambda opinion: opinion.by)
    return Stated(text, _words(words, *(_control(opinion).words for opinion in opinions)))


def _state(one: Control) -> str:
    text = one.state.value
    if one.opinions:
        text = _opinions((said.by, _state(said), said.weight) for said in one.opinions)
    text += f", works: {one.works:.10g}" if one.works is not None else ""
    return text + (f", {one.sure}" if one.sure else "")


def _challenge(one: Challenge, usual: Usual) -> Stated:
    judged = (
        _judged(one.severity, usual) if one.severity is not None else Stated(f"driven by {one.driven_by}")
    )
    text, why = judged.meaning, ""
    if one.softened is not None:
        text += f", softened to {_softening(one.softened)}"
        why = one.softened.spending.why
    text += "" if one.acts_on == ACTS_ON else f", acts on {' and '.join(one.acts_on)}"
    return Stated(text, _words(one.title, *dict.fromkeys((one.why, judged.words)), why))


def _connection(one: Connection) -> Stated:
    said = {name: _judged(getattr(one, name)) for name in ("medium", "reach", "operations")}
    text = ", ".join(f"{name} {found.meaning}" for name, found in said.items())
    return Stated(text, _words(one.title, *(found.words for found in said.values())))


def _softening(measure: Softening) -> str:
    return f"{measure.to} ({_spending(measure.spending)})"


def _spending(one: Spending) -> str:
    parts = [f"{one.one_off:.10g} once"] if one.one_off is not None else []
    parts += [f"{one.yearly:.10g} a year"] if one.yearly is not None else []
    parts += [f"{resource} {amount:.10g}" for resource, amount in sorted(one.amounts.items())]
    parts += [] if one.shared is None else ["shared" if one.shared else "not shared"]
    return ", ".join(parts) or "at no stated cost"


def _amount(amount: float | None) -> str:
    return "none" if amount is None else f"{amount:.10g}"


def _words(*parts: str) -> str:
    return "; ".join(filter(None, parts))
