"""Records as JSON text."""

from __future__ import annotations

import json
import re
from typing import Any

_OBEYED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(record: dict[str, Any]) -> str:
    """`record` as indented JSON with a final line end; what a terminal would obey is escaped."""
    text = json.dumps(record, indent=2, ensure_ascii=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
