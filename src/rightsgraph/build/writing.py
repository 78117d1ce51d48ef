"""Writes a build into an empty folder: all of it, or the earlier build with what the changed files touch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph import store, vocabulary
from rightsgraph.build import changes, dumps, folder, state
from rightsgraph.build.dumps import Dump
from rightsgraph.build.update import Change, Derivation, update
from rightsgraph.dataset import DataFile, Dataset
from rightsgraph.derive import derive, find_policy
from rightsgraph.errors import BuildError, StoreError
from rightsgraph.terms import RDF_TYPE, RG, graph_iri

FORMAT: Final = 1
_DERIVED: Final = ("entities", "record", "views", "vocabulary")
_DEFAULT: Final = "graph/default"
"""The dump of the merged default graph: with it, the dumps loaded together are what the store holds."""
_VIEWS: Final = "view/"
_COUNTED: Final = ("claims", "sources", "cases", "actors", "entities", "record", "disputed", "views", "store")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Written:
    """A build as written: its manifest, how many slots were decided anew (None: all), and why all were."""

    manifest: dict[str, Any]
    slots: int | None
    whole: str


@dataclass(frozen=True, slots=True)
class _Graphs:
    """The derived graphs as written: their dumps, what they count, and how many slots were decided anew."""

    dumps: list[Dump]
    counts: dict[str, int]
    slots: int | None


def write(new: Path, old: Path, dataset: Dataset, earlier: Mapping[str, DataFile], key: str, progress: Progress) -> Written:
    """Write a build of a dataset into the empty folder ``new``.

    ``old`` is the folder of the earlier build, ``earlier`` what it knew of the files, by name: what has not changed since is
    taken over. ``key`` stands for all that a build depends on besides the files.
    """
    how = Derivation(dataset.settings, dataset.vocabulary, find_policy(dataset.settings.policy, dataset.root, dataset.settings.base))
    whole = changes.find_obstacle(dataset.files, earlier, how.policy, dataset.settings.base)
    before = None if whole else _open(old)
    if before is None:
        whole = whole or "the store of the earlier build is not the one that was written"
        graphs = _write_whole(new, dataset, how, progress)
    else:
        graphs = _write_touched(new, old, before, dataset, earlier, how, progress)
    progress("writing the dumps")
    written = [*_dump_files(new, old, dataset, earlier), *graphs.dumps]
    counts = {**graphs.counts, **_count_files(dataset)}
    manifest = dumps.manifest(_about(how), {name: counts[name] for name in _COUNTED}, written)
    dumps.write_manifest(new, manifest)
    state.write(new, key, (dataset.files[name] for name in sorted(dataset.files)), [dump.name for dump in written])
    return Written(manifest, graphs.slots, whole)


def read_manifest(target: Path) -> dict[str, Any]:
    """Read the manifest of a build. Raises BuildError where the folder is no build."""
    try:
        manifest: dict[str, Any] = json.loads((target / folder.MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BuildError(f"{target} is no build: {error}", remedy="make one with `rightsgraph build DATA -o FOLDER`") from error
    return manifest


def is_intact(target: Path) -> bool:
    """Say whether a build is as it was left: manifest, store and dumps are there, and of the sizes they had."""
    try:
        manifest = read_manifest(target)
        sizes = state.sizes(target)
        dumped = all((target / name).stat().st_size == sizes.get(name) for name in manifest["files"])
    except (BuildError, OSError, KeyError, TypeError):
        return False
    return dumped and _open(target) is not None


def _open(old: Path) -> ox.Store | None:
    """Open the store of an earlier build; None where it cannot be read or has another size than it was left with."""
    try:
        found = store.open_store(old / "store")
    except StoreError:
        return None
    return found if len(found) == read_manifest(old)["counts"]["store"] else None


# --- derived graphs ----------------------------------------------------------------------------------------------------------


def _write_whole(new: Path, dataset: Dataset, how: Derivation, progress: Progress) -> _Graphs:
    """Derive all graphs and write a store from nothing."""
    progress("deriving the record and the views")
    derived = derive(dataset.quads(), how.settings, how.vocabulary, how.policy)
    progress("writing the store")
    graphs = {"entities": derived.entities, "record": derived.record, "views": derived.views, "vocabulary": _vocabulary(how)}
    quads = (quad for found in (dataset.quads(), *graphs.values()) for quad in found)
    size = store.create(new / "store", quads, how.settings.base)
    written = [dump for name, found in graphs.items() for dump in dumps.write(new, f"graph/{name}", found, how.vocabulary.concepts)]
    written += _dump_default(new, store.open_store(new / "store"), how)
    counts = {name: count for graph, found in graphs.items() for name, count in _count(graph, found).items()}
    return _Graphs(written, {"claims": len(derived.ledger.claims), **counts, "store": size}, None)


def _write_touched(
    new: Path, old: Path, before: ox.Store, dataset: Dataset, earlier: Mapping[str, DataFile], how: Derivation, progress: Progress
) -> _Graphs:
    """Change a copy of the earlier store, and take over the dumps of the graphs that stayed as they were."""
    progress("deriving what the changed files touch")
    base = how.settings.base
    after = store.copy(before, new / "store")
    change = changes.find_change(old, dataset.files, earlier)
    store.change(after, change.removed, change.added, base)
    found = update(before, after, change, how)
    store.change(after, found.change.removed, found.change.added, base)
    after.flush()
    manifest = read_manifest(old)
    counts = {**manifest["counts"], "claims": _count_claims(after, base), "store": len(after)}
    written: list[Dump] = []
    for name in _DERIVED:
        kept = [] if _is_touched(name, found.change, base) else _kept(f"graph/{name}", old, manifest["files"])
        if not kept:
            quads = _find_quads(after, name, base)
            written += dumps.write(new, f"graph/{name}", quads, how.vocabulary.concepts)
            counts |= _count(name, quads)
        else:
            dumps.reuse(new, old, kept)
            written += kept
    return _Graphs([*written, *_dump_default(new, after, how)], counts, found.slots)


def _dump_default(new: Path, found: ox.Store, how: Derivation) -> tuple[Dump, Dump]:
    quads = found.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return dumps.write(new, _DEFAULT, quads, how.vocabulary.concepts)


def _is_touched(name: str, change: Change, base: str) -> bool:
    views = graph_iri(base, _VIEWS)
    return any(graph.startswith(views) if name == "views" else graph == graph_iri(base, name) for graph in change.graphs)


def _find_quads(found: ox.Store, name: str, base: str) -> list[ox.Quad]:
    graphs = [ox.NamedNode(graph_iri(base, name))]
    if name == "views":
        prefix = graph_iri(base, _VIEWS)
        graphs = [graph for graph in found.named_graphs() if isinstance(graph, ox.NamedNode) and graph.value.startswith(prefix)]
    return [quad for graph in graphs for quad in found.quads_for_pattern(None, None, None, graph)]


def _vocabulary(how: Derivation) -> list[ox.Quad]:
    graph = ox.NamedNode(graph_iri(how.settings.base, "vocabulary"))
    return [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in vocabulary.triples()]


# --- dumps of files and manifest -----------------------------------------------------------------------------------------------


def _dump_files(new: Path, old: Path, dataset: Dataset, earlier: Mapping[str, DataFile]) -> Iterable[Dump]:
    changed = set(changes.list_changed(dataset.files, earlier))
    known = read_manifest(old)["files"] if earlier else {}
    for name in sorted(dataset.files):
        kept = [] if name in changed else _kept(name, old, known)
        if kept:
            dumps.reuse(new, old, kept)
            yield from kept
        else:
            yield from dumps.write(new, name, dataset.files[name].quads, dataset.vocabulary.concepts)


def _kept(name: str, old: Path, known: Mapping[str, Mapping[str, Any]]) -> list[Dump]:
    """Return the two dumps of a file or graph as an earlier build made them, or none where one is missing."""
    found = [Dump(dump, **known[dump]) for dump in (f"nquads/{name}.nq", f"trig/{name}.trig") if dump in known]
    return found if len(found) == 2 and all((old / dump.name).is_file() for dump in found) else []


def _about(how: Derivation) -> dict[str, Any]:
    settings = asdict(how.settings)
    return {
        "format": FORMAT,
        "rightsgraph": version("rightsgraph"),
        **{name: settings[name] for name in ("title", "base", "licence", "publisher", "language")},
        "policy": {"id": how.policy.id, "title": how.policy.title, "description": how.policy.description},
    }


def _count_files(dataset: Dataset) -> dict[str, int]:
    types = Counter(mention.kind for file in dataset.files.values() for mention in file.document.mentions if mention.claim is None)
    return {
        "sources": types["Source"],
        "cases": types["Case"],
        "actors": sum(count for kind, count in types.items() if dataset.vocabulary.is_a(kind, "Actor")),
    }


def _count_claims(found: ox.Store, base: str) -> int:
    graphs = [ox.NamedNode(graph_iri(base, name)) for name in ("claims", "actors")]
    pattern = None, ox.NamedNode(RDF_TYPE), ox.NamedNode(RG + "Claim")
    return len({quad.subject for graph in graphs for quad in found.quads_for_pattern(*pattern, graph)})


def _count(name: str, quads: list[ox.Quad]) -> dict[str, int]:
    """Return what the manifest counts of a derived graph."""
    if name == "entities":
        return {"entities": len({quad.subject for quad in quads})}
    if name == "record":
        return {"record": len(quads), "disputed": sum(quad.predicate.value == RG + "disputed" for quad in quads)}
    return {"views": len({quad.graph_name for quad in quads})} if name == "views" else {}
