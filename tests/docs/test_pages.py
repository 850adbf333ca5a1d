"""The documentation says what is true: fresh pages, valid models, links that lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from iotclass.cli import run
from iotclass.read.content import examples
from tests.content.statement_rows import STATEMENTS

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_rendered_pages_and_the_outputs_of_commands_on_pages_are_fresh() -> None:
    command = [sys.executable, str(ROOT / "docs" / "render.py"), "--check"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.stdout, found.stderr, found.returncode) == ("", "", 0)


def test_every_model_on_the_reference_page_is_valid(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "model-file.md").read_text("utf-8")
    models = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(models) == 4
    for number, model in enumerate(models):
        path = tmp_path / f"{number}.yaml"
        path.write_text(model, "utf-8")
        assert run(["check", str(path)]) == 0
        assert run(["assess", str(path)]) == 0


def test_links_between_pages_lead_to_files() -> None:
    links = [
        (page, target.split("#")[0])
        for page in PAGES
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8"))
        if not target.startswith("http")
    ]
    assert len(links) > 10
    assert [(page, target) for page, target in links if not (page.parent / target).exists()] == []


def test_the_readme_names_the_two_commands_that_the_makefile_has() -> None:
    readme, makefile = (ROOT / "README.md").read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    assert re.findall(r"^make (\w+)", readme, re.MULTILINE) == ["demo", "test"]
    assert {"demo", "test"} <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))


def test_the_readme_counts_the_examples_and_what_the_smart_plug_supports() -> None:
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    said = STATEMENTS["etsi-en-303-645-v3-1-3", "firmware-2"]
    yes, no, moot, unclear = (len(said[support].split()) for support in ("yes", "no", "n.a.", "open"))
    assert (
        f"Of the {yes + no + moot + unclear} provisions of EN 303 645 the smart plug supports {yes}; "
        f"{no} it does not, {moot} do not apply, and {unclear} are open."
    ) in readme
    assert len(examples()) == 11
    assert "lists eleven worked models" in readme


def test_no_page_or_source_names_a_path_of_a_machine() -> None:
    files = [*PAGES, *(path for path in (ROOT / "src").rglob("*") if path.suffix in {".py", ".yaml", ".csv"})]
    assert len(files) > 50
    assert [path for path in files if re.search(r"/(home|work|root|Users)/", path.read_text("utf-8"))] == []
