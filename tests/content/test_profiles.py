"""The shipped profiles: every criterion of the method's table at its lowest level, nothing else."""

from __future__ import annotations

import pytest

from iotclass.core.profile import Profile
from iotclass.core.scale import Protection
from iotclass.read.content import read_sources
from tests.models import SHIPPED_KINDS

PROFILES = read_sources().content.profiles

SHARED = {
    "authentication": {
        "P1": {"password-authentication", "changeable-default-credentials"},
        "P2": {
            "strong-passwords",
            "secure-password-recovery",
            "defaults-changed-at-setup",
            "no-weak-passwords",
        },
        "P3": {"enforceable-password-expiry", "silent-account-recovery", "silent-key-recovery"},
        "P4": {"two-factor-authentication"},
        "P5": {
            "multi-factor-authentication",
            "biometrics-considered",
            "certificateless-encryption-considered",
            "user-managed-access-considered",
        },
    },
    "communication": {
        "P1": {"data-authenticity"},
        "P2": {
            "verified-interconnections",
            "device-authentication-before-trust",
            "blocked-unauthorised-connections",
            "state-of-the-art-communication-security",
            "standard-security-protocols",
        },
        "P4": {"signed-data", "intentional-connections-only", "disabled-ports-and-connections"},
        "P5": {"rate-limiting"},
    },
    "software-and-firmware": {
        "P1": {"partial-update-capability", "encrypted-update-transfer"},
        "P2": {"partially-encrypted-update-files"},
        "P4": {"partially-quick-updates", "automatic-updates"},
        "P5": {
            "full-update-capability",
            "quick-updates",
            "encrypted-update-files",
            "signed-updates",
            "secured-update-servers",
            "scheduled-updates",
            "backward-compatible-updates",
        },
    },
}
"""method.md, "Cumulative criteria by protection level": the groups that controller and phone share."""

CONTROLLER = SHARED | {"human-interface": {"P1": {"human-interface-security"}}}

PHONE = SHARED | {
    "cryptography": {
        "P1": {"sufficient-cryptography"},
        "P2": {"properly-selected-cryptography"},
        "P3": {"strong-algorithms", "strong-keys"},
        "P4": {"verified-cryptographic-implementation", "managed-keys"},
        "P5": {"disabled-insecure-protocols"},
    },
    "authorisation": {"P1": {"secure-authorisation"}},
    "code-tampering": {"P1": {"code-tampering-protection"}},
    "data-storage": {"P1": {"secure-data-storage"}},
    "platform-use": {"P1": {"proper-platform-use"}},
    "privacy": {"P1": {"personal-data-protection"}},
}
"""The phone takes the controller's criteria in the shared groups and adds these."""

NAMED_ALONE = {
    *("human-interface-security", "secure-authorisation", "sufficient-cryptography"),
    *("code-tampering-protection", "secure-data-storage", "proper-platform-use", "personal-data-protection"),
}
"""What the paper only names: one criterion each at P1, worded by us."""


def laid_out(profile: Profile) -> dict[str, dict[str, set[str]]]:
    """The criteria of a profile by group and level."""
    found: dict[str, dict[str, set[str]]] = {}
    for one in profile.criteria:
        found.setdefault(one.group, {}).setdefault(str(one.level), set()).add(one.id)
    return found


def test_the_kinds_that_are_shipped() -> None:
    assert tuple(PROFILES) == SHIPPED_KINDS


@pytest.mark.parametrize(
    ("kind", "table", "count"), [("medical-controller", CONTROLLER, 37), ("mobile-app", PHONE, 48)]
)
def test_every_criterion_of_the_table_stands_at_its_lowest_level(
    kind: str, table: dict[str, dict[str, set[str]]], count: int
) -> None:
    assert laid_out(PROFILES[kind]) == table
    assert len(PROFILES[kind].criteria) == len({one.id for one in PROFILES[kind].criteria}) == count


def test_only_the_phone_brings_an_impact_and_it_is_moderate() -> None:
    brought = {kind: str(one.impact.level) for kind, one in PROFILES.items() if one.impact is not None}

    assert brought == {"mobile-app": "Moderate"}
    assert PROFILES["mobile-app"].impact is not None
    assert PROFILES["mobile-app"].impact.origin.value == "given"


def test_what_keeps_somebody_alive_is_recommended_class_a_and_nothing_else() -> None:
    best = {kind for kind, one in PROFILES.items() if one.recommends and str(one.recommends.level) == "A"}
    assert best == {"medical-controller", "implant"}
    assert all(one.recommends.why for one in PROFILES.values() if one.recommends)


@pytest.mark.parametrize("kind", ["medical-controller", "mobile-app"])
def test_what_the_paper_states_twice_is_kept_as_a_note_at_the_lowest_level(kind: str) -> None:
    repeated = {
        one.id: (str(one.level), [str(level) for level in one.also_stated_at])
        for one in PROFILES[kind].criteria
        if one.also_stated_at
    }

    assert repeated == {
        "data-authenticity": ("P1", ["P3"]),
        "changeable-default-credentials": ("P1", ["P3"]),
        "defaults-changed-at-setup": ("P2", ["P4"]),
    }


@pytest.mark.parametrize("kind", ["medical-controller", "mobile-app"])
def test_each_criterion_says_where_it_comes_from_and_what_step_it_is(kind: str) -> None:
    criteria = PROFILES[kind].criteria
    inferred = {one.id for one in criteria if one.origin.value == "inferred"}

    assert inferred == NAMED_ALONE & {one.id for one in criteria}
    assert {one.origin.value for one in criteria} == {"given", "inferred"}
    assert {one.section for one in criteria} == {"VI"}
    assert all(one.step.endswith(".") for one in criteria)
    assert all(one.level is Protection.P1 for one in criteria if one.id in NAMED_ALONE)


def test_the_papers_contradictions_are_recorded() -> None:
    """method.md, "Contradictions inside the text"."""
    told = {kind: " ".join(one.says for one in profile.contradictions) for kind, profile in PROFILES.items()}

    for words in ("level 3", "nothing but the pacemaker", "again at level 3", "human interface"):
        assert words in told["medical-controller"]
    for words in ("controller's level 4", "by nature not of the best class"):
        assert words in told["mobile-app"]
    assert all(one.read_as for profile in PROFILES.values() for one in profile.contradictions)
