"""What is in doubt, in words: what it is, what it may be, and the question that settles it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from iotclass.core.content import Content
from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.network import Source, Unknown
from iotclass.core.phrase import Phrase, joined, said


def value_word(unknown: Unknown, value: Hashable) -> str:
    """A value in words."""
    works = {True: said("works"), False: said("does not work")}
    holds = {True: said("right"), False: said("wrong")}
    if unknown.source is Source.CONTROL and value in works:
        return works[value is True]
    if unknown.source is Source.CLAIM and value in holds:
        return holds[value is True]
    return str(value)


def name(unknown: Unknown) -> str:
    """What is in doubt, in short."""
    id_, where = unknown.name, unknown.component
    if unknown.source is Source.CONTROL:
        return said("control {id} of {component}", id=id_, component=where)
    if unknown.source is Source.CLAIM:
        return said("claim that {id} does not apply to {component}", id=id_, component=where)
    if unknown.source is Source.FACT:
        return said("fact {id} of {component}", id=id_, component=where)
    if unknown.subject.startswith("severity of "):
        return said("{severity} on {component}", severity=unknown.subject, component=where)
    return unknown.subject


def question(unknown: Unknown, method: Method, content: Content, facts: Mapping[str, str]) -> Phrase:
    """The question that settles it."""
    where = unknown.component
    if unknown.source is Source.FACT:
        asked = facts.get(unknown.name, unknown.name)
        return said("Of {component}: {question}", component=where, question=said(asked))
    if unknown.source in {Source.CONTROL, Source.CLAIM}:
        known = content.framework.functionalities[unknown.name]
        if unknown.source is Source.CLAIM:
            return said(
                "Is it right that “{title}” ({id}) does not apply to {component}?",
                title=known.title,
                id=unknown.name,
                component=where,
            )
        return said(
            "Of {component}: {question} Is that in place, and does it work?",
            component=where,
            question=known.question,
        )
    listed = joined([_said(value, method) for value in unknown.values], "{parts} or {last}")
    subject = name(unknown)
    asked = said("What is the {subject}: {choice}?", subject=subject, choice=listed)
    if subject.startswith("the "):  # as a judgement that is shared
        asked = said("What is {subject}: {choice}?", subject=subject, choice=listed)
    if unknown.source is Source.SILENCE:
        return said("{question} The model says nothing of it.", question=asked)
    return asked


def _said(value: Hashable, method: Method) -> object:
    if not isinstance(value, Level):
        return str(value)
    word = method.words.get(value)
    if word is None or word.title == str(value):
        return value
    return said("{level} ({title})", level=value, title=said(word.title))
