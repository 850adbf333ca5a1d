"""Pages of a Word document: how much room they have, and turning them for wide tables."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_A4 = {"w": 11906, "h": 16838}
_EDGE = 1304
"""What a page has where the template does not say, and at most beside what lies on its side."""


class Pages:
    """The pages that a report goes on: those of the part of the template where `place` is."""

    def __init__(self, place: BaseOxmlElement) -> None:
        self._section: BaseOxmlElement = place.xpath("./w:pPr/w:sectPr | following::w:sectPr")[0]
        self._last = not place.xpath("following-sibling::*[not(self::w:sectPr)]")
        self._turned = False

    @property
    def room(self) -> tuple[int, int]:
        """How wide and high the room between the margins is, in twentieths of a point."""
        wide, high = (self._size(side) for side in ("w", "h"))
        if self._turned:
            wide, high = high, wide
        edges = [self._figure("w:pgMar", side, _EDGE) for side in ("left", "right", "top", "bottom")]
        if self._turned:
            edges[:2] = [min(edge, _EDGE) for edge in edges[:2]]
        return max(wide - sum(edges[:2]), _INCH), max(high - sum(map(abs, edges[2:])), _INCH)

    def without_cover(self) -> None:
        """Treat the first page as all others."""
        self._drop(self._section, "w:titlePg")

    def turned(self, *, sideways: bool) -> str:
        """What ends the pages so far where those to come lie otherwise; nothing where they do not."""
        if sideways == self._turned or self._size("w") > self._size("h"):
            return ""
        layout = self._layout()
        self._turned = sideways
        for mark in ("w:titlePg", "w:pgNumType", "w:type"):
            self._drop(self._section, mark)
        return layout

    def ended(self) -> str:
        """What ends the pages of the report where they lie otherwise than those after it."""
        if not self._turned:
            return ""
        if not self._last:
            return self._layout()
        _turn(self._section, self._size("w"), self._size("h"))
        return ""

    def _layout(self) -> str:
        layout = deepcopy(self._section)
        if self._turned:
            _turn(layout, self._size("w"), self._size("h"))
        return str(layout.xml)

    def _size(self, side: str) -> int:
        return self._figure("w:pgSz", side, _A4[side])

    def _figure(self, tag: str, name: str, otherwise: int) -> int:
        found = self._section.xpath(f"./{tag}/@w:{name}")
        return int(float(found[0])) if found else otherwise

    @staticmethod
    def _drop(section: BaseOxmlElement, tag: str) -> None:
        for found in section.xpath(f"./{tag}"):
            section.remove(found)


def _turn(section: BaseOxmlElement, wide: int, high: int) -> None:
    """Lay the pages of an upright section on their side, with as much room for wide tables as in our look."""
    from docx.oxml.ns import qn

    size = section.get_or_add_pgSz()
    for name, value in (("w", str(high)), ("h", str(wide)), ("orient", "landscape")):
        size.set(qn(f"w:{name}"), value)
    for margin in section.xpath("./w:pgMar"):
        for side in ("left", "right"):
            margin.set(qn(f"w:{side}"), str(min(int(float(margin.get(qn(f"w:{side}"), _EDGE))), _EDGE)))


_INCH = 1440
