"""Folders of methods into methods: every table proved, every statement read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from iotclass.core import table as tables_of
from iotclass.core.level import Level
from iotclass.core.method import BelowP1, ImpactFrom, Method, Word
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.profile import Contradiction
from iotclass.core.scale import SCALES, Connectivity, Impact, Protection, SecurityClass, scale_name
from iotclass.core.statement import Cells, NotAbove, Reaches, Statement
from iotclass.core.table import Case, Direction, Origin, Row, Table
from iotclass.read.confidence import read_confidence, read_works
from iotclass.read.document import Node
from iotclass.read.file import cited, csv_rows, files_sha256, text, texts, yaml_file
from iotclass.read.judgement import by_word
from iotclass.read.text import read_bytes
from iotclass.read.word import nearest

TABLES = {
    "connectivity": ("medium", "reach", "operations"),
    "erosion": ("protection", "severity"),
    "exposure": ("connectivity", "protection"),
    "impact": ("severity",),
    "class": ("impact", "exposure"),
}
"""Every table with its inputs, in the order in which the core looks cases up."""
FILES = (
    *("method.yaml", "words.yaml", "statements.yaml"),
    *(f"{name}.csv" for name in (*TABLES, "confidence", "works")),
)


def read_method(folder: Path) -> Method:
    """The method that `folder` holds, proved. Raises InvalidError with every problem of every file."""
    problems = list(_shape_problems(folder))
    if problems:
        raise InvalidError(problems)
    problems = []
    head = _yaml(folder / "method.yaml", "method", problems)
    words = _yaml(folder / "words.yaml", "words", problems)
    said = _yaml(folder / "statements.yaml", "statements", problems)
    if head is None:
        raise InvalidError(problems)
    found = {name: _table(folder, name, head, problems) for name in TABLES}
    method = Method(
        text(head, "method"),
        text(head, "version"),
        text(head, "title"),
        text(head, "describes"),
        ImpactFrom(text(head, "impact_from")),
        BelowP1(text(head, "below_p1")),
        frozenset(texts(head, "severity_acts_on")),
        found,
        _titles(words),
        _words(words, cited(folder / "words.yaml"), problems),
        _statements(said, cited(folder / "statements.yaml"), found, problems),
        contradictions(head),
        read_confidence(folder, problems),
        read_works(folder, problems),
        "",
    )
    problems += _head_problems(method, head, folder)
    if problems:
        raise InvalidError(problems)
    return replace(method, sha256=sha256_of(folder, FILES))


def _shape_problems(folder: Path) -> list[Problem]:
    """What keeps `folder` from having the shape of a method."""
    if not folder.is_dir():
        return [Problem(Place(str(folder)), "no such folder", f"a folder with {', '.join(FILES)}")]
    present = {path.name for path in folder.iterdir()}
    place = Place(cited(folder))
    found = [
        Problem(place, f"another shape than a method's: {name} is missing")
        for name in FILES
        if name not in present
    ]
    for name in sorted(present - set(FILES)):
        if name.endswith((".csv", ".yaml", ".yml")):
            message = f"another shape than a method's: {name} is none of its files"
            found.append(Problem(place, message, ", ".join(FILES), nearest(name, FILES)))
    return found


def _yaml(path: Path, kind: str, problems: list[Problem]) -> Node | None:
    try:
        return yaml_file(path, kind)
    except InvalidError as error:
        problems += error.problems
        return None


def _head_problems(method: Method, head: Node, folder: Path) -> list[Problem]:
    file = cited(folder / "method.yaml")
    found = []
    if method.id != folder.resolve().name:
        place = Place(file, *head.keys["method"])
        found.append(
            Problem(
                place,
                f"method {method.id!r} in the folder {folder.resolve().name!r}",
                f"`method: {folder.resolve().name}`",
            )
        )
    if (method.impact_from is ImpactFrom.SEVERITY) is not ("impact" in method.severity_acts_on):
        place = Place(file, *head.keys["severity_acts_on"])
        message = (
            f"severity acts on {sorted(method.severity_acts_on)}, impact is from {method.impact_from.value}"
        )
        found.append(Problem(place, message, "impact in severity_acts_on just where impact_from is severity"))
    return found


def contradictions(node: Node) -> tuple[Contradiction, ...]:
    """The contradictions that a file records."""
    listed = node.mapping["contradictions"].sequence if "contradictions" in node.mapping else []
    return tuple(
        Contradiction(text(one, "section"), text(one, "says"), text(one, "read_as")) for one in listed
    )


def _table(folder: Path, name: str, head: Node, problems: list[Problem]) -> Table:
    """One table, proved total, monotone and dependent on each input."""
    declared = head.mapping["tables"].mapping[name]
    directions = declared.mapping["inputs"]
    inputs = tuple((SCALES[scale], Direction(directions.mapping[scale].text)) for scale in TABLES[name])
    outcome = SCALES[declared.mapping["outcome"].text]
    file = cited(folder / "method.yaml")
    problems += _direction_problems(name, directions, file)
    columns = list(directions.mapping)
    column = declared.mapping["outcome"].text
    path = folder / f"{name}.csv"
    header = [*columns, "in_effect" if column in columns else column, "origin", "section"]
    rows: dict[Case, Row] = {}
    complete = len(problems)
    try:
        for line, cells in csv_rows(path, header):
            row = _row(cells, Place(cited(path), line), columns, inputs, outcome, problems)
            if row is not None and row.case in rows:
                first = rows[row.case].place.line
                message = f"the case {tables_of.case_text(row.case)} is there already, on line {first}"
                problems.append(Problem(row.place, message, "each case once"))
            elif row is not None:
                rows[row.case] = row
    except InvalidError as error:
        problems += error.problems
    table = Table(name, inputs, outcome, rows, Place(cited(path)))
    # a row that cannot be read is not missing as well
    whole = len(problems) == complete
    problems += tables_of.problems(table) if whole else tables_of.wrong_steps(table)
    return table


def _direction_problems(name: str, directions: Node, file: str) -> Iterator[Problem]:
    """Directions by which something better would give something worse.

    Where higher is worse for an input as for the outcome (all scales but protection), the outcome has to
    rise with it.
    """
    better_high = {"protection"}
    for scale, node in directions.mapping.items():
        alike = (scale in better_high) == (name == "erosion")
        expected = Direction.RISES if alike else Direction.FALLS
        if node.text != expected.value:
            place = Place(file, node.line, node.column)
            message = f"{name} {node.text} with {scale}: something better would give something worse"
            yield Problem(place, message, expected.value)


_ORIGINS = {one.value: one for one in Origin if one is not Origin.ATTESTED}
"""Where a cell can come from: no document but the method's own source speaks for it."""


def _row(
    cells: list[str],
    place: Place,
    columns: list[str],
    inputs: tuple[tuple[type[Level], Direction], ...],
    outcome: type[Level],
    problems: list[Problem],
) -> Row | None:
    """One row; the columns may stand in any order that method.yaml declares."""
    if len(cells) != len(inputs) + 3:
        problems.append(Problem(place, f"{len(cells)} cells", f"{len(inputs) + 3}"))
        return None
    scales = [*(SCALES[column] for column in columns), outcome]
    bad = False
    for cell, valid in zip(cells, [*map(by_word, scales), _ORIGINS], strict=False):
        if cell not in valid:
            problems.append(Problem(place, repr(cell), f"one of {', '.join(valid)}", nearest(cell, valid)))
            bad = True
    if bad:
        return None
    levels = {scale: by_word(scale)[cell] for scale, cell in zip(scales[:-1], cells, strict=False)}
    case = tuple(levels[scale] for scale, _ in inputs)
    return Row(case, by_word(outcome)[cells[-3]], Origin(cells[-2]), cells[-1], place)


def _titles(words: Node | None) -> dict[str, str]:
    scales = words.mapping["scales"].mapping if words else {}
    return {name: text(node, "title") for name, node in scales.items()}


def _words(words: Node | None, file: str, problems: list[Problem]) -> dict[Level, Word]:
    """The words of every level of every scale."""
    found: dict[Level, Word] = {}
    for name, node in words.mapping["scales"].mapping.items() if words else ():
        levels = node.mapping["levels"]
        valid = by_word(SCALES[name])
        for word in levels.mapping:
            if word not in valid:
                place = Place(file, *levels.keys[word])
                problems.append(
                    Problem(place, f"no level {word!r} of {name}", ", ".join(valid), nearest(word, valid))
                )
        for word, level in valid.items():
            entry = levels.mapping.get(word)
            if entry is None:
                problems.append(
                    Problem(Place(file, levels.line), f"the level {word!r} of {name} has no words")
                )
            else:
                found[level] = Word(text(entry, "title"), text(entry, "question"), text(entry, "sentence"))
    return found


def _statements(
    said: Node | None, file: str, tables: dict[str, Table], problems: list[Problem]
) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for node in said.mapping["statements"].sequence if said else ():
        place = Place(file, node.line, node.column)
        head = (text(node, "id"), text(node, "section"), text(node, "says"))
        if any(one.id == head[0] for one in found):
            problems.append(Problem(place, f"the statement {head[0]!r} is there already", "each id once"))
        if "connectivity" in node.mapping:
            impact = text(node, "impact")
            both = sorted(set(texts(node, "at")) & set(texts(node, "not_at")))
            if both:
                problems.append(Problem(place, f"{both[0]} is in `at` and in `not_at`", "one or the other"))
            found.append(
                Reaches(
                    *head,
                    Connectivity(text(node, "connectivity")),
                    None if impact == "any" else Impact(impact),
                    SecurityClass(text(node, "class")),
                    tuple(map(Protection, texts(node, "at"))),
                    tuple(map(Protection, texts(node, "not_at"))),
                    place,
                )
            )
        elif "not_above" in node.mapping:
            found.append(NotAbove(*head, text(node, "table"), place))
        else:
            found += _cells(node, head, tables[text(node, "table")], place, problems)
    return tuple(found)


def _cells(
    node: Node, head: tuple[str, str, str], table: Table, place: Place, problems: list[Problem]
) -> list[Statement]:
    """A statement about cells of `table`: every level named is on a scale of the table."""
    scales = {scale_name(scale): scale for scale in table.scales}
    where = []
    for name, word in node.mapping["where"].mapping.items():
        valid = by_word(scales[name]) if name in scales else {}
        if word.text not in valid:
            message = f"{name} {word.text!r}"
            near = nearest(word.text, valid) if valid else nearest(name, scales)
            problems.append(Problem(place, message, f"one of {', '.join(valid or scales)}", near))
            return []
        where.append(valid[word.text])
    outcome = by_word(table.outcome)
    if text(node, "outcome") not in outcome:
        problems.append(Problem(place, f"outcome {text(node, 'outcome')!r}", f"one of {', '.join(outcome)}"))
        return []
    return [Cells(*head, table.name, tuple(where), outcome[text(node, "outcome")], place)]


def sha256_of(folder: Path, names: tuple[str, ...]) -> str:
    """The hash of the named files of a folder, names and bytes."""
    found = ((name, read_bytes(str(folder / name))) for name in sorted(names))
    return files_sha256((f"{name} {len(content)}", content) for name, content in found)
