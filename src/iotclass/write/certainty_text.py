"""How sure it is that a plan reaches what is required, as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from iotclass.core.plan import Certainty, Forecast, Plan
from iotclass.write.columns import clean, wrapped

OPEN = 3
"""How many of the things that stay in doubt are shown; JSON has all."""


def percent(probability: float) -> str:
    """A probability in percent, with as many digits as keep it from looking certain where it is not."""
    for digits in range(1, 12):
        text = f"{100 * probability:.{digits}f}"
        if float(text) not in {0.0, 100.0} or probability in {0.0, 1.0}:
            break
    return f"{text.rstrip('0').rstrip('.')} %"


def holds(plan: Plan) -> str:
    """That everything required holds with a plan, and how surely."""
    found = plan.certainty
    if found is None or found.then is None or found.now is None:
        return "Everything required holds"
    if found.asked is None:
        return "Everything required holds under every value that anything in doubt may have,"
    now = f"{percent(found.now)} now, " if plan.changes else ""
    return f"Everything required holds with {percent(found.then)} ({now}{percent(found.asked)} asked for),"


def falls_short(plan: Plan, cost: str) -> str:
    """What to say where the probability that was asked for cannot be had; empty: nothing of that."""
    found = plan.certainty
    if found is None or found.asked is None or not found.then or found.most is None:
        return ""
    budget = " and the budget" if plan.budget is not None else ""
    if plan.proved:
        most = f"within the limits{budget} nothing goes beyond {percent(found.most)}"
    else:
        most = f"{percent(found.then)} is the best found before time ran out"
    text = f"What is required cannot hold with {percent(found.asked)}: {most}"
    if not plan.proved and found.most >= found.asked:
        text = f"No way was found by which what is required holds with {percent(found.asked)}: {most}"
    if not plan.changes:
        return f"{text}, which it holds with already."
    least = "fewest" if plan.minimised == "changes" else "cheapest"
    kind = f"The {least} changes" if plan.proved else "Changes"
    return f"{text}. {kind} for that: {cost}."


def chance(one: Forecast, found: Certainty | None) -> str:
    """The probability that the requirement of a component holds; empty where it was not asked for."""
    if found is None or found.asked is None or one.component not in found.meets_then:
        return ""
    now, then = found.meets_now.get(one.component), found.meets_then[one.component]
    before = f", {percent(now)} now" if now is not None and now != then else ""
    return f"holds with {percent(then)}{before}"


def open_lines(found: Certainty | None) -> Sequence[str]:
    """What stays in doubt with a plan, and whether the probabilities are exact."""
    if found is None:
        return []
    lines = []
    if found.open:
        lines += ["", "What stays in doubt, what decides most first:"]
        for text in found.open[:OPEN]:
            lines += wrapped(clean(text), "      ", "  – ")
        if len(found.open) > OPEN:
            lines.append(f"  … and {len(found.open) - OPEN} more (--format json has all)")
    if found.drawn:
        lines += wrapped("! Too much is in doubt at once: probabilities are drawn, not exact.", "    ", "  ")
    return lines
