"""Connectivity inferred from links and ports (ours, from the definitions of section V)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from iotclass.core.finding import Finding, decide, judged, not_assessed, worst_of
from iotclass.core.judgement import Judgement
from iotclass.core.level import exactly
from iotclass.core.method import Method
from iotclass.core.phrase import Later, later, said
from iotclass.core.profile import Profile, Recommendation
from iotclass.core.scale import Connectivity
from iotclass.core.system import Component, Connection
from iotclass.core.table import Origin

WORST, ISOLATED = said("worst of the ways in"), said("isolated")
STATED, KIND = said("stated"), said("kind")


def infer(component: Component, links: Iterable[Finding], profile: Profile, method: Method) -> Finding:
    """The connectivity that the component's own links, ports and removable media give it: the worst of them.

    `links` are the findings of `way` for the links that end at it. A kind may bring a floor. Without any
    way in it is not assessed, unless the model says that the component is isolated. Neighbours count only
    through reliance.
    """
    subject = later("connectivity of {id}, from its links", component.id)
    ways = [*links, *(way(port, method, _port(port, component)) for port in component.ports)]
    if not ways:
        if component.isolated is None:
            note = said("no links, ports or judgement say how it is connected")
            return not_assessed(subject, said("no links"), note=note)
        at, why = str(component.isolated.place), component.isolated.why
        ways.append(Finding(subject, exactly(Connectivity.C1), ISOLATED, at=at, origin=Origin.OURS, note=why))
    if profile.connectivity_at_least is not None:
        ways.append(
            brought(later("least connectivity of a {kind}", profile.kind), profile.connectivity_at_least)
        )
    return worst_of(subject, WORST, *ways)


def _port(port: Connection, component: Component) -> Later:
    return later("port {port} of {id}", port.id, component.id)


def way(connection: Connection, method: Method, what: Later) -> Finding:
    """The connectivity that one way in, called `what`, gives by the method's table."""
    reasons = (
        _stated(later("medium of {what}", what), connection.medium),
        _stated(later("reach of {what}", what), connection.reach),
        _stated(later("operations over {what}", what), connection.operations),
    )
    return decide(later("connectivity over {what}", what), method.tables["connectivity"], *reasons)


def _stated(subject: Later, judgement: Judgement) -> Finding:
    """What a model says of a way in: a fact, unless somebody puts a name or a reason to it."""
    finding = judged(subject, judgement)
    return finding if judgement.by or judgement.sure or judgement.variable else replace(finding, rule=STATED)


def brought(subject: Later, recommendation: Recommendation) -> Finding:
    """A level that a kind brings, as a finding."""
    return Finding(
        subject,
        exactly(recommendation.level),
        KIND,
        at=str(recommendation.place),
        origin=recommendation.origin,
        note=said(recommendation.why),
    )
