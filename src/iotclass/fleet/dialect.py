"""How each engine writes what they write differently, and what columns are called beside a user's."""

from __future__ import annotations

from dataclasses import dataclass

OWN = "_iotclass_"
"""What the names of columns begin with that stand beside those of an inventory; none of its own does."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words of an engine: quotes of names, its type of texts, functions, how a word gets its number.

    `whole` says whether a text is nothing but what a regular expression describes.
    """

    quote: str
    text: str
    unnest: str
    split: str
    code: str
    whole: str

    def name(self, column: str) -> str:
        """A column's name, whatever it is made of."""
        return f"{self.quote}{column.replace(self.quote, self.quote * 2)}{self.quote}"


DUCKDB = Dialect(
    '"',
    "VARCHAR",
    "unnest",
    "string_split",
    # of a list DuckDB knows which numbers there can be, and finds these in tables by their place
    "list_extract([{codes}], list_position([{words}], {text}))",
    "regexp_full_match({text}, '{pattern}')",
)
SPARK = Dialect(
    "`",
    "STRING",
    "explode",
    "split",
    # Spark 4 takes element_at for never NULL, whatever the place is, and gives the last one
    "try_element_at(array({codes}), CAST(nullif(array_position(array({words}), {text}), 0) AS INT))",
    "{text} RLIKE '^({pattern})\\z'",
)
