"""The places that can be opened: the folder of a dataset, a build, an endpoint; each gives its settings and its quads."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import pyoxigraph as ox

from rightsgraph import store
from rightsgraph.errors import BuildError, NotFound, QueryError, StoreError
from rightsgraph.findings import nearest
from rightsgraph.settings import Settings
from rightsgraph.store import LocalStore
from rightsgraph.terms import DEFAULT_BASE, graph_iri

if TYPE_CHECKING:
    from rightsgraph import endpoint
    from rightsgraph.dataset import Dataset
    from rightsgraph.queries import Prepared


MANIFEST: Final = "manifest.json"
"""The file by which a build is known."""


class Place(Protocol):
    """What a graph is read from."""

    name: str
    """What was opened, as given."""
    root: Path | None
    """The dataset's folder, with its own policies and queries, where there is one."""

    @property
    def settings(self) -> Settings:
        """What is known of the dataset as a whole."""

    @property
    def policy(self) -> str | None:
        """The policy of the record that ``made`` gives; None where that is not known."""

    @property
    def files(self) -> Dataset:
        """The dataset's files. Raises NotFound where there are none."""

    def quads(self) -> Iterable[ox.Quad]:
        """Give the quads of all named graphs, or of all files; the default graph is left out."""

    def made(self) -> LocalStore | None:
        """Return the graphs of a build as they were made; None where they are to be made first."""


class Folder:
    """The folder of a dataset."""

    def __init__(self, path: Path, name: str) -> None:
        self.root: Path | None = path
        self.name = name
        self._path = path

    @cached_property
    def files(self) -> Dataset:
        """The dataset's files as read."""
        from rightsgraph.dataset import read

        return read(self._path)

    @property
    def settings(self) -> Settings:
        """What ``dataset.yaml`` says."""
        return self.files.settings

    @property
    def policy(self) -> str | None:
        """None: the record is not made yet."""
        return None

    def quads(self) -> Iterable[ox.Quad]:
        """Give the quads of all files."""
        return self.files.quads()

    def made(self) -> LocalStore | None:
        """Return None: nothing is made yet."""
        return None


class BuildFolder:
    """The folder of a build."""

    def __init__(self, path: Path, name: str) -> None:
        self.root: Path | None = None
        self.name = name
        self._path = path

    @property
    def files(self) -> Dataset:
        """Raise NotFound: a build holds graphs, not files."""
        raise NotFound(f"{self.name} is a build, not the dataset it was made from", remedy="name the folder of the dataset")

    @cached_property
    def settings(self) -> Settings:
        """What the manifest says. Raises BuildError where it cannot be read.

        It is read here: whoever asks a build should not wait for all that makes one to be imported.
        """
        try:
            about = json.loads((self._path / MANIFEST).read_text("utf-8"))
            return Settings(about["title"], about["base"], about["licence"], about["publisher"], about["language"], about["policy"]["id"])
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise BuildError(f"{self.name} is no build: its {MANIFEST} cannot be read ({error})", remedy="build it again") from error

    @property
    def policy(self) -> str | None:
        """The policy the build was made under."""
        return self.settings.policy

    def quads(self) -> Iterable[ox.Quad]:
        """Give the quads of all named graphs."""
        return store.named_quads(self._store)

    def made(self) -> LocalStore | None:
        """Return the store on disk."""
        return LocalStore(self._store, self.settings.base)

    @cached_property
    def _store(self) -> ox.Store:
        return store.open_store(self._path / "store")


class Endpoint:
    """A SPARQL endpoint that holds a build. It is probed, and its base looked up, once and not before it is needed."""

    def __init__(self, url: str, auth: endpoint.Auth | None, base: str | None, timeout: float) -> None:
        from rightsgraph.endpoint import RemoteStore

        self.root: Path | None = None
        self.name = url
        if base is not None:
            _check_base(base)
        self.remote = RemoteStore(url, auth, timeout)
        self._base = base
        self._datasets: dict[tuple[str | None, bool], endpoint.Dataset] = {}

    @property
    def files(self) -> Dataset:
        """Raise NotFound: an endpoint holds graphs, not files."""
        raise NotFound(f"{self.name} is an endpoint, not the dataset it was filled from", remedy="name the folder of the dataset")

    @cached_property
    def settings(self) -> Settings:
        """The base; an endpoint tells nothing else of the dataset."""
        return Settings(title=self.name, base=self.profile.base)

    @property
    def policy(self) -> str | None:
        """None: an endpoint does not tell under which policy its record was made."""
        return None

    @cached_property
    def profile(self) -> endpoint.Profile:
        """How the endpoint takes datasets. Raises StoreError where it holds no dataset, or several and none was named."""
        from rightsgraph.endpoint import bases, probe

        found = bases(self.remote)
        if self._base and found and self._base not in found:
            raise StoreError(f"{self.name} holds no dataset of the base {self._base}", remedy=f"it holds: {', '.join(found)}")
        if not self._base and len(found) > 1:
            raise StoreError(f"{self.name} holds several datasets: {', '.join(found)}", remedy="name one by its base: base=…")
        return probe(self.remote, self._base or (found[0] if found else DEFAULT_BASE))

    @cached_property
    def _copied(self) -> list[ox.Quad]:
        from rightsgraph.endpoint import copy

        return list(copy(self.remote, self.profile.base))

    def quads(self) -> Iterable[ox.Quad]:
        """Give the quads of all named graphs of the dataset, fetched once. Raises StoreError where not all of them come."""
        return self._copied

    def made(self) -> LocalStore | None:
        """Return a copy in memory, with the record that the endpoint holds."""
        return LocalStore.of(self._copied, self.profile.base)

    # --- asked at the endpoint ------------------------------------------------------------------------------------------------

    def ask(self, prepared: Prepared, view: str | None) -> endpoint.RemoteRows | bool | Iterator[ox.Triple]:
        """Run a query at the endpoint, with what must be sent along. Raises StoreError where it would be answered wrongly."""
        return self.remote.query(prepared.text, prepared.form, self._dataset_for(prepared.text, view))

    def _dataset_for(self, text: str, view: str | None) -> endpoint.Dataset:
        from rightsgraph.endpoint import Dataset

        words = keywords(text)
        if "FROM" not in words:
            return self.dataset(view, "GRAPH" in words)
        if not self.profile.honours:
            raise StoreError(f"{self.name} does not heed which graphs a query is to read (FROM)", remedy="ask a build of your own instead")
        return Dataset()

    def dataset(self, view: str | None = None, named: bool = False) -> endpoint.Dataset:
        """Return what to send with a query, found out once for each view; see ``Profile.dataset``."""
        actor = find_view(view, self.views(), self.profile.base) if view else None
        if (actor, named) not in self._datasets:
            self._datasets[actor, named] = self.profile.dataset(actor, named)
        return self._datasets[actor, named]

    def labels(self, iris: Collection[str]) -> dict[str, str]:
        """Return the labels of IRIs, in English where there is one; those without a label are left out."""
        return self.remote.labels(iris, self.dataset())

    def views(self) -> list[str]:
        """Return the ids of the actors who have a view, sorted."""
        return self._views

    @cached_property
    def _views(self) -> list[str]:
        from rightsgraph.endpoint import graphs

        prefix = graph_iri(self.profile.base, "view/")
        return sorted(graph.removeprefix(prefix) for graph in graphs(self.remote, prefix))

    def explain_missing(self, iri: str) -> str:
        """Say that a node of the dataset stands nowhere, and which is the nearest; nothing where it is there, or is not ours."""
        from rightsgraph.endpoint import nodes

        base, node = self.profile.base, ox.NamedNode(iri)
        if not iri.startswith(base) or self.remote.ask(f"ASK {{ GRAPH ?g {{ {node} ?p ?o }} }}"):
            return ""
        if self.remote.ask(f"ASK {{ GRAPH ?g {{ ?s ?p {node} }} }}"):
            return ""
        name = iri.removeprefix(base)
        return f"nothing here speaks of `{name}`{nearest(name, {known.removeprefix(base) for known in nodes(self.remote, base)})}"


def _check_base(base: str) -> None:
    try:
        ox.NamedNode(base)
    except ValueError:
        raise StoreError(f"`{base}` is no base", remedy="write the whole IRI, as dataset.yaml has it: https://…/") from None


def keywords(text: str) -> set[str]:
    """Return the words of a query that are neither names nor strings, in capitals.

    >>> sorted(keywords("SELECT * FROM <x> { ?graph a 'where' }"))
    ['A', 'FROM', 'SELECT']
    """
    from rightsgraph.queries.tokens import tokenize

    return {token.text.upper() for token in tokenize(text) if token.kind == "word"}


def find_view(actor: str, known: Collection[str], base: str) -> str:
    """Return the id of an actor who has a view; raise NotFound with the nearest."""
    name = actor.removeprefix(base)
    if name in known:
        return name
    some = sorted(known)
    raise NotFound(
        f"there is no view of `{actor}`{nearest(name, some)}",
        remedy=f"views are there of: {', '.join(some[:8])}{', …' if len(some) > 8 else ''}",
    )


def refuse_view_with_from(text: str) -> None:
    """Raise QueryError where a query names its graphs itself, so that no view can stand in for the record."""
    if "FROM" in keywords(text):
        raise QueryError("the query names its graphs itself (FROM), so no view can take the record's place", remedy="take FROM out")
