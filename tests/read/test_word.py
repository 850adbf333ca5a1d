"""Valid words, as messages list them."""

from __future__ import annotations

import pytest

from iotclass.core.place import Place, Problem
from iotclass.read.word import listed, nearest, unknown

MANY = [f"c{number}" for number in range(300)]
SIXTEEN = MANY[:16]


@pytest.mark.parametrize(
    ("valid", "word", "said"),
    [
        ([], "", ""),
        (["b", "a"], "a", "b, a"),
        (SIXTEEN, "c9", ", ".join(SIXTEEN)),
        (MANY, "", f"{', '.join(SIXTEEN)}, and 284 more"),
        (MANY, "zzz", f"{', '.join(SIXTEEN)}, and 284 more"),
        (MANY, "C250", f"c250, {', '.join(SIXTEEN[:15])}, and 284 more"),
        (["sensor", *MANY, "sender"], "sensr", f"sensor, sender, {', '.join(SIXTEEN[:14])}, and 286 more"),
    ],
)
def test_of_many_words_the_nearest_come_first_and_the_rest_are_counted(
    valid: list[str], word: str, said: str
) -> None:
    assert listed(valid, word) == said


def test_an_unknown_word_is_told_with_them() -> None:
    problems: list[Problem] = []
    unknown(Place("m"), "no 'sensr'", "sensr", dict.fromkeys([*MANY, "sensor"]), problems)
    shown = f"sensor, {', '.join(SIXTEEN[:15])}, and 285 more"
    assert problems == [Problem(Place("m"), "no 'sensr'", f"one of {shown}", "sensor")]


@pytest.mark.parametrize(
    ("word", "near"), [("Sensor", "sensor"), ("SENSOR_a", "sensor-a"), ("sensr", "sensor"), ("xyz", "")]
)
def test_the_nearest_word(word: str, near: str) -> None:
    assert nearest(word, ["sender", "sensor", "sensor-a"]) == near
