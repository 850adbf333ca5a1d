"""A real browser, and reports shown in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, sync_playwright

from iotclass.core.language import ENGLISH
from iotclass.core.report import Report
from iotclass.write.report_html import report_html
from tests.write.browsed import DESKTOP, Shown

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ALONE = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
ARGUMENTS = [*ALONE.split(), "--disable-component-update", "--disable-sync"]
ADDRESS = "https://report.example/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail("Chromium is not installed, and pages are tested in it: apt-get install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def shown(browser: Browser) -> Iterator[Shown]:
    """Shows a report; in the end nothing has been asked for, said or complained about but the page itself."""
    asked: list[str] = []
    heard: list[str] = []
    contexts = []

    def dismiss(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    def show(whole: Report, width: int = DESKTOP, height: int = 900, **settings: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", dismiss)
        html = report_html(whole, ENGLISH)

        def answer(route: Route) -> None:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        page.route("**/*", answer)
        page.goto(ADDRESS)
        return page

    yield show
    for context in contexts:
        context.close()
    assert (asked, heard) == ([ADDRESS] * len(contexts), [])
