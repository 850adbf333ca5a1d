"""What the rooms may import, beyond what import-linter sees; and that files stay small."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "iotclass"


def imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_the_core_imports_the_standard_library_and_itself_alone() -> None:
    files = sorted((SOURCE / "core").glob("*.py"))
    assert len(files) > 20
    foreign = {
        (path.name, module)
        for path in files
        for module in imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names and not module.startswith("iotclass.core")
    }
    assert foreign == set()


def test_the_core_knows_no_clock_no_chance_and_no_files() -> None:
    barred = {"time", "datetime", "random", "os", "pathlib", "io", "subprocess", "socket", "secrets"}
    files = sorted((SOURCE / "core").glob("*.py"))
    found = {(path.name, module) for path in files for module in imported(path) & barred}
    assert found == {("sample.py", "random")}  # draws from a fixed seed, the same every time


def test_only_the_command_line_prints_and_exits() -> None:
    files = [path for path in SOURCE.rglob("*.py") if path.parent.name not in {"cli", "iotclass"}]
    assert len(files) > 50
    calls = {
        (path.name, node.func.id)
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "exit"}
    }
    assert calls == set()


def test_only_reading_opens_the_content() -> None:
    files = [path for path in SOURCE.rglob("*.py") if path.parent.name in {"core", "write", "cli"}]
    assert len(files) > 40
    assert [path.name for path in files if re.search(r"\bCONTENT\b", path.read_text("utf-8"))] == []


def test_files_stay_under_400_lines() -> None:
    files = [*SOURCE.rglob("*.py"), *Path(__file__).parent.rglob("*.py")]
    assert {
        path.name: count for path in files if (count := len(path.read_text("utf-8").splitlines())) > 400
    } == {}


def test_no_file_holds_what_a_merge_left_open() -> None:
    root = SOURCE.parent.parent
    files = [path for name in ("src", "tests", "docs", "benchmarks") for path in (root / name).rglob("*.*")]
    files = [
        path
        for path in [*files, *root.glob("*.*")]
        if path.suffix in {".md", ".py", ".yaml", ".toml", ".csv"}
    ]
    assert len(files) > 500
    marks = tuple(sign * 7 + " " for sign in "<>")
    left = [
        path for path in files if any(line.startswith(marks) for line in path.read_text("utf-8").split("\n"))
    ]
    assert left == []
