"""How a query is built: its form, its prefixes, where WHERE begins, and the rows of VALUES that lead it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rightsgraph.queries.safety import after_prologue
from rightsgraph.queries.tokens import OPENING, Token, meaning

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """The example values of one variable in a leading row of VALUES.

    ``value`` is the span of the text that another value may replace, None where several rows bind several variables at
    once; ``example`` the first value as written.
    """

    variable: str
    value: Span | None
    example: str


@dataclass(frozen=True)
class Shape:
    """What a query declares and binds; ``where`` is the index of the token that opens WHERE, None where there is none."""

    form: str
    prefixes: dict[str, str]
    has_base: bool
    tokens: Sequence[Token]
    where: int | None
    short: bool
    rows: dict[str, Row]
    """The leading rows by variable, without question mark."""

    @property
    def variables(self) -> list[str]:
        """The variables of the query in the order they are first written."""
        return list(dict.fromkeys(token.text[1:] for token in self.tokens if token.kind == "variable"))

    def closing(self, opening: int) -> int:
        """Return the index of the token that closes a bracket."""
        return matching(self.tokens, opening)

    def is_computed(self, variable: str) -> bool:
        """Say whether a variable gets its value by AS."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return any(first.is_word("AS") and second.kind == "variable" and second.text[1:] == variable for first, second in pairs)

    def is_listed(self, variable: str) -> bool:
        """Say whether a variable has a row of VALUES anywhere."""
        for index, token in enumerate(self.tokens):
            if token.is_word("VALUES"):
                names = _row_variables(self.tokens, index + 1)[0]
                if variable in names:
                    return True
        return False

    def is_in_reach(self, variable: str) -> bool:
        """Say whether a value from the beginning of WHERE reaches a variable: it stands outside of sub-SELECTs, or comes out of one."""
        return variable in _reached(self.tokens, self.where or 0)


def shape_of(tokens: Sequence[Token]) -> Shape:
    """Read the build of a query from its tokens. Where the query is broken it reads as far as it can."""
    telling = meaning(list(tokens))
    body = after_prologue(telling)
    start = len(telling) - len(body)
    form = body[0].text.upper() if body and body[0].is_word(*FORMS) else ""
    where, short = _find_where(telling, start, form)
    prefixes = {telling[i + 1].text[:-1]: telling[i + 2].text[1:-1] for i in range(start - 2) if telling[i].is_word("PREFIX")}
    rows = {} if where is None or short else _leading_rows(telling, where + 1)
    return Shape(form, prefixes, any(token.is_word("BASE") for token in telling[:start]), telling, where, short, rows)


def matching(tokens: Sequence[Token], opening: int) -> int:
    """Return the index of the token that closes a bracket; the last token where nothing does."""
    depth = 0
    for index in range(opening, len(tokens)):
        depth += tokens[index].is_sign(*OPENING) - tokens[index].is_sign(*OPENING.values())
        if depth == 0:
            return index
    return len(tokens) - 1


def _find_where(tokens: Sequence[Token], start: int, form: str) -> tuple[int | None, bool]:
    """Find the brace that opens WHERE; the second value says that it is CONSTRUCT's short form, which takes only triples."""
    index = start + 1
    short = form == "CONSTRUCT" and index < len(tokens) and not tokens[index].is_sign("{")
    if form == "CONSTRUCT" and not short:
        index = matching(tokens, index) + 1
    while index < len(tokens):
        if tokens[index].is_sign("{"):
            return index, short
        index = matching(tokens, index) + 1 if tokens[index].is_sign(*OPENING) else index + 1
    return None, short


def _row_variables(tokens: Sequence[Token], index: int) -> tuple[list[str], int]:
    """Read the variables behind VALUES; the second value is the index behind them."""
    if index < len(tokens) and tokens[index].kind == "variable":
        return [tokens[index].text[1:]], index + 1
    if index < len(tokens) and tokens[index].is_sign("("):
        end = matching(tokens, index)
        return [token.text[1:] for token in tokens[index:end] if token.kind == "variable"], end + 1
    return [], index


def _leading_rows(tokens: Sequence[Token], index: int) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    while index < len(tokens) and tokens[index].is_word("VALUES"):
        bare = index + 1 < len(tokens) and tokens[index + 1].kind == "variable"
        names, opening = _row_variables(tokens, index + 1)
        if opening >= len(tokens) or not tokens[opening].is_sign("{"):
            break
        end = matching(tokens, opening)
        for row in _rows_of(tokens, names, opening, end, bare):
            rows.setdefault(row.variable, row)
        index = end + 1
        if index < len(tokens) and tokens[index].is_sign("."):
            index += 1
    return rows


def _rows_of(tokens: Sequence[Token], names: list[str], opening: int, end: int, bare: bool) -> list[Row]:
    if bare:
        terms = _terms(tokens[opening + 1 : end])
        example = _written(terms[0]) if terms else ""
        return [Row(names[0], (tokens[opening].end, tokens[end].start), example)]
    lines = _lines(tokens, opening + 1, end)
    if not lines or len(lines[0]) != len(names):
        return [Row(name, None, "") for name in names]
    spans = [(terms[0].start, terms[-1].end) if len(lines) == 1 else None for terms in lines[0]]
    return [Row(name, span, _written(terms)) for name, span, terms in zip(names, spans, lines[0], strict=True)]


def _lines(tokens: Sequence[Token], index: int, end: int) -> list[list[list[Token]]]:
    """Read the bracketed rows of VALUES, each as its terms, each term as its tokens."""
    lines = []
    while index < end and tokens[index].is_sign("("):
        close = matching(tokens, index)
        lines.append(_terms(tokens[index + 1 : close]))
        index = close + 1
    return lines


def _terms(tokens: Sequence[Token]) -> list[list[Token]]:
    """Put the tokens of terms together: a string with its language or datatype, a number with its sign."""
    terms: list[list[Token]] = []
    for token in tokens:
        joins = token.kind == "language" or token.is_sign("^^") or (terms and terms[-1][-1].is_sign("^^", "-", "+"))
        if joins and terms:
            terms[-1].append(token)
        else:
            terms.append([token])
    return terms


def _written(term: Sequence[Token]) -> str:
    return "".join(token.text for token in term)


def _reached(tokens: Sequence[Token], where: int) -> set[str]:
    """Return the variables that stand in a group outside of sub-SELECTs, or in what these select (all of them under `*`)."""
    found: set[str] = set()
    index, end = where, matching(tokens, where)
    while index <= end:
        token = tokens[index]
        if token.kind == "variable":
            found.add(token.text[1:])
        elif token.is_word("SELECT"):
            body, _ = _find_where(tokens, index, "SELECT")
            if body is None:
                break
            selected = tokens[index:body]
            inner = _reached(tokens, body)
            found |= inner if any(part.is_sign("*") for part in selected) else {t.text[1:] for t in selected if t.kind == "variable"}
            index = matching(tokens, body)
        index += 1
    return found
