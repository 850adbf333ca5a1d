"""Files that are no models at all: one clear message, exit code 2, nothing printed, nothing written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from iotclass.read.content import examples
from tests.cli.command import Command

VALID = b"iotclass: 1\nsystem: S\ncomponents:\n  a:\n    kind: sensor\n"
NAMED = VALID + b"    name: "

DEEP = "nested more than 100 deep; expected a flatter file"
KEY = "a key that is no plain text; expected a word"
EMPTY = "m.yaml:1:1: empty; expected a document"
TAB = "a tab; expected spaces: YAML is indented by spaces alone"
CONTROL = "binary, or a control character; expected text"
TAG = "expected plain data without tags"
BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (letter, letter, b",".join([b"*%c" % (letter - 1)] * 9)) for letter in b"bcdefghi"
)

FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", EMPTY),
    "blank lines alone": (b"\n  \n\n", EMPTY),
    "comments alone": (b"# one\n# two\n", EMPTY),
    "a document of nothing": (b"---\n", EMPTY),
    "null": (b"null\n", EMPTY),
    "a word": (b"hello\n", "m.yaml:1:1: 'hello'; expected a mapping"),
    "a list": (b"- a\n- b\n", "m.yaml:1:1: a list; expected a mapping"),
    "not YAML": (
        b"iotclass: 1\nsystem: [a\ncomponents: }\n",
        (
            "m.yaml:3:11: not YAML: did not find expected ',' or ']' (while parsing a flow sequence); "
            "expected a comma or the closing bracket (a text with , or : in it needs quotes here)"
        ),
    ),
    "a quote that is never closed": (
        b"iotclass: 1\nsystem: 'S\n",
        "m.yaml:3:1: not YAML: found unexpected end of stream (while scanning a quoted scalar)",
    ),
    "a text of more than 64 KiB": (
        b"iotclass: 1\nsystem: " + b"x" * (64 * 1024 + 1) + b"\n",
        "m.yaml:2:9: a text of more than 64 KiB; expected shorter texts",
    ),
    "a bomb of aliases": (
        BOMB,
        "m.yaml:5:8: aliases expand the file more than 10 times; expected fewer aliases",
    ),
    "an alias inside what it names": (
        b"a: &a [*a]\n",
        "m.yaml:1:8: the alias *a stands inside what it names; expected a known anchor",
    ),
    "an alias of nothing": (
        b"a: *b\n",
        "m.yaml:1:4: the alias *b names no anchor before it; expected a known anchor",
    ),
    "100,000 open brackets": (b"[" * 100_000, f"m.yaml:1:101: {DEEP}"),
    "100,000 open braces": (b"{a: " * 100_000, f"m.yaml:1:401: {DEEP}"),
    "100,000 braces without keys": (b"{" * 100_000, f"m.yaml:1:2: {KEY}"),
    "100,000 dashes": (b"- " * 100_000, f"m.yaml:1:201: {DEEP}"),
    "100,000 question marks": (b"? " * 100_000, f"m.yaml:1:3: {KEY}"),
    "deep below a valid beginning": (NAMED + b"[" * 200 + b"]" * 200, f"m.yaml:6:108: {DEEP}"),
    "tabs as indentation": (
        b"iotclass: 1\nsystem: S\ncomponents:\n\ta:\n\t\tkind: sensor\n",
        f"m.yaml:4:1: {TAB}",
    ),
    "a tab after spaces": (
        b"iotclass: 1\nsystem: S\ncomponents:\n  a:\n  \tkind: sensor\n",
        f"m.yaml:5:3: {TAB}",
    ),
    "a list as key": (
        b"iotclass: 1\nsystem: S\ncomponents: {[a]: {kind: sensor}}\n",
        f"m.yaml:3:14: {KEY}",
    ),
    "a merge key": (
        b"iotclass: 1\nsystem: S\ncomponents: {a: &a {kind: sensor}, b: {<<: *a}}\n",
        "m.yaml:3:40: a merge key (<<); expected the entries written out: YAML 1.2 has no merging",
    ),
    "a tag that would run a command": (
        VALID.replace(b"S\n", b"!!python/object/apply:os.system ['touch run']\n", 1),
        f"m.yaml:2:9: a tag (tag:yaml.org,2002:python/object/apply:os.system); {TAG}",
    ),
    "a tag of one's own": (
        VALID.replace(b"S\n", b"!mine S\n", 1),
        f"m.yaml:2:9: a tag (!mine); {TAG}",
    ),
    "two documents": (
        VALID + b"---\n" + VALID,
        "m.yaml:6:1: a second document begins; expected one document in a file",
    ),
    "every byte there is": (
        bytes(range(256)),
        "m.yaml:2:118: byte 0x80 is not UTF-8; expected a UTF-8 file",
    ),
    "a NUL": (NAMED + b"a\0b\n", "m.yaml:6: binary, not text"),
    "UTF-16": (
        VALID.decode().encode("utf-16"),
        "m.yaml:1:1: not UTF-8 (it begins like UTF-16); expected a UTF-8 file",
    ),
    "UTF-16 without a mark": (VALID.decode().encode("utf-16-le"), "m.yaml:1: binary, not text"),
    "Latin-1": (
        NAMED + "Höhe\n".encode("latin-1"),
        "m.yaml:6:12: byte 0xf6 is not UTF-8; expected a UTF-8 file",
    ),
    "a terminal escape": (NAMED + b"\x1b[31mred\n", f"m.yaml:6: {CONTROL}"),
    "a C1 control character": (NAMED + "\x9b31m\n".encode(), f"m.yaml:6: {CONTROL}"),
    "an escaped half of a surrogate pair": (
        NAMED + b'"\\ud800"\n',
        "m.yaml:6:14: not YAML: found invalid Unicode character escape code (while parsing a quoted scalar)",
    ),
    "a YAML version to come": (
        b"%YAML 3.0\n---\n" + VALID,
        "m.yaml:1:1: not YAML: found incompatible YAML document",
    ),
}


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", [["assess"], ["check"], ["compare"], ["explain"]], ids=lambda one: one[0])
@pytest.mark.parametrize(("content", "message"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_model_is_refused_with_one_message(
    iotclass: Command, tmp_path: Path, content: bytes, message: str, command: list[str]
) -> None:
    (tmp_path / "m.yaml").write_bytes(content)
    component = ["a"] if command == ["explain"] else []

    ran = iotclass(*command, "m.yaml", *component)

    closing = "m.yaml: 1 problem; nothing can be assessed before they are mended\n"
    assert ran.err == f"error: {message}\n" + (closing if command == ["check"] else "")
    assert (ran.code, ran.out) == (2, "")
    assert everything_in(tmp_path) == {str(tmp_path / "m.yaml"): content}


@pytest.mark.parametrize(("content", "message"), FILES.values(), ids=FILES)
def test_what_is_no_model_on_standard_input_is_refused_as_such(
    iotclass: Command, content: bytes, message: str
) -> None:
    ran = iotclass("assess", "-", stdin=content)

    assert (ran.code, ran.out, ran.problems) == (2, "", [message.replace("m.yaml", "<stdin>", 1)])


def test_each_tag_and_each_repeated_key_is_reported_at_once(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "iotclass: !!int 1\nsystem: !!str S\nsystem: T\n"
        "components:\n  a: {kind: sensor, kind: sensor}\n  a: {}\n"
    )

    ran = iotclass("assess", "m.yaml")

    assert ran.problems == [
        f"m.yaml:1:11: a tag (tag:yaml.org,2002:int); {TAG}",
        f"m.yaml:2:9: a tag (tag:yaml.org,2002:str); {TAG}",
        "m.yaml:3:1: key 'system' is there already, on line 2; expected each key once",
        "m.yaml:5:21: key 'kind' is there already, on line 5; expected each key once",
        "m.yaml:6:3: key 'a' is there already, on line 5; expected each key once",
    ]
    assert (ran.code, ran.out) == (2, "")


def test_a_file_that_is_not_there_is_said_not_to_be_there(iotclass: Command) -> None:
    ran = iotclass("assess", "pacemeker")

    assert ran.err == (
        "error: pacemeker: no such file, and no example of that name; "
        f"expected a file, -, or one of {', '.join(examples())} (did you mean 'pacemaker'?)\n"
    )
    assert (ran.code, ran.out) == (2, "")


def test_a_directory_is_said_to_be_one(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()

    ran = iotclass("assess", "models")

    assert ran.problems == ["models: a directory; expected a readable text file"]
    assert (ran.code, ran.out) == (2, "")


def test_no_name_at_all_is_not_taken_for_a_directory(iotclass: Command) -> None:
    ran = iotclass("assess", "")

    assert (ran.code, ran.out) == (2, "")
    assert "directory" not in ran.err


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_device_is_not_read(iotclass: Command, device: str) -> None:
    ran = iotclass("assess", device)

    assert ran.problems == [f"{device}: no regular file; expected a readable text file"]
    assert (ran.code, ran.out) == (2, "")


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(iotclass: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    ran = iotclass("assess", "pipe")

    assert ran.problems == ["pipe: no regular file; expected a readable text file"]
    assert (ran.code, ran.out) == (2, "")


def test_a_file_that_may_not_be_read_is_refused_with_the_reason(
    iotclass: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.yaml").write_bytes(VALID)
    opened = Path.open

    def refuse(path: Path, *args: Any, **named: Any) -> Any:
        if path.name == "secret.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **named)

    monkeypatch.setattr(Path, "open", refuse)

    ran = iotclass("assess", "secret.yaml")

    assert ran.problems == ["secret.yaml: cannot be read: Permission denied"]
    assert (ran.code, ran.out) == (2, "")


def test_a_name_with_a_null_byte_is_refused(iotclass: Command) -> None:
    ran = iotclass("assess", "a\0b")

    assert (ran.code, ran.out, len(ran.problems)) == (2, "", 1)


def test_a_file_of_more_than_64_mb_is_refused(iotclass: Command, tmp_path: Path) -> None:
    with (tmp_path / "m.yaml").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)

    ran = iotclass("assess", "m.yaml")

    assert ran.problems == ["m.yaml: larger than 64 MB; expected a file of at most 64 MB"]
    assert (ran.code, ran.out) == (2, "")


FINE: dict[str, bytes] = {
    "with a byte order mark": b"\xef\xbb\xbf" + VALID,
    "with Windows line ends": VALID.replace(b"\n", b"\r\n"),
    "with old Mac line ends": VALID.replace(b"\n", b"\r"),
    "without a last line end": VALID.rstrip(),
    "with a marked end": VALID + b"...\n",
    "with a marked beginning": b"%YAML 1.2\n---\n" + VALID,
    "with tabs that indent nothing": VALID.replace(b"S\n", b"S\t# the system\n"),
    "with a text of 64 KiB": VALID.replace(b"S\n", b"S" * (64 * 1024) + b"\n", 1),
    "with few aliases": VALID.replace(b"system: S", b"system: &s S") + b"    name: *s\n",
}


@pytest.mark.parametrize("content", FINE.values(), ids=FINE)
def test_a_harmless_peculiarity_is_read_over(iotclass: Command, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.yaml").write_bytes(content)

    ran = iotclass("check", "m.yaml")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-2:] == [
        "m.yaml: valid (1 component, 1 scenario, method iotclass-1), 2 warnings",
        "Next: iotclass assess m.yaml",
    ]
