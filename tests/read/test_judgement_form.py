"""Every form in which a model can write a judgement, read into the right value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iotclass.core.judgement import Harm, Judgement
from iotclass.core.level import Level, Span, exactly, whole
from iotclass.core.place import Place
from iotclass.core.scale import Connectivity, Impact, Protection, Severity
from tests.models import judged
from tests.read.given import component

C1, C2, C3, C4, C5 = Connectivity
P1, P2, P3, P4, P5 = list(Protection)[1:]
DEFAULTS = "assessment: {by: Ann, on: 2026-11-23}\nevidence: {e: {title: T, kind: claim}}\n"

KEY = 5
"""The column at which the keys of a component begin."""


def written(text: str, part: str, line: int = 6) -> tuple[int, int]:
    """Where `part` stands, if `text` is the first entry of a component."""
    return line, KEY + text.index(part)


LEVELS = [
    (key, level)
    for key, scale in (("connectivity", Connectivity), ("protection", Protection), ("impact", Impact))
    for level in scale
]


@pytest.mark.parametrize(("key", "level"), LEVELS, ids=[f"{key} {level}" for key, level in LEVELS])
def test_every_level_can_be_written_short_and_long(key: str, level: Level) -> None:
    for text in (f"{key}: {level}", f"{key}: {{level: {level}}}"):
        expected = Judgement(exactly(level), Place("m.yaml", 6, 5), written=written(text, str(level)))
        assert getattr(component(text), key) == expected


RANGES = [
    ("connectivity", low, high) for low in Connectivity for high in Connectivity if low.rank <= high.rank
] + [("protection", low, high) for low in Protection for high in Protection if low.rank <= high.rank]


@pytest.mark.parametrize(("key", "low", "high"), RANGES, ids=[f"{one[1]}..{one[2]}" for one in RANGES])
def test_every_range_runs_from_the_lower_level_to_the_higher(key: str, low: Level, high: Level) -> None:
    best, worst = (low, high) if key == "connectivity" else (high, low)

    for text in (f"{key}: {low}..{high}", f"{key}: {{level: {low}..{high}}}"):
        place, at = Place("m.yaml", 6, 5), written(text, f"{low}..{high}")
        assert getattr(component(text), key) == Judgement(Span(best, worst), place, written=at)


def test_unknown_is_the_whole_scale() -> None:
    for text in ("protection: unknown", "protection: {level: unknown}"):
        found, at = component(text).protection, written(text, "unknown")
        assert found == Judgement(whole(Protection), Place("m.yaml", 6, 5), written=at)
    assert whole(Protection) == Span(P5, Protection.UNPROTECTED)


def test_a_distribution_is_the_span_of_its_support_with_its_weights_in_order() -> None:
    expected = Judgement(
        Span(C2, C4), Place("m.yaml", 6, 5), weights=((C1, 0.0), (C2, 0.3), (C4, 0.7), (C5, 0.0))
    )

    for text in ("{C4: 0.7, C2: 0.3, C5: 0, C1: 0.0}", "{level: {C4: 0.7, C2: 0.3, C5: 0, C1: 0.0}}"):
        entry = f"connectivity: {text}"
        at = written(entry, "{C4")
        assert component(entry).connectivity == replace(expected, written=at)


def test_a_distribution_of_one_level_is_that_level() -> None:
    assert component("connectivity: {C3: 1}").connectivity == Judgement(
        exactly(C3), Place("m.yaml", 6, 5), weights=((C3, 1.0),), written=(6, KEY + len("connectivity: "))
    )


def test_weights_that_sum_to_1_but_for_rounding_are_taken() -> None:
    found = component("connectivity: {C1: 0.1, C2: 0.2, C3: 0.7}").connectivity
    thirds = component("connectivity: {C1: 0.3333333333, C2: 0.3333333333, C3: 0.3333333334}").connectivity

    assert found is not None
    assert thirds is not None
    assert found.span == thirds.span == Span(C1, C3)


def test_a_long_form_keeps_all_that_it_says() -> None:
    said = "level: P2, why: W, by: Eve, on: 2026-01-01, evidence: [e], sure: likely, in_effect: true"
    text = f"protection: {{{said}}}"

    found = component(text, DEFAULTS).protection

    expected = Judgement(
        exactly(P2), Place("m.yaml", 8, 5), "W", "Eve", "2026-01-01", ("e",), "likely", in_effect=True
    )
    assert found == replace(expected, written=written(text, "P2", 8))


def test_in_effect_can_be_denied() -> None:
    found = component("protection: {level: P2, in_effect: false}").protection

    assert found is not None
    assert found.in_effect is False


@pytest.mark.parametrize("sure", ["sure", "likely", "guess"])
def test_one_can_say_how_sure_one_is(sure: str) -> None:
    found = component(f"impact: {{level: Minor, sure: {sure}}}").impact

    assert found is not None
    assert found.sure == sure


def test_what_the_assessment_says_is_the_default_for_each_judgement() -> None:
    place = Place("m.yaml", 8, 5)

    short = component("protection: P2", DEFAULTS).protection
    long = component("protection: {level: P2, by: Eve}", DEFAULTS).protection

    at = (8, KEY + len("protection: "))
    deep = (8, at[1] + len("{level: "))
    assert short == Judgement(exactly(P2), place, by="Ann", on="2026-11-23", written=at)
    assert long == Judgement(exactly(P2), place, by="Eve", on="2026-11-23", written=deep)


SHARED = "judgements: {hygiene: {level: P3..P4, why: Seen, by: Eve, on: 2026-01-01, sure: guess}}\n"


def test_a_shared_judgement_is_one_variable_with_its_own_particulars() -> None:
    expected = Judgement(
        Span(P4, P3), Place("m.yaml", 3, 14), "Seen", "Eve", "2026-01-01", sure="guess", variable="hygiene"
    )
    expected = replace(expected, written=(3, 1 + SHARED.index("P3..P4")))

    assert component("protection: {judgement: hygiene}", SHARED).protection == expected
    both = replace(expected, why="Here; Seen")
    assert component("protection: {judgement: hygiene, by: Joe, why: Here}", SHARED).protection == both


def test_a_shared_judgement_without_a_reason_takes_that_of_where_it_is_used() -> None:
    before = "judgements: {hygiene: {level: P3}}\n"
    found = component("protection: {judgement: hygiene, why: Here, in_effect: true}", before).protection

    expected = Judgement(exactly(P3), Place("m.yaml", 3, 14), "Here", variable="hygiene", in_effect=True)
    assert found == replace(expected, written=(3, 1 + before.index("P3")))


def test_a_shared_distribution_or_unknown_can_be_used_on_its_scale() -> None:
    before = "judgements: {storm: {level: {low: 0.25, high: 0.75}}, any: {level: unknown}}\n"
    found = component(
        "challenges:\n"
        "  x: {title: X, severity: {judgement: storm}}\n"
        "  y: {title: Y, severity: {judgement: any}}\n"
        "protection: {judgement: any}\n"
        "harm: {judgement: any}",
        before,
    )

    storm, anything = (judged(one) for one in found.challenges or ())
    assert storm.span == Span(Severity.LOW, Severity.HIGH)
    assert storm.weights == ((Severity.LOW, 0.25), (Severity.HIGH, 0.75))
    assert (storm.variable, anything.variable) == ("storm", "any")
    assert anything.span == whole(Severity)
    assert found.protection is not None
    assert found.protection.span == whole(Protection)
    assert found.harm is not None
    assert found.harm.dimensions[0][1].span == whole(Impact)


HARMS: dict[str, tuple[str, tuple[tuple[str, Span[Impact]], ...], str]] = {
    "short": ("Major", (("overall", exactly(Impact.MAJOR)),), ""),
    "a range": ("Minor..Major", (("overall", Span(Impact.MINOR, Impact.MAJOR)),), ""),
    "unknown": ("unknown", (("overall", whole(Impact)),), ""),
    "a distribution": ("{Minor: 0.5, Major: 0.5}", (("overall", Span(Impact.MINOR, Impact.MAJOR)),), ""),
    "long": ("{level: Major, why: W}", (("overall", exactly(Impact.MAJOR)),), "W"),
    "one dimension": ("{safety: Major, why: W}", (("safety", exactly(Impact.MAJOR)),), "W"),
    "every dimension, in the order of the format": (
        (
            "{all_units: Major, third_parties: Minor, environment: Minor, money: Minor..Major, "
            "service: unknown, privacy: {level: Minor, why: P}, safety: {Minor: 1}}"
        ),
        (
            ("safety", exactly(Impact.MINOR)),
            ("privacy", exactly(Impact.MINOR)),
            ("service", whole(Impact)),
            ("money", Span(Impact.MINOR, Impact.MAJOR)),
            ("environment", exactly(Impact.MINOR)),
            ("third_parties", exactly(Impact.MINOR)),
            ("all_units", exactly(Impact.MAJOR)),
        ),
        "",
    ),
}


@pytest.mark.parametrize(("text", "dimensions", "why"), HARMS.values(), ids=HARMS)
def test_every_form_of_harm_is_read(
    text: str, dimensions: tuple[tuple[str, Span[Impact]], ...], why: str
) -> None:
    found = component(f"harm: {text}").harm

    assert found is not None
    assert tuple((name, judgement.span) for name, judgement in found.dimensions) == dimensions
    assert (found.place, found.why) == (Place("m.yaml", 6, 5), why)


def test_what_a_harm_says_of_itself_holds_for_its_dimensions() -> None:
    text = "harm: {safety: Major, privacy: {level: Minor, by: Joe}, by: Eve, on: 2026-01-01, why: W}"
    found = component(text, DEFAULTS).harm

    assert isinstance(found, Harm)
    safety, privacy = (judgement for _, judgement in found.dimensions)
    assert (safety.by, safety.on, privacy.by) == ("Eve", "2026-01-01", "Joe")


def severity(said: str, before: str = DEFAULTS) -> Judgement:
    """The severity of a challenge that says `said`."""
    (found,) = component(f"challenges: {{x: {{title: X, {said}}}}}", before).challenges or ()
    return judged(found)


def test_a_severity_has_a_long_form_and_what_it_does_not_say_its_challenge_says() -> None:
    inner = "level: low, why: W, by: Eve, on: 2026-01-01, evidence: [e], sure: guess"
    outer = "why: V, by: Joe, on: 2026-02-02, evidence: [e]"

    for text in (
        f"severity: {{{inner}}}",
        f"severity: {{{inner}}}, {outer}",
        inner.replace("level", "severity"),
    ):
        found = severity(text)
        assert (found.span, found.why, found.by, found.on) == (
            exactly(Severity.LOW),
            "W",
            "Eve",
            "2026-01-01",
        )
        assert (found.evidence, found.sure) == (("e",), "guess")
    found = severity(f"severity: {{level: low}}, sure: guess, {outer}")
    assert (found.why, found.by, found.on, found.evidence, found.sure) == (
        *("V", "Joe", "2026-02-02"),
        ("e",),
        "guess",
    )
    assert severity("severity: {level: low}").by == "Ann"


def test_a_severity_in_long_form_takes_every_form_of_a_level() -> None:
    weighed = severity("severity: {level: {low: 0.25, high: 0.75}, sure: likely}")
    several = severity(
        "severity: {level: [{level: low, by: A}, {level: high, by: B}], why: W}, on: 2026-02-02"
    )

    assert weighed.weights == ((Severity.LOW, 0.25), (Severity.HIGH, 0.75))
    assert (several.why, several.by, several.on) == ("W", "A, B", "2026-02-02")
    assert severity("severity: {level: low..high}").span == Span(Severity.LOW, Severity.HIGH)


def test_a_challenge_can_name_a_shared_judgement_short_and_long() -> None:
    before = "judgements: {j: {level: low..high, why: Seen, sure: guess}}\n"
    short = component("challenges: {battery-use: {judgement: j}}", before).challenges or ()

    texts = ("judgement: j", "severity: {judgement: j}", "severity: {level: low}")
    found = [judged(short[0]), *(severity(text, before) for text in texts)]
    assert [one.variable for one in found] == ["j", "j", "j", ""]
    assert [one.sure for one in found] == ["guess", "guess", "guess", ""]
    for text in ("judgement: j, why: Here", "severity: {judgement: j}, why: Here"):
        assert severity(text, before).why == "Here; Seen"
    assert severity("severity: {judgement: j, why: There}, why: Here", before).why == "There; Seen"


SHORT = {
    "a level": "P3",
    "a range": "P3..P4",
    "unknown": "unknown",
    "weights": "{P3: 0.25, P4: 0.75}",
    "opinions": "[{level: P3, by: A, weight: 2}, {level: P4, by: B, why: W}]",
}


@pytest.mark.parametrize("text", SHORT.values(), ids=SHORT)
def test_a_shared_judgement_can_be_written_short(text: str) -> None:
    short = component("protection: {judgement: j}", f"judgements: {{j: {text}}}\n").protection
    long = component("protection: {judgement: j}", f"judgements: {{j: {{level: {text}}}}}\n").protection

    assert short is not None
    assert long is not None
    assert (short.variable, short.span, short.weights) == ("j", long.span, long.weights)
    assert [(one.by, one.span) for one in short.opinions] == [(one.by, one.span) for one in long.opinions]


def test_weights_rounded_to_three_digits_are_scaled_to_sum_to_1() -> None:
    for text in ("{C1: 0.333, C2: 0.333, C3: 0.333}", "{C1: 0.3333333, C2: 0.3333333, C3: 0.3333333}"):
        found = component(f"connectivity: {text}").connectivity
        assert found is not None
        assert [weight for _, weight in found.weights] == pytest.approx([1 / 3] * 3, abs=1e-12)
    exact = component("connectivity: {C1: 0.1, C2: 0.2, C3: 0.7}").connectivity
    assert exact is not None
    assert exact.weights == ((C1, 0.1), (C2, 0.2), (C3, 0.7))
