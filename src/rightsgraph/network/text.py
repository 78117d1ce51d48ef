"""Ties and measured nodes for people and programs: as lines of text, and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from rightsgraph.answers.names import Style, plain, safe
from rightsgraph.network.networks import Networks
from rightsgraph.network.selection import Selection
from rightsgraph.network.ties import Tie
from rightsgraph.network.times import tell_time

if TYPE_CHECKING:
    import networkx as nx

_MEASURES: Final = ("degree", "pagerank", "betweenness", "community", "community_label")
_GAP: Final = "  "


def as_data(selection: Selection, networks: Networks) -> list[dict[str, Any]]:
    """Return ties as plain data, ids and labels side by side; what is not known is null."""
    return [_tie_as_data(tie, networks) for tie in selection.ties]


def _tie_as_data(tie: Tie, networks: Networks) -> dict[str, Any]:
    nodes = networks.nodes
    event, via = ((nodes.short(node), nodes.label(node)) if node else (None, None) for node in (tie.event, tie.via))
    return {
        "source": nodes.short(tie.source),
        "sourceLabel": nodes.label(tie.source),
        "reading": tie.reading,
        "target": nodes.short(tie.target),
        "targetLabel": nodes.label(tie.target),
        "relation": nodes.short(tie.relation),
        "event": event[0],
        "eventLabel": event[1],
        "via": via[0],
        "viaLabel": via[1],
        "date": tie.date,
        "when": tell_time(tie) or None,
        "earliest": tie.earliest,
        "latest": tie.latest,
        "standing": tie.standing,
        "disputed": tie.disputed,
        "certainty": tie.certainty,
        "origins": tie.origins,
        "affirming": [nodes.short(claim) for claim in tie.affirming],
        "denying": [nodes.short(claim) for claim in tie.denying],
        "sources": [nodes.short(source) for source in tie.sources],
        "projection": tie.projection,
    }


def as_text(selection: Selection, networks: Networks, style: Style = plain) -> str:
    """Tell ties for people, by source: what it did to whom, when, how it stands, and how many claims from how many origins say so."""
    rows = [_row(tie, networks) for tie in selection.ties]
    widths = _measure(rows)
    blocks = []
    for source, found in groupby(zip(selection.ties, rows, strict=True), key=lambda pair: pair[0].source):
        lines = [_GAP + _line(row, widths, style) for _, row in found]
        blocks.append("\n".join([style(safe(networks.nodes.label(source)), "heading") + f"  [{networks.nodes.short(source)}]", *lines]))
    return "\n\n".join(blocks)


def _row(tie: Tie, networks: Networks) -> list[str]:
    nodes = networks.nodes
    through = tie.via or tie.event
    marks = [_tell_standing(tie, networks), "≠ disputed" if tie.disputed else "", "possibly then" if tie.certainty == "possible" else ""]
    row = [
        f"{tie.reading} {nodes.label(tie.target)}",
        tell_time(tie) or "undated",
        _count_claims(tie),
        " · ".join(filter(None, [nodes.label(through) if through else "", *marks])),
    ]
    return [safe(text) for text in row]


def _tell_standing(tie: Tie, networks: Networks) -> str:
    """Say whose word a tie is that is not on record, and whether it was only planned or the like."""
    if tie.standing == "on record":
        return ""
    speakers = ", ".join(sorted({networks.nodes.label(actor) for claim in tie.affirming for actor in networks.speakers(claim)}))
    words = {"attributed": "attributed to", "not occurred": "did not occur, says"}.get(tie.standing, f"{tie.standing}, says")
    return f"{words} {speakers}" if speakers else tie.standing


def _count_claims(tie: Tie) -> str:
    denied = f", {len(tie.denying)} deny" if tie.denying else ""
    claims, origins = len(tie.affirming), tie.origins
    return f"{claims} {'claim' if claims == 1 else 'claims'}{denied}, {origins} {'origin' if origins == 1 else 'origins'}"


def _measure(rows: Iterable[Sequence[str]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _line(row: Sequence[str], widths: Sequence[int], style: Style) -> str:
    told, *rest = (text.ljust(width) for text, width in zip(row, widths, strict=True))
    return f"{told}{_GAP}{style(_GAP.join(rest).rstrip(), 'faint')}".rstrip()


def nodes_as_data(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """Return the nodes of a measured graph as plain data, those turned to most first."""
    ordered = sorted(graph.nodes(data=True), key=lambda item: (-item[1].get("pagerank", 0), item[0]))
    return [{"id": name, **attributes} for name, attributes in ordered]


def nodes_as_text(graph: nx.MultiDiGraph, style: Style = plain) -> str:
    """Tell the nodes of a measured graph for people, those turned to most first."""
    rows = [["node", "kind", *_MEASURES[:-1], "community of"]]
    for node in nodes_as_data(graph):
        measures = (f"{node[name]:.4f}" if isinstance(node[name], float) else str(node[name]) for name in _MEASURES)
        rows.append([safe(node["label"]), node["kind"], *map(safe, measures)])
    widths = _measure(rows)
    lines = [_GAP.join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([style(lines[0], "heading"), *lines[1:]])
