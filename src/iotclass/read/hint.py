"""What somebody most likely meant who wrote what the format does not have, mostly of doubt."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Any

from iotclass.core.scale import SCALES
from iotclass.read.document import EMPTY, Node
from iotclass.read.word import LONG_FORM, nearest

WORDS = frozenset(str(level) for scale in SCALES.values() for level in scale)
"""Every level of every scale."""
ALIASES = {
    **dict.fromkeys(("level",), ("severity", "state")),
    **dict.fromkeys(("state", "severity", "value"), ("level", "severity", "state")),
    **dict.fromkeys(("confidence", "certainty", "certain"), ("sure",)),
    **dict.fromkeys(("probability", "likelihood", "chance"), ("works",)),
    **dict.fromkeys(("reason", "because", "rationale", "justification", "note", "comment"), ("why",)),
    **dict.fromkeys(("author", "assessor", "who"), ("by",)),
    **dict.fromkeys(("date", "when"), ("on",)),
}
"""Keys that people write for those that the format has."""
_SURE = {
    **dict.fromkeys(("unsure", "uncertain", "not sure", "no"), "guess"),
    **dict.fromkeys(("probably", "probable"), "likely"),
    **dict.fromkeys(("certain", "yes"), "sure"),
}
_OPEN = {"?", "??", "???", "tbd", "todo", "not known", "unclear", "unsure", "don't know"}
_STATES = {"yes", "partly", "planned", "no", "not applicable", "unknown"}
_BETWEEN = re.compile(r"\s*(?:\.{2,}|…|[-–—/,:]|\b(?:to|or|and|until|through)\b)\s*")
_LEAST = re.compile(r"(?:>=|≥|at least)\s*(.+)|(.+?)\s*(?:\+|or (?:more|higher|above))")
_MOST = re.compile(r"(?:<=|≤|at most|up to)\s*(.+)|(.+?)\s*or (?:less|lower|below)")
_DOUBTED = re.compile(
    r"(?P<before>~|≈|about|around|probably|likely|maybe|perhaps)\s*(?P<one>.+)"
    r"|(?P<other>.+?)\s*\(?(?P<after>\?+|likely|probably|guess|guessed)\)?"
)
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s*%")
_COMMA = re.compile(r"[01]?,[0-9]{1,6}")
_FRACTION = re.compile(r"([0-9]{1,3})\s*/\s*([0-9]{1,3})")
_HUNDRED = 100
_FEW = 5
"""From which number on somebody who writes it for a probability most likely means percents."""

Said = tuple[str, str, str]
"""The key that something is wrong at (empty: the node itself), what is wrong, and what was expected."""


def about(node: Node, text: str) -> str:
    """`text` with the name of the shared judgement that `node` uses in place of `{judgement}`."""
    within = node if "judgement" in node.mapping else node.mapping.get("severity", EMPTY)
    return text.replace("{judgement}", within.mapping.get("judgement", EMPTY).text)


def key_meant(key: str, valid: Sequence[str], said: Container[str]) -> str:
    """The key that `key` most likely stands for beside what is `said`; empty where none does."""
    aliases = (one for one in ALIASES.get(key, ()) if one in valid and one not in said)
    return next(aliases, "") or nearest(key, valid)


def word_meant(text: str, words: Sequence[str], *, ranges: bool) -> str:
    """The word (or, where `ranges` are allowed, the range) that `text` most likely stands for."""
    folded = text.casefold().strip()
    if set(words) == {"sure", "likely", "guess"} and folded in _SURE:
        return _SURE[folded]
    if "unknown" in words and folded in _OPEN:
        return "unknown"
    if ranges:
        found = range_meant(text, [word for word in words if word != "unknown"])
        if found:
            return found
        low, dots, high = text.partition("..")
        near = nearest(low, words)
        other = nearest(high, words) if dots else ""
        return near if not dots else f"{near}..{other}" if near and other else ""
    between = _BETWEEN.search(folded)
    if between and {folded[: between.start()], folded[between.end() :]} <= set(words):
        return "unknown" if "unknown" in words else ""
    return nearest(text, words)


def range_meant(text: str, words: Sequence[str]) -> str:
    """The range of `words`, the lowest first, that `text` writes in another way; empty where it is none."""
    known = {word.casefold(): place for place, word in enumerate(words)}
    folded = text.casefold().strip().removeprefix("between ").strip()
    if folded in known or folded.replace("-", " ") in known:
        return ""
    for pattern in (_LEAST, _MOST):
        match = pattern.fullmatch(folded)
        word = (match[1] or match[2]).strip() if match else ""
        if word in known:
            low, high = (known[word], len(words) - 1) if pattern is _LEAST else (0, known[word])
            return f"{words[low]}..{words[high]}"
    for match in _BETWEEN.finditer(folded):
        ends = folded[: match.start()], folded[match.end() :]
        low_word, high_word = (word if word in known else word.replace("-", " ") for word in ends)
        if high_word.isdigit() and low_word[:1].isalpha():
            high_word = f"{low_word[0]}{high_word}"
        if low_word in known and high_word in known:
            low, high = sorted((known[low_word], known[high_word]))
            return f"{words[low]}..{words[high]}" if low < high else words[low]
    return ""


def probability(node: Node) -> str:
    """The probability that a percentage, a fraction or a number with a comma stands for; empty for others."""
    text = node.text.strip()
    found = -1.0
    if isinstance(node.value, bool):
        return ""
    if isinstance(node.value, int | float):
        found = node.value / _HUNDRED if node.value >= _FEW else -1
    elif match := _PERCENT.fullmatch(text):
        found = float(match[1].replace(",", ".")) / _HUNDRED
    elif _COMMA.fullmatch(text):
        found = float(text.replace(",", "."))
    elif (match := _FRACTION.fullmatch(text)) and int(match[2]):
        found = int(match[1]) / int(match[2])
    return f"{found:.3g}" if 0 <= found <= 1 else ""


def expected_of(node: Node, parent: Node, path: Sequence[str | int], part: dict[str, Any]) -> str:
    """What to add to what was expected at `path`, as somebody most likely meant it; empty where unclear."""
    meant = probability(node)
    if part.get("type") == "number" and part.get("maximum") == 1:
        return f" (did you mean {meant}?)" if meant else ""
    if path and path[-1] == "sure":
        number = isinstance(node.value, float | int) and not isinstance(node.value, bool)
        if number and 0 <= node.value <= 1:  # type: ignore[operator]  # `number` says that it is one
            meant = meant or node.text
        return _how_sure(meant, parent) if meant else ""
    if set(part.get("enum", ())) >= _STATES:
        likely = meant or (node.text if isinstance(node.value, float) and 0 <= node.value <= 1 else "")
        state = doubted(node.text, ("yes", "no"))
        entries = f"state: yes, works: {likely}" if likely else state and f"state: {state}"
        return _entries(entries, path)
    if "pattern" in part and "unknown" in part.get("x-words", ()):
        level = doubted(node.text, part["x-words"][:-1])
        return _entries(level and f"level: {level}", path)
    return ""


def _entries(entries: str, path: Sequence[str | int]) -> str:
    if not entries:
        return ""
    return f" (did you mean {entries if path[-1] in {'level', 'state'} else f'{{{entries}}}'}?)"


def doubted(text: str, words: Sequence[str]) -> str:
    """`P3, sure: guess` for `P3?`, and so on; empty where `text` does not put one of `words` in doubt."""
    known = {word.casefold(): word for word in words}
    match = _DOUBTED.fullmatch(text.casefold().strip())
    word = known.get((match["one"] or match["other"]).strip()) if match else None
    if not match or word is None:
        return ""
    likely = {match["before"], match["after"]} & {"likely", "probably"}
    return f"{word}, sure: {'likely' if likely else 'guess'}"


def _how_sure(meant: str, parent: Node) -> str:
    """That a probability is not written as `sure`, and how it is."""
    if "state" in parent.mapping:
        return f"; a probability is written `works: {meant}`"
    word = next((parent.mapping[key].text for key in ("level", "severity") if key in parent.mapping), "")
    for scale in SCALES.values():
        levels = [str(level) for level in scale]
        if word in levels and meant not in {"0", "1"}:
            at = levels.index(word)
            other = levels[at + 1] if at + 1 < len(levels) else levels[at - 1]
            weights = {word: meant, other: f"{1 - float(meant):.3g}"}
            listed = ", ".join(f"{one}: {weights[one]}" for one in levels if one in weights)
            return f"; probabilities are written {{{listed}}}"
    return "; probabilities are written by level, as in {P2: 0.3, P3: 0.7}"


def malformed(node: Node, path: Sequence[str | int]) -> Said | None:
    """What is wrong with `node` as a whole, so that what is wrong inside needs no words; None for nothing."""
    if isinstance(node.value, list):
        return _bare_levels(node)
    keys = set(node.mapping)
    if not keys or "allow" in path:
        return None
    if len(path) > 2 and path[-2] == "controls" and keys <= _STATES:
        share = node.mapping.get("yes", EMPTY).text
        works = share if re.fullmatch(r"0?\.[0-9]+", share) else "0.8"
        return "", "weights of states", f"{{state: yes, works: {works}}}"
    if not keys & LONG_FORM or not keys <= LONG_FORM | WORDS:
        return None
    if keys & WORDS:
        return _mixed(node, path)
    if not path or path[-1] != "level":
        return None
    if "judgement" in keys:
        name = node.mapping["judgement"].text
        return "", "a shared judgement as `level`", f"{{judgement: {name}}} without `level`"
    return (
        "",
        "a long form as `level`",
        "a level, a range, weights of levels or unknown; `why` and the rest go beside",
    )


def _mixed(node: Node, path: Sequence[str | int]) -> Said:
    """Weights of levels, and keys of the long form among them."""
    odd = [key for key in node.mapping if key not in WORDS]
    message = "stands among weights of levels"
    for key in odd:
        if key in {"level", "judgement", "severity"}:
            return key, message, "one of the two"
    outer = "severity" if len(path) > 1 and path[-2] == "challenges" else "level"
    weights = ", ".join(f"{key}: {one.text or '…'}" for key, one in node.mapping.items() if key in WORDS)
    return odd[0], message, f"{{{outer}: {{{weights}}}, {', '.join(f'{key}: …' for key in odd)}}}"


def _bare_levels(node: Node) -> Said | None:
    """Several levels of one scale in a list: a range, most likely."""
    words = {item.text for item in node.sequence if isinstance(item.value, str)}
    if len(words) < max(len(node.sequence), 2):
        return None
    for scale in SCALES.values():
        levels = [str(level) for level in scale]
        if words <= set(levels):
            found = [level for level in levels if level in words]
            listed = f"the range {found[0]}..{found[-1]}"
            return "", "a list of levels", f"{listed}, or a list of opinions: {{level: …, by: …}}"
    return None
