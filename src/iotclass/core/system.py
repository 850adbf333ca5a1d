"""A described system: components, links, what protects them, what could go wrong, as read from a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from iotclass.core.judgement import Harm, Judgement, written_at
from iotclass.core.place import NOWHERE, Place
from iotclass.core.scale import Connectivity, Protection, SecurityClass, Severity

ACTS_ON = ("protection", "impact")
"""What a challenge can act on: it wears protection down, it sets the impact."""
WHOLE = ("controls", "challenges", "connectivity")
"""What can be fixed as a whole, beside single functionalities."""


class ControlState(Enum):
    """How far a component has a functionality."""

    YES = "yes"
    PARTLY = "partly"
    PLANNED = "planned"
    NO = "no"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Control:
    """A functionality as a component has it.

    `works` is the probability that it really is in place and works, `sure` the name of a confidence of the
    method; where neither is stated, the method says what the state is worth. Where several people judge the
    same, `opinions` holds what each says, `weight` how much each counts, and `state` is what all say, or
    unknown where they differ. `written` is the line and column of the state itself.
    """

    id: str
    state: ControlState
    place: Place
    why: str = ""
    evidence: tuple[str, ...] = ()
    by: str = ""
    sure: str = ""
    works: float | None = None
    opinions: tuple[Control, ...] = ()
    weight: float = 1.0
    written: tuple[int, int] = (0, 0)

    @property
    def key(self) -> str:
        """What tells this unknown from all others of a model."""
        return written_at(self.place, self.written)


@dataclass(frozen=True, slots=True)
class Spending:
    """What a model says that something costs: money once and every year, and amounts of resources.

    None, or a resource that is not there: the model says nothing of it. `shared` says whether the money
    is spent once for all components.
    """

    one_off: float | None
    yearly: float | None
    amounts: Mapping[str, float]
    why: str
    place: Place
    shared: bool | None = None


@dataclass(frozen=True, slots=True)
class Softening:
    """A measure that brings the severity of a challenge down to `to`, with what it costs."""

    to: Severity
    spending: Spending


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of a resource a component can give its controls; None: as much as they like."""

    resource: str
    amount: float | None
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a plan may change of a component besides its controls: each level with what it costs."""

    connectivity: Mapping[Connectivity, Spending]
    soften: Mapping[str, Softening]


@dataclass(frozen=True, slots=True)
class Fixed:
    """That a plan may not change something, and why."""

    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Challenge:
    """Something that makes security or privacy hard for a component here.

    Its severity is judged (also by answers to the library's questions), or `driven_by` the share of a
    resource's limit that the controls use. `softened` is a measure that is in place.
    """

    id: str
    title: str
    severity: Judgement | None
    driven_by: str = ""
    softened: Softening | None = None
    acts_on: tuple[str, ...] = ACTS_ON
    place: Place = NOWHERE
    why: str = ""


@dataclass(frozen=True, slots=True)
class Connection:
    """A way into a component: a link's end, a service or debug port, a removable medium."""

    id: str
    title: str
    medium: Judgement
    reach: Judgement
    operations: Judgement
    place: Place
    ends: tuple[str, ...] = ()
    """The two components of a link; empty for a port."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a component must reach: a class, and where stated a protection level and controls."""

    level: SecurityClass
    place: Place
    protection: Protection | None = None
    controls: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Isolation:
    """That a component has no way in at all, and why one may say so."""

    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Reliance:
    """That a component relies on another one."""

    provider: str
    place: Place


@dataclass(frozen=True, slots=True)
class Component:
    """One connected thing, in one scenario. None stands for what the model does not say."""

    id: str
    name: str
    kind: str
    place: Place
    requires: Requirement | None = None
    connectivity: Judgement | None = None
    protection: Judgement | None = None
    impact: Judgement | None = None
    harm: Harm | None = None
    controls: Mapping[str, Control] | None = None
    challenges: tuple[Challenge, ...] | None = None
    no_challenges_at: Place | None = None
    facts: Mapping[str, str] | None = None
    relies_on: tuple[Reliance, ...] = ()
    isolated: Isolation | None = None
    ports: tuple[Connection, ...] = ()
    limits: Mapping[str, Limit] = field(default_factory=dict)
    costs: Mapping[str, Spending] = field(default_factory=dict)
    allow: Allowance | None = None
    fixed: Mapping[str, Fixed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One design of the system, overlays applied."""

    id: str
    title: str
    components: Mapping[str, Component]
    links: tuple[Connection, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that shows a control or a judgement; empty is what the model does not say.

    `on` is its date (ISO 8601), `location` where it is kept, `sha256` the hash of its file.
    """

    id: str
    title: str
    kind: str
    version: str = ""
    on: str = ""
    location: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That an unmet requirement is accepted until a date (ISO 8601), by whom and why."""

    component: str
    until: str
    by: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class System:
    """A whole model file: its scenarios and what is said of the system as a whole."""

    title: str
    method: str
    place: Place
    sha256: str
    scenarios: tuple[Scenario, ...]
    evidence: Mapping[str, Evidence]
    accepted: tuple[Acceptance, ...]
    product: Mapping[str, str | tuple[str, ...]]
    assessment: Mapping[str, str]
    budget: Limit | None = None
    idle: tuple[tuple[str, Place], ...] = ()
    """The shared judgements that nothing uses, by id, with their places."""

    @property
    def date(self) -> str:
        """The model's own date (ISO 8601), empty where it has none. Nothing else tells the time."""
        return self.assessment.get("on", "")
