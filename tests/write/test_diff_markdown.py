"""What changed, as a comment: rendered as GitHub does, whatever names and reasons hold."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm  # type: ignore[import-untyped]  # it has no types
import pytest

from iotclass.app.diff import diff_models
from iotclass.write.columns import clean
from iotclass.write.diff_markdown import LONG, ROOM, code
from tests.write.reported import HOSTILE

OURS = {
    *("h3", "p", "code", "table", "thead", "tbody", "tr", "th", "td", "strong", "details", "summary"),
    *("ul", "li", "sub", "em"),
}
"""The tags that a comment has."""

MENTIONS = ("@someone", "@org/team", "fixes #1", "https://example.org", "a@example.org", "`@someone`", "``")


class Page(HTMLParser):
    """A rendered comment: its tags, its texts in code and outside of it, the cells of its rows."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.code: list[str] = []
        self.prose = ""
        self.rows: list[int] = []
        html = cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.Options.CMARK_OPT_UNSAFE)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        self.open.append(tag)
        if tag == "code":
            self.code.append("")
        if tag == "tr":
            self.rows.append(0)
        if tag in {"td", "th"}:
            self.rows[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "code" in self.open:
            self.code[-1] += data
        else:
            self.prose += data


def _model(word: str, level: str, by: str = "Bob") -> str:
    said = {"kind": "sensor", "requires": "B", "challenges": "none", "harm": "Minor", "protection": "P3"}
    opinions = [{"level": level, "by": f"{word}{by}"[-4000:]}, {"level": level, "by": "Eve", "why": word}]
    part = {**said, "name": word, "connectivity": {"level": opinions, "why": f"{word} {level}"}}
    return json.dumps({"iotclass": 1, "system": word, "components": {"a": part}})


def _comment(folder: Path, old: str, new: str) -> str:
    (folder / "old.json").write_text(old, "utf-8")
    (folder / "new.json").write_text(new, "utf-8")
    return diff_models(str(folder / "old.json"), str(folder / "new.json"), "markdown").text


@pytest.mark.parametrize("word", [*HOSTILE, *MENTIONS], ids=range(len(HOSTILE) + len(MENTIONS)))
def test_whatever_a_model_says_stands_in_code_and_does_nothing(tmp_path: Path, word: str) -> None:
    written = word.replace("\x00", "").replace("\ufffe", "")

    text = _comment(tmp_path, _model(written, "C1"), _model(written, "C5", "Ann"))
    page = Page(text)

    assert page.tags <= OURS
    assert page.attributes == []
    assert page.open == []
    assert "@" not in page.prose
    assert "://" not in page.prose
    assert set(page.rows) == {6}
    assert len(page.rows) == 2
    shown = clean(written)
    shown = shown if len(shown) <= LONG else f"{shown[: LONG - 1]}…"
    assert shown.strip() in {one.strip() for one in page.code}
    assert len(text) < ROOM


@pytest.mark.parametrize("word", [*HOSTILE, *MENTIONS, "", " ", "a|b", "a\\|b", "a\\", "`", "| `|` |"])
def test_code_holds_what_it_is_given_in_a_table_and_outside(word: str) -> None:
    shown = clean(word)
    shown = shown if len(shown) <= LONG else f"{shown[: LONG - 1]}…"
    for markdown in (code(word), f"| a | b |\n|---|---|\n| {code(word)} | x |\n", f"- {code(word)}\n"):
        page = Page(markdown)
        assert [one.strip() for one in page.code] == ([shown.strip()] if shown.strip() else [])
        assert set(page.rows) <= {2}


TABLE = """\
| component | scenario | what | class | verdict | because of |
|---|---|---|---|---|---|
| `a` | `base` | **broken, worse** | A → C | met → not met | the model: `connectivity C1 → C5` |
"""


def test_the_sentence_comes_first_then_what_moved_and_the_rest_is_folded(tmp_path: Path) -> None:
    text = _comment(tmp_path, _model("S", "C1"), _model("S", "C5"))

    assert text.startswith(
        "### ❌ iotclass: 1 requirement broke, 1 class is worse, 1 change in meaning.\n\n`S`, `"
    )
    assert TABLE in text
    assert "<summary>Changed in meaning (1)</summary>\n\n- `a`: `connectivity` `Eve: C1; SBob: C1 → " in text
    assert text.count("<details>") == text.count("</details>") == 2
    assert "- Class C: " in text


def test_what_has_not_changed_says_so(tmp_path: Path) -> None:
    text = _comment(tmp_path, _model("S", "C1"), _model("S", "C1"))

    assert text.startswith("### ✅ iotclass: Nothing changed: ")
    assert "|" not in text
    assert "<details>" not in text


def test_a_comment_is_never_longer_than_one_may_be(tmp_path: Path) -> None:
    def model(level: str) -> str:
        part = {"kind": "sensor", "requires": "A", "protection": "P3", "challenges": "none", "harm": "Minor"}
        many = {
            f"component-{number}": {**part, "connectivity": {"level": level, "why": f"{level}{'|' * 300}"}}
            for number in range(2000)
        }
        return json.dumps({"iotclass": 1, "system": "S", "components": many})

    text = _comment(tmp_path, model("C1"), model("C5"))
    page = Page(text)

    assert 30_000 < len(text) < ROOM + 1000
    assert page.open == []
    assert page.tags <= OURS
    assert "more, for which a comment has no room" in page.prose
