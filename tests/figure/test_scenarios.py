"""Scenarios side by side: every class, requirement and verdict in its place, the one to choose marked."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from iotclass.app.model import open_model
from iotclass.core.compare import Comparison, compare
from iotclass.core.language import ENGLISH
from iotclass.core.palette import COLOURS
from iotclass.core.report import Tone
from iotclass.core.verdict import Verdict
from iotclass.figure.scenarios import COMPONENTS, SCENARIOS, scenarios_svg
from tests.figure.drawn import SVG, assert_chart, rect_box, said, text_box
from tests.figure.spoken import MARKED, unspoken
from tests.models import Model, assessed, model_of
from tests.write.reported import HOSTILE

LEVELS = {"connectivity": "C2", "protection": {"level": "P3", "in_effect": True}, "challenges": "none"}


def example(name: str) -> Comparison:
    return compare(open_model(name).assess())


def compared(*scenarios: dict[str, Model], **sections: object) -> Comparison:
    """Scenarios of components, each at C2 and P3 where it does not say more."""
    every = {id_: {**LEVELS, "impact": "Minor"} for one in scenarios for id_ in one}
    named = {
        f"design-{n}": {
            "title": f"Design {n}",
            "components": {**dict.fromkeys(every.keys() - one.keys()), **one},
        }
        for n, one in enumerate(scenarios)
    }
    return compare(assessed(model_of(every, scenarios=named, **sections)))


def rows(root: ET.Element) -> list[list[str]]:
    """The texts of every row."""
    return [
        [said(text) for text in row.findall(f"{SVG}text")] for row in root.findall(f"{SVG}g[@class='row']")
    ]


def texts(root: ET.Element) -> list[str]:
    return [said(text) for text in root.iter(f"{SVG}text")]


def signs(root: ET.Element) -> list[list[str]]:
    return [
        [str(path.get("class")).removeprefix("sign ") for path in row.findall(f"{SVG}path")]
        for row in root.findall(f"{SVG}g[@class='row']")
    ]


def test_the_pacemaker_reads_as_published() -> None:
    root = assert_chart(scenarios_svg(example("pacemaker"), ENGLISH))
    assert [" | ".join(row) for row in rows(root)] == [
        (
            "Heart-rate sensor | F | requires C | not met"
            " | C | requires C | met | F → C: worst severity | F | requires C | not met"
        ),
        (
            "Security controller | D | requires A | not met | A | requires A | met | D → A: worst severity"
            " | D | requires A | not met | no better than Doctor's phone, on which it relies"
        ),
        (
            "Doctor's phone | B | requires B | met | B | requires B | met"
            " | D | requires B | not met | B → D: harm of what relies on it"
        ),
    ]
    assert signs(root) == [["no", "yes", "no"], ["no", "yes", "no"], ["yes", "yes", "no"]]
    for words in ("1 of 3 met", "3 of 3 met", "0 of 3 met"):
        assert words in texts(root)


def test_the_scenario_to_choose_is_marked_from_head_to_foot() -> None:
    root = assert_chart(scenarios_svg(example("pacemaker"), ENGLISH))
    (ground,) = root.findall(f"{SVG}rect[@class='chosen']")
    box = rect_box(ground)
    (head,) = (text for text in root.iter(f"{SVG}text") if said(text).startswith("A separate"))
    (chosen,) = (text for text in root.iter(f"{SVG}text") if said(text) == "to choose")
    assert text_box(head).within(box)
    assert text_box(chosen).within(box)
    within = [
        [said(text) for text in row.findall(f"{SVG}text") if text_box(text).within(box)]
        for row in root.findall(f"{SVG}g[@class='row']")
    ]
    assert [words[0] for words in within] == ["C", "A", "B"]


def test_where_none_is_the_best_none_is_marked() -> None:
    better, worse = {**LEVELS, "impact": "Insignificant"}, {**LEVELS, "impact": "Major"}
    found = compared({"one": better, "two": worse}, {"one": worse, "two": better})
    root = assert_chart(scenarios_svg(found, ENGLISH))
    assert not root.findall(f"{SVG}rect[@class='chosen']")
    assert "No scenario is marked, as none is surely the best." in texts(root)


def test_the_nearest_is_marked_as_the_nearest() -> None:
    root = assert_chart(scenarios_svg(example("smart-metering"), ENGLISH))
    assert "comes nearest" in texts(root)
    assert "to choose" not in texts(root)


def test_every_verdict_has_its_sign_and_its_word() -> None:
    parts: dict[str, Model] = {
        "met": {**LEVELS, "impact": "Minor", "requires": "A"},
        "not-met": {**LEVELS, "impact": "Catastrophic", "requires": "A"},
        "open": {**LEVELS, "impact": "Minor..Catastrophic", "requires": "B"},
        "not-assessed": {"requires": "A", "challenges": "none", "impact": "Minor"},
        "no-requirement": {**LEVELS, "impact": "Minor"},
        "accepted": {**LEVELS, "impact": "Catastrophic", "requires": "A"},
    }
    accepted = [{"requirement": "accepted", "until": "2027-01-01", "by": "owner", "why": "for now"}]
    found = compare(assessed(model_of(parts, accepted=accepted, assessment={"on": "2026-01-01"})))
    root = assert_chart(scenarios_svg(found, ENGLISH))
    verdicts = [words[-1] for words in rows(root)]
    assert verdicts == [one.value for one in Verdict]
    assert signs(root) == [["yes"], ["no"], ["open"], ["open"], ["none"], ["accepted"]]
    badges = [words[1] for words in rows(root)]
    assert badges == ["A", "D", "A–D", "–", "A", "D"]
    fills = [rect.get("fill") for rect in root.iter(f"{SVG}rect") if rect.get("class") == "badge"]
    tones = (Tone.A, Tone.D, Tone.D, Tone.DOUBT, Tone.A, Tone.D)
    assert fills[:6] == [COLOURS[tone].fill for tone in tones]


def test_a_component_that_a_scenario_does_not_have_is_not_there() -> None:
    found = compared({"one": {**LEVELS, "impact": "Minor"}}, {"two": {**LEVELS, "impact": "Minor"}})
    root = assert_chart(scenarios_svg(found, ENGLISH))
    assert sorted(map(tuple, rows(root))) == [
        ("one", "A", "no requirement", "not there"),
        ("two", "not there", "A", "no requirement"),
    ]


def test_too_many_are_left_out_and_the_picture_says_so() -> None:
    dull = {f"dull-{n}": {**LEVELS, "impact": "Minor"} for n in range(COMPONENTS)}
    odd = {f"odd-{n}": {**LEVELS, "impact": "Minor"} for n in range(3)}
    last = {
        **dull,
        **{id_: {**one, "impact": "Insignificant", "protection": "P5"} for id_, one in odd.items()},
    }
    bad = {**dull, **{id_: {**one, "impact": "Catastrophic"} for id_, one in odd.items()}}
    found = compared(*[bad] * (SCENARIOS + 1), last)
    root = assert_chart(scenarios_svg(found, ENGLISH))
    names = [words[0] for words in rows(root)]
    assert len(names) == COMPONENTS
    assert {"odd-0", "odd-1", "odd-2"} < set(names)
    heads = [words for words in texts(root) if words.startswith("Design ")]
    assert heads == [f"Design {n}" for n in (*range(SCENARIOS - 1), SCENARIOS + 1)]
    assert "40 of 43 components are shown, first those that differ or fall short." in texts(root)
    assert "8 of 10 scenarios are shown, the first and the best." in texts(root)
    assert "What changed is what differs from “Design 0”." in texts(root)


def test_the_description_says_it_all() -> None:
    described = said(next(assert_chart(scenarios_svg(example("pacemaker"), ENGLISH)).iter(f"{SVG}desc")))
    assert (
        "A separate security controller outside the body: 3 of 3 met; worst class C; to choose." in described
    )
    assert (
        "Security controller: D, requires A, not met; A, requires A, met, D → A: worst severity; "
        "D, requires A, not met, no better than Doctor's phone, on which it relies."
    ) in described


@pytest.mark.parametrize("odd", HOSTILE)
def test_hostile_names_are_text(odd: str) -> None:
    part = {**LEVELS, "impact": "Minor..Major", "requires": "C", "name": odd}
    scenarios = {"one": {"title": odd}, "two": {"title": odd, "components": {"part": {"impact": "Minor"}}}}
    root = assert_chart(
        scenarios_svg(compare(assessed(model_of({"part": part}, scenarios=scenarios))), ENGLISH)
    )
    known = {*("svg", "title", "desc", "rect", "text", "tspan", "g", "path")}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= known
    assert len(rows(root)) == 1


def test_every_word_goes_through_the_language() -> None:
    found = example("pacemaker")
    titles = [one.scenario.title for one in found.assessment.scenarios]
    names = [one.component.name for one in found.assessment.scenarios[0].components.values()]
    assert unspoken(scenarios_svg(found, MARKED), [*titles, *names, "phone"]) == set()
    tied = compared({"zq": {**LEVELS, "impact": "Minor"}}, {"zq": {**LEVELS, "impact": "Minor"}})
    assert unspoken(scenarios_svg(tied, MARKED), ["Design 0", "Design 1", "zq"]) == set()


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert scenarios_svg(example("pacemaker"), ENGLISH) == scenarios_svg(example("pacemaker"), ENGLISH)
