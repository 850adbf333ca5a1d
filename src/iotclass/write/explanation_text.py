"""Explanations as text for a terminal: the tree of reasons, then what would change the class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from iotclass.core.assess import Assessment
from iotclass.core.change import Change, Cliff, Step
from iotclass.core.explanation import Cell, Explanation
from iotclass.core.finding import Finding
from iotclass.core.level import Level, Span
from iotclass.core.method import Method
from iotclass.core.table import Origin, case_text
from iotclass.core.verdict import Verdict
from iotclass.write.assessment_text import TWICE, authority, basis_line, counts_twice, explaining, reason
from iotclass.write.columns import clean, wrapped
from iotclass.write.word import legend, painted_class, painted_verdict, said, sentence


def explanations_text(
    explanations: Iterable[Explanation],
    assessment: Assessment,
    model: str,
    note: str = "",
    onward: str = "",
) -> str:
    """One component in each of its scenarios; `model` is how a command names it and its method.

    `onward` is what to do next, where that is not what one does next with a model.
    """
    method, shown = assessment.method, list(explanations)
    lines = [line for one in shown for line in (*_explanation(one, assessment), "")]
    lines = [note, *lines] if note else lines
    lines += [*legend(method, lines), "", *basis_line(assessment), "", onward or _next(shown[-1], model)]
    return "\n".join(lines) + "\n"


def _explanation(explanation: Explanation, assessment: Assessment) -> list[str]:
    """One component in one scenario."""
    method = assessment.method
    one, scenario = explanation.component, explanation.scenario.scenario
    where = "" if scenario.id == "base" else f" in scenario {scenario.id}"
    subject = f"{one.id} ({clean(one.component.name)}){where}"
    first, *rest = wrapped(f"{subject} · {method.reference}", "  ", "", wide=1000)
    lines = [first.replace(subject, click.style(subject, bold=True)), *rest]
    lines += [*_verdict(explanation, method), *_by_tables(explanation, assessment)]
    lines += ["", *_tree(one.outcome.final, explanation.contested, method, set())]
    if explanation.contested:
        lines += ["", "? another table that agrees with the source's statements would change the result"]
    if counts_twice(one.outcome.final):
        lines += ["", TWICE]
    return [*lines, "", *_beside(explanation), *_changes(explanation, method)]


def _verdict(explanation: Explanation, method: Method) -> list[str]:
    one = explanation.component
    final = one.outcome.final
    if final.level is None:
        return [f"Not assessed: {reason(final)}."]
    at_worst = "" if final.level.certain else "at worst: "
    head = f"Class {said(method, final.level)}: {at_worst}{sentence(method, final.level)}"
    texts = [head]
    if one.capped_by is not None:
        own = one.outcome.uncapped.level
        texts.append(f"Capped by {one.capped_by}, on which it relies; its own class would be {own}.")
    requires = one.component.requires
    if requires is not None:
        because = f" ({one.reason})" if one.reason else ""
        why = f" Required because: {requires.why}" if requires.why else ""
        texts.append(f"Requires {requires.level}: {one.verdict.value}{because}.{why}")
    lines = [line for text in texts for line in wrapped(text, "  ", "", wide=110)]
    level, verdict = str(final.level), one.verdict.value
    painted = {
        f"Class {level} ": f"Class {painted_class(level)} ",
        f": {verdict}": f": {painted_verdict(one.verdict)}",
    }
    for plain, coloured in painted.items():
        lines = [line.replace(plain, coloured, 1) for line in lines]
    return lines


def _by_tables(explanation: Explanation, assessment: Assessment) -> list[str]:
    """The classes that other exposure and class tables would give, where they would change it."""
    ranges = explanation.ranges
    if not ranges.changes:
        return []
    text = (
        f"By other exposure and class tables that agree with {authority(assessment)} it is {ranges.by_tables}"
    )
    if ranges.by_smooth is not None:
        text += f", by those without jumps {ranges.by_smooth}"
    return wrapped(f"{text}; the cells that matter have a `?`.", "  ", "", wide=110)


def _tree(
    finding: Finding, contested: frozenset[Cell], method: Method, shown: set[int], depth: int = 0
) -> Iterator[str]:
    """The finding and its reasons, indented by depth; reasons that were shown already are not repeated."""
    indent = "  " * depth
    again = bool(finding.because) and id(finding) in shown
    authority = "as above" if again else _authority(finding, contested)
    yield from wrapped(
        f"{finding.subject}: {said(method, finding.level)}  [{authority}]", indent + "    ", indent
    )
    if again:
        return
    shown.add(id(finding))
    if finding.note:
        yield from wrapped(finding.note, indent + "    ", indent + "  – ")
    for because in finding.because:
        yield from _tree(because, contested, method, shown, depth + 1)


def _authority(finding: Finding, contested: frozenset[Cell]) -> str:
    """What a finding rests on: the rule, the row with its origin, the line."""
    if not finding.rows:
        origin = f", {finding.origin.value}" if finding.origin else ""
        return f"{finding.rule}{origin}, {finding.at}" if finding.at else f"{finding.rule}{origin}"
    rows = []
    for name, row in finding.rows:
        section = "" if row.origin is Origin.OURS else f", section {row.section}"
        mark = " ?" if (name, row.case) in contested else ""
        rows.append(f"{case_text(row.case)} → {row.outcome}, {row.origin.value}{section}, {row.place}{mark}")
    return f"{finding.rule}: {'; '.join(rows)}"


def _beside(explanation: Explanation) -> Iterator[str]:
    """What was judged though it can be derived, warnings, and the class by the other methods."""
    one = explanation.component
    for warning in one.warnings:
        yield from wrapped(f"{warning.message} ({warning.place})", "    ", "  ! ")
    for other, found in one.other_classes.items():
        it = found.level or f"not assessed: {reason(found)}"
        yield from wrapped(f"By {other} it would be {it}.", "  ", "")


def _changes(explanation: Explanation, method: Method) -> Iterator[str]:
    """What would change the class, input by input; cliffs."""
    if explanation.component.outcome.final.level is None:
        return
    yield ""
    yield click.style("What would change the class, each by itself", bold=True)
    for change in explanation.changes:
        yield from wrapped(_change(change, explanation, method), "    ", "  ")
    for cliff in explanation.cliffs:
        yield from wrapped(_cliff(cliff), "    ", "  ")


OUR_DOING = ("connectivity", "designed protection", "worst severity", "class of what it relies on")
"""The inputs that a design can change; harm and impact are what they are."""


def _next(explanation: Explanation, model: str) -> str:
    """What to do next."""
    one = explanation.component
    if one.outcome.final.level is None:
        return f"Next: state what is missing, then iotclass assess {model}"
    if one.verdict in {Verdict.MET, Verdict.NO_REQUIREMENT}:
        return f"Next: whether the model leaves anything doubtful: iotclass check {model}"
    level = one.outcome.final.level
    if one.capped_by and level.certain:
        asked = explaining(model, one.capped_by, explanation.scenario.scenario.id)
        return f"Next: what it relies on sets its class: {asked}"
    if any(not change.now.certain and change.nearest for change in explanation.changes):
        scenario = explanation.scenario.scenario.id
        chosen = "" if scenario == "base" else f" --scenario {scenario}"
        return f"Next: what of the doubt to clear up first: iotclass doubt {model}{chosen}"
    changes = [change for change in explanation.changes if change.input in OUR_DOING]
    meeting = [change.input for change in changes if change.meets]
    if meeting:
        required = one.component.requires.level if one.component.requires else ""
        listed = f"{', '.join(meeting[:-1])} or {meeting[-1]}" if meeting[1:] else meeting[0]
        return f"Next: the {listed} alone could meet {required}; change it, then iotclass assess {model}"
    return f"Next: no single change meets the requirement; compare designs: iotclass compare {model}"


def _change(change: Change, explanation: Explanation, method: Method) -> str:
    now = said(method, change.now)
    if change.nearest is None:
        return f"{change.input}, now {now}: no level would"
    steps = [step for step in (change.better, change.worse) if step is not None]
    steps.sort(key=lambda step: (step is not change.nearest, step.steps))
    text = f"{change.input}, now {now}: " + "; ".join(_step(step, method) for step in steps)
    requires = explanation.component.component.requires
    if requires is None or explanation.component.verdict is Verdict.MET:
        return text
    if change.meets is None:
        return f"{text}; none alone meets {requires.level}"
    if change.meets is change.better:
        return text
    return f"{text}; {said(method, _exact(change.meets.level))} meets {requires.level}"


def _step(step: Step, method: Method) -> str:
    return f"{said(method, _exact(step.level))} gives class {step.outcome}"


def _exact(level: Level) -> Span[Level]:
    return Span(level, level)


def _cliff(cliff: Cliff) -> str:
    low, high = cliff.low, cliff.high
    return (
        f"Cliff: {cliff.input} {low.level} gives {low.outcome}, {high.level} gives {high.outcome}: "
        "two letters or more hang on one level, so judge it with care"
    )
