"""What goes wrong at an endpoint, told as errors of this project: every exception of the client and of the libraries below it."""

from __future__ import annotations

import http.client
import re
import urllib.error
from typing import Final

from rightsgraph.errors import QueryError, RightsgraphError, StoreError, StoreRefused, StoreTimeout, StoreUnreachable

FOREIGN: Final = (OSError, http.client.HTTPException, SyntaxError, ValueError)
"""What the client, urllib, the socket and the readers of answers raise; URLError, HTTPError and TimeoutError are OSErrors."""

_LENGTH: Final = 400
_TOO_LONG: Final = re.compile(
    r"time.?out|timed out|been cancell?ed|estimated execution time|exceeds the limit of \d+ \(sec\)", re.IGNORECASE
)

_FORBIDDEN: Final = re.compile(r"SECURITY: No permission|access denied", re.IGNORECASE)


def told(error: BaseException, url: str, timeout: float) -> RightsgraphError:
    """Return the error of this project that a foreign exception stands for; one of ours is returned as it is."""
    match error:
        case RightsgraphError():
            return error
        case urllib.error.HTTPError():
            return refused(error.code, _body(error), url)
        case TimeoutError() | urllib.error.URLError(reason=TimeoutError()):
            return timed_out(url, timeout)
        case urllib.error.URLError():
            return _unreachable(url, str(error.reason))
        case http.client.InvalidURL() | UnicodeError():
            return StoreError(f"`{url}` is no address of an endpoint", remedy="write it as http://host:port/path")
        case http.client.IncompleteRead():
            return _broken_off(url, "")
        case http.client.HTTPException() | OSError():
            return _unreachable(url, str(error) or type(error).__name__)
        case SyntaxError() | ValueError():
            return garbled(url, str(error))
        case _:
            return StoreError(f"{url} cannot be asked: {error}", remedy="see that it is a SPARQL 1.1 endpoint")


def timed_out(url: str, timeout: float) -> StoreTimeout:
    """Say that nothing came in time: the wait is between two pieces of the answer, and the endpoint is not told to stop."""
    return StoreTimeout(
        f"{url} sent nothing for {timeout:g} seconds, and the wait was given up; the endpoint may still be at work on it",
        remedy="narrow the query, or wait longer with a larger time-out",
    )


def refused(status: int, body: str, url: str) -> RightsgraphError:
    """Return the error that an HTTP status stands for, with what the server says of it."""
    said = f": {body}" if body else ""
    if status in (401, 403, 407) or (status >= 500 and _FORBIDDEN.search(body)):
        return StoreRefused(
            f"{url} refuses the request (HTTP {status})", remedy="give the name and password, or the token, that the endpoint knows"
        )
    if status in (408, 504) or (status >= 500 and _TOO_LONG.search(body)):
        return StoreTimeout(f"{url} gave up: the query took it too long (HTTP {status}){said}", remedy="narrow the query")
    if status == 400:
        return QueryError(
            f"{url} does not take the query{said}", remedy="see what the endpoint says; another store may be stricter or laxer"
        )
    if status in (404, 405, 410):
        return StoreUnreachable(
            f"{url} is no SPARQL endpoint (HTTP {status})", remedy="see the address, with its path, such as /query or /sparql"
        )
    if status in (413, 414):
        return StoreError(f"{url} finds the request too long (HTTP {status})", remedy="shorten the query")
    if status in (429, 503):
        return StoreUnreachable(f"{url} is busy (HTTP {status}){said}", remedy="try again later")
    return StoreError(f"{url} failed (HTTP {status}){said}", remedy="see the log of the endpoint, or try a simpler query")


def garbled(url: str, why: str, tail: str = "") -> RightsgraphError:
    """Return the error for an answer that cannot be read; ``tail`` is its end, where servers write what went wrong on the way."""
    if _TOO_LONG.search(tail):
        return StoreTimeout(
            f"{url} gave up in the midst of its answer, which says at its end: {shortened(tail[-120:])}", remedy="narrow the query"
        )
    if "unexpected end" in why.lower() or "eof" in why.lower():
        return _broken_off(url, why)
    end = f"; it ends with: {shortened(tail[-120:])}" if tail else ""
    return StoreError(f"the answer of {url} cannot be read: {shortened(why)}{end}", remedy="see that it is a SPARQL 1.1 endpoint")


def shortened(text: str) -> str:
    """Return a text of a server on one line, without markup and control characters, and no longer than a message may be."""
    plain = re.sub(r"<[a-zA-Z/!][^<>\n]{0,200}>(?<!\w>)", " ", text) if "<html" in text.lower() else text
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in plain).split())
    return line if len(line) <= _LENGTH else line[: _LENGTH - 1] + "…"


def _body(error: urllib.error.HTTPError) -> str:
    try:
        return shortened(error.read(4096).decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    finally:
        error.close()


def _unreachable(url: str, why: str) -> StoreUnreachable:
    return StoreUnreachable(f"{url} cannot be reached: {shortened(why)}", remedy="see the address, and that the endpoint is running")


def _broken_off(url: str, why: str) -> StoreError:
    said = f" ({shortened(why)})" if why else ""
    return StoreError(f"the answer of {url} breaks off{said}: it is not whole", remedy="ask again, or narrow the query")
