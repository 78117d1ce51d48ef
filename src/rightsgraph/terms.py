"""Namespaces and the IRIs that the code itself has to know."""

from __future__ import annotations

from typing import Final

ROOT: Final = "https://w3id.org/rightsgraph/"
RG: Final = ROOT + "ns#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SCHEMA: Final = "https://schema.org/"
SH: Final = "http://www.w3.org/ns/shacl#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"

RDF_TYPE: Final = RDF + "type"
RDFS_LABEL: Final = RDFS + "label"
XSD_DATE: Final = XSD + "date"
KIND: Final = RG + "kind"

DEFAULT_BASE: Final = ROOT + "id/"
GRAPHS: Final = ("claims", "actors", "entities", "record", "vocabulary")


def graph_iri(base: str, name: str) -> str:
    """Name a graph of a build: ``claims``, ``actors``, ``entities``, ``record``, ``vocabulary`` or ``view/<actor id>``.

    >>> graph_iri(DEFAULT_BASE, "record")
    'https://w3id.org/rightsgraph/id/graph/record'
    """
    return f"{base}graph/{name}"


def scheme_base(scheme: str) -> str:
    """Return the IRI of a concept scheme, the base its concepts' names are resolved against.

    >>> scheme_base("stance")
    'https://w3id.org/rightsgraph/stance/'
    """
    return f"{ROOT}{scheme}/"


def shorten(iri: str, base: str = DEFAULT_BASE) -> str:
    """Shorten an IRI for people: data to its id, terms to a prefixed name, anything else as it is.

    >>> shorten("https://w3id.org/rightsgraph/id/person/azimjan-askarov")
    'person/azimjan-askarov'
    >>> shorten("https://w3id.org/rightsgraph/ns#date"), shorten("https://w3id.org/rightsgraph/stance/finds")
    ('rg:date', 'stance:finds')
    """
    if iri.startswith(base):
        return iri[len(base) :]
    if iri.startswith(RG):
        return "rg:" + iri[len(RG) :]
    if iri.startswith(ROOT):
        scheme, _, name = iri[len(ROOT) :].partition("/")
        return f"{scheme}:{name}"
    for prefix, namespace in (("rdf", RDF), ("rdfs", RDFS), ("xsd", XSD), ("skos", SKOS), ("owl", OWL)):
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
