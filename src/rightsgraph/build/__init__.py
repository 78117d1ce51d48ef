"""The build: a checked dataset as a store, dumps and a manifest, made aside and put in place in one step."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rightsgraph import dataset as datasets
from rightsgraph import resources, shacl
from rightsgraph.build import folder, state
from rightsgraph.build.changes import list_changed
from rightsgraph.build.writing import FORMAT, Progress, is_intact, read_manifest, write
from rightsgraph.check import Report, check_dataset
from rightsgraph.errors import BuildError

__all__ = ["Build", "build", "is_current", "read_manifest"]


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build: its folder and manifest, the report of its check, and how much of it was redone.

    ``report`` is None where nothing had changed and nothing was done. ``redone`` names the files that were read anew, ``reused``
    counts the others; ``slots`` counts the slots that were decided anew, None for all of them, ``whole`` then says why.
    """

    path: Path
    manifest: dict[str, Any]
    report: Report | None
    redone: tuple[str, ...]
    reused: int
    slots: int | None = 0
    whole: str = ""


def build(data: Path, target: Path, *, engine: shacl.Engine | None = None, progress: Progress = lambda _: None) -> Build:
    """Build a dataset folder into ``target``.

    Files that have not changed since the build in ``target`` are not read again, and of the derived graphs only what the
    changed ones touch is derived again; a build that is damaged is made anew. Raises BuildError with the first findings where
    the dataset does not conform, BuildLocked where another build of the folder is running; ``target`` then is as it was.
    """
    if target.resolve().is_relative_to(data.resolve()) or data.resolve().is_relative_to(target.resolve()):
        raise BuildError(f"{target} and {data} lie in each other", remedy="write the build to a folder beside the data")
    with folder.locked(target):
        progress("reading the files")
        key = _key(data)
        earlier = state.read(target, key) if is_intact(target) else {}
        dataset = datasets.read(data, earlier)
        changed = list_changed(dataset.files, earlier)
        if earlier and not changed and not dataset.unreadable:
            return Build(target, read_manifest(target), None, (), len(earlier))
        report = check_dataset(dataset, None, engine, progress)
        report.raise_for_findings()
        with folder.replaced(target) as new:
            made = write(new, target, dataset, earlier, key, progress)
        redone = tuple(name for name in changed if name in dataset.files)
        return Build(target, made.manifest, report, redone, len(dataset.files) - len(redone), made.slots, made.whole)


def is_current(data: Path, target: Path) -> bool:
    """Say whether a build is whole and made of a dataset folder as it stands now, by the program and ontology as they are now."""
    if not (target / folder.MANIFEST).is_file() or not (data / "dataset.yaml").is_file():
        return False
    earlier = state.read(target, _key(data))
    return bool(earlier) and datasets.is_unchanged(data, earlier) and is_intact(target)


def _key(data: Path) -> str:
    """Return a digest of all that a build depends on besides the files: settings, policies, ontology and program."""
    found = hashlib.sha256(f"{FORMAT} {version('rightsgraph')}\n".encode())
    program = Path(__file__).resolve().parents[1].rglob("*.py")
    own = (data / "policies").glob("*.yaml")
    for path in (data / "dataset.yaml", *sorted(own), *sorted(resources.folder("ontology").rglob("*")), *sorted(program)):
        if path.is_file():
            found.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()
