"""Languages: how reports, pictures and documents say things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from iotclass.core.level import Level, Span
from iotclass.core.phrase import Phrase, said, said_many

_SLIGHT = 1e-12
"""What a sum of probabilities that makes 1 may be off by; nothing is taken off what is small but possible."""


def _english(count: int) -> int:
    return int(count != 1)


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its catalogue: what it says, per English template.

    `messages` gives the forms of a template: one, or one per plural form, of which `form` picks by the
    number counted. `point` and `group` stand in numbers. What the catalogue does not hold is said in
    English.
    """

    code: str
    name: str
    messages: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int] = _english
    point: str = "."
    group: str = ","

    def __call__(self, template: str, /, **values: object) -> str:
        """`template` in this language, with `values` in its braces."""
        return self.of(said(template, **values))

    def many(self, one: str, many: str, count: int, /, **values: object) -> str:
        """`one` or `many` of `count` in this language."""
        return self.of(said_many(one, many, count, **values))

    def of(self, text: object) -> str:
        """What is said in English, in this language: a phrase, a level's name, a word of a catalogue."""
        if isinstance(text, Span) and not text.certain:
            return "..".join(map(self.of, str(text).split("..")))
        if not isinstance(text, Phrase):
            return self.messages.get(str(text), (str(text),))[0]
        forms, pick = self.messages.get(text.template), self.form
        if forms is None:
            forms, pick = (text.template, text.many), ENGLISH.form
        chosen = forms[pick(text.counted) if text.many else 0]
        values = {name: self._value(value) for name, value in text.values.items()}
        return chosen.format(**values) if values else chosen

    def number(self, value: float, digits: int = 0) -> str:
        """A number with groups of three and `digits` after the point, as this language writes it."""
        text = f"{value:,.{digits}f}"
        return text.translate({ord(","): self.group, ord("."): self.point})

    def percent(self, share: float, digits: int = 0) -> str:
        """A share for people: `93 %`, near the ends `0.4 %`.

        What is possible is never `0 %`, what may fail never `100 %`: `< 0.1 %` and `> 99.9 %`.
        """
        if share <= 0 or share >= 1 - _SLIGHT:
            return self("{number} %", number=self.number(0 if share <= 0 else 100))
        if share < 0.001:
            return self("< {number} %", number=self.number(0.1, 1))
        if share > 0.999:
            return self("> {number} %", number=self.number(99.9, 1))
        shown = max(digits, int(not 0.01 <= share <= 0.99))
        return self("{number} %", number=self.number(100 * share, shown))

    def _value(self, value: object) -> object:
        """A value in a template: what has words of its own is said in this language, all else stays."""
        return self.of(value) if isinstance(value, Phrase | Level | Span) else value


ENGLISH = Language("en", "English", {})
