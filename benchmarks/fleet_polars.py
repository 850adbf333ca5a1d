"""The classification of the example of a fleet by Polars: one lazy query, streamed from Parquet to Parquet."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import reduce
from importlib import import_module
from operator import add, or_
from typing import Any

numpy, polars = map(import_module, ("numpy", "polars"))
col, lit = polars.col, polars.lit

WORDS = {
    "kind": "kind",
    "connectivity": "connectivity",
    "severity": "severity",
    "required": "required_class",
}
KEPT = ("model", "firmware", "site", "owner")
NAMES = ("connectivity", "protection", "exposure", "impact", "class", "class_best", "verdict")
LEVELS, UPTO, NEVER, BITS = range(1, 6), 8, 7, 64


def main() -> None:
    """Classify `FLEET` by `TABLES` into `OUTPUT`."""
    tables, fleet, output = sys.argv[1:]
    found = classified(polars.scan_parquet(fleet), dict(numpy.load(tables)))
    found.sink_parquet(output, compression="zstd", maintain_order=False)


def classified(devices: Any, tables: Mapping[str, Any]) -> Any:
    """The results of a lazy frame of devices, and what is kept of it."""
    words = range(tables["perhaps"].shape[1])
    places = len(words) * (BITS + 1) + 1
    answers = len(LEVELS) + 1
    named = {name: frame for name, frame in _frames(tables, words)}
    devices = devices.with_columns(case=_case(tables), **_closed(tables, words))
    devices = devices.join(named["case"], on="case").join(named["shape"], on="shape")
    devices = devices.with_columns(**{f"x{word}": col(f"a5_{word}") & ~col(f"h{word}") for word in words})
    unsure = {word: col(f"x{word}") & ~col(f"p{word}") for word in words}
    devices = devices.with_columns(
        proven=_lowest({word: col(f"x{word}") for word in words}), possible=_lowest(unsure)
    )
    devices = devices.with_columns(
        end=(col("group") * answers + col("proven") - 1) * answers + col("possible") - 1,
        upto=col("shape") * UPTO + col("proven"),
    )
    devices = devices.join(named["end"], on="end").join(named["upto"], on="upto")
    devices = devices.with_columns(
        place=col("kind_code") * places + _first(words, places),
        upto=col("shape") * UPTO + col("goal"),
    )
    devices = devices.join(named["place"], on="place").join(named["upto"], on="upto", suffix="_wanted")
    counts = [(col(f"x{word}") & col(f"u{word}_wanted")).bitwise_count_ones() for word in words]
    lacking = polars.when(col("goal") != NEVER).then(reduce(add, counts)).cast(polars.Int32)
    results = ["device_id", col("title").alias("kind"), *(col(f"n_{name}").alias(name) for name in NAMES)]
    return devices.select(*results, lacking.alias("lacking"), "held_by", *KEPT)


def _frames(tables: Mapping[str, Any], words: range) -> Any:
    """The lookup tables as lazy frames by their keys."""
    titles = polars.Series(tables["title"].tolist(), dtype=polars.Enum(tables["title"].tolist()))
    yield (
        "case",
        polars.LazyFrame(
            {
                "kind_code": tables["kind"],
                "shape": tables["shape"],
                "group": tables["group"],
                "title": titles.gather(tables["kind"]),
            }
        ).with_row_index("case").cast({"case": polars.Int32}),
    )
    asked = {f"a{level}_{word}": tables["asked"][:, (level - 1) * len(words) + word] for level in LEVELS for word in words}
    perhaps = {f"p{word}": tables["perhaps"][:, word] for word in words}
    yield "shape", _numbered("shape", asked | perhaps)
    yield "upto", _numbered("upto", {f"u{word}": tables["upto"][:, word] for word in words})
    named = {f"n_{name}": _names(tables, name) for name in NAMES}
    yield "end", _numbered("end", named | {"goal": tables["goal"].astype("int32")})
    yield "place", _numbered("place", {"held_by": _names(tables, "held_by")})


def _numbered(key: str, columns: Mapping[str, Any]) -> Any:
    return polars.LazyFrame(columns).with_row_index(key).cast({key: polars.Int32})


def _names(tables: Mapping[str, Any], name: str) -> Any:
    names = tables[f"name_{name}"].tolist()
    found = polars.Series(names, dtype=polars.Enum([one for one in names if one] ), strict=False)
    return found.gather(tables[f"code_{name}"])


def _case(tables: Mapping[str, Any]) -> Any:
    """The words of each device as one number."""
    case = lit(0, polars.Int32)
    for name, column in WORDS.items():
        words = tables[f"word_{name}"].tolist()
        word = col(column).fill_null("").str.strip_chars().str.to_lowercase()
        case = case * len(words) + word.cast(polars.Enum(words)).to_physical().cast(polars.Int32)
    return case


def _closed(tables: Mapping[str, Any], words: range) -> Mapping[str, Any]:
    """What each device has, with what is weaker than that."""
    closed = {word: col(f"controls_{word}") for word in words}
    for at, bits, word, weaker in tables["closing"].tolist():
        found = polars.when(col(f"controls_{at}") & bits != 0).then(lit(weaker)).otherwise(lit(0))
        closed[word] = closed[word] | found
    return {f"h{word}": mask for word, mask in closed.items()}


def _lowest(lacking: Mapping[int, Any]) -> Any:
    """The lowest level for which something lacks."""
    lowest = lit(1, polars.Int32)
    for level in LEVELS:
        lacks = reduce(or_, (mask & col(f"a{level}_{word}") for word, mask in lacking.items()))
        lowest = lowest + (lacks == 0).cast(polars.Int32)
    return lowest


def _first(words: range, places: int) -> Any:
    """Where the first bit is that lacks; the place of the last bit of a mask is one further on."""
    found = lit(places - 1, polars.Int32)
    for word in reversed(words):
        first = col(f"x{word}") & col(f"u{word}")
        at = first.bitwise_trailing_zeros().cast(polars.Int32)
        at = polars.when(at == BITS - 1).then(BITS).otherwise(at) + word * (BITS + 1)
        found = polars.when(first != 0).then(at).otherwise(found)
    return found


if __name__ == "__main__":
    main()
