"""Profiles as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

import click

from iotclass.core.functionality import Framework
from iotclass.core.method import Method
from iotclass.core.profile import Criterion, Profile
from iotclass.core.scale import Protection
from iotclass.write.columns import columns, wrapped
from iotclass.write.method_text import contradictions_text
from iotclass.write.word import legend


def profiles_text(profiles: Iterable[Profile]) -> str:
    """The kinds in a table."""
    rows = [[one.kind, one.title, str(len(one.criteria)), one.origin.value] for one in profiles]
    lines = columns(["kind", "title", "criteria", "origin"], rows)
    return "\n".join([*lines, "", "Next: iotclass profile show KIND prints its criteria"]) + "\n"


def counting(criterion: Criterion) -> str:
    """When a criterion counts: from a connectivity up, and where facts are so."""
    parts = [f"from {criterion.applies_from} up"] if criterion.applies_from else []
    facts = ", ".join(f"{fact}: {value}" for fact, value in criterion.applies_if)
    return " ".join([*parts, *([f"where {facts}"] if facts else [])])


def profile_text(profile: Profile, framework: Framework, method: Method) -> str:
    """A kind: what it brings, its criteria level by level, in the words of `method`."""
    lines = [
        click.style(f"{profile.kind}: {profile.title}", bold=True),
        *wrapped(profile.description, "  ", "  "),
    ]
    brought = {
        "Recommended class": profile.recommends,
        "Impact by its nature": profile.impact,
        "Connectivity at least": profile.connectivity_at_least,
    }
    for name, found in brought.items():
        if found is not None:
            lines += ["", *wrapped(f"{name}: {found.level} ({found.origin.value}). {found.why}", "    ")]
    if not profile.criteria:
        lines += ["", "No criteria yet: judge its protection."]
    for level in Protection:
        criteria = [one for one in profile.criteria if one.level is level]
        if criteria:
            lines += ["", click.style(f"{level}, in addition to what is below it", bold=True)]
        for one in criteria:
            also = f"; also stated at {', '.join(map(str, one.also_stated_at))}" if one.also_stated_at else ""
            title = framework.functionalities[one.id].title
            counts = f"; counts {counting(one)}" if one.applies_from or one.applies_if else ""
            head = f"{one.id}: {title} [{profile.groups[one.group]}, {one.origin.value}{also}{counts}]"
            lines += [*wrapped(head, "      ", "  "), *wrapped(one.step, "      ", "    – ")]
            if one.attested:
                clauses = "; ".join(f"{document} {clause}" for document, clause in one.attested)
                lines += wrapped(f"attested by {clauses}", "      ", "      ")
    lines += contradictions_text(profile.contradictions)
    step = f"Next: a checklist of these in a model file: iotclass new NAME --kind {profile.kind}"
    return "\n".join([*lines, "", *legend(method, lines), "", step]) + "\n"
