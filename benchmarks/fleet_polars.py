"""A fleet's example classified by Polars: one lazy query, streamed from Parquet to Parquet."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import reduce
from importlib import import_module
from operator import add, or_
from typing import Any

from benchmarks.fleet_columns import KEPT, NAMES, WORDS

numpy, polars = map(import_module, ("numpy", "polars"))
col, lit = polars.col, polars.lit

LEVELS, UPTO, NEVER, BITS = range(1, 6), 8, 7, 64


def main() -> None:
    """Classify `FLEET` by `TABLES` into `OUTPUT`."""
    tables, fleet, output = sys.argv[1:]
    found = classified(polars.scan_parquet(fleet), dict(numpy.load(tables)))
    found.sink_parquet(output, compression="zstd", maintain_order=False)


def classified(devices: Any, tables: Mapping[str, Any]) -> Any:
    """The results of a lazy frame of devices, and what is kept of it; tables are looked up by place."""
    words = range(tables["perhaps"].shape[1])
    places = len(words) * (BITS + 1) + 1
    answers = len(LEVELS) + 1
    devices = devices.with_columns(case=_case(devices, tables), **_closed(tables, words))
    devices = devices.with_columns(
        **{name: _at(tables[name], "case") for name in ("shape", "group")},
        kind_code=_at(tables["kind"], "case"),
    )
    devices = devices.with_columns(
        **{f"x{word}": _asked(tables, LEVELS[-1], word, words) & ~col(f"h{word}") for word in words}
    )
    sure = [col(f"x{word}") for word in words]
    unsure = [col(f"x{word}") & ~_at(tables["perhaps"][:, word], "shape") for word in words]
    devices = devices.with_columns(proven=_lowest(sure, tables), possible=_lowest(unsure, tables))
    devices = devices.with_columns(
        end=(col("group") * answers + col("proven") - 1) * answers + col("possible") - 1,
        next=col("shape") * UPTO + col("proven"),
    )
    devices = devices.with_columns(
        place=col("kind_code") * places + _first(tables, words, places),
        goal=_at(tables["goal"].astype("int32"), "end"),
    ).with_columns(wanted=col("shape") * UPTO + col("goal"))
    counts = [
        (mask & _at(tables["upto"][:, word], "wanted")).bitwise_count_ones() for word, mask in enumerate(sure)
    ]
    return devices.select(
        "device_id",
        _named(tables["title"], tables["kind"], "case").alias("kind"),
        *(_named(tables[f"name_{name}"], tables[f"code_{name}"], "end").alias(name) for name in NAMES),
        polars.when(col("goal") != NEVER).then(reduce(add, counts)).cast(polars.Int32).alias("lacking"),
        _named(tables["name_held_by"], tables["code_held_by"], "place").alias("held_by"),
        *KEPT,
    )


def _at(column: Any, place: str) -> Any:
    """What stands in a column of a table at each device's place."""
    return lit(polars.Series(numpy.ascontiguousarray(column))).gather(col(place))


def _named(names: Any, codes: Any, place: str) -> Any:
    """The same of names; one that is empty is none."""
    found = polars.Series(
        names.tolist(), dtype=polars.Enum([one for one in names.tolist() if one]), strict=False
    )
    return lit(found.gather(codes)).gather(col(place))


def _asked(tables: Mapping[str, Any], level: int, word: int, words: range) -> Any:
    return _at(tables["asked"][:, (level - 1) * len(words) + word], "shape")


def _case(devices: Any, tables: Mapping[str, Any]) -> Any:
    """The words of each device as one number; each word that there is is looked up once."""
    case = lit(0, polars.Int32)
    for name, column in WORDS.items():
        places = {word: place for place, word in enumerate(tables[f"word_{name}"].tolist())}
        there = (
            devices.select(col(column).fill_null("").unique())
            .collect(engine="streaming")
            .to_series()
            .to_list()
        )
        found = polars.Series([places[word.strip().lower()] for word in there], dtype=polars.Int32)
        word = col(column).fill_null("").cast(polars.Enum(there)).to_physical()
        case = case * len(places) + lit(found).gather(word)
    return case


def _closed(tables: Mapping[str, Any], words: range) -> Mapping[str, Any]:
    """What each device has, with what is weaker than that."""
    closed = {word: col(f"controls_{word}") for word in words}
    for at, bits, word, weaker in tables["closing"].tolist():
        found = polars.when(col(f"controls_{at}") & bits != 0).then(lit(weaker)).otherwise(lit(0))
        closed[word] = closed[word] | found
    return {f"h{word}": mask for word, mask in closed.items()}


def _lowest(lacking: Sequence[Any], tables: Mapping[str, Any]) -> Any:
    """The lowest level for which something lacks."""
    lowest, words = lit(1, polars.Int32), range(len(lacking))
    for level in LEVELS:
        asked = (mask & _asked(tables, level, word, words) for word, mask in enumerate(lacking))
        lacks = reduce(or_, asked)
        lowest = lowest + (lacks == 0).cast(polars.Int32)
    return lowest


def _first(tables: Mapping[str, Any], words: range, places: int) -> Any:
    """Where the first bit is that lacks; the place of the last bit of a mask is one further on."""
    found = lit(places - 1, polars.Int32)
    for word in reversed(words):
        first = col(f"x{word}") & _at(tables["upto"][:, word], "next")
        at = first.bitwise_trailing_zeros().cast(polars.Int32)
        at = polars.when(at == BITS - 1).then(BITS).otherwise(at) + word * (BITS + 1)
        found = polars.when(first != 0).then(at).otherwise(found)
    return found


if __name__ == "__main__":
    main()
