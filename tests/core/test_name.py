"""What people read calls components and scenarios by name, and tells those apart that are named alike."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotclass.core.advice import advice, because
from iotclass.core.compare import compare
from iotclass.core.name import BY_ID, names, naming
from tests.models import Model, assessed, model_of

IDS = st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)
NAMES = st.dictionaries(IDS, st.sampled_from(["Pump", "Hub", "A pump"]), max_size=8)


@given(NAMES)
def test_who_is_named_alone_keeps_the_name_and_all_are_told_apart(given: dict[str, str]) -> None:
    often = Counter(given.values())
    found = names(given)
    assert found == {id_: name if often[name] == 1 else f"{name} ({id_})" for id_, name in given.items()}
    assert len(set(found.values())) == len(given)


def test_what_has_no_name_goes_by_its_id_once() -> None:
    assert names({"hub": "hub", "other": "hub"}) == {"hub": "hub", "other": "hub (other)"}


LEVELS: Model = {"connectivity": "C1", "protection": "P5", "challenges": "none"}


def _designs(titles: tuple[str, str]) -> Model:
    parts: Model = {
        "a": {**LEVELS, "impact": "Minor", "requires": "A", "name": "Pump"},
        "b": {**LEVELS, "impact": "Minor", "requires": "A", "name": "Pump"},
    }
    worse: Model = {"title": titles[1], "components": {"a": {"impact": "Catastrophic", "protection": "P1"}}}
    return model_of(parts, scenarios={"one": {"title": titles[0]}, "two": worse})


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        (
            ("On the wall", "In the cellar"),
            {
                False: "Choose 'On the wall': it meets 2 of 2 requirements, 'In the cellar' 1.",
                True: "Choose 'one' (On the wall): it meets 2 of 2 requirements, 'two' 1.",
            },
        ),
        (
            ("Here", "Here"),
            {
                False: "Choose 'Here (one)': it meets 2 of 2 requirements, 'Here (two)' 1.",
                True: "Choose 'one' (Here): it meets 2 of 2 requirements, 'two' 1.",
            },
        ),
        (
            ("one", "two"),
            {
                False: "Choose 'one': it meets 2 of 2 requirements, 'two' 1.",
                True: "Choose 'one': it meets 2 of 2 requirements, 'two' 1.",
            },
        ),
    ],
    ids=["titled", "alike", "untitled"],
)
def test_advice_is_by_title_or_by_the_id_to_type_with_its_title(
    titles: tuple[str, str], wanted: dict[bool, str]
) -> None:
    found = compare(assessed(_designs(titles)))
    assert {typed: " ".join(advice(found, typed=typed)) for typed in (False, True)} == wanted


def test_what_moved_a_class_is_said_by_title_or_by_id() -> None:
    found = compare(assessed(_designs(("On the wall", "In the cellar"))))
    (moved,) = found.moved
    assert because(moved, naming(found.assessment.scenarios)).startswith("On the wall → In the cellar: ")
    assert because(moved, BY_ID) == because(moved)
    assert because(moved).startswith("one → two: ")
