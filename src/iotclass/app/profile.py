"""Profiles: listed, shown, checked."""

from __future__ import annotations

from iotclass.app.model import content_with
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.profile import Profile
from iotclass.read.content import DEFAULT_METHOD, read_sources, shipped, with_profiles
from iotclass.read.word import nearest
from iotclass.write.json import json_text


def list_profiles(form: str, folder: str | None = None) -> str:
    """The kinds of components."""
    profiles = list(content_with(folder).content.profiles.values())
    if form == "json":
        record = [
            {"kind": one.kind, "version": one.version, "title": one.title, "criteria": len(one.criteria)}
            for one in profiles
        ]
        return json_text({"schema": "iotclass/profiles/1", "profiles": record})
    from iotclass.write.profile_text import profiles_text

    return profiles_text(profiles)


def show_profile(kind: str, form: str, folder: str | None = None) -> str:
    """The criteria of a kind per protection level. Raises InvalidError."""
    profile, framework = profile_of(kind, folder), shipped().content.framework
    if form == "json":
        from iotclass.write.profile_json import profile_record

        return json_text(profile_record(profile, framework))
    from iotclass.write.profile_text import profile_text

    return profile_text(profile, framework, shipped().content.methods[DEFAULT_METHOD])


def profile_of(kind: str, folder: str | None = None) -> Profile:
    """A kind by its name. Raises InvalidError."""
    profiles = content_with(folder).content.profiles
    if kind not in profiles:
        problem = Problem(
            Place(kind), "no kind of that name", f"one of {', '.join(profiles)}", nearest(kind, profiles)
        )
        raise InvalidError([problem])
    return profiles[kind]


def check_profiles(form: str, folder: str | None = None) -> str:
    """That all profiles are proved, from their sources. Raises InvalidError."""
    found = read_sources()
    content = (found if folder is None else with_profiles(found, folder)).content
    if form == "json":
        from iotclass.write.check_json import check_record

        return json_text(check_record("profiles", (), ()))
    criteria = sum(len(one.criteria) for one in content.profiles.values())
    return (
        f"{len(content.profiles)} profiles with {criteria} criteria: each criterion is in the framework, "
        "once, at its lowest level; no ladder stands upside down; no level is bare\n"
        "Next: iotclass profile list\n"
    )
