"""A query made ready to run: checked, its prefixes declared, its parameters set as terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from rightsgraph.errors import ParameterError, QueryError
from rightsgraph.findings import nearest
from rightsgraph.queries import header, safety, slips
from rightsgraph.queries.shape import Row, Shape, shape_of
from rightsgraph.queries.values import Reader, Term
from rightsgraph.vocabulary import Vocabulary


@dataclass(frozen=True)
class Prepared:
    """A query as any engine may run it.

    ``form`` is SELECT, ASK, CONSTRUCT or DESCRIBE; ``bindings`` are the terms its parameters stand for now; ``warnings`` name
    terms in our namespaces that the ontology does not define, ``nodes`` are the nodes of the dataset that the text names itself,
    ``examples`` the parameters that were not given, with the examples that stand in for them.
    """

    text: str
    form: str
    bindings: Mapping[str, Term] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    examples: Mapping[str, str] = field(default_factory=dict)


def prepare(text: str, params: Mapping[str, str], base: str, vocabulary: Vocabulary, file: str | None = None) -> Prepared:
    """Check a query and set its parameters; the same text then runs locally and at any endpoint.

    A parameter is the row `VALUES ?x { example }` that leads WHERE; its example is replaced by the value, read as a term of
    the kind that the head says (or that the example is of) and written as N-Triples writes it: a value stays one term
    whatever it holds. A query without a head takes any variable: where it has no row, one is put first in WHERE.

    The row is kept for the local store, too. ``substitutions=`` of pyoxigraph 0.5 binds only variables that SELECT
    gives back, which parameters seldom are, and raises RuntimeError for the others.

    Prefixes that the project knows are declared where the query uses them and does not. They go before its first line,
    without a line end, so that line numbers stay right. Raises QueryError and ParameterError.
    """
    name = file or "query"
    shape, known = _checked(text, base, vocabulary, name)
    missing = slips.undeclared(shape, known, text, name)
    slips.check_grammar(shape, text, missing, base, name)
    prefixes = {**known, **shape.prefixes}
    warnings = slips.unknown_terms(shape, prefixes, base, vocabulary, text)
    reader = Reader(base, vocabulary, prefixes)
    bindings = {key.lstrip("?$"): value for key, value in params.items()}
    described = header.read(text, name)
    edits = {}
    terms: dict[str, Term] = {}
    for variable, value in bindings.items():
        row = _find(variable, shape, described)
        param = described.param(variable)
        example = _example(row, reader)
        terms[variable] = reader.read(variable, value, param.kind if param else None, param.of if param else None, example)
        if row and row.value:
            edits[row.value] = f" {terms[variable]} "
    added = {variable: term for variable, term in terms.items() if variable not in shape.rows}
    edits |= _new_rows(added, shape)
    ready = _edited(text, edits)
    if added and (slips.refused(ready, shape.form, missing, base)):
        raise ParameterError(f"a value for {_listed(added)} cannot be set in this query", remedy=_ROW.format(next(iter(added))))
    left = {name: _example(row, reader) for name, row in shape.rows.items() if name not in terms and described.param(name)}
    return Prepared(
        _prologue(shape, missing, base) + ready,
        shape.form,
        terms,
        tuple(warnings),
        tuple(slips.own_nodes(shape, prefixes, base)),
        {name: reader.example(None, term) for name, term in left.items() if term is not None},
    )


_ROW = "begin WHERE with `VALUES ?{} {{ … }}`, an example value between the braces"


def examples(text: str, base: str, vocabulary: Vocabulary, file: str | None = None) -> dict[str, str]:
    """Return the example values of a query's parameters as a person would write them."""
    shape, known = _checked(text, base, vocabulary, file or "query")
    reader = Reader(base, vocabulary, {**known, **shape.prefixes})
    found = {name: _example(row, reader) for name, row in shape.rows.items()}
    return {name: reader.example(None, term) for name, term in found.items() if term is not None}


def _checked(text: str, base: str, vocabulary: Vocabulary, file: str) -> tuple[Shape, dict[str, str]]:
    return shape_of(safety.check(text, file)), slips.known_prefixes(base, vocabulary)


def _listed(names: Mapping[str, Term]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _find(variable: str, shape: Shape, described: header.Header) -> Row | None:
    """Return the row of a parameter, None where one is to be made; raise ParameterError for a name that cannot be set."""
    known = [param.name for param in described.params] or shape.variables
    if variable not in known:
        listed = f"it takes: {', '.join(known)}" if known else "it takes no values"
        raise ParameterError(f"the query has no parameter `{variable}`{nearest(variable, known)}", remedy=listed)
    row = shape.rows.get(variable)
    if row is not None and row.value is None:
        raise ParameterError(f"`{variable}` has several rows of VALUES", remedy="give it one row of its own")
    if row is None and (why := _why_not(variable, shape)):
        raise ParameterError(f"`{variable}` cannot be set: {why}", remedy=_ROW.format(variable))
    return row


def _why_not(variable: str, shape: Shape) -> str | None:
    """Say why a variable without a leading row cannot get one; None where it can."""
    if shape.where is None or shape.short:
        return "the query has no WHERE to begin with a row of VALUES"
    if shape.is_listed(variable):
        return "its row of VALUES does not stand first in WHERE"
    if shape.is_computed(variable):
        return "the query computes it"
    return None if shape.is_in_reach(variable) else "it stands inside a sub-SELECT that does not give it back"


def _example(row: Row | None, reader: Reader) -> Term | None:
    """Return the term that the example of a row stands for."""
    if row is None or not row.example or row.example.upper() == "UNDEF":
        return None
    try:
        rows = ox.Store().query(
            f"SELECT ?value {{ VALUES ?value {{ {row.example} }} }}", prefixes=dict(reader.prefixes), base_iri=reader.base
        )
    except SyntaxError as error:
        raise QueryError(f"the example `{row.example}` of `{row.variable}` is no term") from error
    found = next((row["value"] for row in rows), None) if isinstance(rows, ox.QuerySolutions) else None
    return found if isinstance(found, ox.NamedNode | ox.Literal) else None


def _new_rows(added: Mapping[str, Term], shape: Shape) -> dict[tuple[int, int], str]:
    """Put rows first in WHERE; a WHERE that is one sub-SELECT gets braces of its own, as the grammar wants."""
    if not added or shape.where is None:
        return {}
    rows = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in added.items())
    opening, closing = shape.tokens[shape.where], shape.tokens[shape.closing(shape.where)]
    if shape.tokens[shape.where + 1].is_word("SELECT"):
        return {(opening.end, opening.end): f"{rows} {{", (closing.start, closing.start): "}"}
    return {(opening.end, opening.end): rows}


def _edited(text: str, edits: Mapping[tuple[int, int], str]) -> str:
    for (start, end), new in sorted(edits.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _prologue(shape: Shape, missing: Mapping[str, str], base: str) -> str:
    """Write the declarations that a query lacks: its prefixes, and the dataset's base where it names something relative to it."""
    relative = any(token.kind == "iri" and ":" not in token.text.split("/")[0] for token in shape.tokens)
    start = f"BASE <{base}> " if relative and not shape.has_base else ""
    return start + "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in missing.items())
