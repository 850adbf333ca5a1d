"""Methods as folders: shape, settings, words and statements; each flaw with its place, all at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from iotclass.core.difference import differences
from iotclass.core.place import InvalidError
from iotclass.core.scale import SCALES
from iotclass.read.content import own_method, shipped
from iotclass.read.file import CONTENT
from iotclass.read.method import FILES
from tests.read.method_folder import own_folder, problems, replace, without_line

SHAPE = "another shape than a method's"
ORIGINS = "expected one of given, derived, inferred, ours"
LISTED = ", ".join(FILES)


@pytest.mark.parametrize("like", ["iotclass-1", "fazeldehkordi-2019"])
def test_a_copy_of_a_method_under_another_id_is_a_method(tmp_path: Path, like: str) -> None:
    method, built_in = own_method(str(own_folder(tmp_path, like))), shipped().content.methods[like]

    assert method.reference == "mine@1.0.0"
    found = differences(built_in, method)
    assert (found.settings, found.cells) == ((), ())
    assert method.words == built_in.words


def test_a_folder_that_is_not_there_is_said_not_to_be(tmp_path: Path) -> None:
    assert problems(tmp_path / "none") == [
        f"{tmp_path}/none: no such folder; expected a folder with {LISTED}"
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = own_folder(tmp_path)
    (folder / name).unlink()

    assert problems(folder) == [f"{folder}: {SHAPE}: {name} is missing"]


def test_an_empty_folder_lacks_every_file(tmp_path: Path) -> None:
    assert problems(tmp_path) == sorted(f"{tmp_path}: {SHAPE}: {name} is missing" for name in FILES)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("risks-of-all.csv", ""),
        ("exposures.csv", "exposure.csv"),
        ("1234567.yaml", ""),
        ("word.yml", "words.yaml"),
    ],
)
def test_a_file_that_no_method_has_is_named(tmp_path: Path, name: str, near: str) -> None:
    folder = own_folder(tmp_path)
    (folder / name).write_text("")

    hint = f" (did you mean {near!r}?)" if near else ""
    assert problems(folder) == [f"{folder}: {SHAPE}: {name} is none of its files; expected {LISTED}{hint}"]


def test_notes_beside_the_files_are_left_alone(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    (folder / "README.md").write_text("What this is.\n")

    assert problems(folder) == []


def test_the_folder_must_be_called_as_the_method_is(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    shutil.move(folder, tmp_path / "other")

    assert problems(tmp_path / "other") == [
        "method.yaml:1:1: method 'mine' in the folder 'other'; expected `method: other`"
    ]


@pytest.mark.parametrize("id_", ["iotclass-1", "fazeldehkordi-2019"])
def test_the_id_of_a_built_in_method_cannot_be_taken(tmp_path: Path, id_: str) -> None:
    folder = tmp_path / id_
    shutil.copytree(CONTENT / "methods" / id_, folder)

    with pytest.raises(InvalidError) as refused:
        own_method(str(folder))

    assert (
        str(refused.value)
        == f"{folder}/method.yaml: {id_!r} is the id of a built-in method; expected another id"
    )


SETTINGS: dict[str, tuple[str, str, list[str]]] = {
    "impact from severity, which acts on protection alone": (
        "impact_from: harm",
        "impact_from: severity",
        [
            (
                "method.yaml:11:1: severity acts on ['protection'], impact is from severity; "
                "expected impact in severity_acts_on just where impact_from is severity"
            )
        ],
    ),
    "impact from harm, though severity acts on it": (
        "severity_acts_on: [protection]",
        "severity_acts_on: [protection, impact]",
        [
            (
                "method.yaml:11:1: severity acts on ['impact', 'protection'], impact is from harm; "
                "expected impact in severity_acts_on just where impact_from is severity"
            )
        ],
    ),
    "an unknown setting": (
        "impact_from: harm",
        "impact_from: guess",
        ["method.yaml:9:14: impact_from: 'guess'; expected one of severity, harm"],
    ),
    "an unknown key": (
        "below_p1: unprotected",
        "belowp1: unprotected",
        [
            "method.yaml:1:1: `below_p1` is missing",
            (
                "method.yaml:10:1: unknown key 'belowp1'; expected one of method, version, title, describes, "
                "impact_from, below_p1, severity_acts_on, tables, contradictions (did you mean 'below_p1'?)"
            ),
        ],
    ),
    "a version that is none": (
        "version: 1.0.0",
        "version: one",
        ["method.yaml:2:10: version: 'one'; expected a version such as 1.0.0"],
    ),
    "an id that is a path": (
        "method: mine",
        "method: ../mine",
        ["method.yaml:1:9: method: '../mine'; expected an id in kebab-case"],
    ),
    "another table": (
        "  impact:\n    inputs: {severity: rises}",
        "  impacts:\n    inputs: {severity: rises}",
        [
            "method.yaml:13:3: tables: `impact` is missing",
            (
                "method.yaml:22:3: tables: unknown key 'impacts'; expected one of connectivity, erosion, "
                "exposure, impact, class (did you mean 'impact'?)"
            ),
        ],
    ),
    "another input": (
        "inputs: {severity: rises}",
        "inputs: {exposure: rises}",
        [
            "method.yaml:23:13: tables.impact.inputs: `severity` is missing",
            "method.yaml:23:14: tables.impact.inputs: unknown key 'exposure'; expected one of severity",
        ],
    ),
    "another outcome": (
        "outcome: impact",
        "outcome: class",
        ["method.yaml:24:14: tables.impact.outcome: 'class'; expected impact"],
    ),
    "no direction": (
        "inputs: {severity: rises}",
        "inputs: {severity: grows}",
        ["method.yaml:23:24: tables.impact.inputs.severity: 'grows'; expected one of rises, falls"],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), SETTINGS.values(), ids=SETTINGS)
def test_a_flaw_in_the_settings_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    folder = own_folder(tmp_path)
    replace(folder / "method.yaml", old, new)

    assert problems(folder) == expected


def test_problems_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    replace(folder / "class.csv", "Minor,E2,A,inferred,V", "Minor,E2,Z,inferred,V")
    replace(folder / "erosion.csv", "P2,low,P2,inferred,VI\n", "")
    replace(folder / "method.yaml", "impact_from: harm", "impact_from: severity")
    replace(folder / "words.yaml", "      wired: {title: cable,", "      wird: {title: cable,")
    replace(folder / "statements.yaml", "    where: {exposure: E1}", "    where: {exposure: E9}")

    found = [one.split(":")[0] for one in problems(folder)]

    assert found == ["class.csv", "erosion.csv", "method.yaml", "statements.yaml", "words.yaml", "words.yaml"]


def test_every_level_of_every_scale_needs_words(tmp_path: Path) -> None:
    levels = [(name, str(level)) for name, scale in SCALES.items() for level in scale]
    text = (CONTENT / "methods" / "iotclass-1" / "words.yaml").read_text()
    folder = own_folder(tmp_path)
    shown = 0
    for name, level in levels:
        line = next((one for one in text.splitlines() if one.startswith(f"      {level}: {{")), None)
        if line is None or text.count(f"{line}\n") != 1:
            continue
        (folder / "words.yaml").write_text(text)
        without_line(folder / "words.yaml", line)
        (problem,) = problems(folder)
        assert problem.endswith(f": the level {level!r} of {name} has no words")
        shown += 1
    assert shown >= len(levels) - len(SCALES["class"])


def test_statements_speak_of_levels_and_cells_that_there_are(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    path = folder / "statements.yaml"
    replace(
        path,
        "    where: {protection: P5}\n    outcome: E1\n",
        "    where: {protection: P7}\n    outcome: E1\n",
    )
    replace(
        path, "    where: {exposure: E1}\n    outcome: A\n", "    where: {exposure: E1}\n    outcome: G\n"
    )
    replace(path, "  - id: sensor-exposure\n", "  - id: controller-reaches-a\n")

    assert problems(folder) == [
        "statements.yaml:4:5: protection 'P7'; expected one of unprotected, P1, P2, P3, P4, P5",
        "statements.yaml:10:5: outcome 'G'; expected one of A, B, C, D, E, F",
        "statements.yaml:40:5: the statement 'controller-reaches-a' is there already; expected each id once",
    ]


def test_a_statement_that_speaks_of_no_cell_is_refused(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    path = folder / "statements.yaml"
    replace(
        path,
        "    where: {protection: P5}\n    outcome: E1\n",
        "    where: {impact: Minor}\n    outcome: E1\n",
    )

    found = problems(folder)

    assert [one.partition(": ")[0] for one in found] == ["statements.yaml:4:5"]
