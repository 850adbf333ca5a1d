"""Tables that commands write."""

from __future__ import annotations

import csv
from pathlib import Path


def rows(path: str) -> list[dict[str, str]]:
    """The rows of a CSV file, in the order of their texts."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: list(row.values()))
