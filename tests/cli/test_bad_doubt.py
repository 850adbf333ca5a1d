"""Opinions, confidences and probabilities that cannot be: each refused in one message at its place."""

from __future__ import annotations

import pytest

from tests.cli.command import Command
from tests.cli.marked import HEAD, refused, sensor

CONNECTIVITY = "a connectivity level: C1, C2, C3, C4, C5, a range such as C1..C2, or unknown"
MEDIUM = "a medium: wired, near, wireless, a range such as wired..near, or unknown"
OPERATIONS = "where operations come from: none, inside, outside, a range such as none..inside, or unknown"
STATES = "yes, partly, planned, no, not applicable or unknown"
OPINION = "an opinion: {level: …, by: …}"
RANGE = "(a range is written C1..C2)"
JUDGED = "an opinion: {state: …, by: …}"
KEYS = "level, why, by, on, evidence, sure, weight"
WEIGHT = "a number above 0 (at most a million)"
BESIDE = "stands beside opinions; expected it in each of them"
ONCE = "has an opinion in this list already; expected one opinion of each assessor"
NOTHING = (
    "stands beside a state that says that nothing is in place; expected it beside yes, partly or unknown"
)
NEITHER = (
    "stands beside a state that is neither yes nor no; "
    "expected it beside yes or no; `works` goes with partly and unknown"
)
BOTH = "stands beside `works`, which says the same more exactly; expected one of the two"
NO_REASON = (
    "rate-limiting is said to be not applicable without a reason; expected {state: not applicable, why: …}"
)

LEVELS: dict[str, tuple[str, str]] = {
    "a bare level": ("[^C2]", f"[1]: 'C2'; expected {OPINION} {RANGE}"),
    "no opinion": ("^[]", ": an empty list; expected at least one opinion: {level: …, by: …}"),
    "an empty opinion": ("[^{}]", f"[1]: an empty mapping; expected {OPINION} {RANGE}"),
    "nothing": ("[^null]", f"[1]: nothing; expected {OPINION} {RANGE}"),
    "a list in the list": ("[^[{level: C2, by: A}]]", f"[1]: a list; expected {OPINION} {RANGE}"),
    "a bare distribution": ("[^{C2: 0.5, C3: 0.5}]", f"[1]: a mapping; expected {OPINION} {RANGE}"),
    "nobody": ("[^{level: C2}]", f"[1]: `by` is missing; expected {OPINION}"),
    "no level": ("[^{by: A}]", f"[1]: `level` is missing; expected {OPINION}"),
    "a name of nothing": ("[{level: C2, by: ^''}]", "[1].by: ''; expected text"),
    "an unknown level": ("[{level: ^C9, by: A}]", f"[1].level: 'C9'; expected {CONNECTIVITY}"),
    "a list as level": ("[{level: ^[C2], by: A}]", f"[1].level: a list; expected {CONNECTIVITY}"),
    "a shared judgement": (
        "[{^judgement: j, by: A}]",
        f"[1]: unknown key 'judgement'; expected one of {KEYS}",
    ),
    "in effect": (
        "[{level: C2, by: A, ^in_effect: true}]",
        f"[1]: unknown key 'in_effect'; expected one of {KEYS}",
    ),
    "a key misspelt": (
        "[{level: C2, by: A, ^weigth: 2}]",
        f"[1]: unknown key 'weigth'; expected one of {KEYS} (did you mean 'weight'?)",
    ),
    "a weight of 0": ("[{level: C2, by: A, weight: ^0}]", f"[1].weight: 0; expected {WEIGHT}"),
    "a weight below 0": ("[{level: C2, by: A, weight: ^-1}]", f"[1].weight: -1; expected {WEIGHT}"),
    "a weight beyond all": ("[{level: C2, by: A, weight: ^1e99}]", f"[1].weight: 1e99; expected {WEIGHT}"),
    "a word as weight": ("[{level: C2, by: A, weight: ^heavy}]", f"[1].weight: 'heavy'; expected {WEIGHT}"),
    "a confidence misspelt": (
        "[{level: C2, by: A, sure: ^likly}]",
        "[1].sure: 'likly'; expected one of sure, likely, guess (did you mean 'likely'?)",
    ),
}


@pytest.mark.parametrize("form", ["^", "{level: ^}"], ids=["short", "long"])
@pytest.mark.parametrize(("text", "message"), LEVELS.values(), ids=LEVELS)
def test_a_bad_opinion_of_a_level_is_named(iotclass: Command, text: str, message: str, form: str) -> None:
    place = "components.a.connectivity" if form == "^" else "components.a.connectivity.level"

    refused(iotclass, sensor(f"connectivity: {form.replace('^', text)}"), f"{place}{message}")


BESIDES: dict[str, tuple[str, str]] = {
    "an author beside them": ("{level: [{level: C2, by: A}], ^by: B}", f": `by` {BESIDE}"),
    "a confidence beside them": ("{level: [{level: C2, by: A}], ^sure: guess}", f": `sure` {BESIDE}"),
    "a weight of a judgement by itself": (
        "{level: C2, ^weight: 2}",
        ": unknown key 'weight'; expected one of level, judgement, why, by, on, evidence, sure",
    ),
    "a weight alone": (
        "{^weight: 2}",
        ": unknown key 'weight'; expected one of level, judgement, why, by, on, evidence, sure",
    ),
}


@pytest.mark.parametrize(("text", "message"), BESIDES.values(), ids=BESIDES)
def test_what_belongs_into_opinions_alone_is_named_elsewhere(
    iotclass: Command, text: str, message: str
) -> None:
    refused(iotclass, sensor(f"connectivity: {text}"), f"components.a.connectivity{message}")


ELSEWHERE: dict[str, tuple[str, str]] = {
    "twice the same assessor": (
        "connectivity: [{level: C2, by: Ada}, {level: C3, by: Bo}, {level: C3, by: ^Ada}]",
        f"'Ada' {ONCE}",
    ),
    "weights of levels that do not sum to 1": (
        "connectivity: [{level: ^{C2: 0.5, C3: 0.4}, by: A}]",
        "the weights sum to 0.9; expected weights that sum to 1",
    ),
    "a range that runs backwards": (
        "connectivity: [{level: ^C3..C2, by: A}]",
        "the range C3..C2 runs backwards; expected the lower level first (did you mean 'C2..C3'?)",
    ),
    "evidence that there is not": (
        "connectivity: [{level: C2, by: A, evidence: [^e]}]",
        "no evidence 'e'; expected one that the file defines (there is none)",
    ),
    "of a harm": (
        "harm: [^Minor]",
        f"components.a.harm[1]: 'Minor'; expected {OPINION} (a range is written Insignificant..Minor)",
    ),
    "of a dimension of harm": (
        "harm: {safety: [^{level: Minor}]}",
        f"components.a.harm.safety[1]: `by` is missing; expected {OPINION}",
    ),
    "an author beside those of a harm": (
        "harm: {level: [{level: Minor, by: A}], ^by: B}",
        f"components.a.harm: `by` {BESIDE}",
    ),
    "of a severity": (
        "challenges: {x: {title: T, severity: [^{level: low}]}}",
        f"components.a.challenges.x.severity[1]: `by` is missing; expected {OPINION}",
    ),
    "an author beside those of a severity": (
        "challenges: {x: {title: T, severity: [{level: low, by: A}], ^by: B}}",
        f"components.a.challenges.x: `by` {BESIDE}",
    ),
    "of a severity in short": (
        "challenges: {battery-use: [^low]}",
        (
            f"components.a.challenges.battery-use[1]: 'low'; expected {OPINION} "
            "(a range is written very low..low)"
        ),
    ),
    "of a medium": (
        "ports: {usb: {medium: [^wired], reach: local}}",
        f"components.a.ports.usb.medium[1]: 'wired'; expected {OPINION} (a range is written wired..near)",
    ),
    "a medium misspelt in a long form": (
        "ports: {usb: {medium: {level: ^wird}, reach: local}}",
        f"components.a.ports.usb.medium.level: 'wird'; expected {MEDIUM} (did you mean 'wired'?)",
    ),
    "a medium misspelt in a distribution": (
        "ports: {usb: {medium: {^wird: 0.5, near: 0.5}, reach: local}}",
        (
            "components.a.ports.usb.medium: 'wird'; expected a medium: wired, near, wireless "
            "(did you mean 'wired'?)"
        ),
    ),
    "operations misspelt in an opinion": (
        "ports: {usb: {medium: wired, reach: local, operations: [{level: ^nne, by: A}]}}",
        f"components.a.ports.usb.operations[1].level: 'nne'; expected {OPERATIONS} (did you mean 'none'?)",
    ),
    "weights of media that do not sum to 1": (
        "ports: {usb: {medium: ^{wired: 0.5}, reach: local}}",
        "the weights sum to 0.5; expected weights that sum to 1",
    ),
    "a shared judgement that there is not": (
        "ports: {usb: {medium: {judgement: ^j}, reach: local}}",
        "no shared judgement 'j'; expected one that the file defines (there is none)",
    ),
}


@pytest.mark.parametrize(("entry", "message"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_bad_doubt_of_a_component_is_named(iotclass: Command, entry: str, message: str) -> None:
    refused(iotclass, sensor(entry), message)


CONTROLS: dict[str, tuple[str, tuple[str, ...]]] = {
    "a bare state": ("[^yes]", (f": 'yes'; expected {JUDGED}",)),
    "nobody": ("[^{state: yes}]", (f": `by` is missing; expected {JUDGED}",)),
    "no state": ("[^{by: A}]", (f": `state` is missing; expected {JUDGED}",)),
    "a state misspelt": (
        "[{state: ^ys, by: A}]",
        (f".state: 'ys'; expected {STATES} (did you mean 'yes'?)",),
    ),
    "a list as state": ("[{state: ^[yes], by: A}]", (f".state: a list; expected {STATES}",)),
    "a plan that works": ("[{state: planned, by: A, ^works: 0.5}]", (f": `works` {NOTHING}",)),
    "a part that is likely": ("[{state: partly, by: A, ^sure: likely}]", (f": `sure` {NEITHER}",)),
}


@pytest.mark.parametrize(("text", "messages"), CONTROLS.values(), ids=CONTROLS)
def test_a_bad_opinion_of_a_control_is_named(iotclass: Command, text: str, messages: tuple[str, ...]) -> None:
    short, place = f"controls: {{rate-limiting: {text}}}", "components.a.controls.rate-limiting"
    long = f"controls: {{rate-limiting: {{state: {text}}}}}"

    refused(iotclass, sensor(short), *(f"{place}[1]{one}" for one in messages))
    refused(iotclass, sensor(long), *(f"{place}.state[1]{one}" for one in messages))


DOUBTS: dict[str, tuple[str, str]] = {
    "above 1": ("{state: yes, works: ^2}", ".works: 2; expected a probability from 0 to 1"),
    "below 0": ("{state: yes, works: ^-0.1}", ".works: -0.1; expected a probability from 0 to 1"),
    "a word": ("{state: yes, works: ^often}", ".works: 'often'; expected a probability from 0 to 1"),
    "both": ("{state: yes, works: 0.5, ^sure: guess}", f": `sure` {BOTH}"),
    "both of what is planned": ("{state: planned, works: 0.5, ^sure: guess}", f": `sure` {BOTH}"),
    "works, of a no": ("{state: no, ^works: 0.5}", f": `works` {NOTHING}"),
    "works, of a plan": ("{state: planned, ^works: 0.5}", f": `works` {NOTHING}"),
    "works, of what does not apply": (
        "{state: not applicable, why: W, ^works: 0.5}",
        f": `works` {NOTHING}",
    ),
    "sure, of a part": ("{state: partly, ^sure: sure}", f": `sure` {NEITHER}"),
    "sure, of a plan": ("{state: planned, ^sure: sure}", f": `sure` {NEITHER}"),
    "sure, of an unknown": ("{state: unknown, ^sure: sure}", f": `sure` {NEITHER}"),
    "sure, of what does not apply": ("{state: not applicable, why: W, ^sure: sure}", f": `sure` {NEITHER}"),
    "no state": ("^{works: 0.5}", ": `state` is missing; expected a state, as in {state: yes, works: 0.8}"),
    "a weight": (
        "{state: yes, ^weight: 2}",
        ": unknown key 'weight'; expected one of state, why, evidence, by, on, sure, works",
    ),
    "an author beside opinions": ("{state: [{state: yes, by: A}], ^by: B}", f": `by` {BESIDE}"),
    "works beside opinions": ("{state: [{state: yes, by: A}], ^works: 1}", f": `works` {BESIDE}"),
    "sure beside opinions": ("{state: [{state: yes, by: A}], ^sure: sure}", f": `sure` {BESIDE}"),
    "no opinion": ("^[]", ": an empty list; expected at least one opinion: {state: …, by: …}"),
}


@pytest.mark.parametrize(("text", "message"), DOUBTS.values(), ids=DOUBTS)
def test_a_bad_doubt_of_a_control_is_named_whoever_has_it(iotclass: Command, text: str, message: str) -> None:
    entry = f"controls: {{rate-limiting: {text}}}"
    everywhere = f"{HEAD}{entry}\ncomponents: {{a: {{kind: sensor}}}}\n"
    listed = message.replace("sure, works", "sure, works, for") if "unknown key" in message else message

    refused(iotclass, sensor(entry), f"components.a.controls.rate-limiting{message}")
    refused(iotclass, everywhere, f"controls.rate-limiting{listed}")


def test_one_assessor_has_one_opinion_of_a_control(iotclass: Command) -> None:
    entry = "controls: {rate-limiting: [{state: yes, by: Ada}, {state: yes, by: ^Ada}]}"

    refused(iotclass, sensor(entry), f"'Ada' {ONCE}")


def test_what_does_not_apply_does_not_apply_for_all(iotclass: Command) -> None:
    entry = (
        "controls: {rate-limiting: [{state: yes, by: Ada}, {state: ^not applicable, by: Bo, why: no net}]}"
    )
    message = (
        "Bo says that rate-limiting is not applicable, which the others do not say; "
        "expected it of all, or another state"
    )

    refused(iotclass, sensor(entry), message)


def test_each_who_says_that_something_does_not_apply_needs_a_reason(iotclass: Command) -> None:
    opinions = "[^{state: not applicable, by: A}, {state: not applicable, by: B, why: W}]"

    refused(iotclass, sensor(f"controls: {{rate-limiting: {opinions}}}"), NO_REASON)


def test_bad_doubts_of_links_and_scenarios_are_named_all_at_once(iotclass: Command) -> None:
    refused(
        iotclass,
        f"""{HEAD}components:
  a: {{kind: sensor}}
  b: {{kind: sensor}}
links:
  - {{from: a, to: b, medium: [^wired], reach: {{level: local, sure: ^maybe}}}}
scenarios:
  s:
    components:
      a: {{connectivity: [^C2], controls: {{rate-limiting: {{state: no, ^works: 1}}}}}}
""",
        f"links[1].medium[1]: 'wired'; expected {OPINION} (a range is written wired..near)",
        "links[1].reach.sure: 'maybe'; expected one of sure, likely, guess",
        f"scenarios.s.components.a.connectivity[1]: 'C2'; expected {OPINION} {RANGE}",
        f"scenarios.s.components.a.controls.rate-limiting: `works` {NOTHING}",
    )
