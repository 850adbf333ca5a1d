"""Reports typeset as PDF (PDF/UA-1) by Typst: `templates/report.typ` lays out what it gets as data.

The fonts are those of packages and Typst's own, so that a report is the same on every machine. Where these
lack a character, the machine's fonts are asked too; where no font has it, its code stands for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from itertools import groupby
from math import inf
from typing import TYPE_CHECKING, Any

from iotclass.core.language import Language
from iotclass.core.palette import COLOURS
from iotclass.core.report import (
    Block,
    Branch,
    Facts,
    Items,
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
)
from iotclass.write.font import packaged
from iotclass.write.plain import plain
from iotclass.write.sheet import FLIPPED, UPRIGHT, Shape, breakable, picture_size, shape, sheets

if TYPE_CHECKING:
    import typst

Data = dict[str, Any]

STRONG = (Tone.A, Tone.B, Tone.C, Tone.D, Tone.E, Tone.F)
LINE = 26.0
"""How many ems of text fit a line at least, outside of tables."""
STEPS = 9
"""How far a tree moves in; what is deeper says how deep it is."""
MODEST = 330.0
"""How high a picture of a short report may be, in points, so that two pages are enough."""
LONG = 700
"""A row of a table with a longer text may break over pages."""
REMARK = 200
"""How long the remark at the foot of a page may be: two lines."""
HEADINGS = 5
"""How many headings within a table may stand above each other and stay with what follows."""
LEVELS = 6
"""How many levels of headings a PDF knows."""
_NO_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s]+")
_SENTENCE = re.compile(r".+?[.!?。](?=\s|$)|.+", re.DOTALL)
_CODE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{2}))?")
_PROBE = b"""#set document(title: [1])
#set text(font: "Noto Sans")
#for one in json(bytes(sys.inputs.used)) { par(text(one)) }"""


def report_pdf(report: Report, language: Language) -> bytes:
    """`report` as a PDF, with a title page and contents unless it is short."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=packaged())
    data = _Writer(report, language).data
    try:
        return _typeset(data, fonts)
    except typst.TypstError as error:
        if not _NO_FONT.search(error.diagnostic):
            raise
    fonts = typst.Fonts(font_paths=packaged())
    return _typeset(_Writer(report, language, _missing(data, fonts)).data, fonts)


def _typeset(data: Data, fonts: typst.Fonts) -> bytes:
    import typst

    return typst.compile(
        files("iotclass.write").joinpath("templates", "report.typ").read_bytes(),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=0,
    )


def _missing(data: Data, fonts: typst.Fonts) -> frozenset[str]:
    """The characters of `data` that none of `fonts` has."""
    import typst

    used = sorted(char for char in set(json.dumps(data, ensure_ascii=False)) if not char.isascii())
    try:
        typst.compile(
            _PROBE,
            font_paths=fonts,
            format="pdf",
            sys_inputs={"used": json.dumps(used)},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        named = "".join(_NO_FONT.findall(error.diagnostic))
        return frozenset(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), named))
    return frozenset()


class _Writer:
    """What a report says, as data for the template; no font has the characters that are `missing`."""

    def __init__(self, report: Report, language: Language, missing: frozenset[str] = frozenset()) -> None:
        self._most = MODEST if report.short else inf
        self._coded = {ord(char): f"[U+{ord(char):04X}]" for char in missing}
        self._boxed = dict.fromkeys(self._coded, "\N{REPLACEMENT CHARACTER}")
        self._anchors: dict[str, str] = {}
        self._left: dict[str, str] = {}
        for number, (_, block) in enumerate(blocks(report)):
            if isinstance(block, Section | Table | Tree | Picture):
                self._anchors.setdefault(block.id, f"block-{number}")
        self._left |= self._anchors
        self.data: Data = {
            "title": self._text(report.title) or "–",
            "headline": self._text(_cut(plain(report.title), 300), LINE / 2) or "–",
            "subtitle": self._text(report.subtitle),
            "running": self._short(report.title, 70),
            "beside": self._short(report.subtitle, 60),
            "remark": self._line(report.notice, REMARK),
            "lang": _lang(report.language) or ["en", None],
            "author": [self._text(one) for one in (report.author,) if one],
            "keywords": [self._text(one) for one in report.keywords],
            "date": _day(report.date),
            "facts": self._pairs(report.facts),
            "notice": [self._text(report.notice), *_unshown(language, len(missing))],
            "short": report.short,
            "words": {
                "contents": language("Contents"),
                "page": language("Page {page} of {pages}", page="{page}", pages="{pages}"),
                "table": language("Table"),
                "picture": language("Figure"),
            },
            "accent": COLOURS[Tone.GOOD].ink,
            "palette": {
                tone.value: {"fill": colour.fill, "ink": colour.ink, "strong": tone in STRONG}
                for tone, colour in COLOURS.items()
            },
            "sheets": [
                {"wide": wide, "blocks": [self._block(block, depth, wide=wide) for depth, block in part]}
                for wide, part in sheets(blocks(report))
            ],
        }

    def _text(self, text: str, most: float = LINE) -> str:
        """`text` as it can be shown in lines of `most` ems."""
        return breakable(plain(text).translate(self._coded).replace("\t", " "), most)

    def _short(self, text: str, most: int) -> str:
        """The first sentence of `text` in one line, cut between two words where it is longer."""
        found = _SENTENCE.match(" ".join(plain(text).split()))
        return self._line(found[0] if found else "", most)

    def _line(self, text: str, most: int) -> str:
        """`text` without line ends, cut between two words where it is longer."""
        line = " ".join(plain(text).split())
        cut = _cut(line, most)
        return self._text(cut if cut == line or " " not in cut else f"{cut.rpartition(' ')[0]} …")

    def _run(self, run: Run, most: float = LINE) -> str | Data:
        text = self._text(run.text, most)
        data: Data = {"lines": text.split("\n")}
        lang = _lang(run.language)
        if run.tone is not Tone.PLAIN:
            data["tone"] = run.tone.value
        if lang is not None:
            data["lang"] = lang
        if run.link.startswith("#") and run.link[1:] in self._anchors:
            data["to"] = self._anchors[run.link[1:]]
        elif _ADDRESS.fullmatch(run.link):
            data["url"] = run.link
        return text if len(data) == 1 and "\n" not in text else data

    def _runs(self, runs: Runs) -> list[str | Data]:
        return [self._run(run) for run in runs]

    def _pairs(self, facts: Facts) -> list[tuple[str, str | Data]]:
        return [(self._text(term, LINE / 3), self._run(run)) for term, run in facts.rows]

    def _anchor(self, id_: str) -> str:
        """The anchor of a block: that of its id, but for a second one of the same id, which has none."""
        return self._left.pop(id_, "")

    def _block(self, block: Block, depth: int, *, wide: bool) -> Data:
        match block:
            case Section():
                head = {"title": self._text(block.title) or "–", "level": min(depth, LEVELS)}
                return {"block": "section", "anchor": self._anchor(block.id), **head}
            case Paragraph():
                return {"block": "paragraph", "tone": block.tone.value, "runs": self._runs(block.runs)}
            case Items():
                return {"block": "items", "items": [self._runs(one) for one in block.items]}
            case Facts():
                return {"block": "facts", "rows": self._pairs(block)}
            case Table():
                return self._table(block)
            case Tree():
                return self._tree(block)
            case Picture():
                return self._picture(block, FLIPPED if wide else UPRIGHT)

    def _table(self, table: Table) -> Data:
        form = shape(table)
        return {
            "block": "table",
            "anchor": self._anchor(table.id),
            "title": self._text(table.title),
            "note": self._text(table.note),
            "size": form.size,
            "widths": form.widths,
            "numeric": form.numeric,
            "lead": table.lead,
            "columns": [self._text(name, most) for name, most in zip(table.columns, form.most, strict=True)],
            "count": len(table.rows),
            "parts": [
                {"head": head, "rows": [self._row(row, form) for row in rows]} for head, rows in _parts(table)
            ],
        }

    def _row(self, row: Runs, form: Shape) -> Data:
        return {
            "long": any(len(cell.text) > LONG for cell in row),
            "cells": [self._run(cell, most) for cell, most in zip(row, form.most, strict=True)],
        }

    def _tree(self, tree: Tree) -> Data:
        rows: list[Data] = []
        left: list[tuple[int, Branch]] = [(0, one) for one in reversed(tree.branches)]
        while left:
            depth, branch = left.pop()
            deep = {"deep": depth} if depth >= STEPS else {}
            rows.append({"depth": min(depth, STEPS), "runs": self._runs(branch.runs), **deep})
            left += [(depth + 1, one) for one in reversed(branch.branches)]
        head = {"anchor": self._anchor(tree.id), "title": self._text(tree.title)}
        return {"block": "tree", **head, "rows": rows}

    def _picture(self, picture: Picture, room: float) -> Data:
        wide, high = picture_size(picture.svg, room)
        share = min(1.0, self._most / high)
        return {
            "block": "picture",
            "anchor": self._anchor(picture.id),
            "title": self._text(picture.title),
            "svg": picture.svg.translate(self._boxed),
            "words": plain(picture.words) or "–",
            "wide": wide * share,
            "high": high * share,
        }


def _parts(table: Table) -> Iterator[tuple[bool, list[Runs]]]:
    """The rows of a table part by part, each with whether it is a heading over the next.

    Headings that follow each other are one, but for more than a page can begin with.
    """

    def is_heading(row: Runs) -> bool:
        return row[0].tone is Tone.STRONG and not any(cell.text for cell in row[table.lead :])

    for head, found in groupby(table.rows, is_heading):
        rows = list(found)
        yield head and len(rows) <= HEADINGS, rows


def _unshown(language: Language, count: int) -> list[str]:
    """What the reader is told where no font has `count` of the characters."""
    if not count:
        return []
    one = "No font here has one of the characters; its code stands for it."
    many = "No font here has {count} of the characters; their codes stand for them."
    return [language.many(one, many, count)]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _lang(code: str) -> list[str | None] | None:
    """A language's code and region, where there is such a code."""
    found = _CODE.match(code)
    return None if found is None else [found[1].lower(), found[2].lower() if found[2] else None]


def _day(text: str) -> list[int] | None:
    """Year, month and day of a date, where it is one."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return [day.year, day.month, day.day]
