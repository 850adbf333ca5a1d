"""A dossier: the evidence for one document with its scope, the support period and its forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iotclass.core.applicability import Applies
from iotclass.core.clause import Document
from iotclass.core.content import Content
from iotclass.core.evidence import Evidence
from iotclass.core.filled import Filled, filled
from iotclass.core.period import period
from iotclass.core.phrase import Phrase
from iotclass.core.proforma import Forms, Proformas
from iotclass.core.scope import Category, Scope, scope
from iotclass.core.support import evidence
from iotclass.core.system import Scenario, System


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is told of one document: None where it asks for no such thing."""

    evidence: Evidence
    scope: Scope
    period: tuple[Applies, Phrase] | None
    forms: Forms | None
    filled: tuple[Filled, ...]

    @property
    def document(self) -> Document:
        """The document that is answered."""
        return self.evidence.document

    @property
    def orienting(self) -> bool:
        """Whether the document is not for the product, so that nothing here is claimed by it."""
        return self.scope.applies is Applies.NO


def dossier(
    system: System,
    scenario: Scenario,
    document: Document,
    proformas: Proformas,
    categories: Mapping[str, Category],
    content: Content,
) -> Dossier:
    """What `system` has to say to `document`, in one scenario."""
    found = evidence(system, scenario, document, proformas.of(document.id), content)
    forms = proformas.forms.get(found.proforma.forms)
    return Dossier(
        found,
        scope(
            document,
            str(system.product.get("category", "")),
            categories,
            [scenario.components[id_].facts or {} for id_ in found.boundary],
        ),
        period(system, found.proforma),
        forms,
        tuple(filled(one, found) for one in forms.forms) if forms else (),
    )
