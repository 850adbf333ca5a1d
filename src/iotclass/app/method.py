"""Methods: listed, shown, checked, compared."""

from __future__ import annotations

from shlex import quote

from iotclass.app.model import any_method, model_bytes, opened
from iotclass.core.difference import Difference, differences
from iotclass.core.place import Problem
from iotclass.core.statement import violations
from iotclass.read.content import shipped
from iotclass.read.method import read_method
from iotclass.write.check_json import check_record
from iotclass.write.json import json_text


def list_methods(form: str) -> str:
    """The built-in methods."""
    methods = list(shipped().content.methods.values())
    if form == "json":
        record = [{"id": one.id, "version": one.version, "title": one.title} for one in methods]
        return json_text({"schema": "iotclass/methods/1", "methods": record})
    from iotclass.write.method_text import methods_text

    return methods_text(methods)


def show_method(method: str, form: str) -> str:
    """The tables of a method with the origin of every cell."""
    found = any_method(method)
    if form == "json":
        from iotclass.write.method_json import method_record

        return json_text(method_record(found))
    from iotclass.write.method_text import method_text

    return method_text(found, quote(method))


def check_method(method: str, form: str) -> tuple[str, tuple[Problem, ...]]:
    """That a method is proved, and the statements that its tables contradict. Raises InvalidError."""
    if method in shipped().content.methods:
        from iotclass.read.file import CONTENT

        found = read_method(CONTENT / "methods" / method)  # from its sources, whatever is compiled
    else:
        found = any_method(method)
    contradicted = tuple(
        Problem(one.place, f"the statement {one.id!r} does not hold: {violation}")
        for one in found.statements
        for violation in violations(one, found.tables)
    )
    if form == "json":
        return json_text(check_record(method, (), contradicted)), contradicted
    rows = sum(len(table.rows) for table in found.tables.values())
    text = (
        f"{found.reference}: {len(found.tables)} tables with {rows} rows are total, monotone and "
        f"depend on each input; {len(found.statements)} statements of its source, "
        f"{len({one.place for one in contradicted})} contradicted\n"
        f"Next: iotclass method show {quote(method)} prints its tables\n"
    )
    return text, contradicted


def diff_methods(first: str, second: str, model: str | None, form: str) -> str:
    """The cases whose outcome differs between two methods, and what that does to a model."""
    one, other = any_method(first), any_method(second)
    found: Difference = differences(one, other)
    results = []
    if model is not None:
        bytes_and_file = model_bytes(model)
        results = [opened(*bytes_and_file, method, shipped()).assess() for method in (one, other)]
    if form == "json":
        from iotclass.write.method_json import difference_record

        return json_text(difference_record(found, results))
    from iotclass.write.method_text import difference_text

    return difference_text(found, results, quote(second))
