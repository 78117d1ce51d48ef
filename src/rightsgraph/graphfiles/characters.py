"""What each kind of file can hold of a text: characters, names, identifiers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, Final

_UNFIT: Final = re.compile(r"[^A-Za-z0-9.-]")
_ESCAPED: Final = re.compile(r"_([0-9a-f]*)_|_$|:")
_UNFIT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9._:-]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A parser of XML makes a line feed of \r, and a blank of any white space in an attribute. The parser of graphology (xmldom) takes
# U+0085 and U+2028 for line ends too.
_SPECIAL: Final = re.compile("[^ !#-%'-;=?-\x7e\xa0-\u2027\u2029-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
# A spreadsheet program takes a cell that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
REPLACEMENT: Final = "\ufffd"


def to_token(identifier: str) -> str:
    """Write an identifier as an NMTOKEN of XML, such that no two become the same.

    A slash becomes a colon; Latin letters, digits, `.` and `-` stay; `_` is doubled; any other character is its code point between
    two `_`. ``from_token`` leads back.

    >>> to_token("person/azimjan-askarov"), to_token("decision/views_2016#torture")
    ('person:azimjan-askarov', 'decision:views__2016_23_torture')
    """
    return _UNFIT.sub(_escape, identifier) or "_"


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    return ":" if sign == "/" else "__" if sign == "_" else f"_{ord(sign):x}_"


def from_token(token: str) -> str:
    """Return the identifier that ``to_token`` wrote.

    >>> from_token("decision:views__2016_23_torture")
    'decision/views_2016#torture'
    """
    return _ESCAPED.sub(_unescape, token)


def _unescape(found: re.Match[str]) -> str:
    if found.group() == ":":
        return "/"
    if found.group(1) is None:
        return ""
    return chr(int(found.group(1), 16)) if found.group(1) else "_"


def edge_id(source: str, target: str, key: str | int) -> str:
    """Name an edge in a file: short, the same in every export, and an NMTOKEN.

    The key of an edge is its own only between its two nodes; the name is a digest of all three.

    >>> edge_id("person/a", "org/b", "tried by")
    'e6c29acf2b6a03002f1f0'
    """
    parts = json.dumps([source, target, key])
    return "e" + blake2b(parts.encode("ascii"), digest_size=10).hexdigest()


def make_distinct(names: Iterable[str], clean: Callable[[str], str]) -> dict[str, str]:
    """Clean names, and tell those apart again that came out the same, by a trailing `_`.

    >>> make_distinct(["a b", "a_b"], to_name)
    {'a b': 'a_b_', 'a_b': 'a_b'}
    """
    given = list(names)
    taken = {name for name in given if clean(name) == name}
    return {name: name if name in taken else _add_free(clean(name), taken) for name in given}


def _add_free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def to_name(name: str) -> str:
    """Write the name of an attribute as an NMTOKEN; ``make_distinct`` keeps those apart that come out the same."""
    return _UNFIT_IN_NAMES.sub("_", name) or "_"


def to_xml(text: str) -> str:
    r"""Write a text for XML, as content or between double quotes, so that parsers give it back unchanged.

    Characters that XML 1.0 cannot hold become U+FFFD.

    >>> print(to_xml('<a> & "b"\n\0'))
    &lt;a&gt; &amp; &quot;b&quot;&#10;�
    """
    return _SPECIAL.sub(_refer, text)


def _refer(found: re.Match[str]) -> str:
    sign = found.group()
    if _NOT_XML.match(sign):
        return REPLACEMENT
    return _REFERENCES.get(sign) or f"&#{ord(sign)};"


def to_json(data: Any) -> str:
    """Write a value as JSON on one line, in the characters of its script; only half a surrogate pair, unknown to UTF-8, is spelt out."""
    text = _ENCODER.encode(data)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text) if _SURROGATE.search(text) else text


def to_plain(text: str) -> str:
    """Return a text that UTF-8 can hold: half a surrogate pair becomes U+FFFD."""
    return _SURROGATE.sub(REPLACEMENT, text) if _SURROGATE.search(text) else text


def to_harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet program would run as a formula.

    >>> to_harmless("=1+1"), to_harmless("1+1")
    ("'=1+1", '1+1')
    """
    return "'" + text if text.startswith(_FORMULA) else text
