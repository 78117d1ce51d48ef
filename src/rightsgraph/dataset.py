"""A dataset folder: its files read, normalised and turned into quads, one by one, unchanged ones taken from before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from rightsgraph import casefile, vocabulary
from rightsgraph.claims import Document, normalise, quads, read_rdf, settings
from rightsgraph.claims.rdf import FORMATS
from rightsgraph.errors import CaseFileError, NotFound
from rightsgraph.findings import Finding, Severity, nearest
from rightsgraph.settings import Settings
from rightsgraph.vocabulary import Vocabulary

FOLDERS: Final = ("actors", "cases", "sources")
YAML: Final = (".yaml", ".yml")


@dataclass(frozen=True)
class DataFile:
    """One file of a dataset: its name within the folder, the SHA-256 of its bytes, what it says."""

    name: str
    digest: str
    document: Document
    load: Callable[[], tuple[ox.Quad, ...]]

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
    return settings(casefile.parse(casefile.read_text(path, "dataset.yaml"), "dataset.yaml"), "dataset.yaml")


def names(root: Path) -> list[str]:
    """Return the names of all files that belong to a dataset, sorted, with slashes; links are followed only within it."""
    suffixes = {*YAML, *FORMATS}
    home = root.resolve()
    found = (
        path
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.suffix in suffixes and path.is_file() and path.resolve().is_relative_to(home)
    )
    return sorted(path.relative_to(root).as_posix() for path in found)


def read(root: Path, earlier: Mapping[str, DataFile] | None = None) -> Dataset:
    """Read a dataset folder; a file whose digest stands in ``earlier`` is taken from there.

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
    digest = _digest(path, name)
    if (known := earlier.get(name)) and known.digest == digest:
        return known
    if path.suffix in FORMATS:
        document, found = read_rdf(path, name, dataset.settings)
        return DataFile(name, digest, document, lambda: tuple(found))
    tree = casefile.parse(casefile.read_text(path, name), name)
    document = normalise(tree, name, dataset.vocabulary, dataset.settings)
    return DataFile(name, digest, document, lambda: tuple(quads([document], dataset.vocabulary, dataset.settings)))


def _digest(path: Path, name: str) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise CaseFileError(f"cannot be read: {error.strerror}", name) from error
