"""Turtle, TriG and JSON-LD files beside the case files: read, and held to the same rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph.casefile import MAX_BYTES
from rightsgraph.claims.document import Document, Mention, Problem, Reference
from rightsgraph.errors import CaseFileError
from rightsgraph.findings import shown
from rightsgraph.settings import Settings
from rightsgraph.terms import RDF_TYPE, RG, graph_iri

FORMATS: Final = {".ttl": ox.RdfFormat.TURTLE, ".trig": ox.RdfFormat.TRIG, ".jsonld": ox.RdfFormat.JSON_LD}
_PROVENANCE: Final = frozenset({RG + "Claim", RG + "Source", RG + "Passage"})


def read_rdf(path: Path, name: str, dataset: Settings) -> tuple[Document, list[ox.Quad]]:
    """Read a Turtle, TriG or JSON-LD file of the dataset; nothing it names is ever fetched.

    Triples outside any named graph belong to ``graph/claims`` where their subject is a Claim, Source or Passage, else to
    ``graph/actors``. Raises CaseFileError with the line where the file cannot be read; a blank node is a problem.
    """
    data = _bytes(path, name)
    try:
        found = list(ox.parse(data, format=FORMATS[path.suffix], base_iri=dataset.base))
    except (SyntaxError, ValueError) as error:
        raise CaseFileError(f"cannot be read: {error}", name, getattr(error, "lineno", None), "mend the syntax of the file") from error
    if any(isinstance(quad.object, ox.Triple) for quad in found):
        raise CaseFileError(
            "has a triple as the object of another", name, remedy="write plain RDF 1.1: what is said of a claim stands outside its graph"
        )
    document = Document(name)
    placed = _place(found, dataset.base)
    _describe(document, placed, dataset.base)
    return document, placed


def _bytes(path: Path, name: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CaseFileError(f"cannot be read: {error.strerror}", name) from error
    if len(data) > MAX_BYTES:
        raise CaseFileError(f"is {len(data):,} bytes long", name, remedy=f"split it: a file may have {MAX_BYTES:,} bytes")
    if path.suffix == ".jsonld":
        _refuse_remote_contexts(data, name)
    return data


def _refuse_remote_contexts(data: bytes, name: str) -> None:
    """Refuse a context that would have to be fetched, before the processor sees it."""
    try:
        front: list[Any] = [json.loads(data)]
    except (ValueError, RecursionError) as error:
        raise CaseFileError(f"is no JSON: {error}", name, getattr(error, "lineno", None), "mend the syntax of the file") from error
    while front:
        item = front.pop()
        if isinstance(item, list):
            front.extend(item)
        elif isinstance(item, dict):
            contexts = item.get("@context", [])
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, str) or (isinstance(context, dict) and "@import" in context):
                    address = context if isinstance(context, str) else context["@import"]
                    raise CaseFileError(
                        f"its context {address!r} lies elsewhere", name, remedy="write the context into the file: nothing is fetched"
                    )
            front.extend(item.values())


def _place(found: list[ox.Quad], base: str) -> list[ox.Quad]:
    """Put the triples of the default graph into the graph they belong to."""
    provenance = {quad.subject for quad in found if quad.predicate.value == RDF_TYPE and _value(quad.object) in _PROVENANCE}
    claims, actors = ox.NamedNode(graph_iri(base, "claims")), ox.NamedNode(graph_iri(base, "actors"))
    return [
        quad
        if not isinstance(quad.graph_name, ox.DefaultGraph)
        else ox.Quad(quad.subject, quad.predicate, quad.object, claims if quad.subject in provenance else actors)
        for quad in found
    ]


def _foreign(placed: list[ox.Quad], base: str) -> Iterator[Problem]:
    """Give the nodes that a file describes though their IRIs do not begin with the dataset's base."""
    for iri in dict.fromkeys(quad.subject.value for quad in placed if isinstance(quad.subject, ox.NamedNode)):
        if not iri.startswith(base):
            remedy = f"give it an IRI that begins with {base}; a judgement of kind same leads to records elsewhere"
            yield Problem("foreign-node", f"<{shown(iri, 200)}> is no node of this dataset", remedy, (), focus=iri)


def _describe(document: Document, placed: list[ox.Quad], base: str) -> None:
    claims = {_value(quad.subject) for quad in placed if quad.predicate.value == RDF_TYPE and _value(quad.object) == RG + "Claim"}
    document.problems.extend(_foreign(placed, base))
    own = {graph_iri(base, "claims"), graph_iri(base, "actors")}
    seen: set[str] = set()
    for quad in placed:
        graph = _value(quad.graph_name)
        if any(isinstance(part, ox.BlankNode) for part in (quad.subject, quad.object, quad.graph_name)):
            document.problems.append(Problem("blank-node", "the file has blank nodes", "give every node an IRI", ()))
            break
        if graph not in own | claims and graph not in seen:
            seen.add(graph)
            remedy = "describe the claim in the same file: `<claim> a rg:Claim`"
            document.problems.append(Problem("graph-without-claim", f"the graph <{graph}> belongs to no claim", remedy, (), focus=graph))
        if quad.predicate.value == RDF_TYPE and _value(quad.object).startswith(RG):
            iri = _value(quad.subject).removeprefix(base)
            claim = graph.removeprefix(base) if graph in claims else None
            document.mentions.append(Mention(iri, _value(quad.object).removeprefix(RG), (), claim))
        elif quad.predicate.value != RDF_TYPE and _value(quad.object).startswith(base) and isinstance(quad.object, ox.NamedNode):
            document.references.append(Reference(_value(quad.object).removeprefix(base), ()))
    document.claims.update({claim.removeprefix(base): () for claim in claims})


def _value(term: Any) -> str:
    return str(getattr(term, "value", ""))
