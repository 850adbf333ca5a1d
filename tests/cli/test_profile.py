"""`iotclass profile`: kinds listed, shown and checked."""

from __future__ import annotations

import pytest

from iotclass.read.content import shipped
from tests.cli.command import Command
from tests.models import SHIPPED_KINDS

PROFILES = shipped().content.profiles


def test_the_kinds_are_listed(iotclass: Command) -> None:
    text, record = iotclass("profile", "list"), iotclass("profile", "list", "--format", "json")

    assert (text.code, text.err) == (0, "")
    listed = [line.split("  ")[0] for line in text.out.splitlines()[2:]]
    assert tuple(listed[: len(SHIPPED_KINDS)]) == SHIPPED_KINDS
    assert "Medical controller                      37        given" in text.out
    counted = {one["kind"]: one["criteria"] for one in record.json["profiles"]}
    assert counted == {kind: len(PROFILES[kind].criteria) for kind in SHIPPED_KINDS}
    assert (counted["medical-controller"], counted["mobile-app"]) == (37, 48)


@pytest.mark.parametrize("kind", PROFILES)
def test_a_kind_is_shown_with_every_criterion_level_by_level(iotclass: Command, kind: str) -> None:
    ran = iotclass("profile", "show", kind)
    record = iotclass("profile", "show", kind, "--format", "json").json

    assert (ran.code, ran.err) == (0, "")
    joined = " ".join(ran.out.split())
    criteria = PROFILES[kind].criteria
    places = [joined.index(f" {one.id}: ") for one in criteria]
    assert places == sorted(places)
    for one in criteria:
        assert one.step in joined
        assert all(f"{document} {clause}" in joined for document, clause in one.attested)
    assert [one["id"] for one in record["criteria"]] == [one.id for one in criteria]
    assert ran.out.count(", in addition to what is below it\n") == (5 if criteria else 0)


def test_what_a_kind_brings_is_shown(iotclass: Command) -> None:
    phone = iotclass("profile", "show", "mobile-app").out
    controller = iotclass("profile", "show", "medical-controller").out
    drone = iotclass("profile", "show", "drone").out

    assert "Impact by its nature: Moderate (given). Phones run many apps" in phone
    assert "Recommended class: A (given). Health care asks" in controller
    assert "Connectivity at least: C3 (ours). It flies" in drone


def test_an_unknown_kind_is_named_with_the_nearest(iotclass: Command) -> None:
    ran = iotclass("profile", "show", "mobile")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems == [
        (
            f"mobile: no kind of that name; expected one of {', '.join(SHIPPED_KINDS)} "
            "(did you mean 'mobile-app'?)"
        )
    ]


def test_the_profiles_are_checked_from_their_sources(iotclass: Command) -> None:
    ran = iotclass("profile", "check")

    assert (ran.code, ran.err) == (0, "")
    criteria = sum(len(one.criteria) for one in PROFILES.values())
    assert ran.out.startswith(f"21 profiles with {criteria} criteria: ")
