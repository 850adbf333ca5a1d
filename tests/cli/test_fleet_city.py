"""The sensors of a city as cities give them: a byte order mark, semicolons, Windows line ends, gaps.

What each device comes to is worked out by hand from the tables of `fazeldehkordi-2019`: connectivity and
protection give the exposure, severity the impact, both together the class.
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import duckdb
import pytest

from iotclass.core.inventory import RESULTS
from tests.cli.command import Command

GIVEN = (Path(__file__).parent.parent / "fleet/given/city.csv").read_bytes()
HEAD = [*RESULTS, "Bezirk", "Bemerkung"]
DEVICES = [
    # C4 and P3: E3; low: Minor; E3 with Minor: B, and C is required
    ["S-001", "sensor", "C4", "P3", "E3", "Minor", "B", "B", "met", "", "", "Nord", "ok; geprüft"],
    # no severity: Catastrophic at worst, E4 with it F; Insignificant at best, E4 with it B, enough for D
    ["S-004", "sensor", "C1", "P1", "E4", "Catastrophic", "F", "B", "open", "", "", "", ""],
    # a word of the city's own, which the proposed mapping takes for a sensor
    ["S-005", "sensor", "C3", "P5", "E1", "Minor", "A", "A", "met", "", "", "Nord", ""],
    # no connectivity: C5 at worst, C2 at best, since a gateway has a network
    ["S-009", "gateway", "C5", "P2", "E5", "Catastrophic", "F", "D", "open", "", "", "Nord", ""],
    [
        "S-010",
        "smart-meter",
        "C4",
        "P5",
        "E1",
        "Minor",
        "A",
        "A",
        "no requirement",
        "",
        "",
        "Süd",
        'sagt "gut"',
    ],
    # C2 with P4: E1, and A; C3 with P4: E2, and B
    [
        "S-003",
        "gateway",
        "C3",
        "P4",
        "E2",
        "Moderate",
        "B",
        "A",
        "met",
        "",
        "",
        "Mitte; Ost",
        "zwei\r\nZeilen",
    ],
    ["s-002", "ip-camera", "C5", "P2", "E5", "Major", "F", "F", "not met", "", "", "Süd", ""],
]
REJECTED = [
    ["6", "connectivity", "LoRaWAN", "unknown level"],
    ["7", "device_id", "", "no id"],
    ["8", "", "S-008;sensor;Nord", "no row of this table"],
]
GROUPS = [
    # those that stand worst come first: the share that meets its requirement, then the class
    "Bezirk,Devices,Share met,met,not met,open,no requirement,A,B,C,D,E,F,not assessed",
    "–,1,0,0,0,1,0,0,0,0,0,0,1,0",
    "Süd,2,0,0,1,0,1,1,0,0,0,0,1,0",
    "Nord,3,0.6666666666666666,2,0,1,0,1,1,0,0,0,1,0",
    "Mitte; Ost,1,1,1,0,0,0,0,1,0,0,0,0,0",
]


def rows(path: str) -> list[list[str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_a_city_maps_classifies_and_sums_up_its_sensors(iotclass: Command, packed: str) -> None:
    name = f"city.csv{packed}"
    if packed == ".zst":
        duckdb.execute(f"COPY (SELECT ?::BLOB) TO '{name}' (FORMAT blob, COMPRESSION zstd)", [GIVEN])
    else:
        Path(name).write_bytes(gzip.compress(GIVEN) if packed else GIVEN)

    assert iotclass("fleet", "map", name, "-o", "city.map.yaml").code == 0
    mapping = Path("city.map.yaml").read_text("utf-8")
    assert '    "luftsensor": sensor\n' in mapping
    assert '  #   "lorawan": …\n' in mapping
    ran = iotclass("fleet", "classify", name, "-o", "out.csv")
    summed = iotclass("fleet", "summary", name, "--by", "Bezirk", "--format", "csv")

    assert ran.err == (
        "Read by city.map.yaml, which stands beside it; --map names another\n"
        "7 of 10 devices classified: out.csv\n3 rows not classified, and why: out.rejects.csv\n"
    )
    head, *found = rows("out.csv")
    assert (head, sorted(found)) == (HEAD, sorted(DEVICES))
    assert rows("out.rejects.csv")[1:] == REJECTED
    assert summed.out.lstrip("\ufeff").splitlines() == GROUPS


def test_a_word_that_is_mended_in_the_mapping_is_known(iotclass: Command) -> None:
    Path("city.csv").write_bytes(GIVEN)
    iotclass("fleet", "map", "city.csv", "-o", "city.map.yaml")
    mapping = Path("city.map.yaml")
    text = mapping.read_text("utf-8").replace(
        '  # connectivity:\n  #   "lorawan": …', "  connectivity: {LoRaWAN: C4}"
    )
    mapping.write_text(text, "utf-8")

    iotclass("fleet", "classify", "city.csv", "-o", "out.csv")

    # C4 and P3: E3; low: Minor; B
    mended = ["S-006", "smart-meter", "C4", "P3", "E3", "Minor", "B", "B", "met", "", "", "West", ""]
    assert sorted(rows("out.csv")[1:]) == sorted([*DEVICES, mended])
    assert rows("out.rejects.csv")[1:] == REJECTED[1:]
