"""Challenges as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from iotclass.core.challenge import KnownChallenge
from iotclass.core.content import Content
from iotclass.core.profile import Profile
from iotclass.core.system import ACTS_ON
from iotclass.write.columns import wrapped


def challenges_text(profile: Profile, challenges: Sequence[KnownChallenge], content: Content) -> str:
    """The challenges that concern a kind, area by area, with the questions that drive their severity."""
    head = f"{profile.title}: {len(challenges)} challenges, things that can make security or privacy hard"
    lines = [click.style(head, bold=True)]
    area = ""
    for one in challenges:
        if one.area != area:
            area = one.area
            lines += ["", click.style(content.framework.areas[area].title, bold=True)]
        lines += ["", *_challenge(one, content)]
    lines += ["", *wrapped("In a model, under the component's `challenges:`, by answers, or judged:", "", "")]
    if challenges:
        first = challenges[0]
        question, asked = next(iter(first.questions.items()))
        answer = next(iter(asked.answers))
        lines.append(f"  {first.id}: {{answers: {{{question}: {answer}}}, why: …}}")
        lines.append(f"  {first.id}: {{severity: low, why: …}}")
    lines += ["", f"Next: a model to put them in: iotclass new NAME --kind {profile.kind}"]
    return "\n".join(lines) + "\n"


def _challenge(one: KnownChallenge, content: Content) -> list[str]:
    lines = [f"{click.style(one.id, bold=True)}: {one.title}", *wrapped(one.describes, "  ", "  ")]
    for id_, question in one.questions.items():
        lines += wrapped(f"{id_}: {question.question}", "      ", "  ? ")
        for name, answer in question.answers.items():
            lines += wrapped(f"{name} → {answer.severity}: {answer.says}", "        ", "    – ")
    notes = []
    if one.driven_by:
        unit = content.resources.resources[one.driven_by].unit
        notes.append(f"Or driven_by: {one.driven_by}, where `limits:` says how much of it there is ({unit}).")
    if one.acts_on != ACTS_ON:
        notes.append(f"It acts on {one.acts_on[0]} alone.")
    if one.softened_by:
        notes.append(f"A step lower with all of: {', '.join(one.softened_by)}.")
    for note in notes:
        lines += wrapped(note, "  ", "  ")
    return lines
