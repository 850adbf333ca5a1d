"""Files at git revisions, as versions to compare and as models."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.repository import committed, git
from tests.cli.test_diff import NEW, OLD


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two commits, the first of them tagged, and a change that is not committed."""
    committed(tmp_path, model_yaml=OLD)
    git(tmp_path, "tag", "v1.0")
    committed(tmp_path, model_yaml=OLD.replace("P3", "P2"))
    (tmp_path / "model.yaml").write_text(NEW)
    return tmp_path


def test_revisions_of_a_file_are_versions(iotclass: Command, repository: Path) -> None:
    (repository / "old.yaml").write_text(OLD)
    (repository / "middle.yaml").write_text(OLD.replace("P3", "P2"))
    expected = {
        name: iotclass("diff", f"{name}.yaml", "model.yaml", "--format", "json").json
        for name in ("old", "middle")
    }

    for name, revision in [
        *(("old", one) for one in ("v1.0", "HEAD~1", "main^", git(repository, "rev-parse", "v1.0").strip())),
        *(("middle", one) for one in ("HEAD", "main", "HEAD@{0}", "@")),
    ]:
        ran = iotclass("diff", f"model.yaml@{revision}", "model.yaml", "--format", "json")
        assert (ran.code, ran.err) == (0, "")
        assert ran.json == expected[name]
    assert expected["old"] != expected["middle"]
    same = iotclass("diff", "model.yaml@v1.0", "model.yaml@main~1", "--format", "json").json
    assert (same["moved"], same["changes"], same["words"]) == ([], [], [])
    assert iotclass("assess", "model.yaml@v1.0", "--gate").code == 0


def test_the_repository_is_that_of_the_file_in_a_hook_of_another_one_too(
    iotclass: Command, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = repository / "other"
    inner.mkdir()
    committed(inner, model_yaml=NEW)
    expected = iotclass("diff", "other/model.yaml@HEAD", "model.yaml", "--format", "json").json

    for given in (str(repository / ".git"), ".git"):
        monkeypatch.setenv("GIT_DIR", given)
        ran = iotclass("diff", "other/model.yaml@HEAD", "model.yaml", "--format", "json")
        assert (ran.code, ran.json) == (0, expected)
    assert (expected["moved"], expected["changes"]) == ([], [])


def test_a_file_is_found_from_wherever_the_command_runs(
    iotclass: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "repo" / "models" / "deep"
    inner.mkdir(parents=True)
    committed(tmp_path / "repo", **{"models/deep/m_yaml": OLD})
    (inner / "m.yaml").unlink()

    assert iotclass("assess", "repo/models/deep/m.yaml@HEAD").code == 0
    assert iotclass("assess", f"{inner}/m.yaml@HEAD").code == 0
    monkeypatch.chdir(inner)
    assert iotclass("assess", "../deep/m.yaml@HEAD", "--format", "text").code == 0
    inner.rmdir()
    monkeypatch.chdir(tmp_path)
    assert iotclass("assess", "repo/models/deep/m.yaml@HEAD").code == 0


def test_a_file_with_the_sign_in_its_name_goes_before_a_revision(iotclass: Command, repository: Path) -> None:
    (repository / "model.yaml@v1.0").write_text(NEW)
    committed(repository, **{"odd@name_yaml": OLD})

    ran = iotclass("diff", "model.yaml@v1.0", "model.yaml", "--format", "json")

    assert (ran.json["moved"], ran.json["changes"]) == ([], [])
    assert iotclass("assess", "odd@name.yaml@HEAD").code == 0


EXPECTED = (
    "expected a branch, a tag or a commit (where only the last commits were fetched, git knows no others)"
)

WRONG = {
    "a revision that there is not": (
        "model.yaml@v2.0",
        f"model.yaml@v2.0: git knows no revision 'v2.0'; {EXPECTED} (did you mean 'v1.0'?)",
    ),
    "a file that is not in it": (
        "modell.yaml@v1.0",
        (
            "modell.yaml@v1.0: no file 'modell.yaml' at v1.0; expected a file of that revision "
            "(did you mean 'model.yaml'?)"
        ),
    ),
    "a file that came later": (
        "later.yaml@v1.0",
        "later.yaml@v1.0: no file 'later.yaml' at v1.0; expected a file of that revision",
    ),
    "a folder": ("models@HEAD", "models@HEAD: no file 'models' at HEAD; expected a file of that revision"),
    "an option": (
        "model.yaml@--output=x",
        f"model.yaml@--output=x: the revision '--output=x' begins with -; {EXPECTED}",
    ),
    "a path in a revision": (
        "model.yaml@v1.0:model.yaml",
        f"model.yaml@v1.0:model.yaml: git knows no revision 'v1.0:model.yaml'; {EXPECTED}",
    ),
    "a range": ("model.yaml@v1.0..main", f"git knows no revision 'v1.0..main'; {EXPECTED}"),
    "nothing before the sign": ("@HEAD", "@HEAD: no such file, and no example of that name; expected a file"),
    "nothing behind it": (
        "model.yml@",
        "model.yml@: no such file, and no example of that name; expected a file",
    ),
}


@pytest.mark.parametrize(("name", "message"), WRONG.values(), ids=WRONG)
def test_what_is_no_revision_of_a_file_is_named(
    iotclass: Command, repository: Path, name: str, message: str
) -> None:
    committed(repository, later_yaml=OLD, **{"models/m_yaml": OLD})

    ran = iotclass("diff", name, "model.yaml")

    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert len(ran.err.splitlines()) == 1
    assert sorted(path.name for path in repository.iterdir()) == [
        ".git",
        "later.yaml",
        "model.yaml",
        "models",
    ]


def test_outside_of_a_repository_there_are_no_revisions(
    iotclass: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "old.yaml").write_text(OLD)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    ran = iotclass("diff", "old.yaml@HEAD", "old.yaml")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: old.yaml@HEAD: no file of a git repository: not a git repository")


@pytest.mark.usefixtures("repository")
def test_without_the_program_git_files_can_be_compared_but_no_revisions(
    iotclass: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    ran = iotclass("diff", "model.yaml@HEAD", "model.yaml")

    assert (ran.code, ran.out) == (2, "")
    message = "the program git is not there to look a revision up; expected a file, or git"
    assert ran.err == f"error: model.yaml@HEAD: {message}\n"
    assert iotclass("diff", "model.yaml", "model.yaml").code == 0


def test_a_model_that_is_invalid_at_a_revision_is_cited_by_it(iotclass: Command, tmp_path: Path) -> None:
    committed(tmp_path, model_yaml=OLD.replace("kind: gateway", "kind: gatewy"))
    (tmp_path / "model.yaml").write_text(OLD)

    ran = iotclass("diff", "model.yaml@HEAD", "model.yaml")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: model.yaml@HEAD:6:")
    assert "(did you mean 'gateway'?)" in ran.err
