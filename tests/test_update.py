"""A build that redoes only what a change touched is the same, quad by quad and byte by byte, as one made from nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsgraph import dataset as datasets
from rightsgraph import resources, store, vocabulary
from rightsgraph.build import Build, build, folder, state, writing
from rightsgraph.build.changes import find_obstacle
from rightsgraph.build.update import Change, Derivation, update
from rightsgraph.claims import Document
from rightsgraph.dataset import DataFile, Dataset
from rightsgraph.derive import derive
from rightsgraph.policy import Policy, load_policy
from rightsgraph.settings import Settings
from rightsgraph.terms import DEFAULT_BASE, EDTF, RDF_TYPE, RDFS_LABEL, RG, XSD, graph_iri, scheme_base

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


class File(tuple[ox.Quad, ...]):
    """The quads of a file; a failing example shows them short."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "; ".join(str(one).replace(DEFAULT_BASE, "").replace(RG, "") for one in self) or "nothing"


@st.composite
def source_files(draw: st.DrawFn) -> File:
    """Make a file that describes a source and what it claims."""
    source = draw(st.sampled_from(SOURCES))
    made = [quad("graph/claims", source, RDF_TYPE, ox.NamedNode(RG + "Source"))]
    made += [quad("graph/claims", source, "author", draw(pick(*ORGS)))]
    made += [quad("graph/claims", source, "derivesFrom", node(name)) for name in draw(few(*SOURCES))]
    return File(made + [one for claim in draw(st.lists(claims(source), min_size=1, max_size=3)) for one in claim])


@st.composite
def record_files(draw: st.DrawFn) -> File:
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
    return File(made)


FILES = st.one_of(source_files(), source_files(), source_files(), record_files())


@dataclass(frozen=True)
class Edit:
    """A change of one file: written anew (to nothing: removed), something added to it, or a quad taken out of it."""

    number: int
    how: str
    file: File
    position: int

    def apply(self, files: list[File]) -> None:
        """Change the file."""
        number = self.number % len(files)
        if self.how == "write":
            files[number] = self.file
        elif self.how == "add":
            files[number] = File(files[number] + self.file)
        elif files[number]:
            files[number] = File(one for place, one in enumerate(files[number]) if place != self.position % len(files[number]))


EDITS = st.builds(Edit, st.integers(0, 5), st.sampled_from(("write", "add", "take", "take")), FILES | st.just(File()), st.integers(0, 40))
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
def test_every_step_of_a_history_equals_a_clean_build(history: tuple[list[File], list[Edit]], policy: Policy) -> None:
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


def named(iri: str, label: str) -> list[ox.Quad]:
    """Write a claim that labels an event."""
    return [*claim(iri, "event/1 type Event"), quad(iri, "event/1", RDFS_LABEL, ox.Literal(label, language="en"))]


TWO_LABELS = named("source/1#c1", "one") + named("source/2#c1", "two")

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
    "a label becomes that of most claims": ("record", TWO_LABELS, named("source/3#c1", "two")),
    "a record names what claims name": (
        "record",
        TWO_LABELS,
        [quad("graph/actors", "event/1", RDFS_LABEL, ox.Literal("X", language="en"))],
    ),
    "what a name is made of is protected": ("record", CHAIN, actors("person/x kind =person-kind/protected")),
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


# --- byte by byte ------------------------------------------------------------------------------------------------------------


def data_file(name: str, quads: Iterable[ox.Quad]) -> DataFile:
    """Make a file that holds quads."""
    said = tuple(sorted(set(quads), key=str))
    digest = hashlib.sha256("".join(map(str, said)).encode()).hexdigest()
    return DataFile(name, digest, Document(name), lambda: said)


def dataset_of(files: Iterable[Iterable[ox.Quad]], policy: str) -> Dataset:
    """Make a dataset of files that hold quads; a file that holds none is not there."""
    named = {f"sources/{number}.yaml": data_file(f"sources/{number}.yaml", file) for number, file in enumerate(files) if file}
    return Dataset(Path("nowhere"), Settings(policy=policy), VOCABULARY, named)


def write(made: Dataset, target: Path) -> writing.Written:
    """Build a dataset into a folder as ``build`` does, but for the check."""
    earlier = state.read(target, "key")
    with folder.replaced(target) as new:
        return writing.write(new, target, made, earlier, "key", lambda _: None)


def list_bytes(target: Path) -> Mapping[str, bytes]:
    """Return the content of all files of a build, but for its store and what it remembers of the files."""
    found = (path for path in target.rglob("*") if path.is_file())
    named = {path.relative_to(target).as_posix(): path.read_bytes() for path in found}
    return {name: data for name, data in named.items() if name != state.NAME and not name.startswith("store/")}


def contents(target: Path) -> tuple[set[ox.Quad], set[str]]:
    """Return the quads and the named graphs of a build's store."""
    found = store.open_store(target / "store")
    return set(found), {str(graph) for graph in found.named_graphs()}


FEW_OF_MANY = st.tuples(st.lists(FILES, min_size=4, max_size=6), st.lists(EDITS, min_size=1, max_size=4))


@settings(max_examples=8)
@given(FEW_OF_MANY, st.sampled_from(("record", "uncontested", "corroborated-2")))
def test_dumps_manifest_and_store_are_those_of_a_clean_build(history: tuple[list[File], list[Edit]], policy: str) -> None:
    """Step by step, in folders: every dump, the manifest and its sums are the same to the byte, and the stores hold the same."""
    files, edits = history
    filler = [claim(f"source/filler{number}#c1", f"event/filler{number} date 2010") for number in range(6)]
    with tempfile.TemporaryDirectory() as place:
        target, anew = Path(place) / "build", Path(place) / "anew"
        write(dataset_of([*files, *filler], policy), target)
        for edit in edits:
            files = list(files)
            edit.apply(files)
            made = dataset_of([*files, *filler], policy)
            assert write(made, target).whole == ""
            write(made, anew)
            assert list_bytes(target) == list_bytes(anew)
            assert contents(target) == contents(anew)
            shutil.rmtree(anew)


def test_what_another_file_says_too_stays(tmp_path: Path) -> None:
    """A quad leaves with the last of the files that hold it."""
    shared = quad("graph/claims", "source/1", "author", node("org/a"))
    filler = [claim(f"source/filler{number}#c1", f"event/filler{number} date 2010") for number in range(6)]
    write(dataset_of([DATED, [shared], *filler], "record"), tmp_path / "build")
    assert write(dataset_of([[], [shared], *filler], "record"), tmp_path / "build").whole == ""
    assert shared in contents(tmp_path / "build")[0]
    assert write(dataset_of([[], [], *filler], "record"), tmp_path / "build").whole == ""
    assert shared not in contents(tmp_path / "build")[0]


# --- where all is derived anew -----------------------------------------------------------------------------------------------


def ten_files(*others: DataFile) -> dict[str, DataFile]:
    """Make ten files and some others."""
    made = [data_file(f"sources/{number}.yaml", claim(f"source/{number}#c1", "event/1 date 2010")) for number in range(10)]
    return {file.name: file for file in (*made, *others)}


def test_what_a_change_cannot_be_followed_through_is_said() -> None:
    """No earlier build, too many changes, a policy on decisions in force, a number that the store writes otherwise."""
    files, record = ten_files(), SHIPPED["record"]
    few, many = ({name: replace(file, digest="") if name in names else file for name, file in files.items()} for names in (FEW, MANY))
    assert find_obstacle(files, few, record, DEFAULT_BASE) == ""
    assert "no earlier build" in find_obstacle(files, {}, record, DEFAULT_BASE)
    assert find_obstacle(files, many, record, DEFAULT_BASE) == "3 of 10 files changed"
    assert "in force" in find_obstacle(files, few, SHIPPED["adjudicated"], DEFAULT_BASE)
    number = ox.Literal("007", datatype=ox.NamedNode(XSD + "integer"))
    odd = ten_files(data_file("sources/x.ttl", [quad("source/x#c1", "event/1", "quantity", number)]))
    assert find_obstacle(odd, files, record, DEFAULT_BASE) == "sources/x.ttl writes numbers or dates otherwise than the store does"
    assert find_obstacle(files, odd, record, DEFAULT_BASE) != ""
    even = ten_files(data_file("sources/x.ttl", [quad("source/x#c1", "event/1", "quantity", ox.Literal("007"))]))
    assert find_obstacle(even, files, record, DEFAULT_BASE) == ""


FEW = ("sources/1.yaml",)
MANY = ("sources/1.yaml", "sources/2.yaml", "sources/3.yaml")


@pytest.mark.parametrize(
    "broken", ["store", "nquads/sources/1.yaml.nq", "nquads/graph/record.nq", "trig/sources/2.yaml.trig", "state.json"]
)
def test_a_build_with_a_part_missing_is_made_whole(tmp_path: Path, broken: str) -> None:
    """Whatever was taken out of the earlier build by hand, the next one is right."""
    filler = [claim(f"source/filler{number}#c1", f"event/filler{number} date 2010") for number in range(6)]
    write(dataset_of([DATED, *filler], "record"), tmp_path / "build")
    lost = tmp_path / "build" / broken
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    write(dataset_of([RELAYED, *filler], "record"), tmp_path / "build")
    write(dataset_of([RELAYED, *filler], "record"), tmp_path / "anew")
    assert list_bytes(tmp_path / "build") == list_bytes(tmp_path / "anew")
    assert contents(tmp_path / "build") == contents(tmp_path / "anew")


def test_a_store_that_is_not_the_one_written_is_not_built_on(tmp_path: Path) -> None:
    """A store of another size has been changed since."""
    filler = [claim(f"source/filler{number}#c1", f"event/filler{number} date 2010") for number in range(6)]
    write(dataset_of([DATED, *filler], "record"), tmp_path / "build")
    ox.Store(str(tmp_path / "build" / "store")).add(quad("graph/record", "event/1", "agent", node("org/b")))
    assert "store" in write(dataset_of([RELAYED, *filler], "record"), tmp_path / "build").whole


# --- as a whole --------------------------------------------------------------------------------------------------------------

NOTE = """id: source/note{number}
type: Source
kind: letter
label: Note {number}
author: org/lantern-watch
published: 2023-11
url: https://example.org/notes/{number}
claims:
  - id: "#c1"
    passage: {{paragraph: 1}}
    that: [{{id: event/rell-arrest, type: Event, kind: arrest, concerns: person/tomas-rell, date: {date}}}]
"""


@pytest.fixture
def data(tmp_path: Path, repo: Path) -> Path:
    """Return a dataset of a few files."""
    root = tmp_path / "data"
    shutil.copytree(repo / "ontology" / "examples" / "two-paragraphs", root)
    for number in range(6):
        write_note(root, number, "2021-03-04")
    return root


def write_note(root: Path, number: int, date: str) -> None:
    """Write a source that gives a date of the arrest."""
    (root / "sources" / f"note{number}.yaml").write_text(NOTE.format(number=number, date=date), "utf-8")


def test_a_build_after_a_change_is_a_clean_build(tmp_path: Path, data: Path) -> None:
    """One file read, its slots decided anew, the rest taken over; the build from nothing is the same."""
    target = tmp_path / "build"
    first = build(data, target)
    assert (first.slots, len(first.redone), first.whole != "") == (None, 9, True)
    again = build(data, target)
    assert (again.report, again.redone, again.slots) == (None, (), 0)
    write_note(data, 3, "2021-03-05")
    then = contents(target)
    made = build(data, target)
    assert (made.redone, made.reused, made.whole) == (("sources/note3.yaml",), 8, "")
    assert made.slots in range(1, 20)
    assert same_as_anew(made, data, tmp_path / "anew")
    assert made.manifest["counts"]["disputed"] == first.manifest["counts"]["disputed"] + 1
    (data / "sources" / "note3.yaml").unlink()
    write_note(data, 4, "2021-03-04")
    gone = build(data, target)
    assert (gone.redone, gone.reused, gone.whole) == ((), 8, "")
    assert same_as_anew(gone, data, tmp_path / "again")
    write_note(data, 3, "2021-03-04")
    assert build(data, target).manifest == first.manifest
    assert contents(target) == then


def same_as_anew(made: Build, data: Path, target: Path) -> bool:
    """Say whether a build is the one that is made from nothing."""
    anew = build(data, target)
    return made.manifest == anew.manifest and list_bytes(made.path) == list_bytes(target) and contents(made.path) == contents(target)


def test_settings_redo_all(tmp_path: Path, data: Path) -> None:
    """Another policy is another record."""
    build(data, tmp_path / "build")
    path = data / "dataset.yaml"
    path.write_text(path.read_text("utf-8").replace("policy: record", "policy: any-affirmed"), "utf-8")
    made = build(data, tmp_path / "build")
    assert (made.slots, len(made.redone)) == (None, 9)
    assert "no earlier build with the same settings" in made.whole


# --- files told apart by their times -------------------------------------------------------------------------------------------


def age(path: Path, seconds: float) -> None:
    """Set a file's time back."""
    then = time.time_ns() - int(seconds * 1e9)
    os.utime(path, ns=(then, then))


def test_a_file_of_the_same_size_and_time_is_not_read(data: Path) -> None:
    """The stamp stands for the content, once it is old enough."""
    path = data / "sources" / "note1.yaml"
    age(path, 60)
    known = datasets.read(data).files
    stamp = path.stat().st_mtime_ns
    write_note(data, 1, "2021-03-09")
    os.utime(path, ns=(stamp, stamp))
    assert datasets.read(data, known).files["sources/note1.yaml"] is known["sources/note1.yaml"]
    age(path, 50)
    assert datasets.read(data, known).files["sources/note1.yaml"].digest != known["sources/note1.yaml"].digest


def test_a_file_just_written_is_read_all_the_same(data: Path) -> None:
    """Within the clock's grain a second change would leave the time as it is."""
    path = data / "sources" / "note1.yaml"
    age(path, 0.5)
    known = datasets.read(data).files
    stamp = path.stat().st_mtime_ns
    write_note(data, 1, "2021-03-09")
    os.utime(path, ns=(stamp, stamp))
    assert datasets.read(data, known).files["sources/note1.yaml"].digest != known["sources/note1.yaml"].digest


def test_a_file_only_touched_is_not_redone(tmp_path: Path, data: Path) -> None:
    """A new time with the old content is no change, and the new time is remembered."""
    build(data, tmp_path / "build")
    path = data / "sources" / "note1.yaml"
    age(path, 60)
    assert build(data, tmp_path / "build").report is None
    known = datasets.read(data).files
    age(path, 30)
    found = datasets.read(data, known).files["sources/note1.yaml"]
    assert (found.digest, found.stamp) == (known[found.name].digest, (path.stat().st_size, path.stat().st_mtime_ns))
