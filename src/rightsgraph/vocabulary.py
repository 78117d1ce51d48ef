"""The terms of the ontology as the code asks for them: classes, properties, concepts, and the keys of case files.

Nothing is listed here by hand. Classes and properties come from ``ontology/rightsgraph.ttl``, concepts from
``ontology/vocabularies.ttl``, and what a key means on a class from ``ontology/context.jsonld``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph import resources
from rightsgraph.errors import VocabularyError
from rightsgraph.terms import OWL, RDF_TYPE, RDFS, RDFS_LABEL, RG, ROOT, SCHEMA, SKOS

BUILD_ONLY: Final = frozenset({"earliest", "latest", "standing", "disputed"})
"""Properties that the build derives; of these an author writes only `disputed`, on a Judgement."""


class Form(Enum):
    """What the values of a key are."""

    REFERENCE = "reference"
    REVERSE = "reverse"
    CONCEPT = "concept"
    LITERAL = "literal"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Key:
    """What a key of a case file stands for on a class.

    ``property`` is the property's name, ``scheme`` the concept scheme of an enumeration, ``datatype`` the IRI of a typed
    literal (None: a plain string).
    """

    name: str
    property: str
    form: Form
    scheme: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the ontology: the classes it may stand on and those its values may have, by name or IRI."""

    name: str
    domains: frozenset[str]
    ranges: frozenset[str]


@dataclass(frozen=True)
class Vocabulary:
    """The ontology, read once. Classes, properties and concepts go by their local names; schemes by theirs."""

    ancestors: Mapping[str, frozenset[str]]
    properties: Mapping[str, Property]
    concepts: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    broader: Mapping[str, frozenset[str]]
    members: Mapping[str, frozenset[str]]
    context: Mapping[str, Any]

    @property
    def classes(self) -> Iterable[str]:
        """The names of all classes."""
        return self.ancestors.keys()

    def is_a(self, name: str, ancestor: str) -> bool:
        """Say whether a class is another or a subclass of it."""
        return ancestor in self.ancestors.get(name, frozenset())

    def keys(self, name: str) -> Mapping[str, Key]:
        """Return the keys an author may write on a class."""
        return self._keys[name]

    def label(self, iri: str) -> str:
        """Return the label of a term, or its last part."""
        return self.labels.get(iri) or iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]

    def polarity(self, stance: str) -> str:
        """Return ``affirms``, ``denies`` or ``withholds`` for the name of a stance."""
        return self._grouped("polarity", stance)

    def commitment(self, stance: str) -> str:
        """Return ``full``, ``partial`` or ``none`` for the name of a stance."""
        return self._grouped("commitment", stance)

    def _grouped(self, prefix: str, stance: str) -> str:
        groups = (group for group, members in self.members.items() if f"{ROOT}stance/{stance}" in members)
        for group in groups:
            name = group.rsplit("/", 1)[-1]
            if name.startswith(prefix + "-"):
                return name.removeprefix(prefix + "-")
        raise VocabularyError(
            f"the stance `{stance}` has no {prefix}", "ontology/vocabularies.ttl", remedy=f"put it in a `{prefix}-…` collection"
        )

    @cached_property
    def _keys(self) -> dict[str, dict[str, Key]]:
        shared = {name: key for name, definition in self.context.items() if (key := _key(name, definition))}
        keys: dict[str, dict[str, Key]] = {}
        for name in self.ancestors:
            definition = self.context.get(name)
            scoped = definition.get("@context", {}) if isinstance(definition, dict) else {}
            own = {term: key for term, value in scoped.items() if (key := _key(term, value))}
            keys[name] = {term: key for term, key in {**shared, **own}.items() if self._allowed(key, name, term in own)}
        return keys

    def _allowed(self, key: Key, name: str, scoped: bool) -> bool:
        if key.form is Form.LABEL:
            return True
        definition = self.properties.get(key.property)
        if definition is None or (key.property in BUILD_ONLY and (name, key.property) != ("Judgement", "disputed")):
            return False
        allowed = definition.ranges if key.form is Form.REVERSE else definition.domains
        return RDFS + "Resource" in allowed or bool(self.ancestors[name] & allowed)


def _key(name: str, definition: Any) -> Key | None:
    """Read one term definition of the context; None where it is a class, a prefix or a keyword."""
    if not isinstance(definition, dict):
        own = isinstance(definition, str) and definition.startswith("rg:") and definition[3:4].islower()
        return Key(name, definition[3:], Form.LITERAL) if own else None
    if reverse := definition.get("@reverse"):
        return Key(name, reverse.removeprefix("rg:"), Form.REVERSE)
    target = definition.get("@id", f"rg:{name}")
    if definition.get("@container") == "@language":
        return Key(name, "label", Form.LABEL)
    if not target.startswith("rg:") or target[3:4].isupper():
        return None
    base = definition.get("@context", {}).get("@base", "")
    if base.startswith(ROOT):
        return Key(name, target[3:], Form.CONCEPT, scheme=base.removeprefix(ROOT).rstrip("/"))
    if definition.get("@type") in ("@id", "@vocab"):
        return Key(name, target[3:], Form.REFERENCE)
    return Key(name, target[3:], Form.LITERAL, datatype=definition.get("@type"))


@lru_cache(maxsize=4)
def load(root: Path | None = None) -> Vocabulary:
    """Read the ontology in a folder (default: the one that belongs to this copy of rightsgraph).

    Raises VocabularyError where a file is missing or broken.
    """
    root = root or resources.folder("ontology")
    graph = _Graph([*_triples(root / "rightsgraph.ttl"), *_triples(root / "vocabularies.ttl")])
    context = _context(root / "context.jsonld")
    return Vocabulary(
        ancestors=graph.ancestors(),
        properties={name: graph.property(name) for name in graph.names((OWL + "ObjectProperty", OWL + "DatatypeProperty"))},
        concepts=graph.concepts(),
        labels=graph.labels(),
        broader=graph.closure(SKOS + "broader"),
        members={subject: frozenset(values) for subject, values in graph.index[SKOS + "member"].items()},
        context=context,
    )


def triples(root: Path | None = None) -> list[ox.Triple]:
    """Return the triples of the ontology and its vocabularies, what the graph ``graph/vocabulary`` of a build holds."""
    root = root or resources.folder("ontology")
    return [*_triples(root / "rightsgraph.ttl"), *_triples(root / "vocabularies.ttl")]


def _triples(path: Path) -> list[ox.Triple]:
    try:
        return [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    except (OSError, SyntaxError) as error:
        raise VocabularyError(f"cannot be read: {error}", str(path), remedy="mend the file or install rightsgraph again") from error


def _context(path: Path) -> dict[str, Any]:
    try:
        context: dict[str, Any] = json.loads(path.read_text("utf-8"))["@context"]
    except (OSError, ValueError, KeyError) as error:
        raise VocabularyError(f"cannot be read: {error}", str(path), remedy="mend the file or install rightsgraph again") from error
    return context


def reach(start: str, steps: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return what is reached from a node in one or more steps, the node itself only where a circle leads back to it.

    >>> sorted(reach("a", {"a": ["b"], "b": ["c"]}))
    ['b', 'c']
    """
    seen: set[str] = set()
    front = list(steps.get(start, ()))
    while front:
        node = front.pop()
        if node not in seen:
            seen.add(node)
            front.extend(steps.get(node, ()))
    return frozenset(seen)


class _Graph:
    """The ontology's triples by predicate and subject."""

    def __init__(self, found: Iterable[ox.Triple]) -> None:
        self.index: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in found:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                self.index[triple.predicate.value][triple.subject.value].append(triple.object.value)

    def names(self, types: Iterable[str]) -> list[str]:
        """Return the local names of our own terms that have one of the types, sorted."""
        wanted = set(types)
        return sorted(iri[len(RG) :] for iri, found in self.index[RDF_TYPE].items() if iri.startswith(RG) and wanted & set(found))

    def closure(self, predicate: str) -> dict[str, frozenset[str]]:
        """Return what each subject reaches over a predicate in one or more steps."""
        steps = self.index[predicate]
        return {subject: reach(subject, steps) for subject in list(steps)}

    def ancestors(self) -> dict[str, frozenset[str]]:
        above = self.closure(RDFS + "subClassOf")
        return {
            name: frozenset({name, *(iri[len(RG) :] for iri in above.get(RG + name, ()) if iri.startswith(RG))})
            for name in self.names((OWL + "Class",))
        }

    def property(self, name: str) -> Property:
        def local(iris: Iterable[str]) -> frozenset[str]:
            return frozenset(iri.removeprefix(RG) for iri in iris)

        iri = RG + name
        return Property(name, local(self.index[SCHEMA + "domainIncludes"][iri]), local(self.index[SCHEMA + "rangeIncludes"][iri]))

    def concepts(self) -> dict[str, frozenset[str]]:
        schemes: defaultdict[str, set[str]] = defaultdict(set)
        for iri, found in self.index[SKOS + "inScheme"].items():
            for scheme in found:
                if iri.startswith(scheme) and scheme.startswith(ROOT):
                    schemes[scheme.removeprefix(ROOT).rstrip("/")].add(iri.removeprefix(scheme))
        return {scheme: frozenset(names) for scheme, names in schemes.items()}

    def labels(self) -> dict[str, str]:
        found = {**self.index[RDFS_LABEL], **self.index[SKOS + "prefLabel"]}
        return {iri: values[0] for iri, values in found.items()}
