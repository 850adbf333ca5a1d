"""Reports with every kind of block, for the tests of writers; and names full of hostile text."""

from __future__ import annotations

from collections.abc import Iterator

from iotclass.core.report import (
    Block,
    Branch,
    Facts,
    Items,
    Kind,
    Paragraph,
    Picture,
    Report,
    Run,
    Section,
    Table,
    Tone,
    Tree,
    blocks,
    branches,
    paragraph,
    run,
)
from iotclass.write.plain import plain

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="120" height="40" role="img">'
    "<title>Two boxes</title>"
    '<rect x="2" y="2" width="50" height="36" fill="#2166ac"/><text x="27" y="26" fill="#fff" '
    'text-anchor="middle">A</text><rect x="66" y="2" width="50" height="36" fill="#b2182b"/></svg>'
)


def report(name: str = "controller", why: str = "It talks to the pacemaker only.") -> Report:
    """A report with every kind of block; `name` and `why` stand wherever a model's words can stand."""
    return Report(
        id="report",
        title=f"System of {name}",
        subtitle="Security classes",
        language="en",
        facts=Facts(
            (
                ("Assessed by", Run(name)),
                ("On", Run("2026-11-23", kind=Kind.DATE, value="2026-11-23")),
                ("Method", Run("fazeldehkordi-2019@1.0.0", Tone.CODE)),
            )
        ),
        notice="This classifies the assessor's answers; it is no certificate.",
        sections=(
            Section(
                "summary", "In short", (paragraph("3 of 3 requirements are met.", tone=Tone.GOOD), _picture())
            ),
            Section("components", "Components", (_components(name), _nested(why))),
            Section("reasons", "Why", (_tree(name, why),)),
            Section(
                "rest",
                "Assumptions",
                (Items(((Run(why),), (run("See "), run("the components", link="#components")))),),
            ),
        ),
        main="classes",
        date="2026-11-23",
        author=name,
    )


def _picture() -> Picture:
    return Picture("boxes", "Two boxes", SVG, "A blue box with the letter A beside a red one.")


def _components(name: str) -> Table:
    rows = tuple(
        (
            Run(name if index == 0 else f"component-{index}"),
            Run(letter, Tone[letter]),
            Run("met" if index < 3 else "not met", Tone.GOOD if index < 3 else Tone.BAD),
            Run("1,250.5", kind=Kind.NUMBER, value=1250.5),
            Run("93 %", kind=Kind.SHARE, value=0.93),
            Run("2026-11-23", kind=Kind.DATE, value="2026-11-23"),
        )
        for index, letter in enumerate("ABCDEF")
    )
    columns = ("Component", "Class", "Verdict", "Cost in EUR", "How sure", "Since")
    return Table(
        "classes", "Classes of the components", columns, rows, "The worst end where a range is shown."
    )


def _nested(why: str) -> Section:
    quoted = Run(f"As the framework says: {why}", language="en")
    return Section("nested", "Remarks", (Paragraph((quoted,)), paragraph("Open.", tone=Tone.DOUBT)))


def _tree(name: str, why: str) -> Tree:
    leaf = Branch(
        (run("C2", Tone.STRONG), run(" connectivity: "), run(why), run(" model.yaml:31", Tone.CODE))
    )
    middle = Branch((run("E2", Tone.STRONG), run(" exposure, by the exposure table")), (leaf, leaf))
    return Tree("tree", f"Why {name} is C", (Branch((run("C", Tone.C), run(" class")), (middle, leaf)),))


def texts(whole: Report) -> Iterator[str]:
    """Every text of a report, in reading order."""
    yield from (whole.title, whole.subtitle, *_told(whole.facts), whole.notice)
    for _, block in blocks(whole):
        yield from _told(block)


def _told(block: Block) -> Iterator[str]:
    match block:
        case Section():
            yield block.title
        case Paragraph():
            yield from (one.text for one in block.runs)
        case Items():
            yield from (one.text for item in block.items for one in item)
        case Facts():
            yield from (text for term, one in block.rows for text in (term, one.text))
        case Table():
            yield from (block.title, *block.columns)
            yield from (cell.text for row in block.rows for cell in row)
            yield block.note
        case Tree():
            yield block.title
            yield from (one.text for _, branch in branches(block) for one in branch.runs)
        case Picture():
            yield from (block.title, block.words)


def settled(*texts: str) -> str:
    """Texts as documents hold them, without spaces."""
    return "".join(plain("".join(texts)).split())


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "{{ 7 * 7 }}{% raw %}",
    '#read("/etc/passwd") $x^2$ *bold* _it_ `code` @ref <label>',
    "| pipe | [link](javascript:alert(1)) ![x](y) **b** \\ # h",
    "שלום \u202eabc\u202c العربية",
    "emoji 🫀🔐 漢字",
    "a\u0000b\u0007c\u001b[31mred\ufffe",
    "long " + "x" * 10_000,
    "line\nfeed\r\nand\ttab",
    "]]> &amp; &#x41; --> <!--",
)
"""Names that a model may hold and that must do nothing anywhere."""
