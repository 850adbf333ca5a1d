"""Labels: how much room text takes, how it is broken into lines, and text that is safe inside markup.

There are no fonts to ask, so text is measured by the widest of the usual ones: what is laid out by that
overlaps in no sans-serif font that a viewer may have; in narrower ones there is a little more air.
"""

from __future__ import annotations

import unicodedata

_WIDTHS = {
    0.30: "'il",
    0.35: "j",
    0.40: " ,.[]ft\\",
    0.45: "!Ir",
    0.50: '"()-/:;`',
    0.55: "Jcsz",
    0.60: "?L_kvxy|",
    0.65: "$*0123456789abdeghnopqu{}",
    0.70: "FTZ",
    0.75: "ABEKPSVXY",
    0.80: "&CDHNRU–",
    0.85: "#+<=>GOQ^w~",
    0.95: "M",
    1.00: "m",
    1.05: "W—…",
    1.10: "%@",
}
"""Shares of the font's size, in steps of 0.05: the widest of Helvetica + 8 %, Verdana, DejaVu Sans and Noto
Sans."""
_WIDTH = {char: wide for wide, chars in _WIDTHS.items() for char in chars}
OTHER = 1.4
"""The share of a character of another script."""
BOLD = 1.16
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""What some scripts and emoji are spelt with; all else that is not seen is taken for a control."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide `text` is at most, in the unit of the font's `size`."""
    return sum(map(_share, text)) * size * (BOLD if bold else 1.0)


def _share(char: str) -> float:
    """The width of a character in shares of the font's size."""
    if char in _WIDTH:
        return _WIDTH[char]
    if char in JOINERS or unicodedata.category(char) == "Mn":
        return 0.0
    return _WIDTH.get(unicodedata.normalize("NFD", char)[0], OTHER)


def broken(text: str, limit: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """`text` in lines no wider than `limit`, which joined give the text: one, or two of like length, or more.

    A word is broken only where it is wider than a line.
    """

    def taken(line: str) -> float:
        return width(line.rstrip(), size, bold=bold)

    if taken(text) <= limit:
        return (text,)
    cuts = [number + 1 for number, char in enumerate(text) if char == " "]
    halves = [(text[:cut], text[cut:]) for cut in cuts]
    if halves:
        best = min(halves, key=lambda two: max(map(taken, two)))
        if max(map(taken, best)) <= limit:
            return best
    lines, line = [], ""
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        if line and taken(line + text[start:end]) > limit:
            lines.append(line)
            line = ""
        for char in text[start:end]:
            if line and taken(line + char) > limit:
                lines.append(line)
                line = ""
            line += char
    return (*lines, line) if line else tuple(lines)


def cleaned(text: str) -> str:
    """`text` on one line; what controls something, or XML forbids, shows as a replacement character."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char)[0] == "C" and char not in JOINERS else char
        for char in " ".join(text.split())
    )


def stopped(text: str) -> str:
    """`text` on one line as a sentence, which others can follow."""
    shown = cleaned(text)
    return shown if shown.endswith((".", "!", "?", "…", "。")) else f"{shown}."


def escaped(text: str) -> str:
    """`text` as it stands in XML and HTML, in attributes too; without what neither can hold."""
    shown = "".join(char for char in text if char.isprintable() or char in JOINERS)
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        shown = shown.replace(char, entity)
    return shown


def fitted(text: str, limit: float, size: float, most: int = 1, *, bold: bool = False) -> tuple[str, ...]:
    """`text` in no more than `most` lines no wider than `limit`; what is too long loses its middle."""
    text = cleaned(text)

    def lines(kept: int) -> tuple[str, ...]:
        head, tail = text[: (kept + 1) // 2], text[len(text) - kept // 2 :]
        return broken(f"{head.rstrip()}…{tail.lstrip()}", limit, size, bold=bold)

    least, room = 0, int(limit * most / (min(_WIDTHS) * size)) + most
    if len(text) <= room and len(whole := broken(text, limit, size, bold=bold)) <= most:
        return whole
    room = min(room, len(text))
    while least < room:
        middle = (least + room + 1) // 2
        if len(lines(middle)) <= most:
            least = middle
        else:
            room = middle - 1
    return lines(least)
