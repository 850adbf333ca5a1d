"""Two versions of a model: what moved, because of what, and what is said otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iotclass.app.model import open_model
from iotclass.core.assess import ComponentAssessment, assess
from iotclass.core.level import exactly, spanning
from iotclass.core.revision import Cause, Edit, Result, Shift, Version, revision, version
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.read.content import examples, shipped, vocabulary
from iotclass.read.document import parse
from iotclass.read.model import read_model
from tests.core.edited import bettered
from tests.core.generated import models
from tests.core.reference import BADNESS
from tests.models import METHODS, OURS, PAPER, SMALL, Model, components_of, ends, method, system_of
from tests.read.given import EVERYTHING

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def _version(model: Model, by: str) -> Version:
    return version(assess(system_of(model), method(by), SMALL.content))


def _rewritten(text: str) -> bytes:
    """A model with every comment gone, in another form and another order."""
    return json.dumps(parse(text, "m.yaml").plain(), sort_keys=True).encode()


MODELS = {name: path.read_text("utf-8") for name, path in examples().items()} | {"everything": EVERYTHING}


@pytest.mark.parametrize("text", MODELS.values(), ids=MODELS)
def test_a_model_does_not_differ_from_itself_in_whatever_form(text: str) -> None:
    content = shipped()
    first, second = (
        read_model(found, file, vocabulary(content))
        for found, file in ((text.encode(), "m.yaml"), (_rewritten(text), "other.json"))
    )
    by = content.content.methods[first.method]
    old, new = (version(assess(one, by, content.content)) for one in (first, second))

    found = revision(old, new, by)

    assert first.sha256 != second.sha256
    assert (found.shifts, found.edits, found.failed) == ((), (), ())
    assert (found.only_old, found.only_new) == ((), ())
    assert set(found.common) == {one.id for one in first.scenarios}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Model, Model]:
    """Two models, often the one a change of the other."""
    first = draw(models(most=3))
    return first, draw(st.one_of(bettered(first), models(most=3)))


def _turned(edit: Edit) -> Edit:
    return Edit(edit.component, edit.what, edit.after, edit.before, edit.in_words, edit.scenarios)


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(both=pairs(), by=st.sampled_from(METHODS))
def test_what_moved_is_what_two_assessments_say_and_the_way_back_is_the_way_turned_round(
    both: tuple[Model, Model], by: str
) -> None:
    before, after = (components_of(model, by) for model in both)
    old, new = (_version(model, by) for model in both)
    there, back = revision(old, new, method(by)), revision(new, old, method(by))

    def told(found: Mapping[str, ComponentAssessment], id_: str) -> object:
        one = found.get(id_)
        return None if one is None else (one.outcome.final.level, one.verdict)

    def sides(one: Shift) -> list[object]:
        return [None if side is None else (side.level, side.verdict) for side in (one.was, one.now)]

    expected = {id_: [told(before, id_), told(after, id_)] for id_ in {*before, *after}}
    expected = {id_: pair for id_, pair in expected.items() if pair[0] != pair[1]}
    assert {one.component: sides(one) for one in there.shifts} == expected
    assert {one.component: sides(one)[::-1] for one in back.shifts} == expected
    assert {one.component for one in there.shifts if one.worse} == {
        one.component for one in back.shifts if one.better
    }
    assert set(there.edits) == set(map(_turned, back.edits))
    assert all(one.causes == (Cause.MODEL,) for one in there.shifts)

    worse = set()
    for id_ in set(before) & set(after):
        was, now = (ends(found[id_].outcome.final.level) for found in (before, after))
        levels = [[BADNESS[letter] for letter in reversed(one or "FF")] for one in (was, now)]
        worse |= {id_} if (was is not None and now is None) or (was and levels[1] > levels[0]) else set()
    assert {one.component for one in there.shifts if one.worse} == worse


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(both=pairs(), methods=st.permutations(METHODS))
def test_what_the_method_did_is_told_from_what_the_model_did(
    both: tuple[Model, Model], methods: list[str]
) -> None:
    (old, new), (first, second) = both, methods
    half = _version(old, second)
    found = revision(_version(old, first), _version(new, second), method(second), half)
    by = [(components_of(old, first)), components_of(old, second), components_of(new, second)]

    for one in found.shifts:
        if one.was is None or one.now is None:
            continue
        results = [(at[one.component].outcome.final.level, at[one.component].verdict) for at in by]
        expected = {Cause.MODEL} if results[1] != results[2] else set()
        expected |= {Cause.METHOD} if results[0] != results[1] else set()
        assert set(one.causes) == expected
        assert expected
        assert (one.moved is not None) == (results[1][0] != results[2][0])


def test_the_same_model_by_another_method_moves_because_of_the_method_alone() -> None:
    moved = 0
    for name in examples():
        opened = open_model(name)
        by = [opened.content.methods[id_] for id_ in (PAPER, OURS)]
        old, new = (version(assess(opened.system, one, opened.content)) for one in by)
        found = revision(old, new, by[1], new)
        assert {one.causes for one in found.shifts} <= {(Cause.METHOD,)}
        assert {one.moved for one in found.shifts} <= {None}
        assert found.edits == ()
        moved += len(found.shifts)
    assert moved > 10


LEVEL = exactly(SecurityClass.C)


def _shift(was: Verdict | None, now: Verdict | None) -> Shift:
    before, after = (None if one is None else Result(LEVEL, one, None, "", {}) for one in (was, now))
    return Shift("base", "a", before, after, (), None)


HELD = {None, Verdict.MET, Verdict.ACCEPTED, Verdict.NO_REQUIREMENT}
FAILED = {Verdict.NOT_MET, Verdict.OPEN, Verdict.NOT_ASSESSED}


def test_a_requirement_is_broken_that_is_not_met_now_and_was_not_unmet_before() -> None:
    tried = 0
    for was, now in product([None, *Verdict], repeat=2):
        tried += 1
        assert _shift(was, now).broken is (was in HELD and now in FAILED), (was, now)
        required = was not in {None, Verdict.NO_REQUIREMENT}
        assert _shift(was, now).dropped is (required and now in {None, Verdict.NO_REQUIREMENT}), (was, now)
        assert not _shift(was, now).worse
    assert {None, *Verdict} == HELD | FAILED
    assert tried == 49


def test_a_class_is_worse_at_its_worst_end_or_that_being_equal_at_its_best() -> None:
    spans = [None, *(spanning(ends) for ends in product(SecurityClass, repeat=2))]
    tried = 0
    for one, other in product(spans, repeat=2):
        was, now = (Result(span, Verdict.NO_REQUIREMENT, None, "", {}) for span in (one, other))
        shift = Shift("base", "a", was, now, (), None)
        key = [(9, 9) if span is None else (span.worst.rank, span.best.rank) for span in (one, other)]
        assert (shift.worse, shift.better) == (key[1] > key[0], key[1] < key[0])
        tried += 1
    assert tried == 37 * 37


def test_what_scenarios_share_is_told_once_and_what_they_do_not_by_name() -> None:
    text = EVERYTHING.replace("kind: mobile-app", "kind: gateway").replace("storm: low", "storm: high")
    content = shipped()
    old, new = (
        version(
            assess(
                read_model(found.encode(), "m.yaml", vocabulary(content)),
                method(OURS),
                content.content,
            )
        )
        for found in (EVERYTHING, text.replace("  two:\n    extends: one", "  three:\n    extends: one"))
    )

    found = revision(old, new, method(OURS))

    assert (found.only_old, found.only_new, found.common) == (("two",), ("three",), ("one",))
    assert found.edits == (
        Edit("controller", "challenge storm", "low", "high", in_words=False, scenarios=("one",)),
        Edit("phone", "kind", "mobile-app", "gateway", in_words=False, scenarios=("one",)),
    )
