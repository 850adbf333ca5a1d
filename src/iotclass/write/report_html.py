"""Reports as one file of HTML that needs nothing else: no network, no script to be read, no second file."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from iotclass.core.language import Language
from iotclass.core.palette import COLOURS
from iotclass.core.report import Kind, Picture, Report, Table, branches
from iotclass.write.plain import aim, plain

if TYPE_CHECKING:
    from jinja2 import Environment

_TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""What is written from right to left."""


def report_html(report: Report, language: Language) -> str:
    """The report as a page, in `language`'s words where the page needs some of its own."""
    from markupsafe import Markup

    templates = _templates()
    colours = {tone.value: colour for tone, colour in COLOURS.items()}
    style = templates.get_template("report.css").render(colours=colours)
    script = templates.get_template("report.js").render()
    return templates.get_template("report.html.j2").render(
        report=report,
        say=language,
        style=Markup(style),  # noqa: S704  our own
        script=Markup(script),  # noqa: S704  our own
        hashed=_hashed,
        address=aim,
        turned=_TURNED.search,
        figures=_figures,
        stacked=_stacked,
        branches=branches,
        drawn=lambda picture: Markup(_drawn(picture)),  # noqa: S704  written anew by the library
    )


@cache
def _templates() -> Environment:
    """The templates; every text that they print is made plain and escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: object) -> object:
        return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _hashed(text: str) -> str:
    """What a content security policy calls this style or script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _figures(table: Table) -> Collection[int]:
    """The columns that hold figures."""
    return {place for row in table.rows for place, cell in enumerate(row) if cell.kind in _NUMBERS}


_NUMBERS = {Kind.NUMBER, Kind.SHARE}
_SCREEN, _CELL, _AIR = 34, 18, 3
"""How many letters a line of a phone holds, how many of a cell it takes at most, and the air beside them."""


def _stacked(table: Table) -> bool:
    """Whether a phone has no room for the columns side by side, so that cells stand below one another."""
    texts = zip(table.columns, *([cell.text for cell in row] for row in table.rows), strict=True)
    return sum(_AIR + min(_CELL, max(map(len, column))) for column in texts) > _SCREEN


def _drawn(picture: Picture) -> str:
    """The picture as part of a page, named by its caption; its ids are its own."""
    root = ElementTree.fromstring(picture.svg)  # noqa: S314  our own
    for one in [child for child in root if _bare(child.tag) in {"title", "desc"}]:
        root.remove(one)
    for one in root.iter():
        one.tag = _bare(one.tag)
        one.attrib = {_bare(key): _owned(picture.id, _bare(key), value) for key, value in one.items()}
    root.attrib |= {
        "role": "img",
        "aria-labelledby": f"{picture.id}:title",
        "aria-describedby": f"{picture.id}:words",
    }
    return ElementTree.tostring(root, "unicode")


def _bare(name: str) -> str:
    """A name without its namespace, as HTML has it."""
    return name.rpartition("}")[2]


def _owned(owner: str, key: str, value: str) -> str:
    """An attribute's value with the ids in it made those of `owner`."""
    if key == "id" or (key == "href" and value.startswith("#")):
        return f"{'#' * (key == 'href')}{owner}:{value.removeprefix('#')}"
    return value.replace("url(#", f"url(#{owner}:")
