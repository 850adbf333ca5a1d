"""Two versions of a model: what changed, which classes moved and because of what."""

from __future__ import annotations

import json
from dataclasses import dataclass

from iotclass.app.model import any_method, content_with, model_bytes, named, opened
from iotclass.core.assess import Assessment, assess
from iotclass.core.place import InvalidError, Problem
from iotclass.core.revision import Revision, Shift, Version, revision, version
from iotclass.read.reported import is_report, reported, reported_version
from iotclass.read.word import listed, nearest
from iotclass.write.assessment_json import Record, assessment_head, assessment_record


@dataclass(frozen=True, slots=True)
class Differed:
    """What differs, as text, and what a gate fails on."""

    text: str
    failed: tuple[Shift, ...]


def diff_models(
    old: str,
    new: str,
    form: str,
    method: str | None = None,
    scenarios: tuple[str, ...] = (),
    profiles: str | None = None,
) -> Differed:
    """What changed from `old` to `new`, each a model or, the old one, a saved assessment in JSON.

    Each is assessed by its own method, or both by the one asked for. Raises InvalidError.
    """
    asked = None if method is None else any_method(method)
    content = content_with(profiles)
    now = opened(*model_bytes(new), asked, content)
    found, file = model_bytes(old)
    if is_report(found):
        record = reported(found, file)
        _prove(scenarios, [str(one.get("id")) for one in record["scenarios"]], now.assess())
        after = _assessed(now.assess(), scenarios)
        again = json.loads(json.dumps(assessment_record(after)))
        before = reported_version(record, file, scenarios)
        differed = revision(before, reported_version(again, new), now.method)
        return _told(differed, record, after, form, (old, named(new, method, profiles)))
    was = opened(found, file, asked, content)
    both = was.assess(), now.assess()
    _prove(scenarios, [one.scenario.id for one in both[0].scenarios], both[1])
    earlier, after = (_assessed(one, scenarios) for one in both)
    between: Version | None = None
    if was.method.sha256 != now.method.sha256:
        half = assess(was.system, now.method, was.content)
        between = version(_assessed(half, scenarios))
    differed = revision(version(earlier), version(after), now.method, between)
    head = assessment_head(earlier, "")
    return _told(differed, head, after, form, (old, named(new, method, profiles)))


def _assessed(assessment: Assessment, scenarios: tuple[str, ...]) -> Assessment:
    """An assessment with those of its scenarios that are wanted, all where none is named."""
    if not scenarios:
        return assessment
    kept = tuple(one for one in assessment.scenarios if one.scenario.id in scenarios)
    return Assessment(assessment.system, assessment.method, assessment.content, kept)


def _prove(scenarios: tuple[str, ...], before: list[str], after: Assessment) -> None:
    """Raise InvalidError where a scenario is in neither version."""
    known = list(dict.fromkeys([*(one.scenario.id for one in after.scenarios), *before]))
    problems = [
        Problem(
            after.system.place,
            f"no scenario {id_!r} in either version",
            f"one of {listed(known, id_)}",
            nearest(id_, known),
        )
        for id_ in scenarios
        if id_ not in known
    ]
    if problems:
        raise InvalidError(problems)


def _told(
    differed: Revision, before: Record, after: Assessment, form: str, names: tuple[str, str]
) -> Differed:
    """What differs, in the form that is asked for; `before` is what the old version rests on."""
    if form == "json":
        from iotclass.write.diff_json import diff_record
        from iotclass.write.json import json_text

        text = json_text(diff_record(differed, before, after))
    elif form == "markdown":
        from iotclass.write.diff_markdown import diff_markdown

        text = diff_markdown(differed, before, after, names)
    else:
        from iotclass.write.diff_text import diff_text

        text = diff_text(differed, before, after, names)
    return Differed(text, differed.failed)
