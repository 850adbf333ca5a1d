"""Doubt in words that the format does not have: the message says how it is written."""

from __future__ import annotations

import pytest

from tests.cli.command import Command
from tests.cli.marked import refused, sensor

PROTECTION = "a protection level: unprotected, P1, P2, P3, P4, P5, a range such as P1..P2, or unknown"
SEVERITY = "a severity: very low, low, medium, high, very high, a range such as very low..low, or unknown"
STATES = "yes, partly, planned, no, not applicable or unknown"
FACTS = "yes, no or unknown"
SURE = "one of sure, likely, guess"
AMONG = "stands among weights of levels"
LISTED = "a list of levels; expected the range {}, or a list of opinions: {{level: …, by: …}}"
LONG = (
    "a long form as `level`; expected a level, a range, weights of levels or unknown; "
    "`why` and the rest go beside"
)

RANGES = {
    "P2-P4": "P2..P4",
    "P2 - P4": "P2..P4",
    "P2–P4": "P2..P4",
    "P2…P4": "P2..P4",
    "P2...P4": "P2..P4",
    "P2 .. P4": "P2..P4",
    "P2 to P4": "P2..P4",
    "p4 to p2": "P2..P4",
    "P2 or P3": "P2..P3",
    "between P2 and P4": "P2..P4",
    "P2-4": "P2..P4",
    "P2..4": "P2..P4",
    "P3/P4": "P3..P4",
    "P3+": "P3..P5",
    "'>=P3'": "P3..P5",
    "at least P3": "P3..P5",
    "P3 or more": "P3..P5",
    "at most P2": "unprotected..P2",
    "up to P2": "unprotected..P2",
    "P3 to P3": "P3",
    "'?'": "unknown",
    "tbd": "unknown",
}


@pytest.mark.parametrize("form", ["^", "{level: ^}"], ids=["short", "long"])
@pytest.mark.parametrize(("text", "meant"), RANGES.items(), ids=RANGES)
def test_a_range_in_other_words_is_recognised(iotclass: Command, text: str, meant: str, form: str) -> None:
    place = "components.a.protection" + ("" if form == "^" else ".level")
    said = text.strip("'")

    refused(
        iotclass,
        sensor(f"protection: {form.replace('^', f'^{text}')}"),
        f"{place}: {said!r}; expected {PROTECTION} (did you mean {meant!r}?)",
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [("low-high", "low..high"), ("very-low to high", "very low..high"), ("very-high", "very high")],
)
def test_a_range_of_severities_in_other_words_is_recognised(iotclass: Command, text: str, meant: str) -> None:
    refused(
        iotclass,
        sensor(f"challenges: {{battery-use: ^{text}}}"),
        f"components.a.challenges.battery-use: {text!r}; expected {SEVERITY} (did you mean {meant!r}?)",
    )


@pytest.mark.parametrize("text", ["P9-P4", "P2-", "-P2", "P0+", "P2 to", "80%"])
def test_what_is_no_range_in_any_words_is_taken_for_none(iotclass: Command, text: str) -> None:
    ran = refused(
        iotclass,
        sensor(f"protection: ^'{text}'").replace("^''", "^'"),
        f"components.a.protection: {text!r}; expected {PROTECTION}{NEAR.get(text, '')}",
    )

    assert ".." not in ran.problems[0].partition("(did you mean")[2]


NEAR = {"P2-": " (did you mean 'P2'?)", "-P2": " (did you mean 'P2'?)"}

DOUBTED = {
    "P3?": "level: P3, sure: guess",
    "p3 ?": "level: P3, sure: guess",
    "maybe P3": "level: P3, sure: guess",
    "~P3": "level: P3, sure: guess",
    "probably P3": "level: P3, sure: likely",
    "P3 (likely)": "level: P3, sure: likely",
}


@pytest.mark.parametrize(("text", "meant"), DOUBTED.items(), ids=DOUBTED)
def test_a_level_in_doubt_keeps_its_doubt(iotclass: Command, text: str, meant: str) -> None:
    quoted = f"^'{text}'"
    said = f"{text!r}; expected {PROTECTION} (did you mean"

    refused(iotclass, sensor(f"protection: {quoted}"), f"components.a.protection: {said} {{{meant}}}?)")
    refused(
        iotclass,
        sensor(f"protection: {{level: {quoted}}}"),
        f"components.a.protection.level: {said} {meant}?)",
    )


LEVELS: dict[str, tuple[str, tuple[str, ...]]] = {
    "a reason among weights": (
        "protection: {P2: 0.3, P3: 0.7, ^why: pen test}",
        (f"protection: `why` {AMONG}; expected {{level: {{P2: 0.3, P3: 0.7}}, why: …}}",),
    ),
    "more among weights": (
        "protection: {P2: 0.3, P3: 0.7, ^sure: likely, by: A}",
        (f"protection: `sure` {AMONG}; expected {{level: {{P2: 0.3, P3: 0.7}}, sure: …, by: …}}",),
    ),
    "a reason among weights of a level": (
        "protection: {level: {P2: 0.3, P3: 0.7, ^why: W}}",
        (f"protection.level: `why` {AMONG}; expected {{level: {{P2: 0.3, P3: 0.7}}, why: …}}",),
    ),
    "an author among weights": (
        "protection: [{P2: 0.3, P3: 0.7, ^by: A}]",
        (f"protection[1]: `by` {AMONG}; expected {{level: {{P2: 0.3, P3: 0.7}}, by: …}}",),
    ),
    "a reason among weights of severities": (
        "challenges: {battery-use: {low: 0.3, high: 0.7, ^why: W}}",
        (f"challenges.battery-use: `why` {AMONG}; expected {{severity: {{low: 0.3, high: 0.7}}, why: …}}",),
    ),
    "a title among weights of severities": (
        "challenges: {x: {^title: T, low: 0.3, high: 0.7}}",
        (f"challenges.x: `title` {AMONG}; expected {{severity: {{low: 0.3, high: 0.7}}, title: …}}",),
    ),
    "a level among weights": (
        "protection: {P2: 0.3, ^level: P3}",
        (f"protection: `level` {AMONG}; expected one of the two",),
    ),
    "a long form in a long form": (
        "protection: {level: ^{level: P3, why: W}}",
        (f"protection.level: {LONG}",),
    ),
    "a long form in an opinion": (
        "protection: [{level: ^{level: P3, why: W}, by: A}]",
        (f"protection[1].level: {LONG}",),
    ),
    "a shared judgement as level": (
        "protection: {level: ^{judgement: j}}",
        ("protection.level: a shared judgement as `level`; expected {judgement: j} without `level`",),
    ),
    "a state": (
        "protection: {^state: P2}",
        (
            (
                "protection: unknown key 'state'; expected one of level, judgement, why, by, on, "
                "evidence, sure, in_effect (did you mean 'level'?)"
            ),
        ),
    ),
    "levels in a list": ("protection: ^[P2, P3]", (f"protection: {LISTED.format('P2..P3')}",)),
    "three levels in a list": ("protection: ^[P4, P2, P3]", (f"protection: {LISTED.format('P2..P4')}",)),
    "levels in a list in a long form": (
        "harm: {safety: {level: ^[Major, Minor], why: W}}",
        (f"harm.safety.level: {LISTED.format('Minor..Major')}",),
    ),
    "percents": (
        "protection: {P2: ^30%, P3: ^70 %}",
        (
            "protection.P2: '30%'; expected a weight from 0 to 1 (did you mean 0.3?)",
            "protection.P3: '70 %'; expected a weight from 0 to 1 (did you mean 0.7?)",
        ),
    ),
    "percents without a sign": (
        "protection: {P2: ^30, P3: ^70}",
        (
            "protection.P2: 30; expected a weight from 0 to 1 (did you mean 0.3?)",
            "protection.P3: 70; expected a weight from 0 to 1 (did you mean 0.7?)",
        ),
    ),
    "fractions": (
        "protection: {P2: ^1/3, P3: ^2/3}",
        (
            "protection.P2: '1/3'; expected a weight from 0 to 1 (did you mean 0.333?)",
            "protection.P3: '2/3'; expected a weight from 0 to 1 (did you mean 0.667?)",
        ),
    ),
    "no fractions": (
        "protection: {P2: ^1/0, P3: ^4/3, P4: ^300%}",
        tuple(
            f"protection.{key}: {text!r}; expected a weight from 0 to 1"
            for key, text in (("P2", "1/0"), ("P3", "4/3"), ("P4", "300%"))
        ),
    ),
    "how sure as a number": (
        "protection: {level: P2, sure: ^0.8}",
        (f"protection.sure: 0.8; expected {SURE}; probabilities are written {{P2: 0.8, P3: 0.2}}",),
    ),
    "how sure of the last level": (
        "protection: {level: P5, sure: ^80%}",
        (f"protection.sure: '80%'; expected {SURE}; probabilities are written {{P4: 0.2, P5: 0.8}}",),
    ),
    "how sure of a range": (
        "protection: {level: P2..P3, sure: ^0.8}",
        (
            (
                f"protection.sure: 0.8; expected {SURE}; probabilities are written by level, "
                "as in {P2: 0.3, P3: 0.7}"
            ),
        ),
    ),
    "how sure of a severity": (
        "challenges: {x: {title: T, severity: high, sure: ^0.8}}",
        (
            (
                f"challenges.x.sure: 0.8; expected {SURE}; "
                "probabilities are written {high: 0.8, very high: 0.2}"
            ),
        ),
    ),
    "not sure": (
        "protection: {level: P2, sure: ^unsure}",
        (f"protection.sure: 'unsure'; expected {SURE} (did you mean 'guess'?)",),
    ),
    "another word for sure": (
        "protection: {level: P2, ^confidence: likely}",
        (
            (
                "protection: unknown key 'confidence'; expected one of level, judgement, why, by, on, "
                "evidence, sure, in_effect (did you mean 'sure'?)"
            ),
        ),
    ),
    "a challenge with a level": (
        "challenges: {battery-use: {^level: low, sure: guess}}",
        (
            (
                "challenges.battery-use: unknown key 'level'; expected one of title, severity, "
                "judgement, why, by, on, evidence, sure, answers, driven_by, softened, acts_on "
                "(did you mean 'severity'?)"
            ),
        ),
    ),
}


@pytest.mark.parametrize(("entry", "messages"), LEVELS.values(), ids=LEVELS)
def test_doubt_of_a_level_in_another_form_is_recognised(
    iotclass: Command, entry: str, messages: tuple[str, ...]
) -> None:
    refused(iotclass, sensor(entry), *(f"components.a.{one}" for one in messages))


CONTROLS = {
    "works in percents": (
        "{state: yes, works: ^80%}",
        ".works: '80%'; expected a probability from 0 to 1 (did you mean 0.8?)",
    ),
    "works in percents without a sign": (
        "{state: yes, works: ^80}",
        ".works: 80; expected a probability from 0 to 1 (did you mean 0.8?)",
    ),
    "works with a comma": (
        "{state: yes, works: ^'0,8'}",
        ".works: '0,8'; expected a probability from 0 to 1 (did you mean 0.8?)",
    ),
    "works without a state": (
        "^{works: 0.8}",
        ": `state` is missing; expected a state, as in {state: yes, works: 0.8}",
    ),
    "a level": (
        "{^level: yes}",
        (
            ": unknown key 'level'; expected one of state, why, evidence, by, on, sure, works "
            "(did you mean 'state'?)"
        ),
    ),
    "how sure as a number": (
        "{state: yes, sure: ^0.8}",
        f".sure: 0.8; expected {SURE}; a probability is written `works: 0.8`",
    ),
    "how sure in percents": (
        "{state: yes, sure: ^80%}",
        f".sure: '80%'; expected {SURE}; a probability is written `works: 0.8`",
    ),
    "a probability": ("^0.8", f": 0.8; expected {STATES} (did you mean {{state: yes, works: 0.8}}?)"),
    "percents": ("^80%", f": '80%'; expected {STATES} (did you mean {{state: yes, works: 0.8}}?)"),
    "a doubted yes": ("^yes?", f": 'yes?'; expected {STATES} (did you mean {{state: yes, sure: guess}}?)"),
    "a doubted no in a long form": (
        "{state: ^probably no}",
        f".state: 'probably no'; expected {STATES} (did you mean state: no, sure: likely?)",
    ),
    "a range": ("^yes..no", f": 'yes..no'; expected {STATES} (did you mean 'unknown'?)"),
    "weights": ("^{yes: 0.7, no: 0.3}", ": weights of states; expected {state: yes, works: 0.7}"),
}


@pytest.mark.parametrize(("text", "message"), CONTROLS.values(), ids=CONTROLS)
def test_doubt_of_a_control_in_another_form_is_recognised(iotclass: Command, text: str, message: str) -> None:
    entry = f"controls: {{rate-limiting: {text}}}"

    refused(iotclass, sensor(entry), f"components.a.controls.rate-limiting{message}")


@pytest.mark.parametrize("text", ["yes..no", "no..yes", "yes/no", "yes or no", "'?'"])
def test_a_doubted_fact_is_unknown(iotclass: Command, text: str) -> None:
    said = text.strip("'")
    message = f"components.a.facts.updatable: {said!r}; expected {FACTS} (did you mean 'unknown'?)"

    refused(iotclass, sensor(f"facts: {{updatable: ^{text}}}"), message)
