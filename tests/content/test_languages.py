"""Languages say all that the program says; and what the program says can be said in them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from iotclass.app.model import open_model
from iotclass.core.assess import Assessment, ComponentAssessment, assess
from iotclass.core.finding import walk
from iotclass.core.phrase import Phrase, Series
from iotclass.core.warning import warnings
from iotclass.read.content import examples
from tests.core.doubtful import Doubtful
from tests.core.doubtful_models import CONTENT, doubtful, system
from tests.models import method

CATALOGUE = Path(__file__).parent.parent.parent / "docs" / "catalogue.py"


def test_every_language_says_all_that_the_program_says() -> None:
    found = subprocess.run(
        [sys.executable, str(CATALOGUE), "--check"], capture_output=True, text=True, check=False
    )
    assert (found.stdout, found.stderr, found.returncode) == ("", "", 0)


def _texts(one: ComponentAssessment) -> Iterator[str]:
    """All that an assessment says of a component, reasons of its judgements among it."""
    inputs = one.inputs
    found = [
        one.outcome.final,
        inputs.connectivity,
        inputs.designed,
        inputs.severity,
        *one.severities.values(),
    ]
    found += [each for each in (one.inferred, inputs.harm, inputs.harm_of_reliers) if each is not None]
    for top in found:
        for _, finding in walk(top):
            yield from (finding.subject, finding.rule, finding.note)
    yield from (lack.text for lack in one.shortfalls)
    yield one.reason


def _told(assessment: Assessment) -> Iterator[str]:
    for scenario in assessment.scenarios:
        for one in scenario.components.values():
            yield from _texts(one)
    for warning in warnings(assessment):
        yield from (warning.message, warning.expected)


def _plain(assessment: Assessment) -> set[str]:
    """What an assessment says that is no phrase."""
    return {text for text in _told(assessment) if text and not isinstance(text, Phrase | Series)}


@pytest.mark.parametrize("name", sorted(examples()))
def test_all_that_is_said_of_an_example_is_a_phrase_or_its_own_words(name: str) -> None:
    words = " ".join(examples()[name].read_text("utf-8").replace("#", "").replace(">-", "").split())

    for text in _plain(open_model(name, None, None).assess(())):
        assert " ".join(text.split()) in words


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(doubtful())
def test_all_that_is_said_of_a_doubtful_model_is_a_phrase_or_its_own_words(made: Doubtful) -> None:
    found = assess(system(made.model()), method(made.method), CONTENT)

    assert _plain(found) <= {"W"}
