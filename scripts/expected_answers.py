"""Write the expected answers of the saved queries and projections, tests/queries/**/*.tsv, anew from the shipped dataset.

Run it where a query or the data has changed on purpose, and read the difference before it is committed: what stands there is held
to be the right answer, not what happened to come out. With ``--check`` nothing is written: the exit code is 1 where an answer is
not what would be written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

import rightsgraph

ROOT: Final = Path(__file__).resolve().parents[1]
ANSWERS: Final = ROOT / "tests" / "queries"


def answer(store: ox.Store, query: str) -> str:
    """Return the rows of a query in SPARQL's TSV, every term as exact as in the store."""
    rows = store.query(query)
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError("a saved query is a SELECT")
    return (rows.serialize(format=ox.QueryResultsFormat.TSV) or b"").decode()


def answers(names: list[str]) -> Iterator[tuple[Path, str]]:
    """Give the file and the text of each answer, of all queries where none is named."""
    store = rightsgraph.open(ROOT / "data").store.store
    folder = ROOT / "queries"
    for path in [*sorted(folder.glob("*.rq")), *sorted(folder.glob("networks/*.rq"))]:
        if not names or path.stem in names:
            yield ANSWERS / path.relative_to(folder).with_suffix(".tsv"), answer(store, path.read_text("utf-8"))


def differences(path: Path, text: str) -> str:
    """Say in how many rows an answer differs from the file; nothing where it does not."""
    if not path.is_file():
        return "has no expected answer"
    before, now = path.read_text("utf-8"), text
    if before == now:
        return ""
    old, new = set(before.splitlines()), set(now.splitlines())
    return f"{len(old - new)} rows went, {len(new - old)} came" if old != new else "the same rows in another order"


def main() -> int:
    """Write or check the answers and say what changed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="queries to answer; all where none is named")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where an answer is not in step")
    options = parser.parse_args()
    found = dict(answers(options.names))
    changed = {path: what for path, text in found.items() if (what := differences(path, text))}
    left = [] if options.names else [path for path in sorted(ANSWERS.rglob("*.tsv")) if path not in found]
    changed |= dict.fromkeys(left, "there is no such query any more")
    for path, what in changed.items():
        print(f"{path.relative_to(ROOT)}: {what}")
    if options.check:
        return 1 if changed else 0
    for path in changed:
        if path in found:
            path.parent.mkdir(exist_ok=True)
            path.write_text(found[path], "utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
