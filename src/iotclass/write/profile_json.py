"""Profiles as JSON, schema `iotclass/profile-criteria/1`."""

from __future__ import annotations

from typing import Any

from iotclass.core.functionality import Framework
from iotclass.core.profile import Profile, Recommendation

Record = dict[str, Any]


def profile_record(profile: Profile, framework: Framework) -> Record:
    """A kind, with its criteria in the framework's words."""
    return {
        "schema": "iotclass/profile-criteria/1",
        "kind": profile.kind,
        "version": profile.version,
        "title": profile.title,
        "description": profile.description,
        "origin": profile.origin.value,
        "recommends": _recommendation(profile.recommends),
        "impact": _recommendation(profile.impact),
        "connectivity_at_least": _recommendation(profile.connectivity_at_least),
        "groups": dict(profile.groups),
        "criteria": [
            {
                "id": one.id,
                "title": framework.functionalities[one.id].title,
                "statement": framework.functionalities[one.id].statement,
                "level": str(one.level),
                "group": one.group,
                "origin": one.origin.value,
                "section": one.section,
                "step": one.step,
                "also_stated_at": [str(level) for level in one.also_stated_at],
                "applies_from": str(one.applies_from) if one.applies_from else None,
                "applies_if": dict(one.applies_if),
                "attested": [{"document": document, "clause": clause} for document, clause in one.attested],
                "at": str(one.place),
            }
            for one in profile.criteria
        ],
        "contradictions": [
            {"section": one.section, "says": one.says, "read_as": one.read_as}
            for one in profile.contradictions
        ],
    }


def _recommendation(found: Recommendation | None) -> Record | None:
    if found is None:
        return None
    return {
        "level": str(found.level),
        "why": found.why,
        "origin": found.origin.value,
        "section": found.section,
    }
