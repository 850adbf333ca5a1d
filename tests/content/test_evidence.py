"""The shipped documents as statements: every provision of the standard, forms that name some, and scopes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from iotclass.core.applicability import Applies
from iotclass.core.clause import Document, Standing, standing
from iotclass.core.dossier import Dossier, dossier
from iotclass.core.evidence import Evidence, Support
from iotclass.core.justification import justification, status
from iotclass.core.place import NOWHERE
from iotclass.core.scope import scope
from iotclass.core.support import evidence
from iotclass.core.system import Component, Control, ControlState, Scenario, System
from iotclass.read.content import examples, shipped, vocabulary
from iotclass.read.model import read_model
from iotclass.read.proforma import categories, read_proformas
from tests.content.statement_rows import STATEMENTS

SOURCES = shipped().sources
PROFORMAS = read_proformas(SOURCES)
EN = SOURCES.documents["etsi-en-303-645-v3-1-3"]

TABLE_B_1 = """\
5.0-1 M; 5.1-1 M F(a); 5.1-2 M F(b); 5.1-2A R; 5.1-3 M F(c); 5.1-4 M F(d); 5.1-5 M C F(14,e); 5.2-1 M;
5.2-2 R; 5.2-3 R; 5.3-1 R F(f); 5.3-2 M C(15); 5.3-3 M F(g); 5.3-4A R F(g); 5.3-4B R F(h);
5.3-5 R F(g); 5.3-6A R F(h); 5.3-6B R F(i); 5.3-7 M F(g); 5.3-8 M C(12); 5.3-9 R F(g); 5.3-10 M F(j);
5.3-11 R C(12); 5.3-12 R C(12); 5.3-13 M; 5.3-14 R C(3); 5.3-15A R C(3); 5.3-15B R C(3); 5.3-16 M;
5.4-1 M F(k); 5.4-2 M F(l); 5.4-3 M; 5.4-4 M F(m); 5.5-1 M; 5.5-2 R; 5.5-3 R; 5.5-4 R; 5.5-5 M F(n);
5.5-6 R F(o); 5.5-7 M F(o); 5.5-8 M C(16); 5.6-1 M F(p); 5.6-2 M; 5.6-3 R; 5.6-4A M F(q);
5.6-4B R F(r); 5.6-5 R; 5.6-6 R; 5.6-7 R; 5.6-8 R; 5.6-9 R; 5.7-1 R; 5.7-2 R F(s); 5.8-1 R F(t);
5.8-2 M F(u); 5.8-3 M F(v); 5.9-1 R; 5.9-2 R; 5.9-3 R; 5.10-1 R F(w); 5.11-1 M; 5.11-2 R F(x);
5.11-3 R; 5.11-4 R; 5.12-1 R; 5.12-2 R; 5.12-3 R; 5.13-1A M; 5.13-1B M; 6-1 M; 6-2 M F(y); 6-3A M F(y);
6-3B M F(y); 6-4 R F(w); 6-5 M F(w); 6-6 M F(z); 6-7 R F(aa); 6-8 R F(z)
"""
"""The provisions with their status, conditions and features, as Table B.1 of EN 303 645 V3.1.3 has them."""


def spoken(name: str, document: str, scenario: str = "") -> Dossier:
    """What an example says to a document, in its first scenario or the one that is named."""
    path = examples()[name]
    system = read_model(path.read_bytes(), path.name, vocabulary(shipped()))
    one = next(one for one in system.scenarios if scenario in {"", one.id})
    return dossier(system, one, SOURCES.documents[document], PROFORMAS, categories(), shipped().content)


def test_the_statement_on_en_303_645_has_every_provision_of_its_table_in_its_order() -> None:
    table = [entry.split() for entry in re.split(r";\s*", TABLE_B_1.strip()) if entry]
    found = spoken("ip-camera", EN.id).evidence

    rows = [
        (row.clause.id, row.clause.status, [*row.clause.conditions, *row.clause.features])
        for row in found.counted
    ]

    assert rows == [(id_, letter, re.findall(r"[a-z0-9]+", " ".join(words))) for id_, letter, *words in table]
    assert len(rows) == 78
    assert [letter for _, letter, _ in rows].count("M") == 36


def test_a_status_is_printed_with_its_conditions_and_features() -> None:
    printed = {id_: status(EN.clauses[id_]) for id_ in ("5.0", "5.1-1", "5.1-2A", "5.1-5", "5.3-8")}

    assert printed == {
        "5.0": "",
        "5.1-1": "M F(a)",
        "5.1-2A": "R",
        "5.1-5": "M C(14) F(e)",
        "5.3-8": "M C(12)",
    }


APPLIES = {
    "medical": {"etsi-en-303-645-v3-1-3": "no", "cra": "no", "fda-premarket-2026": "yes", "gdpr": "open"},
    "home": {
        "etsi-en-303-645-v3-1-3": "yes",
        "cra": "yes",
        "fda-premarket-2026": "no",
        "uk-psti-2023": "yes",
    },
    "Smart Home": {"etsi-en-303-645-v3-1-3": "yes", "cra": "yes", "iec-62443-4-2-2019": "no"},
    "medical wearable": {"etsi-en-303-645-v3-1-3": "no", "cra": "no", "gdpr": "open"},
    "industrial": {"etsi-en-303-645-v3-1-3": "no", "cra": "yes", "iec-62443-4-2-2019": "yes"},
    "automotive": {"cra": "no", "etsi-en-303-645-v3-1-3": "no"},
    "consumer vehicles": {"cra": "no", "etsi-en-303-645-v3-1-3": "no"},
    "Toys": {"cra": "yes", "etsi-en-303-645-v3-1-3": "yes"},
    "aviation": {"cra": "no"},
    "marine": {"cra": "no"},
    "care": {"cra": "open", "etsi-en-303-645-v3-1-3": "open", "gdpr": "open"},
    "": {"cra": "open", "etsi-en-303-645-v3-1-3": "open", "gdpr": "open", "nist-sp-800-171r2": "open"},
}


@pytest.mark.parametrize(
    ("category", "document", "wanted"),
    [(category, id_, one) for category, every in APPLIES.items() for id_, one in every.items()],
)
def test_a_document_applies_by_what_the_product_is(category: str, document: str, wanted: str) -> None:
    found = scope(SOURCES.documents[document], category, categories())

    assert found.applies.value == wanted
    assert found.why


@pytest.mark.parametrize("first", [None, "yes", "no", "unknown"])
@pytest.mark.parametrize("second", [None, "yes", "no", "unknown"])
def test_the_gdpr_applies_where_the_model_says_that_data_about_people_are_processed(
    first: str | None, second: str | None
) -> None:
    """Article 2(1): to the processing of personal data; where the model is silent that is left open."""
    stated = (first, second)
    parts = [{"personal_data": one} if one else {} for one in stated]
    found = scope(SOURCES.documents["gdpr"], "home", categories(), parts)
    wanted = "yes" if "yes" in stated else "no" if stated == ("no", "no") else "open"
    said = {
        "yes": "it applies where data about people are processed; so it is here (personal_data: yes)",
        "no": "it applies where data about people are processed; the model says that this is not so",
        "open": "it applies where data about people are processed; the model does not say (personal_data)",
    }
    assert (found.applies.value, found.why) == (wanted, said[wanted])


def test_what_a_document_leaves_out_no_fact_brings_back() -> None:
    asked = replace(
        SOURCES.documents["cra"], applies_if=(("personal_data", "yes"),), applies_where="so it is"
    )
    for category, wanted in (("automotive", "no"), ("", "open"), ("home", "yes")):
        found = scope(asked, category, categories(), [{"personal_data": "yes"}])
        assert found.applies.value == wanted


def test_every_document_says_for_which_products_it_is_or_leaves_it_open() -> None:
    unsaid = [one.id for one in SOURCES.documents.values() if not one.applies_to]

    assert unsaid == ["nist-sp-800-171r2", "nist-sp-800-213a"]


FORMS = (
    *("AuthMech", "UserInfo", "VulnTypes", "Conf", "VulnMon", "SoftComp", "UpdMech", "UpdProc", "ReplSup"),
    *("SecParam", "SecComMech", "NetSecImpl", "SoftServ", "SecMgmt", "PhyIntf", "CodeMin", "PrivlCtrl"),
    *("AccCtrl", "SecDev", "SecBoot", "PersData", "ExtSens", "ResMech", "TelData", "DelFunc", "UserDec"),
    *("UserIntf", "LogIntf", "InpVal"),
)


def test_the_forms_of_ts_103_701_are_all_there_and_every_provision_but_that_on_reasons_has_one() -> None:
    found = PROFORMAS.forms["ts-103-701"].forms

    assert [one.id for one in found] == [f"{place}-{name}" for place, name in enumerate(FORMS, 1)]
    asked = {id_ for form in found for id_ in form.clauses}
    provisions = {one.id for one in EN.clauses.values() if not one.heading}
    assert provisions - asked == {"5.0-1"}


def test_a_form_holds_what_the_model_says_and_everything_else_is_a_gap() -> None:
    found = spoken("ip-camera", EN.id)

    forms = {one.form.id: one for one in found.filled}
    links = [
        link.id for link in found.evidence.scenario.links if set(link.ends) & set(found.evidence.boundary)
    ]
    assert [entry.id for entry in forms["28-LogIntf"].entries] == links
    assert all(dict(entry.values)["Description"] for entry in forms["28-LogIntf"].entries)
    assert all(dict(entry.values)["Access"] is None for entry in forms["28-LogIntf"].entries)
    for name in ("1-AuthMech", "14-SecMgmt"):
        assert [value for entry in forms[name].entries for _, value in entry.values if value] == []
    confirmed = dict(forms["4-Conf"].entries[0].values)
    supported = {
        "Confirmation of Vulnerability Actions": "5.2-2",
        "Confirmation of Vulnerability Monitoring": "5.2-3",
        "Confirmation of Update Procedures": "5.3-8",
        "Confirmation of Secure Management": "5.5-8",
        "Confirmation of Secure Development": "5.6-9",
    }
    assert {title: value is not None for title, value in confirmed.items()} == {
        title: found.evidence.rows[id_].support is Support.YES for title, id_ in supported.items()
    }


@pytest.mark.parametrize("document", SOURCES.documents.values(), ids=lambda one: one.id)
@pytest.mark.parametrize("name", ["pacemaker", "door-lock", "ip-camera", "smart-metering", "smart-plug"])
def test_no_example_gets_a_yes_that_one_of_its_components_lacks(name: str, document: Document) -> None:
    found = spoken(name, document.id).evidence

    assert sum(found.counts.values()) == len(found.counted)
    for row in found.counted:
        if row.support is Support.YES:
            assert row.bearings
            assert {one.support for one in row.bearings} <= {Support.YES, Support.NOT_APPLICABLE}
            held = [one for bearing in row.bearings for one in bearing.holdings if one.support is Support.YES]
            assert held
            assert all(one.control is not None and one.control.state.value == "yes" for one in held)


@pytest.mark.parametrize(("document", "scenario"), STATEMENTS)
def test_the_smart_plug_says_of_each_clause_what_was_worked_out_by_hand(document: str, scenario: str) -> None:
    found = spoken("smart-plug", document, scenario).evidence

    by_hand = STATEMENTS[document, scenario]
    wanted = {id_: support for support, clauses in by_hand.items() for id_ in clauses.split()}
    assert {row.clause.id: row.support.value for row in found.counted if row.support} == wanted
    assert sum(len(clauses.split()) for clauses in by_hand.values()) == len(wanted) == len(found.counted)


@pytest.mark.parametrize("scenario", ["as-sold", "firmware-2"])
def test_all_that_the_smart_plug_says_of_en_303_645_is_shown_or_argued(scenario: str) -> None:
    found = spoken("smart-plug", EN.id, scenario).evidence

    asked = [
        held
        for row in found.counted
        for bearing in row.bearings
        if bearing.support is not Support.NOT_APPLICABLE
        for held in bearing.holdings
    ]
    controls = [held.control for held in asked if held.control is not None]
    assert len(controls) == len(asked)
    shown = [one.evidence for one in controls if one.state is ControlState.YES]
    argued = [one.why for one in controls if one.state is not ControlState.YES]
    assert all(argued)
    assert all(shown)
    kinds = {found.system.evidence[id_].kind for ids in shown for id_ in ids}
    assert kinds == {"claim", "document", "inspection", "test"}


def complete(left_out: str = "") -> tuple[Evidence, set[str]]:
    """A plug that has all that the provisions ask for but one control; and the controls that it has."""
    framework = shipped().content.framework
    ways = [way for one in EN.clauses.values() for way in one.satisfied_by]
    held = {id_ for way in ways for id_ in way} - {left_out}
    facts = dict(EN.facts.values()) | {"updatable": "yes"}
    controls = "".join(f"      {id_}: yes\n" for id_ in sorted(held))
    stated = "".join(f"      {fact}: {value}\n" for fact, value in facts.items())
    text = (
        "iotclass: 1\nsystem: S\nproduct: {category: consumer, boundary: [plug, store]}\ncomponents:\n"
        f"  plug:\n    kind: smart-plug\n    facts: &f\n{stated}    controls: &c\n{controls}"
        "  store: {kind: cloud-back-end, facts: *f, controls: *c}\n"
    )
    system = read_model(text.encode(), "m.yaml", vocabulary(shipped()))
    found = dossier(system, system.scenarios[0], EN, PROFORMAS, categories(), shipped().content)
    had: set[str] = set().union(*(framework.weaker[id_] for id_ in held))
    return found.evidence, had


def test_a_product_that_has_everything_supports_everything_that_applies() -> None:
    found, _ = complete()

    support = {row.clause.id: row.support for row in found.counted if row.support is not Support.YES}
    assert support == dict.fromkeys(("5.3-14", "5.3-15A", "5.3-15B"), Support.NOT_APPLICABLE)
    assert found.unanswered == ()


@pytest.mark.parametrize(
    "left_out", sorted({id_ for one in EN.clauses.values() for way in one.satisfied_by for id_ in way})
)
def test_whatever_is_left_out_costs_exactly_the_provisions_that_ask_for_it(left_out: str) -> None:
    found, had = complete(left_out)

    lost = {row.clause.id for row in found.counted if row.support in {Support.NO, Support.OPEN}}
    not_updatable = {"5.3-14", "5.3-15A", "5.3-15B"}
    wanted = {
        one.id
        for one in EN.clauses.values()
        if one.satisfied_by and not any(set(way) <= had for way in one.satisfied_by)
    } - not_updatable
    unreasoned = any(EN.clauses[id_].status == "R" for id_ in wanted)
    assert lost == wanted | ({"5.0-1"} if unreasoned else set())


def test_part_two_of_the_cra_is_never_not_applicable_and_part_one_only_for_a_reason() -> None:
    for name in examples():
        found = spoken(name, "cra").evidence
        below = {one.clause.parent: one for one in found.rows.values()}
        assert "Part II" in below
        for row in found.counted:
            if row.support is Support.NOT_APPLICABLE:
                assert row.clause.parent != "Part II"
                assert all(one.moot or one.control for bearing in row.bearings for one in bearing.holdings)


CONDITIONAL = [
    (document.id, one.id)
    for document in SOURCES.documents.values()
    for one in document.clauses.values()
    if one.conditions or one.features
]


@pytest.mark.parametrize(("document", "clause"), CONDITIONAL)
def test_where_a_clause_s_own_conditions_hold_no_other_fact_makes_it_not_applicable(
    document: str, clause: str
) -> None:
    asked, content = SOURCES.documents[document], shipped().content
    one = asked.clauses[clause]
    own = dict(asked.facts[key] for key in (*one.conditions, *one.features))
    against = {
        fact: "no" if value == "yes" else "yes"
        for profile in content.profiles.values()
        for criterion in profile.criteria
        for fact, value in criterion.applies_if
    }
    facts = {**against, **own}
    parts = {id_: Component(id_, id_, id_, NOWHERE, controls={}, facts=facts) for id_ in content.profiles}
    scenario = Scenario("s", "s", parts, ())
    system = System("S", "m", NOWHERE, "0", (scenario,), {}, (), {}, {})

    row = evidence(system, scenario, asked, PROFORMAS.of(document), content).rows[clause]

    assert row.bearings
    assert {condition.met for one in row.bearings for condition in one.conditions} == {Applies.YES}
    assert Support.NOT_APPLICABLE not in {row.support, *(one.support for one in row.bearings)}


def test_an_update_mechanism_that_is_possible_is_owed_by_a_device_that_cannot_be_updated() -> None:
    text = (
        "iotclass: 1\nsystem: S\ncomponents:\n  plug:\n    kind: smart-plug\n    controls: {}\n"
        "    facts: {updatable: no, constrained: no, update_mechanism_possible: yes}\n"
    )
    system = read_model(text.encode(), "m.yaml", vocabulary(shipped()))
    found = dossier(system, system.scenarios[0], EN, PROFORMAS, categories(), shipped().content).evidence

    assert found.rows["5.3-2"].support is Support.NO
    assert "updatable: no" in justification(found.rows["5.3-2"], found)[0]


def test_the_pacemaker_is_covered_neither_by_the_cra_nor_by_en_303_645() -> None:
    found = {id_: spoken("pacemaker", id_) for id_ in ("cra", EN.id)}

    assert {id_: one.orienting for id_, one in found.items()} == {"cra": True, EN.id: True}
    assert {id_: one.scope.applies for id_, one in found.items()} == {"cra": Applies.NO, EN.id: Applies.NO}


@pytest.mark.parametrize("edition", ["etsi-en-303-645-v2-1-1", "etsi-en-303-645-v3-1-3"])
@pytest.mark.parametrize("holds", [True, False])
def test_of_en_303_645_only_what_is_conditional_can_be_not_applicable(edition: str, holds: bool) -> None:
    """Table B.1, column Support: everything is said not to apply, with a reason, to a thing of every kind."""
    found, content, other = SOURCES.documents[edition], shipped().content, {"yes": "no", "no": "yes"}
    no = ControlState.NOT_APPLICABLE
    controls = {id_: Control(id_, no, NOWHERE, "so it is") for id_ in content.framework.functionalities}
    said = {}
    for clause in found.clauses.values():
        if standing(found, clause) is Standing.ANSWERED and clause.status:
            hung = dict(found.facts[key] for key in (*clause.conditions, *clause.features))
            facts = {fact: value if holds else other[value] for fact, value in hung.items()}
            parts = {
                kind: Component(kind, kind, kind, NOWHERE, controls=controls, facts=facts)
                for kind in content.profiles
            }
            scenario = Scenario("s", "S", parts, ())
            system = System("S", "m", NOWHERE, "0", (scenario,), {}, (), {}, {})
            alone = replace(found, clauses={clause.id: replace(clause, parent="")})
            rows = evidence(system, scenario, alone, PROFORMAS.of(edition), content).rows
            said[clause.id] = (bool(hung), rows[clause.id].support)
    assert {hung for hung, _ in said.values()} == {True, False}
    admitted = {id_ for id_, (_, support) in said.items() if support is Support.NOT_APPLICABLE}
    assert admitted == (set() if holds else {id_ for id_, (hung, _) in said.items() if hung})
    assert {support for _, support in said.values()} <= {Support.NO, Support.NOT_APPLICABLE}


def test_an_app_beside_a_device_is_not_asked_for_what_the_phone_does() -> None:
    """An app has no boot of its own, and withstands no flood: phone and service do."""
    found = spoken("smart-plug", "cra", "firmware-2").evidence

    asked = {
        (bearing.component, held.functionality)
        for id_ in ("I.2.f", "I.2.h")
        for bearing in found.rows[id_].bearings
        for held in bearing.holdings
    }
    assert {what for who, what in asked if who == "app"} == {
        "data-authenticity",
        "storage-integrity",
        "signed-code",
        "local-operation",
    }
    assert {who for who, what in asked if what == "denial-of-service-protection"} == {"plug", "service"}
    assert {who for who, what in asked if what == "secure-boot"} == {"plug"}
