"""YAML (and with it JSON) into nodes with positions, within limits.

The parser is PyYAML's C event stream; nothing is constructed from tags, nothing is resolved but what
YAML 1.2's core schema has: `yes` and `no` stay words.
"""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from iotclass.core.place import InvalidError, Place, Problem

MAX_DEPTH = 100
MAX_SCALAR = 64 * 1024
MAX_KEY = 256
MAX_EXPANSION = 10
SMALL_FILE = 10_000
"""Nodes that aliases may always expand to, whatever the file's size."""

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]{1,300}(\.[0-9]*)?)([eE][-+]?[0-9]{1,2})?")
_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_BREAKS = re.compile("[\x85\u2028\u2029]")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


@dataclass(slots=True, eq=False)
class Node:
    """A scalar, a sequence or a mapping, and where it begins (line and column from 1).

    Mappings keep the position of each key in `keys`. `size` counts the node and all below it, aliases
    expanded; it is 0 while a container is still open. `depth` is how many levels there are below and with it.
    """

    value: bool | int | float | str | list[Node] | dict[str, Node] | None
    line: int
    column: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    size: int = 1
    depth: int = 1
    written: str = ""
    """A number or a truth value as it is written."""

    @property
    def mapping(self) -> dict[str, Node]:
        """The entries of a mapping; empty for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def sequence(self) -> list[Node]:
        """The items of a sequence; empty for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """A scalar as text; empty for anything else."""
        return self.value if isinstance(self.value, str) else self.written

    def plain(self) -> Plain:
        """The node as plain data, positions left out."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


EMPTY = Node({}, 0, 0)
"""A mapping without entries, for what is not there."""


def parse(text: str, file: str, problems: list[Problem] | None = None) -> Node:
    """The one document that `text` holds. Raises InvalidError with every problem found.

    With `problems`, keys that stand twice go there instead, so that the rest can be checked too.
    """
    hidden = _BREAKS.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        column = hidden.start() - text.rfind("\n", 0, hidden.start())
        what = f"U+{ord(hidden[0]):04X}, a line break that one does not see and YAML 1.2 does not know"
        raise InvalidError([Problem(Place(file, line, column), what, "an ordinary line end")])
    collecting = gc.isenabled()
    gc.disable()  # nodes form no cycles, and collection makes large files grow worse than linearly
    try:
        builder = _Builder(file)
        root = builder.build(_surrogates_joined(text))
        if problems is None and builder.twice:
            raise InvalidError(builder.twice)
        if problems is not None:
            problems += builder.twice
        return root
    finally:
        if collecting:
            gc.enable()


def _surrogates_joined(text: str) -> str:
    r"""JSON's escaped surrogate pairs as the one escape that YAML has for the character."""
    if not text.lstrip().startswith(("{", "[")) or "\\u" not in text:
        return text

    def joined(match: re.Match[str]) -> str:
        high, low = int(match[2], 16), int(match[3], 16)
        return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + low - 0xDC00:08x}"

    return _SURROGATES.sub(joined, text)


class _Builder:
    """Events into nodes, with a stack instead of recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.twice: list[Problem] = []
        """Keys that stand twice: the first is taken, and the rest can be checked."""
        self.anchors: dict[str, Node] = {}
        self.words: dict[str, str] = {}
        self.stack: list[Node] = []
        self.pending: list[tuple[str, int, int] | None] = []
        """Per open container, the key that waits for its value."""
        self.root: Node | None = None
        self.literal = self.expanded = 0

    def build(self, text: str) -> Node:
        """The root of the one document of `text`."""
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                self.take(event)
        except yaml.reader.ReaderError as error:
            line = text[: error.position].count("\n") + 1
            raise InvalidError(
                [Problem(Place(self.file, line), "binary, or a control character", "text")]
            ) from None
        except yaml.MarkedYAMLError as error:
            raise self._syntax_error(error, text) from None
        if self.root is None or (self.root.value is None and not self.problems):
            raise self._stop(1, 1, "empty", "a document")
        if self.problems:
            raise InvalidError([*self.problems, *self.twice])
        return self.root

    def take(self, event: Event) -> None:
        """One event more."""
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        if isinstance(event, ScalarEvent):
            self._attach(self._scalar(event, line, column), event, line, column)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            node = Node({} if isinstance(event, MappingStartEvent) else [], line, column, size=0)
            self._attach(node, event, line, column)
            if len(self.stack) >= MAX_DEPTH:
                raise self._stop(line, column, f"nested more than {MAX_DEPTH} deep", "a flatter file")
            self.stack.append(node)
            self.pending.append(None)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.pending.pop()
            node = self.stack.pop()
            below = list(node.mapping.values()) if isinstance(node.value, dict) else node.sequence
            node.size = 1 + sum(child.size for child in below)
            node.depth = 1 + max((child.depth for child in below), default=0)
        elif isinstance(event, AliasEvent):
            self._attach(self._aliased(event, line, column), event, line, column)
        elif isinstance(event, DocumentStartEvent) and self.root is not None:
            raise self._stop(line, column, "a second document begins", "one document in a file")

    def _attach(self, node: Node, event: Event, line: int, column: int) -> None:
        """Put `node` where it belongs: the root, an item, a key, or the value of the waiting key."""
        self.literal += 1
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if tag is not None:
            self.problems.append(
                Problem(Place(self.file, line, column), f"a tag ({tag})", "plain data without tags")
            )
        if anchor is not None and not isinstance(event, AliasEvent):
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        parent, waiting = self.stack[-1], self.pending[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif waiting is None:
            self.pending[-1] = self._key(event, line, column)
        elif isinstance(parent.value, dict):
            key, key_line, key_column = waiting
            self.pending[-1] = None
            if key in parent.value:
                where = Place(self.file, key_line, key_column)
                first = parent.keys[key][0]
                self.twice.append(
                    Problem(where, f"key {key!r} is there already, on line {first}", "each key once")
                )
            else:
                parent.value[key] = node
                parent.keys[key] = (key_line, key_column)

    def _key(self, event: Event, line: int, column: int) -> tuple[str, int, int]:
        """The text of a key, whatever it would be as a value."""
        if not isinstance(event, ScalarEvent):
            raise self._stop(line, column, "a key that is no plain text", "a word")
        if len(event.value) > MAX_KEY:
            raise self._stop(line, column, f"a key of more than {MAX_KEY} characters", "a shorter one")
        if not event.value:  # no key of any format is empty, and validators leave it out of paths
            place = Place(self.file, line, column)
            self.problems.append(Problem(place, "an empty key", "a word"))
        if event.value == "<<" and event.implicit[0]:
            where = Place(self.file, line, column)
            self.problems.append(
                Problem(where, "a merge key (<<)", "the entries written out: YAML 1.2 has no merging")
            )
        return self.words.setdefault(event.value, event.value), line, column

    def _scalar(self, event: ScalarEvent, line: int, column: int) -> Node:
        if len(event.value) > MAX_SCALAR:
            raise self._stop(line, column, "a text of more than 64 KiB", "shorter texts")
        value = resolved(event.value) if event.implicit[0] else event.value
        if isinstance(value, str):
            return Node(self.words.setdefault(value, value), line, column)
        return Node(value, line, column, written=event.value if value is not None else "")

    def _aliased(self, event: AliasEvent, line: int, column: int) -> Node:
        """The node that an alias stands for, within what aliases may expand to."""
        node = self.anchors.get(event.anchor or "")
        if node is None or node.size == 0:
            what = "names no anchor before it" if node is None else "stands inside what it names"
            raise self._stop(line, column, f"the alias *{event.anchor} {what}", "a known anchor")
        if len(self.stack) + node.depth > MAX_DEPTH:
            raise self._stop(line, column, f"nested more than {MAX_DEPTH} deep", "a flatter file")
        self.expanded += node.size
        if self.expanded > max(SMALL_FILE, MAX_EXPANSION * self.literal):
            raise self._stop(
                line, column, f"aliases expand the file more than {MAX_EXPANSION} times", "fewer aliases"
            )
        return node

    def _syntax_error(self, error: yaml.MarkedYAMLError, text: str) -> InvalidError:
        """The parser's complaint, in words for people who have never seen one."""
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = text.split("\n")
        written = lines[line - 1] if line <= len(lines) else ""
        if "\t" in written[: len(written) - len(written.lstrip())] or written[column - 1 : column] == "\t":
            return self._stop(
                line, written.index("\t") + 1, "a tab", "spaces: YAML is indented by spaces alone"
            )
        context = f" ({error.context})" if error.context else ""
        problem = error.problem or "cannot be parsed"
        expected = (
            "a comma or the closing bracket (a text with , or : in it needs quotes here)"
            if "did not find expected ','" in problem
            else ""
        )
        return self._stop(line, column, f"not YAML: {problem}{context}", expected)

    def _stop(self, line: int, column: int, message: str, expected: str) -> InvalidError:
        """Everything found so far, and what makes it impossible to go on."""
        last = Problem(Place(self.file, line, column), message, expected)
        return InvalidError([*self.problems, *self.twice, last])


def resolved(word: str) -> bool | int | float | str | None:
    """A plain scalar as YAML 1.2's core schema reads it, without octal, hexadecimal, infinities and NaN."""
    if word in _WORDS:
        return _WORDS[word]
    if word[0].isalpha():
        return word
    if _INTEGER.fullmatch(word):
        return int(word)
    if _FLOAT.fullmatch(word):
        return float(word)
    return word
