"""The library of challenges, for a kind of component."""

from __future__ import annotations

from iotclass.app.profile import profile_of
from iotclass.read.content import shipped
from iotclass.write.json import json_text


def list_challenges(kind: str, form: str, folder: str | None = None) -> str:
    """The challenges that can make things hard for a kind, area by area. Raises InvalidError."""
    profile, content = profile_of(kind, folder), shipped().content
    found = [one for one in content.challenges.values() if one.concerns(profile)]
    areas = list(content.framework.areas)
    found.sort(key=lambda one: (areas.index(one.area), list(content.framework.topics).index(one.topic)))
    if form == "json":
        from iotclass.write.challenges_json import challenges_record

        return json_text(challenges_record(profile, found))
    from iotclass.write.challenges_text import challenges_text

    return challenges_text(profile, found, content)
