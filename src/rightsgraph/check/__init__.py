"""The check of a dataset: tree, names, shapes, evidence, each finding with file, line, rule and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from rightsgraph import dataset as datasets
from rightsgraph import evidence, shacl
from rightsgraph.casefile import Node
from rightsgraph.check import names, sense, shapes
from rightsgraph.check.report import Passages, Report
from rightsgraph.claims.document import Path as TreePath
from rightsgraph.claims.document import line_of
from rightsgraph.dataset import Dataset
from rightsgraph.derive import derive
from rightsgraph.findings import Finding, Severity

__all__ = ["Passages", "Report", "check", "check_dataset"]

Progress = Callable[[str], None]


def check(root: Path, texts: Path | None = None, engine: shacl.Engine | None = None, progress: Progress = lambda _: None) -> Report:
    """Check a dataset folder; with ``texts``, a folder, passages are proved against their texts.

    Raises CaseFileError where the folder is no dataset, ShapesError where there are no shapes to check with.
    """
    progress("reading the files")
    return check_dataset(datasets.read(root), texts, engine, progress)


def check_dataset(
    dataset: Dataset, texts: Path | None = None, engine: shacl.Engine | None = None, progress: Progress = lambda _: None
) -> Report:
    """Check a dataset that has been read.

    One slip is to give one finding. What may only follow from another finding is therefore left out, until that is mended:
    all checks across files while a file cannot be read; what evidence and shapes say of a line that has a violation already;
    and what shapes say of a node, or of a value, that has a violation, could not be written whole, or that nothing describes.
    """
    engine = engine or shacl.PyShaclEngine()
    lines = _Lines(dataset)
    groups = {group: shapes.load(group) for group in shapes.GROUPS}
    found = [*dataset.unreadable, *datasets.misplaced(dataset.root)]
    for document in dataset.documents():
        found.extend(document.findings(lines.root(document.name)) if document.problems else ())
    progress("proving the passages")
    proof = _prove(dataset, lines, texts, found)
    if not dataset.unreadable:
        found.extend(_compare(dataset, found, engine, lines, progress))
    claims = sum(len(document.claims) for document in dataset.documents())
    ordered = sorted(dict.fromkeys(found), key=lambda finding: finding.sort_key)
    count = sum(len(shape_iris(group)) for group in groups.values())
    return Report(claims, Passages(proof.verified, proof.cited), tuple(ordered), engine.name, count)


def _prove(dataset: Dataset, lines: _Lines, folder: Path | None, found: list[Finding]) -> evidence.Proof:
    """Prove the passages and add what is wrong with them, and what is copied where the words of a source are not to be kept."""
    sources = _sources(dataset, lines)
    texts = evidence.Texts(folder) if folder else None
    proof = evidence.prove(sources, texts, dataset.settings.base)
    found.extend(_elsewhere(proof.findings, found))
    if texts and dataset.settings.quotes == "remove":
        found.extend(evidence.copied(sources, texts))
    return proof


def _compare(dataset: Dataset, earlier: list[Finding], engine: shacl.Engine, lines: _Lines, progress: Progress) -> Iterator[Finding]:
    """Give the findings across files: names, then shapes."""
    progress("comparing the files")
    named = [*names.findings(dataset, lines.find), *sense.findings(dataset, lines.find)]
    yield from named
    progress("checking the shapes")
    doubtful = _doubtful(dataset, named)
    shaped = shapes.findings(dataset, _record(dataset), engine, lines.find)
    yield from _elsewhere(
        (finding for finding in shaped if doubtful.isdisjoint((finding.focus, (finding.value or "").strip("<>")))), earlier
    )


def _doubtful(dataset: Dataset, named: list[Finding]) -> set[str | None]:
    """Return the IRIs of nodes that have a violation already, and of those that nothing describes."""
    known = names.described(dataset)
    ids = {reference.id for document in dataset.documents() for reference in document.references} - known
    ids = ids.union(*(document.troubled() for document in dataset.documents()))
    return {dataset.settings.base + iri for iri in ids} | {finding.focus for finding in named if finding.severity is Severity.VIOLATION}


def _elsewhere(findings: Iterable[Finding], earlier: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out the findings on lines on which there is a violation already."""
    told = {(finding.file, finding.line) for finding in earlier if finding.severity is Severity.VIOLATION and finding.line}
    return (finding for finding in findings if (finding.file, finding.line) not in told)


def shape_iris(group: shacl.Shapes) -> set[str]:
    """Return the IRIs of the shapes of a group."""
    return {
        triple.subject.value for triple in group.triples if isinstance(triple.subject, ox.NamedNode) and "/shape/" in triple.subject.value
    }


def _record(dataset: Dataset) -> Iterator[ox.Triple]:
    return (quad.triple for quad in derive(dataset.quads(), dataset.settings, dataset.vocabulary, root=dataset.root).record)


def _sources(dataset: Dataset, lines: _Lines) -> list[tuple[str, Node]]:
    found = ((name, lines.root(name)) for name in sorted(dataset.files) if name.startswith("sources/"))
    return [(name, root) for name, root in found if root is not None]


class _Lines:
    """Reads files again for their lines, each at most once, and only when a finding asks."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._roots: dict[str, Node | None] = {}

    def root(self, name: str) -> Node | None:
        """Return a file's tree with places."""
        if name not in self._roots:
            self._roots[name] = self._dataset.positions(name)
        return self._roots[name]

    def find(self, name: str, path: TreePath) -> int | None:
        """Return the line of a path in a file; None for RDF files."""
        root = self.root(name)
        return line_of(root, path) if root else None
