"""`iotclass compare`: scenarios side by side, what changed the classes, which to choose."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import Command
from tests.cli.doubt import DOUBT

SENSOR = """\
sensor (Heart-rate sensor)                       inside        separate  phone-decrypts
───────────────────────────────────────────────  ────────────  ────────  ──────────────
· Interference with the capturing of heartbeats  very high     low       very high
· Leaks of data and private information          low           low       low
worst severity                                   very high     low       very high
connectivity                                     C1            C1        C1
designed protection                              P1            P1        P1
protection in effect                             P1            P1        P1
exposure                                         E4            E4        E4
impact                                           Catastrophic  Minor     Catastrophic
relies on                                        –             –         –
class                                            F             C         F
requires                                         C             C         C
verdict                                          not met       met       not met
  inside → separate: class F → C, because of worst severity very high → low
"""

SCENARIOS = """\
scenario        requirements met  worst class  of
──────────────  ────────────────  ───────────  ──────
inside          1 of 3            F            sensor
separate        3 of 3            C            sensor
phone-decrypts  0 of 3            F            sensor
"""


def test_scenarios_stand_side_by_side_per_component(iotclass: Command) -> None:
    ran = iotclass("compare", "pacemaker")

    assert (ran.code, ran.err) == (0, "")
    assert SENSOR in ran.out
    assert SCENARIOS in ran.out
    *_, choice, further = ran.out.split("\n\n")
    assert choice == (
        "Choose 'separate' (A separate security controller outside the body): it meets 3 of 3 requirements,\n"
        "'inside' 1 and 'phone-decrypts' 0."
    )
    assert further.endswith("iotclass compare pacemaker --doubt\n")


def test_the_reliance_that_changed_a_class_is_named(iotclass: Command) -> None:
    ran = iotclass("compare", "pacemaker", "inside", "phone-decrypts")

    assert "because of harm of what relies on it (controller): none →\n    Catastrophic\n" in ran.out
    assert "  phone-decrypts: capped by phone, on which it relies; alone it would be A\n" in ran.out
    assert " ".join(ran.out.split("\n\n")[-2].split()) == (
        "Choose 'inside' (Security controls inside the generator): it meets 1 of 3 requirements, "
        "'phone-decrypts' 0. "
        "No scenario meets all requirements; it comes nearest."
    )


def test_scenarios_come_in_the_order_in_which_they_are_named(iotclass: Command) -> None:
    ran = iotclass("compare", "pacemaker", "separate", "inside", "separate", "--format", "json")

    assert [one["id"] for one in ran.json["scenarios"]] == ["separate", "inside"]
    assert {(one["before"], one["after"]) for one in ran.json["moved"]} == {("separate", "inside")}


def test_one_scenario_leaves_nothing_to_choose(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)

    ran = iotclass("compare", "m.yaml")

    assert ran.code == 0
    assert ran.out.splitlines()[-1] == ("There is one scenario only ('base'), so there is nothing to choose.")


def test_an_unknown_scenario_is_named_with_the_nearest(iotclass: Command) -> None:
    ran = iotclass("compare", "pacemaker", "seperate")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems == [
        (
            "content/examples/pacemaker.yaml: no scenario 'seperate'; expected one of inside, separate, "
            "phone-decrypts (did you mean 'separate'?)"
        )
    ]


TIE = """\
iotclass: 1
system: Tie
components:
  a: {kind: sensor, requires: A, connectivity: C1, protection: P5, challenges: none, harm: Major}
  b: {kind: sensor, requires: A, connectivity: C1, protection: P1, challenges: none, harm: Major}
scenarios:
  one: {}
  two: {components: {a: {protection: P1}, b: {protection: P5}}}
"""


def test_where_none_is_better_neither_dominates(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(TIE)

    ran = iotclass("compare", "m.yaml")
    record = iotclass("compare", "m.yaml", "--format", "json").json

    assert record["choice"] is None
    assert " ".join(ran.out.split("\n\n")[-1].split()) == record["advice"]
    assert record["advice"] == (
        "Neither dominates: 'one' and 'two' meet 1 requirement each, with the same worst class (E); "
        "better is 'one' for a, 'two' for b."
    )


def test_a_scenario_that_requires_less_is_not_ordered_by_what_it_meets(
    iotclass: Command, tmp_path: Path
) -> None:
    without = TIE.replace("{a: {protection: P1}, b: {protection: P5}}", "{a: null, b: {requires: null}}")
    (tmp_path / "m.yaml").write_text(without.replace("P1, challenges", "P2, challenges"))

    record = iotclass("compare", "m.yaml", "--format", "json").json

    assert (record["choice"], record["advice"]) == (
        None,
        (
            "Neither dominates: they require different things; 'one' meets 1 of 2 requirements and 'two' "
            "meets 0 of 0 requirements."
        ),
    )


def test_a_component_that_a_scenario_has_not_is_shown_as_not_there(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        TIE.replace("two: {components: {", "two: {components: {c: {kind: sensor}, ")
    )

    ran = iotclass("compare", "m.yaml")

    assert "c                     one        two\n" in ran.out
    assert "\nworst severity        not there  very low..very high\n" in ran.out
