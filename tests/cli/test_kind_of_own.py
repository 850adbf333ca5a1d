"""Kinds of one's own beside the built-in ones, and the challenges of a kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command

OWN_KIND = """kind: toaster
version: 1.0.0
title: Toaster
description: It toasts.
origin: ours
lives: [device, organisation, cloud]
extends: {kind: connected-device, groups: [authentication]}
groups: {heat: Heat}
criteria:
  - {id: safe-failure, level: P1, group: heat, origin: ours, step: It is switched off before it burns.}
"""


def test_kinds_of_ones_own_are_used_beside_the_built_in_ones(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "toaster.yaml").write_text(OWN_KIND)
    entries = "kind: toaster, requires: C, controls: {safe-failure: yes}"
    model = f"iotclass: 1\nsystem: S\ncomponents: {{t: {{{entries}}}}}\n"
    (tmp_path / "m.yaml").write_text(model)

    assert iotclass("assess", "m.yaml").code == 2
    for command in ("assess", "check", "gap", "compare"):
        assert iotclass(command, "m.yaml", "--profiles", "kinds").code == 0
    assert iotclass("profile", "show", "toaster", "--profiles", "kinds").out.startswith("toaster: Toaster\n")
    assert "Toaster: " in iotclass("challenges", "toaster", "--profiles", "kinds").out
    assert "22 profiles" in iotclass("profile", "check", "--profiles", "kinds").out
    assert iotclass("new", "mine", "--kind", "toaster", "--profiles", "kinds").code == 0


def test_a_kind_of_ones_own_cannot_take_a_built_in_name(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "sensor.yaml").write_text(OWN_KIND.replace("toaster", "sensor"))
    ran = iotclass("profile", "check", "--profiles", "kinds")
    assert ran.code == 2
    assert "'sensor' is the name of a built-in kind" in ran.err


def test_challenges_come_with_their_questions(iotclass: Command) -> None:
    out = iotclass("challenges", "implant").out
    assert "battery-use: Battery use\n" in out
    assert "  ? supply: What powers it?\n" in out
    assert "Or driven_by: energy, where `limits:` says how much of it there is (mWh/day)." in out


def test_challenges_of_no_kind(iotclass: Command) -> None:
    ran = iotclass("challenges", "implants")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'implant'?" in ran.err


BROKEN = {
    "an unknown kind": (("connected-device", "connected-devic"), "did you mean 'connected-device'?"),
    "criteria that live elsewhere": (
        ("groups: [authentication]", "groups: [software-and-firmware]"),
        "criteria taken over live elsewhere, such as disclosure-policy",
    ),
    "no such level": (("step: It", "applies_if: {connectivity: C9}, step: It"), "C2, C3, C4 or C5"),
    "no such fact": (
        ("step: It", "applies_if: {facts: {updatable: yes, hot: yes}}, step: It"),
        "no fact 'hot'",
    ),
}


@pytest.mark.parametrize(("change", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_with_a_kind_of_ones_own_is_named_in_its_file(
    iotclass: Command, tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    text = OWN_KIND.replace("[device, organisation, cloud]", "[device]") if "live" in message else OWN_KIND
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "toaster.yaml").write_text(text.replace(*change))
    ran = iotclass("profile", "check", "--profiles", "kinds")
    assert ran.code == 2
    assert message in ran.err
    assert all("kinds/toaster.yaml" in line for line in ran.err.splitlines() if line.startswith("error"))
