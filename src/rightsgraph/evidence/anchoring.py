"""Anchor: quotes in a case file rewritten, in place, to positions and digests.

The file is never written anew: only the characters of a quote (and of ``nth``), or of a position, are replaced, so that
comments, layout, line ends and the order of keys stay as their author left them. The result is read again and compared before it
is returned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Final

from rightsgraph import casefile
from rightsgraph.casefile import Node, Tree
from rightsgraph.errors import CaseFileError, EvidenceError
from rightsgraph.evidence.passages import Passage, Path, agrees, claims_of, locate, passages
from rightsgraph.evidence.proof import Search
from rightsgraph.evidence.segments import paragraph_of
from rightsgraph.evidence.texts import Texts, digest, text_name

_POSITION: Final = ("start", "end", "sha256")
_HEADER_COMMENT: Final = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")
_COMMENT: Final = re.compile(r"(?:(?<=[\s:])|^)#[^\r\n]*", re.MULTILINE)
_CLAIM_ID: Final = re.compile(r"#([cg])([0-9]{1,9})")
_NEWLINE: Final = re.compile(r"\r\n?|\n")


class AnchorError(EvidenceError):
    """Some quotes of a file cannot be anchored; ``errors`` are all of them, and the file is as it was."""

    def __init__(self, errors: list[EvidenceError]) -> None:
        first = errors[0]
        super().__init__(first.message, first.file, first.line, first.remedy)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that ``anchor`` changed, and in which line it stood; ``what`` is ``anchored``, ``moved`` or ``id``."""

    line: int
    what: str
    detail: str


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    """Characters of the file to replace."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What a passage becomes: the fields that it gets and those that it loses."""

    passage: Passage
    fields: dict[str, str]
    drop: frozenset[str]

    @property
    def change(self) -> Change:
        """What is told of it."""
        new = f"{self.fields['start']}-{self.fields['end']}"
        if self.passage.quote is not None:
            return Change(self.passage.line, "anchored", new)
        return Change(self.passage.line, "moved", f"{self.passage.field('start')}-{self.passage.field('end')} → {new}")


def anchor(yaml: str, name: str, texts: Texts | None, keep_quotes: bool = False) -> tuple[str, list[Change]]:
    """Rewrite the quotes of a source file to positions and digests, and give ids to claims that have none.

    ``yaml`` is the file's text with its own line ends, ``name`` how messages call it. With ``keep_quotes`` the words stay
    beside the position; quotes already anchored are anchored again where the text has moved. A passage without a quote is
    moved where its very words stand at one other place of the text, and at no more. Without ``texts`` only ids are written.
    Raises AnchorError with every quote that is absent or ambiguous, and then nothing is changed.
    """
    source = casefile.compose(yaml, name)
    wanted = source.plain()
    edits: list[_Edit] = []
    changes: list[Change] = []
    for one in _anchored(source, name, texts, keep_quotes) if texts is not None else ():
        edits += _passage_edits(yaml, one)
        _change_passage(wanted, one)
        changes.append(one.change)
    for claim, path, new in _missing_ids(source):
        edits.append(_id_edit(yaml, claim, new))
        _set(wanted, (*path, "id"), new)
        changes.append(Change(claim.start.line, "id", new))
    result = _apply(yaml, edits)
    if edits and not _reads_as(result, name, wanted):
        raise EvidenceError(
            "the file is laid out in a way that cannot be anchored safely; nothing was changed",
            name,
            remedy="write the passages as `{quote: …}` or with one key on each line",
        )
    return result, sorted(changes, key=lambda change: change.line)


def anchor_file(path: FilePath, texts: Texts | None, keep_quotes: bool = False, name: str | None = None) -> list[Change]:
    """Anchor a source file where it stands, and return what was changed; a file that needs nothing is not touched."""
    called = name or str(path)
    text = casefile.read_text(path, called)
    result, changes = anchor(text, called, texts, keep_quotes)
    if result != text:
        mark = b"\xef\xbb\xbf" if path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
        path.write_bytes(mark + result.encode())
    return changes


def _anchored(source: Node, name: str, texts: Texts, keep: bool) -> list[_Anchored]:
    """Find every quote in the text, or raise AnchorError with all that fail."""
    every = list(passages(source))
    quoted = [one for one in every if one.quote is not None]
    text = _text_for(source, name, texts) if quoted else _text_if_any(source, texts)
    if text is None:
        return []
    found: list[_Anchored] = []
    errors: list[EvidenceError] = []
    for passage in quoted:
        try:
            found.append(_find(passage, text, keep))
        except EvidenceError as error:
            errors.append(EvidenceError(error.message, name, passage.line, error.remedy))
    if errors:
        raise AnchorError(errors)
    moved = _moved([one for one in every if one.quote is None], text)
    return [one for one in found if one.fields.keys() - {"paragraph"} or one.drop] + list(moved)


def _moved(anchored: list[Passage], text: str) -> Iterator[_Anchored]:
    """Give the passages whose words no longer stand where they did, and stand at one other place."""
    search = Search(text)
    for passage in anchored:
        span, wanted = passage.span, passage.sha256
        if span is None or wanted is None or (span.end <= len(text) and digest(text, span) == wanted):
            continue
        new = search.find_only(span, wanted)
        if new is not None:
            number = paragraph_of(text, new)
            paragraph = {"paragraph": str(number)} if passage.paragraph is not None and number is not None else {}
            yield _Anchored(passage, {**paragraph, "start": str(new.start), "end": str(new.end)}, frozenset())


def _text_if_any(source: Node, texts: Texts) -> str | None:
    """Return the text of a source without quotes: it is asked for nothing, so that none, or one that is spoilt, is no error."""
    try:
        return texts.of(source)
    except EvidenceError:
        return None


def _text_for(source: Node, name: str, texts: Texts) -> str:
    place = source.get("text") or source.get("id") or source
    try:
        text = texts.of(source)
    except EvidenceError as error:
        raise AnchorError([EvidenceError(error.message, name, place.start.line, error.remedy)]) from error
    if text is None:
        message = f"the text `{text_name(source)}` is not in the folder of texts"
        remedy = f"put it into {texts.folder}, or name its file by the key `text`"
        raise AnchorError([EvidenceError(message, name, place.start.line, remedy)])
    return text


def _find(passage: Passage, text: str, keep: bool) -> _Anchored:
    quote = passage.quote or ""
    span = passage.span
    stands = span is not None and passage.sha256 == digest(text, span) and agrees(quote, text[span.start : span.end])
    if not stands or span is None:
        span = locate(text, quote, passage.field("paragraph"), passage.field("nth"))
    fields = {"start": str(span.start), "end": str(span.end), "sha256": digest(text, span)}
    if keep and stands and passage.field("nth") is None:
        return _Anchored(passage, {}, frozenset())
    number = paragraph_of(text, span)
    if passage.field("paragraph") is None and number is not None:
        fields = {"paragraph": str(number), **fields}
    return _Anchored(passage, fields, frozenset(["nth"] if keep else ["nth", "quote"]))


def _change_passage(wanted: Tree, one: _Anchored) -> None:
    """Make the change in the plain tree: what the edited file has to read as."""
    old = one.passage.node.plain()
    fields = old if isinstance(old, dict) else {"quote": old}
    kept = {key: value for key, value in fields.items() if key not in one.drop}
    if isinstance(old, str) and "quote" in kept:
        kept["quote"] = " ".join(old.split())
    _set(wanted, one.passage.path, {**kept, **one.fields})


def _set(tree: Tree, path: Path, value: Tree) -> None:
    *way, last = path
    for step in way:
        tree = tree[step]  # type: ignore[index]  # the path was read off this very tree
    tree[last] = value  # type: ignore[index]


def _passage_edits(yaml: str, one: _Anchored) -> Iterator[_Edit]:
    node = one.passage.node
    if not isinstance(node.value, dict):
        yield _plain_edit(yaml, one)
        return
    new = {key: value for key, value in one.fields.items() if key not in node.value}
    for key, value in one.fields.items():
        if (old := node.value.get(key)) is not None and old.value != value:
            yield _Edit(old.start.index, old.end.index, value)
    if one.passage.quote is None:
        return
    if "quote" not in one.drop:
        yield _insertion(yaml, node, new)
    elif new or len(node.value) == 1 + ("nth" in node.value):
        yield _replacement(yaml, node, new or one.fields)
    else:
        yield _removal(yaml, node, "quote")
    if "nth" in node.value:
        yield _removal(yaml, node, "nth")


def _plain_edit(yaml: str, one: _Anchored) -> _Edit:
    """Write a passage that is only a text as a mapping in braces."""
    node = one.passage.node
    start, end = node.start.index, _end_of(yaml, node)
    fields = dict(one.fields)
    if "quote" not in one.drop:
        fields["quote"] = json.dumps(" ".join((one.passage.quote or "").split()), ensure_ascii=False)
    comment = _HEADER_COMMENT.match(yaml, start, end)
    return _Edit(start, end, "{" + _flow(fields) + "}" + (f"  {comment[1]}" if comment else ""))


def _replacement(yaml: str, node: Node, fields: dict[str, str]) -> _Edit:
    """Put the fields where the quote stands; comments inside the quote's characters stay."""
    key, value = node.keys["quote"], _values(node)["quote"]
    start, end = key.index, _end_of(yaml, value)
    comments = _comments_inside(yaml, start, value)
    if node.flow:
        ending = f"  {' '.join(comments)}{_newline(yaml, start)}{' ' * key.column}" if comments else ""
        return _Edit(start, end, _flow(fields) + ending)
    first, *others = _block_lines(fields)
    separator = _newline(yaml, start) + " " * (key.column - 1)
    return _Edit(start, end, separator.join(["  ".join([first, *comments]), *others]))


def _insertion(yaml: str, node: Node, fields: dict[str, str]) -> _Edit:
    """Put the fields before the quote, which stays."""
    key = node.keys["quote"]
    separator = ", " if node.flow else _newline(yaml, key.index) + " " * (key.column - 1)
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return _Edit(key.index, key.index, "".join(line + separator for line in lines))


def _removal(yaml: str, node: Node, name: str) -> _Edit:
    """Take out an entry, with the comma or the line that was only for it."""
    start, end = node.keys[name].index, _end_of(yaml, _values(node)[name])
    return _flow_removal(yaml, start, end) if node.flow else _block_removal(yaml, node, start, end)


def _flow_removal(yaml: str, start: int, end: int) -> _Edit:
    after = re.compile(r"[ \t]*,[ \t]*").match(yaml, end)
    if after:
        return _Edit(start, after.end(), "")
    before = re.search(r"[ \t]*,[ \t]*$", yaml[max(0, start - 200) : start])
    return _Edit(start - len(before[0]) if before else start, end, "")


def _block_removal(yaml: str, node: Node, start: int, end: int) -> _Edit:
    line_start = max(yaml.rfind("\n", 0, start), yaml.rfind("\r", 0, start)) + 1
    rest = re.compile(r"[ \t]*(\r\n?|\n|$)").match(yaml, end)
    if yaml[line_start:start].strip():
        following = min((mark.index for mark in node.keys.values() if mark.index > start), default=None)
        if following is not None and not yaml[end:following].strip():
            return _Edit(start, following, "")
        return _Edit(start, end, "")
    return _Edit(line_start, rest.end(), "") if rest else _Edit(start, end, "")


def _values(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _end_of(yaml: str, value: Node) -> int:
    """Return the place behind a scalar's last character that is no white space: a block text's end takes in the line break."""
    return value.start.index + len(yaml[value.start.index : value.end.index].rstrip())


def _comments_inside(yaml: str, start: int, value: Node) -> list[str]:
    between = [found[0].rstrip() for found in _COMMENT.finditer(yaml[start : value.start.index])]
    header = _HEADER_COMMENT.match(yaml, value.start.index, value.end.index)
    return between + ([header[1].rstrip()] if header else [])


def _flow(fields: dict[str, str]) -> str:
    return ", ".join(_block_lines(fields))


def _block_lines(fields: dict[str, str]) -> list[str]:
    return [f"{key}: {fields[key]}" for key in ("paragraph", "quote", *_POSITION) if key in fields]


def _newline(yaml: str, index: int) -> str:
    found = _NEWLINE.search(yaml, index) or _NEWLINE.search(yaml)
    return found[0] if found else "\n"


def _missing_ids(source: Node) -> Iterator[tuple[Node, Path, str]]:
    """Give each claim without an id, where it is, and the id it gets: ``#c`` or, for a group, ``#g`` and the next number."""
    entries = list(claims_of(source))
    last = {"c": 0, "g": 0}
    for claim, _ in entries:
        own = claim.get("id")
        found = _CLAIM_ID.fullmatch(own.value) if own is not None and isinstance(own.value, str) else None
        if found:
            last[found[1]] = max(last[found[1]], int(found[2]))
    for claim, path in entries:
        if claim.get("id") is None:
            kind = "g" if claim.get("claims") is not None else "c"
            last[kind] += 1
            yield claim, path, f"#{kind}{last[kind]}"


def _id_edit(yaml: str, claim: Node, new: str) -> _Edit:
    start = claim.start.index
    if claim.flow:
        comma = ", " if claim.value else ""
        return _Edit(start + 1, start + 1, f'id: "{new}"{comma}')
    return _Edit(start, start, f'id: "{new}"{_newline(yaml, start)}{" " * (claim.start.column - 1)}')


def _apply(yaml: str, edits: list[_Edit]) -> str:
    parts: list[str] = []
    last = 0
    for edit in sorted(edits):
        parts += [yaml[last : edit.start], edit.text]
        last = edit.end
    return "".join([*parts, yaml[last:]])


def _reads_as(result: str, name: str, wanted: Tree) -> bool:
    try:
        return casefile.parse(result, name) == wanted
    except CaseFileError:
        return False
