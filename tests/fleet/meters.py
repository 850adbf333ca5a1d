"""An inventory whose devices refer to components of an example, four of seven rightly, and its mapping."""

from __future__ import annotations

MAPPING = """\
inventory: 1
model: smart-metering
scenario: mesh
columns: {device_id: id, component: type, kind: kind, required: required}
words: {component: {K-100: meter}}
"""
FLEET = """\
id,type,kind,required,site
1,k-100,,,Oslo
2, METER ,smart-meter,E,Oslo
3,concentrator,,,Ås
4,metre,,,Ås
5,meter,gateway,,Ås
6,,sensor,,Ås
7,,,,Ås
"""
