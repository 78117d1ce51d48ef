"""Policies as files: YAML, read into a Policy, every slip with its line and the nearest known word."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from rightsgraph import casefile, vocabulary
from rightsgraph.errors import CaseFileError, PolicyError
from rightsgraph.findings import nearest
from rightsgraph.policy.model import Policy
from rightsgraph.terms import DEFAULT_BASE, RG, scheme_base
from rightsgraph.vocabulary import Vocabulary

REQUIRED: Final = ("id", "title", "description")
KEYS: Final = (
    *REQUIRED,
    "commitment",
    "voice",
    "classes-never",
    "classes-if-undisputed",
    "actuality-never",
    "stances",
    "claimant-kinds",
    "claimants",
    "in-force",
    "origins",
)
ACTOR_KINDS: Final = ("body-kind", "organization-kind", "group-kind", "person-kind")


def load_policy(path: Path, base: str = DEFAULT_BASE, terms: Vocabulary | None = None) -> Policy:
    """Read a policy file; ``claimants`` are resolved against the dataset's base.

    Raises PolicyError with file, line and what to do.
    """
    file = _File(path, KEYS, REQUIRED)
    known = terms or vocabulary.load()
    stances = {name: scheme_base("stance") + name for name in known.concepts["stance"]}
    kinds = {name: scheme_base(scheme) + name for scheme in ACTOR_KINDS for name in known.concepts.get(scheme, ())}
    classes = {name: RG + name for name in known.classes}
    actualities = {name: scheme_base("actuality") + name for name in known.concepts["actuality"]}
    return Policy(
        **{key: file.text(key) for key in REQUIRED},
        commitment=file.choice("commitment", ("full", "partial", "none")),
        voice=file.choice("voice", ("own", "endorsed", "neutral", "distanced")),
        classes_never=file.resolve("classes-never", classes) or frozenset(),
        classes_if_undisputed=file.resolve("classes-if-undisputed", classes) or frozenset(),
        actuality_never=file.resolve("actuality-never", actualities) or frozenset(),
        stances=file.resolve("stances", stances),
        claimant_kinds=file.resolve("claimant-kinds", kinds),
        claimants=file.convert("claimants", lambda name: name if "://" in name else base + name),
        in_force=file.choice("in-force", ("yes", "no")) == frozenset({"yes"}),
        origins=file.count("origins"),
    )


def load_single_valued(path: Path, terms: Vocabulary | None = None) -> frozenset[str]:
    """Read which properties have one true value at most, as IRIs, from a file with the key ``single-valued``.

    Raises PolicyError with file, line and what to do.
    """
    known = terms or vocabulary.load()
    file = _File(path, (*REQUIRED, "single-valued"), ("single-valued",))
    return file.resolve("single-valued", {name: RG + name for name in known.properties}) or frozenset()


class _File:
    """A policy file with its places."""

    def __init__(self, path: Path, keys: Collection[str], required: Collection[str]) -> None:
        self.name = str(path)
        try:
            self.root = casefile.compose(casefile.read_text(path), self.name)
        except CaseFileError as error:
            raise PolicyError(error.message, error.file, error.line, error.remedy) from error
        for key, mark in self.root.keys.items():
            if key not in keys:
                raise PolicyError(f"unknown key `{key}`{nearest(key, keys)}", self.name, mark.line, f"known are {', '.join(keys)}")
        for key in required:
            if not self.items(key):
                raise PolicyError(f"`{key}` is missing", self.name, 1, f"add `{key}: …`")

    def items(self, key: str) -> list[casefile.Node]:
        """Return the values of a key: none where it is absent, one where it is no list."""
        node = self.root.get(key)
        if node is None:
            return []
        return node.value if isinstance(node.value, list) else [node]

    def text(self, key: str) -> str:
        """Return the one text of a key."""
        node = self.items(key)[0]
        if not isinstance(node.value, str) or not node.value.strip() or len(self.items(key)) > 1:
            raise PolicyError(f"`{key}` is no plain text", self.name, node.start.line, f"write one line of text after `{key}:`")
        return node.value.strip()

    def convert(self, key: str, make: Callable[[str], str]) -> frozenset[str] | None:
        """Return a key's values, each made into what it stands for; None where the key is absent."""
        if self.root.get(key) is None:
            return None
        nodes = self.items(key)
        for node in nodes:
            if not isinstance(node.value, str) or not node.value:
                raise PolicyError(f"`{key}` holds what is no name", self.name, node.start.line, "write a name or a list of names")
        return frozenset(make(str(node.value)) for node in nodes)

    def resolve(self, key: str, known: dict[str, str]) -> frozenset[str] | None:
        """Return the IRIs of a key's names, refusing names that are not known."""
        for node in self.items(key):
            if isinstance(node.value, str) and node.value not in known:
                message = f"unknown name `{node.value}` in `{key}`{nearest(node.value, known)}"
                raise PolicyError(message, self.name, node.start.line, f"known are {', '.join(sorted(known))}")
        return self.convert(key, lambda name: known[name])

    def choice(self, key: str, known: Collection[str]) -> frozenset[str] | None:
        """Return a key's names out of a fixed few."""
        return self.resolve(key, {name: name for name in known})

    def count(self, key: str) -> int:
        """Return a key's number, 1 where it is absent."""
        if self.root.get(key) is None:
            return 1
        text = self.text(key)
        if not (text.isascii() and text.isdigit() and 0 < int(text) < 1000):
            raise PolicyError(f"`{key}` is `{text}`", self.name, self.root.keys[key].line, "write a number from 1 to 999")
        return int(text)
