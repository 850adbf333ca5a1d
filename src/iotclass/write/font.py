"""Fonts that come as packages, so that pages and pictures look the same on every machine."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

FAMILY: Final = "Noto Sans"
PACKAGES: Final = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Packages of fonts. The second holds Chinese, Japanese and Korean, and need not be there."""


def packaged() -> list[str]:
    """The folders of the packages of fonts that are there."""
    found = (find_spec(name) for name in PACKAGES)
    return [path for spec in found if spec for path in spec.submodule_search_locations or ()]
