"""JSON-LD documents of normalised files, and the quads they stand for (JSON-LD 1.1, W3C Recommendation 2020)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from rightsgraph.claims.document import Document
from rightsgraph.errors import CaseFileError
from rightsgraph.settings import Settings
from rightsgraph.vocabulary import Vocabulary


def jsonld(documents: Iterable[Document], vocabulary: Vocabulary, dataset: Settings) -> dict[str, Any]:
    """Return normalised files as one JSON-LD document that needs nothing from outside: its context stands in it."""
    graphs: dict[str, list[dict[str, Any]]] = {}
    for document in documents:
        for name, nodes in document.graphs.items():
            graphs.setdefault(name, []).extend(nodes)
    context = {**vocabulary.context, "@base": dataset.base}
    return {"@context": context, "@graph": [{"id": name, "@graph": nodes} for name, nodes in graphs.items() if nodes]}


def quads(documents: Iterable[Document], vocabulary: Vocabulary, dataset: Settings) -> list[ox.Quad]:
    """Return the quads of normalised files, in the order of the files.

    Raises CaseFileError where the JSON-LD processor refuses one: a fault of the normaliser, not of the files.
    """
    text = json.dumps(jsonld(documents, vocabulary, dataset), ensure_ascii=False)
    try:
        return list(ox.parse(text, format=ox.RdfFormat.JSON_LD))
    except (SyntaxError, ValueError) as error:
        raise CaseFileError(f"the normalised form is no JSON-LD: {error}", remedy="please report this as a bug") from error
