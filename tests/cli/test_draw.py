"""`iotclass draw`: every picture as SVG and PNG; wrong use is told."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from iotclass.cli.draw import PICTURES
from tests.cli.command import Command

ONE = ("--scenario", "cloud-decides")
ARGS = {
    "ladder": (*ONE, "--component", "app"),
    "probabilities": ONE,
    "front-by-class": ONE,
    "front-by-met": ONE,
}


@pytest.mark.parametrize("what", PICTURES)
def test_every_picture_is_drawn(iotclass: Command, what: str) -> None:
    for name in ("one.svg", "two.svg", "one.png"):
        ran = iotclass("draw", "door-lock", what, *ARGS.get(what, ()), "-o", name)
        assert (ran.code, ran.out, ran.err) == (0, "", f"{name} written\n")
    assert Path("one.svg").read_bytes() == Path("two.svg").read_bytes()
    root = ElementTree.parse("one.svg").getroot()  # noqa: S314  our own
    wide, high = (float(part) for part in root.attrib["viewBox"].split()[2:])
    head = Path("one.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    pixels = (int.from_bytes(head[16:20]), int.from_bytes(head[20:24]))
    assert pixels[0] == pytest.approx(1600, abs=2)
    assert pixels[1] == pytest.approx(1600 * high / wide, rel=0.01)


def test_a_ladder_asks_for_all_that_it_lacks_at_once(iotclass: Command) -> None:
    several = "one scenario can be drawn, not several"
    assert iotclass("draw", "door-lock", "ladder", "-o", "x.svg").problems == [
        "PICTURE: of which component?; expected --component and one of lock, hub, app, service",
        f"PICTURE: {several}; expected --scenario and one of lock-decides, cloud-decides",
    ]


def test_of_many_components_some_are_named(iotclass: Command) -> None:
    parts = "".join(f"  c{number}: {{kind: sensor}}\n" for number in range(300))
    Path("many.yaml").write_text(f"iotclass: 1\nsystem: S\ncomponents:\n{parts}", "utf-8")
    first = ", ".join(f"c{number}" for number in range(16))
    for args, said in (
        ((), f"PICTURE: of which component?; expected --component and one of {first}, and 284 more"),
        (("--component", "c222x"), "expected one of c222, "),
    ):
        ran = iotclass("draw", "many.yaml", "ladder", *args, "-o", "x.svg")
        assert ran.code == 2
        assert said in ran.err
        assert len(ran.err) < 300


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("door-lock", "class", "-o", "x.jpg"), "a name that ends in .svg or .png"),
        (("door-lock", "clas", "-o", "x.svg"), "'class'"),
        (("door-lock", "ladder", "-o", "x.svg"), "--scenario and one of lock-decides, cloud-decides"),
        (("door-lock", "ladder", *ONE, "-o", "x.svg"), "--component and one of"),
        (("door-lock", "ladder", *ONE, "--component", "lok", "-o", "x.svg"), "did you mean 'lock'"),
        (
            ("pacemaker", "ladder", "--scenario", "inside", "--component", "phone", "-o", "x.svg"),
            "has no ladder",
        ),
        (("ip-camera", "scenarios", "--scenario", "cloud-relay", "-o", "x.svg"), "one scenario only"),
        (("door-lock", "class"), "Missing option"),
        (("door-lock", "class", "--component", "lock", "-o", "x.svg"), "goes with the picture ladder"),
        (("door-lock", "class", "-o", "no/x.svg"), "no folder no"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(iotclass: Command, args: tuple[str, ...], said: str) -> None:
    ran = iotclass("draw", *args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert list(Path().iterdir()) == []


def test_a_picture_that_is_there_is_kept(iotclass: Command) -> None:
    Path("x.svg").write_text("mine", "utf-8")
    assert iotclass("draw", "door-lock", "class", "-o", "x.svg").code == 2
    assert Path("x.svg").read_text("utf-8") == "mine"


def test_an_anonymous_picture_names_nobody(iotclass: Command) -> None:
    iotclass("draw", "pacemaker", "class", "-o", "named.svg")
    iotclass("draw", "pacemaker", "class", "-o", "bare.svg", "--anonymous")
    named, bare = (Path(name).read_text("utf-8") for name in ("named.svg", "bare.svg"))
    assert "Security controller" in named
    assert "Security controller" not in bare
    assert "controller" in bare
