"""What a model says for a plan: limits, costs, what may change and what may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iotclass.core.place import Place
from iotclass.core.scale import Connectivity, Severity
from iotclass.core.system import WHOLE, Allowance, Fixed, Limit, Softening, Spending
from iotclass.read.document import Node
from iotclass.read.judgement import Reader, by_word

NOT_AMOUNTS = frozenset({"one_off", "yearly", "shared", "why", "to"})


@dataclass(frozen=True, slots=True)
class WantedReader:
    """Nodes of limits, costs, allowances and fixed things into values."""

    reader: Reader
    functionalities: Mapping[str, object]

    def limits(self, node: Node) -> dict[str, Limit]:
        """How much of each resource there is for controls."""
        return {
            name: self.limit(name, entry, Place(self.reader.file, *node.keys[name]))
            for name, entry in node.mapping.items()
        }

    def limit(self, name: str, node: Node, place: Place) -> Limit:
        """One limit; `none` says that there is no end to it."""
        amount = node.mapping.get("limit", node)
        why = node.mapping["why"].text if "why" in node.mapping else ""
        return Limit(name, None if amount.text == "none" else _number(amount), why, place)

    def costs(self, node: Node) -> dict[str, Spending]:
        """What functionalities cost here, by id."""
        found = {}
        for name, entry in node.mapping.items():
            place = Place(self.reader.file, *node.keys[name])
            if self.reader.known(Node(name, place.line, place.column), self.functionalities, "functionality"):
                found[name] = self.spending(entry, place)
        return found

    def spending(self, node: Node, place: Place | None = None) -> Spending:
        """Money once and every year, and amounts of resources."""
        said = node.mapping
        return Spending(
            _number(said["one_off"]) if "one_off" in said else None,
            _number(said["yearly"]) if "yearly" in said else None,
            {name: _number(one) for name, one in said.items() if name not in NOT_AMOUNTS},
            said["why"].text if "why" in said else "",
            place or Place(self.reader.file, node.line, node.column),
            said["shared"].value is True if "shared" in said else None,
        )

    def softening(self, node: Node, place: Place | None = None) -> Softening | None:
        """A measure that brings a severity down, with what it costs."""
        level = by_word(Severity).get(node.mapping["to"].text) if "to" in node.mapping else None
        return None if level is None else Softening(level, self.spending(node, place))

    def allowance(self, node: Node) -> Allowance:
        """What a plan may change besides controls."""
        lower = node.mapping.get("connectivity", node)
        soften = node.mapping.get("soften", node)
        return Allowance(
            {
                by_word(Connectivity)[name]: self.spending(one, Place(self.reader.file, *lower.keys[name]))
                for name, one in lower.mapping.items()
                if name in by_word(Connectivity)
            },
            {
                name: found
                for name, one in (soften.mapping.items() if "soften" in node.mapping else ())
                if (found := self.softening(one, Place(self.reader.file, *soften.keys[name])))
            },
        )

    def fixed(self, node: Node) -> dict[str, Fixed]:
        """What a plan may not change, with the reason."""
        found = {}
        for name, why in node.mapping.items():
            place = Place(self.reader.file, *node.keys[name])
            if name in WHOLE or name in self.functionalities:
                found[name] = Fixed(why.text, place)
            else:
                valid = {**dict.fromkeys(WHOLE), **dict.fromkeys(self.functionalities)}
                self.reader.unknown(place, f"no functionality {name!r}", name, valid)
        return found


def _number(node: Node) -> float:
    return float(node.value) if isinstance(node.value, int | float) else 0.0
