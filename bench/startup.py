"""How long `rightsgraph query` takes from its start to its end, beside what no program over this store can do without.

    python bench/startup.py [--rounds 9] [NAME …]

The shipped dataset is built into a folder of its own; each saved query named (place-on-a-date and judges, where none is) is then asked
in a new process, from that folder and from the folder that holds both data and an up-to-date build, as users have it. The floors are
processes that import pyoxigraph alone, and that open the store and read the same query's rows with nothing around. Told is the
processor time of the whole process, user and system, which is more than that to the first row; the median of all rounds, in which
the programs take turns, so that other work on the machine meets them alike. Needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from rightsgraph import queries
from rightsgraph.build import build

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 0.4
"""Seconds of processor time that a query on the shipped data may take."""
BARE = """\
import sys, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
for row in store.query(sys.argv[2]):
    print(*row)
"""


def seconds(command: list[str], folder: Path) -> float:
    """Run a command and return the processor time it took. Raises SystemExit where it fails or prints nothing."""
    with tempfile.TemporaryFile() as output:
        # Commands of this file, on folders of its own.
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.DEVNULL)  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or (len(command) > 3 and not output.tell()):
            raise SystemExit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime


def commands(folder: Path, name: str) -> dict[str, list[str]]:
    """Return what is run, by its name in the table."""
    ask = [sys.executable, "-m", "rightsgraph.cli", "query", name, "--format", "csv"]
    return {
        "python alone": [sys.executable, "-c", ""],
        "import pyoxigraph": [sys.executable, "-c", "import pyoxigraph"],
        "pyoxigraph alone, with the query": [sys.executable, "-c", BARE, str(folder / "build" / "store"), queries.find(name).text],
        "rightsgraph query --data build": [*ask, "--data", "build"],
        "rightsgraph query": ask,
    }


def measure(folder: Path, name: str, rounds: int) -> dict[str, float]:
    """Return the median time of each command; one round more goes first, to fill the caches of the disk."""
    runs = commands(folder, name)
    times: dict[str, list[float]] = {label: [] for label in runs}
    for number in range(rounds + 1):
        for label, command in runs.items():
            taken = seconds(command, folder)
            if number:
                times[label].append(taken)
    return {label: statistics.median(values) for label, values in times.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["place-on-a-date", "judges"])
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        (folder / "data").symlink_to(ROOT / "data")
        build(folder / "data", folder / "build")
        for name in options.names:
            found = measure(folder, name, options.rounds)
            floor = found["pyoxigraph alone, with the query"]
            sys.stdout.write(f"{name}, {options.rounds} rounds\n\n| process | processor time | ratio |\n|---|---:|---:|\n")
            for label, taken in found.items():
                sys.stdout.write(f"| {label} | {taken:.3f} s | {taken / floor:.1f} |\n")
            within = "within" if found["rightsgraph query"] <= LIMIT else "ABOVE"
            sys.stdout.write(f"\n{within} the {LIMIT} s that a query may take\n\n")


if __name__ == "__main__":
    main()
