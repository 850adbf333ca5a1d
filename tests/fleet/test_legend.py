"""Where controls stand in our masks: what belongs together in the first one, the rest by level."""

from __future__ import annotations

from iotclass.core.inventory import BITS
from iotclass.fleet.legend import legend
from iotclass.fleet.plan import REMAINDERS
from iotclass.read.content import shipped

CONTENT = shipped().content
CONTROLS = legend(CONTENT).controls
PLACES = {id_: place for place, id_ in enumerate(CONTROLS)}
WEAKER = CONTENT.framework.weaker
LADDERS = {
    one for id_ in CONTROLS for one in WEAKER[id_] & PLACES.keys() if len(WEAKER[id_] & PLACES.keys()) > 1
}


def test_every_control_that_is_asked_for_has_a_bit() -> None:
    """Once each, and nothing but these and what counts as one of them."""
    asked = {one.id for profile in CONTENT.profiles.values() for one in profile.criteria}
    assert len(PLACES) == len(CONTROLS)
    assert PLACES.keys() == asked | {id_ for id_ in CONTENT.framework.functionalities if asked & WEAKER[id_]}


def test_ladders_share_the_first_mask() -> None:
    """Each control of a ladder after what is weaker, so that all move down and none leaves its mask."""
    assert {PLACES[one] for one in LADDERS} == set(range(len(LADDERS)))
    assert len(LADDERS) <= BITS
    assert all(PLACES[one] < PLACES[id_] for id_ in LADDERS for one in WEAKER[id_] & PLACES.keys() - {id_})


def test_the_others_stand_by_the_lowest_level_that_asks_for_them() -> None:
    """And in the framework's order where that is the same."""
    criteria = [one for profile in CONTENT.profiles.values() for one in profile.criteria]
    order = list(CONTENT.framework.functionalities)
    others = [id_ for id_ in CONTROLS if id_ not in LADDERS]
    assert others == sorted(
        others, key=lambda id_: (min(one.level.rank for one in criteria if one.id == id_), order.index(id_))
    )


def test_a_bit_is_told_by_its_remainder() -> None:
    """None of those without the sign, which is taken off, is that of another, and none is 0."""
    remainders = [(1 << bit) % REMAINDERS for bit in range(BITS - 1)]
    assert len({0, *remainders}) == BITS
