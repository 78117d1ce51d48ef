"""The dumps of a build: canonical N-Quads and TriG of each file and each derived graph, and the manifest over all.

Canonical N-Quads are those of RDF Dataset Canonicalization (RDFC-1.0, W3C Recommendation 2024): as no node is blank, the
lines sorted by code point.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from rightsgraph.store import normalised
from rightsgraph.terms import EDTF, RDFS, RG, ROOT, XSD

_PREFIXES: Final = {"rg": RG, "rdfs": RDFS, "xsd": XSD, "edtf": EDTF.removesuffix("EDTF"), "shape": ROOT + "shape/"}


@dataclass(frozen=True, slots=True)
class Dump:
    """One written dump: its name within the build, the SHA-256 of its bytes, and how many quads it holds."""

    name: str
    sha256: str
    quads: int


def write(folder: Path, name: str, quads: Iterable[ox.Quad], schemes: Iterable[str]) -> tuple[Dump, Dump]:
    """Write quads as ``nquads/NAME.nq`` and ``trig/NAME.trig``, byte for byte the same wherever it is done."""
    lines, ordered = _sort(set(quads))
    prefixes = _PREFIXES | {scheme: f"{ROOT}{scheme}/" for scheme in schemes}
    nquads = "".join(lines)
    trig = ox.serialize(ordered, format=ox.RdfFormat.TRIG, prefixes=_used(prefixes, nquads))
    return _store(folder, f"nquads/{name}.nq", nquads.encode(), len(lines)), _store(folder, f"trig/{name}.trig", _ordered(trig), len(lines))


def _sort(quads: set[ox.Quad]) -> tuple[list[str], list[ox.Quad]]:
    """Return quads as sorted lines, and themselves by graph, subject, predicate and object."""
    by_line = {f"{quad} .\n": quad for quad in quads}
    lines = sorted(by_line)
    # In a line the graph comes last; the lines of one graph are in order already.
    return lines, sorted((by_line[line] for line in lines), key=lambda quad: str(quad.graph_name))


def _used(prefixes: Mapping[str, str], text: str) -> dict[str, str]:
    return {prefix: namespace for prefix, namespace in sorted(prefixes.items()) if f"<{namespace}" in text}


def _ordered(trig: bytes | None) -> bytes:
    """Sort the prefixes, which the serialiser writes in no fixed order."""
    lines = (trig or b"").splitlines(keepends=True)
    count = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join([*sorted(lines[:count]), b"\n" if count else b"", *lines[count:]])


def _store(folder: Path, name: str, data: bytes, count: int) -> Dump:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Dump(name, hashlib.sha256(data).hexdigest(), count)


def reuse(folder: Path, earlier: Path, dumps: Iterable[Dump]) -> None:
    """Take dumps over from an earlier build, as links where the file system has them."""
    for dump in dumps:
        path = folder / dump.name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.hardlink_to(earlier / dump.name)
        except OSError:
            path.write_bytes((earlier / dump.name).read_bytes())


def read(path: Path) -> tuple[ox.Quad, ...]:
    """Read the quads of an N-Quads dump."""
    return tuple(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))


def find_said(folder: Path, names: Iterable[str], quads: Iterable[ox.Quad]) -> frozenset[ox.Quad]:
    """Return those of some quads that the dumps of some files hold.

    Lines are picked by subject and graph before they are parsed: of what two files say, hardly anything stands in one graph.
    """
    wanted = frozenset(quads)
    subjects = {str(quad.subject).encode() for quad in wanted}
    graphs = {str(quad.graph_name).encode() for quad in wanted}
    found: set[ox.Quad] = set()
    for name in names if wanted else ():
        lines = (folder / f"nquads/{name}.nq").read_bytes().splitlines(keepends=True)
        near = [line for line in lines if line.split(b" ", 1)[0] in subjects and line.rsplit(b" ", 2)[-2] in graphs]
        found |= normalised(ox.parse(b"".join(near), format=ox.RdfFormat.N_QUADS))
    return wanted & found


def manifest(about: Mapping[str, Any], counts: Mapping[str, int], dumps: Iterable[Dump]) -> dict[str, Any]:
    """Return the manifest: what the dataset is, what it counts, the digest of each dump, and the digest of them all.

    ``hash`` is the SHA-256 of the lines ``<digest>  <name>`` of all dumps, sorted by name, as ``sha256sum`` writes them.
    """
    ordered = sorted(dumps, key=lambda dump: dump.name)
    lines = "".join(f"{dump.sha256}  {dump.name}\n" for dump in ordered)
    return {
        **about,
        "counts": dict(counts),
        "hash": hashlib.sha256(lines.encode()).hexdigest(),
        "files": {dump.name: {"sha256": dump.sha256, "quads": dump.quads} for dump in ordered},
    }


def write_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    """Write ``manifest.json``, and ``SHA256SUMS`` for ``sha256sum --check``."""
    (folder / "manifest.json").write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    sums = "".join(f"{entry['sha256']}  {name}\n" for name, entry in content["files"].items())
    (folder / "SHA256SUMS").write_text(sums, "utf-8")
