"""What changed between two versions of a model, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from iotclass.core.advice import moved_by
from iotclass.core.assess import Assessment
from iotclass.core.revision import Cause, Edit, Result, Revision, Shift
from iotclass.write.assessment_json import Record
from iotclass.write.assessment_text import basis_line, explaining
from iotclass.write.columns import clean, columns, wrapped
from iotclass.write.word import code, legend, painted_class

MANY = 40
"""How many entries of a list are shown."""
LONG = 160
"""From how many characters on what is said is cut."""

CAUSES = {
    Cause.MODEL: "the model",
    Cause.METHOD: "the method",
    Cause.SHIPPED: "the framework, the kinds or the challenges",
    Cause.TOOL: "the tool's version",
}

DECIDES = ("requires", "date")
"""What a verdict hangs on beside the class; and what is accepted."""


def diff_text(revision: Revision, before: Record, after: Assessment, names: tuple[str, str]) -> str:
    """What differs: what is broken or worse first. `names` are those by which a command calls both."""
    old, new = names
    lines = [click.style(clean(after.system.title), bold=True) + f" · method {after.method.reference}"]
    lines += [*wrapped(f"{old} → {new}"), *by_methods(before, after), ""]
    lines += wrapped(headline(revision))
    lines += [line for text in scenario_notes(revision) for line in wrapped(text)]
    if revision.shifts:
        lines += ["", *_shifts(revision)]
    for title, edits in (
        ("Changed in meaning", revision.meant),
        ("Changed in wording only", revision.worded),
    ):
        if edits:
            lines += ["", click.style(f"{title}:", bold=True), *_edits(edits, revision)]
    words = legend(after.method, lines)
    lines += ["", *words] if words else []
    lines += ["", *basis_line(after)]
    lines += wrapped(f"Compared with: model {str(before['model_sha256'])[:8]}, method {before['method']}")
    return "\n".join([*lines, "", _next(revision, new)]) + "\n"


def by_methods(before: Record, after: Assessment) -> list[str]:
    """That the two versions are assessed by two methods, where they are."""
    if before.get("method_sha256") == after.method.sha256:
        return []
    return wrapped(
        f"The old version is assessed by {before['method']}, the new one by {after.method.reference}."
    )


def headline(revision: Revision) -> str:
    """What matters first, in a sentence: what broke, which classes are worse, then the rest."""
    shifts = revision.shifts
    counts = [
        (sum(one.broken for one in shifts), "requirement broke", "requirements broke"),
        (sum(one.worse for one in shifts), "class is worse", "classes are worse"),
        (sum(one.better for one in shifts), "class is better", "classes are better"),
        (sum(one.dropped for one in shifts), "requirement is gone", "requirements are gone"),
        (len(revision.meant), "change in meaning", "changes in meaning"),
    ]
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    if parts:
        return f"{', '.join(parts)}."
    words = len(revision.worded)
    if words or shifts or revision.only_old or revision.only_new or revision.renamed:
        return "No class moved and nothing that is required broke."
    return "Nothing changed: both versions mean the same and say it in the same words."


def scenario_notes(revision: Revision) -> Iterator[str]:
    """The scenarios that are called otherwise, and those that one version alone has."""
    renamed = [f"{was} → {now}" for was, now in revision.renamed]
    for ids, what in (
        (renamed, "renamed"),
        (revision.only_new, "new"),
        (revision.only_old, "not there any more"),
    ):
        if ids:
            yield f"{_counted(ids, 'Scenario', 'Scenarios')} {what}: {', '.join(ids)}."


def _counted(ids: Sequence[str], one: str, many: str) -> str:
    return one if len(ids) == 1 else many


def _shifts(revision: Revision) -> list[str]:
    """What moved, in a table, and below it because of what."""
    shown = ordered(revision.shifts)[:MANY]
    rows = [
        [one.component, one.scenario, change(one), class_change(one), verdict_change(one)] for one in shown
    ]
    header = ["component", "scenario", "what", "class", "verdict"]
    if all(one.scenario == "base" for one in shown):
        header, rows = [header[0], *header[2:]], [[row[0], *row[2:]] for row in rows]
    lines = [*columns(header, rows, _paint), ""]
    for one in shown:
        where = "" if one.scenario == "base" else f" in {one.scenario}"
        text = "; ".join(f"{cause}: {why}" if why else cause for cause, why in reasons(one, revision))
        lines += wrapped(f"{one.component}{where}: because of {text}", "      ", "  – ") if text else []
    left = len(revision.shifts) - len(shown)
    return [*lines, f"  … and {left} more"] if left else lines


def _paint(cell: str, column: int) -> str:
    was, arrow, now = cell.partition(" → ")
    if column and arrow and was.strip() and len(was) <= 4 and len(now.strip()) <= 4:
        return f"{painted_class(was)}{arrow}{painted_class(now.rstrip())}" + now[len(now.rstrip()) :]
    if column and cell.strip() in {"broken", "worse", "broken, worse"}:
        return click.style(cell, fg="red")
    return cell


def ordered(shifts: Iterable[Shift]) -> list[Shift]:
    """What is broken first, then what is worse, then all else as it comes."""
    return sorted(shifts, key=lambda one: (not one.broken, not one.worse))


def change(shift: Shift) -> str:
    """What happened to a component, in a word or two."""
    words = ["new"] if shift.was is None else ["gone"] if shift.now is None else []
    words += ["broken"] if shift.broken else []
    words += ["worse"] if shift.worse else ["better"] if shift.better else []
    words += ["not required any more"] if shift.dropped and shift.now is not None else []
    return ", ".join(words) or "other verdict"


def class_change(shift: Shift) -> str:
    """The class, before and after where that differs."""
    return _change(*(_class(one) for one in (shift.was, shift.now)))


def verdict_change(shift: Shift) -> str:
    """The verdict, before and after where that differs."""
    return _change(*(one.verdict.value if one else "" for one in (shift.was, shift.now)))


def _class(one: Result | None) -> str:
    return "" if one is None else code(one.level) if one.level else "not assessed"


def _change(was: str, now: str) -> str:
    return " → ".join(dict.fromkeys(filter(None, (was, now))))


def reasons(shift: Shift, revision: Revision) -> list[tuple[str, str]]:
    """Because of what a component stands otherwise: each cause, and what says more about it."""
    if shift.was is None and shift.now is not None and shift.broken:
        return [(CAUSES[Cause.MODEL], shift.now.reason)]
    if shift.was is None or shift.now is None:
        return []
    if len(shift.causes) > 1 and shift.was.assessed is None:
        return [(" or ".join(CAUSES[one] for one in shift.causes), levels_moved(shift, revision))]
    found = []
    for cause in shift.causes:
        why = ""
        if cause is Cause.MODEL:
            why = str(moved_by(shift.moved)) if shift.moved is not None else levels_moved(shift, revision)
        found.append(
            (CAUSES[cause], why or (verdict_reason(shift, revision) if cause is Cause.MODEL else ""))
        )
    return found


def levels_moved(shift: Shift, revision: Revision) -> str:
    """Where only a report tells: the levels from which the class follows and that differ."""
    if shift.was is None or shift.was.assessed is not None:
        return ""
    return "; ".join(
        f"{one.what} {one.before or 'none'} → {one.after or 'none'}"
        for one in revision.meant
        if one.component == shift.component and shift.scenario in one.scenarios
    )


def verdict_reason(shift: Shift, revision: Revision) -> str:
    """Why a verdict differs though the class does not."""
    decides = (*DECIDES, f"accepted {shift.component}")
    found = [
        f"{one.what} {said(one)}"
        for one in revision.meant
        if one.what in decides and one.component in {"", shift.component}
        if not one.scenarios or shift.scenario in one.scenarios
    ]
    sides = [one.reason for one in (shift.now, shift.was) if one is not None and one.reason]
    return "; ".join(found) or next(iter(sides), "")


def said(edit: Edit, empty: str = "not stated") -> str:
    """What was said and what is said."""
    return f"{_cut(edit.before) or empty} → {_cut(edit.after) or empty}"


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def by_component(edits: Sequence[Edit], revision: Revision) -> Mapping[tuple[str, str], list[Edit]]:
    """What is said otherwise, by the component (empty: the system) and where it is so."""
    found: dict[tuple[str, str], list[Edit]] = {}
    for one in edits:
        everywhere = not one.scenarios or one.scenarios == revision.common
        found.setdefault((one.component, "" if everywhere else ", ".join(one.scenarios)), []).append(one)
    return found


def _edits(edits: Sequence[Edit], revision: Revision) -> list[str]:
    lines: list[str] = []
    for (component, where), found in by_component(edits[:MANY], revision).items():
        lines.append(f"  {component or 'system'}{f' (in {where})' if where else ''}")
        for one in found:
            lines += wrapped(f"{one.what}: {said(one, 'nothing')}", "        ", "    ~ ")
    return [*lines, f"  … and {len(edits) - MANY} more"] if len(edits) > MANY else lines


def gate_line(shift: Shift) -> str:
    """A component that a gate fails on, as `scenario/component: what`."""
    was = "not there" if shift.was is None else verdict_change(shift)
    told = f"class {class_change(shift)}" if shift.worse else ""
    if shift.broken:
        now = shift.now.verdict.value if shift.now else ""
        told = ", ".join(filter(None, (f"not there → {now}" if shift.was is None else was, told)))
    return f"{shift.scenario}/{shift.component}: {told}"


def _next(revision: Revision, new: str) -> str:
    """What to do next."""
    failed = next(iter(ordered(revision.failed)), None)
    if failed is not None and failed.now is not None:
        asked = explaining(new, failed.component, failed.scenario)
        what = failed.now.verdict.value if failed.broken else class_of(failed)
        return f"Next: why {failed.component} is {what}: {asked}"
    return f"Next: how it stands now: iotclass assess {new}"


def class_of(shift: Shift) -> str:
    """The class that a component has now."""
    return _class(shift.now) if shift.now is None or shift.now.level is None else f"class {_class(shift.now)}"
