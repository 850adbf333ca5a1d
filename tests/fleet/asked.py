"""An inventory opened for the questions that one asks of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from iotclass.fleet.ask import Reading
from iotclass.fleet.duck import Duck, opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.row import Row
from iotclass.fleet.source import source
from iotclass.read.inventory import names
from tests.fleet.random_fleet import content, mapping, method, write


def quiet(share: float, devices: int) -> None:
    """Tell nobody."""


@contextmanager
def asking(folder: Path, rows: Sequence[Row]) -> Iterator[tuple[Duck, Reading]]:
    """An inventory of these devices in `folder`, and how it is classified."""
    path = folder / "fleet.csv"
    write(path, rows)
    with opened(source(str(path)), Limits(threads=1), folder) as duck:
        yield duck, Reading(mapping(rows), names().states, method(), content())
