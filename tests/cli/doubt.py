"""A model with every verdict, and levels in doubt."""

DOUBT = """\
iotclass: 1
system: Doubt
assessment: {on: 2026-11-23}
judgements: {storm: {level: {low: 0.5, high: 0.5}, why: W}}
components:
  open:
    kind: sensor
    requires: B
    connectivity: C1..C3
    protection: P3..P5
    challenges: {x: {title: Storm, severity: {judgement: storm}}}
    harm: Minor..Major
  lost: {kind: sensor, requires: A}
  late: {kind: sensor, requires: A, connectivity: C5, protection: P1, challenges: none, harm: Major}
  free: {kind: sensor, connectivity: C5, protection: P1, challenges: none, harm: Major}
  good: {kind: sensor, requires: D, connectivity: C1, protection: P5, challenges: none, harm: Minor}
  bad: {kind: sensor, requires: D, connectivity: C5, protection: P1, challenges: none, harm: Major}
accepted: [{requirement: late, until: 2027-01-01, by: Ann, why: Budget}]
"""

VERDICTS = {
    "open": "open",
    "lost": "not assessed",
    "late": "accepted",
    "free": "no requirement",
    "good": "met",
    "bad": "not met",
}
