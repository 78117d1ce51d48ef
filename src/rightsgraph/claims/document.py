"""What the normaliser gives of one file: JSON-LD, the nodes it describes and refers to, and its problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from rightsgraph.casefile import Node
from rightsgraph.findings import Finding, Severity

Path: TypeAlias = "tuple[str | int, ...]"

ID: Final = re.compile(r"[a-z][a-z0-9-]*(?:/[A-Za-z0-9][A-Za-z0-9._~-]*)+(?:#[A-Za-z0-9][A-Za-z0-9._~/-]*)?")
"""An id as an author writes it: a kind, a name, perhaps a fragment."""

RECORDS: Final = ("Actor", "Place", "NameForm", "Case", "Source", "Judgement")
"""What may be described outside any claim, beside claims and passages themselves."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A node described in a file: its id, its class and where; ``claim`` is the claim that describes it."""

    id: str
    kind: str
    path: Path
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An id used as a value in a file, and where."""

    id: str
    path: Path


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding before its line is known: ``path`` leads to the value in the file's tree."""

    rule: str
    message: str
    remedy: str
    path: Path
    severity: Severity = Severity.VIOLATION
    focus: str | None = None

    def finding(self, name: str, root: Node | None) -> Finding:
        """Give the finding, with the line looked up in the positioned tree of its file."""
        line = line_of(root, self.path) if root else None
        return Finding(self.rule, self.severity, self.message, self.remedy, name, line, self.focus)


@dataclass(slots=True)
class Document:
    """One normalised file.

    ``graphs`` maps a graph's id (``graph/claims``, ``graph/actors``, or a claim's id) to its JSON-LD nodes; ``claims`` and
    ``passages`` map ids to places in the file. ``spoilt`` holds the ids of nodes that stand in the file but could not be
    written whole, and ``nameless`` tells that there is a node whose id cannot be read: both only where there is a problem.
    """

    name: str
    id: str = ""
    graphs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    claims: dict[str, Path] = field(default_factory=dict)
    passages: dict[str, Path] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)
    nameless: bool = False

    def findings(self, root: Node | None) -> Iterator[Finding]:
        """Give the file's findings with their lines."""
        return (problem.finding(self.name, root) for problem in dict.fromkeys(self.problems))

    def troubled(self) -> set[str]:
        """Return the ids of the nodes that a problem stands on, with those that could not be written whole.

        A problem stands on the innermost node around it. Where it stands on what several claims share, it stands on them all.
        """
        places = [*((mention.id, mention.path) for mention in self.mentions), *self.claims.items(), *self.passages.items()]
        return self.spoilt.union(*(_around(problem.path, places) for problem in self.problems))


def line_of(root: Node, path: Path) -> int:
    """Return the line of the deepest part of a path that the file has; of a key, the key's own line."""
    node, line = root, root.start.line
    for step in path:
        if isinstance(node.value, dict) and isinstance(step, str) and step in node.value:
            line = node.keys[step].line
            node = node.value[step]
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start.line
        else:
            break
    return line


def _around(path: Path, places: list[tuple[str, Path]]) -> set[str]:
    container = path[:-1]
    below = {iri for iri, place in places if container and place[: len(container)] == container}
    if below and not any(place == container for _, place in places):
        return below
    depth = max((len(place) for _, place in places if path[: len(place)] == place), default=-1)
    return {iri for iri, place in places if len(place) == depth and path[:depth] == place}


def as_list(value: Any) -> list[Any]:
    """Return a value that may be one or several as a list."""
    return value if isinstance(value, list) else [value]


def substitute(tree: Any, values: Mapping[str, str]) -> Any:
    """Replace texts in all scalars of a tree, keys left alone."""
    if isinstance(tree, dict):
        return {key: substitute(child, values) for key, child in tree.items()}
    if isinstance(tree, list):
        return [substitute(child, values) for child in tree]
    for old, new in values.items():
        if tree == old:
            return new
    for old, new in values.items():
        tree = tree.replace(old, new.rsplit("/", 1)[-1].rsplit("#", 1)[-1])
    return tree
