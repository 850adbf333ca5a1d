"""A system as read: every component is itself, however the file is written."""

from __future__ import annotations

from tests.models import components_of, ends

TWINS = b"""\
iotclass: 1
system: Twins
method: fazeldehkordi-2019
components:
  left: &twin
    kind: bare
    connectivity: C2
    protection: P3
    challenges: none
    harm: Minor
    requires: A
  right: *twin
  user:
    {kind: bare, connectivity: C2, protection: P3, challenges: none, harm: Catastrophic, relies_on: [right]}
accepted:
  - {requirement: right, until: 2027-01-31, by: the board, why: it is late}
assessment: {on: 2027-01-01}
"""


def test_two_components_written_alike_by_an_alias_are_two() -> None:
    found = components_of(TWINS)
    assert [(id_, one.id, one.component.name) for id_, one in found.items()] == [
        ("left", "left", "left"),
        ("right", "right", "right"),
        ("user", "user", "user"),
    ]
    # only the right one is relied on: P3 at C2 is E2, Catastrophic gives D; the left one is Insignificant
    assert {id_: ends(one.outcome.final.level) for id_, one in found.items()} == {
        "left": ("A", "A"),
        "right": ("D", "D"),
        "user": ("D", "D"),
    }
    assert {id_: one.verdict.value for id_, one in found.items()} == {
        "left": "met",
        "right": "accepted",
        "user": "no requirement",
    }
