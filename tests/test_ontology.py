"""The ontology is whole: small, explained, and named alike in ontology, vocabularies, context, alignments and policies."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
import rdflib
import yaml
from pyld import jsonld

from rightsgraph.shacl import PyShaclEngine, Result, Shapes

ROOT: Final = Path(__file__).resolve().parents[1]
ONTOLOGY: Final = ROOT / "ontology"
HOUSE: Final = sorted((Path(__file__).parent / "shapes" / "house").glob("*.ttl"))
XFAIL: Final = [file for file in HOUSE if file.name.endswith(".xfail.ttl")]
PASS: Final = [file for file in HOUSE if file.name.endswith(".pass.ttl")]
POLICIES: Final = sorted((ONTOLOGY / "policies").glob("*.yaml"))
EXAMPLE: Final = ONTOLOGY / "examples" / "two-paragraphs"

BASE: Final = "https://w3id.org/rightsgraph/"
RG: Final = rdflib.Namespace(BASE + "ns#")
SCHEMA: Final = rdflib.Namespace("https://schema.org/")
SH: Final = rdflib.SH
SKOS: Final = rdflib.SKOS
OWL: Final = rdflib.OWL
TYPE: Final = rdflib.RDF.type

POLICY_KEYS: Final = {
    "id", "title", "description", "commitment", "voice", "classes-never", "classes-if-undisputed", "actuality-never",
    "stances", "claimant-kinds", "claimants", "in-force", "origins", "single-valued",
}  # fmt: skip


@cache
def graph(*names: str) -> rdflib.Graph:
    """Read Turtle files of the ontology folder into one graph."""
    found = rdflib.Graph()
    for name in names:
        found.parse(ONTOLOGY / name)
    return found


def ontology() -> rdflib.Graph:
    """Return the ontology together with its vocabularies."""
    return graph("rightsgraph.ttl", "vocabularies.ttl")


def local(iris: Iterable[Any]) -> set[str]:
    """Return the last parts of IRIs."""
    return {re.split(r"[#/]", str(iri))[-1] for iri in iris}


def classes() -> set[str]:
    """Name the classes of the ontology."""
    return local(ontology().subjects(TYPE, OWL.Class))


def properties() -> set[str]:
    """Name the properties of the ontology."""
    return local(ontology().subjects(TYPE, OWL.ObjectProperty)) | local(ontology().subjects(TYPE, OWL.DatatypeProperty))


def schemes() -> dict[str, set[str]]:
    """Name the concepts of each scheme."""
    return {
        str(scheme).removeprefix(BASE).rstrip("/"): local(ontology().subjects(SKOS.inScheme, scheme))
        for scheme in ontology().subjects(TYPE, SKOS.ConceptScheme)
    }


@cache
def context() -> dict[str, Any]:
    """Read the JSON-LD context."""
    found: dict[str, Any] = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]
    return found


def definitions(terms: dict[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Walk the term definitions of a context and of those inside it."""
    for name, value in terms.items():
        definition = {"@id": value} if isinstance(value, str) else value
        if isinstance(definition, dict):
            yield name, definition
            yield from definitions(definition.get("@context", {}))


# Size and documentation


def test_ontology_stays_small() -> None:
    """There are at most 28 classes and 50 properties."""
    assert len(classes()) <= 28
    assert len(properties()) <= 50


@pytest.mark.parametrize("predicate", [rdflib.RDFS.label, SKOS.definition, SKOS.example, SKOS.scopeNote])
def test_every_term_is_documented(predicate: rdflib.URIRef) -> None:
    """Each class and property has a label, a definition, an example and a scope note, in English."""
    for term in sorted(classes() | properties()):
        values = list(ontology().objects(RG[term], predicate))
        assert [value.language for value in values if isinstance(value, rdflib.Literal)] == ["en"], term


def test_definitions_are_not_shared() -> None:
    """No two terms, and no two concepts of a scheme, have the same definition."""
    concepts = [[rdflib.URIRef(f"{BASE}{scheme}/{name}") for name in names] for scheme, names in schemes().items()]
    for subjects in [[RG[term] for term in classes() | properties()], *concepts]:
        found = [str(value) for subject in subjects for value in ontology().objects(subject, SKOS.definition)]
        assert len(found) == len(set(found)) == len(subjects)


def test_domains_and_ranges_are_known() -> None:
    """Domains and ranges name our classes, concepts, datatypes or anything."""
    ours = {RG[name] for name in classes()}
    anything = {rdflib.RDFS.Resource, rdflib.RDF.Property, SKOS.Concept}
    datatypes = {rdflib.XSD.string, rdflib.XSD.date, rdflib.XSD.nonNegativeInteger, rdflib.URIRef("http://id.loc.gov/datatypes/edtf/EDTF")}
    assert set(ontology().objects(None, SCHEMA.domainIncludes)) <= ours | {rdflib.RDFS.Resource}
    for term in properties():
        ranges = set(ontology().objects(RG[term], SCHEMA.rangeIncludes))
        assert ranges <= (datatypes if (RG[term], TYPE, OWL.DatatypeProperty) in ontology() else ours | anything), term


@pytest.mark.parametrize("predicate", [SCHEMA.domainIncludes, SCHEMA.rangeIncludes])
def test_no_domain_or_range_is_named_twice(predicate: rdflib.URIRef) -> None:
    """A class is not named beside one of its superclasses, which covers it."""
    for term in properties():
        named = set(ontology().objects(RG[term], predicate))
        covered = {child for child in named if named & (set(ontology().transitive_objects(child, rdflib.RDFS.subClassOf)) - {child})}
        assert not covered, term


def test_every_stance_has_one_polarity_and_one_commitment() -> None:
    """The two sets of collections divide the stances, each in its own way."""
    for prefix in ("polarity", "commitment"):
        collections = [iri for iri in ontology().subjects(TYPE, SKOS.Collection) if f"/{prefix}-" in str(iri)]
        assert len(collections) == 3
        members = [member for iri in collections for member in ontology().objects(iri, SKOS.member)]
        assert len(members) == len(set(members))
        assert local(members) == schemes()["stance"]


# The context


def test_context_and_ontology_name_the_same_terms() -> None:
    """Every class and property has a term, and every term of ours is a class or property."""
    named = {value for _, definition in definitions(context()) for value in (definition.get("@id"), definition.get("@reverse")) if value}
    ours = {value.removeprefix("rg:") for value in named if value.startswith("rg:")}
    assert ours == classes() | properties()


def test_terms_are_called_as_the_ontology_calls_them() -> None:
    """A key has the name of its property, but for the few that read better in a passage, a judgement or backwards."""
    other = {
        (name, target)
        for name, definition in definitions(context())
        if (target := definition.get("@id") or definition.get("@reverse") or "").startswith("rg:") and target != f"rg:{name}"
    }
    assert other == {("start", "rg:charStart"), ("end", "rg:charEnd"), ("reason", "rg:gist"), ("contains", "rg:partOf")}


def test_context_uses_every_scheme() -> None:
    """Each scheme is the base of an enumeration, and each such base is a scheme."""
    bases = {definition["@context"]["@base"] for _, definition in definitions(context()) if "@base" in definition.get("@context", {})}
    assert {base.removeprefix(BASE).rstrip("/") for base in bases} == set(schemes())


def test_every_class_with_kinds_scopes_them() -> None:
    """A class on which `kind` may stand, itself or by inheritance, says which scheme its kinds are from; no other does."""
    parents = {RG[name]: set(ontology().transitive_objects(RG[name], rdflib.RDFS.subClassOf)) for name in classes()}
    domain = set(ontology().objects(RG.kind, SCHEMA.domainIncludes))
    with_kinds = {name for name in classes() if parents[RG[name]] & domain}
    scoped = {name for name in classes() if isinstance(context()[name], dict) and "kind" in context()[name].get("@context", {})}
    assert scoped == with_kinds


def test_context_coerces_as_the_ranges_say() -> None:
    """Object properties are references, concepts have a base, dates and numbers a datatype, the rest are plain strings."""
    for term in properties():
        definition = context()[term] if term in context() else context()["Event"]["@context"][term]
        coercion = definition.get("@type") if isinstance(definition, dict) else None
        ranges = {context_name(iri) for iri in ontology().objects(RG[term], SCHEMA.rangeIncludes)}
        if (RG[term], TYPE, OWL.ObjectProperty) in ontology():
            assert coercion == ("@vocab" if term == "disputed" else "@id"), term
            assert ("skos:Concept" in ranges) == ("@context" in definition), term
        else:
            assert ranges == {coercion or "xsd:string"}, term


def context_name(iri: Any) -> str:
    """Shorten the IRI of a range by the prefixes of the context."""
    shortened = {name: value for name, value in context().items() if isinstance(value, str) and value.startswith("http")}
    prefixes = {"skos": str(SKOS), **shortened}
    return next((f"{name}:{str(iri).removeprefix(space)}" for name, space in prefixes.items() if str(iri).startswith(space)), str(iri))


DOCUMENT: Final[list[dict[str, Any]]] = [
    {
        "id": "graph/claims",
        "@graph": [
            {
                "id": "source/a#c1",
                "type": "Claim",
                "source": {"id": "source/a", "type": "Source", "kind": "report", "published": "2023-08", "url": "https://example.org/a"},
                "claimant": "org/b",
                "stance": "finds",
                "relayStance": "endorses",
                "gist": "Words.",
                "passage": {"id": "source/a#char=0,9", "type": "Passage", "paragraph": "1", "start": "0", "end": "9", "sha256": "00"},
            },
            {"id": "judgement/j", "type": "Judgement", "kind": "preferred", "disputed": "date", "affirms": "source/a#c1", "reason": "R."},
        ],
    },
    {
        "id": "source/a#c1",
        "@graph": [
            {
                "id": "decision/d",
                "type": "Decision",
                "kind": "views",
                "date": "2023-07~",
                "start": "2023",
                "concerns": {"id": "act/t", "type": "Act", "kind": "torture", "label": {"en": "torture", "ru": "пытки"}},
                "contains": [
                    {"id": "decision/d#h", "type": "Holding", "issue": "iccpr-7", "outcome": "violation"},
                    {"id": "decision/d#s", "type": "Sentence", "kind": "imprisonment", "outcome": "imposed", "term": "9 years"},
                ],
            }
        ],
    },
]


def test_three_processors_agree() -> None:
    """Pyoxigraph, rdflib and PyLD read the same quads by the context, scoped kinds and outcomes included."""
    document = {"@context": {**context(), "@base": "https://example.org/"}, "@graph": DOCUMENT}
    text = json.dumps(document)
    by_oxigraph = {str(quad) for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="json-ld")
    assert quads(dataset.serialize(format="nquads")) == by_oxigraph
    assert quads(jsonld.normalize(document, {"algorithm": "URDNA2015", "format": "application/n-quads"})) == by_oxigraph
    found = " ".join(sorted(by_oxigraph))
    kinds = ("decision-kind/views", "act-kind/torture", "sentence-kind/imprisonment")
    for name in (*kinds, "sentence-effect/imposed", "outcome/violation", "ns#charStart"):
        assert f"<{BASE}{name}>" in found


def quads(text: str) -> set[str]:
    """Read N-Quads into comparable lines."""
    return {str(quad) for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)}


# Alignments


def test_alignments_touch_known_terms_only() -> None:
    """Every subject of a mapping is a term of ours, every object a term of others, and nothing is imported."""
    mappings = graph("alignments.ttl")
    ours = {str(RG[name]) for name in classes() | properties()}
    header = set(mappings.subjects(TYPE, OWL.Ontology))
    predicates = {rdflib.RDFS.subClassOf, rdflib.RDFS.subPropertyOf, SKOS.closeMatch, SKOS.exactMatch, SKOS.broadMatch, SKOS.relatedMatch}
    for subject, predicate, value in mappings:
        if subject not in header:
            assert str(subject) in ours
            assert predicate in predicates | {rdflib.RDFS.comment}
            assert not str(value).startswith(BASE)
    assert (None, OWL.imports, None) not in mappings


def test_alignments_keep_classes_and_properties_apart() -> None:
    """Classes are mapped by rdfs:subClassOf, properties by rdfs:subPropertyOf."""
    assert local(graph("alignments.ttl").subjects(rdflib.RDFS.subClassOf)) <= classes()
    assert local(graph("alignments.ttl").subjects(rdflib.RDFS.subPropertyOf)) <= properties()


def test_alignments_reach_the_vocabularies_promised() -> None:
    """PROV-O, ORG, FOAF, schema.org, SKOS, DCTERMS, Web Annotation, ELI and CRMinf are each mapped to at least once."""
    objects = {str(value) for value in graph("alignments.ttl").objects()}
    promised = [str(namespace) for namespace in (rdflib.PROV, rdflib.ORG, rdflib.FOAF, SCHEMA, SKOS, rdflib.DCTERMS)]
    others = ["http://www.w3.org/ns/oa#", "http://data.europa.eu/eli/ontology#", "http://www.cidoc-crm.org/extensions/crminf/"]
    for namespace in [*promised, *others]:
        assert any(value.startswith(namespace) for value in objects), namespace


@pytest.mark.parametrize("namespace", [rdflib.PROV, rdflib.ORG, rdflib.FOAF, SKOS, rdflib.DCTERMS, OWL])
def test_alignments_name_terms_that_exist(namespace: Any) -> None:
    """Where rdflib knows a vocabulary, each term mapped to is one of it."""
    objects = {str(value) for value in graph("alignments.ttl").objects() if str(value).startswith(str(namespace))}
    for value in objects:
        assert rdflib.URIRef(value) in namespace, value


# House shapes


def house() -> Shapes:
    """Load the shapes that check the ontology."""
    return Shapes.load([ONTOLOGY / "shapes" / "house.ttl"])


def validate(*files: Path) -> list[Result]:
    """Check Turtle files together against the house shapes."""
    data = [quad.triple for file in files for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)]
    return PyShaclEngine().validate(data, house())


def header(file: Path) -> dict[str, str]:
    """Read what an example declares in its head."""
    return dict(re.findall(r"^#\+ (\w+): (\S+)$", file.read_text("utf-8"), re.MULTILINE))


def test_ontology_keeps_house_rules() -> None:
    """The shipped ontology and vocabularies conform to the house shapes."""
    assert validate(ONTOLOGY / "rightsgraph.ttl", ONTOLOGY / "vocabularies.ttl") == []


@pytest.mark.parametrize(
    ("good", "bad", "shape"),
    [
        ("skos:scopeNote", "skos:note", "house-term-scope-note"),
        ("rg:decidedBy", "rg:DecidedBy", "house-property"),
        ("skos:broader response-kind:no-evidence", "skos:broader stance:doubts", "house-concept-broader"),
        ("stance:doubts , ", "", "house-stance"),
    ],
)
def test_broken_copy_is_caught(tmp_path: Path, good: str, bad: str, shape: str) -> None:
    """One slip in a copy of the ontology is found, by the shape that is for it."""
    copies = [tmp_path / "rightsgraph.ttl", tmp_path / "vocabularies.ttl"]
    for copy in copies:
        copy.write_text((ONTOLOGY / copy.name).read_text("utf-8").replace(good, bad), "utf-8")
    assert {result.shape for result in validate(*copies)} == {f"{BASE}shape/{shape}"}


@pytest.mark.parametrize("file", XFAIL, ids=lambda file: str(file.name))
def test_house_example_fails_as_declared(file: Path) -> None:
    """A failing example fails for the shape and at the node that its head names."""
    declared = header(file)
    assert (declared["shape"], declared["focus"]) in {(result.shape, result.focus) for result in validate(file)}


@pytest.mark.parametrize("file", PASS, ids=lambda file: str(file.name))
def test_house_example_passes(file: Path) -> None:
    """A passing example conforms."""
    assert validate(file) == []


def test_every_house_shape_has_a_failing_example() -> None:
    """The shapes defined, less those that an example declares, are none."""
    shapes = graph("shapes/house.ttl")
    defined = {str(shape) for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(TYPE, kind)}
    assert defined - {header(file)["shape"] for file in XFAIL} == set()


def test_every_house_shape_tells_what_to_do() -> None:
    """Each shape has an IRI, a severity and one message, of what is wrong and what to do."""
    shapes = graph("shapes/house.ttl")
    for shape in {*shapes.subjects(TYPE, SH.NodeShape), *shapes.subjects(TYPE, SH.PropertyShape), *shapes.subjects(SH.path)}:
        assert isinstance(shape, rdflib.URIRef), shape
        assert len(list(shapes.objects(shape, SH.severity))) == 1, shape
        assert [": " in str(message) for message in shapes.objects(shape, SH.message)] == [True], shape


# Policies


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: str(file.stem))
def test_policy_names_known_things_only(file: Path) -> None:
    """A policy has keys, classes, properties, stances and kinds that exist, and goes by its file's name."""
    policy: dict[str, Any] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - strings only
    assert policy["id"] == file.stem
    assert policy["title"] and policy["description"]
    assert set(policy) <= POLICY_KEYS
    known = {
        "commitment": {"full", "partial", "none"},
        "voice": {"own", "endorsed", "neutral", "distanced"},
        "classes-never": classes(),
        "classes-if-undisputed": set(policy.get("classes-never", [])),
        "actuality-never": schemes()["actuality"],
        "stances": schemes()["stance"],
        "claimant-kinds": schemes()["body-kind"] | schemes()["organization-kind"],
        "single-valued": properties(),
    }
    for key, names in known.items():
        assert set(policy.get(key, [])) <= names, key


def test_policies_are_the_five_and_what_they_share() -> None:
    """Five policies are shipped, and one file on what counts as disagreement."""
    assert {file.stem for file in POLICIES} == {"record", "uncontested", "corroborated-2", "adjudicated", "any-affirmed", "disagreement"}


def test_policies_describe_themselves_in_two_sentences() -> None:
    """The description, which pages and exports show, is two plain sentences."""
    for file in POLICIES:
        policy = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - strings only
        assert policy["description"].count(".") == 2, file.name


# The example


def test_example_passages_are_proved_by_its_text() -> None:
    """Every passage of the example has the digest of the characters it points to, in the paragraph it names."""
    source = yaml.load((EXAMPLE / "sources" / "lantern-watch-2023.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - strings only
    text = unicodedata.normalize("NFC", (EXAMPLE / "texts" / source["text"]).read_text("utf-8"))
    paragraphs = [block for block in text.split("\n\n") if block.rstrip().endswith(".")]
    for claim in source["claims"]:
        passage = claim["passage"]
        quote = text[int(passage["start"]) : int(passage["end"])]
        assert hashlib.sha256(quote.encode()).hexdigest() == passage["sha256"], claim["id"]
        assert "paragraph" not in passage or quote in paragraphs[int(passage["paragraph"]) - 1], claim["id"]


def test_example_uses_known_terms_only() -> None:
    """Every type in the example is a class, every kind a concept of that class's scheme."""
    for file in sorted(EXAMPLE.rglob("*.yaml")):
        for node in nodes(yaml.load(file.read_text("utf-8"), yaml.BaseLoader)):  # noqa: S506 - strings only
            if "type" in node:
                assert node["type"] in classes()
            if "kind" in node:
                base = context()[node["type"]]["@context"]["kind"]["@context"]["@base"]
                assert node["kind"] in schemes()[base.removeprefix(BASE).rstrip("/")]


@pytest.mark.parametrize("file", sorted((ONTOLOGY / "examples").glob("*.trig")), ids=lambda file: str(file.name))
def test_example_graphs_use_known_terms_only(file: Path) -> None:
    """Every term of ours in a TriG example is defined."""
    known = {str(subject) for subject in ontology().subjects()}
    for quad in ox.parse(path=str(file), format=ox.RdfFormat.TRIG):
        iris = [term.value for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, ox.NamedNode)]
        assert {iri for iri in iris if iri.startswith(BASE)} <= known


def nodes(tree: Any) -> Iterable[dict[str, Any]]:
    """Walk the mappings of a YAML tree."""
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []:
        yield from nodes(child)
