"""Where the ontology, its policies and the saved queries lie: inside an installed wheel or in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rightsgraph.errors import VocabularyError


@cache
def folder(name: str) -> Path:
    """Return the folder ``ontology`` or ``queries`` that belongs to this copy of rightsgraph.

    Raises VocabularyError where neither the wheel's nor the checkout's folder is there.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "_data" / name, package.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise VocabularyError(f"the folder `{name}` of rightsgraph is missing", remedy="install rightsgraph again")


def ontology_files() -> tuple[Path, Path]:
    """Return the ontology and its vocabularies."""
    root = folder("ontology")
    return root / "rightsgraph.ttl", root / "vocabularies.ttl"


def shape_files() -> dict[str, Path]:
    """Return the shape files by the group of data they are for: values, completeness, records, house."""
    return {path.stem: path for path in sorted((folder("ontology") / "shapes").glob("*.ttl"))}


def policy_files() -> dict[str, Path]:
    """Return the shipped policy files by name, `disagreement` left out (it is no policy but what all of them share)."""
    found = sorted((folder("ontology") / "policies").glob("*.yaml"))
    return {path.stem: path for path in found if path.stem != "disagreement"}
