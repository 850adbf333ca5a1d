"""Strategies for doubtful models: everything that the format can say of doubt, in up to three components.

The kind `gated` is a thing whose criteria partly count by a fact or from a connectivity up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from iotclass.core.scale import Connectivity
from iotclass.read.content import vocabulary
from iotclass.read.model import read_model
from tests.core.doubtful import ABSENT, Chance, Doubtful, Slot, chance, control, open_chance
from tests.core.generated import DIMENSIONS
from tests.core.reference import ASCENDING
from tests.models import CRITERIA, FILE, METHODS, PAPER, SMALL, Model, yaml_of

CASES = 100
"""No more cases than can be tried one by one."""
CONTROLS = ("lock", "manual", "bolt", "alarm", "guard", "siren", "vault")
PEOPLE = ("Ada", "Bo", "Cy")
WAYS = (("medium", "medium of"), ("reach", "reach of"), ("operations", "operations over"))
"""What is said of a way in, and how findings call it."""


def _gated() -> Any:
    """The small content with a kind whose criteria count by facts and connectivity."""
    thing = SMALL.content.profiles["thing"]
    conditions: dict[str, dict[str, Any]] = {
        "manual": {"applies_if": (("personal", "yes"),)},
        "alarm": {"applies_from": Connectivity.C3},
        "guard": {"applies_if": (("personal", "yes"), ("updatable", "yes"))},
    }
    criteria = tuple(replace(one, **conditions.get(one.id, {})) for one in thing.criteria)
    gated = replace(thing, kind="gated", criteria=criteria)
    content = replace(SMALL.content, profiles={**SMALL.content.profiles, "gated": gated})
    return replace(SMALL, content=content, facts={"updatable": "?", "personal": "?"})


GATED = _gated()
WORDS = vocabulary(GATED)
CONTENT = GATED.content


def system(model: Model) -> Any:
    """The system of a model that may have gated things."""
    return read_model(yaml_of(model), FILE, WORDS)


class Draft:
    """A doubtful model while it is drawn; `left` is by how much doubts may still multiply its cases."""

    def __init__(self, draw: st.DrawFn, *, driven: bool) -> None:
        self.draw, self.left, self.may_drive = draw, CASES, driven
        self.made = Doubtful(draw(st.sampled_from(METHODS)), {})

    def one_in(self, number: int) -> bool:
        """Whether something happens that does once in so many times."""
        return self.draw(st.integers(1, number)) == 1

    def add(self, name: str, found: Chance) -> bool:
        """Keep a chance under a name, if it can be afforded."""
        if len(found.values) > self.left:
            return False
        self.left //= len(found.values)
        self.made.chances[name] = found
        return True

    def level(self, name: str, scale: str) -> None:
        """Keep a level in some form of doubt, or for certain, under a name."""
        if not self.add(name, self.doubt(scale)):
            self.add(name, chance(self.draw(st.sampled_from(ASCENDING[scale])), scale))

    def doubt(self, scale: str) -> Chance:
        """A level, a range, a distribution, how sure somebody is, or what several people say."""
        words = ASCENDING[scale]
        if self.one_in(5):
            heard = self.draw(st.integers(2, 3))
            return chance([self._opinion(name, scale) for name in PEOPLE[:heard]], scale)
        if self.one_in(6):
            return chance(self.expression(scale), scale, self.draw(st.sampled_from(["sure", "likely"])))
        if self.one_in(8):
            return chance("unknown", scale)
        if self.one_in(4):
            return chance(self.draw(st.sampled_from(words)), scale)
        return chance(self.expression(scale), scale)

    def _opinion(self, name: str, scale: str) -> Model:
        found: Model = {"level": self.expression(scale), "by": name}
        if self.one_in(2):
            found["weight"] = self.draw(st.sampled_from([2, 3, 0.5]))
        if self.one_in(3):
            found["sure"] = self.draw(st.sampled_from(["sure", "likely", "guess"]))
        return found

    def expression(self, scale: str) -> Any:
        """A level, a range or a distribution, also with weights of nothing."""
        words = ASCENDING[scale]
        first = self.draw(st.integers(0, len(words) - 1))
        form = self.draw(st.sampled_from(["level", "range", "range", "weights", "weights"]))
        if form == "level" or (form == "range" and first == len(words) - 1):
            return words[first]
        if form == "range":
            last = self.draw(st.integers(first + 1, min(first + 2, len(words) - 1)))
            return f"{words[first]}..{words[last]}"
        levels = self.draw(st.lists(st.sampled_from(words), min_size=2, max_size=3, unique=True))
        cuts = self.draw(st.lists(st.integers(0, 20), min_size=len(levels) - 1, max_size=len(levels) - 1))
        ends = [0, *sorted(cuts), 20]
        return {word: (high - low) / 20 for word, low, high in zip(levels, ends, ends[1:], strict=False)}

    def slot(self, name: str, scale: str, key: str = "", **beside: Any) -> Slot:
        """A place for a level: its own, or a shared one."""
        if f"all-{scale}" in self.made.shared and self.one_in(2):
            return Slot(f"all-{scale}", key, tuple(beside.items()))
        self.level(name, scale)
        return Slot(name, key, tuple(beside.items()))

    def part(self, id_: str, earlier: list[str]) -> Model:
        """A component that may rely on some of those before it."""
        said: Model = {"kind": self.draw(st.sampled_from(["thing", "gated", "bare", "phone"]))}
        providers = [other for other in earlier if self.one_in(2)]
        if providers:
            said["relies_on"] = providers
        self._ways(id_, said)
        if said["kind"] == "bare" or self.one_in(2):
            beside = {"in_effect": True} if self.one_in(4) else {}
            said["protection"] = self.slot(f"designed protection of {id_}", "protection", "level", **beside)
        else:
            said["controls"] = self._controls(id_)
        if said["kind"] == "gated":
            said["facts"] = self._facts(id_)
        self._dangers(id_, said)
        if self.one_in(2):
            said["requires"] = self._requirement(said)
        return said

    def _ways(self, id_: str, said: Model) -> None:
        """How a component is connected: judged, or by a port beside its links."""
        if self.one_in(3):
            port = {key: self.slot(f"{words} port debug of {id_}", key) for key, words in WAYS}
            said["ports"] = {"debug": port}
        else:
            said["connectivity"] = self.slot(f"connectivity of {id_}", "connectivity", "level")

    def _controls(self, id_: str) -> Model:
        found: Model = {}
        for name in CONTROLS:
            if self.one_in(3):
                claim = self.one_in(6) and name == "lock"
                found[name] = self.claim(id_, name) if claim else self.control(f"{id_}: {name} works")
            elif not self.one_in(5) and name in CRITERIA:
                found[name] = "yes"
        return found

    def claim(self, id_: str, name: str) -> Any:
        """That something does not apply: it may be right, and then the criterion is met."""
        written = {"state": "not applicable", "why": "W"}
        found = f"{id_}: {name} not needed"
        return Slot(found, "state") if self.add(found, open_chance(written, ["yes", "no"])) else "no"

    def control(self, name: str, **beside: Any) -> Any:
        """A control of which it is not certain that it works."""
        found = control(self._control())
        key = tuple(beside.items())
        return Slot(name, "state", key) if self.add(name, found) else {"state": "yes", **beside}

    def _control(self) -> Model:
        state = self.draw(st.sampled_from(["partly", "unknown", "yes", "no", "opinions"]))
        if state == "opinions":
            states = self.draw(st.lists(st.sampled_from(["yes", "partly", "no"]), min_size=2, max_size=3))
            opinions: list[Model] = [
                {"state": one, "by": by} for one, by in zip(states, PEOPLE, strict=False)
            ]
            opinions[0]["weight"] = self.draw(st.sampled_from([1, 2, 0.5]))
            if states[0] != "partly":
                opinions[0]["sure"] = "likely"
            return {"state": opinions}
        if state == "no" or (state == "yes" and self.one_in(2)):
            return {"state": state, "sure": self.draw(st.sampled_from(["likely", "guess"]))}
        if state == "yes" or self.one_in(2):
            return {"state": state, "works": self.draw(st.sampled_from([0.8, 0.25, 0.5, 0, 1]))}
        return {"state": state}

    def _facts(self, id_: str) -> Model:
        found: Model = {}
        for fact in ("personal", "updatable"):
            stated = self.draw(st.sampled_from(["yes", "no", "unknown", "unknown", ""]))
            name = f"{id_}: {fact}"
            if stated == "unknown" and self.add(name, open_chance("unknown", ["no", "yes"])):
                found[fact] = Slot(name)
            elif stated in {"yes", "no"}:
                found[fact] = stated
        return found

    def _dangers(self, id_: str, said: Model) -> None:
        said["challenges"] = self._challenges(id_, said)
        if self.one_in(5):
            said["impact"] = self.slot(f"impact on {id_}", "impact", "level")
        whole = open_chance(ABSENT, ASCENDING["impact"])
        silent = self.made.method == PAPER and self.one_in(4)
        if silent and "relies_on" not in said:
            return
        if silent and self.add(f"harm of {id_}", whole):
            said["harm"] = Slot(f"harm of {id_}")
        elif self.one_in(2):
            names = self.draw(st.lists(st.sampled_from(DIMENSIONS), unique=True, min_size=1, max_size=2))
            said["harm"] = {name: self.slot(f"harm of {id_}, {name}", "impact") for name in names}
        else:
            said["harm"] = self.slot(f"harm of {id_}", "impact")

    def _challenges(self, id_: str, said: Model) -> Any:
        whole = open_chance(ABSENT, ASCENDING["severity"])
        name = f"worst severity on {id_}"
        if self.one_in(8) and self.add(name, whole):
            return Slot(name, "challenges")
        found: Model = {}
        for title in ("noise", "wear"):
            if self.one_in(2):
                beside: Model = {"title": title}
                if self.one_in(3):
                    beside["acts_on"] = [self.draw(st.sampled_from(["impact", "protection"]))]
                if self.one_in(3):
                    to = self.draw(st.sampled_from(["low", "medium", "high"]))
                    beside["softened"] = {"to": to, "why": "W"}
                found[title] = self.slot(f"{id_}: severity of {title}", "severity", "severity", **beside)
        if "controls" in said and self.may_drive and self.one_in(2):
            found["drain"] = self._drained(said)
        return found or "none"

    def _drained(self, said: Model) -> Model:
        """A challenge driven by what the controls use; only those count that are there if they work."""
        self.made.driven = True
        for name, one in said["controls"].items():
            if isinstance(one, Slot) and _state(self.made.chances[one.name]) not in {"partly", "unknown"}:
                said["controls"][name] = "no"
                self.left *= len(self.made.chances.pop(one.name).values)
        said["limits"] = {"energy": 10}
        amounts = st.sampled_from([0, 0.1, 0.7, 1, 2, 3, 5])
        said["costs"] = {name: {"energy": self.draw(amounts)} for name in said["controls"]}
        found: Model = {"title": "drain", "driven_by": "energy"}
        if self.one_in(3):
            found["softened"] = {"to": "medium", "why": "W", "energy": 0.3}
        return found

    def _requirement(self, said: Model) -> Model:
        found: Model = {"class": self.draw(st.sampled_from(ASCENDING["class"]))}
        if self.one_in(3):
            found["protection"] = self.draw(st.sampled_from(["P1", "P2", "P3"]))
        if "controls" in said and self.one_in(3):
            found["controls"] = [self.draw(st.sampled_from(["bolt", "alarm", "manual"]))]
        return found

    def sections(self, ids: list[str], parts: dict[str, Model]) -> None:
        """Links, the organisation's controls, acceptances and scenarios."""
        sections = self.made.sections
        if len(ids) > 1 and self.one_in(2):
            link: Model = {"id": "wire", "from": ids[0], "to": ids[1]}
            for key, words in WAYS:
                link[key] = self.slot(f"{words} link wire", key)
            sections["links"] = [link]
        using = [id_ for id_, said in parts.items() if "controls" in said and "limits" not in said]
        if using and self.one_in(2):
            sections["controls"] = {"bolt": self.control("bolt works", **{"for": using})}
            for id_ in using[self.draw(st.integers(0, 1)) :]:  # the first may have its own, which goes before
                parts[id_]["controls"].pop("bolt", None)
                self.made.chances.pop(f"{id_}: bolt works", None)
        required = [id_ for id_, said in parts.items() if "requires" in said]
        if required and self.one_in(4):
            sections["assessment"] = {"on": "2026-11-01"}
            accepted = {"requirement": required[0], "until": "2027-01-01", "by": "Ada", "why": "W"}
            sections["accepted"] = [accepted]
        if self.one_in(3):
            sections["scenarios"] = self._scenarios(ids[0], parts[ids[0]])

    def _scenarios(self, first: str, said: Model) -> Model:
        self.level(f"changed/connectivity of {first}", "connectivity")
        changes: Model = {"connectivity": Slot(f"changed/connectivity of {first}", "level")}
        noise = said["challenges"].get("noise") if isinstance(said["challenges"], dict) else None
        if noise is not None and self.one_in(2):
            name = f"changed/{first}: severity of noise"
            self.level(name, "severity")
            changes["challenges"] = {"noise": Slot(name, "severity", (("title", "noise"),))}
        return {"kept": {"title": "Kept"}, "changed": {"title": "Changed", "components": {first: changes}}}


def _state(found: Chance) -> str:
    """The state that `assess` takes a control for: unknown where several people differ."""
    state = found.written["state"]
    if isinstance(state, list):
        states = {one["state"] for one in state}
        return states.pop() if len(states) == 1 else "unknown"
    return str(state)


@st.composite
def doubtful(draw: st.DrawFn, *, driven: bool = True) -> Doubtful:
    """A small model in doubt; `driven`: challenges may follow from what controls use."""
    draft = Draft(draw, driven=driven)
    for scale in ("connectivity", "severity", "impact", "protection"):
        if draft.one_in(4):
            draft.level(f"all-{scale}", scale)
            draft.made.shared.add(f"all-{scale}")
    ids = ["one", "two", "three"][: draw(st.integers(1, 3))]
    for number, id_ in enumerate(ids):
        draft.made.components[id_] = draft.part(id_, ids[:number])
    draft.sections(ids, draft.made.components)
    return draft.made
