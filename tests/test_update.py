"""A build that redoes only what a change touched is the same, quad by quad and byte by byte, as one made from nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph import resources, store, vocabulary
from rightsgraph.build.update import Change, Derivation, update
from rightsgraph.derive import derive
from rightsgraph.policy import Policy, load_policy
from rightsgraph.settings import Settings
from rightsgraph.terms import DEFAULT_BASE, EDTF, RDF_TYPE, RDFS_LABEL, RG, graph_iri, scheme_base

VOCABULARY = vocabulary.load()
SETTINGS = Settings()
SHIPPED = {name: load_policy(path) for name, path in resources.policy_files().items()}
COURTS = Policy("courts", "Courts", "What courts say.", claimant_kinds=frozenset({scheme_base("body-kind") + "court"}))
POLICIES = [COURTS, *(SHIPPED[name] for name in ("record", "uncontested", "corroborated-2", "any-affirmed"))]

# --- a small world -----------------------------------------------------------------------------------------------------------

ORGS = ("org/a", "org/b", "org/c")
SOURCES = ("source/1", "source/2", "source/3")
CLAIMS = tuple(f"{source}#c{number}" for source in SOURCES for number in (1, 2))
PLACES = ("place/village", "place/district", "place/region")
DECISIONS = ("decision/1", "decision/2", "decision/3")
HOLDING = "decision/1#h"
NODES = ("event/1", "char/1", "person/x", HOLDING, *DECISIONS, *PLACES)


def node(name: str) -> ox.NamedNode:
    """Return the node of an id, or of an IRI."""
    return ox.NamedNode(name if "://" in name else DEFAULT_BASE + name)


def concept(name: str) -> ox.NamedNode:
    """Return the concept ``scheme/name``."""
    scheme, _, local = name.partition("/")
    return ox.NamedNode(scheme_base(scheme) + local)


def quad(graph: str, subject: str, name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    """Make a quad; a property without ``://`` is one of ours."""
    predicate = ox.NamedNode(name if "://" in name else RG + name)
    return ox.Quad(node(subject), predicate, value, node(graph))


def edtf(text: str) -> ox.Literal:
    """Make a date."""
    return ox.Literal(text, datatype=ox.NamedNode(EDTF))


def pick(*names: str) -> st.SearchStrategy[ox.NamedNode]:
    """Choose a node."""
    return st.sampled_from([node(name) for name in names])


VALUES: dict[str, st.SearchStrategy[ox.NamedNode | ox.Literal]] = {
    RDF_TYPE: st.sampled_from(
        [ox.NamedNode(RG + name) for name in ("Event", "Decision", "Holding", "Characterization", "Place", "Facility")]
    ),
    RDFS_LABEL: st.sampled_from([ox.Literal("one", language="en"), ox.Literal("two", language="en"), ox.Literal("раз", language="ru")]),
    "kind": st.sampled_from([concept("event-kind/arrest"), concept("decision-kind/ruling"), concept("place-kind/village")]),
    "date": st.sampled_from([edtf(text) for text in ("2010", "2010-06", "2010-06-15", "2011", "someday")]),
    "start": st.sampled_from([edtf("2010-01-01"), edtf("2012")]),
    "end": st.sampled_from([edtf("2012"), edtf("2013-02")]),
    "actuality": st.sampled_from([concept("actuality/planned"), concept("actuality/occurred")]),
    "outcome": st.sampled_from([concept("outcome/granted"), concept("outcome/dismissed")]),
    "place": pick(*PLACES),
    "partOf": pick(*PLACES, *DECISIONS),
    "concerns": pick("person/x", "char/1", *DECISIONS),
    "agent": pick("person/x", *ORGS),
    "decidedBy": pick(*ORGS),
    "quashes": pick(*DECISIONS, HOLDING),
    "affirms": pick(*DECISIONS, HOLDING),
    "varies": pick(*DECISIONS),
}
ROLES: dict[str, tuple[str, ...]] = {
    "event/1": ("date", "start", "end", "place", "actuality", "concerns", "agent"),
    "char/1": ("concerns", "agent"),
    "person/x": ("agent",),
    HOLDING: ("partOf", "quashes", "outcome"),
    **dict.fromkeys(DECISIONS, ("date", "concerns", "decidedBy", "quashes", "affirms", "varies", "outcome", "partOf")),
    **dict.fromkeys(PLACES, ("partOf",)),
}
USUAL = {
    "event/1": "Event",
    "char/1": "Characterization",
    HOLDING: "Holding",
    **dict.fromkeys(DECISIONS, "Decision"),
    **dict.fromkeys(PLACES, "Place"),
}
Statement = tuple[str, str, ox.NamedNode | ox.Literal]


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """Say one thing of a node: usually what suits it, and what it is."""
    subject = draw(st.sampled_from(NODES))
    name = draw(st.sampled_from((*ROLES[subject], *ROLES[subject], RDF_TYPE, RDFS_LABEL, "kind")))
    said: list[Statement] = [(subject, name, draw(VALUES[name]))]
    if subject in USUAL and draw(st.integers(0, 3)):
        said.append((subject, RDF_TYPE, ox.NamedNode(RG + USUAL[subject])))
    return said


@st.composite
def claims(draw: st.DrawFn, source: str) -> list[ox.Quad]:
    """Make a claim of a source: who makes it how, what it disputes, what it says."""
    iri = draw(st.sampled_from([name for name in CLAIMS if name.startswith(source)]))
    stance = draw(st.sampled_from(("states", "states", "finds", "believes", "denies", "doubts", "suggests")))
    made = [
        quad("graph/claims", iri, RDF_TYPE, ox.NamedNode(RG + "Claim")),
        quad("graph/claims", iri, "source", node(source)),
        quad("graph/claims", iri, "stance", concept(f"stance/{stance}")),
        quad("graph/claims", iri, "claimant", draw(pick(*ORGS))),
    ]
    made += [quad("graph/claims", iri, "relayStance", concept(f"relay-stance/{name}")) for name in draw(few("endorses", "distances"))]
    made += [quad("graph/claims", iri, "disputes", node(name)) for name in draw(few(*CLAIMS))]
    return made + [quad(iri, *said) for group in draw(st.lists(statements(), max_size=4)) for said in group]


def few(*names: str) -> st.SearchStrategy[list[str]]:
    """Choose one of several, or mostly none."""
    return st.one_of(st.just([]), st.just([]), st.sampled_from(names).map(lambda name: [name]))


@st.composite
def source_files(draw: st.DrawFn) -> list[ox.Quad]:
    """Make a file that describes a source and what it claims."""
    source = draw(st.sampled_from(SOURCES))
    made = [quad("graph/claims", source, RDF_TYPE, ox.NamedNode(RG + "Source"))]
    made += [quad("graph/claims", source, "author", draw(pick(*ORGS)))]
    made += [quad("graph/claims", source, "derivesFrom", node(name)) for name in draw(few(*SOURCES))]
    return made + [one for claim in draw(st.lists(claims(source), min_size=1, max_size=3)) for one in claim]


@st.composite
def record_files(draw: st.DrawFn) -> list[ox.Quad]:
    """Make a file of authority records: kinds, labels, places within places, an editor's ruling."""
    made = [quad("graph/actors", org, RDF_TYPE, ox.NamedNode(RG + "Body")) for org in ORGS]
    made += [quad("graph/actors", org, "kind", concept("body-kind/court")) for org in ORGS if draw(st.booleans())]
    made += [quad("graph/actors", *said) for group in draw(st.lists(statements(), max_size=3)) for said in group]
    if draw(st.booleans()):
        slot = draw(st.sampled_from([("event/1", "date"), ("decision/1", "outcome"), ("event/1", "place")]))
        made += [
            quad("graph/actors", "judgement/1", "kind", concept("judgement-kind/preferred")),
            quad("graph/actors", "judgement/1", "concerns", node(slot[0])),
            quad("graph/actors", "judgement/1", "disputed", ox.NamedNode(RG + slot[1])),
            quad("graph/actors", "judgement/1", "affirms", draw(pick(*CLAIMS))),
            quad("graph/actors", "judgement/1", "gist", ox.Literal("the court file")),
        ]
    return made


FILES = st.one_of(source_files(), source_files(), source_files(), record_files())


@dataclass(frozen=True)
class Edit:
    """A change of one file: written anew (to nothing: removed), something added to it, or a quad taken out of it."""

    number: int
    how: str
    file: list[ox.Quad]
    position: int

    def apply(self, files: list[list[ox.Quad]]) -> None:
        """Change the file."""
        number = self.number % len(files)
        if self.how == "write":
            files[number] = self.file
        elif self.how == "add":
            files[number] = files[number] + self.file
        elif files[number]:
            files[number] = [one for place, one in enumerate(files[number]) if place != self.position % len(files[number])]


EDITS = st.builds(Edit, st.integers(0, 5), st.sampled_from(("write", "add", "take", "take")), FILES | st.just([]), st.integers(0, 40))
HISTORIES = st.tuples(st.lists(FILES, min_size=2, max_size=6), st.lists(EDITS, min_size=1, max_size=6))

# --- quad by quad ------------------------------------------------------------------------------------------------------------


def clean(quads: Iterable[ox.Quad], policy: Policy) -> set[ox.Quad]:
    """Return all quads of a store made from nothing."""
    said = store.normalised(quads)
    derived = derive(said, SETTINGS, VOCABULARY, policy)
    return set(store.with_merged([*said, *derived.quads()], SETTINGS.base))


def stored(quads: Iterable[ox.Quad]) -> ox.Store:
    """Return a store in memory."""
    made = ox.Store()
    made.extend(quads)
    return made


def advance(before: set[ox.Quad], change: Change, policy: Policy) -> tuple[set[ox.Quad], int]:
    """Return all quads of the store after a change, and how many slots were decided anew."""
    after = stored(before)
    store.change(after, change.removed, change.added, SETTINGS.base)
    found = update(stored(before), after, change, Derivation(SETTINGS, VOCABULARY, policy))
    store.change(after, found.change.removed, found.change.added, SETTINGS.base)
    return set(after), found.slots


@given(HISTORIES, st.sampled_from(POLICIES))
def test_every_step_of_a_history_equals_a_clean_build(history: tuple[list[list[ox.Quad]], list[Edit]], policy: Policy) -> None:
    """Whatever a file says next, the store is the one that would be made from nothing: all graphs, the default graph too."""
    files, edits = history
    said = store.normalised(one for file in files for one in file)
    now = clean(said, policy)
    for edit in edits:
        files = list(files)
        edit.apply(files)
        then, said = said, store.normalised(one for file in files for one in file)
        now, _ = advance(now, Change(then - said, said - then), policy)
        expected = clean(said, policy)
        assert (now - expected, expected - now) == (set(), set())


# --- each way in which a change tells on what it does not name -----------------------------------------------------------------


def term(name: str, value: str) -> ox.NamedNode | ox.Literal:
    """Make the value of a property from a short text."""
    if name in ("date", "start", "end"):
        return edtf(value)
    if name == "type":
        return ox.NamedNode(RG + value)
    return concept(value.removeprefix("=")) if value.startswith("=") else node(value)


def tell(graph: str, *told: str) -> list[ox.Quad]:
    """Write ``subject property value`` into a graph; a value that begins with ``=`` is a concept."""
    parts = (one.split(" ") for one in told)
    return [quad(graph, subject, RDF_TYPE if name == "type" else name, term(name, value)) for subject, name, value in parts]


def claim(iri: str, *told: str, stance: str = "states", by: str = "org/a", author: str = "org/a") -> list[ox.Quad]:
    """Write a claim in the source of its name, with what it says."""
    source = iri.partition("#")[0]
    head = [f"{iri} type Claim", f"{iri} source {source}", f"{iri} claimant {by}", f"{source} author {author}"]
    return tell("graph/claims", *head, f"{iri} stance =stance/{stance}") + tell(iri, *told)


def denial(iri: str, disputed: str) -> list[ox.Quad]:
    """Write a claim that disputes another."""
    return claim(iri, stance="denies") + tell("graph/claims", f"{iri} disputes {disputed}")


def actors(*told: str) -> list[ox.Quad]:
    """Write authority records."""
    return tell("graph/actors", *told)


DATED = claim("source/1#c1", "event/1 date 2010")
RELAYED = claim("source/1#c1", "event/1 date 2010", by="org/b")
TWO_DATES = DATED + claim("source/2#c1", "event/1 date 2011")
PREFERENCE = actors("judgement/1 kind =judgement-kind/preferred", "judgement/1 concerns event/1", "judgement/1 affirms source/1#c1")
PREFERENCE += [quad("graph/actors", "judgement/1", "disputed", ox.NamedNode(RG + "date"))]
TWO_PLACES = claim("source/1#c1", "event/1 place place/village") + claim("source/1#c2", "event/1 place place/region")
TWO_PLACES += actors("place/village type Place", "place/village partOf place/district")
REGION = actors("place/district type Place", "place/district partOf place/region")
CHAR = claim("source/1#c1", "char/1 type Characterization", "char/1 concerns person/x")
CONCERNED = claim("source/3#c1", "event/1 concerns char/1")
DECIDED = claim("source/1#c1", "decision/1 type Decision", "decision/1 concerns person/x")
RULING = claim("source/2#c1", "decision/2 type Decision", "decision/2 quashes decision/1")
RULING_ON_RULING = claim("source/3#c1", "decision/3 type Decision", "decision/3 quashes decision/2")
RULING_ON_PART = claim("source/2#c1", "decision/2 type Decision", f"decision/2 quashes {HOLDING}")
PART = claim("source/3#c1", f"{HOLDING} partOf decision/1")
TWO_ORIGINS = claim("source/1#c1", "event/1 agent org/c") + claim("source/3#c1", "event/1 agent org/c", by="org/b", author="org/b")
TWO_ORIGINS += tell("graph/claims", "source/3 derivesFrom source/2")
CHAIN = claim("source/1#c1", "event/1 type Event", "event/1 concerns charge/1", "charge/1 concerns person/x")

WAYS: dict[str, tuple[str, list[ox.Quad], list[ox.Quad]]] = {
    "a claimant becomes one whose word counts": ("courts", DATED, actors("org/a kind =body-kind/court")),
    "a place comes to lie in another": ("record", TWO_PLACES, REGION),
    "a value comes to be disputed": ("uncontested", CHAR + CONCERNED, denial("source/2#c1", "source/1#c1")),
    "a disputed value is spoken of": ("uncontested", CHAR + denial("source/2#c1", "source/1#c1"), CONCERNED),
    "a value turns out to be of a class kept out": ("record", CONCERNED, CHAR),
    "an editor prefers a claim": ("record", TWO_DATES, PREFERENCE),
    "a ruling comes": ("record", DECIDED, RULING),
    "a ruling is itself ruled on": ("record", DECIDED + RULING, RULING_ON_RULING),
    "a ruling on a part comes": ("record", DECIDED + PART, RULING_ON_PART),
    "a part comes to belong to a decision": ("record", DECIDED + RULING_ON_PART, PART),
    "a claim is disputed": ("record", DATED, denial("source/2#c1", "source/1#c1")),
    "a source turns out to be a reprint": ("corroborated-2", TWO_ORIGINS, tell("graph/claims", "source/2 derivesFrom source/1")),
    "a source gets another author": ("record", RELAYED, tell("graph/claims", "source/1 author org/b")),
    "a record says what a claim says": ("record", DATED, [quad("graph/actors", "event/1", "date", edtf("2010"))]),
    "what a name is made of gets a name": ("record", CHAIN, [quad("graph/actors", "person/x", RDFS_LABEL, ox.Literal("X", language="en"))]),
    "a graph turns out to be a claim": ("record", tell("source/1#c1", "event/1 date 2010"), DATED),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_change_tells_on_what_it_does_not_name(way: str) -> None:
    """There and back again: the change has an effect on the derived graphs, and each state is that of a clean build."""
    name, first, more = WAYS[way]
    policy = next(policy for policy in POLICIES if policy.id == name)
    poor, rich = store.normalised(first), store.normalised(first + more)
    without, having = clean(poor, policy), clean(rich, policy)
    graphs = {graph_iri(SETTINGS.base, "record"), graph_iri(SETTINGS.base, "entities"), graph_iri(SETTINGS.base, "view/org/a")}
    assert {one for one in without ^ having if getattr(one.graph_name, "value", "") in graphs}
    assert advance(without, Change(frozenset(), rich - poor), policy)[0] == having
    assert advance(having, Change(rich - poor, frozenset()), policy)[0] == without
