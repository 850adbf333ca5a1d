"""Connectivity inferred from links and ports (ours, from the definitions of section V)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from iotclass.core.finding import Finding, decide, judged, not_assessed, worst_of
from iotclass.core.judgement import Judgement
from iotclass.core.level import exactly
from iotclass.core.method import Method
from iotclass.core.profile import Profile, Recommendation
from iotclass.core.scale import Connectivity
from iotclass.core.system import Component, Connection
from iotclass.core.table import Origin


def infer(component: Component, links: Iterable[Finding], profile: Profile, method: Method) -> Finding:
    """The connectivity that the component's own links, ports and removable media give it: the worst of them.

    `links` are the findings of `way` for the links that end at it. A kind may bring a floor. Without any
    way in it is not assessed, unless the model says that the component is isolated. Neighbours count only
    through reliance.
    """
    subject = f"connectivity of {component.id}, from its links"
    ways = [*links, *(way(port, method, f"port {port.id} of {component.id}") for port in component.ports)]
    if not ways:
        if component.isolated is None:
            note = "no links, ports or judgement say how it is connected"
            return not_assessed(subject, "no links", note=note)
        isolated = component.isolated
        at, note = str(isolated.place), isolated.why
        ways.append(
            Finding(subject, exactly(Connectivity.C1), "isolated", at=at, origin=Origin.OURS, note=note)
        )
    if profile.connectivity_at_least is not None:
        ways.append(brought(f"least connectivity of a {profile.kind}", profile.connectivity_at_least))
    return worst_of(subject, "worst of the ways in", *ways)


def way(connection: Connection, method: Method, what: str) -> Finding:
    """The connectivity that one way in, called `what`, gives by the method's table."""
    reasons = (
        _stated(f"medium of {what}", connection.medium),
        _stated(f"reach of {what}", connection.reach),
        _stated(f"operations over {what}", connection.operations),
    )
    return decide(f"connectivity over {what}", method.tables["connectivity"], *reasons)


def _stated(subject: str, judgement: Judgement) -> Finding:
    """What a model says of a way in: a fact, unless somebody puts a name or a reason to it."""
    finding = judged(subject, judgement)
    return (
        finding if judgement.by or judgement.sure or judgement.variable else replace(finding, rule="stated")
    )


def brought(subject: str, recommendation: Recommendation) -> Finding:
    """A level that a kind brings, as a finding."""
    return Finding(
        subject,
        exactly(recommendation.level),
        "kind",
        at=str(recommendation.place),
        origin=recommendation.origin,
        note=recommendation.why,
    )
