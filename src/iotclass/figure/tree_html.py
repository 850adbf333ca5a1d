"""The whole framework as one foldable page of HTML: self-contained, readable without its script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from iotclass.core.clause import Document
from iotclass.core.functionality import Framework, Functionality, Relation, Topic
from iotclass.figure.label import escaped

_HERE = Path(__file__).parent
_RELATIONS = {
    Relation.EQUAL: "the same as",
    Relation.COVERS: "covers",
    Relation.COVERED: "part of",
    Relation.OVERLAP: "overlaps with",
}


def tree_page(framework: Framework, documents: Mapping[str, Document]) -> str:
    """Concern, area, topic, functionality, each folded under the one before; `documents` by id."""
    style = (_HERE / "tree.css").read_text("utf-8")
    script = (_HERE / "tree.js").read_text("utf-8")
    title = "IoT security and privacy functionalities"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{style}</style></head>",
        f"<body><main><h1>{title}</h1>",
        f"<p>{len(framework.functionalities)} functionalities in {len(framework.topics)} topics, from",
        f"{len(documents)} documents. {escaped(framework.id)} {escaped(framework.version)}.</p>",
        '<div class="tools" hidden><label>Find <input id="filter" type="search"></label>',
        '<button id="open" type="button">Open all</button>',
        '<button id="close" type="button">Close all</button>',
        '<span id="found" role="status"></span></div>',
    ]
    for concern in framework.concerns.values():
        lines.append(f'<details class="{concern.colour}" open><summary>{escaped(concern.title)}</summary>')
        lines.append(f"<p>{escaped(concern.describes)}</p>")
        for area in framework.areas.values():
            topics = [
                one for one in framework.topics.values() if (one.area, one.concern) == (area.id, concern.id)
            ]
            if topics:
                lines.append(f'<details class="{concern.colour}"><summary>{escaped(area.title)}</summary>')
                lines.append(f"<p>{escaped(area.describes)}</p>")
                lines += [line for topic in topics for line in _topic(topic, framework, documents)]
                lines.append("</details>")
        lines.append("</details>")
    return "\n".join([*lines, "</main>", f"<script>\n{script}</script>", "</body></html>"]) + "\n"


def _topic(topic: Topic, framework: Framework, documents: Mapping[str, Document]) -> Iterator[str]:
    inside = [one for one in framework.functionalities.values() if one.topic == topic.id]
    count = f'<span class="count">({len(inside)})</span>'
    yield f"<details><summary>{escaped(topic.title)} {count}</summary><p>{escaped(topic.question)}</p>"
    for one in inside:
        yield from _functionality(one, framework, documents)
    yield "</details>"


def _functionality(
    one: Functionality, framework: Framework, documents: Mapping[str, Document]
) -> Iterator[str]:
    costs = [f"{name} {cost.amount}" for name, cost in one.costs.items() if cost.amount]
    said = {
        "What is to be there": one.statement,
        "Why": one.why,
        "How to check": one.check,
        "Lives in": ", ".join(one.lives),
        "Provided by": ", ".join(one.actors),
        "First seen to in": one.phase,
        "Protects": ", ".join(one.protects),
        "Counters": ", ".join(one.counters),
        "Acts to": ", ".join(one.acts),
        "Costs (0 to 3)": ", ".join(costs) or "nothing to speak of",
    }
    yield f'<details class="leaf" id="{escaped(one.id)}"><summary>{escaped(one.title)}</summary>'
    yield f"<p>{escaped(one.question)} <code>{escaped(one.id)}</code></p><dl>"
    yield from (f"<dt>{name}</dt><dd>{escaped(text)}</dd>" for name, text in said.items())
    for name, ids in (("Comes after", one.after), ("Counts as", one.stronger_than)):
        if ids:
            linked = ", ".join(
                f'<a href="#{escaped(id_)}">{escaped(framework.functionalities[id_].title)}</a>'
                for id_ in ids
            )
            yield f"<dt>{name}</dt><dd>{linked}</dd>"
    yield "<dt>Where it comes from</dt>"
    for source in one.sources:
        document = documents[source.document]
        cited = f"{document.name} {document.printed(source.clause)}"
        title = document.clauses[source.clause].title
        yield f"<dd>{_RELATIONS[source.relation]} {escaped(cited)}: {escaped(title)}</dd>"
    yield "</dl></details>"
