"""A program of all that may be changed, which asks for no more than that everything may hold at the best.

What reaches a probability above 0 holds in some case, so also where everything in doubt is at its best:
that is a task without doubt, whose rows (`build`) can be asked of every plan. Where nothing is in doubt they
are the plan itself.
"""

from __future__ import annotations

from dataclasses import replace

from iotclass.plan.build import Built, build
from iotclass.plan.task import Part, Task


def hopeful(told: Task, best: Task) -> Built:
    """What may be changed of `told`, its limits and its budget, with what `best` must reach at the least."""
    built = build(replace(told, demands=()))
    parts = {id_: _hoped(part, best.parts[id_]) for id_, part in told.parts.items()}
    _copied(build(replace(best, parts=parts, budget=None)), built)
    return built


def _hoped(part: Part, best: Part) -> Part:
    """`best` with the changes that there are to `part`, as far as they still are changes."""
    return replace(
        best,
        additions=part.additions,
        softenings=part.softenings,
        relieved={
            id_: replace(one, by=tuple(by for by in one.by if by not in best.had))
            for id_, one in part.relieved.items()
        },
        lowerings={to: one for to, one in part.lowerings.items() if to < best.connectivity},
    )


def _copied(asked: Built, built: Built) -> None:
    """Put the rows of `asked` into `built`: changes and what is shared are the same columns in both."""
    program, source = built.program, asked.program
    known = {option.key: column for column, option in built.options.items()}
    place = {column: known[option.key] for column, option in asked.options.items()}
    place |= {column: built.shared[name] for name, column in asked.shared.items()}
    for column in range(len(source.costs)):
        if column not in place:
            place[column] = program.column()
    for number, (lower, upper, _) in enumerate(source.rows):
        span = range(source.starts[number], source.starts[number + 1])
        program.row([(place[source.indices[one]], source.values[one]) for one in span], lower, upper)
