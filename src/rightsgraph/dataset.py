"""A dataset folder: its files read, normalised and turned into quads, one by one, unchanged ones taken from before."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from rightsgraph import casefile, resources, vocabulary
from rightsgraph.claims import Document, normalise, quads, read_rdf, settings
from rightsgraph.claims.rdf import FORMATS
from rightsgraph.errors import CaseFileError, NotFound
from rightsgraph.findings import Finding, Severity, nearest, shown
from rightsgraph.settings import Settings
from rightsgraph.vocabulary import Vocabulary

FOLDERS: Final = ("actors", "cases", "sources")
KNOWN_FOLDERS: Final = (*FOLDERS, "policies", "queries", "texts")
_MANIFEST: Final = "manifest.json"
YAML: Final = (".yaml", ".yml")
_RACY: Final = 2_000_000_000
"""How old a file must be, in nanoseconds, for its time to tell it from a later version: the coarsest clocks count two seconds."""


@dataclass(frozen=True)
class DataFile:
    """One file of a dataset: its name within the folder, the SHA-256 of its bytes, what it says.

    ``stamp`` is its size in bytes and the time it was last written, in nanoseconds; None where that is no proof.
    """

    name: str
    digest: str
    document: Document
    load: Callable[[], tuple[ox.Quad, ...]]
    stamp: tuple[int, int] | None = None

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """The file's quads, read when they are first asked for."""
        return self.load()


@dataclass(slots=True)
class Dataset:
    """A dataset folder as read: the settings, its files by name, and what could not be read."""

    root: Path
    settings: Settings
    vocabulary: Vocabulary
    files: dict[str, DataFile] = field(default_factory=dict)
    unreadable: list[Finding] = field(default_factory=list)

    def documents(self) -> Iterator[Document]:
        """Give the normalised files in the order of their names."""
        return (self.files[name].document for name in sorted(self.files))

    def quads(self) -> Iterator[ox.Quad]:
        """Give the quads of all files in the order of their names."""
        return (quad for name in sorted(self.files) for quad in self.files[name].quads)

    def positions(self, name: str) -> casefile.Node | None:
        """Read a YAML file of the dataset again with its lines; None for RDF files."""
        if not name.endswith(YAML):
            return None
        return casefile.compose(casefile.read_text(self.root / name, name), name)

    def source(self, iri: str) -> DataFile:
        """Return the file that describes a source. Raises NotFound with the nearest known id."""
        for file in self.files.values():
            if file.document.id == iri:
                return file
        known = [file.document.id for file in self.files.values() if file.document.id.startswith("source/")]
        raise NotFound(*_not_found("source", iri, known))


def _not_found(kind: str, iri: str, known: Iterable[str]) -> tuple[str, None, None, str]:
    names = sorted(known)
    return (
        f"there is no {kind} `{iri}`{nearest(iri, names)}",
        None,
        None,
        f"known are: {', '.join(names[:8])}{', …' if len(names) > 8 else ''}",
    )


def open_settings(root: Path) -> Settings:
    """Read ``dataset.yaml`` of a folder. Raises CaseFileError where the folder is no dataset."""
    if not root.is_dir():
        raise CaseFileError(
            "there is no such folder", str(root), remedy="name the folder of a dataset; `rightsgraph new dataset` makes one"
        )
    path = root / "dataset.yaml"
    if not path.is_file():
        raise CaseFileError("is no dataset: it has no dataset.yaml", str(root), remedy="`rightsgraph new dataset FOLDER` writes a skeleton")
    tree = casefile.compose(casefile.read_text(path, "dataset.yaml"), "dataset.yaml")
    found = settings(tree, "dataset.yaml")
    known = {*resources.policy_files(), *(own.stem for own in (root / "policies").glob("*.yaml"))}
    if found.policy not in known and not found.policy.endswith(YAML):
        message = f"there is no policy `{shown(found.policy)}`{nearest(found.policy, known)}"
        raise CaseFileError(message, "dataset.yaml", tree.keys["policy"].line, f"known are: {', '.join(sorted(known))}")
    return found


def names(root: Path) -> list[str]:
    """Return the names of all files that belong to a dataset, sorted, with slashes; links to nowhere are among them."""
    suffixes = {*YAML, *FORMATS}
    found = (path for folder in FOLDERS for path in (root / folder).rglob("*") if path.suffix in suffixes and not path.is_dir())
    return sorted(path.relative_to(root).as_posix() for path in found)


def misplaced(root: Path) -> Iterator[Finding]:
    """Give a warning for each YAML or RDF file of a dataset's folder that is never read, since it lies in none of its folders.

    Hidden folders and builds are left alone.
    """
    for here, folders, files in os.walk(root):
        is_top = Path(here) == root
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not (is_top and name in KNOWN_FOLDERS))
        if _MANIFEST in files:
            folders.clear()
            continue
        for file in sorted(files):
            name = (Path(here) / file).relative_to(root).as_posix()
            if Path(file).suffix in {*YAML, *FORMATS} and name != "dataset.yaml" and not file.startswith("."):
                yield _misplaced(name)


def _misplaced(name: str) -> Finding:
    folder = name.partition("/")[0] if "/" in name else ""
    message = f"`{shown(name)}` is not read: it lies in none of the dataset's folders{nearest(folder, KNOWN_FOLDERS) if folder else ''}"
    remedy = f"move it into {', '.join(f'{known}/' for known in FOLDERS[:-1])} or {FOLDERS[-1]}/, or out of the dataset"
    return Finding("misplaced-file", Severity.WARNING, message, remedy, shown(name))


def read(root: Path, earlier: Mapping[str, DataFile] | None = None) -> Dataset:
    """Read a dataset folder; a file whose digest stands in ``earlier`` is taken from there, unread where its stamp does.

    A file that cannot be read becomes a finding of the dataset, so that all such files are told at once. Raises
    CaseFileError only where the folder is no dataset.
    """
    dataset = Dataset(root, open_settings(root), vocabulary.load())
    for name in names(root):
        try:
            dataset.files[name] = _read_file(dataset, name, earlier or {})
        except CaseFileError as error:
            finding = Finding(
                "unreadable", Severity.VIOLATION, error.message, error.remedy or "mend the file", error.file or name, error.line
            )
            dataset.unreadable.append(finding)
    return dataset


def _read_file(dataset: Dataset, name: str, earlier: Mapping[str, DataFile]) -> DataFile:
    path = dataset.root / name
    _prove_name(dataset.root, name)
    known, stamp = earlier.get(name), _stamp(path, name)
    if known and stamp and known.stamp == stamp:
        return known
    digest = _digest(path, name)
    if known and known.digest == digest:
        return replace(known, stamp=stamp)
    if path.suffix in FORMATS:
        document, found = read_rdf(path, name, dataset.settings)
        return DataFile(name, digest, document, lambda: tuple(found), stamp)
    tree = casefile.parse(casefile.read_text(path, name), name)
    document = normalise(tree, name, dataset.vocabulary, dataset.settings)
    return DataFile(name, digest, document, lambda: tuple(quads([document], dataset.vocabulary, dataset.settings)), stamp)


def is_unchanged(root: Path, earlier: Mapping[str, DataFile]) -> bool:
    """Say whether a folder has just the files of an earlier reading, of the same content; no file is parsed."""
    if names(root) != sorted(earlier):
        return False
    try:
        return all(_stamp(root / name, name) == file.stamp or _digest(root / name, name) == file.digest for name, file in earlier.items())
    except CaseFileError:
        return False


def _prove_name(root: Path, name: str) -> None:
    """Refuse a file that lies elsewhere, and a name that would garble every message about it."""
    try:
        inside = (root / name).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link that leads back to itself
        inside = False
    if not inside:
        raise CaseFileError("leads out of the dataset", name, remedy="put the file itself there, not a link to it")
    if not name.isprintable():
        raise CaseFileError("the file's name holds a control character", shown(name), remedy="give the file another name")


def _stamp(path: Path, name: str) -> tuple[int, int] | None:
    """Return a file's size and time of writing; None where it was written so lately that the clock may not show the next time.

    Git keeps files apart in the same way, and hashes those that are "racy" again.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise CaseFileError(f"cannot be read: {error.strerror}", name) from error
    return (found.st_size, found.st_mtime_ns) if found.st_mtime_ns < time.time_ns() - _RACY else None


def _digest(path: Path, name: str) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise CaseFileError(f"cannot be read: {error.strerror}", name) from error
