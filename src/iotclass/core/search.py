"""Finding functionalities: by words and their synonyms, and by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from iotclass.core.functionality import Framework, Functionality, Term

_WORD = re.compile(r"[a-z0-9]+")
_ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ised",
    "ized",
    "ies",
    "ly",
    "ers",
    "es",
    "ed",
    "er",
    "s",
    "e",
    "y",
)
"""What words of one kin differ in; the longest that fits is taken off."""
_STEM = 4
"""The least that is left of a word."""
Phrase = tuple[str, ...]
_EMPTY = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "is"}
)
_EMPTY |= {"it", "of", "on", "or", "that", "the", "to", "with"}
_WEIGHTS = (("title", 8.0), ("id", 6.0), ("question", 4.0), ("statement", 4.0), ("why", 1.0), ("check", 2.0))
_SYNONYM = 0.6
"""How much a word counts that the vocabulary holds for one that was asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A functionality that a search found; the larger `score`, the better it fits."""

    functionality: Functionality
    score: float


def search(framework: Framework, words: str) -> tuple[Found, ...]:
    """The functionalities that `words` speak of, best first.

    Every word counts by where it stands (a title more than a reason), and so, at less, does every word
    that the vocabulary knows to mean the same. What has more of the words goes first.
    """
    wanted = _wanted(words, framework.vocabulary)
    if not wanted:
        return ()
    found = []
    for one in framework.functionalities.values():
        fields = [(_stems(getattr(one, name)), weight) for name, weight in _WEIGHTS]
        fields.append((_stems(f"{framework.topics[one.topic].title} {framework.areas[one.area].title}"), 1.0))
        scores = [_score(stem, others, fields) for stem, others in wanted]
        if any(scores):
            share = sum(score > 0 for score in scores) / len(scores)
            found.append(Found(one, round(sum(scores) * share * share, 3)))
    return tuple(sorted(found, key=lambda one: (-one.score, one.functionality.id)))


def _wanted(words: str, vocabulary: Iterable[Term]) -> list[tuple[str, set[Phrase]]]:
    """Each word asked for, and the phrases that mean the same as it, or as a phrase that it is part of."""
    asked = _stems(words)
    found: list[tuple[str, set[Phrase]]] = [(stem, set()) for stem in asked]
    for phrase, others in _groups(vocabulary).items():
        for begin in range(len(asked) - len(phrase) + 1):
            if tuple(asked[begin : begin + len(phrase)]) == phrase:
                for _, meant in found[begin : begin + len(phrase)]:
                    meant.update(others)
    return found


def _groups(vocabulary: Iterable[Term]) -> dict[Phrase, set[Phrase]]:
    """Per phrase of the vocabulary, the phrases that mean the same."""
    found: dict[Phrase, set[Phrase]] = {}
    for term in vocabulary:
        phrases = {tuple(_stems(word)) for word in (term.term, *(word for word, _ in term.words))}
        for phrase in phrases - {()}:
            found.setdefault(phrase, set()).update(phrases - {phrase, ()})
    return found


def _score(stem: str, others: Iterable[Phrase], fields: Iterable[tuple[list[str], float]]) -> float:
    """The weights of the fields that hold `stem`, or at less those that hold one of `others`."""
    return max(
        sum(weight for stems, weight in fields if stem in stems),
        *(_SYNONYM * sum(weight for stems, weight in fields if _holds(stems, one)) for one in others),
        0.0,
    )


def _holds(stems: list[str], phrase: Phrase) -> bool:
    """Whether a field holds the phrase, its words one after another."""
    starts = (place for place, stem in enumerate(stems) if stem == phrase[0])
    return any(tuple(stems[place : place + len(phrase)]) == phrase for place in starts)


def _stems(text: str) -> list[str]:
    """The words of `text` without their endings, in order."""
    return [_stem(word) for word in _WORD.findall(text.casefold()) if word not in _EMPTY]


@cache  # the same words come again and again
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def selected(framework: Framework, **wanted: str | None) -> Iterator[Functionality]:
    """The functionalities of which each field named holds the value: `lives="device"`, `area=…`.

    None leaves a field open. `document` is the id of a document to be traced to.
    """
    fields = {
        {"document": "documents"}.get(name, name): value
        for name, value in wanted.items()
        if value is not None
    }
    for one in framework.functionalities.values():
        if all(_is(getattr(one, name), value) for name, value in fields.items()):
            yield one


def _is(field: object, value: str) -> bool:
    return value in field if isinstance(field, tuple) else field == value
