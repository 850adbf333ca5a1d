"""What an assessment rests on besides the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iotclass.core.functionality import Framework
from iotclass.core.method import Method
from iotclass.core.profile import Profile


@dataclass(frozen=True, slots=True)
class Content:
    """The framework, the profiles by kind, and the built-in methods by id."""

    framework: Framework
    profiles: Mapping[str, Profile]
    profiles_sha256: str
    methods: Mapping[str, Method]
