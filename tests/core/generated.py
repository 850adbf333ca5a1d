"""Random models for hypothesis: levels judged, derived and inferred, certain and in doubt, with reliance.

What a model leaves in doubt is kept to a number of worlds that can all be gone through.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests.core.reference import ASCENDING, BEST_FIRST, CONTROL_WORLDS
from tests.models import CRITERIA, KINDS, METHODS, Model

ANY_NUMBER = 10**12
"""A limit on worlds that is none."""

DIMENSIONS = ("safety", "privacy", "service", "money", "environment", "third_parties", "all_units")
CONTROLS = (*CRITERIA, "siren")


def ranged(low: str, high: str) -> str:
    """The expression for everything from one level to another of the same scale."""
    return low if low == high else f"{low}..{high}"


@dataclass(slots=True)
class Draft:
    """A model while it is drawn; `left` is by how much doubts may still multiply its worlds."""

    draw: st.DrawFn
    left: int
    shared: dict[str, tuple[str, Any]] = field(default_factory=dict)
    """The shared judgements by id, each with its scale."""

    def chance(self, percent: int) -> bool:
        """Whether something that happens in so many of a hundred cases does."""
        return self.draw(st.integers(0, 99)) < percent

    def spent(self, worlds: int) -> bool:
        """Whether a doubt of so many levels can be afforded; it is paid for then."""
        if worlds > self.left:
            return False
        self.left //= worlds
        return True

    def level(self, scale: str) -> Any:
        """An expression for a level."""
        words = ASCENDING[scale]
        if not self.chance(35):
            return self.draw(st.sampled_from(words))
        form = self.draw(st.sampled_from(["range", "range", "unknown", "weights", "shared", "long"]))
        if form == "long":
            return {"level": self.plain(scale), "why": "judged so"}
        if form == "shared":
            return self.variable(scale)
        return self.plain(scale, form)

    def plain(self, scale: str, form: str = "range") -> Any:
        """A range, a distribution or `unknown`, of as many levels as can be afforded."""
        words = ASCENDING[scale]
        start = self.draw(st.integers(0, len(words) - 1))
        stop = self.draw(st.integers(start, len(words) - 1))
        if form == "unknown" and self.spent(len(words)):
            return "unknown"
        if stop == start or not self.spent(stop - start + 1):
            return words[start]
        if form == "weights":
            kept = [words[start], words[stop]]
            return dict(zip(kept, (0.25, 0.75), strict=True))
        return ranged(words[start], words[stop])

    def variable(self, scale: str) -> Model:
        """A shared judgement on a scale, a new one or one that is there."""
        known = [id_ for id_, (on, _) in self.shared.items() if on == scale]
        if known and self.chance(70):
            return {"judgement": self.draw(st.sampled_from(known))}
        id_ = f"{scale}-{len(self.shared)}"
        self.shared[id_] = (scale, self.plain(scale))
        return {"judgement": id_}

    def controls(self, long: bool = False) -> Model:
        """Some controls, each in some state."""
        names = self.draw(st.lists(st.sampled_from(CONTROLS), unique=True, max_size=len(CONTROLS)))
        if self.chance(50):
            names = list(dict.fromkeys([*CRITERIA, *names]))
        likely = ["yes", "yes", "yes", "yes", *CONTROL_WORLDS]
        return {name: self._control(self.draw(st.sampled_from(likely)), long) for name in names}

    def _control(self, state: str, long: bool) -> Any:
        if state in {"partly", "unknown", "not applicable"} and not self.spent(2):
            state = "no"
        if state == "not applicable":
            return {"state": state, "why": "there is nothing to lock"}
        return {"state": state} if long else state

    def challenges(self) -> Model:
        """One challenge or more, each with a title."""
        names = self.draw(st.lists(st.sampled_from(["noise", "battery", "heat"]), unique=True, min_size=1))
        return {name: {"title": name.capitalize(), "severity": self._severity()} for name in names}

    def _severity(self) -> Any:
        found = self.level("severity")
        return found["level"] if isinstance(found, dict) and "level" in found else found

    def harm(self) -> Any:
        """A harm, given whole or per dimension."""
        if self.chance(50):
            return self.level("impact")
        names = self.draw(st.lists(st.sampled_from(DIMENSIONS), unique=True, min_size=1, max_size=3))
        return {name: self.level("impact") for name in names}

    def way(self) -> Model:
        """What a link or a port runs over."""
        found = {"medium": self.level_of_way("medium"), "reach": self.level_of_way("reach")}
        if self.chance(70):
            found["operations"] = self.level_of_way("operations")
        return found

    def level_of_way(self, scale: str) -> str:
        """A level, now and then a range."""
        found = self.plain(scale) if self.chance(15) else self.draw(st.sampled_from(ASCENDING[scale]))
        return str(found)

    def part(self, id_: str, earlier: list[str]) -> Model:
        """A component that relies on some of those before it."""
        said: Model = {"kind": self.draw(st.sampled_from(KINDS)), "name": f"Part {id_}"}
        providers = [other for other in earlier if self.chance(35)]
        if providers:
            said["relies_on"] = providers
        if self.chance(60):
            said["connectivity"] = self.level("connectivity")
        if self.chance(30):
            said["ports"] = {"debug": self.way()}
        if self.chance(60):
            said["controls"] = self.controls()
        if self.chance(50 if said["kind"] in {"thing", "phone"} and "controls" in said else 95):
            said["protection"] = self._protection()
        self._dangers(said)
        if self.chance(60):
            said["requires"] = self.draw(st.sampled_from(BEST_FIRST["class"]))
        return said

    def _dangers(self, said: Model) -> None:
        """What may go wrong with a component, or that nothing is said of it."""
        if self.chance(75) or not self.spent(5):
            said["harm"] = self.harm()
        if self.chance(20):
            said["impact"] = self.level("impact")
        if self.chance(25):
            said["challenges"] = "none"
        elif self.chance(80) or not self.spent(5):
            said["challenges"] = self.challenges()

    def _protection(self) -> Any:
        found = self.level("protection")
        if self.chance(25):
            found = found if isinstance(found, dict) and "judgement" in found else {"level": found}
            found = {"level": found["level"]["level"]} if _nested(found) else found
            return {**found, "in_effect": True}
        return found

    def links(self, ids: list[str]) -> list[Model]:
        """Links between components."""
        pairs = [(one, other) for index, one in enumerate(ids) for other in ids[index + 1 :]]
        kept = [pair for pair in pairs if self.chance(40)]
        return [{"id": f"{one}-to-{other}", "from": one, "to": other, **self.way()} for one, other in kept]


def _nested(found: Model) -> bool:
    return isinstance(found.get("level"), dict) and "level" in found["level"]


@st.composite
def models(draw: st.DrawFn, limit: int = ANY_NUMBER, most: int = 6) -> Model:
    """A model of 2 to `most` components whose doubts have no more than `limit` worlds."""
    draft = Draft(draw, limit)
    ids = [f"c{number}" for number in range(draw(st.integers(2, most)))]
    parts = {id_: draft.part(id_, ids[:index]) for index, id_ in enumerate(ids)}
    links = draft.links(ids)
    linked = {id_ for one in links for id_ in (one["from"], one["to"])}
    for id_, said in parts.items():
        if id_ not in linked and "ports" not in said and "connectivity" not in said and draft.chance(70):
            said["isolated"] = {"why": "no way in"}
    model: Model = {"iotclass": 1, "system": "A system", "method": draw(st.sampled_from(METHODS))}
    if draft.chance(25):
        wide = draft.controls(long=True)
        named = [id_ for id_ in ids if draft.chance(60)]
        model["controls"] = {name: {**one, "for": named} if named else one for name, one in wide.items()}
    if draft.shared:
        model["judgements"] = {id_: {"level": expression} for id_, (_, expression) in draft.shared.items()}
    order = draw(st.permutations(ids))
    model["components"] = {id_: parts[id_] for id_ in order}
    if links:
        model["links"] = links
    return model
