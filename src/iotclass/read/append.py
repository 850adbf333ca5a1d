"""Where a model file has room for one scenario more, so that its text, comments and all, can stay."""

from __future__ import annotations

import yaml
from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from iotclass.core.plan import Room

OPENING = (MappingStartEvent, SequenceStartEvent)
CLOSING = (MappingEndEvent, SequenceEndEvent)


def room(text: str) -> Room:
    """The room for one more scenario in `text`, the YAML of a valid model file."""
    events = list(yaml.parse(text, Loader=yaml.CSafeLoader))
    starts = _line_starts(text)
    root = next(number for number, event in enumerate(events) if isinstance(event, MappingStartEvent))
    keys = dict(_entries(events, root))
    if "scenarios" in keys:
        value = keys["scenarios"]
        return _inside(text, events, value, starts, section=True)
    return _inside(text, events, root, starts, section=False)


def _inside(text: str, events: list[Event], start: int, starts: list[int], *, section: bool) -> Room:
    """The room at the end of the mapping that begins with event `start`."""
    opening = events[start]
    entries = list(_entries(events, start))
    root = next(event for event in events if isinstance(event, MappingStartEvent))
    margin = _begin(root)[1]
    if isinstance(opening, MappingStartEvent) and opening.flow_style:
        last = _end(events, entries[-1][1]) if entries else start
        return Room(_offset(events[last], starts), 0, margin, flow=True, first=not entries, section=section)
    end = _end(events, start)
    at = max(_offset(event, starts) for event in events[start + 1 : end] if _takes_room(event))
    if at == 0 or text[at - 1] != "\n":
        line_end = text.find("\n", at)
        at = len(text) if line_end < 0 else line_end + 1
    column = _begin(events[start + 1])[1] if section else margin + 2
    return Room(at, column, margin, flow=False, first=not entries, section=section)


def _takes_room(event: Event) -> bool:
    """Whether `event` stands for something written: the end of a block collection is only noticed later."""
    if not isinstance(event, CLOSING):
        return True
    return _begin(event) != _finish(event)


def _begin(event: Event) -> tuple[int, int]:
    """The line and column at which an event begins, from 0."""
    mark = event.start_mark
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _finish(event: Event) -> tuple[int, int]:
    """The line and column right behind an event, from 0."""
    mark = event.end_mark
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _entries(events: list[Event], start: int) -> list[tuple[str, int]]:
    """The keys of the mapping that begins with event `start`, each with where its value begins."""
    found = []
    number = start + 1
    while not isinstance(events[number], MappingEndEvent):
        key = events[number]
        number = _end(events, number) + 1
        found.append((key.value if isinstance(key, ScalarEvent) else "", number))
        number = _end(events, number) + 1
    return found


def _end(events: list[Event], start: int) -> int:
    """The event that ends what begins with event `start`."""
    depth = 0
    for number in range(start, len(events)):
        depth += isinstance(events[number], OPENING)
        depth -= isinstance(events[number], CLOSING)
        if depth == 0:
            return number
    raise ValueError("a collection without an end")


def _line_starts(text: str) -> list[int]:
    found = [0]
    for number, char in enumerate(text):
        if char == "\n":
            found.append(number + 1)
    return found


def _offset(event: Event, starts: list[int]) -> int:
    """The offset right behind an event."""
    line, column = _finish(event)
    return starts[line] + column if line < len(starts) else starts[-1]
