"""Answers to `conflicts` and `why`: policy's findings with names, sources and passages, as text and as JSON."""

from __future__ import annotations

from typing import Any

from rightsgraph.answers.conflicting import as_data as conflicts_as_data
from rightsgraph.answers.conflicting import as_text as conflicts_as_text
from rightsgraph.answers.explaining import Explainer
from rightsgraph.answers.names import Account, Names, Style, plain
from rightsgraph.derive import Derived
from rightsgraph.policy import Explanation, Term
from rightsgraph.vocabulary import Vocabulary

__all__ = ["Account", "Answers", "Style", "plain"]


class Answers:
    """Puts names and places to what the policy finds in a dataset."""

    def __init__(self, derived: Derived, vocabulary: Vocabulary) -> None:
        self.derived = derived
        self.names = Names(derived, vocabulary)
        self._explainer = Explainer(derived, self.names)

    def conflicts(self) -> list[dict[str, Any]]:
        """Return what sources disagree on, as plain data.

        Each entry has ``kind`` (``values`` or ``denial``), ``subject`` and its ``label``, ``property``, ``positions``, ``record``
        (the values that stand on record) and ``settled`` (an editor's preference, or null). A position has ``property``,
        ``value``, ``label``, ``claims``, ``deniedBy``, ``agreesWith`` (the more exact values that lie inside this one) and
        ``refinedBy`` (the first of these, or null for a value that stands against the others).
        """
        return conflicts_as_data(self.derived, self.names)

    def conflicts_as_text(self, found: list[dict[str, Any]], style: Style = plain) -> str:
        """Tell disagreements for people."""
        return conflicts_as_text(found, style)

    def why(self, subject: str, name: str | None = None) -> list[Explanation]:
        """Explain what stands on record of a node (an id, or an IRI), or of one property of it.

        Of a claim, each of its statements is explained; of a node that no claim describes, the statements that name it. Raises
        NotFound with the nearest known node or property.
        """
        return self._explainer.explain(subject, name)

    def why_as_data(self, explanations: list[Explanation]) -> list[dict[str, Any]]:
        """Return explanations as plain data: triple, claim, whether admitted, the rule, what became of it, and who denies it."""
        return self._explainer.as_data(explanations)

    def why_as_text(self, subject: str, explanations: list[Explanation], style: Style = plain) -> str:
        """Tell explanations for people: each property with what stands on record, then every claim on it and its rule."""
        return self._explainer.as_text(subject, explanations, style)

    def account(self, iri: str) -> Account:
        """Return a claim as an answer shows it."""
        return self.names.account(iri)

    def label(self, iri: str) -> str:
        """Return a node's name, on one line and free of control characters."""
        return self.names.label(iri)

    def value(self, term: Term) -> str:
        """Return a value for people: a date in words, a concept or a node by its name, a text in quotes."""
        return self.names.value(term)
