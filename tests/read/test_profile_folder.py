"""Profiles: each flaw of each file is refused with file and line, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.core.functionality import Framework, ladder
from iotclass.core.place import InvalidError
from iotclass.core.profile import Profile
from iotclass.core.scale import Protection
from iotclass.read.profile import read_profiles
from tests.models import functionality
from tests.read.method_folder import replace

STRONGER = {"key": (), "bolt": (), "two-keys": ("key",), "alarm": (), "guard": (), "vault": (), "hedge": ()}
FUNCTIONALITIES = {id_: functionality(id_, weaker) for id_, weaker in STRONGER.items()}
FRAMEWORK = Framework("f", "1.0.0", {}, {}, {}, FUNCTIONALITIES, (), "", ladder(FUNCTIONALITIES))
FACTS = {"updatable": "Can it be updated?"}

LADDER = {"key": "P1", "bolt": "P2", "two-keys": "P3", "alarm": "P4", "guard": "P5"}


def criterion(id_: str, level: str, group: str = "locks") -> str:
    """A criterion as a profile writes it, on one line."""
    return f"  - {{id: {id_}, level: {level}, group: {group}, origin: ours, section: '-', step: S}}\n"


CRITERIA = "".join(criterion(id_, level) for id_, level in LADDER.items())


def written(
    below: Path, kind: str = "door", criteria: str = CRITERIA, more: str = "groups: {locks: Locks}\n"
) -> Path:
    """A folder with the profile of `kind`: head on lines 1 to 5, `more`, then the criteria."""
    head = f"kind: {kind}\nversion: 1.0.0\ntitle: T\ndescription: D\norigin: ours\n"
    body = f"criteria:\n{criteria}" if criteria else "criteria: []\n"
    (below / f"{kind}.yaml").write_text(f"{head}{more}{body}lives: [device]\n")
    return below


def problems(path: Path) -> list[str]:
    """What is wrong with the profiles in `path`, files without the folder before them."""
    try:
        read_profiles(path, FRAMEWORK, FACTS)
    except InvalidError as error:
        return [str(problem).replace(f"{path}/", "") for problem in error.problems]
    return []


def levels(profile: Profile) -> list[tuple[str, str]]:
    """The criteria of a profile with their levels."""
    return [(one.id, str(one.level)) for one in profile.criteria]


def test_a_profile_is_read(tmp_path: Path) -> None:
    (profile,) = read_profiles(written(tmp_path), FRAMEWORK, FACTS).values()

    assert (profile.kind, profile.version, profile.title, profile.description) == ("door", "1.0.0", "T", "D")
    assert levels(profile) == list(LADDER.items())
    assert (profile.recommends, profile.impact, profile.connectivity_at_least) == (None, None, None)


def test_a_profile_may_have_no_criteria_at_all(tmp_path: Path) -> None:
    assert (
        read_profiles(written(tmp_path, criteria="", more="groups: {}\n"), FRAMEWORK, FACTS)["door"].criteria
        == ()
    )


def test_what_a_kind_brings_is_read_with_the_origin_of_the_profile_or_its_own(tmp_path: Path) -> None:
    more = """groups: {locks: Locks}
recommends: {class: B, section: '-', why: R}
impact: {level: Major, section: VI, why: I, origin: given}
connectivity_at_least: {level: C3, section: V, why: C}
"""
    door = read_profiles(written(tmp_path, more=more), FRAMEWORK, FACTS)["door"]

    brought = (door.recommends, door.impact, door.connectivity_at_least)
    assert [(str(one.level), one.origin.value, one.why, one.place.line) for one in brought if one] == [
        ("B", "ours", "R", 7),
        ("Major", "given", "I", 8),
        ("C3", "ours", "C", 9),
    ]


def test_an_unknown_criterion_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, criteria=CRITERIA + criterion("kea", "P1") + criterion("moat", "P1"))

    assert problems(path) == [
        "door.yaml:13:5: no functionality 'kea'; expected an id of the framework (did you mean 'key'?)",
        "door.yaml:14:5: no functionality 'moat'; expected an id of the framework",
    ]


def test_a_criterion_that_is_there_twice_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, criteria=CRITERIA + criterion("key", "P3"))

    assert problems(path) == [
        "door.yaml:13:5: the criterion 'key' is there already; expected each once, at its lowest level"
    ]


def test_a_ladder_that_stands_upside_down_is_named(tmp_path: Path) -> None:
    path = written(tmp_path)
    replace(path / "door.yaml", "id: key, level: P1", "id: key, level: P4")
    replace(path / "door.yaml", "id: alarm, level: P4", "id: alarm, level: P1")

    assert problems(path) == [
        (
            "door.yaml:10:5: two-keys (P3) is stronger than key, which only P4 demands; "
            "expected the weaker step at the same level or below"
        )
    ]


def test_both_steps_of_a_ladder_may_be_at_one_level(tmp_path: Path) -> None:
    path = written(tmp_path, criteria=CRITERIA + criterion("hedge", "P2"))
    replace(path / "door.yaml", "id: key, level: P1", "id: key, level: P3")
    replace(path / "door.yaml", "id: bolt, level: P2", "id: bolt, level: P1")

    assert problems(path) == []


def test_levels_without_a_criterion_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, criteria=criterion("key", "P1") + criterion("alarm", "P4"))

    assert problems(path) == [
        "door.yaml:1:1: no criterion at P2, P3, P5; expected one at each level, or none at all"
    ]


def test_an_unknown_group_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, criteria=CRITERIA + criterion("hedge", "P1", "lock"))

    assert problems(path) == [
        "door.yaml:13:5: no group 'lock'; expected one of locks (did you mean 'locks'?)"
    ]


def test_a_file_must_be_called_as_its_kind(tmp_path: Path) -> None:
    path = written(tmp_path)
    (path / "door.yaml").rename(path / "gate.yaml")

    assert problems(path) == ["gate.yaml:1:1: kind 'door' in gate.yaml; expected the same name"]


def test_two_files_cannot_describe_one_kind(tmp_path: Path) -> None:
    path = written(tmp_path)
    (path / "gate.yaml").write_text((path / "door.yaml").read_text())

    assert "gate.yaml:1:1: kind 'door' in gate.yaml; expected the same name" in problems(path)


EXTENDS = "groups: {bars: Bars}\nextends: {kind: door, groups: [locks]}\n"


def test_a_kind_that_extends_another_takes_the_groups_named_and_adds_its_own(tmp_path: Path) -> None:
    written(
        tmp_path,
        criteria=CRITERIA + criterion("hedge", "P2", "garden"),
        more="groups: {locks: Locks, garden: Garden}\n",
    )
    written(tmp_path, "gate", criterion("vault", "P2", "bars"), EXTENDS)

    gate = read_profiles(tmp_path, FRAMEWORK, FACTS)["gate"]

    assert levels(gate) == [
        ("key", "P1"),
        ("bolt", "P2"),
        ("vault", "P2"),
        ("two-keys", "P3"),
        ("alarm", "P4"),
        ("guard", "P5"),
    ]
    assert gate.groups == {"locks": "Locks", "bars": "Bars"}
    assert [one.level for one in gate.criteria] == sorted(one.level for one in gate.criteria)
    assert Protection.UNPROTECTED not in [one.level for one in gate.criteria]


def test_a_kind_cannot_extend_what_there_is_not(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, "gate", CRITERIA, "groups: {locks: Locks}\nextends: {kind: dor, groups: []}\n")

    assert problems(tmp_path) == [
        "gate.yaml:7:1: extends: no kind 'dor'; expected one of door (did you mean 'door'?)"
    ]


def test_a_kind_cannot_take_a_group_that_the_other_has_not(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, "gate", CRITERIA, "groups: {locks: Locks}\nextends: {kind: door, groups: [gardens]}\n")

    found = problems(tmp_path)

    assert [one.partition(":")[0] for one in found] == ["gate.yaml"]
    assert "'gardens'" in found[0]


@pytest.mark.parametrize(
    "kinds", [["door"], ["door", "gate"], ["door", "gate", "wall"]], ids=["itself", "two", "three"]
)
def test_kinds_that_extend_each_other_in_a_cycle_are_reported_once(tmp_path: Path, kinds: list[str]) -> None:
    for number, kind in enumerate(kinds):
        other = kinds[(number + 1) % len(kinds)]
        written(
            tmp_path, kind, CRITERIA, f"groups: {{locks: Locks}}\nextends: {{kind: {other}, groups: []}}\n"
        )

    found = problems(tmp_path)

    assert len(found) == 1
    assert ".yaml:7:1: kinds extend each other in a cycle: " in found[0]
    assert all(kind in found[0] for kind in kinds)


def test_a_criterion_taken_from_another_kind_is_not_repeated(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, "gate", criterion("key", "P1", "bars"), EXTENDS)

    found = problems(tmp_path)

    assert [one.partition(": ")[2] for one in found] == [
        "the criterion 'key' is there already; expected each once, at its lowest level"
    ]


FLAWS: dict[str, tuple[str, str, str]] = {
    "a level that is none": (
        "id: key, level: P1",
        "id: key, level: P0",
        "door.yaml:8:22: criteria[1].level: 'P0'; expected one of P1, P2, P3, P4, P5",
    ),
    "the level below all criteria": (
        "id: key, level: P1",
        "id: key, level: unprotected",
        "door.yaml:8:22: criteria[1].level: 'unprotected'; expected one of P1, P2, P3, P4, P5",
    ),
    "an unknown origin": (
        "origin: ours\n",
        "origin: us\n",
        "door.yaml:5:9: origin: 'us'; expected one of given, derived, inferred, ours",
    ),
    "an unknown key": (
        "title: T",
        "titel: T",
        "door.yaml:1:1: `title` is missing",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_of_a_profile_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = written(tmp_path)
    replace(path / "door.yaml", old, new)

    assert problems(path)[0].removesuffix(" (did you mean 'ours'?)") == message


def test_problems_of_all_profiles_are_reported_at_once(tmp_path: Path) -> None:
    written(tmp_path, criteria=CRITERIA + criterion("moat", "P1"))
    written(tmp_path, "gate", criterion("key", "P1"))
    written(tmp_path, "wall")
    replace(tmp_path / "wall.yaml", "title: T", "title: ''")

    assert [one.split(":")[0] for one in problems(tmp_path)] == ["door.yaml", "gate.yaml", "wall.yaml"]
