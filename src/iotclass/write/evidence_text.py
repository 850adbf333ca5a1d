"""Evidence as text for a terminal: counts, what is to be seen to, the next step; the whole is for a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from iotclass.core.applicability import Applies
from iotclass.core.clause import Document, Standing
from iotclass.core.dossier import Dossier
from iotclass.core.evidence import Row, Support
from iotclass.core.justification import NO_CERTIFICATE, OUT_OF_SCOPE, assumptions, justification, status
from iotclass.core.scope import Scope
from iotclass.write.columns import wrapped

_COLOURS = {
    Support.YES: "green",
    Support.NO: "red",
    Support.OPEN: "yellow",
    Applies.YES: "green",
    Applies.NO: "red",
    Applies.OPEN: "yellow",
}
_APPLIES = {Applies.YES: "applies", Applies.NO: "does not apply", Applies.OPEN: "open"}


def documents_text(found: Iterable[tuple[Document, Scope]], title: str, category: str, asked: str) -> str:
    """Every document with whether it is for the product."""
    product = f"category: {category}" if category else "the model does not say what it is (product.category)"
    lines = [click.style(f"{title}: documents to give evidence for", bold=True), f"  {product}", ""]
    for document, scope in found:
        word = click.style(_APPLIES[scope.applies], fg=_COLOURS[scope.applies])
        why = "" if scope.applies is Applies.YES else f"; {scope.why}"
        *before, last = wrapped(f"{document.name}: {_APPLIES[scope.applies]}{why}", "      ", "  ")
        whole = "\n".join([*before, last])
        lines.append(whole.replace(f": {_APPLIES[scope.applies]}", f": {word}", 1))
    lines += ["", f"Next: iotclass evidence {asked}"]
    return "\n".join(lines) + "\n"


def evidence_text(dossiers: Sequence[Dossier], asked: str) -> str:
    """Each statement in short."""
    lines: list[str] = []
    for one in dossiers:
        lines += [*_statement(one), ""]
    names = " ".join(f'--source "{one.document.name}"' for one in dossiers)
    lines += wrapped(NO_CERTIFICATE)
    lines += ["", f"Next: iotclass evidence {asked} {names} -o evidence.docx writes it all"]
    return "\n".join(lines) + "\n"


def _statement(one: Dossier) -> list[str]:
    evidence = one.evidence
    document, proforma = one.document, evidence.proforma
    head = f"{evidence.system.title} · {proforma.title} · {document.name}"
    lines = [click.style(head, bold=True)]
    if one.orienting:
        lines += [click.style(f"  {OUT_OF_SCOPE}", fg="red"), *wrapped(f"{one.scope.why}", "  ")]
    elif one.scope.applies is Applies.OPEN:
        lines += wrapped(f"Open whether it applies: {one.scope.why}. For: {document.scope}", "  ")
    counts = ", ".join(f"{count} {support.value}" for support, count in evidence.counts.items())
    lines += ["", f"  {len(evidence.counted)} clauses that ask for something: {counts}"]
    lines += [line for text in assumptions(evidence) for line in wrapped(f"{text}.", "    ", "  ")]
    if one.period:
        word = {Applies.YES: "yes", Applies.NO: "no", Applies.OPEN: "open"}[one.period[0]]
        lines += wrapped(f"Support period long enough: {word}. {one.period[1]}", "    ", "  ")
    if evidence.unanswered:
        lines += ["", "  To see to, what decides it first (all of it: -o FILE):"]
    for row in evidence.unanswered:
        lines += _row(row, one)
    if one.forms:
        gaps, forms = sum(form.gaps for form in one.filled), len(one.filled)
        lines += ["", *wrapped(f"{one.forms.name}: {forms} forms, {gaps} fields to be filled in", "  ")]
    if proforma.missing:
        lines += ["", "  Not produced here:"]
        for missing in proforma.missing:
            lines += wrapped(f"{missing.title} ({missing.where})", "      ", "    ")
    return lines


def _row(row: Row, one: Dossier) -> list[str]:
    """A clause that somebody has to see to, with what decides it."""
    clause, evidence = row.clause, one.evidence
    word = row.support.value if row.support else ""
    printed = one.document.printed(clause.id)
    title = f" {clause.title}" if printed == clause.id else ""
    said = f" ({status(clause)})" if clause.status else ""
    *before, last = wrapped(f"{printed}{title}{said}: {word}", "        ", "    ")
    at = last.rfind(word)
    painted = click.style(word, fg=_COLOURS.get(row.support)) if row.support else word
    lines = [*before, f"{last[:at]}{painted}{last[at + len(word) :]}"]
    told = justification(row, evidence)
    if row.silent and row.standing is Standing.ANSWERED:
        told = told[1:]  # what is missing tells more than that something is
    first, *more = told
    return [*lines, *wrapped(f"{first}{f' … and {len(more)} more' if more else ''}", "        ", "      ")]
