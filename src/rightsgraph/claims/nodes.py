"""Nodes of a case file, checked against the ontology's terms and written as JSON-LD.

Checked on the tree, because JSON-LD drops or bends without a word what it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from rightsgraph import dates
from rightsgraph.claims.document import FRAGMENT, ID, LANGUAGE, WEB, Document, Mention, Path, Problem, Reference, as_list
from rightsgraph.errors import DateError
from rightsgraph.findings import Severity, nearest
from rightsgraph.terms import EDTF
from rightsgraph.vocabulary import BUILD_ONLY, Form, Key, Vocabulary

_OUTSIDE: Final = frozenset({("Source", "url"), ("Judgement", "concerns")})


@dataclass(frozen=True, slots=True)
class Owner:
    """The node a value stands on: its id, its class and its tree."""

    id: str
    name: str
    tree: Any = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A holding whose content is to become a claim by the body that holds it."""

    id: str
    body: Any
    stance: str
    that: Any
    path: Path


class Nodes:
    """The normaliser's work on nodes, collecting mentions, references and problems into a document."""

    def __init__(self, vocabulary: Vocabulary, document: Document, language: str) -> None:
        self.vocabulary = vocabulary
        self.document = document
        self.language = language
        self.claim: str | None = None
        self.holdings: list[Holding] = []
        self._forms: dict[Form, Callable[[Key, Any, Path, Owner], Any]] = {
            Form.REFERENCE: self._reference_or_node,
            Form.REVERSE: self._reference_or_node,
            Form.CONCEPT: self._concept,
            Form.LITERAL: self._literal,
        }

    def problem(self, rule: str, message: str, remedy: str, path: Path, severity: Severity = Severity.VIOLATION) -> None:
        """Note a problem of the document."""
        self.document.problems.append(Problem(rule, message, remedy, path, severity))

    def node(self, tree: Any, path: Path, parent: str, *, implied: str | None = None, above: Any = None) -> dict[str, Any] | None:
        """Write one node as JSON-LD, or None where it cannot be told what it is.

        ``parent`` is the id that ``#fragments`` belong to, ``implied`` the class where none is written, ``above`` the tree of
        the enclosing node.
        """
        if not isinstance(tree, dict):
            return self.problem("not-a-node", f"`{_shown(tree)}` stands where a node should", "write `{id: …, type: …}`", path)
        iri = self.identifier(tree.get("id"), path, parent)
        name = self.class_name(tree.get("type", implied), path)
        if iri is None or name is None:
            return None
        self.document.mentions.append(Mention(iri, name, path, self.claim))
        node = {"id": iri, "type": name}
        own = ("id", "type", "that", "stance") if name == "Holding" else ("id", "type")
        for key, value in tree.items():
            if key not in own:
                self.add(node, key, value, (*path, key), Owner(iri, name, tree))
        if name == "Holding" and "that" in tree:
            self._hold(iri, tree, path, above)
        return node

    def add(self, node: dict[str, Any], key: str, value: Any, path: Path, owner: Owner) -> None:
        """Write one key of a node, or note why it cannot be written."""
        known = self.vocabulary.keys(owner.name)
        if key not in known:
            return self.unknown_key(owner.name, key, path, known)
        written = self._values(known[key], value, path, owner)
        if written is not None:
            node[key] = written

    def _values(self, key: Key, value: Any, path: Path, owner: Owner) -> Any:
        if value in ("", [], {}):
            return self.problem("empty-value", f"`{key.name}` has no value", "write one, or remove the key", path)
        if key.form is Form.LABEL:
            return self._label(value, path)
        written = []
        for number, item in enumerate(as_list(value)):
            place = (*path, number) if isinstance(value, list) else path
            result = self._forms[key.form](key, item, place, owner)
            if result is not None:
                written.append(result)
        return (written if len(written) != 1 else written[0]) if written else None

    def identifier(self, value: Any, path: Path, parent: str) -> str | None:
        """Return an id made absolute within the dataset, or None with a problem noted."""
        if value is None:
            return self.problem("no-id", "this node has no `id`", "give it one, such as `id: event/name-of-it`", path)
        where = (*path, "id") if isinstance(value, str) and path and path[-1] != "id" else path
        if not isinstance(value, str):
            return self.problem("bad-id", "`id` is not a text", "write one id, such as `event/name-of-it`", where)
        if FRAGMENT.fullmatch(value):
            return parent.partition("#")[0] + value
        if ID.fullmatch(value):
            return value
        return self.problem("bad-id", f"`{_shown(value)}` is no id", _id_remedy(value), where)

    def class_name(self, value: Any, path: Path) -> str | None:
        """Return the class a node names, or None with a problem noted."""
        if value is None:
            return self.problem("no-type", "this node has no `type`", "name its class, such as `type: Event`", path)
        if isinstance(value, str) and value in self.vocabulary.ancestors:
            return value
        where = (*path, "type")
        message = f"`{_shown(value)}` is no class of the ontology" + nearest(str(value), self.vocabulary.classes)
        return self.problem("unknown-class", message, "name one class of the ontology", where)

    def unknown_key(self, name: str, key: str, path: Path, known: Iterable[str]) -> None:
        """Note a key that does not belong: unknown, not for this class, derived by the build, or a keyword of JSON-LD."""
        if key.startswith("@"):
            return self.problem("keyword", f"`{key}` is a keyword of JSON-LD", "write `id` and `type` without the @", path)
        if key in BUILD_ONLY:
            return self.problem("derived-key", f"`{key}` is worked out by the build", "remove it", path)
        if key in self.vocabulary.properties:
            hint = nearest(key, known)
            return self.problem(
                "key-not-for-class", f"`{key}` does not belong on {_article(name)} {name}{hint}", _fitting(self.vocabulary, key), path
            )
        message = f"`{key}` is no key of {_article(name)} {name}" + nearest(key, [*known, "id", "type"])
        return self.problem("unknown-key", message, f"{_article(name)} {name} may have: {', '.join(sorted(known))}", path)

    def _reference_or_node(self, key: Key, value: Any, path: Path, owner: Owner) -> Any:
        if isinstance(value, dict):
            return self.node(value, path, owner.id, implied=self._implied(key), above=owner.tree)
        if isinstance(value, str) and key.property == "disputed":
            return self._property(value, path)
        return self.reference(value, path, owner.id, outside=(owner.name, key.property) in _OUTSIDE)

    def reference(self, value: Any, path: Path, parent: str, *, outside: bool = False) -> str | None:
        """Write a reference to a node of the dataset or, where ``outside``, to an address on the web."""
        if not isinstance(value, str):
            return self.problem("bad-reference", f"`{_shown(value)}` is no reference", "write the id of a node", path)
        if outside and WEB.fullmatch(value):
            return value
        if "://" in value or value.startswith(("//", "/", "mailto:", "urn:", "file:")):
            remedy = "write an http(s) address without blanks" if outside else "write the id of a node of this dataset"
            return self.problem("outside-reference", f"`{_shown(value)}` cannot be referred to here", remedy, path)
        iri = self.identifier(value, path, parent)
        if iri is not None:
            self.document.references.append(Reference(iri, path))
        return iri

    def _property(self, value: str, path: Path) -> str | None:
        if value in self.vocabulary.properties:
            return f"rg:{value}"
        message = f"`{_shown(value)}` is no property" + nearest(value, self.vocabulary.properties)
        return self.problem("unknown-property", message, "name a property of the ontology", path)

    def _implied(self, key: Key) -> str | None:
        """Return the class of a nested node where the property leaves no choice."""
        ranges = self.vocabulary.properties[key.property].ranges
        if key.form is Form.REVERSE or len(ranges) != 1:
            return None
        (name,) = ranges
        alone = sum(self.vocabulary.is_a(other, name) for other in self.vocabulary.classes) == 1
        return name if alone and name in self.vocabulary.ancestors else None

    def _concept(self, key: Key, value: Any, path: Path, owner: Owner) -> str | None:
        scheme = key.scheme or ""
        known = self.vocabulary.concepts.get(scheme, frozenset())
        if isinstance(value, str) and value in known:
            return value
        message = f"`{_shown(value)}` is no {scheme.replace('-', ' ')}" + nearest(str(value), known)
        return self.problem("unknown-concept", message, f"choose one of the scheme `{scheme}`: {_few(known)}", path)

    def _literal(self, key: Key, value: Any, path: Path, owner: Owner) -> str | None:
        if not isinstance(value, str):
            return self.problem("not-a-text", f"`{key.name}` is not a text", "write one text, in quotes if it holds : or #", path)
        if key.datatype in (EDTF, "edtf:EDTF"):
            return self._date(key, value, path)
        if key.datatype and key.datatype.endswith("nteger") and not (value.isascii() and value.isdigit()):
            return self.problem("not-a-number", f"`{key.name}` is `{_shown(value)}`, no whole number", "write digits only", path)
        return value

    def _date(self, key: Key, value: str, path: Path) -> str | None:
        try:
            dates.bounds(value)
        except DateError as error:
            return self.problem("bad-date", error.message, error.remedy or "write an EDTF date such as 2010-06-25", path)
        if key.property == "date" and not dates.is_point(value):
            remedy = "write `start:` and `end:`, or a set such as [2017-03-15..2017-03-16] where one of several days is meant"
            return self.problem("span-in-date", f"`{value}` is a span, and `date` is a point in time", remedy, path)
        return value

    def _label(self, value: Any, path: Path) -> dict[str, str] | None:
        if isinstance(value, str):
            return {self.language: value}
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            return self.problem("bad-label", "`label` is neither a text nor texts by language", "write `label: {en: …, ru: …}`", path)
        for tag in value:
            if not LANGUAGE.fullmatch(tag):
                remedy = "write a language tag (BCP 47) such as en, ru, ky-Cyrl"
                self.problem("bad-language", f"`{_shown(tag)}` is no language tag", remedy, (*path, tag))
        return {tag: text for tag, text in value.items() if LANGUAGE.fullmatch(tag)}

    def _hold(self, iri: str, tree: dict[str, Any], path: Path, above: Any) -> None:
        body = above.get("decidedBy") if isinstance(above, dict) else None
        if body is None:
            remedy = "nest the holding under `contains:` of its Decision, and give that `decidedBy:`"
            return self.problem("holding-without-body", "it is not said whose holding this is", remedy, (*path, "that"))
        self.holdings.append(Holding(iri, body, tree.get("stance", "finds"), tree["that"], path))


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"
    return text if len(text) <= 60 else text[:57] + "…"


def _article(name: str) -> str:
    return "an" if name[0] in "AEIO" else "a"


def _few(known: Iterable[str]) -> str:
    names = sorted(known)
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "")


def _fitting(vocabulary: Vocabulary, key: str) -> str:
    domains = sorted(vocabulary.properties[key].domains)
    return f"`{key}` belongs on: {', '.join(domains)}"


def _id_remedy(value: str) -> str:
    if "://" in value:
        return "write the id only, without the dataset's base address"
    if ".." in value or value.startswith("/"):
        return "an id never leaves the dataset: no leading slash, no .."
    return "write kind/name in letters, digits and - . _ ~ (no blanks), such as person/azimjan-askarov"
