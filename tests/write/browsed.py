"""Where pages are looked at in tests: how wide, and what shows one."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

PHONE, TABLET, DESKTOP = 360, 768, 1280
Shown = Callable[..., Page]
