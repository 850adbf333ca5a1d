"""Render the documentation that follows from data: reference pages, and the outputs on pages with commands.

python docs/render.py            writes the pages
python docs/render.py --check    exits with 1 where a page says something else
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from iotclass.cli import COMMANDS, run
from iotclass.core.clause import Sources, Standing
from iotclass.core.coverage import coverage
from iotclass.core.functionality import Framework
from iotclass.core.method import Method
from iotclass.core.scale import SCALES, Protection, scale_name
from iotclass.core.table import Origin
from iotclass.read.content import shipped
from iotclass.read.file import CONTENT, yaml_file

ROOT = Path(__file__).parent.parent
RUN = ("README.md", "docs/tutorial.md", "docs/how-to/plan.md", "docs/how-to/evidence.md")
"""The pages whose commands are run."""
RENDERED = "<!-- Rendered by docs/render.py from the project's data; do not edit. -->\n\n"
BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```\n", re.MULTILINE | re.DOTALL)
MARKS = {Origin.GIVEN: "", Origin.DERIVED: "′", Origin.INFERRED: "?", Origin.OURS: "+"}


def main() -> int:
    """Write every page, or check it."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, text in pages():
        path = ROOT / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    for name in stale:
        sys.stdout.write(f"{name}: {'stale; run make docs' if check else 'written'}\n")
    return 1 if check and stale else 0


def pages() -> Iterator[tuple[str, str]]:
    """Every rendered page with its text."""
    yield "docs/glossary.md", glossary()
    yield "docs/reference/commands.md", commands()
    yield "docs/reference/methods.md", methods()
    yield "docs/reference/kinds.md", kinds()
    yield "docs/reference/challenges.md", challenges()
    yield "docs/reference/figures.md", figures()
    yield from framework_pages()
    for name in RUN:
        yield name, with_outputs((ROOT / name).read_text("utf-8"))


def kinds() -> str:
    """The kinds of components, what each brings, and how many criteria stand at each level."""
    lines = [
        RENDERED + "# Kinds of components\n",
        "What each protection level asks of a kind, in addition to what is below it, shows",
        "`iotclass profile show KIND`: each criterion with its group, when it counts, which clauses speak",
        "for it and why it is a step. The controller's and the phone's are the paper's; the rest is ours.\n",
        "| kind | | P1 | P2 | P3 | P4 | P5 | brings |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in shipped().content.profiles.values():
        counts = [str(sum(c.level is level for c in one.criteria)) for level in list(Protection)[1:]]
        brought = {
            "class": one.recommends,
            "impact": one.impact,
            "connectivity at least": one.connectivity_at_least,
        }
        told = [f"{name} {found.level}: {found.why}" for name, found in brought.items() if found]
        lines.append(f"| `{one.kind}` | {one.title} | {' | '.join(counts)} | {' '.join(told)} |")
    facts = [f"| `{fact}` | {asked} |" for fact, asked in shipped().facts.items()]
    lines += [
        "\n## Facts\n",
        "What a component can state with yes, no or unknown. Facts decide which criteria count, and which",
        "provisions of EN 303 645 apply.\n",
        *("| fact | question |", "|---|---|", *facts),
    ]
    return "\n".join(lines) + "\n"


def challenges() -> str:
    """The library of challenges, area by area."""
    content = shipped().content
    lines = [
        RENDERED + "# The library of challenges\n",
        "What can make security or privacy hard, found by walking the framework top-down (paper, section",
        "VI). The worst answer to its questions is a challenge's severity. The severities are ours.\n",
    ]
    for area in content.framework.areas.values():
        lines.append(f"## {area.title}\n")
        for one in (found for found in content.challenges.values() if found.area == area.id):
            where = ", ".join(one.kinds or one.lives)
            lines += [f"### `{one.id}`: {one.title}\n", f"{one.describes}\n", f"For: {where}."]
            lines += [f"Acts on {one.acts_on[0]} alone."] if len(one.acts_on) == 1 else []
            lines += [f"Can be `driven_by: {one.driven_by}`."] if one.driven_by else []
            softeners = ", ".join(f"`{id_}`" for id_ in one.softened_by)
            lines += [f"A step lower with all of: {softeners}."] if softeners else []
            for id_, asked in one.questions.items():
                lines += [f"\n`{id_}`: {asked.question}\n", "| answer | | severity |", "|---|---|---|"]
                lines += [
                    f"| `{name}` | {answer.says} | {answer.severity} |"
                    for name, answer in asked.answers.items()
                ]
            lines.append("")
    return "\n".join(lines)


def figures() -> str:
    """What ordinal costs stand for, and the severity per share of a limit."""
    known = shipped().content.resources
    lines = [
        RENDERED + "# Assumed figures\n",
        "The framework gives each functionality ordinal costs, 0 (nothing) to 3 (much). What they stand for",
        "is assumed here; a model's own `costs:` go first. `*` is every kind without a figure of its own.",
        "Figures count per control, although several controls may share what they use; a model says so.\n",
        f"## Money\n\nHuman effort, in {known.currency}; a plan counts {known.years} years.\n",
        "| kind | effort | once | a year | why |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{one.kind}` | {one.ordinal} | {one.one_off:,.0f} | {one.yearly:,.0f} | {one.why} |"
        for one in known.prices
    ]
    for resource in known.resources.values():
        lines += [
            f"\n## {resource.title} (`{resource.id}`, {resource.unit})\n\n{resource.describes}\n",
            "| kind | ordinal | amount | why |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| `{one.kind}` | {one.ordinal} | {one.amount:g} | {one.why} |"
            for one in known.amounts
            if one.resource == resource.id
        ]
    lines += [
        "\n## Driven challenges\n\nThe severity of a challenge that is `driven_by` a resource:\n",
        "| share of the limit that the controls use | severity |",
        "|---|---|",
    ]
    lines += [
        f"| {'more' if one.up_to is None else f'up to {one.up_to:g} %'} | {one.severity} |"
        for one in known.shares
    ]
    return "\n".join(lines) + "\n"


def framework_pages() -> Iterator[tuple[str, str]]:
    """The framework, a page per area and one that leads to them; the documents with their coverage."""
    framework, sources = shipped().content.framework, shipped().sources
    lines = [
        RENDERED + "# The functionality framework\n",
        f"{len(framework.functionalities)} functionalities in {len(framework.topics)} topics, traced to",
        f"{len(sources.documents)} [documents](sources.md). On the command line: `iotclass framework`.\n",
    ]
    for concern in framework.concerns.values():
        lines.append(f"## {concern.title} ({concern.colour})\n\n{concern.describes}\n")
        lines += [
            f"- [{area.title}]({area.id}.md): {area.describes}"
            for area in framework.areas.values()
            if area.concern == concern.id
        ]
        lines.append("")
    yield "docs/reference/framework/index.md", "\n".join(lines)
    for area in framework.areas.values():
        yield f"docs/reference/framework/{area.id}.md", _area_page(framework, sources, area.id)
    yield "docs/reference/framework/sources.md", _sources_page(sources)


def _area_page(framework: Framework, sources: Sources, area: str) -> str:
    lines = [RENDERED + f"# {framework.areas[area].title}\n", f"{framework.areas[area].describes}\n"]
    for topic in framework.topics.values():
        if topic.area != area:
            continue
        lines += [f"## {topic.title}\n", f"{topic.question}\n"]
        for one in framework.inside(topic.id):
            cited = [
                f"{sources.documents[source.document].name} "
                f"{sources.documents[source.document].printed(source.clause)} ({source.relation.value})"
                for source in one.sources
            ]
            lines += [
                f"### {one.title}\n",
                f"`{one.id}` · lives in {', '.join(one.lives)} · {one.phase}\n",
                f"*{one.question}* {one.statement}\n",
                f"Why: {one.why}\n",
                f"Check: {one.check}\n",
                f"From: {'; '.join(cited)}.\n",
            ]
    return "\n".join(lines)


def _sources_page(sources: Sources) -> str:
    lines = [
        RENDERED + "# Documents\n",
        "What the framework unifies, and how many clauses of each it answers. Numbers that are not a",
        "document's own are never printed as such; what stands under them is answered with what is above.\n",
        "| document | for | clauses | answered | partly | out of scope |",
        "|---|---|---|---|---|---|",
    ]
    for document in sources.documents.values():
        found = coverage(document)
        counts = [found.counts[one] for one in (Standing.ANSWERED, Standing.PARTLY, Standing.OUT_OF_SCOPE)]
        cells = [f"{document.name}, {document.edition}", document.scope, found.total, *counts]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines.append("\nNo list of standards is a guarantee of completeness.\n")
    return "\n".join(lines)


def glossary() -> str:
    """The words of the project."""
    words = yaml_file(CONTENT / "glossary.yaml", "glossary").mapping["words"].mapping
    entries = [f"**{word}**\n: {node.text}\n" for word, node in sorted(words.items())]
    return (
        RENDERED
        + "# Glossary\n\nOne word per concept, in the program, its files and these pages.\n\n"
        + "\n".join(entries)
    )


def commands() -> str:
    """The help of every command."""
    parts = [RENDERED + "# Commands\n", f"```text\n{output(['--help'])}```\n"]
    for name in COMMANDS:
        help_text = output([name, "--help"])
        parts.append(f"## iotclass {name}\n\n```text\n{help_text}```\n")
        if "Commands:" in help_text:
            listed = re.findall(r"^  (\w+) ", help_text.split("Commands:")[1], re.MULTILINE)
            parts += [
                f"### iotclass {name} {sub}\n\n```text\n{output([name, sub, '--help'])}```\n"
                for sub in listed
            ]
    return "\n".join(parts)


def methods() -> str:
    """The tables of every built-in method with the origin of each cell."""
    parts = [
        RENDERED + "# Methods\n",
        "A method is a folder of tables (CSV) and words (YAML). `iotclass method show` prints one,",
        "`--method ./mine` uses a folder of your own with the same files. Loading proves every table total,",
        "monotone in the direction that `method.yaml` declares, and dependent on each input.\n",
        "Two more tables say what doubt is worth where probabilities are asked for. `confidence.csv` has a",
        "row for each word after `sure`: the weight of the level itself, that of each neighbour one and two",
        "levels away (what would fall off the scale goes to the others in proportion), and how likely a",
        "control works that somebody is so sure of. `works.csv` says how likely a control in each state",
        "works where nobody says. What the built-in methods say of doubt is ours.\n",
        "Origins of cells: plain = given by the source paper, ′ = derived from what it says, ? = inferred",
        "by a rule, \\+ = ours.\n",
    ]
    for method in shipped().content.methods.values():
        parts += [f"## {method.reference}\n", f"{method.describes}\n", *_tables(method)]
    return "\n".join(parts)


def _tables(method: Method) -> Iterator[str]:
    acts_on = " and ".join(sorted(method.severity_acts_on))
    yield f"Impact from {method.impact_from.value}; severity acts on {acts_on}; controls that fail P1: "
    yield f"{method.below_p1.value}.\n"
    for table in method.tables.values():
        names = [scale_name(scale) for scale in table.scales]
        yield f"### {' × '.join(names)} → {scale_name(table.outcome)} ({table.name})\n"
        across = list(table.scales[-1])
        yield f"| {' · '.join(names[:-1]) or names[-1]} | {' | '.join(map(str, across))} |"
        yield f"|---|{'---|' * len(across)}"
        rows: dict[str, list[str]] = {}
        for case in table.cases():
            row = table.rows[case]
            rows.setdefault(" · ".join(map(str, case[:-1])), []).append(f"{row.outcome}{MARKS[row.origin]}")
        yield from (f"| {label} | {' | '.join(cells)} |" for label, cells in rows.items())
        yield ""
    yield from _doubt(method)
    yield "### Levels in words\n"
    for name, scale in SCALES.items():
        yield f"- {name}: " + "; ".join(f"{level} {method.words[level].title}" for level in scale)
    yield ""
    yield "### What the source says of its tables\n"
    yield from (f"- {one.says} (section {one.section})" for one in method.statements)
    yield ""
    if method.contradictions:
        yield "### Where the source disagrees with itself\n"
        yield from (
            f"- {one.says} Read as: {one.read_as} (section {one.section})" for one in method.contradictions
        )
        yield ""


def _doubt(method: Method) -> Iterator[str]:
    yield "### Doubt (confidence, works)\n"
    yield "| | the level itself | each one away | each two away | a control works |"
    yield "|---|---|---|---|---|"
    for name, one in method.confidence.items():
        yield f"| {name} | {' | '.join(f'{weight:g}' for weight in (*one.weights, one.works))} |"
    yield ""
    states = (f"{state.value} {works:g}" for state, works in method.works.items())
    yield f"A control works with: {'; '.join(states)}.\n"


def with_outputs(page: str) -> str:
    """A page with its files written, its commands run, in order, and what they print put below them."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            return BLOCK.sub(_block, page)
        finally:
            os.chdir(here)


def _block(match: re.Match[str]) -> str:
    info, body = match["info"], match["body"]
    told = re.fullmatch(r"yaml (file|append)=([\w.-]+)", info)
    if told:
        with Path(told[2]).open("a" if told[1] == "append" else "w", encoding="utf-8") as file:
            file.write(("\n" if told[1] == "append" else "") + body)
        return match[0]
    if info != "console":
        return match[0]
    lines = [line for line in body.splitlines() if line.startswith("$ ")]
    return "```console\n" + "".join(f"{line}\n{_ran(line[2:])}" for line in lines) + "```\n"


def _ran(command: str) -> str:
    """What a command of ours prints; where it is redirected, that goes to the file."""
    words = shlex.split(command)
    if words[0] != "iotclass":
        return ""
    target = words[words.index(">") + 1] if ">" in words else None
    text = output(words[1 : words.index(">")] if target else words[1:])
    if target:
        Path(target).write_text(text, "utf-8")
        return ""
    return text


def output(arguments: list[str]) -> str:
    """What `iotclass` prints on both channels."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        run(arguments)
    return printed.getvalue()


if __name__ == "__main__":
    sys.exit(main())
