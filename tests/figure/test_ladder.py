"""Ladders: every criterion on its level with how far it is met, the levels that matter marked."""

from __future__ import annotations

from itertools import product
from xml.etree import ElementTree as ET

import pytest

from iotclass.app.model import open_model
from iotclass.core.assess import ComponentAssessment
from iotclass.core.gap import gap
from iotclass.core.language import ENGLISH, Language
from iotclass.core.system import ControlState
from iotclass.figure.ladder import REACHED, ladder_svg
from tests.figure.drawn import SVG, Box, assert_chart, rect_box, said, text_box
from tests.figure.spoken import MARKED, unspoken
from tests.models import CRITERIA, PAPER, SMALL, STRONGER_THAN, Model, components_of, method, model_of
from tests.write.reported import HOSTILE

RUNGS = ("P5", "P4", "P3", "P2", "P1")
YES = ControlState.YES.value
WORDS = {"no": "not met", "planned": "planned", "unknown": "unknown", "partly": "partly met", "yes": "met"}
SIGNS = {"no": "no", "planned": "later", "unknown": "open", "partly": "half", "yes": "yes"}
BETTER = ("no", "planned", "unknown", "partly", "yes")
"""States from what is furthest from meeting a criterion."""


def thing(controls: dict[str, object] | None, **more: object) -> Model:
    levels: Model = {"kind": "thing", "connectivity": "C2", "challenges": "none", "impact": "Major", **more}
    return levels if controls is None else {**levels, "controls": controls}


def one_of(part: Model, **sections: object) -> ComponentAssessment:
    return components_of(model_of({"part": part}, **sections))["part"]


def drawn(one: ComponentAssessment, by: str = PAPER, language: Language = ENGLISH) -> str:
    svg = ladder_svg(gap(one, method(by), SMALL.content), method(by), SMALL.content, language)
    assert svg is not None
    return svg


def drawn_rungs(root: ET.Element) -> list[ET.Element]:
    return root.findall(f"{SVG}g[@class='rung']")


def rungs(root: ET.Element) -> list[list[str]]:
    """The texts of every rung, the highest first."""
    return [[said(text) for text in rung.findall(f"{SVG}text")] for rung in drawn_rungs(root)]


def states(root: ET.Element) -> dict[str, tuple[str, str, str]]:
    """Per criterion its rung, the heading above it, and the sign before it."""
    found = {}
    for rung in drawn_rungs(root):
        texts = rung.findall(f"{SVG}text")
        heads = [text for text in texts if said(text).endswith(")")]
        signs = [path for path in rung.findall(f"{SVG}path") if str(path.get("class")).startswith("sign")]
        names = [text for text in texts if said(text).lower() in CRITERIA]
        assert len(signs) == len(names)
        for text, path in zip(names, signs, strict=True):
            box = text_box(text)
            above = [head for head in heads if text_box(head).bottom <= box.top + 1]
            x, y = map(float, str(path.get("transform"))[10:-1].split(" "))
            assert Box(x, y, x + 9, y + 9).right <= box.left
            assert box.top - 2 <= y <= box.bottom
            word = said(above[-1]).rsplit(" (", 1)[0]
            found[said(text).lower()] = (said(texts[0]), word, str(path.get("class")).removeprefix("sign "))
    return found


def expected(controls: dict[str, str]) -> dict[str, tuple[str, str, str]]:
    """What each criterion's state is: the best of all controls that count as having it."""

    def below(id_: str) -> set[str]:
        return {id_}.union(*(below(weaker) for weaker in STRONGER_THAN.get(id_, ())))

    found = {}
    for id_, level in CRITERIA.items():
        given = [state for control, state in controls.items() if id_ in below(control)]
        best = max(given, key=BETTER.index, default="no")
        found[id_] = (level, WORDS[best], SIGNS[best])
    return found


@pytest.mark.parametrize(("control", "state"), [*product([*CRITERIA, "siren"], BETTER)])
def test_every_state_of_every_control_shows_on_all_that_it_counts_for(control: str, state: str) -> None:
    others = {"manual": YES, "guard": "partly"} if control != "guard" else {"manual": YES}
    controls = {**others, control: state}
    root = assert_chart(drawn(one_of(thing(dict(controls)))))
    assert states(root) == expected(controls)


def test_rungs_stand_from_the_highest_down_and_hold_what_they_ask_for() -> None:
    root = assert_chart(drawn(one_of(thing({"lock": YES}))))
    assert [texts[0] for texts in rungs(root)] == list(RUNGS)
    rects = [next(rung.iter(f"{SVG}rect")) for rung in drawn_rungs(root)]
    for rung, rect in zip(drawn_rungs(root), rects, strict=True):
        assert all(text_box(text).within(rect_box(rect)) for text in rung.findall(f"{SVG}text"))


@pytest.mark.parametrize("count", range(len(CRITERIA) + 1))
def test_levels_that_are_reached_are_marked(count: int) -> None:
    controls: dict[str, object] = dict.fromkeys(list(CRITERIA)[:count], YES)
    root = assert_chart(drawn(one_of(thing(controls))))
    met = set(list(CRITERIA)[:count])
    reached = [
        level for level in RUNGS if met.issuperset(id_ for id_, own in CRITERIA.items() if own <= level)
    ]
    marked = [texts[0] for texts in rungs(root) if "reached" in texts]
    assert marked == reached[:1]
    fills = [next(rung.iter(f"{SVG}rect")).get("fill") for rung in drawn_rungs(root)]
    assert [fill == REACHED for fill in fills] == [level in reached for level in RUNGS]
    assert any("Even P1 is not met." in said(text) for text in root.iter(f"{SVG}text")) == (not reached)


def test_what_would_be_reached_and_what_is_asked_for_is_marked() -> None:
    controls: dict[str, object] = {"lock": YES, "manual": YES, "bolt": "partly", "alarm": "planned"}
    part = thing(controls, requires={"class": "B", "protection": "P4"}, protection="P1..P2")
    root = assert_chart(drawn(one_of({**part, "controls": {**controls, "bolt": "partly"}})))
    marks = {texts[0]: [words for words in texts if words in MARKS] for texts in rungs(root)}
    assert marks == {
        "P5": [],
        "P4": ["required", "needed for class B"],
        "P3": [],
        "P2": ["reached at best", "as judged"],
        "P1": ["reached", "as judged"],
    }
    planned = thing({"lock": YES, "manual": YES, "bolt": "planned"})
    marks = {texts[0]: texts for texts in rungs(assert_chart(drawn(one_of(planned))))}
    assert "once all that is planned is there" in marks["P2"]


MARKS = ("reached", "reached at best", "as judged", "required", "needed for class B")


def test_what_does_not_apply_says_so() -> None:
    found = open_model("elderly-care-alarm").assess()
    one = found.scenarios[0].components["service"]
    svg = ladder_svg(gap(one, found.method, found.content), found.method, found.content, ENGLISH)
    assert svg is not None
    p3 = rungs(assert_chart(svg))[2]
    assert p3[-2:] == ["does not apply (1)", "Unused interfaces shut"]


def test_challenges_that_wear_protection_down_are_said() -> None:
    challenges = {"heat": {"title": "Heat", "severity": "very high"}}
    part = thing(dict.fromkeys(CRITERIA, YES), challenges=challenges)
    words = [said(text) for text in assert_chart(drawn(one_of(part))).iter(f"{SVG}text")]
    assert (
        words[1]
        == "Thing: 6 of 6 criteria that apply are met. Challenges of severity very high leave P3 of P5."
    )


@pytest.mark.parametrize("kind", ["thing", "bare"])
def test_where_controls_say_nothing_there_is_no_picture(kind: str) -> None:
    part: Model = {"kind": kind, "connectivity": "C2", "protection": "P3", "challenges": "none"}
    one = one_of(part)
    assert ladder_svg(gap(one, method(PAPER), SMALL.content), method(PAPER), SMALL.content, ENGLISH) is None
    if kind == "bare":
        one = one_of({**part, "controls": {"lock": YES}})
        assert (
            ladder_svg(gap(one, method(PAPER), SMALL.content), method(PAPER), SMALL.content, ENGLISH) is None
        )


@pytest.mark.parametrize("name", ["door-lock", "infusion-pump", "ip-camera", "smart-metering"])
def test_long_ladders_are_drawn_soundly(name: str) -> None:
    found, tried = open_model(name).assess(), 0
    for one in (one for scenario in found.scenarios for one in scenario.components.values()):
        svg = ladder_svg(gap(one, found.method, found.content), found.method, found.content, ENGLISH)
        if svg is not None:
            root = assert_chart(svg)
            described = said(next(root.iter(f"{SVG}desc")))
            criteria = found.content.profiles[one.component.kind].criteria
            titles = [found.content.framework.functionalities[each.id].title for each in criteria]
            assert all(title in described for title in titles)
            assert len([path for path in root.iter(f"{SVG}path") if path.get("class")]) == len(titles)
            tried += 1
    assert tried


@pytest.mark.parametrize("odd", HOSTILE)
def test_hostile_names_are_text(odd: str) -> None:
    root = assert_chart(drawn(one_of(thing({"lock": YES}, name=odd))))
    known = {*("svg", "title", "desc", "rect", "text", "tspan", "g", "path")}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= known


def test_every_word_goes_through_the_language() -> None:
    controls: dict[str, object] = {
        "lock": YES,
        "manual": YES,
        "bolt": "partly",
        "alarm": "planned",
        "guard": "unknown",
    }
    more = {"heat": {"title": "Heat", "severity": "very high"}}
    for part in (
        thing(controls, name="zq", requires={"class": "A", "protection": "P4"}, challenges=more),
        thing({}, name="zq", protection="P1..P2"),
    ):
        assert unspoken(drawn(one_of(part), language=MARKED), ["zq"]) == set()


def test_the_same_component_gives_the_same_bytes() -> None:
    assert drawn(one_of(thing({"lock": YES}))) == drawn(one_of(thing({"lock": YES})))
