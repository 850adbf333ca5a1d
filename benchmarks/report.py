"""Measure what reports cost, as ratios within one run: machines are noisy, ratios less so.

python benchmarks/report.py     (from the project's .venv, at the top of the project)

- a page of components, each with a table and a tree: time of each at 300 against 30; at most 1.5
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from tests.write.reported import report

from iotclass.core.language import ENGLISH, Language
from iotclass.core.report import Report, Section, Table, Tree, blocks
from iotclass.write.report_html import report_html

SMALL, LARGE = 30, 300
MOST = 1.5
WRITERS: dict[str, Callable[[Report, Language], str]] = {"HTML": report_html}


def main() -> None:
    """Measure and print."""
    print(f"{'what':<52} {'ratio':>7}  {'at most':>7}  {'seconds':>7}  {'MB':>5}")
    for name, write in WRITERS.items():
        write(report(), ENGLISH)  # templates are compiled once
        small, _ = written(write, SMALL)
        large, size = written(write, LARGE)
        what = f"{name}: each of {LARGE} against each of {SMALL}"
        ratio = large / LARGE / (small / SMALL)
        print(f"{what:<52} {ratio:7.2f}  {MOST:7}  {large:7.1f}  {size / 1e6:5.1f}")


def written(write: Callable[[Report, Language], str], count: int) -> tuple[float, int]:
    """How many seconds a report of `count` components takes, and how long it is in bytes."""
    whole = of(count)
    start = time.process_time()
    text = write(whole, ENGLISH)
    return time.process_time() - start, len(text.encode())


def of(count: int) -> Report:
    """A report of `count` components."""
    whole = report()
    (table,) = (block for _, block in blocks(whole) if isinstance(block, Table))
    (tree,) = (block for _, block in blocks(whole) if isinstance(block, Tree))
    branches = tree.branches * 10
    components = tuple(
        Section(
            f"component-{number}",
            f"Component {number}",
            (
                replace(table, id=f"table-{number}"),
                Tree(f"tree-{number}", f"Why component {number}", branches),
            ),
        )
        for number in range(count)
    )
    return replace(whole, sections=(*whole.sections, Section("each", "Each component", components)))


if __name__ == "__main__":
    main()
