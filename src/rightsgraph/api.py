"""The Python face of rightsgraph: open a dataset or a build, and ask it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from rightsgraph import store, vocabulary
from rightsgraph.answers import Answers
from rightsgraph.build import Build, build, read_manifest
from rightsgraph.build.folder import MANIFEST
from rightsgraph.check import Report, check
from rightsgraph.dataset import Dataset, read
from rightsgraph.derive import Derived, derive, find_policy
from rightsgraph.errors import NotFound
from rightsgraph.policy import Explanation
from rightsgraph.settings import Settings
from rightsgraph.store import LocalStore
from rightsgraph.terms import graph_iri

if TYPE_CHECKING:
    from rightsgraph.dossier import Dossier
    from rightsgraph.evidence import Coverage
    from rightsgraph.results import Table

Progress = Callable[[str], None]


class KnowledgeGraph:
    """A dataset folder or a build, opened for questions. What it derives is derived once, when first asked for."""

    def __init__(self, path: Path, policy: str | None = None) -> None:
        self.path = path
        self._policy = policy
        self._is_build = (path / MANIFEST).is_file()
        if not self._is_build and not (path / "dataset.yaml").is_file():
            raise NotFound(
                f"{path} is neither a dataset nor a build", remedy="name a folder with a dataset.yaml, or one that `rightsgraph build` made"
            )

    @cached_property
    def dataset(self) -> Dataset:
        """The dataset folder as read. Raises NotFound where a build was opened."""
        if self._is_build:
            raise NotFound(f"{self.path} is a build, not the dataset it was made from", remedy="name the folder of the dataset")
        return read(self.path)

    @cached_property
    def derived(self) -> Derived:
        """Entities, record and views under the policy chosen, and the claims they come from."""
        terms = vocabulary.load()
        if self._is_build:
            settings = _settings_of(self.path)
            chosen = find_policy(self._policy or settings.policy, None, settings.base)
            return derive(store.named_quads(store.open_store(self.path / "store")), settings, terms, chosen)
        settings = self.dataset.settings
        chosen = find_policy(self._policy or settings.policy, self.path, settings.base)
        return derive(self.dataset.quads(), settings, terms, chosen)

    @cached_property
    def store(self) -> LocalStore:
        """The graphs of a build, to be asked in SPARQL: on disk where a build was opened, else in memory.

        Under a policy that is not the build's own, the record is worked out anew.
        """
        if self._is_build and self._policy in (None, _settings_of(self.path).policy):
            return LocalStore(store.open_store(self.path / "store"), _settings_of(self.path).base)
        base = self.derived.ledger.base
        graph = ox.NamedNode(graph_iri(base, "vocabulary"))
        terms = (ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in vocabulary.triples())
        return LocalStore.of([*self.quads(), *self.derived.quads(), *terms], base)

    def query(self, query: str, *, view: str | None = None, **params: str) -> Table | bool | list[ox.Triple]:
        """Run a saved query by its name, or a SPARQL query by its text, and return typed rows, a yes or no, or triples.

        ``params`` are values of its parameters as a person writes them: `person="person/azimjan-askarov"`, `date="2010-06"`.
        ``view`` names an actor whose view stands in for the record. Raises QueryError, ParameterError, NotFound.
        """
        from rightsgraph import queries
        from rightsgraph.results import Table

        own = None if self._is_build else self.path
        text = query if any(sign in query for sign in " \n{") else queries.find(query, own).text
        ready = queries.prepare(text, params, self.store.base, vocabulary.load())
        result = self.store.query(ready.text, view)
        if isinstance(result, bool):
            return result
        return Table.of(result, self.store.labels) if isinstance(result, store.Rows) else list(result)

    @cached_property
    def answers(self) -> Answers:
        """Answers to questions on the dataset, with names and places."""
        return Answers(self.derived, vocabulary.load())

    def check(self, texts: str | Path | None = None, progress: Progress = lambda _: None) -> Report:
        """Check the dataset; with ``texts``, a folder, its passages are proved."""
        return check(self.dataset.root, Path(texts) if texts else None, progress=progress)

    def build(self, target: str | Path, progress: Progress = lambda _: None) -> Build:
        """Build the dataset into a folder."""
        return build(self.dataset.root, Path(target), progress=progress)

    def conflicts(self) -> list[dict[str, Any]]:
        """Return what the sources disagree on; see ``Answers.conflicts`` for the shape."""
        return self.answers.conflicts()

    def why(self, subject: str, name: str | None = None) -> list[Explanation]:
        """Explain why each statement on a node, or on one property of it, stands or does not stand on record."""
        return self.answers.why(subject, name)

    def case(self, case: str) -> Dossier:
        """Return the dossier of a case. Raises NotFound with the nearest known case."""
        from rightsgraph.dossier import dossier

        return dossier(self.derived, vocabulary.load(), case)

    def coverage(self, source: str, texts: str | Path) -> tuple[Coverage, str]:
        """Say which sentences of a source's text are encoded, skipped or missing, and give the text.

        Raises NotFound where the source or its text is missing.
        """
        from rightsgraph import evidence

        file = self.dataset.source(source)
        root = self.dataset.positions(file.name)
        text = evidence.Texts(Path(texts)).of(root) if root else None
        if root is None or text is None:
            raise NotFound(f"the text of {source} is not in {texts}", remedy="put it there under the name that the source's `text:` says")
        return evidence.coverage(root, text), text

    def quads(self) -> list[ox.Quad]:
        """Return the quads of the dataset's files: claims and what is said of them, actors. Derived graphs are left out."""
        if not self._is_build:
            return list(self.dataset.quads())
        base = _settings_of(self.path).base
        made = {graph_iri(base, name) for name in ("entities", "record", "vocabulary")}
        quads = store.named_quads(store.open_store(self.path / "store"))
        return [
            quad
            for quad in quads
            if (name := str(getattr(quad.graph_name, "value", ""))) not in made and not name.startswith(graph_iri(base, "view/"))
        ]


def open(path: str | Path = "data", policy: str | None = None) -> KnowledgeGraph:
    """Open a dataset folder or a build.

    ``policy`` names what may stand on record (default: the dataset's own choice). Raises NotFound where the folder is
    neither.
    """
    return KnowledgeGraph(Path(path), policy)


def _settings_of(folder: Path) -> Settings:
    about = read_manifest(folder)
    return Settings(about["title"], about["base"], about["licence"], about["publisher"], about["language"], about["policy"]["id"])
