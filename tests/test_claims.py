"""The normaliser: defaults, groups, holdings and ids; the quads of its JSON-LD; the RDF files beside the case files."""

from __future__ import annotations

import json
import re
import socket
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from rightsgraph import casefile, resources, vocabulary
from rightsgraph.claims import Document, Settings, jsonld, normalise, quads, read_rdf
from rightsgraph.dataset import read
from rightsgraph.errors import CaseFileError
from rightsgraph.terms import DEFAULT_BASE, OWL, RDF_TYPE, RG, ROOT, SH
from rightsgraph.vocabulary import BUILD_ONLY, Form

REPO: Final = Path(__file__).resolve().parents[1]
REAL: Final = sorted(
    path
    for path in [*(REPO / "data").rglob("*.yaml"), *(REPO / "ontology" / "examples").rglob("*.yaml")]
    if path.parent.name in ("actors", "cases", "sources")
)
HEAD: Final = "id: source/s\ntype: Source\nkind: report\nlabel: S\nauthor: org/a\n"
WORDS: Final = vocabulary.load()


def normal(text: str, name: str = "sources/s.yaml", setting: Settings | None = None) -> Document:
    """Normalise the text of a case file."""
    return normalise(casefile.parse(text, name), name, WORDS, setting or Settings())


def source(claims: str, head: str = HEAD) -> Document:
    """Normalise a source with claims, without problems."""
    document = normal(f"{head}claims:\n{claims}")
    assert document.problems == []
    return document


def record(document: Document, iri: str) -> dict[str, Any]:
    """Return the one node with an id in the graph of claims, or of actors."""
    nodes = [node for graph in ("graph/claims", "graph/actors") for node in document.graphs.get(graph, []) if node["id"] == iri]
    assert len(nodes) == 1, iri
    return nodes[0]


def claim(document: Document, name: str) -> dict[str, Any]:
    """Return what stands outside a claim's graph."""
    return record(document, f"source/s#{name}")


class TestDefaults:
    """What an author need not write."""

    def test_claimant_and_stance(self) -> None:
        """The author states it, in the author's own voice."""
        node = claim(source('- {id: "#c", passage: {paragraph: 3}, gist: x}'), "c")
        assert node == {
            "id": "source/s#c",
            "type": "Claim",
            "source": "source/s",
            "passage": "source/s#at=3",
            "claimant": "org/a",
            "stance": "states",
            "gist": "x",
        }

    @pytest.mark.parametrize(
        ("written", "stance", "rules"),
        [
            ('disputes: "#b"', "denies", []),
            ('disputes: "#b", that: []', "denies", []),
            ('disputes: "#b", stance: doubts', "doubts", []),
            ('disputes: "#b", gist: It was so', "states", []),
            ('disputes: "#b", that: [{id: event/e, type: Event, kind: arrest}]', "states", []),
            ('disputes: "#b", stance: states', "states", ["affirming-dispute"]),
            ('disputes: "#b", stance: believes', "believes", ["affirming-dispute"]),
        ],
    )
    def test_what_only_disputes_denies(self, written: str, stance: str, rules: list[str]) -> None:
        """A claim that says what is so instead states it; one that affirms nothing but a dispute is told of."""
        document = normal(f'{HEAD}claims:\n- {{id: "#c", passage: {{paragraph: 3}}, {written}}}')
        assert claim(document, "c")["stance"] == stance
        assert [(problem.rule, str(problem.severity)) for problem in document.problems] == [(rule, "warning") for rule in rules]

    def test_all_authors_are_claimants(self) -> None:
        """Of a source by two."""
        document = source('- {id: "#c", passage: {paragraph: 3}, gist: x}', HEAD.replace("org/a", "[org/a, org/b]"))
        assert claim(document, "c")["claimant"] == ["org/a", "org/b"]

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("claimant: org/b", "neutral"),
            ("claimant: org/b, relayStance: endorses", "endorses"),
            ("claimant: [org/b, org/c], relayStance: distances", "distances"),
            ("claimant: [org/a, org/b]", None),
            ("claimant: org/a", None),
        ],
    )
    def test_relay(self, written: str, expected: str | None) -> None:
        """Neutral where another is quoted and nothing is said; none in the author's own voice."""
        assert claim(source(f'- {{id: "#c", passage: {{paragraph: 3}}, gist: x, {written}}}'), "c").get("relayStance") == expected

    @pytest.mark.parametrize(("written", "expected"), [("stated", None), ("inferred", "inferred"), ("computed", "computed")])
    def test_basis(self, written: str, expected: str | None) -> None:
        """What is stated goes without saying."""
        document = source(f'- {{id: "#c", passage: {{paragraph: 3}}, gist: x, basis: {written}}}')
        assert claim(document, "c").get("basis") == expected

    def test_own_class_is_implied(self) -> None:
        """Of sources, cases, judgements and names; what is written has to fit."""
        assert record(normal(HEAD.replace("type: Source\n", "")), "source/s")["type"] == "Source"
        assert record(normal("id: case/c\nlabel: C\n", "cases/c.yaml"), "case/c")["type"] == "Case"
        people = 'actors: [{id: person/p, type: Person, name: {id: "#n", kind: main, label: P}}]'
        assert record(normal(people, "actors/a.yaml"), "person/p")["name"]["type"] == "NameForm"
        assert [problem.rule for problem in normal("id: case/c\ntype: Person\n", "cases/c.yaml").problems] == ["wrong-class"]


class TestGroups:
    """Claims that share, and claims that repeat."""

    def test_a_group_shares_what_it_says(self) -> None:
        """The inner goes before the outer, at any depth, and the group claims nothing itself."""
        document = source(
            """
- id: "#g"
  passage: {paragraph: 1}
  claimant: org/b
  relayStance: distances
  claims:
    - {id: "#a", gist: x}
    - {id: "#b", gist: y, stance: believes, passage: {paragraph: 2}}
    - stance: alleges
      claims:
        - {id: "#c", gist: z, claimant: org/c}
"""
        )
        found = [(node["id"][9:], node["claimant"], node["stance"], node["passage"][12:], node["relayStance"]) for node in claims(document)]
        assert found == [
            ("a", "org/b", "states", "1", "distances"),
            ("b", "org/b", "believes", "2", "distances"),
            ("c", "org/c", "alleges", "1", "distances"),
        ]

    def test_what_is_wrong_in_a_group_stands_where_it_is_written(self) -> None:
        """Once, in the group's line."""
        shared = '- id: "#g"\n  passage: {paragraph: 1}\n  stance: sais\n'
        text = f'{HEAD}claims:\n{shared}  claims:\n  - {{id: "#a", gist: x}}\n  - {{id: "#b", gist: x}}'
        document = normal(text)
        findings = list(document.findings(casefile.compose(text, "s")))
        assert [(finding.rule, finding.line) for finding in findings] == [("unknown-concept", 9)]
        assert {"source/s#a", "source/s#b"} <= document.troubled()

    def test_each_repeats_a_claim(self) -> None:
        """For each of several: the value is the id, inside an id its last part."""
        document = source(
            """
- id: "#c"
  passage: {paragraph: 1}
  each: [person/a, person/b]
  that: [{id: event/arrest-$each, type: Event, kind: arrest, concerns: [$each, person/c], contains: [{id: "#on-$each", type: Event}]}]
"""
        )
        assert [node["id"] for node in claims(document)] == ["source/s#c.a", "source/s#c.b"]
        (event,) = document.graphs["source/s#c.b"]
        assert (event["id"], event["concerns"], event["contains"]["id"]) == (
            "event/arrest-b",
            ["person/b", "person/c"],
            "event/arrest-b#on-b",
        )


def local(term: object, base: str) -> str:
    """Return an IRI without a base."""
    assert isinstance(term, ox.NamedNode)
    return term.value.removeprefix(base)


def claims(document: Document) -> list[dict[str, Any]]:
    """Return the claims of a document in the order of the file."""
    return [node for node in document.graphs["graph/claims"] if node["type"] == "Claim"]


HOLDING: Final = """
- id: "#c"
  passage: {paragraph: 1}
  %s
  that:
    - id: decision/d
      type: Decision
      decidedBy: org/court
      contains:
        - id: "#h"
          type: Holding
          outcome: violation
          that: [{id: act/t, type: Act, kind: torture, concerns: person/p}]
"""


class TestHoldings:
    """What a ruling holds becomes a claim by the body, made in the holding."""

    @pytest.mark.parametrize(
        ("written", "relay", "basis"),
        [
            ("claimant: org/a", "neutral", None),
            ("claimant: org/b", "neutral", None),
            ("claimant: org/b\n  relayStance: endorses\n  basis: inferred", "endorses", "inferred"),
        ],
    )
    def test_the_claim_of_a_holding(self, written: str, relay: str, basis: str | None) -> None:
        """Same source, passage and basis; claimant is who decided; relayed as the reporting claim is."""
        document = source(HOLDING % written)
        node = claim(document, "c.h")
        assert (node["claimant"], node["stance"], node["madeIn"]) == ("org/court", "finds", "decision/d#h")
        assert (node["passage"], node["relayStance"], node.get("basis")) == ("source/s#at=1", relay, basis)
        assert [one["id"] for one in document.graphs["source/s#c.h"]] == ["act/t"]
        assert "act/t" not in json.dumps(document.graphs["source/s#c"])

    def test_the_body_s_own_document(self) -> None:
        """Where the body is the author, nobody relays it."""
        assert "relayStance" not in claim(source(HOLDING % "stance: decides", HEAD.replace("org/a", "org/court")), "c.h")

    @pytest.mark.parametrize("stance", ["denies", "doubts", "expresses"])
    def test_who_does_not_affirm_reports_no_holding(self, stance: str) -> None:
        """The content of a holding cannot hang on a denial."""
        assert [problem.rule for problem in normal(f"{HEAD}claims:{HOLDING % f'stance: {stance}'}").problems] == ["denied-holding"]

    def test_a_stance_of_its_own(self) -> None:
        """A body may decide rather than find."""
        assert (
            claim(source(HOLDING.replace("type: Holding", "type: Holding\n          stance: decides") % "basis: stated"), "c.h")["stance"]
            == "decides"
        )


class TestNodes:
    """Nodes: ids, fragments, nesting, labels, lists."""

    def test_fragments_belong_to_the_node_around(self) -> None:
        """A fragment is added to the id of the nearest node around, without that one's own fragment."""
        document = source(
            '- {id: "#c", passage: {paragraph: 1}, that: [{id: decision/d, type: Decision, contains: [{id: "#h", type: Holding, '
            'contains: [{id: "#m", type: Measure, kind: release}]}]}]}'
        )
        (decision,) = document.graphs["source/s#c"]
        assert decision["contains"]["id"] == "decision/d#h"
        assert decision["contains"]["contains"]["id"] == "decision/d#m"

    def test_contains_is_part_of_turned_round(self) -> None:
        """In the quads the part points at the whole."""
        document = source(
            '- {id: "#c", passage: {paragraph: 1}, that: [{id: decision/d, type: Decision, contains: [{id: "#h", type: Holding}]}]}'
        )
        found = {
            (local(quad.subject, ""), local(quad.object, ""))
            for quad in quads([document], WORDS, Settings())
            if quad.predicate.value == RG + "partOf"
        }
        assert found == {(f"{DEFAULT_BASE}decision/d#h", f"{DEFAULT_BASE}decision/d")}

    def test_labels_by_language(self) -> None:
        """Without a language the dataset's own; tags keep their script."""
        document = source(
            '- {id: "#c", passage: {paragraph: 1}, that: ['
            "{id: event/e, type: Event, label: {ru: Арест, ky-Cyrl: Камакка алуу}}, {id: event/f, type: Event, label: Visit}]}"
        )
        first, second = document.graphs["source/s#c"]
        assert first["label"] == {"ru": "Арест", "ky-Cyrl": "Камакка алуу"}
        assert second["label"] == {"en": "Visit"}
        assert normal("actors: [{id: person/p, type: Person, label: Пётр}]", "actors/a.yaml", Settings(language="ru")).graphs[
            "graph/actors"
        ][0]["label"] == {"ru": "Пётр"}

    @pytest.mark.parametrize(
        ("passage", "iri", "keys"),
        [
            ("{paragraph: 3}", "at=3", {"paragraph": "3"}),
            ('{paragraph: "2.1"}', "at=2.1", {"paragraph": "2.1"}),
            ("{paragraph: para 12 (a)}", "at=para-12-%28a%29", {"paragraph": "para 12 (a)"}),
            ("{paragraph: п. 5}", "at=%D0%BF.-5", {"paragraph": "п. 5"}),
            (
                "{paragraph: 3, start: 10, end: 24, sha256: ab}",
                "char=10,24",
                {"paragraph": "3", "start": "10", "end": "24", "sha256": "ab"},
            ),
            (
                "{start: 10, end: 24, sha256: ab, quote: words}",
                "char=10,24",
                {"start": "10", "end": "24", "sha256": "ab", "asSaid": "words"},
            ),
        ],
    )
    def test_passages(self, passage: str, iri: str, keys: dict[str, str]) -> None:
        """Cited by paragraph, or anchored by characters; no two places share an IRI."""
        document = source(f'- {{id: "#c", passage: {passage}, gist: x}}\n- {{id: "#d", passage: {passage}, gist: x}}')
        node = claim(document, iri)
        assert node == {"id": f"source/s#{iri}", "type": "Passage", "source": "source/s", **keys}
        assert list(document.passages) == [f"source/s#{iri}"]

    def test_several_passages(self) -> None:
        """A claim may rest on more than one."""
        node = claim(source('- {id: "#c", passage: [{paragraph: 3}, {paragraph: 5}], gist: x}'), "c")
        assert node["passage"] == ["source/s#at=3", "source/s#at=5"]

    def test_skipped_sentences_leave_no_trace(self) -> None:
        """What is not encoded is no part of the graph."""
        document = normal(HEAD + "skip:\n- {passage: {paragraph: 9}, reason: page footer}\n")
        assert (document.problems, document.passages, [node["id"] for node in document.graphs["graph/claims"]]) == ([], {}, ["source/s"])

    def test_prefer_records_become_judgements(self) -> None:
        """Subject, property, claim and reason, under the names of the ontology."""
        text = 'id: case/c\nlabel: C\nprefer: [{id: "#p", subject: event/e, property: date, claim: source/s#c, agent: org/a, reason: R}]'
        document = normal(text, "cases/c.yaml")
        assert document.problems == []
        assert record(document, "case/c#p") == {
            "id": "case/c#p",
            "type": "Judgement",
            "kind": "preferred",
            "concerns": "event/e",
            "disputed": "rg:date",
            "affirms": "source/s#c",
            "agent": "org/a",
            "reason": "R",
        }

    def test_judgements_may_concern_outside_records(self) -> None:
        """Sameness with a record elsewhere is judged, never written as a link."""
        text = "judgements: [{id: judgement/j, kind: same, concerns: [person/p, "
        text += "'https://www.wikidata.org/entity/Q1'], agent: org/a, reason: R}]"
        assert normal(text, "actors/a.yaml").problems == []

    def test_concepts_are_no_ids_of_the_dataset(self) -> None:
        """A kind is resolved in its scheme, though a key or class has the same name."""
        document = source(
            '- {id: "#c", passage: {paragraph: 1}, that: ['
            "{id: event/e, type: Event, kind: release, actuality: planned}, {id: decision/d#m, type: Measure, kind: release}]}"
        )
        found = {
            local(quad.object, "")
            for quad in quads([document], WORDS, Settings())
            if quad.predicate.value in (RG + "kind", RG + "actuality")
        }
        assert {f"{ROOT}event-kind/release", f"{ROOT}measure-kind/release", f"{ROOT}actuality/planned"} <= found


def lines(found: Iterator[ox.Quad] | list[ox.Quad]) -> list[str]:
    """Return quads in canonical form."""
    canonical = ox.Dataset(found)
    canonical.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in canonical)


class TestStandardJsonLd:
    """The normalised form is JSON-LD that any processor reads alike."""

    @pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_three_processors_agree(self, path: Path) -> None:
        """Oxigraph, rdflib and PyLD give the same quads of every shipped file."""
        name = f"{path.parent.name}/{path.name}"
        document = normalise(casefile.parse(casefile.read_text(path), name), name, WORDS, Settings())
        assert document.problems == []
        whole = jsonld([document], WORDS, Settings())
        ours = lines(quads([document], WORDS, Settings()))
        assert ours
        nquads: str = pyld.normalize(whole, {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": no_loader})
        assert lines(list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))) == ours
        theirs = rdflib.Dataset()
        theirs.parse(data=json.dumps(whole), format="json-ld")
        assert lines(list(ox.parse(theirs.serialize(format="nquads"), format=ox.RdfFormat.N_QUADS))) == ours

    def test_nothing_is_lost_or_typed_anew(self) -> None:
        """Texts that look like numbers stay texts, dates keep their form, and positions are numbers."""
        document = source(
            '- {id: "#c", passage: {paragraph: "010", start: 0, end: 7, sha256: "00"}, '
            'that: [{id: event/e, type: Event, date: 2016-03~, quantity: "1.50"}]}'
        )
        found = {quad.predicate.value.removeprefix(RG): str(quad.object) for quad in quads([document], WORDS, Settings())}
        assert found["date"] == '"2016-03~"^^<http://id.loc.gov/datatypes/edtf/EDTF>'
        assert (found["quantity"], found["paragraph"], found["sha256"]) == ('"1.50"', '"010"', '"00"')
        assert found["charEnd"] == '"7"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'


def no_loader(address: str, options: object) -> object:
    """Refuse to fetch."""
    raise AssertionError(f"{address} was asked for")


@cache
def ontology() -> ox.Store:
    """Return the ontology and its vocabularies."""
    store = ox.Store()
    for path in resources.ontology_files():
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def of_type(name: str) -> set[str]:
    """Return the local names of the ontology's terms of a type."""
    wanted = ontology().quads_for_pattern(None, ox.NamedNode(RDF_TYPE), ox.NamedNode(OWL + name))
    return {
        quad.subject.value.removeprefix(RG)
        for quad in wanted
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(RG)
    }


class TestTerms:
    """Ontology, context, shapes and normaliser name the same terms."""

    def test_classes(self) -> None:
        """Each class of the ontology is a term of the context, and the other way round."""
        context = {name for name in WORDS.context if name[0].isupper()}
        assert context == of_type("Class") == set(WORDS.classes)

    def test_properties(self) -> None:
        """Each property of the ontology is written by a key, and each key writes one."""
        keys = {key.property for name in WORDS.classes for key in WORDS.keys(name).values()} - {"label"}
        ours = of_type("ObjectProperty") | of_type("DatatypeProperty")
        assert keys | BUILD_ONLY == ours == set(WORDS.properties)

    def test_keys_stand_on_the_classes_of_the_ontology(self) -> None:
        """A key is known on a class just where the ontology lets its property stand."""
        for name in WORDS.classes:
            for key in WORDS.keys(name).values():
                if key.form is not Form.LABEL:
                    definition = WORDS.properties[key.property]
                    allowed = definition.ranges if key.form is Form.REVERSE else definition.domains
                    assert WORDS.ancestors[name] & allowed or any(one.endswith("#Resource") for one in allowed), (name, key)

    def test_forms_are_the_ontology_s(self) -> None:
        """References and concepts are object properties, texts datatype properties."""
        for name in WORDS.classes:
            for key in WORDS.keys(name).values():
                if key.form is Form.LITERAL:
                    assert key.property in of_type("DatatypeProperty"), key
                elif key.form is not Form.LABEL:
                    assert key.property in of_type("ObjectProperty"), key

    def test_schemes(self) -> None:
        """Each scheme of the vocabularies is that of a key, and the other way round; none is empty."""
        used = {key.scheme for name in WORDS.classes for key in WORDS.keys(name).values() if key.scheme} | {"standing"}
        assert used == {scheme for scheme, concepts in WORDS.concepts.items() if concepts}

    def test_shapes_name_known_terms_and_all_properties(self) -> None:
        """Every property has a shape, and no shape names what the ontology does not have."""
        named: set[str] = set()
        for group, path in resources.shape_files().items():
            if group != "house":
                named |= set(re.findall(r"\brg:([A-Za-z0-9]+)", path.read_text("utf-8")))
        paths = {
            quad.object.value.removeprefix(RG)
            for group, path in resources.shape_files().items()
            if group != "house"
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
            if quad.predicate.value == SH + "path" and isinstance(quad.object, ox.NamedNode)
        }
        assert named <= set(WORDS.classes) | set(WORDS.properties)
        assert set(WORDS.properties) <= paths

    def test_every_stance_has_polarity_and_commitment(self) -> None:
        """A stance without one would let claims in or keep them out unseen."""
        for stance in WORDS.concepts["stance"]:
            if not stance.startswith(("polarity-", "commitment-")):
                assert WORDS.polarity(stance) in ("affirms", "denies", "withholds")
                assert WORDS.commitment(stance) in ("full", "partial", "none")


KEYS: Final = sorted(
    {key for name in WORDS.classes for key in WORDS.keys(name)}
    | {
        "id",
        "type",
        "that",
        "claims",
        "skip",
        "text",
        "each",
        "passage",
        "quote",
        "nth",
        "prefer",
        "actors",
        "judgements",
        "subject",
        "claim",
        "property",
    }
    | {"@id", "@type", "@context", "@graph", "@value", "<<", "", "konzerns"}
)
VALUES: Final = st.one_of(
    st.sampled_from(
        ["", "#x", "#c1", "person/a", "event/e-$each", "$each", "source/s", "source/s#c1", "case/c", "arrest", "states", "denies", "finds"]
    ),
    st.sampled_from(
        [
            "2010-06-25",
            "2010/2011",
            "[2010-06-15,2010-06-25]",
            "[2010..2011]",
            "../x",
            "https://example.org/a",
            "http://[",
            "https://a/%zz",
            "a b",
        ]
    ),
    st.sampled_from(
        [*sorted(WORDS.classes), "0", "12", "-1", "9" * 5000, "en", "Ж", "\u202e", "a\nb", "protected", "$each/#$each", "{}", "date"]
    ),
    st.text(max_size=8),
)
TREES: Final = st.recursive(
    VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
        st.fixed_dictionaries(
            {"id": VALUES, "type": VALUES}, optional={"that": inner, "contains": inner, "passage": inner, "each": inner, "name": inner}
        ),
    ),
    max_leaves=25,
)
NODES: Final = st.builds(
    lambda kind, own, more: {"id": own, "type": kind, **more},
    st.sampled_from(sorted(WORDS.classes)),
    st.sampled_from(["event/e", "#x", "decision/d"]),
    st.dictionaries(st.sampled_from(KEYS), TREES, max_size=4),
)
CLAIMS: Final = st.lists(
    st.builds(
        lambda own, that, more: {"id": own, "passage": {"paragraph": "1"}, "that": that, **more},
        st.sampled_from(["#c1", "#c2", "#c3"]),
        st.lists(NODES, max_size=2),
        st.dictionaries(st.sampled_from(KEYS), TREES, max_size=3),
    ),
    max_size=3,
)


def tells_or_writes(tree: dict[str, Any], name: str) -> None:
    """Normalise a tree: there are problems, or quads that say all of it; never an error, and never JSON-LD gone astray."""
    document = normalise(tree, name, WORDS, Settings())
    for problem in document.problems:
        assert problem.remedy
        assert problem.message.isprintable()
        assert len(problem.message) < 400
    found = quads([document], WORDS, Settings())
    assert document.troubled() >= document.spoilt
    for quad in found:
        assert isinstance(quad.subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode), quad
        assert not isinstance(quad.object, ox.BlankNode), quad
        assert quad.predicate.value.removeprefix(RG) in WORDS.properties or not quad.predicate.value.startswith(ROOT), quad


class TestFuzz:
    """Whatever a file holds, the normaliser gives problems or quads."""

    @settings(max_examples=250)
    @given(
        st.sampled_from(["sources/s.yaml", "actors/a.yaml", "cases/c.yaml", "x.yaml"]),
        st.dictionaries(st.sampled_from(KEYS), TREES, max_size=5),
    )
    def test_any_tree(self, name: str, tree: dict[str, Any]) -> None:
        """Trees of real keys and junk."""
        tells_or_writes(tree, name)

    @settings(max_examples=350)
    @given(CLAIMS, st.dictionaries(st.sampled_from(KEYS), TREES, max_size=2))
    def test_any_claims(self, found: list[Any], more: dict[str, Any]) -> None:
        """Claims that are nearly right."""
        tells_or_writes({"id": "source/s", "type": "Source", "author": "org/a", "claims": found, **more}, "sources/s.yaml")

    @settings(max_examples=200)
    @given(st.lists(NODES, max_size=3), st.lists(NODES, max_size=2))
    def test_any_actors(self, actors: list[Any], judgements: list[Any]) -> None:
        """Records that are nearly right."""
        tells_or_writes({"actors": actors, "judgements": judgements}, "actors/a.yaml")

    @settings(max_examples=200)
    @given(st.text(max_size=30).map(lambda text: "https://" + text))
    def test_any_address(self, address: str) -> None:
        """An address is one, or a problem; it never spoils the rest of the file."""
        document = normalise({"id": "source/s", "type": "Source", "url": address}, "sources/s.yaml", WORDS, Settings())
        urls = [quad.object for quad in quads([document], WORDS, Settings()) if quad.predicate.value == RG + "url"]
        assert urls == ([] if document.problems else [ox.NamedNode(address)])


TURTLE: Final = """@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<person/p> a rg:Person ; rdfs:label "P"@en .
<source/s> a rg:Source ; rg:author <org/a> .
<source/s#c> a rg:Claim ; rg:source <source/s> ; rg:passage <source/s#at=1> .
<source/s#at=1> a rg:Passage ; rg:source <source/s> ; rg:paragraph "1" .
"""
TRIG: Final = TURTLE + "<source/s#c> { <event/e> a rg:Event ; rg:concerns <person/p> . }\n"


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every use of the network fail."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


class TestRdfFiles:
    """Turtle, TriG and JSON-LD beside the case files."""

    def write(self, folder: Path, name: str, text: str) -> tuple[Document, list[ox.Quad]]:
        """Write a file and read it."""
        (folder / name).write_text(text, encoding="utf-8")
        return read_rdf(folder / name, name, Settings(base="https://example.org/d/"))

    def test_graphs_and_base(self, tmp_path: Path) -> None:
        """Ids are relative to the dataset's base; what stands in no graph goes where it belongs."""
        document, found = self.write(tmp_path, "a.trig", TRIG)
        graphs = {(local(quad.subject, "https://example.org/d/"), local(quad.graph_name, "https://example.org/d/")) for quad in found}
        assert graphs == {
            ("person/p", "graph/actors"),
            ("source/s", "graph/claims"),
            ("source/s#c", "graph/claims"),
            ("source/s#at=1", "graph/claims"),
            ("event/e", "source/s#c"),
        }
        assert document.problems == []
        assert set(document.claims) == {"source/s#c"}
        assert ("event/e", "Event", "source/s#c") in {(one.id, one.kind, one.claim) for one in document.mentions}
        assert {one.id for one in document.references} >= {"person/p", "org/a", "source/s"}

    def test_three_syntaxes_say_the_same(self, tmp_path: Path) -> None:
        """Turtle, TriG and JSON-LD."""
        _, turtle = self.write(tmp_path, "a.ttl", TURTLE)
        _, trig = self.write(tmp_path, "a.trig", TURTLE)
        whole = ox.serialize(
            [quad.triple for quad in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE, base_iri="https://example.org/d/")],
            format=ox.RdfFormat.JSON_LD,
        )
        assert whole is not None
        _, json_ld = self.write(tmp_path, "a.jsonld", whole.decode())
        assert set(turtle) == set(trig) == set(json_ld)

    def test_the_shipped_example(self) -> None:
        """The example of two dates is read; its record belongs to no claim, since a build makes records."""
        document, found = read_rdf(
            REPO / "ontology" / "examples" / "arrest-dates.trig", "a.trig", Settings(base="https://example.org/arrest-dates/")
        )
        assert len(document.claims) == 2 and found
        assert [problem.rule for problem in document.problems] == ["graph-without-claim"]

    @pytest.mark.parametrize("text", ["[] a rg:Person .", "<person/p> rg:name [ a rg:NameForm ] .", "_:x rg:concerns <person/p> ."])
    def test_blank_nodes_are_told(self, tmp_path: Path, text: str) -> None:
        """Every node has an IRI."""
        document, _ = self.write(tmp_path, "a.ttl", f"@prefix rg: <{RG}> .\n{text}")
        assert [problem.rule for problem in document.problems] == ["blank-node"]

    @pytest.mark.parametrize(
        ("name", "text", "line"),
        [("a.ttl", TURTLE + "<a> <b> .", 7), ("a.trig", "\n\n<a> { <b> <c> }}", 3), ("a.jsonld", '{"@id":\n"a",,}', 2)],
    )
    def test_a_slip_of_syntax_has_its_line(self, tmp_path: Path, name: str, text: str, line: int) -> None:
        """File and line."""
        with pytest.raises(CaseFileError) as caught:
            self.write(tmp_path, name, text)
        assert (caught.value.file, caught.value.line) == (name, line), str(caught.value)
        assert caught.value.remedy

    @pytest.mark.parametrize(
        "context",
        [
            '"https://example.org/context.jsonld"',
            '["https://example.org/context.jsonld", {}]',
            '{"@import": "https://example.org/context.jsonld"}',
            '[{}, {"@version": 1.1, "@import": "c.jsonld"}]',
            '{"name": {"@id": "https://example.org/n", "@context": "https://example.org/context.jsonld"}}',
            '"c.jsonld"',
            '"file:///etc/passwd"',
        ],
    )
    @pytest.mark.parametrize("whole", ['{"@context": %s, "@id": "a"}', '[{"x": [{"@context": %s}]}]', '{"\\u0040context": %s}'])
    def test_contexts_elsewhere_are_never_fetched(self, tmp_path: Path, offline: None, context: str, whole: str) -> None:
        """In any form, at any depth, refused before any processor sees it."""
        with pytest.raises(CaseFileError, match="lies elsewhere"):
            self.write(tmp_path, "a.jsonld", whole % context)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "null",
            "5",
            "{",
            "[" * 100_000,
            '{"a":' * 100_000,
            '{"@context": 5}',
            '{"@id": []}',
            "\ufeff{}",
            '{"@graph": {"@graph": []}}',
        ],
    )
    def test_odd_json_ld_is_an_error_or_nothing(self, tmp_path: Path, text: str) -> None:
        """Never a crash."""
        try:
            _, found = self.write(tmp_path, "a.jsonld", text)
        except CaseFileError as error:
            assert error.file == "a.jsonld"
        else:
            assert found == []

    @settings(max_examples=100)
    @given(
        data=st.one_of(
            st.binary(max_size=40),
            st.lists(st.sampled_from([*TRIG.split(), "[", "]", "(", ")", ";", "{", "}", "<", '"""', "\n"]), max_size=15).map(
                lambda words: " ".join(words).encode()
            ),
        )
    )
    def test_any_bytes(self, data: bytes) -> None:
        """Nothing but a CaseFileError."""
        with tempfile.TemporaryDirectory() as folder:
            for name in ("a.ttl", "a.trig", "a.jsonld"):
                path = Path(folder) / name
                path.write_bytes(data)
                try:
                    read_rdf(path, name, Settings())
                except CaseFileError as error:
                    assert error.file == name


def test_a_dataset_reads_all_kinds_of_files(tmp_path: Path) -> None:
    """YAML and RDF side by side, in folders of folders; other files are passed over."""
    for name, text in {
        "dataset.yaml": "title: T\nbase: https://example.org/d/\n",
        "actors/more/a.yml": "actors: [{id: org/a, type: Organization, label: A}]",
        "sources/s.trig": TRIG,
        "sources/notes.txt": "{",
        "other/x.yaml": "{",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    dataset = read(tmp_path)
    assert (list(dataset.files), dataset.unreadable) == (["actors/more/a.yml", "sources/s.trig"], [])
    assert len({quad.graph_name for quad in dataset.quads()}) == 3


class TestHints:
    """What is told of a slip says how to mend it."""

    def told(self, claims: str) -> list[tuple[str, str, str]]:
        """Return rule, message and remedy of what is wrong with a source."""
        return [(one.rule, one.message, one.remedy) for one in normal(f"{HEAD}claims:\n- {claims}").problems]

    def test_an_id_behind_a_comment_sign(self) -> None:
        """An id that begins with # needs quotes wherever it stands."""
        ((rule, message, remedy),) = self.told('id: "#c"\n  passage: {paragraph: 3}\n  disputes: #c4')
        assert (rule, message) == ("empty-value", "`disputes` has no value")
        assert 'an id that begins with # stands in quotes, as `"#c1"`' in remedy

    def test_a_long_scheme(self) -> None:
        """Of many concepts some are shown, with the page that lists all, and what to do where none fits."""
        ((_, message, remedy),) = self.told(
            'id: "#c"\n  passage: {paragraph: 3}\n  that: [{id: event/e, type: Event, kind: xylophone, place: place/p}]'
        )
        assert message == "`xylophone` is no event kind"
        assert re.search(r", … \(docs/ontology\.md lists all \d\d\); where none fits, take a broader one", remedy)
        ((_, message, remedy),) = self.told('id: "#c"\n  passage: {paragraph: 3}\n  gist: x\n  basis: guessed')
        assert remedy == "choose one of the scheme `basis`: computed, inferred, stated"

    def test_an_empty_list_says_nothing(self) -> None:
        """`that: []` is not filled yet."""
        assert [rule for rule, _, _ in self.told('{id: "#c", passage: {paragraph: 3}, that: []}')] == ["empty-claim"]

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("date: 2021-03-04, start: 2021-03, end: 2021-04", None),
            ("date: 2021-03, start: 2021-03-04", None),
            ("date: 2020, end: 2021", None),
            ("date: 2021-02, start: 2021-03", "the date `2021-02` lies before its start, `2021-03`"),
            ("date: 2022, end: 2021", "the date `2022` lies after its end, `2021`"),
        ],
    )
    def test_a_date_outside_its_own_span(self, written: str, expected: str | None) -> None:
        """Told where no day of the date can lie in the span."""
        told = self.told(f'{{id: "#c", passage: {{paragraph: 3}}, that: [{{id: event/e, type: Event, kind: visit, {written}}}]}}')
        assert [(rule, message) for rule, message, _ in told] == ([("date-out-of-span", expected)] if expected else [])
