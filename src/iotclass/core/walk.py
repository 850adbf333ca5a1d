"""The walk through the framework for a kind of component, top-down (paper, section VI).

"The further we break down the problems according to the framework, the easier it is to find the specific
challenges": area by area, what applies here and the question that opens it.
"""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.functionality import Framework, Functionality, Topic
from iotclass.core.profile import Profile

MANY = 30
"""At most so many questions: what is longer nobody finishes."""


@dataclass(frozen=True, slots=True)
class Step:
    """A topic to stop at: its question, and the functionalities that apply to the kind."""

    topic: Topic
    functionalities: tuple[Functionality, ...]
    criteria: tuple[str, ...]
    """Of these, the ids that the kind's protection levels ask for."""


def walk_for(framework: Framework, profile: Profile, phase: str | None = None) -> tuple[Step, ...]:
    """The steps for a kind, in the framework's order; only those of a life-cycle phase where one is named.

    A functionality applies where it lives in one of the kind's own places. What the organisation behind
    the component does is not asked of it (`behind`). Of more than `MANY` topics those go first that the
    kind's criteria are of, then those of which most applies.
    """
    demanded = {one.id for one in profile.criteria}
    steps = []
    for topic in framework.topics.values():
        applying = tuple(
            one
            for one in framework.inside(topic.id)
            if profile.own & set(one.lives) and (phase is None or one.phase == phase)
        )
        if applying:
            criteria = tuple(one.id for one in applying if one.id in demanded)
            steps.append(Step(topic, applying, criteria))
    kept = sorted(steps, key=lambda step: (-len(step.criteria), -len(step.functionalities)))[:MANY]
    return tuple(step for step in steps if step in kept)


def behind(framework: Framework, profile: Profile, phase: str | None = None) -> tuple[Functionality, ...]:
    """The criteria of a kind that the organisation behind a component, or its back-end, has to meet."""
    asked = (framework.functionalities[one.id] for one in profile.criteria)
    return tuple(
        one for one in asked if profile.own.isdisjoint(one.lives) and (phase is None or one.phase == phase)
    )
