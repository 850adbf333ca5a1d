"""Which scenario to choose and why, and why a class differs between two scenarios, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iotclass.core.assess import ScenarioAssessment
from iotclass.core.compare import NAMES, Comparison, Moved, asks_less, better_in, may_meet, rank
from iotclass.core.finding import Finding
from iotclass.core.level import Level, Span
from iotclass.core.name import BY_ID, Naming, naming
from iotclass.core.phrase import Phrase, joined, said, said_many


def advice(comparison: Comparison, *, typed: bool = False) -> tuple[Phrase, ...]:
    """Which scenario to choose, or that none is better, in sentences.

    They call scenarios and components by name; by id where ids are to be `typed` next.
    """
    scenarios = comparison.assessment.scenarios
    called = naming(scenarios, typed=typed)
    if len(scenarios) == 1:
        only = called.scenario(scenarios[0].scenario.id)
        return (said("There is one scenario only ('{only}'), so there is nothing to choose.", only=only),)
    if comparison.choice is None:
        fewer = asks_less(scenarios)
        if fewer:
            return (_unlike(scenarios, fewer, called),)
        first = min(map(rank, scenarios))
        return (_tie([one for one in scenarios if rank(one) == first], called),)
    chosen = next(one for one in scenarios if one.scenario.id == comparison.choice)
    return tuple(_chosen(chosen, [one for one in scenarios if one is not chosen], called))


def _chosen(
    chosen: ScenarioAssessment, others: Sequence[ScenarioAssessment], called: Naming
) -> Iterator[Phrase]:
    yield said("{grounds}.", grounds=_grounds(chosen, others, called))
    if 0 < chosen.met < chosen.required:
        yield said("No scenario meets all requirements; it comes nearest.")
    for one in others:
        better, name = better_in(one, chosen), called.scenario(one.scenario.id)
        if better:
            yield said(
                "But {components} does better in '{scenario}'.",
                components=joined([called.component(id_) for id_ in better]),
                scenario=name,
            )
        if may_meet(one) > chosen.met:
            yield said(
                "Where levels are open, '{scenario}' may meet up to {most}.",
                scenario=name,
                most=may_meet(one),
            )


def _grounds(chosen: ScenarioAssessment, others: Sequence[ScenarioAssessment], called: Naming) -> Phrase:
    """What to choose, and what speaks for it: requirements met, then the worst class."""
    quoted, counts = called.quoted(chosen.scenario.id), bool(chosen.met)
    text = said("Choose {scenario}: ", scenario=quoted)
    if chosen.required and not chosen.met:
        text = said("No scenario meets a requirement; nearest comes {scenario}: ", scenario=quoted)
    elif chosen.required:
        rest = joined(
            [
                said("'{scenario}' {met}", scenario=called.scenario(one.scenario.id), met=_met(one, chosen))
                for one in others
            ]
        )
        text = said(
            "{choice}it meets {met} of {required} requirements, {rest}",
            choice=text,
            met=chosen.met,
            required=chosen.required,
            rest=rest,
        )
    alike = [one for one in others if one.met == chosen.met]
    if not alike:
        return text
    worst = joined(
        [
            said("that of '{scenario}' {level}", scenario=called.scenario(one.scenario.id), level=_worst(one))
            for one in alike
        ]
    )
    comma = said("{start}; ", start=text) if counts else text
    text = said(
        "{start}its worst class is {level}, {others}", start=comma, level=_worst(chosen), others=worst
    )
    equal = {id_ for one in alike if rank(one) == rank(chosen) for id_ in better_in(chosen, one)}
    if not equal:
        return text
    better = joined([called.component(id_) for id_ in sorted(equal)])
    return said("{start}, and {components} does better in it", start=text, components=better)


def _unlike(
    scenarios: Sequence[ScenarioAssessment], fewer: Sequence[ScenarioAssessment], called: Naming
) -> Phrase:
    """That scenarios which require different things cannot be ordered by how much of it they meet."""
    most = min(scenarios, key=rank)
    counts = [
        said(
            "'{scenario}' meets {met} of {required} requirements",
            scenario=called.scenario(one.scenario.id),
            met=one.met,
            required=one.required,
        )
        for one in (most, *fewer)
    ]
    return said("Neither dominates: they require different things; {counts}.", counts=joined(counts))


def _met(one: ScenarioAssessment, chosen: ScenarioAssessment) -> object:
    """How many requirements a scenario meets, and of how many where that differs."""
    if one.required == chosen.required:
        return one.met
    return said("{met} of {required}", met=one.met, required=one.required)


def _worst(one: ScenarioAssessment) -> object:
    return _level(one.level)


def _level(level: Span[Level] | None) -> object:
    return said("not assessed") if level is None else level


def _tie(scenarios: Sequence[ScenarioAssessment], called: Naming) -> Phrase:
    """That none of `scenarios`, equal in requirements and worst class, dominates; where each is better."""
    text = said(
        "Neither dominates: {scenarios} meet {met} each, with the same worst class ({level})",
        scenarios=joined([called.quoted(one.scenario.id) for one in scenarios]),
        met=said_many("{count} requirement", "{count} requirements", scenarios[0].met),
        level=_worst(scenarios[0]),
    )
    better: list[Phrase] = []
    for one in scenarios:
        found = sorted({id_ for other in scenarios if other is not one for id_ in better_in(one, other)})
        if found:
            components = joined([called.component(id_) for id_ in found])
            name = called.scenario(one.scenario.id)
            better.append(said("'{scenario}' for {components}", scenario=name, components=components))
    if better:
        return said("{start}; better is {where}.", start=text, where=joined(better, "{parts}, {last}"))
    return said("{start}, and no component is surely better off in one.", start=text)


def because(moved: Moved, called: Naming = BY_ID) -> Phrase:
    """What moved a class from one scenario to another."""
    return said(
        "{before} → {after}: class {was} → {now}, because of {reasons}",
        before=called.scenario(moved.before),
        after=called.scenario(moved.after),
        was=_level(moved.was),
        now=_level(moved.now),
        reasons=moved_by(moved, called),
    )


def moved_by(moved: Moved, called: Naming = BY_ID) -> Phrase:
    """The inputs that moved a class, with their levels before and after."""
    sets: list[Phrase] = []
    for fields, yields in zip(moved.by, moved.yields, strict=True):
        inputs = joined([_input(field, moved, called) for field in fields], "{parts} with {last}")
        sets.append(
            inputs if yields else said("{inputs} (needed for it, but not enough alone)", inputs=inputs)
        )
    if not sets:
        return said("what could be assessed")
    reasons = sets[0]
    for one in sets[1:]:
        reasons = said("{reasons}; or {other}", reasons=reasons, other=one)
    return reasons


def _input(field: str, moved: Moved, called: Naming) -> Phrase:
    """An input that moved a class, with its levels before and after."""
    findings: list[Finding | None] = [getattr(one.inputs, field) for one in moved.sides]
    was, now = (_shown(finding) for finding in findings)
    change = said("{was} → {now}", was=was, now=now)
    if str(was) == str(now):
        change = said("{now}, stated otherwise as reached in practice", now=now)
    whose = _whose(field, findings, called)
    return said("{input}{whose} {change}", input=NAMES[field], whose=whose, change=change)


def _shown(finding: Finding | None) -> object:
    if finding is None:
        return said("none")
    return "–" if finding.level is None else finding.level


def _whose(field: str, findings: list[Finding | None], called: Naming) -> str:
    """The components that a reliance is about: those whose harm or class sets its ends."""
    if field not in {"harm_of_reliers", "class_of_providers"}:
        return ""
    subjects = [because.subject for finding in findings if finding for because in finding.because]
    ids = [subject.removeprefix("harm of ").removeprefix("class of ") for subject in subjects]
    return f" ({', '.join(map(called.component, dict.fromkeys(ids)))}):"
