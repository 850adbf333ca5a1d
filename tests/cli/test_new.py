"""`iotclass new` and `iotclass example`: files that people start from, written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from iotclass.app.schema import model_schema, schema_text
from iotclass.read.content import examples, shipped
from iotclass.read.document import parse
from tests.cli.command import Command
from tests.models import SHIPPED_KINDS

KINDS = list(shipped().content.profiles)


def files(folder: Path) -> list[str]:
    """The names of everything in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    "kinds", [(), *((kind,) for kind in KINDS), (*KINDS, "sensor", "sensor")], ids="+".join
)
def test_what_new_writes_is_valid_without_a_change(
    iotclass: Command, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    ran = iotclass("new", "thermostat", *(word for kind in kinds for word in ("--kind", kind)))

    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        "thermostat.yaml written",
        "iotclass.schema.json written",
        "Next: fill in thermostat.yaml, then iotclass check thermostat.yaml",
    ]
    assert files(tmp_path) == ["iotclass.schema.json", "thermostat.yaml"]
    checked = iotclass("check", "thermostat.yaml", "--format", "json")
    assert (checked.code, checked.json["problems"]) == (0, [])
    plain = parse((tmp_path / "thermostat.yaml").read_text(), "thermostat.yaml").plain()
    assert [error.message for error in jsonschema_rs.validator_for(model_schema()).iter_errors(plain)] == []
    assert isinstance(plain, dict)
    components: Any = plain["components"]
    assert [one["kind"] for one in components.values()] == list(kinds or ("sensor",))


def test_each_criterion_of_the_kind_is_an_unknown_to_fill_in(iotclass: Command, tmp_path: Path) -> None:
    iotclass("new", "app", "--kind", "mobile-app")

    text = (tmp_path / "app.yaml").read_text()
    root = parse(text, "app.yaml").mapping
    controls = root["components"].mapping["mobile-app"].mapping["controls"].mapping
    assert list(controls) == [one.id for one in shipped().content.profiles["mobile-app"].criteria]
    assert {node.text for node in controls.values()} == {"unknown"}
    for one in shipped().content.profiles["mobile-app"].criteria:
        title = shipped().content.framework.functionalities[one.id].title
        assert f"      {one.id}: unknown  # " in text
        assert f": {title}\n" in text
    assert text.count("      # --- P") == 5


def test_the_first_line_tells_editors_where_the_schema_is(iotclass: Command, tmp_path: Path) -> None:
    iotclass("new", "thermostat")

    first = (tmp_path / "thermostat.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=iotclass.schema.json"
    assert (tmp_path / "iotclass.schema.json").read_text() == schema_text()


def test_what_a_starting_model_does_not_say_is_not_taken_for_good(iotclass: Command) -> None:
    iotclass("new", "app", "--kind", "mobile-app", "--kind", "medical-controller")

    ran = iotclass("assess", "app.yaml", "--format", "json")

    (scenario,) = ran.json["scenarios"]
    assert scenario["class"] is None
    assert [one["verdict"] for one in scenario["components"]] == ["no requirement", "not assessed"]
    assert iotclass("assess", "app.yaml", "--gate").code == 1


@pytest.mark.parametrize(
    ("name", "written", "title"),
    [
        ("smart-home", "smart-home.yaml", "Smart home"),
        ("my_system.yml", "my_system.yml", "My system"),
        ("Ölheizung.yaml", "Ölheizung.yaml", "Ölheizung"),
        ('a "b": c', 'a "b": c.yaml', 'A "b": c'),
    ],
)
def test_the_system_is_called_as_its_file(
    iotclass: Command, tmp_path: Path, name: str, written: str, title: str
) -> None:
    assert iotclass("new", name).code == 0
    assert parse((tmp_path / written).read_text("utf-8"), written).mapping["system"].text == title


def test_a_file_that_is_there_is_left_alone(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "thermostat.yaml").write_text("mine\n")

    ran = iotclass("new", "thermostat")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: thermostat.yaml: is there already; nothing was written\n"
    assert files(tmp_path) == ["thermostat.yaml"]
    assert (tmp_path / "thermostat.yaml").read_text() == "mine\n"


def test_a_schema_that_is_there_is_left_alone(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "iotclass.schema.json").write_text("{}\n")

    ran = iotclass("new", "thermostat")

    assert (ran.code, ran.err.splitlines()[0]) == (0, "thermostat.yaml written")
    assert "iotclass.schema.json" not in ran.err
    assert (tmp_path / "iotclass.schema.json").read_text() == "{}\n"


def test_an_unknown_kind_is_named_with_the_nearest_and_nothing_written(
    iotclass: Command, tmp_path: Path
) -> None:
    ran = iotclass("new", "thermostat", "--kind", "senzor", "--kind", "sensor", "--kind", "toaster")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems == [
        (f"--kind: no kind 'senzor'; expected one of {', '.join(SHIPPED_KINDS)} (did you mean 'sensor'?)"),
        f"--kind: no kind 'toaster'; expected one of {', '.join(SHIPPED_KINDS)}",
    ]
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["", ".", "..", "-", "_", "folder/", ".yaml"])
def test_a_name_that_is_none_is_refused_and_nothing_written(
    iotclass: Command, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder").mkdir()

    ran = iotclass("new", name)

    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert files(tmp_path) == ["folder"]
    assert files(tmp_path / "folder") == []


def test_a_folder_that_is_not_there_is_an_error(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("new", "nowhere/thermostat")

    assert (ran.code, ran.out, files(tmp_path)) == (2, "", [])
    assert ran.err == "error: nowhere/thermostat.yaml: cannot be written: there is no folder nowhere\n"


def test_a_name_that_is_too_long_is_an_error_in_words(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("new", "a" * 300)

    assert (ran.code, ran.out, files(tmp_path)) == (2, "", [])
    assert "Errno" not in ran.err


def test_the_examples_are_listed(iotclass: Command) -> None:
    text, record = iotclass("example"), iotclass("example", "--format", "json")

    assert (text.code, text.err) == (0, "")
    listed = {one["name"]: one["system"] for one in record.json["examples"]}
    assert list(listed) == list(examples())
    assert (len(listed), listed["pacemaker"]) == (11, "Cardiac pacemaker")
    lines = text.out.splitlines()
    shown = [line.split("  ", 1) for line in lines[2:-2]]
    assert {name: system.strip() for name, system in shown} == listed
    assert lines[-1] == "Next: iotclass example NAME prints one; iotclass assess NAME assesses it"


def test_an_example_is_printed_as_it_is(iotclass: Command) -> None:
    ran = iotclass("example", "pacemaker")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == examples()["pacemaker"].read_text("utf-8")


def test_an_example_is_written_to_a_new_file(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("example", "pacemaker", "-o", "mine.yaml")

    assert (ran.code, ran.out, ran.err) == (0, "", "mine.yaml written\n")
    assert (tmp_path / "mine.yaml").read_bytes() == examples()["pacemaker"].read_bytes()
    assert files(tmp_path) == ["mine.yaml"]


def test_an_example_does_not_replace_a_file(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine\n")

    ran = iotclass("example", "pacemaker", "--output", "mine.yaml")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: mine.yaml: is there already; nothing was written\n"
    assert (tmp_path / "mine.yaml").read_text() == "mine\n"


def test_an_example_that_there_is_not_is_named_with_the_nearest(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("example", "pacemeker", "-o", "mine.yaml")

    assert (ran.code, ran.out, files(tmp_path)) == (2, "", [])
    assert ran.problems == [
        (
            f"pacemeker: no example of that name; expected one of {', '.join(examples())} "
            "(did you mean 'pacemaker'?)"
        )
    ]


def test_a_file_to_write_needs_the_name_of_an_example(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("example", "-o", "mine.yaml")

    assert (ran.code, ran.out, files(tmp_path)) == (2, "", [])
    assert ran.err.splitlines()[-1] == "Error: -o needs the NAME of an example"


def test_the_schema_is_printed_as_editors_need_it(iotclass: Command) -> None:
    ran = iotclass("schema")

    assert (ran.code, ran.err, ran.out) == (0, "", schema_text())
    assert ran.json == model_schema()


def test_where_the_schema_cannot_be_written_nothing_is(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "iotclass.schema.json").symlink_to("nowhere")

    ran = iotclass("new", "t")

    assert ran.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["iotclass.schema.json"]
