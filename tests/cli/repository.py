"""Git repositories for tests, made where they are needed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

GIT = shutil.which("git") or "git"

WHO = {
    **{f"GIT_{who}_{what}": f"Ann{end}" for who in ("AUTHOR", "COMMITTER") for what, end in [("NAME", "")]},
    **{f"GIT_{who}_EMAIL": "ann@example.org" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2026-11-23T12:00:00Z" for who in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *args: str) -> str:
    """What `git` prints in a folder."""
    environment = {key: entry for key, entry in os.environ.items() if not key.startswith("GIT_")} | WHO
    done = subprocess.run(
        [GIT, "-C", str(folder), *args], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout


def committed(folder: Path, **files: str) -> None:
    """Commit `files` (`_` for the dot before a suffix) to the repository in a folder, made if need be."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    for name, text in files.items():
        path = folder / name.replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "A version")
