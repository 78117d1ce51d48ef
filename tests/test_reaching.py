"""Endpoints from the command: `push` and `query --endpoint`, against a live Oxigraph and a live Virtuoso, and how they fail."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

import rightsgraph
from rightsgraph.cli import main
from rightsgraph.endpoint import Digest, RemoteStore

Run = Callable[..., Result]


def _load_servers() -> ModuleType:
    """Load tests/servers.py, which no package holds."""
    spec = importlib.util.spec_from_file_location("servers", Path(__file__).with_name("servers.py"))
    if spec is None or spec.loader is None:
        raise ImportError("tests/servers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


servers = _load_servers()

PASSWORD, TOKEN = "RIGHTSGRAPH_PASSWORD", "RIGHTSGRAPH_TOKEN"
PERSON = ("decisions-on-a-person", "--param", "person=person/azimjan-askarov")
ARREST = "SELECT ?date WHERE { <event/askarov-arrest> rg:date ?date }"
CLAIMS = "SELECT ?claim ?date WHERE { GRAPH ?claim { <event/askarov-arrest> rg:date ?date } ?claim a rg:Claim } ORDER BY ?claim ?date"
STANDING = "CONSTRUCT { ?d rg:standing ?s } WHERE { ?d rg:standing ?s }"
AMNESTY = "org/amnesty-international"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, in an empty folder, with no password or token about but those given as ``env``."""
    monkeypatch.chdir(tmp_path)
    for name in (PASSWORD, TOKEN):
        monkeypatch.delenv(name, raising=False)

    def call(*words: object, **env: str) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], env=env, catch_exceptions=False)

    return call


@pytest.fixture(scope="module")
def build(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the shipped dataset."""
    return rightsgraph.open(repo / "data").build(tmp_path_factory.mktemp("reaching") / "build").path


@pytest.fixture(scope="module")
def small(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small example, whose base is another."""
    return rightsgraph.open(repo / "ontology" / "examples" / "two-paragraphs").build(tmp_path_factory.mktemp("reaching") / "small").path


@pytest.fixture(scope="module")
def oxigraph(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start an Oxigraph server and push the shipped dataset; gives the address of its endpoint."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        pushed = CliRunner().invoke(main, ["push", str(build), "--endpoint", f"{address}/query"], catch_exceptions=False)
        assert pushed.exit_code == 0, pushed.stderr
        yield f"{address}/query"


@pytest.fixture(scope="module")
def virtuoso(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a Virtuoso and push the shipped dataset; gives the address of its endpoint."""
    user, password = servers.VIRTUOSO_USER
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        words = ["push", str(build), "--endpoint", f"{address}/sparql", "--user", user, "--digest"]
        pushed = CliRunner().invoke(main, words, env={PASSWORD: password}, catch_exceptions=False)
        assert pushed.exit_code == 0, pushed.stderr
        assert "default-graph-uri=https://w3id.org/rightsgraph/id/graph/record" in pushed.stderr
        yield f"{address}/sparql"


@pytest.fixture(params=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest) -> str:
    """Return the address of either server."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """Start an Oxigraph server with nothing in it; gives the address of its endpoint."""
    folder = tmp_path / "empty"
    folder.mkdir()
    with servers.oxigraph(folder) as address:
        yield f"{address}/query"


@contextmanager
def answering_only() -> Iterator[str]:
    """Run a server that answers queries with yes or no rows, and has no page for updates; gives the address of its endpoint."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            rows = b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'
            self.wfile.write(b'{"head":{},"boolean":true}' if "query=ASK" in self.path else rows)

        def do_POST(self) -> None:
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/data"
        finally:
            server.shutdown()
            thread.join()


class TestPush:
    """`push`: one line of result, the rest on standard error, and never a password among the arguments."""

    def test_it_prints_digest_and_address(self, run: Run, small: Path, empty: str) -> None:
        """The digest is of the data: a second push gives the same line."""
        first, second = (run("push", small, "--endpoint", empty) for _ in range(2))
        assert first.exit_code == 0
        assert re.fullmatch(rf"[0-9a-f]{{64}}  {re.escape(empty)}\n", first.stdout)
        assert "its default graph holds what is on record" in first.stderr
        assert second.stdout == first.stdout

    def test_where_no_default_graph_can_be_filled_it_is_said(self, run: Run, small: Path, tmp_path: Path) -> None:
        """A strict server with a union as default graph answers only what needs no GRAPH; that is said at once."""
        with servers.oxigraph(tmp_path, "--union-default-graph") as address:
            pushed = run("push", small, "--endpoint", f"{address}/query")
        assert pushed.exit_code == 0
        assert "allegations among them. Only queries without GRAPH" in pushed.stderr

    def test_the_folder_build_is_meant_when_none_is_named(self, run: Run, small: Path, repo: Path, empty: str, tmp_path: Path) -> None:
        """Beside a dataset it is not made of, that is said, and it is pushed all the same."""
        shutil.copytree(small, tmp_path / "build")
        assert "warning" not in run("push", "--endpoint", empty).stderr
        shutil.copytree(repo / "ontology" / "examples" / "two-paragraphs", tmp_path / "data")
        (tmp_path / "data" / "cases").mkdir(exist_ok=True)
        (tmp_path / "data" / "cases" / "new.yaml").write_text("id: case/new\ntype: Case\n", "utf-8")
        pushed = run("push", "--endpoint", empty)
        assert pushed.exit_code == 0
        assert "build is not up to date with data" in pushed.stderr

    def test_what_is_no_build_is_refused(self, run: Run, repo: Path, tmp_path: Path) -> None:
        """A dataset, a folder of something else, no folder: with the command that makes a build."""
        for folder, message in ((repo / "data", "is a dataset"), (tmp_path, "holds no build"), (tmp_path / "x", "is not there")):
            refused = run("push", folder, "--endpoint", "http://127.0.0.1:1/query")
            assert (refused.exit_code, refused.stdout) == (2, "")
            assert message in refused.stderr
            assert "`rightsgraph build" in refused.stderr

    def test_data_of_others_is_not_overwritten(self, run: Run, build: Path, small: Path, empty: str) -> None:
        """The default graph of one dataset is not replaced by that of another."""
        assert run("push", small, "--endpoint", empty).exit_code == 0
        refused = run("push", build, "--endpoint", empty)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "would be lost" in refused.stderr

    def test_an_address_for_updates_is_used_as_given(self, run: Run, small: Path, empty: str) -> None:
        """--update is taken as it is given; what fails there is not blamed on queries."""
        updates = empty.removesuffix("/query") + "/update"
        for words in (("--endpoint", empty, "--update", f"{updates}x"), ("--endpoint", f"{empty}x")):
            nowhere = run("push", small, *words)
            assert nowhere.exit_code == 2
            assert "is no SPARQL endpoint (HTTP 404); nothing was replaced" in nowhere.stderr
        wrong = run("push", small, "--endpoint", empty, "--update", empty)
        assert "see that this address takes updates" in wrong.stderr
        assert run("push", small, "--endpoint", empty, "--update", updates).exit_code == 0

    def test_an_address_for_updates_that_was_guessed_wrong_is_told(self, run: Run, small: Path) -> None:
        """Where queries are answered and updates are not, --update is what helps."""
        with answering_only() as address:
            guessed = run("push", small, "--endpoint", address)
        assert (guessed.exit_code, guessed.stdout) == (2, "")
        assert "it answers queries; where it takes updates at another address, name that with --update URL" in guessed.stderr

    def test_silence_is_told_with_the_option_that_waits_longer(self, run: Run, small: Path) -> None:
        """The remedy is a longer wait, not a narrower query."""
        with socket.create_server(("127.0.0.1", 0)) as silent:
            waited = run("push", small, "--endpoint", f"http://127.0.0.1:{silent.getsockname()[1]}/query", "--timeout", "0.2")
        assert waited.exit_code == 2
        assert "sent nothing for 0.2 seconds" in waited.stderr
        assert "nothing was replaced" in waited.stderr
        assert "wait longer with --timeout SECONDS (now 0.2); then push again" in waited.stderr
        assert "narrow" not in waited.stderr


class TestCredentials:
    """Names, passwords, tokens: from the environment or the terminal; the message says which is missing or wrong."""

    @pytest.mark.parametrize(
        ("options", "env", "message"),
        [
            ((), {}, "name yourself with --user NAME (Virtuoso: and --digest)"),
            ((), {PASSWORD: "dba"}, "RIGHTSGRAPH_PASSWORD is set: name yourself"),
            ((), {TOKEN: "s3cret"}, "see the token in RIGHTSGRAPH_TOKEN"),
            (("--user", "dba"), {PASSWORD: "dba"}, "needs --digest"),
            (("--user", "dba", "--digest"), {PASSWORD: "s3cret"}, "see the name `dba` and its password"),
            (("--user", "dba", "--digest"), {TOKEN: "s3cret"}, "there is no password for dba"),
            (("--digest",), {PASSWORD: "dba"}, "add --user NAME"),
        ],
    )
    def test_who_may_not_write_is_told_why(
        self, run: Run, small: Path, virtuoso: str, options: tuple[str, ...], env: dict[str, str], message: str
    ) -> None:
        """Nothing given, half of it, the wrong kind, a wrong password; what was given is never repeated."""
        refused = run("push", small, "--endpoint", virtuoso, *options, **env)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert message in refused.stderr
        assert "s3cret" not in refused.stderr

    def test_a_secret_in_the_clear_is_warned_of(self, run: Run) -> None:
        """By http to another machine a password or token can be read on the way; by digest it is not sent."""
        far = ("query", "-e", "ASK {}", "--endpoint", "http://nobody.invalid/sparql", "--timeout", "5")
        assert "the token goes to nobody.invalid by http" in run(*far, **{TOKEN: "t"}).stderr
        assert "the password goes to nobody.invalid by http" in run(*far, "--user", "u", **{PASSWORD: "p"}).stderr
        assert "by http" not in run(*far, "--user", "u", "--digest", **{PASSWORD: "p"}).stderr
        assert "by http" not in run(*far).stderr

    @pytest.mark.parametrize(("password", "status"), [("dba", 0), ("wrong", 2)])
    def test_a_terminal_is_asked_without_echo(self, build: Path, virtuoso: str, password: str, status: int) -> None:
        """The password is asked for on standard error, and not shown as it is typed."""
        import pty

        controller, terminal = pty.openpty()
        boot = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.executable, sys.argv[1:])"
        words = ["push", str(build), "--endpoint", virtuoso, "--user", "dba", "--digest"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RIGHTSGRAPH_")}
        command = [sys.executable, "-c", boot, sys.executable, "-m", "rightsgraph.cli", *words]
        with subprocess.Popen(
            command, stdin=terminal, stderr=terminal, stdout=subprocess.PIPE, start_new_session=True, env=environment
        ) as process:
            os.close(terminal)
            shown = b""
            while b"Password of dba: " not in shown:
                shown += os.read(controller, 1000)
            os.write(controller, f"{password}\n".encode())
            printed = process.communicate(timeout=60)[0]
        with suppress(OSError):  # Linux ends a terminal that nobody holds any more with an error
            while more := os.read(controller, 1000):
                shown += more
        os.close(controller)
        assert process.returncode == status
        assert bool(printed) == (status == 0)
        assert shown.decode().splitlines()[0] == "Password of dba: "
        assert f"{password}\r\n" not in shown.decode()


class TestQuery:
    """`query --endpoint`: what a folder answers, an endpoint answers, or it is said why not."""

    @pytest.mark.parametrize("form", ["table", "csv", "csv-spreadsheet", "tsv", "json", "xml"])
    def test_rows_are_those_of_the_build(self, run: Run, build: Path, endpoint: str, form: str) -> None:
        """To the byte, in every format, labels and parameters included."""
        here, there = (run("query", *PERSON, "--format", form, *where) for where in (("--data", build), ("--endpoint", endpoint)))
        assert there.exit_code == 0, there.stderr
        assert there.stdout == here.stdout
        assert there.stderr == ""

    @pytest.mark.parametrize("form", ["turtle", "nquads", "ntriples", "jsonld"])
    def test_graphs_are_those_of_the_build(self, run: Run, build: Path, endpoint: str, form: str) -> None:
        """A graph has no order: the words are the same."""
        here, there = (run("query", "-e", STANDING, "--format", form, *where) for where in (("--data", build), ("--endpoint", endpoint)))
        assert there.exit_code == 0, there.stderr
        words = [sorted(re.split(r"[\s,;\[\]{}]+", result.stdout)) for result in (here, there)]
        assert words[0] == words[1]

    def test_claims_and_views_are_asked_there(self, run: Run, build: Path, endpoint: str) -> None:
        """Patterns over claims, a view in place of the record, yes or no."""
        for words in (("-e", CLAIMS), ("-e", ARREST, "--view", AMNESTY), ("-e", "ASK { ?d a rg:Decision }")):
            here, there = (run("query", *words, "--format", "json", *where) for where in (("--data", build), ("--endpoint", endpoint)))
            assert there.exit_code == 0, there.stderr
            assert there.stdout == here.stdout

    def test_a_view_beside_the_claims_is_answered_or_refused(self, run: Run, build: Path, oxigraph: str, virtuoso: str) -> None:
        """Virtuoso shows both; Oxigraph, strict, would show no claims, and is not asked."""
        words = ("query", "-e", CLAIMS, "--view", AMNESTY, "--format", "csv")
        assert run(*words, "--endpoint", virtuoso).stdout == run(*words, "--data", build).stdout
        refused = run(*words, "--endpoint", oxigraph)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "hides all claims (`GRAPH`)" in refused.stderr

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("-e", ARREST, "--view", "org/amnesty-internationa"), "did you mean `org/amnesty-international`?"),
            (("decisions-on-a-persn",), "did you mean `decisions-on-a-person`?"),
            (("decisions-on-a-person", "--param", "persn=person/x"), "did you mean `person`?"),
            (("-e", "SELECT ?x WHERE { ?x a rg:Decision "), "is never closed"),
            (("-e", ARREST, "--format", "turtle"), "cannot be written as turtle"),
        ],
    )
    def test_slips_are_told_as_for_a_folder(self, run: Run, endpoint: str, words: tuple[str, ...], message: str) -> None:
        """Names, parameters, syntax, views and formats, with the nearest."""
        result = run("query", *words, "--endpoint", endpoint)
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr

    def test_an_id_that_is_not_there_is_warned_of(self, run: Run, endpoint: str) -> None:
        """No rows, and the nearest id that the endpoint knows."""
        result = run("query", "decisions-on-a-person", "--param", "person=person/azimjan-askarof", "--endpoint", endpoint)
        assert result.exit_code == 0
        assert "did you mean `person/azimjan-askarov`?" in result.stderr

    def test_rows_that_are_cut_are_not_passed_off_as_all(self, run: Run, virtuoso: str) -> None:
        """Virtuoso gives 10,000 rows; they are printed, and the exit status is 2 with the reason."""
        result = run("query", "-e", "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }", "--format", "csv", "--endpoint", virtuoso)
        assert result.exit_code == 2
        assert len(result.stdout.splitlines()) >= 10_001
        assert "this is not all: the endpoint gives no more than 10,000 rows" in result.stderr

    def test_several_datasets_are_told_apart(self, run: Run, build: Path, small: Path, tmp_path: Path) -> None:
        """With two of them --base is wanted, and says which."""
        with servers.oxigraph(tmp_path, "--union-default-graph") as address:
            for folder in (build, small):
                assert run("push", folder, "--endpoint", f"{address}/query").exit_code == 0
            words = ("query", "-e", "SELECT ?c { ?c a rg:Claim } ORDER BY ?c", "--format", "csv", "--endpoint", f"{address}/query")
            which = run(*words)
            assert which.exit_code == 2
            assert "holds several datasets" in which.stderr
            assert "--base IRI" in which.stderr
            chosen = run(*words, "--base", "https://example.org/two-paragraphs/")
        assert chosen.stdout == run(*words[:-2], "--data", small).stdout

    def test_an_endpoint_without_data_is_told(self, run: Run, empty: str) -> None:
        """No empty answer where nothing was loaded."""
        result = run("query", *PERSON, "--endpoint", empty)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "holds no dataset" in result.stderr
        assert "rightsgraph push" in result.stderr

    def test_queries_of_the_folder_data_are_found(self, run: Run, oxigraph: str, tmp_path: Path) -> None:
        """A saved query of one's own is asked at an endpoint like those of the program."""
        (tmp_path / "data" / "queries").mkdir(parents=True)
        (tmp_path / "data" / "queries" / "mine.rq").write_text(f"#+ title: Mine\n#+ question: When?\n{ARREST} ORDER BY ?date\n", "utf-8")
        result = run("query", "mine", "--endpoint", oxigraph, "--format", "csv")
        assert result.stdout.split() == ["date", '"[2010-06-15,2010-06-16,2010-06-25]"']

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (("--policy", "any-affirmed", "--endpoint", "http://127.0.0.1:1/query"), "which --policy cannot change"),
            (("--data", "data", "--endpoint", "http://127.0.0.1:1/query"), "both say what to ask"),
            (("--user", "dba"), "--user is for endpoints"),
            (("--digest",), "--digest is for endpoints"),
            (("--timeout", "3"), "--timeout is for endpoints"),
            (("--base", "https://example.org/"), "--base is for endpoints"),
            (("--base", "nonsense", "--endpoint", "http://127.0.0.1:1/query"), "`nonsense` is no base"),
            (("--endpoint", ""), "is no address"),
            (("--endpoint", "localhost:7878/query"), "is no address"),
            (("--endpoint", "http://127.0.0.1:1/query"), "cannot be reached"),
        ],
    )
    def test_options_that_do_not_go_together_are_refused(self, run: Run, options: tuple[str, ...], message: str) -> None:
        """In a sentence, before anything is asked; none of them is left out in silence."""
        result = run("query", "-e", ARREST, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr


def test_it_can_be_stopped() -> None:
    """Ctrl-C while an endpoint says nothing ends with a word and the status that shells know, not with a traceback."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        words = ["query", "-e", "ASK {}", "--endpoint", f"http://127.0.0.1:{silent.getsockname()[1]}/query"]
        command = [sys.executable, "-m", "rightsgraph.cli", *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            silent.settimeout(30)
            with silent.accept()[0]:
                process.send_signal(signal.SIGINT)
                printed, said = process.communicate(timeout=30)
    assert (process.returncode, printed, said.strip()) == (130, "", "stopped")


def shown_commands(page: Path, host: str) -> list[list[str]]:
    """Return the commands that a page shows for an endpoint of a host, as words."""
    lines = (line.partition("  #")[0].strip() for line in page.read_text("utf-8").splitlines())
    return [shlex.split(line)[1:] for line in lines if line.startswith("rightsgraph ") and f"--endpoint http://{host}/" in line]


@pytest.mark.parametrize(("server", "host"), [("oxigraph", "localhost:7878"), ("virtuoso", "localhost:8890")])
def test_the_commands_of_the_readme_run(
    request: pytest.FixtureRequest, run: Run, repo: Path, build: Path, tmp_path: Path, server: str, host: str
) -> None:
    """What the README shows for each server is run against it, with its address put in."""
    address = str(request.getfixturevalue(server)).rpartition("/")[0]
    (tmp_path / "build").symlink_to(build)
    commands = shown_commands(repo / "README.md", host)
    assert {words[0] for words in commands} == {"push", "query"}
    for words in commands:
        result = run(*(word.replace(f"http://{host}", address) for word in words), **{PASSWORD: "dba"})
        assert result.exit_code == 0, result.stderr
        assert len(result.stdout.splitlines()) >= (1 if words[0] == "push" else 2)


def test_nothing_is_left_aside(virtuoso: str) -> None:
    """The refused pushes above have left no graphs behind."""
    store = RemoteStore(virtuoso, Digest(*servers.VIRTUOSO_USER))
    assert not store.ask("ASK { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/staging/')) }")
