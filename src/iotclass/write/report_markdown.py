"""Reports as Markdown of the kind that GitHub shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from iotclass.core.language import Language
from iotclass.core.report import (
    Block,
    Facts,
    Items,
    Kind,
    Paragraph,
    Picture,
    Report,
    Run,
    Runs,
    Section,
    Table,
    Tone,
    Tree,
    blocks,
    branches,
)
from iotclass.write.plain import aim, plain

_GUESSED = r"[$]|@(?=\w)|#(?=\d)|(?<=GH)-(?=\d)|:(?=//|[\w+-]+:)|(?<=www)\."
"""What is taken for a formula, a person, an issue, an address or an emoji though nothing marks it."""
_ACTING = re.compile(rf"({_GUESSED})|[\\`*_\[\]<>|~#&]", re.ASCII)
"""That, and what Markdown takes for its own wherever it stands."""
_BEGUN = re.compile(r"(\d*)(?=[-+.)])")
"""What makes a list or a rule of a line that begins with it."""
_MEETING = re.compile(
    r"([*`])\0\1|[@#]\0|:[\w+\\-]*\0[\w+:/\\-]|:/\0/|w\0[w.]|G\0H|GH\0|GH-\0|!\0\[", re.ASCII
)
"""The same, and marks, where two runs meet."""
_NEAR = 60
"""How far back that may have begun: no emoji's name is as long."""
_QUOTABLE = re.compile(r"[^`\\|\n]+")
_BOLD = {Tone.STRONG, Tone.BAD, Tone.A, Tone.B, Tone.C, Tone.D, Tone.E, Tone.F}
_FIGURES = {Kind.NUMBER, Kind.SHARE}


def report_markdown(report: Report, language: Language) -> str:
    """The report in `language`'s words where Markdown needs some of its own; pictures are in words."""
    parts = [f"# {_text(report.title)}", _begun(_text(report.subtitle)), *_facts(report.facts)]
    parts += [f"> {_begun(_text(report.notice))}"] if report.notice else []
    parts += [] if report.short else _contents(report, language)
    for depth, block in blocks(report):
        parts += _block(block, depth, language)
    return "\n\n".join(_apart(part for part in parts if part)) + "\n"


def _apart(parts: Iterable[str]) -> Iterator[str]:
    """The parts, with something between lists that would be read as one."""
    before = ""
    for part in parts:
        if before.startswith("- ") and part.startswith("- "):
            yield "<!-- -->"
        yield part
        before = part


def _contents(report: Report, language: Language) -> Iterator[str]:
    yield f"## {_text(language('Contents'))}"
    sections = [(depth, one) for depth, one in blocks(report) if isinstance(one, Section)]
    yield "\n".join(
        f"{'  ' * (depth - 1)}- {_link(_text(one.title), f'#{one.id}')}" for depth, one in sections
    )


def _block(block: Block, depth: int, language: Language) -> Iterator[str]:
    match block:
        case Section():
            yield f"{'#' * min(depth + 1, 6)} {_aim(block.id)}{_text(block.title)}"
        case Paragraph():
            box = block.tone is not Tone.PLAIN
            yield f"> {_line(block.runs)}" if box else _line(block.runs)
        case Items():
            yield "\n".join(f"- {_line(item)}" for item in block.items)
        case Facts():
            yield from _facts(block)
        case Table():
            yield _aim(block.id) + _bold(block.title)
            yield "\n".join(_table(block))
            yield _begun(_text(block.note))
        case Tree():
            yield _aim(block.id) + _bold(block.title)
            yield "\n".join(_tree(block))
        case Picture():
            yield _aim(block.id) + _bold(block.title)
            yield f"{_text(language('The picture in words'))}: {_text(block.words)}"


def _facts(facts: Facts) -> Iterator[str]:
    yield "\n".join(f"- {_bold(term)}: {_runs((one,))}" for term, one in facts.rows)


def _table(table: Table) -> Iterator[str]:
    figures = {place for row in table.rows for place, cell in enumerate(row) if cell.kind in _FIGURES}
    yield _row(map(_text, table.columns))
    yield _row("---:" if place in figures else "---" for place in range(len(table.columns)))
    for row in table.rows:
        yield _row(_runs((cell,)) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _tree(tree: Tree) -> Iterator[str]:
    """A list of lists; what is folded is marked as HTML, which has something to fold."""
    folded: list[int] = []
    for depth, branch in branches(tree):
        while folded and folded[-1] >= depth:
            yield from _end(folded.pop())
        item = f"{'  ' * (depth - 1)}- "
        if branch.folded and branch.branches:
            folded.append(depth)
            yield from (f"{item}<details><summary>{_joined(map(_html, branch.runs))}</summary>", "")
        else:
            yield item + _line(branch.runs)
    while folded:
        yield from _end(folded.pop())


def _end(depth: int) -> tuple[str, str]:
    return "", f"{'  ' * depth}</details>"


def _line(runs: Runs) -> str:
    """Runs as a block of their own."""
    return _begun(_runs(runs))


def _begun(line: str) -> str:
    """A line whose beginning makes nothing else of it."""
    line = line.strip()
    return _BEGUN.sub(r"\1\\", line, count=1) if _BEGUN.match(line) else line


def _runs(runs: Runs) -> str:
    return _joined(map(_run, runs))


def _joined(runs: Iterable[str]) -> str:
    """Runs one after the other, apart where they would mean something together."""
    line = ""
    for one in runs:
        line += "<!-- -->" * bool(_MEETING.search(f"{line[-_NEAR:]}\0{one[:1]}")) + one
    return line


def _run(run: Run) -> str:
    text = plain(run.text)
    bare = text.strip()
    before = text[: text.index(bare)]
    if run.tone is Tone.CODE and _QUOTABLE.fullmatch(bare):
        shown = f"`{bare}`"
    else:
        shown = _bold(bare) if run.tone in _BOLD else _text(bare)
    to = aim(run.link)
    return _text(before) + (_link(shown, to) if to else shown) + _text(text[len(before + bare) :])


def _html(run: Run) -> str:
    """A run where Markdown is not read."""
    text = re.sub(_GUESSED, _parted, escape(plain(run.text), quote=False), flags=re.ASCII)
    tag = "code" if run.tone is Tone.CODE else "b" if run.tone in _BOLD else ""
    shown = (f"<{tag}>{text}</{tag}>" if tag else text).replace("\n", "<br>")
    to = aim(run.link)
    return f'<a href="{escape(to)}">{shown}</a>' if to else shown


def _text(text: str) -> str:
    """Plain text, on one line."""
    return _ACTING.sub(lambda found: _parted(found) if found[1] else f"\\{found[0]}", plain(text)).replace(
        "\n", "<br>"
    )


def _parted(found: re.Match[str]) -> str:
    """A character apart from those that it would mean something together with."""
    return f"<span>{found[0]}</span>"


def _bold(text: str) -> str:
    """Text in bold type, where its ends let the marks be read as such."""
    shown = _text(text)
    return f"**{shown}**" if text[:1].isalnum() and text[-1:].isalnum() else shown


def _link(shown: str, aim: str) -> str:
    return f"[{shown}]({quote(aim, safe=_SAFE).replace('&', '&amp;')})"


_SAFE = "%/:=&?~#+!$,;'@"


def _aim(id_: str) -> str:
    """What links within the report lead to."""
    return f'<a id="{escape(id_)}"></a>'
