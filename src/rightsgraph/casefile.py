"""Case files: YAML read as strings, lists and mappings, with the line of everything.

The reader builds its tree from the parser's events, without recursion: it is faster than a loader, every scalar stays as
written (``on``, ``NO``, ``0123``, ``1.10``), and what YAML allows but a case file must not hold (anchors, aliases, tags,
duplicate keys, several documents, bottomless nesting) is refused with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

import yaml

from rightsgraph.errors import CaseFileError
from rightsgraph.findings import shown

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Value: TypeAlias = "str | list[Node] | dict[str, Node]"

MAX_DEPTH: Final = 40
MAX_BYTES: Final = 16 * 1024 * 1024

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: ``index`` in characters from 0, ``line`` and ``column`` from 1."""

    index: int
    line: int
    column: int


@dataclass(slots=True)
class Node:
    """A value of a case file with its place: a string, a list or a mapping of nodes.

    ``end`` is the place behind the value's last character; ``keys`` holds the place of each key of a mapping; ``flow`` tells
    whether a list or mapping is written in brackets.
    """

    value: Value
    start: Mark
    end: Mark
    keys: dict[str, Mark] = field(default_factory=dict)
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None where this is no mapping or has no such key."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def walk(self) -> Iterator[Node]:
        """Give this node and all nodes under it, in the order of the file."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            children = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
            stack.extend(reversed(list(children)))

    def plain(self) -> Tree:
        """Return the tree without places."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value


class _Builder(Protocol):
    """What becomes of the parser's events: plain values or nodes with places."""

    def scalar(self, event: Any) -> Any: ...
    def collection(self, value: Any, opening: Any, closing: Any, keys: dict[str, Any]) -> Any: ...


class _Plain:
    def scalar(self, event: Any) -> Tree:
        return str(event.value)

    def collection(self, value: Any, opening: Any, closing: Any, keys: dict[str, Any]) -> Tree:
        tree: Tree = value
        return tree


class _Positioned:
    def scalar(self, event: Any) -> Node:
        return Node(event.value, _mark(event.start_mark), _mark(event.end_mark))

    def collection(self, value: Any, opening: Any, closing: Any, keys: dict[str, Any]) -> Node:
        places = {key: _mark(mark) for key, mark in keys.items()}
        return Node(value, _mark(opening.start_mark), _mark(closing.end_mark), places, bool(opening.flow_style))


def read_text(path: Path, name: str | None = None) -> str:
    """Return the text of a case file: UTF-8, at most 16 MiB, no control characters.

    ``name`` is how messages call the file. Raises CaseFileError with the line of the first character that cannot stand in a
    YAML file.
    """
    name = name or str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CaseFileError(f"cannot be read: {error.strerror}", name) from error
    if len(data) > MAX_BYTES:
        raise CaseFileError(f"is {len(data):,} bytes long", name, remedy=f"split it: a file may have {MAX_BYTES:,} bytes")
    return decode(data, name)


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a file as UTF-8 (a byte-order mark is dropped), or raise CaseFileError with the line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CaseFileError(f"byte {error.start + 1} is not UTF-8", name, line, "save the file as UTF-8") from error
    if bad := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise CaseFileError(f"a control character (U+{ord(bad[0]):04X}) stands here", name, line, "remove it")
    return text


def parse(text: str, name: str) -> dict[str, Tree]:
    r"""Read a case file's text as plain strings, lists and mappings.

    ``name`` is how messages call the file. Raises CaseFileError with the line for all that a case file must not hold.

    >>> parse("id: case/x\nkind: on", "x.yaml")
    {'id': 'case/x', 'kind': 'on'}
    """
    tree: dict[str, Tree] = _mapping(_build(text, name, _Plain()), name)
    return tree


def compose(text: str, name: str) -> Node:
    """Read a case file's text as nodes that know their places; otherwise as ``parse``."""
    node: Node = _build(text, name, _Positioned())
    _mapping(node.value, name)
    return node


def _mapping(value: Any, name: str) -> Any:
    if not isinstance(value, dict):
        raise CaseFileError("is no mapping of keys to values", name, 1, "begin with `id: …`, `actors:` or `claims:`")
    return value


def _build(text: str, name: str, builder: _Builder) -> Any:
    try:
        return _from_events(yaml.parse(text, Loader=_LOADER), name, builder)
    except yaml.MarkedYAMLError as error:
        mark = _opening(error) or error.problem_mark or error.context_mark
        raise CaseFileError(_problem(error), name, mark.line + 1 if mark else None, _yaml_remedy(error)) from error
    except yaml.YAMLError as error:
        raise CaseFileError(f"is no YAML: {error}", name) from error


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    opening: Any
    value: Any
    keys: dict[str, Any]
    key: str | None = None


def _from_events(events: Iterator[Any], name: str, builder: _Builder) -> Any:
    stack: list[_Open] = []
    root: Any = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            _refuse_marks(event, name)
            _refuse_escapes(event, name)
            if not _take_key(stack, event, name):
                root = _attach(stack, builder.scalar(event), root)
        elif isinstance(event, yaml.CollectionStartEvent):
            _refuse_marks(event, name)
            _open(stack, event, name)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop()
            root = _attach(stack, builder.collection(done.value, done.opening, event, done.keys), root)
        elif isinstance(event, yaml.AliasEvent):
            raise _refused(event, f"`*{shown(event.anchor or '')}` is an alias", name, "write the value out")
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refused(event, "a second document begins here", name, "put one document in a file: remove the `---`")
    if root is None:
        raise CaseFileError("is empty", name, 1, "write at least an `id:`; `rightsgraph new` writes a skeleton")
    return root


def _open(stack: list[_Open], event: Any, name: str) -> None:
    if stack and isinstance(stack[-1].value, dict) and stack[-1].key is None:
        raise _refused(event, "a list or mapping stands where a key should", name, "put the text in quotes if it begins with [ or {")
    if len(stack) >= MAX_DEPTH:
        raise _refused(event, f"more than {MAX_DEPTH} lists and mappings are nested here", name, "write the inner node apart")
    stack.append(_Open(event, {} if isinstance(event, yaml.MappingStartEvent) else [], {}))


def _take_key(stack: list[_Open], event: Any, name: str) -> bool:
    """Take a scalar as the next key where one is due, and say whether it was."""
    if not stack or not isinstance(stack[-1].value, dict) or stack[-1].key is not None:
        return False
    top = stack[-1]
    if event.value in top.value:
        first = top.keys[event.value].line + 1
        raise _refused(
            event, f"the key `{shown(event.value)}` stands here a second time (first in line {first})", name, "keep one of the two"
        )
    top.key = event.value
    top.keys[event.value] = event.start_mark
    return True


def _attach(stack: list[_Open], value: Any, root: Any) -> Any:
    if not stack:
        return value
    top = stack[-1]
    if isinstance(top.value, dict):
        top.value[top.key] = value
        top.key = None
    else:
        top.value.append(value)
    return root


def _refuse_marks(event: Any, name: str) -> None:
    if event.anchor is not None:
        raise _refused(event, f"`&{shown(event.anchor)}` is an anchor", name, "remove it, or put the text in quotes")
    if event.tag is not None:
        raise _refused(event, f"`{shown(event.tag)}` is a tag", name, "remove it, or put the text in quotes")


def _refuse_escapes(event: Any, name: str) -> None:
    """Refuse the control characters that a text in double quotes can write as escapes."""
    if event.style == '"' and (bad := _UNPRINTABLE.search(event.value)):
        raise _refused(event, f"this text holds a control character (U+{ord(bad[0]):04X})", name, "remove the escape")


def _refused(event: Any, message: str, name: str, remedy: str) -> CaseFileError:
    return CaseFileError(message, name, event.start_mark.line + 1, remedy)


def _mark(mark: Any) -> Mark:
    return Mark(mark.index, mark.line + 1, mark.column + 1)


def _opening(error: yaml.MarkedYAMLError) -> Any:
    """Return the place where a bracket or quote opens that is never closed, or a key begins that lacks its colon."""
    unfinished = ("flow", "quoted scalar", "simple key")
    return error.context_mark if any(word in (error.context or "") for word in unfinished) else None


def _problem(error: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (error.context, error.problem) if part]
    return "is no YAML here: " + ", ".join(parts)


def _yaml_remedy(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "cannot start any token" in problem:
        return "indent with blanks, not tabs, and put texts that begin with @, ` or % in quotes"
    if "mapping values are not allowed" in problem:
        return "put the text in quotes: it holds a colon followed by a blank"
    context = error.context or ""
    if "flow" in context or "quoted scalar" in context:
        return "close the bracket or the quotes that open in this line, and put commas between the entries"
    if "simple key" in context:
        return "write a colon and a blank after the key"
    return "check the indentation, the quotes and the brackets of this line and the one above"
