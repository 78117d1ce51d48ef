"""The set-up: the locks are in step, the wheel holds what it needs, and a machine that lacks something is told what."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = ("sh", "cat", "cksum", "ls", "rm")
"""The commands that scripts/environment.sh uses; a test's PATH holds these and a Python made for the test."""

PYTHONS = ("3.11", "3.12", "3.13")
"""The Pythons that the wheel is tried with, where the machine has them; the one that runs the tests always."""

RECENT_WITHOUT_ENSUREPIP = """#!/bin/sh
case "$2" in *ensurepip*) exit 1 ;; esac
exec {python} "$@"
"""
TOO_OLD = """#!/bin/sh
case "$2" in *version_info*'<'*) exit 1 ;; *version_info*) printf 3.9; exit 0 ;; esac
exit 1
"""


def run_environment(folder: Path, pythons: dict[str, str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Run scripts/environment.sh in a folder on a PATH that holds the Pythons given (name → script) and no uv."""
    programs = folder / "bin"
    programs.mkdir()
    for tool in TOOLS:
        (programs / tool).symlink_to(str(shutil.which(tool)))
    for name, script in pythons.items():
        program = programs / name
        program.write_text(script.format(python=sys.executable), encoding="utf-8")
        program.chmod(0o755)
    return subprocess.run(
        ["sh", "scripts/environment.sh"],
        cwd=folder,
        env={"PATH": str(programs), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def list_files(folder: Path) -> set[str]:
    """Return the files below a folder, relative to it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def checkout(repo: Path, tmp_path: Path) -> Path:
    """Return a folder with the files that make the environment."""
    folder = tmp_path / "checkout"
    (folder / "scripts").mkdir(parents=True)
    for name in ("scripts/environment.sh", "requirements.txt", "pyproject.toml"):
        shutil.copy(repo / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def lock(repo: Path) -> ModuleType:
    """Return scripts/lock.py as a module."""
    spec = importlib.util.spec_from_file_location("lock", repo / "scripts" / "lock.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_machine_without_ensurepip_is_told_the_package(checkout: Path) -> None:
    """The message names the Debian package for the very version found, and the exit code is not zero."""
    result = run_environment(checkout, {"python3": RECENT_WITHOUT_ENSUREPIP})
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert result.returncode == 1
    assert f"apt install python{version}-venv" in result.stderr
    assert not (checkout / ".venv").exists()


def test_a_machine_with_an_old_python_only_is_told_so(checkout: Path) -> None:
    """The message says which version is needed, which was found, and how to name another."""
    result = run_environment(checkout, {"python3": TOO_OLD})
    assert result.returncode == 1
    assert "needs Python 3.11 or later" in result.stderr
    assert "python3 is Python 3.9" in result.stderr
    assert "PYTHON=" in result.stderr


def test_a_machine_without_python_is_told_so(checkout: Path) -> None:
    """No Python at all gives the same plain message."""
    result = run_environment(checkout, {})
    assert result.returncode == 1
    assert "needs Python 3.11 or later; none was found" in result.stderr


def test_a_python_that_is_named_and_too_old_is_refused(checkout: Path) -> None:
    """PYTHON is taken at its word: no other interpreter is used in its place."""
    result = run_environment(checkout, {"old": TOO_OLD, "python3": RECENT_WITHOUT_ENSUREPIP}, PYTHON="old")
    assert result.returncode == 1
    assert "PYTHON=old is Python 3.9" in result.stderr


def test_a_python_that_is_named_and_absent_is_refused(checkout: Path) -> None:
    """A PYTHON that is no command is told apart from one that is too old."""
    result = run_environment(checkout, {"python3": RECENT_WITHOUT_ENSUREPIP}, PYTHON="python9")
    assert result.returncode == 1
    assert "PYTHON=python9 is not a command" in result.stderr


def test_a_later_name_is_tried_where_python3_is_too_old(checkout: Path) -> None:
    """python3.12 is found behind an old python3."""
    result = run_environment(checkout, {"python3": TOO_OLD, "python3.12": RECENT_WITHOUT_ENSUREPIP})
    assert "(python3.12) cannot make environments" in result.stderr


def test_a_folder_that_is_no_environment_is_left_alone(checkout: Path) -> None:
    """Nothing that this script did not make is removed."""
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "letters.txt").write_text("mine", encoding="utf-8")
    result = run_environment(checkout, {"python3": '#!/bin/sh\nexec {python} "$@"\n'})
    assert result.returncode == 1
    assert "is not a Python environment" in result.stderr
    assert (checkout / ".venv" / "letters.txt").exists()


def test_the_locks_are_in_step(repo: Path, lock: ModuleType) -> None:
    """pyproject.toml, uv.lock and requirements.txt name the same distributions with the same hashes, on public hosts only."""
    texts = ((repo / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "uv.lock", "requirements.txt"))
    assert lock.list_differences(*texts) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("pyproject.toml", '"click>=8.2"', '"click>=9.9"', "asks for click>=9.9"),
        ("requirements.txt", "click==", "clack==", "clack"),
        ("requirements.txt", "--hash=sha256:0", "--hash=sha256:1", "the hashes of"),
        ("uv.lock", "https://pypi.org/simple", "https://mirror.invalid/simple", "the host mirror.invalid"),
    ],
)
def test_a_lock_out_of_step_is_seen(repo: Path, lock: ModuleType, name: str, old: str, new: str, said: str) -> None:
    """Each kind of drift between the three files is found."""
    texts = {path: (repo / path).read_text(encoding="utf-8") for path in ("pyproject.toml", "uv.lock", "requirements.txt")}
    assert old in texts[name]
    texts[name] = texts[name].replace(old, new)
    assert any(said in difference for difference in lock.list_differences(*texts.values()))


def test_the_requirements_hold_pins_and_hashes_only(lock: ModuleType) -> None:
    """No index, link or option of anyone's machine gets into the requirements."""
    with pytest.raises(ValueError, match=r"requirements\.txt:1"):
        lock.read_requirements("--extra-index-url https://mirror.invalid/simple\n")


def test_every_library_has_a_wheel(repo: Path) -> None:
    """Nothing has to be built at set-up, where unlocked build tools would be fetched."""
    packages = tomllib.loads((repo / "uv.lock").read_text(encoding="utf-8"))["package"]
    assert [package["name"] for package in packages if "registry" in package["source"] and "wheels" not in package] == []


@pytest.fixture(scope="session")
def wheel(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=repo, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_the_ontology_and_the_queries(repo: Path, wheel: Path, tmp_path: Path) -> None:
    """An installed rightsgraph finds its ontology, policies and queries inside itself."""
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    for folder in ("ontology", "queries"):
        assert list_files(unpacked / "rightsgraph" / "_data" / folder) == list_files(repo / folder)
    assert (unpacked / "rightsgraph" / "py.typed").exists()
    asked = "from rightsgraph import resources; print(resources.folder('ontology'))"
    # Nothing else of this process's environment: the wheel's modules are not to be measured for coverage as if they were the checkout's.
    found = subprocess.run(
        [sys.executable, "-c", asked], env={"PYTHONPATH": str(unpacked)}, cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert Path(found.stdout.strip()) == unpacked / "rightsgraph" / "_data" / "ontology"


def find_pythons() -> dict[str, str]:
    """Find an interpreter for each Python that the project is for: this one, those of pyenv, those on the PATH."""
    this = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = {this: sys.executable}
    for version in PYTHONS:
        pyenv = sorted(Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python"))
        others = [str(path) for path in pyenv] + [path for path in (shutil.which(f"python{version}"),) if path]
        works = (path for path in others if _is_whole(path, version))
        if version not in found and (path := next(works, None)):
            found[version] = path
    return found


def _is_whole(path: str, version: str) -> bool:
    """Say whether an interpreter starts, is of a version, and can make environments."""
    asked = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"
    found = subprocess.run([path, "-c", asked], capture_output=True, text=True, check=False)
    return found.stdout.strip() == version


@pytest.fixture(scope="session")
def locked(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the locked versions as constraints; a wheel of ours has no hash, which would have to stand beside all others."""
    pins = re.findall(r"^(\S+==[^\\\n]+)", (repo / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    path = tmp_path_factory.mktemp("locked") / "constraints.txt"
    path.write_text("\n".join(pins), "utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("python", [pytest.param(path, id=version) for version, path in find_pythons().items()])
def test_the_wheel_works_by_itself(python: str, wheel: Path, locked: Path, tmp_path: Path) -> None:
    """In a new environment, away from the checkout, a dataset is begun, checked, built and asked."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTHON", "VIRTUAL_ENV"))}

    def run(*command: str) -> str:
        found = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, encoding="utf-8", check=False)
        assert found.returncode == 0, found.stderr
        return found.stdout

    run(python, "-m", "venv", "environment")
    programs = tmp_path / "environment" / "bin"
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "-c", str(locked))
    run(str(programs / "python"), *install, str(wheel))
    rightsgraph = str(programs / "rightsgraph")
    run(rightsgraph, "new", "dataset", "x")
    assert "conforms" in run(rightsgraph, "check", "x", "--texts", "x/texts")
    run(rightsgraph, "build", "x", "-o", "y")
    rows = run(rightsgraph, "query", "claims-by-stance", "--data", "y", "--format", "csv").splitlines()
    assert rows[0].startswith("claimant,")
    assert any("org/velmora-police" in row and "denies" in row for row in rows[1:])
    person = ("--param", "person=person/tomas-rell")
    assert "event/rell-arrest" in run(rightsgraph, "query", "timeline-of-a-person", *person, "--data", "y", "--format", "csv")
    assert "on record" in run(rightsgraph, "why", "event/rell-arrest", "date", "--data", "y")
    assert run(rightsgraph, "why", "event/rell-arrest", "date", "--data", "x", "--policy", "adjudicated")
    inside = run(str(programs / "python"), "-c", "from rightsgraph import resources as r; print(r.folder('ontology'), r.folder('queries'))")
    assert all(Path(path).is_relative_to(tmp_path / "environment") for path in inside.split())


def test_the_readme_shows_both_commands_first(repo: Path) -> None:
    """The first block of the README is the way to try it: make demo, make test."""
    text = (repo / "README.md").read_text(encoding="utf-8")
    first = re.search(r"```.*?\n(.*?)```", text, re.DOTALL)
    assert first
    assert [line.split("#")[0].strip() for line in first[1].splitlines()][-2:] == ["make demo", "make test"]


def test_make_alone_lists_the_targets(repo: Path) -> None:
    """Every target that can be asked for stands in the help, with a word on what it does."""
    targets = re.search(r"^\.PHONY: (.*)$", (repo / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    shown = subprocess.run(["make"], cwd=repo, check=True, capture_output=True, text=True).stdout
    assert {line.split()[1] for line in shown.splitlines()} == set(targets[1].split())


def test_the_version_stands_once(repo: Path) -> None:
    """The changelog's newest section and the project file name the same version."""
    version = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    newest = re.search(r"^## \[(\d[^]]*)\]", (repo / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == version
