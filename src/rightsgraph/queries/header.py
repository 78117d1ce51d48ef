"""The head of a query file: `#+` lines that say what it asks and which values it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rightsgraph.errors import QueryError
from rightsgraph.findings import nearest, shown

KINDS: Final = ("iri", "concept", "date", "text", "number")
_KEYS: Final = ("title", "question", "param", "tags")
_LINE: Final = re.compile(r"#\+\s*(?P<key>[^:]*?)\s*:\s*(?P<value>.*)")
_PARAM: Final = re.compile(
    r"[?$]?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s+(?P<kind>[a-z]+)(?:\s+(?P<class>[A-Za-z][A-Za-z0-9-]*))?\s+(?:—|–|--?)\s+(?P<about>\S.*)"
)


@dataclass(frozen=True, slots=True)
class Param:
    """A value that a query takes: its name (the variable's), its kind, the class or scheme it should be of, and what it is.

    ``kind`` is iri, concept, date, text or number.
    """

    name: str
    kind: str
    of: str | None
    about: str
    line: int


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a query says; empty where it says nothing."""

    title: str = ""
    question: str = ""
    params: tuple[Param, ...] = ()
    tags: tuple[str, ...] = ()

    def param(self, name: str) -> Param | None:
        """Return what is said of a parameter."""
        return next((param for param in self.params if param.name == name), None)


def read(text: str, file: str | None = None) -> Header:
    r"""Read the `#+` lines before the first line that is no comment.

    Raises QueryError, with file and line, for a line that does not say ``#+ key: value`` or whose key is not known.

    >>> read("#+ title: Where\n#+ param: day date — the day asked for").params[0].kind
    'date'
    """
    found: dict[str, str] = {}
    params: list[Param] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            break
        if not line.startswith("#+"):
            continue
        key, value = _key_and_value(line, file, number)
        if key == "param":
            params.append(_param(value, params, file, number))
        elif key in found:
            raise QueryError(f"`{key}` is said twice", file, number, "keep one of the two lines")
        else:
            found[key] = value
    tags = tuple(tag for part in found.get("tags", "").split(",") if (tag := part.strip()))
    return Header(found.get("title", ""), found.get("question", ""), tuple(params), tags)


def _key_and_value(line: str, file: str | None, number: int) -> tuple[str, str]:
    match = _LINE.fullmatch(line.rstrip())
    if match is None or not match["value"]:
        raise QueryError(f"`{shown(line)}` is no line of a head", file, number, "write `#+ key: value`")
    if match["key"] not in _KEYS:
        what = f"a head has no `{shown(match['key'])}`{nearest(match['key'], _KEYS)}"
        raise QueryError(what, file, number, f"known are: {', '.join(_KEYS)}")
    return match["key"], match["value"]


def _param(value: str, earlier: list[Param], file: str | None, number: int) -> Param:
    match = _PARAM.fullmatch(value)
    if match is None:
        example = "#+ param: person iri Person — the person's id or IRI"
        raise QueryError(f"`{shown(value)}` does not describe a parameter", file, number, f"write name, kind and meaning, as `{example}`")
    if match["kind"] not in KINDS:
        what = f"there is no kind `{match['kind']}` of parameter{nearest(match['kind'], KINDS)}"
        raise QueryError(what, file, number, f"known are: {', '.join(KINDS)}")
    if any(param.name == match["name"] for param in earlier):
        raise QueryError(f"the parameter `{match['name']}` is described twice", file, number, "keep one of the two lines")
    return Param(match["name"], match["kind"], match["class"], match["about"], number)
