"""What the page on pipelines, the action and the hooks say, run as they say it in a repository."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from tests.cli.repository import WHO, committed, git

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "how-to" / "pipeline.md").read_text("utf-8")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
SAMPLES: dict[str, Any] = {
    name: yaml.safe_load(text)
    for name, text in re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
}
"""The files on the page, by their names."""
WORKFLOW, CONFIG, GITLAB = (
    SAMPLES[name] for name in (".github/workflows/iotclass.yml", ".pre-commit-config.yaml", ".gitlab-ci.yml")
)
BASH = shutil.which("bash") or "bash"

GOOD = """\
iotclass: 1
system: Heating
assessment: {on: 2026-11-23}
components:
  sensor: {kind: sensor, requires: A, connectivity: C1, protection: P5, challenges: none, harm: Minor}
"""
BAD = GOOD.replace("C1, protection: P5", "C5, protection: P1")
INVALID = GOOD.replace("kind: sensor", "kind: senor")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A clone in which `origin/main` and `main` hold a good model, on a branch of its own."""
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    committed(there, model_yaml=GOOD, **{"models/one_yaml": GOOD, "models/two_yaml": GOOD})
    git(tmp_path, "clone", "--quiet", str(there), str(here))
    git(here, "switch", "--quiet", "--create", "change")
    programs = tmp_path / "programs"
    programs.mkdir()
    stand_in(programs / "iotclass", f'exec {shlex.quote(sys.executable)} -m iotclass "$@"')
    stand_in(programs / "pip", 'printf "%s\\n" "$@" >> "$PIP_LOG"')
    stand_in(programs / "gh", 'printf "%s\\n" "$@" >> "$GH_LOG"')
    return here


def stand_in(path: Path, script: str) -> None:
    """A program of one line."""
    path.write_text(f"#!{BASH}\n{script}\n")
    path.chmod(0o755)


def run(repository: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as pipelines do: any failing command or part of a pipe fails it."""
    programs = repository.parent / "programs"
    kept = {key: entry for key, entry in os.environ.items() if not key.startswith(("GIT_", "PYTEST_"))}
    given = {
        **kept,
        **WHO,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PIP_LOG": str(repository.parent / "pip.log"),
        "GH_LOG": str(repository.parent / "gh.log"),
        "GITHUB_STEP_SUMMARY": str(repository.parent / "summary.md"),
        **environment,
    }
    command = [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=repository, env=given, capture_output=True, text=True, check=False)


def resolved(text: str, context: dict[str, str]) -> str:
    """An expression's text with what it names put in."""
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda found: context[found[1]], text)


def holds(condition: str, context: dict[str, str]) -> bool:
    """Whether a condition of the forms that the action uses holds."""
    found = re.fullmatch(r"([\w.-]+) (==|!=) '([^']*)'", condition)
    assert found is not None, condition
    return (context[found[1]] == found[3]) is (found[2] == "==")


def run_action(repository: Path, given: dict[str, str]) -> list[subprocess.CompletedProcess[str]]:
    """Run the steps of the action until one fails."""
    assert set(given) <= set(ACTION["inputs"])
    context = {"github.action_path": str(ROOT)}
    for name, one in ACTION["inputs"].items():
        assert not one.get("required") or name in given
        context[f"inputs.{name}"] = given.get(name, one.get("default", ""))
    done: list[subprocess.CompletedProcess[str]] = []
    for step in ACTION["runs"]["steps"]:
        if "uses" in step or ("if" in step and not holds(step["if"], context)):
            continue
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "expressions in scripts run what they hold"
        environment = {key: resolved(entry, context) for key, entry in step.get("env", {}).items()}
        done.append(run(repository, step["run"], **environment))
        if done[-1].returncode:
            break
    return done


def run_workflow(repository: Path) -> list[int]:
    """Run the sample for GitHub; the codes of its steps."""
    context = {"github.base_ref": "main", "github.token": "t", "github.event.number": "7"}
    codes: list[int] = []
    for step in WORKFLOW["jobs"]["iotclass"]["steps"]:
        if codes and codes[-1] and step.get("if") != "always()":
            continue
        if step.get("uses", "").startswith("OWNER/iotclass@"):
            given = {key: resolved(str(entry), context) for key, entry in step["with"].items()}
            codes += [one.returncode for one in run_action(repository, given)]
        elif "run" in step:
            environment = {key: resolved(entry, context) for key, entry in step["env"].items()}
            codes.append(run(repository, step["run"], **environment).returncode)
    return codes


def test_the_sample_for_github_passes_what_is_good(repository: Path) -> None:
    codes = run_workflow(repository)

    assert codes == [0] * len(codes)
    assert len(codes) == 6
    assert (repository.parent / "pip.log").read_text().splitlines() == ["install", "--quiet", str(ROOT)]
    assert json.loads((repository / "iotclass.sarif").read_text())["runs"][0]["results"] == []
    assert "Nothing changed" in (repository.parent / "summary.md").read_text()
    told = (repository.parent / "gh.log").read_text().splitlines()
    assert told[:3] == ["pr", "comment", "7"]
    assert (repository / told[told.index("--body-file") + 1]).read_text().startswith("### ✅ iotclass: ")


def test_the_sample_for_github_fails_what_is_worse_and_still_tells_it(repository: Path) -> None:
    (repository / "model.yaml").write_text(BAD)

    codes = run_workflow(repository)

    assert codes == [0, 0, 0, 1, 0]
    assert json.loads((repository / "iotclass.sarif").read_text())["runs"][0]["results"]
    assert "1 requirement broke" in (repository.parent / "summary.md").read_text()
    assert (repository / "iotclass-diff.md").read_text().startswith("### ❌ iotclass: ")


def test_the_sample_for_github_stops_at_what_is_invalid(repository: Path) -> None:
    (repository / "model.yaml").write_text(INVALID)

    assert run_workflow(repository)[:2] == [0, 2]


def test_the_action_does_what_its_inputs_ask_for(repository: Path) -> None:
    (repository / "model.yaml").write_text(BAD)
    (repository / "new.yaml").write_text(GOOD)

    def codes(**given: str) -> list[int]:
        asked = {name.replace("_", "-"): entry for name, entry in given.items()}
        return [one.returncode for one in run_action(repository, asked)]

    assert codes(model="model.yaml") == [0, 0, 0, 1]
    assert codes(model="model.yaml", gate="false") == [0, 0, 0]
    assert codes(model="model.yaml", gate="false", sarif="") == [0, 0]
    assert codes(model="model.yaml", gate="false", compare_with="HEAD") == [0, 0, 0, 1]
    assert codes(model="model.yaml", gate="false", compare_with="HEAD", compare_gate="false") == [0] * 4
    assert codes(model="new.yaml", compare_with="HEAD") == [0] * 5
    assert "is new" in (repository / "iotclass-diff.md").read_text()
    assert codes(model="./new.yaml", compare_with="HEAD") == [0] * 5
    for model in ("./model.yaml", str(repository / "model.yaml")):
        assert codes(model=model, gate="false", compare_with="HEAD") == [0, 0, 0, 1]
    for unknown in ("origin/nowhere", "--all", "HEAD:model.yaml"):
        assert codes(model="model.yaml", gate="false", compare_with=unknown) == [0, 0, 0, 2]
        assert unknown in (repository / "iotclass-diff.md").read_text()
    assert codes(model="$(touch hacked).yaml") == [0, 2]
    assert not (repository / "hacked").exists()


def test_the_commands_of_the_page_run(repository: Path) -> None:
    (script,) = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`(iotclass [^`]*(?:model\.yaml|release\.json)[^`]*)`", PAGE)

    found = run(repository, script)
    assert (found.returncode, found.stderr.count("gate: passed")) == (0, 2)
    assert len(inline) == 2
    assert run(repository, "\n".join(inline)).returncode == 0


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (BAD, 1), (INVALID, 2)])
def test_the_sample_for_gitlab_runs(repository: Path, text: str, code: int) -> None:
    (repository / "model.yaml").write_text(text)
    job = GITLAB["iotclass"]

    script = "\n".join([*job["before_script"], *job["script"]])
    found = run(repository, script, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main", **job["variables"])

    assert found.returncode == code
    assert {name: (repository / name).exists() for name in job["artifacts"]["paths"]} == dict.fromkeys(
        job["artifacts"]["paths"], code < 2
    )


def hooked(hook: dict[str, Any], repository: Path) -> subprocess.CompletedProcess[str]:
    """Run a hook of the sample as pre-commit does: its entry, its arguments, the files that are meant."""
    known = {one["id"]: one for one in HOOKS}[hook["id"]]
    pattern = hook.get("files", known["files"])
    named = [one for one in git(repository, "ls-files").splitlines() if re.search(pattern, one)]
    assert named
    return run(repository, shlex.join([*shlex.split(known["entry"]), *hook.get("args", []), *named]))


@pytest.mark.parametrize(("text", "codes"), [(GOOD, [0, 0]), (BAD, [0, 1]), (INVALID, [2, 2])])
def test_the_hooks_run_on_all_files_at_once(repository: Path, text: str, codes: list[int]) -> None:
    (repository / "models" / "two.yaml").write_text(text)
    (repo,) = CONFIG["repos"]

    found = [hooked(hook, repository) for hook in repo["hooks"]]
    assert [one.returncode for one in found] == codes
    assert [hooked({"id": hook["id"]}, repository).returncode for hook in repo["hooks"]] == [0, 0]
    if text == BAD:
        assert "gate: models/one.yaml: passed, 1 requirements" in found[1].stderr
        assert "gate: models/two.yaml: base/sensor: not met" in found[1].stderr


SCHEMAS = {
    "the action": ("github-actions", ACTION),
    "the sample for GitHub": (
        "github-workflows",
        json.loads(json.dumps(WORKFLOW).replace('"true":', '"on":')),
    ),
    "the sample for GitLab": ("gitlab-ci", GITLAB),
}


@pytest.mark.parametrize(("name", "record"), SCHEMAS.values(), ids=SCHEMAS)
def test_what_others_read_is_valid_by_their_schemas(name: str, record: dict[str, Any]) -> None:
    text = files("check_jsonschema.builtin_schemas.vendor").joinpath(f"{name}.json").read_text("utf-8")
    validator = jsonschema_rs.validator_for(json.loads(text))

    assert [f"{list(one.instance_path)}: {one.message}" for one in validator.iter_errors(record)] == []
    broken = {**record, "runs": 7, "jobs": 7, "iotclass": 7}
    assert not validator.is_valid(broken)


def test_the_hooks_and_their_sample_are_valid_for_pre_commit(tmp_path: Path) -> None:
    clientlib = import_module("pre_commit.clientlib")

    found = clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert [one["id"] for one in found] == ["iotclass-check", "iotclass-gate"]
    config = tmp_path / "config.yaml"
    config.write_text(yaml.safe_dump(CONFIG))
    assert clientlib.load_config(str(config))["repos"] == CONFIG["repos"]
