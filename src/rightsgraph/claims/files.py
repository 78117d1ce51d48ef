"""The kinds of file a dataset has: dataset.yaml, actors, cases, sources, and RDF files beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rightsgraph.casefile import Tree
from rightsgraph.claims.document import Document, Problem
from rightsgraph.claims.nodes import Nodes, Owner
from rightsgraph.claims.rdf import read_rdf
from rightsgraph.claims.source import SourceFile
from rightsgraph.errors import CaseFileError
from rightsgraph.findings import nearest
from rightsgraph.settings import Settings
from rightsgraph.vocabulary import Vocabulary

__all__ = ["normalise", "read_rdf", "settings"]

_SETTINGS: Final = tuple(Settings.__dataclass_fields__)
_PREFER: Final = ("id", "subject", "property", "claim", "agent", "date", "reason")


def settings(tree: Mapping[str, Tree], name: str) -> Settings:
    """Read ``dataset.yaml``; raises CaseFileError for a key it does not know or a value it cannot use."""
    for key, value in tree.items():
        if key not in _SETTINGS:
            raise CaseFileError(
                f"`{key}` is no key of dataset.yaml{nearest(key, _SETTINGS)}", name, remedy=f"known are: {', '.join(_SETTINGS)}"
            )
        if not isinstance(value, str) or not value.strip():
            raise CaseFileError(f"`{key}` is not a text", name, remedy="write one text")
    found = Settings(**{key: value for key, value in tree.items() if isinstance(value, str)})
    if "title" not in tree:
        raise CaseFileError("has no `title:`", name, remedy="say in a few words what the dataset holds")
    if not found.base.startswith(("http://", "https://")) or not found.base.endswith("/"):
        raise CaseFileError(f"`base: {found.base}` is no base address", name, remedy="write an http(s) address that ends in /")
    if found.quotes not in ("remove", "keep"):
        raise CaseFileError(f"`quotes: {found.quotes}` is unknown", name, remedy="write `remove` or `keep`")
    return found


def normalise(tree: Mapping[str, Any], name: str, vocabulary: Vocabulary, dataset: Settings) -> Document:
    """Normalise one YAML file: defaults, ids, enumerations, nested holdings.

    ``name`` is the file's path in the dataset's folder, with slashes; its first folder (``actors``, ``cases``, ``sources``)
    says what kind of file it is. What is wrong stands in the document's problems, never raised.
    """
    document = Document(name)
    nodes = Nodes(vocabulary, document, dataset.language)
    kind = name.split("/", 1)[0]
    if kind == "sources":
        SourceFile(nodes).write(dict(tree))
    elif kind == "actors":
        _actors(nodes, dict(tree))
    elif kind == "cases":
        _case(nodes, dict(tree))
    else:
        remedy = "put it under actors/, cases/ or sources/"
        document.problems.append(Problem("misplaced-file", "a case file lies outside the three folders", remedy, ()))
    return document


def _actors(nodes: Nodes, tree: dict[str, Any]) -> None:
    graph = nodes.document.graphs.setdefault("graph/actors", [])
    for key, value in tree.items():
        if key not in ("actors", "judgements"):
            remedy = "list the records under `actors:`, editors' rulings under `judgements:`"
            nodes.problem("unknown-key", f"`{key}` is no key of an actors file{nearest(key, ('actors', 'judgements'))}", remedy, (key,))
            continue
        if not isinstance(value, list):
            nodes.problem("not-a-list", f"`{key}` is no list", "begin each record with a dash", (key,))
            continue
        implied = "Judgement" if key == "judgements" else None
        written = (nodes.node(item, (key, number), "", implied=implied) for number, item in enumerate(value))
        found = [node for node in written if node is not None]
        for number, item in enumerate(value):
            _protect(nodes, item, (key, number))
        graph.extend(found)


def _protect(nodes: Nodes, tree: Any, path: tuple[str | int, ...]) -> None:
    """Refuse a name on the record of a protected person: no file of the dataset may hold it."""
    if not isinstance(tree, dict) or tree.get("type") != "Person" or tree.get("kind") != "protected":
        return
    for key in ("name", "label", "identifier", "url"):
        if key in tree:
            nodes.problem(
                "protected-name",
                f"a protected person has `{key}`",
                "remove it: nothing that leads to a protected person's name is kept",
                (*path, key),
            )


def _case(nodes: Nodes, tree: dict[str, Any]) -> None:
    preferences = tree.pop("prefer", [])
    node = nodes.node(tree, (), "", implied="Case")
    if node is None:
        return
    nodes.document.id = node["id"]
    graph = nodes.document.graphs.setdefault("graph/actors", [])
    graph.append(node)
    for number, item in enumerate(preferences if isinstance(preferences, list) else [preferences]):
        judgement = _preference(nodes, item, ("prefer", number), node["id"])
        if judgement is not None:
            graph.append(judgement)


def _preference(nodes: Nodes, tree: Any, path: tuple[str | int, ...], case: str) -> dict[str, Any] | None:
    """Write a `prefer` record as a Judgement: which claim's value of a property is to stand on record, and why."""
    if not isinstance(tree, dict):
        return nodes.problem("not-a-node", "a `prefer` record is a mapping", f"give it {', '.join(_PREFER)}", path)
    for key in tree:
        if key not in _PREFER:
            return nodes.problem(
                "unknown-key",
                f"`{key}` is no key of a `prefer` record{nearest(key, _PREFER)}",
                f"known are: {', '.join(_PREFER)}",
                (*path, key),
            )
    missing = [key for key in ("id", "subject", "property", "claim", "reason") if key not in tree]
    if missing:
        return nodes.problem(
            "incomplete-preference",
            f"the `prefer` record lacks {', '.join(missing)}",
            "an editor's ruling names subject, property, claim and reason",
            path,
        )
    iri = nodes.identifier(tree["id"], path, case)
    if iri is None:
        return None
    node: dict[str, Any] = {"id": iri, "type": "Judgement", "kind": "preferred"}
    names = {"subject": "concerns", "property": "disputed", "claim": "affirms"}
    for key, value in tree.items():
        if key != "id":
            nodes.add(node, names.get(key, key), value, (*path, key), Owner(iri, "Judgement", tree))
    return node
