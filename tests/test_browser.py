"""Both pages in a real Chromium: opened from disk, searched, narrowed, asked for claims, saved; quiet and by themselves."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from itertools import combinations
from math import dist
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

import rightsgraph
from rightsgraph import picture
from rightsgraph.network import Filters
from rightsgraph.picture import Payload

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download, Page


def _load_browser() -> ModuleType:
    """Load tests/browser.py, which no package holds."""
    spec = importlib.util.spec_from_file_location("browser", Path(__file__).with_name("browser.py"))
    if spec is None or spec.loader is None:
        raise ImportError("tests/browser.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("browser", module)
    spec.loader.exec_module(module)
    return module


browsers = _load_browser()
WIDE, PHONE = browsers.WIDE, browsers.PHONE
EPOCH = date(1970, 1, 1)
FIGURES = "#pic-figures"
PANEL = "#pic-panel"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run one Chromium for all tests of this module."""
    with browsers.chromium() as found:
        yield found


@pytest.fixture(scope="module")
def payload(repo: Path) -> Payload:
    """Gather the data of the shipped dataset."""
    return gather(repo / "data")


def gather(folder: Path, **filters: Any) -> Payload:
    """Gather the data of a picture of a dataset's folder."""
    graph = rightsgraph.open(folder)
    return picture.payload(graph.networks, graph.settings, filters=Filters(**filters))


@pytest.fixture(scope="module")
def files(repo: Path, tmp_path_factory: pytest.TempPathFactory, payload: Payload) -> dict[str, Path]:
    """Write the network page and the dossier page of the shipped dataset."""
    folder = tmp_path_factory.mktemp("pages")
    dossier = rightsgraph.open(repo / "data").case("case/askarov")
    pages = {
        "network": picture.page(payload),
        "dossier": picture.dossier_page(dossier, gather(repo / "data", case="case/askarov")),
    }
    return {name: picture.write(html, folder / f"{name}.html") for name, html in pages.items()}


@pytest.fixture
def visit(browser: Browser, files: dict[str, Path]) -> Iterator[Any]:
    """Open the network page wide; the page may neither complain nor ask anybody for anything."""
    with browsers.visiting(browser, reduced_motion="reduce") as found:
        found.open(files["network"])
        yield found
        assert found.complaints == []
        assert found.outside() == []


@pytest.fixture
def page(visit: Any) -> Page:
    """Return the page that ``visit`` has opened."""
    found: Page = visit.page
    return found


def count_ties(page: Page) -> int:
    """Return how many ties the page says it shows."""
    browsers.settle(page)
    text = page.locator(FIGURES).inner_text()
    found = re.match("[0-9,]+", text)
    assert found, text
    return int(found[0].replace(",", ""))


def number_of(payload: Payload, perspective: str) -> int:
    """Return the number of a perspective."""
    return [found["id"] for found in payload["perspectives"]].index(perspective)


# --- opened ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", ["network", "dossier"])
def test_a_page_opens_from_disk(browser: Browser, files: dict[str, Path], name: str, size: tuple[int, int], dark: bool) -> None:
    """No complaint, no request to anywhere, nothing wider than the screen, paper light or dark as the reader's system is."""
    with browsers.visiting(browser, size, dark=dark) as found:
        page = found.open(files[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, re.findall("[0-9]+", paper)[:3])) < 200) == dark, paper
        assert page.locator("#network canvas").count() > 0
        assert page.locator("#pic-legend").is_visible()
        assert found.complaints == []
        assert found.outside() == []
        assert [url for url in found.requests if url.startswith("file:")] == [files[name].resolve().as_uri()]


def test_the_first_view_tells_what_it_is(page: Page, payload: Payload) -> None:
    """Title, counts, policy and dataset stand there, and the ties shown are those on record."""
    assert page.locator("h1").inner_text() == payload["title"]
    assert count_ties(page) == payload["perspectives"][0]["ties"]
    text = page.locator("body").inner_text()
    assert payload["policy"]["title"] in text
    assert payload["dataset"]["title"] in text


def test_figures_count_what_the_perspective_holds(page: Page, payload: Payload) -> None:
    """Unfiltered there is one number; filtered, so many of those that the perspective holds, not of every form of every account."""
    held = [perspective["ties"] for perspective in payload["perspectives"]]
    number = number_of(payload, "org/amnesty-international")
    for chosen in (0, number):
        page.select_option("#pic-perspective", str(chosen))
        assert count_ties(page) == held[chosen]
        assert page.locator(FIGURES).inner_text().startswith(f"{held[chosen]} ties between ")
    page.uncheck('[data-facet=kinds] input[data-key="court"]')
    left = count_ties(page)
    assert left < held[number]
    assert page.locator(FIGURES).inner_text().startswith(f"{left} of {held[number]} ties between ")


def test_the_legend_has_a_sign_for_every_kind(browser: Browser, payload: Payload, tmp_path: Path) -> None:
    """Each kind has its own shape and colour, and what is not seen just now steps back."""
    data = deepcopy(payload)
    for number, node in enumerate(data["nodes"]):
        node["kind"] = number % len(data["kinds"])
    with browsers.visiting(browser) as found:
        page = found.open(picture.write(picture.page(data), tmp_path / "kinds.html"))
        signs = page.locator("#pic-legend .pic-keys").first.locator("li")
        assert signs.all_inner_texts() == [kind["label"] for kind in data["kinds"]]
        shapes = signs.locator("svg").evaluate_all("(all) => all.map((svg) => svg.innerHTML)")
        colours = signs.locator("svg").evaluate_all("(all) => all.map((svg) => getComputedStyle(svg).getPropertyValue('--kind'))")
        assert len(set(shapes)) == len(set(colours)) == len(data["kinds"])
        page.uncheck('[data-facet=kinds] input[data-key="treaty"]')
        browsers.settle(page)
        assert "treaty" in page.locator("#pic-legend .pic-none").all_inner_texts()
        assert found.complaints == []


def test_parts_without_a_link_fill_the_stage_side_by_side(browser: Browser, payload: Payload, tmp_path: Path) -> None:
    """Two cases that nothing joins lie apart, every node with its own place and name, over most of the stage."""
    data = in_parts(payload, 2, 9)
    with browsers.visiting(browser) as found:
        page = found.open(picture.write(picture.page(data), tmp_path / "apart.html"))
        left, right, top, bottom = page.evaluate(
            """() => {
                const canvas = document.querySelector(".pic-overlay");
                const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                const box = [width, 0, height, 0];
                for (let at = 3; at < data.length; at += 4) {
                    if (!data[at]) continue;
                    const [x, y] = [((at - 3) / 4) % width, Math.floor((at - 3) / 4 / width)];
                    box[0] = Math.min(box[0], x); box[1] = Math.max(box[1], x);
                    box[2] = Math.min(box[2], y); box[3] = Math.max(box[3], y);
                }
                return [box[0] / width, box[1] / width, box[2] / height, box[3] / height];
            }"""
        )
        assert right - left > 0.7
        assert bottom - top > 0.5
        assert found.complaints == []


def in_parts(payload: Payload, parts: int, order: int) -> Payload:
    """Make a network of stars that nothing joins, each of so many nodes."""
    data = deepcopy(payload)
    data["nodes"] = data["nodes"][: parts * order]
    tie = next(tie for tie in data["ties"] if 0 in tie["perspectives"])
    data["ties"] = [
        {**tie, "source": part * order + number, "target": part * order, "event": f"event/{part}-{number}"}
        for part in range(parts)
        for number in range(1, order)
    ]
    return data


SOLVE = """
import { pack } from "SHELVES";
import { spreadByDistance } from "SPREAD";
const boxes = [[400, 300], [90, 60], [200, 180], [200, 120], [60, 200], [90, 60]];
const { at, width, height } = pack(boxes, 1.5);
const star = spreadByDistance(20, Array(19).fill(0), Array.from({ length: 19 }, (_, i) => i + 1));
console.log(JSON.stringify({ boxes, at, width, height, x: [...star.x], y: [...star.y] }));
"""


def test_boxes_are_packed_and_stars_spread_evenly(repo: Path) -> None:
    """No box lies over another and little is wasted; the points of a star are about as far from its middle, none near another."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: see scripts/browser.sh")
    source = repo / "web" / "picture" / "src"
    code = SOLVE.replace("SHELVES", (source / "shelves.js").as_uri()).replace("SPREAD", (source / "spread.js").as_uri())
    done = subprocess.run([node, "--input-type=module", "-e", code], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    boxes = [(x, y, x + w, y + h) for (x, y), (w, h) in zip(told["at"], told["boxes"], strict=True)]
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
    assert sum(w * h for w, h in told["boxes"]) / (told["width"] * told["height"]) > 0.6
    places = list(zip(told["x"], told["y"], strict=True))
    rays = [dist(places[0], place) for place in places[1:]]
    assert max(rays) < 2 * min(rays)
    assert min(dist(one, other) for one, other in combinations(places[1:], 2)) > min(rays) / 8


def test_the_policy_of_the_page_stops_other_scripts(browser: Browser, files: dict[str, Path]) -> None:
    """A script that is put into the page later does not run, and the browser says why."""
    with browsers.visiting(browser) as found:
        page = found.open(files["network"])
        told = page.evaluate(
            """() => new Promise((tell) => {
                addEventListener("securitypolicyviolation", (event) => tell([event.effectiveDirective, window.intruded ?? false]));
                const script = document.createElement("script");
                script.textContent = "window.intruded = true";
                document.body.append(script);
            })"""
        )
        assert told == ["script-src-elem", False]


# --- search, filters, time ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "wanted"), [("azkarov", "Azimjan Askarov"), ("Аскаров", "Azimjan Askarov"), ("chuy regional", "Chui Regional Court")]
)
def test_a_search_finds_any_form_of_a_name(page: Page, words: str, wanted: str) -> None:
    """Other scripts and other spellings lead to the node; Enter chooses the first."""
    page.fill("#pic-find", words)
    page.wait_for_selector("#pic-find-found [role=option]")
    page.press("#pic-find", "Enter")
    assert page.locator(f"{PANEL} h2").first.inner_text() == wanted


def test_a_search_without_a_hit_says_so(page: Page) -> None:
    """A name that nobody has is not met with silence."""
    page.fill("#pic-find", "zzzzqq")
    assert "No name here" in page.locator("#pic-find-found").inner_text()


def test_the_slider_is_dragged(page: Page, payload: Payload) -> None:
    """Dragging the right handle to the left leaves ties of earlier years and the undated; the window is told in words."""
    before = count_ties(page)
    handle, track = (page.locator(name).bounding_box() for name in ("#pic-to", ".pic-track"))
    assert handle
    assert track
    middle = handle["y"] + handle["height"] / 2
    page.mouse.move(handle["x"] + handle["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 0.5, middle, steps=8)
    page.mouse.up()
    assert 0 < count_ties(page) < before
    last = page.locator("#pic-window time").last.get_attribute("datetime") or ""
    assert "2008" < last < "2014"
    record = number_of(payload, "record")
    inside = [tie for tie in payload["ties"] if record in tie["perspectives"] and (tie["earliest"] or "") <= last]
    assert count_ties(page) == len(inside)
    page.locator(".pic-when button").click()
    assert count_ties(page) == before


def test_the_slider_moves_by_keyboard(page: Page) -> None:
    """Arrow keys move a handle by a month, page keys by a year."""
    page.focus("#pic-from")
    said = [page.get_attribute("#pic-from", "aria-valuetext")]
    for key in ("ArrowRight", "PageUp"):
        page.keyboard.press(key)
        browsers.settle(page)
        said.append(page.get_attribute("#pic-from", "aria-valuetext"))
    assert said == ["1 January 2002", "1 February 2002", "1 February 2003"]


@pytest.mark.parametrize(
    ("days", "words"),
    [(("2016-03-01", "2016-03-31"), "2016"), (("2016-03-31", "2016-03-31"), "2016"), ((None, None), "No tie here has a date.")],
    ids=["one year", "one day", "no date"],
)
@pytest.mark.parametrize("ties", [1, 12])
def test_a_slider_of_one_year_or_none_is_told(
    browser: Browser, payload: Payload, tmp_path: Path, days: tuple[str | None, str | None], words: str, ties: int
) -> None:
    """One year is not called a span and moves by months; without dates there is no slider, and everything is shown."""
    data = in_parts(payload, 1, ties + 1)
    for tie in data["ties"]:
        tie["earliest"], tie["latest"] = days
    with browsers.visiting(browser) as found:
        page = found.open(picture.write(picture.page(data), tmp_path / "year.html"))
        assert count_ties(page) == ties
        assert page.locator("#pic-time").inner_text().split("\n")[0] == words
        if days[0]:
            page.focus("#pic-to")
            for _ in range(10):
                page.keyboard.press("ArrowLeft")
            browsers.settle(page)
            assert page.get_attribute("#pic-to", "aria-valuetext") == "29 February 2016"
            assert "Nothing left" in page.locator("#pic-note").inner_text()
            page.keyboard.press("End")
        assert count_ties(page) == ties
        assert found.complaints == []


def test_what_is_only_possibly_inside_is_told_and_can_be_left_out(visit: Any, files: dict[str, Path], payload: Payload) -> None:
    """Undated ties and those that only may lie in the window stay, until only sure ones are asked for."""
    unsure = ("month", "period", "one-of", "approximate")
    last = next(
        tie["earliest"] or ""
        for tie in payload["ties"]
        if 0 in tie["perspectives"] and tie["certaintyOfDate"] in unsure and (tie["earliest"] or "~") < (tie["latest"] or "")
    )
    start, end = (date(2002, 1, 1) - EPOCH).days, (date.fromisoformat(last) - EPOCH).days
    visit.page.goto("about:blank")
    page = visit.open(files["network"], f"#window={start}+{end}")
    possible = count_ties(page)
    assert re.search("[0-9]+ ties? possibly in it.*[0-9]+ undated", page.locator("#pic-window").inner_text())
    page.check("#pic-sure")
    assert 0 < count_ties(page) < possible


def test_a_kind_is_hidden_and_shown_again(page: Page) -> None:
    """Without people only the ties between bodies are left."""
    before = count_ties(page)
    page.uncheck('[data-facet=kinds] input[data-key="person"]')
    fewer = count_ties(page)
    page.click("#pic-loosen")
    assert (fewer < before, count_ties(page)) == (True, before)


def test_an_empty_picture_says_what_to_loosen(page: Page) -> None:
    """When filters hide everything the page names each whose loosening helps, and doing so brings ties back."""
    for box in page.locator("[data-facet=standings] input[data-key]").all():
        box.uncheck()
    note = page.locator("#pic-note")
    assert "Nothing left" in note.inner_text()
    note.locator("button").first.click()
    assert count_ties(page) > 0


def test_a_perspective_is_switched(page: Page, payload: Payload) -> None:
    """Every account shows as many ties as it has, and the address remembers it."""
    for wanted in ("any", "org/amnesty-international"):
        number = number_of(payload, wanted)
        page.select_option("#pic-perspective", str(number))
        assert count_ties(page) == payload["perspectives"][number]["ties"]
    page.wait_for_url(re.compile("#as=org"))


def test_an_account_is_measured_against_the_record_by_ties(page: Page, payload: Payload) -> None:
    """A tie that both have is not told as missing because they date it otherwise."""
    record = keys_in(payload, 0)
    for number, perspective in enumerate(payload["perspectives"][1:], 1):
        page.select_option("#pic-perspective", str(number))
        mine = keys_in(payload, number)
        added, missing = len(mine - record), len(record - mine)
        rest = f"{missing} of the record not in it" if missing else "all of the record in it"
        said = page.locator(".pic-told").inner_text()
        assert said.endswith(f"{added or 'None'} not on record; {rest}."), perspective["id"]


def keys_in(payload: Payload, number: int) -> set[tuple[Any, ...]]:
    """Return what tells the ties of a perspective apart, whatever form they have there."""
    return {key_of(tie) for tie in payload["ties"] if number in tie["perspectives"]}


def key_of(tie: Any) -> tuple[Any, ...]:
    """Return what tells a tie from every other."""
    return tie["source"], tie["target"], tie["relation"], tie["event"], tie["via"]


def test_a_tie_is_shared_as_the_perspective_tells_it(browser: Browser, files: dict[str, Path], page: Page, payload: Payload) -> None:
    """The address leads to the tie through the same point of a decision, in the form that the perspective has."""
    forms: dict[Any, list[Any]] = {}
    for tie in payload["ties"]:
        forms.setdefault(key_of(tie), []).append(tie)
    several = next(found for found in forms.values() if len({tie["when"] for tie in found}) > 1 and found[0]["when"])
    for tie in several:
        address = f"#as={payload['perspectives'][tie['perspectives'][0]]['id']}&list=1"
        with browsers.visiting(browser) as other:
            opened = other.open(files["network"], address)
            assert choose_in_list(opened, payload, tie) == tie["when"]
            opened.wait_for_url(re.compile("sel=tie"))
            address = opened.evaluate("location.hash")
            opened.reload()
            opened.wait_for_selector("html[data-ready=true]", state="attached")
            assert opened.locator(f"{PANEL} .pic-facts .pic-date").first.inner_text().strip() == tie["when"]
            assert (tie["via"] or "").replace("/", "%252F") in address
            assert other.complaints == []


def choose_in_list(page: Page, payload: Payload, tie: Any) -> str:
    """Choose the tie in the list that reads and is dated so, and return when the panel says it was."""
    names = [payload["nodes"][tie[end]]["label"] for end in ("source", "target")]
    for more in page.locator("#pic-list .pic-scroll > button").all():
        more.click()
    rows = page.locator("#pic-ties tbody tr").filter(has_text=tie["eventLabel"]).filter(has_text=tie["when"])
    for row in rows.all():
        cells = row.locator("td")
        if [cells.nth(at).locator("bdi").first.inner_text() for at in (0, 2)] == names:
            verb = row.locator(".pic-verb")
            if verb.inner_text() == tie["reading"]:
                verb.click()
                return page.locator(f"{PANEL} .pic-facts .pic-date").first.inner_text().strip()
    pytest.fail(f"{tie['reading']} is not in the list")


def test_a_tie_keeps_its_place_when_the_perspective_changes(page: Page, payload: Payload) -> None:
    """Who reads a tie and takes another account reads the same tie as that one dates it."""
    forms: dict[Any, dict[int, Any]] = {}
    for tie in payload["ties"]:
        for number in tie["perspectives"]:
            forms.setdefault(key_of(tie), {})[number] = tie
    first, *others = next(
        sorted(found.items())
        for found in forms.values()
        if 0 in found and found[0]["when"] and len({tie["when"] for tie in found.values()}) > 1
    )
    page.keyboard.press("l")
    choose_in_list(page, payload, first[1])
    for number, tie in others:
        page.select_option("#pic-perspective", str(number))
        browsers.settle(page)
        assert page.locator(f"{PANEL} .pic-facts .pic-date").first.inner_text().strip() == tie["when"]


def test_a_view_is_shared_by_its_address(browser: Browser, files: dict[str, Path], page: Page) -> None:
    """Another reader who opens the address sees the same perspective, filters and choice."""
    page.select_option("#pic-perspective", "2")
    page.uncheck('[data-facet=kinds] input[data-key="state"]')
    page.fill("#pic-find", "Аскаров")
    page.press("#pic-find", "Enter")
    page.wait_for_url(re.compile("sel=node"))
    browsers.settle(page)
    seen = page.locator(FIGURES).inner_text(), page.locator(f"{PANEL} h2").first.inner_text()
    with browsers.visiting(browser) as other:
        opened = other.open(files["network"], page.evaluate("location.hash"))
        assert (opened.locator(FIGURES).inner_text(), opened.locator(f"{PANEL} h2").first.inner_text()) == seen
        assert other.complaints == []


# --- ties and claims ---------------------------------------------------------------------------------------------------------


def click_edge(page: Page) -> None:
    """Point round the middle of the picture until a line answers, and click it."""
    box = page.locator("#pic-stage").bounding_box()
    assert box
    tip = page.locator(".pic-tip")
    for ring in range(4, 40):
        for turn in range(12):
            x = box["x"] + box["width"] * (0.5 + ring / 100 * (1, 0.87, 0.5, 0, -0.5, -0.87, -1, -0.87, -0.5, 0, 0.5, 0.87)[turn])
            y = box["y"] + box["height"] * (0.5 + ring / 100 * (0, 0.5, 0.87, 1, 0.87, 0.5, 0, -0.5, -0.87, -1, -0.87, -0.5)[turn])
            page.mouse.move(x, y)
            browsers.settle(page)
            if tip.is_visible():
                page.mouse.click(x, y)
                return
    pytest.fail("no line answers to the mouse")


def test_a_click_on_a_line_leads_to_its_claims(page: Page) -> None:
    """Whoever clicks a line reads who says so, how firmly, and one click further in which passage of which source."""
    click_edge(page)
    if not page.locator("#pic-claims").count():
        page.locator(f"{PANEL} .pic-tierow").first.click()
    claim = page.locator("#pic-claims .pic-claim").first
    assert claim.locator(".pic-who strong").inner_text()
    assert claim.locator(".pic-stance").inner_text()
    claim.locator("summary").click()
    told = claim.locator(".pic-source dl").inner_text()
    assert "passage" in told
    assert "source/" in told


def test_a_denial_stands_beside_what_it_denies(browser: Browser, payload: Payload, tmp_path: Path) -> None:
    """Who says so and who denies it have columns of the same width."""
    data = deepcopy(payload)
    data["ties"] = data["ties"][:1]
    data["ties"][0].update(perspectives=[0], disputed=True, denying=data["ties"][0]["affirming"][:1])
    file = picture.write(picture.page(data), tmp_path / "denied.html")
    with browsers.visiting(browser) as found:
        page = found.open(file)
        page.keyboard.press("l")
        page.locator("#pic-ties .pic-verb").first.click()
        sides = [page.locator(f"#pic-claims .{side}").bounding_box() for side in ("pic-for", "pic-against")]
        assert all(sides)
        widths = [side["width"] for side in sides if side]
        assert abs(widths[0] - widths[1]) < 2
        assert found.complaints == []


def test_a_tie_of_a_node_with_itself_is_drawn_and_told(browser: Browser, payload: Payload, tmp_path: Path) -> None:
    """A court that quashes its own decision has a loop that answers to a click; its panel and the legend say that it leads back."""
    data = deepcopy(payload)
    tie = next(tie for tie in data["ties"] if tie["source"] == tie["target"])
    data["nodes"] = [data["nodes"][tie["source"]]]
    data["ties"] = [{**tie, "source": 0, "target": 0, "perspectives": [0]}]
    with browsers.visiting(browser) as found:
        page = found.open(picture.write(picture.page(data), tmp_path / "loop.html"))
        assert "leads back" in page.locator("#pic-legend").inner_text()
        box = page.locator("#pic-stage").bounding_box()
        assert box
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.click(*middle)
        assert "1 tie that leads back" in page.locator(PANEL).inner_text()
        for far in range(16, 28):
            page.wait_for_timeout(400)  # two clicks at once would be a double click
            page.mouse.click(middle[0] + far * 0.7071, middle[1] - far * 0.7071)
            if page.locator(f"{PANEL} .pic-tie").count():
                break
        assert page.locator(f"{PANEL} .pic-sentence .pic-verb").inner_text() == tie["reading"]
        assert found.complaints == []


def test_a_node_tells_who_it_is_and_its_neighbours_stand_out(page: Page) -> None:
    """The panel has kind, other names and ties; the rest of the picture steps back."""
    page.fill("#pic-find", "human rights committee")
    page.press("#pic-find", "Enter")
    panel = page.locator(PANEL)
    assert "monitoring body" in panel.inner_text()
    assert panel.locator(".pic-tierow").count() > 3
    assert "pic-veiled" in (page.get_attribute("#pic-stage", "class") or "")


def test_the_shortest_way_is_said_in_words(page: Page) -> None:
    """Two names give a chain of sentences."""
    page.click("#pic-way-button")
    for at, words in enumerate(("hadicha", "european parliament")):
        page.fill(f"#pic-end-{at}", words)
        page.press(f"#pic-end-{at}", "Enter")
    assert re.match("[0-9]+ steps?", page.locator("#pic-way").inner_text())
    assert page.locator(f"{PANEL} .pic-steps > li").count() >= 2


def test_the_dossier_leads_from_a_statement_to_its_passage(browser: Browser, files: dict[str, Path]) -> None:
    """One click opens the claims on an event, one more goes to the passage that a claim rests on."""
    with browsers.visiting(browser, reduced_motion="reduce") as found:
        page = found.open(files["dossier"])
        event = page.locator('[id="on-event/askarov-arrest"]')
        event.locator("summary").first.click()
        link = event.locator('details a[href^="#passage"]').first
        target = link.get_attribute("href") or ""
        link.click()
        passage = page.locator(f'[id="{target.removeprefix("#")}"]')
        assert passage.is_visible()
        assert found.complaints == []


def test_the_network_in_the_dossier_is_that_of_its_case(browser: Browser, files: dict[str, Path]) -> None:
    """The picture inside the page can be searched and asked for claims like the one that stands alone."""
    with browsers.visiting(browser, reduced_motion="reduce") as found:
        page = found.open(files["dossier"])
        assert page.locator("#network .pic-embedded, #network.pic-embedded").count() == 1
        page.click("#pic-as-list")
        assert page.locator("#pic-ties tbody tr").count() == min(count_ties(page), 200)
        page.locator("#pic-ties .pic-verb").first.click()
        assert page.locator("#pic-claims .pic-claim").count() > 0
        assert found.complaints == []
        assert found.outside() == []


# --- keyboard, list, phone ---------------------------------------------------------------------------------------------------


def test_everything_goes_by_keyboard(page: Page) -> None:
    """Slash searches, arrows go from node to node, Enter reads on, Escape goes back, l lists."""
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "pic-find"
    page.keyboard.press("Escape")
    page.focus("#pic-stage")
    said = []
    for key in ("ArrowRight", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        browsers.settle(page)
        said.append(page.locator("#pic-status").inner_text())
    assert all(said)
    assert len(set(said)) > 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "pic-panel"
    page.keyboard.press("Escape")
    assert page.locator(f"{PANEL} h2").first.inner_text() == "What is shown"
    page.keyboard.press("l")
    assert page.locator("#pic-ties").is_visible()


def test_the_list_holds_what_the_picture_shows(page: Page) -> None:
    """A row for each tie, sortable, each leading to its claims."""
    page.click("#pic-as-list")
    assert page.locator("#pic-ties tbody tr").count() == min(count_ties(page), 200)
    page.click('[data-sort="source"]')
    names = page.locator("#pic-ties tbody tr td:first-child bdi").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    page.locator("#pic-ties .pic-verb").first.click()
    assert page.locator("#pic-claims").is_visible()


def test_the_list_breaks_no_word(page: Page) -> None:
    """Names go to a new line between their words only."""
    page.click("#pic-as-list")
    broken = page.evaluate(
        """() => [...document.querySelectorAll("#pic-ties bdi, #pic-ties .pic-verb")].flatMap((name) => {
            const text = name.firstChild, range = document.createRange();
            return [...text.data.matchAll(/[^\\s-]+/g)].filter(({ 0: word, index }) => {
                range.setStart(text, index);
                range.setEnd(text, index + word.length);
                return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
            }).map(([word]) => word);
        })"""
    )
    assert broken == []


def test_dark_and_light_are_turned_by_hand(page: Page) -> None:
    """The button turns the paper dark and back."""
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#pic-theme")
    assert page.evaluate(paper) != light
    page.click("#pic-theme")
    assert page.evaluate(paper) == light


def test_on_a_phone_filters_and_details_are_sheets(browser: Browser, files: dict[str, Path]) -> None:
    """The picture has the screen; filters come when asked for, details when something is chosen, and both go again."""
    with browsers.visiting(browser, PHONE, has_touch=True) as found:
        page = found.open(files["network"])
        assert not page.locator("#pic-perspective").is_visible()
        page.tap("#pic-filter-sheet")
        page.locator("#pic-perspective").wait_for(state="visible")
        page.keyboard.press("Escape")
        page.locator("#pic-perspective").wait_for(state="hidden")
        page.fill("#pic-find", "amnesty")
        page.press("#pic-find", "Enter")
        box = page.locator(PANEL).bounding_box()
        assert box
        assert box["width"] <= PHONE[0]
        assert "Amnesty" in page.locator(f"{PANEL} h2").first.inner_text()
        assert found.complaints == []


# --- saved -------------------------------------------------------------------------------------------------------------------


def save(page: Page, form: str) -> bytes:
    """Save what is seen in one form and return the file."""
    page.click("#pic-save summary")
    with page.expect_download() as waiting:
        page.click(f"#pic-save-{form}")
    download: Download = waiting.value
    return Path(download.path()).read_bytes()


def test_what_is_seen_is_saved_as_gexf(page: Page, shared: Path) -> None:
    """The file is valid GEXF 1.3 and holds just the ties and nodes that are seen."""
    page.select_option("#pic-perspective", "2")
    tree = etree.fromstring(save(page, "gexf"))
    space = {"g": "http://gexf.net/1.3"}
    assert len(tree.findall(".//g:edge", space)) == count_ties(page)
    joined = {edge.get(end) for edge in tree.findall(".//g:edge", space) for end in ("source", "target")}
    assert joined == {node.get("id") for node in tree.findall(".//g:node", space)}
    schema = etree.XMLSchema(etree.parse(next((shared / "suites" / "graph-formats" / "gexf-1.3").glob("gexf.xsd"))))
    schema.assertValid(tree)


def test_what_is_seen_is_saved_as_tables(page: Page, payload: Payload) -> None:
    """A row for each tie with its relation, date and claims, and a row for each node."""
    ties = list(csv.DictReader(io.StringIO(save(page, "ties").decode("utf-8-sig"))))
    nodes = list(csv.DictReader(io.StringIO(save(page, "nodes").decode("utf-8-sig"))))
    assert len(ties) == count_ties(page)
    assert {tie["source"] for tie in ties} | {tie["target"] for tie in ties} == {node["id"] for node in nodes}
    record = [tie for tie in payload["ties"] if 0 in tie["perspectives"]]
    ids = [relation["id"] for relation in payload["relations"]]
    assert sorted(tie["relation"] for tie in ties) == sorted(ids[tie["relation"]] for tie in record)
    assert all(tie["claims"] for tie in ties)


def test_what_is_seen_is_saved_as_a_picture(page: Page) -> None:
    """A PNG of at least twice the size of the picture, not of one colour."""
    png = save(page, "png")
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG")
    assert (width > 1000, height > 800) == (True, True)
    assert len(png) > 20_000


# --- hostile and large -------------------------------------------------------------------------------------------------------


def test_hostile_labels_stay_text(browser: Browser, payload: Payload, tmp_path: Path) -> None:
    """Markup, endless names, marks of direction and lone surrogates in every text do nothing but stand there."""
    evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&amp;\u202e\u0000\u2028\ud800'
    data = deepcopy(payload)
    for rows, keys in (("nodes", ("label", "about")), ("claims", ("says", "stance", "relay", "passage")), ("sources", ("label", "author"))):
        for number, row in enumerate(data[rows]):  # type: ignore[literal-required]
            row.update(dict.fromkeys(keys, f"{evil} {number}"))
    for tie in data["ties"]:
        tie["reading"] = tie["eventLabel"] = evil
    data["nodes"][0]["label"] = "Long " * 1000
    data["sources"][0]["url"] = "javascript:alert(3)"
    data["title"] = data["subtitle"] = data["dataset"]["title"] = evil
    file = picture.write(picture.page(data), tmp_path / "hostile.html")
    with browsers.visiting(browser) as found:
        found.page.on("dialog", lambda dialog: found.complaints.append(f"dialog: {dialog.message}"))
        page = found.open(file)
        page.keyboard.press("l")
        page.locator("#pic-ties .pic-verb").first.click()
        page.locator("#pic-claims summary").first.click()
        assert "<script>alert(1)" in page.locator("#pic-ties").inner_text()
        assert page.locator("#network img, #network script").count() == 0
        assert page.locator('a[href^="javascript"]').count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDE[0]
        assert found.complaints == []


def test_an_empty_network_says_why(browser: Browser, repo: Path, tmp_path: Path) -> None:
    """A page without a single tie opens and gives the reason."""
    data = gather(repo / "data", start="1800", end="1801", min_origins=9)
    with browsers.visiting(browser) as found:
        page = found.open(picture.write(picture.page(data), tmp_path / "empty.html"), ready=False)
        page.wait_for_selector("html[data-ready=true]", state="attached")
        assert data["notes"][0] in page.locator("#pic-note").inner_text()
        assert found.complaints == []


def test_a_large_network_is_laid_out_by_a_worker(browser: Browser, payload: Payload, tmp_path: Path) -> None:
    """Above 500 nodes there is an overview; all nodes are laid out in a worker, which the page's own policy lets start."""
    data = enlarge(payload, 1200)
    workers: list[str] = []
    with browsers.visiting(browser) as found:
        found.page.on("worker", lambda worker: workers.append(worker.url))
        page = found.open(picture.write(picture.page(data), tmp_path / "large.html"))
        assert "communities" in page.locator(PANEL).inner_text()
        page.get_by_role("button", name="All nodes").click()
        page.wait_for_selector("#network[data-laid-out=true]", state="attached", timeout=browsers.PATIENCE)
        assert [url.partition(":")[0] for url in workers] == ["blob"]
        assert found.complaints == []
        assert found.outside() == []


def enlarge(payload: Payload, order: int) -> Payload:
    """Repeat a network's ties between that many made-up nodes."""
    data = deepcopy(payload)
    known = len(data["nodes"])
    pattern = deepcopy(data["nodes"])
    data["nodes"] = [{**pattern[n % known], "id": f"n/{n}", "label": f"{pattern[n % known]['label']} {n}"} for n in range(order)]
    made = []
    for n in range(order * 3):
        tie = data["ties"][n % len(data["ties"])]
        made.append({**tie, "source": (n * n) % (n % order + 1), "target": n % order, "perspectives": [0, 1]})
    data["ties"] = made  # type: ignore[typeddict-item]
    return data
