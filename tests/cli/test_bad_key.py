"""Keys that the format does not have, keys kept for later, and many problems at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.marked import HEAD, places, refused, sensor
from tests.models import KINDS_LIKE_SENSOR

TOP = (
    "iotclass, system, method, product, assessment, evidence, judgements, controls, components, links, "
    "scenarios, accepted, costs, limits"
)
JUDGED = "level, judgement, why, by, on, evidence, sure"

UNKNOWN: dict[str, tuple[str, str]] = {
    "at the top": (
        f"{HEAD}components: {{a: {{kind: sensor}}}}\n^sytem: T\n",
        f"unknown key 'sytem'; expected one of {TOP} (did you mean 'system'?)",
    ),
    "of the product": (
        f"{HEAD}product: {{^brand: B}}\ncomponents: {{a: {{kind: sensor}}}}\n",
        (
            "product: unknown key 'brand'; expected one of maker, model, version, category, intended_use, "
            "boundary, support_until"
        ),
    ),
    "of the assessment": (
        f"{HEAD}assessment: {{^date: 2026-11-23}}\ncomponents: {{a: {{kind: sensor}}}}\n",
        (
            "assessment: unknown key 'date'; expected one of by, role, on, status, reviewed_by, valid_until "
            "(did you mean 'on'?)"
        ),
    ),
    "of evidence": (
        f"{HEAD}evidence: {{e: {{title: T, kind: test, ^hash: x}}}}\ncomponents: {{a: {{kind: sensor}}}}\n",
        "evidence.e: unknown key 'hash'; expected one of title, kind, version, on, location, sha256",
    ),
    "of a shared judgement": (
        f"{HEAD}judgements: {{j: {{level: P1, ^because: x}}}}\ncomponents: {{a: {{kind: sensor}}}}\n",
        (
            "judgements.j: unknown key 'because'; expected one of level, why, by, on, evidence, sure "
            "(did you mean 'why'?)"
        ),
    ),
    "of an organisation's control": (
        f"{HEAD}controls: {{rate-limiting: {{state: yes, ^of: [a]}}}}\ncomponents: {{a: {{kind: sensor}}}}\n",
        (
            "controls.rate-limiting: unknown key 'of'; "
            "expected one of state, why, evidence, by, on, sure, works, for"
        ),
    ),
    "of a component": (
        sensor("^conectivity: C1"),
        (
            "components.a: unknown key 'conectivity'; expected one of name, kind, requires, connectivity, "
            "protection, impact, harm, controls, challenges, facts, relies_on, isolated, ports, limits, "
            "costs, allow, fixed "
            "(did you mean 'connectivity'?)"
        ),
    ),
    "of a requirement": (
        sensor("requires: {class: A, ^control: []}"),
        (
            "components.a.requires: unknown key 'control'; expected one of class, protection, controls, why "
            "(did you mean 'controls'?)"
        ),
    ),
    "of a judgement": (
        sensor("connectivity: {level: C1, ^wy: x}"),
        f"components.a.connectivity: unknown key 'wy'; expected one of {JUDGED} (did you mean 'why'?)",
    ),
    "of another judgement": (
        sensor("impact: {level: Minor, ^in_effect: true}"),
        f"components.a.impact: unknown key 'in_effect'; expected one of {JUDGED}",
    ),
    "of a harm": (
        sensor("harm: {safety: Minor, ^enviroment: Minor}"),
        (
            "components.a.harm: unknown key 'enviroment'; expected one of safety, privacy, service, money, "
            "environment, third_parties, all_units, why, by, on, evidence, sure (did you mean 'environment'?)"
        ),
    ),
    "of a control": (
        sensor("controls: {rate-limiting: {state: yes, ^for: [a]}}"),
        (
            "components.a.controls.rate-limiting: unknown key 'for'; "
            "expected one of state, why, evidence, by, on, sure, works"
        ),
    ),
    "of a challenge": (
        sensor("challenges: {x: {title: T, severity: low, ^level: low}}"),
        (
            "components.a.challenges.x: unknown key 'level'; expected one of title, severity, judgement, "
            "why, by, on, evidence, sure, answers, driven_by, softened, acts_on"
        ),
    ),
    "of an isolation": (
        sensor("isolated: {why: W, ^by: B}"),
        "components.a.isolated: unknown key 'by'; expected one of why",
    ),
    "of a port": (
        sensor("ports: {usb: {medium: wired, reach: direct, ^operation: none}}"),
        (
            "components.a.ports.usb: unknown key 'operation'; expected one of title, why, medium, reach, "
            "operations (did you mean 'operations'?)"
        ),
    ),
    "of a link": (
        sensor("{}").replace("    {}\n", "")
        + "links: [{from: a, to: a, medium: wired, reach: direct, ^form: b}]\n",
        (
            "links[1]: unknown key 'form'; expected one of id, title, why, from, to, medium, reach, "
            "operations (did you mean 'from'?)"
        ),
    ),
    "of a scenario": (
        sensor("{}").replace("    {}\n", "") + "scenarios: {s: {^extend: t}}\n",
        (
            "scenarios.s: unknown key 'extend'; expected one of title, extends, components, links, "
            "without_links (did you mean 'extends'?)"
        ),
    ),
    "of an acceptance": (
        sensor("requires: A")
        + "accepted: [{requirement: a, until: 2027-01-31, by: B, why: W, ^on: 2026-01-31}]\n",
        "accepted[1]: unknown key 'on'; expected one of requirement, until, by, why",
    ),
    "among weights": (
        sensor("protection: {level: {P1: 0.5, P2: 0.5, ^P7: 0}}"),
        "components.a.protection.level: 'P7'; expected a protection level: unprotected, P1, P2, P3, P4, P5",
    ),
}


@pytest.mark.parametrize(("marked", "message"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_key_is_named_with_those_that_there_are(
    iotclass: Command, marked: str, message: str
) -> None:
    refused(iotclass, marked, message)


@pytest.mark.parametrize("key", ["population", "phase"])
def test_a_key_kept_for_later_is_refused_with_that_reason(iotclass: Command, key: str) -> None:
    kept = f"`{key}` is kept for a later version of the format"

    refused(
        iotclass,
        f"""{HEAD}^{key}: {{}}
components: {{a: {{kind: sensor, ^{key}: 3}}}}
scenarios: {{s: {{^{key}: [], components: {{a: {{^{key}: x}}}}}}}}
""",
        kept,
        f"components.a: {kept}",
        f"scenarios.s: {kept}",
        f"scenarios.s.components.a: {kept}",
    )


def test_a_misspelt_key_is_not_also_reported_as_missing(iotclass: Command) -> None:
    refused(
        iotclass,
        sensor("protection: {^levl: P1}"),
        f"components.a.protection: unknown key 'levl'; expected one of {JUDGED}, in_effect "
        "(did you mean 'level'?)",
    )


TEN = (
    """iotclass: 1
system: ^5
methd: iotclass-1
""".replace("methd", "^methd")
    + """components:
  a:
    kind: ^senor
    connectivity: ^P1
    protection: ^P3..P2
    controls: {^signed-updates: not applicable}
    relies_on: [^nobody]
links:
  - {from: a, to: ^cloud, medium: ^radio, reach: direct}
accepted:
  - {requirement: ^b, until: 2027-01-31, by: B, why: W}
"""
)


@pytest.mark.parametrize("command", ["assess", "check"])
def test_ten_problems_of_one_file_are_reported_at_once_in_its_order(iotclass: Command, command: str) -> None:
    ran = refused(
        iotclass,
        TEN,
        "system: 5 (to be read as text it needs quotes); expected text",
        f"unknown key 'methd'; expected one of {TOP} (did you mean 'method'?)",
        f"no kind 'senor'; expected one of {KINDS_LIKE_SENSOR} (did you mean 'sensor'?)",
        "components.a.connectivity: 'P1' is of another scale (protection); "
        "expected a connectivity level: C1, C2, C3, C4, C5, a range such as C1..C2, or unknown",
        "the range P3..P2 runs backwards; expected the lower level first (did you mean 'P2..P3'?)",
        "signed-updates is said to be not applicable without a reason; "
        "expected {state: not applicable, why: …}",
        "a relies on 'nobody', which is not in 'base'; expected one of a",
        "link 'a-cloud' leads to nothing: no component 'cloud'; expected one of a",
        "links[1].medium: 'radio'; expected a medium: wired, near, wireless, a range such as wired..near, "
        "or unknown",
        "no component 'b'; expected one of a",
        command=command,
    )

    if command == "check":
        assert (
            ran.err.splitlines()[-1] == "m.yaml: 10 problems; nothing can be assessed before they are mended"
        )


def test_the_same_ten_problems_are_given_as_json(iotclass: Command, tmp_path: Path) -> None:
    text, found = places(TEN)
    (tmp_path / "m.yaml").write_text(text)

    ran = iotclass("check", "m.yaml", "--format", "json")

    assert (ran.code, ran.err) == (2, "")
    assert (ran.json["valid"], ran.json["warnings"]) == (False, [])
    assert [f"{one['line']}:{one['column']}" for one in ran.json["problems"]] == found
    assert {one["file"] for one in ran.json["problems"]} == {"m.yaml"}


def test_json_is_read_with_tabs_without_spaces_and_with_escaped_pairs(
    iotclass: Command, tmp_path: Path
) -> None:
    compact = (
        '{"iotclass":1,"system":"\\ud83d\\ude00\\/","components":'
        '{"a":{"kind":"sensor","protection":{"P1":5e-1,"P2":0.5}}}}'
    )
    indented = (
        '{\n\t"iotclass": 1,\n\t"system": "\\uD83D\\uDE00/",\n'
        '\t"components": {\n\t\t"a": {"kind": "sensor"}\n\t}\n}\n'
    )
    (tmp_path / "compact.json").write_text(compact)
    (tmp_path / "indented.json").write_text(indented)

    for name in ("compact.json", "indented.json"):
        ran = iotclass("assess", name)
        assert (ran.code, ran.err, ran.out.splitlines()[0]) == (0, "", "😀/ · method iotclass-1@1.0.0")


def test_a_backslash_before_an_escape_in_json_stays_a_backslash(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(
        '{"iotclass": 1, "system": "C:\\\\ud83d\\\\ude00", "components": {"a": {"kind": "sensor"}}}'
    )

    ran = iotclass("assess", "m.json")

    assert (ran.code, ran.out.splitlines()[0]) == (0, "C:\\ud83d\\ude00 · method iotclass-1@1.0.0")


def test_problems_in_json_have_places_too(iotclass: Command) -> None:
    refused(
        iotclass,
        '{"iotclass":1,"system":"S","components":{"a":{"kind":"sensor",^"protecton":"P1","relies_on":[^"b"]}}}',
        "components.a: unknown key 'protecton'; expected one of name, kind, requires, connectivity, "
        "protection, impact, harm, controls, challenges, facts, relies_on, isolated, ports, limits, costs, "
        "allow, fixed "
        "(did you mean 'protection'?)",
        "a relies on 'b', which is not in 'base'; expected one of a",
    )


def test_of_thousands_of_bad_ids_the_first_are_named_and_the_rest_counted(
    iotclass: Command, tmp_path: Path
) -> None:
    bad = "".join(f"  'c {number}': {{kind: sensor}}\n" for number in range(2000))
    (tmp_path / "m.yaml").write_text(f"iotclass: 1\nsystem: S\ncomponents:\n{bad}")

    ran = iotclass("check", "m.yaml")

    assert ran.code == 2
    assert len(ran.problems) == 101
    assert "1900 more keys like 'c 0', which is no id" in ran.err
