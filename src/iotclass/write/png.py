"""Pictures (SVG text) as PNG, for formats that hold no SVG."""

from __future__ import annotations

import re
from typing import Any

from iotclass.write.font import FAMILY, packaged

_FAMILY = re.compile(r'(?<=font-family=")[^"]*')


def png(svg: str, wide: int) -> bytes:
    """`svg` as PNG, `wide` pixels wide.

    Text is written in the packaged font, so that the bytes are the same on every machine; only what that
    lacks is looked for in the fonts of the machine.
    """
    import typst

    picture = f'image(bytes(sys.inputs.svg), format: "svg", width: {wide}pt)'
    page = f"#set page(width: auto, height: auto, margin: 0pt)\n#{picture}"
    drawn = _FAMILY.sub(f"{FAMILY}, sans-serif", svg)
    fonts: list[Any] = [*packaged()]
    return typst.compile(page.encode(), sys_inputs={"svg": drawn}, format="png", ppi=72, font_paths=fonts)
