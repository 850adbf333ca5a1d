"""Challenges as JSON, schema `iotclass/challenges-of-kind/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iotclass.core.challenge import KnownChallenge
from iotclass.core.profile import Profile


def challenges_record(profile: Profile, challenges: Sequence[KnownChallenge]) -> dict[str, Any]:
    """The challenges that concern a kind, with their questions."""
    return {
        "schema": "iotclass/challenges-of-kind/1",
        "kind": profile.kind,
        "challenges": [
            {
                "id": one.id,
                "title": one.title,
                "describes": one.describes,
                "area": one.area,
                "topic": one.topic,
                "acts_on": list(one.acts_on),
                "driven_by": one.driven_by or None,
                "questions": [
                    {
                        "id": id_,
                        "question": question.question,
                        "answers": [
                            {"id": name, "says": answer.says, "severity": str(answer.severity)}
                            for name, answer in question.answers.items()
                        ],
                    }
                    for id_, question in one.questions.items()
                ],
                "softened_by": list(one.softened_by),
                "at": str(one.place),
            }
            for one in challenges
        ],
    }
