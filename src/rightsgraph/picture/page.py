"""The picture of a network as one HTML file, and what a dossier needs to show its network."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final
from uuid import uuid4

from markupsafe import Markup

from rightsgraph import look
from rightsgraph.dossier import Dossier
from rightsgraph.errors import NotFound
from rightsgraph.picture.model import Payload

DATA: Final = "network"
"""The name of the data in the page: the script reads ``data-network``."""
_ASSETS: Final = Path(__file__).resolve().parent / "assets"
_BODY: Final = Markup(
    '<div id="network" data-mode="full">'
    "<noscript><h1>{title}</h1><p>{subtitle}</p>"
    "<p>The picture is drawn by a script that stands in this file and asks no server for anything. Allow scripts to see it, or write the "
    "same network as a table: <code>rightsgraph network -o network.csv</code>.</p></noscript>"
    "</div>"
)


def page(payload: Payload) -> str:
    """Return a page that shows a network: one HTML file that opens from disk and asks no server for anything."""
    dataset = payload["dataset"]["title"]
    title = f"{payload['title']} · {dataset}" if dataset else payload["title"]
    body = _BODY.format(title=payload["title"], subtitle=payload["subtitle"])
    return look.page(title, body, styles=[style()], scripts=[script()], data={DATA: payload}, description=payload["subtitle"])


def script() -> str:
    """Return the script that draws ``data-network`` into the element ``network``."""
    return _asset("picture.js")


def style() -> str:
    """Return the rules that the script's elements need."""
    return _asset("picture.css")


def dossier_page(dossier: Dossier, payload: Payload) -> str:
    """Return the page of a dossier with the network of its case."""
    return dossier.to_html(payload, dataset=payload["dataset"], styles=[style()], scripts=[script()])


def write(html: str, path: Path) -> Path:
    """Write a page to a file: the whole of it in one step, or nothing. Raises OSError where that cannot be done."""
    aside = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        aside.write_text(html, encoding="utf-8", newline="\n")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path


@cache
def _asset(name: str) -> str:
    try:
        return (_ASSETS / name).read_text("utf-8")
    except FileNotFoundError as error:
        raise NotFound(
            f"the picture's {name} is missing from this copy of rightsgraph",
            remedy="install rightsgraph again; in a checkout, make it with `sh scripts/vendor.sh`",
        ) from error
