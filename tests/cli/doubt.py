"""Models with levels in doubt: one with every verdict, one of three designs, one that is not all assessed."""

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

DESIGNS = """\
iotclass: 1
system: Designs
method: fazeldehkordi-2019
components:
  sensor:
    kind: sensor
    requires: B
    connectivity: {C1: 0.9, C5: 0.1}
    protection: P3
    challenges: none
    impact: Moderate
  hub: {kind: sensor, connectivity: C2, protection: P4, challenges: none, impact: Minor}
scenarios:
  inside: {title: Inside}
  separate: {components: {sensor: {protection: P4}}}
  apart:
    components:
      sensor: {protection: P4, connectivity: {C1: 0.5, C5: 0.5}}
      hub: {protection: {P4: 0.9996, P1: 0.0004}}
"""

LOST = f"{DOUBT}scenarios: {{one: {{title: One}}, two: {{components: {{open: {{protection: P4}}}}}}}}\n"
