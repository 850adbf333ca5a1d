"""Profiles: listed, shown, checked."""

from __future__ import annotations

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.profile import Profile
from iotclass.read.content import read_sources, shipped
from iotclass.read.model import DEFAULT_METHOD
from iotclass.read.word import nearest
from iotclass.write.json import json_text


def list_profiles(form: str) -> str:
    """The kinds of components."""
    profiles = list(shipped().content.profiles.values())
    if form == "json":
        record = [
            {"kind": one.kind, "version": one.version, "title": one.title, "criteria": len(one.criteria)}
            for one in profiles
        ]
        return json_text({"schema": "iotclass/profiles/1", "profiles": record})
    from iotclass.write.profile_text import profiles_text

    return profiles_text(profiles)


def show_profile(kind: str, form: str) -> str:
    """The criteria of a kind per protection level. Raises InvalidError."""
    profile, framework = _profile(kind), shipped().content.framework
    if form == "json":
        from iotclass.write.profile_json import profile_record

        return json_text(profile_record(profile, framework))
    from iotclass.write.profile_text import profile_text

    return profile_text(profile, framework, shipped().content.methods[DEFAULT_METHOD])


def _profile(kind: str) -> Profile:
    profiles = shipped().content.profiles
    if kind not in profiles:
        problem = Problem(
            Place(kind), "no kind of that name", f"one of {', '.join(profiles)}", nearest(kind, profiles)
        )
        raise InvalidError([problem])
    return profiles[kind]


def check_profiles(form: str) -> str:
    """That all profiles are proved, from their sources. Raises InvalidError."""
    content = read_sources().content
    if form == "json":
        from iotclass.write.check_json import check_record

        return json_text(check_record("profiles", (), ()))
    criteria = sum(len(one.criteria) for one in content.profiles.values())
    return (
        f"{len(content.profiles)} profiles with {criteria} criteria: each criterion is in the framework, "
        "once, at its lowest level; no ladder stands upside down; no level is bare\n"
        "Next: iotclass profile list\n"
    )
