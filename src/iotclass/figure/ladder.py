"""A ladder: the criteria of each protection level, which of them a component meets, how far it comes, as SVG.

The highest level stands at the top. Signs and words say what colours say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from iotclass.core.applicability import Applies, applies
from iotclass.core.content import Content
from iotclass.core.gap import Gap
from iotclass.core.language import Language
from iotclass.core.level import Span
from iotclass.core.method import Method
from iotclass.core.profile import Criterion
from iotclass.core.protection import Derived
from iotclass.core.scale import Connectivity, Protection
from iotclass.core.system import ControlState
from iotclass.figure.chart import INNER, MARGIN, SMALL, TITLE, Label, label, picture
from iotclass.figure.label import cleaned, escaped
from iotclass.figure.mark import SIGN, Sign, sign
from iotclass.figure.svg import DARK, GREY

SIDE = 150.0
"""How wide the column of levels is."""
COLUMNS, PAD, GAP = 3, 8.0, 5.0
"""In how many columns criteria stand, the air around them, and from level to level."""
WITHIN = (INNER - SIDE - 2 * PAD) / COLUMNS
"""How wide each of them is."""
REACHED, BEYOND = "#e3eef9", "#f4f4f4"
"""The grounds of levels that are reached and of those that are not."""


class State(Enum):
    """How far a criterion is met: what is furthest from it first."""

    NO = "no"
    PLANNED = "planned"
    UNKNOWN = "unknown"
    PARTLY = "partly"
    YES = "yes"
    MOOT = "not applicable"


SIGNS = {
    State.NO: Sign.NO,
    State.PLANNED: Sign.LATER,
    State.UNKNOWN: Sign.OPEN,
    State.PARTLY: Sign.HALF,
    State.YES: Sign.YES,
    State.MOOT: Sign.NONE,
}
_GIVES = {
    ControlState.PARTLY: State.PARTLY,
    ControlState.UNKNOWN: State.UNKNOWN,
    ControlState.PLANNED: State.PLANNED,
}
"""What a control that is not there makes of the criteria that it would meet."""


@dataclass(frozen=True, slots=True)
class _Rung:
    """A level with what is said of it, and its criteria by their states, each part with its height."""

    level: Protection
    side: tuple[Label, ...]
    parts: tuple[tuple[State, Label, tuple[Label, ...]], ...]

    @property
    def high(self) -> float:
        """How high it is."""
        parts = sum(head.high + 2 + sum(map(_tallest, _rows(names))) + 4 for _, head, names in self.parts)
        return max(sum(one.high for one in self.side), parts) + 2 * GAP


def ladder_svg(gap: Gap, method: Method, content: Content, language: Language) -> str | None:
    """The ladder of a component; None where its controls do not say what protects it."""
    derived, component = gap.assessed.derived, gap.assessed.component
    if derived is None or derived.finding.level is None:
        return None
    states = criteria_states(gap, derived, content)
    title = language("Protection of {name}", name=cleaned(component.name))
    heading, about = label(title, size=TITLE, bold=True), _about(gap, derived, states, content, language)
    marks = _marks(gap, derived, language)
    rungs = [_rung(level, states, marks, (method, content), language) for level in reversed(RUNGS)]
    top = MARGIN + heading.high + 4
    below = label(about)
    drawn, y = [below.below(MARGIN, top, ink=GREY)], top + below.high + 10
    words = [about]
    for one in rungs:
        drawn += _drawn(one, y, reached=_reached(one.level, derived))
        y += one.high + GAP
        words.append(_words(one, language))
    return picture("ladder", heading, " ".join(words), y - GAP + MARGIN, drawn)


RUNGS = tuple(Protection)[1:]
"""The levels that have criteria."""


def _reached(level: Protection, derived: Derived) -> bool:
    return not derived.floor and derived.proven is not None and level <= derived.proven


def criteria_states(gap: Gap, derived: Derived, content: Content) -> dict[Criterion, State]:
    """How far each criterion of the component's kind is met; what only some controls meet for certain."""
    component, connectivity = gap.assessed.component, gap.assessed.inputs.connectivity.level
    reach = None
    if connectivity is not None:
        reach = Span(Connectivity(connectivity.best.value), Connectivity(connectivity.worst.value))
    found = {}
    for one in content.profiles[component.kind].criteria:
        if one in derived.moot:
            found[one] = State.MOOT
        elif one not in derived.lacking:
            found[one] = State.YES
        else:
            given = [
                _GIVES[control.state]
                for control in (component.controls or {}).values()
                if control.state in _GIVES and one.id in content.framework.weaker[control.id]
            ]
            own = (component.controls or {}).get(one.id)
            claimed = own is not None and own.state is ControlState.NOT_APPLICABLE
            if claimed or applies(one, component.facts or {}, reach) is Applies.OPEN:
                given.append(State.UNKNOWN)
            found[one] = max(given, key=list(State).index, default=State.NO)
    return found


def _about(
    gap: Gap, derived: Derived, states: Mapping[Criterion, State], content: Content, language: Language
) -> str:
    """How far the component comes, in words."""
    found = list(states.values())
    asked = len(found) - found.count(State.MOOT)
    kind = language.of(content.profiles[gap.assessed.component.kind].title)
    met = found.count(State.YES)
    said = [
        language("{kind}: {met} of {count} criteria that apply are met.", kind=kind, met=met, count=asked)
    ]
    if derived.floor:
        said.append(language("Even P1 is not met."))
    designed, effect = gap.assessed.inputs.designed.level, gap.assessed.outcome.protection.level
    if effect is not None and designed is not None and effect != designed:
        severity = gap.assessed.inputs.severity.level
        said.append(
            language(
                "Challenges of severity {severity} leave {effect} of {designed}.",
                severity=severity,
                effect=effect,
                designed=designed,
            )
        )
    own = gap.assessed.outcome.uncapped.level
    if gap.required is not None and gap.needed is None and own is not None and own.worst > gap.required:
        said.append(language("No level alone would do for class {level}.", level=gap.required))
    return " ".join(said)


def _marks(gap: Gap, derived: Derived, language: Language) -> dict[Protection, list[str]]:
    """What is said of levels: which is reached, which would be, which is asked for."""
    marks: dict[Protection, list[str]] = {level: [] for level in Protection}
    component, span = gap.assessed.component, derived.finding.level
    if derived.proven is not None and not derived.floor:
        marks[derived.proven].append(language("reached"))
    if span is not None and not span.certain:
        marks[Protection(span.best.value)].append(language("reached at best"))
    if derived.when_done is not None and derived.when_done is not derived.proven:
        marks[derived.when_done].append(language("once all that is planned is there"))
    if component.protection is not None:
        for level in component.protection.span.levels:
            marks[Protection(level.value)].append(language("as judged"))
    if component.requires is not None and component.requires.protection is not None:
        marks[component.requires.protection].append(language("required"))
    if gap.needed is not None and gap.required is not None:
        marks[gap.needed].append(language("needed for class {level}", level=gap.required))
    return marks


def _rung(
    level: Protection,
    states: Mapping[Criterion, State],
    marks: Mapping[Protection, Sequence[str]],
    known: tuple[Method, Content],
    language: Language,
) -> _Rung:
    method, content = known
    titles = content.framework.functionalities
    side = [
        label(language.of(level), SIDE - PAD, size=12, bold=True),
        label(language.of(method.words[level].title), SIDE - PAD, size=SMALL),
        *(label(one, SIDE - PAD, size=SMALL, bold=True) for one in marks[level]),
    ]
    heads = {
        State.NO: language("not met"),
        State.PLANNED: language("planned"),
        State.UNKNOWN: language("unknown"),
        State.PARTLY: language("partly met"),
        State.YES: language("met"),
        State.MOOT: language("does not apply"),
    }
    parts = []
    for state, head in heads.items():
        own = [one for one, found in states.items() if one.level is level and found is state]
        names = tuple(
            label(language.of(titles[one.id].title), WITHIN - SIGN - PAD, size=SMALL) for one in own
        )
        if names:
            counted = f"{head} ({language.number(len(names))})"
            parts.append((state, label(counted, size=SMALL, bold=True), names))
    return _Rung(level, tuple(side), tuple(parts))


def _rows(names: Sequence[Label]) -> list[Sequence[Label]]:
    return [names[start : start + COLUMNS] for start in range(0, len(names), COLUMNS)]


def _tallest(row: Sequence[Label]) -> float:
    return max(one.high for one in row) + 1.5


def _drawn(rung: _Rung, top: float, *, reached: bool) -> list[str]:
    """A rung with its top at `top`."""
    place = f'x="{MARGIN}" y="{top:.1f}" width="{INNER:.1f}" height="{rung.high:.1f}" rx="4"'
    drawn = [f'<g class="rung"><title>{escaped(str(rung.level))}</title>']
    drawn.append(f'<rect {place} fill="{REACHED if reached else BEYOND}"/>')
    y = top + GAP
    for number, said in enumerate(rung.side):
        drawn.append(said.below(MARGIN + PAD, y, ink=GREY if number == 1 else DARK))
        y += said.high
    y, left = top + GAP, MARGIN + SIDE + PAD
    for state, head, names in rung.parts:
        drawn.append(head.below(left, y))
        y += head.high + 2
        for row in _rows(names):
            for column, name in enumerate(row):
                x = left + column * WITHIN
                drawn.append(sign(SIGNS[state], x, y + name.size * 0.6))
                drawn.append(name.below(x + SIGN + 4, y))
            y += _tallest(row)
        y += 4
    return [*drawn, "</g>"]


def _words(rung: _Rung, language: Language) -> str:
    """A rung in words."""
    said = ["".join(one.lines) for one in rung.side]
    parts = [
        f"{''.join(head.lines)}: {', '.join(''.join(one.lines) for one in names)}"
        for _, head, names in rung.parts
    ]
    return f"{', '.join(said)}: {'; '.join(parts) or language('nothing is asked for')}."
