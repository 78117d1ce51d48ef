"""The verbs that make a build: `build` and `check`."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from rightsgraph.cli.frame import (
    FOLDER,
    TEXTS,
    end_progress,
    main,
    say,
    show_progress,
    style,
)

if TYPE_CHECKING:
    from rightsgraph.check import Report

_FIRST: Final = 3
"""How many warnings of a rule are listed in full."""


@main.command()
@click.argument("data", type=FOLDER, default=Path("data"))
@click.option("-o", "--output", type=FOLDER, default=Path("build"), show_default=True, help="The folder of the build.")
def build(data: Path, output: Path) -> None:
    """Make of the dataset DATA a checked store, with dumps and a manifest.

    Only files that changed since the last build are read again. A build that fails leaves the old one whole.

    Example: rightsgraph build data -o build
    """
    from rightsgraph.build import build as make

    try:
        made = make(data, output, progress=show_progress)
    finally:
        end_progress()
    counts = made.manifest["counts"]
    if made.report is None:
        say(f"{output} is up to date: nothing has changed")
    else:
        say(f"{made.report.verdict()} (`rightsgraph check {data} --texts FOLDER` proves the passages)")
        files = f"{len(made.redone)} file{'s' if len(made.redone) != 1 else ''} read, {made.reused} unchanged"
        decided = f"everything decided anew ({made.whole})" if made.slots is None else f"{made.slots} slots decided anew"
        say(f"built {output}: {files}; {decided}")
    shown = ", ".join(f"{counts[name]} {word}" for name, word in _COUNTED)
    click.echo(f"{made.manifest['hash']}  {output}")
    say(f"{shown}\npolicy: {made.manifest['policy']['title']} ({made.manifest['policy']['id']})")


_COUNTED: Final = (
    ("sources", "sources"),
    ("claims", "claims"),
    ("record", "statements on record or marking it"),
    ("disputed", "of them marks of dispute"),
    ("views", "views"),
    ("store", "quads in the store"),
)


@main.command()
@click.argument("data", type=FOLDER, default=Path("data"))
@click.option("--texts", type=TEXTS, help="The folder of source texts: proves the passages.")
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
        report = run(data, texts, progress=show_progress)
    finally:
        end_progress()
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
