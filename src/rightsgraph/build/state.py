"""What a build remembers of the files it was made from, so that the next one redoes only what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from rightsgraph.build import dumps
from rightsgraph.claims import Document, Mention, Problem, Reference
from rightsgraph.dataset import DataFile
from rightsgraph.findings import Severity

NAME: Final = "state.json"


def write(folder: Path, key: str, files: Iterable[DataFile], dumped: Iterable[str]) -> None:
    """Write what is known of each file, and the size of each dump; ``key`` stands for all else that the reading depends on."""
    sizes = {name: (folder / name).stat().st_size for name in dumped}
    known = {file.name: {"digest": file.digest, "stamp": file.stamp, **_document(file.document)} for file in files}
    (folder / NAME).write_text(json.dumps({"key": key, "sizes": sizes, "files": known}, ensure_ascii=False, separators=(",", ":")), "utf-8")


def read(folder: Path, key: str) -> dict[str, DataFile]:
    """Read what an earlier build knew of its files: nothing where it or a dump is missing, broken, or made under another key."""
    try:
        state = json.loads((folder / NAME).read_text("utf-8"))
        if state["key"] != key:
            return {}
        return {name: _file(folder, name, entry) for name, entry in state["files"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def sizes(folder: Path) -> dict[str, int]:
    """Return the size in bytes that each dump was left with. Raises OSError, ValueError or KeyError where that is not known."""
    found: dict[str, int] = json.loads((folder / NAME).read_text("utf-8"))["sizes"]
    return found


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "mentions": [(mention.id, mention.kind, mention.path, mention.claim) for mention in document.mentions],
        "references": [(reference.id, reference.path) for reference in document.references],
        "problems": [asdict(problem) for problem in document.problems],
        "claims": document.claims,
        "passages": document.passages,
        "spoilt": sorted(document.spoilt),
        "nameless": document.nameless,
    }


def _file(folder: Path, name: str, entry: Mapping[str, Any]) -> DataFile:
    document = Document(
        name,
        entry["id"],
        {},
        [Mention(iri, kind, tuple(path), claim) for iri, kind, path, claim in entry["mentions"]],
        [Reference(iri, tuple(path)) for iri, path in entry["references"]],
        [
            Problem(**{**problem, "path": tuple(problem["path"]), "severity": Severity(problem["severity"])})
            for problem in entry["problems"]
        ],
        {iri: tuple(path) for iri, path in entry["claims"].items()},
        {iri: tuple(path) for iri, path in entry["passages"].items()},
        set(entry["spoilt"]),
        entry["nameless"],
    )
    dump = folder / f"nquads/{name}.nq"
    if not dump.is_file():
        raise FileNotFoundError(dump)
    stamp = entry["stamp"]
    return DataFile(name, entry["digest"], document, lambda: dumps.read(dump), (stamp[0], stamp[1]) if stamp else None)
