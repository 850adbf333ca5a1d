"""`iotclass compare --doubt`: how likely which scenario is better. The figures are by hand.

By the paper's tables the sensor has, at P3, class B at C1 and D at C5, and at P4 A and C; the hub has A at
P4 and C at P1.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.app import compare as app
from iotclass.core import preference
from iotclass.read.file import CONTENT
from tests.cli.command import Command
from tests.cli.doubt import DESIGNS, DOUBT, LOST

# The pacemaker as the paper has it, with nothing said of how sure its judgements are.
CERTAIN = "".join(
    line
    for line in (CONTENT / "examples" / "pacemaker.yaml").read_text("utf-8").splitlines(keepends=True)
    if not line.strip().startswith("sure:")
)

FOR_CERTAIN = """\
separate against inside  better  same  worse
───────────────────────  ──────  ────  ─────
sensor                   100 %   0 %   0 %
as a whole               100 %   0 %   0 %
  the same for certain: hub
'separate' is better than 'inside' with 100 %, as good with 0 %, worse with 0 %; it dominates: in no
case is any component worse.
"""

# A against B or D, or C against D: 0.5 + 0.5 * 0.1; as a whole not where the hub is C and inside has B
LIKELIER = """\
apart against inside  better  same      worse
────────────────────  ──────  ────────  ───────
sensor                55 %    0 %       45 %
hub                   0 %     > 99.9 %  < 0.1 %
as a whole            55 %    0 %       45 %
'apart' is better than 'inside' with 55 %, as good with 0 %, worse with 45 %.
"""

# A against C with 0.9 * 0.5, C against A with 0.1 * 0.5
AS_GOOD = """\
separate against apart  better   same      worse
──────────────────────  ───────  ────────  ─────
sensor                  45 %     50 %      5 %
hub                     < 0.1 %  > 99.9 %  0 %
as a whole              45 %     50 %      5 %
'separate' is better than 'apart' with 45 %, as good with 50 %, worse with 5 %.
"""


def test_every_two_scenarios_have_a_table_and_a_sentence(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DESIGNS)

    ran = iotclass("compare", "m.yaml", "--doubt")

    assert (ran.code, ran.err) == (0, "")
    assert f"\n\n{FOR_CERTAIN}\n{LIKELIER}\n{AS_GOOD}\n" in ran.out
    assert "--doubt" not in ran.out


def test_json_has_the_probabilities_in_full(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DESIGNS)

    record = iotclass("compare", "m.yaml", "--doubt", "--format", "json").json["under_doubt"]

    assert {key: record[key] for key in ("in_doubt", "draws", "error")} == {
        "in_doubt": True,
        "draws": None,
        "error": None,
    }
    assert [(one["scenario"], one["than"]) for one in record["pairs"]] == [
        ("inside", "separate"),
        ("inside", "apart"),
        ("separate", "apart"),
    ]
    first, second, _ = record["pairs"]
    said = ("dominates", "dominated", "never_worse", "never_better")
    assert [first[key] for key in said] == [False, True, False, True]
    assert [second[key] for key in said] == [False, False, False, False]
    hub = second["components"][1]
    assert hub["component"] == "hub"
    assert (hub["odds"]["better"], hub["odds"]["same"]) == pytest.approx((0.0004, 0.9996), abs=1e-12)
    overall = second["overall"]
    assert (overall["worse"], overall["unlike"]) == (pytest.approx(0.45 * 0.9996 + 0.1, abs=1e-12), 0)
    assert second["verdict"] == LIKELIER.splitlines()[-1]


def test_without_the_option_nothing_is_computed_and_the_command_is_named(
    iotclass: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.yaml").write_text(DESIGNS)
    monkeypatch.setattr(app, "preferences", None)

    ran = iotclass("compare", "m.yaml", "inside", "apart", "--method", "iotclass-1")
    record = iotclass("compare", "m.yaml", "--format", "json").json

    assert ran.out.splitlines()[-1] == (
        "Next: how likely each is the better one, as there is doubt: "
        "iotclass compare m.yaml --method iotclass-1 inside apart --doubt"
    )
    assert "Under doubt" not in ran.out
    assert "under_doubt" not in record


@pytest.mark.parametrize(("written", "hinted"), [(DESIGNS, True), (CERTAIN, False), (DOUBT, False)])
def test_only_several_scenarios_in_doubt_are_worth_the_hint(
    iotclass: Command, tmp_path: Path, written: str, hinted: bool
) -> None:
    (tmp_path / "m.yaml").write_text(written)

    ran = iotclass("compare", "m.yaml")

    assert ("--doubt" in ran.out) is hinted


def test_where_nothing_is_in_doubt_the_certain_answer_is_given(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(CERTAIN)
    ran = iotclass("compare", "m.yaml", "inside", "separate", "--doubt")
    record = iotclass("compare", "m.yaml", "--doubt", "--format", "json").json["under_doubt"]

    assert "Under doubt\nNothing is in doubt, so that each answer is certain.\n" in ran.out
    assert "'separate' is better than 'inside' with 100 %, as good with 0 %, worse with 0 %;" in ran.out
    assert record["in_doubt"] is False
    shares = [one["overall"][key] for one in record["pairs"] for key in ("better", "same", "worse")]
    assert sorted(shares) == [0, 0, 0, 0, 0, 0, 1, 1, 1]


def test_one_scenario_has_nothing_to_be_compared_with(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)

    ran = iotclass("compare", "m.yaml", "--doubt")

    assert "Under doubt" not in ran.out
    assert ran.out.splitlines()[-1] == "There is one scenario only ('base'), so there is nothing to choose."


def test_what_is_not_assessed_leaves_no_comparison_of_the_whole(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(LOST)

    ran = iotclass("compare", "m.yaml", "--doubt")
    (pair,) = iotclass("compare", "m.yaml", "--doubt", "--format", "json").json["under_doubt"]["pairs"]

    assert "\nlost             not assessed\n" in ran.out
    assert (pair["overall"], pair["reason"]) == (None, "lost is not assessed in 'one'")
    assert pair["verdict"] == "'one' and 'two' cannot be compared as wholes: lost is not assessed in 'one'."
    assert {one["component"]: one["odds"] for one in pair["components"]}["lost"] is None
    assert " ".join(ran.out.split()).count(pair["verdict"]) == 1


ALIKE = """\
iotclass: 1
system: Alike
components:
  a: {kind: sensor, connectivity: C1..C2, protection: P2..P4, challenges: none, harm: Major}
  b: {kind: sensor, connectivity: C3, protection: P1, challenges: none, harm: Major}
scenarios:
  one: {title: One}
  other: {title: Other}
"""


DOMINATES = "dominates: in no case is any component"
MORE = "c: {kind: sensor, requires: A, connectivity: C5, protection: P1, challenges: none, harm: Major}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("", "'one' is as good as 'other' in every case."),
        ("a: {protection: P1}", f"'one' is as good as 'other' in every case; it {DOMINATES} worse."),
        ("a: {protection: P5}", f"'other' is as good as 'one' in every case; it {DOMINATES} worse."),
        (
            "a: {protection: P1}, b: {protection: P1..P2}",
            (
                "'other' is better than 'one' with 50 %, as good with 50 %, worse with 0 %; "
                "as a whole it is never worse, though a may be."
            ),
        ),
        (
            f"a: {{requires: A, protection: P5}}, {MORE}",
            (
                "'other' and 'one' cannot be compared as wholes, as they require different things; "
                f"it {DOMINATES} that both have worse."
            ),
        ),
    ],
)
def test_what_holds_in_every_case_is_said(iotclass: Command, tmp_path: Path, change: str, said: str) -> None:
    (tmp_path / "m.yaml").write_text(ALIKE.replace("{title: Other}", f"{{components: {{{change}}}}}"))

    (pair,) = iotclass("compare", "m.yaml", "--doubt", "--format", "json").json["under_doubt"]["pairs"]

    assert pair["verdict"] == said


def test_what_is_drawn_is_marked_and_its_error_stated(
    iotclass: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.yaml").write_text(DESIGNS)
    monkeypatch.setattr(preference.preferences, "__defaults__", (1, 1))

    ran = iotclass("compare", "m.yaml", "inside", "apart", "--doubt")
    json = iotclass("compare", "m.yaml", "inside", "separate", "--doubt", "--format", "json").json
    record = json["under_doubt"]

    assert "sensor                ≈ 55 %  < 2 %   ≈ 45 %\n" in ran.out
    assert "hub                   < 2 %   > 98 %  < 2 %\n" in ran.out
    assert "come from 40,000 draws" in ran.out
    assert record["draws"] == 40_000
    assert 0.009 < record["error"] < 0.01
    assert record["pairs"][0]["dominated"] is None
