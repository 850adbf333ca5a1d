"""Two versions of a model: what moved, because of what, and what is said otherwise."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iotclass.app.model import open_model
from iotclass.core.assess import assess
from iotclass.core.level import exactly, spanning
from iotclass.core.revision import Cause, Edit, Result, Revision, Shift, Version, revision, version
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.read.content import examples, shipped, vocabulary
from iotclass.read.document import parse
from iotclass.read.model import read_model
from tests.core.edited import bettered
from tests.core.generated import models
from tests.core.reference import BADNESS
from tests.models import METHODS, OURS, PAPER, SMALL, Model, classes_of, components_of, method, system_of
from tests.read.given import EVERYTHING

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def _version(model: Model, by: str) -> Version:
    return version(assess(system_of(model), method(by), SMALL.content))


def _between(old: Model, new: Model, by: str = OURS) -> Revision:
    """What differs between two models, both assessed by one method."""
    return revision(_version(old, by), _version(new, by), method(by))


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


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(both=pairs(), by=st.sampled_from(METHODS))
def test_the_way_back_is_the_way_there_turned_round(both: tuple[Model, Model], by: str) -> None:
    there, back = _between(*both, by), _between(both[1], both[0], by)

    def sides(found: Revision) -> dict[str, tuple[Result | None, Result | None]]:
        return {one.component: (one.was, one.now) for one in found.shifts}

    def told(one: Result | None) -> object:
        return None if one is None else (one.level, one.verdict, one.said)

    assert {id_: tuple(map(told, pair)) for id_, pair in sides(there).items()} == {
        id_: tuple(map(told, reversed(pair))) for id_, pair in sides(back).items()
    }
    assert {one.component for one in there.shifts if one.worse} == {
        one.component for one in back.shifts if one.better
    }
    assert set(there.edits) == set(map(_turned, back.edits))


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(both=pairs(), by=st.sampled_from(METHODS))
def test_what_moved_is_what_two_assessments_say(both: tuple[Model, Model], by: str) -> None:
    (old, new), found = both, _between(*both, by)
    before, after = classes_of(old, by), classes_of(new, by)
    verdicts = [{id_: one.verdict for id_, one in components_of(model, by).items()} for model in both]

    expected = {
        id_
        for id_ in {*before, *after}
        if (id_ in before) != (id_ in after)
        or before[id_] != after[id_]
        or verdicts[0][id_] is not verdicts[1][id_]
    }
    assert {one.component for one in found.shifts} == expected

    worse = set()
    for id_ in set(before) & set(after):
        was, now = before[id_], after[id_]
        if was is not None and now is None:
            worse.add(id_)
        if was is not None and now is not None:
            levels = [[BADNESS[letter] for letter in reversed(one)] for one in (was, now)]
            worse |= {id_} if levels[1] > levels[0] else set()
    assert {one.component for one in found.shifts if one.worse} == worse
    assert all(one.causes == (Cause.MODEL,) for one in found.shifts)


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
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
