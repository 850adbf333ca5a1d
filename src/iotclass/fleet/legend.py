"""Which control is which bit: controls of a device as packed masks of 64 bits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from iotclass.core.content import Content
from iotclass.core.inventory import BITS
from iotclass.core.scale import Protection

SIGN = 1 << BITS - 1


@dataclass(frozen=True, slots=True)
class Legend:
    """The controls in the order of their bits, from the lowest bit of the first mask on."""

    controls: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many masks hold all controls."""
        return max(1, -(-len(self.controls) // BITS))

    @property
    def places(self) -> dict[str, int]:
        """The place of each control; what has no name has none."""
        return {id_: place for place, id_ in enumerate(self.controls) if id_}

    def bit(self, place: int) -> tuple[int, int]:
        """The mask of the control at `place`, and its bit as a signed number."""
        return place // BITS, signed(1 << place % BITS)

    def masks(self, controls: Iterable[str]) -> tuple[int, ...]:
        """The masks in which the bits of `controls` are set; what the legend does not know is left out."""
        found = [0] * self.width
        wanted = set(controls)
        for place, id_ in enumerate(self.controls):
            if id_ in wanted:
                found[place // BITS] |= 1 << place % BITS
        return tuple(map(signed, found))

    def held(self, masks: Sequence[int]) -> frozenset[str]:
        """The controls whose bits are set in `masks`."""
        return frozenset(
            id_ for place, id_ in enumerate(self.controls) if masks[place // BITS] >> place % BITS & 1
        )


def signed(bits: int) -> int:
    """64 bits as the signed number that databases keep them as."""
    return bits - (1 << BITS) if bits & SIGN else bits


def legend(content: Content) -> Legend:
    """Every control that kinds are asked for, or that counts as one of these.

    Those that count as weaker ones, and these, come first, each after what is weaker: so in one mask, a few
    shifts set the bits of all that is weaker. The others follow by the lowest level that asks for them, so
    that low levels ask for few masks, and then in the framework's order.
    """
    criteria = [one for profile in content.profiles.values() for one in profile.criteria]
    least = {one.id: one.level.rank for one in sorted(criteria, key=lambda one: -one.level.rank)}
    known = content.framework
    counted = [id_ for id_ in known.functionalities if id_ in least or least.keys() & known.weaker[id_]]
    by_level = sorted(counted, key=lambda id_: least.get(id_, len(Protection)))
    return Legend(tuple(dict.fromkeys([*_ladders(counted, known.weaker), *by_level])))


def _ladders(controls: Sequence[str], weaker: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Those of `controls` of which some count as others, what belongs together side by side, weaker first."""
    known = frozenset(controls)
    together: dict[str, set[str]] = {}
    for id_ in controls:
        found = {id_} | weaker[id_] & known
        found.update(*(together.get(one, ()) for one in found))
        together.update(dict.fromkeys(found, found))
    for found in together.values():
        if len(found) > 1:
            yield from sorted(found, key=lambda one: (len(weaker[one]), controls.index(one)))
