"""Where an endpoint is, and how it is shown who asks: addresses, names and passwords, tokens."""

from __future__ import annotations

import base64
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

from rightsgraph.endpoint.failures import shortened
from rightsgraph.errors import StoreError


@dataclass(frozen=True, slots=True)
class Basic:
    """A name and a password, sent with every request; over http they can be read on the way."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Digest:
    """A name and a password that is proved and never sent: what Virtuoso wants."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token, sent with every request; over http it can be read on the way."""

    token: str = field(repr=False)


Auth = Basic | Digest | Bearer


def opener(auth: Auth | None, url: str) -> urllib.request.OpenerDirector:
    """Return what opens an address, for this one store only."""
    if not isinstance(auth, Digest):
        return urllib.request.build_opener()
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, url, auth.user, auth.password)
    return urllib.request.build_opener(urllib.request.HTTPDigestAuthHandler(passwords))


def authorization(auth: Auth | None) -> str | None:
    """Return the header that shows who asks; None with Digest, where the server has to be asked first."""
    match auth:
        case Basic(user=user, password=password):
            return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
        case Bearer(token=token):
            return f"Bearer {token}"
        case _:
            return None


def check_auth(auth: Auth | None) -> None:
    """Refuse credentials that no header can hold, without repeating them."""
    match auth:
        case Bearer(token=token) if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise StoreError("the token holds signs that no token has", remedy="give the token alone, on one line")
        case Basic(user=user) if ":" in user:
            raise StoreError("a name with a colon cannot be sent", remedy="give the name without the password")


def checked(url: str) -> str:
    """Return an address; raise StoreError where it is none, or holds a password, which messages would repeat."""
    try:
        parts = urllib.parse.urlsplit(url)
        found = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise StoreError("the address of the endpoint cannot be read", remedy="write it as http://host:port/path") from None
    if parts.username is not None or parts.password is not None:
        raise StoreError("the address of the endpoint holds a name or password", remedy="give them apart from the address")
    if not found or parts.fragment or parts.query or not url.isascii() or not url.isprintable() or " " in url:
        raise StoreError(f"`{shortened(url)}` is no address of an endpoint", remedy="write it as http://host:port/path, in ASCII")
    return url


def update_address(url: str, auth: Auth | None) -> str:
    """Guess where an endpoint takes updates from where it answers queries."""
    if url.endswith("/query"):
        return url.removesuffix("/query") + "/update"
    return f"{url}-auth" if isinstance(auth, Digest) and url.endswith("/sparql") else url
