"""Shared judgements, their uses, and severities in long form that cannot be: one message at its place."""

from __future__ import annotations

import pytest

from tests.cli.command import Command
from tests.cli.marked import HEAD, refused, sensor

OPINION = "an opinion: {level: …, by: …}"
BESIDE = "stands beside opinions; expected it in each of them"
LISTED = "a list of levels; expected the range {}, or a list of opinions: {{level: …, by: …}}"
ONCE = "has an opinion in this list already; expected one opinion of each assessor"

SHARED: dict[str, tuple[str, str]] = {
    "a bare level": ("{level: [^C2]}", f"judgements.j.level[1]: 'C2'; expected {OPINION}"),
    "no opinion": (
        "{level: ^[]}",
        "judgements.j.level: an empty list; expected at least one opinion: {level: …, by: …}",
    ),
    "levels of two scales": (
        "{level: ^[{level: C2, by: A}, {level: P3, by: B}]}",
        "judgements.j: C2, P3 are no levels of one scale; expected levels of one scale",
    ),
    "an author beside them": ("{level: [{level: C2, by: A}], ^by: B}", f"judgements.j: `by` {BESIDE}"),
    "twice the same": ("{level: [{level: C2, by: A}, {level: C3, by: ^A}]}", f"'A' {ONCE}"),
    "a bare level without `level`": ("[^C2]", f"judgements.j[1]: 'C2'; expected {OPINION}"),
    "no opinion without `level`": (
        "^[]",
        "judgements.j: an empty list; expected at least one opinion: {level: …, by: …}",
    ),
    "a level misspelt without `level`": (
        "^hgh",
        "judgements.j: hgh are no levels of one scale; expected levels of one scale (did you mean 'high'?)",
    ),
    "no weight without `level`": (
        "{low: ^lots, high: 0.5}",
        "judgements.j.low: 'lots'; expected a weight from 0 to 1",
    ),
    "levels in a list": ("^[low, high]", f"judgements.j: {LISTED.format('low..high')}"),
    "a range in other words": (
        "^low to high",
        (
            "judgements.j: low to high are no levels of one scale; expected levels of one scale "
            "(did you mean 'low..high'?)"
        ),
    ),
    "percents": (
        "{level: {low: ^60%}}",
        "judgements.j.level.low: '60%'; expected a weight from 0 to 1 (did you mean 0.6?)",
    ),
    "a reason among weights": (
        "{low: 0.6, high: 0.4, ^why: W}",
        (
            "judgements.j: `why` stands among weights of levels; "
            "expected {level: {low: 0.6, high: 0.4}, why: …}"
        ),
    ),
    "nothing": ("^null", "judgements.j: nothing; expected a level, a range or unknown"),
    "nothing in it": ("^{}", "judgements.j: `level` is missing"),
    "weights that do not sum to 1": (
        "^{low: 0.5}",
        "the weights sum to 0.5; expected weights that sum to 1",
    ),
}


@pytest.mark.parametrize(("text", "message"), SHARED.values(), ids=SHARED)
@pytest.mark.parametrize("used", ["", ", connectivity: {judgement: j}"], ids=["idle", "used"])
def test_a_bad_shared_judgement_is_named_once(iotclass: Command, text: str, message: str, used: str) -> None:
    components = f"components: {{a: {{kind: sensor{used}}}}}"
    refused(iotclass, f"{HEAD}judgements: {{j: {text}}}\n{components}\n", message)


def test_where_there_can_be_no_shared_judgements_none_is_missed(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{HEAD}judgements: ^[j]\ncomponents: {{a: {{kind: sensor, protection: {{judgement: j}}}}}}\n",
        "judgements: a list; expected a mapping",
    )


ELSEWHERE_SURE = "stands with the shared judgement j, not where it is used; expected it in judgements.j"
USES: dict[str, tuple[str, str]] = {
    "a level": ("protection: {judgement: j, ^sure: guess}", "protection"),
    "a harm": ("harm: {judgement: j, ^sure: guess}", "harm"),
    "a dimension of harm": ("harm: {safety: {judgement: j, ^sure: guess}}", "harm.safety"),
    "a way in": (
        "ports: {usb: {medium: wired, reach: {judgement: j, ^sure: guess}}}",
        "ports.usb.reach",
    ),
    "a severity": (
        "challenges: {x: {title: X, severity: {judgement: j, ^sure: guess}}}",
        "challenges.x.severity",
    ),
    "around a severity": (
        "challenges: {x: {title: X, severity: {judgement: j}, ^sure: guess}}",
        "challenges.x",
    ),
    "a challenge": ("challenges: {battery-use: {judgement: j, ^sure: guess}}", "challenges.battery-use"),
}


@pytest.mark.parametrize(("entry", "where"), USES.values(), ids=USES)
def test_how_sure_one_is_of_a_shared_judgement_stands_there(
    iotclass: Command, entry: str, where: str
) -> None:
    text = sensor(entry).replace("components:", "judgements: {j: unknown}\ncomponents:")

    refused(iotclass, text, f"components.a.{where}: `sure` {ELSEWHERE_SURE}")


def test_how_much_a_shared_judgement_counts_stands_there_too(iotclass: Command) -> None:
    text = sensor("protection: {judgement: j, ^weight: 2}").replace(
        "components:", "judgements: {j: unknown}\ncomponents:"
    )

    refused(
        iotclass,
        text,
        (
            "components.a.protection: `weight` stands with the shared judgement j, not where it is used; "
            "expected it with opinions in judgements.j"
        ),
    )


SEVERITIES: dict[str, tuple[str, str]] = {
    "sure twice": (
        "{title: X, severity: {level: low, sure: guess}, ^sure: likely}",
        ": `sure` stands beside a severity that says how sure it is; expected it in one of the two",
    ),
    "an author beside opinions": (
        "{title: X, severity: {level: [{level: low, by: A}]}, ^by: B}",
        f": `by` {BESIDE}",
    ),
    "an author beside opinions inside": (
        "{title: X, severity: {level: [{level: low, by: A}], ^by: B}}",
        f".severity: `by` {BESIDE}",
    ),
    "a level misspelt": (
        "{title: X, severity: {level: ^lw}}",
        (
            ".severity.level: 'lw'; expected a severity: very low, low, medium, high, very high, "
            "a range such as very low..low, or unknown (did you mean 'low'?)"
        ),
    ),
    "neither": (
        "{title: X, severity: ^{why: W}}",
        ".severity: says too little, or two things at once; expected either `level` or `judgement`",
    ),
    "two severities": (
        "^{title: X, severity: low, judgement: j}",
        (": says too little, or two things at once; expected one of `severity`, `answers` and `driven_by`"),
    ),
}


@pytest.mark.parametrize(("text", "message"), SEVERITIES.values(), ids=SEVERITIES)
def test_a_bad_severity_in_long_form_is_named(iotclass: Command, text: str, message: str) -> None:
    refused(iotclass, sensor(f"challenges: {{x: {text}}}"), f"components.a.challenges.x{message}")


def test_opinions_of_another_scale_are_named_where_they_are_used(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{HEAD}judgements: {{j: {{level: [{{level: unknown, by: A}}, {{level: C2, by: B}}]}}}}\n"
        "components: {a: {kind: sensor, protection: {judgement: ^j}}}\n",
        (
            "the judgement 'j' gives 'C2', not on this scale (protection); "
            "expected protection: unprotected, P1, P2, P3, P4, P5"
        ),
    )
