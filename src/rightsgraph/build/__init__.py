"""The build: a checked dataset as a store, dumps and a manifest, made aside and put in place in one step."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph import dataset as datasets
from rightsgraph import resources, shacl, store, vocabulary
from rightsgraph.build import dumps, folder, state
from rightsgraph.build.dumps import Dump
from rightsgraph.check import Report, check_dataset
from rightsgraph.dataset import Dataset
from rightsgraph.derive import Derived, derive, find_policy
from rightsgraph.errors import BuildError
from rightsgraph.terms import RG, graph_iri

__all__ = ["Build", "build", "read_manifest"]

_FORMAT: Final = 1

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build: its folder and manifest, the report of its check, which files were redone and how many were not.

    ``report`` is None where nothing had changed and nothing was done.
    """

    path: Path
    manifest: dict[str, Any]
    report: Report | None
    redone: tuple[str, ...]
    reused: int


def build(data: Path, target: Path, *, engine: shacl.Engine | None = None, progress: Progress = lambda _: None) -> Build:
    """Build a dataset folder into ``target``.

    Files that have not changed since the build in ``target`` are not read again. Raises BuildError with the first findings
    where the dataset does not conform, BuildLocked where another build of the folder is running; ``target`` then is as it was.
    """
    if target.resolve().is_relative_to(data.resolve()) or data.resolve().is_relative_to(target.resolve()):
        raise BuildError(f"{target} and {data} lie in each other", remedy="write the build to a folder beside the data")
    with folder.locked(target):
        progress("reading the files")
        key = _key(data)
        earlier = state.read(target, key)
        dataset = datasets.read(data, earlier)
        redone = tuple(name for name, file in sorted(dataset.files.items()) if file is not earlier.get(name))
        if earlier and not redone and not dataset.unreadable and dataset.files.keys() == earlier.keys():
            return Build(target, read_manifest(target), None, (), len(earlier))
        report = check_dataset(dataset, None, engine, progress)
        report.raise_for_findings()
        with folder.replaced(target) as new:
            manifest = _write(new, target, dataset, set(redone), key, progress)
        return Build(target, manifest, report, redone, len(dataset.files) - len(redone))


def read_manifest(target: Path) -> dict[str, Any]:
    """Read the manifest of a build. Raises BuildError where the folder is no build."""
    try:
        manifest: dict[str, Any] = json.loads((target / folder.MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BuildError(f"{target} is no build: {error}", remedy="make one with `rightsgraph build`") from error
    return manifest


def _write(new: Path, old: Path, dataset: Dataset, redone: set[str], key: str, progress: Progress) -> dict[str, Any]:
    progress("deriving the record and the views")
    derived = derive(dataset.quads(), dataset.settings, dataset.vocabulary, root=dataset.root)
    progress("writing the dumps")
    written = [*_file_dumps(new, old, dataset, redone), *_derived_dumps(new, dataset, derived)]
    progress("writing the store")
    size = store.create(new / "store", _all_quads(dataset, derived), dataset.settings.base)
    manifest = dumps.manifest(_about(dataset), {**_counts(dataset, derived), "store": size}, written)
    dumps.write_manifest(new, manifest)
    state.write(new, key, (dataset.files[name] for name in sorted(dataset.files)))
    return manifest


def _file_dumps(new: Path, old: Path, dataset: Dataset, redone: set[str]) -> Iterable[Dump]:
    earlier = read_manifest(old)["files"] if len(redone) < len(dataset.files) else {}
    for name in sorted(dataset.files):
        kept = [
            Dump(dump, **earlier[dump]) for dump in (f"nquads/{name}.nq", f"trig/{name}.trig") if dump in earlier and name not in redone
        ]
        if len(kept) == 2:
            dumps.reuse(new, old, kept)
            yield from kept
        else:
            yield from dumps.write(new, name, dataset.files[name].quads, dataset.vocabulary.concepts)


def _derived_dumps(new: Path, dataset: Dataset, derived: Derived) -> Iterable[Dump]:
    schemes = dataset.vocabulary.concepts
    for name, quads in (
        ("entities", derived.entities),
        ("record", derived.record),
        ("views", derived.views),
        ("vocabulary", _vocabulary(dataset)),
    ):
        yield from dumps.write(new, f"graph/{name}", quads, schemes)


def _vocabulary(dataset: Dataset) -> list[ox.Quad]:
    graph = ox.NamedNode(graph_iri(dataset.settings.base, "vocabulary"))
    return [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in vocabulary.triples()]


def _all_quads(dataset: Dataset, derived: Derived) -> Iterable[ox.Quad]:
    yield from dataset.quads()
    yield from derived.quads()
    yield from _vocabulary(dataset)


def _about(dataset: Dataset) -> dict[str, Any]:
    settings = asdict(dataset.settings)
    policy = find_policy(dataset.settings.policy, dataset.root, dataset.settings.base)
    return {
        "format": _FORMAT,
        "rightsgraph": version("rightsgraph"),
        **{name: settings[name] for name in ("title", "base", "licence", "publisher", "language")},
        "policy": {"id": policy.id, "title": policy.title, "description": policy.description},
    }


def _counts(dataset: Dataset, derived: Derived) -> dict[str, int]:
    types = Counter(mention.kind for file in dataset.files.values() for mention in file.document.mentions if mention.claim is None)
    return {
        "claims": len(derived.ledger.claims),
        "sources": types["Source"],
        "cases": types["Case"],
        "actors": sum(count for kind, count in types.items() if dataset.vocabulary.is_a(kind, "Actor")),
        "entities": len({quad.subject for quad in derived.entities}),
        "record": len(derived.record),
        "disputed": sum(quad.predicate.value == RG + "disputed" for quad in derived.record),
        "views": len({quad.graph_name for quad in derived.views}),
    }


def _key(data: Path) -> str:
    """Return a digest of all that a build depends on besides the files: settings, policies, ontology and program."""
    found = hashlib.sha256(f"{_FORMAT} {version('rightsgraph')}\n".encode())
    program = Path(__file__).resolve().parents[1].rglob("*.py")
    own = (data / "policies").glob("*.yaml")
    for path in (data / "dataset.yaml", *sorted(own), *sorted(resources.folder("ontology").rglob("*")), *sorted(program)):
        if path.is_file():
            found.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()
