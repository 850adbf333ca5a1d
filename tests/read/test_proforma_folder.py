"""Pro formas and forms that name what is not there, each found with its file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from iotclass.core.place import InvalidError
from iotclass.read.content import shipped
from iotclass.read.file import CONTENT
from iotclass.read.proforma import read_proformas

WRONG = {
    "a document": (
        ("proformas/cra.yaml", "document: cra", "document: crab"),
        "document 'crab' in cra.yaml; expected the file of its name (did you mean 'cra'?)",
    ),
    "a clause": (
        ("proformas/cra.yaml", "always: [Part II]", "always: [Part IV]"),
        "no clause 'Part IV'; expected one of cra",
    ),
    "a status": (
        ("proformas/etsi-en-303-645-v3-1-3.yaml", "reasons_for: [R]", "reasons_for: [S]"),
        "no status 'S'; expected one of M, R",
    ),
    "a set of forms": (
        ("proformas/etsi-en-303-645-v3-1-3.yaml", "forms: ts-103-701", "forms: ts-103-702"),
        "no forms 'ts-103-702'; expected one of ts-103-701",
    ),
    "a clause of a form": (
        ("forms/ts-103-701.yaml", 'clauses: ["5.5-2"]', 'clauses: ["5.5-22"]'),
        "no clause '5.5-22'; expected one of etsi-en-303-645-v3-1-3",
    ),
    "the clause of a field": (
        ("forms/ts-103-701.yaml", "source: clause 5.6-9", "source: clause 5.6-99"),
        "no clause '5.6-99'; expected one of etsi-en-303-645-v3-1-3",
    ),
    "a source of a field": (
        ("forms/ts-103-701.yaml", "source: product model", "source: the model"),
        "expected product KEY, clause ID or connection",
    ),
    "a layout": (
        ("proformas/gdpr.yaml", "layout: conformance", "layout: conforming"),
        "expected one of conformance, applicability",
    ),
}


@pytest.mark.parametrize(("change", "said"), WRONG.values(), ids=WRONG)
def test_what_a_pro_forma_names_has_to_be_there(
    tmp_path: Path, change: tuple[str, str, str], said: str
) -> None:
    for name in ("proformas", "forms"):
        shutil.copytree(CONTENT / name, tmp_path / name)
    name, old, new = change
    text = (tmp_path / name).read_text("utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new), "utf-8")

    with pytest.raises(InvalidError) as found:
        read_proformas(shipped().sources, tmp_path)

    assert said in str(found.value)
    assert name.split("/")[1] in str(found.value)


def test_what_is_shipped_is_proved() -> None:
    found = read_proformas(shipped().sources)

    assert set(found.proformas) == {path.stem for path in (CONTENT / "proformas").glob("*.yaml")}
    assert found.of("bitag-2016").document == "bitag-2016"
