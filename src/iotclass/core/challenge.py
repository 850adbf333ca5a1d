"""The library of challenges: what makes security or privacy hard, by area of the framework.

Found by walking the framework top-down (paper, section VI); the severities of answers are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iotclass.core.place import Place
from iotclass.core.profile import Profile
from iotclass.core.scale import Severity


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question about a challenge, with the severity that it means."""

    severity: Severity
    says: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer drives a challenge's severity."""

    question: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class KnownChallenge:
    """A challenge of the library.

    It concerns the components at home in one of `lives`, of one of `kinds` where those are named. The
    worst answer to its questions counts. `driven_by` names the resource from whose used share the
    severity can follow instead; `softened_by` the functionalities that, all together, lower it by a step.
    """

    id: str
    title: str
    describes: str
    area: str
    topic: str
    lives: tuple[str, ...]
    kinds: tuple[str, ...]
    acts_on: tuple[str, ...]
    driven_by: str
    questions: Mapping[str, Question]
    softened_by: tuple[str, ...]
    place: Place

    def concerns(self, profile: Profile) -> bool:
        """Whether it can make things hard for a component of the kind of `profile`."""
        return profile.lives[0] in self.lives and (
            not self.kinds or not set(profile.lineage).isdisjoint(self.kinds)
        )
