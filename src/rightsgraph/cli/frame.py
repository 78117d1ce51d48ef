"""The command's frame: options that several verbs share, colour, messages, errors made into exit status 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from rightsgraph.errors import NotFound, RightsgraphError

if TYPE_CHECKING:
    from rightsgraph.api import KnowledgeGraph

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
FOLDER: Final = click.Path(path_type=Path, file_okay=False)
TEXTS: Final = click.Path(path_type=Path, file_okay=False, exists=True)
Command = Callable[..., Any]


class _Group(click.Group):
    """Turns the project's errors into a message and exit status 2, and names the nearest verb for a slip."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RightsgraphError as error:
            say(style("error: ", "error", err=True) + str(error))
            ctx.exit(2)
        except (KeyboardInterrupt, click.Abort):
            say("\nstopped")
            ctx.exit(130)
        except BrokenPipeError:
            _close_output()
            ctx.exit(0)
        except OSError as error:
            _close_output()
            place = f"{error.filename}: " if error.filename else ""
            say(style("error: ", "error", err=True) + f"{place}{error.strerror}")
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


def say(message: str) -> None:
    """Print a message for people, not results, on standard error."""
    click.echo(message, err=True)


def show_progress(step: str) -> None:
    """Show on a terminal which step of a longer work is under way."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{step} …", err=True, nl=False)


def end_progress() -> None:
    """Clear the line that `show_progress` wrote."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


def data_option(command: Command) -> Command:
    """Add `--data`: what is asked."""
    help_text = "The dataset or build to ask (default: the folder data, else build)."
    return click.option("--data", "folder", type=FOLDER, metavar="FOLDER", help=help_text)(command)


def policy_option(command: Command) -> Command:
    """Add `--policy`."""
    return click.option("--policy", metavar="NAME", help="What may stand on record: a policy's name or file (default: the dataset's).")(
        command
    )


def format_option(command: Command) -> Command:
    """Add `--format` for people and programs."""
    return click.option("--format", "form", type=_FORMATS, default="text", show_default=True, help="How to write the answer.")(command)


def open_graph(folder: Path | None, policy: str | None = None) -> KnowledgeGraph:
    """Open what `--data` names, else the folder data or build. Raises NotFound where neither is here."""
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
    could not be done, 130 it was stopped (Ctrl-C).

    Example: rightsgraph check data --texts texts
    """
