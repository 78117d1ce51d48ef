"""The command: what it prints where, its exit status, and how it speaks of mistakes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rightsgraph.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run the command in this process."""
    runner = CliRunner()
    return lambda *words: runner.invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def example(repo: Path, tmp_path: Path) -> Path:
    """Copy the small example dataset."""
    return Path(shutil.copytree(repo / "ontology" / "examples" / "two-paragraphs", tmp_path / "example"))


def commands() -> list[list[str]]:
    """List every verb, with its subverbs."""
    found: list[list[str]] = []
    for name, command in sorted(main.commands.items()):
        subcommands = getattr(command, "commands", {})
        found.extend([[name], *([name, sub] for sub in sorted(subcommands))])
    return found


@pytest.mark.parametrize("words", [[], *commands()], ids=lambda words: " ".join(words) or "rightsgraph")
def test_help_shows_an_example(run: Run, words: list[str]) -> None:
    """Each verb explains itself and shows an example that begins with the command."""
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert "Example: rightsgraph" in result.stdout


def test_a_misspelt_verb_gets_the_nearest_one(run: Run) -> None:
    """A slip in the verb names the verb that was meant, and ends with status 2."""
    result = run("chekc")
    assert result.exit_code == 2
    assert "did you mean `check`?" in result.stderr


def test_check_conforms_with_status_0(run: Run, example: Path) -> None:
    """A clean dataset: status 0, every passage verified, nothing but JSON on standard output."""
    result = run("check", example, "--texts", example / "texts", "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert report["conforms"] is True
    assert report["passages"]["cited"] == 0 < report["passages"]["verified"]
    assert report["findings"] == []


def test_check_ends_with_status_1_on_a_violation(run: Run, example: Path) -> None:
    """A misspelt key: status 1, file and line, rule, and what to do."""
    source = next((example / "sources").glob("*.yaml"))
    lines = source.read_text("utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith("author:"))
    lines[number] = lines[number].replace("author:", "auther:")
    source.write_text("\n".join(lines) + "\n", "utf-8")
    result = run("check", example)
    assert result.exit_code == 1
    assert f"sources/{source.name}:{number + 1}: violation: `auther` is no key of a Source; did you mean `author`?" in result.stdout
    assert "does not conform" in result.stdout.splitlines()[-1]


def test_check_writes_a_w3c_report(run: Run, example: Path) -> None:
    """The Turtle form is a SHACL validation report."""
    import rdflib

    result = run("check", example, "--format", "turtle")
    graph = rdflib.Graph().parse(data=result.stdout, format="turtle")
    assert len(list(graph.subjects(rdflib.RDF.type, rdflib.SH.ValidationReport))) == 1


@pytest.mark.parametrize("verb", ["check", "build"])
def test_a_folder_that_is_no_dataset_is_status_2(run: Run, tmp_path: Path, verb: str) -> None:
    """What cannot run says why and what to do, on standard error."""
    result = run(verb, tmp_path / "nothing")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "there is no such folder" in result.stderr
    assert "rightsgraph new dataset" in result.stderr


def test_build_prints_the_hash_and_says_what_it_did(run: Run, example: Path, tmp_path: Path) -> None:
    """The hash of hashes is the result; the rest are messages. A second build finds nothing to do."""
    target = tmp_path / "build"
    first = run("build", example, "-o", target)
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    assert first.exit_code == 0
    assert first.stdout == f"{manifest['hash']}  {target}\n"
    assert "0 unchanged" in first.stderr
    second = run("build", example, "-o", target)
    assert second.stdout == first.stdout
    assert "up to date" in second.stderr


def test_why_tells_claims_and_rules(run: Run, repo: Path) -> None:
    """Every claim on the arrest with claimant, stance, source, passage and the rule that let it in or kept it out."""
    result = run("why", "event/askarov-arrest", "date", "--data", repo / "data")
    assert result.exit_code == 0
    assert "≠ disputed" in result.stdout
    assert "characters 1100–1124" in result.stdout
    assert "own voice, stated in full" in result.stdout
    assert "kept out: passed on without endorsement" in result.stdout


def test_why_as_json_under_another_policy(run: Run, repo: Path) -> None:
    """The same under a policy that lets everything in: every claim is admitted."""
    result = run("why", "event/askarov-arrest", "date", "--data", repo / "data", "--policy", "any-affirmed", "--format", "json")
    rows = json.loads(result.stdout)
    assert {row["value"] for row in rows} == {"2010-06-15", "2010-06-16", "2010-06-25"}
    assert all(row["admitted"] for row in rows)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["why", "event/askarov-arest"], "did you mean `event/askarov-arrest`?"),
        (["why", "event/askarov-arrest", "dat"], "did you mean `date`?"),
        (["why", "event/askarov-arrest", "--policy", "recrod"], "did you mean `record`?"),
        (["case", "case/askarof"], "case/askarov"),
    ],
)
def test_a_wrong_name_gets_the_nearest(run: Run, repo: Path, words: list[str], hint: str) -> None:
    """Names of nodes, properties, policies and cases: the nearest known one is told, with status 2."""
    result = run(*words, "--data", repo / "data")
    assert result.exit_code == 2
    assert hint in result.stderr


def test_conflicts_is_a_list(run: Run, repo: Path) -> None:
    """The five disagreements on the case of Azimjan Askarov, as JSON, with status 0."""
    result = run("conflicts", "--format", "json", "--data", repo / "data")
    found = {
        (entry["subject"], entry["property"]): {position["value"] for position in entry["positions"]} for entry in json.loads(result.stdout)
    }
    assert result.exit_code == 0
    assert found["event/askarov-arrest", "date"] == {"2010-06-15", "2010-06-16", "2010-06-25"}
    assert any(values == {"2019-03-13", "2019-03-18"} for (_, name), values in found.items() if name == "date")
    assert found["decision/askarov-2017-01", "decidedBy"] == {"org/bishkek-court", "org/chui-regional-court"}
    assert found["application/askarov-review-appeals", "outcome"] == {"outcome:dismissed", "outcome:partly-granted"}
    assert found["decision/ep-2019-01", "kind"] == {"decision-kind:resolution", "decision-kind:recommendation"}


def test_coverage_lists_what_is_missing(run: Run, example: Path) -> None:
    """A sentence added to the text is missing; with --strict that is status 1."""
    source = next((example / "sources").glob("*.yaml"))
    name = f"source/{source.stem}"
    text = example / "texts" / f"{source.stem}.txt"
    whole = run("coverage", name, "--data", example, "--texts", example / "texts", "--strict")
    assert whole.exit_code == 0
    assert "0 missing" in whole.stdout
    text.write_text(text.read_text("utf-8").rstrip() + " Nobody answered this letter.\n", "utf-8")
    result = run("coverage", name, "--data", example, "--texts", example / "texts", "--strict")
    assert result.exit_code == 1
    assert "missing: paragraph" in result.stdout
    assert "Nobody answered this letter." in result.stdout
    assert (
        json.loads(run("coverage", name, "--data", example, "--texts", example / "texts", "--format", "json").stdout)["counts"]["missing"]
        == 1
    )


def test_coverage_of_an_unknown_source_names_the_nearest(run: Run, example: Path) -> None:
    """A wrong source gets the nearest one; a missing text says where it was looked for."""
    source = next((example / "sources").glob("*.yaml"))
    wrong = run("coverage", f"source/{source.stem}x", "--data", example, "--texts", example / "texts")
    assert wrong.exit_code == 2
    assert f"did you mean `source/{source.stem}`?" in wrong.stderr
    nowhere = run("coverage", f"source/{source.stem}", "--data", example, "--texts", example / "sources")
    assert nowhere.exit_code == 2
    assert "the text of" in nowhere.stderr


def test_new_source_anchor_check(run: Run, example: Path) -> None:
    """A stub is written, never over a file; its empty claims are findings; a quote is anchored in place."""
    (example / "texts" / "river.txt").write_text("River Watch said so on Monday. It rained.\n", "utf-8")
    made = run("new", "source", "source/river", "--data", example, "--texts", example / "texts", "--author", "org/lantern-watch")
    path = example / "sources" / "river.yaml"
    assert made.exit_code == 0
    assert made.stdout.strip() == str(path)
    assert run("new", "source", "source/river", "--data", example).exit_code == 2
    path.write_text(
        "id: source/river\ntype: Source\nkind: statement\nauthor: org/lantern-watch\nurl: https://example.org/river\nclaims:\n"
        '  - passage: {quote: "said so on   Monday"}   # loose blanks\n    gist: it said so\n    concerns: person/tomas-rell\n',
        "utf-8",
    )
    dry = run("anchor", path, "--texts", example / "texts", "--dry-run")
    assert "said so" in path.read_text("utf-8")
    done = run("anchor", "source/river", "--data", example, "--texts", example / "texts")
    assert done.exit_code == 0
    assert path.read_text("utf-8") == dry.stdout
    assert '  - id: "#c1"' in dry.stdout
    assert "# loose blanks" in dry.stdout


def test_anchor_refuses_and_changes_nothing(run: Run, example: Path) -> None:
    """A quote that is not in the text: status 2, file and line, and the file is as it was."""
    (example / "texts" / "river.txt").write_text("River Watch said so on Monday.\n", "utf-8")
    path = example / "sources" / "river.yaml"
    before = 'id: source/river\ntype: Source\nauthor: org/lantern-watch\nclaims:\n  - passage: {quote: "said so on Tuesday"}\n    gist: x\n'
    path.write_text(before, "utf-8")
    result = run("anchor", path, "--texts", example / "texts")
    assert result.exit_code == 2
    assert "river.yaml:5" in result.stderr
    assert path.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("verb", "name", "file"), [("case", "case/new", "cases/new.yaml"), ("actor", "person/ilse-new", "actors/ilse-new.yaml")]
)
def test_new_case_and_actor(run: Run, example: Path, verb: str, name: str, file: str) -> None:
    """Skeletons land in the folder they belong to; an id that is none is refused."""
    assert run("new", verb, name, "--data", example).exit_code == 0
    assert name in (example / file).read_text("utf-8")
    assert run("new", verb, "No Id", "--data", example).exit_code == 2
    assert run("new", verb, name, "--data", example / "texts").exit_code == 2


def test_new_dataset_is_clean(run: Run, tmp_path: Path) -> None:
    """What `new dataset` writes passes the check; it overwrites nothing."""
    folder = tmp_path / "mine"
    assert run("new", "dataset", folder, "--base", "https://example.org/mine/").exit_code == 0
    assert run("check", folder, "--texts", folder / "texts").exit_code == 0
    assert run("new", "dataset", folder).exit_code == 2


def test_case_prints_a_dossier(run: Run, repo: Path) -> None:
    """The dossier names the person, and as JSON it is one object."""
    text = run("case", "case/askarov", "--data", repo / "data")
    assert text.exit_code == 0
    assert "Azimjan Askarov" in text.stdout
    assert "\x1b" not in text.stdout
    assert isinstance(json.loads(run("case", "case/askarov", "--data", repo / "data", "--format", "json").stdout), dict)


def test_no_dataset_here(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder data or build, the verbs say which option names one."""
    monkeypatch.chdir(tmp_path)
    result = run("conflicts")
    assert result.exit_code == 2
    assert "--data" in result.stderr


def test_the_command_in_a_process_of_its_own(repo: Path) -> None:
    """No colour off a terminal, messages apart from results, and a closed pipe ends it quietly."""
    command = [sys.executable, "-m", "rightsgraph.cli", "conflicts", "--data", str(repo / "data")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert "\x1b" not in result.stdout + result.stderr
    assert result.stderr == ""
    piped = subprocess.run(["sh", "-c", f"{' '.join(command)} | head -n 1"], capture_output=True, text=True, check=False)
    assert piped.stderr == ""
    assert len(piped.stdout.splitlines()) == 1
