"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from iotclass.core.place import OutputError


def write_whole(path: Path, content: str | bytes, *, replace: bool | None = None) -> None:
    """Write `content`, text as UTF-8, to `path` in one step; an existing file is left alone unless `replace`.

    Where that is None, nobody can ask for it to be replaced (by `--force`). A link is followed.
    Raises OutputError; nothing is left behind then.
    """
    prove_writable(path, replace=replace)
    path = path.resolve() if path.is_symlink() else path
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}") from None
    finally:
        Path(temporary).unlink(missing_ok=True)


def prove_writable(path: Path, *, replace: bool | None = None) -> None:
    """Raise OutputError where `path` is there already and not to be replaced, or has no folder to be in.

    What is no ordinary file (a folder, a device) is never replaced.
    """
    try:
        if path.exists() and not path.is_file():
            what = "is a folder" if path.is_dir() else "is no ordinary file"
            raise OutputError(f"{path}: {what}; nothing was written")
        if (path.exists() or path.is_symlink()) and not replace:
            way = "" if replace is None else " (--force replaces it)"
            raise OutputError(f"{path}: is there already; nothing was written{way}")
        if not path.parent.exists():
            raise OutputError(f"{path}: cannot be written: there is no folder {path.parent}")
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}") from None
