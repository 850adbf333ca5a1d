"""SVG text: the document around a picture, and text in lines; what all pictures share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iotclass.figure.label import cleaned, escaped

FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif"
MILLIMETRES = 25.4 / 72
"""The unit of a picture is the point."""
DARK, PAPER, GREY = "#1a1a1a", "#ffffff", "#555555"
LINE = 1.2
"""From line to line, in shares of the size."""
BASELINE = 0.93
"""From the top of a line to its baseline, in shares of the size."""
SPACE = 0.28
"""How wide a space is in Helvetica, in shares of the size."""


def document(name: str, size: tuple[float, float], title: str, words: str, drawn: Iterable[str]) -> str:
    """A picture on its own paper, so that it can be read on dark pages too.

    `name` tells its ids from those of other pictures on a page; `words` say what is on it.
    """
    wide, high = size
    sheet = f'width="{wide * MILLIMETRES:.1f}mm" height="{high * MILLIMETRES:.1f}mm"'
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {sheet} viewBox="0 0 {wide:.2f} {high:.2f}"',
        f' role="img" aria-labelledby="{escaped(name)}-title {escaped(name)}-desc" font-family="{FONTS}">',
        f'<title id="{escaped(name)}-title">{escaped(cleaned(title))}</title>',
        f'<desc id="{escaped(name)}-desc">{escaped(cleaned(words))}</desc>',
        f'<rect class="paper" width="100%" height="100%" fill="{PAPER}"/>',
    ]
    return "\n".join([*head, *drawn, "</svg>"]) + "\n"


def text(
    place: tuple[float, float],
    lines: Sequence[str],
    size: float,
    *,
    anchor: str = "start",
    bold: bool = False,
    ink: str = DARK,
) -> str:
    """Lines of text below each other, the top of the first at `place`; joined they give the text."""
    x, y = place[0], place[1] + BASELINE * size
    weight = ' font-weight="bold"' if bold else ""
    head = f'<text font-size="{size:.2f}" text-anchor="{anchor}"{weight} fill="{ink}">'
    lines = _spaced(lines, anchor)
    shift = [SPACE / 2 * size * (anchor == "middle" and line.endswith(" ")) for line in lines]
    parts = "".join(
        f'<tspan x="{x + shift[n]:.1f}" y="{y + n * size * LINE:.1f}">{escaped(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    return f"{head}{parts}</text>"


def _spaced(lines: Sequence[str], anchor: str) -> list[str]:
    """Lines with the space between two where it moves neither: before the second where they end aligned."""
    if anchor != "end":
        return list(lines)
    before = [False, *(line.endswith(" ") for line in lines[:-1])]
    return [" " * space + line.rstrip(" ") for line, space in zip(lines, before, strict=True)]
