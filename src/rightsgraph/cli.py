"""The command `rightsgraph`: the only module that prints, and that ends the process."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from rightsgraph.errors import BuildError, NotFound, RightsgraphError

if TYPE_CHECKING:
    from rightsgraph.api import KnowledgeGraph
    from rightsgraph.check import Report
    from rightsgraph.evidence import Coverage, SentenceState
    from rightsgraph.queries import Prepared, Query

_FIRST: Final = 3
_ROLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True},
    "heading": {"bold": True},
    "subheading": {"bold": True},
    "strong": {"bold": True},
    "quiet": {"dim": True},
    "admitted": {"fg": "green"},
    "kept-out": {"fg": "yellow"},
    "faint": {"dim": True},
    "violation": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "error": {"fg": "red", "bold": True},
}
_FORMATS: Final = click.Choice(["text", "json"])
_FOLDER: Final = click.Path(path_type=Path, file_okay=False)
_TEXTS: Final = click.Path(path_type=Path, file_okay=False, exists=True)
_Command = Callable[..., Any]


class _Group(click.Group):
    """Turns the project's errors into a message and exit status 2, and names the nearest verb for a slip."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RightsgraphError as error:
            _say(style("error: ", "error", err=True) + str(error))
            ctx.exit(2)
        except BrokenPipeError:
            _close_output()
            ctx.exit(0)
        except OSError as error:
            _close_output()
            place = f"{error.filename}: " if error.filename else ""
            _say(style("error: ", "error", err=True) + f"{place}{error.strerror}")
            ctx.exit(2)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from rightsgraph.findings import nearest

            raise click.UsageError(f"there is no verb `{args[0]}`{nearest(args[0], self.commands)}", ctx) from error


def _close_output() -> None:
    """Let what is left to print go nowhere: nobody can read it."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stays open until the process ends


def style(text: str, role: str, err: bool = False) -> str:
    """Paint a text in a role where the stream is a terminal and NO_COLOR is not set."""
    stream = sys.stderr if err else sys.stdout
    painted = stream.isatty() and not os.environ.get("NO_COLOR")
    return click.style(text, **_ROLES[role]) if painted and role in _ROLES else text


def _say(message: str) -> None:
    """Print a message for people, not results, on standard error."""
    click.echo(message, err=True)


def _progress(step: str) -> None:
    """Show on a terminal which step of a longer work is under way."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{step} …", err=True, nl=False)


def _done() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


def _from(command: _Command) -> _Command:
    help_text = "The dataset or build to ask (default: the folder data, else build)."
    return click.option("--data", "folder", type=_FOLDER, metavar="FOLDER", help=help_text)(command)


def _policy(command: _Command) -> _Command:
    return click.option("--policy", metavar="NAME", help="What may stand on record: a policy's name or file (default: the dataset's).")(
        command
    )


def _format(command: _Command) -> _Command:
    return click.option("--format", "form", type=_FORMATS, default="text", show_default=True, help="How to write the answer.")(command)


def _open(folder: Path | None, policy: str | None = None) -> KnowledgeGraph:
    import rightsgraph

    if folder is None:
        folder = next((path for path in (Path("data"), Path("build")) if path.is_dir()), None)
    if folder is None:
        raise NotFound(
            "there is neither a folder data nor a folder build here",
            remedy="name one with --data, or make one with `rightsgraph new dataset data`",
        )
    return rightsgraph.open(folder, policy)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="rightsgraph", prog_name="rightsgraph")
def main() -> None:
    """Claims on human-rights cases as a checked knowledge graph.

    Results go to standard output, messages to standard error. Exit status: 0 fine, 1 the check found violations, 2 the work
    could not be done.

    Example: rightsgraph check data --texts texts
    """


@main.command()
@click.argument("data", type=_FOLDER, default=Path("data"))
@click.option("-o", "--output", type=_FOLDER, default=Path("build"), show_default=True, help="The folder of the build.")
def build(data: Path, output: Path) -> None:
    """Make of the dataset DATA a checked store, with dumps and a manifest.

    Only files that changed since the last build are read again. A build that fails leaves the old one whole.

    Example: rightsgraph build data -o build
    """
    from rightsgraph.build import build as make

    try:
        made = make(data, output, progress=_progress)
    finally:
        _done()
    counts = made.manifest["counts"]
    if made.report is None:
        _say(f"{output} is up to date: nothing has changed")
    else:
        _say(f"{made.report.verdict()} (`rightsgraph check {data} --texts FOLDER` proves the passages)")
        files = f"{len(made.redone)} file{'s' if len(made.redone) != 1 else ''} read, {made.reused} unchanged"
        decided = f"everything decided anew ({made.whole})" if made.slots is None else f"{made.slots} slots decided anew"
        _say(f"built {output}: {files}; {decided}")
    shown = ", ".join(f"{counts[name]} {word}" for name, word in _COUNTED)
    click.echo(f"{made.manifest['hash']}  {output}")
    _say(f"{shown}\npolicy: {made.manifest['policy']['title']} ({made.manifest['policy']['id']})")


_COUNTED: Final = (
    ("sources", "sources"),
    ("claims", "claims"),
    ("record", "statements on record or marking it"),
    ("disputed", "of them marks of dispute"),
    ("views", "views"),
    ("store", "quads in the store"),
)


@main.command()
@click.argument("data", type=_FOLDER, default=Path("data"))
@click.option("--texts", type=_TEXTS, help="The folder of source texts: proves the passages.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    show_default=True,
    help="turtle: a W3C validation report.",
)
@click.option("--all", "everything", is_flag=True, help="List every warning, not only the first three of a rule.")
def check(data: Path, texts: Path | None, form: str, everything: bool) -> None:
    """Check the dataset DATA: files, terms, shapes, dates, evidence, identity.

    Each finding tells file, line, rule and what to do. The exit status is 1 where one is a violation.

    Example: rightsgraph check data --texts texts --format json
    """
    from rightsgraph.check import check as run

    try:
        report = run(data, texts, progress=_progress)
    finally:
        _done()
    if form == "text":
        _print_findings(report, data, everything)
    else:
        click.echo(report.to_json() if form == "json" else report.to_turtle())
    sys.exit(0 if report.conforms else 1)


def _print_findings(report: Report, data: Path, everything: bool) -> None:
    """Print findings with their remedies; of a rule that only warns, the first three, and then where the others are."""
    further: defaultdict[str, list[str]] = defaultdict(list)
    shown: Counter[str] = Counter()
    for finding in report.findings:
        place = ":".join(str(part) for part in (data / (finding.file or ""), finding.line) if part is not None)
        shown[finding.rule] += 1
        if finding.severity != "violation" and shown[finding.rule] > _FIRST and not everything:
            further[finding.rule].append(place)
            continue
        weight = style(str(finding.severity), str(finding.severity))
        click.echo(f"{place}: {weight}: {finding.message} {style(f'[{_short(finding.rule)}]', 'faint')}\n    → {finding.remedy}")
    for rule, places in further.items():
        click.echo(f"{len(places)} more of {_short(rule)}; --all lists them")
    click.echo(report.summary())


def _short(rule: str) -> str:
    """Name a rule for people: a shape by the last part of its IRI."""
    return rule.rsplit("/", 1)[-1]


@main.command()
@click.argument("source")
@click.option("--texts", type=_TEXTS, required=True, help="The folder of source texts.")
@click.option("--all", "everything", is_flag=True, help="List the encoded and skipped sentences, too.")
@click.option("--strict", is_flag=True, help="End with status 1 where a sentence is missing.")
@_from
@_format
def coverage(source: str, texts: Path, everything: bool, strict: bool, folder: Path | None, form: str) -> None:
    """Tell which sentences of the text of SOURCE no claim rests on yet.

    SOURCE is a source's id or its file.

    Example: rightsgraph coverage source/lantern-watch-2023 --texts texts
    """
    root, name = _source(source, folder)
    found, text = _open(root).coverage(name, texts)
    shown = [state for state in found.sentences if everything or state.status == "missing"]
    if form == "json":
        click.echo(json.dumps(_coverage_as_data(name, found, shown, text), ensure_ascii=False, indent=2))
    else:
        for state in shown:
            click.echo(_sentence(state, text))
        click.echo(_coverage_summary(found))
    sys.exit(1 if strict and found.missing else 0)


def _sentence(state: SentenceState, text: str) -> str:
    where = f"paragraph {state.paragraph}" if state.paragraph is not None else "outside the paragraphs"
    detail = ", ".join(state.claims) or state.reason or ""
    words = " ".join(text[state.span.start : state.span.end].split())
    return f"{state.status}: {where}, characters {state.span.start}–{state.span.end}: {words}" + (f"  [{detail}]" if detail else "")


def _coverage_summary(found: Coverage) -> str:
    from rightsgraph.evidence import Status

    counts = ", ".join(f"{found.count(status)} {status}" for status in Status)
    return f"{len(found.sentences)} sentences: {counts}; {found.share:.0%} of the characters rest under a passage"


def _coverage_as_data(source: str, found: Coverage, shown: list[SentenceState], text: str) -> dict[str, Any]:
    from rightsgraph.evidence import Status

    sentences = [
        {
            "status": str(state.status),
            "paragraph": state.paragraph,
            "start": state.span.start,
            "end": state.span.end,
            "claims": list(state.claims),
            "reason": state.reason,
            "share": round(state.share, 3),
            "text": text[state.span.start : state.span.end],
        }
        for state in shown
    ]
    counts = {str(status): found.count(status) for status in Status}
    return {"source": source, "counts": counts, "share": round(found.share, 3), "sentences": sentences}


@main.command()
@_from
@_format
def conflicts(folder: Path | None, form: str) -> None:
    """List what the sources disagree on: values that cannot all be true, and denials.

    Nothing is decided by it: what disagrees is kept, and marked on the record.

    Example: rightsgraph conflicts --format json
    """
    graph = _open(folder)
    found = graph.conflicts()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else graph.answers.conflicts_as_text(found, style))


@main.command()
@click.argument("subject")
@click.argument("predicate", required=False)
@_from
@_policy
@_format
def why(subject: str, predicate: str | None, folder: Path | None, policy: str | None, form: str) -> None:
    """Tell of a node, or of one property of it, every claim made and why it is or is not on record.

    Example: rightsgraph why event/askarov-arrest date
    """
    graph = _open(folder, policy)
    found = graph.why(subject, predicate)
    if form == "json":
        click.echo(json.dumps(graph.answers.why_as_data(found), ensure_ascii=False, indent=2))
    else:
        click.echo(graph.answers.why_as_text(subject, found, style))


@main.command()
@click.argument("name", metavar="CASE")
@_from
@_policy
@_format
def case(name: str, folder: Path | None, policy: str | None, form: str) -> None:
    """Print the dossier of CASE: people, timeline, decisions and what came of them, who says what, sources.

    Example: rightsgraph case case/askarov
    """
    dossier = _open(folder, policy).case(name)
    if form == "json":
        click.echo(json.dumps(dossier.to_dict(), ensure_ascii=False, indent=2))
        return
    width = shutil.get_terminal_size((100, 24)).columns
    click.echo(dossier.to_text(max(60, min(width, 120)), style))


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
@_from
@_policy
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
) -> None:
    """Ask in SPARQL: a saved query by NAME, a FILE, a text (-e), or standard input (-).

    Plain patterns meet what is on record; `GRAPH ?claim { … }` meets what each claim says.

    Example: rightsgraph query decisions-on-a-person --param person=person/azimjan-askarov --format csv
    """
    from rightsgraph import queries, vocabulary

    root = folder or (Path("data") if Path("data").is_dir() else None)
    if listed:
        return _list_queries(root)
    asked = _find_query(name, text, root)
    if show:
        return click.echo(asked.text, nl=not asked.text.endswith("\n"))
    given = [_param(param) for param in params]
    graph = _open_to_ask(folder, policy)
    ready = queries.prepare(asked.text, dict(given), graph.store.base, vocabulary.load(), str(asked.path) if asked.path else None)
    missing = (graph.store.explain_missing(term.value) for term in ready.bindings.values())
    for warning in (*ready.warnings, *filter(None, missing)):
        _say(style("warning: ", "warning", err=True) + warning)
    return _write_result(graph, ready, view, form)


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
    return _open(folder, policy)


def _write_result(graph: KnowledgeGraph, ready: Prepared, view: str | None, form: str | None) -> None:
    from rightsgraph import results
    from rightsgraph.store import Rows

    if form:
        results.check_format(form, ready.form)
    found = graph.store.query(ready.text, view)
    result: results.Result = results.Table.of(found, graph.store.labels) if isinstance(found, Rows) else found
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    output = sys.stdout.buffer
    count = results.write(result, form or results.default_format(result), output, results.Look(width, graph.store.base))
    output.flush()
    if sys.stderr.isatty() and not isinstance(result, bool):
        _say(f"{count} {'row' if isinstance(result, results.Table) else 'triple'}{'s' if count != 1 else ''}")


@main.command()
@click.argument("source")
@click.option("--texts", type=_TEXTS, help="The folder of source texts. Without it only missing ids are written.")
@click.option("--dry-run", is_flag=True, help="Print the changed file instead of writing it.")
@_from
def anchor(source: str, texts: Path | None, dry_run: bool, folder: Path | None) -> None:
    """Replace the quotes of SOURCE by their positions and digests, and number its claims.

    SOURCE is a source's id or its file. All other characters of the file stay as they are; where a quote is not found, or
    is found twice, nothing is changed.

    Example: rightsgraph anchor source/lantern-watch-2023 --texts texts
    """
    from rightsgraph import casefile, evidence

    path, keep = _source_file(source, folder)
    store = evidence.Texts(texts) if texts else None
    if dry_run:
        text, _ = evidence.anchor(casefile.read_text(path), str(path), store, keep)
        click.echo(text, nl=False)
        return
    changes = evidence.anchor_file(path, store, keep)
    for change in changes:
        _say(f"{path}:{change.line}: {change.what}: {change.detail}")
    _say(f"{path}: {len(changes)} change{'s' if len(changes) != 1 else ''}")


def _source(source: str, folder: Path | None) -> tuple[Path | None, str]:
    """Return the dataset and the id of a source that is named by its file, by its id, or by the last part of its id."""
    from rightsgraph import casefile

    path = Path(source)
    if source.endswith((".yaml", ".yml")) and path.is_file():
        named = casefile.parse(casefile.read_text(path), source).get("id")
        return path.resolve().parent.parent, named if isinstance(named, str) else source
    return folder, source if "/" in source else f"source/{source}"


def _source_file(source: str, folder: Path | None) -> tuple[Path, bool]:
    """Return the file of a source and whether its dataset keeps quotes."""
    from rightsgraph.dataset import open_settings

    root, name = _source(source, folder)
    if root is not folder:
        return Path(source), (root is not None and (root / "dataset.yaml").is_file() and open_settings(root).quotes == "keep")
    dataset = _open(folder).dataset
    return dataset.root / dataset.source(name).name, dataset.settings.quotes == "keep"


@main.group()
def new() -> None:
    """Write a commented skeleton: a dataset, a case, a source or an actor.

    Example: rightsgraph new dataset mydata
    """


@new.command("dataset")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="A dataset of cases", show_default=True, help="What the dataset holds.")
@click.option("--base", default="https://example.org/cases/", show_default=True, help="The address its ids are resolved against.")
def new_dataset(folder: Path, title: str, base: str) -> None:
    """Write a new dataset with one small made-up case to FOLDER.

    Example: rightsgraph new dataset mydata --title "Cases of 2026" --base https://example.org/id/
    """
    from rightsgraph import skeletons

    _written(skeletons.dataset(folder, title, base))
    _say(f"next: rightsgraph check {folder} --texts {folder / 'texts'}")


def _in_dataset(command: _Command) -> _Command:
    return click.option("--data", "folder", type=_FOLDER, default=Path("data"), show_default=True, help="The dataset to write to.")(command)


@new.command("case")
@click.argument("name", metavar="ID")
@click.option("--label", default="", help="What people call the case.")
@click.option("--concerns", default="person/…", help="Whom it concerns.")
@_in_dataset
def new_case(name: str, label: str, concerns: str, folder: Path) -> None:
    """Write the file of a new case.

    Example: rightsgraph new case case/rell --label "The case of Tomas Rell" --concerns person/tomas-rell
    """
    from rightsgraph import skeletons

    _write_one(folder, name, skeletons.case(name, label, concerns))


@new.command("source")
@click.argument("name", metavar="ID")
@click.option("--texts", type=_TEXTS, help="The folder of source texts: writes a claim to fill for each sentence.")
@click.option("--text", "text_file", help="The text's file in that folder (default: the last part of ID + .txt).")
@click.option("--label", default="", help="The document's title.")
@click.option("--author", default="org/…", help="Whose voice it is.")
@click.option("--with-text", is_flag=True, help="Show each sentence in a comment: only for texts that may be published.")
@_in_dataset
def new_source(name: str, texts: Path | None, text_file: str | None, label: str, author: str, with_text: bool, folder: Path) -> None:
    """Write the file of a new source, with --texts a stub for each sentence of its text.

    Example: rightsgraph new source source/lantern-watch-2023 --texts texts --author org/lantern-watch
    """
    from rightsgraph import evidence, skeletons

    if texts is None:
        return _write_one(folder, name, skeletons.source(name, label, author))
    file = text_file or f"{name.rsplit('/', 1)[-1]}.txt"
    text = evidence.Texts(texts).read(file)
    if text is None:
        raise NotFound(f"there is no text {file} in {texts}", remedy="put it there, or name it with --text")
    return _write_one(folder, name, evidence.stub(text, name, label=label, author=author, text_file=text_file, with_text=with_text))


@new.command("actor")
@click.argument("name", metavar="ID")
@click.option("--label", default="", help="The name people know it by.")
@click.option("--type", "kind", default="", help="Its class (default: guessed from the id).")
@_in_dataset
def new_actor(name: str, label: str, kind: str, folder: Path) -> None:
    """Write the file of a new person, court, body, state or place.

    Example: rightsgraph new actor person/ilse-dorn --label "Ilse Dorn"
    """
    from rightsgraph import skeletons, vocabulary
    from rightsgraph.findings import nearest

    actors = sorted(
        known for known in vocabulary.load().classes if vocabulary.load().is_a(known, "Actor") or vocabulary.load().is_a(known, "Place")
    )
    if kind and kind not in actors:
        raise NotFound(f"`{kind}` is no class of actors or places{nearest(kind, actors)}", remedy=f"known are: {', '.join(actors)}")
    if not kind and name.partition("/")[0] not in skeletons.CLASSES:
        raise NotFound(f"the id `{name}` does not tell what it is", remedy=f"name its class with --type: {', '.join(actors)}")
    _write_one(folder, name, skeletons.actor(name, label, kind))


def _write_one(folder: Path, name: str, text: str) -> None:
    from rightsgraph import skeletons
    from rightsgraph.claims.document import ID

    if not ID.fullmatch(name):
        raise BuildError(f"`{name}` is no id", remedy="write kind/name, such as person/ilse-dorn")
    if not (folder / "dataset.yaml").is_file():
        raise NotFound(f"{folder} is no dataset", remedy="name one with --data, or make one with `rightsgraph new dataset`")
    _written(skeletons.write(folder, {skeletons.place_of(name): text}))


def _written(paths: list[Path]) -> None:
    for path in paths:
        click.echo(str(path))


if __name__ == "__main__":
    main()
