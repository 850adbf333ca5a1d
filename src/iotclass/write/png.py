"""Pictures (SVG text) as PNG, for formats that hold no SVG."""

from __future__ import annotations


def png(svg: str, wide: int) -> bytes:
    """`svg` as PNG, `wide` pixels wide.

    Text is written in the first of its fonts that the machine has, else in one that every machine has. The
    bytes are the same each time on machines that have the same fonts.
    """
    import typst

    page = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg", width: {wide}pt)'
    return bytes(typst.compile({"main": page.encode(), "picture.svg": svg.encode()}, format="png", ppi=72))
