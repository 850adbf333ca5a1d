"""What the sheets of a workbook hold, what they are called, and where links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from iotclass.core.language import Language
from iotclass.core.report import Branch, Report, Section, Table, Tree, blocks
from iotclass.write.plain import plain

_NAME = 31
_PREFIX = 15
"""How much of a sheet's name may say where its table stands."""
_RESERVED = "history"
"""A name that Excel keeps for itself."""


@dataclass(slots=True)
class Sheet:
    """What a sheet holds: a table, or all trees, each with the title of the section that it stands in.

    `where` is where in the report that stands; `within` is the id of the section, after its last point.
    """

    id: str
    title: str
    where: str
    within: str = ""
    table: Table | None = None
    trees: list[tuple[str, Tree]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there are below the heads."""
        if self.table is not None:
            return len(self.table.rows)
        return sum(_size(tree) for _, tree in self.trees)

    @property
    def scattered(self) -> bool:
        """Whether trees stand in several sections, so that each row says in which."""
        return len({title for title, _ in self.trees}) > 1


def sheets_of(report: Report) -> list[Sheet]:
    """The sheets, that of the trees where the first of them stands."""
    held: list[Sheet] = []
    path: list[Section] = []
    trees = None
    for depth, block in blocks(report):
        if isinstance(block, Section):
            path[depth - 1 :] = [block]
        elif isinstance(block, Table):
            titles = [one.title for one in path[:depth]]
            within = path[depth - 1].id.rpartition(".")[2]
            where = " › ".join([*titles, block.title])
            held.append(Sheet(block.id, block.title, where, within, block))
        elif isinstance(block, Tree):
            if trees is None:
                trees = Sheet(path[0].id, path[0].title, path[0].title)
                held.append(trees)
            trees.trees.append((path[depth - 1].title, block))
    return held


def sheet_names(held: Sequence[Sheet], language: Language) -> dict[str, str]:
    """A sheet's name per sheet: its title, without what Excel forbids, no two alike.

    Before titles that tables of several sections have stands the section.
    """
    names: dict[str, str] = {}
    taken = {_RESERVED, first_name(language).casefold()}
    places = {(one.title, one.within) for one in held}
    often = Counter(title for title, _ in places)
    for one in held:
        wanted = _fitting(one.title) or _fitting(one.id)
        if often[one.title] > 1 and one.within:
            wanted = _fitting(f"{_fitting(one.within, _PREFIX)} · {wanted}")
        name, number = wanted, 1
        while not name or name.casefold() in taken:
            number += 1
            end = f" ({number})"
            name = wanted[: _NAME - len(end)] + end
        taken.add(name.casefold())
        names[one.id] = name
    return names


def first_name(language: Language) -> str:
    """What the first sheet is called, which leads to the others."""
    return _fitting(language("Contents"))


def _fitting(title: str, most: int = _NAME) -> str:
    """A title as a sheet's name; letters beyond the basic plane count twice there, so they go."""
    kept = "".join(char for char in plain(title) if char <= "\uffff")
    name = " ".join(re.sub(r"[\[\]:*?/\\]", " ", kept).split()).strip("' ")
    return name if len(name) <= most else name[: most - 1].rstrip("' ") + "…"


def _size(tree: Tree) -> int:
    """How many rows a tree takes."""
    return sum(1 for _ in branch_lines(tree))


def branch_lines(tree: Tree) -> Iterator[tuple[int, bool, Branch]]:
    """A tree's branches from top to bottom, each with its depth and whether it is folded away."""
    left = [(0, False, branch) for branch in reversed(tree.branches)]
    while left:
        depth, hidden, branch = left.pop()
        yield depth, hidden, branch
        left += [(depth + 1, hidden or branch.folded, below) for below in reversed(branch.branches)]


def link_targets(held: Sequence[Sheet], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Where links lead, by id: to a sheet's first cell, or to a tree's first row."""
    for one in held:
        quoted = names[one.id].replace("'", "''")
        yield one.id, f"internal:'{quoted}'!A1"
        row = 2
        for _, tree in one.trees:
            yield tree.id, f"internal:'{quoted}'!A{row}"
            row += _size(tree)
