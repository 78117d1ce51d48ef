"""The verbs that ask: `conflicts`, `why`, `case` and `query`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from rightsgraph.cli.frame import (
    data_option,
    format_option,
    main,
    open_graph,
    policy_option,
    say,
    style,
)
from rightsgraph.cli.reaching import Reach, reach_options
from rightsgraph.errors import NotFound, StoreError

if TYPE_CHECKING:
    from rightsgraph.api import KnowledgeGraph
    from rightsgraph.queries import Prepared, Query


@main.command()
@data_option
@format_option
def conflicts(folder: Path | None, form: str) -> None:
    """List what the sources disagree on: values that cannot all be true, and denials.

    Nothing is decided by it: what disagrees is kept, and marked on the record.

    Example: rightsgraph conflicts --format json
    """
    graph = open_graph(folder)
    found = graph.conflicts()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else graph.answers.conflicts_as_text(found, style))


@main.command()
@click.argument("subject")
@click.argument("predicate", required=False)
@data_option
@policy_option
@format_option
def why(subject: str, predicate: str | None, folder: Path | None, policy: str | None, form: str) -> None:
    """Tell of a node, or of one property of it, every claim made and why it is or is not on record.

    Example: rightsgraph why event/askarov-arrest date
    """
    graph = open_graph(folder, policy)
    found = graph.why(subject, predicate)
    if form == "json":
        click.echo(json.dumps(graph.answers.why_as_data(found), ensure_ascii=False, indent=2))
    else:
        click.echo(graph.answers.why_as_text(subject, found, style))


@main.command()
@click.argument("name", metavar="CASE")
@data_option
@policy_option
@format_option
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a page to read, print and explore: FILE.html.")
def case(name: str, folder: Path | None, policy: str | None, form: str, output: Path | None) -> None:
    """Print the dossier of CASE: people, timeline, decisions and what came of them, who says what, sources.

    With -o it is one HTML file, with the network of the case in it, which opens from disk and asks no server for anything.

    Example: rightsgraph case case/askarov

    Example: rightsgraph case case/askarov -o askarov.html
    """
    graph = open_graph(folder, policy)
    if output is not None:
        return _write_dossier(graph, name, output)
    dossier = graph.case(name)
    if form == "json":
        click.echo(json.dumps(dossier.to_dict(), ensure_ascii=False, indent=2))
        return
    width = shutil.get_terminal_size((100, 24)).columns
    click.echo(dossier.to_text(max(60, min(width, 120)), style))


def _write_dossier(graph: KnowledgeGraph, case: str, output: Path) -> None:
    """Write the page of a dossier. Raises NotFound where the file's name is not that of a page."""
    from rightsgraph import picture
    from rightsgraph.network import Filters

    if output.suffix.lower() not in (".html", ".htm"):
        raise NotFound(f"{output} is no page", remedy="give it a name that ends in .html")
    dossier = graph.case(case)
    payload = picture.payload(graph.networks, graph.settings, (), filters=Filters(case=dossier.id))
    picture.write(picture.dossier_page(dossier, payload), output)
    say(f"wrote {output}: {dossier.label}")


_RESULTS: Final = ("table", "csv", "csv-spreadsheet", "tsv", "json", "xml", "turtle", "jsonld", "nquads", "ntriples")


@main.command()
@click.argument("name", metavar="[NAME|FILE|-]", required=False)
@click.option("-e", "--text", "text", help="The query itself.")
@click.option("--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter's value: an id, a date, a concept, a text.")
@click.option("--view", metavar="ACTOR", help="Ask what this actor affirms in place of the record.")
@click.option("--list", "listed", is_flag=True, help="List the saved queries with their questions and parameters.")
@click.option("--show", is_flag=True, help="Print the query instead of running it.")
@click.option(
    "--format", "form", type=click.Choice(_RESULTS), help="csv is the standard's; csv-spreadsheet keeps cells from being formulas."
)
@data_option
@policy_option
@click.option("--endpoint", "url", metavar="URL", help="Ask a SPARQL endpoint that holds a build: http://host:port/path.")
@click.option("--base", metavar="IRI", help="Which dataset is meant where the endpoint holds several: its base.")
@reach_options
def query(
    name: str | None,
    text: str | None,
    params: tuple[str, ...],
    view: str | None,
    listed: bool,
    show: bool,
    form: str | None,
    folder: Path | None,
    policy: str | None,
    reach: Reach,
) -> None:
    """Ask in SPARQL: a saved query by NAME, a FILE, a text (-e), or standard input (-).

    Plain patterns meet what is on record; `GRAPH ?claim { … }` meets what each claim says. With --endpoint the endpoint itself is
    asked, after a look at what its default graph holds; what it would answer wrongly is refused. Where it leaves rows out, what
    came is printed and the exit status is 2. Saved queries are those of this program and of ./data/queries.

    Example: rightsgraph query decisions-on-a-person --param person=person/azimjan-askarov --format csv

    Example: rightsgraph query decisions-on-a-person --endpoint http://localhost:7878/query
    """
    reach.check(folder, policy)
    root = folder or (Path("data") if Path("data").is_dir() else None)
    if listed:
        return _list_queries(root)
    asked = _find_query(name, text, root)
    if show:
        return click.echo(asked.text, nl=not asked.text.endswith("\n"))
    given = dict(_param(param) for param in params)
    graph = reach.open() if reach.url is not None else _open_to_ask(folder, policy)
    ready = graph.prepare(asked.text, given, str(asked.path) if asked.path else None)
    for hint in graph.hints(ready):
        say(style("warning: ", "warning", err=True) + hint)
    _tell_what_is_meant(asked, ready, view, policy)
    return _write_result(graph, ready, view, form)


def _tell_what_is_meant(asked: Query, ready: Prepared, view: str | None, policy: str | None) -> None:
    """Say which examples stand in for parameters that were not given, and that a view or policy changes nothing where claims are asked."""
    for name, example in ready.examples.items():
        say(f"note: {name} is {example}, the example of the query; --param {name}=… asks for another")
    if (view or policy) and asked.tags and "record" not in asked.tags:
        what = "--view" if view else "--policy"
        say(style("warning: ", "warning", err=True) + f"`{asked.name}` asks the claims themselves, on which {what} has no bearing")


def _list_queries(root: Path | None) -> None:
    from rightsgraph import queries

    for saved in queries.saved_queries(root):
        click.echo(style(saved.name, "heading") + f"  {saved.title}\n    {saved.question}")
        for param in saved.params:
            click.echo(f"    --param {param.name}=…  {param.about} ({param.kind})")


def _find_query(name: str | None, text: str | None, root: Path | None) -> Query:
    from rightsgraph import queries

    if (name is None) == (text is None):
        raise NotFound("a query is wanted", remedy="give a name (`rightsgraph query --list` shows them), a file, -, or -e with its text")
    if text is not None:
        return queries.read_text(text)
    if name == "-":
        return queries.read_text(sys.stdin.read())
    path = Path(str(name))
    return queries.read_file(path) if path.suffix in (".rq", ".sparql") or path.is_file() else queries.find(str(name), root)


def _param(param: str) -> tuple[str, str]:
    key, separator, value = param.partition("=")
    if not separator or not key:
        raise NotFound(f"`--param {param}` gives no value", remedy="write --param KEY=VALUE, such as --param person=person/azimjan-askarov")
    return key, value


def _open_to_ask(folder: Path | None, policy: str | None) -> KnowledgeGraph:
    """Open what is asked: the folder named, else the folder build where it is up to date with data, which is quicker."""
    import rightsgraph
    from rightsgraph.build import is_current

    data, made = Path("data"), Path("build")
    if folder is None and policy is None and is_current(data, made):
        return rightsgraph.open(made)
    return open_graph(folder, policy)


def _write_result(graph: KnowledgeGraph, ready: Prepared, view: str | None, form: str | None) -> None:
    from rightsgraph import results

    if form:
        results.check_format(form, ready.form)
    result: results.Result = graph.ask(ready, view)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    output = sys.stdout.buffer
    count = results.write(result, form or results.default_format(result), output, results.Look(width, graph.base))
    output.flush()
    if sys.stderr.isatty() and not isinstance(result, bool):
        say(f"{count} {'row' if isinstance(result, results.Table) else 'triple'}{'s' if count != 1 else ''}")
    if isinstance(result, results.Table) and result.cut:
        raise StoreError(f"this is not all: {result.cut}")
