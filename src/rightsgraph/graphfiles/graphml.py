"""GraphML 1.0, valid against its schema, with declared and typed attributes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TextIO

from rightsgraph.graphfiles.characters import edge_id, make_distinct, to_name, to_token, to_xml
from rightsgraph.graphfiles.layout import Column, Kind, Layout, Plain, kind_of, to_text

_TYPES: Final[Mapping[Kind, str]] = {"boolean": "boolean", "integer": "int", "long": "long", "double": "double", "string": "string"}
_START: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
_KEY: Final = '<key id="key" for="edge" attr.name="key" attr.type="string"/>\n'


def write_graphml(layout: Layout, output: TextIO) -> None:
    """Write GraphML.

    The id of a node is its token (``to_token``); an edge has its digest (``edge_id``) for an id, and what it is called in the graph as
    the attribute `key`. Names of attributes are NMTOKENs here: other characters become `_`.
    """
    layout = layout.with_titles(to_name)
    about = layout.about()
    titles = make_distinct(about, to_name)
    facts = [Column(name, titles[name], kind_of(value)) for name, value in about.items()]
    output.write(_START)
    for domain, columns in (("graph", facts), ("node", layout.nodes), ("edge", layout.edges)):
        output.writelines(_declare(domain, columns))
    output.write(_KEY)
    output.write('<graph edgedefault="directed">\n')
    output.writelines(f"{data}\n" for data in _write_data(_number("graph", facts), about))
    nodes, edges = _number("node", layout.nodes), _number("edge", layout.edges)
    for node, attributes in layout.each_node():
        output.write(f'<node id="{to_token(node)}">{"".join(_write_data(nodes, attributes))}</node>\n')
    for source, target, key, attributes in layout.each_edge():
        ends = f'id="{edge_id(source, target, key)}" source="{to_token(source)}" target="{to_token(target)}"'
        data = f'<data key="key">{to_xml(str(key))}</data>{"".join(_write_data(edges, attributes))}'
        output.write(f"<edge {ends}>{data}</edge>\n")
    output.write("</graph>\n</graphml>\n")


def _number(domain: str, columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Return the name of each attribute with the tag that its data begin with."""
    return [(column.name, f'<data key="{domain}{number}">') for number, column in enumerate(columns)]


def _declare(domain: str, columns: Sequence[Column]) -> Iterator[str]:
    for number, column in enumerate(columns):
        yield f'<key id="{domain}{number}" for="{domain}" attr.name="{column.title}" attr.type="{_TYPES[column.kind]}"/>\n'


def _write_data(numbered: Sequence[tuple[str, str]], attributes: Mapping[str, Plain | None]) -> Iterator[str]:
    for name, tag in numbered:
        value = attributes.get(name)
        if value is not None:
            yield f"{tag}{to_xml(to_text(value))}</data>"
