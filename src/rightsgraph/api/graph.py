"""A dataset, a build or an endpoint as one object to ask."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from rightsgraph import vocabulary
from rightsgraph.api.places import MANIFEST, BuildFolder, Endpoint, Folder, Place, find_view, refuse_view_with_from
from rightsgraph.api.view import View
from rightsgraph.errors import NotFound, StoreError
from rightsgraph.store import LocalStore
from rightsgraph.terms import graph_iri

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from rightsgraph.answers import Answers
    from rightsgraph.build import Build
    from rightsgraph.check import Report
    from rightsgraph.dataset import Dataset
    from rightsgraph.derive import Derived
    from rightsgraph.dossier import Dossier
    from rightsgraph.endpoint import Auth, RemoteRows
    from rightsgraph.evidence import Coverage
    from rightsgraph.network import Networks
    from rightsgraph.policy import Explanation
    from rightsgraph.queries import Prepared
    from rightsgraph.results import Table
    from rightsgraph.settings import Settings

Progress = Callable[[str], None]


class KnowledgeGraph:
    """A dataset folder, a build or an endpoint, opened for questions. What it reads, fetches or derives it does once, when first asked.

    >>> graph = open("data")
    >>> for row in graph.query("SELECT ?date { <event/askarov-arrest> rg:date ?date }"):
    ...     print(row.date)
    [2010-06-15,2010-06-16,2010-06-25]
    """

    def __init__(self, place: Place, policy: str | None = None) -> None:
        self._place = place
        self._policy = policy

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self.place}>"

    @property
    def place(self) -> str:
        """What was opened, as given: a folder or an address."""
        return self._place.name

    @property
    def base(self) -> str:
        """The IRI that ids are resolved against: `person/x` stands for ``base + "person/x"``.

        >>> open("data").base
        'https://w3id.org/rightsgraph/id/'
        """
        return self.settings.base

    @property
    def settings(self) -> Settings:
        """Title, licence, publisher, language and policy of the dataset; an endpoint tells its base only, and the rest is as by default."""
        return self._place.settings

    # --- what lies below ------------------------------------------------------------------------------------------------------

    @property
    def files(self) -> Dataset:
        """The dataset folder as read: its settings, and what each file says. Raises NotFound for a build and for an endpoint.

        >>> "actors/courts.yaml" in open("data").files.files
        True
        """
        return self._place.files

    @cached_property
    def derived(self) -> Derived:
        """Entities, record and views under the policy chosen, and the claims they come from."""
        from rightsgraph.derive import derive, find_policy

        settings = self._place.settings
        chosen = find_policy(self._policy or settings.policy, self._place.root, settings.base)
        # Files, builds and endpoints give quads each in an order of its own, which lists in answers would keep.
        return derive(sorted(self._place.quads(), key=str), settings, vocabulary.load(), chosen)

    @cached_property
    def store(self) -> LocalStore:
        """The graphs of a build as a store of this process: on disk where a build was opened, else in memory.

        Of an endpoint it is a copy of all graphs of the dataset. Under a policy other than that of the build or the endpoint,
        the record is worked out anew.
        """
        as_made = self._place.made() if self._policy in (None, self._place.policy) else None
        if as_made is not None:
            return as_made
        graph = ox.NamedNode(graph_iri(self.base, "vocabulary"))
        terms = (ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in vocabulary.triples())
        return LocalStore.of([*self.quads(), *self.derived.quads(), *terms], self.base)

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """The graphs as a Dataset of rdflib, over ``store``: nothing is copied, and queries given as text run at the same speed.

        Its default graph is the merge of record, claims, actors, entities and vocabulary, not the union of all. What is added to it
        or taken out changes ``store``, which is in memory; the store of a build is read only.

        >>> query = "SELECT ?date { <https://w3id.org/rightsgraph/id/event/askarov-arrest> rg:date ?date }"
        >>> [str(row.date) for row in open("data").dataset.query(query)]
        ['[2010-06-15,2010-06-16,2010-06-25]']
        """
        from rightsgraph.api.rdf import as_dataset
        from rightsgraph.queries.slips import known_prefixes

        return as_dataset(self.store.store, known_prefixes(self.base, vocabulary.load()))

    def quads(self) -> list[ox.Quad]:
        """Return what authors wrote, as quads: claims and what is said of them, actors. Derived graphs are left out."""
        made = {graph_iri(self.base, name) for name in ("entities", "record", "vocabulary")}
        views = graph_iri(self.base, "view/")
        named = ((quad, str(getattr(quad.graph_name, "value", ""))) for quad in self._place.quads())
        return [quad for quad, name in named if name not in made and not name.startswith(views)]

    # --- queries --------------------------------------------------------------------------------------------------------------

    def query(self, query: str, *, view: str | None = None, **params: str) -> Table | bool | list[ox.Triple]:
        """Run a saved query by its name, or a SPARQL query by its text, and return typed rows, a yes or no, or triples.

        ``params`` are values of its parameters as a person writes them: `person="person/azimjan-askarov"`, `date="2010-06"`.
        ``view`` names an actor whose view stands in for the record. An endpoint is asked itself. Raises QueryError,
        ParameterError, NotFound, StoreError. What ``hints`` would say comes as a UserWarning.

        >>> graph = open("data")
        >>> first = next(iter(graph.query("decisions-on-a-person", person="person/azimjan-askarov")))
        >>> first.date, first.cell("decision").label
        (datetime.date(2010, 9, 15), 'Verdict against Azimjan Askarov')
        >>> graph.query("ASK { <event/askarov-arrest> rg:date ?date }")
        True
        """
        from rightsgraph import queries

        text = query if any(sign in query for sign in " \n{") else queries.find(query, self._place.root).text
        prepared = self.prepare(text, params)
        for hint in self.hints(prepared):
            warnings.warn(hint, stacklevel=2)
        found = self.ask(prepared, view)
        return list(found) if isinstance(found, Iterator) else found

    def prepare(self, text: str, params: Mapping[str, str], file: str | None = None) -> Prepared:
        """Check a query's text and set its parameters, for ``ask``. Raises QueryError and ParameterError, which name ``file``."""
        from rightsgraph import queries

        return queries.prepare(text, params, self.base, vocabulary.load(), file)

    def ask(self, prepared: Prepared, view: str | None = None) -> Table | bool | Iterator[ox.Triple]:
        """Run a query that is prepared; rows and triples are read as they are asked for, and only once.

        Of an endpoint, ``Table.cut`` tells when all rows are read whether the endpoint left some out. Raises QueryError,
        NotFound with the nearest actor, StoreError where the endpoint would answer with too little or too much.
        """
        from rightsgraph.results import Table

        if view is not None:
            refuse_view_with_from(prepared.text)
        found = (
            self._ask_endpoint(self._place, prepared, view) if isinstance(self._place, Endpoint) else self.store.query(prepared.text, view)
        )
        return found if isinstance(found, bool | Iterator | ox.QueryTriples) else Table.of(found, self.labels)

    def hints(self, prepared: Prepared) -> list[str]:
        """Return a sentence for each term of a query that the ontology lacks, and each node, named or given, that nothing here speaks of.

        >>> graph = open("data")
        >>> graph.hints(graph.prepare("SELECT ?x { VALUES ?x { <person/y> } ?x ?p ?o }", {"x": "person/azimjan-askarof"}))
        ['nothing here speaks of `person/azimjan-askarof`; did you mean `person/azimjan-askarov`?']
        """
        given = [term.value for term in prepared.bindings.values() if isinstance(term, ox.NamedNode)]
        missing = (self._asked.explain_missing(iri) for iri in dict.fromkeys([*given, *prepared.nodes]))
        return [*prepared.warnings, *filter(None, missing)]

    def labels(self, iris: Collection[str]) -> dict[str, str]:
        """Return the labels of IRIs, in English where there is one; those without a label are left out.

        >>> graph = open("data")
        >>> list(graph.labels([graph.base + "org/icj"]).values())
        ['International Commission of Jurists']
        """
        return self._asked.labels(iris)

    def views(self) -> list[str]:
        """Return the ids of the actors who have a view, sorted.

        >>> "org/amnesty-international" in open("data").views()
        True
        """
        return self._asked.views()

    def view(self, actor: str) -> View:
        """Return what one actor affirms. Raises NotFound with the nearest actor who affirms anything.

        >>> amnesty = open("data").view("org/amnesty-international")
        >>> [str(row.date) for row in amnesty.query("SELECT ?date { <event/askarov-arrest> rg:date ?date }")]
        ['2010-06-25']
        """
        return View(self, find_view(actor, self.views(), self.base))

    @property
    def _asked(self) -> Endpoint | LocalStore:
        """The endpoint itself where one was opened and its own record is wanted, else the store of this process."""
        return self._place if isinstance(self._place, Endpoint) and self._policy is None else self.store

    def _ask_endpoint(self, place: Endpoint, prepared: Prepared, view: str | None) -> RemoteRows | bool | Iterator[ox.Triple]:
        if self._policy is not None:
            raise StoreError(
                f"{self.place} holds the record under one policy and cannot be asked under another (`{self._policy}`)",
                remedy="open it without a policy, or ask a build of your own; why, conflicts and case take a policy here, too",
            )
        return place.ask(prepared, view)

    # --- answers --------------------------------------------------------------------------------------------------------------

    @cached_property
    def answers(self) -> Answers:
        """Answers to questions on the dataset, with names and places."""
        from rightsgraph.answers import Answers

        return Answers(self.derived, vocabulary.load())

    def conflicts(self) -> list[dict[str, Any]]:
        """Return what the sources disagree on; see ``Answers.conflicts`` for the shape.

        >>> found = next(entry for entry in open("data").conflicts() if entry["subject"] == "event/askarov-arrest")
        >>> found["property"], [position["value"] for position in found["positions"]]
        ('date', ['2010-06-15', '2010-06-16', '2010-06-25'])
        """
        return self.answers.conflicts()

    def why(self, subject: str, name: str | None = None) -> list[Explanation]:
        """Explain why each statement on a node, or on one property of it, stands or does not stand on record.

        >>> {item.verdict.rule for item in open("data").why("char/askarov-charges-fabricated", "concerns")}
        {'kept out: Characterization is attributed only'}
        """
        return self.answers.why(subject, name)

    def case(self, case: str) -> Dossier:
        """Return the dossier of a case. Raises NotFound with the nearest known case.

        >>> open("data").case("case/askarov").label
        'The case of Azimjan Askarov'
        """
        from rightsgraph.dossier import dossier

        return dossier(self.derived, vocabulary.load(), case)

    # --- networks -------------------------------------------------------------------------------------------------------------

    @cached_property
    def networks(self) -> Networks:
        """The networks of the dataset: its projections, and ties with the claims behind them."""
        from rightsgraph.network import Networks

        return Networks(self.store, self.derived, vocabulary.load(), self._place.root, self.settings.title)

    def network(self, *names: str, view: str | None = None, **filters: Any) -> nx.MultiDiGraph:
        """Return who stands to whom, by projections (none named: those tagged `default`), as a graph of networkx.

        ``view`` names an actor whose view stands in for the record, `any` is all that anyone affirms. ``filters`` are those of
        ``rightsgraph.network.Filters``: as_of, start, end, case, ego, depth, min_origins.

        >>> graph = open("data").network("people-people", ego="person/hadicha")
        >>> [(source, tie["label"], target) for source, target, tie in graph.out_edges("person/hadicha", data=True)]
        [('person/hadicha', 'is married to', 'person/azimjan-askarov')]
        """
        from rightsgraph.network import Filters

        return self.networks.graph(names, view, Filters(**filters))

    # --- work on the files ----------------------------------------------------------------------------------------------------

    def check(self, texts: str | Path | None = None, progress: Progress = lambda _: None) -> Report:
        """Check the dataset; with ``texts``, a folder, its passages are proved.

        >>> open("data").check().conforms
        True
        """
        from rightsgraph.check import check

        return check(self.files.root, Path(texts) if texts else None, progress=progress)

    def build(self, target: str | Path, progress: Progress = lambda _: None) -> Build:
        """Build the dataset into a folder."""
        from rightsgraph.build import build

        return build(self.files.root, Path(target), progress=progress)

    def coverage(self, source: str, texts: str | Path) -> tuple[Coverage, str]:
        """Say which sentences of a source's text are encoded, skipped or missing, and give the text.

        Raises NotFound where the source or its text is missing.
        """
        from rightsgraph import evidence

        file = self.files.source(source)
        root = self.files.positions(file.name)
        text = evidence.Texts(Path(texts)).of(root) if root else None
        if root is None or text is None:
            raise NotFound(f"the text of {source} is not in {texts}", remedy="put it there under the name that the source's `text:` says")
        return evidence.coverage(root, text), text


def open(
    place: str | Path = "data", policy: str | None = None, *, auth: Auth | None = None, base: str | None = None, timeout: float = 60
) -> KnowledgeGraph:
    """Open a dataset folder, a build, or the SPARQL endpoint at an http or https address.

    ``policy`` names what may stand on record (default: the dataset's own choice). The rest is for endpoints: ``auth`` shows who
    asks (Basic, Digest or Bearer), ``base`` says which dataset is meant where the endpoint holds several, ``timeout`` how many
    seconds the endpoint may send nothing. An endpoint is not asked before the first question.

    Raises NotFound where a folder is neither dataset nor build, StoreError where the address is none.
    """
    name = str(place)
    if name.startswith(("http://", "https://")):
        return KnowledgeGraph(Endpoint(name, auth, base, timeout), policy)
    if auth is not None or base is not None:
        raise StoreError(f"{name} is a folder: `auth` and `base` are for endpoints", remedy="leave them out")
    path = Path(place)
    if (path / MANIFEST).is_file():
        return KnowledgeGraph(BuildFolder(path, name), policy)
    if not (path / "dataset.yaml").is_file():
        raise NotFound(
            f"{path} is neither a dataset nor a build", remedy="name a folder with a dataset.yaml, or one that `rightsgraph build` made"
        )
    return KnowledgeGraph(Folder(path, name), policy)
