"""The order of the modules: each imports only those above it in the list, and the two wings do not know each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "rightsgraph"

ORDER = [
    "errors",
    "findings",
    "terms",
    "settings",
    "dates",
    "resources",
    "vocabulary",
    "casefile",
    "claims",
    "dataset",
    "evidence",
    "skeletons",
    "store",
    "endpoint",
    "policy",
    "ledger",
    "derive",
    "shapes",
    "shacl",
    "check",
    "build",
    "results",
    "queries",
    "answers",
    "look",
    "dossier",
    "network",
    "graphfiles",
    "picture",
    "site",
    "server",
    "interchange",
    "api",
    "cli",
]
FACE = "api"
"""What ``rightsgraph/__init__.py`` counts as: the package's face."""
MAKING = frozenset({"casefile", "claims", "dataset", "evidence", "skeletons", "shapes", "shacl", "check", "build"})
USING = frozenset({"results", "queries", "answers", "look", "dossier", "network", "graphfiles", "picture"})
MEETING = frozenset({"store", "endpoint", "policy", "ledger", "derive"})
"""Where the wings meet: what the making wing hands over and the using wing reads."""
DOSSIER_MAY = frozenset({*ORDER[: ORDER.index("casefile")], *MEETING, "look"})

MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return the entry of ORDER that a file belongs to: its module, or the folder it stands in."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return FACE if parts == ("__init__",) else parts[0]


def list_imports(source: str, package: tuple[str, ...] = ("rightsgraph",)) -> Iterator[str]:
    """Yield the entries of ORDER that a source imports, at its top, in functions and for types alike.

    ``package`` is the package the source stands in; relative imports are resolved against it.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                targets = [alias.name.split(".") for alias in names]
            case ast.ImportFrom(module=module, names=names, level=level):
                base = list(package[: len(package) - level + 1]) if level else []
                base += module.split(".") if module else []
                targets = [[*base, alias.name] for alias in names]
            case _:
                continue
        yield from (face_or_module(target[1:]) for target in targets if target[0] == "rightsgraph")


def face_or_module(rest: list[str]) -> str:
    """Return the module that the tail of a dotted name leads to: what is no module of its own comes from the face."""
    is_module = bool(rest) and (rest[0] in ORDER or (SOURCE / rest[0]).is_dir() or (SOURCE / f"{rest[0]}.py").is_file())
    return rest[0] if is_module else FACE


def list_offences(module: str, imported: set[str]) -> list[str]:
    """Return a sentence for each import that a module must not make."""
    others = sorted(imported - {module})
    unknown = [name for name in (module, *others) if name not in ORDER]
    if unknown:
        return [f"{name} is not in ORDER: give it its place" for name in unknown]
    upward = [f"{module} imports {other}, which stands below it" for other in others if ORDER.index(other) > ORDER.index(module)]
    across = [
        f"{module} and {other} are of different wings"
        for other in others
        if (module in MAKING and other in USING) or (module in USING and other in MAKING)
    ]
    beyond = [f"dossier imports {other}" for other in others if module == "dossier" and other not in DOSSIER_MAY]
    return upward + across + beyond


def list_outputs(source: str) -> list[str]:
    """Return what a source does that only the command may do: print, or end the process."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="print" | "exit" | "quit" as name)):
                found.append(f"line {node.lineno}: {name}()")
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)) if (owner, name) in FORBIDDEN:
                found.append(f"line {node.lineno}: {owner}.{name}()")
            case ast.Name(id="SystemExit"):
                found.append(f"line {node.lineno}: SystemExit")
    return found


FORBIDDEN = {("sys", "exit"), ("os", "_exit"), ("os", "abort"), ("click", "echo"), ("click", "secho")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_imports_only_what_stands_above_it(path: Path) -> None:
    """Every import leads upward in the list, and never into the other wing."""
    package = ("rightsgraph", *path.relative_to(SOURCE).parent.parts)
    imported = set(list_imports(path.read_text(encoding="utf-8"), package))
    assert list_offences(name_of(path), imported) == []


@pytest.mark.parametrize("path", [path for path in MODULES if name_of(path) != "cli"], ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_only_the_command_prints_or_exits(path: Path) -> None:
    """A library that prints or exits cannot be used by another program."""
    assert list_outputs(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("terms", "from rightsgraph.store import Store"),
        ("terms", "from rightsgraph import store"),
        ("store", "def f():\n    import rightsgraph.cli"),
        ("claims", "from rightsgraph import open"),
        ("casefile", "from .dossier import write"),
        ("network", "from rightsgraph.evidence import anchor"),
        ("dossier", "from rightsgraph.results import Table"),
        ("errors", "from rightsgraph.helpers import x"),
        ("utilities", "import json"),
    ],
)
def test_the_check_sees_a_wrong_import(module: str, source: str) -> None:
    """Each way of writing a forbidden import is found, and so is a module without a place in the list."""
    assert list_offences(module, set(list_imports(source)))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("cli", "from rightsgraph import build, casefile, dossier"),
        ("dossier", "from rightsgraph.policy import record"),
        ("api", "import click"),
    ],
)
def test_the_check_lets_a_right_import_pass(module: str, source: str) -> None:
    """What the list allows is no offence."""
    assert list_offences(module, set(list_imports(source))) == []


@pytest.mark.parametrize("source", ["print(1)", "import sys\nsys.exit(1)", "raise SystemExit(2)", "import click\nclick.echo('')"])
def test_the_check_sees_output(source: str) -> None:
    """Each way of printing or exiting is found."""
    assert list_outputs(source)


def test_the_source_is_found() -> None:
    """The parametrised tests above are not empty."""
    assert len(MODULES) > 5
