"""Evidence as a table: what each piece is, of which version and date, where it is kept, its hash."""

from __future__ import annotations

from collections.abc import Collection

from iotclass.core.language import Language
from iotclass.core.report import Run, Table, Tone
from iotclass.core.system import Evidence
from iotclass.report.title import SHORT
from iotclass.report.word import DASH, date


def exhibits(id_: str, evidence: Collection[Evidence], language: Language, note: str = "") -> Table:
    """A table of `evidence`; of a hash it has the beginning, machines get the whole."""
    rows = tuple(_exhibit(one, language) for one in evidence)
    columns = (
        language("Evidence"),
        language("Title"),
        language("Kind"),
        language("Version"),
        language("Date"),
        language("Kept at"),
        language("Hash (SHA-256)"),
    )
    return Table(id_, language("Evidence"), columns, rows, note)


def _exhibit(one: Evidence, language: Language) -> tuple[Run, ...]:
    return (
        Run(one.id),
        Run(one.title),
        Run(language.of(one.kind)),
        Run(one.version or DASH),
        date(one.on),
        Run(one.location or DASH),
        Run(f"{one.sha256[:SHORT]}…", Tone.CODE) if one.sha256 else Run(DASH),
    )
