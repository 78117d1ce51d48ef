"""The values of a query's parameters: a word from the command line becomes a term of the kind asked for, or is refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from rightsgraph import dates
from rightsgraph.errors import DateError, ParameterError, QueryError
from rightsgraph.findings import nearest, shown
from rightsgraph.queries.tokens import tokenize
from rightsgraph.terms import EDTF, ROOT, XSD, XSD_DATE, scheme_base, shorten
from rightsgraph.vocabulary import Vocabulary

Term = ox.NamedNode | ox.Literal

_ID: Final = re.compile(r"[a-z][a-z0-9-]*(?:/[A-Za-z0-9][A-Za-z0-9._~-]*)+(?:#[A-Za-z0-9][A-Za-z0-9._~/=,-]*)?")
_ABSOLUTE: Final = re.compile(r"(?:https?://|urn:|mailto:|tag:|doi:)\S+", re.IGNORECASE)
_NUMBERS: Final = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "double": re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
}
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXAMPLES: Final = {"iri": "person/azimjan-askarov", "concept": "stance:believes", "date": "2010-06-25", "text": "Osh", "number": "3"}


@dataclass(frozen=True)
class Reader:
    """Reads values for the parameters of one query; ``prefixes`` are those that its values may use."""

    base: str
    vocabulary: Vocabulary
    prefixes: Mapping[str, str]

    def read(self, name: str, value: str, kind: str | None, of: str | None = None, example: Term | None = None) -> Term:
        """Make of a value a term of a kind, in the datatype of the example; without a kind, one of the example's kind.

        Raises ParameterError, with an example, for a value that does not fit.
        """
        if strange := next((sign for sign in value if (sign < " " and sign not in "\t\n\r") or "\ud800" <= sign <= "\udfff"), None):
            raise ParameterError(f"the value of `{name}` holds the control character U+{ord(strange):04X}", remedy="take it out")
        asked = _Asked(name, value, self.example(kind, example))
        kind = kind or _kind_of(example)
        match kind:
            case "iri":
                return self._iri(asked)
            case "concept":
                return self._concept(asked, of)
            case "date":
                return _date(asked, example)
            case "number":
                return _number(asked, example)
            case "text":
                return _text(value, example)
            case _:
                return self._any(asked)

    def example(self, kind: str | None, example: Term | None) -> str:
        """Return an example as a person would write it."""
        if isinstance(example, ox.NamedNode):
            return shorten(example.value, self.base)
        return example.value if example is not None else _EXAMPLES[kind or "iri"]

    def _iri(self, asked: _Asked) -> ox.NamedNode:
        value = asked.value.strip()
        prefix, colon, local = value.partition(":")
        if value.startswith("<") and value.endswith(">"):
            return asked.node(value[1:-1])
        if _ID.fullmatch(value):
            return asked.node(self.base + value)
        if _ABSOLUTE.fullmatch(value):
            return asked.node(value)
        if colon and prefix in self.prefixes:
            return asked.node(self.prefixes[prefix] + local)
        near = nearest(prefix, self.prefixes) if colon and prefix else ""
        raise asked.refusal("is no id, IRI or prefixed name", near)

    def _concept(self, asked: _Asked, scheme: str | None) -> ox.NamedNode:
        value = asked.value.strip()
        bare = scheme is not None and scheme in self.vocabulary.concepts and ":" not in value
        node = asked.node(scheme_base(scheme or "") + value) if bare else self._iri(asked)
        owner, _, name = node.value.removeprefix(ROOT).partition("/")
        known = self.vocabulary.concepts.get(owner)
        if not node.value.startswith(ROOT) or node.value in self.vocabulary.members:
            return node
        if known is None or name not in known:
            wanted = owner if known is not None else scheme or ""
            names = [f"{wanted}:{concept}" for concept in sorted(self.vocabulary.concepts.get(wanted, ()))]
            raise asked.refusal("is no concept of the vocabularies", nearest(f"{owner}:{name}", names))
        if scheme in self.vocabulary.concepts and owner != scheme:
            raise asked.refusal(f"is of the scheme `{owner}`, not of `{scheme}`")
        return node

    def _any(self, asked: _Asked) -> Term:
        """Read a value whose kind nothing tells: a term as SPARQL writes it, an id, an IRI, a number; else a text."""
        value = asked.value
        if _is_written(value):
            return self._as_written(asked)
        if _ID.fullmatch(value) or _ABSOLUTE.fullmatch(value) or (":" in value and value.partition(":")[0] in self.prefixes):
            return self._iri(asked)
        if _DAY.fullmatch(value):
            remedy = f'write `"{value}"^^edtf:EDTF` for a date of the sources, or `"{value}"^^xsd:date` for a computed one'
            raise ParameterError(f"what kind of date `{value}` is meant to be for `{asked.name}` is not clear", remedy=remedy)
        return _number(asked, None) if any(form.fullmatch(value) for form in _NUMBERS.values()) else _text(value, None)

    def _as_written(self, asked: _Asked) -> Term:
        """Read a term in SPARQL's own notation, by the engine's grammar."""
        query = f"SELECT * {{ VALUES ?value {{ {asked.value} }} }}"
        try:
            rows = ox.Store().query(query, prefixes=dict(self.prefixes), base_iri=self.base)
        except SyntaxError as error:
            raise asked.refusal("is no term") from error
        found = [row["value"] for row in rows] if isinstance(rows, ox.QuerySolutions) else []
        if len(found) != 1 or not isinstance(found[0], ox.NamedNode | ox.Literal):
            raise asked.refusal("is no term")
        return found[0]


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    value: str
    example: str

    def refusal(self, what: str, near: str = "") -> ParameterError:
        return ParameterError(f"`{shown(self.value)}` for `{self.name}` {what}{near}", remedy=f"write it as `{self.example}`")

    def node(self, iri: str) -> ox.NamedNode:
        try:
            return ox.NamedNode(iri)
        except ValueError as error:
            raise self.refusal(f"is no IRI: {error}") from error


def _is_written(value: str) -> bool:
    """Say whether a value is one string or IRI as SPARQL writes it."""
    try:
        tokens = tokenize(value)
    except QueryError:
        return False
    match [token.text if token.kind == "sign" else token.kind for token in tokens]:
        case ["iri"] | ["string"] | ["string", "language"] | ["string", "^^", "iri" | "name"]:
            return True
        case _:
            return False


def _kind_of(example: Term | None) -> str | None:
    if isinstance(example, ox.NamedNode):
        return "iri"
    if example is None:
        return None
    datatype = example.datatype.value
    if datatype in (EDTF, XSD_DATE):
        return "date"
    return "number" if datatype in {XSD + name for name in _NUMBERS} else "text"


def _date(asked: _Asked, example: Term | None) -> ox.Literal:
    value = asked.value.strip()
    wanted = example.datatype.value if isinstance(example, ox.Literal) else XSD_DATE if _DAY.fullmatch(value) else EDTF
    try:
        if wanted == XSD_DATE:
            if not _DAY.fullmatch(value):
                raise ValueError
            datetime.date.fromisoformat(value)
        else:
            dates.bounds(value)
    except DateError as error:
        raise asked.refusal("is no date", f" ({error.remedy})" if error.remedy else "") from error
    except ValueError as error:
        raise asked.refusal("is no day") from error
    return ox.Literal(value, datatype=ox.NamedNode(wanted))


def _number(asked: _Asked, example: Term | None) -> ox.Literal:
    value = asked.value.strip()
    form = next((form for form, pattern in _NUMBERS.items() if pattern.fullmatch(value)), None)
    if form is None:
        raise asked.refusal("is no number")
    wanted = example.datatype.value if isinstance(example, ox.Literal) else XSD + form
    if wanted == XSD + "integer" and form != "integer":
        raise asked.refusal("is no whole number")
    return ox.Literal(value, datatype=ox.NamedNode(wanted))


def _text(value: str, example: Term | None) -> ox.Literal:
    language = example.language if isinstance(example, ox.Literal) else None
    return ox.Literal(value, language=language) if language else ox.Literal(value)
