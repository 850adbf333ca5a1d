"""Languages: how reports, pictures and documents say things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from iotclass.core.level import Level, Span
from iotclass.core.phrase import Counted, Numeral, Phrase, Series, said, said_many

WORDED = (Phrase, Series, Numeral, Level, Span)
"""What has words of its own among the values of a phrase; all else stays as it is."""

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
        """What is said in English, in this language: a phrase, a level's name, a word of a catalogue.

        A range is printed with a dash, `E–F`; its two points are how a model file writes it.
        """
        if isinstance(text, Span) and not text.certain:
            low, high = map(self.of, text.ends)
            return f"{low} – {high}" if " " in low + high else f"{low}–{high}"
        if isinstance(text, Series):
            return self.of(text.between).join(str(self._value(part)) for part in text.parts)
        if isinstance(text, Numeral):
            return text.translate({ord(","): self.group, ord("."): self.point})
        if not isinstance(text, Phrase):
            return self.messages.get(str(text), (str(text),))[0]
        forms = self.messages.get(text.template)
        if isinstance(text, Counted):
            chosen = forms[self.form(text.counted)] if forms else text.many
            if not forms and text.counted == 1:
                chosen = text.template
        else:
            chosen = forms[0] if forms else text.template
        values = {name: self._value(value) for name, value in text.values.items()}
        return chosen.format(**values) if values else chosen

    def number(self, value: float, digits: int = 0) -> str:
        """A number with groups of three and `digits` after the point, as this language writes it."""
        return self.of(Numeral(f"{value:,.{digits}f}"))

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
        """A value in a template."""
        return self.of(value) if isinstance(value, WORDED) else value


ENGLISH = Language("en", "English", {})
