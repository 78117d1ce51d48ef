"""How much faster a build is that redoes only what a change touches: a synthetic dataset, both ways in one run.

    python bench/incremental.py [--cases 60]

Every case has five sources that speak of the same events and decisions. The files are read and written as `rightsgraph build`
does it; the check is left out, which both ways need. Each line changes some files, builds from nothing and by slots, and
compares the two: the dumps have to be the same to the byte. "derive" is the part that works out record, views and entities,
"build" all of it: reading files, deriving, writing store and dumps.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rightsgraph import dataset as datasets
from rightsgraph import store
from rightsgraph.build import changes, state, writing
from rightsgraph.build.update import Derivation, update
from rightsgraph.derive import derive

ORGS = [f"org/o{number}" for number in range(20)]
SOURCES = 5
DAYS = 28


def node(iri: str, name: str, /, **properties: Any) -> dict[str, Any]:
    """Write a node."""
    return {"id": iri, "type": name, **properties}


def list_nodes(case: int, source: int) -> list[tuple[str, list[dict[str, Any]]]]:
    """Write what a source claims of a case, each claim with its stance; one source in two gives another date."""
    person, day = f"person/p{case}", f"2011-02-{1 + (case + source % 2) % DAYS:02}"
    arrest, trial = f"event/c{case}-arrest", f"decision/c{case}-verdict"
    nodes = [
        ("states", node(arrest, "Event", kind="arrest", concerns=person, date=day, place=f"place/town{case % 7}")),
        ("states", node(f"detention/c{case}", "Detention", kind="pre-trial", concerns=person, start=day, end=f"2011-0{3 + source}")),
        ("states", node(trial, "Decision", kind="verdict", concerns=person, decidedBy=ORGS[case % 3], date="2011-09", outcome="guilty")),
        ("states", node(f"decision/c{case}-appeal", "Decision", kind="ruling", decidedBy=ORGS[4], affirms=trial, date="2011-11")),
        ("believes", node(f"char/c{case}-fabricated", "Characterization", kind="fabricated", concerns=trial, agent=ORGS[0])),
        ("alleges", node(f"act/c{case}-torture", "Act", kind="torture", concerns=person, date=day, agent=ORGS[1])),
        ("denies", node(f"act/c{case}-torture", "Act", kind="torture", concerns=person)),
    ]
    nodes += [
        ("states", node(f"event/c{case}-visit{number}", "Event", kind="visit", concerns=person, date=f"2012-{1 + number:02}"))
        for number in range(12)
    ]
    nodes += [
        ("states", node(f"event/c{case}-s{source}-{number}", "Event", kind="protest", promptedBy=arrest, date="2013"))
        for number in range(8)
    ]
    return [(stance, [one]) for stance, one in nodes]


def write_source(root: Path, case: int, source: int, day: str | None = None) -> None:
    """Write a source file; ``day`` gives the arrest another date."""
    claims = []
    for number, (stance, nodes) in enumerate(list_nodes(case, source)):
        if day and number == 0:
            nodes[0]["date"] = day
        claims.append({"id": f"#c{number}", "stance": stance, "passage": {"paragraph": str(number)}, "that": nodes})
    name = f"s{case}-{source}"
    tree = node(f"source/{name}", "Source", kind="report", label=f"Report {name}", author=ORGS[(case + source) % len(ORGS)], claims=claims)
    (root / "sources" / f"{name}.yaml").write_text(json.dumps(tree), "utf-8")


def write_actors(root: Path, cases: int, label: str) -> None:
    """Write the authority records; ``label`` is that of the first person."""
    actors = [node(org, "Body", kind="court", label=f"Body {org}") for org in ORGS]
    actors += [node(f"person/p{case}", "Person", label=label if case == 0 else f"Person {case}") for case in range(cases)]
    actors += [node(f"place/town{number}", "Place", kind="city", label=f"Town {number}") for number in range(7)]
    (root / "actors" / "all.yaml").write_text(json.dumps({"actors": actors}), "utf-8")


def write_dataset(root: Path, cases: int) -> None:
    """Write the dataset."""
    for folder in ("actors", "sources"):
        (root / folder).mkdir(parents=True)
    (root / "dataset.yaml").write_text("title: Synthetic\n", "utf-8")
    write_actors(root, cases, "Person 0")
    for case in range(cases):
        for source in range(SOURCES):
            write_source(root, case, source)


def build(root: Path, old: Path, new: Path) -> tuple[writing.Written, float]:
    """Build into a new folder, on top of an old one where it is there; return what was written, and the seconds it took."""
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    start = time.perf_counter()
    earlier = state.read(old, "bench")
    made = writing.write(new, old, datasets.read(root, earlier), earlier, "bench", lambda _: None)
    return made, time.perf_counter() - start


def derive_both(root: Path, old: Path, copy: Path) -> tuple[float, float]:
    """Return the seconds that it takes to derive all graphs, and those to find what changes in them."""
    earlier = state.read(old, "bench")
    dataset = datasets.read(root, earlier)
    quads = list(dataset.quads())
    start = time.perf_counter()
    derived = derive(quads, dataset.settings, dataset.vocabulary)
    slow = time.perf_counter() - start
    before = store.open_store(old / "store")
    after = store.copy(before, copy)
    change = changes.find_change(old, dataset.files, earlier)
    store.change(after, change.removed, change.added, dataset.settings.base)
    start = time.perf_counter()
    update(before, after, change, Derivation(dataset.settings, dataset.vocabulary, derived.policy))
    fast = time.perf_counter() - start
    del after
    shutil.rmtree(copy)
    return slow, fast


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=60)
    cases = parser.parse_args().cases
    edits: list[tuple[str, Callable[[Path], object]]] = [
        ("nothing", lambda root: None),
        ("a date in one source", lambda root: write_source(root, 0, 0, "2011-02-27")),
        ("a source added", lambda root: write_source(root, 1, SOURCES)),
        ("a source removed", lambda root: (root / "sources" / "s2-1.yaml").unlink()),
        ("a person's name", lambda root: write_actors(root, cases, "Another name")),
        ("a date in 10 sources", lambda root: [write_source(root, case, 0, "2011-02-27") for case in range(3, 13)]),
        ("a date in one case of 6", lambda root: [write_source(root, case, 1, "2011-02-26") for case in range(0, cases, 6)]),
    ]
    with tempfile.TemporaryDirectory() as folder:
        root, old, new, whole = (Path(folder) / name for name in ("data", "old", "new", "whole"))
        write_dataset(root, cases)
        first, seconds = build(root, Path(folder) / "none", old)
        counts = first.manifest["counts"]
        sys.stdout.write(
            f"{counts['sources']} sources, {counts['claims']} claims, {counts['store']} quads; first build {seconds:.2f} s\n\n"
        )
        sys.stdout.write("| change | slots | derive all | by slots | ratio | build all | by slots | ratio |\n|---|" + 7 * "---:|" + "\n")
        for name, edit in edits:
            edit(root)
            slower, faster = derive_both(root, old, Path(folder) / "copy")
            made, fast = build(root, old, new)
            anew, slow = build(root, Path(folder) / "none", whole)
            if made.manifest != anew.manifest:
                raise SystemExit(f"{name}: the builds differ")
            slots = "all" if made.slots is None else made.slots
            derived = f"{slower:.3f} s | {faster:.3f} s | {slower / faster:.0f}"
            sys.stdout.write(f"| {name} | {slots} | {derived} | {slow:.2f} s | {fast:.2f} s | {slow / fast:.1f} |\n")
            shutil.rmtree(old)
            new.rename(old)


if __name__ == "__main__":
    main()
