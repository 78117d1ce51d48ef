"""The colours of every page, in light and dark, as CSS custom properties.

Kinds of node follow the palette of Okabe and Ito (2008), which stays apart for colour-blind readers; each has a shape besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

KINDS: Final = ("person", "group", "court", "monitoring-body", "authority", "state", "organization", "treaty", "place", "case")
"""The kinds of node, in the order of legends."""

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#faf9f6",
    "surface": "#ffffff",
    "ink": "#1d1d1b",
    "quiet": "#5c5a55",
    "line": "#d8d5cd",
    "accent": "#1f4f7a",
    "focus": "#0b63ce",
    "kind-person": "#0072b2",
    "kind-group": "#56b4e9",
    "kind-court": "#d55e00",
    "kind-monitoring-body": "#009e73",
    "kind-authority": "#7a5c99",
    "kind-state": "#cc79a7",
    "kind-organization": "#e69f00",
    "kind-treaty": "#f0e442",
    "kind-place": "#888888",
    "kind-case": "#1d1d1b",
}
DARK: Final[Mapping[str, str]] = {
    "paper": "#161719",
    "surface": "#1e1f22",
    "ink": "#e9e6df",
    "quiet": "#aaa69d",
    "line": "#3b3c40",
    "accent": "#93bde6",
    "focus": "#ffd166",
    "kind-person": "#3f9fd8",
    "kind-group": "#8fd0f4",
    "kind-court": "#ee7f36",
    "kind-monitoring-body": "#2fbf93",
    "kind-authority": "#9263a1",
    "kind-state": "#e2a5c6",
    "kind-organization": "#f2b633",
    "kind-treaty": "#f5ec6b",
    "kind-place": "#9a9a9a",
    "kind-case": "#e9e6df",
}


def css() -> str:
    """Write the colours as CSS: by what the reader's system prefers, or by ``data-theme``; paper is always light."""
    light, dark = (" ".join(f"--{name}: {value};" for name, value in theme.items()) for theme in (LIGHT, DARK))
    return (
        f":root {{ color-scheme: light; {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ color-scheme: dark; {dark} }} }}\n"
        f"@media screen {{ :root[data-theme=dark] {{ color-scheme: dark; {dark} }} }}\n"
    )
