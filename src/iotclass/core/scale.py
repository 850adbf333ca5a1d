"""The scales of the method; their order is fixed, their words are content (paper, sections V and VI)."""

from __future__ import annotations

from iotclass.core.level import Level


class Connectivity(Level):
    """How far a component can be reached (section V, after ANSSI): C1 closed … C5 public."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"


class Protection(Level):
    """How strong the functionalities are (section V, after ISA99): P1 lowest … P5 highest.

    `unprotected` is ours: controls that fail even what P1 demands.
    """

    UNPROTECTED = "unprotected"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    P5 = "P5"

    @property
    def badness(self) -> int:
        """Here higher is better."""
        return -self.rank


class Exposure(Level):
    """How large the attack surface is (section V): E1 smallest … E5 largest."""

    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"
    E5 = "E5"


class Impact(Level):
    """What an attack would do (section V)."""

    INSIGNIFICANT = "Insignificant"
    MINOR = "Minor"
    MODERATE = "Moderate"
    MAJOR = "Major"
    CATASTROPHIC = "Catastrophic"


class Severity(Level):
    """How badly security or privacy functions fail here if nothing is done (section VI, Table III)."""

    VERY_LOW = "very low"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very high"


class SecurityClass(Level):
    """The class of a component (section V): A best … F."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Medium(Level):
    """What a link runs over (ours, from the definitions of section V)."""

    WIRED = "wired"
    NEAR = "near"
    WIRELESS = "wireless"


class Reach(Level):
    """How far a link reaches (ours)."""

    DIRECT = "direct"
    LOCAL = "local"
    PRIVATE = "private"
    PUBLIC = "public"


class Operations(Level):
    """From where a link lets the component be operated (ours)."""

    NONE = "none"
    INSIDE = "inside"
    OUTSIDE = "outside"


SCALES: dict[str, type[Level]] = {
    "connectivity": Connectivity,
    "protection": Protection,
    "exposure": Exposure,
    "impact": Impact,
    "severity": Severity,
    "class": SecurityClass,
    "medium": Medium,
    "reach": Reach,
    "operations": Operations,
}
"""Every scale by the name that files use."""


def scale_name(scale: type[Level]) -> str:
    """The name by which files call `scale`."""
    return next(name for name, known in SCALES.items() if known is scale)
