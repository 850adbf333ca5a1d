"""Measure what reports cost, as ratios within one run: machines are noisy, ratios less so.

python benchmarks/report.py     (from the project's .venv, at the top of the project)

- whole processes on the pacemaker: a page against `assess`, every other format against the page
- a system of components with links, controls and reasons: the time of each at 300 against 30, for what is
  assessed and composed and for every writer; at most 1.5
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from iotclass.app.material import material
from iotclass.app.report import Asked, assess_asked, rendered
from iotclass.core.compare import standing_for
from iotclass.core.language import ENGLISH
from iotclass.core.report import Report
from iotclass.figure.system import system_map
from iotclass.report.compose import report

SMALL, LARGE = 30, 300
MOST = 1.5
FORMS = ("html", "pdf", "docx", "xlsx", "md", "csv")
RUNS = 5
KINDS = ("sensor", "gateway", "mobile-app", "cloud-back-end", "ip-camera", "smart-meter")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        processes(Path(folder))
        growth(Path(folder))


def processes(folder: Path) -> None:
    """What whole processes take on the pacemaker."""
    print(f"{'whole process, pacemaker':<52} {'ratio':>7}  {'seconds':>7}")
    assess = process("assess", "pacemaker")
    print(f"{'assess':<52} {'':7}  {assess:7.2f}")
    page = assess
    for form in FORMS:
        taken = process("report", "pacemaker", "-o", str(folder / f"report.{form}"), "--force")
        page = taken if form == "html" else page
        base, name = (assess, "assess") if form == "html" else (page, "html")
        print(f"{f'report, {form}, against {name}':<52} {taken / base:7.2f}  {taken:7.2f}")


def process(*args: str) -> float:
    """The median time of a whole process."""
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "iotclass", *args], check=True, capture_output=True)
        found.append(time.perf_counter() - start)
    return median(found)


def growth(folder: Path) -> None:
    """How time grows with the components."""
    head = f"each of {LARGE} components against each of {SMALL}"
    print(f"\n{head:<52} {'ratio':>7}  {'at most':>7}  {'seconds':>7}")
    models = {size: folder / f"{size}.yaml" for size in (SMALL, LARGE)}
    for size, path in models.items():
        path.write_text(system(size), "utf-8")
    made: dict[int, Report] = {}

    def compose(size: int) -> None:
        made[size] = composed(models[size])

    compose(SMALL)  # what is loaded once
    said("assessed and composed, with its pictures", compose)
    for form in FORMS:
        rendered(made[SMALL], form, ENGLISH)
        said(form, partial(_rendered, made, form))
    shown = {size: standing_for(assess_asked(str(path), Asked()).assessment) for size, path in models.items()}
    said("the picture of the system", lambda size: system_map(shown[size], ENGLISH))


def _rendered(made: dict[int, Report], form: str, size: int) -> object:
    return rendered(made[size], form, ENGLISH)


def said(what: str, do: Callable[[int], object]) -> None:
    """Print how the time of `do` grows."""
    taken = {size: seconds(partial(do, size)) for size in (SMALL, LARGE)}
    ratio = taken[LARGE] / LARGE / (taken[SMALL] / SMALL)
    print(f"{what:<52} {ratio:7.2f}  {MOST:7}  {taken[LARGE]:7.1f}")


def seconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.process_time()
    do()
    return time.process_time() - start


def composed(model: Path) -> Report:
    """The report on a model."""
    asked = Asked()
    return report(material(assess_asked(str(model), asked), asked, ENGLISH, pictured=True), ENGLISH)


def system(size: int) -> str:
    """A model of so many components in a tree of links; some rely on the one before."""
    lines = ["iotclass: 1", "system: Many", "method: fazeldehkordi-2019", "components:"]
    for number in range(size):
        lines += [
            f"  c{number}:",
            f"    name: Component number {number}",
            f"    kind: {KINDS[number % len(KINDS)]}",
            f"    requires: {'ABCC'[number % 4]}",
            f"    connectivity: {{level: C{1 + number % 5}, why: because}}",
            "    challenges: none",
            "    harm: {safety: Minor, why: because}",
            "    controls:",
            "      password-authentication: yes",
            "      encrypted-communication: yes",
            "      signed-updates: {state: partly, why: the bootloader does not check}",
        ]
        lines += [f"    relies_on: [c{number - 1}]"] if number % 7 == 1 else []
    lines.append("links:")
    way = "medium: wireless, reach: local, operations: inside"
    lines += [f"  - {{id: l{one}, from: c{one}, to: c{one // 3}, {way}}}" for one in range(1, size)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
