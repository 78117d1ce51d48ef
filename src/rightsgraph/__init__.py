"""rightsgraph: claims on human-rights cases as a checked knowledge graph.

>>> import rightsgraph
>>> graph = rightsgraph.open("data")  # doctest: +SKIP
>>> graph.conflicts()[0]["property"]  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rightsgraph.api import KnowledgeGraph, open
    from rightsgraph.errors import RightsgraphError
    from rightsgraph.findings import Finding, Severity

__all__ = ["Finding", "KnowledgeGraph", "RightsgraphError", "Severity", "open"]

_HOMES = {"KnowledgeGraph": "api", "open": "api", "RightsgraphError": "errors", "Finding": "findings", "Severity": "findings"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that the command starts quickly."""
    if name not in _HOMES:
        raise AttributeError(f"module 'rightsgraph' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"rightsgraph.{_HOMES[name]}"), name)
