"""All kinds: what every level asks for, against the documents and by a second derivation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.clause import Clause
from iotclass.core.finding import Finding
from iotclass.core.level import exactly
from iotclass.core.protection import derive
from iotclass.core.scale import Connectivity, Protection
from iotclass.core.system import Component, Control, ControlState
from iotclass.core.table import Origin
from iotclass.read.content import read_sources
from tests.models import HERE, OURS, SHIPPED_KINDS, ends, method

FOUND = read_sources()
FRAMEWORK, PROFILES = FOUND.content.framework, FOUND.content.profiles
EN = FOUND.sources.documents["etsi-en-303-645-v3-1-3"]
PAPERS = ("medical-controller", "mobile-app")
OUR_KINDS = [kind for kind in SHIPPED_KINDS if kind not in PAPERS]
DEVICES = [kind for kind in OUR_KINDS if PROFILES[kind].lives[0] in {"device", "gateway"}]
ASKED = (
    *(
        "sensor",
        "actuator",
        "wearable",
        "implant",
        "medical-controller",
        "mobile-app",
        "gateway",
        "ip-camera",
    ),
    *("smart-lock", "smart-plug", "thermostat", "smart-meter", "voice-assistant", "industrial-controller"),
    *(
        "vehicle-telematics-unit",
        "drone",
        "cloud-back-end",
        "web-front-end",
        "edge-server",
        "network-segment",
    ),
)


def test_all_kinds_that_were_asked_for_are_there() -> None:
    assert set(ASKED) <= set(PROFILES)


def _mandatory() -> list[Clause]:
    return [one for one in EN.clauses.values() if one.status.startswith("M")]


def test_en_303_645_has_as_many_mandatory_provisions_as_its_table() -> None:
    assert len(_mandatory()) == 36


@pytest.mark.parametrize("kind", DEVICES)
def test_every_mandatory_provision_of_en_303_645_is_in_by_p3(kind: str) -> None:
    profile = PROFILES[kind]
    by_p3 = {one.id for one in profile.criteria if one.level <= Protection.P3}
    have = frozenset().union(*(FRAMEWORK.weaker[id_] for id_ in by_p3))
    lacking = []
    for clause in _mandatory():
        ways = [way for way in clause.satisfied_by if all(_fits(id_, kind) for id_ in way)]
        if ways and not any(have.issuperset(way) for way in ways):
            lacking.append(clause.id)
    assert lacking == []


def _fits(id_: str, kind: str) -> bool:
    return bool(set(FRAMEWORK.functionalities[id_].lives) & set(PROFILES[kind].lives))


@pytest.mark.parametrize("kind", SHIPPED_KINDS)
def test_every_step_says_why_and_no_two_say_the_same(kind: str) -> None:
    steps = [one.step for one in PROFILES[kind].criteria]
    assert all(step.endswith(".") for step in steps)
    assert len(steps) == len(set(steps))


@pytest.mark.parametrize("kind", OUR_KINDS)
def test_every_step_of_ours_is_attested_or_marked_as_ours(kind: str) -> None:
    for one in PROFILES[kind].criteria:
        assert one.origin in {Origin.ATTESTED, Origin.OURS, Origin.GIVEN, Origin.INFERRED}
        assert bool(one.attested) is (one.origin is Origin.ATTESTED)
        sources = {(source.document, source.clause) for source in FRAMEWORK.functionalities[one.id].sources}
        assert set(one.attested) <= sources


@pytest.mark.parametrize("kind", SHIPPED_KINDS)
def test_every_level_asks_for_something(kind: str) -> None:
    assert {str(one.level) for one in PROFILES[kind].criteria} == {"P1", "P2", "P3", "P4", "P5"}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_the_protection_of_any_kind_by_a_second_definition(data: st.DataObject) -> None:
    profile = PROFILES[data.draw(st.sampled_from(SHIPPED_KINDS))]
    ids = [one.id for one in profile.criteria]
    missing = set(data.draw(st.lists(st.sampled_from(ids), max_size=6)))
    facts = {
        fact: data.draw(st.sampled_from(["yes", "no"]))
        for fact in data.draw(st.lists(st.sampled_from(sorted(FOUND.facts)), unique=True, max_size=10))
    }
    level = data.draw(st.sampled_from(list(Connectivity)))
    controls = {id_: Control(id_, ControlState.YES, HERE) for id_ in ids if id_ not in missing}
    component = Component("x", "X", profile.kind, HERE, controls=controls, facts=facts)
    found = derive("p", profile, component, Finding("c", exactly(level), "judged"), FRAMEWORK, method(OURS))

    had = {weaker for id_ in controls for weaker in FRAMEWORK.weaker[id_]}
    reached = "unprotected"
    for protection in list(Protection)[1:]:
        asked = [
            one
            for one in profile.criteria
            if one.level is protection
            and (one.applies_from is None or level >= one.applies_from)
            and all(facts.get(fact, to) == to for fact, to in one.applies_if)
        ]
        if not all(one.id in had for one in asked):
            break
        reached = str(protection)
    assert ends(found.finding.level) == (reached, reached)


def test_the_conditions_of_en_303_645_are_put_in_terms_of_facts() -> None:
    for id_ in ("etsi-en-303-645-v3-1-3", "etsi-en-303-645-v2-1-1"):
        document = FOUND.sources.documents[id_]
        assert set(document.facts) == {*document.conditions, *document.features}
        assert {fact for fact, _ in document.facts.values()} <= set(FOUND.facts)


@pytest.mark.parametrize("kind", SHIPPED_KINDS)
def test_there_are_challenges_for_every_kind(kind: str) -> None:
    found = [one for one in FOUND.content.challenges.values() if one.concerns(PROFILES[kind])]
    assert len(found) >= 5
    assert all(question.question.endswith("?") for one in found for question in one.questions.values())
