"""`iotclass framework`: walked, searched, mapped, drawn; documents and clauses in the spellings of people."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from iotclass.read.content import shipped
from tests.cli.command import Command

CONTENT = shipped()
FRAMEWORK = CONTENT.content.framework
ENTRIES = FRAMEWORK.functionalities
KINDS = list(CONTENT.content.profiles)


def test_the_tree_shows_every_topic_once_and_an_area_its_functionalities(iotclass: Command) -> None:
    whole = iotclass("framework", "tree").out
    for topic in FRAMEWORK.topics.values():
        assert whole.count(f"    {topic.id}: {topic.title} (") == 1
    area = iotclass("framework", "tree", "decommissioning").out
    assert "      automated-decommissioning: Automated decommissioning\n" in area
    assert "operations-security" not in area


def test_everything_known_of_a_functionality_is_shown(iotclass: Command) -> None:
    ran = iotclass("framework", "show", "signed-updates")
    shown = " ".join(ran.out.split())

    entry = ENTRIES["signed-updates"]
    assert ran.code == 0
    for text in (entry.title, entry.question, entry.statement, entry.why, entry.check, *entry.lives):
        assert " ".join(text.split()) in shown
    assert "ETSI EN 303 645 V3.1.3 5.3-9" in shown


def test_a_number_that_is_ours_is_not_shown_as_the_documents(iotclass: Command) -> None:
    ran = iotclass("framework", "coverage", "OWASP 2014")

    assert ran.code == 0
    assert "I9 Insecure software or firmware" in ran.out
    assert not re.search(r"I9\.\d", ran.out)
    assert "with its parent" in ran.out


def test_one_clause_is_mapped_in_any_spelling_and_both_ways(iotclass: Command) -> None:
    pairs = [
        iotclass("framework", "map", spelt, "EN-303-645", "--format", "json").json["pairs"]
        for spelt in ("CRA I.2.d", "cra:I(2)(d)", "Cyber Resilience Act, Annex I Part I (2)(d)")
    ]
    back = iotclass("framework", "map", "etsi en 303 645", "cra (2)(d)", "--format", "json").json["pairs"]

    assert pairs[0] == pairs[1] == pairs[2] != []
    assert {(one["to"], one["from"]) for one in back} == {(one["from"], one["to"]) for one in pairs[0]}
    assert {one["from"] for one in pairs[0]} == {"I.2.d"}


WRONG = {
    ("tree", "decomissioning"): "AREA: there is no 'decomissioning'; expected one of",
    ("show", "signed-update"): "ID: there is no 'signed-update'; expected an id that `framework list` prints",
    ("list", "--for", "fridge"): "--for: there is no 'fridge'; expected one of app, cloud, device",
    ("list", "--area", "x"): "--area: there is no 'x'; expected one of",
    ("list", "--source", "EN-303-654"): "--source: no document 'EN-303-654'; expected one of",
    ("coverage", "EN 303 654"): "DOCUMENT: no document 'EN 303 654'; expected one of",
    ("map", "CRA I.2.z", "GDPR"): "FROM: CRA Annex I has no clause 'I.2.z', or several that are written so",
    ("map", "CRA", "nothing"): "TO: no document 'nothing'; expected one of",
    ("walk", "senser"): "KIND: there is no 'senser'; expected one of",
    ("walk", "sensor", "--phase", "birth"): "--phase: there is no 'birth'; expected one of",
    ("draw", "-o", "x.png"): "-o: 'x.png' is no picture that can be drawn; expected a name that ends in",
    ("draw", "decommissioning", "-o", "x.html"): "-o: 'x.html' is no picture that can be drawn; expected",
}


@pytest.mark.parametrize(("said", "message"), WRONG.items(), ids=map(" ".join, WRONG))
def test_what_is_not_there_is_named(
    iotclass: Command, tmp_path: Path, said: tuple[str, ...], message: str
) -> None:
    ran = iotclass("framework", *said)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {message}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("area", [None, *FRAMEWORK.areas])
def test_a_picture_is_drawn_whole_and_not_over_another(
    iotclass: Command, tmp_path: Path, area: str | None
) -> None:
    named = [] if area is None else [area]

    ran = iotclass("framework", "draw", *named, "-o", "map.svg")
    again = iotclass("framework", "draw", *named, "-o", "map.svg")

    root = ElementTree.parse(tmp_path / "map.svg").getroot()  # noqa: S314  our own file
    texts = {" ".join("".join(one.itertext()).split()) for one in root.iter() if one.tag.endswith("text")}
    inside = {one.title for one in ENTRIES.values() if one.area == area}
    assert (ran.code, again.code) == (0, 2)
    assert {one.title for one in FRAMEWORK.topics.values() if area in {None, one.area}} <= texts
    assert inside <= texts
    assert iotclass("framework", "draw", *named, "-o", "map.svg", "--force").code == 0


def test_the_foldable_page_has_everything_and_needs_nothing(iotclass: Command, tmp_path: Path) -> None:
    assert iotclass("framework", "draw", "-o", "tree.html").code == 0
    page = (tmp_path / "tree.html").read_text("utf-8")

    ids = re.findall(r'<details class="leaf" id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(ids) == set(ENTRIES)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_walk_asks_at_most_thirty_questions_and_writes_a_model_that_check_reads(
    iotclass: Command, tmp_path: Path, kind: str
) -> None:
    found = iotclass("framework", "walk", kind, "--format", "json").json["questions"]
    profile = CONTENT.content.profiles[kind]
    assert 10 <= len(found) <= 30
    for one in (entry for question in found for entry in question["functionalities"]):
        assert profile.own & set(ENTRIES[one["id"]].lives)

    assert iotclass("framework", "walk", kind, "-o", "walk.yaml").code == 0
    text = (tmp_path / "walk.yaml").read_text("utf-8")
    for criterion in profile.criteria:
        assert f"      {criterion.id}: unknown\n" in text
        assert ENTRIES[criterion.id].question in " ".join(text.replace("#", " ").split())
    assert iotclass("check", "walk.yaml").code == 0


def test_a_walk_through_one_phase_asks_for_that_phase_alone(iotclass: Command) -> None:
    ran = iotclass("framework", "walk", "sensor", "--phase", "decommissioning", "--format", "json")

    asked = [one["id"] for question in ran.json["questions"] for one in question["functionalities"]]
    assert asked
    assert {ENTRIES[id_].phase for id_ in asked} == {"decommissioning"}


def test_no_list_is_called_complete(iotclass: Command) -> None:
    for said in (("coverage",), ("coverage", "CRA")):
        assert "No list of standards is a guarantee of completeness" in iotclass("framework", *said).out
