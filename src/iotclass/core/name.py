"""Names for people: what sentences and pictures call components and scenarios, instead of by their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from iotclass.core.assess import ScenarioAssessment
from iotclass.core.phrase import Phrase, said


def names(given: Mapping[str, str]) -> dict[str, str]:
    """What each of these ids is called: its name, with the id behind it where others are named alike."""
    often = Counter(given.values())
    return {
        id_: name if often[name] == 1 or name == id_ else f"{name} ({id_})" for id_, name in given.items()
    }


@dataclass(frozen=True, slots=True)
class Naming:
    """What sentences call scenarios and components, by id.

    Where ids are what one types next, sentences call both by id, and say the title with a scenario's first.
    """

    scenarios: Mapping[str, str]
    components: Mapping[str, str]
    typed: bool = False

    def scenario(self, id_: str) -> str:
        """What a scenario is called."""
        return id_ if self.typed else self.scenarios.get(id_, id_)

    def component(self, id_: str) -> str:
        """What a component is called."""
        return id_ if self.typed else self.components.get(id_, id_)

    def quoted(self, id_: str) -> Phrase:
        """A scenario in quotes, where it is what a sentence is about."""
        title = self.scenarios.get(id_, id_)
        if not self.typed or title == id_:
            return said("'{scenario}'", scenario=title)
        return said("'{scenario}' ({title})", scenario=id_, title=title)


BY_ID = Naming({}, {}, typed=True)


def naming(scenarios: Iterable[ScenarioAssessment], *, typed: bool = False) -> Naming:
    """The naming of these scenarios and of all their components."""
    found = list(scenarios)
    components = {id_: one.name for each in found for id_, one in each.scenario.components.items()}
    titles = {one.scenario.id: one.scenario.title for one in found}
    return Naming(titles if typed else names(titles), names(components), typed)
