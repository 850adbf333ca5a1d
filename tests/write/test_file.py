"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from iotclass.core.place import OutputError
from iotclass.write.file import write_whole


def test_a_new_file_holds_exactly_what_was_to_be_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "ä\n心\n")

    assert (tmp_path / "a.txt").read_bytes() == "ä\n心\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_new_file_has_the_rights_that_new_files_have(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.txt", "x")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


@pytest.mark.parametrize(("replace", "way"), [(None, ""), (False, " (--force replaces it)")])
def test_a_file_that_is_there_is_left_alone(tmp_path: Path, replace: bool | None, way: str) -> None:
    (tmp_path / "a.txt").write_text("mine")

    with pytest.raises(OutputError) as refused:
        write_whole(tmp_path / "a.txt", "yours", replace=replace)

    assert str(refused.value) == f"{tmp_path}/a.txt: is there already; nothing was written{way}"
    assert (tmp_path / "a.txt").read_text() == "mine"


def test_a_file_that_is_there_is_replaced_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine")

    write_whole(tmp_path / "a.txt", "yours", replace=True)

    assert (tmp_path / "a.txt").read_text() == "yours"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused:
        write_whole(tmp_path / "nowhere" / "a.txt", "x")

    assert (
        str(refused.value)
        == f"{tmp_path}/nowhere/a.txt: cannot be written: there is no folder {tmp_path}/nowhere"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("failing", ["fsync", "replace"])
@pytest.mark.parametrize("there", [False, True])
def test_nothing_is_left_behind_where_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, there: bool
) -> None:
    path = tmp_path / "a.txt"
    if there:
        path.write_text("mine")

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    if failing == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)

    with pytest.raises(OutputError) as refused:
        write_whole(path, "yours", replace=True)

    assert str(refused.value) == f"{path}: cannot be written: No space left on device"
    assert [one.read_text() for one in tmp_path.iterdir()] == (["mine"] if there else [])


def test_nothing_is_left_behind_where_writing_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.txt", "x")

    assert list(tmp_path.iterdir()) == []
