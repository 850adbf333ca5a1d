"""Why a clause has its support: sentences with component, control, state, reason, evidence and its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from iotclass.core.applicability import Applies
from iotclass.core.clause import Clause, Standing
from iotclass.core.evidence import Bearing, Condition, Evidence, Holding, Row, Support
from iotclass.core.phrase import Phrase, said, said_many, series
from iotclass.core.system import Control, ControlState

OUT_OF_SCOPE = said("Does not apply; for orientation only")
"""What every part of a statement carries whose document is not for the product."""
NO_CERTIFICATE = said(
    "This classifies the assessor's answers; it is a self-declaration, not a certificate or a test report; "
    "no list of standards is complete."
)
_NAMED = 4
"""Up to how many components are named one by one where a sentence holds for all."""


def status(clause: Clause) -> str:
    """A clause's status with its conditions and features, as standards write them: `M C(14) F(e)`."""
    conditions = (f"C({key})" for key in clause.conditions)
    return " ".join(filter(None, (clause.status, *conditions, *(f"F({key})" for key in clause.features))))


def justification(row: Row, evidence: Evidence) -> tuple[Phrase, ...]:
    """What the support of a clause rests on, a sentence for each thing said of it; none for a heading."""
    return tuple(_sentences(row, evidence))


def _sentences(row: Row, evidence: Evidence) -> Iterator[Phrase]:
    if row.standing is Standing.OUT_OF_SCOPE:
        yield said("Outside this framework: {why}", why=said(row.clause.out_of_scope))
    elif row.standing is Standing.WITH_PARENT:
        yield said("Answered with {clause}", clause=evidence.document.printed(row.same_as))
    elif row.standing is Standing.PARTLY and row.support is Support.OPEN:
        yield said("No functionality of this framework answers it; it is only touched, so say yourself")
    if row.standing in {Standing.ANSWERED, Standing.PARTLY}:
        yield from _answers(row, evidence)


def _answers(row: Row, evidence: Evidence) -> Iterator[Phrase]:
    if not row.bearings:
        yield said("No component of the product bears it: say why it does not apply, or what does bear it")
        return
    if row.silent:
        yield said("No control answers it")
    if row.refused:
        yield said("Said not to apply, which the document does not admit here: it counts as no")
    if row.unjustified:
        yield said_many(
            "Said to be there, but {count} recommendation that is not met has no reason",
            "Said to be there, but {count} recommendations that are not met have no reason",
            row.unjustified,
        )
    for who, bearing in grouped(sorted(row.bearings, key=_deciding), evidence):
        yield from _bearing(who, bearing, row, evidence)


def grouped(bearings: Sequence[Bearing], evidence: Evidence) -> tuple[tuple[Phrase | str, Bearing], ...]:
    """Bearings that say the same of a clause together, with the components that say it."""
    same: dict[object, list[Bearing]] = {}
    for one in bearings:
        same.setdefault(_saying(one), []).append(one)
    found: list[tuple[Phrase | str, Bearing]] = []
    for several in same.values():
        who = together([one.component for one in several], len(evidence.boundary))
        found.append((who, several[0]))
    return tuple(found)


def together(components: Sequence[str], count: int) -> Phrase | str:
    """The components of which the same is said, out of `count`."""
    if len(components) == count > _NAMED:
        return said("all {count} components", count=count)
    return ", ".join(components)


def _saying(one: Bearing) -> object:
    """What tells bearings apart for people: all but the component and the place in the file."""
    holdings = tuple(
        (held.functionality, held.support, held.moot, _said_of(held.control)) for held in one.holdings
    )
    return one.support, one.conditions, holdings


def _said_of(control: Control | None) -> object:
    return control and (control.id, control.state, control.why, control.evidence, control.by)


def _bearing(who: Phrase | str, bearing: Bearing, row: Row, evidence: Evidence) -> Iterator[Phrase]:
    """What some components say: the conditions that keep a clause from them, or their controls."""
    gone = [one for one in bearing.conditions if one.met is Applies.NO]
    for one in gone:
        yield said("{who}: does not apply, {why}", who=who, why=condition(one))
    if gone:
        return
    if bearing.support is not Support.NOT_APPLICABLE:  # else it does not matter what else is open
        for one in bearing.conditions:
            if one.met is Applies.OPEN:
                yield said("{who}: open whether it applies, {why}", who=who, why=condition(one))
    lacking = {functionality for component, functionality in row.unreasoned if component == bearing.component}
    silent = [one for one in bearing.holdings if one.support is Support.NO and not (one.control or one.moot)]
    if silent:
        what = unstated(silent, counted=row.support is Support.NO)
        told = said("{who}: {what}", who=who, what=what)
        yield said("{told}; no reason given: gap", told=told) if lacking else told
    for held in sorted(bearing.holdings, key=_deciding):
        if held not in silent:
            told = said("{who}: {what}", who=who, what=holding(held, evidence))
            yield said("{told}; no reason given: gap", told=told) if held.functionality in lacking else told


_DECIDING = (Support.NO, Support.OPEN, Support.YES, Support.NOT_APPLICABLE)
"""Of what is said of a clause, that which decides its support comes first."""


def _deciding(one: Bearing | Holding) -> int:
    return _DECIDING.index(one.support)


def unstated(held: Iterable[Holding], *, counted: bool = True) -> Phrase:
    """Functionalities that the model does not mention, and whether that is counted as no."""
    what = ", ".join(one.functionality for one in held)
    if not counted:
        return said("the model states none of: {what}", what=what)
    return said("not stated (counts as no): {what}", what=what)


def condition(one: Condition) -> Phrase:
    """A condition or feature in words, with what the model states of it."""
    if one.met is Applies.YES:
        return said(
            "as {words} ({fact}: {stated})", words=said(one.words), fact=one.fact, stated=said(one.stated)
        )
    if one.met is Applies.NO:
        return said(
            "as it is not so that {words} ({fact}: {stated})",
            words=said(one.words),
            fact=one.fact,
            stated=said(one.stated),
        )
    if one.stated:
        return said(
            "as it is not known whether {words} ({fact}: {stated})",
            words=said(one.words),
            fact=one.fact,
            stated=said(one.stated),
        )
    return said("as the model does not state whether {words} ({fact})", words=said(one.words), fact=one.fact)


def holding(held: Holding, evidence: Evidence) -> Phrase:
    """How a component has a functionality: the control that carries it, its state, reason and evidence."""
    what, control = held.functionality, held.control
    if held.moot:
        facts = series(
            ", ", (said("{fact}: {stated}", fact=fact, stated=said(value)) for fact, value in held.moot)
        )
        if held.support is Support.NO:
            return said(
                "{what}: not stated; the facts ({facts}) do not excuse it, as the clause has conditions "
                "of its own",
                what=what,
                facts=facts,
            )
        return said("{what}: does not apply, by the facts ({facts})", what=what, facts=facts)
    if control is None:
        if held.support is Support.OPEN:
            return said("{what}: not stated, and open whether it applies", what=what)
        return unstated([held])
    found = said("{what}: {state}", what=what, state=said(control.state.value))
    if control.id != what:
        found = said(
            "{what}: {state}, by the stronger {control}",
            what=what,
            state=said(control.state.value),
            control=control.id,
        )
    if control.state is ControlState.NOT_APPLICABLE and held.support is Support.OPEN:
        found = said("{found}, without a reason", found=found)
    for more in _told(control, evidence):
        found = _followed(found, more)
    return found


def _followed(first: Phrase, second: Phrase) -> Phrase:
    """`first`, then `second`; what ends in a mark of its own gets no second one."""
    if first.endswith(_ENDING):
        return said("{first} {second}", first=first, second=second)
    return said("{first}; {second}", first=first, second=second)


_ENDING = (".", "?", "!", "…")


def _told(control: Control, evidence: Evidence) -> Iterator[Phrase]:
    """Why, by what and by whom a control is said to be so; the model's own assessor goes without saying."""
    if control.why:
        stops = control.why.endswith(".") and not control.why.endswith("..")
        yield said("{why}", why=control.why[:-1] if stops else control.why)
    shown = ", ".join(_shown(control.evidence, evidence))
    if shown:
        yield said("evidence: {shown}", shown=shown)
    elif control.state is ControlState.YES:
        yield said("no evidence named")
    if control.by and control.by != evidence.system.assessment.get("by", ""):
        yield said("says {by}", by=control.by)


def _shown(ids: Iterable[str], evidence: Evidence) -> Iterator[str]:
    """Pieces of evidence, each with its title and kind."""
    for id_ in ids:
        one = evidence.system.evidence.get(id_)
        yield f"{id_} “{one.title}” ({one.kind})" if one else id_


def assumptions(evidence: Evidence) -> tuple[Phrase, ...]:
    """What a statement takes for granted because the model does not say it."""
    found = []
    if not evidence.stated:
        found.append(
            said("The model does not say which components are the product (product.boundary): all count")
        )
    if evidence.absent:
        found.append(
            said(
                "Of the product, but not in this scenario: {components}",
                components=", ".join(evidence.absent),
            )
        )
    id_, title = evidence.scenario.id, evidence.scenario.title
    shown = id_ if title == id_ else f"{title} ({id_})"
    found.append(said("It is said of one design, the scenario {scenario}", scenario=shown))
    return tuple(found)
