"""`iotclass evidence`: what applies, what is refused, what is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command


def test_a_document_that_does_not_apply_is_refused_unless_asked_for(iotclass: Command) -> None:
    args = ("evidence", "pacemaker", "--scenario", "separate", "--source", "EN 303 645")

    refused = iotclass(*args)
    asked = iotclass(*args, "--out-of-scope")

    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(
        "error: --source: ETSI EN 303 645 V3.1.3 does not apply to this product: it leaves out: Medical "
    )
    assert "--out-of-scope" in refused.err
    assert asked.code == 0
    assert "Does not apply; for orientation only" in asked.out


def test_nothing_is_written_where_a_document_does_not_apply(iotclass: Command, tmp_path: Path) -> None:
    args = ("--scenario", "separate", "--source", "CRA", "-o", str(tmp_path / "out.html"))

    assert iotclass("evidence", "pacemaker", *args).code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_statement_is_on_one_design(iotclass: Command) -> None:
    ran = iotclass("evidence", "door-lock", "--source", "CRA")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: --scenario: a statement is on one design, and the model has 2 scenarios; expected one of "
        "lock-decides, cloud-decides\n"
    )


WRONG = {
    "a scenario": (("--scenario", "lock-decide", "--source", "CRA"), "(did you mean 'lock-decides'?)"),
    "two scenarios": (
        ("--scenario", "lock-decides", "--scenario", "cloud-decides", "--source", "CRA"),
        "--scenario is for one design at a time",
    ),
    "out of scope of nothing": (("--out-of-scope",), "--out-of-scope goes with --source"),
    "a document": (("--scenario", "lock-decides", "--source", "CRAX"), "no document 'CRAX'"),
    "a suffix": (
        ("--scenario", "lock-decides", "--source", "CRA", "-o", "out.doc"),
        "(did you mean '.docx'?)",
    ),
    "a format of reports alone": (
        ("--scenario", "lock-decides", "--source", "CRA", "-o", "out.sarif"),
        "a name that ends in one of .html, .htm, .pdf, .docx, .xlsx, .md, .csv, .json, or --format\n",
    ),
    "OSCAL": (
        ("--scenario", "lock-decides", "--source", "CRA", "-o", "out.oscal-results.json"),
        "has no suffix that says in which format",
    ),
    "two formats": (
        ("--scenario", "lock-decides", "--source", "CRA", "-o", "out.pdf", "--format", "docx"),
        "'out.pdf' is the name of another format than docx; expected pdf\n",
    ),
    "a file without a document": (("-o", "out.html"), "error: --source: no document is named"),
    "two documents in one table": (
        ("--scenario", "lock-decides", "--source", "CRA", "--source", "GDPR", "-o", "out.csv"),
        "CSV holds one table, and 2 documents are named",
    ),
    "another format than a template's": (
        ("--scenario", "lock-decides", "--source", "CRA", "--format", "html", "--template", "x.docx"),
        "only Word documents have one",
    ),
}


@pytest.mark.parametrize(("args", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_the_nearest_word(
    iotclass: Command, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    ran = iotclass("evidence", "door-lock", *args)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_document_it_lists_which_apply(iotclass: Command) -> None:
    ran = iotclass("evidence", "pacemaker")

    assert ran.code == 0
    assert "  CRA Annex I: does not apply; it leaves out: Medical devices\n" in ran.out
    assert "  OWASP IoT 2014: applies\n" in ran.out
    assert (
        "  GDPR: open; it applies where data about people are processed; the model does not say\n"
        "      (personal_data)\n"
    ) in ran.out
    assert ran.out.endswith(
        "Next: iotclass evidence pacemaker --scenario inside --source 'ISO/IEC 27001:2013 Annex A'\n"
    )


@pytest.mark.parametrize(
    ("stated", "said", "code"),
    [("yes", "GDPR: applies ", 0), ("no", "the model says that this is not so", 2)],
)
def test_whether_the_gdpr_applies_follows_from_what_the_model_says_of_data_about_people(
    iotclass: Command, tmp_path: Path, stated: str, said: str, code: int
) -> None:
    part = f"{{kind: sensor, facts: {{personal_data: {stated}}}}}"
    (tmp_path / "m.yaml").write_text(
        f"iotclass: 1\nsystem: S\nproduct: {{category: home}}\ncomponents: {{a: {part}}}\n"
    )
    assert said in " ".join(iotclass("evidence", "m.yaml").out.split())
    assert iotclass("evidence", "m.yaml", "--source", "GDPR").code == code


def test_a_model_that_does_not_say_what_the_product_is_goes_on_marked(
    iotclass: Command, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text(
        "iotclass: 1\nsystem: S\ncomponents: {a: {kind: sensor, controls: {signed-updates: yes}}}\n"
    )

    ran = iotclass("evidence", "m.yaml", "--source", "EN 303 645")

    assert ran.code == 0
    assert "Open whether it applies: the model does not say what the product is (product.category)" in ran.out
    assert "which components are the product (product.boundary): all count" in ran.out
    assert "To see to, what decides it first (all of it: -o FILE):\n" in ran.out
    assert "cryptography for communication (M): open\n      a: the model states none of: " in ran.out


@pytest.mark.parametrize("suffix", ["html", "pdf", "docx", "xlsx", "md", "csv", "json"])
def test_a_statement_is_written_whole_and_never_over_another(
    iotclass: Command, tmp_path: Path, suffix: str
) -> None:
    args = ("evidence", "ip-camera", "--scenario", "cloud-relay", "--source", "CRA", "-o", f"out.{suffix}")

    first = iotclass(*args)
    again = iotclass(*args)

    assert (first.code, first.out, first.err) == (0, "", f"out.{suffix} written\n")
    assert (tmp_path / f"out.{suffix}").stat().st_size > 5_000
    assert again.code == 2
    assert "is there already" in again.err
    assert iotclass(*args, "--force").code == 0
