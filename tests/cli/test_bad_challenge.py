"""Challenges, limits, costs, facts and claims that cannot be or say nothing."""

from __future__ import annotations

import pytest

from tests.cli.command import Command

CLAIM = """iotclass: 1
system: S
components:
  a:
    kind: connected-device
    facts: {%s}
    controls:
      full-update-capability: {state: not applicable, why: It costs too much}
"""


def test_what_applies_by_the_facts_cannot_be_claimed_not_to(iotclass: Command) -> None:
    ran = iotclass("check", "-", stdin=(CLAIM % "updatable: yes").encode())
    assert ran.code == 2
    assert (
        "full-update-capability is said to be not applicable, but it applies where updatable: yes" in ran.err
    )
    assert "what is too costly is `no`" in ran.err


@pytest.mark.parametrize("facts", ["updatable: no", "updatable: unknown", "debug_port: no"])
def test_without_such_a_fact_the_claim_is_no_error(iotclass: Command, facts: str) -> None:
    assert iotclass("check", "-", stdin=(CLAIM % facts).encode()).code == 0


BAD = {
    "an answer that there is not": (
        "battery-use: {answers: {supply: sun}}",
        "no answer to supply of battery-use 'sun'",
    ),
    "a question that there is not": (
        "battery-use: {answers: {size: mains}}",
        "no question of battery-use 'size'",
    ),
    "answers to a challenge of ones own": (
        "own: {title: T, answers: {a: b}}",
        "'own' is a challenge of your own: there are no questions to answer",
    ),
    "two at once": (
        "battery-use: {severity: low, driven_by: energy}",
        "says too little, or two things at once",
    ),
    "a measure against nothing": ("battery-use: {softened: {to: low}}", "says too little"),
    "a resource that there is not": (
        "battery-use: {driven_by: power}",
        "energy, compute, memory, bandwidth or access",
    ),
}


@pytest.mark.parametrize(("entry", "message"), BAD.values(), ids=BAD)
def test_a_bad_challenge_is_named(iotclass: Command, entry: str, message: str) -> None:
    text = f"iotclass: 1\nsystem: S\ncomponents: {{a: {{kind: sensor, challenges: {{{entry}}}}}}}\n"
    ran = iotclass("check", "-", stdin=text.encode())
    assert ran.code == 2
    assert message in ran.err
    assert "<stdin>:3:" in ran.err


WANTED = {
    "a limit below nothing": ("limits: {energy: -1}", "an amount, 0 or more"),
    "a limit in words": ("limits: {energy: much}", "an amount, or none"),
    "a resource": ("limits: {power: 1}", "unknown key 'power'"),
    "the cost of nothing": ("costs: {sined-updates: {one_off: 1}}", "did you mean 'signed-updates'?"),
    "no cost": ("costs: {signed-updates: {}}", "one_off"),
    "what may soften": ("challenges: none, allow: {soften: {rain: {to: low}}}", "has no challenge 'rain'"),
    "what is fixed": ("fixed: {control: why}", "did you mean 'controls'?"),
}


@pytest.mark.parametrize(("entry", "message"), WANTED.values(), ids=WANTED)
def test_a_bad_limit_cost_or_allowance_is_named(iotclass: Command, entry: str, message: str) -> None:
    text = f"iotclass: 1\nsystem: S\ncomponents: {{a: {{kind: sensor, {entry}}}}}\n"
    ran = iotclass("check", "-", stdin=text.encode())
    assert ran.code == 2
    assert message in ran.err


DOUBTFUL = {
    "a share of no limit": (
        "challenges: {battery-use: {driven_by: energy, why: W}}",
        "battery-use is driven by energy, of which the model states no limit",
    ),
    "a connectivity that is no lower": (
        "challenges: none, allow: {connectivity: {C4: {one_off: 1}}}",
        "the connectivity C4 that is allowed is no lower than it has",
    ),
    "a measure that softens nothing": (
        "challenges: {battery-use: {severity: low, why: W}}, allow: {soften: {battery-use: {to: high}}}",
        "softening battery-use to high is no lower than its severity",
    ),
}


@pytest.mark.parametrize(("entry", "message"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_says_nothing_is_warned_of(iotclass: Command, entry: str, message: str) -> None:
    said = f"kind: sensor, connectivity: {{level: C3, why: W}}, harm: {{money: Minor, why: W}}, {entry}"
    ran = iotclass("check", "-", stdin=f"iotclass: 1\nsystem: S\ncomponents: {{a: {{{said}}}}}\n".encode())
    assert ran.code == 0
    assert message in ran.out
