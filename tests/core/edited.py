"""Models with one thing in them changed: a level bettered, a range widened, a control added."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from tests.core.generated import CONTROLS, ranged
from tests.core.reference import ASCENDING, BADNESS, BEST_FIRST, Path, members, places, state_of
from tests.models import Model

Place = tuple[Path, Any, str]
"""Where a model states a level, the expression, and its scale."""


def stated(model: Model) -> list[Place]:
    """Every level that a model states, at the place where it can be written anew."""
    found: dict[Path, tuple[Any, str]] = {}
    for path, expression, scale in places(model):
        at = path
        if isinstance(expression, dict) and "judgement" in expression:
            at = ("judgements", expression["judgement"], "level")
            expression = _at(model, at)
        elif "harm" in path and path[-1] == "overall":
            at = path[:-1]
        if isinstance(expression, dict) and "level" in expression:
            at, expression = (*at, "level"), expression["level"]
        if _is_there(model, at):
            found[at] = (expression, scale)
    return [(at, expression, scale) for at, (expression, scale) in found.items()]


def _at(model: Model, path: Path) -> Any:
    here: Any = model
    for step in path:
        here = here[step]
    return here


def _is_there(model: Model, path: Path) -> bool:
    """Whether a level is written at a path; what a link may leave out can be written there."""
    try:
        _at(model, path)
    except KeyError:
        return path[-1] == "operations"
    return True


def written(model: Model, path: Path, expression: Any) -> Model:
    """`model` with `expression` at `path`, where it takes the place of what was there."""
    found = deepcopy(model)
    *above, last = path
    _at(found, tuple(above))[last] = expression
    return found


def bad_ends(expression: Any, scale: str) -> tuple[int, int]:
    """How bad the best and the worst level of an expression are."""
    ranks = sorted(BADNESS[word] for word in members(expression, scale))
    return ranks[0], ranks[-1]


def spanning(best: int, last: int, scale: str) -> str:
    """The expression for everything from the best level to the worst, by how bad they are."""
    words = sorted((BEST_FIRST[scale][best], BEST_FIRST[scale][last]), key=ASCENDING[scale].index)
    return ranged(*words)


def bettered_level(draw: st.DrawFn, model: Model) -> Model | None:
    """A model with one level better, at one end or both; None where nothing can be bettered."""
    able = [place for place in stated(model) if bad_ends(place[1], place[2])[1] > 0]
    if not able:
        return None
    path, expression, scale = draw(st.sampled_from(able))
    now = bad_ends(expression, scale)
    better = [(one, other) for other in range(now[1] + 1) for one in range(min(now[0], other) + 1)]
    return written(
        model, path, spanning(*draw(st.sampled_from([pair for pair in better if pair != now])), scale)
    )


def widened(draw: st.DrawFn, model: Model) -> Model:
    """A model with one level known less well than it was."""
    path, expression, scale = draw(st.sampled_from(stated(model)))
    best, last = bad_ends(expression, scale)
    new_best = draw(st.integers(0, best))
    new_last = draw(st.integers(last, len(ASCENDING[scale]) - 1))
    return written(model, path, spanning(new_best, new_last, scale))


STATES_BETTER_THAN = {
    "no": ("partly", "unknown", "yes", {"state": "not applicable", "why": "there is nothing to lock"}),
    "planned": ("partly", "unknown", "yes"),
    "partly": ("yes",),
    "unknown": ("yes",),
    "not applicable": ("yes",),
    "yes": (),
}
"""For each state of a control those that are better, at one end or both."""


def bettered_control(draw: st.DrawFn, model: Model) -> Model | None:
    """A model with one control better; what is not mentioned is `no`. None where there are no controls."""
    holders = [id_ for id_, said in model["components"].items() if "controls" in said]
    if not holders:
        return None
    id_ = draw(st.sampled_from(holders))
    name = draw(st.sampled_from(CONTROLS))
    now = state_of(_control_now(model, id_, name))
    if not STATES_BETTER_THAN[now]:
        return None
    better = draw(st.sampled_from(STATES_BETTER_THAN[now]))
    return written(model, ("components", id_, "controls", name), better)


def _control_now(model: Model, id_: str, name: str) -> Any:
    """A component's control: its own, or the organisation's, or none, which is no."""
    own = model["components"][id_]["controls"]
    wide: Any = model.get("controls", {}).get(name, "no")
    holds = not isinstance(wide, dict) or id_ in (wide.get("for") or model["components"])
    return own.get(name, wide if holds else "no")


def without_challenges(draw: st.DrawFn, model: Model) -> Model | None:
    """A model that says of a component, of whose challenges it said nothing, that it has none."""
    silent = [id_ for id_, said in model["components"].items() if "challenges" not in said]
    if not silent:
        return None
    return written(model, ("components", draw(st.sampled_from(silent)), "challenges"), "none")


@st.composite
def bettered(draw: st.DrawFn, model: Model) -> Model:
    """A model with one thing better than in `model`; the same where nothing could be bettered."""
    ways = (bettered_level, bettered_level, bettered_level, bettered_control, without_challenges)
    return draw(st.sampled_from(ways))(draw, model) or bettered_level(draw, model) or model


@st.composite
def made_wider(draw: st.DrawFn, model: Model) -> Model:
    """A model with one level known less well than in `model`."""
    return widened(draw, model)
