"""The picture of a system: all is on it once and right, nothing overlaps, hostile words are words."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.language import ENGLISH, Language
from iotclass.core.level import Span
from iotclass.core.palette import COLOURS
from iotclass.core.report import Tone
from iotclass.core.scale import Medium, Reach, SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.figure.graph import MOST
from iotclass.figure.label import broken, cleaned, fitted, width
from iotclass.figure.system import FULL, system_map
from iotclass.figure.wire import DASHES, INKS
from tests.figure.drawn import ODD, SVG, Box, contrast, parsed, said
from tests.figure.mapped import WAYS, Seen, assert_map, ends_of, mapped, seen
from tests.write.reported import HOSTILE

Pairs = list[tuple[int, int]]


def sound(
    count: int, links: Pairs, inside: Iterable[int] = (), reliances: Iterable[tuple[int, int]] = ()
) -> Seen:
    scenario = mapped(count, links, reliances, ports=range(0, count, 5))
    small = count > FULL
    names = {id_: id_ if small else one.component.name for id_, one in scenario.components.items()}
    ends = ends_of(scenario, names, {id_: one.component.name for id_, one in scenario.components.items()})
    found = assert_map(system_map(scenario, ENGLISH, tuple(f"c{number}" for number in inside)), ends)
    assert sorted(one.words.split(":")[0] for one in found.cards) == sorted(names.values())
    for id_, one in scenario.components.items():
        card, level = found.card(names[id_]), one.outcome.final.level
        assert level is not None
        colour = COLOURS[Tone[str(level.worst)]]
        assert (card.texts[0], card.fill, card.ink) == (str(level.worst), colour.fill, colour.ink)
    return found


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_small_system_is_drawn_soundly(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 14))
    number = st.integers(0, count - 1)
    pairs = st.lists(st.tuples(number, number).filter(lambda two: two[0] != two[1]), max_size=20)
    relied = {(max(two), min(two)) for two in data.draw(pairs)} if count > 1 else set()
    links = data.draw(pairs) if count > 1 else []
    inside = data.draw(st.sets(number))
    found = sound(count, links, tuple(inside), sorted(relied))
    if not inside:
        assert found.frame is None
        return
    assert found.frame is not None
    for one in found.cards:
        held = int(one.words.split(":")[0].removeprefix("Thing ")) in inside
        assert one.box.within(found.frame) if held else not one.box.overlaps(found.frame)


def generated(count: int) -> tuple[int, Pairs, range]:
    draw = random.Random(count)  # noqa: S311  a shape, not a secret
    hubs = count // 8
    tree = [(draw.randrange(min(number, hubs)), number) for number in range(1, count)]
    return (
        count,
        tree + [(draw.randrange(hubs), draw.randrange(hubs, count)) for _ in range(hubs)],
        range(hubs),
    )


def dense() -> tuple[int, Pairs, range]:
    every = [(a, b) for a in range(30) for b in range(a + 1, 30)]
    return 30, random.Random(1).sample(every, 200), range(10)  # noqa: S311  a shape, not a secret


SHAPES = {
    "one": (1, [], range(1)),
    "no links": (30, [], range(5)),
    "apart": (24, [(number, number + 1) for number in range(0, 24, 2)], range(4)),
    "30": generated(30),
    "300": generated(300),
    "chain": (300, [(number, number + 1) for number in range(299)], range(0)),
    "chain within": (300, [(number, number + 1) for number in range(299)], range(100)),
    "star": (300, [(0, number) for number in range(1, 300)], range(100)),
    "star to its middle": (60, [(number, 0) for number in range(1, 60)], range(0)),
    "dense": dense(),
    "tied twice": (2, [(0, 1), (0, 1), (1, 0)], range(1)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_drawn_soundly(shape: str) -> None:
    found = sound(*SHAPES[shape])
    high = float(found.root.get("viewBox", "").split()[3])
    wide = float(found.root.get("viewBox", "").split()[2])
    assert max(high, wide) < 9000


def test_what_is_too_much_for_lines_is_shown_without_them_and_says_so() -> None:
    count = MOST + 1
    scenario = mapped(count, [(number, number + 1) for number in range(count - 1)])
    found = assert_map(system_map(scenario, ENGLISH, ("c0",)), {})
    assert len(found.cards) == count
    assert f"{count - 1} lines between them are left out" in found.legend


def test_links_look_as_they_are_and_the_legend_explains_what_is_there() -> None:
    links = [(0, number + 1) for number in range(len(WAYS))]
    found = seen(system_map(mapped(13, links, [(1, 2)]), ENGLISH, ("c0",)))
    assert len(found.lines) == len(WAYS) + 1
    for line, (medium, reach) in zip(found.lines, sorted(WAYS, key=lambda way: way[1].rank), strict=False):
        assert f"{medium}, {reach}" in line.words
        assert (line.dash or "", line.stroke) == (DASHES[medium], INKS[reach])
    assert {f"reach: {one}" for one in Reach} | {f"link: {one}" for one in Medium} <= set(found.legend)
    assert {"relies on", "the product's boundary", "a link crosses the boundary"} <= set(found.legend)
    alone = seen(system_map(mapped(2), ENGLISH))
    told = " ".join(alone.legend)
    assert not any(word in told for word in ("reach", "link", "relies", "boundary", "way in"))
    assert len({(dash, INKS[reach]) for dash in DASHES.values() for reach in Reach}) == len(WAYS)


def test_links_are_marked_where_they_cross_the_boundary_and_nowhere_else() -> None:
    found = seen(system_map(mapped(4, [(0, 1), (1, 2), (2, 3)]), ENGLISH, ("c0", "c1")))
    marks = [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in found.root.iter(f"{SVG}circle")]
    frame = found.frame
    assert frame is not None
    assert len([one for one in marks if _on(one, frame)]) == 1
    assert len(marks) == 2, "the other is the legend's"


def _on(point: tuple[float, float], frame: Box) -> bool:
    x, y = point
    across = min(abs(x - frame.left), abs(x - frame.right)) < 0.2 and frame.top <= y <= frame.bottom
    return across or (min(abs(y - frame.top), abs(y - frame.bottom)) < 0.2 and frame.left <= x <= frame.right)


def test_every_verdict_has_a_sign_of_its_own_and_words() -> None:
    (one,) = mapped(1).components.values()
    signs = set()
    for verdict in Verdict:
        scenario = replace(mapped(1), components={"c0": replace(one, verdict=verdict)})
        found = seen(system_map(scenario, ENGLISH))
        (sign,) = found.root.iterfind(f"{SVG}g/{SVG}g[@class='component']/{SVG}path[@class='sign']")
        signs.add("".join(one for one in sign.get("d", "") if one.isalpha()))
        assert verdict.value in found.cards[0].words
        assert verdict.value in " ".join(found.cards[0].texts)
    assert len(signs) == len(Verdict) - 1, "open and not assessed are both a question"


def test_a_class_in_doubt_and_none_are_shown_as_such() -> None:
    scenario = mapped(2)
    doubtful, unknown = scenario.components.values()
    outcome = doubtful.outcome
    span = replace(outcome.final, level=Span(SecurityClass.B, SecurityClass.D))
    none = replace(unknown.outcome.final, level=None)
    changed = {
        "c0": replace(doubtful, outcome=replace(outcome, final=span)),
        "c1": replace(unknown, outcome=replace(unknown.outcome, final=none)),
    }
    found = seen(system_map(replace(scenario, components=changed), ENGLISH))
    assert [one.texts[0] for one in found.cards] == ["B–D", "?"]
    assert [one.fill for one in found.cards] == [COLOURS[Tone.D].fill, COLOURS[Tone.DOUBT].fill]
    assert "class B–D" in found.cards[0].words
    assert "class not assessed" in found.cards[1].words


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_words(name: str) -> None:
    scenario = mapped(3, [(0, 1), (1, 2)], [(2, 0)], names={0: name, 1: name, 2: f"{name}!"}, ports=(0,))
    links = tuple(replace(one, title=name) for one in scenario.scenario.links)
    scenario = replace(scenario, scenario=replace(scenario.scenario, links=links, title=name))
    svg = system_map(scenario, ENGLISH, ("c0",))
    found = seen(svg)
    tags = {element.tag.removeprefix(SVG) for element in found.root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "g", "path", "text", "tspan", "circle"}
    attributes = {key for element in found.root.iter() for key in element.attrib}
    assert not [key for key in attributes if key.startswith("on") or "href" in key]
    assert len(found.cards) == 3
    assert len({" ".join(one.texts) for one in found.cards}) == 3, "names that look alike are told apart"
    assert "url(" not in svg


class Shouted(Mapping[str, tuple[str, ...]]):
    """A catalogue that says every template in capitals."""

    def __getitem__(self, template: str) -> tuple[str, ...]:
        parts = template.replace("{", "\0{").replace("}", "}\0").split("\0")
        return ("".join(part if part.startswith("{") else part.upper() for part in parts),) * 2

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


def test_every_word_goes_through_the_language() -> None:
    language = Language("xx", "Shouted", Shouted())
    for count in (13, FULL + 10):
        links = [(0, number) for number in range(1, 13)]
        scenario = mapped(count, links, [(2, 1)], names={n: str(n) for n in range(count)}, ports=range(6))
        scenario = replace(scenario, scenario=replace(scenario.scenario, title="7"))
        root = parsed(system_map(scenario, language, ("c0",)))
        words = " ".join(said(one) for one in root.iter() if one.tag in (f"{SVG}text", f"{SVG}title"))
        words += f" {said(next(root.iter(f'{SVG}desc')))}"
        for value in ("bare", *(f"{kind}{n}" for n in reversed(range(count)) for kind in "clp")):
            words = words.replace(value, "")
        assert words.upper() == words


def test_those_who_cannot_see_it_are_told_who_is_linked_to_whom_and_the_class_of_each() -> None:
    scenario = mapped(3, [(0, 1)], [(2, 1)])
    root = parsed(system_map(scenario, ENGLISH))
    words = said(next(root.iter(f"{SVG}desc")))
    for id_, one in scenario.components.items():
        assert f"Thing {id_[1:]}: class {one.outcome.final.level}; " in words
    assert "l0: Thing 0 – Thing 1; wired, direct; operations: " in words
    assert "Thing 2 relies on Thing 1" in words
    ids = {element.get("id") for element in root.iter()}
    assert set(root.get("aria-labelledby", "").split()) <= ids
    many = said(next(parsed(system_map(mapped(300), ENGLISH)).iter(f"{SVG}desc")))
    assert len(many) < 400
    assert many.startswith("300 components · 0 links · ")


def test_text_stands_out_from_what_is_behind_it() -> None:
    root = parsed(system_map(mapped(13, [(0, n) for n in range(1, 13)], ports=range(13)), ENGLISH, ("c0",)))
    inks = {one.get("fill", "") for one in root.iter(f"{SVG}text")} - {one.ink for one in COLOURS.values()}
    pairs = [(ink, paper) for ink in inks for paper in ("#ffffff", "#f6f6f2")]
    assert len(pairs) > 4
    assert all(contrast(*pair) >= 4.5 for pair in pairs)
    assert all(contrast(ink, "#f6f6f2") >= 3 for ink in INKS.values())


def test_the_same_system_gives_the_same_bytes_whatever_the_order_of_hashes() -> None:
    code = (
        "from hashlib import sha256\nfrom tests.figure.test_system import *\n"
        "for one in ('30', '300', 'dense'):\n"
        "    count, links, inside = SHAPES[one]\n"
        "    svg = system_map(mapped(count, links), ENGLISH, tuple(f'c{n}' for n in inside))\n"
        "    print(sha256(svg.encode()).hexdigest())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    (output,) = outputs
    assert len(set(output.split())) == 3


def test_the_pacemaker_of_the_paper_is_drawn_as_its_figures_show_it() -> None:
    from iotclass.app.model import open_model

    for scenario in open_model("pacemaker", None, None).assess(()).scenarios:
        names = {id_: one.component.name for id_, one in scenario.components.items()}
        found = assert_map(
            system_map(scenario, ENGLISH, ("sensor", "controller")),
            ends_of(scenario, names, names),
        )
        frame = found.frame
        assert frame is not None
        held = {one.words.split(":")[0] for one in found.cards if one.box.within(frame)}
        assert held == {"Heart-rate sensor", "Security controller"}
        letters = {one.words.split(":")[0]: one.texts[0] for one in found.cards}
        if scenario.scenario.id == "inside":
            assert letters == {"Heart-rate sensor": "F", "Security controller": "D", "Doctor's phone": "B"}
        if scenario.scenario.id == "separate":
            assert letters == {"Heart-rate sensor": "C", "Security controller": "A", "Doctor's phone": "B"}


@given(ODD, st.floats(20, 200), st.integers(1, 3), st.booleans())
def test_a_text_that_is_too_long_keeps_its_start_and_its_end(
    text: str, limit: float, most: int, bold: bool
) -> None:
    lines = fitted(text, limit, 8, most, bold=bold)
    assert len(lines) <= most
    assert all(width(line.rstrip(), 8, bold=bold) <= limit for line in lines)
    shown, whole = "".join(lines), cleaned(text)
    if len(broken(whole, limit, 8, bold=bold)) <= most:
        assert shown == whole
    else:
        assert "…" in shown
        assert len(shown) == 1 or shown[0] in (whole[0], "…")
