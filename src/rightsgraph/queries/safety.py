"""What a query must not do, told before an engine sees it.

The engine would go out to the network for SERVICE, and brings the process down on deep nesting (some 5,000 brackets) and long
chains (some 3,000 OPTIONALs or operators). A query that joins some hundred patterns, or multiplies long lists, still takes all
the time it likes: what comes from strangers runs in a process that can be ended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rightsgraph.errors import QueryError
from rightsgraph.queries.tokens import OPENING, Token, meaning, place, tokenize

LONGEST: Final = 100_000
"""How long a query may be, in bytes of UTF-8."""
DEEPEST: Final = 200
"""How many brackets may be open at once."""
LINKS: Final = 1_000
"""How many operators, points and patterns a query may chain."""

_CHAINED_SIGNS: Final = frozenset({"||", "&&", "+", "-", "*", "/", "|", "^", "!", ".", ";", "{", "["})
_CHAINED_WORDS: Final = frozenset({"BIND", "AS", "FILTER", "MINUS", "OPTIONAL", "UNION", "VALUES"})
_ASCII_ESCAPE: Final = re.compile(r"\\(?:u00[0-7][0-9A-Fa-f]|U000000[0-7][0-9A-Fa-f])")
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_OPERANDS: Final = frozenset({"variable", "iri", "name", "string", "number", "blank_node", "language"})


def check(text: str, file: str | None = None) -> list[Token]:
    """Return the tokens of a query that may be run; raise QueryError with place and reason for another."""
    try:
        length = len(text.encode())
    except UnicodeEncodeError as error:
        raise QueryError("the query is not UTF-8 text", file, place(text, error.start)[0], "save it as UTF-8") from error
    if length > LONGEST:
        raise QueryError(f"the query has {length:,} bytes, and at most {LONGEST:,} are read", file, remedy="ask in several queries")
    if found := _ASCII_ESCAPE.search(text):
        raise _refusal(text, found.start(), f"`{found.group()}` stands for a plain character", "write the character itself", file)
    tokens = tokenize(text, file)
    telling = meaning(tokens)
    _check_words(text, telling, file)
    _check_iris(text, telling, file)
    _check_size(text, telling, file)
    return tokens


def _refusal(text: str, offset: int, message: str, remedy: str, file: str | None) -> QueryError:
    return QueryError(message, file, place(text, offset)[0], remedy)


def _check_words(text: str, tokens: Sequence[Token], file: str | None) -> None:
    """Refuse SERVICE, updates and quoted triples.

    An engine may read `SERVICE:x` and `trueSERVICE:x` as the keyword SERVICE, so no prefix may have the word in it.
    """
    for token in tokens:
        word = token.text if token.kind == "word" else token.text.partition(":")[0] if token.kind == "name" else ""
        if "SERVICE" in word.upper():
            if token.kind == "name":
                raise _refusal(text, token.start, f"the prefix `{word}:` could be read as SERVICE", "choose another prefix", file)
            raise _refusal(text, token.start, "SERVICE would send a part of the query to another server", "ask that server itself", file)
        if token.is_sign("<<"):
            raise _refusal(
                text, token.start, "`<<` opens a quoted triple, which is not SPARQL 1.1", "put a blank between `<` and `<`", file
            )
    first = next((token for token in after_prologue(tokens)), None)
    if first is not None and first.is_word(*_UPDATES):
        what = f"`{first.text.upper()}` would change data, and queries only read"
        raise _refusal(text, first.start, what, "begin with SELECT, ASK, CONSTRUCT or DESCRIBE", file)


def after_prologue(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return what follows the declarations of prefixes and base."""
    index = 0
    while index < len(tokens):
        if tokens[index].is_word("PREFIX"):
            index += 3
        elif tokens[index].is_word("BASE"):
            index += 2
        else:
            break
    return tokens[index:]


def _check_iris(text: str, tokens: Sequence[Token], file: str | None) -> None:
    """Refuse files and other schemes as data, and an IRI that an engine could take for a comparison with a comment behind it."""
    declared = {tokens[i + 1].text: tokens[i + 2].text for i in range(len(tokens) - 2) if tokens[i].is_word("PREFIX")}
    inside: list[str] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if token.is_sign(*OPENING):
            inside.append(token.text)
        elif token.is_sign(*OPENING.values()) and inside:
            inside.pop()
        if token.kind == "iri" and token.text.lower().startswith("<file:"):
            raise _refusal(text, token.start, f"`{token.text}` names a file of this machine", "name a graph by its http address", file)
        if before is not None and _names_data(tokens, index):
            address = declared.get(token.text.partition(":")[0] + ":", "") if token.kind == "name" else token.text
            if re.match(r"<?[A-Za-z][A-Za-z0-9+.-]*:", address) and not re.match(r"<https?:", address, re.IGNORECASE):
                raise _refusal(text, token.start, f"`{token.text}` is no http address", "name a graph by its http address", file)
        if inside[-1:] == ["("] and before is not None and _is_doubtful(before, token):
            what = f"`{token.text}` could be an IRI or a comparison"
            raise _refusal(text, token.start, what, "put blanks around `<`, or write the whole IRI", file)


def _is_doubtful(before: Token, token: Token) -> bool:
    """Say whether `?a<#>` may be read as a comparison that a comment or a string follows."""
    hides = token.kind == "iri" and "://" not in token.text and ("#" in token.text or "'" in token.text)
    return hides and (before.kind in _OPERANDS or before.is_sign(")"))


def _names_data(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a token stands behind FROM, FROM NAMED or BASE."""
    before = tokens[index - 1]
    return before.is_word("FROM", "BASE", "FROMNAMED") or (before.is_word("NAMED") and index > 1 and tokens[index - 2].is_word("FROM"))


def _check_size(text: str, tokens: Sequence[Token], file: str | None) -> None:
    """Refuse deep nesting and long chains, and brackets that do not match."""
    opened: list[Token] = []
    links = 0
    for token in tokens:
        links += token.text in _CHAINED_SIGNS if token.kind == "sign" else token.is_word(*_CHAINED_WORDS)
        links += bool(opened) and opened[-1].text != "(" and token.is_sign(",")
        if token.is_sign(*OPENING):
            opened.append(token)
        elif token.is_sign(*OPENING.values()):
            _close(text, opened, token, file)
        # An engine may read `?a<((((1))))>2` as a comparison, where the token is an IRI.
        hidden = token.text.count("(") + token.text.count("[") if token.kind == "iri" else 0
        if len(opened) + hidden > DEEPEST:
            raise _refusal(text, token.start, f"more than {DEEPEST} brackets are open at once", "ask in several queries", file)
        if links > LINKS:
            raise _refusal(
                text, token.start, f"more than {LINKS:,} operators and patterns are chained", "list values in VALUES or IN", file
            )
    if opened:
        line, column = place(text, opened[-1].start)
        raise QueryError(f"the `{opened[-1].text}` in column {column} is never closed", file, line, f"add `{OPENING[opened[-1].text]}`")


def _close(text: str, opened: list[Token], token: Token, file: str | None) -> None:
    line, column = place(text, token.start)
    if not opened:
        raise QueryError(f"the `{token.text}` in column {column} closes nothing", file, line, "take it out")
    wanted = OPENING[opened[-1].text]
    if token.text != wanted:
        there = place(text, opened[-1].start)
        raise QueryError(
            f"`{token.text}` in column {column} stands where `{wanted}` must close the `{opened[-1].text}` of line {there[0]}", file, line
        )
    opened.pop()
