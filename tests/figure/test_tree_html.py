"""The foldable page: everything is on it, every link leads somewhere, nothing comes from outside."""

from __future__ import annotations

from html.parser import HTMLParser

from iotclass.figure.tree_html import tree_page
from iotclass.read.content import shipped
from tests.figure.grown import DOCUMENTS, grown

VOID = {"meta", "input", "br"}
FULLY = grown()


class Page(HTMLParser):
    """What a page holds: its tags with attributes, ids, text; fails where tags do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.folded: list[list[str]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text.append(data)

    def having(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for found, attrs in self.tags if found == tag]


def test_the_page_holds_everything_of_every_functionality() -> None:
    page = Page(tree_page(FULLY, DOCUMENTS))
    text = " ".join(" ".join(page.text).split())
    for one in FULLY.functionalities.values():
        wanted = (one.title, one.id, one.question, one.statement, one.why, one.check)
        assert [part for part in wanted if part not in text] == []
    assert text.count("asks for the same as Standard <1> 5.1-1 : No shared passwords") == len(
        FULLY.functionalities
    )
    assert "covers Standard <1> “What we call it” (not reviewed)" in text
    assert "device, cloud" in text
    assert "energy 2 (it computes)" in text
    assert "Stronger than" in text


def test_numbers_that_are_not_the_documents_own_are_not_printed() -> None:
    assert "Standard <1> ours" not in " ".join(Page(tree_page(FULLY, DOCUMENTS)).text)


def test_it_folds_by_concern_area_topic_functionality() -> None:
    page = Page(tree_page(FULLY, DOCUMENTS))
    classes = [str(attrs["class"]).split()[0] for attrs in page.of("details")]
    counts = {name: classes.count(name) for name in ("concern", "area", "topic", "leaf")}
    assert counts == {
        "concern": len(FULLY.concerns),
        "area": len(FULLY.areas),
        "topic": len(FULLY.topics),
        "leaf": len(FULLY.functionalities),
    }
    assert len(page.of("summary")) == len(classes)


def test_topics_stand_under_their_own_concern() -> None:
    page = Page(tree_page(grown({"decommissioning": [1, 1, 1]}, mixed=True), DOCUMENTS))
    ids = [str(attrs["id"]) for attrs in page.of("details")]
    assert ids == [
        "concern:life-cycle",
        "area:life-cycle:decommissioning",
        "topic:topic-0",
        "one-0",
        "topic:topic-1",
        "one-1",
        "concern:management",
        "area:management:decommissioning",
        "topic:topic-2",
        "one-2",
    ]


def test_ids_are_unique_and_every_link_leads_to_one() -> None:
    found = shipped()
    pages = [tree_page(FULLY, DOCUMENTS), tree_page(found.content.framework, found.sources.documents)]
    for page in map(Page, pages):
        ids, links = page.having("id"), page.having("href")
        assert len(ids) == len(set(ids))
        assert links
        assert [link for link in links if link[0] != "#" or link[1:] not in ids] == []


def test_nothing_comes_from_outside() -> None:
    text = tree_page(FULLY, DOCUMENTS)
    page = Page(text)
    assert page.having("src") == []
    assert page.of("link") == []
    assert not any(word in text for word in ("http:", "https:", "url(", "@import", "fetch("))
    assert [tag for tag, attrs in page.tags if any(name.startswith("on") for name in attrs)] == []


def test_without_its_script_the_page_lacks_only_the_tools() -> None:
    page = Page(tree_page(FULLY, DOCUMENTS))
    hidden = [attrs.get("class") for _, attrs in page.tags if "hidden" in attrs]
    assert hidden == ["tools"]


def test_markup_in_text_is_text() -> None:
    title = 'A < B & "C" </summary><script>x</script>'
    page = Page(tree_page(grown({"decommissioning": [1]}, iter([title, title])), DOCUMENTS))
    assert len(page.of("script")) == 1
    assert page.text.count(title) == 2


def test_it_says_its_language_and_is_the_same_each_time() -> None:
    text = tree_page(FULLY, DOCUMENTS)
    assert Page(text).of("html") == [{"lang": "en"}]
    assert text == tree_page(grown(), DOCUMENTS)
