"""Files at git revisions (`model.yaml@v1.2`), by the program git, which nothing else needs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.text import MAX_BYTES
from iotclass.read.word import nearest

SIGN = "@"
"""Stands between a file and the revision."""

ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE")
"""What git sets for hooks to name a repository, and which would count before that of the file."""

EXPECTED = "a branch, a tag or a commit (where only the last commits were fetched, git knows no others)"


def parted(name: str) -> tuple[str, str] | None:
    """The file and the revision that `name` names; None where it names none.

    Both may hold the sign: the file is the shortest that is there, or else, as a revision may be of a file
    that is there no more, the longest whose revision does not begin with a brace (`HEAD@{1}`).
    """
    found = [
        (name[:at], name[at + 1 :])
        for at, letter in enumerate(name)
        if letter == SIGN and name[:at] and name[at + 1 :]
    ]
    there = [pair for pair in found if Path(pair[0]).is_file()]
    plain = [pair for pair in found if not pair[1].startswith("{")]
    return next(iter([*there, *reversed(plain)]), None)


def revision_bytes(name: str, path: str, revision: str) -> bytes:
    """The bytes of the file at `path` as of `revision`, the two together called `name`.

    Raises InvalidError.
    """
    if revision.startswith("-"):
        raise _problem(name, f"the revision {revision!r} begins with -", EXPECTED)
    folder = next(one for one in Path(path).parents if one.is_dir())
    git = _Git(name, folder)
    inside = git.run("rev-parse", "--git-dir")
    if inside.returncode:
        raise _problem(name, f"no file of a git repository: {_said(inside)}", "a file in one")
    commit = git.run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit.returncode:
        known = ["HEAD", *git.lines("for-each-ref", "--format=%(refname:short)")]
        raise _problem(name, f"git knows no revision {revision!r}", EXPECTED, nearest(revision, known))
    id_ = commit.stdout.decode("ascii", "replace").strip()
    file = Path(path).relative_to(folder).as_posix()
    found = git.run("cat-file", "blob", f"{id_}:./{file}")
    if found.returncode:
        there = git.lines("ls-tree", "--name-only", id_, f"./{Path(file).parent.as_posix()}/")
        near = nearest(file, there)
        raise _problem(name, f"no file {path!r} at {revision}", "a file of that revision", near)
    if len(found.stdout) > MAX_BYTES:
        raise _problem(name, "larger than 64 MB", "a file of at most 64 MB")
    return found.stdout


class _Git:
    """The program git in a folder."""

    def __init__(self, name: str, folder: Path) -> None:
        program = shutil.which("git")
        if program is None:
            raise _problem(name, "the program git is not there to look a revision up", "a file, or git")
        self.program, self.folder = program, str(folder)

    def run(self, *args: str) -> subprocess.CompletedProcess[bytes]:
        """What git says to `args`; never through a shell."""
        command = [self.program, "-C", self.folder, *args]
        kept = {key: entry for key, entry in os.environ.items() if key not in ELSEWHERE}
        quiet = {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, env=quiet, check=False)  # noqa: S603  a list, no options among what the user gives

    def lines(self, *args: str) -> list[str]:
        """The lines that git prints."""
        return self.run(*args).stdout.decode("utf-8", "replace").splitlines()


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what git complains of."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "git does not say why"


def _problem(name: str, message: str, expected: str, near: str = "") -> InvalidError:
    return InvalidError([Problem(Place(name), message, expected, near)])
