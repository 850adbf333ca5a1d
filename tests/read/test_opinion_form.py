"""What several people say of one level, and doubt in ways in, read into the right values."""

from __future__ import annotations

import pytest

from iotclass.core.judgement import Judgement
from iotclass.core.level import Span, exactly, whole
from iotclass.core.place import Place
from iotclass.core.scale import Connectivity, Impact, Medium, Operations, Protection, Reach, Severity
from iotclass.core.system import Component, Connection
from tests.models import judged
from tests.read.given import HEAD, component, read

C1, C2, C3, C4, C5 = Connectivity
DEFAULTS = "assessment: {by: Ann, on: 2026-11-23}\nevidence: {e: {title: T, kind: claim}}\n"


def connectivity(found: Component) -> Judgement:
    """The judged connectivity of a component."""
    assert found.connectivity is not None
    return found.connectivity


def columns(text: str, *parts: str, before: int = 4) -> list[int]:
    """At which column each of `parts` begins in a line that has `before` blanks before `text`."""
    return [before + 1 + text.index(part) for part in parts]


OPINIONS = "[{level: C2, by: Ada, weight: 2, why: Seen}, {level: C3..C4, by: Bo, why: Read, sure: guess}]"


@pytest.mark.parametrize("text", [f"connectivity: {OPINIONS}", f"connectivity: {{level: {OPINIONS}}}"])
def test_opinions_are_kept_each_as_it_is_and_the_span_covers_them_all(text: str) -> None:
    found = connectivity(component(text))
    listed, first, second, low, high = columns(text, "[", "{level: C2", "{level: C3", "C2", "C3..C4")

    assert found == Judgement(
        Span(C2, C4),
        Place("m.yaml", 6, 5),
        "Ada: Seen; Bo: Read",
        "Ada, Bo",
        opinions=(
            Judgement(exactly(C2), Place("m.yaml", 6, first), "Seen", "Ada", weight=2.0, written=(6, low)),
            Judgement(
                Span(C3, C4), Place("m.yaml", 6, second), "Read", "Bo", sure="guess", written=(6, high)
            ),
        ),
        written=(6, listed),
    )


def test_a_reason_for_all_goes_before_those_of_each() -> None:
    found = connectivity(component(f"connectivity: {{level: {OPINIONS}, why: Weighed}}"))

    assert found.why == "Weighed"
    assert [one.why for one in found.opinions] == ["Seen", "Read"]


def test_opinions_without_a_reason_are_left_out_of_the_reasons() -> None:
    found = connectivity(component("connectivity: [{level: C1, by: A}, {level: C2, by: B, why: W}]"))

    assert found.why == "B: W"


def test_a_single_opinion_is_one_all_the_same() -> None:
    found = connectivity(component("connectivity: [{level: C2, by: Ada, sure: likely}]"))

    assert (found.span, found.by, found.sure) == (exactly(C2), "Ada", "")
    assert [(one.span, one.by, one.sure) for one in found.opinions] == [(exactly(C2), "Ada", "likely")]


def test_every_form_of_a_level_can_stand_in_an_opinion() -> None:
    text = "{level: C2..C3, by: A}, {level: {C1: 0.25, C3: 0.75}, by: B}, {level: unknown, by: C}"
    found = connectivity(component(f"connectivity: [{text}]"))

    assert [one.span for one in found.opinions] == [Span(C2, C3), Span(C1, C3), whole(Connectivity)]
    assert [one.weights for one in found.opinions] == [(), ((C1, 0.25), (C3, 0.75)), ()]
    assert (found.span, found.weights) == (whole(Connectivity), ())


def test_the_date_of_opinions_is_their_own_or_that_of_all_or_of_the_assessment() -> None:
    text = "[{level: C1, by: A, on: 2026-01-01, evidence: [e]}, {level: C1, by: B}]"
    short = connectivity(component(f"connectivity: {text}", DEFAULTS))
    long = connectivity(
        component(f"connectivity: {{level: {text}, on: 2026-02-02, evidence: [e]}}", DEFAULTS)
    )

    assert [one.on for one in (short, *short.opinions)] == ["2026-11-23", "2026-01-01", "2026-11-23"]
    assert [one.on for one in (long, *long.opinions)] == ["2026-02-02", "2026-01-01", "2026-02-02"]
    assert [one.evidence for one in (long, *long.opinions)] == [("e",), ("e",), ()]


def test_opinions_can_say_what_protection_is_in_effect() -> None:
    found = component(
        "protection: {level: [{level: P2, by: A}, {level: P3, by: B}], in_effect: true}"
    ).protection

    assert found is not None
    assert (found.in_effect, found.span) == (True, Span(Protection.P3, Protection.P2))


MINOR_OR_MAJOR = "[{level: Minor, by: A}, {level: Major, by: B}]"


def test_impact_and_harm_whole_or_by_dimension_take_opinions() -> None:
    text = "impact: ^\nharm: ^"
    whole_harm = component(text.replace("^", MINOR_OR_MAJOR))
    long = component(text.replace("^", f"{{level: {MINOR_OR_MAJOR}}}"))
    parts = component(f"harm: {{safety: {MINOR_OR_MAJOR}, money: {{level: {MINOR_OR_MAJOR}}}, by: Eve}}")

    found = [one.impact for one in (whole_harm, long)]
    for part in (whole_harm, long, parts):
        assert part.harm is not None
        found += [judgement for _, judgement in part.harm.dimensions]
    assert len(found) == len(("short", "long")) * 2 + len(("safety", "money"))
    for one in found:
        assert one is not None
        assert [(opinion.by, str(opinion.span)) for opinion in one.opinions] == [
            ("A", "Minor"),
            ("B", "Major"),
        ]
        assert (one.by, one.span) == ("A, B", Span(Impact.MINOR, Impact.MAJOR))


def test_how_sure_a_harm_is_holds_for_its_dimensions_but_not_for_opinions_and_shared_judgements() -> None:
    found = component(
        "harm: {safety: Major, privacy: {level: Minor, sure: sure}, service: {judgement: j}, "
        "money: [{level: Minor, by: A}], sure: guess}",
        "judgements: {j: {level: Minor, sure: likely}}\n",
    ).harm

    assert found is not None
    sure = {name: judgement.sure for name, judgement in found.dimensions}
    assert sure == {"safety": "guess", "privacy": "sure", "service": "likely", "money": ""}
    assert [one.sure for one in dict(found.dimensions)["money"].opinions] == [""]


def test_the_severity_of_a_challenge_takes_opinions() -> None:
    text = "[{level: low, by: A, why: V}, {level: high, by: B}]"
    found = component(
        f"challenges:\n  x: {{title: X, severity: {text}}}\n  y: {{title: Y, severity: {text}, why: W}}\n"
        f"  battery-use: {text}"
    ).challenges

    assert found is not None
    assert [one.id for one in found] == ["x", "y", "battery-use"]
    assert [judged(one).why for one in found] == ["A: V", "W", "A: V"]
    for one in map(judged, found):
        assert [str(opinion.span) for opinion in one.opinions] == ["low", "high"]
        assert one.span == Span(Severity.LOW, Severity.HIGH)


def test_a_scenario_changes_a_severity_to_opinions_and_the_title_stays() -> None:
    system = read(
        f"{HEAD}components: {{a: {{kind: sensor, challenges: {{x: {{title: X, severity: low}}}}}}}}\n"
        "scenarios: {s: {components: {a: {challenges: {x: [{level: high, by: A}]}}}}}\n"
    )

    (found,) = system.scenarios[0].components["a"].challenges or ()
    assert (found.title, [one.by for one in judged(found).opinions]) == ("X", ["A"])


def test_a_scenario_changes_a_severity_to_a_shared_judgement_and_back_and_the_title_stays() -> None:
    system = read(
        f"{HEAD}judgements: {{j: low..high}}\n"
        "components: {a: {kind: sensor, challenges: {x: {title: X, severity: low}}}}\n"
        "scenarios:\n  s: {components: {a: {challenges: {x: {judgement: j}}}}}\n"
        "  t: {extends: s, components: {a: {challenges: {x: high}}}}\n"
    )

    found = [(one.components["a"].challenges or ())[0] for one in system.scenarios]
    assert [(one.title, judged(one).variable) for one in found] == [("X", "j"), ("X", "")]


def test_a_shared_judgement_takes_opinions_and_is_one_variable() -> None:
    shared = "judgements: {j: {level: [{level: P2, by: A, weight: 3}, {level: unknown, by: B}], why: W}}\n"
    found = component("protection: {judgement: j, why: Here}", shared).protection

    assert found is not None
    assert (found.variable, found.key, found.why, found.by) == ("j", "j", "Here; W", "A, B")
    assert [(one.by, one.weight, one.variable) for one in found.opinions] == [("A", 3.0, ""), ("B", 1.0, "")]
    assert found.span == whole(Protection)


def test_what_is_written_once_is_one_unknown() -> None:
    system = read(
        f"{HEAD}components:\n"
        "  a: {kind: sensor, connectivity: &it C2..C3}\n"
        "  b: {kind: sensor, connectivity: *it}\n"
        "  c: {kind: sensor, connectivity: {level: *it, why: W}}\n"
        "  d: {kind: sensor, connectivity: C2..C3}\n"
        "scenarios: {s: {components: {d: {name: D}}}, t: {}}\n"
    )

    one, other = (
        {id_: connectivity(part).key for id_, part in scenario.components.items()}
        for scenario in system.scenarios
    )
    assert one == other
    assert one["a"] == one["b"] == one["c"]
    assert [key.rpartition(":")[0] for key in (one["a"], one["d"])] == ["m.yaml:4", "m.yaml:7"]


def ways(entry: str, before: str = "") -> Connection:
    """The port of a component that says `entry`."""
    (found,) = component(f"ports: {{usb: {{{entry}}}}}", before).ports
    return found


def test_opinions_of_two_lists_are_unknowns_of_their_own() -> None:
    found = component("impact: [{level: unknown, by: A}]\nharm: [{level: unknown, by: A}]")

    assert found.impact is not None
    assert found.harm is not None
    harm = found.harm.dimensions[0][1]
    assert len({one.key for one in (found.impact, harm, *found.impact.opinions, *harm.opinions)}) == 4


def test_ways_in_take_every_form_of_a_level() -> None:
    short = ways(
        "medium: {wired: 0.5, wireless: 0.5}, reach: [{level: direct, by: A}, {level: local, by: B}]"
    )
    long = ways(
        "medium: {level: near, why: W, by: Eve, on: 2026-01-01, sure: likely}, "
        "reach: {level: [{level: public, by: A}]}, operations: {level: none..inside, sure: guess}"
    )

    assert short.medium.weights == ((Medium.WIRED, 0.5), (Medium.WIRELESS, 0.5))
    assert (short.reach.span, short.reach.by) == (Span(Reach.DIRECT, Reach.LOCAL), "A, B")
    assert short.operations == Judgement(exactly(Operations.INSIDE), short.place)
    medium = long.medium
    assert (medium.why, medium.by, medium.on, medium.sure) == ("W", "Eve", "2026-01-01", "likely")
    assert [one.span for one in long.reach.opinions] == [exactly(Reach.PUBLIC)]
    assert (str(long.operations.span), long.operations.sure) == ("none..inside", "guess")


def test_what_a_way_in_says_is_a_plain_fact_and_not_the_assessors_judgement() -> None:
    shared = f"{DEFAULTS}judgements: {{j: {{level: wired..near}}}}\n"
    found = ways("medium: {judgement: j}, reach: {level: local, why: W}, operations: none", shared)

    assert found.medium.variable == "j"
    assert [(one.by, one.on) for one in (found.medium, found.reach, found.operations)] == [("", "")] * 3
