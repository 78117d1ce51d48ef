"""rightsgraph: claims on human-rights cases as a checked knowledge graph.

>>> import rightsgraph
>>> graph = rightsgraph.open("data")  # doctest: +SKIP
>>> graph.conflicts()[0]["property"]  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rightsgraph.api import KnowledgeGraph, View, open
    from rightsgraph.endpoint import Basic, Bearer, Digest
    from rightsgraph.errors import RightsgraphError
    from rightsgraph.findings import Finding, Severity
    from rightsgraph.results import Row, Table

__all__ = ["Basic", "Bearer", "Digest", "Finding", "KnowledgeGraph", "RightsgraphError", "Row", "Severity", "Table", "View", "open"]

_HOMES = {
    **dict.fromkeys(("KnowledgeGraph", "View", "open"), "api"),
    **dict.fromkeys(("Basic", "Bearer", "Digest"), "endpoint"),
    "RightsgraphError": "errors",
    **dict.fromkeys(("Finding", "Severity"), "findings"),
    **dict.fromkeys(("Row", "Table"), "results"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that the command starts quickly."""
    if name not in _HOMES:
        raise AttributeError(f"module 'rightsgraph' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"rightsgraph.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
