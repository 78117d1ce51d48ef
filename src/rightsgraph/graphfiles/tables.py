"""Networks as tables: CSV for any program, for spreadsheets, and for the bulk import of Neo4j."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TextIO

from rightsgraph.graphfiles.characters import to_harmless, to_plain
from rightsgraph.graphfiles.layout import Column, Kind, Layout, Plain, to_text

_TYPES: Final[Mapping[Kind, str]] = {"boolean": "boolean", "integer": "long", "long": "long", "double": "double", "string": "string"}
_NOT_WORD: Final = re.compile(r"[\W_]+")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

IMPORT: Final = """\
#!/bin/sh
# Loads this network into a new database of Neo4j 5, which must not hold anything yet and must be stopped:
#     sh import.sh [DATABASE]
set -eu
cd "$(dirname "$0")"
exec neo4j-admin database import full "${1:-neo4j}" --nodes=nodes.csv --relationships=relationships.csv \\
    --id-type=string --multiline-fields=true --legacy-style-quoting=false --trim-strings=false --input-encoding=UTF-8
"""


def write_csv(layout: Layout, nodes: TextIO, edges: TextIO) -> None:
    """Write a table of nodes and one of edges as RFC 4180 has it, values unmodified. What is absent and what is empty look the same."""
    _write_tables(layout, nodes, edges, to_plain)


def write_spreadsheet(layout: Layout, nodes: TextIO, edges: TextIO) -> None:
    """Write the two tables for spreadsheet programs: with a byte order mark, texts that would be formulas behind an apostrophe."""
    for output in (nodes, edges):
        output.write("\ufeff")
    _write_tables(layout, nodes, edges, lambda text: to_harmless(to_plain(text)))


def _write_tables(layout: Layout, nodes: TextIO, edges: TextIO, clean: Callable[[str], str]) -> None:
    def cells(columns: Sequence[Column], attributes: Mapping[str, Plain | None]) -> list[str]:
        return [_cell(attributes.get(column.name), clean) for column in columns]

    table = csv.writer(nodes)
    table.writerow(["id", *(clean(column.title) for column in layout.nodes)])
    table.writerows([clean(node), *cells(layout.nodes, attributes)] for node, attributes in layout.each_node())
    table = csv.writer(edges)
    table.writerow(["source", "target", "key", *(clean(column.title) for column in layout.edges)])
    table.writerows(
        [clean(source), clean(target), _cell(key, clean), *cells(layout.edges, attributes)]
        for source, target, key, attributes in layout.each_edge()
    )


def _cell(value: Plain | None, clean: Callable[[str], str]) -> str:
    if value is None:
        return ""
    return clean(value) if isinstance(value, str) else to_text(value)


# --- Neo4j --------------------------------------------------------------------------------------------------------------------


def write_neo4j(layout: Layout, nodes: TextIO, relationships: TextIO, script: TextIO) -> None:
    """Write the tables that `neo4j-admin database import` reads, and a script with its command line.

    The label of a node is its `kind` (`MonitoringBody`), the type of a relationship its `label`, which reads from source to target
    (`DECIDED_ON`). Texts are always quoted, so that an empty one is told from one that is absent.
    """
    layout = layout.with_titles(to_property)
    nodes.write(_join_cells(["id:ID", *map(_head, layout.nodes), ":LABEL"]))
    for node, attributes in layout.each_node():
        kind = to_label(str(attributes.get("kind") or "node"))
        nodes.write(_join_cells([_quote(node), *_quoted(layout.nodes, attributes), kind]))
    relationships.write(_join_cells([":START_ID", ":END_ID", "key:string", *map(_head, layout.edges), ":TYPE"]))
    for source, target, key, attributes in layout.each_edge():
        ends = [_quote(source), _quote(target), _quote(str(key))]
        relation = to_relationship(str(attributes.get("label") or attributes.get("relation") or ""))
        relationships.write(_join_cells([*ends, *_quoted(layout.edges, attributes), relation]))
    script.write(IMPORT)


def to_property(name: str) -> str:
    """Write the name of an attribute as a property that needs no quotes in Cypher.

    >>> to_property("event label")
    'event_label'
    """
    return re.sub(r"\W", "_", name) or "_"


def to_label(kind: str) -> str:
    """Write a kind of node as Neo4j's labels are written.

    >>> to_label("monitoring-body")
    'MonitoringBody'
    """
    return "".join(word[:1].upper() + word[1:] for word in _NOT_WORD.split(kind)) or "Node"


def to_relationship(relation: str) -> str:
    """Write the words or the name of a relation as Neo4j's types of relationships are written.

    >>> to_relationship("called for release by"), to_relationship("decidedBy")
    ('CALLED_FOR_RELEASE_BY', 'DECIDED_BY')
    """
    return _NOT_WORD.sub("_", _HUMP.sub("_", relation)).strip("_").upper() or "RELATED"


def _head(column: Column) -> str:
    return f"{column.title}:{_TYPES[column.kind]}"


def _quoted(columns: Sequence[Column], attributes: Mapping[str, Plain | None]) -> list[str]:
    values = [attributes.get(column.name) for column in columns]
    return ["" if value is None else _quote(value) if isinstance(value, str) else to_text(value) for value in values]


def _quote(text: str) -> str:
    return '"' + to_plain(text).replace('"', '""') + '"'


def _join_cells(cells: Sequence[str]) -> str:
    return ",".join(cells) + "\n"
