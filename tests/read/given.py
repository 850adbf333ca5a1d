"""Models for the tests of reading: the smallest, one that uses everything, and what reads them."""

from __future__ import annotations

from iotclass.core.system import Component, System
from iotclass.read.content import shipped, vocabulary
from iotclass.read.model import read_model

HEAD = "iotclass: 1\nsystem: S\n"


def read(text: str, file: str = "m.yaml") -> System:
    """The system that `text` describes."""
    return read_model(text.encode(), file, vocabulary(shipped()))


def component(entry: str, before: str = "") -> Component:
    """The component `a`, a sensor on line 4 that says `entry`; `before` stands before the components."""
    body = "".join(f"    {line}\n" for line in entry.splitlines())
    system = read(f"{HEAD}{before}components:\n  a:\n    kind: sensor\n{body}  b: {{kind: sensor}}\n")
    return system.scenarios[0].components["a"]


EVERYTHING = """\
iotclass: 1
system: Everything
method: iotclass-1@1.0.0
product:
  maker: Maker
  model: Model
  version: "1.0"
  category: medical
  intended_use: Use
  boundary: [sensor, controller]
  support_until: 2031-06-30
assessment:
  {by: Ann, role: Assessor, on: 2026-11-23, status: draft, reviewed_by: Bob, valid_until: 2027-11-23}
evidence:
  test-12:
    title: Bootloader test
    kind: test
    version: "3"
    on: 2026-10-02
    location: Shelf 4
    sha256: "0000000000000000000000000000000000000000000000000000000000000000"
judgements:
  hygiene: {level: P3..P4, why: Seen, by: Eve, on: 2026-01-01, evidence: [test-12], sure: likely}
  weather: {level: {low: 0.5, high: 0.5}}
  loss: Major
  cable:
    {level: [{level: wired, by: Ann, weight: 2}, {level: {near: 0.5, wireless: 0.5}, by: Bob}], why: Seen}
controls:
  rate-limiting:
    {state: yes, why: Gateway, by: Eve, on: 2026-01-01, evidence: [test-12], for: [controller, phone]}
  scheduled-updates: partly
  quick-updates: {state: [{state: partly, by: Ann, works: 0.5}, {state: yes, by: Bob}], for: [phone]}
costs:
  quick-updates: {one_off: 100, yearly: 10, shared: true, why: One team}
limits: {money: {limit: 50000, why: This year}}
components:
  sensor:
    name: Heart-rate sensor
    kind: sensor
    requires: C
    connectivity: {level: C1, why: Wired, by: Eve, on: 2026-01-01, evidence: [test-12], sure: sure}
    protection: {level: P1, in_effect: true, why: Bare}
    impact: {Minor: 0.25, Major: 0.75}
    harm:
      safety: Catastrophic
      privacy: {level: Minor, why: Little}
      service: unknown
      money: Minor..Major
      environment: {Minor: 1}
      third_parties: {judgement: loss}
      all_units: Major
      why: What it measures counts
      by: Eve
      on: 2026-01-01
      evidence: [test-12]
      sure: guess
    isolated: {why: Alone}
    challenges: none
  controller:
    kind: medical-controller
    requires: {class: A, protection: P3, controls: [rate-limiting], why: Life}
    facts: {updatable: yes, debug_port: unknown, telemetry: no}
    controls:
      two-factor-authentication: yes
      signed-updates: {state: partly, why: Not checked, evidence: [test-12], by: Eve, on: 2026-02-02}
      strong-keys: {state: not applicable, why: No keys}
    challenges:
      storm: {title: Storm, severity: {judgement: weather}, why: Often}
      rain: {title: Rain, severity: {low: 0.5, medium: 0.5}}
      battery-use: {answers: {supply: mains}, acts_on: [protection]}
      memory-use: {title: Memory, driven_by: memory, softened: {to: low, energy: 1, why: A chip}}
      fog: {title: Fog, judgement: weather, why: At times}
      ice: {title: Ice, severity: {level: low, why: Seldom, by: Eve, on: 2026-01-01, sure: likely}}
      snow: {title: Snow, severity: low..high, by: Eve, on: 2026-01-01, evidence: [test-12], sure: guess}
    ports:
      usb:
        title: Service port
        medium: {judgement: cable}
        reach: {direct: 0.5, local: 0.5}
        operations: {level: none, sure: guess}
        why: Service
    harm: [{level: Major, by: Ann, weight: 0.5, on: 2026-01-01, evidence: [test-12]}]
    limits: {energy: 5, compute: none, memory: {limit: 64, why: Small}, bandwidth: 100, access: 2}
    costs:
      signed-updates: {one_off: 5, energy: 1, compute: 2, memory: 3, bandwidth: 4, access: 5}
    allow:
      connectivity: {C2: {one_off: 10, why: Behind a box}}
      soften: {snow: {to: very low, one_off: 7, yearly: 1, why: A roof}}
    fixed: {rate-limiting: Certified, challenges: So it is}
  phone:
    kind: mobile-app
    protection: {judgement: hygiene, why: As all phones}
    connectivity: C2..C4
    impact: {level: [{level: unknown, by: Ann, sure: sure}], why: Not known}
    relies_on: [controller]
    controls:
      signed-updates: [{state: yes, by: Ann, weight: 2, why: W, sure: likely}, {state: no, by: Bob}]
    harm: {level: unknown}
links:
  - id: telemetry
    title: T
    why: W
    from: controller
    to: phone
    medium: wireless
    reach: unknown
    operations: outside
  - {from: controller, to: phone, medium: wired..near, reach: local}
scenarios:
  one:
    title: First
    components:
      controller:
        name: Box
        challenges: {storm: low, rain: null}
        controls: {signed-updates: null, strong-keys: yes}
        ports: {usb: null, card: {medium: wired, reach: direct}}
        facts: {updatable: no}
        limits: {energy: null, memory: 32}
        costs: {signed-updates: null}
        fixed: {challenges: null}
        allow: null
        harm: null
      gateway: {kind: medical-controller, protection: P2}
      sensor: null
  two:
    extends: one
    components:
      phone: {challenges: {hail: {title: Hail, severity: [{level: low, by: Ann}, {level: unknown, by: Bob}]}}}
    without_links: [telemetry]
    links:
      - {from: gateway, to: phone, medium: near, reach: direct}
accepted:
  - {requirement: controller, until: 2027-01-31, by: Ann, why: Budget}
"""
