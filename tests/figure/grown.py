"""Frameworks grown to a shape, for pictures of any size: so many functionalities per topic, per area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from iotclass.core.clause import Clause, Document, Number
from iotclass.core.functionality import (
    Area,
    Concern,
    Cost,
    Framework,
    Functionality,
    Relation,
    Source,
    Topic,
    ladder,
)
from iotclass.core.place import Place

HERE = Place("content/grown.yaml", 1)
CONCERNS = {
    "life-cycle": Concern("life-cycle", "Life cycle", "blue", "What to do in each phase of a life."),
    "management": Concern("management", "Management of security and privacy", "green", "What supports it."),
}
AREAS = {
    "security-mechanisms": "Security mechanisms",
    "human-resource-security": "Human resource security",
    "physical-and-environmental-security": "Physical and environmental security",
    "privacy-protection": "Privacy protection",
    "operations-security": "Operations security",
    "development-maintenance-and-audit": "Development, maintenance and audit",
    "decommissioning": "Decommissioning",
}
LIFE_CYCLE = ("operations-security", "development-maintenance-and-audit", "decommissioning")
FULL = {
    "security-mechanisms": [14, 10, 10, 14, 10, 12, 6, 15, 12, 12, 10],
    "human-resource-security": [9, 6, 5],
    "physical-and-environmental-security": [7, 6, 6],
    "privacy-protection": [8, 9, 9, 8, 6],
    "operations-security": [15, 8, 11, 9, 10, 17],
    "development-maintenance-and-audit": [4, 7, 13, 7, 16, 6],
    "decommissioning": [5, 4],
}
"""The shape of a full framework: per area, how many functionalities each topic holds."""
WORDS = ["signed", "updates", "of", "the", "device", "and", "its", "keys", "checked", "for", "every", "user"]


def titles() -> Iterator[str]:
    """Titles of 10 to 45 characters, each once."""
    for number in count(100):
        size, start = 10 + number * 7 % 32, number * 5 % len(WORDS)
        text = " ".join([*WORDS[start:], *WORDS])[:size].strip()
        yield f"{text.capitalize()} {number}"


def grown(
    shape: Mapping[str, Sequence[int]] = FULL, given: Iterator[str] | None = None, *, mixed: bool = False
) -> Framework:
    """A framework of that shape, titled as given; where mixed, every third topic is of the other concern."""
    given = given or titles()
    areas: dict[str, Area] = {}
    topics: dict[str, Topic] = {}
    found: dict[str, Functionality] = {}
    for area, sizes in shape.items():
        concern = "life-cycle" if area in LIFE_CYCLE else "management"
        areas[area] = Area(area, AREAS.get(area, area), concern, f"What belongs to {area}.")
        for size in sizes:
            id_, own = f"topic-{len(topics)}", concern
            if mixed and len(topics) % 3 == 2:
                own = next(one for one in CONCERNS if one != concern)
            topics[id_] = Topic(id_, next(given), area, own, "Is it there?", HERE)
            for _ in range(size):
                one = functionality(f"one-{len(found)}", next(given), topics[id_], tuple(found)[-1:])
                found[one.id] = one
    return Framework("grown", "1.0.0", CONCERNS, areas, topics, found, (), "0" * 64, ladder(found))


def functionality(id_: str, title: str, topic: Topic, before: tuple[str, ...]) -> Functionality:
    """A functionality that is stronger than those before it, and comes after them."""
    return Functionality(
        id=id_,
        title=title,
        question=f"Is {id_} there?",
        statement=f"There is {id_}, and <nothing> else & more.",
        why=f"Without {id_} it fails.",
        check=f"Look for {id_}.",
        area=topic.area,
        topic=topic.id,
        lives=("device", "cloud"),
        actors=("maker",),
        phase="development",
        protects=("integrity",),
        counters=(),
        acts=("prevent",),
        costs={"energy": Cost(2, "it computes"), "memory": Cost(0, "")},
        after=before,
        stronger_than=before,
        sources=(
            Source("standard", "5.1-1", Relation.EQUAL, "us", "2026-11-01", reviewed=True),
            Source("standard", "ours", Relation.COVERS, "us", "2026-11-01", reviewed=False),
        ),
        place=HERE,
    )


def _clause(id_: str, title: str, number: Number) -> Clause:
    return Clause(id_, title, number, True, "", "", (), (), (), False, "", (), HERE)


DOCUMENTS = {
    "standard": Document(
        id="standard",
        name="Standard <1>",
        title="A standard",
        publisher="us",
        edition="1",
        scope="all",
        licence="none",
        note="",
        aliases=(),
        newest=True,
        statuses={},
        conditions={},
        features={},
        clauses={
            "5.1-1": _clause("5.1-1", "No shared passwords", Number.ATTESTED),
            "ours": _clause("ours", "What we call it", Number.OURS),
        },
        place=HERE,
    )
}
