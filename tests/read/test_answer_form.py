"""How likely each severity is where a question about a challenge is not answered."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotclass.core.challenge import Answer, KnownChallenge, Question
from iotclass.core.judgement import Judgement
from iotclass.core.level import Span, exactly
from iotclass.core.scale import Severity
from iotclass.read.answer import worst_weights
from iotclass.read.content import shipped, vocabulary
from iotclass.read.model import read_model
from tests.models import HERE, judged
from tests.read.given import HEAD

LOWEST, LOW, MEDIUM, HIGH, HIGHEST = Severity


def question(**answers: Severity) -> Question:
    """A question with its answers by id."""
    return Question("How is it?", {id_: Answer(severity, "So.") for id_, severity in answers.items()})


QUESTIONS = {
    "size": question(small=HIGH, middling=LOW, large=LOW),
    "place": question(inside=LOWEST, outside=MEDIUM),
}
KNOWN = KnownChallenge(
    "storm", "Storm", "It storms.", "area", "topic", ("device",), (), ("protection",), "", QUESTIONS, (), HERE
)
WORDS = replace(vocabulary(shipped()), challenges={"storm": KNOWN})


def severity(answers: str, more: str = "") -> Judgement:
    """The severity of a storm with these answers."""
    text = f"{HEAD}components: {{a: {{kind: sensor, challenges: {{storm: {{answers: {answers}{more}}}}}}}}}\n"
    (found,) = read_model(text.encode(), "m.yaml", WORDS).scenarios[0].components["a"].challenges or ()
    return judged(found)


def test_what_is_answered_has_no_weights() -> None:
    found = severity("{size: large, place: outside}")

    assert (found.span, found.weights) == (exactly(MEDIUM), ())


def test_the_answers_to_a_question_left_open_count_alike() -> None:
    found = severity("{size: unknown, place: inside}")

    assert found.span == Span(LOW, HIGH)
    assert dict(found.weights) == pytest.approx({LOW: 2 / 3, HIGH: 1 / 3})


def test_an_answer_that_is_worse_hides_what_a_question_left_open_may_be() -> None:
    found = severity("{size: small, place: unknown}")

    assert (found.span, found.weights) == (exactly(HIGH), ((HIGH, 1.0),))


def test_questions_left_open_are_independent_and_the_worst_counts() -> None:
    """Small (1/3) is high whatever the place; else outside (1/2) is medium and inside low."""
    found = severity("{size: unknown, place: unknown}")

    assert found.span == Span(LOW, HIGH)
    assert dict(found.weights) == pytest.approx({LOW: 1 / 3, MEDIUM: 1 / 3, HIGH: 1 / 3})


def test_a_severity_from_answers_is_written_where_they_are() -> None:
    found = severity("{size: unknown, place: inside}", ", sure: guess, by: Eve")

    line = "components: {a: {kind: sensor, challenges: {storm: {answers: "
    assert (found.written, found.sure, found.by) == ((3, len(line) + 1), "guess", "Eve")


LEVELS = st.lists(st.sampled_from(Severity), min_size=1, max_size=4)


@given(st.lists(LEVELS, min_size=1, max_size=4))
def test_the_weights_are_those_of_going_through_all_answers(possible: list[list[Severity]]) -> None:
    worlds = Counter(max(world) for world in product(*possible))
    expected = {level: Fraction(count, worlds.total()) for level, count in worlds.items()}

    found = worst_weights(possible)

    assert dict(found) == pytest.approx(expected)
    assert [level for level, _ in found] == sorted(expected)
    assert math.fsum(weight for _, weight in found) == pytest.approx(1)
