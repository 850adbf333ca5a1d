"""Levels, verdicts and findings in the words of a language."""

from __future__ import annotations

from iotclass.core.assess import Assessment, ComponentAssessment
from iotclass.core.language import Language
from iotclass.core.level import Level, Span
from iotclass.core.method import Method
from iotclass.core.palette import class_tone, verdict_tone
from iotclass.core.phrase import Phrase, Series
from iotclass.core.place import Place
from iotclass.core.report import Kind, Run, Tone
from iotclass.core.system import Component, Scenario
from iotclass.core.verdict import Verdict

SIGNS = {Verdict.MET: "✓", Verdict.NOT_MET: "✗", Verdict.NO_REQUIREMENT: "–"}
"""Signs before verdicts; all that is neither met nor not met is a question."""
DASH = "–"


def spoken(text: str, language: Language) -> str:
    """What our own program says, in the language; what a model says stays as it is."""
    return language.of(text) if isinstance(text, Phrase | Series) else text


def level(span: Span[Level] | None, language: Language) -> str:
    """A level's code or name; a dash where it was not assessed."""
    return DASH if span is None else language.of(span)


def with_words(span: Span[Level] | None, method: Method, language: Language) -> str:
    """A level with its words: `C4 (private network, operated from outside)`."""
    if span is None:
        return language("not assessed")
    low, high = span.ends
    if span.certain:
        return f"{language.of(low)} ({language.of(method.words[low].title)})"
    words = language(
        "{low} to {high}",
        low=language.of(method.words[low].title),
        high=language.of(method.words[high].title),
    )
    return f"{language.of(span)} ({words})"


def class_run(span: Span[Level] | None, language: Language) -> Run:
    """A class as a run in its colour."""
    if span is None:
        return Run(language("not assessed"), Tone.DOUBT)
    return Run(language.of(span), class_tone(span))


def verdict_run(verdict: Verdict, language: Language) -> Run:
    """A verdict with its sign, in its colour."""
    return Run(f"{SIGNS.get(verdict, '?')} {language.of(verdict.value)}", verdict_tone(verdict))


def named(component: Component) -> str:
    """A component by its name, with its id where that is another word."""
    if component.name == component.id:
        return component.id
    return f"{component.name} ({component.id})"


def titled(scenario: Scenario) -> str:
    """A scenario by its id, with its title where that says more."""
    return scenario.id if scenario.title == scenario.id else f"{scenario.id}: {scenario.title}"


def kind_title(component: Component, assessment: Assessment, language: Language) -> str:
    """The kind of a component in words."""
    return language.of(assessment.content.profiles[component.kind].title)


def component_run(one: ComponentAssessment, scenario: str) -> Run:
    """A component's name, linked to the reasons for its class."""
    return Run(named(one.component), link=f"#{reasons_id(scenario, one.id)}")


def reasons_id(scenario: str, component: str) -> str:
    """The id of the tree of reasons of a component; no id of a model holds the point."""
    return f"why.{scenario}.{component}"


def place_run(place: Place | str) -> Run:
    """A place in a file."""
    return Run(str(place), Tone.CODE)


def number(value: float, language: Language, digits: int = 0) -> Run:
    """A number, typed."""
    return Run(language.number(value, digits), kind=Kind.NUMBER, value=value)


def date(text: str) -> Run:
    """A date (ISO 8601), typed; a dash where there is none."""
    return Run(text, kind=Kind.DATE, value=text) if text else Run(DASH)
