"""The build's folder: whole or as it was, mended where it was damaged, and loadable elsewhere as it stands in its store."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from rightsgraph.build import build
from rightsgraph.build.folder import locked
from rightsgraph.errors import BuildError, BuildLocked

WAIT = 30.0
"""Seconds to wait for another process to come as far as it should."""


@pytest.fixture
def example(repo: Path, tmp_path: Path) -> Path:
    """Copy the small example dataset."""
    return Path(shutil.copytree(repo / "ontology" / "examples" / "two-paragraphs", tmp_path / "example"))


@pytest.fixture
def built(example: Path, tmp_path: Path) -> Path:
    """Build the example."""
    return build(example, tmp_path / "build").path


def state_of(folder: Path) -> dict[str, str]:
    """Return the digest of every file that a build promises to be the same."""
    names = [folder / "manifest.json", folder / "SHA256SUMS", *sorted(folder.glob("*/**/*.nq")), *sorted(folder.glob("*/**/*.trig"))]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in names}


def test_the_manifest_tells_digests_and_their_digest(built: Path) -> None:
    """Each dump has the digest the manifest says, and the hash is the digest of the lines of SHA256SUMS."""
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    for name, entry in manifest["files"].items():
        data = (built / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert hashlib.sha256((built / "SHA256SUMS").read_bytes()).hexdigest() == manifest["hash"]


@pytest.mark.parametrize(("folder", "form"), [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)])
def test_the_dumps_together_are_the_store(built: Path, folder: str, form: ox.RdfFormat) -> None:
    """All dumps loaded elsewhere give the same quads, the merged default graph among them."""
    elsewhere = ox.Store()
    for path in (built / folder).rglob("*.*"):
        elsewhere.bulk_load(path=str(path), format=form)
    assert set(elsewhere) == set(ox.Store.read_only(str(built / "store")))
    assert any(isinstance(quad.graph_name, ox.DefaultGraph) for quad in elsewhere)


def test_dumps_are_canonical(built: Path) -> None:
    """The N-Quads of each dump are those of RDFC-1.0, as PyLD writes them."""
    from pyld import jsonld

    for path in sorted((built / "nquads" / "sources").glob("*.nq")):
        text = path.read_text("utf-8")
        assert (
            jsonld.normalize(text, {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"})
            == text
        )


def test_two_builds_are_the_same_bytes(example: Path, built: Path, tmp_path: Path) -> None:
    """In another folder, from a copy of the data made later: the same manifest and dumps."""
    copy = shutil.copytree(example, tmp_path / "elsewhere" / "data")
    assert state_of(build(Path(copy), tmp_path / "elsewhere" / "out").path) == state_of(built)


def test_a_change_and_back_again(example: Path, built: Path) -> None:
    """A changed source is read again, the others are not; changed back, the build is the one it was."""
    before = state_of(built)
    source = next((example / "sources").glob("*.yaml"))
    text = source.read_text("utf-8")
    source.write_text(text.replace("published: 2023-10", "published: 2023-11"), "utf-8")
    made = build(example, built)
    assert made.redone == (f"sources/{source.name}",)
    assert made.reused == 2
    assert state_of(built) != before
    source.write_text(text, "utf-8")
    build(example, built)
    assert state_of(built) == before


def test_a_build_that_fails_leaves_the_old_one(example: Path, built: Path) -> None:
    """A violation stops the build with the finding; the old build is untouched, and nothing is left beside it."""
    before = state_of(built)
    source = next((example / "sources").glob("*.yaml"))
    source.write_text(source.read_text("utf-8").replace("author:", "auther:", 1), "utf-8")
    with pytest.raises(BuildError, match="did you mean `author`"):
        build(example, built)
    assert state_of(built) == before
    assert sorted(path.name for path in built.parent.iterdir()) == ["build", "example"]


def _remove_store(folder: Path) -> None:
    shutil.rmtree(folder / "store")


def _lengthen_a_dump(folder: Path) -> None:
    with next((folder / "nquads").rglob("*.nq")).open("a") as file:
        file.write("<http://a> <http://b> <http://c> .\n")


def _remove_a_dump(folder: Path) -> None:
    next((folder / "trig").rglob("*.trig")).unlink()


def _break_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{", "utf-8")


def _remove_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def _break_the_state(folder: Path) -> None:
    (folder / "state.json").write_text("[]", "utf-8")


@pytest.mark.parametrize(
    "damage", [_remove_store, _lengthen_a_dump, _remove_a_dump, _break_the_manifest, _remove_the_manifest, _break_the_state]
)
def test_a_damaged_build_is_made_anew(example: Path, built: Path, damage: Callable[[Path], None]) -> None:
    """Whatever is missing or broken, the next build makes it whole."""
    before = state_of(built)
    damage(built)
    build(example, built)
    assert state_of(built) == before
    assert len(ox.Store.read_only(str(built / "store"))) > 0


def test_a_second_build_at_the_same_time_is_refused(example: Path, built: Path) -> None:
    """The message names the process that has the lock; afterwards the lock is gone."""
    program = (
        "import sys, pathlib\nfrom rightsgraph.build.folder import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n    print('locked', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(built)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(BuildLocked, match=rf"another build of .* is running \(process {other.pid}\)"):
            build(example, built)
        other.communicate("", timeout=WAIT)
    with locked(built):
        pass
    assert not (built.parent / ".build.lock").exists()


def test_a_killed_build_leaves_the_old_one_whole(repo: Path, example: Path, built: Path) -> None:
    """Killed at any moment, the old build or the new one is there, and the next build goes on from it."""
    before = state_of(built)
    source = next((example / "sources").glob("*.yaml"))
    source.write_text(source.read_text("utf-8").replace("published: 2023-10", "published: 2023-11"), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "rightsgraph.cli", "build", str(example), "-o", str(built)], stderr=subprocess.DEVNULL
    )
    end = time.monotonic() + WAIT
    while not (built.parent / ".build.new").is_dir() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
    process.kill()
    process.wait(WAIT)
    now = state_of(built)
    assert now == before or (built / "store").is_dir()
    build(example, built)
    fresh = build(example, built.parent / "fresh").path
    assert state_of(built) == state_of(fresh)
    assert not (built.parent / ".build.new").exists()


def test_what_was_left_between_two_renames_is_put_back(example: Path, built: Path) -> None:
    """Where the system cannot exchange two folders at once, a run cut off between its renames loses nothing."""
    before = state_of(built)
    built.rename(built.parent / ".build.old")
    build(example, built)
    assert state_of(built) == before


@pytest.mark.parametrize("place", ["file", "foreign", "inside"])
def test_foreign_targets_are_refused(example: Path, tmp_path: Path, place: str) -> None:
    """A file, a folder with other things, a folder inside the data: refused, and nothing is touched."""
    target = {"file": tmp_path / "a.txt", "foreign": tmp_path / "foreign", "inside": example / "build"}[place]
    if place == "file":
        target.write_text("mine", "utf-8")
    if place == "foreign":
        target.mkdir()
        (target / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(BuildError) as raised:
        build(example, target)
    assert raised.value.remedy
    if place != "inside":
        kept = target if place == "file" else target / "mine.txt"
        assert kept.read_text("utf-8") == "mine"
