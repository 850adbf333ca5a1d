"""A model of which much is in dispute, for tests of what reports say."""

from __future__ import annotations

from pathlib import Path

import pytest

MIXED = """\
iotclass: 1
system: Mixed
method: iotclass-1
assessment: {by: Ann, on: 2026-11-23}
evidence:
  ev-a: {title: About a, kind: test}
  ev-ab: {title: About ab, kind: test}
judgements: {idle: P3}
components:
  a:
    kind: sensor
    requires: {class: F, controls: [signed-updates], why: So}
    connectivity: {level: [{level: C3, by: Ann}, {level: C2, by: Bob}], why: Both looked, evidence: [ev-a]}
    protection: {level: P3, why: Seen}
    challenges: none
    harm: {safety: Minor, why: Small}
  ab:
    kind: mobile-app
    requires: B
    connectivity: {level: [{level: C1, by: Ann, why: No radio}, {level: C2, by: Eve}], evidence: [ev-ab]}
    protection: P5
    controls: {strong-keys: [{state: yes, by: Ann, why: Tested}, {state: no, by: Bob}]}
    harm: {safety: Minor, why: Small}
    relies_on: [c]
  c:
    kind: sensor
    requires: A
    connectivity: {level: C5, why: Open}
    protection: {level: P1, why: Bare}
    challenges: none
    harm: {safety: Catastrophic, why: Lives}
  d:
    kind: sensor
    requires: B
    connectivity: {level: C4, why: Relayed}
    protection: {level: P2, why: Some}
    challenges: {own: {title: Own, severity: high, why: Hard}}
    harm: {safety: Major, why: Serious}
accepted: [{requirement: c, until: 2027-01-31, by: Ann, why: Soon}]
scenarios:
  whole: {title: All}
  without: {title: Without it, components: {ab: null}}
"""


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A model of which opinions differ, and of which requirements fail for every reason."""
    path = tmp_path / "mixed.yaml"
    path.write_text(MIXED, "utf-8")
    return path
