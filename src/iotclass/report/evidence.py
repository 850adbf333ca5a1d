"""Evidence for standards as a report: what is open first, the statement, what carries it, its forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iotclass.core.applicability import Applies
from iotclass.core.assess import Assessment
from iotclass.core.clause import Standing
from iotclass.core.dossier import Dossier
from iotclass.core.evidence import Row, Support
from iotclass.core.filled import Filled
from iotclass.core.justification import (
    NO_CERTIFICATE,
    OUT_OF_SCOPE,
    assumptions,
    grouped,
    justification,
    status,
)
from iotclass.core.language import Language
from iotclass.core.proforma import Forms, Layout
from iotclass.core.report import Block, Facts, Items, Report, Run, Section, Table, Tone, paragraph, run
from iotclass.core.system import Control
from iotclass.report.author import told_once
from iotclass.report.exhibit import exhibits
from iotclass.report.title import title_facts
from iotclass.report.word import DASH, number, place_run, spoken

TONES = {
    Support.YES: Tone.GOOD,
    Support.NO: Tone.BAD,
    Support.OPEN: Tone.DOUBT,
    Support.NOT_APPLICABLE: Tone.QUIET,
}
LONG_ENOUGH = {Applies.YES: Tone.GOOD, Applies.NO: Tone.BAD, Applies.OPEN: Tone.DOUBT}


def evidence_report(dossiers: Sequence[Dossier], assessment: Assessment, language: Language) -> Report:
    """The statements on one scenario, a chapter for each document where they are several."""
    first = dossiers[0]
    system, scenario = assessment.system, first.evidence.scenario
    parts = [
        _Part(one, language, f"{place}-" if len(dossiers) > 1 else "") for place, one in _placed(dossiers)
    ]
    sections = tuple(section for part in parts for section in part.sections())
    if len(parts) > 1:
        sections = tuple(
            Section(f"{part.prefix}document", part.title, tuple(part.sections())) for part in parts
        )
    titles = dict.fromkeys(part.title for part in parts)
    orienting = any(one.orienting for one in dossiers)
    marked = f"{language.of(OUT_OF_SCOPE)}. " if orienting else ""
    facts = title_facts(assessment, language).rows
    return Report(
        id="evidence",
        title=f"{system.title}: {marked}{'; '.join(titles)}",
        subtitle=f"{marked}{language('Scenario {scenario}', scenario=scenario.title)}",
        language=language.code,
        facts=Facts((*_answered(dossiers, language), *facts)),
        notice=f"{marked}{language.of(NO_CERTIFICATE)}",
        sections=sections,
        main=f"{parts[0].prefix}statement",
        date=system.date,
        author=system.assessment.get("by", ""),
        keywords=tuple(one.document.name for one in dossiers),
    )


def _placed(dossiers: Sequence[Dossier]) -> Iterator[tuple[int, Dossier]]:
    yield from enumerate(dossiers, 1)


def _answered(dossiers: Sequence[Dossier], language: Language) -> Iterator[tuple[str, Run]]:
    """The documents with their editions, and the components that are the product."""
    for one in dossiers:
        yield language("Document"), Run(one.document.name)
        yield language("Edition"), Run(one.document.edition, language="en")
    evidence = dossiers[0].evidence
    components = (evidence.scenario.components[id_] for id_ in evidence.boundary)
    names = ", ".join(one.name for one in components)
    unsaid = Run(language("not stated: all components count"), Tone.DOUBT)
    yield language("The product"), Run(names) if evidence.stated else unsaid


class _Part:
    """What is told of one document. Ids begin with `prefix`."""

    def __init__(self, dossier: Dossier, language: Language, prefix: str) -> None:
        self.dossier, self.language, self.prefix = dossier, language, prefix
        self.evidence, self.document = dossier.evidence, dossier.document
        self.proforma = dossier.evidence.proforma

    @property
    def title(self) -> str:
        """What the statement is called, and on which document."""
        return f"{self.language.of(self.proforma.title)}, {self.document.name}"

    def sections(self) -> Iterator[Section]:
        """Every section, what is to be seen to before the whole."""
        language = self.language
        yield Section(f"{self.prefix}short", language("In short"), tuple(self.short()))
        if self.evidence.unanswered:
            yield Section(f"{self.prefix}open", language("To see to"), (self.unanswered(),))
        statement = language.of(self.proforma.title)
        yield Section(f"{self.prefix}all", statement, (self.statement(),))
        carried = self.carried()
        if carried.rows:
            rests_on = tuple(one for one in (carried, self.exhibits()) if one.rows)
            yield Section(f"{self.prefix}controls", language("What it rests on"), rests_on)
        if self.dossier.forms:
            yield self.forms(self.dossier.forms)
        if self.proforma.missing:
            yield Section(f"{self.prefix}missing", language("Not produced here"), tuple(self.missing()))

    def short(self) -> Iterator[Block]:
        """Whether it applies, the counts, the support period, what is assumed and how to read it."""
        language, dossier = self.language, self.dossier
        if dossier.orienting:
            yield paragraph(f"{language.of(OUT_OF_SCOPE)}: {language.of(dossier.scope.why)}.", tone=Tone.BAD)
        elif dossier.scope.applies is Applies.OPEN:
            why = language.of(dossier.scope.why)
            text = language(
                "It is open whether the document applies to the product: {why}. It is for: {scope}",
                why=why,
                scope=language.of(self.document.scope),
            )
            yield paragraph(text, tone=Tone.DOUBT)
        yield self.counts()
        if dossier.period:
            long_enough, why = dossier.period
            yield paragraph(
                run(f"{language('Support period')}: "), run(language.of(why)), tone=LONG_ENOUGH[long_enough]
            )
        points = [*assumptions(self.evidence), *self.proforma.notes]
        yield Items(tuple((Run(language.of(one)),) for one in points))

    def counts(self) -> Table:
        """How many clauses have which support."""
        language = self.language
        rows = [
            (self.support(support), number(count, language))
            for support, count in self.evidence.counts.items()
        ]
        rows.append((Run(language("all")), number(len(self.evidence.counted), language)))
        columns = (language("Support"), language("Clauses"))
        note = language("Clauses that ask for something and can be cited; headings are not counted.")
        return self.table("counts", language("Counts"), columns, rows, note)

    def table(
        self,
        id_: str,
        title: str,
        columns: tuple[str, ...],
        rows: Sequence[tuple[Run, ...]],
        note: str = "",
        lead: int = 1,
    ) -> Table:
        """A table that says below where its document does not apply."""
        if self.dossier.orienting:
            note = f"{self.language.of(OUT_OF_SCOPE)}. {note}".strip()
        return Table(f"{self.prefix}{id_}", title, columns, tuple(rows), note, lead)

    def marked(self, heading: str) -> str:
        """The heading over what is claimed; it tells by itself where the document does not apply."""
        return f"{heading} ({self.language.of(OUT_OF_SCOPE)})" if self.dossier.orienting else heading

    def support(self, support: Support | None, *, potential: bool = False) -> Run:
        """Support as a run in its colour."""
        if support is None:
            return Run("")
        word = self.language.of(support.value)
        if potential:
            word = self.language("{no}, but begun", no=word)
        return Run(word, TONES[support])

    def why(self, row: Row) -> Run:
        """What a row's support rests on, a line for each sentence."""
        return Run("\n".join(self.language.of(one) for one in justification(row, self.evidence)))

    def reference(self, row: Row) -> tuple[Run, Run]:
        """How a clause is cited, and what it is about."""
        tone = Tone.STRONG if row.standing is Standing.HEADING else Tone.PLAIN
        printed = self.document.printed(row.clause.id)
        return Run(printed, tone), Run(row.clause.title, tone, language="en")

    def unanswered(self) -> Table:
        """The clauses that somebody has to see to."""
        language = self.language
        rows = [
            (
                *self.reference(row),
                *self.status(row),
                self.support(row.support, potential=row.potential),
                self.why(row),
            )
            for row in self.evidence.unanswered
        ]
        columns = (
            language("Reference"),
            language("About"),
            *self.status_column(),
            language("Support"),
            language("Why"),
        )
        title = language("Open, not supported, or without a reason")
        return self.table("to-see-to", title, columns, rows, lead=2)

    def status(self, row: Row) -> tuple[Run, ...]:
        """A clause's status, where the document has any."""
        return (Run(status(row.clause)),) if self.document.statuses else ()

    def status_column(self) -> tuple[str, ...]:
        """The heading over it."""
        return (self.language("Status"),) if self.document.statuses else ()

    def statement(self) -> Table:
        """Every clause in the order of the document, in the columns that it asks for."""
        language, rows = self.language, self.evidence.rows.values()
        columns: tuple[str, ...]
        found: list[tuple[Run, ...]]
        if self.proforma.layout is Layout.APPLICABILITY:
            columns = (
                language("Control"),
                language("About"),
                language("Applicable"),
                self.marked(language("Implemented")),
                language("By what, or why not"),
            )
            found = [(*self.reference(row), *self.applicable(row), self.why(row)) for row in rows]
        else:
            columns = (
                language("Reference"),
                language("About"),
                *self.status_column(),
                self.marked(language("Support")),
                language("Detail or justification"),
            )
            found = [
                (
                    *self.reference(row),
                    *self.status(row),
                    self.support(row.support, potential=row.potential),
                    self.why(row),
                )
                for row in rows
            ]
        return self.table("statement", self.title, columns, found, self.legend(), lead=2)

    def applicable(self, row: Row) -> tuple[Run, Run]:
        """Whether a control applies, and whether it is implemented."""
        if row.support is None:
            return Run(""), Run("")
        if row.support is Support.NOT_APPLICABLE:
            return Run(self.language("no"), Tone.QUIET), Run(DASH)
        return Run(self.language("yes")), self.support(row.support, potential=row.potential)

    def legend(self) -> str:
        """The statuses, conditions and features in words."""
        document, language = self.document, self.language
        words = [f"{key}: {language.of(one)}" for key, one in document.statuses.items()]
        words += [f"C({key}): {language.of(one)}" for key, one in document.conditions.items()]
        words += [f"F({key}): {language.of(one)}" for key, one in document.features.items()]
        return "; ".join(words)

    def carried(self) -> Table:
        """Clause by clause, the controls of each component, with reasons, evidence and its kind."""
        language = self.language
        rows = [
            self.carrying(row, spoken(who, language), held.functionality, held.support, held.control)
            for row in self.evidence.rows.values()
            for who, bearing in grouped(row.bearings, self.evidence)
            for held in bearing.holdings
            if held.control is not None
        ]
        columns = (
            language("Reference"),
            language("Components"),
            language("Functionality"),
            language("State"),
            language("Reason"),
            language("Evidence"),
            language("Kind of evidence"),
            language("By"),
            language("Where"),
        )
        table = self.table("carried", language("Controls that bear on a clause"), columns, rows, lead=2)
        return told_once(table, columns.index(language("By")), self.evidence.system, language)

    def carrying(
        self, row: Row, who: str, functionality: str, support: Support, control: Control
    ) -> tuple[Run, ...]:
        """One control of some components, as a clause's support rests on it."""
        language, system = self.language, self.evidence.system
        shown = [system.evidence[id_] for id_ in control.evidence if id_ in system.evidence]
        by = control.by or system.assessment.get("by", "")
        return (
            Run(self.document.printed(row.clause.id)),
            Run(who),
            Run(functionality, Tone.CODE),
            Run(language.of(control.state.value), TONES[support]),
            Run(control.why or DASH),
            Run("\n".join(f"{one.id}: {one.title}" for one in shown) or DASH),
            Run("\n".join(language.of(one.kind) for one in shown) or DASH),
            Run(by or DASH),
            place_run(control.place),
        )

    def exhibits(self) -> Table:
        """The evidence that the rows name."""
        cited, known = self.evidence.cited, self.evidence.system.evidence.values()
        note = self.language.of(OUT_OF_SCOPE) if self.dossier.orienting else ""
        named = [one for one in known if one.id in cited]
        return exhibits(f"{self.prefix}evidence", named, self.language, note)

    def forms(self, forms: Forms) -> Section:
        """The forms, begun from the model, with what is to be filled in."""
        language = self.language
        blocks: list[Block] = [paragraph(Run(language.of(forms.note)), tone=Tone.DOUBT)]
        blocks += [self.form(one) for one in self.dossier.filled]
        title = f"{language.of(forms.title)}, {forms.name}"
        return Section(f"{self.prefix}forms", title, tuple(blocks))

    def form(self, one: Filled) -> Section:
        """One form."""
        language, form = self.language, one.form
        title = f"{form.id}: {language.of(form.title)}"
        id_ = f"{self.prefix}form-{form.id.split('-')[0]}"
        blocks: list[Block] = []
        if form.old:
            blocks.append(paragraph(language("{id} in the edition before.", id=form.old)))
        if not one.asking:
            text = language("Not asked for: none of the clauses that would ask for it applies.")
            return Section(id_, title, (*blocks, paragraph(text)))
        asking = ", ".join(one.asking)
        blocks.append(paragraph(language("Asked for by: {clauses}", clauses=asking)))
        if form.repeated:
            blocks.append(paragraph(language("An entry for each; copy the rows for more.")))
        gap = Run(language("to be filled in"), Tone.DOUBT)
        rows = [
            (Run(entry.id or DASH), Run(name, language="en"), Run(language.of(value)) if value else gap)
            for entry in one.entries
            for name, value in entry.values
        ]
        columns = (language("Entry"), language("Asked for"), language("Answer"))
        blocks.append(self.table(f"ixit-{form.id.split('-')[0]}", title, columns, rows, lead=2))
        return Section(id_, title, tuple(blocks))

    def missing(self) -> Iterator[Block]:
        """What the document asks for beside the statement."""
        language = self.language
        yield paragraph(language("The document asks for this too; nothing here stands in for it."))
        yield Items(
            tuple(
                (Run(language.of(one.title)), Run(f" ({language.of(one.where)})"))
                for one in self.proforma.missing
            )
        )
