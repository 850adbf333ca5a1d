"""Evidence in JSON: whole, and in statements that which they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.read.given import EVERYTHING

EXHIBIT = {
    "id": "test-12",
    "title": "Bootloader test",
    "kind": "test",
    "version": "3",
    "on": "2026-10-02",
    "location": "Shelf 4",
    "sha256": "0" * 64,
}


@pytest.mark.parametrize(
    "args",
    [
        ("assess", "everything.yaml"),
        ("compare", "everything.yaml"),
    ],
    ids=lambda args: args[0],
)
def test_evidence_is_told_whole(iotclass: Command, tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "everything.yaml").write_text(EVERYTHING, "utf-8")
    assert iotclass(*args, "--format", "json").json["evidence"] == [EXHIBIT]


def test_a_statement_lists_the_evidence_that_it_names_and_no_other(iotclass: Command) -> None:
    run = ("--scenario", "firmware-2", "--source", "GDPR", "--format", "json")
    record = iotclass("evidence", "smart-plug", *run).json

    named = {
        one["id"]
        for clause in record["statements"][0]["clauses"]
        for component in clause["components"]
        for held in component["controls"]
        for one in held["evidence"]
    }
    assert {one["id"] for one in record["evidence"]} == named
    assert 5 < len(named) < 19
    assert record["evidence"][0] == {
        "id": "lab",
        "title": "Laboratory test of plug and app, firmware 1.4",
        "kind": "test",
        "version": "1.1",
        "on": "2026-09-04",
        "location": "Approval file, tab 4",
        "sha256": None,
    }
