"""Text and addresses for documents: what no document may hold, or would obey, left out."""

from __future__ import annotations

import re
from typing import Final

_NONCHARACTERS: Final = "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
_LEFT_OUT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\ud800-\udfff\ufdd0-\ufdef"  # half characters, and what is none
    "\u202a-\u202e\u2066-\u2069"  # overrides, embeddings and isolates of direction
    f"\ufeff{_NONCHARACTERS}]"
)
_LINE_END: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")

_ADDRESS: Final = re.compile(
    r"https?://[\w.-]+(:\d+)?([/?#][\w.~:/?#@!$&'()*+,;=%-]*)?|mailto:[\w.+-]+@[\w.-]+",
    re.ASCII | re.IGNORECASE,
)
_LONGEST: Final = 2000
"""Office programs take a file for damaged where an address is longer than 2,079 characters."""


def plain(text: str) -> str:
    """`text` as a document may hold it: well-formed in XML, in its own direction, lines parted by line feeds.

    All else stays as it is; what would be markup in a format is that format's own to escape.
    """
    if text.isascii() and text.isprintable():
        return text
    return _LINE_END.sub("\n", _LEFT_OUT.sub("", text))


def address(link: str) -> str:
    """`link` where a document may lead there: to the web or to a mailbox; else nothing."""
    return link if len(link) <= _LONGEST and _ADDRESS.fullmatch(link) else ""


def aim(link: str) -> str:
    """Where a link of a page leads: to a place in it, or to where `address` lets it."""
    return plain(link) if link.startswith("#") else address(link)
