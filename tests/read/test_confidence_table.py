"""What a method's folder says of doubt: its two tables, and each flaw with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.core.method import Confidence
from iotclass.core.system import ControlState
from iotclass.read.method import read_method
from tests.read.method_folder import own_folder, problems, replace

PROBABILITY = "expected a number from 0 to 1"
SUM = "that of the level itself once, the others twice; expected weights that sum to 1"
LIKELY = "likely,0.8,0.1,0,0.9"
GUESS = "guess,0.5,0.2,0.05,0.7"


def test_what_a_method_says_of_doubt_is_read(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    replace(folder / "confidence.csv", GUESS, "guess,0.4,0.2,0.1,0.625")
    replace(folder / "works.csv", "partly,0.5", "partly,0.75")

    found = read_method(folder)

    assert set(found.confidence) == {"sure", "likely", "guess"}
    assert found.confidence["guess"] == Confidence((0.4, 0.2, 0.1), 0.625)
    assert set(found.works) == set(ControlState)
    assert found.works[ControlState.PARTLY] == 0.75


FLAWS: dict[str, tuple[str, str, str, list[str]]] = {
    "a word for a number": (
        "confidence.csv",
        LIKELY,
        "likely,0.8,0.1,0,often",
        [f"confidence.csv:3: 'often'; {PROBABILITY}"],
    ),
    "a control that rather does not work": (
        "confidence.csv",
        LIKELY,
        "likely,0.8,0.1,0,0.4",
        [
            (
                "confidence.csv:3: likely: a control that is said to be there rather does not work "
                "than does; expected 0.5 or more"
            ),
            (
                "confidence.csv:4: guess is surer of a working control than likely: 0.7 to 0.4; "
                "expected no more than 0.4"
            ),
        ],
    ),
    "a guess that is surer": (
        "confidence.csv",
        LIKELY,
        "likely,0.4,0.3,0,0.9",
        [
            (
                "confidence.csv:4: guess is surer of the level itself than likely: 0.5 to 0.4; "
                "expected no more than 0.4"
            )
        ],
    ),
    "silence that is good": (
        "works.csv",
        "unknown,0.5",
        "unknown,1",
        [
            (
                "works.csv:7: a control that is 'unknown' would count as there for certain; "
                "expected less than 1: silence is never good"
            )
        ],
    ),
    "a negative number": (
        "confidence.csv",
        LIKELY,
        "likely,1.2,-0.1,0,0.9",
        [f"confidence.csv:3: '1.2'; {PROBABILITY}"],
    ),
    "a number above 1": (
        "works.csv",
        "partly,0.5",
        "partly,1.5",
        [f"works.csv:3: '1.5'; {PROBABILITY}"],
    ),
    "no number": ("works.csv", "partly,0.5", "partly,", [f"works.csv:3: ''; {PROBABILITY}"]),
    "a missing confidence": ("confidence.csv", f"{LIKELY}\n", "", ["confidence.csv: no row for likely"]),
    "a missing state": ("works.csv", "not applicable,0.5\n", "", ["works.csv: no row for not applicable"]),
    "an unknown confidence": (
        "confidence.csv",
        LIKELY,
        LIKELY.replace("likely", "likly"),
        [
            (
                "confidence.csv:3: no confidence 'likly'; expected one of sure, likely, guess "
                "(did you mean 'likely'?)"
            )
        ],
    ),
    "an unknown state": (
        "works.csv",
        "planned,0",
        "maybe,0",
        ["works.csv:4: no state 'maybe'; expected one of yes, partly, planned, no, not applicable, unknown"],
    ),
    "a confidence twice": (
        "confidence.csv",
        LIKELY,
        f"{LIKELY}\n{LIKELY}",
        ["confidence.csv:4: likely is there already; expected each confidence once"],
    ),
    "too few cells": (
        "confidence.csv",
        LIKELY,
        "likely,0.8,0.1,0",
        ["confidence.csv:3: 4 cells; expected 5"],
    ),
    "weights that sum to more than 1": (
        "confidence.csv",
        LIKELY,
        "likely,0.8,0.2,0,0.9",
        [f"confidence.csv:3: the weights of likely sum to 1.2: {SUM}"],
    ),
    "weights that sum to less than 1": (
        "confidence.csv",
        GUESS,
        "guess,0.5,0.2,0,0.7",
        [f"confidence.csv:4: the weights of guess sum to 0.9: {SUM}"],
    ),
    "weights that rise": (
        "confidence.csv",
        GUESS,
        "guess,0.2,0.1,0.3,0.7",
        [
            (
                "confidence.csv:4: guess: a level further away is more likely than a nearer one; "
                "expected weights that fall"
            )
        ],
    ),
    "a yes that may not work": (
        "works.csv",
        "yes,1",
        "yes,0.9",
        ["works.csv:2: a control that is 'yes', with nothing said of doubt, works with 0.9; expected 1"],
    ),
    "a no that may work": (
        "works.csv",
        "\nno,0\n",
        "\nno,0.1\n",
        ["works.csv:5: a control that is 'no', with nothing said of doubt, works with 0.1; expected 0"],
    ),
    "a plan that may work": (
        "works.csv",
        "planned,0",
        "planned,0.1",
        ["works.csv:4: a control that is 'planned', with nothing said of doubt, works with 0.1; expected 0"],
    ),
    "other columns": (
        "works.csv",
        "state,works",
        "control,works",
        ["works.csv:1: columns control,works; expected state,works"],
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "expected"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_is_named_with_its_line(
    tmp_path: Path, name: str, old: str, new: str, expected: list[str]
) -> None:
    folder = own_folder(tmp_path)
    replace(folder / name, old, new)

    assert problems(folder) == expected
