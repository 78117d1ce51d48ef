"""A page as one HTML file that opens from disk, asks no server for anything and runs only the scripts it was written with."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape

from rightsgraph.look import fonts, tokens

_HERE: Final = Path(__file__).resolve().parent
_NAME: Final = re.compile("[a-z][a-z0-9-]*")
_RISKY: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")


def page(
    title: str,
    body: Markup,
    *,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    data: Mapping[str, Any] | None = None,
    language: str = "en",
    description: str = "",
) -> str:
    """Write a page: fonts, styles, scripts and data all stand in it, and its policy lets nothing else load or run.

    ``body`` goes between the tags of ``<body>``. Each entry of ``data`` stands in ``<script type="application/json"
    id="data-NAME">``; names are small letters, digits and hyphens. Scripts run at the end of the body, in order, after the data.
    Raises ValueError for another name and for data that JSON cannot hold.
    """
    blocks = [_data(name, value) for name, value in (data or {}).items()]
    code = [_script(text) for text in (_asset("look.js"), *scripts)]
    used = "".join((title, body, unescape(body), *blocks, *code))
    sheets = [_style(text) for text in (fonts.css(used), tokens.css() + _asset("look.css"), *styles)]
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy(code, sheets))}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f'<meta name="description" content="{escape(description)}">' if description else "",
        f"<title>{escape(title)}</title>",
        *(f"<style>{sheet}</style>" for sheet in sheets),
    )
    parts = (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>',
        *filter(None, head),
        "</head>\n<body>",
        str(body),
        *blocks,
        *(f"<script>{text}</script>" for text in code),
        "</body>\n</html>\n",
    )
    return _UNWRITABLE.sub("\ufffd", _newlines("\n".join(parts)))


def _policy(scripts: Iterable[str], sheets: Iterable[str]) -> str:
    """Write the Content-Security-Policy: what stands in the page may run, by its digest; nothing may be fetched."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digests(scripts)}",
            f"style-src {_digests(sheets)}",
            "font-src data:",
            "img-src data: blob:",
            "worker-src blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digests(texts: Iterable[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'" for text in texts)


def _data(name: str, value: Any) -> str:
    """Write data so that no text in it can end the element or begin another."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"`{name}` cannot name data: use small letters, digits and hyphens")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    safe = _RISKY.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return f'<script type="application/json" id="data-{name}">{safe}</script>'


def _script(text: str) -> str:
    """Return a script as it can stand in a page; the escapes mean the same in the strings where such text occurs."""
    closed = re.sub("</(?=script)", r"<\\/", _whole(text), flags=re.IGNORECASE)
    return closed.replace("<!--", r"<\x21--")


def _style(text: str) -> str:
    return re.sub("</(?=style)", r"<\\/", _whole(text), flags=re.IGNORECASE)


def _whole(text: str) -> str:
    """Return a text as a browser will read it: the digest is taken of that."""
    return _UNWRITABLE.sub("\ufffd", _newlines(text))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
