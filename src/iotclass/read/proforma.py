"""Pro formas, forms and categories of products: read when they are asked for, and proved then."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from iotclass.core.clause import Sources
from iotclass.core.place import InvalidError, Place, Problem
from iotclass.core.proforma import Form, FormField, Forms, Layout, Missing, Proforma, Proformas
from iotclass.core.scope import ANY, Category
from iotclass.read.document import EMPTY, Node
from iotclass.read.file import CONTENT, cited, text, texts, yaml_file, yaml_files
from iotclass.read.word import nearest


@cache
def categories() -> dict[str, Category]:
    """What products can be, by id."""
    root = yaml_file(CONTENT / "categories.yaml", "categories")
    return {
        id_: Category(id_, text(node, "title"), frozenset(texts(node, "words")))
        for id_, node in root.mapping["categories"].mapping.items()
    }


def read_proformas(sources: Sources, content: Path = CONTENT) -> Proformas:
    """Every pro forma and every set of forms, proved against the documents. Raises InvalidError."""
    problems: list[Problem] = []
    forms = {
        path.stem: _forms(root, cited(path))
        for path, root in yaml_files(sorted((content / "forms").glob("*.yaml")), "forms", problems)
    }
    found: dict[str, Proforma] = {}
    for path, root in yaml_files(sorted((content / "proformas").glob("*.yaml")), "proforma", problems):
        one = _proforma(root)
        problems += _problems(one, path, sources, forms)
        found[one.document] = one
    problems += _category_problems(sources)
    if problems:
        raise InvalidError(problems)
    return Proformas(found, forms)


def _proforma(root: Node) -> Proforma:
    support = root.mapping.get("support", EMPTY)
    missing = root.mapping.get("missing", EMPTY).sequence
    return Proforma(
        text(root, "document"),
        text(root, "title"),
        Layout(text(root, "layout")),
        texts(root, "notes"),
        texts(root, "reasons_for"),
        text(root, "reasons_at"),
        texts(root, "always"),
        texts(root, "unless_conditional"),
        int(text(support, "years", "0")),
        text(support, "where"),
        tuple(Missing(text(node, "title"), text(node, "where")) for node in missing),
        text(root, "forms"),
    )


def _forms(root: Node, file: str) -> Forms:
    return Forms(
        text(root, "id"),
        text(root, "name"),
        text(root, "title"),
        text(root, "note"),
        tuple(_form(node) for node in root.mapping["forms"].sequence),
        Place(file),
    )


def _form(node: Node) -> Form:
    fields = (
        FormField(text(field, "title"), text(field, "source")) for field in node.mapping["fields"].sequence
    )
    return Form(
        text(node, "id"),
        text(node, "title"),
        text(node, "repeated") == "yes",
        tuple(fields),
        texts(node, "clauses"),
        text(node, "entries"),
        text(node, "old"),
    )


def _problems(one: Proforma, path: Path, sources: Sources, forms: dict[str, Forms]) -> Iterator[Problem]:
    """What a pro forma names that is not there."""
    place = Place(cited(path))
    document = sources.documents.get(one.document)
    if document is None or path.stem != one.document:
        near = nearest(one.document, sources.documents)
        yield Problem(place, f"document {one.document!r} in {path.name}", "the file of its name", near)
        return
    for status in (*one.reasons_for, *one.unless_conditional):
        if status not in document.statuses:
            yield Problem(place, f"no status {status!r}", f"one of {', '.join(document.statuses)}")
    named = [(id_, place) for id_ in (one.reasons_at, *one.always) if id_]
    if one.forms in forms:
        named += _named(forms[one.forms])
    elif one.forms:
        yield Problem(place, f"no forms {one.forms!r}", f"one of {', '.join(forms)}")
    for id_, at in named:
        if id_ not in document.clauses:
            near = nearest(id_, document.clauses)
            yield Problem(at, f"no clause {id_!r}", f"one of {document.id}", near)


def _named(forms: Forms) -> Iterator[tuple[str, Place]]:
    """The clauses that forms name."""
    for form in forms.forms:
        yield from ((id_, forms.place) for id_ in form.clauses)
        for field in form.fields:
            kind, _, name = field.source.partition(" ")
            if kind == "clause":
                yield name, forms.place


def _category_problems(sources: Sources) -> Iterator[Problem]:
    """Categories in the scope of a document that are none."""
    known = {ANY, *categories()}
    for document in sources.documents.values():
        for id_ in (*document.applies_to, *document.not_to):
            if id_ not in known:
                near = nearest(id_, known)
                yield Problem(document.place, f"no category {id_!r}", "one of categories.yaml", near)
