"""The verb that draws networks: `network`, as a list, as a file for other programs, or as a picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from rightsgraph.cli.frame import data_option, main, open_graph, policy_option, say, style
from rightsgraph.errors import NotFound

if TYPE_CHECKING:
    import networkx as nx

    from rightsgraph.api import KnowledgeGraph
    from rightsgraph.network import Filters, Selection

_FORMS: Final = ("text", "json", "csv-spreadsheet", "neo4j")


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a file: .graphml .gexf .cyjs .json .csv, or .html to explore.")
@click.option("--view", metavar="ACTOR", help="As this actor affirms, in place of the record; `any`: all that anyone affirms.")
@click.option("--as-of", metavar="DATE", help="What had happened by then and was not over.")
@click.option("--from", "start", metavar="DATE", help="What lies after this date, or on it.")
@click.option("--to", "end", metavar="DATE", help="What lies before this date, or on it.")
@click.option("--case", metavar="CASE", help="What belongs to this case.")
@click.option("--ego", metavar="NODE", help="What lies around this person, body, place or case.")
@click.option("--depth", type=click.IntRange(0), default=1, show_default=True, help="How many steps around it.")
@click.option("--min-origins", type=click.IntRange(0), default=0, help="What at least so many independent origins say.")
@click.option("--metrics", is_flag=True, help="Measure the nodes: degree, PageRank, betweenness, communities.")
@click.option("--list", "listed", is_flag=True, help="List the projections.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    help="text or json to print; csv-spreadsheet, or neo4j (a folder), to write with -o what no suffix stands for.",
)
@data_option
@policy_option
def network(
    names: tuple[str, ...],
    output: Path | None,
    view: str | None,
    as_of: str | None,
    start: str | None,
    end: str | None,
    case: str | None,
    ego: str | None,
    depth: int,
    min_origins: int,
    metrics: bool,
    listed: bool,
    form: str | None,
    folder: Path | None,
    policy: str | None,
) -> None:
    """Draw who stands to whom in which relation: people, courts and bodies, with the claims behind each tie.

    NAME is a projection (`--list` shows them); without one, those tagged `default` are taken. Dates may be inexact (2016,
    2010-06); a tie that is only possibly inside the time asked for is kept, and told.

    Example: rightsgraph network bodies-bodies --as-of 2016 -o network.gexf
    """
    from rightsgraph.network import Filters

    if listed:
        return _list_projections(folder)
    _check_form(output, form)
    graph = open_graph(folder, policy)
    filters = Filters(as_of, start, end, case, ego, depth, min_origins)
    selection = graph.networks.select(names, view, filters)
    _tell(selection)
    if output is None:
        return _print(graph, selection, view, filters, metrics, form)
    return _write(graph, selection, view, filters, metrics, output, form)


def _list_projections(folder: Path | None) -> None:
    from rightsgraph.network.projections import DEFAULT, projections

    for projection in projections(folder or (Path("data") if Path("data").is_dir() else None)):
        taken = "  (default)" if DEFAULT in projection.tags else ""
        click.echo(style(projection.name, "heading") + f"  {projection.title}{taken}\n    {projection.question}")


def _check_form(output: Path | None, form: str | None) -> None:
    """Raise NotFound where what to write and where to write it do not go together."""
    if output is None and form in ("csv-spreadsheet", "neo4j"):
        raise NotFound(f"--format {form} writes files, and none is named", remedy="name one, or for neo4j a folder, with -o")
    if output is not None and form in ("text", "json"):
        raise NotFound(f"--format {form} is for what is printed", remedy="leave it out: the suffix of the file says how it is written")


def _tell(selection: Selection) -> None:
    """Say what a reader of the ties should know: that there are none, and why; how many are there only possibly."""
    if reason := selection.explain_none():
        say(reason)
    if selection.possible:
        say(
            f"{selection.possible} of {len(selection.ties)} ties are only possibly inside the time asked for:"
            f" {selection.undated} have no date, the others an inexact or open one"
        )


def _print(graph: KnowledgeGraph, selection: Selection, view: str | None, filters: Filters, metrics: bool, form: str | None) -> None:
    from rightsgraph.network.text import as_data, as_text, nodes_as_data, nodes_as_text

    if metrics:
        measured = _measure(graph.networks.as_graph(selection, view, filters))
        told = _dump(nodes_as_data(measured)) if form == "json" else nodes_as_text(measured, style)
    else:
        told = _dump(as_data(selection, graph.networks)) if form == "json" else as_text(selection, graph.networks, style)
    if told:
        click.echo(told)


def _measure(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Measure a graph, and say where a measure is not exact."""
    from rightsgraph.network.metrics import measure

    measured = measure(graph)
    if (told := measured.graph["betweenness"]) != "exact":
        say(f"betweenness: {told}")
    return measured


def _dump(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)


def _write(
    graph: KnowledgeGraph, selection: Selection, view: str | None, filters: Filters, metrics: bool, output: Path, form: str | None
) -> None:
    ends = {end for tie in selection.ties for end in (tie.source, tie.target)}
    if output.suffix.lower() == ".html" and form is None:
        written = _draw(graph, [one.name for one in selection.projections], view, filters, output)
    else:
        from rightsgraph import graphfiles

        found = graph.networks.as_graph(selection, view, filters)
        if metrics:
            found = _measure(found)
        written = graphfiles.write(found, output, form)
    say(f"wrote {', '.join(map(str, written))}: {len(ends)} nodes, {len(selection.ties)} ties")


def _draw(graph: KnowledgeGraph, names: list[str], view: str | None, filters: Filters, output: Path) -> tuple[Path, ...]:
    from rightsgraph import picture

    found = picture.payload(graph.networks, graph.settings, names, view=view, filters=filters)
    return (picture.write(picture.page(found), output),)
