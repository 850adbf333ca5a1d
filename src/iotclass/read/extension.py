"""What extends something else, in an order in which it can be built: scenarios and kinds alike."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from iotclass.core.place import Place, Problem
from iotclass.read.word import unknown

Extends = Callable[[str], tuple[str, Place] | None]
"""Per id, what it extends and where it says so; None where it extends nothing."""


def building_order(
    ids: Mapping[str, object],
    extends: Extends,
    built: Container[str],
    what: str,
    problems: list[Problem],
    offered: Iterable[str] = (),
) -> list[str]:
    """`ids` so that each comes after what it extends; those that cannot be built are left out.

    What is `built` already may be extended too; of that, messages name what is `offered`. `what` names them
    in problems: unknown ids, and cycles, each once.
    """
    order: list[str] = []
    done, broken = set[str](), set[str]()
    for id_ in ids:
        chain: dict[str, None] = {}
        while id_ not in done and id_ not in broken and id_ not in built:
            chain[id_] = None
            found = extends(id_)
            if found is None:
                break
            id_, place = found
            if id_ in chain:
                around = list(chain)
                loop = [*around[around.index(id_) :], id_]
                shown = loop if len(loop) <= 10 else [*loop[:5], "…", *loop[-4:]]
                message = f"{what}s extend each other in a cycle: {' → '.join(shown)}"
                problems.append(Problem(place, message, "an end to it"))
                broken.update(chain)
            elif id_ not in ids and id_ not in built:
                known = {other: None for other in (*ids, *offered) if other not in chain}
                unknown(place, f"extends: no {what} {id_!r}", id_, known, problems)
                broken.update([*chain, id_])
        if id_ in broken:
            broken.update(chain)
        elif broken.isdisjoint(chain):
            order += reversed(list(chain))
            done.update(chain)
    return order
