"""A small document, a small product and their evidence, made of values; and what their support has to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from iotclass.core.clause import Clause, Document, Number
from iotclass.core.content import Content
from iotclass.core.evidence import Evidence
from iotclass.core.functionality import Framework, Relation, Source, ladder
from iotclass.core.proforma import Proforma
from iotclass.core.support import evidence
from iotclass.core.system import Component, Control, ControlState, Scenario, System
from tests.models import HERE, criterion, functionality, profile, small_content

Ways = tuple[tuple[str, ...], ...]
States = Mapping[str, str | None]
"""Per functionality, the state that a model gives it; None: it does not mention it."""
STATES = (None, "yes", "partly", "planned", "no", "not applicable", "unknown")
LIVES = {
    "a": ("device",),
    "b": ("device",),
    "strong": ("device",),
    "cloud": ("cloud",),
    "work": ("organisation",),
}
KINDS = {
    "thing": ("device", "organisation"),
    "phone": ("app", "organisation"),
    "back": ("cloud", "organisation"),
    "net": ("network", "organisation"),
    "handset": ("app", "device", "organisation", "cloud"),
}


def framework(clauses: Mapping[str, tuple[str, ...]] = {}) -> Framework:
    """The functionalities, linked to the clauses that name them: `strong` is stronger than `a`."""
    found = {}
    for id_, lives in LIVES.items():
        one = functionality(id_, ("a",) if id_ == "strong" else ())
        named = [at for at, ids in clauses.items() if id_ in ids]
        sources = tuple(Source("d", at, Relation.EQUAL, "we", "2026-01-01", True) for at in named)
        found[id_] = replace(one, lives=lives, sources=sources)
    small = small_content().framework
    return replace(small, functionalities=found, weaker=ladder(found))


def content(clauses: Mapping[str, tuple[str, ...]] = {}) -> Content:
    """The kinds; a thing is asked for `b` where `fed` is yes."""
    kinds = {id_: replace(profile(id_, {}), lives=lives) for id_, lives in KINDS.items()}
    asked = replace(criterion("b", "P1"), applies_if=(("fed", "yes"),))
    kinds["thing"] = replace(kinds["thing"], criteria=(asked,))
    kinds["handset"] = replace(kinds["handset"], criteria=(criterion("b", "P1"),))
    return replace(small_content(), framework=framework(clauses), profiles=kinds)


def clause(id_: str, ways: Ways = (), **said: object) -> Clause:
    """A clause that is answered in `ways`."""
    plain = Clause(id_, f"about {id_}", Number.ATTESTED, True, "", "R", (), (), (), False, "", ways, HERE)
    return replace(plain, **said)  # type: ignore[arg-type]  # fields of a clause


def document(*clauses: Clause) -> Document:
    """A document of `clauses`, with the condition `1`: that `on` is yes."""
    words = ("d", "D", "A document", "We", "1", "All", "Free", "-")
    return Document(
        *words,
        aliases=(),
        newest=True,
        statuses={"M": "mandatory", "R": "recommendation"},
        conditions={"1": "it is on"},
        features={},
        clauses={one.id: one for one in clauses},
        place=HERE,
        facts={"1": ("on", "yes")},
    )


def control(id_: str, state: str, why: str = "so it is") -> Control:
    """A control with a state."""
    return Control(id_, ControlState(state), HERE, why)


def component(
    id_: str,
    states: States,
    kind: str = "thing",
    facts: Mapping[str, str] | None = None,
    why: str = "so it is",
) -> Component:
    """A component whose controls have `states`."""
    controls = {name: control(name, state, why) for name, state in states.items() if state}
    return Component(id_, id_, kind, HERE, controls=controls, facts=facts)


def answered(
    found: Document,
    components: tuple[Component, ...],
    proforma: Proforma | None = None,
    boundary: tuple[str, ...] = (),
) -> Evidence:
    """What a product of `components` says to a document."""
    scenario = Scenario("s", "s", {one.id: one for one in components}, ())
    said = {"boundary": boundary} if boundary else {}
    system = System("A system", "m", HERE, "0", (scenario,), {}, (), said, {})
    clauses = {
        one.id: tuple(id_ for way in one.satisfied_by for id_ in way) or ("a",)
        for one in found.clauses.values()
        if not (one.heading or one.out_of_scope)
    }
    return evidence(system, scenario, found, proforma or Proforma("d"), content(clauses))


def expected(ways: Ways, states: States, on: str | None, fed: str | None, *, strict: bool) -> str:
    """What one thing has to say to a clause under the condition that `on` is yes, silence apart.

    Worked out by every world that the model leaves possible: what all of them say, or open. `on` `free`: the
    clause has no condition, and only then facts settle whether it is asked of the thing.
    """
    unknown = [id_ for id_, state in states.items() if state == "unknown"]
    worlds = set()
    for had in product((True, False), repeat=len(unknown)):
        present = {id_ for id_, state in states.items() if state == "yes"}
        present |= {id_ for id_, there in zip(unknown, had, strict=True) if there}
        for holds in {"yes": (True,), "no": (False,), "free": (True,)}.get(on or "", (True, False)):
            told = {"no": (False,), "unknown": (True, False)} if on == "free" else {}
            for asked in told.get(fed or "", (True,)):
                outcome = _crisp(ways, states, present, asked=asked, strict=strict)
                worlds.add(outcome if holds else "no" if strict else "n.a.")
    return worlds.pop() if len(worlds) == 1 else "open"


def _crisp(ways: Ways, states: States, present: set[str], *, asked: bool, strict: bool) -> str:
    """The answer in a world in which exactly `present` is there."""

    def one(id_: str) -> str:
        sure = states.get(id_) == "yes" or (id_ == "a" and states.get("strong") == "yes")
        if sure:
            return "yes"
        if states.get(id_) == "not applicable" or (id_ == "b" and not asked):
            return "n.a."
        there = id_ in present or (id_ == "a" and "strong" in present)
        return "yes" if there else "no"

    found = []
    for way in ways:
        parts = {one(id_) for id_ in way}
        lacks = "no" in parts or (strict and "n.a." in parts)
        found.append("no" if lacks else "yes" if "yes" in parts else "n.a.")
    return "yes" if "yes" in found else "no" if "no" in found else "n.a."
