"""Judgements as a model writes them: a level, a range, a distribution, `unknown` or several opinions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar

from iotclass.core.judgement import Judgement
from iotclass.core.level import Level, Span, exactly, spanning, whole
from iotclass.core.place import Place, Problem
from iotclass.core.scale import SCALES, scale_name
from iotclass.read.document import Node
from iotclass.read.hint import range_meant
from iotclass.read.word import LONG_FORM, nearest, shortened, unknown

L = TypeVar("L", bound=Level)

ROUNDED = 0.001
"""How far from 1 the sum of weights may be: people write three digits."""

ALL = "*"
"""In place of an id, which it is none of: that there are no shared judgements, as the section is invalid."""


@cache
def by_word(scale: type[L]) -> dict[str, L]:
    """The levels of `scale` by the words that files use."""
    return {str(level): level for level in scale}


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading judgements needs: the file, its shared judgements, its defaults; problems are added.

    `by`, `on` and `sure` are what holds where a judgement does not say. `broken` are the shared judgements
    that are invalid, of which a problem tells already; `used` gathers those that something names.
    """

    file: str
    shared: Node
    evidence: Node
    by: str
    on: str
    problems: list[Problem]
    sure: str = ""
    broken: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)

    @property
    def defaults(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Who judged and when, where a judgement does not say."""
        return ("by", self.by), ("on", self.on)

    def places(self) -> Iterator[tuple[str, Place]]:
        """Every shared judgement by id, with its place."""
        for id_ in self.shared.mapping:
            yield id_, Place(self.file, *self.shared.keys[id_])

    def judgement(self, node: Node, place: Place, scale: type[Level], key: str = "level") -> Judgement | None:
        """The judgement that `node` states under `key`; None where that is invalid."""
        if not _long(node, scale):
            given = Judgement(whole(scale), place, by=self.by, on=self.on, sure=self.sure)
            return self._levelled(node, scale, given)
        given, said = self.particulars(node, place, scale), node
        if key != "level" and key in node.mapping and _long(node.mapping[key], scale):
            said, key = node.mapping[key], "level"
            inner = replace(self, by=given.by, on=given.on, sure=given.sure).particulars(said, place, scale)
            given = replace(inner, why=inner.why or given.why, evidence=inner.evidence or given.evidence)
        if "judgement" in said.mapping:
            return self._variable(said.mapping["judgement"], scale, given)
        return self._levelled(said.mapping[key], scale, given) if key in said.mapping else None

    def particulars(self, node: Node, place: Place, scale: type[Level]) -> Judgement:
        """All that a long form says but the level."""
        said = {key: node.mapping[key].text for key in ("why", "by", "on", "sure") if key in node.mapping}
        in_effect = "in_effect" in node.mapping and node.mapping["in_effect"].value is True
        return Judgement(
            whole(scale),
            place,
            said.get("why", ""),
            said.get("by", self.by),
            said.get("on", self.on),
            self.evidence_ids(node),
            said.get("sure", self.sure),
            in_effect=in_effect,
            weight=weight(node),
        )

    def evidence_ids(self, node: Node) -> tuple[str, ...]:
        """The ids of the evidence that `node` names, each known."""
        if "evidence" not in node.mapping:
            return ()
        items = node.mapping["evidence"].sequence
        for item in items:
            self.known(item, self.evidence.mapping, "evidence")
        return tuple(item.text for item in items)

    def known(self, node: Node, valid: Mapping[str, object], what: str) -> bool:
        """Whether `node` names one of `valid`; a problem where it does not."""
        if node.text in valid:
            return True
        self.unknown(
            Place(self.file, node.line, node.column), f"no {what} {shortened(node.text)}", node.text, valid
        )
        return False

    def unknown(self, place: Place, message: str, word: str, valid: Mapping[str, object]) -> None:
        """Add the problem that `word` is none of `valid`."""
        unknown(place, message, word, valid, self.problems)

    def _variable(self, name: Node, scale: type[Level], given: Judgement) -> Judgement | None:
        """A shared judgement, with what the place that uses it adds."""
        self.used.add(name.text)
        if name.text in self.broken or ALL in self.broken:
            return None
        if not self.known(name, self.shared.mapping, "shared judgement"):
            return None
        node = self.shared.mapping[name.text]
        if "level" not in node.mapping:
            return None
        place = Place(self.file, *self.shared.keys[name.text])
        levels = [level for level in _words(node.mapping["level"]) if level not in by_word(scale)]
        levels = [level for level in levels if level != "unknown"]
        if levels:
            where = Place(self.file, name.line, name.column)
            message = (
                f"the judgement {name.text!r} gives {levels[0]!r}, not on this scale ({scale_name(scale)})"
            )
            self.problems.append(Problem(where, message, _listed(scale)))
            return None
        own = replace(self, sure="").particulars(node, place, scale)
        why = "; ".join(filter(None, (given.why, own.why)))  # why it holds here, and why at all
        own = replace(own, why=why, variable=name.text, in_effect=given.in_effect)
        return self._levelled(node.mapping["level"], scale, own)

    def _levelled(self, node: Node, scale: type[Level], given: Judgement) -> Judgement | None:
        """`given` with the span (and the weights, or the opinions) that `node` writes."""
        given = replace(given, written=(node.line, node.column))
        if isinstance(node.value, list):
            return self._pooled(node, scale, given)
        if len(node.mapping) < len(node.keys):
            return None  # what is missing is a problem already
        if isinstance(node.value, dict):
            weights = self.weights(node, scale)
            if not weights:
                return None
            support = spanning(level for level, weight in weights if weight > 0)
            return replace(given, span=support, weights=weights)
        span = self.span(node, scale)
        return None if span is None else replace(given, span=span)

    def _pooled(self, node: Node, scale: type[Level], given: Judgement) -> Judgement | None:
        """`given` with what several people say: the span covers it all, and no weights say how it adds up."""
        reader = replace(self, on=given.on, sure="")
        opinions = []
        for item in self.opinions(node, "level"):
            said = reader.particulars(item, Place(self.file, item.line, item.column), scale)
            opinion = self._levelled(item.mapping["level"], scale, said)
            opinions += [] if opinion is None else [opinion]
        if not opinions:
            return None
        return replace(
            given,
            span=spanning(end for one in opinions for end in (one.span.best, one.span.worst)),
            why=given.why or joined((one.by, one.why) for one in opinions),
            by=", ".join(one.by for one in opinions),
            sure="",
            opinions=tuple(opinions),
        )

    def opinions(self, node: Node, key: str) -> Iterator[Node]:
        """The opinions of a list that say something under `key`; a problem where somebody has two."""
        heard: set[str] = set()
        for item in node.sequence:
            if not {key, "by"} <= set(item.mapping):
                continue  # a problem already
            by = item.mapping["by"]
            if by.text in heard:
                place = Place(self.file, by.line, by.column)
                message = f"{shortened(by.text)} has an opinion in this list already"
                self.problems.append(Problem(place, message, "one opinion of each assessor"))
                continue
            heard.add(by.text)
            yield item

    def weights(self, node: Node, scale: type[Level]) -> tuple[tuple[Level, float], ...]:
        """A distribution's levels and weights; empty, with a problem, where they do not sum to 1.

        Weights that people have rounded sum to nearly 1, and are scaled.
        """
        words = by_word(scale)
        if not set(node.mapping) <= set(words):
            return ()
        found = {words[key]: float(weight.text) for key, weight in node.mapping.items() if weight.text}
        total = math.fsum(found.values())
        if round(abs(total - 1), 9) > ROUNDED:
            place = Place(self.file, node.line, node.column)
            self.problems.append(Problem(place, f"the weights sum to {total:.10g}", "weights that sum to 1"))
            return ()
        scaled = ((level, weight / total) for level, weight in found.items())
        return tuple(sorted(scaled, key=lambda pair: pair[0].rank))

    def span(self, node: Node, scale: type[L]) -> Span[L] | None:
        """The span that one level, a range or `unknown` writes; None, with a problem, where it is invalid."""
        words = by_word(scale)
        if node.text == "unknown":
            return whole(scale)
        low, dots, high = node.text.partition("..")
        if low not in words or (dots and high not in words):
            place = Place(self.file, node.line, node.column)
            near = nearest(node.text, words)
            self.problems.append(Problem(place, f"{node.text!r}", _listed(scale), near))
            return None
        if not dots:
            return exactly(words[low])
        if words[low] > words[high]:
            place = Place(self.file, node.line, node.column)
            message = f"the range {node.text} runs backwards"
            self.problems.append(Problem(place, message, "the lower level first", f"{high}..{low}"))
            return None
        return spanning((words[low], words[high]))


def weight(node: Node) -> float:
    """How much the opinion `node` counts; 1 where it does not say."""
    return float(node.mapping["weight"].text) if "weight" in node.mapping else 1.0


def joined(reasons: Iterable[tuple[str, str]]) -> str:
    """The reasons of several people, each after a name, as one."""
    return "; ".join(f"{name}: {why}" for name, why in reasons if why)


def _long(node: Node, scale: type[Level]) -> bool:
    """Whether `node` is a long form: a mapping that weighs no level of `scale` and holds not just numbers."""
    if not isinstance(node.value, dict) or set(node.mapping) & set(by_word(scale)):
        return False
    numbers = all(isinstance(one.value, int | float) for one in node.mapping.values())
    return bool(node.mapping) and (not numbers or bool(set(node.mapping) & LONG_FORM))


def _words(node: Node) -> list[str]:
    """The levels that a level's expression names."""
    if isinstance(node.value, list):
        levels = (item.mapping["level"] for item in node.sequence if "level" in item.mapping)
        return [word for level in levels for word in _words(level)]
    return list(node.mapping) or node.text.split("..")


def _listed(scale: type[Level]) -> str:
    return f"{scale_name(scale)}: {', '.join(map(str, scale))}"


def shared(section: Node) -> Node:
    """The section of shared judgements with each in its long form: what has no `level` is one."""
    entries = {
        id_: node
        if isinstance(node.value, dict) and (not node.mapping or set(node.keys) & LONG_FORM)
        else Node({"level": node}, node.line, node.column, {"level": (node.line, node.column)})
        for id_, node in section.mapping.items()
    }
    return Node(entries, section.line, section.column, section.keys)


def shared_problems(reader: Reader) -> None:
    """Check that every shared judgement is on some scale, used or not; what is not is broken."""
    for id_, node in reader.shared.mapping.items():
        if "level" not in node.mapping:
            continue
        level = node.mapping["level"]
        if not level.mapping and isinstance(level.value, dict):
            reader.broken.add(id_)
            continue  # what its weights are is a problem already
        words = set(_words(level)) - {"unknown"}
        scales = [scale for scale in SCALES.values() if words <= set(by_word(scale))]
        if not scales:
            place = Place(reader.file, level.line, level.column)
            every = [str(one) for scale in SCALES.values() for one in scale]
            near = nearest(sorted(words - set(every))[0], every) if words - set(every) else ""
            ranges = (range_meant(level.text, list(by_word(scale))) for scale in SCALES.values())
            near = next(filter(None, ranges), near)
            listed = ", ".join(shortened(word)[1:-1] for word in sorted(words)[:8])
            message = f"judgements.{id_}: {listed} are no levels of one scale"
            reader.problems.append(Problem(place, message, "levels of one scale", near))
            reader.broken.add(id_)
        elif reader.judgement(node, Place(reader.file, *reader.shared.keys[id_]), scales[0]) is None:
            reader.broken.add(id_)
