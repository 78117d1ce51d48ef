"""Checks across files: references, records that clash, official identifiers, identity, and the terms of RDF files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph.claims import Mention
from rightsgraph.claims.document import ID, RECORDS, Path
from rightsgraph.claims.forms import date_trouble
from rightsgraph.claims.rdf import FORMATS
from rightsgraph.dataset import DataFile, Dataset
from rightsgraph.findings import Finding, Severity, nearest, shown
from rightsgraph.terms import EDTF, KIND, RDF_TYPE, RDFS, RDFS_LABEL, RG, ROOT, graph_iri, scheme_base, shorten

Locate = Callable[[str, Path], int | None]

_IDENTIFIED: Final = frozenset({"Case", "Decision", "Application", "Source"})
_CONCERNS: Final = RG + "concerns"
_IDENTIFIER: Final = RG + "identifier"


_PROTECTED: Final = scheme_base("person-kind") + "protected"
_NAMING: Final = frozenset({RDFS_LABEL, *(RG + name for name in ("name", "identifier", "url"))})


def described(dataset: Dataset) -> set[str]:
    """Return the ids of all nodes that the files describe, well or badly."""
    documents = list(dataset.documents())
    mentioned = {mention.id for document in documents for mention in document.mentions}
    return mentioned.union(*(document.claims for document in documents), *(document.spoilt for document in documents))


def findings(dataset: Dataset, locate: Locate) -> Iterator[Finding]:
    """Give what is wrong between files; ``locate`` tells the line of a path in a file."""
    checker = _Names(dataset, locate)
    yield from checker.protected()
    yield from checker.records()
    yield from checker.references()
    yield from checker.publisher()
    yield from checker.classes()
    yield from checker.identifiers()
    yield from checker.identity()
    yield from checker.terms()


class _Names:
    def __init__(self, dataset: Dataset, locate: Locate) -> None:
        self.dataset = dataset
        self.locate = locate
        self.base = dataset.settings.base
        self.mentions: defaultdict[str, list[tuple[DataFile, Mention]]] = defaultdict(list)
        for name in sorted(dataset.files):
            for mention in dataset.files[name].document.mentions:
                self.mentions[mention.id].append((dataset.files[name], mention))

    def finding(self, rule: str, severity: Severity, message: str, remedy: str, file: DataFile, path: Path, focus: str) -> Finding:
        """Make a finding with its line."""
        return Finding(rule, severity, message, remedy, file.name, self.locate(file.name, path), _iri(focus, self.base))

    def protected(self) -> Iterator[Finding]:
        """Names of protected persons: no file of the dataset may hold one, and no message repeats it."""
        quads = [(file, quad) for _, file in sorted(self.dataset.files.items()) for quad in file.quads]
        people = {quad.subject for _, quad in quads if quad.predicate.value == KIND and _value(quad.object) == _PROTECTED}
        for file, quad in quads:
            if quad.subject in people and quad.predicate.value in _NAMING:
                key = quad.predicate.value.removeprefix(RG).removeprefix(RDFS)
                iri = _value(quad.subject).removeprefix(self.base)
                message = f"the protected person `{iri}` has `{key}`"
                remedy = "remove it: nothing that leads to a protected person's name is kept"
                path = next((mention.path for mention in file.document.mentions if mention.id == iri and self._says(mention, quad)), ())
                yield self.finding("protected-name", Severity.VIOLATION, message, remedy, file, (*path, key), iri)

    def _says(self, mention: Mention, quad: ox.Quad) -> bool:
        """Say whether a quad stands in the graph of a mention's claim, or both stand outside any claim."""
        graph = _value(quad.graph_name)
        return graph == (self.base + mention.claim if mention.claim else graph_iri(self.base, "actors"))

    def records(self) -> Iterator[Finding]:
        """Two records for one id: an actor, a case or a source described twice outside any claim."""
        for iri, found in self.mentions.items():
            # One graph in an RDF file may give a node several types; that is one record.
            records = list(
                {(file.name, mention.path): (file, mention) for file, mention in reversed(found) if mention.claim is None}.values()
            )[::-1]
            for file, mention in records[1:]:
                first = f"{records[0][0].name}:{self.locate(records[0][0].name, records[0][1].path) or 1}"
                message = f"`{iri}` has a record already, in {first}"
                yield self.finding(
                    "duplicate-record", Severity.VIOLATION, message, "keep one record, or give this one another id", file, mention.path, iri
                )

    def references(self) -> Iterator[Finding]:
        """Give the references to what no file describes: a finding for each id, at the first place.

        None while there is a node whose id cannot be read: they may all mean it.
        """
        known = described(self.dataset)
        missing: defaultdict[str, list[tuple[DataFile, Path]]] = defaultdict(list)
        for name in sorted(self.dataset.files):
            for reference in self.dataset.files[name].document.references:
                if reference.id not in known:
                    missing[reference.id].append((self.dataset.files[name], reference.path))
        if any(document.nameless for document in self.dataset.documents()):
            return
        for iri, places in missing.items():
            kin = [other for other in known if other.partition("/")[0] == iri.partition("/")[0]]
            more = len({(file.name, path) for file, path in places}) - 1
            again = f" ({more} more {'places refer' if more > 1 else 'place refers'} to it)" if more else ""
            remedy = "mend the id, or add a record under actors/ or a node with this id to a claim"
            yield self.finding(
                "unknown-reference", Severity.VIOLATION, f"nothing describes `{iri}`{nearest(iri, kin)}{again}", remedy, *places[0], iri
            )

    def publisher(self) -> Iterator[Finding]:
        """Give a finding where the dataset's publisher looks like an id and nothing describes it."""
        iri = self.dataset.settings.publisher
        known = described(self.dataset)
        if ID.fullmatch(iri) and iri not in known:
            line = self.locate("dataset.yaml", ("publisher",))
            remedy = "mend the id, add a record under actors/, or write the publisher's name"
            message = f"nothing describes `{iri}`{nearest(iri, known)}"
            yield Finding("unknown-reference", Severity.VIOLATION, message, remedy, "dataset.yaml", line, self.base + iri)

    def classes(self) -> Iterator[Finding]:
        """One node described with classes that exclude each other."""
        is_a = self.dataset.vocabulary.is_a
        kinds = self._kinds({iri for iri, found in self.mentions.items() if len({mention.kind for _, mention in found}) > 1})
        for iri, found in self.mentions.items():
            known = [(file, mention) for file, mention in found if mention.kind in self.dataset.vocabulary.ancestors]
            first_file, first = known[0] if known else found[0]
            for file, mention in known[1:]:
                related = is_a(first.kind, mention.kind) or is_a(mention.kind, first.kind)
                here, there = kinds.get((iri, mention.claim)), kinds.get((iri, first.claim))
                if not related or (mention.kind != first.kind and here and there and _scheme(here) != _scheme(there)):
                    place = f"{first_file.name}:{self.locate(first_file.name, first.path) or 1}"
                    message = (
                        f"`{iri}` is used for two things: it is described as {_described(mention.kind, here)} here "
                        f"and as {_described(first.kind, there)} in {place}"
                    )
                    yield self.finding(
                        "class-clash",
                        Severity.VIOLATION,
                        message,
                        "give one of the two another id, or mend its type",
                        file,
                        mention.path,
                        iri,
                    )
                    break

    def _kinds(self, iris: set[str]) -> dict[tuple[str, str | None], str]:
        """Return the kind that each claim, or a record outside any claim, gives to some nodes."""
        outside = {graph_iri(self.base, name) for name in ("claims", "actors")}
        found: dict[tuple[str, str | None], str] = {}
        for quad in self.dataset.quads() if iris else ():
            if quad.predicate.value == KIND and (iri := _value(quad.subject).removeprefix(self.base)) in iris:
                graph = _value(quad.graph_name)
                found.setdefault((iri, None if graph in outside else graph.removeprefix(self.base)), _value(quad.object))
        return found

    def identifiers(self) -> Iterator[Finding]:
        """Official identifiers: two values on one node, or one value on two nodes of a class."""
        values: defaultdict[str, set[str]] = defaultdict(set)
        for quad in self.dataset.quads():
            if quad.predicate.value == _IDENTIFIER and isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                values[quad.subject.value.removeprefix(self.base)].add(quad.object.value)
        bearers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for iri, found in sorted(values.items()):
            if not self._identified(iri):
                continue
            if len(found) > 1:
                message = f"`{iri}` has the identifiers {_listed(found)}"
                yield self._at(
                    iri, "two-identifiers", message, "an official identifier names one thing: mend the wrong one, or split the node"
                )
            for value in found:
                bearers[self.mentions[iri][0][1].kind, value].append(iri)
        for (kind, value), iris in sorted(bearers.items()):
            if len(iris) > 1:
                message = f"the identifier `{shown(value)}` stands on {len(iris)} nodes of class {kind}: {_listed(iris)}"
                yield self._at(iris[1], "shared-identifier", message, "make one node of them if they are one")

    def _identified(self, iri: str) -> bool:
        return bool(self.mentions.get(iri)) and any(
            self.dataset.vocabulary.is_a(mention.kind, name) for _, mention in self.mentions[iri] for name in _IDENTIFIED
        )

    def _at(self, iri: str, rule: str, message: str, remedy: str, severity: Severity = Severity.WARNING) -> Finding:
        if not self.mentions.get(iri):
            return Finding(rule, severity, message, remedy, focus=_iri(iri, self.base))
        file, mention = self.mentions[iri][0]
        return self.finding(rule, severity, message, remedy, file, mention.path, iri)

    def identity(self) -> Iterator[Finding]:
        """Judgements that contradict each other, and namesakes nobody has judged."""
        judged = self._judged()
        same = _Partition(pair for kind, pair in judged.values() if kind == "same")
        settled = {frozenset(pair) for kind, pair in judged.values() if kind in ("different", "unsure")}
        for iri, (kind, (one, other)) in sorted(judged.items()):
            if kind == "different" and same.together(one, other):
                message = f"`{shorten(one, self.base)}` and `{shorten(other, self.base)}` are judged different here and the same elsewhere"
                yield self._at(iri, "contradictory-identity", message, "withdraw one of the judgements", Severity.VIOLATION)
        yield from self._namesakes(same, settled)

    def _judged(self) -> dict[str, tuple[str, tuple[str, str]]]:
        """Return the judgements on identity: their kind and the two things judged."""
        kinds: dict[str, str] = {}
        concerned: defaultdict[str, list[str]] = defaultdict(list)
        for quad in self._actor_quads():
            if quad.predicate.value == KIND and quad.object.value.startswith(scheme_base("judgement-kind")):
                kinds[quad.subject.value] = quad.object.value.rsplit("/", 1)[-1]
            elif quad.predicate.value == _CONCERNS:
                concerned[quad.subject.value].append(quad.object.value)
        pairs = ((iri, kind, sorted(concerned[iri])) for iri, kind in kinds.items())
        return {iri.removeprefix(self.base): (kind, (pair[0], pair[1])) for iri, kind, pair in pairs if len(pair) == 2}

    def _namesakes(self, same: _Partition, settled: set[frozenset[str]]) -> Iterator[Finding]:
        labels: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for quad in self._actor_quads():
            iri = quad.subject.value.removeprefix(self.base)
            if (
                quad.predicate.value == RDFS_LABEL
                and self.mentions.get(iri)
                and self.mentions[iri][0][1].kind not in ("NameForm", "Judgement", "Case")
            ):
                labels[self.mentions[iri][0][1].kind, quad.object.value.casefold()].add(quad.subject.value)
        for (kind, _), iris in sorted(labels.items()):
            for one, other in combinations(sorted(iris), 2):
                if frozenset((one, other)) not in settled and not same.together(one, other):
                    message = f"two records of class {kind} bear one name: {_listed(shorten(iri, self.base) for iri in (one, other))}"
                    yield self._at(
                        other.removeprefix(self.base),
                        "unjudged-namesakes",
                        message,
                        "make one record of them, or add a judgement of kind same, different or unsure",
                    )

    def _actor_quads(self) -> Iterator[Any]:
        graph = ox.NamedNode(graph_iri(self.base, "actors"))
        return (quad for quad in self.dataset.quads() if quad.graph_name == graph)

    def terms(self) -> Iterator[Finding]:
        """Classes, properties and concepts in RDF files that the ontology does not have."""
        for name in sorted(self.dataset.files):
            file = self.dataset.files[name]
            if (self.dataset.root / name).suffix not in FORMATS:
                continue
            yield from self._unclaimed(file)
            found = (trouble for quad in file.quads for trouble in (*self._unknown(quad), *_bad_dates(quad)))
            for rule, message, remedy, focus in dict.fromkeys(found):
                yield Finding(rule, Severity.VIOLATION, message, remedy, name, None, focus)

    def _unclaimed(self, file: DataFile) -> Iterator[Finding]:
        """Give the nodes of an RDF file that only a claim could describe, and that none does."""
        allowed = (*RECORDS, "Claim", "Passage")
        for mention in file.document.mentions:
            is_known = mention.kind in self.dataset.vocabulary.ancestors
            if mention.claim is None and is_known and not any(self.dataset.vocabulary.is_a(mention.kind, name) for name in allowed):
                message = f"`{mention.id}`, of class {mention.kind}, is described outside any claim"
                remedy = "put what is said of it into the graph of a claim, so that it is known who says so"
                yield self.finding("outside-claim", Severity.VIOLATION, message, remedy, file, (), mention.id)

    def _unknown(self, quad: ox.Quad) -> Iterator[tuple[str, str, str, str]]:
        """Give rule, message, remedy and focus for the terms of a quad that the ontology does not have."""
        for message in self._unknown_terms(quad):
            yield "unknown-term", message, "use a term of the ontology", _value(quad.subject)

    def _unknown_terms(self, quad: ox.Quad) -> Iterator[str]:
        vocabulary = self.dataset.vocabulary
        predicate, value = quad.predicate.value, _value(quad.object)
        if predicate == RDF_TYPE:
            if value.removeprefix(RG) not in vocabulary.ancestors or not value.startswith(RG):
                yield f"<{value}> is no class of the ontology{nearest(value.removeprefix(RG), vocabulary.classes)}"
        elif predicate != RDFS_LABEL and (not predicate.startswith(RG) or predicate.removeprefix(RG) not in vocabulary.properties):
            yield f"<{predicate}> is no property of the ontology{nearest(predicate.removeprefix(RG), vocabulary.properties)}"
        elif value.startswith(ROOT) and not value.startswith((self.base, RG)):
            scheme, _, concept = value.removeprefix(ROOT).partition("/")
            known = vocabulary.concepts.get(scheme, frozenset())
            if concept not in known:
                yield f"<{value}> is no concept of the scheme `{scheme}`{nearest(concept, known)}"


def _bad_dates(quad: ox.Quad) -> Iterator[tuple[str, str, str, str]]:
    if isinstance(quad.object, ox.Literal) and quad.object.datatype.value == EDTF:
        trouble = date_trouble(quad.predicate.value.removeprefix(RG), quad.object.value)
        if trouble:
            yield *trouble, _value(quad.subject)


def _value(term: Any) -> str:
    return str(getattr(term, "value", ""))


def _iri(id_or_iri: str, base: str) -> str:
    return id_or_iri if "://" in id_or_iri else base + id_or_iri


class _Partition:
    """Which things are judged the same, directly or through others."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._head: dict[str, str] = {}
        for one, other in pairs:
            self._head[self._find(one)] = self._find(other)

    def _find(self, item: str) -> str:
        while (head := self._head.get(item, item)) != item:
            item = head
        return item

    def together(self, one: str, other: str) -> bool:
        """Say whether two things are judged the same."""
        return self._find(one) == self._find(other)


def _scheme(kind: str) -> str:
    return kind.rpartition("/")[0]


def _described(name: str, kind: str | None) -> str:
    return f"{name} of kind `{kind.rpartition('/')[2]}`" if kind else name


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
