"""The lookup tables of a fleet's classification as arrays: the plan's own, read out of DuckDB.

They are folded once more than the plan's, which suits arrays: the words of a device are one number, its case,
and what the class follows from but for the controls is the case's group.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.fleet_columns import NAMES, WORDS
from iotclass.app.fleet import Asked, mapping, method
from iotclass.core.content import Content
from iotclass.core.inventory import BITS
from iotclass.core.scale import Connectivity, Severity
from iotclass.fleet.duck import Duck, opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.legend import Legend
from iotclass.fleet.plan import RUNGS, UNCLASSED, classification
from iotclass.fleet.source import source
from iotclass.fleet.stated import NONE, UNDESIGNED
from iotclass.fleet.word import kinds, levels
from iotclass.read.content import shipped
from iotclass.read.inventory import names

PROVEN = len(RUNGS) + 1
"""How many answers there are to what the lowest level is for which something lacks."""
_AT, _SEVERITIES, _REQUIREMENTS = len(Connectivity), len(Severity), UNCLASSED + 1
_REACHED = UNDESIGNED + 1
"""Where the designs begin that controls reach: those before are levels that are said."""
_DESIGNS = _REACHED + RUNGS[-1] + 2


def _place(severity: str, at: str) -> str:
    return f"((brings * {NONE + 1} + {NONE}) * {_SEVERITIES} + {severity}) * 2 * {_AT} + {at}"


_CASES = f"""
CREATE TEMP TABLE cases AS
SELECT kind_word.kind, required_word.best AS required,
  coalesce(connectivity_word.best, kind_word.best) AS low,
  coalesce(connectivity_word.worst, kind_word.worst) AS high,
  (kind_word.kind * {_AT} + low) * {_AT} + high AS shape,
  {_place("severity_word.worst", "high")} AS place,
  {_place("severity_word.best", "low")} AS best_place
FROM kind_word CROSS JOIN connectivity_word CROSS JOIN severity_word CROSS JOIN required_word
ORDER BY kind_word.code, connectivity_word.code, severity_word.code, required_word.code
"""  # noqa: S608  our own
_GROUPED = """
SELECT kind, shape, dense_rank() OVER (ORDER BY place, best_place, required) - 1 AS grouped FROM cases
ORDER BY cases.rowid
"""
_OUTCOMES = f"""
SELECT worst.connectivity, worst.protection, worst.exposure, worst.impact, worst.class, best.class, verdict,
  CASE WHEN worst.rank <= required THEN 0 ELSE goal.designed END
FROM (SELECT DISTINCT place, best_place, required FROM cases) AS one
CROSS JOIN (SELECT unnest(range(1, {PROVEN + 1})) AS proven)
CROSS JOIN (SELECT unnest(range(1, {PROVEN + 1})) AS possible)
JOIN chain AS worst ON worst.key = one.place * {_DESIGNS} + {_REACHED} + proven
JOIN chain AS best ON best.key = best_place * {_DESIGNS} + {_REACHED} + possible
JOIN chain AS sure ON sure.key = best_place * {_DESIGNS} + {_REACHED} + proven
JOIN goal ON goal.key = one.place * {_REQUIREMENTS} + required + 1
JOIN verdict ON verdict.key
  = ((required + 1) * {_REQUIREMENTS} + worst.rank) * {_REQUIREMENTS} + sure.rank
ORDER BY one.place, best_place, required, proven, possible
"""  # noqa: S608  our own
_HELD = """
SELECT coalesce(held_by, '')
FROM (SELECT unnest(range({places} * (SELECT count(DISTINCT kind) FROM kind_word))) AS key)
LEFT JOIN (SELECT held_by, kind * {places} + word * {size}
    + CASE WHEN bit < 0 THEN {sign} ELSE CAST(log2(bit) AS INT) END AS key
  FROM criterion) AS held USING (key)
ORDER BY key
"""


def write_tables(fleet: Path, tables: Path) -> None:
    """Write what classifies the example `fleet` to the file `tables`, as NumPy keeps arrays."""
    content, found = shipped(), source(str(fleet))
    with opened(found, Limits(), fleet.parent) as duck:
        read = mapping(duck, found, Asked(), content)
        views = duck.views(read, names().states, content.content)
        wanted = method(Asked(), read, content)
        if views.shape.doubt or not all(one.criteria for one in content.content.profiles.values()):
            raise SystemExit("not the form that `fleet example` writes")
        duck.create(classification(views.shape, views.legend, wanted, content.content))
        arrays = _of_words(duck, content.content) | _of_masks(duck, views.legend, content.content)
    import_module("numpy").savez(tables, **arrays)


def _of_words(duck: Duck, content: Content) -> dict[str, Any]:
    """What follows from words: cases by number, and what each group of them comes to."""
    numpy = import_module("numpy")
    duck.rows(_CASES)
    arrays = {
        f"word_{name}": numpy.array(list(kinds(content, {}) if name == "kind" else levels(name, {})))
        for name in WORDS
    }
    arrays["title"] = _column(duck, "SELECT title FROM kind_word ORDER BY kind")
    arrays["kind"], arrays["shape"], arrays["group"] = numpy.array(duck.rows(_GROUPED), "int32").T
    *named, goal = zip(*duck.rows(_OUTCOMES), strict=True)
    for name, column in zip(NAMES, named, strict=True):
        arrays[f"name_{name}"], arrays[f"code_{name}"] = _coded(column)
    return arrays | {"goal": numpy.array(goal, "uint8")}


def _of_masks(duck: Duck, legend: Legend, content: Content) -> dict[str, Any]:
    """What controls are compared with: masks by shape, by shape and level, and the group of each bit."""
    numpy = import_module("numpy")
    words = range(legend.width)
    asked = [f"q{level}_{word}" for level in RUNGS for word in words]
    perhaps = [f"o{word}" for word in words]
    upto = [f"u{word}" for word in words]
    places = legend.width * (BITS + 1) + 1
    held = _column(duck, _HELD.format(places=places, size=BITS + 1, sign=BITS))
    arrays = {
        "asked": _columns(duck, asked, "asked", "shape"),
        "perhaps": _columns(duck, perhaps, "asked", "shape"),
        "upto": _columns(duck, upto, "upto", "key"),
        "closing": numpy.array(list(_closing(legend, content)), "int64"),
    }
    arrays["name_held_by"], arrays["code_held_by"] = _coded(held)
    return arrays


def _column(duck: Duck, sql: str) -> Any:
    return import_module("numpy").array([value for (value,) in duck.rows(sql)])


def _columns(duck: Duck, columns: Iterable[str], table: str, key: str) -> Any:
    sql = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {key}"  # noqa: S608  our own
    return import_module("numpy").array(duck.rows(sql))


def _coded(column: Any) -> tuple[Any, Any]:
    """The names in a column, and each cell by its place among them."""
    found, codes = import_module("numpy").unique(column, return_inverse=True)
    return found, codes.astype("uint8")


def _closing(legend: Legend, content: Content) -> list[tuple[int, int, int, int]]:
    """Which bits of which mask count for which weaker bits of which mask too: from, bits, to, weaker bits."""
    stronger: dict[tuple[int, int, int], int] = {}
    for number, id_ in enumerate(legend.controls):
        at, bit = legend.bit(number)
        for word, weaker in enumerate(legend.masks(content.framework.weaker[id_] - {id_}) if id_ else ()):
            if weaker:
                key = (at, word, weaker)
                stronger[key] = stronger.get(key, 0) | bit
    return [(at, bits, word, weaker) for (at, word, weaker), bits in stronger.items()]
