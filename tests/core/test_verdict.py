"""Verdicts: every kind of them, and that what is partly there or unknown counts as no."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iotclass.core.assess import ComponentAssessment
from iotclass.core.verdict import Verdict
from tests.core.generated import models
from tests.core.reference import BADNESS, proven_hulls
from tests.models import (
    CRITERIA,
    METHODS,
    OURS,
    PAPER,
    Ends,
    Model,
    assessed,
    components_of,
    ends,
    model_of,
)

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

FULL = dict.fromkeys(CRITERIA, "yes")


def _box(protection: str = "P4", **said: Any) -> Model:
    """A component at C4 with a Moderate impact: P5 gives A, P4 B, P3 C, P2 D, P1 E."""
    given_ = {"kind": "thing", "connectivity": "C4", "impact": "Moderate", "challenges": "none"}
    return {**given_, **({"protection": protection} if protection else {}), **said}


def _one(box: Model, by: str | None = None, **sections: Any) -> ComponentAssessment:
    return components_of(model_of({"box": box}, **sections), by)["box"]


def _verdict(box: Model, **sections: Any) -> str:
    return _one(box, **sections).verdict.value


def expected_verdict(span: Ends | None, required: str | None) -> str:
    """The verdict on a class that must be `required`, nothing being accepted."""
    if required is None:
        return "no requirement"
    if span is None:
        return "not assessed"
    if BADNESS[span[1]] <= BADNESS[required]:
        return "met"
    return "not met" if BADNESS[span[0]] > BADNESS[required] else "open"


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(model=models(limit=200, most=4), by=st.sampled_from(METHODS))
def test_a_verdict_is_on_all_that_may_be_where_doubtful_controls_are_no(model: Model, by: str) -> None:
    spans = proven_hulls(model, by)
    found = {id_: one.verdict.value for id_, one in components_of(model, by).items()}
    required = {id_: said.get("requires") for id_, said in model["components"].items()}
    assert found == {id_: expected_verdict(span, required[id_]) for id_, span in spans.items()}


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(model=models())
def test_a_scenario_counts_its_requirements_and_names_its_worst_components(model: Model) -> None:
    (scenario,) = assessed(model).scenarios
    found = {id_: (one.verdict, ends(one.outcome.final.level)) for id_, one in scenario.components.items()}
    assert scenario.met == sum(verdict is Verdict.MET for verdict, _ in found.values())
    assert scenario.required == sum("requires" in said for said in model["components"].values())
    spans = {id_: span for id_, (_, span) in found.items()}
    missing = tuple(id_ for id_, span in spans.items() if span is None)
    if missing:
        assert scenario.level is None
        assert scenario.worst == missing
        return
    known = [span for span in spans.values() if span is not None]
    best = max((span[0] for span in known), key=BADNESS.__getitem__)
    last = max((span[1] for span in known), key=BADNESS.__getitem__)
    assert ends(scenario.level) == (best, last)
    surely = tuple(id_ for id_, span in spans.items() if span == (last, last))
    perhaps = tuple(id_ for id_, span in spans.items() if span and span[1] == last)
    assert scenario.worst == (surely or perhaps)


@pytest.mark.parametrize(("protection", "required"), list(product(("P5", "P4", "P3", "P2", "P1"), "ABCDEF")))
def test_a_certain_class_meets_a_requirement_or_does_not(protection: str, required: str) -> None:
    letter = {"P5": "A", "P4": "B", "P3": "C", "P2": "D", "P1": "E"}[protection]
    assert _verdict(_box(protection, requires=required)) == ("met" if letter <= required else "not met")


@pytest.mark.parametrize(
    ("protection", "required", "verdict"),
    [
        ("P2..P4", "B", "open"),  # B to D
        ("P2..P4", "C", "open"),
        ("P2..P4", "D", "met"),
        ("P2..P4", "A", "not met"),
        ("unknown", "E", "met"),  # unprotected at C4 is E5 as well
        ("unknown", "D", "open"),
    ],
)
def test_a_class_in_doubt_meets_a_requirement_straddles_it_or_fails(
    protection: str, required: str, verdict: str
) -> None:
    assert _verdict(_box(protection, requires=required)) == verdict


def test_without_a_requirement_there_is_no_verdict_on_one() -> None:
    one = _one(_box())
    assert (one.verdict, one.reason) == (Verdict.NO_REQUIREMENT, "")


def test_what_has_no_basis_is_not_assessed_and_says_why() -> None:
    one = _one({"kind": "bare", "requires": "F", "challenges": "none"})
    assert one.verdict is Verdict.NOT_ASSESSED
    assert one.outcome.final.level is None
    assert one.reason


def test_a_requirement_that_nobody_could_miss_is_not_met_by_what_is_not_assessed() -> None:
    (scenario,) = assessed(model_of({"box": {"requires": "F"}})).scenarios
    assert (scenario.met, scenario.required, scenario.level, scenario.worst) == (0, 1, None, ("box",))


@pytest.mark.parametrize(
    ("requires", "verdict"),
    [
        ({"class": "B", "protection": "P4"}, "met"),
        ({"class": "B", "protection": "P3"}, "met"),
        ({"class": "B", "protection": "P5"}, "not met"),
        ({"class": "A", "protection": "P4"}, "not met"),
        ({"class": "B", "controls": ["lock"]}, "not met"),
    ],
)
def test_a_requirement_may_ask_for_a_protection_level_and_controls_beside_the_class(
    requires: Model, verdict: str
) -> None:
    assert _verdict(_box("P4", requires=requires)) == verdict


@pytest.mark.parametrize(
    ("protection", "asked", "verdict"),
    [
        ("P2..P4", "P4", "open"),
        ("P2..P4", "P5", "not met"),
        ("P2..P4", "P2", "met"),
        ("unknown", "P1", "open"),
    ],
)
def test_a_protection_in_doubt_may_leave_a_requirement_open(
    protection: str, asked: str, verdict: str
) -> None:
    assert _verdict(_box(protection, requires={"class": "F", "protection": asked})) == verdict


@pytest.mark.parametrize("state", ["yes", "no", "partly", "unknown", "planned"])
def test_a_required_control_is_had_just_where_its_state_is_yes(state: str) -> None:
    box = _box("P4", requires={"class": "B", "controls": ["alarm"]}, controls={"alarm": state})
    one = _one(box)
    assert one.verdict.value == ("met" if state == "yes" else "not met")
    assert ("alarm" in one.reason) is (state != "yes")


@pytest.mark.parametrize(("had", "met"), [("vault", True), ("bolt", True), ("lock", True), ("alarm", False)])
def test_a_required_control_is_had_also_by_a_stronger_one(had: str, met: bool) -> None:
    box = _box("P4", requires={"class": "B", "controls": ["lock"]}, controls={had: "yes"})
    assert (_verdict(box) == "met") is met


def test_every_required_control_that_is_missing_is_named() -> None:
    asked = ["lock", "alarm", "guard"]
    one = _one(_box("P3", requires={"class": "B", "controls": asked}, controls={"alarm": "yes"}))
    assert one.verdict is Verdict.NOT_MET
    assert [word in one.reason for word in ("class C", "lock", "alarm", "guard")] == [True, True, False, True]


@pytest.mark.parametrize("state", ["partly", "unknown"])
@pytest.mark.parametrize("by", METHODS)
def test_doubtful_controls_show_their_potential_and_count_as_no_in_the_verdict(state: str, by: str) -> None:
    one = _one(_box("", controls={**FULL, "vault": state}, requires="A"), by)
    assert ends(one.inputs.designed.level) == ("P5", "P4")
    assert ends(one.outcome.final.level) == ("A", "B")
    assert one.verdict is Verdict.NOT_MET


def test_doubtful_controls_count_as_no_also_for_a_required_protection() -> None:
    controls = {**FULL, "alarm": "partly"}
    asked = [{"class": "F", "protection": level} for level in ("P2", "P3")]
    assert [_verdict(_box("", controls=controls, requires=one)) for one in asked] == ["met", "not met"]


def test_doubtful_controls_of_a_provider_count_as_no_for_what_relies_on_it() -> None:
    relying = _box("P5", requires="A", relies_on=["provider"], harm="Minor")
    provider = _box("", controls={**FULL, "vault": "unknown"}, harm="Minor")
    found = components_of(model_of({"relying": relying, "provider": provider}))
    assert ends(found["relying"].outcome.final.level) == ("A", "B")
    assert found["relying"].verdict is Verdict.NOT_MET


def test_doubtful_controls_that_a_judgement_goes_before_change_no_verdict() -> None:
    assert _verdict(_box("P5", controls={**FULL, "vault": "partly"}, requires="A")) == "met"


def test_what_the_controls_leave_certain_may_still_be_open_for_other_reasons() -> None:
    box = _box("", controls={**FULL, "vault": "partly"}, requires="B") | {"connectivity": "C4..C5"}
    # P4 at C4 is E2 and B, at C5 E3 and C; what the vault may add does not count
    assert _verdict(box) == "open"


def _accepted(until: str, today: str | None, required: str = "A", **said: Any) -> ComponentAssessment:
    sections: Model = {
        "accepted": [{"requirement": "box", "until": until, "by": "the board", "why": "it is late"}]
    }
    if today is not None:
        sections["assessment"] = {"on": today}
    return _one(_box(requires=required, **said), **sections)


@pytest.mark.parametrize(
    ("until", "today", "verdict"),
    [
        ("2027-01-31", "2027-01-30", Verdict.ACCEPTED),
        ("2027-01-31", "2027-01-31", Verdict.ACCEPTED),  # the day itself has not passed
        ("2027-01-31", "2027-02-01", Verdict.NOT_MET),
        ("2027-01-31", "2026-12-31", Verdict.ACCEPTED),
        ("2026-12-31", "2027-01-01", Verdict.NOT_MET),
        ("2027-01-31", None, Verdict.NOT_MET),  # without a date nothing tells whether it has passed
    ],
)
def test_an_acceptance_holds_until_its_date_has_passed(
    until: str, today: str | None, verdict: Verdict
) -> None:
    one = _accepted(until, today)
    assert one.verdict is verdict
    warned = [warning for warning in one.warnings if "acceptance" in warning.message]
    assert bool(warned) is (verdict is Verdict.NOT_MET)


def test_an_acceptance_does_not_turn_into_met() -> None:
    sections: Model = {
        "accepted": [{"requirement": "box", "until": "2027-01-31", "by": "the board", "why": "it is late"}],
        "assessment": {"on": "2027-01-01"},
    }
    (scenario,) = assessed(model_of({"box": _box(requires="A")}, **sections)).scenarios
    assert (scenario.met, scenario.required) == (0, 1)
    assert "2027-01-31" in scenario.components["box"].reason


@pytest.mark.parametrize(
    ("required", "protection", "verdict"),
    [("B", "P4", Verdict.MET), ("B", "P2..P4", Verdict.OPEN), ("B", "P1..P3", Verdict.ACCEPTED)],
)
def test_an_acceptance_excuses_what_is_not_met_and_nothing_else(
    required: str, protection: str, verdict: Verdict
) -> None:
    assert _accepted("2027-01-31", "2027-01-01", required, protection=protection).verdict is verdict


def test_an_acceptance_does_not_excuse_what_could_not_be_assessed() -> None:
    one = _accepted("2027-01-31", "2027-01-01", protection="P4", kind="bare")
    assert one.verdict is Verdict.ACCEPTED
    sections: Model = {
        "accepted": [{"requirement": "box", "until": "2027-01-31", "by": "the board", "why": "it is late"}],
        "assessment": {"on": "2027-01-01"},
    }
    assert _one({"requires": "A"}, **sections).verdict is Verdict.NOT_ASSESSED


@pytest.mark.parametrize("untils", [("2020-01-01", "2030-01-01"), ("2030-01-01", "2020-01-01")])
def test_an_acceptance_that_holds_counts_beside_one_that_has_ended(untils: tuple[str, str]) -> None:
    listed = [{"requirement": "box", "until": one, "by": "the board", "why": "it is late"} for one in untils]
    one = _one(_box(requires="A"), accepted=listed, assessment={"on": "2027-01-01"})
    assert one.verdict is Verdict.ACCEPTED


def test_the_class_by_the_other_method_stands_beside_the_models_own() -> None:
    box = _box("P2", harm="Catastrophic") | {"challenges": {"x": {"title": "X", "severity": "low"}}}
    del box["impact"]
    # E4 at C4: Minor (low) gives C by the paper's method; the harm is Catastrophic and gives F by ours
    by_paper, by_ours = _one(box, PAPER), _one(box, OURS)
    assert ends(by_paper.outcome.final.level) == ("C", "C")
    assert {id_: ends(span) for id_, span in by_paper.by_other_method.items()} == {OURS: ("F", "F")}
    assert ends(by_ours.outcome.final.level) == ("F", "F")
    assert {id_: ends(span) for id_, span in by_ours.by_other_method.items()} == {PAPER: ("C", "C")}
