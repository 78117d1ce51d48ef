"""The words of a SPARQL query: where its strings, IRIs, comments, names and brackets stand.

Token by token after the grammar of SPARQL 1.1. Whatever looks into a query or changes it works on these, so that a bracket in a
string or a `VALUES` in a comment is never taken for the real thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from rightsgraph.errors import QueryError
from rightsgraph.findings import shown

_LETTERS: Final = "A-Za-z"
_MORE_LETTERS: Final = (
    r"\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF"
    r"\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_MORE_SIGNS: Final = r"\u00B7\u0300-\u036F\u203F\u2040"


@cache
def _grammar(base: str, more: str) -> re.Pattern[str]:
    """Compile the grammar of tokens over the letters that names begin with and the further signs inside them."""
    chars = rf"{base}_0-9{more}"
    escaped = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
    # A prefix is held to 200 characters: without an end in sight each word would be searched to the end of the query.
    prefix = rf"(?:[{base}](?:[{chars}.\-]{{0,200}}[{chars}\-])?)?"
    local = rf"(?:(?:[{base}_:0-9]|{escaped})(?:(?:[{chars}.:\-]|{escaped})*(?:[{chars}:\-]|{escaped}))?)?"
    return re.compile(
        r"(?P<blank>[ \t\r\n]+)"
        r"|(?P<comment>\#[^\r\n]*)"
        r"|(?P<string>\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\"|\'\'\'(?:\'{0,2}(?:[^\'\\]|\\.))*\'\'\'"
        r"|\"(?!\"\")(?:[^\"\\\r\n]|\\[^\r\n])*\"|\'(?!\'\')(?:[^\'\\\r\n]|\\[^\r\n])*\')"
        r"|(?P<iri><(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)"
        rf"|(?P<variable>[?$][{base}_0-9][{chars}]*)"
        rf"|(?P<blank_node>_:[{base}_0-9](?:[{chars}.\-]*[{chars}\-])?)"
        r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)"
        rf"|(?P<name>{prefix}:{local})"
        r"|(?P<number>(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)"
        r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
        r"|(?P<sign>\^\^|&&|\|\||!=|<=|>=|<<|[{}()\[\].,;+\-*/|^!?=<>~])",
        re.DOTALL,
    )


OPENING: Final = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: what it is, as written, and where it stands in the text.

    ``kind`` is blank, comment, string, iri, variable, blank_node, language, name, number, word or sign.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Say whether this is one of some keywords, in capitals or not."""
        return self.kind == "word" and self.text.upper() in words

    def is_sign(self, *signs: str) -> bool:
        """Say whether this is one of some brackets, operators or points."""
        return self.kind == "sign" and self.text in signs


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column of an offset, both counted from 1.

    >>> place("SELECT *\n{ }", 11)
    (2, 3)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def tokenize(text: str, file: str | None = None) -> list[Token]:
    """Cut a query into tokens; joined again they are the query, to the character.

    Raises QueryError with the line where a string has no end or a character has no meaning in SPARQL.

    >>> [token.text for token in tokenize('?s rg:date "a # b" # c') if token.kind != "blank"]
    ['?s', 'rg:date', '"a # b"', '# c']
    """
    tokens, end = _cut(text, _grammar(_LETTERS, ""))
    if end < len(text) and not text[end].isascii():
        # Names in other scripts are rare, and their grammar takes long to compile.
        tokens, end = _cut(text, _grammar(_LETTERS + _MORE_LETTERS, _MORE_SIGNS))
    if end < len(text):
        raise _refusal(text, end, file)
    return tokens


def _cut(text: str, grammar: re.Pattern[str]) -> tuple[list[Token], int]:
    """Cut a text as far as a grammar takes it, and say how far that is."""
    tokens: list[Token] = []
    offset = 0
    while found := grammar.match(text, offset):
        tokens.append(Token(found.lastgroup or "", found.group(), offset))
        offset = found.end()
    return tokens, offset


def meaning(tokens: list[Token]) -> list[Token]:
    """Leave out blanks and comments."""
    return [token for token in tokens if token.kind not in ("blank", "comment")]


def _refusal(text: str, offset: int, file: str | None) -> QueryError:
    line, column = place(text, offset)
    sign = text[offset]
    if sign in "\"'":
        return QueryError(
            f"the string that begins in column {column} has no end", file, line, 'close it, or write a `"` inside it as `\\"`'
        )
    what = f"`{shown(sign)}` (U+{ord(sign):04X})"
    return QueryError(f"{what} in column {column} means nothing in SPARQL", file, line, "take it out, or put it between quotation marks")
