"""`iotclass check`: warnings of valid models, and what --strict makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.marked import HEAD, places

CLEAN = f"""{HEAD}components:
  a:
    kind: sensor
    connectivity: {{level: C1, why: W}}
    protection: {{level: P5, why: W}}
    challenges: none
    harm: {{safety: Minor, why: W}}
"""
REASON = "expected the reason"
LIFE = (
    "Health care asks for the best class where a device directly controls a function "
    "that keeps the patient alive."
)


def test_a_model_that_leaves_nothing_doubtful_has_no_warnings(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(CLEAN)

    ran = iotclass("check", "m.yaml", "--strict")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "m.yaml: valid (1 component, 1 scenario, method iotclass-1), 0 warnings\n"
        "Next: iotclass assess m.yaml\n"
    )


WARNED: dict[str, tuple[str, list[str]]] = {
    "a judgement without a reason": (
        CLEAN.replace("connectivity: {level: C1, why: W}", "^connectivity: C1"),
        [f"a: the connectivity is judged without a `why`; {REASON}"],
    ),
    "a severity without a reason": (
        CLEAN.replace("challenges: none", "challenges: {^x: {title: T, severity: low}}"),
        [f"a: the severity of x is judged without a `why`; {REASON}"],
    ),
    "a harm without a reason": (
        CLEAN.replace(
            "harm: {safety: Minor, why: W}", "^harm: {safety: Minor, privacy: {level: Minor, why: W}}"
        ),
        [f"a: the harm is judged without a `why`; {REASON}"],
    ),
    "a missing harm": (
        CLEAN.replace("    harm: {safety: Minor, why: W}\n", "").replace("    kind", "    ^kind"),
        [
            (
                "a: no `harm` says what full control of it by an attacker would do; "
                "expected harm: {safety: …, privacy: …, why: …}"
            )
        ],
    ),
    "a judged connectivity that differs from the inferred one": (
        CLEAN.replace(
            "connectivity: {", "ports: {usb: {medium: wired, reach: public}}\n    ^connectivity: {"
        ),
        ["connectivity of a is judged C1, its links give C5"],
    ),
    "a judged protection that differs from the derived one": (
        CLEAN.replace("sensor", "medical-controller\n    requires: A").replace(
            "protection: {", "controls: {rate-limiting: yes}\n    ^protection: {"
        ),
        ["protection of a is judged P5, controls say unprotected"],
    ),
    "a weaker requirement than the kind recommends": (
        CLEAN.replace("sensor", "medical-controller\n    ^requires: B"),
        [
            (
                f"a: class B is weaker than A, recommended for medical-controller: {LIFE}; "
                "expected the reason, as `why`"
            )
        ],
    ),
    "no requirement where the kind recommends one": (
        CLEAN.replace("kind: sensor", "^kind: medical-controller"),
        [
            (
                f"a: nothing is required; A is recommended: {LIFE}; "
                "expected requires: A, or a weaker one with its `why`"
            )
        ],
    ),
    "a shared judgement that nothing uses": (
        CLEAN.replace("components:", "judgements: {^j: P1..P2, k: C1}\ncomponents:").replace(
            "{level: C1, why: W}", "{judgement: k, why: W}"
        ),
        ["nothing uses the shared judgement j; expected {judgement: j} where it counts"],
    ),
    "an unknown fact that nothing depends on": (
        CLEAN.replace(
            "kind: sensor", "^kind: sensor\n    facts: {updatable: unknown, removable_media: unknown}"
        ),
        [("a: that removable_media is unknown changes nothing, as no criterion of sensor depends on it")],
    ),
    "controls that fail P1": (
        CLEAN.replace("kind: sensor", "^kind: mobile-app").replace(
            "    protection: {level: P5, why: W}\n", "    controls: {}\n"
        ),
        ["a is not known to meet even P1 and counts as unprotected"],
    ),
}


@pytest.mark.parametrize(("marked", "messages"), WARNED.values(), ids=WARNED)
def test_what_is_doubtful_is_warned_of_at_its_place_and_counts_where_strict(
    iotclass: Command, tmp_path: Path, marked: str, messages: list[str]
) -> None:
    text, found = places(marked)
    (tmp_path / "m.yaml").write_text(text)

    ran = iotclass("check", "m.yaml")
    strict = iotclass("check", "m.yaml", "--strict")
    record = iotclass("check", "m.yaml", "--format", "json")

    shown = [f"m.yaml:{place}: {message}" for place, message in zip(found, messages, strict=True)]
    lines = ran.out.splitlines()[:-2]
    assert lines[: len(shown)] == [f"warning: {one}" for one in shown]
    assert all(not line or line.startswith("  ") for line in lines[len(shown) :])  # codes in words
    assert (ran.code, ran.err) == (0, "")
    assert (strict.code, strict.out, strict.err) == (1, ran.out, "")
    assert (record.code, record.json["valid"], record.json["problems"]) == (0, True, [])
    assert [f"m.yaml:{one['line']}:{one['column']}" for one in record.json["warnings"]] == [
        f"m.yaml:{place}" for place in found
    ]


def test_a_weaker_requirement_with_its_reason_is_no_warning(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        CLEAN.replace("sensor", "medical-controller\n    requires: {class: B, why: W}")
    )

    assert iotclass("check", "m.yaml", "--strict").code == 0


def test_strict_changes_nothing_about_an_invalid_model(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(CLEAN.replace("sensor", "senor"))

    assert iotclass("check", "m.yaml", "--strict").code == 2
    assert iotclass("check", "m.yaml", "--strict", "--format", "json").code == 2


def test_warnings_of_all_scenarios_are_given_once_in_the_order_of_the_file(
    iotclass: Command, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text(
        CLEAN.replace("{level: P5, why: W}", "P5")
        + "scenarios: {s: {}, t: {components: {a: {connectivity: C2}}}}\n"
    )

    ran = iotclass("check", "m.yaml")

    assert ran.out.splitlines() == [
        f"warning: m.yaml:7:5: a: the protection is judged without a `why`; {REASON}",
        f"warning: m.yaml:10:41: a: the connectivity is judged without a `why`; {REASON}",
        "m.yaml: valid (1 component, 2 scenarios, method iotclass-1), 2 warnings",
        "Next: iotclass assess m.yaml",
    ]


def test_a_model_is_checked_by_another_method(iotclass: Command) -> None:
    ran = iotclass("check", "pacemaker", "--method", "iotclass-1")

    assert ran.out.splitlines()[-2] == (
        "pacemaker: valid (3 components, 3 scenarios, method iotclass-1), 1 warning"
    )


def test_several_models_are_checked_and_assessed_one_after_the_other(
    iotclass: Command, tmp_path: Path
) -> None:
    said = "kind: sensor, requires: A, connectivity: C1, protection: P5, challenges: none, harm: Minor"
    good = f"iotclass: 1\nsystem: S\ncomponents: {{a: {{{said}}}}}\n"
    for name, text in {
        "good": good,
        "bad": good.replace("C1, protection: P5", "C5, protection: P1"),
        "wrong": good.replace("P5", "P9"),
    }.items():
        (tmp_path / f"{name}.yaml").write_text(text)

    checked = iotclass("check", "wrong.yaml", "good.yaml")
    assessed = iotclass("assess", "good.yaml", "bad.yaml", "--gate")

    assert (checked.code, len(checked.problems)) == (2, 1)
    assert checked.out == iotclass("check", "good.yaml").out
    assert assessed.code == 1
    assert assessed.out == iotclass("assess", "good.yaml").out + iotclass("assess", "bad.yaml").out
    assert assessed.err == "gate: good.yaml: passed, 1 requirements\ngate: bad.yaml: base/a: not met\n"
    for command in ("check", "assess"):
        ran = iotclass(command, "good.yaml", "bad.yaml", "--format", "json")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith("Error: --format json is for one MODEL at a time\n")
