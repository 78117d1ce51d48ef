"""A page holds all it needs, runs only what it was written with, and can be read by everybody."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from rightsgraph.look import fonts, page, signs, tokens

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028\u2029 \x00"
DISTINCT = 8.0
"""The least distance in CIE Lab between the colours of two kinds, as people see them whose eyes tell fewer colours apart."""
SIGHT = {
    # Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


class Reader(HTMLParser):
    """Reads a page as a browser does: its elements with their attributes, and what stands in scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "data": [], "title": []}
        self.shown = ""
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        found = dict(attrs)
        self.elements.append((tag, found))
        self._inside = "data" if found.get("type") == "application/json" else tag
        if self._inside in self.texts:
            self.texts[self._inside].append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self._inside in self.texts:
            self.texts[self._inside][-1] += data
        else:
            self.shown += data

    def meta(self, name: str) -> str:
        """Return the content of a meta element."""
        found = (attrs for tag, attrs in self.elements if tag == "meta" and name in (attrs.get("name"), attrs.get("http-equiv")))
        return str(next(found)["content"])


def digest(text: str) -> str:
    """Return a text's digest as a policy writes it."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def families(text: str) -> set[str]:
    """Return the fonts, by family and first character, that a page embeds."""
    return {line.split("unicode-range:")[1].strip(" }") for line in text.splitlines() if "@font-face" in line}


# --- one file ----------------------------------------------------------------------------------------------------------------


def test_the_policy_names_exactly_what_stands_in_the_page() -> None:
    """Every script and style has its digest in the policy, and the policy has no other; nothing else may load."""
    found = Reader(page("A page", Markup("<p>text</p>"), styles=["p { color: red }\r\n"], scripts=["let a = 1;\r\nlet b;"]))
    rules = dict(rule.split(" ", 1) for rule in found.meta("Content-Security-Policy").split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'none'"
    assert rules["script-src"].split() == [digest(text) for text in found.texts["script"]]
    assert rules["style-src"].split() == [digest(text) for text in found.texts["style"]]
    assert len(found.texts["script"]) == 2
    assert len(found.texts["style"]) == 3


def test_a_page_asks_nobody_for_anything() -> None:
    """No element loads from elsewhere, no style imports, no attribute runs or styles."""
    text = page("A page", Markup('<p>text</p><a href="https://example.org/">a link</a>'))
    found = Reader(text)
    names = {name for _, attrs in found.elements for name in attrs}
    assert not {"src", "srcset", "style", "background"} & names
    assert not [name for name in names if name.startswith("on")]
    assert not [tag for tag, _ in found.elements if tag in ("link", "iframe", "object", "embed", "base")]
    assert all("@import" not in style and "url(http" not in style and "url(//" not in style for style in found.texts["style"])


def test_data_come_back_as_they_were_given() -> None:
    """No text in data ends its element, and JSON reads the same data again."""
    given = {"label": HOSTILE, "names": ["Азимжан", "عظيم", "\ud800"], "count": 3, "none": None}
    found = Reader(page("A page", Markup(""), data={"network": given}))
    assert json.loads(found.texts["data"][0]) == given
    assert len(found.texts["script"]) == 1
    assert ("script", {"type": "application/json", "id": "data-network"}) in found.elements


@pytest.mark.parametrize(
    ("data", "reason"), [({"A b": 1}, "cannot name"), ({"": 1}, "cannot name"), ({'x"': 1}, "cannot name"), ({"x": float("nan")}, "float")]
)
def test_data_that_cannot_stand_in_a_page_are_refused(data: dict[str, Any], reason: str) -> None:
    """A name that is none and a number that JSON lacks raise ValueError."""
    with pytest.raises(ValueError, match=reason):
        page("A page", Markup(""), data=data)


def test_a_script_that_speaks_of_scripts_stays_one() -> None:
    """Text in a script that would end the element is written so that it means the same and does not."""
    script = 'const text = "</script><!-- <script>";'
    found = Reader(page("A page", Markup("<p>after</p>"), scripts=[script]))
    assert found.texts["script"][1] == r'const text = "<\/script><\x21-- <script>";'
    assert "after" in found.shown


def test_title_and_description_are_text() -> None:
    """What comes from outside stands as text in the head, too."""
    found = Reader(page(HOSTILE, Markup(""), description='"><script>'))
    assert found.texts["title"][0].startswith("</script><script>alert(1)")
    assert found.meta("description") == '"><script>'
    assert len(found.texts["script"]) == 1


def test_a_page_is_the_same_twice_and_can_be_written() -> None:
    """Two pages of the same content are equal byte for byte, whatever characters stand in them."""
    body = Markup("<p>{}</p>").format("\x00\ud800 Ω")
    assert page("A", body).encode() == page("A", body).encode()


# --- fonts -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted", "spared"),
    [("plain", "U+0000", "U+0400"), ("Азимжан", "U+0301,U+0400", "U+0600"), ("عظيم", "U+0600", "U+0301,U+0400")],
)
def test_only_the_fonts_that_a_page_uses_travel_in_it(text: str, wanted: str, spared: str) -> None:
    """A subset is embedded where a character of it occurs, in the body or in data."""
    for found in (families(page("A", Markup("{}").format(text))), families(page("A", Markup(""), data={"x": {"label": text}}))):
        assert any(characters.startswith(wanted) for characters in found)
        assert not any(characters.startswith(spared) for characters in found)


def test_characters_written_as_entities_count() -> None:
    """What the body writes as an entity is a character of the page."""
    assert any(characters.startswith("U+0600") for characters in families(page("A", Markup("&#1593;"))))


def test_the_fonts_are_those_recorded(repo: Path) -> None:
    """Each file has the digest recorded, its licence beside it, and the version that web/look asks for."""
    folder = repo / "src/rightsgraph/look"
    wanted = json.loads((repo / "web/look/package.json").read_text("utf-8"))["dependencies"]
    vendored = json.loads((folder / "VENDORED.json").read_text("utf-8"))
    assert {font["package"]: font["version"] for font in vendored} == wanted
    for font in vendored:
        assert font["licence"] == "OFL-1.1"
        assert "SIL Open Font License" in (folder / font["licenceFile"]).read_text("utf-8")
        assert all(hashlib.sha256((folder / file["file"]).read_bytes()).hexdigest() == file["sha256"] for file in font["files"])
    assert len(fonts.subsets()) == len(list((folder / "fonts").glob("*.woff2")))


# --- colours -----------------------------------------------------------------------------------------------------------------


def linear(colour: str) -> list[float]:
    """Return a colour's red, green and blue as amounts of light."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 counts it."""
    weights = (0.2126, 0.7152, 0.0722)
    low, high = sorted(sum(w * part for w, part in zip(weights, linear(colour), strict=True)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """Return a colour in CIE Lab as somebody with that sight sees it."""
    light = [min(max(sum(w * part for w, part in zip(row, linear(colour), strict=True)), 0.0), 1.0) for row in SIGHT[sight]]
    rows = ((0.4124, 0.3576, 0.1805, 0.9505), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.089))
    x, y, z = (sum(w * part for w, part in zip(row, light, strict=False)) / row[3] for row in rows)
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_text_can_be_read(theme: dict[str, str], ground: str) -> None:
    """Text has the contrast that WCAG asks at level AA; what shows focus has that of signs."""
    assert all(contrast(theme[name], theme[ground]) >= 4.5 for name in ("ink", "quiet", "accent"))
    assert contrast(theme["focus"], theme[ground]) >= 3


@pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_kinds_stay_apart_for_every_eye(theme: dict[str, str], sight: str) -> None:
    """No two kinds have colours that look alike to colour-blind readers; and each has a shape besides."""
    colours = {kind: seen(theme[f"kind-{kind}"], sight) for kind in tokens.KINDS}
    for one, other in combinations(colours, 2):
        distance = sum((a - b) ** 2 for a, b in zip(colours[one], colours[other], strict=True)) ** 0.5
        assert distance >= DISTINCT, (one, other)


def test_both_themes_have_the_same_colours() -> None:
    """Every colour of one theme is in the other, and each kind has one."""
    assert tokens.LIGHT.keys() == tokens.DARK.keys()
    assert {f"kind-{kind}" for kind in tokens.KINDS} <= tokens.LIGHT.keys()


def test_the_palette_is_that_of_okabe_and_ito() -> None:
    """The light colours of the kinds that the palette covers are its own."""
    names = ("person", "group", "court", "monitoring-body", "state", "organization")
    assert [tokens.LIGHT[f"kind-{name}"] for name in names] == ["#0072b2", "#56b4e9", "#d55e00", "#009e73", "#cc79a7", "#e69f00"]


# --- signs -------------------------------------------------------------------------------------------------------------------


def parse(sign: Markup) -> ElementTree.Element:
    """Read a drawing."""
    return ElementTree.fromstring(sign)  # noqa: S314 – our own drawings


def test_every_kind_has_a_shape_of_its_own() -> None:
    """Nothing rests on colour alone."""
    shapes = {tuple(ElementTree.tostring(shape) for shape in parse(signs.kind(kind))) for kind in tokens.KINDS}
    assert len(shapes) == len(tokens.KINDS)


@pytest.mark.parametrize(
    "sign",
    [
        *map(signs.answer, ("no-evidence", "answered", "refused", "partly-done", "done")),
        *map(signs.evidence, ("verified", "cited", "none")),
        *map(signs.standing, ("on-record", "attributed", "disputed", "intended")),
        *map(signs.certainty, ("exact", "month", "period", "approximate", "one-of", "span", "open-end", "open-start")),
        signs.disputed(),
        signs.kind("something unknown"),
    ],
)
def test_signs_are_well_formed_and_silent(sign: Markup) -> None:
    """A sign without words is hidden from readers who listen: words stand beside it."""
    assert parse(sign).attrib["aria-hidden"] == "true"


def test_a_sign_can_speak() -> None:
    """Given words, a sign says them, whatever characters they hold."""
    found = parse(signs.kind("court", 'a "court" <b>'))
    assert found.attrib["aria-label"] == 'a "court" <b>'
    assert found.attrib["role"] == "img"
