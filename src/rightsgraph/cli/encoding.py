"""The verbs of encoders: `coverage`, `anchor` and `new`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rightsgraph.cli.frame import (
    FOLDER,
    TEXTS,
    Command,
    data_option,
    format_option,
    main,
    open_graph,
    say,
)
from rightsgraph.errors import BuildError, NotFound

if TYPE_CHECKING:
    from rightsgraph.evidence import Coverage, SentenceState


@main.command()
@click.argument("source")
@click.option("--texts", type=TEXTS, required=True, help="The folder of source texts.")
@click.option("--all", "everything", is_flag=True, help="List the encoded and skipped sentences, too.")
@click.option("--strict", is_flag=True, help="End with status 1 where a sentence is missing.")
@data_option
@format_option
def coverage(source: str, texts: Path, everything: bool, strict: bool, folder: Path | None, form: str) -> None:
    """Tell which sentences of the text of SOURCE no claim rests on yet.

    SOURCE is a source's id or its file.

    Example: rightsgraph coverage source/lantern-watch-2023 --texts texts
    """
    root, name = _source(source, folder)
    found, text = open_graph(root).coverage(name, texts)
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
@click.argument("source")
@click.option("--texts", type=TEXTS, help="The folder of source texts. Without it only missing ids are written.")
@click.option("--dry-run", is_flag=True, help="Print the changed file instead of writing it.")
@data_option
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
        say(f"{path}:{change.line}: {change.what}: {change.detail}")
    say(f"{path}: {len(changes)} change{'s' if len(changes) != 1 else ''}")


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
    dataset = open_graph(folder).files
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
    say(f"next: rightsgraph check {folder} --texts {folder / 'texts'}")


def _in_dataset(command: Command) -> Command:
    return click.option("--data", "folder", type=FOLDER, default=Path("data"), show_default=True, help="The dataset to write to.")(command)


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
@click.option("--texts", type=TEXTS, help="The folder of source texts: writes a claim to fill for each sentence.")
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
