"""The whole framework as one foldable page of HTML: self-contained, readable without its script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from iotclass.core.clause import Document
from iotclass.core.functionality import Concern, Framework, Functionality, Source, Topic
from iotclass.figure.label import cleaned, escaped
from iotclass.figure.mindmap import LOOKS, ROOT

_HERE = Path(__file__).parent
_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""What the page may load: what is in it."""


def tree_page(framework: Framework, documents: Mapping[str, Document]) -> str:
    """Concern, area, topic, functionality, each folded under the one before; `documents` by id.

    An area whose topics belong to both concerns stands under both.
    """
    style = (_HERE / "tree.css").read_text("utf-8")
    script = (_HERE / "tree.js").read_text("utf-8")
    counts = f"{len(framework.functionalities)} functionalities in {len(framework.topics)} topics"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_ELSE}">',
        f"<title>{ROOT}</title>",
        f"<style>\n{style}</style></head>",
        f"<body><header><h1>{ROOT}</h1>",
        f"<p>{counts}, traced to {len(documents)} documents.",
        f"{_text(framework.id)} {_text(framework.version)}.",
        "Each line opens what is under it; printing prints what is open.</p>",
        '<div class="tools" hidden><label>Find <input id=":filter" type="search"></label>',
        '<button id=":open" type="button">Open all</button>',
        '<button id=":close" type="button">Close all</button>',
        '<span id=":found" role="status"></span></div></header>',
        "<main>",
    ]
    for concern in framework.concerns.values():
        lines += _concern(concern, framework, documents)
    return "\n".join([*lines, "</main>", f"<script>\n{script}</script>", "</body></html>"]) + "\n"


def _text(text: str) -> str:
    return escaped(cleaned(text))


def _summary(level: int, title: str, count: int) -> str:
    many = "1 functionality" if count == 1 else f"{count} functionalities"
    return f'<summary><h{level}>{_text(title)}</h{level}> <span class="count">{many}</span></summary>'


def _concern(concern: Concern, framework: Framework, documents: Mapping[str, Document]) -> Iterator[str]:
    topics = [one for one in framework.topics.values() if one.concern == concern.id]
    held = {one.id: framework.inside(one.id) for one in topics}
    look = concern.colour if concern.colour in LOOKS else "other"
    yield f'<details class="concern {look}" id="concern:{_text(concern.id)}" open>'
    yield _summary(2, concern.title, sum(map(len, held.values())))
    yield f"<p>{_text(concern.describes)}</p>"
    for area in framework.areas.values():
        own = [one for one in topics if one.area == area.id]
        if own:
            yield f'<details class="area" id="area:{_text(concern.id)}:{_text(area.id)}">'
            yield _summary(3, area.title, sum(len(held[one.id]) for one in own))
            yield f"<p>{_text(area.describes)}</p>"
            for topic in own:
                yield from _topic(topic, held[topic.id], framework, documents)
            yield "</details>"
    yield "</details>"


def _topic(
    topic: Topic,
    inside: Sequence[Functionality],
    framework: Framework,
    documents: Mapping[str, Document],
) -> Iterator[str]:
    yield f'<details class="topic" id="topic:{_text(topic.id)}">'
    yield _summary(4, topic.title, len(inside))
    yield f"<p>{_text(topic.question)}</p>"
    for one in inside:
        yield from _functionality(one, framework, documents)
    yield "</details>"


def _functionality(
    one: Functionality, framework: Framework, documents: Mapping[str, Document]
) -> Iterator[str]:
    yield f'<details class="leaf" id="{_text(one.id)}">'
    yield f"<summary><h5>{_text(one.title)}</h5> <code>{_text(one.id)}</code></summary>"
    yield f'<p class="question">{_text(one.question)}</p>'
    yield '<dl class="words">'
    for name, text in (("What is to be there", one.statement), ("Why", one.why), ("How to check", one.check)):
        yield f"<dt>{name}</dt><dd>{_text(text)}</dd>"
    yield '</dl><dl class="facts">'
    facts = {
        "Lives in": one.lives,
        "Provided by": one.actors,
        "First seen to in": (one.phase,),
        "Protects": one.protects,
        "Counters": one.counters,
        "Acts to": one.acts,
    }
    for name, words in facts.items():
        yield f"<dt>{name}</dt><dd>{_text(', '.join(words)) or 'nothing in particular'}</dd>"
    yield f"<dt>Costs (0 to 3)</dt><dd>{_costs(one)}</dd>"
    for name, ids in (("Comes after", one.after), ("Stronger than", one.stronger_than)):
        if ids:
            yield f"<dt>{name}</dt><dd>{_links(ids, framework)}</dd>"
    yield '</dl><p class="head">Where it comes from</p><ul>'
    yield from (_source(source, documents[source.document]) for source in one.sources)
    yield "</ul></details>"


def _costs(one: Functionality) -> str:
    found = [
        f"{_text(name)} {cost.amount}" + (f" ({_text(cost.why)})" if cost.why else "")
        for name, cost in one.costs.items()
        if cost.amount or cost.why
    ]
    return "<br>".join(found) or "nothing to speak of"


def _links(ids: Sequence[str], framework: Framework) -> str:
    titles = {id_: framework.functionalities[id_].title for id_ in ids}
    return ", ".join(f'<a href="#{_text(id_)}">{_text(title)}</a>' for id_, title in titles.items())


def _source(source: Source, document: Document) -> str:
    """What a functionality has to do with a clause, which is cited as the document's own number allows."""
    cited = _text(f"{document.name} {document.printed(source.clause)}")
    title = document.clauses[source.clause].title
    said = "" if f"“{title}”" in document.printed(source.clause) else f": {_text(title)}"
    doubt = "" if source.reviewed else " (not reviewed)"
    return f"<li>{source.relation.said} <b>{cited}</b>{said}{doubt}</li>"
