"""How sure the classes of a model are, and what is worth finding out first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from iotclass.app.model import named, open_model, prove_component
from iotclass.core.doubt import Doubt, ScenarioDoubt, doubt
from iotclass.core.language import ENGLISH, Language
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.word import listed

if TYPE_CHECKING:
    from iotclass.figure.bars import Bar


def doubt_of_model(
    model: str,
    form: str,
    level: float,
    method: str | None = None,
    scenarios: tuple[str, ...] = (),
    profiles: str | None = None,
) -> tuple[str, Doubt]:
    """The doubt of all scenarios, or of those named, as text or JSON; and as a value. Raises InvalidError."""
    from iotclass.core.assessors import agreements
    from iotclass.core.pair import ranges_of

    opened = open_model(model, method, profiles)
    found = doubt(opened.assess(scenarios), level)
    agreed, ranges = agreements(opened.system, opened.method), ranges_of(found.assessment)
    facts = opened.shipped.facts
    if form == "json":
        from iotclass.write.doubt_json import doubt_record
        from iotclass.write.json import json_text

        return json_text(doubt_record(found, ranges, agreed, facts)), found
    from iotclass.write.doubt_text import doubt_text

    shown = named(model, method if opened.note else None, profiles)
    return doubt_text(found, ranges, agreed, facts, shown, opened.note), found


def bars(found: Doubt, output: str) -> str:
    """The distributions of classes of the one scenario as SVG, for the file `output`. Raises InvalidError."""
    from iotclass.figure.bars import bars_svg

    _prove_picture("--bars", found, output)
    (scenario,) = found.scenarios
    return bars_svg(picture_title(found, scenario), bar_rows(scenario))


def bar_rows(scenario: ScenarioDoubt, language: Language = ENGLISH) -> list[Bar]:
    """A bar for the scenario as a whole and one per component."""
    from iotclass.core.name import naming
    from iotclass.figure.bars import Bar

    called = naming([scenario.found])
    rows = [Bar(language("Whole scenario"), scenario.shares or {}, None, scenario.all_met, whole=True)]
    for id_, one in scenario.components.items():
        shares = {} if one is None else one.shares
        requires = scenario.found.components[id_].component.requires
        rows.append(
            Bar(
                called.component(id_),
                shares,
                requires.level if requires else None,
                None if one is None else one.meets,
            )
        )
    return rows


def tornado(found: Doubt, output: str, component: str | None) -> str:
    """What matters for the requirement of `component`, by default the one in most doubt, as SVG.

    It is for the file `output`. Raises InvalidError.
    """
    from iotclass.core.unknown import name, value_word
    from iotclass.figure.tornado import Swing, tornado_svg

    _prove_picture("--tornado", found, output)
    (scenario,) = found.scenarios
    if component is not None:
        prove_component(found.assessment, component)
    known = [one for one in scenario.components.values() if one is not None and one.meets is not None]
    wanted = [one for one in known if component in {None, one.component}]
    if not wanted:
        message = "nothing is required of it, or it was not assessed"
        if component is None:
            message = "nothing that requires a class could be assessed"
        expected = "a component with `requires` that can be assessed"
        raise InvalidError([Problem(Place("--tornado"), f"{component or 'the model'}: {message}", expected)])
    one = max(wanted, key=lambda each: each.entropy)
    rows = []
    for matter in one.matters:
        met = matter.influence.meets_if
        low = max(range(len(met)), key=lambda number: (-met[number], number))  # of equal ones the worst
        high = met.index(max(met))
        words = [value_word(matter.unknown, value) for value in matter.unknown.values]
        share = matter.gain / one.entropy if one.entropy else 0.0
        if met[low] < met[high]:
            rows.append(Swing(name(matter.unknown), met[low], words[low], met[high], words[high], share))
    axis = f"Probability that {one.component} meets class {one.requires}"
    return tornado_svg(
        f"{picture_title(found, scenario)}: what {one.component} hangs on", axis, one.meets or 0.0, rows
    )


def write_pictures(pictures: Iterable[tuple[str, str]], *, replace: bool = False) -> None:
    """Write pictures, each to its file; none where one has no place. Raises OutputError."""
    from iotclass.write.file import prove_writable, write_whole

    found = list(pictures)
    for output, _ in found:
        prove_writable(Path(output), replace=replace)
    for output, picture in found:
        write_whole(Path(output), picture, replace=replace)


def picture_title(found: Doubt, scenario: ScenarioDoubt, language: Language = ENGLISH) -> str:
    """What a picture of one scenario is called."""
    from iotclass.core.name import naming

    title, id_ = language.of(found.assessment.system.title), scenario.found.scenario.id
    called = naming(found.assessment.scenarios)
    return title if id_ == "base" else f"{title}: {called.scenario(id_)}"


def _prove_picture(option: str, found: Doubt, output: str) -> None:
    """Raise InvalidError where there is not one scenario to draw, or the name is no picture's."""
    if Path(output).suffix.lower() != ".svg":
        message = f"{output!r} is no picture that can be drawn"
        raise InvalidError([Problem(Place(option), message, "a name that ends in .svg")])
    if len(found.scenarios) > 1:
        known = listed([one.found.scenario.id for one in found.scenarios])
        message = "one scenario can be drawn, not several"
        raise InvalidError([Problem(Place(option), message, f"--scenario and one of {known}")])
