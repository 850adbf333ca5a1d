"""What people read: codes never stand alone, every letter has its words, answers end with what to do next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iotclass.core.scale import SCALES, SecurityClass
from iotclass.read.content import shipped
from tests.cli.command import Command
from tests.cli.doubt import DOUBT

WORDS = shipped().content.methods["iotclass-1"].words
CODES = [level for name in ("connectivity", "protection", "exposure") for level in SCALES[name]]
CITED = re.compile(r"\[[^\]]*\]|\([^()]*:\d+\)")
"""Where a level stands as a table's row or in the name of a place, not as an answer."""

ANSWERS = {
    "assess": ("assess", "pacemaker"),
    "assess a scenario": ("assess", "pacemaker", "--scenario", "separate"),
    "assess by another method": ("assess", "pacemaker", "--method", "iotclass-1"),
    "assess in doubt": ("assess", "m.yaml"),
    "compare": ("compare", "pacemaker"),
    "compare in doubt": ("compare", "m.yaml"),
    "diff": ("diff", "pacemaker", "pacemaker-limits"),
    "diff in doubt": ("diff", "old.yaml", "m.yaml"),
    "explain": ("explain", "pacemaker", "controller"),
    "explain a provider": ("explain", "pacemaker", "phone"),
    "explain in doubt": ("explain", "m.yaml", "open"),
    "check": ("check", "pacemaker"),
    "profile show": ("profile", "show", "medical-controller"),
    "method show": ("method", "show", "iotclass-1"),
    "method diff": ("method", "diff", "iotclass-1", "fazeldehkordi-2019", "pacemaker"),
}


@pytest.fixture
def printed(iotclass: Command, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """What a command prints, in one line."""
    (tmp_path / "m.yaml").write_text(DOUBT)
    (tmp_path / "old.yaml").write_text(DOUBT.replace("C1..C3", "C4").replace("low: 0.5", "medium: 0.5"))
    ran = iotclass(*request.param)
    assert ran.code == 0
    return " ".join(ran.out.split())


@pytest.mark.parametrize("printed", ANSWERS.values(), ids=ANSWERS, indirect=True)
def test_every_code_in_an_answer_stands_somewhere_in_it_with_its_words(printed: str) -> None:
    answer = CITED.sub(" ", printed)
    used = [level for level in CODES if re.search(rf"(?<![\w-]){level}(?![\w-])", answer)]

    alone = [
        str(level)
        for level in used
        if not any(f"{level} {words}" in printed for words in (f"({WORDS[level].title}", WORDS[level].title))
    ]
    assert used
    assert alone == []


@pytest.mark.parametrize("printed", ANSWERS.values(), ids=ANSWERS, indirect=True)
def test_every_letter_in_an_answer_stands_somewhere_in_it_with_its_words(printed: str) -> None:
    answer = CITED.sub(" ", printed)
    used = [level for level in SecurityClass if re.search(rf"(?<![\w'-]){level}(?![\w'-]| [a-z])", answer)]

    alone = [
        str(level)
        for level in used
        if not any(
            words in printed
            for words in (f"{level} ({WORDS[level].title}", f"Class {level}: {WORDS[level].sentence}")
        )
    ]
    assert alone == []


STEPS = {
    **{name: args for name, args in ANSWERS.items() if not name.startswith("compare")},
    "diff of nothing": ("diff", "m.yaml", "m.yaml"),
    "method list": ("method", "list"),
    "profile list": ("profile", "list"),
    "example": ("example",),
    "method check": ("method", "check", "iotclass-1"),
    "profile check": ("profile", "check"),
}


@pytest.mark.parametrize("args", STEPS.values(), ids=STEPS)
def test_an_answer_ends_with_the_next_thing_to_do(
    iotclass: Command, tmp_path: Path, args: tuple[str, ...]
) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)
    (tmp_path / "old.yaml").write_text(DOUBT.replace("C1..C3", "C4").replace("low: 0.5", "medium: 0.5"))

    last = iotclass(*args).out.rstrip("\n").split("\n\n")[-1]

    assert last.splitlines()[-1].startswith("Next: ")


@pytest.mark.parametrize(
    "scenarios", [("inside", "separate"), ("inside", "phone-decrypts"), ("inside",)], ids=" ".join
)
def test_a_comparison_ends_with_what_to_choose(iotclass: Command, scenarios: tuple[str, ...]) -> None:
    parts = iotclass("compare", "pacemaker", *scenarios).out.rstrip("\n").split("\n\n")
    last = next(part for part in reversed(parts) if not part.startswith("Next: how likely"))

    assert last.startswith(("Choose '", "Neither dominates: ", "There is one scenario only "))


NEXT = re.compile(r"iotclass [a-z]+( [^ ,;]+)*")


def test_the_next_thing_to_do_can_be_done(iotclass: Command, tmp_path: Path) -> None:
    """Every command that an answer recommends is a command that works."""
    (tmp_path / "m.yaml").write_text(DOUBT)
    (tmp_path / "old.yaml").write_text(DOUBT.replace("C1..C3", "C4").replace("low: 0.5", "medium: 0.5"))
    tried = 0
    for args in (*STEPS.values(), ("assess", "pacemaker", "--scenario", "inside")):
        last = iotclass(*args).out.rstrip("\n").splitlines()[-1]
        for found in NEXT.finditer(last):
            words = found[0].split()[1:]
            words = words[
                : next((at for at, word in enumerate(words) if word in {"prints", "assesses"}), None)
            ]
            named = {"NAME": "pacemaker", "METHOD": "iotclass-1", "KIND": "sensor"}
            assert iotclass(*(named.get(word, word) for word in words)).code == 0
            tried += 1
    assert tried >= 8


def test_a_model_whose_name_has_a_space_is_quoted_in_the_next_thing_to_do(
    iotclass: Command, tmp_path: Path
) -> None:
    (tmp_path / "my model.yaml").write_text(DOUBT)

    last = iotclass("assess", "my model.yaml").out.rstrip("\n").splitlines()[-1]

    assert last == "Next: why open is open: iotclass explain 'my model.yaml' open"
