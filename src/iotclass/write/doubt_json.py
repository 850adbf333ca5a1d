"""Doubt as JSON, schema `iotclass/doubt/1`."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from iotclass.core.assessors import Agreement
from iotclass.core.doubt import ComponentDoubt, Doubt, Flip, Matter, ScenarioDoubt
from iotclass.core.level import Span
from iotclass.core.network import Unknown
from iotclass.core.pair import ScenarioRanges
from iotclass.core.sample import DRAWS, ERROR, SEED
from iotclass.core.scale import SecurityClass
from iotclass.core.unknown import name, question, value_word
from iotclass.write.assessment_json import assessment_head, tables_record

Record = dict[str, Any]


def doubt_record(
    doubt: Doubt,
    ranges: Sequence[ScenarioRanges],
    agreements: Sequence[Agreement],
    facts: Mapping[str, str],
) -> Record:
    """The doubt of each scenario and component, what other tables would give, how far assessors agree."""
    return {
        **assessment_head(doubt.assessment, "iotclass/doubt/1"),
        "level": doubt.level,
        "scenarios": [
            _scenario(one, other, doubt, facts) for one, other in zip(doubt.scenarios, ranges, strict=True)
        ],
        "agreement": [
            {
                "scale": one.scale,
                "assessors": list(one.assessors),
                "things": one.things,
                "alike": one.same,
                "alpha": one.alpha,
            }
            for one in agreements
        ],
    }


def _scenario(
    scenario: ScenarioDoubt, ranges: ScenarioRanges, doubt: Doubt, facts: Mapping[str, str]
) -> Record:
    first, assessment = scenario.first, doubt.assessment
    asked = None
    if first is not None:
        text = question(first, assessment.method, assessment.content, facts)
        asked = {"judgement": name(first), "question": text, "at": first.at}
    drawn = scenario.drawn or any(one is not None and one.drawn for one in scenario.components.values())
    return {
        "id": scenario.found.scenario.id,
        "class_distribution": shares(scenario.shares),
        "class_range": _span(scenario.span),
        **tables_record(ranges.whole),
        "credible_class": _letter(scenario.credible),
        "all_met_probability": scenario.all_met,
        "doubt": scenario.entropy,
        "exact": not drawn,
        "drawn": {"draws": DRAWS, "seed": SEED, "error": ERROR} if drawn else None,
        "components": [
            {**_component(id_, one, scenario), **tables_record(ranges.components[id_])}
            for id_, one in scenario.components.items()
        ],
        "matters": [{**_about(unknown), "gain": gain} for unknown, gain in scenario.matters],
        "first": asked,
    }


def _component(id_: str, one: ComponentDoubt | None, scenario: ScenarioDoubt) -> Record:
    assessed = scenario.found.components[id_]
    requires = assessed.component.requires
    head = {
        "id": id_,
        "requires": str(requires.level) if requires else None,
        "verdict": assessed.verdict.value,
    }
    if one is None:
        empty = ("class_distribution", "class_range", "likely_class", "credible_class", "meets_probability")
        nothing: Record = dict.fromkeys((*empty, "meets_range", "class_standing"))
        return {**head, **nothing, "doubt": None, "exact": True, "matters": [], "wrong": [], "pairs": []}
    return {
        **head,
        "class_distribution": shares(one.shares),
        "class_range": _span(one.span),
        "likely_class": str(one.likely[-1]),
        "credible_class": str(one.credible),
        "meets_probability": one.meets,
        "meets_range": list(one.meets_bounds) if one.meets_bounds is not None else None,
        "class_standing": str(one.standing[0]),
        "doubt": one.entropy,
        "exact": not one.drawn,
        "matters": [_matter(matter, one) for matter in sorted(one.matters, key=_by_gain)],
        "wrong": [_flip(flip) for flip in one.wrong],
        "pairs": None if one.pairs is None else [_flip(flip) for flip in one.pairs],
    }


def _by_gain(matter: Matter) -> float:
    return -round(matter.gain, 12)


def _matter(matter: Matter, one: ComponentDoubt) -> Record:
    unknown = matter.unknown
    words = [value_word(unknown, value) for value in unknown.values]
    met = dict(zip(words, matter.influence.meets_if, strict=True)) if one.meets is not None else None
    return {
        **_about(unknown),
        "values": dict(zip(words, unknown.weights, strict=True)),
        "gain": matter.gain,
        "meets_if": met,
        "flips": [_flip(flip) for flip in matter.flips],
    }


def _about(unknown: Unknown) -> Record:
    return {
        "judgement": name(unknown),
        "about": unknown.source.value,
        "component": unknown.component,
        "at": unknown.at,
    }


def _flip(flip: Flip) -> Record:
    level, meets = flip.outcome
    return {
        "changes": [_change(unknown, value) for unknown, value in flip.changes],
        "class": str(level),
        "meets": meets,
    }


def _change(unknown: Unknown, value: Hashable) -> Record:
    return {"judgement": name(unknown), "to": value_word(unknown, value), "at": unknown.at}


def shares(found: Mapping[SecurityClass, float] | None) -> Record | None:
    """The probability of each class, by letter; None where there is none."""
    return None if found is None else {str(level): share for level, share in found.items()}


def _span(span: Span[SecurityClass] | None) -> list[str] | None:
    return None if span is None else [str(span.best), str(span.worst)]


def _letter(level: SecurityClass | None) -> str | None:
    return None if level is None else str(level)
