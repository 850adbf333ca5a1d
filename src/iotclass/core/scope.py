"""Scope: whether a document is for a product, by what the model says the product is.

A document that does not apply can still orient; nothing in it is then owed or claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from iotclass.core.applicability import Applies, by_fact
from iotclass.core.clause import Document
from iotclass.core.phrase import Phrase, Series, said, series

Facts = Mapping[str, str]
"""What a model states of a component."""
ANY = "any"
"""What a document applies to that is for products of every category."""


@dataclass(frozen=True, slots=True)
class Category:
    """What a product can be, and the words by which models say so."""

    id: str
    title: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a document applies to a product, and why."""

    applies: Applies
    why: Phrase


def scope(
    document: Document, category: str, categories: Mapping[str, Category], parts: Sequence[Facts] = ()
) -> Scope:
    """Whether `document` is for a product of the `category` that a model states (empty: it does not).

    What is left out is left out whatever else the product is. A category of which no word is known, and a
    scope that does not hang on categories, leave it open. Where it applies by facts as well, those of the
    product's `parts` decide what is not decided yet.
    """
    found = _by_category(document, category, categories)
    if not document.applies_if or found.applies is not Applies.YES:
        return found
    return _by_facts(document, parts)


def _by_facts(document: Document, parts: Sequence[Facts]) -> Scope:
    """Whether what the document hangs on is so of one of the `parts`; what the model does not say is open."""
    met = [
        {by_fact(facts.get(fact, "unknown"), value) for fact, value in document.applies_if} for facts in parts
    ]
    words = said(document.applies_where)
    facts = ", ".join(f"{fact}: {value}" for fact, value in document.applies_if)
    if {Applies.YES} in met:
        return Scope(
            Applies.YES, said("it applies where {words}; so it is here ({facts})", words=words, facts=facts)
        )
    if met and all(Applies.NO in one for one in met):
        return Scope(
            Applies.NO,
            said("it applies where {words}; the model says that this is not so", words=words),
        )
    names = ", ".join(fact for fact, _ in document.applies_if)
    return Scope(
        Applies.OPEN,
        said("it applies where {words}; the model does not say ({facts})", words=words, facts=names),
    )


def _by_category(document: Document, category: str, categories: Mapping[str, Category]) -> Scope:
    found = {
        id_: one
        for id_, one in categories.items()
        if one.words & set(re.findall(r"\w+", category.casefold()))
    }
    out = [found[id_] for id_ in document.not_to if id_ in found]
    if out:
        return Scope(Applies.NO, said("it leaves out: {what}", what=_listed(out)))
    if document.applies_to == (ANY,) and (found or not document.not_to):
        return Scope(Applies.YES, said("it is for products of this kind too"))
    if not document.applies_to:
        return Scope(Applies.OPEN, said("whom it is for does not hang on what the product is"))
    if not category:
        return Scope(Applies.OPEN, said("the model does not say what the product is (product.category)"))
    if not found:
        why = said("no word of the product's category is known here: {category}", category=category)
        return Scope(Applies.OPEN, why)
    wanted = [categories[id_] for id_ in document.applies_to if id_ in categories]
    if any(one.id in found for one in wanted):
        return Scope(Applies.YES, said("it is for: {what}", what=_listed(wanted)))
    why = said(
        "it is for: {what}; the product is of another category: {category}",
        what=_listed(wanted),
        category=category,
    )
    return Scope(Applies.NO, why)


def _listed(categories: Iterable[Category]) -> Series:
    """The titles of categories in a row."""
    return series(", ", (said(one.title) for one in categories))
