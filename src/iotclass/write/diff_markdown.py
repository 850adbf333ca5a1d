"""What changed between two versions of a model, in Markdown for a comment on a proposed change.

Whatever a model says stands in code, where nothing is a link, mentions anybody or is HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click

from iotclass import __version__
from iotclass.core.assess import Assessment
from iotclass.core.revision import Edit, Revision, Shift
from iotclass.write.assessment_json import Record
from iotclass.write.columns import clean
from iotclass.write.diff_text import (
    by_component,
    change,
    class_change,
    headline,
    ordered,
    reasons,
    said,
    scenario_notes,
    verdict_change,
)
from iotclass.write.word import legend

ROOM = 60_000
"""How many characters a comment may have (GitHub: 65,536)."""
LONG = 400
"""From how many characters on a text is cut."""
UNSAFE = re.compile(r"[`|\\]")
"""What would end code, or a table's cell in spite of it."""
SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
"""Everything in ASCII but letters, figures and spaces."""


def diff_markdown(revision: Revision, before: Record, after: Assessment, names: tuple[str, str]) -> str:
    """The comment: a sentence, a table of what moved, the rest folded; cut where it would be too long."""
    old, new = names
    lines = [f"### {'❌' if revision.failed else '✅'} iotclass: {headline(revision)}", ""]
    lines += [f"{code(after.system.title)}, {code(old)} → {code(new)}, method {code(after.method.reference)}"]
    if before.get("method_sha256") != after.method.sha256:
        lines[-1] += f" (the old version by {code(str(before['method']))})"
    for note in scenario_notes(revision):
        what, _, ids = note.rstrip(".").partition(": ")
        lines += ["", f"{what}: {code(ids)}."]
    room = ROOM - sum(len(line) + 1 for line in lines)
    if revision.shifts:
        lines += ["", *_within(_table(revision), room // 2)]
    for title, edits in (
        ("Changed in meaning", revision.meant),
        ("Changed in wording only", revision.worded),
    ):
        if edits:
            found = _within(_edits(edits, revision), room // 5)
            lines += ["", *_folded(f"{title} ({len(edits)})", found)]
    if revision.shifts:
        meant = click.unstyle("\n".join(legend(after.method, _cells(revision)))).replace("\n    ", " ")
        items = [f"- {line.strip()}" for line in meant.splitlines()]
        lines += ["", *_folded("What the letters mean", items)]
    hashes = (str(before["model_sha256"])[:8], after.system.sha256[:8])
    lines += [
        "",
        f"<sub>iotclass {__version__}, model {' → '.join(hashes)}. A self-declaration, no test.</sub>",
    ]
    return "\n".join(lines) + "\n"


def code(text: str) -> str:
    """`text` as code, inert in a table too; cut where it is very long."""
    shown = clean(text)
    shown = shown if len(shown) <= LONG else f"{shown[: LONG - 1]}…"
    if not shown.strip():
        return "–"
    if UNSAFE.search(shown):
        return f"<code>{SIGNS.sub(lambda found: f'&#{ord(found[0])};', shown)}</code>"
    return f"`{shown}`"


def _table(revision: Revision) -> Iterator[str]:
    yield "| component | scenario | what | class | verdict | because of |"
    yield "|---|---|---|---|---|---|"
    for one in ordered(revision.shifts):
        cells = [
            code(one.component),
            code(one.scenario),
            _strong(one),
            class_change(one),
            verdict_change(one),
        ]
        yield f"| {' | '.join([*cells, _because(one, revision)])} |"


def _cells(revision: Revision) -> list[str]:
    """All that stands in the table and may need words."""
    found = [f"{class_change(one)}." for one in revision.shifts]
    return found + [f"{why}." for one in revision.shifts for _, why in reasons(one, revision)]


def _strong(shift: Shift) -> str:
    return f"**{change(shift)}**" if shift.broken or shift.worse else change(shift)


def _because(shift: Shift, revision: Revision) -> str:
    parts = [f"{cause}: {code(why)}" if why else cause for cause, why in reasons(shift, revision)]
    return "; ".join(parts) or "–"


def _edits(edits: tuple[Edit, ...], revision: Revision) -> Iterator[str]:
    for (component, where), found in by_component(edits, revision).items():
        for one in found:
            whose = code(component) if component else "System"
            place = f" in {code(where)}" if where else ""
            yield f"- {whose}{place}: {code(one.what)} {code(said(one, 'nothing'))}"


def _folded(title: str, lines: Iterable[str]) -> list[str]:
    return ["<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>"]


def _within(lines: Iterable[str], room: int) -> Iterator[str]:
    """As many of `lines` as there is room for, and how many are left out."""
    left = 0
    for line in lines:
        room -= len(line) + 1
        if room >= 0:
            yield line
        else:
            left += 1
    if left:
        yield ""
        yield f"… and {left} more, for which a comment has no room: `iotclass diff` prints them."
