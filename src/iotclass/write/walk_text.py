"""The walk through the framework, as text and as a model file to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from iotclass.core.functionality import Framework, Functionality
from iotclass.core.profile import Profile
from iotclass.core.walk import Step
from iotclass.write.columns import wrapped

BEHIND = "Asked of the organisation behind it"


def walk_text(
    profile: Profile,
    phase: str | None,
    steps: Sequence[Step],
    rest: Sequence[Functionality],
    framework: Framework,
) -> str:
    """The questions, area by area, each with what applies."""
    when = f", phase {phase}" if phase else ""
    lines = [click.style(f"{profile.title}: {len(steps)} questions{when}", bold=True)]
    area = None
    for number, step in enumerate(steps, 1):
        if step.topic.area != area:
            area = step.topic.area
            lines += ["", click.style(framework.areas[area].title, bold=True)]
        lines += wrapped(f"{number}. {step.topic.question}", "     ", "  ")
        for one in step.functionalities:
            mark = "*" if one.id in step.criteria else " "
            lines += wrapped(f"{one.id}: {one.title}", "         ", f"     {mark} ")
    if rest:
        lines += ["", click.style(BEHIND, bold=True)]
    for one in rest:
        lines += wrapped(f"{one.id}: {one.title}", "         ", "     * ")
    if not steps and not rest:
        lines += ["", "  Nothing that applies to this kind is first seen to in this phase."]
    demanded = " * is a criterion of the kind’s protection levels." if profile.criteria else ""
    lines += ["", *wrapped(f"Only what applies to the kind is listed.{demanded}".strip())]
    return (
        "\n".join([*lines, "", f"Next: iotclass framework walk {profile.kind} -o FILE.yaml, to answer it"])
        + "\n"
    )


def walk_model(profile: Profile, steps: Sequence[Step], rest: Sequence[Functionality], method: str) -> str:
    """A model of one component, with every criterion, or where the kind has none everything that applies."""
    lines = [
        "# The walk through the framework for one component. Answer each question: yes, partly, planned, no,",
        "# unknown, or {state: not applicable, why: …}. Then copy the component into your model.",
        "iotclass: 1",
        f"system: Walk for a {profile.kind}",
        f"method: {method}",
        "components:",
        f"  {profile.kind}:",
        f"    kind: {profile.kind}",
        "    controls:",
    ]
    asked = [line for step in steps for line in _asked(step, every=not profile.criteria)]
    if rest:
        asked += [f"      # --- {BEHIND}"]
    for one in rest:
        asked += [*wrapped(one.question, "      #   ", "      # "), f"      {one.id}: unknown"]
    return "\n".join([*lines, *asked] if asked else [*lines[:-1], "    # no question applies"]) + "\n"


def _asked(step: Step, *, every: bool) -> Iterator[str]:
    chosen = [one for one in step.functionalities if every or one.id in step.criteria]
    if chosen:
        yield from wrapped(f"{step.topic.title}: {step.topic.question}", "      # ", "      # --- ")
    for one in chosen:
        yield from wrapped(one.question, "      #   ", "      # ")
        yield f"      {one.id}: unknown"
