"""What is in doubt, in words: what it is, what it may be, and the question that settles it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from iotclass.core.content import Content
from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.network import Source, Unknown

_VALUES: dict[tuple[Source, Hashable], str] = {
    (Source.CONTROL, True): "works",
    (Source.CONTROL, False): "does not work",
    (Source.CLAIM, True): "right",
    (Source.CLAIM, False): "wrong",
}


def value_word(unknown: Unknown, value: Hashable) -> str:
    """A value in words."""
    return _VALUES.get((unknown.source, value), str(value))


def name(unknown: Unknown) -> str:
    """What is in doubt, in short."""
    where = unknown.component
    if unknown.source is Source.CONTROL:
        return f"control {unknown.name} of {where}"
    if unknown.source is Source.CLAIM:
        return f"claim that {unknown.name} does not apply to {where}"
    if unknown.source is Source.FACT:
        return f"fact {unknown.name} of {where}"
    if unknown.subject.startswith("severity of "):
        return f"{unknown.subject} on {where}"
    return unknown.subject


def question(unknown: Unknown, method: Method, content: Content, facts: Mapping[str, str]) -> str:
    """The question that settles it."""
    where = unknown.component
    if unknown.source is Source.FACT:
        return f"Of {where}: {facts.get(unknown.name, unknown.name)}"
    if unknown.source in {Source.CONTROL, Source.CLAIM}:
        known = content.framework.functionalities[unknown.name]
        if unknown.source is Source.CLAIM:
            return f"Is it right that “{known.title}” ({unknown.name}) does not apply to {where}?"
        return f"Of {where}: {known.question} Is that in place, and does it work?"
    listed = [_said(value, method) for value in unknown.values]
    choice = f"{', '.join(listed[:-1])} or {listed[-1]}"
    silent = " The model says nothing of it." if unknown.source is Source.SILENCE else ""
    return f"What is the {name(unknown).removeprefix('the ')}: {choice}?{silent}"


def _said(value: Hashable, method: Method) -> str:
    if not isinstance(value, Level):
        return str(value)
    word = method.words.get(value)
    return f"{value} ({word.title})" if word and word.title != str(value) else str(value)
