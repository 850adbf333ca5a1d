"""Where a fleet stands, as a document: the whole, its groups from the worst on, what holds devices back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from iotclass import __version__
from iotclass.core.fleet import CLASSES, VERDICTS, Count, FleetSummary
from iotclass.core.language import Language
from iotclass.core.level import exactly
from iotclass.core.report import Block, Facts, Kind, Picture, Report, Run, Section, Table, Tone, paragraph
from iotclass.core.verdict import Verdict
from iotclass.report.title import notice
from iotclass.report.word import DASH, class_run, number, verdict_run


def fleet_report(
    summary: FleetSummary,
    groups: Mapping[str, str],
    pictures: Sequence[Picture],
    language: Language,
) -> Report:
    """The document; `groups` are the titles of groups of criteria, `pictures` those of whole and groups."""
    return Report(
        id="fleet",
        title=summary.inventory,
        subtitle=language("Where the fleet stands"),
        language=language.code,
        facts=Facts(tuple(_facts(summary, language))),
        notice=notice(language),
        sections=tuple(_sections(summary, groups, pictures, language)),
        main="groups" if summary.by else "fleet-classes",
    )


def _facts(summary: FleetSummary, language: Language) -> Iterator[tuple[str, Run]]:
    yield language("Devices"), number(summary.whole.devices, language)
    if summary.unclassified:
        yield language("Rows not classified"), number(summary.unclassified, language)
    if summary.method:
        yield language("Method"), Run(summary.method, Tone.CODE)
    yield language("Program"), Run(f"iotclass {__version__}", Tone.CODE)


def _sections(
    summary: FleetSummary, groups: Mapping[str, str], pictures: Sequence[Picture], language: Language
) -> Iterator[Section]:
    whole, *parts = pictures or (None,)
    blocks: list[Block] = [paragraph(*headline(summary, language))]
    blocks += [whole] if whole else []
    yield Section(
        "fleet",
        language("The fleet as a whole"),
        (*blocks, _classes(summary.whole, language), _verdicts(summary.whole, language)),
    )
    if summary.by:
        said = language("Groups by {columns}, the worst first", columns=", ".join(summary.by))
        yield Section("by", said, (*parts, _groups(summary, language)))
    if summary.held:
        yield Section("held", language("What holds devices back"), (_held(summary, groups, language),))


def headline(summary: FleetSummary, language: Language) -> list[Run]:
    """The verdict on the fleet in sentences."""
    whole = summary.whole
    said = [
        language.many(
            "{count} device.", "{number} devices.", whole.devices, number=language.number(whole.devices)
        )
    ]
    if whole.share is None:
        said.append(language("Of none is a class required."))
    else:
        said.append(
            language(
                "{met} of {required} meet the class that is required of them ({share}).",
                met=language.number(whole.met),
                required=language.number(whole.required),
                share=language.percent(whole.share),
            )
        )
    if summary.unclassified:
        said.append(
            language(
                "Not counted: {number} rows that could not be classified.",
                number=language.number(summary.unclassified),
            )
        )
    return [Run(" ".join(said))]


def _share(part: int, whole: int, language: Language) -> Run:
    if not whole:
        return Run(DASH)
    return Run(language.percent(part / whole), kind=Kind.SHARE, value=part / whole)


def _classes(count: Count, language: Language) -> Table:
    rows = tuple(
        (
            class_run(exactly(one) if one else None, language),
            number(held, language),
            _share(held, count.devices, language),
        )
        for one in CLASSES
        if (held := count.classes.get(one, 0)) or one
    )
    columns = (language("Class"), language("Devices"), language("Share"))
    note = language("The worse end, where something is not known.")
    return Table("fleet-classes", language("Devices by class"), columns, rows, note)


def _verdicts(count: Count, language: Language) -> Table:
    rows = tuple(
        (verdict_run(one, language), number(held, language), _share(held, count.devices, language))
        for one in VERDICTS
        if (held := count.verdicts.get(one, 0))
    )
    columns = (language("Verdict"), language("Devices"), language("Share"))
    return Table("fleet-verdicts", language("Devices by verdict"), columns, rows)


def _groups(summary: FleetSummary, language: Language) -> Table:
    """A row for each group: its size, the share that meets its requirement, how many are of which class."""
    rows = tuple(
        (
            *(Run(DASH if name is None else name) for name in one.names),
            number(one.count.devices, language),
            _share(one.count.met, one.count.required, language),
            *(number(one.count.verdicts.get(verdict, 0), language) for verdict in _SHOWN),
            *(number(one.count.classes.get(level, 0), language) for level in CLASSES),
        )
        for one in summary.groups
    )
    columns = (
        *summary.by,
        language("Devices"),
        language("Share met"),
        *(language.of(verdict.value) for verdict in _SHOWN),
        *(language("not assessed") if level is None else str(level) for level in CLASSES),
    )
    more = language.many(
        "and {count} more group that stands better.",
        "and {count} more groups that stand better.",
        summary.more,
    )
    return Table(
        "groups", language("Groups"), columns, rows, more if summary.more else "", lead=len(summary.by)
    )


_SHOWN = (Verdict.MET, Verdict.NOT_MET, Verdict.OPEN, Verdict.NO_REQUIREMENT)
"""The verdicts that have a column; one that is not assessed has its class's."""


def _held(summary: FleetSummary, groups: Mapping[str, str], language: Language) -> Table:
    rows = tuple(
        (
            Run(language.of(groups.get(one.group, one.group))),
            number(one.devices, language),
            _share(one.devices, summary.whole.devices, language),
        )
        for one in summary.held
    )
    columns = (language("Criteria"), language("Devices"), language("Share"))
    note = language(
        "The group of criteria that keeps a device from its next protection level, first of those that do."
    )
    return Table(
        "held-by", language("What keeps devices from the next protection level"), columns, rows, note
    )
