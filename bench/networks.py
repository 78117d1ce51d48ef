"""How long networks take to write, measure and open: a synthetic network with hubs, names in three scripts and imprecise dates.

    python bench/networks.py [files] [metrics] [picture] [--ties 100000]

`files` writes each form beside networkx's own writer where it has one: seconds of processor time, the file's size, and by how much
memory grew above the network itself, each in a process of its own (Linux only). `metrics` runs both engines. `picture` makes a page
of 10,000 nodes and 40,000 ties and opens it in Chromium, where that and playwright are installed.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from rightsgraph import graphfiles
from rightsgraph.network.metrics import measure

SEED = 20_100_625
KINDS = ("person", "group", "court", "monitoring-body", "authority", "state", "organization", "place")
SHARES = (70, 4, 6, 2, 6, 1, 8, 3)
NAMES = ("Azim Mirov Jala Lola Vali Tahir Nurbek", "Азим Миров Жала Лола Вали Тахир Нурбек", "عظيم ميروف جالا لولا والي طاهر نوربيك")
READINGS = {
    "event-kind/arrest": "arrested",
    "outcome/guilty": "convicted",
    "outcome/violation": "found for",
    "rg:quashes": "quashed a ruling of",
    "rg:affirms": "affirmed a ruling of",
    "measure/release": "called for release by",
    "relationship-kind/representation": "represented",
}
STANDINGS = ("on record", "on record", "on record", "attributed", "planned")


def make_network(nodes: int, ties: int) -> nx.MultiDiGraph:
    """Make a network as the command makes it; a few nodes have most of the ties, and many ties are parallel."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    graph = nx.MultiDiGraph(title="Synthetic", dataset="Synthetic", projections="all", policy="record")
    names: list[str] = []
    for number in range(nodes):
        kind = chance.choices(KINDS, SHARES)[0]
        words = chance.choice(NAMES).split()
        node = f"{'person' if kind == 'person' else 'org'}/n{number}"
        label = f"{chance.choice(words)} {chance.choice(words)} {number}"
        iri = f"https://w3id.org/rightsgraph/id/{node}"
        graph.add_node(node, iri=iri, label=label, kind=kind, country=f"state/s{chance.randrange(30)}", **{"class": kind.title()})
        names.append(node)
    for number in range(ties):
        source, target = (names[int(nodes * chance.random() ** power)] for power in (3, 1.5))
        relation = chance.choice(list(READINGS))
        graph.add_edge(source, target, f"{relation} event/e{number}", **make_tie(chance, number, relation))
    return graph


def make_tie(chance: random.Random, number: int, relation: str) -> dict[str, Any]:
    """Make the attributes of a tie."""
    date, earliest, latest = make_date(chance)
    affirming = 1 + int(4 * chance.random() ** 3)
    return {
        "relation": relation,
        "label": READINGS[relation],
        "event": f"event/e{number}",
        "event_label": f"{READINGS[relation]}, {date or 'undated'}",
        "via": "",
        "date": date,
        "earliest": earliest,
        "latest": latest,
        "affirming": affirming,
        "denying": int(chance.random() < 0.05),
        "origins": 1 + affirming // 2,
        "sources": affirming,
        "claims": " ".join(f"source/s{chance.randrange(200)}#c{number + offset}" for offset in range(affirming)),
        "disputed": chance.random() < 0.05,
        "standing": chance.choice(STANDINGS),
        "certainty": "certain",
        "projection": "people-bodies",
    }


def make_date(chance: random.Random) -> tuple[str, str, str]:
    """Make a date of any precision, as given, with its first and last day."""
    day = datetime.date(1995, 1, 1) + datetime.timedelta(days=chance.randrange(11_000))
    month = day.replace(day=1)
    after = (month + datetime.timedelta(days=32)).replace(day=1) - datetime.timedelta(days=1)
    week = day + datetime.timedelta(days=7)
    return chance.choices(
        [
            (day.isoformat(), day.isoformat(), day.isoformat()),
            (f"{day:%Y-%m}", month.isoformat(), after.isoformat()),
            (f"{day:%Y}~", f"{day.year}-01-01", f"{day.year}-12-31"),
            (f"[{day},{week}]", day.isoformat(), week.isoformat()),
            (f"{day:%Y}/..", f"{day.year}-01-01", ""),
            ("", "", ""),
        ],
        (50, 20, 10, 8, 6, 6),
    )[0]


# --- files --------------------------------------------------------------------------------------------------------------------


def by_networkx(form: str) -> Callable[[nx.MultiDiGraph, Path], object] | None:
    """Return networkx's own way to write a form."""

    def dump(make: Callable[[nx.MultiDiGraph], Any]) -> Callable[[nx.MultiDiGraph, Path], object]:
        def write(graph: nx.MultiDiGraph, path: Path) -> None:
            with path.open("w", encoding="utf-8") as output:
                json.dump(make(graph), output, ensure_ascii=False)

        return write

    ways: dict[str, Callable[[nx.MultiDiGraph, Path], object]] = {
        "graphml": nx.write_graphml,
        "gexf": nx.write_gexf,
        "cyjs": dump(nx.cytoscape_data),
        "json": dump(nx.node_link_data),
    }
    return ways.get(form)


def measure_writer(form: str, who: str, nodes: int, ties: int) -> dict[str, float]:
    """Write one form in this process, and return seconds, megabytes of memory and megabytes of file."""
    graph = make_network(nodes, ties)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "net"
        way = by_networkx(form)
        before = reset_peak()
        start = time.process_time()
        if who == "networkx" and way is not None:
            way(graph, path)
        else:
            graphfiles.write(graph, path, form)
        seconds = time.process_time() - start
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        return {"seconds": seconds, "memory": (read_status("VmHWM") - before) / 1024, "size": size / 1e6}


def reset_peak() -> int:
    """Forget the highest memory of this process so far, and return what it holds now, in kilobytes."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return read_status("VmRSS")


def read_status(name: str) -> int:
    """Return a figure of this process, in kilobytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def show_files(ties: int) -> Iterator[str]:
    """Give the table of the writers."""
    nodes = ties // 4
    yield f"\n{nodes} nodes, {ties} ties\n\n| form | rightsgraph | memory | file | networkx | memory | file |\n|---|" + 6 * "---:|"
    for form in graphfiles.FORMS:
        cells = []
        for who in ("rightsgraph", "networkx"):
            if who == "networkx" and by_networkx(form) is None:
                cells.append("– | – | –")
                continue
            command = [sys.executable, __file__, "--only", form, "--who", who, "--ties", str(ties)]
            found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)  # noqa: S603 - ourselves
            cells.append(f"{found['seconds']:.2f} s | {found['memory']:.0f} MB | {found['size']:.0f} MB")
        yield f"| {form} | {' | '.join(cells)} |"


# --- metrics ------------------------------------------------------------------------------------------------------------------


def show_metrics() -> Iterator[str]:
    """Give the table of the engines, and how far their numbers are apart."""
    yield "\n| nodes, ties | betweenness | networkx | rustworkx | ratio | greatest difference |\n|---|---|" + 4 * "---:|"
    for nodes, ties in ((1_000, 4_000), (10_000, 40_000)):
        slow, fast = make_network(nodes, ties), make_network(nodes, ties)
        seconds = []
        for graph, engine in ((slow, False), (fast, True)):
            start = time.perf_counter()
            measure(graph, engine)
            seconds.append(time.perf_counter() - start)
        apart = max(
            abs(data[name] - fast.nodes[node][name])
            for node, data in slow.nodes(data=True)
            for name in ("pagerank", "betweenness", "community")
        )
        told = "exact" if slow.graph["betweenness"] == "exact" else "sampled"
        yield f"| {nodes}, {ties} | {told} | {seconds[0]:.1f} s | {seconds[1]:.1f} s | {seconds[0] / seconds[1]:.1f} | {apart:.0e} |"


# --- the picture --------------------------------------------------------------------------------------------------------------


def make_payload(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Make the data of a picture from a network: as many claims as its ties tell, of 200 sources."""
    relations = {relation: number for number, relation in enumerate(READINGS)}
    countries = {f"state/s{number}": number for number in range(30)}
    numbers = {node: number for number, node in enumerate(graph.nodes)}
    claims: list[dict[str, Any]] = []
    ties = []
    for source, target, data in graph.edges(data=True):
        first = len(claims)
        claims.extend(make_claim(claim, data) for claim in data["claims"].split())
        ties.append(make_row(numbers[source], numbers[target], relations[data["relation"]], data, list(range(first, len(claims)))))
    return {
        "version": 1,
        "title": "Synthetic network",
        "subtitle": "made up, to measure by",
        "dataset": {"title": "Synthetic", "version": "1", "licence": ""},
        "policy": {"id": "record", "title": "On record", "about": ""},
        "start": {"perspective": 0, "window": None, "focus": None},
        "perspectives": [
            {"id": "record", "label": "On record", "about": "", "ties": sum(0 in tie["perspectives"] for tie in ties)},
            {"id": "any", "label": "Everything anyone affirms", "about": "", "ties": len(ties)},
        ],
        "kinds": [{"id": kind, "label": kind, "about": ""} for kind in KINDS],
        "countries": [{"id": country, "label": country} for country in countries],
        "relations": [{"id": name, "label": READINGS[name], "about": "", "projection": "people-bodies"} for name in relations],
        "nodes": [make_node(node, data, countries) for node, data in graph.nodes(data=True)],
        "ties": ties,
        "claims": claims,
        "sources": [
            {
                "id": f"source/s{number}",
                "label": f"Source {number}",
                "author": "Author",
                "published": "2020-07",
                "url": "https://example.org/",
            }
            for number in range(200)
        ],
        "notes": [],
    }


def make_node(node: str, data: dict[str, Any], countries: dict[str, int]) -> dict[str, Any]:
    """Make a node of a picture."""
    own = {"id": node, "iri": data["iri"], "label": data["label"], "class": data["class"]}
    return {**own, "names": [], "kind": KINDS.index(data["kind"]), "country": countries[data["country"]], "about": ""}


def make_row(source: int, target: int, relation: int, data: dict[str, Any], claims: list[int]) -> dict[str, Any]:
    """Make a tie of a picture."""
    return {
        "source": source,
        "target": target,
        "relation": relation,
        "reading": data["label"],
        "event": data["event"],
        "eventLabel": data["event_label"],
        "when": data["date"],
        "date": data["date"] or None,
        "certaintyOfDate": "exact" if data["earliest"] == data["latest"] else "range",
        "earliest": data["earliest"] or None,
        "latest": data["latest"] or None,
        "standing": data["standing"],
        "disputed": data["disputed"],
        "origins": data["origins"],
        "perspectives": [0, 1] if data["standing"] == "on record" else [1],
        "affirming": claims,
        "denying": [],
    }


def make_claim(claim: str, data: dict[str, Any]) -> dict[str, Any]:
    """Make a claim of a picture."""
    source = int(claim.partition("#")[0].removeprefix("source/s"))
    words = {"claimants": [f"Organization {source}"], "stance": "states", "polarity": "affirms", "relay": "", "says": data["event_label"]}
    return {"id": claim, **words, "source": source, "passage": "paragraph 3, characters 1100–1124", "evidence": "cited"}


def show_picture() -> Iterator[str]:
    """Tell how big the page of a big network is, and how long it takes to open."""
    from rightsgraph import picture

    data: Any = make_payload(make_network(10_000, 40_000))
    start = time.process_time()
    page = picture.page(data)
    seconds = time.process_time() - start
    size = len(page.encode()) / 1e6
    counts = f"{len(data['nodes'])} nodes, {len(data['ties'])} ties and {len(data['claims'])} claims"
    yield f"\na page of {counts}: {size:.1f} MB, {seconds:.1f} s to make"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.html"
        path.write_text(page, encoding="utf-8")
        yield from open_page(path)


def open_page(path: Path) -> Iterator[str]:
    """Open a page in Chromium, and tell how long it takes until it is drawn, and how smoothly it is dragged."""
    program = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        yield "chromium or playwright is not installed: the page is not opened"
        return
    options = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=options)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_function("document.documentElement.dataset.ready === 'true'", timeout=300_000)
        yield f"Chromium, drawing in software: drawn and ready after {time.perf_counter() - start:.1f} s"
        yield f"while the overview is dragged: {page.evaluate(FRAMES):.0f} pictures a second"
        start = time.perf_counter()
        page.get_by_role("button", name="All nodes").click()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        yield f"all nodes: drawn {time.perf_counter() - start:.1f} s after they are asked for"
        yield f"while they are dragged: {page.evaluate(FRAMES):.1f} pictures a second"
        browser.close()


FRAMES = """() => new Promise((done) => {
  const canvas = document.querySelector("#network canvas.sigma-mouse");
  const box = canvas.getBoundingClientRect();
  const fire = (type, x) => canvas.dispatchEvent(new MouseEvent(type, {
    bubbles: true, clientX: box.x + box.width / 2 + x, clientY: box.y + box.height / 2, button: 0 }));
  let frames = 0;
  const start = performance.now();
  fire("mousedown", 0);
  const step = () => {
    frames += 1;
    fire("mousemove", frames % 60);
    const passed = performance.now() - start;
    if (passed < 5000) return requestAnimationFrame(step);
    fire("mouseup", 0);
    done(frames * 1000 / passed);
  };
  requestAnimationFrame(step);
})"""


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=["files", "metrics", "picture", []])
    parser.add_argument("--ties", type=int, default=100_000)
    parser.add_argument("--only", choices=graphfiles.FORMS, help=argparse.SUPPRESS)
    parser.add_argument("--who", default="rightsgraph", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        sys.stdout.write(json.dumps(measure_writer(asked.only, asked.who, asked.ties // 4, asked.ties)))
        return
    parts = {"files": lambda: show_files(asked.ties), "metrics": show_metrics, "picture": show_picture}
    for part in asked.parts or parts:
        for line in parts[part]():
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
