"""Pictures of the framework."""

from __future__ import annotations

from pathlib import Path

from iotclass.app.framework import one_of
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.content import shipped
from iotclass.write.file import write_whole


def draw(area: str | None, output: str, *, replace: bool = False) -> None:
    """Draw the framework (.svg: an overview; .html: the whole, foldable) or one area of it (.svg).

    Raises InvalidError and OutputError.
    """
    found = shipped()
    framework = found.content.framework
    if area is not None:
        one_of("AREA", area, framework.areas)
    suffix = Path(output).suffix.lower()
    if suffix == ".html" and area is None:
        from iotclass.figure.tree_html import tree_page

        text = tree_page(framework, found.sources.documents)
    elif suffix == ".svg":
        from iotclass.figure.mindmap import area_map, overview

        text = overview(framework) if area is None else area_map(framework, area)
    else:
        expected = "a name that ends in .svg" if area else "a name that ends in .svg or .html"
        raise InvalidError([Problem(Place("-o"), f"{output!r} is no picture that can be drawn", expected)])
    write_whole(Path(output), text, replace=replace)
