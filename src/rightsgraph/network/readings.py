"""How ties read: the words between source and target, from a small table in ``queries/networks/readings.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from rightsgraph import resources
from rightsgraph.errors import QueryError
from rightsgraph.network.projections import FOLDER
from rightsgraph.terms import RG, ROOT
from rightsgraph.vocabulary import Vocabulary

FILE: Final = "readings.yaml"


class Readings:
    """The words for relations; a dataset's own table goes before the shipped one. Raises QueryError where a table is no table."""

    def __init__(self, vocabulary: Vocabulary, root: Path | None = None) -> None:
        self._vocabulary = vocabulary
        self.table: dict[str, str] = dict(_read(resources.folder("queries") / FOLDER / FILE))
        if root:
            self.table.update(_read(root / "queries" / FOLDER / FILE))

    def of(self, relation: str) -> str:
        """Return the words for a relation, its label where the table has none."""
        return self.table.get(relation) or self._vocabulary.label(relation)


def _read(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot be read: {error}", str(path), remedy="write one `scheme:concept: words` a line") from error
    if not isinstance(found, dict) or not all(isinstance(part, str) for pair in found.items() for part in pair):
        raise QueryError("is no table of words", str(path), remedy="write one `scheme:concept: words` a line")
    return {_expand(name): words for name, words in found.items()}


def _expand(name: str) -> str:
    """Write a name out: `rg:` for the ontology's terms, a scheme's name for its concepts; an IRI stays as it is.

    >>> _expand("rg:judge"), _expand("event-kind:arrest")
    ('https://w3id.org/rightsgraph/ns#judge', 'https://w3id.org/rightsgraph/event-kind/arrest')
    """
    if "://" in name:
        return name
    prefix, _, local = name.partition(":")
    return RG + local if prefix == "rg" else f"{ROOT}{prefix}/{local}"
