"""Mistakes in a query, told in plain words: prefixes, terms that the ontology does not have, and what the grammar refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from rightsgraph.errors import QueryError
from rightsgraph.findings import nearest, shown
from rightsgraph.queries.shape import FORMS, Shape
from rightsgraph.queries.tokens import Token, place
from rightsgraph.terms import EDTF, OWL, RDF, RDFS, RG, ROOT, SCHEMA, SKOS, XSD, scheme_base
from rightsgraph.vocabulary import Vocabulary

_PAD: Final = " " * 24
_NOWHERE: Final[dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]] = {
    ox.Variable("rightsgraph_no_such_variable"): ox.NamedNode(RG)
}
_REASONS: Final = {
    "Prefix not found": "its prefix is not declared",
    "IRI parsing failed": "it is no IRI",
    "The SELECT overrides an existing variable using an expression": "SELECT gives a variable a value that it has already",
    "The SELECT contains a variable that is unbound": "SELECT names a variable that is neither in GROUP BY nor aggregated",
    "SELECT * is not authorized with GROUP BY": "with GROUP BY, SELECT must name its columns instead of `*`",
}


def known_prefixes(base: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the prefixes that a query need not declare: our terms, our schemes, `id:` for the dataset, and the usual ones."""
    usual = {"rdf": RDF, "rdfs": RDFS, "xsd": XSD, "owl": OWL, "skos": SKOS, "schema": SCHEMA, "edtf": EDTF.removesuffix("EDTF")}
    return {"rg": RG, "id": base, **usual, **{scheme: scheme_base(scheme) for scheme in vocabulary.concepts}}


def undeclared(shape: Shape, known: Mapping[str, str], text: str, file: str | None = None) -> dict[str, str]:
    """Return the known prefixes that a query uses and does not declare.

    Raises QueryError for one that is not known, with the nearest that is.
    """
    missing: dict[str, str] = {}
    for token in _body(shape):
        prefix = token.text.partition(":")[0]
        if token.kind != "name" or prefix in shape.prefixes or prefix in missing:
            continue
        if prefix not in known and token.start and text[token.start - 1] == "<":
            line, column = place(text, token.start - 1)
            what = f"the IRI that begins in column {column} holds a blank or another character that no IRI may hold"
            raise QueryError(what, file, line, "write a blank as `%20`, or put a blank behind `<` in a comparison")
        if prefix not in known:
            near = nearest(prefix, [*shape.prefixes, *known])
            raise QueryError(
                f"the prefix `{prefix}:` is not declared{near}",
                file,
                place(text, token.start)[0],
                f"declare it at the beginning: `PREFIX {prefix}: <…>`",
            )
        missing[prefix] = known[prefix]
    return missing


def unknown_terms(shape: Shape, prefixes: Mapping[str, str], base: str, vocabulary: Vocabulary, text: str) -> list[str]:
    """Say which names in our namespaces the ontology does not define, each with its line and the nearest that it does."""
    told: dict[str, str] = {}
    for token in _body(shape):
        iri = expand(token, prefixes)
        if iri and iri not in told and (known := _namesakes(iri, base, vocabulary)) is not None:
            written = token.text if token.kind == "name" else iri
            stem = written[: len(written) - len(_local(iri))]
            near = nearest(stem + _local(iri), [stem + name for name in known])
            told[iri] = f"line {place(text, token.start)[0]}: the ontology has no `{shown(written)}`{near}"
    return list(told.values())


def own_nodes(shape: Shape, prefixes: Mapping[str, str], base: str) -> list[str]:
    """Return the nodes of the dataset that a query names outside the rows of its parameters; not its graphs."""
    rows = {row.value for row in shape.rows.values() if row.value}
    found = []
    for token in _body(shape):
        if iri := expand(token, prefixes):
            whole = iri if ":" in iri else base + iri
            inside = any(start <= token.start < end for start, end in rows)
            if whole.startswith(base) and not whole.startswith(base + "graph/") and whole != base and not inside:
                found.append(whole)
    return list(dict.fromkeys(found))


def expand(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI that a token stands for; None where it is no IRI, or its prefix is not known."""
    if token.kind == "iri":
        return token.text[1:-1]
    if token.kind != "name":
        return None
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local) if prefix in prefixes else None


def _local(iri: str) -> str:
    return iri.removeprefix(RG) if iri.startswith(RG) else iri.rsplit("/", 1)[-1]


def _namesakes(iri: str, base: str, vocabulary: Vocabulary) -> list[str] | None:
    """Return the names to compare a misspelt term of ours with; None for a term that is known or not ours."""
    if not iri.startswith(ROOT) or iri.startswith((base, ROOT + "id/")) or iri == RG:
        return None
    if iri.startswith(RG):
        known = [*vocabulary.classes, *vocabulary.properties]
        return None if iri in vocabulary.labels or _local(iri) in known else known
    scheme, _, name = iri.removeprefix(ROOT).partition("/")
    if iri in vocabulary.labels or iri in vocabulary.members or (scheme in vocabulary.concepts and not name):
        return None
    concepts = vocabulary.concepts.get(scheme, frozenset())
    return None if name in concepts else sorted(concepts)


def _body(shape: Shape) -> Iterator[Token]:
    """Give the tokens behind the declarations."""
    skip = 0
    for token in shape.tokens:
        if token.is_word("PREFIX", "BASE"):
            skip = 2 if token.is_word("PREFIX") else 1
        elif skip:
            skip -= 1
        else:
            yield token


# --- the grammar --------------------------------------------------------------------------------------------------------------


def check_grammar(shape: Shape, text: str, prefixes: Mapping[str, str], base: str, file: str | None = None) -> None:
    """Raise QueryError, with line, column and a plain sentence, where the grammar refuses a query; nothing is evaluated."""
    if not shape.tokens:
        raise QueryError("the query is empty", file, remedy="begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if not shape.form:
        first = next(_body(shape), shape.tokens[-1])
        near = nearest(first.text.upper(), FORMS)
        raise QueryError(
            f"a query cannot begin with `{shown(first.text)}`{near}",
            file,
            place(text, first.start)[0],
            "begin with SELECT, ASK, CONSTRUCT or DESCRIBE",
        )
    if refused(text, shape.form, prefixes, base) is not None:
        raise _explain(shape, text, prefixes, base, file)


def refused(text: str, form: str, prefixes: Mapping[str, str], base: str) -> str | None:
    """Return what the engine's grammar says against a text, None where it takes it.

    The engine has no call that only parses. It refuses to bind a variable that a query does not give back, after it has
    parsed and before it begins; only ASK has no such variable and runs, on an empty store.
    """
    try:
        ox.Store().query(text, prefixes=dict(prefixes), base_iri=base, substitutions=None if form == "ASK" else _NOWHERE)
    except SyntaxError as error:
        return str(error)
    except RuntimeError:
        pass
    return None


def _explain(shape: Shape, text: str, prefixes: Mapping[str, str], base: str, file: str | None) -> QueryError:
    """Find the token that the grammar stumbles over.

    The engine tells the farthest place it looked at, which for a keyword is its length further on. So the tokens are set
    so far apart that no look reaches from one to the next.
    """
    padded = "".join(token.text.replace("\n", "\\n") + _PAD for token in shape.tokens)
    said = refused(padded, shape.form, prefixes, base) or refused(text, shape.form, prefixes, base) or ""
    found = re.match(r"error at 1:(\d+):", said)
    index = _token_at(shape.tokens, int(found.group(1)) - 1) if found else None
    reason = next((plain for words, plain in _REASONS.items() if words in said), None)
    if index is None:
        line, _ = place(text, len(text.rstrip()))
        return QueryError(reason or "the query ends too early", file, line, None if reason else "see what the last line lacks")
    token = shape.tokens[index]
    line, column = place(text, token.start)
    before = f" after `{shown(shape.tokens[index - 1].text)}`" if index else ""
    what = f"`{shown(token.text)}` in column {column}"
    if reason:
        return QueryError(f"{what}: {reason}", file, line)
    return QueryError(f"{what} is not expected{before}", file, line, _hint(shape.tokens, index))


def _token_at(tokens: Sequence[Token], offset: int) -> int | None:
    """Return the index of the token that an offset in the padded text belongs to, None behind the last."""
    for index, token in enumerate(tokens):
        offset -= len(token.text.replace("\n", "\\n")) + len(_PAD)
        if offset < 0:
            return index
    return None


def _hint(tokens: Sequence[Token], index: int) -> str | None:
    """Guess what is meant; None where nothing is likely."""
    token, before = tokens[index], tokens[index - 1] if index else None
    if before is not None and before.is_word("FILTER", "HAVING"):
        return f"put the condition between brackets: `{before.text} ( … )`"
    if token.is_word("ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET"):
        return f"{token.text.upper()} stands behind the last `}}`"
    if token.kind == "word" and token.text.upper() not in _KEYWORDS:
        near = nearest(token.text.upper(), _KEYWORDS)
        return (
            f"a word without a colon is a keyword{near}"
            if near
            else "write a name with its prefix, as `rg:date`, or a text in quotation marks"
        )
    if token.is_sign("}", "]") and before is not None and before.kind in ("iri", "name", "variable"):
        return "a pattern has three parts: subject, property, value"
    if token.kind in ("variable", "iri", "name"):
        return "patterns are parted by ` .`, or by ` ;` where the subject is the same"
    return None


_KEYWORDS: Final = (
    *("SELECT", "DISTINCT", "REDUCED", "WHERE", "FROM", "NAMED", "GRAPH", "OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "VALUES"),
    *("EXISTS", "NOT", "IN", "GROUP", "BY", "HAVING", "ORDER", "ASC", "DESC", "LIMIT", "OFFSET", "COUNT", "SUM", "MIN", "MAX", "AVG"),
    *("SAMPLE", "GROUP_CONCAT", "SEPARATOR", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "COALESCE", "CONTAINS", "STRSTARTS"),
    *("STRENDS", "STRBEFORE", "STRAFTER", "REGEX", "REPLACE", "CONCAT", "LCASE", "UCASE", "YEAR", "MONTH", "DAY", "NOW", "SAMETERM"),
)
