"""The library of challenges, proved against the framework and the kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from iotclass.core.challenge import Answer, KnownChallenge, Question
from iotclass.core.functionality import Framework
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.profile import Profile
from iotclass.core.scale import Severity
from iotclass.core.system import ACTS_ON
from iotclass.read.document import Node
from iotclass.read.file import cited, text, texts, yaml_files
from iotclass.read.judgement import by_word
from iotclass.read.word import unknown


def read_challenges(
    folder: Path, framework: Framework, profiles: Mapping[str, Profile]
) -> dict[str, KnownChallenge]:
    """The challenges of `folder` by id, one file per area. Raises InvalidError with every problem."""
    problems: list[Problem] = []
    found: dict[str, KnownChallenge] = {}
    for path, root in yaml_files(sorted(folder.glob("*.yaml")), "challenges", problems):
        area, file = text(root, "area"), cited(path)
        if area != path.stem:
            problems.append(
                Problem(Place(file, *root.keys["area"]), f"area {area!r} in {path.name}", "the same name")
            )
        for node in root.mapping["challenges"].sequence:
            one = _challenge(node, area, file)
            if one.id in found:
                problems.append(
                    Problem(one.place, f"the challenge {one.id!r} is there already", "each id once")
                )
            found[one.id] = one
            problems += _problems(one, framework, profiles)
    if problems:
        raise InvalidError(problems)
    return found


def _challenge(node: Node, area: str, file: str) -> KnownChallenge:
    return KnownChallenge(
        text(node, "id"),
        text(node, "title"),
        text(node, "describes"),
        area,
        text(node, "topic"),
        texts(node, "lives"),
        texts(node, "kinds"),
        texts(node, "acts_on") or ACTS_ON,
        text(node, "driven_by"),
        {text(one, "id"): _question(one) for one in node.mapping["questions"].sequence},
        texts(node, "softened_by"),
        Place(file, node.line, node.column),
    )


def _question(node: Node) -> Question:
    answers = {
        id_: Answer(by_word(Severity)[text(one, "severity")], text(one, "says"))
        for id_, one in node.mapping["answers"].mapping.items()
    }
    return Question(text(node, "question"), answers)


def _problems(
    one: KnownChallenge, framework: Framework, profiles: Mapping[str, Profile]
) -> Iterator[Problem]:
    """What it names that there is not, and answers out of order."""
    found: list[Problem] = []
    topics = {id_: topic for id_, topic in framework.topics.items() if topic.area == one.area}
    if one.topic not in topics:
        unknown(one.place, f"{one.id}: no topic {one.topic!r} in {one.area}", one.topic, topics, found)
    for kind in one.kinds:
        if kind not in profiles:
            unknown(one.place, f"{one.id}: no kind {kind!r}", kind, profiles, found)
    known = framework.functionalities
    for id_ in one.softened_by:
        if id_ not in known:
            unknown(one.place, f"{one.id}: no functionality {id_!r}", id_, known, found)
    for id_, question in one.questions.items():
        severities = [answer.severity for answer in question.answers.values()]
        if severities != sorted(severities):
            message = f"{one.id}: the answers to {id_} do not stand in the order of their severity"
            found.append(Problem(one.place, message, "the lowest first"))
    yield from found
