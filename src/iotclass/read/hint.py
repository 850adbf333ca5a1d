"""What somebody most likely meant who wrote what the format does not have."""

from __future__ import annotations

from iotclass.read.document import EMPTY, Node


def about(node: Node, text: str) -> str:
    """`text` with the name of the shared judgement that `node` uses in place of `{judgement}`."""
    within = node if "judgement" in node.mapping else node.mapping.get("severity", EMPTY)
    return text.replace("{judgement}", within.mapping.get("judgement", EMPTY).text)
