"""The severity of a challenge from answers to the library's questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from math import prod

from iotclass.core.challenge import KnownChallenge, Question
from iotclass.core.judgement import Judgement
from iotclass.core.level import exactly, spanning, worst
from iotclass.core.phrase import said, series
from iotclass.core.place import Place, Problem
from iotclass.core.scale import Severity
from iotclass.read.document import Node
from iotclass.read.judgement import Reader


def answered(
    known: KnownChallenge | None, id_: str, node: Node, place: Place, reader: Reader
) -> Judgement | None:
    """The severity that the answers of the challenge `node` give: the worst of them."""
    answers = node.mapping["answers"]
    if known is None:
        message = f"{id_!r} is a challenge of your own: there are no questions to answer"
        where = Place(reader.file, *node.keys["answers"])
        reader.problems.append(Problem(where, message, "a `severity`"))
        return None
    found, told = [], []
    for name, answer in answers.mapping.items():
        if not reader.known(Node(name, *answers.keys[name]), known.questions, f"question of {id_}"):
            return None
        question = known.questions[name]
        if answer.text == "unknown":
            found.append(_severities(question))
        elif reader.known(answer, question.answers, f"answer to {name} of {id_}"):
            found.append([question.answers[answer.text].severity])
            told.append(said(question.question))
            told.append(said(question.answers[answer.text].says))
        else:
            return None
    for name in known.questions:
        if name not in answers.mapping:
            message = f"{id_}: the question {name!r} is not answered: {known.questions[name].question}"
            listed = ", ".join([*known.questions[name].answers, "unknown"])
            reader.problems.append(Problem(place, message, f"one of {listed}"))
            return None
    given = reader.particulars(node, place, Severity)
    reason = f"{given.why}." if given.why and given.why[-1] not in ".!?" else given.why
    open_ = any(answer.text == "unknown" for answer in answers.mapping.values())
    return replace(
        given,
        span=worst(spanning(one) if len(one) > 1 else exactly(one[0]) for one in found),
        weights=worst_weights(found) if open_ else (),
        unanswered=bool(open_),
        why=series(" ", filter(None, (reason, *told))),
        written=(answers.line, answers.column),
    )


def _severities(question: Question) -> list[Severity]:
    return [one.severity for one in question.answers.values()]


def worst_weights(possible: Iterable[list[Severity]]) -> tuple[tuple[Severity, float], ...]:
    """How likely each severity is to be the worst of several, each one of its `possible` ones, all alike.

    The worst is at most a level where each of them is; the rest is the difference from level to level.
    """
    each = list(possible)
    found, below = [], Fraction(0)
    for level in Severity:
        up_to = prod(Fraction(sum(one <= level for one in levels), len(levels)) for levels in each)
        if up_to > below:
            found.append((level, float(up_to - below)))
        below = Fraction(up_to)
    return tuple(found)
