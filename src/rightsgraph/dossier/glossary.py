"""The terms of the ontology, explained where they first appear on a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from rightsgraph import vocabulary
from rightsgraph.terms import RDFS_LABEL, RG, ROOT, SKOS

CLASSES: Final = "class"
"""The name under which the glossary keeps the classes of the ontology."""


@lru_cache(maxsize=1)
def definitions() -> Mapping[tuple[str, str], str]:
    """Return the definitions of the ontology by scheme and label; classes go under ``CLASSES``.

    >>> definitions()["stance", "alleges"]
    'Accuses, or claims a wrong, that is yet to be shown.'
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for triple in vocabulary.triples():
        found[str(getattr(triple.subject, "value", ""))].setdefault(triple.predicate.value, getattr(triple.object, "value", ""))
    return {
        (_scheme(iri, about), label): about[SKOS + "definition"]
        for iri, about in found.items()
        if SKOS + "definition" in about and (label := about.get(SKOS + "prefLabel") or about.get(RDFS_LABEL))
    }


def _scheme(iri: str, about: Mapping[str, str]) -> str:
    scheme = about.get(SKOS + "inScheme", "").removeprefix(ROOT).rstrip("/")
    return scheme or (CLASSES if iri.startswith(RG) and iri[len(RG) :][:1].isupper() else "")


class Glossary:
    """Explains each term once, where it is first asked for: one glossary for one page."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def explain(self, word: str, *schemes: str) -> Markup | str:
        """Return a word with its definition to point at or to move to, or the word alone where it is known or has none."""
        meaning = next((text for scheme in schemes if (text := definitions().get((scheme, word)))), "")
        if not meaning or word in self._seen:
            return word
        self._seen.add(word)
        name = f"term-{len(self._seen)}"
        return Markup(
            '<span class="term" tabindex="0" aria-describedby="{}">{}<span class="meaning" role="tooltip" id="{}"> {}</span></span>'
        ).format(name, word, name, meaning)
