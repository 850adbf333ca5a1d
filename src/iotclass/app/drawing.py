"""One picture of a model as a file of its own."""

from __future__ import annotations

import re
from pathlib import Path

from iotclass.app import picture
from iotclass.app.report import Asked, Assessed, assess_asked
from iotclass.core.assess import Assessment
from iotclass.core.compare import compare, standing_for
from iotclass.core.gap import gap
from iotclass.core.language import Language
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.plan import Front
from iotclass.read.language import language
from iotclass.read.word import listed

WIDE = 1600
"""How many pixels a PNG is wide at least."""
SHARP = 1.5
"""How many pixels of a PNG a point takes at least, so that large pictures can be read."""
_BOX = re.compile(r'viewBox="0 0 ([0-9.]+)')


def draw(model: str, what: str, output: str, asked: Asked) -> str | bytes:
    """The picture `what` of `model`, as SVG or PNG by the suffix of `output`. Raises InvalidError."""
    suffix = Path(output).suffix.lower()
    if suffix not in {".svg", ".png"}:
        message = f"{output!r} is no picture that can be drawn"
        raise InvalidError([Problem(Place("-o"), message, "a name that ends in .svg or .png")])
    svg = _svg(what, assess_asked(model, asked), asked, language(asked.language))
    if suffix == ".svg":
        return svg
    from iotclass.write.png import png

    return png(svg, max(WIDE, round(SHARP * _width(svg))))


def _width(svg: str) -> float:
    """How wide a picture is, in points."""
    found = _BOX.search(svg)
    return float(found[1]) if found else 0.0


def _svg(what: str, found: Assessed, asked: Asked, words: Language) -> str:
    assessment = found.assessment
    if what == "system":
        return picture.system(standing_for(assessment), assessment, words).svg
    if what in {"exposure", "class"}:
        drawn = picture.tables(assessment, picture.pair(assessment), words)
        return drawn[what == "class"].svg
    if what == "scenarios":
        if len(assessment.scenarios) < 2:
            raise _refused("there is one scenario only", "a model with several")
        return picture.scenarios_picture(compare(assessment), words).svg
    if what == "ladder":
        return _ladder(assessment, asked, words)
    if what == "probabilities":
        from iotclass.core.doubt import doubt

        return next(picture.probabilities(doubt(_one(assessment)), words)).svg
    return _front(what, found, words)


def _several(assessment: Assessment) -> list[Problem]:
    """The problem that there are several scenarios, where one is drawn."""
    if len(assessment.scenarios) == 1:
        return []
    known = listed([one.scenario.id for one in assessment.scenarios])
    return [_problem("one scenario can be drawn, not several", f"--scenario and one of {known}")]


def _one(assessment: Assessment) -> Assessment:
    """`assessment` with its one scenario. Raises InvalidError where there are several."""
    problems = _several(assessment)
    if problems:
        raise InvalidError(problems)
    return assessment


def _ladder(assessment: Assessment, asked: Asked, words: Language) -> str:
    problems = _several(assessment)
    if asked.component is None:
        known = listed(dict.fromkeys(id_ for one in assessment.scenarios for id_ in one.components))
        problems.append(_problem("of which component?", f"--component and one of {known}"))
    if asked.component is None or problems:
        raise InvalidError(problems)
    (scenario,) = assessment.scenarios
    found = gap(scenario.components[asked.component], assessment.method, assessment.content)
    drawn = picture.ladder(found, scenario.scenario.id, assessment, words)
    if drawn is None:
        raise _refused(f"{asked.component} has no ladder", "a component with `controls` in the model")
    return drawn.svg


def _front(what: str, found: Assessed, words: Language) -> str:
    from iotclass.figure.front import front_by_class, front_by_met

    front = _plans(found, what.removeprefix("front-by-"))
    drawn = front_by_class if what == "front-by-class" else front_by_met
    return drawn(front, found.opened.content.resources, words)


def _plans(found: Assessed, result: str) -> Front:
    """The plans that beat each other in cost or in `result`."""
    from iotclass.plan.front import front
    from iotclass.plan.program import Clock
    from iotclass.plan.task import task

    (scenario,) = _one(found.assessment).scenarios
    budget = found.opened.system.budget
    return front(task(found.assessment, scenario, budget.amount if budget else None), Clock(None), (result,))


def _refused(message: str, expected: str) -> InvalidError:
    return InvalidError([_problem(message, expected)])


def _problem(message: str, expected: str) -> Problem:
    return Problem(Place("PICTURE"), message, expected)
