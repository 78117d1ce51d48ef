"""Networks: projections, the claims behind their ties, perspectives, time, and graphs of networkx.

Dropping a file into ``queries/networks/`` makes a test; its answer is written by ``scripts/expected_answers.py`` and then read. What
the shipped data does not show is asked of a small made-up case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import oxrdflib
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import assume, given
from hypothesis import strategies as st

import rightsgraph
from rightsgraph import queries, vocabulary
from rightsgraph.cli.drawing import main
from rightsgraph.errors import DateError, NotFound, QueryError
from rightsgraph.network import ANYONE, KINDS, Filters, Networks, Tie, tell_time
from rightsgraph.network.readings import Readings
from rightsgraph.network.selection import list_near
from rightsgraph.network.times import Window
from rightsgraph.queries import Query
from rightsgraph.store import LocalStore
from rightsgraph.terms import RG, scheme_base

REPO = Path(__file__).resolve().parents[1]
FOLDER = REPO / "queries" / "networks"
ANSWERS = REPO / "tests" / "queries" / "networks"
BASE = "https://w3id.org/rightsgraph/id/"
PROJECTIONS = [queries.read_file(path) for path in sorted(FOLDER.glob("*.rq"))]
DEFAULT = {"bodies-bodies", "people-bodies", "people-people", "who-asks-whom"}
Rows = list[tuple[str | None, ...]]
each_projection = pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda projection: projection.name)


def network_of(folder: Path, policy: str | None = None) -> Networks:
    """Return the networks of a dataset folder."""
    graph = rightsgraph.open(folder, policy)
    return Networks(graph.store, graph.derived, vocabulary.load(), folder, "a dataset")


@pytest.fixture(scope="module")
def shipped() -> Networks:
    """Return the networks of the shipped dataset."""
    return network_of(REPO / "data")


def texts(found: object) -> tuple[tuple[str, ...], Rows]:
    """Return the columns and rows of a result of pyoxigraph, each term as text."""
    assert isinstance(found, ox.QuerySolutions)
    names = tuple(variable.value for variable in found.variables)
    return names, [tuple(None if row[i] is None else row[i].value for i in range(len(names))) for row in found]


def answer(projection: Query) -> tuple[tuple[str, ...], Rows]:
    """Return the columns and rows that a projection is expected to give."""
    path = ANSWERS / f"{projection.name}.tsv"
    assert path.is_file(), f"no expected answer: run scripts/expected_answers.py {projection.name}, and read what it writes"
    return texts(ox.parse_query_results(path=str(path), format=ox.QueryResultsFormat.TSV))


def short(networks: Networks, ties: tuple[Tie, ...]) -> set[tuple[str, str, str, str]]:
    """Return ties as source, reading, target and event, by ids."""
    name = networks.nodes.short
    return {(name(tie.source), tie.reading, name(tie.target), name(tie.event or "")) for tie in ties}


# --- the shipped projections -------------------------------------------------------------------------------------------------


@each_projection
def test_the_head_says_all(projection: Query) -> None:
    """Title, question and tags stand in the head; there are no parameters."""
    assert projection.title
    assert "network" in projection.tags
    assert re.fullmatch(r"[A-Z][^?]*\?", projection.question)
    assert not projection.params
    assert ("default" in projection.tags) == (projection.name in DEFAULT)


@each_projection
def test_a_projection_gives_the_expected_rows(projection: Query, shipped: Networks) -> None:
    """The rows are those that somebody has read, in that order, none twice, and no text stands for a node."""
    names, rows = texts(shipped.store.store.query(projection.text))
    assert rows
    assert len(set(rows)) == len(rows)
    assert (names, rows) == answer(projection)
    nodes = [names.index(name) for name in ("source", "target", "relation", "event")]
    assert all("://" in (row[i] or "") for row in rows for i in nodes)


@each_projection
def test_the_order_does_not_hang_on_the_store(projection: Query, shipped: Networks) -> None:
    """ORDER BY leaves nothing to chance: a store filled the other way round gives the same sequence."""
    backwards = ox.Store()
    for quad in sorted(shipped.store.store, key=str, reverse=True):
        backwards.add(quad)
    assert texts(backwards.query(projection.text))[1] == answer(projection)[1]


@each_projection
def test_oxrdflib_gives_the_expected_rows(projection: Query, shipped: Networks) -> None:
    """Asked through rdflib, the engine of the store gives the same rows."""
    found = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=shipped.store.store)).query(projection.text)
    assert [tuple(None if term is None else str(term) for term in row) for row in found] == answer(projection)[1]


@each_projection
def test_first_and_last_day_are_those_of_the_record(projection: Query, shipped: Networks) -> None:
    """What a tie works out from date, start and end is what the build has written beside them."""
    names, rows = answer(projection)
    expected = {}
    for row in rows:
        told = dict(zip(names, row, strict=True))
        expected[told["source"], told["target"], told["relation"], told["event"], told.get("via")] = told["earliest"], told["latest"]
    ties = shipped.ties([projection.name])
    assert {(*tie.key[:4], tie.via): (tie.earliest, tie.latest) for tie in ties} == expected


def test_every_projection_has_an_answer_and_a_line_on_the_page() -> None:
    """Projections, expected answers and the lines of queries/networks/README.md are the same names."""
    page = (FOLDER / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| \[(\S+)\]\(\1\.rq\) \|.*\| (yes|no) \|$", page, re.MULTILINE)
    assert {path.stem for path in ANSWERS.glob("*.tsv")} == {projection.name for projection in PROJECTIONS}
    assert dict(listed) == {projection.name: "yes" if projection.name in DEFAULT else "no" for projection in PROJECTIONS}


def test_every_kind_of_happening_has_words() -> None:
    """The table of readings has words for each concept that a tie may be of, and for nothing that does not exist."""
    known = vocabulary.load()
    table = Readings(known).table
    schemes = (
        "event-kind detention-kind charge-kind application-kind call-kind response-kind outcome sentence-effect relationship-kind act-kind"
    )
    concepts = {scheme_base(scheme) + name for scheme in schemes.split() for name in known.concepts[scheme]}
    terms = {RG + name for name in (*known.classes, *known.properties)}
    assert concepts <= table.keys()
    assert table.keys() <= concepts | terms


# --- what the shipped data say -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            "people-bodies",
            [
                (
                    "org/un-human-rights-committee",
                    "found a violation of the rights of",
                    "person/azimjan-askarov",
                    "decision/hrc-views-2016",
                ),
                ("org/bazar-korgon-district-court", "convicted", "person/azimjan-askarov", "decision/askarov-trial-2010"),
                ("org/kg-supreme-court", "reduced the sentence of", "person/azimjan-askarov", "decision/askarov-supreme-court-2019-12"),
                (
                    "org/kg-supreme-court",
                    "dismissed an application of",
                    "person/valeryan-vahitov",
                    "decision/askarov-supreme-court-2020-05",
                ),
                ("facility/colony-19", "held", "person/azimjan-askarov", "detention/askarov-colony-19"),
                ("person/azimjan-askarov", "has a case against", "state/kyrgyzstan", "case/hrc-2231-2012"),
                ("org/open-society-justice-initiative", "represents", "person/azimjan-askarov", "relationship/osji-represents-askarov"),
            ],
        ),
        (
            "bodies-bodies",
            [
                ("org/un-human-rights-committee", "found a violation by", "state/kyrgyzstan", "decision/hrc-views-2016"),
                ("org/un-human-rights-committee", "recommended release by", "state/kyrgyzstan", "decision/hrc-views-2016"),
                (
                    "org/kg-supreme-court",
                    "quashed a decision of",
                    "org/jalal-abad-regional-court",
                    "decision/askarov-supreme-court-2016-07",
                ),
                ("org/kg-supreme-court", "quashed a decision of", "org/kg-supreme-court", "decision/askarov-supreme-court-2016-07"),
                ("org/kg-supreme-court", "ordered retrial by", "org/chui-regional-court", "decision/askarov-supreme-court-2016-07"),
                (
                    "group/kg-authorities",
                    "took no notice of a demand of",
                    "org/european-parliament",
                    "decision/ep-2019-01#response-release",
                ),
            ],
        ),
        (
            "people-people",
            [
                ("person/hadicha", "is married to", "person/azimjan-askarov", "relationship/hadicha-and-askarov"),
                ("person/nurgazy-alimbayev", "sat in judgement on", "person/azimjan-askarov", "decision/askarov-trial-2010"),
                ("person/valeryan-vahitov", "represents", "person/azimjan-askarov", "relationship/vahitov-represents-askarov"),
            ],
        ),
        (
            "cases-bodies",
            [
                ("state/kyrgyzstan", "is the respondent in", "case/hrc-2231-2012", "case/hrc-2231-2012"),
                ("org/bishkek-administrative-court", "decided in", "case/askarov", "decision/askarov-administrative-court-2020-06"),
                ("case/hrc-2231-2012", "is part of", "case/askarov", "case/hrc-2231-2012"),
            ],
        ),
    ],
)
def test_a_tie_reads_from_source_to_target(names: str, expected: list[tuple[str, str, str, str]], shipped: Networks) -> None:
    """Who acted on whom stands in that order, with words that say so."""
    assert set(expected) <= short(shipped, shipped.ties([names]))


def test_rival_courts_do_not_appear_together(shipped: Networks) -> None:
    """Two courts of which either is said to have given the verdict were not both there; the judge was with one or the other."""
    met = {(source, target) for source, _, target, _ in short(shipped, shipped.ties(["co-appearance"]))}
    assert ("org/bazar-korgon-district-court", "org/jalal-abad-regional-court") not in met
    assert {
        ("org/bazar-korgon-district-court", "person/nurgazy-alimbayev"),
        ("org/jalal-abad-regional-court", "person/nurgazy-alimbayev"),
    } <= met


def test_who_decided_is_disputed(shipped: Networks) -> None:
    """A tie is disputed where sources name different courts, not where they only differ on the date."""
    ties = {(tie.source.removeprefix(BASE), (tie.event or "").removeprefix(BASE)): tie for tie in shipped.ties(["people-bodies"])}
    assert ties["org/bazar-korgon-district-court", "decision/askarov-trial-2010"].disputed
    remitted = ties["org/kg-supreme-court", "decision/askarov-supreme-court-2016-07"]
    assert (remitted.disputed, remitted.date) == (False, "[2016-07-12,2016-10-04]")


def test_the_claims_behind_a_finding_speak_of_that_finding(shipped: Networks) -> None:
    """Thirteen claims say that the Committee decided; one that it found torture, two that it found a breach of article 7."""
    ties = [tie for tie in shipped.ties(["people-bodies"]) if tie.event == BASE + "decision/hrc-views-2016"]
    counted = {(tie.via or "").rpartition("#")[2]: (len(tie.affirming), tie.origins) for tie in ties}
    assert counted[""] == (13, 3)
    assert counted["torture"] == (1, 1)
    assert counted["art-7"] == (2, 2)


def test_a_tie_that_two_projections_give_is_there_once(shipped: Networks) -> None:
    """Demands between bodies stand in two projections; together they are no more ties than apart."""
    both = shipped.ties(["bodies-bodies", "who-asks-whom"])
    assert len({tie.key for tie in both}) == len(both)
    assert {tie.key for tie in both} == {tie.key for name in ("bodies-bodies", "who-asks-whom") for tie in shipped.ties([name])}


# --- perspectives ------------------------------------------------------------------------------------------------------------


@each_projection
def test_what_anyone_affirms_holds_record_and_views(projection: Query, shipped: Networks) -> None:
    """Each tie of the record and of each view is among what anyone affirms, and stands there just the same."""
    wide = {tie.key: tie.standing for tie in shipped.ties([projection.name], ANYONE)}
    for view in (None, *shipped.views()):
        kept = {tie.key: tie.standing for tie in shipped.ties([projection.name], view)}
        assert kept.items() <= wide.items()


def test_what_anyone_affirms_is_what_the_graphs_hold_together(shipped: Networks) -> None:
    """The merged store answers as the engine does when it is given the record, all views and the shared graphs at once."""
    graphs = [ox.NamedNode(f"{BASE}graph/{name}") for name in ("record", "claims", "actors", "entities", "vocabulary")]
    graphs += [ox.NamedNode(f"{BASE}graph/view/{actor}") for actor in shipped.views()]
    projection = next(one for one in PROJECTIONS if one.name == "people-people")
    found = shipped.store.store.query(projection.text, default_graph=graphs)
    keys = {(row["source"].value, row["target"].value, row["relation"].value) for row in found}
    assert {tie.key[:3] for tie in shipped.ties(["people-people"], ANYONE)} == keys


def test_a_view_tells_what_one_actor_affirms(shipped: Networks) -> None:
    """Amnesty's view has its own court and month, and what it holds against the authorities, which is not on record."""
    ties = shipped.ties(view="org/amnesty-international")
    assert ("group/kg-authorities", "failed to act for", "person/azimjan-askarov", "act/kg-missed-opportunities") in short(shipped, ties)
    assert {tie.standing for tie in ties} == {"on record", "attributed"}
    assert {tie.date for tie in ties if tie.event == BASE + "decision/hrc-views-2016"} == {"2016-03"}


def test_an_empty_view_says_why(shipped: Networks) -> None:
    """Those who affirm nothing between two actors have no ties, not even those of the case files; the selection says what to do."""
    found = shipped.select(view="group/kg-authorities")
    assert not found.ties
    assert "in the view of Authorities of Kyrgyzstan" in found.explain_none()


# --- a made-up case ----------------------------------------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script>\u202e Дорн \u0645"
HIDDEN = "Nobody Knowsthisname"
ACTORS = f"""
actors:
  - {{id: state/velmora, type: State, label: Velmora}}
  - {{id: org/velmora-police, type: Body, kind: police, label: Velmora police, partOf: state/velmora}}
  - {{id: org/city-court, type: Body, kind: city-court, label: City Court, partOf: state/velmora}}
  - {{id: org/high-court, type: Body, kind: supreme-court, label: High Court, partOf: state/velmora}}
  - {{id: org/lantern-watch, type: Organization, kind: ngo, label: Lantern Watch}}
  - {{id: org/orlen-daily, type: Organization, kind: media, label: Orlen Daily}}
  - {{id: org/ministry, type: Body, kind: ministry, label: Ministry, partOf: state/velmora}}
  - {{id: person/tomas-rell, type: Person, label: Tomas Rell}}
  - {{id: person/ilse-dorn, type: Person, label: "{HOSTILE}"}}
  - {{id: person/p-4711, type: Person, kind: protected}}
  - {{id: group/rell-family, type: Group, kind: family, label: Family of Tomas Rell}}
"""
WATCH = """
id: source/watch
type: Source
kind: report
author: org/lantern-watch
claims:
  - id: "#arrest"
    passage: {paragraph: "1"}
    that: [{id: event/arrest, type: Event, kind: arrest, agent: org/velmora-police, concerns: person/tomas-rell, date: 2021-03-04}]
  - id: "#visit"
    passage: {paragraph: "1"}
    that: [{id: event/visit, type: Event, kind: visit, agent: person/ilse-dorn, concerns: person/tomas-rell, actuality: planned}]
  - id: "#meeting"
    passage: {paragraph: "1"}
    that: [{id: event/meeting, type: Event, kind: meeting, agent: org/ministry, concerns: group/rell-family, date: 2021-05}]
  - id: "#torture"
    passage: {paragraph: "2"}
    stance: alleges
    that: [{id: act/torture, type: Act, kind: torture, agent: org/velmora-police, concerns: person/tomas-rell}]
  - id: "#charge"
    passage: {paragraph: "2"}
    that: [{id: charge/fraud, type: Charge, kind: fraud, concerns: [person/tomas-rell, person/ilse-dorn]}]
  - id: "#rulings"
    passage: {paragraph: "3"}
    that:
      - id: decision/first
        type: Decision
        kind: verdict
        decidedBy: org/city-court
        concerns: person/tomas-rell
        date: 2021-10
        contains: [{id: "#guilt", type: Holding, concerns: person/tomas-rell, issue: conviction, outcome: guilty}]
      - id: decision/second
        type: Decision
        kind: judgment
        decidedBy: org/high-court
        concerns: person/tomas-rell
        date: 2022-06
        contains: [{id: "#point", type: Holding, concerns: person/tomas-rell, outcome: quashed, quashes: decision/first#guilt}]
  - id: "#work"
    passage: {paragraph: "4"}
    that:
      - id: relationship/work
        type: Relationship
        kind: employment
        agent: person/ilse-dorn
        concerns: org/orlen-daily
        start: 2015
        end: "[2018-03,2018-04]"
      - {id: relationship/kin, type: Relationship, kind: kin, agent: person/p-4711, concerns: person/tomas-rell}
"""
DAILY = """
id: source/daily
type: Source
kind: news-report
author: org/orlen-daily
derivesFrom: source/watch
claims:
  - id: "#arrest"
    passage: {paragraph: "1"}
    that: [{id: event/arrest, type: Event, kind: arrest, agent: org/velmora-police, concerns: person/tomas-rell}]
"""
MINISTRY = """
id: source/ministry
type: Source
kind: statement
author: org/ministry
claims:
  - id: "#no-arrest"
    passage: {paragraph: "1"}
    stance: denies
    that: [{id: event/arrest, type: Event, agent: org/velmora-police}]
  - id: "#no-meeting"
    passage: {paragraph: "1"}
    that: [{id: event/meeting, type: Event, kind: meeting, actuality: not-occurred}]
"""
CASES = {
    "rell": "id: case/rell\ntype: Case\nkind: matter\nlabel: The case of Tomas Rell\nconcerns: person/tomas-rell\n",
    "other": "id: case/other\ntype: Case\nkind: matter\nlabel: Another case\nconcerns: person/p-4711\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the made-up case."""
    root = tmp_path_factory.mktemp("made-up")
    files = {"actors/actors": ACTORS, "sources/watch": WATCH, "sources/daily": DAILY, "sources/ministry": MINISTRY}
    files |= {f"cases/{name}": text for name, text in CASES.items()}
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / f"{name}.yaml").write_text(text, "utf-8")
    (root / "dataset.yaml").write_text(f"title: Made up\nbase: {BASE}\nlicence: https://creativecommons.org/licenses/by/4.0/\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def made_up(folder: Path) -> Networks:
    """Return the networks of the made-up case."""
    return network_of(folder)


def by_event(ties: tuple[Tie, ...]) -> dict[str, Tie]:
    """Return ties by the id of their event."""
    return {(tie.event or "").removeprefix(BASE): tie for tie in ties}


def test_a_denial_stands_beside_what_it_denies(made_up: Networks) -> None:
    """The arrest stays on record, with the claim that denies who made it; a reprint is a second claim and no second origin."""
    tie = by_event(made_up.ties())["event/arrest"]
    assert (tie.standing, tie.disputed, tie.origins) == ("on record", True, 1)
    assert [claim.removeprefix(BASE) for claim in tie.affirming] == ["source/daily#arrest", "source/watch#arrest"]
    assert [claim.removeprefix(BASE) for claim in tie.denying] == ["source/ministry#no-arrest"]
    assert len(tie.sources) == 2


def test_what_is_said_not_to_have_happened_is_denied(made_up: Networks) -> None:
    """Who says that a meeting did not take place denies it to those who tell of it."""
    tie = by_event(made_up.ties())["event/meeting"]
    assert [claim.removeprefix(BASE) for claim in tie.denying] == ["source/ministry#no-meeting"]
    assert tie.disputed


def test_plans_and_allegations_are_not_on_record(made_up: Networks) -> None:
    """A planned visit and an alleged wrong are ties of those who tell of them, and stand apart."""
    assert not {"event/visit", "act/torture"} & by_event(made_up.ties()).keys()
    for view in (ANYONE, "org/lantern-watch"):
        ties = by_event(made_up.ties(view=view))
        assert (ties["event/visit"].standing, ties["act/torture"].standing) == ("planned", "attributed")
        assert len(ties["event/visit"].affirming) == 1
    assert "event/visit" not in by_event(made_up.ties(view="org/ministry"))


def test_a_policy_that_lets_plans_in_does_not_hide_them(folder: Path) -> None:
    """Under `any-affirmed` the planned visit is in the record, and still told to be planned."""
    ties = by_event(network_of(folder, "any-affirmed").ties())
    assert (ties["event/visit"].standing, ties["act/torture"].standing) == ("planned", "on record")


def test_people_charged_together(made_up: Networks) -> None:
    """Two people under one charge are tied once, not in both directions."""
    found = short(made_up, made_up.ties(["people-people"]))
    assert ("person/ilse-dorn", "was charged together with", "person/tomas-rell", "charge/fraud") in found
    assert ("person/tomas-rell", "was charged together with", "person/ilse-dorn", "charge/fraud") not in found


def test_a_holding_that_quashes_another(made_up: Networks) -> None:
    """What a holding does to a holding is a tie between the courts, with the claim that tells of it behind it."""
    tie = next(tie for tie in made_up.ties(["bodies-bodies"]) if tie.relation == RG + "quashes")
    assert (tie.source, tie.target, tie.via) == (BASE + "org/high-court", BASE + "org/city-court", BASE + "decision/first#guilt")
    assert [claim.removeprefix(BASE) for claim in tie.affirming] == ["source/watch#rulings"]


def test_a_span_keeps_both_its_ends_as_given(made_up: Networks) -> None:
    """Start and end stand beside each other, also where they cannot make one EDTF interval."""
    tie = by_event(made_up.ties())["relationship/work"]
    assert (tie.start, tie.end, tie.date) == ("2015", "[2018-03,2018-04]", "2015/[2018-03,2018-04]")
    assert (tie.earliest, tie.latest, tell_time(tie)) == ("2015-01-01", "2018-04-30", "from 2015 to March or April 2018")


def test_a_protected_person_has_no_name(folder: Path, tmp_path: Path) -> None:
    """Nothing but the opaque id of a protected person is in a network, whatever name slipped into the files."""
    root = tmp_path / "slipped"
    for path in folder.rglob("*.yaml"):
        target = root / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8").replace("kind: protected}", f"kind: protected, label: {HIDDEN}}}"), "utf-8")
    graph = network_of(root).graph(view=ANYONE)
    assert graph.nodes["person/p-4711"]["label"] == "protected person p-4711"
    assert HIDDEN not in repr((graph.graph, list(graph.nodes(data=True)), list(graph.edges(data=True))))


def test_hostile_labels_are_kept_as_they_are(made_up: Networks) -> None:
    """A label in several scripts, with markup and a mark of direction, stays a plain text."""
    assert made_up.graph().nodes["person/ilse-dorn"]["label"] == HOSTILE


# --- narrowing ---------------------------------------------------------------------------------------------------------------

ranges = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(lambda pair: (min(pair), max(pair)))


def edtf(days: tuple[int, int]) -> str:
    """Write one of some days in January 2020."""
    first, last = (f"2020-01-{day:02}" for day in days)
    return first if first == last else f"[{first}..{last}]"


def verdict(holds: list[bool]) -> str | None:
    """Say what follows from whether each possible reading of a date holds."""
    return "certain" if all(holds) else "possible" if any(holds) else None


@given(ranges, ranges)
def test_a_point_lies_in_a_window_as_its_days_do(days: tuple[int, int], window: tuple[int, int]) -> None:
    """A tie is certainly inside where each day it may mean is, possibly where one is."""
    tie = Tie("a", "b", "r", "met", date=edtf(days))
    possible = range(days[0], days[1] + 1)
    within = Window.of(Filters(start=f"2020-01-{window[0]:02}", end=f"2020-01-{window[1]:02}"))
    assert within.admits(tie) == verdict([window[0] <= day <= window[1] for day in possible])
    by = Window.of(Filters(as_of=f"2020-01-{window[1]:02}"))
    assert by.admits(tie) == verdict([day <= window[1] for day in possible])


@given(ranges, ranges, ranges)
def test_a_span_overlaps_a_window_as_its_days_do(start: tuple[int, int], end: tuple[int, int], window: tuple[int, int]) -> None:
    """The same for what begins and ends on one of several days each; no tie is called certain that is not."""
    pairs = [(s, e) for s, e in product(range(start[0], start[1] + 1), range(end[0], end[1] + 1)) if s <= e]
    assume(pairs)
    within = Window.of(Filters(start=f"2020-01-{window[0]:02}", end=f"2020-01-{window[1]:02}"))
    found = within.admits(Tie("a", "b", "r", "held", start=edtf(start), end=edtf(end)))
    expected = verdict([s <= window[1] and e >= window[0] for s, e in pairs])
    assert (found is None) == (expected is None)
    assert found != "certain" or expected == "certain"


@pytest.mark.parametrize(
    ("as_of", "tie", "expected"),
    [
        ("2016", {"date": "2016-03-31"}, "certain"),
        ("2016-02", {"date": "2016-03-31"}, None),
        ("2016", {"date": "2010"}, "certain"),
        ("2016-03-15", {"date": "2016-03"}, "possible"),
        ("2016", {"start": "2010", "end": "2015"}, None),
        ("2016", {"start": "2010", "end": "2020"}, "certain"),
        ("2016", {"start": "2010"}, "possible"),
        ("2009", {"start": "2010"}, None),
        ("2016", {"end": "2020"}, "possible"),
        ("2021", {"end": "2020"}, None),
        ("2016", {}, "possible"),
        ("2016", {"earliest": "2010-01-01"}, "possible"),
        ("2016", {"date": "no date at all"}, "possible"),
    ],
)
def test_what_holds_at_a_date(as_of: str, tie: dict[str, str], expected: str | None) -> None:
    """What happened once stays a tie ever after, what lasts ends; an inexact date asked for stands for all its days."""
    assert Window.of(Filters(as_of=as_of)).admits(Tie("a", "b", "r", "met", **tie)) == expected


def test_uncertain_ties_are_told(shipped: Networks) -> None:
    """What is undated or inexact stays, marked as possible, and is counted."""
    found = shipped.select(filters=Filters(as_of="2010-06"))
    assert found.possible == sum(tie.certainty == "possible" for tie in found.ties) > found.undated > 0
    assert all(tie.certainty == "possible" for tie in found.ties if not tie.is_dated)


def test_a_case_is_told_apart(made_up: Networks) -> None:
    """A tie belongs to a case by what happened or by its claims; that of another case does not."""
    kept = made_up.ties(filters=Filters(case="rell"))
    assert {"event/arrest", "decision/first", "charge/fraud"} <= by_event(kept).keys()
    assert by_event(made_up.ties(filters=Filters(case="case/other"))).keys() == {"relationship/kin"}


def test_around_a_node(shipped: Networks) -> None:
    """One step around somebody are the ties among the neighbours too; two steps reach further, none is the node alone."""
    sizes = [len(shipped.ties(filters=Filters(ego="person/hadicha", depth=depth))) for depth in range(4)]
    assert sizes[0] == 0 < sizes[1] < sizes[2] <= sizes[3]
    ties = (Tie("a", "b", "r", "met"), Tie("c", "b", "r", "met"), Tie("c", "d", "r", "met"))
    assert [sorted(list_near(ties, "a", depth)) for depth in range(4)] == [["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]]


def test_origins_are_counted_on_every_link(shipped: Networks) -> None:
    """No tie of two origins has a link that one alone tells of; asking for two keeps just these."""
    kept = shipped.ties(filters=Filters(min_origins=2))
    assert kept
    assert {tie.key for tie in kept} == {tie.key for tie in shipped.ties() if tie.origins >= 2}


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (Filters(start="1800", end="1801", min_origins=2), "none is left from 1800 to 1801: take a wider time"),
        (
            Filters(case="case/askarov", min_origins=90),
            "Of 49 ties of bodies-bodies on record under the policy `record`, none is left with 90 independent origins",
        ),
        (Filters(ego="person/hadicha", depth=0), "within 0 steps of the node: take more steps"),
    ],
)
def test_nothing_left_says_why(filters: Filters, told: str, shipped: Networks) -> None:
    """Where narrowing leaves nothing, the step that did it is named, with how many there were and what to loosen."""
    found = shipped.select(["bodies-bodies"], filters=filters)
    assert not found.ties
    assert told in found.explain_none()


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ({"names": ["people-bodyes"]}, "people-bodies"),
        ({"view": "org/amnesty-internationl"}, "org/amnesty-international"),
        ({"filters": Filters(case="case/askarow")}, "case/askarov"),
        ({"filters": Filters(ego="person/hadisha")}, "person/hadicha"),
    ],
)
def test_a_slip_gets_the_nearest_name(asked: dict[str, object], nearest: str, shipped: Networks) -> None:
    """An unknown projection, actor, case or node is refused with the one that was meant."""
    with pytest.raises(NotFound, match=nearest):
        shipped.select(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("filters", [Filters(as_of="last year"), Filters(start="2020", end="2010")])
def test_a_date_that_is_none_is_refused(filters: Filters, shipped: Networks) -> None:
    """A slip in a date, and a time that runs backwards, are told."""
    with pytest.raises(DateError):
        shipped.ties(filters=filters)


# --- graphs ------------------------------------------------------------------------------------------------------------------


def test_attributes_are_plain_and_complete(shipped: Networks) -> None:
    """Every node and edge has the same attributes, each a text, a number or a truth value."""
    graph = shipped.graph(view=ANYONE, filters=Filters(as_of="2016"))
    nodes, edges = ([attributes for *_, attributes in found] for found in (graph.nodes(data=True), graph.edges(data=True)))
    for attributes in (nodes, edges):
        assert len({tuple(one) for one in attributes}) == 1
        assert all(type(value) in (str, int, float, bool) for one in attributes for value in one.values())
    assert {one["kind"] for one in nodes} <= set(KINDS)
    assert all(type(value) in (str, int) for value in graph.graph.values())
    assert graph.graph["as_of"] == "2016"
    assert graph.graph["view"] == "any"


def test_parallel_ties_stay_apart_and_keep_their_keys(shipped: Networks) -> None:
    """Each tie is an edge of its own, and its key does not hang on what else is there."""
    graph, ties = shipped.graph(), shipped.ties()
    assert graph.number_of_edges() == len(ties)
    keys = {(source, target, key) for source, target, key in graph.edges(keys=True)}
    assert {edge for name in DEFAULT for edge in shipped.graph([name]).edges(keys=True)} == keys


def test_kinds_and_countries(shipped: Networks) -> None:
    """Courts, monitoring bodies and other authorities are told apart by their kind; a country comes from records alone."""
    told = {name: (data["kind"], data["country"]) for name, data in shipped.graph(view=ANYONE).nodes(data=True)}
    assert told["org/kg-supreme-court"] == ("court", "Kyrgyzstan")
    assert told["org/un-human-rights-committee"] == ("monitoring-body", "")
    assert told["org/european-parliament"] == ("authority", "")
    assert told["facility/colony-47-hospital"] == ("place", "Kyrgyzstan")
    assert told["person/valeryan-vahitov"] == ("person", "Kyrgyzstan")
    assert told["person/azimjan-askarov"] == ("person", "")


# --- projections of one's own ------------------------------------------------------------------------------------------------

HEAD = "#+ title: Of our own\n#+ question: Who?\n#+ tags: network\n"


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Callable[..., Networks]:
    """Return the made-up case with files of its own in ``queries/networks/``."""

    def write(**files: str) -> Networks:
        there = tmp_path / "queries" / "networks"
        there.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (there / name.replace("__", ".")).write_text(text, "utf-8")
        graph = rightsgraph.open(folder)
        return Networks(graph.store, graph.derived, vocabulary.load(), tmp_path)

    return write


def test_a_file_adds_a_projection(own: Callable[..., Networks]) -> None:
    """A query in the dataset's folder is a projection, with words of its own; it may look into claims, under any perspective."""
    text = f"""{HEAD}SELECT DISTINCT ?source ?target ?relation ?event WHERE {{
  ?event rg:agent ?source ; rg:concerns ?target ; rg:kind ?relation
  GRAPH ?claim {{ ?event rg:agent ?source }}
}} ORDER BY ?event"""
    networks = own(**{"mine__rq": text, "readings__yaml": "event-kind:arrest: took away\n"})
    assert "mine" in [projection.name for projection in networks.projections()]
    for view in (None, ANYONE, "org/lantern-watch"):
        found = by_event(networks.ties(["mine"], view))
        assert found["event/arrest"].reading == "took away"
        assert ("act/torture" in found) == (view is not None)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("SELECT ?source ?target WHERE { ?source rg:concerns ?target }", r"no \?relation"),
        ("SELECT ?source ?target ?relation WHERE { ?source ?relation ?target ; rg:date ?target }", "for it"),
        (
            "SELECT ?source ?target ?relation WHERE { ?source rg:agent ?target OPTIONAL { ?source rg:standing ?relation } }",
            "a row without it",
        ),
        ("ASK { ?source rg:agent ?target }", "no SELECT"),
    ],
)
def test_a_projection_that_gives_no_ties_is_refused(body: str, told: str, own: Callable[..., Networks]) -> None:
    """A missing column, a text for a node, a row without one, or no SELECT: the file is named, and what to do."""
    with pytest.raises(QueryError, match=told) as caught:
        own(mine__rq=f"{HEAD}{body}").ties(["mine"])
    assert str(caught.value.file).endswith("mine.rq")
    assert caught.value.remedy


def test_readings_that_are_no_table_are_refused(own: Callable[..., Networks]) -> None:
    """A table of readings that is a list, or no YAML, is named."""
    for text in ("- arrested\n", "a: [\n"):
        with pytest.raises(QueryError, match=r"readings\.yaml"):
            own(readings__yaml=text).ties()


def test_a_store_and_what_was_derived_are_enough(folder: Path) -> None:
    """Networks ask nothing else of a dataset than its store and its derived graphs."""
    graph = rightsgraph.open(folder)
    store = LocalStore(graph.store.store, graph.base)
    assert Networks(store, graph.derived, vocabulary.load()).ties() == network_of(folder).ties()


# --- the Python face and the command -----------------------------------------------------------------------------------------


def test_the_face_gives_networks(shipped: Networks) -> None:
    """`network` of a graph and of a view give what Networks gives, of a dataset and of projections and filters named."""
    graph = rightsgraph.open(REPO / "data")
    found = graph.network("people-people", "bodies-bodies", as_of="2016")
    wanted = shipped.graph(["people-people", "bodies-bodies"], filters=Filters(as_of="2016"))
    assert dict(found.edges) == dict(wanted.edges)
    view = graph.view("org/amnesty-international").network(case="askarov")
    assert dict(view.edges) == dict(shipped.graph(view="org/amnesty-international", filters=Filters(case="askarov")).edges)
    assert view.graph["dataset"] == graph.settings.title


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `rightsgraph network` in this process, from the root of the checkout."""
    monkeypatch.chdir(REPO)
    return lambda *words: CliRunner().invoke(main, ["network", *map(str, words)], catch_exceptions=False)


def test_the_command_tells_ties(run: Callable[..., Result]) -> None:
    """Without a file, ties are told by source, with time, claims and what is disputed; nothing else is on standard output."""
    found = run("bodies-bodies")
    assert found.exit_code == 0
    assert re.search(r"^Supreme Court of Kyrgyzstan  \[org/kg-supreme-court\]$", found.stdout, re.MULTILINE)
    assert re.search(
        r"^  quashed a decision of Jalal-Abad Regional Court +12 July or 4 October 2016 +2 claims, 1 origin", found.stdout, re.M
    )
    assert "≠ disputed" in found.stdout
    assert found.stderr == ""


def test_the_command_tells_whose_word_it_is(run: Callable[..., Result]) -> None:
    """What is not on record stands with the name of whoever says so."""
    assert "attributed to Amnesty International" in run("people-bodies", "--view", "any").stdout


def test_ties_as_data(run: Callable[..., Result], shipped: Networks) -> None:
    """With --format json there is one object for each tie, with the ids of its claims."""
    found = json.loads(run("people-people", "--format", "json").stdout)
    assert len(found) == len(shipped.ties(["people-people"]))
    married = next(tie for tie in found if tie["relation"] == "relationship-kind:spouse")
    assert (married["source"], married["targetLabel"], married["when"]) == ("person/hadicha", "Azimjan Askarov", None)
    assert married["affirming"] == ["source/amnesty-eur58-2195-2020#p1-wife"]


def test_the_command_says_what_is_uncertain_and_why_there_is_nothing(run: Callable[..., Result]) -> None:
    """Ties that are only possibly inside the time are counted; an empty list is explained, and no failure."""
    assert re.search(r"^\d+ of \d+ ties are only possibly inside the time asked for: \d+ have no date", run("--as-of", "2010-06").stderr)
    empty = run("--min-origins", "90", "--format", "json")
    assert (empty.exit_code, json.loads(empty.stdout)) == (0, [])
    assert "ask for fewer origins" in empty.stderr


@pytest.mark.parametrize("name", ["net.graphml", "net.gexf", "net.cyjs", "net.json", "net.csv", "net.html"])
def test_the_suffix_says_how_a_network_is_written(name: str, run: Callable[..., Result], tmp_path: Path) -> None:
    """A file of each suffix is written, named on standard error, and the same when written again."""
    asked = ("people-people", "--case", "case/askarov", "-o", tmp_path / name, "--metrics")
    found = run(*asked)
    assert found.exit_code == 0, found.stderr
    assert found.stdout == ""
    assert "10 nodes, 13 ties" in found.stderr
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written
    run(*asked)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == written


def test_measured_nodes_are_told(run: Callable[..., Result]) -> None:
    """With --metrics and no file, nodes are told with their measures, the one turned to most first."""
    asked = ("people-people", "--case", "case/askarov", "--metrics")
    found = json.loads(run(*asked, "--format", "json").stdout)
    assert (found[0]["id"], found[0]["degree"], found[0]["betweenness"]) == ("person/azimjan-askarov", 9, 1.0)
    assert run(*asked).stdout.splitlines()[1].startswith("Azimjan Askarov")


def test_projections_are_listed(run: Callable[..., Result]) -> None:
    """Each projection with its question, those that are taken unasked marked."""
    found = run("--list").stdout
    assert all(projection.question in found for projection in PROJECTIONS)
    assert found.count("(default)") == len(DEFAULT)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["people-bodyes"], "did you mean `people-bodies`?"),
        (["--view", "org/amnesty-internationl"], "did you mean `org/amnesty-international`?"),
        (["--as-of", "last year"], "is no date"),
        (["-o", "net.txt"], "suffix"),
        (["--format", "neo4j"], "none is named"),
        (["-o", "net.json", "--format", "json"], "for what is printed"),
    ],
)
def test_a_slip_on_the_command_line_ends_with_status_2(words: list[str], told: str, run: Callable[..., Result]) -> None:
    """What cannot be done is told on standard error, and nothing is written."""
    found = run(*words)
    assert (found.exit_code, found.stdout) == (2, "")
    assert told in found.stderr
    assert not (REPO / "net.txt").exists()
