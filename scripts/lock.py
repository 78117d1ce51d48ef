"""Check that pyproject.toml, uv.lock and requirements.txt tell the same story; exit 1 and say what differs where they do not.

`make lock` writes the two locks with uv. This check needs no uv, so that it runs wherever the tests run.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
HOSTS: Final = {"pypi.org", "files.pythonhosted.org"}
"""The only hosts that the lock may name: a mirror's address would not work elsewhere."""

PINNED: Final = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^ ;]+)(?: ; (?P<marker>[^\\]+?))? \\")
HASH: Final = re.compile(r"    --hash=sha256:(?P<digest>[0-9a-f]{64})(?: \\)?")

Pins = dict[tuple[str, str], frozenset[str]]
"""The hashes of each distribution, by name and version."""


def read_lock(text: str) -> Pins:
    """Return what uv.lock pins, this project left out."""
    packages = tomllib.loads(text)["package"]
    return {(package["name"], package["version"]): _digests(package) for package in packages if "registry" in package["source"]}


def read_requirements(text: str) -> Pins:
    """Return what a hashed requirements file pins; raise ValueError at a line that is neither a pin nor a hash."""
    pins: dict[tuple[str, str], set[str]] = {}
    current: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if pin := PINNED.fullmatch(line):
            current = pins.setdefault((pin["name"], pin["version"]), set())
        elif digest := HASH.fullmatch(line):
            current.add(digest["digest"])
        else:
            raise ValueError(f"requirements.txt:{number}: neither `name==version` nor `--hash`: {line}")
    return {pin: frozenset(digests) for pin, digests in pins.items()}


def list_differences(project: str, lock: str, requirements: str) -> list[str]:
    """Return a sentence for each way in which the texts of pyproject.toml, uv.lock and requirements.txt are out of step."""
    wanted, said = _declared(tomllib.loads(project)), _recorded(tomllib.loads(lock))
    locked, exported = read_lock(lock), read_requirements(requirements)
    both = locked.keys() & exported.keys()
    return [
        *(f"pyproject.toml asks for {line}, uv.lock was made without it" for line in sorted(wanted - said)),
        *(f"uv.lock was made for {line}, pyproject.toml does not ask for it" for line in sorted(said - wanted)),
        *(f"{' '.join(pin)} is in uv.lock and not in requirements.txt" for pin in sorted(locked.keys() - both)),
        *(f"{' '.join(pin)} is in requirements.txt and not in uv.lock" for pin in sorted(exported.keys() - both)),
        *(f"the hashes of {' '.join(pin)} differ" for pin in sorted(both) if locked[pin] != exported[pin]),
        *(f"{' '.join(pin)} has no hash" for pin, digests in sorted(exported.items()) if not digests),
        *(f"uv.lock names the host {host}" for host in sorted(set(re.findall(r"https?://([^/\"]+)", lock)) - HOSTS)),
    ]


def _digests(package: dict[str, Any]) -> frozenset[str]:
    files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    return frozenset(file["hash"].removeprefix("sha256:") for file in files)


def _declared(project: dict[str, Any]) -> set[str]:
    groups = project.get("dependency-groups", {}).values()
    return {_normal(line) for line in [*project["project"]["dependencies"], *(line for group in groups for line in group)]}


def _recorded(lock: dict[str, Any]) -> set[str]:
    """Return the requirements that uv.lock was made for, as it keeps them beside this project."""
    metadata = next(package for package in lock["package"] if "registry" not in package["source"])["metadata"]
    lines = [*metadata["requires-dist"], *(line for group in metadata["requires-dev"].values() for line in group)]
    return {_normal(line["name"] + line["specifier"]) for line in lines}


def _normal(requirement: str) -> str:
    """Return a requirement as uv.lock writes it.

    >>> _normal("PyYAML >= 6.0")
    'pyyaml>=6.0'
    """
    return requirement.lower().replace("_", "-").replace(" ", "")


def main() -> int:
    """Print the differences; return 1 where there are any."""
    names = ("pyproject.toml", "uv.lock", "requirements.txt")
    differences = list_differences(*((ROOT / name).read_text(encoding="utf-8") for name in names))
    for difference in differences:
        sys.stderr.write(difference + "\n")
    if differences:
        sys.stderr.write("  run `make lock` and commit uv.lock and requirements.txt together\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
