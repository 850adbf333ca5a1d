"""Plans as text for a terminal."""

from __future__ import annotations

from collections.abc import Container, Sequence

import click

from iotclass.core.assess import Assessment
from iotclass.core.change import Cliff
from iotclass.core.option import Option, Way
from iotclass.core.option import count as counted
from iotclass.core.plan import Clash, Figure, Forecast, Front, Plan, Point, Status
from iotclass.core.system import ControlState
from iotclass.core.usage import figure
from iotclass.write.assessment_text import basis_line
from iotclass.write.certainty_text import chance, falls_short, holds, open_lines
from iotclass.write.columns import clean, columns, wrapped
from iotclass.write.word import code, legend, painted_class

CLIFFS = 6
"""How many cliffs are shown; JSON has all."""
MARKS = {Way.ADD: "+", Way.SOFTEN: "~", Way.CONNECTIVITY: "↓"}


def money(amount: float, currency: str) -> str:
    """An amount of money."""
    return f"{amount:,.0f} {currency}"


def money_text(one_off: float, yearly: float, currency: str) -> str:
    """What something costs, once and every year."""
    if not one_off and not yearly:
        return "no money"
    if not yearly:
        return f"{money(one_off, currency)} once"
    return f"{money(one_off, currency)} once, {money(yearly, currency)} a year"


def plans_text(
    plans: Sequence[Plan], assessment: Assessment, model: str, note: str = "", options: str = ""
) -> str:
    """The plan of each scenario; `model` is how a command names it, `options` what was asked of the plan."""
    lines = _head(assessment, note)
    for one in plans:
        lines += ["", *_plan(one, assessment)]
    if len(plans) > 1:
        lines += ["", *_cheapest(plans, assessment)]
    lines += [
        "",
        *legend(assessment.method, lines),
        "",
        *basis_line(assessment),
        "",
        *_next(plans, model, options),
    ]
    return "\n".join(lines) + "\n"


def _head(assessment: Assessment, note: str) -> list[str]:
    title = click.style(clean(assessment.system.title), bold=True)
    return [f"{title} · method {assessment.method.reference}", *([note] if note else [])]


def _heading(scenario: str, title: str) -> list[str]:
    if scenario == "base":
        return []
    text = f"Scenario {scenario}" if title == scenario else f"Scenario {scenario}: {clean(title)}"
    return [click.style(text, bold=True)]


def _plan(plan: Plan, assessment: Assessment) -> list[str]:
    lines = _heading(plan.scenario, plan.title) + wrapped(_verdict(plan, assessment))
    for one in plan.forecasts:
        own = [change for change in plan.changes if change.component == one.component]
        if own or one.requires is not None:
            lines += ["", *_forecast(one, own, plan, assessment)]
    for clash in plan.clashes:
        lines += ["", *_clash(clash)]
    lines += [line for text in plan.notes for line in wrapped(f"! {text}", "    ", "  ")]
    lines += open_lines(plan.certainty)
    lines += _cliffs(plan.cliffs)
    lines += _figures(plan.figures)
    return lines


def _verdict(plan: Plan, assessment: Assessment) -> str:
    """What the plan is, in a sentence or two."""
    resources = assessment.content.resources
    currency, years = resources.currency, resources.years
    cost = (
        f"{money(plan.cost, currency)} over {years} years ({money_text(plan.one_off, plan.yearly, currency)})"
    )
    budget = f", within the budget of {money(plan.budget, currency)}" if plan.budget is not None else ""
    if plan.status is Status.UNKNOWN:
        return "Time ran out before a plan was found; give it more with --time-limit."
    if plan.status is Status.INFEASIBLE:
        return falls_short(plan, f"{cost}{budget}") or _partly(plan, f"{cost}{budget}")
    if not plan.required:
        return "No component requires anything that could be planned for; nothing has to change."
    if not plan.changes:
        return f"{holds(plan).removesuffix(',')} already; nothing has to change."
    changes = counted(plan.changes)
    count = "one change" if changes == 1 else f"{changes} changes"
    by = "with" if plan.certainty is None else "by"
    if plan.minimised == "changes":
        proof = (
            "no plan has fewer, which is proved" if plan.status is Status.OPTIMAL else _gap(plan, "changes")
        )
        return f"{holds(plan)} {by} {count}; {proof}. They cost {cost}{budget}."
    proof = "nothing cheaper does, which is proved" if plan.status is Status.OPTIMAL else _gap(plan, currency)
    return f"{holds(plan)} {by} {count} for {cost}{budget}; {proof}."


def _partly(plan: Plan, cost: str) -> str:
    """What a plan reaches that cannot reach everything."""
    most = "at most" if plan.proved else "found so far, before time ran out"
    held = f"Not everything that is required can hold: {plan.met} of {plan.required} {most}."
    if not plan.met:
        return f"{held} So nothing is planned; below is what stands in the way."
    if not plan.changes:
        return f"{held} Those hold already."
    least = "fewest" if plan.minimised == "changes" else "cheapest"
    kind = f"The {least} changes" if plan.proved else "Changes"
    return f"{held} {kind} for those that can: {cost}. They buy nothing for the others."


def _gap(plan: Plan, unit: str) -> str:
    """How far a plan may be from the best one."""
    if plan.certainty is not None and plan.certainty.drawn:
        return "that nothing is better is not proved, as probabilities were drawn"
    if plan.bound is None:
        return "time ran out before anything was proved about cheaper ones"
    spare = max(plan.objective - plan.bound, 0.0)
    share = f", {100 * spare / plan.objective:.0f} %" if plan.objective else ""
    return (
        f"time ran out before the best was proved: no plan goes below {plan.bound:,.0f} {unit}, so at most "
        f"{spare:,.0f} less is possible{share}"
    )


def _forecast(one: Forecast, changes: Sequence[Option], plan: Plan, assessment: Assessment) -> list[str]:
    now, then = code(one.now), code(one.then)
    arrow = painted_class(then) if now == then else f"{painted_class(now)} → {painted_class(then)}"
    wanted = ""
    if one.requires:
        reason = f", {clean(one.reason_then)}" if one.reason_then and now == then else ""
        verdict = chance(one, plan.certainty) or f"{one.verdict_then}{reason}"
        wanted = f" ({one.requires} is required: {verdict})"
    lines = [f"{click.style(one.component, bold=True)}: class {arrow}{wanted}"]
    (found,) = (other for other in assessment.scenarios if other.scenario.id == plan.scenario)
    component = found.components[one.component].component
    controls = component.controls or {}
    for change in changes:
        state = controls[change.what].state if change.what in controls else None
        lines += _change(change, state if change.way is Way.ADD else None, set(component.limits), assessment)
    return lines


def _change(
    change: Option, state: ControlState | None, limited: Container[str], assessment: Assessment
) -> list[str]:
    """One change, with what it costs and uses of what is limited, and what is said of it now."""
    resources = assessment.content.resources
    if change.way is Way.ADD:
        question = assessment.content.framework.functionalities[change.what].question
        said = "yes, but not for certain" if state is ControlState.YES else state.value if state else ""
        now = f" (now {said})" if state and state is not ControlState.NO else ""
        text = f"{change.what}{now}: {question}"
    elif change.way is Way.SOFTEN:
        text = f"soften {change.what} to {change.to}"
    else:
        text = f"bring the connectivity down to {change.what}"
    cost = "" if change.follows else money_text(change.one_off, change.yearly, resources.currency)
    if change.shared:
        paid = change.one_off or change.yearly
        cost = f"{cost}, once for all components" if paid else "paid for already, once for all components"
    cost += ", assumed" if change.assumed and (change.one_off or change.yearly) else ""
    used = ", ".join(
        f"{amount:g} {resources.resources[name].unit} of {name}"
        for name, amount in change.amounts.items()
        if amount and name in limited
    )
    cost += f"; uses {used}" if used else ""
    why = f" – {clean(change.why)}" if change.why else ""
    return wrapped(f"{text}{why}{f' [{cost}]' if cost else ''}", "      ", f"  {MARKS[change.way]} ")


def _clash(clash: Clash) -> list[str]:
    """Why a requirement cannot hold."""
    own, *others = clash.members
    if not clash.assessed:
        head = f"{clash.component} cannot be planned for: {clean('; '.join(clash.why))}."
        return [*wrapped(head), *wrapped("`iotclass explain` says what its model has to state.", "  ", "  ")]
    best = f"; the best that it can have is {painted_class(str(clash.best))}" if clash.best else ""
    lines = [f"{click.style(clash.component, bold=True)} cannot have what is required{best}."]
    if others:
        lines += wrapped("These cannot all hold; without any one of them the rest could:", "    ", "  ")
        for one in clash.members:
            lines += wrapped(f"{clean(one.text)} ({one.place})", "      ", "    – ")
        if not clash.minimal:
            lines += wrapped("Time ran out: some of these may not be needed for the clash.", "    ", "  ")
    else:
        gets = "nothing that the model allows to change gets it there"
        text = f"{clean(own.text)} ({own.place}): {gets}."
        lines += wrapped(text, "    ", "  ")
    if clash.why:
        lines.append("  What a plan cannot move here:")
        for text in clash.why:
            lines += wrapped(clean(text), "      ", "    – ")
    return lines


def _cliffs(cliffs: Sequence[tuple[str, Cliff]]) -> list[str]:
    """Where one level more or less costs two class letters or more."""
    if not cliffs:
        return []
    lines = ["", "Cliffs of the planned design: here one level costs two class letters or more."]
    for id_, cliff in cliffs[:CLIFFS]:
        low, high = cliff.low, cliff.high
        text = f"{id_}: {cliff.input} {low.level} gives {low.outcome}, {high.level} gives {high.outcome}"
        lines += wrapped(text, "      ", "  – ")
    if len(cliffs) > CLIFFS:
        lines.append(f"  … and {len(cliffs) - CLIFFS} more (--format json has all)")
    return lines


def _figures(figures: Sequence[Figure]) -> list[str]:
    """The assumed figures, and how far each may move."""
    if not figures:
        return []
    lines = [
        "",
        "Assumed figures under this plan, and how far each alone may move before another plan is better:",
    ]
    for one in figures:
        lines += wrapped(f"{_figure(one)} ({one.place})", "      ", "  – ")
    lines += wrapped("Your own figures go first: `costs:` in the model.", "  ", "  ")
    return lines


def _figure(one: Figure) -> str:
    used = "used once" if one.used == 1 else f"used {one.used} times"
    text = f"{one.name} ({one.why.rstrip('.')}): {figure(one.amount)} {one.unit}, {used}; "
    if not one.known:
        return f"{text}no time to find out how far"
    falls = "down to nothing" if not one.falls_to else f"down to {figure(one.falls_to)}"
    rises = "however far up" if one.rises_to is None else f"up to {figure(one.rises_to)}"
    return f"{text}{falls}, {rises}"


def _cheapest(plans: Sequence[Plan], assessment: Assessment) -> list[str]:
    """Which scenario is the cheapest to bring to what is required."""
    currency = assessment.content.resources.currency
    reached = [one for one in plans if one.status in {Status.OPTIMAL, Status.FEASIBLE}]
    if not reached:
        return ["In no scenario can everything hold that is required."]
    least = min(one.cost for one in reached)
    named = " and ".join(repr(one.scenario) for one in reached if one.cost == least)
    rest = ", ".join(f"{one.scenario!r} {money(one.cost, currency)}" for one in reached if one.cost > least)
    failed = ", ".join(repr(one.scenario) for one in plans if one not in reached)
    text = f"The cheapest to bring to what is required: {named}, {money(least, currency)}"
    text += f" ({rest})" if rest else ""
    text += f"; not possible: {failed}" if failed else ""
    return wrapped(f"{text}.")


def _next(plans: Sequence[Plan], model: str, options: str) -> list[str]:
    changing = [one for one in plans if one.changes and one.status in {Status.OPTIMAL, Status.FEASIBLE}]
    if changing:
        one = min(changing, key=lambda plan: plan.cost)
        chosen = "" if one.scenario == "base" else f" --scenario {one.scenario}"
        command = f"iotclass plan {model}{chosen}{options} --write planned.yaml"
        return [f"Next: the planned design as a model: {command}"]
    if any(one.clashes for one in plans):
        return [f"Next: what would do, component by component: iotclass gap {model}"]
    return [f"Next: whether the model leaves anything doubtful: iotclass check {model}"]


def fronts_text(fronts: Sequence[Front], assessment: Assessment, model: str, note: str = "") -> str:
    """What each amount of money buys, scenario by scenario."""
    lines = _head(assessment, note)
    currency = assessment.content.resources.currency
    for one in fronts:
        lines += ["", *_heading(one.scenario, one.title)]
        lines += ["Cost against the class of the whole scenario:", *_points(one.by_class, one, currency), ""]
        lines += ["Cost against how many requirements are met:", *_points(one.by_met, one, currency)]
        lines += [line for text in one.notes for line in wrapped(f"! {text}", "    ", "  ")]
    step = f"Next: what one of them changes: iotclass plan {model} --budget AMOUNT"
    years = assessment.content.resources.years
    about = f"Costs are over {years} years."
    about += "" if any(one.late for one in fronts) else " No other plan beats one of these in both."
    lines += [
        "",
        *wrapped(about),
        "",
        *legend(assessment.method, lines),
        "",
        *basis_line(assessment),
        "",
        step,
    ]
    return "\n".join(lines) + "\n"


def _points(points: Sequence[Point], front: Front, currency: str) -> list[str]:
    if not points:
        return ["  no plan was found"]
    rows = [
        [
            money(one.cost, currency),
            str(one.level) if one.level else "–",
            f"{one.met} of {front.required}",
            str(len(one.changes)),
            "yes" if one.proved else "no, time ran out",
        ]
        for one in points
    ]
    return [f"  {line}" for line in columns(["cost", "class", "met", "changes", "proved"], rows)]
