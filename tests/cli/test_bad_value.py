"""Values that the format does not have: levels, ranges, weights, dates, texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.marked import HEAD, places, refused, sensor

CONNECTIVITY = "a connectivity level: C1, C2, C3, C4, C5, a range such as C1..C2, or unknown"
PROTECTION = "a protection level: unprotected, P1, P2, P3, P4, P5, a range such as P1..P2, or unknown"
IMPACT = (
    "an impact level: Insignificant, Minor, Moderate, Major, Catastrophic, "
    "a range such as Insignificant..Minor, or unknown"
)
SEVERITY = "a severity: very low, low, medium, high, very high, a range such as very low..low, or unknown"
STATE = "yes, partly, planned, no, not applicable or unknown"
DATE = "a date such as 2026-11-23"
HARMS = "safety, privacy, service, money, environment, third_parties, all_units"
EITHER = "says too little, or two things at once"
QUOTES = "(to be read as text it needs quotes)"


SENSOR: dict[str, tuple[str, str]] = {
    "a level of another scale": (
        "connectivity: ^P2",
        f"components.a.connectivity: 'P2' is of another scale (protection); expected {CONNECTIVITY}",
    ),
    "a level of another scale in a range": (
        "protection: ^P1..C2",
        f"components.a.protection: 'P1..C2'; expected {PROTECTION}",
    ),
    "an impact among connectivities": (
        "impact: ^C1",
        f"components.a.impact: 'C1' is of another scale (connectivity); expected {IMPACT}",
    ),
    "a severity as harm": (
        "harm: ^high",
        f"components.a.harm: 'high' is of another scale (severity); expected {IMPACT}",
    ),
    "an unknown level": (
        "connectivity: ^C6",
        f"components.a.connectivity: 'C6'; expected {CONNECTIVITY}",
    ),
    "a level in small letters": (
        "protection: ^p3",
        f"components.a.protection: 'p3'; expected {PROTECTION} (did you mean 'P3'?)",
    ),
    "an impact in small letters": (
        "impact: ^moderate",
        f"components.a.impact: 'moderate'; expected {IMPACT} (did you mean 'Moderate'?)",
    ),
    "two misspelt ends": (
        "harm: ^minor..Majr",
        f"components.a.harm: 'minor..Majr'; expected {IMPACT} (did you mean 'Minor..Major'?)",
    ),
    "a range with another sign": (
        "protection: ^P2-P4",
        f"components.a.protection: 'P2-P4'; expected {PROTECTION} (did you mean 'P2..P4'?)",
    ),
    "half a range": (
        "protection: ^P2..",
        f"components.a.protection: 'P2..'; expected {PROTECTION}",
    ),
    "a range backwards": (
        "protection: ^P3..P1",
        "the range P3..P1 runs backwards; expected the lower level first (did you mean 'P1..P3'?)",
    ),
    "a range of severities backwards": (
        "challenges: {x: {title: T, severity: ^high..low}}",
        "the range high..low runs backwards; expected the lower level first (did you mean 'low..high'?)",
    ),
    "a number as level": (
        "protection: {level: ^3}",
        f"components.a.protection.level: 3; expected {PROTECTION}",
    ),
    "a list as level": (
        "protection: [^P1]",
        (
            "components.a.protection[1]: 'P1'; "
            "expected an opinion: {level: …, by: …} (a range is written unprotected..P1)"
        ),
    ),
    "nothing as level": ("protection:^", f"components.a.protection: nothing; expected {PROTECTION}"),
    "a severity misspelt": (
        "challenges: {x: {title: T, severity: ^very-high}}",
        f"components.a.challenges.x.severity: 'very-high'; expected {SEVERITY} (did you mean 'very high'?)",
    ),
    "an unknown class": (
        "requires: ^G",
        "components.a.requires: 'G'; expected a class, A (best) to F",
    ),
    "a class in small letters": (
        "requires: ^a",
        "components.a.requires: 'a'; expected a class, A (best) to F (did you mean 'A'?)",
    ),
    "a protection to reach that is none": (
        "requires: {class: A, protection: ^P9}",
        "components.a.requires.protection: 'P9'; expected one of unprotected, P1, P2, P3, P4, P5",
    ),
    "weights that sum to less than 1": (
        "protection: ^{P1: 0.5, P2: 0.4}",
        "the weights sum to 0.9; expected weights that sum to 1",
    ),
    "weights that sum to more than 1": (
        "protection: ^{P1: 0.5, P2: 0.6}",
        "the weights sum to 1.1; expected weights that sum to 1",
    ),
    "weights that sum to nearly 1, but not as rounding does it": (
        "protection: ^{P1: 0.5, P2: 0.4989}",
        "the weights sum to 0.9989; expected weights that sum to 1",
    ),
    "weights that miss 1 by what many digits show": (
        "protection: ^{P1: 0.5, P2: 0.50100001}",
        "the weights sum to 1.00100001; expected weights that sum to 1",
    ),
    "weights that are all nought": (
        "protection: ^{P1: 0, P2: 0.0}",
        "the weights sum to 0; expected weights that sum to 1",
    ),
    "a judgement of neither form": (
        "protection: ^{}",
        f"components.a.protection: {EITHER}; expected either `level` or `judgement`",
    ),
    "a reason without a level": (
        "protection: ^{why: x}",
        f"components.a.protection: {EITHER}; expected either `level` or `judgement`",
    ),
    "a level and a shared judgement at once": (
        "protection: ^{level: P1, judgement: j}",
        f"components.a.protection: {EITHER}; expected either `level` or `judgement`",
    ),
    "a harm that says nothing": (
        "harm: ^{why: x}",
        f"components.a.harm: {EITHER}; expected at least one of {HARMS}",
    ),
    "true where a control says yes": (
        "controls: {signed-updates: ^true}",
        f"components.a.controls.signed-updates: true; expected {STATE} (did you mean 'yes'?)",
    ),
    "false where a control says no": (
        "controls: {signed-updates: {state: ^false}}",
        f"components.a.controls.signed-updates.state: false; expected {STATE} (did you mean 'no'?)",
    ),
    "an unknown state of a control": (
        "controls: {signed-updates: ^maybe}",
        f"components.a.controls.signed-updates: 'maybe'; expected {STATE}",
    ),
    "an unknown state in a long form": (
        "controls: {signed-updates: {state: ^partialy}}",
        f"components.a.controls.signed-updates.state: 'partialy'; expected {STATE} (did you mean 'partly'?)",
    ),
    "yes where in_effect is true": (
        "protection: {level: P1, in_effect: ^yes}",
        "components.a.protection.in_effect: 'yes'; expected true or false",
    ),
    "true where a fact says yes": (
        "facts: {updatable: ^true}",
        "components.a.facts.updatable: true; expected yes, no or unknown (did you mean 'yes'?)",
    ),
    "a number where a name is due": ("name: ^7", f"components.a.name: 7 {QUOTES}; expected text"),
    "an empty name": ("name: ^''", "components.a.name: ''; expected text"),
    "an empty reason": (
        "protection: {level: P1, why: ^''}",
        "components.a.protection.why: ''; expected text",
    ),
    "something else than how sure one is": (
        "protection: {level: P1, sure: ^0.8}",
        (
            "components.a.protection.sure: 0.8; expected one of sure, likely, guess; "
            "probabilities are written {P1: 0.8, P2: 0.2}"
        ),
    ),
    "one provider outside a list": (
        "relies_on: ^b",
        "components.a.relies_on: 'b'; expected a list of ids",
    ),
    "a list of controls": ("controls: ^[x]", "components.a.controls: a list; expected a mapping"),
    "challenges that are no word": (
        "challenges: ^nothing",
        "components.a.challenges: 'nothing'; expected challenges by id, or none",
    ),
    "an isolation without a reason": ("isolated: ^{}", "components.a.isolated: `why` is missing"),
    "an isolation in a word": ("isolated: ^yes", "components.a.isolated: 'yes'; expected a mapping"),
    "a challenge without a severity": (
        "challenges: {x: ^{title: T}}",
        (
            "components.a.challenges.x: says too little, or two things at once; "
            "expected one of `severity`, `answers` and `driven_by`"
        ),
    ),
    "a port without a reach": (
        "ports: {usb: ^{medium: wired}}",
        "components.a.ports.usb: `reach` is missing",
    ),
}


@pytest.mark.parametrize(("entry", "message"), SENSOR.values(), ids=SENSOR)
def test_a_bad_value_of_a_component_is_named_with_what_was_expected(
    iotclass: Command, entry: str, message: str
) -> None:
    refused(iotclass, sensor(entry), message)


WEIGHT = "expected a weight from 0 to 1"

WEIGHTS: dict[str, str] = {
    "negative": "{P1: ^-0.5, P2: 0.5}",
    "above 1": "{P1: ^1.5, P2: 0.5}",
    "not a number": "{P1: ^.nan, P2: 1}",
    "infinite": "{P1: ^.inf, P2: 0}",
    "negative infinity": "{P1: ^-.inf, P2: 1}",
    "too large for a number": "{P1: ^1e999, P2: 1}",
    "a word": "{P1: ^much, P2: 0.5}",
    "nothing": "{P1: ^~, P2: 1}",
}


@pytest.mark.parametrize("key", ["protection: ", "protection: {level: "])
@pytest.mark.parametrize("weights", WEIGHTS.values(), ids=WEIGHTS)
def test_a_bad_weight_is_one_problem_and_said_to_be_a_bad_weight(
    iotclass: Command, tmp_path: Path, weights: str, key: str
) -> None:
    text, (place,) = places(sensor(f"{key}{weights}{'}' if '{' in key else ''}"))
    (tmp_path / "m.yaml").write_text(text)

    ran = iotclass("assess", "m.yaml")

    assert (ran.code, ran.out, len(ran.problems)) == (2, "", 1)
    assert ran.problems[0].startswith(f"m.yaml:{place}: components.a.protection.")
    assert ran.problems[0].endswith(WEIGHT)


NO_TEXT: dict[str, str] = {
    "a weight": "protection: {P1: 1.5}",
    "a list": "relies_on: 5",
    "a mapping": "isolated: true",
    "a date": "protection: {level: P1, on: 2026}",
    "a day written as a number": "protection: {level: P1, on: 20261123}",
}


@pytest.mark.parametrize("entry", NO_TEXT.values(), ids=NO_TEXT)
def test_quotes_are_not_recommended_where_they_would_not_help(
    iotclass: Command, tmp_path: Path, entry: str
) -> None:
    (tmp_path / "m.yaml").write_text(sensor(entry))

    ran = iotclass("assess", "m.yaml")

    assert (ran.code, ran.out) == (2, "")
    assert "quotes" not in ran.err


def test_a_number_is_quoted_in_a_message_as_it_is_written(iotclass: Command) -> None:
    body = "product: {version: ^1.10}\ncomponents: {a: {kind: sensor}}\n"

    refused(iotclass, HEAD + body, f"product.version: 1.10 {QUOTES}; expected text")


VERSIONS = {"2": "2", "0": "0", "'1'": "1", "true": "true", "1.5": "1.5", "one": "one"}


@pytest.mark.parametrize(("written", "said"), VERSIONS.items(), ids=VERSIONS)
def test_another_version_of_the_format_is_the_only_thing_said(
    iotclass: Command, written: str, said: str
) -> None:
    refused(
        iotclass,
        f"iotclass: ^{written}\nsystem: 5\nwhatever: 3\n",
        f"format {said}; expected iotclass: 1, the format read here",
    )


def test_a_missing_version_is_the_only_thing_said(iotclass: Command) -> None:
    refused(
        iotclass,
        "^system: 5\nwhatever: 3\ncomponents: {a: {kind: sensr}}\n",
        "`iotclass` is missing; expected `iotclass: 1` at its top; `iotclass new NAME` starts a model",
    )


METHODS: dict[str, tuple[str, str]] = {
    "a path": (
        "./mine",
        "method: './mine'; expected a method's id, or id@version; a folder is given by --method",
    ),
    "an absolute path": (
        "/etc",
        "method: '/etc'; expected a method's id, or id@version; a folder is given by --method",
    ),
    "a path upwards": (
        "..",
        "method: '..'; expected a method's id, or id@version; a folder is given by --method",
    ),
    "unknown": (
        "iotclass-2",
        "no method 'iotclass-2'; expected one of fazeldehkordi-2019, iotclass-1 (did you mean 'iotclass-1'?)",
    ),
    "of another version": (
        "iotclass-1@0.9.0",
        "the model asks for iotclass-1@0.9.0, here is version 1.0.0; expected iotclass-1@1.0.0",
    ),
    "of half a version": (
        "iotclass-1@1",
        "method: 'iotclass-1@1'; expected a method's id, or id@version; a folder is given by --method",
    ),
}


@pytest.mark.parametrize(("method", "message"), METHODS.values(), ids=METHODS)
def test_a_method_that_cannot_be_had_is_named(iotclass: Command, method: str, message: str) -> None:
    refused(iotclass, f"{HEAD}method: ^{method}\ncomponents: {{a: {{kind: sensor}}}}\n", message)


def test_dates_that_no_calendar_has_are_refused(iotclass: Command) -> None:
    text = f"""{HEAD}product: {{support_until: ^31.12.2030}}
assessment: {{on: ^2026-13-01, valid_until: ^26-1-1}}
evidence: {{e: {{title: T, kind: test, on: ^yesterday}}}}
components: {{a: {{kind: sensor, requires: A, protection: {{level: P1, on: ^2026-02-29}}}}}}
accepted: [{{requirement: a, until: ^2027-02-30, by: B, why: W}}]
"""

    refused(
        iotclass,
        text,
        f"product.support_until: '31.12.2030'; expected {DATE}",
        f"assessment.on: '2026-13-01'; expected {DATE}",
        f"assessment.valid_until: '26-1-1'; expected {DATE}",
        f"evidence.e.on: 'yesterday'; expected {DATE}",
        f"components.a.protection.on: '2026-02-29'; expected {DATE}",
        f"accepted[1].until: '2027-02-30'; expected {DATE}",
    )


def test_no_components_is_said_in_each_form(iotclass: Command) -> None:
    refused(
        iotclass, f"{HEAD}components: ^{{}}\n", "components: an empty mapping; expected at least one entry"
    )
    refused(iotclass, f"{HEAD}components:^\n", "components: nothing; expected a mapping")
    refused(iotclass, f"{HEAD}components: ^[]\n", "components: an empty list; expected a mapping")
    refused(iotclass, f"{HEAD}components:\n  a:^\n", "components.a: nothing; expected a mapping")
    refused(iotclass, f"^{HEAD}", "`components` is missing")


def test_a_scale_is_shared_by_all_levels_of_a_judgement(iotclass: Command) -> None:
    text = f"""{HEAD}judgements:
  j: {{level: ^{{P1: 0.5, C1: 0.5}}}}
  k: {{level: ^X9}}
  l: {{level: ^P3..P1}}
  m: {{level: ^P1..C2}}
  n: {{level: ^{{P1: 0.2}}}}
  o: {{level: unknown}}
components: {{a: {{kind: sensor}}}}
"""

    refused(
        iotclass,
        text,
        "judgements.j: C1, P1 are no levels of one scale; expected levels of one scale",
        "judgements.k: X9 are no levels of one scale; expected levels of one scale",
        "the range P3..P1 runs backwards; expected the lower level first (did you mean 'P1..P3'?)",
        "judgements.m: C2, P1 are no levels of one scale; expected levels of one scale",
        "the weights sum to 0.2; expected weights that sum to 1",
    )
