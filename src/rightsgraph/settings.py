"""The settings of a dataset: what its ``dataset.yaml`` says of the whole."""

from __future__ import annotations

from dataclasses import dataclass

from rightsgraph.terms import DEFAULT_BASE


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``dataset.yaml`` says: names, licence, the base its ids are resolved against, language and policy.

    ``quotes`` is ``remove`` or ``keep``: what `anchor` does with quotes.
    """

    title: str = "untitled"
    base: str = DEFAULT_BASE
    licence: str = ""
    publisher: str = ""
    language: str = "en"
    policy: str = "record"
    quotes: str = "remove"
