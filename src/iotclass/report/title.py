"""The title page: what was assessed, by whom, and what the result rests on."""

from __future__ import annotations

from collections.abc import Iterator

from iotclass import __version__
from iotclass.core.assess import Assessment
from iotclass.core.justification import NO_CERTIFICATE
from iotclass.core.language import Language
from iotclass.core.report import Facts, Paragraph, Run, Tone, paragraph
from iotclass.report.word import DASH, date, spoken

SHORT = 12
"""How much of a hash stands on the title page; the whole stands further back."""


def notice(language: Language) -> str:
    """What a report is, and what it is not."""
    return language.of(NO_CERTIFICATE)


def title_facts(assessment: Assessment, language: Language) -> Facts:
    """Who assessed what and when, then the versions and hashes of all that the result rests on."""
    return Facts((*_people(assessment, language), *basis_facts(assessment, language)))


def _people(assessment: Assessment, language: Language) -> Iterator[tuple[str, Run]]:
    given, product = assessment.system.assessment, assessment.system.product
    unnamed = Run(language("not named"), Tone.DOUBT)
    maker, model, version = (str(product.get(key, "")) for key in ("maker", "model", "version"))
    if maker or model or version:
        yield language("Product"), Run(" ".join(filter(None, (maker, model, version))))
    if product.get("category"):
        yield language("Category"), Run(str(product["category"]))
    if product.get("intended_use"):
        yield language("Intended use"), Run(str(product["intended_use"]))
    by = ", ".join(spoken(given[key], language) for key in ("by", "role") if given.get(key))
    yield language("Assessed by"), Run(by) if by else unnamed
    reviewed = spoken(given.get("reviewed_by", ""), language)
    yield language("Reviewed by"), Run(reviewed) if reviewed else Run(language("nobody"), Tone.DOUBT)
    yield (
        language("Assessed on"),
        date(given["on"]) if given.get("on") else Run(language("undated"), Tone.DOUBT),
    )
    if given.get("valid_until"):
        yield language("Valid until"), date(given["valid_until"])
    yield language("Status"), Run(given.get("status") or DASH)
    if product.get("support_until"):
        yield language("Supported until"), date(str(product["support_until"]))


def assessed(assessment: Assessment, language: Language) -> Paragraph:
    """Who assessed it, when, and how far that has come, in one line of plain words."""
    given = assessment.system.assessment
    by, role = (spoken(given.get(key, ""), language) for key in ("by", "role"))
    who = f"{by} ({role})" if by and role else by or role
    text = language("Who assessed this, and when, is not said.")
    if who and given.get("on"):
        text = language("Assessed by {who} on {date}.", who=who, date=given["on"])
    elif who:
        text = language("Assessed by {who}; when is not said.", who=who)
    elif given.get("on"):
        text = language("Assessed on {date}; by whom is not said.", date=given["on"])
    if given.get("status"):
        status = language("Status: {status}.", status=given["status"])
        text = f"{text} {status}"
    return paragraph(text)


def basis_facts(
    assessment: Assessment, language: Language, *, whole: bool = False
) -> Iterator[tuple[str, Run]]:
    """Versions and hashes, of these the beginning alone unless they are wanted `whole`."""
    system, method, content = assessment.system, assessment.method, assessment.content
    hashes = (
        (language("Model"), "", system.sha256),
        (language("Method"), method.reference, method.sha256),
        (language("Framework"), content.framework.reference, content.framework.sha256),
        (language("Kinds of components"), "", content.profiles_sha256),
        (language("Challenges"), "", content.challenges_sha256),
    )
    yield language("Program"), Run(f"iotclass {__version__}", Tone.CODE)
    for name, reference, sha256 in hashes:
        shown = sha256 if whole else sha256[:SHORT]
        yield name, Run(f"{reference} sha256:{shown}".strip(), Tone.CODE)
