"""Comparisons under doubt as text: a table and a sentence for every two scenarios."""

from __future__ import annotations

from collections.abc import Sequence

import click

from iotclass.core.language import ENGLISH
from iotclass.core.preference import Odds, Preference, Preferences
from iotclass.core.sample import DRAWS, ERROR
from iotclass.write.columns import columns, wrapped

LISTED = 10
"""How many components that are the same are named; JSON has all."""


def preferences_lines(found: Preferences) -> list[str]:
    """Every two scenarios compared, each block after an empty line."""
    lines = [click.style("Under doubt", bold=True)]
    if not found.in_doubt:
        lines += wrapped("Nothing is in doubt, so that each answer is certain.")
    elif found.pairs:
        text = "How likely each class, and each scenario as a whole, is better than in the other; "
        lines += wrapped(f"{text}what both have in common is one and the same in both.")
    for one in found.pairs:
        lines += ["", *_pair(leading(one))]
    if found.drawn:
        text = (
            f"Figures with ≈, and bounds beside them, come from {DRAWS:,} draws, as exact ones would take too"
        )
        off = f"{100 * ERROR:.1f} percentage points, but for once in a thousand"
        lines += ["", *wrapped(f"{text} long: they are off by at most {off}.")]
    return lines


def verdict(one: Preference) -> str:
    """How likely the scenario that leads is better, and what holds in every case."""
    one = leading(one)
    name, other, found = f"'{one.one.scenario.id}'", f"'{one.other.scenario.id}'", one.overall
    if found is None:
        text = f"{name} and {other} cannot be compared as wholes: {one.reason}"
    elif found.unlike == 1 and not found.drawn:
        text = f"{name} and {other} cannot be compared as wholes, as they require different things"
    elif found.same == 1 and not found.drawn:
        text = f"{name} is as good as {other} in every case"
    else:
        text = f"{name} is better than {other} with {_share(found, found.better)}"
        text += f", as good with {_share(found, found.same)}, worse with {_share(found, found.worse)}"
        if found.unlike:
            text += f"; with {_share(found, found.unlike)} neither, as they require different things"
    for this, mine in ((one, "it"), (one.flipped, other)):
        if this.dominates:
            shared = "" if one.one.components.keys() == one.other.components.keys() else " that both have"
            return f"{text}; {mine} dominates: in no case is any component{shared} worse."
    for this, mine in ((one, "it"), (one.flipped, other)):
        if this.surely_as_good and this.overall is not None and this.overall.better > 0:
            return f"{text}; as a whole {mine} is never worse{_though(this)}."
    return f"{text}."


def leading(one: Preference) -> Preference:
    """Said of the scenario that is more likely better; where neither is, of the one that dominates."""
    better, worse = (one.overall.better, one.overall.worse) if one.overall is not None else (0.0, 0.0)
    return one.flipped if worse > better or (worse == better and one.flipped.dominates) else one


def _though(one: Preference) -> str:
    """Which components keep a scenario that is never worse as a whole from dominating."""
    worse = [id_ for id_, odds in one.components.items() if odds is not None and odds.never_worse is False]
    listed = ", ".join(worse[:3]) + (" and others" if len(worse) > 3 else "")
    return f", though {listed} may be" if worse else ""


def _pair(one: Preference) -> list[str]:
    """The table of two scenarios, without what is the same for certain; then the sentence."""
    header = [f"{one.one.scenario.id} against {one.other.scenario.id}", "better", "same", "worse"]
    same = [id_ for id_, odds in one.components.items() if odds is not None and odds == Odds(0.0, 1.0, 0.0)]
    rows = [[id_, *_cells(odds)] for id_, odds in one.components.items() if id_ not in set(same)]
    rows.append(["as a whole", *(_cells(one.overall) if one.overall is not None else "–––")])
    lines = columns(header, rows)
    if same:
        more = f" and {len(same) - LISTED} more" if len(same) > LISTED else ""
        lines += wrapped(f"the same for certain: {', '.join(same[:LISTED])}{more}", "    ", "  ")
    return [*lines, *wrapped(verdict(one))]


def _cells(odds: Odds | None) -> Sequence[str]:
    if odds is None:
        return ("not assessed", "", "")
    return tuple(_share(odds, share) for share in (odds.better, odds.same, odds.worse))


def _share(odds: Odds, share: float) -> str:
    """A probability; one that is drawn never as less or more than it may be."""
    if not odds.drawn:
        return ENGLISH.percent(share)
    if share < ERROR:
        return f"< {ENGLISH.percent(2 * ERROR)}"
    return f"> {ENGLISH.percent(1 - 2 * ERROR)}" if share > 1 - ERROR else f"≈ {ENGLISH.percent(share)}"
