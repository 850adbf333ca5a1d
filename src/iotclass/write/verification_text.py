"""Whether a report still holds, as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from iotclass.write.columns import clean

MANY = 40


def verification_text(report: str, model: str, results: Sequence[str], bases: Sequence[str]) -> str:
    """The differences in the results, then in what they rest on, then whether the report holds."""
    lines = []
    for title, found in (("Results that differ", results), ("What they rest on differs", bases)):
        if found:
            lines += [f"{title} (report → now):", *(f"  {clean(one)}" for one in found[:MANY])]
            lines += [f"  … and {len(found) - MANY} more"] if len(found) > MANY else []
            lines.append("")
    if results:
        lines.append(f"{report} does not hold for {model} any more.")
    elif bases:
        lines.append(f"{report} still holds for {model}, though what it rests on has changed.")
    else:
        lines.append(f"{report} holds for {model}: results and reasons are as they were.")
    return "\n".join(lines) + "\n"
