"""The one way to write a network: the form by the file's name, the files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from rightsgraph.errors import RightsgraphError
from rightsgraph.graphfiles.documents import write_cytoscape, write_node_link
from rightsgraph.graphfiles.gexf import write_gexf
from rightsgraph.graphfiles.graphml import write_graphml
from rightsgraph.graphfiles.layout import lay_out
from rightsgraph.graphfiles.tables import write_csv, write_neo4j, write_spreadsheet

if TYPE_CHECKING:
    import networkx as nx

SUFFIXES: Final[Mapping[str, str]] = {".graphml": "graphml", ".gexf": "gexf", ".cyjs": "cyjs", ".json": "json", ".csv": "csv"}
"""The form that each suffix stands for."""

_WRITERS: Final[Mapping[str, Callable[..., None]]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "cyjs": write_cytoscape,
    "json": write_node_link,
    "csv": write_csv,
    "csv-spreadsheet": write_spreadsheet,
    "neo4j": write_neo4j,
}
FORMS: Final = tuple(_WRITERS)


def write(graph: nx.MultiDiGraph, path: Path, form: str | None = None) -> tuple[Path, ...]:
    """Write a network, and return the files that were written.

    The suffix of ``path`` says in what form, or ``form`` does (one of ``FORMS``). `csv` and `csv-spreadsheet` make two files of
    `net.csv`: `net.nodes.csv` and `net.edges.csv`. For `neo4j` the path is a folder, which is made where it is not there.
    Files that were there are replaced when all of the new ones are complete. Raises RightsgraphError where the form is not known,
    an attribute is no plain value, or the files cannot be written.
    """
    form = _find_form(path, form)
    layout = lay_out(graph)
    files = _name_files(path, form)
    try:
        if form == "neo4j":
            path.mkdir(parents=True, exist_ok=True)
        with _replaced(files) as outputs:
            _WRITERS[form](layout, *outputs)
    except OSError as error:
        raise RightsgraphError(f"{path} cannot be written: {error.strerror}", remedy="name a place that you may write to") from error
    return files


def _find_form(path: Path, form: str | None) -> str:
    if form is None:
        form = SUFFIXES.get(path.suffix.lower())
        if form is not None:
            return form
        raise RightsgraphError(
            f"{path.name} has no suffix that tells in what form to write the network", remedy=f"end the name in {', '.join(SUFFIXES)}"
        )
    if form not in FORMS:
        near = get_close_matches(form, FORMS, n=1, cutoff=0)
        raise RightsgraphError(f"{form} is no form of network files", remedy=f"choose one of {', '.join(FORMS)}; the nearest is {near[0]}")
    return form


def _name_files(path: Path, form: str) -> tuple[Path, ...]:
    if form == "neo4j":
        return (path / "nodes.csv", path / "relationships.csv", path / "import.sh")
    if form.startswith("csv"):
        stem = path.stem if path.suffix.lower() == ".csv" else path.name
        return (path.with_name(f"{stem}.nodes.csv"), path.with_name(f"{stem}.edges.csv"))
    return (path,)


@contextmanager
def _replaced(files: Sequence[Path]) -> Iterator[list[TextIO]]:
    """Open a new file beside each of ``files``; they take their places when the block ends well, and are removed when it does not."""
    targets = [path.resolve() for path in files]
    for target in targets:
        if target.exists() and not target.is_file():
            raise RightsgraphError(f"{target} is there already and is no file", remedy="name another file")
    parts = [target.with_name(f".{target.name}.{os.getpid()}.part") for target in targets]
    try:
        with ExitStack() as stack:
            yield [stack.enter_context(part.open("x", encoding="utf-8", newline="")) for part in parts]
        for part, target in zip(parts, targets, strict=True):
            part.replace(target)
    finally:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)
