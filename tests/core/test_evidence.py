"""Support for clauses: every combination of states and facts against what all worlds say; never too much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from iotclass.core.clause import Number, Standing
from iotclass.core.evidence import Support
from iotclass.core.justification import justification
from iotclass.core.proforma import Proforma
from tests.core.asked import STATES, States, Ways, answered, clause, component, control, document, expected

WAYS: tuple[Ways, ...] = ((("a",),), (("a", "b"),), (("a",), ("b",)))
FACTS = (None, "yes", "no", "unknown")


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("ways", WAYS, ids=str)
def test_the_support_of_a_component_is_what_every_world_that_the_model_leaves_says(
    ways: Ways, strict: bool
) -> None:
    proforma = Proforma("d", always=("c",) if strict else ())
    tried = 0
    for a, b, strong in product(STATES, repeat=3):
        states = {"a": a, "b": b, "strong": strong}
        for on, fed in product((*FACTS, "free"), FACTS):
            facts = {name: value for name, value in (("on", on), ("fed", fed)) if value and value != "free"}
            asked = document(clause("c", ways, conditions=() if on == "free" else ("1",)))
            row = answered(asked, (component("x", states, facts=facts),), proforma).rows["c"]
            wanted = expected(ways, states, on, fed, strict=strict)
            assert row.bearings[0].support.value == wanted, (states, facts)
            assert row.support is not None
            assert row.support.value == ("open" if row.silent else wanted), (states, facts)
            assert not (row.silent and any(states[id_] for way in ways for id_ in way))
            tried += 1
    assert tried == 7**3 * 5 * 4


@pytest.mark.parametrize("ways", WAYS, ids=str)
def test_a_control_that_is_added_never_takes_a_yes_away(ways: Ways) -> None:
    found = 0
    for states in product(STATES, repeat=3):
        held = dict(zip(("a", "b", "strong"), states, strict=True))
        asked = document(clause("c", ways))
        if answered(asked, (component("x", held),)).rows["c"].support is not Support.YES:
            continue
        for added in held:
            more = answered(asked, (component("x", {**held, added: "yes"}),)).rows["c"]
            assert more.support is Support.YES
            found += 1
    assert found > 90


def test_support_is_yes_only_if_every_bearing_component_has_the_controls() -> None:
    asked = document(clause("c", (("a",),)))
    tried = 0
    for states in product(STATES, repeat=3):
        parts = tuple(component(f"x{place}", {"a": state}) for place, state in enumerate(states))
        support = answered(asked, parts).rows["c"].support
        said = [
            {"yes": "yes", "not applicable": "n.a.", "unknown": "open"}.get(one or "", "no") for one in states
        ]
        spoken = set(states) - {None, "not applicable"} or set(states) == {"not applicable"}
        wanted = (
            "open" if not spoken or ("open" in said and "no" not in said)
            else "no" if "no" in said
            else "yes" if "yes" in said
            else "n.a."
        )  # fmt: skip
        assert support is not None
        assert support.value == wanted, states
        tried += 1
    assert tried == 343


BEARERS = {
    (): {"thing", "phone", "back", "net"},
    ("device",): {"thing"},
    ("app",): {"phone"},
    ("service",): {"back"},
    ("device", "app"): {"thing", "phone"},
    ("device", "service", "app"): {"thing", "phone", "back", "net"},
    ("process",): {"thing", "phone", "back", "net"},
    ("document",): {"thing", "phone", "back", "net"},
    ("device", "process"): {"thing", "phone", "back", "net"},
}


@pytest.mark.parametrize(("bearer", "wanted"), BEARERS.items(), ids=[" ".join(one) for one in BEARERS])
def test_who_bears_a_clause_is_asked_for_what_the_organisation_has_to_see_to(
    bearer: tuple[str, ...], wanted: set[str]
) -> None:
    every = tuple(component(kind, {}, kind) for kind in ("thing", "phone", "back", "net"))

    row = answered(document(clause("c", (("work",),), bearer=bearer)), every).rows["c"]

    assert {one.component for one in row.bearings} == wanted


def test_what_can_live_nowhere_else_is_asked_of_who_can_have_it_and_else_of_all() -> None:
    asked = document(clause("c", (("a", "cloud"),)), clause("e", (("cloud",),), bearer=("device",)))
    parts = (
        component("t", {"a": "yes"}),
        component("s", {"cloud": "yes"}, "back"),
        component("n", {}, "net"),
    )

    found = answered(asked, parts).rows

    assert {one.component: [held.functionality for held in one.holdings] for one in found["c"].bearings} == {
        "t": ["a"],
        "s": ["cloud"],
    }
    assert found["c"].support is Support.YES
    assert [one.component for one in found["e"].bearings] == ["t"]
    assert found["e"].support is Support.OPEN


@pytest.mark.parametrize(
    ("beside", "wanted"),
    [
        (("thing", "back"), {"a": {"thing"}, "b": {"thing", "handset"}, "cloud": {"back"}}),
        (("thing",), {"a": {"thing"}, "b": {"thing", "handset"}, "cloud": {"handset"}}),
        (("back",), {"a": {"handset"}, "b": {"handset"}, "cloud": {"back"}}),
        ((), {"a": {"handset"}, "b": {"handset"}, "cloud": {"handset"}}),
    ],
)
def test_an_app_is_asked_neither_for_the_device_it_runs_on_nor_for_the_back_end_where_others_make_them(
    beside: tuple[str, ...], wanted: dict[str, set[str]]
) -> None:
    """But for what its kind is asked for (`b`), and for what the organisation does."""
    parts = tuple(component(kind, {}, kind) for kind in (*beside, "handset"))
    asked = document(*(clause(id_, ((id_,),)) for id_ in ("a", "b", "cloud", "work")))

    found = answered(asked, parts).rows

    bearing = {id_: {one.component for one in row.bearings} for id_, row in found.items()}
    assert bearing == {**wanted, "work": {*beside, "handset"}}


def test_only_the_product_counts_and_what_of_it_is_not_in_the_scenario_is_told() -> None:
    asked = document(clause("c", (("a",),)))
    parts = (component("in", {"a": "yes"}), component("out", {"a": "no"}))

    assert answered(asked, parts).rows["c"].support is Support.NO
    bounded = answered(asked, parts, boundary=("in", "gone"))
    assert bounded.rows["c"].support is Support.YES
    assert (bounded.boundary, bounded.stated, bounded.absent) == (("in",), True, ("gone",))
    assert answered(asked, parts, boundary=("gone",)).rows["c"].support is Support.OPEN


def test_what_a_component_without_any_control_has_is_open_and_never_claimed() -> None:
    row = answered(document(clause("c", (("a", "b"),))), (component("x", {}),)).rows["c"]

    assert (row.support, row.silent, row.potential) == (Support.OPEN, True, False)


@pytest.mark.parametrize(("state", "potential"), [("partly", True), ("planned", True), ("no", False)])
def test_what_is_begun_is_no_support_yet_but_may_become_one(state: str, potential: bool) -> None:
    row = answered(document(clause("c", (("a",),))), (component("x", {"a": state}),)).rows["c"]

    assert (row.support, row.potential) == (Support.NO, potential)


def test_headings_parts_and_what_lies_outside_are_told_apart() -> None:
    asked = document(
        clause("h", heading=True),
        clause("t", parent="h"),
        clause("o", out_of_scope="not ours"),
        clause("c", (("a",),)),
        clause("p", parent="c", number=Number.OURS),
    )

    found = answered(asked, (component("x", {"a": "yes"}),))

    assert {id_: (row.standing, row.support) for id_, row in found.rows.items()} == {
        "h": (Standing.HEADING, None),
        "t": (Standing.PARTLY, Support.OPEN),
        "o": (Standing.OUT_OF_SCOPE, None),
        "c": (Standing.ANSWERED, Support.YES),
        "p": (Standing.WITH_PARENT, Support.YES),
    }
    assert found.rows["t"].touched == ("a",)
    assert found.counts == {Support.YES: 1, Support.NO: 0, Support.NOT_APPLICABLE: 0, Support.OPEN: 1}
    assert [row.clause.id for row in found.unanswered] == ["t"]
    assert list(justification(found.rows["o"], found)) == ["Outside this framework: not ours"]


@pytest.mark.parametrize("state", [one for one in STATES if one != "yes"])
@pytest.mark.parametrize("why", ["", "too small"])
def test_a_recommendation_that_is_not_met_needs_a_reason(state: str | None, why: str) -> None:
    asked = document(clause("m", (("a",),), status="M"), clause("r", (("a",),)))

    found = answered(asked, (component("x", {"a": state}, why=why),), Proforma("d", reasons_for=("R",)))

    lacks = state in {None, "no", "partly", "planned"} and not (why and state)
    assert found.rows["r"].unreasoned == ((("x", "a"),) if lacks else ())
    assert found.rows["m"].unreasoned == ()
    told = "\n".join(justification(found.rows["r"], found))
    assert ("no reason given: gap" in told) == lacks


def test_what_does_not_apply_needs_a_reason_and_is_open_without() -> None:
    asked = document(clause("c", (("a",),)))

    reasons = {
        why: answered(asked, (component("x", {"a": "not applicable"}, why=why),)).rows["c"].support
        for why in ("", "it has no door")
    }

    assert reasons == {"": Support.OPEN, "it has no door": Support.NOT_APPLICABLE}


def test_what_only_touches_a_clause_never_says_that_it_does_not_apply() -> None:
    asked = document(clause("free"), clause("hung", conditions=("1",)))

    support = {
        (on, state): {
            id_: row.support
            for id_, row in answered(asked, (component("x", {"a": state}, facts={"on": on}),)).rows.items()
        }
        for on in ("yes", "no")
        for state in ("yes", "no", "not applicable")
    }

    assert len(support) == 6
    for (on, _), found in support.items():
        assert found == {
            "free": Support.OPEN,
            "hung": Support.NOT_APPLICABLE if on == "no" else Support.OPEN,
        }


@pytest.mark.parametrize(
    ("states", "facts", "why"),
    [({"b": "not applicable"}, {}, ""), ({"b": "not applicable"}, {}, "small"), ({}, {"fed": "no"}, "")],
)
def test_what_may_not_be_said_not_to_apply_counts_as_no_and_says_so(
    states: States, facts: Mapping[str, str], why: str
) -> None:
    asked = document(clause("c", (("b",),)))

    found = answered(asked, (component("x", states, facts=facts, why=why),), Proforma("d", always=("c",)))

    assert found.rows["c"].support is Support.NO
    assert "it counts as no" in justification(found.rows["c"], found)[0]


def test_a_recommendation_lost_by_what_is_said_not_to_apply_without_a_reason_lacks_one() -> None:
    asked = document(clause("r", (("a",), ("b",))))
    parts = (component("x", {"a": "not applicable", "b": "no"}, why=""),)

    row = answered(asked, parts, Proforma("d", reasons_for=("R",))).rows["r"]

    assert (row.support, row.unreasoned) == (Support.NO, (("x", "a"),))


def test_reasons_are_not_said_to_be_given_where_they_are_missing() -> None:
    asked = document(clause("j", (("work",),), status="M"), clause("r", (("a",),)), clause("s", (("b",),)))
    proforma = Proforma("d", reasons_for=("R",), reasons_at="j")
    held = {"work": "yes", "b": "yes"}

    missing = answered(asked, (component("x", held),), proforma).rows["j"]
    given = answered(asked, (component("x", {**held, "a": "no"}),), proforma).rows["j"]

    assert (missing.support, missing.unjustified) == (Support.NO, 1)
    assert (given.support, given.unjustified) == (Support.YES, 0)


def test_a_row_names_component_control_reason_and_that_no_evidence_is_named() -> None:
    found = answered(
        document(clause("c", (("a", "b"),))), (component("x", {"strong": "yes", "b": "partly"}),)
    )

    assert list(justification(found.rows["c"], found)) == [
        "x: b: partly; so it is",
        "x: a: yes, by the stronger strong; so it is; no evidence named",
    ]


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("We asked", "We asked; no evidence named"),
        ("We asked.", "We asked; no evidence named"),
        ("We asked. They did not say.", "We asked. They did not say; no evidence named"),
        ("Who knows?", "Who knows? no evidence named"),
        ("It is!", "It is! no evidence named"),
        ("It goes on…", "It goes on… no evidence named"),
        ("It goes on...", "It goes on... no evidence named"),
    ],
)
def test_a_reason_with_a_mark_at_its_end_gets_no_second_one(why: str, told: str) -> None:
    found = answered(document(clause("c", (("a",),))), (component("x", {"a": "yes"}, why=why),))

    assert list(justification(found.rows["c"], found)) == [f"x: a: yes; {told}"]


@pytest.mark.parametrize(
    ("by", "told"),
    [("", "x: a: no; so it is"), ("Ann", "x: a: no; so it is"), ("Bo", "x: a: no; so it is; says Bo")],
)
def test_who_says_it_is_told_where_it_is_not_the_models_own_assessor(by: str, told: str) -> None:
    part = component("x", {})
    part = replace(part, controls={"a": replace(control("a", "no"), by=by)})
    found = answered(document(clause("c", (("a",),))), (part,))
    found = replace(found, system=replace(found.system, assessment={"by": "Ann"}))

    assert list(justification(found.rows["c"], found)) == [told]


def test_of_what_does_not_apply_only_what_decides_it_is_told() -> None:
    asked = document(clause("c", (("a",),), conditions=("1",)))

    found = answered(asked, (component("x", {"a": "not applicable"}, why="it has no door"),))

    assert found.rows["c"].support is Support.NOT_APPLICABLE
    assert list(justification(found.rows["c"], found)) == ["x: a: not applicable; it has no door"]


def test_the_component_that_decides_is_told_first() -> None:
    parts = tuple(component(state, {"a": state}) for state in ("not applicable", "yes", "unknown", "no"))
    asked = document(clause("c", (("a",),)))

    for decides in range(len(parts), 0, -1):
        found = answered(asked, parts[:decides])
        told = [line.split(":")[0] for line in justification(found.rows["c"], found)]
        assert told == ["no", "unknown", "yes", "not applicable"][-decides:]


def test_what_no_control_speaks_of_is_open_and_not_said_to_count_as_no() -> None:
    asked = document(clause("c", (("a", "b"),)))

    silent = answered(asked, (component("x", {}),))
    partly = answered(asked, (component("x", {"a": "yes"}),))

    assert list(justification(silent.rows["c"], silent)) == [
        "No control answers it",
        "x: the model states none of: a, b",
    ]
    assert justification(partly.rows["c"], partly)[0] == "x: not stated (counts as no): b"


def test_only_what_hangs_on_a_condition_that_may_not_hold_can_be_said_not_to_apply() -> None:
    """EN 303 645, Table B.1: N/A is for a conditional provision whose condition does not hold."""
    changed = 0
    cases = product(("M", "R", ""), STATES, FACTS, ("free", *FACTS), ((), ("M",), ("M", "R")))
    for status, state, fed, on, named in cases:
        facts = {name: value for name, value in (("on", on), ("fed", fed)) if value and value != "free"}
        hung = () if on == "free" else ("1",)
        asked = document(clause("c", (("b",),), status=status, conditions=hung))
        parts = (component("x", {"b": state}, facts=facts),)
        found = answered(asked, parts, Proforma("d", unless_conditional=named))
        row, otherwise = found.rows["c"], answered(asked, parts).rows["c"]
        inadmissible = (
            otherwise.support is Support.NOT_APPLICABLE and status in named and on in {"free", "yes"}
        )
        wanted = Support.NO if inadmissible else otherwise.support
        assert (row.support, row.refused) == (wanted, inadmissible), (status, state, facts, named)
        refusing = "Said not to apply, which the document does not admit here: it counts as no"
        assert (refusing in justification(row, found)) is inadmissible
        changed += inadmissible
    assert changed == 3 * (6 + 3 + 4)  # without a condition: by the fact or by the claim; with one that holds


@pytest.mark.parametrize(("other", "wanted"), [("yes", Support.YES), ("no", Support.NO)])
def test_a_part_to_which_it_does_not_apply_takes_nothing_from_the_others(other: str, wanted: Support) -> None:
    asked = document(clause("c", (("a",),), status="M"))
    parts = (component("x", {"a": "not applicable"}), component("y", {"a": other}))
    row = answered(asked, parts, Proforma("d", unless_conditional=("M",))).rows["c"]
    assert (row.support, row.refused) == (wanted, False)
