"""GEXF 1.3, valid against its schema, with the times of ties as spells and as plain attributes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TextIO

from rightsgraph.graphfiles.characters import edge_id, to_token, to_xml
from rightsgraph.graphfiles.layout import Column, Layout, Plain, to_text

_START: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LABEL: Final = "label"
# networkx makes the key of an edge of this attribute when it reads; its own writer does the same.
_KEY: Final = '<attribute id="0" title="networkx_key" type="string"/>\n'


def write_gexf(layout: Layout, output: TextIO) -> None:
    """Write GEXF 1.3.

    The id of a node is its token (``to_token``); an edge has its digest (``edge_id``) for an id, and what it is called in the graph as
    the attribute `networkx_key`. ``earliest`` and ``latest`` of an edge, where they are days, also make its spell; an open end is left
    out, and a tie without dates has no spell. Colours and shapes are not written: the format's schema has them outside their
    namespace, so that programs which read them would find the file invalid, or not find them.
    """
    layout = layout.with_titles(lambda name: to_xml(name) or "_")
    dated = any(column.name in ("earliest", "latest") for column in layout.edges)
    nodes = _number([column for column in layout.nodes if column.name != _LABEL])
    edges = _number([column for column in layout.edges if column.name != _LABEL])
    output.write(_START)
    output.writelines(_describe(layout.about()))
    mode = 'mode="dynamic" timeformat="date"' if dated else 'mode="static"'
    output.write(f'<graph defaultedgetype="directed" {mode}>\n')
    output.writelines(_declare("node", nodes))
    output.writelines(_declare("edge", edges, _KEY))
    output.write(f'<nodes count="{layout.graph.number_of_nodes()}">\n')
    for node, attributes in layout.each_node():
        label = _label(attributes, node)
        output.write(f'<node id="{to_token(node)}"{label}>{_write_values(nodes, attributes)}</node>\n')
    output.write(f'</nodes>\n<edges count="{layout.graph.number_of_edges()}">\n')
    for source, target, key, attributes in layout.each_edge():
        ends = f'id="{edge_id(source, target, key)}" source="{to_token(source)}" target="{to_token(target)}"'
        values = _write_values(edges, attributes, f'<attvalue for="0" value="{to_xml(str(key))}"/>')
        output.write(f"<edge {ends}{_label(attributes)}>{values}{_write_spell(attributes)}</edge>\n")
    output.write("</edges>\n</graph>\n</gexf>\n")


def _describe(about: Mapping[str, Plain]) -> Iterator[str]:
    """Tell of the graph itself, for which the format has no attributes."""
    lines = [f"{name}: {to_text(value)}" for name, value in about.items()]
    yield f"<meta><creator>rightsgraph</creator><description>{to_xml('; '.join(lines))}</description></meta>\n"


def _number(columns: Sequence[Column]) -> list[tuple[Column, int]]:
    """Return each column with its id. Ids are plain numbers: graphology takes any other for the title."""
    return [(column, number) for number, column in enumerate(columns, 1)]


def _declare(domain: str, numbered: Sequence[tuple[Column, int]], first: str = "") -> Iterator[str]:
    yield f'<attributes class="{domain}" mode="static">\n{first}'
    for column, number in numbered:
        yield f'<attribute id="{number}" title="{column.title}" type="{column.kind}"/>\n'
    yield "</attributes>\n"


def _label(attributes: Mapping[str, Plain | None], fallback: str | None = None) -> str:
    value = attributes.get(_LABEL)
    value = fallback if value is None else value
    return "" if value is None else f' label="{to_xml(to_text(value))}"'


def _write_values(numbered: Sequence[tuple[Column, int]], attributes: Mapping[str, Plain | None], first: str = "") -> str:
    values = ((number, attributes.get(column.name)) for column, number in numbered)
    written = [f'<attvalue for="{number}" value="{to_xml(to_text(value))}"/>' for number, value in values if value is not None]
    return f"<attvalues>{first}{''.join(written)}</attvalues>" if first or written else ""


def _write_spell(attributes: Mapping[str, Plain | None]) -> str:
    start, end = _day(attributes.get("earliest")), _day(attributes.get("latest"))
    if not (start or end) or (start and end and start > end):
        return ""
    bounds = (f' start="{start}"' if start else "") + (f' end="{end}"' if end else "")
    return f"<spells><spell{bounds}/></spells>"


def _day(value: Plain | None) -> str:
    """Return a value where it is a day of the calendar, else an empty text."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return ""
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        return ""
