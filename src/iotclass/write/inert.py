"""Text that does nothing in a document: it controls nothing, and turns nothing around it."""

from __future__ import annotations

import re

_LINE = re.compile("\r\n?|[\u2028\u2029]")
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What XML and HTML forbid, and what overrides the direction of text."""


def inert(text: str) -> str:
    """`text` with line feeds and tabs; all else that could act shows as a replacement character."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", _LINE.sub("\n", text))


_LED = re.compile(r"#|https?://|mailto:")


def address(link: str) -> str:
    """Where a link leads; nowhere where following it could do more than show something."""
    return inert(link) if _LED.match(link) else ""
