"""Nodes of a case file, checked against the ontology's terms and written as JSON-LD.

Checked on the tree, because JSON-LD drops or bends without a word what it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from rightsgraph.claims.document import RECORDS, Document, Mention, Path, Problem, Reference, as_list
from rightsgraph.claims.forms import EMPTY, LANGUAGE, NUMBER, absolute, date_trouble, id_remedy, is_address, span_trouble, wording
from rightsgraph.findings import Severity, nearest, shown
from rightsgraph.terms import EDTF
from rightsgraph.vocabulary import BUILD_ONLY, Form, Key, Vocabulary

_OUTSIDE: Final = frozenset({("Source", "url"), ("Judgement", "concerns")})
_SEVERAL: Final = frozenset({"identifier"})
"""Texts of which one node may have several."""
_ONE: Final = frozenset({"stance", "relayStance", "basis"})
"""Concepts of which one claim has one."""
_CLOSED: Final = frozenset({*_ONE, "actuality", "bindingness"})
"""Concepts whose schemes leave nothing out."""
_ELSEWHERE: Final = {
    "Source": ("claims", "skip", "text"),
    "Claim": ("that", "each", "claims"),
    "Case": ("prefer",),
    "Holding": ("that", "stance"),
}
"""Keys that the other parts of the normaliser take, for messages."""
_QUOTES: Final = 'an id that begins with # stands in quotes, as `"#c1"`, since # begins a comment'
_NOT_IN_CLAIMS: Final = frozenset({"Claim", "Source", "Passage", "Judgement"})
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")


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

        ``parent`` is the id that ``#fragments`` belong to, ``implied`` the class that it has to have, and has where none is
        written, ``above`` the tree of the enclosing node.
        """
        if not isinstance(tree, dict):
            return self.problem("not-a-node", f"`{wording(tree)}` stands where a node should", "write `{id: …, type: …}`", path)
        if keywords := [key for key in ("@id", "@type") if key in tree and key[1:] not in tree]:
            self.unknown_key("Claim", keywords[0], (*path, keywords[0]), ())
            return self.leave_out(tree, parent)
        iri = self.identifier(tree.get("id"), (*path, "id"), parent)
        name = self.class_name(tree.get("type", implied), path)
        if iri is None or name is None or not self._belongs(name, path, implied):
            return self.leave_out(tree, parent)
        self.document.mentions.append(Mention(iri, name, path, self.claim))
        node = {"id": iri, "type": name}
        own = ("id", "type", "that", "stance") if name == "Holding" else ("id", "type")
        for key, value in tree.items():
            if key not in own:
                self.add(node, key, value, (*path, key), Owner(iri, name, tree))
        if name == "Holding" and "that" in tree:
            self._hold(iri, tree, path, above)
        if trouble := span_trouble(node):
            self.problem(*trouble, (*path, "date"), Severity.WARNING)
        return node

    def leave_out(self, tree: Any, parent: str) -> None:
        """Note the nodes in a part of the file that is not written: they stand there, though it cannot be told what they are.

        So that one slip is told once, and not again by all that refers to these nodes.
        """
        stack = [(tree, parent)]
        while stack:
            item, above = stack.pop()
            if isinstance(item, list):
                stack.extend((child, above) for child in item)
            elif isinstance(item, dict):
                own = item.get("id", item.get("@id"))
                iri = absolute(own, above) if isinstance(own, str) else None
                self.document.nameless |= iri is None and not {"id", "type", "claims"}.isdisjoint(item)
                if iri is not None:
                    self.document.spoilt.add(iri)
                stack.extend((child, iri or above) for child in item.values())

    def _belongs(self, name: str, path: Path, implied: str | None) -> bool:
        """Say whether a node of a class may stand where it does, with a problem noted if not."""
        is_a = self.vocabulary.is_a
        if implied and not is_a(name, implied):
            self.problem(
                "wrong-class",
                f"{_article(name)} {name} stands where {_article(implied)} {implied} belongs",
                f"write `type: {implied}`",
                (*path, "type"),
            )
            return False
        if self.claim is not None and name in _NOT_IN_CLAIMS:
            self.problem(
                "not-claimable",
                f"a claim cannot describe {_article(name)} {name}",
                "describe happenings, actors and places",
                (*path, "type"),
            )
            return False
        if self.claim is None and not any(is_a(name, record) for record in RECORDS):
            remedy = "describe it under `that:` of a claim, so that it is known who says so"
            self.problem("outside-claim", f"{_article(name)} {name} is described outside any claim", remedy, (*path, "type"))
            return False
        return True

    def add(self, node: dict[str, Any], key: str, value: Any, path: Path, owner: Owner) -> None:
        """Write one key of a node, or note why it cannot be written."""
        known = self.vocabulary.keys(owner.name)
        if key not in known:
            self.leave_out(value, owner.id)
            return self.unknown_key(owner.name, key, path, known)
        written = self._values(known[key], value, path, owner)
        if written is not None:
            node[key] = written

    def _values(self, key: Key, value: Any, path: Path, owner: Owner) -> Any:
        if value in EMPTY:
            quotes = "" if key.form in (Form.LITERAL, Form.CONCEPT, Form.LABEL) else f"; {_QUOTES}"
            return self.problem("empty-value", f"`{key.name}` has no value", f"write one, or remove the key{quotes}", path)
        if isinstance(value, list) and (key.name in _ONE or (key.form is Form.LITERAL and key.property not in _SEVERAL)):
            return self.problem("several-values", f"`{key.name}` is a list", _list_remedy(key), path)
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
        if value in EMPTY:
            return self.problem("empty-value", "`id` has no value", f"write one; {_QUOTES}", path)
        if not isinstance(value, str):
            return self.problem("bad-id", "`id` is not a text", "write one id, such as `event/name-of-it`", path)
        iri = absolute(value, parent)
        return iri if iri is not None else self.problem("bad-id", f"`{wording(value)}` is no id", id_remedy(value), path)

    def class_name(self, value: Any, path: Path) -> str | None:
        """Return the class a node names, or None with a problem noted."""
        if value is None:
            return self.problem("no-type", "this node has no `type`", "name its class, such as `type: Event`", path)
        if isinstance(value, str) and value in self.vocabulary.ancestors:
            return value
        where = (*path, "type")
        message = f"`{wording(value)}` is no class of the ontology" + nearest(str(value), self.vocabulary.classes)
        return self.problem("unknown-class", message, "name one class of the ontology", where)

    def unknown_key(self, name: str, key: str, path: Path, known: Iterable[str]) -> None:
        """Note a key that does not belong: unknown, not for this class, derived by the build, or a keyword of JSON-LD."""
        if key.startswith("@"):
            return self.problem("keyword", f"`{shown(key)}` is a keyword of JSON-LD", "write `id` and `type` without the @", path)
        if key in BUILD_ONLY or (name, key) in (("Claim", "source"), ("Passage", "source")):
            return self.problem("derived-key", f"`{key}` is worked out by the build", "remove it", path)
        if key in self.vocabulary.properties:
            hint = nearest(key, known)
            return self.problem(
                "key-not-for-class", f"`{key}` does not belong on {_article(name)} {name}{hint}", _fitting(self.vocabulary, key), path
            )
        known = sorted({*known, "id", "type", *_ELSEWHERE.get(name, ())})
        message = f"`{shown(key)}` is no key of {_article(name)} {name}" + nearest(key, known)
        return self.problem("unknown-key", message, f"{_article(name)} {name} may have: {', '.join(known)}", path)

    def _reference_or_node(self, key: Key, value: Any, path: Path, owner: Owner) -> Any:
        if isinstance(value, dict):
            return self.node(value, path, owner.id, implied=self._implied(key), above=owner.tree)
        if isinstance(value, str) and key.property == "disputed":
            return self._property(value, path)
        outside = (owner.name, key.property) in _OUTSIDE
        return self.reference(value, path, owner.id, outside=outside, only_outside=key.property == "url")

    def reference(self, value: Any, path: Path, parent: str, *, outside: bool = False, only_outside: bool = False) -> str | None:
        """Write a reference to a node of the dataset or, where ``outside``, to an address on the web."""
        if not isinstance(value, str):
            return self.problem("bad-reference", f"`{wording(value)}` is no reference", "write the id of a node", path)
        if outside and is_address(value):
            return value
        if _SCHEME.match(value) or "://" in value or only_outside:
            remedy = "write an http(s) address without blanks" if outside else "write the id of a node of this dataset"
            return self.problem("outside-reference", f"`{wording(value)}` cannot be referred to here", remedy, path)
        iri = self.identifier(value, path, parent)
        if iri is not None:
            self.document.references.append(Reference(iri, path))
        return iri

    def _property(self, value: str, path: Path) -> str | None:
        if value in self.vocabulary.properties:
            return f"rg:{value}"
        message = f"`{wording(value)}` is no property" + nearest(value, self.vocabulary.properties)
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
        hint = nearest(str(value), known)
        message = f"`{wording(value)}` is no {scheme.replace('-', ' ')}{hint}"
        remedy = f"choose one of the scheme `{scheme}`: {_few(known)}"
        if not hint and key.property not in _CLOSED:
            remedy += "; where none fits, take a broader one and say the rest in `label` or a `gist`"
        return self.problem("unknown-concept", message, remedy, path)

    def _literal(self, key: Key, value: Any, path: Path, owner: Owner) -> str | None:
        if not isinstance(value, str):
            return self.problem("not-a-text", f"`{key.name}` is not a text", "write one text, in quotes if it holds : or #", path)
        if key.datatype in (EDTF, "edtf:EDTF"):
            return self._date(key, value, path)
        if key.datatype and key.datatype.endswith("nteger") and not NUMBER.fullmatch(value):
            return self.problem(
                "not-a-number", f"`{key.name}` is `{wording(value)}`, no whole number", "write digits only, as 0 or 1124", path
            )
        return value

    def _date(self, key: Key, value: str, path: Path) -> str | None:
        trouble = date_trouble(key.property, value)
        return self.problem(*trouble, path) if trouble else value

    def _label(self, value: Any, path: Path) -> dict[str, str] | None:
        if isinstance(value, str):
            return {self.language: value}
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            return self.problem("bad-label", "`label` is neither a text nor texts by language", "write `label: {en: …, ru: …}`", path)
        if not all(value.values()):
            return self.problem("empty-value", "`label` has no text", "write one, or remove the language", path)
        for tag in value:
            if not LANGUAGE.fullmatch(tag):
                remedy = "write a language tag (BCP 47) such as en, ru, ky-Cyrl"
                self.problem("bad-language", f"`{wording(tag)}` is no language tag", remedy, (*path, tag))
        return {tag: text for tag, text in value.items() if LANGUAGE.fullmatch(tag)} or None

    def _hold(self, iri: str, tree: dict[str, Any], path: Path, above: Any) -> None:
        if tree["that"] in EMPTY:
            return self.problem("empty-value", "`that` has no value", "write what is held, or remove the key", (*path, "that"))
        body = above.get("decidedBy") if isinstance(above, dict) else None
        if body is None:
            self.leave_out(tree["that"], iri)
            if isinstance(above, dict) and any(nearest(key, ["decidedBy"]) for key in above):
                return None  # a misspelt `decidedBy` has been told of by itself
            if isinstance(above, dict) and above.get("type") == "Decision":
                outer = path[: -2 if isinstance(path[-1], int) else -1]
                remedy = "add `decidedBy:` to the Decision"
                return self.problem("holding-without-body", "it is not said who decided, so that its holdings are nobody's", remedy, outer)
            remedy = "nest the holding under `contains:` of its Decision, and give that `decidedBy:`"
            return self.problem("holding-without-body", "it is not said whose holding this is", remedy, (*path, "that"))
        self.holdings.append(Holding(iri, body, tree.get("stance", "finds"), tree["that"], path))


def _list_remedy(key: Key) -> str:
    if key.datatype in (EDTF, "edtf:EDTF"):
        return (
            f'put a set of dates in quotes, as `{key.name}: "[2017-03-15..2017-03-16]"`; dates that disagree stand in claims of their own'
        )
    return "write one value; make claims of their own of several"


def _article(name: str) -> str:
    return "an" if name[0] in "AEIO" else "a"


def _few(known: Iterable[str]) -> str:
    names = sorted(known)
    return ", ".join(names[:12]) + (f", … (docs/ontology.md lists all {len(names)})" if len(names) > 12 else "")


def _fitting(vocabulary: Vocabulary, key: str) -> str:
    domains = sorted(vocabulary.properties[key].domains)
    return f"`{key}` belongs on: {', '.join(domains)}"
