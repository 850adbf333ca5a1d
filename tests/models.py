"""Models and systems for tests: a small framework with a few kinds, and short ways to read and assess.

A model is plain data, as a model file holds it; `yaml_of` writes it and `system_of` reads it back. The
kinds are small, so that every state of every control can be tried:

- `thing` has criteria at every protection level (`CRITERIA`), on two ladders (`STRONGER_THAN`);
- `bare` has none, as the shipped sensor;
- `phone` has the criteria of a thing and brings a Moderate impact;
- `radio` has no criteria and is never less than C3 by its links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml

from iotclass.core.assess import Assessment, ComponentAssessment, assess
from iotclass.core.clause import Sources
from iotclass.core.content import Content
from iotclass.core.functionality import Area, Concern, Framework, Functionality, Topic, ladder
from iotclass.core.judgement import Harm, Judgement
from iotclass.core.level import Level, Span, spanning
from iotclass.core.method import Method
from iotclass.core.place import Place
from iotclass.core.profile import Criterion, Profile, Recommendation
from iotclass.core.scale import Connectivity, Impact, Protection
from iotclass.core.system import Challenge, Component, Connection, Scenario, System
from iotclass.core.table import Origin
from iotclass.read.content import Shipped, shipped, vocabulary
from iotclass.read.model import read_model

Model = dict[str, Any]
"""A model file as plain data."""

PAPER, OURS = "fazeldehkordi-2019", "iotclass-1"
METHODS = (PAPER, OURS)

CRITERIA = {"lock": "P1", "manual": "P1", "bolt": "P2", "alarm": "P3", "guard": "P4", "vault": "P5"}
"""What each protection level demands of a thing."""

STRONGER_THAN = {"vault": ("bolt",), "bolt": ("lock",), "siren": ("alarm",)}
"""The steps of the ladders; `siren` is no criterion itself."""

KINDS = ("thing", "bare", "phone", "radio")

SHIPPED_KINDS = (
    *("actuator", "cloud-back-end", "connected-device", "drone", "edge-server", "gateway", "implant"),
    *("industrial-controller", "ip-camera", "medical-controller", "mobile-app", "network-segment", "sensor"),
    *("smart-lock", "smart-meter", "smart-plug", "thermostat", "vehicle-telematics-unit"),
    *("voice-assistant", "wearable", "web-front-end"),
)
"""The kinds that are shipped."""
KINDS_LISTED = f"{', '.join(SHIPPED_KINDS[:16])}, and {len(SHIPPED_KINDS) - 16} more"
"""The kinds as a message about a model lists them: the first of them."""
_OTHERS = [kind for kind in SHIPPED_KINDS if kind != "sensor"]
KINDS_LIKE_SENSOR = f"sensor, {', '.join(_OTHERS[:15])}, and {len(SHIPPED_KINDS) - 16} more"
"""The same where the nearest to what was written is a sensor."""

HERE = Place("content/small.yaml", 1)
FILE = "model.yaml"


def functionality(id_: str, stronger_than: tuple[str, ...] = ()) -> Functionality:
    """A functionality of a small framework."""
    text = f"what {id_} is"
    return Functionality(
        id=id_,
        title=id_.capitalize(),
        question=f"Is there {id_}?",
        statement=text,
        why=text,
        check=text,
        area="area",
        topic="topic",
        lives=("device",),
        actors=("maker",),
        phase="design",
        protects=("integrity",),
        counters=("tampering",),
        acts=("prevent",),
        costs={},
        after=(),
        stronger_than=stronger_than,
        sources=(),
        place=HERE,
    )


def small_framework() -> Framework:
    """The framework of `CRITERIA` and `STRONGER_THAN`."""
    found = {id_: functionality(id_, STRONGER_THAN.get(id_, ())) for id_ in (*CRITERIA, "siren")}
    concerns = {"life-cycle": Concern("life-cycle", "Life cycle", "blue", "Phases")}
    areas = {"area": Area("area", "Area", "life-cycle", "All of it")}
    topics = {"topic": Topic("topic", "Topic", "area", "life-cycle", "Is it there?", HERE)}
    return Framework("small", "1.0.0", concerns, areas, topics, found, (), "0", ladder(found))


def criterion(id_: str, level: str) -> Criterion:
    """That `level` demands the functionality `id_`."""
    return Criterion(id_, Protection(level), "group", Origin.OURS, "-", f"the step to {id_}", (), HERE)


def profile(
    kind: str,
    criteria: Mapping[str, str],
    impact: Recommendation | None = None,
    connectivity_at_least: Recommendation | None = None,
    recommends: Recommendation | None = None,
) -> Profile:
    """A kind with `criteria`, each id with the level that demands it."""
    return Profile(
        kind=kind,
        version="1.0.0",
        title=kind.capitalize(),
        description=kind,
        origin=Origin.OURS,
        section="-",
        lives=("device",),
        recommends=recommends,
        impact=impact,
        connectivity_at_least=connectivity_at_least,
        groups={"group": "Group"},
        criteria=tuple(criterion(id_, level) for id_, level in criteria.items()),
        contradictions=(),
        place=HERE,
    )


def brings(level: Impact | Connectivity) -> Recommendation:
    """That a kind brings `level` by its nature."""
    return Recommendation(level, "-", "by its nature", Origin.OURS, HERE)


def small_content() -> Content:
    """The shipped methods with the small framework and its kinds."""
    profiles = {
        "thing": profile("thing", CRITERIA),
        "bare": profile("bare", {}),
        "phone": profile("phone", CRITERIA, impact=brings(Impact.MODERATE)),
        "radio": profile("radio", {}, connectivity_at_least=brings(Connectivity.C3)),
    }
    found = shipped().content
    return Content(small_framework(), profiles, "0", found.methods, found.resources, {}, "0")


SMALL = Shipped(small_content(), {"updatable": "Can it be updated?"}, Sources({}, "0"))
SMALL_WORDS = vocabulary(SMALL)


def judged(challenge: Challenge) -> Judgement:
    """The judged severity of a challenge that has one."""
    assert challenge.severity is not None
    return challenge.severity


def method(id_: str) -> Method:
    """A built-in method."""
    return shipped().content.methods[id_]


def model_of(components: Mapping[str, Model], **sections: Any) -> Model:
    """A model of `components`, of the kind `bare` where they do not say, by the paper's method."""
    filled = {id_: {"kind": "bare", **component} for id_, component in components.items()}
    return {"iotclass": 1, "system": "A system", "method": PAPER, **sections, "components": filled}


def yaml_of(model: Model) -> bytes:
    """The model as the text of a file."""
    text = yaml.dump(model, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=10_000)
    return str(text).encode()


def system_of(model: Model | bytes) -> System:
    """The system that a model, or the bytes of one, describes, read with the small kinds."""
    return read_model(model if isinstance(model, bytes) else yaml_of(model), FILE, SMALL_WORDS)


def assessed(model: Model | bytes | System, by: str | None = None) -> Assessment:
    """The assessment of a model by its own method, or by the one called `by`."""
    system = model if isinstance(model, System) else system_of(model)
    return assess(system, method(by or system.method), SMALL.content)


def components_of(model: Model | bytes | System, by: str | None = None) -> Mapping[str, ComponentAssessment]:
    """The components of the one scenario of a model, assessed."""
    (scenario,) = assessed(model, by).scenarios
    return scenario.components


Ends = tuple[str, str]
"""The best and the worst end of a span, in the words of files."""


def ends(span: Span[Level] | None) -> Ends | None:
    """The two ends of a span; None where nothing was assessed."""
    return None if span is None else (str(span.best), str(span.worst))


def classes_of(model: Model | bytes | System, by: str | None = None) -> dict[str, Ends | None]:
    """The class of each component of the one scenario of a model."""
    return {id_: ends(one.outcome.final.level) for id_, one in components_of(model, by).items()}


def spanned(*levels: Level) -> Judgement:
    """The judgement that a level is one of `levels`, or between them."""
    return Judgement(spanning(levels), Place(FILE, 1), why="judged so")


def harmful(*levels: Level) -> Harm:
    """A harm given whole, one of `levels` or between them."""
    return Harm((("overall", spanned(*levels)),), Place(FILE, 1), "judged so")


def part(id_: str, **said: Any) -> Component:
    """A component as a value, of the kind `bare`, of which nothing is known but what is `said`."""
    return replace(Component(id_, id_, "bare", Place(FILE, 1)), **said)


def link(id_: str, ends_: tuple[str, ...], medium: Level, reach: Level, operations: Level) -> Connection:
    """A link as a value, every level of it certain."""
    place = Place(FILE, 1)
    return Connection(id_, id_, spanned(medium), spanned(reach), spanned(operations), place, ends_)


def whole_system(
    parts: Iterable[Component], links: Iterable[Connection] = (), method_id: str = PAPER
) -> System:
    """A system as a value, of one scenario."""
    components = {one.id: one for one in parts}
    scenario = Scenario("base", "A system", components, tuple(links))
    return System("A system", method_id, Place(FILE), "0", (scenario,), {}, (), {}, {})
