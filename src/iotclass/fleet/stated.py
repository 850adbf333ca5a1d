"""What is stated of a device: by the cells of its row, or else by its type, or else nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from iotclass.core.inventory import WAY
from iotclass.core.scale import Connectivity, Impact, Protection, Severity

NONE = len(Impact)
"""The number of an impact that nobody judged."""
UNDESIGNED = len(Protection)
"""The number of a protection of which nothing is known."""
UNCONNECTED = len(Connectivity)
"""The number of the connectivity of a device type where nothing says how it is connected."""
ENDS = {
    f"{name[0]}{place}": (name, place)
    for name in ("connectivity", "protection", "severity", "impact")
    for place in (0, 1)
}
"""The scale of each column of what is stated of a device, and which end of it, the best first."""
NOTHING = {
    "s0": str(Severity.VERY_LOW.rank),
    "s1": str(Severity.VERY_HIGH.rank),
    "i0": str(NONE),
    "i1": str(NONE),
    "required": "-1",
}
"""What holds where nobody states anything."""


def end(column: str, texts: Collection[str], by_way: Callable[[int], str], width: int) -> str:
    """The SQL of an end of what is stated of a device, or of its required class.

    `texts` are what the inventory has columns for, `width` how many masks hold the controls of its types, 0
    where it has none.
    """
    scale, place = ENDS.get(column, (column, 0))
    said = scale in texts
    parts = [f"{scale}_word.{('best', 'worst')[place]}"] if said else []
    if width:
        parts += _of_type(column, scale, texts, width)
    if scale == "connectivity":
        parts.append(by_way(place))
    elif column in NOTHING and (width or not said):
        parts.append(NOTHING[column])
    found = f"coalesce({', '.join(parts)})" if len(parts) > 1 else parts[0]
    return f"greatest({found}, inventory.of_least{place})" if width and scale == "impact" else found


def _of_type(column: str, scale: str, texts: Collection[str], width: int) -> Iterator[str]:
    """What a device's type states, unless the device's cells say so much that it does not count."""
    of_type = f"inventory.of_{column}"
    if scale == "connectivity":
        cells = ", ".join(f"inventory.t_{name}" for name in WAY if name in texts)
        yield f"CASE WHEN trim(concat_ws('', {cells})) = '' THEN {of_type} END" if cells else of_type
    elif scale == "protection":
        masks = " | ".join(f"inventory.{one}{word}" for one in "yda" for word in range(width))
        yield f"CASE WHEN {of_type} < {UNDESIGNED} OR ({masks}) = 0 THEN {of_type} END"
    else:
        yield of_type
    if scale == "impact":
        raised = f"inventory.of_r{column[-1]}"
        yield f"CASE WHEN severity_word.best IS NULL THEN {raised} END" if "severity" in texts else raised
