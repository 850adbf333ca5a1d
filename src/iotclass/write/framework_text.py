"""The framework as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from iotclass.core.clause import Sources
from iotclass.core.functionality import Concern, Framework, Functionality, Term
from iotclass.core.search import Found
from iotclass.write.columns import columns, wrapped

MANY = 20
"""Up to how many finds a search shows."""


def painted(concern: Concern, text: str) -> str:
    """`text` in the colour of its concern."""
    return click.style(text, fg=concern.colour, bold=True)


def tree_text(framework: Framework, area: str | None) -> str:
    """Concerns, areas and topics with how much is in them; with an area, its functionalities."""
    lines = [click.style("IoT security and privacy functionalities", bold=True)]
    for concern in framework.concerns.values():
        areas = [one for one in framework.areas.values() if area in {None, one.id}]
        shown = [line for one in areas for line in _area(framework, one.id, concern, whole=area is not None)]
        if shown:
            lines += ["", painted(concern, f"{concern.title} ({concern.colour})"), *shown]
    step = (
        "iotclass framework tree AREA shows what is in it"
        if area is None
        else "iotclass framework show ID says everything of one"
    )
    return "\n".join([*lines, "", f"Next: {step}"]) + "\n"


def _area(framework: Framework, area: str, concern: Concern, *, whole: bool) -> Iterator[str]:
    topics = [one for one in framework.topics.values() if (one.area, one.concern) == (area, concern.id)]
    if not topics:
        return
    yield f"  {area}: {framework.areas[area].title}"
    for topic in topics:
        inside = framework.inside(topic.id)
        yield f"    {topic.id}: {topic.title} ({len(inside)})"
        if whole:
            yield from (f"      {one.id}: {one.title}" for one in inside)


def functionality_text(one: Functionality, framework: Framework, sources: Sources) -> str:
    """Everything that is known of a functionality."""
    area, topic = framework.areas[one.area], framework.topics[one.topic]
    concern = framework.concerns[topic.concern]
    lines = [
        click.style(f"{one.id}: {one.title}", bold=True),
        f"  {painted(concern, concern.title)} › {area.title} › {topic.title}",
        "",
        *wrapped(one.question, "  "),
    ]
    for name, text in (("What is to be there", one.statement), ("Why", one.why), ("How to check", one.check)):
        lines += ["", f"  {name}", *wrapped(text, "    ")]
    lines += ["", *_facts(one)]
    for name, ids in (("Comes after", one.after), ("Counts as", one.stronger_than)):
        if ids:
            lines += [f"  {name}", *(f"    {id_}: {framework.functionalities[id_].title}" for id_ in ids)]
    lines += ["", "  Where it comes from"]
    for source in one.sources:
        document = sources.documents[source.document]
        clause = f"{document.name} {document.printed(source.clause)}"
        title = document.clauses[source.clause].title
        lines += wrapped(f"{source.relation.said} {clause}: {title}", "      ", "    ")
    unread = sum(not source.reviewed for source in one.sources)
    if unread:
        note = f"{unread} of these {len(one.sources)} links were not read a second time."
        lines += ["", *wrapped(note, "  ")]
    lines += ["", f"Next: what else is in its topic: iotclass framework list --topic {one.topic}"]
    return "\n".join(lines) + "\n"


def _facts(one: Functionality) -> Iterator[str]:
    costs = [f"{name} {cost.amount}" for name, cost in one.costs.items() if cost.amount]
    facts = {
        "Lives in": ", ".join(one.lives),
        "Provided by": ", ".join(one.actors),
        "First seen to in": one.phase,
        "Protects": ", ".join(one.protects),
        "Counters": ", ".join(one.counters),
        "Acts to": ", ".join(one.acts),
        "Costs (0 to 3)": ", ".join(costs) or "nothing to speak of",
    }
    for name, text in facts.items():
        yield from wrapped(f"{name}: {text}", "    ", "  ")
    for name, cost in one.costs.items():
        if cost.why:
            yield from wrapped(f"{name}: {cost.why}", "      ", "    – ")


def found_text(words: str, found: Sequence[Found], framework: Framework) -> str:
    """What a search found, best first."""
    if not found:
        return (
            f"No functionality speaks of {words!r}.\n"
            "Next: other words, or iotclass framework tree to walk down to it\n"
        )
    lines: list[str] = []
    for one in found[:MANY]:
        entry = one.functionality
        where = f"{framework.areas[entry.area].title} › {framework.topics[entry.topic].title}"
        lines += [click.style(f"{entry.id}: {entry.title}", bold=True), *wrapped(entry.question, "  ")]
        lines += [f"  {where}", ""]
    if len(found) > MANY:
        lines += [f"{len(found) - MANY} more fit less well; more words narrow it down.", ""]
    return "\n".join([*lines, "Next: iotclass framework show ID says everything of one"]) + "\n"


def listed_text(found: Sequence[Functionality], framework: Framework) -> str:
    """Functionalities in a table."""
    if not found:
        return "No functionality is all of that.\nNext: leave one of the options out\n"
    rows = [[one.id, one.title, one.topic, str(len(one.documents))] for one in found]
    lines = columns(["id", "title", "topic", "documents"], rows)
    count = f"{len(found)} of {len(framework.functionalities)} functionalities"
    return "\n".join([*lines, "", count, "Next: iotclass framework show ID says everything of one"]) + "\n"


def glossary_text(words: str, terms: Iterable[Term], sources: Sources) -> str:
    """Terms with what they mean and what documents call them."""
    lines: list[str] = []
    for term in terms:
        lines += [click.style(term.term, bold=True), *wrapped(term.definition, "  ")]
        for word, documents in term.words:
            names = ", ".join(sources.documents[id_].name for id_ in documents) or "in common use"
            lines += wrapped(f"“{word}”: {names}", "      ", "    ")
        lines.append("")
    if not lines:
        return (
            f"No term of the vocabulary has {words!r} in it.\nNext: iotclass framework glossary prints all\n"
        )
    return (
        "\n".join(
            [*lines, "Next: iotclass framework search WORDS finds what is asked for under any of these"]
        )
        + "\n"
    )
