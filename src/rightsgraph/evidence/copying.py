"""Copying: gists and labels that repeat a source's words, which are often not ours to publish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rightsgraph.casefile import Node
from rightsgraph.errors import EvidenceError
from rightsgraph.evidence.texts import Texts
from rightsgraph.findings import Finding, Severity

LONGEST_COPIED: Final = 7
"""How many words in a row may stand in the text as well: names and fixed phrases of the law are often that long."""
_KEYS: Final = ("gist", "label")
_WORD: Final = re.compile(r"\w+")


def copied(sources: Iterable[tuple[str, Node]], texts: Texts) -> Iterator[Finding]:
    """Give the gists and labels of claims that share more than seven words in a row with their source's text.

    ``sources`` are the files' names, as findings call them, and their trees. White space, capitals and punctuation are left
    aside. The source's own label is its title, and may stand in its text.
    """
    for name, source in sources:
        written = list(_written(source.get("claims")))
        text = _text_of(source, texts) if written else None
        runs = set(_runs(text)) if text else set()
        for key, node, line in written:
            found = next((run for run in _runs(str(node.value)) if run in runs), None)
            if found is not None:
                message = f"`{key}` repeats the text word for word: “{' '.join(found)}”"
                remedy = "say it in words of your own; the few words by which the source refers to something belong in `asSaid`"
                yield Finding("copied-words", Severity.WARNING, message, remedy, name, line)


def _text_of(source: Node, texts: Texts) -> str | None:
    try:
        return texts.of(source)
    except EvidenceError:
        return None  # the proof of the passages tells of it


def _written(claims: Node | None) -> Iterator[tuple[str, Node, int]]:
    """Give the texts under the keys in question, at any depth, with key and line; a label may be several, by language."""
    stack = [claims] if claims is not None else []
    while stack:
        node = stack.pop()
        if isinstance(node.value, list):
            stack.extend(node.value)
        elif isinstance(node.value, dict):
            for key, child in node.value.items():
                if key in _KEYS:
                    several = child.value.values() if isinstance(child.value, dict) else [child]
                    yield from ((key, one, node.keys[key].line) for one in several if isinstance(one.value, str))
                else:
                    stack.append(child)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return zip(*(words[first:] for first in range(LONGEST_COPIED + 1)), strict=False)
