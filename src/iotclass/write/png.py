"""Pictures (SVG text) as PNG, for formats that hold no SVG."""

from __future__ import annotations


def png(svg: str, wide: int) -> bytes:
    """`svg` as PNG, `wide` pixels wide.

    Text is written in the first of its fonts that the machine has, else in one that every machine has. The
    bytes are the same each time on machines that have the same fonts.
    """
    import typst

    picture = f'image(bytes(sys.inputs.svg), format: "svg", width: {wide}pt)'
    page = f"#set page(width: auto, height: auto, margin: 0pt)\n#{picture}"
    return typst.compile(page.encode(), sys_inputs={"svg": svg}, format="png", ppi=72)
