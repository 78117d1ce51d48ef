"""Endpoints from the command: the options that reach one, and the verb that fills one, `push`."""

from __future__ import annotations

import os
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from rightsgraph.cli.frame import FOLDER, Command, end_progress, main, say, show_progress, style
from rightsgraph.errors import NotFound, QueryError, RightsgraphError, StoreError, StoreRefused, StoreTimeout, StoreUnreachable

if TYPE_CHECKING:
    from rightsgraph.api import KnowledgeGraph
    from rightsgraph.endpoint import Auth, Pushed, RemoteStore

PASSWORD: Final = "RIGHTSGRAPH_PASSWORD"  # noqa: S105 - the variable's name
TOKEN: Final = "RIGHTSGRAPH_TOKEN"  # noqa: S105 - the variable's name
TIMEOUT: Final = 60.0
_HERE: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Reach:
    """What the options of a verb say of an endpoint: its address, None where a folder is asked, and how it is reached."""

    url: str | None = None
    user: str | None = None
    digest: bool = False
    timeout: float | None = None
    base: str | None = None

    @property
    def patience(self) -> float:
        """How many seconds the endpoint may send nothing."""
        return TIMEOUT if self.timeout is None else self.timeout

    def check(self, folder: Path | None, policy: str | None) -> None:
        """Raise StoreError where options do not go together: those for endpoints without one, or those for folders with one."""
        if self.url is None:
            given = {"--base": self.base, "--user": self.user, "--digest": self.digest, "--timeout": self.timeout}
            for name in (name for name, value in given.items() if value):
                raise StoreError(f"{name} is for endpoints, and none is named", remedy="add --endpoint URL, or leave it out")
        elif folder is not None:
            raise StoreError("--endpoint and --data both say what to ask", remedy="leave one of them out")
        elif policy is not None:
            raise StoreError(
                "an endpoint holds what is on record under the policy of its build, which --policy cannot change",
                remedy=f"leave --policy out, or ask a folder of your own: --data FOLDER --policy {policy}",
            )

    def open(self) -> KnowledgeGraph:
        """Open the endpoint; it is not asked yet. Raises StoreError where the address or the base is none."""
        import pyoxigraph

        import rightsgraph
        from rightsgraph.endpoint.address import checked

        try:
            pyoxigraph.NamedNode(self.base or "urn:none")
        except ValueError:
            raise StoreError(f"`{self.base}` is no base", remedy="write the whole IRI, as dataset.yaml has it: --base https://…/") from None
        return rightsgraph.open(checked(str(self.url)), auth=self.auth(), base=self.base, timeout=self.patience)

    def auth(self) -> Auth | None:
        """Return how to show who asks: name and password, or the token. Asks for the password on a terminal.

        Raises StoreError where a name has no password, or --digest has no name.
        """
        from rightsgraph.endpoint import Basic, Bearer, Digest

        self._warn_of_eavesdroppers()
        if self.user is not None:
            return (Digest if self.digest else Basic)(self.user, _password(self.user))
        if self.digest:
            raise StoreError("--digest proves a password, and there is no name to go with one", remedy="add --user NAME")
        token = os.environ.get(TOKEN)
        return Bearer(token) if token else None

    def _warn_of_eavesdroppers(self) -> None:
        """Say when a password or token would cross a network for all to read."""
        parts = urllib.parse.urlsplit(self.url or "")
        bare = (self.user is not None and not self.digest) or (self.user is None and os.environ.get(TOKEN))
        if bare and parts.scheme == "http" and parts.hostname not in _HERE:
            what = "the token" if self.user is None else "the password"
            say(style("warning: ", "warning", err=True) + f"{what} goes to {parts.hostname} by http, where it can be read on the way")

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say of what an endpoint refuses which option or variable would help."""
        try:
            yield
        except StoreRefused as error:
            error.remedy = self._credentials()
            raise
        except StoreError as error:
            named = (error.remedy or "").replace("a larger time-out", f"--timeout SECONDS (now {self.patience:g})")
            error.remedy = named.replace("base=…", "--base IRI").replace("name its base", "name its base with --base IRI") or None
            raise

    def _credentials(self) -> str:
        """Return what to do where the endpoint does not take what was shown."""
        if self.user is not None and self.digest:
            return f"see the name `{self.user}` and its password, and that it may do this there"
        if self.user is not None:
            return f"see the name `{self.user}` and its password; an endpoint that wants no password sent (Virtuoso) needs --digest"
        if os.environ.get(TOKEN):
            return f"see the token in {TOKEN}; a name goes with --user NAME, its password with {PASSWORD}"
        given = f"{PASSWORD} is set: " if os.environ.get(PASSWORD) else ""
        return f"{given}name yourself with --user NAME (Virtuoso: and --digest), with the password in {PASSWORD}; or set {TOKEN}"


def reach_options(command: Command) -> Command:
    """Add `--user`, `--digest` and `--timeout`.

    They come to the verb as ``reach``, together with `--endpoint` and `--base`, which it adds itself.
    """

    @wraps(command)
    def wrapped(
        *args: Any, url: str | None, user: str | None, digest: bool, timeout: float | None, base: str | None = None, **options: Any
    ) -> Any:
        reach = Reach(url, user, digest, timeout, base)
        with reach.explained():
            return command(*args, reach=reach, **options)

    user = click.option(
        "--user", metavar="NAME", help=f"Who asks. The password is read from {PASSWORD}, or asked for; a token is read from {TOKEN}."
    )
    digest = click.option("--digest", is_flag=True, help="Prove the password instead of sending it: what Virtuoso wants.")
    timeout = click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help=f"How long the endpoint may send nothing (default: {TIMEOUT:g}).",
    )
    return user(digest(timeout(wrapped)))


def _password(user: str) -> str:
    """Return the password from the environment, else from the terminal, where it is not shown. Raises StoreError without either."""
    given = os.environ.get(PASSWORD)
    if given:
        return given
    if sys.stdin.isatty() and sys.stderr.isatty():
        return str(click.prompt(f"Password of {user}", hide_input=True, err=True))
    raise StoreError(f"there is no password for {user}", remedy=f"put it into the environment as {PASSWORD}; it is never an argument")


@main.command()
@click.argument("folder", metavar="[BUILD]", type=FOLDER, default=Path("build"))
@click.option("--endpoint", "url", metavar="URL", required=True, help="Where the endpoint answers queries: http://host:port/path.")
@click.option(
    "--update", metavar="URL", help="Where it takes updates (default: /update for /query, with --digest /sparql-auth for /sparql)."
)
@reach_options
def push(folder: Path, update: str | None, reach: Reach) -> None:
    """Load BUILD (default: the folder build) into a SPARQL endpoint, in place of what a push loaded there before.

    All is sent aside first, read back and compared; only then the old data is replaced. Other graphs are left alone. Prints the
    digest of what was compared. A password is never an argument: it is read from RIGHTSGRAPH_PASSWORD, or asked for on a terminal; a
    token is read from RIGHTSGRAPH_TOKEN, which counts where no --user is given.

    Example: rightsgraph push build --endpoint http://localhost:7878/query
    """
    from rightsgraph.endpoint import RemoteStore
    from rightsgraph.endpoint import push as load

    _check_build(folder)
    store = RemoteStore(str(reach.url), reach.auth(), reach.patience, update)
    try:
        pushed = load(folder, store, show_progress)
    except (QueryError, StoreTimeout, StoreUnreachable) as error:
        raise _not_loaded(error, store, guessed=update is None) from error
    finally:
        end_progress()
    click.echo(f"{pushed.digest}  {store.url}")
    say(f"loaded {folder}: {pushed.graphs:,} graphs, {pushed.triples:,} triples, read back and compared")
    say(_meaning(pushed, store, folder))


def _check_build(folder: Path) -> None:
    """Raise NotFound where a folder is no build, and say where the folder build is older than the folder data beside it."""
    from rightsgraph.build import is_current

    data, made = Path("data"), Path("build")
    if (folder / "manifest.json").is_file():
        if folder == made and (data / "dataset.yaml").is_file() and not is_current(data, made):
            say(style("warning: ", "warning", err=True) + f"{made} is not up to date with {data}: `rightsgraph build {data}` makes it anew")
        return
    if (folder / "dataset.yaml").is_file():
        raise NotFound(
            f"{folder} is a dataset, and a build is what is pushed", remedy=f"make one with `rightsgraph build {folder} -o build`"
        )
    what = "holds no build" if folder.is_dir() else "is not there"
    raise NotFound(f"the folder {folder} {what}", remedy="make a build with `rightsgraph build DATA -o FOLDER`, and push FOLDER")


def _not_loaded(error: RightsgraphError, store: RemoteStore, guessed: bool) -> RightsgraphError:
    """Say that the old data is still there; and, where queries are answered but updates are not, that these may go elsewhere."""
    remedy = f"{(error.remedy or '').removeprefix('narrow the query, or ')}; then push again"
    if isinstance(error, QueryError):
        remedy = "see that this address takes updates"
    if guessed and not isinstance(error, StoreTimeout) and _is_there(store):
        remedy = "it answers queries; where it takes updates at another address, name that with --update URL"
    return type(error)(f"{error.message}; nothing was replaced", remedy=remedy)


def _is_there(store: RemoteStore) -> bool:
    try:
        return store.ask("ASK {}")
    except RightsgraphError:
        return False


def _meaning(pushed: Pushed, store: RemoteStore, folder: Path) -> str:
    """Say what a query at the endpoint meets now, and what has to be sent along with it."""
    if pushed.default:
        return "its default graph holds what is on record: plain queries need nothing more"
    from rightsgraph.build import read_manifest
    from rightsgraph.endpoint import probe
    from rightsgraph.store import MERGED
    from rightsgraph.terms import graph_iri

    base = str(read_manifest(folder)["base"])
    graphs = "".join(f"\n  default-graph-uri={graph_iri(base, name)}" for name in MERGED)
    union = "its default graph is the union of all graphs, allegations among them."
    if not probe(store, base).lax:
        return f"{union} Only queries without GRAPH can be answered right here; an endpoint that keeps a default graph apart answers all"
    return f"{union} `rightsgraph query --endpoint` says which graphs to read; other programs must do so, too, and send:{graphs}"
