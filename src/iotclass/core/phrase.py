"""Phrases: sentences for people that remember what they were made of, so that another language can say them.

A phrase is its English text; what prints it needs to know nothing more. Who speaks another language looks
its template up and puts the same values in (`core/language.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Phrase(str):
    """An English text, with the `template` and the `values` that it was made of.

    `many` is the template where the number `counted` is not one; empty where nothing is counted.
    """

    __slots__ = ("counted", "many", "template", "values")

    template: str
    values: Mapping[str, object]
    many: str
    counted: int


def said(template: str, /, **values: object) -> Phrase:
    """`template` with `values` in its braces; values may be phrases themselves."""
    phrase = Phrase(template.format(**values) if values else template)
    phrase.template, phrase.values, phrase.many, phrase.counted = template, values, "", 0
    return phrase


def said_many(one: str, many: str, count: int, /, **values: object) -> Phrase:
    """`one` where `count` is one, else `many`, with `{count}` and `values` in its braces."""
    values = {"count": count, **values}
    phrase = Phrase((one if count == 1 else many).format(**values))
    phrase.template, phrase.values, phrase.many, phrase.counted = one, values, many, count
    return phrase


def joined(parts: Sequence[object], last: str = "{parts} and {last}") -> Phrase:
    """One or more parts as a list in a sentence: `a, b and c`, or with `last` as its end, `a, b or c`."""
    *first, end = parts
    if not first:
        return said("{part}", part=end)
    listed: object = first[0]
    for part in first[1:]:
        listed = said("{parts}, {next}", parts=listed, next=part)
    return said(last, parts=listed, last=end)
