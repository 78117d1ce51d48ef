r"""Texts: the documents that passages are proved against, in one normal form.

A text's normal form is Unicode NFC with ``\n`` line ends and no byte-order mark; positions count its characters (code
points) from 0. The texts stay in a folder of their own, which is never published.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rightsgraph.casefile import MAX_BYTES, Node
from rightsgraph.errors import EvidenceError
from rightsgraph.findings import shown


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: from character ``start`` up to, not with, character ``end``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Say whether the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


class Texts:
    """The texts of a folder, each read once.

    A source names its text by the key ``text``; without it, the text is the last segment of the source's id + ``.txt``.
    Raises EvidenceError where there is no such folder.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            what = "is no folder" if folder.exists() else "is not there"
            raise EvidenceError(f"the folder of texts `{folder}` {what}", remedy="name the folder in which the texts of the sources lie")
        self.folder = folder
        self._read: dict[str, str | None] = {}

    def of(self, source: Node) -> str | None:
        """Return a source's text in normal form, or None where the folder does not have it.

        Raises EvidenceError where the name leads out of the folder or the file is no text.
        """
        name = text_name(source)
        return self.read(name) if name else None

    def read(self, name: str) -> str | None:
        """Return the text of a file of the folder in normal form, or None where there is no such file."""
        if name not in self._read:
            path = self._path(name)
            self._read[name] = normal_form(_bytes(path, name), name) if path.is_file() else None
        return self._read[name]

    def _path(self, name: str) -> Path:
        remedy = "name a file inside the folder of texts, such as `statement-2020.txt`"
        if "\0" in name or "\\" in name or ":" in name:
            raise EvidenceError(f"`{shown(name)}` is no name of a text", remedy=remedy)
        try:
            path = (self.folder / name).resolve()
            inside = path.is_relative_to(self.folder.resolve())
            path.is_file()  # raises for a name that is too long
        except (OSError, RuntimeError) as error:
            raise EvidenceError(f"the text `{shown(name)}` cannot be looked for", remedy=remedy) from error
        if not inside:
            raise EvidenceError(f"the text `{shown(name)}` lies outside the folder of texts", remedy=remedy)
        return path


def text_name(source: Node) -> str:
    """Return the file name of a source's text: its key ``text``, else the last segment of its id + ``.txt``, else nothing."""
    for key in ("text", "id"):
        node = source.get(key)
        if node is not None and isinstance(node.value, str) and node.value:
            return node.value if key == "text" else node.value.rstrip("/").rsplit("/", 1)[-1] + ".txt"
    return ""


def normal_form(data: bytes, name: str) -> str:
    r"""Decode the bytes of a text and bring it into normal form.

    >>> normal_form("cafe\u0301\r\n".encode("utf-8-sig"), "x.txt")
    'café\n'
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start + 1} of the text `{shown(name)}` is not UTF-8"
        raise EvidenceError(message, name, line, "save the text as UTF-8") from error
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def digest(text: str, span: Span) -> str:
    """Return the SHA-256 (hexadecimal) of the UTF-8 of a stretch of a text.

    >>> digest("She was freed.", Span(8, 13))[:8]
    '55bd3a59'
    """
    return sha256(text[span.start : span.end].encode()).hexdigest()


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise EvidenceError(f"the text has more than {MAX_BYTES:,} bytes", name, remedy="split it into several sources")
        return path.read_bytes()
    except OSError as error:
        raise EvidenceError(f"the text cannot be read: {error.strerror}", name, remedy="check the file's permissions") from error
