"""A fleet's example classified by NumPy, batch by batch; PyArrow reads and writes its Parquet."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from benchmarks.fleet_columns import KEPT, NAMES, WORDS

numpy, pyarrow, parquet = map(import_module, ("numpy", "pyarrow", "pyarrow.parquet"))

BATCH = 122_880
LEVELS, UPTO, NEVER, BITS = 5, 8, 7, 64


def main() -> None:
    """Classify `FLEET` by `TABLES` into `OUTPUT`."""
    tables, fleet, output = sys.argv[1:]
    fold = Fold(dict(numpy.load(tables)))
    source = parquet.ParquetFile(fleet, read_dictionary=[*WORDS.values(), *KEPT])
    columns = ["device_id", *WORDS.values(), *KEPT, *fold.masks]
    writer = None
    for batch in source.iter_batches(BATCH, columns=columns):
        result = fold.classified(batch)
        writer = writer or parquet.ParquetWriter(
            output,
            result.schema,
            compression="zstd",
            use_dictionary=[name for name in result.schema.names if name != "device_id"],
            store_schema=False,
        )
        writer.write_batch(result)
    if writer:
        writer.close()


class Fold:
    """The lookup tables, ready for batches."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.tables = tables
        width = tables["perhaps"].shape[1]
        self.masks = [f"controls_{word}" for word in range(width)]
        self.asked = numpy.ascontiguousarray(tables["asked"].T).reshape(LEVELS, width, -1)
        self.perhaps = numpy.ascontiguousarray(tables["perhaps"].T)
        self.doubt = self.perhaps.any(axis=0)
        self.upto = numpy.ascontiguousarray(tables["upto"].T)
        self.words = {name: {word: at for at, word in enumerate(tables[f"word_{name}"])} for name in WORDS}
        self.names = {name: pyarrow.array(tables[f"name_{name}"]) for name in (*NAMES, "held_by")}
        self.titles = pyarrow.array(tables["title"])
        self.places = width * (BITS + 1) + 1

    def classified(self, batch: Any) -> Any:
        """The results of a batch, and what is kept of it."""
        tables = self.tables
        case = self._case(batch)
        shape = tables["shape"][case]
        lacking = self._lacking(batch, shape)
        proven = self._lowest(lacking, shape)
        possible = proven.copy()
        unsure = numpy.nonzero(self.doubt[shape])[0]
        if unsure.size:
            at = shape[unsure]
            known = [mask[unsure] & ~self.perhaps[word][at] for word, mask in enumerate(lacking)]
            possible[unsure] = self._lowest(known, at)
        answers = LEVELS + 1
        end = (tables["group"][case] * answers + proven - 1) * answers + possible - 1
        kind = tables["kind"][case]
        named = {name: self._named(name, tables[f"code_{name}"][end]) for name in NAMES}
        goal = tables["goal"][end]
        return pyarrow.record_batch(
            {
                "device_id": batch.column("device_id"),
                "kind": pyarrow.DictionaryArray.from_arrays(kind.astype("int8"), self.titles),
                **named,
                "lacking": self._count(lacking, shape, goal),
                "held_by": self._held(lacking, shape, proven, kind),
                **{name: batch.column(name) for name in KEPT},
            }
        )

    def _case(self, batch: Any) -> Any:
        """The words of each device as one number; words are looked up once for each word of a dictionary."""
        case: Any = 0
        for name, column in WORDS.items():
            cells, words = batch.column(column), self.words[name]
            known = [words[word.strip().lower()] for word in cells.dictionary.to_pylist()]
            codes = numpy.array([*known, words.get("", 0)], "int32")
            indices = cells.indices.fill_null(len(known)).to_numpy()
            case = case * len(words) + codes[indices]
        return case

    def _lacking(self, batch: Any, shape: Any) -> list[Any]:
        """What each device is asked for at the highest level and does not have, mask by mask."""
        having = [batch.column(name).to_numpy() for name in self.masks]
        closed = list(having)
        for at, bits, word, weaker in self.tables["closing"]:
            closed[word] = closed[word] | ((having[at] & bits) != 0) * weaker
        return [self.asked[-1][word][shape] & ~mask for word, mask in enumerate(closed)]

    def _lowest(self, lacking: list[Any], shape: Any) -> Any:
        """The lowest level for which something lacks."""
        lowest = numpy.ones(len(shape), "int32")
        for level in self.asked:
            lacks = lacking[0] & level[0][shape]
            for mask, asked in zip(lacking[1:], level[1:], strict=True):
                lacks |= mask & asked[shape]
            lowest += lacks == 0
        return lowest

    def _count(self, lacking: list[Any], shape: Any, goal: Any) -> Any:
        key = shape * UPTO + goal
        count = numpy.zeros(len(shape), "int32")
        for mask, upto in zip(lacking, self.upto, strict=True):
            count += numpy.bitwise_count((mask & upto[key]).view("uint64"))
        return pyarrow.array(count, mask=goal == NEVER)

    def _held(self, lacking: list[Any], shape: Any, proven: Any, kind: Any) -> Any:
        """The group of the first bit that lacks; the place of the last bit of a mask is one further on."""
        key = shape * UPTO + proven
        found = numpy.full(len(shape), self.places - 1, "int32")
        for word in reversed(range(len(lacking))):
            first = (lacking[word] & self.upto[word][key]).view("uint64")
            at = numpy.bitwise_count(~first & (first - numpy.uint64(1))).astype("int32")
            at += at == BITS - 1
            found = numpy.where(first != 0, at + word * (BITS + 1), found)
        codes = self.tables["code_held_by"][kind * self.places + found]
        names = self.tables["name_held_by"]
        return self._named("held_by", codes, mask=codes == list(names).index("") if "" in names else None)

    def _named(self, name: str, codes: Any, mask: Any = None) -> Any:
        indices = pyarrow.array(codes.view("int8"), mask=mask)
        return pyarrow.DictionaryArray.from_arrays(indices, self.names[name])
