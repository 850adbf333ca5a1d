"""`iotclass doubt`: how sure, what it hangs on, what to ask first; in text, JSON and pictures.

A sensor of the pacemaker's kind (C1, P1) has class C at a low severity and F at a very high one: those are
results of the paper (section VI).
"""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from tests.cli.command import Command

SENSOR = "kind: sensor, requires: C, connectivity: C1, protection: P1"
SHARED = f"""iotclass: 1
system: Two sensors
method: fazeldehkordi-2019
judgements:
  noise: {{level: {{low: 0.6, very high: 0.4}}, why: Not measured yet.}}
components:
  one: {{{SENSOR}, challenges: {{noise: {{title: Noise, severity: {{judgement: noise}}}}}}}}
  two: {{{SENSOR}, challenges: {{noise: {{title: Noise, severity: {{judgement: noise}}}}}}}}
"""
APART = SHARED.replace("{judgement: noise}", "{low: 0.6, very high: 0.4}")


@pytest.fixture
def shared() -> str:
    """A model in which two sensors share one doubt."""
    Path("shared.yaml").write_text(SHARED, "utf-8")
    return "shared.yaml"


def test_a_shared_doubt_is_one_and_two_doubts_are_two(iotclass: Command) -> None:
    (one,) = iotclass("doubt", "-", "--format", "json", stdin=SHARED.encode()).json["scenarios"]
    (two,) = iotclass("doubt", "-", "--format", "json", stdin=APART.encode()).json["scenarios"]
    assert one["class_distribution"] == pytest.approx({"C": 0.6, "F": 0.4}, abs=1e-12)
    assert one["all_met_probability"] == pytest.approx(0.6, abs=1e-12)
    assert two["class_distribution"] == pytest.approx({"C": 0.36, "F": 0.64}, abs=1e-12)
    assert two["all_met_probability"] == pytest.approx(0.36, abs=1e-12)


def test_json_says_how_sure_and_what_it_hangs_on(iotclass: Command) -> None:
    (found,) = iotclass("doubt", "-", "--format", "json", stdin=SHARED.encode()).json["scenarios"]
    one = found["components"][0]
    doubt = -0.6 * log2(0.6) - 0.4 * log2(0.4)
    assert one["class_distribution"] == pytest.approx({"C": 0.6, "F": 0.4}, abs=1e-12)
    assert (one["class_range"], one["likely_class"], one["credible_class"]) == (["C", "F"], "C", "F")
    assert one["meets_probability"] == pytest.approx(0.6, abs=1e-12)
    assert one["meets_range"] == pytest.approx([0.6, 0.6], abs=1e-12)
    assert one["doubt"] == pytest.approx(doubt, abs=1e-12)
    (matter,) = one["matters"]
    assert (matter["judgement"], matter["about"]) == ("the judgement noise", "judgement")
    assert matter["at"] == "<stdin>:5"
    assert matter["values"] == pytest.approx({"low": 0.6, "very high": 0.4})
    assert matter["gain"] == pytest.approx(doubt, abs=1e-12)
    assert matter["meets_if"] == pytest.approx({"low": 1.0, "very high": 0.0}, abs=1e-12)
    assert [(flip["changes"][0]["to"], flip["class"], flip["meets"]) for flip in matter["flips"]] == [
        ("very high", "F", False)
    ]
    assert found["matters"][0]["gain"] == pytest.approx(2 * doubt, abs=1e-12)  # it settles both
    assert found["first"]["judgement"] == "the judgement noise"
    assert found["exact"] is True


def test_a_range_counts_each_level_alike_and_says_what_that_may_hide(iotclass: Command) -> None:
    text = SHARED.replace("{low: 0.6, very high: 0.4}", "low..very high")
    (found,) = iotclass("doubt", "-", "--format", "json", stdin=text.encode()).json["scenarios"]
    one = found["components"][0]
    assert one["meets_probability"] == pytest.approx(0.25, abs=1e-12)  # of low, medium, high, very high
    assert one["meets_range"] == pytest.approx([0.0, 1.0], abs=1e-12)


def test_text_ends_with_the_question_worth_asking_first(iotclass: Command, shared: str) -> None:
    out = iotclass("doubt", shared).out
    assert (
        "All requirements together are met with a probability of 60 %.\nWorst class: C 60 %, F 40 %." in out
    )
    assert "one: class C is required and met with a probability of 60 %." in out
    assert "Ask first: What is the judgement noise: low (a small problem) or very high (decisive)?" in out
    assert "iotclass plan shared.yaml --confidence 0.9" in out


def test_a_certain_model_says_that_nothing_is_in_doubt(iotclass: Command) -> None:
    text = SHARED.replace("{low: 0.6, very high: 0.4}", "low")
    ran = iotclass("doubt", "-", stdin=text.encode())
    assert "met with a probability of 100 %.\nWorst class: C 100 %." in ran.out
    assert "No verdict hangs on what is in doubt" in ran.out
    assert "Not in doubt, but if it were a level off" in ran.out  # a severity of medium would be worse


def test_assessors_that_differ_are_pooled_and_their_agreement_told(iotclass: Command) -> None:
    opinions = "[{level: low, by: Ada, weight: 3}, {level: very high, by: Bo}]"
    text = APART.replace("{low: 0.6, very high: 0.4}", opinions).replace(f"level: {opinions}", "level: low")
    found = iotclass("doubt", "-", "--format", "json", stdin=text.encode()).json
    one = found["scenarios"][0]["components"][0]
    assert one["class_distribution"] == pytest.approx({"C": 0.75, "F": 0.25}, abs=1e-12)
    (agreed,) = found["agreement"]
    assert (agreed["scale"], agreed["assessors"], agreed["things"]) == ("severity", ["Ada", "Bo"], 2)
    # both things were judged low and very high alike: worse than chance by a third (2 of 3 pairs differ)
    assert agreed["alpha"] == pytest.approx(1 - 1 / (2 / 3))


def test_the_credible_class_follows_the_level_asked_for(iotclass: Command, shared: str) -> None:
    for level, expected in (("0.6", "C"), ("0.61", "F"), ("1", "F")):
        (found,) = iotclass("doubt", shared, "--level", level, "--format", "json").json["scenarios"]
        assert found["components"][0]["credible_class"] == expected


def test_pictures_are_written_for_one_scenario(iotclass: Command, shared: str) -> None:
    ran = iotclass("doubt", shared, "--bars", "bars.svg", "--tornado", "tornado.svg")
    assert ran.code == 0
    assert ran.err == "bars.svg written\ntornado.svg written\n"
    assert "C 60 %" in Path("bars.svg").read_text("utf-8")
    assert "the judgement noise" in Path("tornado.svg").read_text("utf-8")
    again = iotclass("doubt", shared, "--bars", "bars.svg")
    assert (again.code, again.out) == (2, "")
    assert "bars.svg" in again.err
    assert iotclass("doubt", shared, "--bars", "bars.svg", "--force").code == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--level", "0"), "0"),
        (("--level", "1.5"), "1.5"),
        (("--level", "nan"), "nan"),
        (("--bars", "bars.png"), "a name that ends in .svg"),
        (("--tornado", ""), "a name that ends in .svg"),
        (("--bars", "bars.svg", "--tornado", "t.png"), "a name that ends in .svg"),
        (("--bars", "one.svg", "--tornado", "one.svg"), "need files of their own"),
        (("--component", "one"), "--component goes with --tornado"),
        (("--tornado", "t.svg", "--component", "tow"), "did you mean 'two'?"),
        (("--scenario", "inside"), "no scenario 'inside'"),
    ],
)
def test_wrong_use_is_told_and_nothing_written(
    iotclass: Command, shared: str, asked: tuple[str, ...], said: str
) -> None:
    ran = iotclass("doubt", shared, *asked)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert sorted(path.name for path in Path().iterdir()) == ["shared.yaml"]


def test_several_scenarios_are_not_one_picture(iotclass: Command) -> None:
    ran = iotclass("doubt", "pacemaker", "--bars", "bars.svg")
    assert (ran.code, ran.out) == (2, "")
    assert "--scenario and one of inside, separate, phone-decrypts" in ran.err


def test_a_tornado_needs_a_requirement(iotclass: Command) -> None:
    text = SHARED.replace("requires: C, ", "")
    ran = iotclass("doubt", "-", "--tornado", "t.svg", stdin=text.encode())
    assert (ran.code, ran.out) == (2, "")
    assert "nothing that requires a class could be assessed" in ran.err


def test_assess_points_to_doubts_that_it_does_not_show(iotclass: Command, shared: str) -> None:
    assert "less than sure" not in iotclass("assess", shared).out  # its range shows
    said = SHARED.replace("{low: 0.6, very high: 0.4}", "low, sure: guess")
    out = iotclass("assess", "-", stdin=said.encode()).out
    assert "1 judgement is said to be less than sure" in out
    assert "iotclass doubt -" in out


def test_agreement_counts_what_was_judged_and_the_states_of_controls(iotclass: Command) -> None:
    text = f"""iotclass: 1
system: S
method: fazeldehkordi-2019
components:
  one:
    {{{SENSOR}, challenges: none, impact: [{{level: unknown, by: Ada}}, {{level: Major, by: Bo}}]}}
  two:
    kind: connected-device
    connectivity: C2
    challenges: none
    controls:
      signed-updates: [{{state: yes, by: Ada}}, {{state: no, by: Bo}}]
      backups: [{{state: yes, by: Ada}}, {{state: unknown, by: Bo}}]
"""
    (agreed,) = iotclass("doubt", "-", "--format", "json", stdin=text.encode()).json["agreement"]
    assert (agreed["scale"], agreed["things"], agreed["alike"], agreed["alpha"]) == ("control", 1, 0, None)


def test_assessors_that_judge_one_thing_together_are_told_so(iotclass: Command) -> None:
    text = (
        "iotclass: 1\nsystem: S\ncomponents:\n"
        "  a: {kind: sensor, connectivity: [{level: C2, by: Ann}, {level: C3, by: Bob}],"
        " protection: P2, harm: Minor, challenges: none}\n"
    )
    ran = iotclass("doubt", "-", stdin=text.encode())
    assert ran.code == 0
    assert "connectivity: Ann, Bob judged one thing, 0 at the same level; too few things" in ran.out
