"""The kinds of file a dataset has: dataset.yaml, actors, cases, sources, and RDF files beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from rightsgraph.casefile import Node
from rightsgraph.claims.document import Document, Mention, Path, Problem
from rightsgraph.claims.forms import LANGUAGE, WEB
from rightsgraph.claims.nodes import Nodes, Owner
from rightsgraph.claims.rdf import read_rdf
from rightsgraph.claims.source import SourceFile
from rightsgraph.errors import CaseFileError
from rightsgraph.findings import nearest, shown
from rightsgraph.settings import Settings
from rightsgraph.vocabulary import Vocabulary

__all__ = ["normalise", "read_rdf", "settings"]

_SETTINGS: Final = tuple(Settings.__dataclass_fields__)
_PREFER: Final = ("id", "subject", "property", "claim", "agent", "date", "reason")


def settings(root: Node, name: str) -> Settings:
    """Read ``dataset.yaml``; raises CaseFileError, with the line, for a key it does not know or a value it cannot use."""
    values: dict[str, str] = {}
    for key, node in root.value.items() if isinstance(root.value, dict) else ():
        line = root.keys[key].line
        if key not in _SETTINGS:
            hint, remedy = nearest(key, _SETTINGS), f"known are: {', '.join(_SETTINGS)}"
            raise CaseFileError(f"`{shown(key)}` is no key of dataset.yaml{hint}", name, line, remedy)
        if not isinstance(node.value, str) or not node.value.strip():
            raise CaseFileError(f"`{key}` is not a text", name, line, "write one text")
        if key in _FORMS and not _FORMS[key][0](node.value):
            raise CaseFileError(f"`{key}: {shown(node.value)}` {_FORMS[key][1]}", name, line, _FORMS[key][2])
        values[key] = node.value
    if "title" not in values:
        raise CaseFileError("has no `title:`", name, 1, "say in a few words what the dataset holds")
    return Settings(**values)


def _is_base(text: str) -> bool:
    return WEB.fullmatch(text) is not None and text.endswith("/") and not {"?", "#"}.intersection(text)


_FORMS: Final[Mapping[str, tuple[Callable[[str], object], str, str]]] = {
    "base": (_is_base, "is no base address", "write an http(s) address without blanks, ? or #, that ends in /"),
    "language": (LANGUAGE.fullmatch, "is no language", "write a language tag (BCP 47) such as en, ru, ky-Cyrl"),
    "quotes": (("remove", "keep").__contains__, "is unknown", "write `remove` or `keep`"),
}
"""What the value of a setting has to look like, what to say where it does not, and what to do."""


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
            nodes.leave_out(value, "")
            nodes.problem(
                "unknown-key", f"`{shown(key)}` is no key of an actors file{nearest(key, ('actors', 'judgements'))}", remedy, (key,)
            )
            continue
        if not isinstance(value, list):
            nodes.leave_out(value, "")
            nodes.problem("not-a-list", f"`{key}` is no list", "begin each record with a dash", (key,))
            continue
        implied = "Judgement" if key == "judgements" else None
        written = (nodes.node(item, (key, number), "", implied=implied) for number, item in enumerate(value))
        found = [node for node in written if node is not None]
        graph.extend(found)


def _case(nodes: Nodes, tree: dict[str, Any]) -> None:
    preferences = tree.pop("prefer", [])
    node = nodes.node(tree, (), "", implied="Case")
    if node is None:
        return nodes.leave_out(preferences, "")
    nodes.document.id = node["id"]
    graph = nodes.document.graphs.setdefault("graph/actors", [])
    graph.append(node)
    for number, item in enumerate(preferences if isinstance(preferences, list) else [preferences]):
        judgement = _preference(nodes, item, ("prefer", number), node["id"])
        if judgement is not None:
            graph.append(judgement)
    return None


def _preference(nodes: Nodes, tree: Any, path: Path, case: str) -> dict[str, Any] | None:
    """Write a `prefer` record as a Judgement: which claim's value of a property is to stand on record, and why."""
    if not isinstance(tree, dict):
        return nodes.problem("not-a-node", "a `prefer` record is a mapping", f"give it {', '.join(_PREFER)}", path)
    for key in tree:
        if key not in _PREFER:
            return nodes.problem(
                "unknown-key",
                f"`{shown(key)}` is no key of a `prefer` record{nearest(key, _PREFER)}",
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
    iri = nodes.identifier(tree["id"], (*path, "id"), case)
    if iri is None:
        return None
    nodes.document.mentions.append(Mention(iri, "Judgement", path))
    node: dict[str, Any] = {"id": iri, "type": "Judgement", "kind": "preferred"}
    names = {"subject": "concerns", "property": "disputed", "claim": "affirms"}
    for key, value in tree.items():
        if key != "id":
            nodes.add(node, names.get(key) or key, value, (*path, key), Owner(iri, "Judgement", tree))
    return node
