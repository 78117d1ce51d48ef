"""The picture of a network: its data under every perspective, and the page that holds it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import rightsgraph
from rightsgraph import look, picture
from rightsgraph.errors import NotFound
from rightsgraph.network import Filters
from rightsgraph.picture import Payload

HOSTILE = "<script>alert(1)</script>"
BACKWARDS = "Ann \u202eelpmaxE\u202c"
SETTINGS = """
title: A test </script><script>alert(2)</script>
base: https://example.org/id/
licence: https://creativecommons.org/licenses/by/4.0/
publisher: Nobody
language: en
policy: record
quotes: remove
"""
ACTORS = f"""
actors:
  - id: person/ann
    type: Person
    label: {{en: Ann Example}}
    name:
      - {{id: "#ru", kind: transliteration, label: {{ru: Анна Пример}}}}
  - id: person/p-7f3a
    type: Person
    kind: protected
    label: Olga Verborgen
    name: [{{id: "#n", kind: main, label: {{en: Olga Verborgen}}}}]
  - {{id: person/odd, type: Person, label: "{HOSTILE}"}}
  - {{id: person/long, type: Person, label: "{"Long " * 1000}"}}
  - {{id: person/turned, type: Person, label: "{BACKWARDS}"}}
  - {{id: org/watch, type: Organization, kind: ngo, label: Watch}}
  - {{id: org/paper, type: Organization, kind: media, label: The Paper}}
  - {{id: org/court, type: Body, kind: city-court, label: City Court, partOf: state/land}}
  - {{id: org/high, type: Body, kind: supreme-court, label: High Court, partOf: state/land}}
  - {{id: org/police, type: Body, kind: police, label: Police, partOf: state/land}}
  - {{id: state/land, type: State, label: Land}}
"""
CASE = """
id: case/ann
type: Case
kind: matter
label: The case of Ann Example
concerns: person/ann
"""
WATCH = """
id: source/watch
type: Source
kind: report
label: Report of Watch
author: org/watch
published: 2020-05
url: https://example.org/report
claims:
  - id: "#arrest"
    passage: {paragraph: "1"}
    that: [{id: event/arrest, type: Event, kind: arrest, concerns: person/ann, agent: org/police, date: 2010-06-25}]
  - id: "#verdict"
    passage: {paragraph: "2"}
    that:
      - {id: decision/verdict, type: Decision, kind: verdict, label: The verdict, concerns: person/ann, decidedBy: org/court, date: 2010-09}
  - id: "#quashed"
    passage: {paragraph: "3"}
    that: [{id: decision/high, type: Decision, concerns: person/ann, decidedBy: org/high, quashes: decision/verdict}]
  - id: "#others"
    passage: {paragraph: "4"}
    each: [person/p-7f3a, person/odd, person/long, person/turned]
    that: [{id: event/raid-$each, type: Event, kind: arrest, agent: org/police, concerns: $each}]
  - id: "#name"
    passage: {paragraph: "4"}
    that:
      - {id: event/second-raid, type: Event, kind: arrest, agent: org/police, concerns: person/p-7f3a}
      - {id: person/p-7f3a, type: Person, name: {id: "person/p-7f3a#m", type: NameForm, kind: alias, label: Olga Verborgen}}
  - id: "#torture"
    passage: {paragraph: "5"}
    stance: alleges
    claimant: person/ann
    that: [{id: act/torture, type: Act, kind: torture, concerns: person/ann, agent: org/police}]
"""
PAPER = """
id: source/paper
type: Source
kind: news-report
label: News in The Paper
author: org/paper
published: 2019
url: "https://example.org/news"
claims:
  - id: "#arrest"
    passage: {paragraph: "1"}
    that: [{id: event/arrest, type: Event, kind: arrest, concerns: person/ann, agent: org/police, date: 2010-06-15}]
  - id: "#denial"
    passage: {paragraph: "2"}
    claimant: org/police
    stance: denies
    disputes: source/watch#torture
"""

TEXT = {"type": "string"}
NUMBER = {"type": "integer", "minimum": 0}
NUMBERS = {"type": "array", "items": NUMBER, "uniqueItems": True}
DAY = {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def table(**fields: Any) -> dict[str, Any]:
    """Return the schema of an object that has just these fields."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def rows(**fields: Any) -> dict[str, Any]:
    """Return the schema of a list of such objects."""
    return {"type": "array", "items": table(**fields)}


SCHEMA = table(
    version={"const": 1},
    title=TEXT,
    subtitle=TEXT,
    dataset=table(title=TEXT, version=TEXT, licence=TEXT),
    policy=table(id=TEXT, title=TEXT, about=TEXT),
    start=table(perspective=NUMBER, window={"type": ["array", "null"], "items": DAY}, focus={"type": ["string", "null"]}),
    perspectives=rows(id=TEXT, label=TEXT, about=TEXT, ties=NUMBER),
    kinds=rows(id=TEXT, label=TEXT, about=TEXT),
    countries=rows(id=TEXT, label=TEXT),
    relations=rows(id=TEXT, label=TEXT, about=TEXT, projection=TEXT),
    nodes=rows(
        **dict.fromkeys(("id", "iri", "label", "class", "about"), TEXT),
        names={"type": "array", "items": TEXT},
        kind=NUMBER,
        country={"type": ["integer", "null"]},
    ),
    ties=rows(
        source=NUMBER,
        target=NUMBER,
        relation=NUMBER,
        reading={"type": "string", "minLength": 1},
        event={"type": ["string", "null"]},
        via={"type": ["string", "null"]},
        eventLabel=TEXT,
        when=TEXT,
        date={"type": ["string", "null"]},
        certaintyOfDate={"enum": ["exact", "month", "period", "approximate", "one-of", "span", "open-end", "open-start", "undated"]},
        earliest=DAY,
        latest=DAY,
        standing={"enum": ["on record", "attributed", "planned", "requested", "not occurred"]},
        disputed={"type": "boolean"},
        origins=NUMBER,
        perspectives={**NUMBERS, "minItems": 1},
        affirming=NUMBERS,
        denying=NUMBERS,
    ),
    claims=rows(
        **dict.fromkeys(("id", "stance", "relay", "says", "passage"), TEXT),
        claimants={"type": "array", "items": TEXT, "minItems": 1},
        polarity={"enum": ["affirms", "denies", "withholds"]},
        source=NUMBER,
        evidence={"enum": ["verified-position", "cited", "none"]},
    ),
    sources=rows(id=TEXT, label=TEXT, author=TEXT, published=TEXT, url={"type": "string", "pattern": "^(https?://.*)?$"}),
    notes={"type": "array", "items": TEXT},
)


def gather(folder: Path, names: tuple[str, ...] = (), view: str | None = None, **filters: Any) -> Payload:
    """Gather the data of a picture of a dataset's folder."""
    graph = rightsgraph.open(folder)
    return picture.payload(graph.networks, graph.settings, names, view=view, filters=Filters(**filters), version="v1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small dataset with odd labels."""
    root = tmp_path_factory.mktemp("picture")
    files = {"dataset.yaml": SETTINGS, "actors/all.yaml": ACTORS, "cases/ann.yaml": CASE}
    files |= {"sources/watch.yaml": WATCH, "sources/paper.yaml": PAPER}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def small(folder: Path) -> Payload:
    """Gather the data of the small dataset."""
    return gather(folder)


@pytest.fixture(scope="module")
def shipped(repo: Path) -> Payload:
    """Gather the data of the shipped dataset."""
    return gather(repo / "data")


def find_tie(payload: Payload, source: str, target: str, words: str, perspective: str = "record") -> Any:
    """Return the one tie between two nodes that reads so and holds in a perspective."""
    ids = [node["id"] for node in payload["nodes"]]
    number = [found["id"] for found in payload["perspectives"]].index(perspective)
    ends = ids.index(source), ids.index(target)
    found = [
        tie
        for tie in payload["ties"]
        if (tie["source"], tie["target"]) == ends and words in tie["reading"] and number in tie["perspectives"]
    ]
    assert len(found) == 1, [tie["reading"] for tie in payload["ties"] if (tie["source"], tie["target"]) == ends]
    return found[0]


# --- the data ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["small", "shipped"])
def test_the_data_has_the_shape_that_the_script_reads(name: str, request: pytest.FixtureRequest) -> None:
    """Every field is there and of its type, and every number points into its list."""
    found: Payload = request.getfixturevalue(name)
    jsonschema.validate(found, SCHEMA)
    sizes = {key: len(found[key]) for key in ("nodes", "relations", "perspectives", "claims", "sources", "kinds", "countries")}  # type: ignore[literal-required]
    for tie in found["ties"]:
        assert max(tie["source"], tie["target"]) < sizes["nodes"]
        assert tie["relation"] < sizes["relations"]
        assert max(tie["perspectives"]) < sizes["perspectives"]
        assert max([*tie["affirming"], *tie["denying"]], default=0) < sizes["claims"]
    assert all(claim["source"] < sizes["sources"] for claim in found["claims"])
    assert all(
        node["kind"] < sizes["kinds"] and (node["country"] is None or node["country"] < sizes["countries"]) for node in found["nodes"]
    )
    assert start_is_inside(found)


def start_is_inside(found: Payload) -> bool:
    """Say whether what is shown first is there."""
    ids = [node["id"] for node in found["nodes"]]
    return found["start"]["perspective"] < len(found["perspectives"]) and found["start"]["focus"] in (None, *ids)


@pytest.mark.parametrize("name", ["small", "shipped"])
def test_nothing_is_listed_that_nothing_points_to(name: str, request: pytest.FixtureRequest) -> None:
    """Nodes without a tie, claims behind none and sources of none are left out, and no node is there twice."""
    found: Payload = request.getfixturevalue(name)
    assert {end for tie in found["ties"] for end in (tie["source"], tie["target"])} == set(range(len(found["nodes"])))
    assert {claim for tie in found["ties"] for claim in (*tie["affirming"], *tie["denying"])} == set(range(len(found["claims"])))
    assert {claim["source"] for claim in found["claims"]} == set(range(len(found["sources"])))
    assert len({node["id"] for node in found["nodes"]}) == len(found["nodes"])


def test_each_perspective_holds_the_ties_that_the_network_has_in_it(repo: Path, shipped: Payload) -> None:
    """The ties of a perspective are those of the network under that view, and so is their count."""
    graph = rightsgraph.open(repo / "data")
    for number, perspective in enumerate(shipped["perspectives"]):
        view = None if perspective["id"] == "record" else perspective["id"]
        held = [tie for tie in shipped["ties"] if number in tie["perspectives"]]
        assert perspective["ties"] == len({tie.key for tie in graph.networks.ties(view=view)}) == len(held), perspective["id"]
    assert [found["id"] for found in shipped["perspectives"][:2]] == ["record", "any"]
    assert len(shipped["perspectives"]) > 3


def test_a_tie_differs_where_actors_date_it_differently(small: Payload) -> None:
    """On record the arrest is one of two days; Watch and The Paper each have their own, and each is one tie."""
    args = (small, "org/police", "person/ann", "arrest")
    record, watch, paper = (find_tie(*args, who) for who in ("record", "org/watch", "org/paper"))
    assert record["date"] == "[2010-06-15,2010-06-25]"
    assert (record["certaintyOfDate"], record["when"]) == ("one-of", "15 or 25 June 2010")
    assert (watch["date"], watch["certaintyOfDate"], watch["earliest"]) == ("2010-06-25", "exact", "2010-06-25")
    assert paper["date"] == "2010-06-15"
    assert record["affirming"] == watch["affirming"] == paper["affirming"]
    assert record["origins"] == 2


def test_ties_through_different_points_of_a_decision_are_told_apart(shipped: Payload) -> None:
    """Between two nodes no two ties of one perspective read the same in every respect."""
    told = [
        (tie["source"], tie["target"], tie["reading"], tie["eventLabel"], tie["when"])
        for tie in shipped["ties"]
        if 0 in tie["perspectives"]
    ]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("name", ["small", "shipped"])
def test_no_perspective_has_two_forms_of_a_tie(name: str, request: pytest.FixtureRequest) -> None:
    """Source, target, relation, event and via tell the ties of one perspective apart."""
    found: Payload = request.getfixturevalue(name)
    for number in range(len(found["perspectives"])):
        keys = [
            (tie["source"], tie["target"], tie["relation"], tie["event"], tie["via"])
            for tie in found["ties"]
            if number in tie["perspectives"]
        ]
        assert len(set(keys)) == len(keys)


def keys_in(payload: Payload, perspective: str) -> set[tuple[Any, ...]]:
    """Return what tells the ties of a perspective apart, whatever form they have there."""
    number = [found["id"] for found in payload["perspectives"]].index(perspective)
    return {
        (tie["source"], tie["target"], tie["relation"], tie["event"], tie["via"])
        for tie in payload["ties"]
        if number in tie["perspectives"]
    }


@pytest.mark.parametrize("name", ["small", "shipped"])
def test_what_anyone_affirms_holds_every_tie_of_every_other_perspective(name: str, request: pytest.FixtureRequest) -> None:
    """Nothing of the record and nothing of an actor's account is missing from it; it only may date a tie otherwise."""
    found: Payload = request.getfixturevalue(name)
    for perspective in found["perspectives"]:
        assert keys_in(found, perspective["id"]) <= keys_in(found, "any"), perspective["id"]


def test_a_denial_stands_beside_what_it_denies(small: Payload) -> None:
    """Torture is nobody's record: it holds for who alleges it, with the denial among its claims."""
    tie = find_tie(small, "org/police", "person/ann", "tortur", "any")
    names = [found["id"] for found in small["perspectives"]]
    assert names.index("record") not in tie["perspectives"]
    assert names.index("person/ann") in tie["perspectives"]
    assert tie["disputed"]
    (alleged,), (denied,) = ([small["claims"][number] for number in tie[side]] for side in ("affirming", "denying"))
    assert (alleged["claimants"], alleged["stance"], alleged["polarity"]) == (["Ann Example"], "alleges", "affirms")
    assert (denied["claimants"], denied["stance"], denied["polarity"]) == (["Police"], "denies", "denies")
    assert alleged["relay"] == "passed on neutrally by Watch"
    assert "disputes what Ann Example says" in denied["says"]


def test_a_claim_tells_what_it_says_and_where(small: Payload) -> None:
    """Words of what is said, the passage without its sign, the evidence by its name, the source with its address."""
    claim = next(found for found in small["claims"] if found["id"] == "source/watch#verdict")
    assert "The verdict" in claim["says"]
    assert "decided by City Court" in claim["says"]
    assert (claim["passage"], claim["evidence"], claim["relay"]) == ("para 2", "cited", "")
    source = small["sources"][claim["source"]]
    assert source == {
        "id": "source/watch",
        "label": "Report of Watch",
        "author": "Watch",
        "published": "May 2020",
        "url": "https://example.org/report",
    }


def test_a_node_tells_who_it_is(small: Payload) -> None:
    """Other forms of the name, kind, country and what it is part of."""
    nodes = {node["id"]: node for node in small["nodes"]}
    assert nodes["person/ann"]["names"] == ["Анна Пример"]
    court = nodes["org/court"]
    assert small["kinds"][court["kind"]]["id"] == "court"
    assert court["country"] is not None
    assert small["countries"][court["country"]] == {"id": "state/land", "label": "Land"}
    assert court["about"] == "city court, part of Land"


def test_terms_come_with_their_definitions(shipped: Payload) -> None:
    """Every kind of node is explained, and every relation that the ontology defines."""
    assert [kind["id"] for kind in shipped["kinds"]] == list(look.tokens.KINDS)
    assert all(kind["about"] for kind in shipped["kinds"])
    assert "treaty" in {kind["id"] for kind in shipped["kinds"]}
    assert all(relation["about"] and relation["label"] and relation["projection"] for relation in shipped["relations"])


def test_a_protected_person_has_no_name(small: Payload) -> None:
    """Only the opaque part of the id is told, even where the data holds a name that it should not."""
    node = next(found for found in small["nodes"] if found["id"] == "person/p-7f3a")
    assert node["label"] == "protected person p-7f3a"
    assert (node["names"], node["about"]) == ([], "")
    assert "Verborgen" not in picture.page(small)


def test_odd_labels_stay_text(small: Payload) -> None:
    """Markup stands there as text, marks of direction are taken out, and nothing is cut."""
    labels = {node["id"]: node["label"] for node in small["nodes"]}
    assert labels["person/odd"] == HOSTILE
    assert "\u202e" not in json.dumps(small, ensure_ascii=False)
    assert len(labels["person/long"]) > 4000


# --- what is asked for -------------------------------------------------------------------------------------------------------


def test_a_case_a_time_and_a_node_are_asked_for(folder: Path) -> None:
    """The filters are the network's own; title, window and focus follow them."""
    case = gather(folder, case="case/ann")
    assert case["title"] == "The case of Ann Example"
    assert {"org/court", "org/high"} <= {node["id"] for node in case["nodes"]}
    assert "person/odd" not in {node["id"] for node in case["nodes"]}
    late = gather(folder, start="2010-09")
    assert late["start"]["window"] == ["2010-09-01", "2010-09-30"]
    assert "from September 2010" in late["subtitle"]
    around = gather(folder, ego="org/high")
    assert (around["title"], around["start"]["focus"]) == ("The ties of High Court", "org/high")


def test_a_view_is_shown_first(folder: Path) -> None:
    """The perspective asked for is where the picture starts; the others are there all the same."""
    found = gather(folder, view="person/ann")
    assert found["perspectives"][found["start"]["perspective"]]["id"] == "person/ann"
    assert found["perspectives"][0]["id"] == "record"
    with pytest.raises(NotFound):
        gather(folder, view="person/anna")


def test_nothing_found_says_what_to_loosen(folder: Path) -> None:
    """An empty picture is a picture, with the filters that emptied it."""
    found = gather(folder, start="1900", end="1901", min_origins=9)
    jsonschema.validate(found, SCHEMA)
    assert found["ties"] == found["nodes"] == []
    assert any("fewer origins" in note for note in found["notes"])
    assert "data-mode" in picture.page(found)


def test_counts_over_all_accounts_say_so(small: Payload) -> None:
    """The record holds fewer ties than the whole, so the whole is called that."""
    record, anyone = (small["perspectives"][number]["ties"] for number in (0, 1))
    assert record < anyone
    assert f"{anyone} ties" in small["subtitle"]
    assert "in all accounts together" in small["subtitle"]


def test_what_is_undated_is_told(small: Payload) -> None:
    """The raid has no date: the notes count it."""
    assert any("without a date" in note for note in small["notes"])


# --- the page ----------------------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Reads a page as a browser does: the tags, the attributes, and the texts of scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        """Leave a script."""
        self._inside = False

    def handle_data(self, data: str) -> None:
        """Keep the text of a script."""
        if self._inside:
            self.scripts.append(data)


def test_the_page_holds_the_data_and_no_markup_of_it(small: Payload) -> None:
    """What is hostile in title and labels ends no element; the data reads back as it was."""
    html = picture.page(small)
    reader = Reader()
    reader.feed(html)
    data = [
        number for number, (tag, attrs) in enumerate(tag for tag in reader.tags if tag[0] == "script") if attrs.get("id") == "data-network"
    ]
    assert json.loads(reader.scripts[data[0]]) == small
    assert HOSTILE not in html
    assert "<script>alert" not in html
    assert ("div", {"id": "network", "data-mode": "full"}) in reader.tags


def test_the_page_asks_nobody_for_anything(shipped: Payload) -> None:
    """No tag leads elsewhere to load something, and no handler or style stands in a tag."""
    reader = Reader()
    reader.feed(picture.page(shipped))
    for tag, attrs in reader.tags:
        assert not {"src", "srcset", "style"} & set(attrs), tag
        assert not [name for name in attrs if name.startswith("on")], tag
        assert tag not in {"link", "iframe", "object", "embed", "base", "form"}


def test_two_pages_are_the_same_to_the_byte(repo: Path, shipped: Payload) -> None:
    """Nothing depends on the order of sets, on the clock or on chance."""
    assert picture.page(gather(repo / "data")) == picture.page(shipped)


def test_a_file_is_written_whole(tmp_path: Path, small: Payload) -> None:
    """The page takes the place of what was there, and nothing lies beside it."""
    target = tmp_path / "net.html"
    target.write_text("old", "utf-8")
    assert picture.write(picture.page(small), target) == target
    assert target.read_text("utf-8") == picture.page(small)
    assert [path.name for path in tmp_path.iterdir()] == ["net.html"]
    with pytest.raises(OSError, match="missing"):
        picture.write(picture.page(small), tmp_path / "missing" / "net.html")


def test_the_whole_is_named(small: Payload) -> None:
    """Title, version and licence of the dataset and the policy travel with the picture."""
    assert small["dataset"] == {
        "title": "A test </script><script>alert(2)</script>",
        "version": "v1",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert (small["policy"]["id"], small["policy"]["title"]) == ("record", "On record")
    assert re.search("nodes?, .* ties?", small["subtitle"])
