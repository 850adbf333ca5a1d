"""The command line as a process of its own: exit codes, pipes, interruption, environment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from iotclass.cli import run
from tests.cli.doubt import DOUBT

PROGRAM = [sys.executable, "-m", "iotclass"]
PATIENCE = 60


def started(*args: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `iotclass` in `folder`, with these variables beside the environment's own."""
    return subprocess.run(
        [*PROGRAM, *args],
        cwd=folder,
        env=os.environ | environment,
        input="",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


CODES: dict[str, tuple[tuple[str, ...], int]] = {
    "an assessment": (("assess", "pacemaker"), 0),
    "a gate that is passed": (("assess", "pacemaker", "--scenario", "separate", "--gate"), 0),
    "a gate that is not": (("assess", "pacemaker", "--gate"), 1),
    "strict warnings": (("check", "pacemaker", "--strict"), 1),
    "an invalid model": (("check", "bad.yaml"), 2),
    "a model that is not there": (("assess", "nowhere.yaml"), 2),
    "wrong use": (("assess",), 2),
    "an unknown command": (("asess", "pacemaker"), 2),
    "output that cannot be written": (("new", "nowhere/x"), 2),
    "help": (("assess", "--help"), 0),
}


@pytest.mark.parametrize(("args", "code"), CODES.values(), ids=CODES)
def test_the_process_ends_with_the_code(tmp_path: Path, args: tuple[str, ...], code: int) -> None:
    (tmp_path / "bad.yaml").write_text("iotclass: 1\n")

    done = started(*args, folder=tmp_path)

    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert (done.stdout == "") is (code == 2)


def test_a_model_is_read_from_a_pipe(tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "assess", "-"],
        cwd=tmp_path,
        input=DOUBT.encode(),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("Doubt · method iotclass-1@1.0.0\n")


def test_endless_input_is_not_read_to_its_end(tmp_path: Path) -> None:
    with Path("/dev/zero").open("rb") as zeros:
        done = subprocess.run(
            [*PROGRAM, "assess", "-"],
            cwd=tmp_path,
            stdin=zeros,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "error: <stdin>: larger than 64 MB; expected a file of at most 64 MB\n"


def test_no_standard_input_at_all_is_refused_in_words(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$0" -m iotclass assess - <&-', sys.executable],  # noqa: S607  the shell closes the input
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("error: ")


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    body = "".join(f"  c{number}: {{kind: sensor}}\n" for number in range(3000))
    (tmp_path / "m.yaml").write_text(f"iotclass: 1\nsystem: S\ncomponents:\n{body}")
    process = subprocess.Popen(
        [*PROGRAM, "assess", "m.yaml"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None

    assert process.stdout.readline() == "S · method iotclass-1@1.0.0\n".encode()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert (process.wait(PATIENCE), said) == (0, b"")


@pytest.mark.parametrize(
    "args", [["assess", "pacemaker"], ["schema"], ["example", "pacemaker"]], ids=" ".join
)
def test_output_to_a_full_disk_is_an_error(tmp_path: Path, args: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *args],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=PATIENCE,
        )

    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: ")
    assert b"Traceback" not in done.stderr


def test_output_that_is_closed_is_an_error(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$0" -m iotclass assess pacemaker >&-', sys.executable],  # noqa: S607  the shell closes it
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_interrupted_command_ends_with_130(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [*PROGRAM, "assess", "-"], cwd=tmp_path, stdin=reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as model:
        model.write(b"#" * 2_000_000)  # more than a pipe holds: once it is written, the command is reading
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)

    assert (process.returncode, out, err.strip()) == (130, b"", b"interrupted")


def test_an_interruption_inside_the_work_ends_with_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("iotclass.app.assess.open_model", interrupted)

    assert run(["assess", "pacemaker"]) == 130
    assert [one.strip() for one in capsys.readouterr()] == ["", "interrupted"]


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX"},
    ],
    ids=["ascii", "C", "POSIX"],
)
def test_a_terminal_that_knows_no_letters_beyond_ascii_is_no_reason_to_fail(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    done = subprocess.run(
        [*PROGRAM, "assess", "pacemaker"],
        cwd=tmp_path,
        env=os.environ | environment,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Cardiac pacemaker" in done.stdout


def test_a_file_name_that_is_no_text_is_read_all_the_same(tmp_path: Path) -> None:
    name = b"m\xff.yaml"
    Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text(DOUBT)

    for command in (b"assess", b"check", b"compare"):
        done = subprocess.run(
            [sys.executable.encode(), b"-m", b"iotclass", command, name],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_nothing_depends_on_the_folder_it_is_called_from(tmp_path: Path) -> None:
    (tmp_path / "yaml.py").write_text("raise SystemExit('another module of that name')\n")
    (tmp_path / "content").mkdir()

    done = subprocess.run(
        [sys.executable, "-P", "-m", "iotclass", "assess", "pacemaker"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_closes_at_once_is_no_failure(tmp_path: Path) -> None:
    command = f"{sys.executable} -m iotclass assess pacemaker | head -c 0; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=False)  # noqa: S607  any bash

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_where_errors_cannot_be_said_the_exit_code_still_says_them(tmp_path: Path) -> None:
    for redirected in ("2>&-", "2>/dev/full"):
        command = f"{sys.executable} -m iotclass assess nothing {redirected}"
        ran = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=False)  # noqa: S607  any bash
        assert ran.returncode == 2
