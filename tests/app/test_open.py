"""What a user calls a model and a method, into what is assessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.app.assess import gate
from iotclass.app.model import any_method, is_folder, open_model
from iotclass.app.verify import verify_report
from iotclass.core.place import InvalidError
from iotclass.core.verdict import Verdict
from iotclass.read.content import examples
from tests.cli.doubt import DOUBT, VERDICTS
from tests.read.method_folder import own_folder


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A model with every verdict, in the folder that the test stands in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(DOUBT)
    return "m.yaml"


def test_a_model_is_a_path_or_the_name_of_an_example(model: str) -> None:
    assert open_model(model).system.title == "Doubt"
    assert open_model(str(Path(model).resolve())).system.title == "Doubt"
    for name in examples():
        opened = open_model(name)
        assert opened.system.place.file == f"content/examples/{name}.yaml"
        assert opened.note == ""


@pytest.mark.parametrize("name", ["./mine", "mine/", "a/b", "..\\mine", "/mine"])
def test_what_has_a_slash_is_a_folder(name: str) -> None:
    assert is_folder(name)


def test_a_word_is_an_id_unless_there_is_a_folder_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not is_folder("mine")
    assert not is_folder("iotclass-1")

    own_folder(tmp_path)

    assert is_folder("mine")
    assert any_method("mine").id == "mine"
    assert any_method("iotclass-1@1.0.0").id == "iotclass-1"


@pytest.mark.parametrize("name", ["", "@", "@1.0.0", "iotclass-1@", "IOTCLASS-1", "iotclass-1 "])
def test_what_is_no_id_of_a_method_is_refused_or_taken_without_a_version(name: str) -> None:
    if name == "iotclass-1@":
        assert any_method(name).id == "iotclass-1"
    else:
        with pytest.raises(InvalidError, match="no method"):
            any_method(name)


def test_every_component_is_counted_by_a_gate_at_most_once(model: str) -> None:
    assessment = open_model(model).assess()

    found = gate(assessment, ())

    failing = {"open", "not assessed", "accepted", "not met"}
    assert found.failed == tuple(f"base/{id_}: {one}" for id_, one in VERDICTS.items() if one in failing)
    assert found.checked == sum(one != "no requirement" for one in VERDICTS.values())


@pytest.mark.parametrize("verdict", list(Verdict), ids=[one.value for one in Verdict])
def test_a_verdict_excused_by_name_is_not_counted(model: str, verdict: Verdict) -> None:
    found = gate(open_model(model).assess(), (verdict.value,))

    assert not [one for one in found.failed if one.endswith(f": {verdict.value}")]


def test_scenarios_that_are_not_there_are_refused_all_at_once(model: str) -> None:
    with pytest.raises(InvalidError) as refused:
        open_model(model).assess(("base", "one", "two"))

    assert [problem.message for problem in refused.value.problems] == [
        "no scenario 'one'",
        "no scenario 'two'",
    ]


def test_a_report_is_compared_field_by_field(model: str, tmp_path: Path) -> None:
    from iotclass.app.assess import assess_model

    text, _ = assess_model(model, "json")
    (tmp_path / "r.json").write_text(text.replace('"verdict": "open"', '"verdict": "met"'))

    found = verify_report("r.json", model, "text")

    assert not found.holds
    assert found.text.splitlines()[:2] == [
        "Results that differ (report → now):",
        "  scenarios.base.components.open.verdict: met → open",
    ]
