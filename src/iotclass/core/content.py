"""What an assessment rests on besides the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iotclass.core.challenge import KnownChallenge
    from iotclass.core.functionality import Framework
    from iotclass.core.method import Method
    from iotclass.core.profile import Profile
    from iotclass.core.resource import Resources


@dataclass(frozen=True, slots=True)
class Content:
    """The framework, the kinds, the built-in methods, what things cost, and the challenges, each by id."""

    framework: Framework
    profiles: Mapping[str, Profile]
    profiles_sha256: str
    methods: Mapping[str, Method]
    resources: Resources
    challenges: Mapping[str, KnownChallenge]
    challenges_sha256: str
    """The hash of the challenges and of the figures that severities can follow from."""
