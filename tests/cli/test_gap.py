"""`iotclass gap`, and what is planned, in words."""

from __future__ import annotations

from tests.cli.command import Command


def test_a_gap_reasons_as_the_paper_does(iotclass: Command) -> None:
    out = iotclass("gap", "pacemaker", "phone", "--scenario", "separate").out
    assert "phone (Doctor's phone): class B, B is required: met" in out
    text = """iotclass: 1
system: S
method: fazeldehkordi-2019
components:
  a: {kind: connected-device, requires: A, connectivity: C2, protection: P1, challenges: none, harm: Minor}
"""
    out = iotclass("gap", "-", stdin=text.encode()).out
    assert "For A: protection P2, P3, P4 or P5 in effect would do, with this connectivity" in out


def test_a_gap_lists_what_lacks_by_group_up_to_what_is_needed(iotclass: Command) -> None:
    (scenario,) = iotclass(
        "gap", "smart-metering", "portal", "--scenario", "own-modems", "--format", "json"
    ).json["scenarios"]
    (portal,) = scenario["components"]
    assert (portal["class"], portal["requires"], portal["needed_protection"]) == ("E", "C", "P4")
    assert [one["level"] for one in portal["levels"]] == ["P3", "P4"]
    assert portal["levels"][-1]["class"] == "C"
    assert sum(portal["held_back_by"].values()) == len(portal["levels"][0]["lacking"])


def test_more_controls_that_make_things_worse_are_said_to(iotclass: Command) -> None:
    text = """iotclass: 1
system: S
method: fazeldehkordi-2019
components:
  a:
    kind: implant
    requires: A
    connectivity: C3
    controls: {data-authenticity: yes}
    limits: {energy: 0.02}
    challenges: {battery-use: {driven_by: energy}}
    harm: Major
"""
    out = iotclass("gap", "-", stdin=text.encode()).out
    assert "They use so much of its limits that severity rises to very high" in out


def test_a_component_that_there_is_not_is_named_with_the_nearest(iotclass: Command) -> None:
    ran = iotclass("gap", "pacemaker", "fone")
    assert (ran.code, ran.out) == (2, "")
    assert "no component 'fone'" in ran.err
    assert "did you mean 'phone'?" in ran.err


PLANNED = """iotclass: 1
system: S
components:
  app:
    kind: mobile-app
    connectivity: C3
    challenges: none
    harm: Minor
    controls: {%s}
"""


def test_what_is_planned_gives_a_column_of_its_own(iotclass: Command) -> None:
    first = iotclass("profile", "show", "mobile-app", "--format", "json").json["criteria"]
    p1 = [one["id"] for one in first if one["level"] == "P1"]
    states = ", ".join(f"{id_}: {'planned' if id_ == p1[0] else 'yes'}" for id_ in p1)
    ran = iotclass("assess", "-", stdin=(PLANNED % states).encode())
    assert "when done" in ran.out
    record = iotclass("assess", "-", "--format", "json", stdin=(PLANNED % states).encode()).json
    (one,) = record["scenarios"][0]["components"]
    assert (one["protection"], one["protection_when_done"]) == ("unprotected", "P1")


def test_what_was_not_assessed_says_what_the_model_does_not_say(iotclass: Command) -> None:
    said = "kind: sensor, protection: P1, challenges: none, harm: Minor"
    model = f"iotclass: 1\nsystem: S\ncomponents: {{a: {{{said}}}}}\n"
    out = iotclass("gap", "-", stdin=model.encode()).out
    assert "a: not assessed\n  no links, ports or judgement say how it is connected\n" in out
