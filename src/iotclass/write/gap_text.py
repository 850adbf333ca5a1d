"""Gaps as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from iotclass.core.assess import Assessment, ScenarioAssessment
from iotclass.core.gap import Combination, Gap, Rung
from iotclass.core.level import exactly
from iotclass.core.method import Method
from iotclass.core.verdict import Verdict
from iotclass.write.assessment_text import basis_line, reason, summary
from iotclass.write.columns import clean, wrapped
from iotclass.write.word import legend, painted_class, painted_verdict, said

NEAREST = 6
"""How many combinations are shown; JSON has all."""

Gaps = Sequence[tuple[ScenarioAssessment, Sequence[Gap]]]


def gaps_text(gaps: Gaps, assessment: Assessment, model: str, note: str = "") -> str:
    """The gaps of the components of each scenario; `model` is how a command names it."""
    head = click.style(clean(assessment.system.title), bold=True)
    lines = [f"{head} · method {assessment.method.reference}", *([note] if note else [])]
    for scenario, found in gaps:
        if scenario.scenario.id != "base":
            title = f"Scenario {scenario.scenario.id}: {clean(scenario.scenario.title)}"
            lines += ["", click.style(title, bold=True)]
        lines += [summary(scenario)]
        for one in found:
            lines += ["", *gap_lines(one, assessment)]
    lines += ["", *legend(assessment.method, lines), "", *basis_line(assessment)]
    short = [one for one, _ in gaps if one.met < one.required] or [one for one, _ in gaps]
    first = short[0].scenario.id
    chosen = "" if first == "base" else f" --scenario {first}"
    lines += ["", f"Next: the cheapest way to what is required: iotclass plan {model}{chosen}"]
    return "\n".join(lines) + "\n"


def gap_lines(gap: Gap, assessment: Assessment, *, ways: bool = True) -> list[str]:
    """The gap of one component; without `ways`, only what lacks of it as it is."""
    one, method = gap.assessed, assessment.method
    final = one.outcome.final.level
    name = one.id if one.component.name == one.id else f"{one.id} ({clean(one.component.name)})"
    head = f"{click.style(name, bold=True)}: "
    if final is None:
        return [f"{head}not assessed", *wrapped(reason(one.outcome.final), "  ", "  ")]
    head += f"class {painted_class(str(final))}"
    if gap.required is not None:
        head += f", {painted_class(str(gap.required))} is required: {painted_verdict(one.verdict)}"
        beyond = [shortfall.text for shortfall in one.shortfalls if shortfall.what != "class"]
        head += f" ({clean('; '.join(beyond))})" if beyond else ""
    lines = [head, *_standing(gap, method)]
    if one.capped_by is not None:
        text = f"It relies on {one.capped_by}, which caps its class: see the gap of {one.capped_by}."
        lines += wrapped(text, "    ", "  ")
    if ways and gap.required is not None and one.verdict is not Verdict.MET and not gap.alone_enough:
        lines += _combinations(gap, method)
        lines += _severity(gap)
    return [*lines, *_rungs(gap, assessment)]


def _severity(gap: Gap) -> list[str]:
    """That challenges count too, where they do."""
    one = gap.assessed
    level = one.inputs.severity.level
    if level is None or not level.worst.rank or not one.component.challenges:
        return []
    worst = [id_ for id_, found in one.severities.items() if found.level and found.level.worst is level.worst]
    text = (
        f"Its severity is {level} ({', '.join(worst)}): softening that is another way, which `plan` weighs."
    )
    return wrapped(text, "    ", "  ")


def _standing(gap: Gap, method: Method) -> list[str]:
    """Where the component is."""
    inputs, outcome = gap.assessed.inputs, gap.assessed.outcome
    protection = f"protection {said(method, outcome.protection.level)}"
    if inputs.designed.level != outcome.protection.level:
        protection += f", worn down from {inputs.designed.level} by severity {inputs.severity.level}"
    impact = said(method, outcome.impact.level)
    text = f"Now: connectivity {said(method, inputs.connectivity.level)}; {protection}; impact {impact}."
    lines = wrapped(text, "    ", "  ")
    if gap.assessed.when_done is not None:
        done = gap.assessed.when_done
        text = f"protection {done.protection.level}, class {done.final.level}"
        text = f"When all that is planned is there: {text}."
        lines += wrapped(text, "    ", "  ")
    return lines


def _combinations(gap: Gap, method: Method) -> list[str]:
    """What would reach the required class, the nearest first."""
    lines = []
    if gap.now is not None:
        would = f"{_either(gap.now)} in effect would do, with this connectivity and this impact."
        lines += wrapped(f"For {gap.required}: protection {would}", "    ", "  ")
    else:
        text = f"For {gap.required}: no protection would do with this connectivity and this impact."
        lines += wrapped(text, "    ", "  ")
    others = [one for one in gap.combinations if one is not gap.now]
    if others:
        lines.append("  Or, the nearest first:")
    for one in others[:NEAREST]:
        text = f"{said(method, exactly(one.connectivity))}, impact {one.impact}: protection {_either(one)}"
        lines += wrapped(f"{text} ({_steps(one.steps)} away)", "      ", "    – ")
    if len(others) > NEAREST:
        lines.append(f"    … and {len(others) - NEAREST} more (--format json has all)")
    return lines


def _steps(steps: int) -> str:
    return "one step" if steps == 1 else f"{steps} steps"


def _either(combination: Combination) -> str:
    """The protection levels that would do, as the paper lists them: P2, P3, P4 or P5."""
    levels = [str(one) for one in combination.protections]
    return levels[0] if len(levels) == 1 else f"{', '.join(levels[:-1])} or {levels[-1]}"


def _rungs(gap: Gap, assessment: Assessment) -> list[str]:
    one = gap.assessed
    if one.derived is None:
        if one.verdict is Verdict.MET or gap.required is None:
            return []
        text = "Its protection is judged. Say which controls it has (`controls:`) to see what lacks."
        return wrapped(text, "    ", "  ")
    lines = []
    if one.component.protection is not None:
        text = f"Its protection is judged {one.component.protection.span}; by its controls:"
        lines += wrapped(text, "    ", "  ")
    if one.derived.finding.level is None:
        return [*lines, *wrapped(one.derived.finding.note, "    ", "  ")]
    if not gap.rungs:
        return [*lines, f"  All criteria of {one.component.kind} that apply here are met."]
    groups = ", ".join(f"{group} {count}" for group, count in gap.by_group.items())
    lines += wrapped(f"Held back from {gap.rungs[0].level} by: {groups}.", "    ", "  ")
    for rung in gap.rungs:
        lines += _rung(rung, gap, assessment)
    own = one.outcome.uncapped.level
    far = own is not None and gap.required is not None and own.worst.badness > gap.required.badness
    if gap.needed is None and far:
        text = "More controls alone do not reach the requirement: connectivity or impact have to come down."
        lines += wrapped(text, "    ", "  ")
    return lines


def _rung(rung: Rung, gap: Gap, assessment: Assessment) -> list[str]:
    one = gap.assessed
    titles = assessment.content.profiles[one.component.kind].groups
    functionalities = assessment.content.framework.functionalities
    count = "1 criterion lacks" if len(rung.lacking) == 1 else f"{len(rung.lacking)} criteria lack"
    lines = [f"  {click.style(str(rung.level), bold=True)}: {count}; with them class {rung.reached}"]
    if rung.worse:
        text = (
            f"They use so much of its limits that severity rises to {rung.severity}: it would be worse off "
            "with them than now."
        )
        lines += wrapped(text, "    ", "    ! ")
    for criterion in rung.lacking:
        control = (one.component.controls or {}).get(criterion.id)
        state = f" [{control.state.value}]" if control else ""
        question = functionalities[criterion.id].question
        group = titles[criterion.group]
        lines += wrapped(f"{criterion.id}{state}: {question} ({group})", "      ", "    – ")
    return lines
