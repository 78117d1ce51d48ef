"""Files of networks: valid, read back equal by the readers of others, the same to the byte, whole or not at all."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from rightsgraph import graphfiles
from rightsgraph.errors import RightsgraphError
from rightsgraph.graphfiles.characters import edge_id, to_harmless, to_name, to_plain, to_xml
from rightsgraph.graphfiles.layout import Column, Layout, lay_out, to_text

HERE = Path(__file__).resolve().parent
READER = HERE / "js" / "read.mjs"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def load_sample() -> ModuleType:
    """Return the module beside the expected files, which makes the network they were written from."""
    spec = importlib.util.spec_from_file_location("sample", HERE / "graphfiles" / "sample.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAMPLE = load_sample()


@pytest.fixture
def sample() -> nx.MultiDiGraph:
    """Return the network that the expected files were written from."""
    graph: nx.MultiDiGraph = SAMPLE.make_sample()
    return graph


@pytest.fixture(scope="module")
def schemas(shared: Path) -> dict[str, list[etree.XMLSchema | etree.RelaxNG]]:
    """Return the published schemas of each format, read without a network."""
    folder = shared / "suites" / "graph-formats"
    parser = etree.XMLParser(no_network=True)

    def tree(path: str) -> etree._ElementTree:
        return etree.parse(str(folder / path), parser)

    return {
        "graphml": [etree.XMLSchema(tree("graphml/graphml.xsd"))],
        "gexf": [etree.XMLSchema(tree("gexf-1.3/gexf.xsd")), etree.RelaxNG(tree("gexf-1.3/gexf.rng"))],
    }


# --- the graphs that are written and read back --------------------------------------------------------------------------------

CHARACTERS = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from("\0\x01\t\n\r\x1b\x7f\x85\u2028\u202e\ufeff\ufffe\uffff<>&\"';,:/_# =+-@нурع"),
)
TEXTS = st.text(CHARACTERS, max_size=12)
NAMES = TEXTS | st.sampled_from(
    "label type Type id key source target name value weight kind self parent a.b a_b a/b __proto__ class".split()
)
VALUES = TEXTS | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.just(7) | st.none()
ATTRIBUTES = st.dictionaries(NAMES, VALUES, max_size=5)


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Make a network of any shape, with names, keys and attributes of any kind that a network may have."""
    graph = nx.MultiDiGraph(title=draw(TEXTS))
    nodes = draw(st.lists(TEXTS, max_size=5, unique=True))
    graph.add_nodes_from((node, draw(ATTRIBUTES)) for node in nodes)
    for _ in range(draw(st.integers(0, 6)) if nodes else 0):
        key = draw(TEXTS | st.integers(0, 3))
        graph.add_edges_from([(draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes)), key, draw(ATTRIBUTES))])
    return graph


ODD = nx.MultiDiGraph()
ODD.add_node("a:b", **{"a b": 1, "a_b": True, "type": "x", "type_": 2})
ODD.add_node("a/b", **{"a b": 0.5, "x\0": "1", "x\ufffd": "2"})
ODD.add_edges_from([("a:b", "a/b", "k", {"key": "own", "key_": 2**40}), ("a:b", "a/b", 1, {"source": "s"}), ("a/b", "a/b", "k", {})])


def clean_xml(text: str) -> str:
    """Return what is left of a text in XML."""
    return NOT_XML.sub("\ufffd", text)


def expect(columns: tuple[Column, ...], attributes: Mapping[str, Any], xml: bool = True) -> dict[str, Any]:
    """Return the attributes of a node or edge as a reader of XML has to find them, by title."""
    found = {}
    for column in columns:
        value = attributes.get(column.name)
        if value is not None:
            text = to_text(value) if column.kind == "string" and xml else value
            found[column.title] = clean_xml(text) if isinstance(text, str) and xml else text
    return found


def expect_all(layout: Layout) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the nodes by token and the edges by id, with the attributes that have to be found."""
    nodes = {graphfiles.to_token(node): expect(layout.nodes, data) for node, data in layout.graph.nodes(data=True)}
    edges = {
        edge_id(source, target, key): (
            graphfiles.to_token(source),
            graphfiles.to_token(target),
            clean_xml(str(key)),
            expect(layout.edges, data),
        )
        for source, target, key, data in layout.graph.edges(keys=True, data=True)
    }
    return nodes, edges


def write(graph: nx.MultiDiGraph, name: str, form: str | None = None) -> dict[str, bytes]:
    """Write a network into an empty folder and return its files."""
    with tempfile.TemporaryDirectory() as folder:
        files = graphfiles.write(graph, Path(folder) / name, form)
        return {path.name: path.read_bytes() for path in files}


def write_one(graph: nx.MultiDiGraph, name: str) -> bytes:
    """Write a network to one file and return what it holds."""
    return write(graph, name)[name]


# --- expected files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", graphfiles.FORMS)
def test_every_form_has_an_expected_file(form: str, sample: nx.MultiDiGraph, tmp_path: Path) -> None:
    """A network is written as the files in tests/graphfiles have it, to the byte."""
    name = SAMPLE.EXPECTED[form]
    for path in graphfiles.write(sample, tmp_path / name, form):
        assert path.read_bytes() == (HERE / "graphfiles" / path.relative_to(tmp_path)).read_bytes(), path.name


@pytest.mark.parametrize("form", graphfiles.FORMS)
def test_how_a_network_was_put_together_does_not_show(form: str, sample: nx.MultiDiGraph) -> None:
    """The same nodes, ties and attributes, added in another order, give the same bytes."""
    shuffled = nx.MultiDiGraph(**sample.graph)
    shuffled.add_nodes_from((node, dict(reversed(data.items()))) for node, data in reversed(list(sample.nodes(data=True))))
    edges = list(sample.edges(keys=True, data=True))
    random.Random(1).shuffle(edges)  # noqa: S311 - no secret
    shuffled.add_edges_from((source, target, key, dict(reversed(data.items()))) for source, target, key, data in edges)
    assert write(shuffled, "x", form) == write(sample, "x", form)


# --- GraphML and GEXF ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@settings(max_examples=60)
@given(graph=graphs())
@example(graph=nx.MultiDiGraph())
@example(graph=ODD)
def test_xml_is_valid(schemas: Mapping[str, list[Any]], form: str, graph: nx.MultiDiGraph) -> None:
    """GraphML and GEXF hold to their published schemas, whatever the network holds."""
    tree = etree.fromstring(write_one(graph, f"net.{form}"))
    for schema in schemas[form]:
        schema.assertValid(tree)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_sample_is_valid(schemas: Mapping[str, list[Any]], form: str, sample: nx.MultiDiGraph) -> None:
    """With spells, labels and declared attributes the files hold to their schemas too."""
    for schema in schemas[form]:
        schema.assertValid(etree.fromstring(write_one(sample, f"net.{form}")))


@given(graph=graphs())
@example(graph=ODD)
@example(graph=nx.MultiDiGraph())
def test_networkx_reads_graphml_back(graph: nx.MultiDiGraph) -> None:
    """Nodes, parallel ties, keys and typed attributes come back from GraphML; what XML cannot hold as U+FFFD."""
    read = nx.read_graphml(io.BytesIO(write_one(graph, "net.graphml")), force_multigraph=True)
    nodes, edges = expect_all(lay_out(graph).with_titles(to_name))
    assert dict(read.nodes(data=True)) == nodes
    found = {key: (source, target, data.pop("key"), data) for source, target, key, data in read.edges(keys=True, data=True)}
    assert found == edges
    assert read.graph["title"] == clean_xml(graph.graph["title"]) if graph.graph else "title" not in read.graph


@given(graph=graphs())
@example(graph=ODD)
@example(graph=nx.MultiDiGraph())
def test_networkx_reads_gexf_back(graph: nx.MultiDiGraph) -> None:
    """The same comes back from GEXF, where every node has a label: its own, or what it is called."""
    read = nx.read_gexf(io.BytesIO(write_one(graph, "net.gexf")), version="1.3")
    nodes, edges = expect_all(gexf_layout(graph))
    for node, data in graph.nodes(data=True):
        nodes[graphfiles.to_token(node)]["label"] = clean_xml(to_text(node if data.get("label") is None else data["label"]))
    assert dict(read.nodes(data=True)) == nodes
    if read.is_multigraph():
        found = {data.pop("id"): (source, target, key, data) for source, target, key, data in read.edges(keys=True, data=True)}
        assert found == texts_for_labels(edges)
    else:
        pairs = {data.pop("id"): (source, target, data) for source, target, data in read.edges(data=True)}
        assert pairs == {name: (edge[0], edge[1], edge[3]) for name, edge in texts_for_labels(edges).items()}


def gexf_layout(graph: nx.MultiDiGraph) -> Layout:
    """Return the layout with the titles that attributes have in GEXF, as they are read from it."""
    layout = lay_out(graph).with_titles(lambda name: to_xml(name) or "_")

    def read(column: Column) -> Column:
        title = etree.fromstring(f"<x>{column.title}</x>").text
        return Column(column.name, title or "", column.kind)

    return Layout(graph, tuple(map(read, layout.nodes)), tuple(map(read, layout.edges)))


def texts_for_labels(edges: Mapping[str, Any]) -> dict[str, Any]:
    """Return the edges with labels as texts, whatever they were."""
    for edge in edges.values():
        if "label" in edge[3]:
            edge[3]["label"] = to_text(edge[3]["label"])
    return dict(edges)


def test_a_spell_has_the_ends_that_are_known(sample: nx.MultiDiGraph) -> None:
    """GEXF tells when a tie holds as a spell, open ends left out, beside the plain dates; undated ties have none."""
    tree = etree.fromstring(write_one(sample, "net.gexf"))
    spells = {edge.get("label"): [dict(spell.attrib) for spell in edge.iter("{*}spell")] for edge in tree.iter("{*}edge")}
    assert spells == {
        "is\npart of": [{"end": "2009-12-31"}],
        "reviewed a ruling of": [{"start": "2016-01-01"}],
        "called for release by": [],
        "convicted": [{"start": "2010-11-01", "end": "2010-11-30"}],
    }
    assert dict(tree.find("{*}graph").attrib) == {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}


@pytest.mark.parametrize(("earliest", "latest"), [("2010-02-30", ""), ("soon", "2010"), ("2011-01-01", "2010-01-01"), ("٢٠١٠-٠١-٠١", "")])
def test_what_is_no_time_makes_no_spell(earliest: str, latest: str) -> None:
    """A day that is not in the calendar, or an end before its beginning, stays an attribute and makes no spell."""
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", "k", earliest=earliest, latest=latest)
    text = write_one(graph, "net.gexf").decode()
    assert "<spell" not in text
    assert f'value="{earliest}"' in text


def test_no_attribute_is_named_type() -> None:
    """`type` and the other names that formats keep for themselves get an underscore, in any case of letters."""
    graph = nx.MultiDiGraph()
    graph.add_node("a", type="x", type_="y", ID="z")
    graph.add_edge("a", "a", "k", Source="s", label="l")
    layout = lay_out(graph)
    assert {column.name: column.title for column in layout.nodes} == {"type": "type__", "type_": "type_", "ID": "ID_"}
    assert {column.name: column.title for column in layout.edges} == {"label": "label", "Source": "Source_"}


def test_no_file_holds_the_day_it_was_written(sample: nx.MultiDiGraph) -> None:
    """GEXF has a date of its last change in its schema; it is left out, so that the same network is the same file."""
    assert b"lastmodified" not in write_one(sample, "net.gexf")


# --- graphology ---------------------------------------------------------------------------------------------------------------


def read_by_graphology(content: bytes, suffix: str) -> Any:
    """Return what graphology's own parser reads. Skips the test without it, and fails it in CI."""
    node = shutil.which("node")
    if node is None or not READER.with_name("node_modules").is_dir():
        reason = "node, or the packages of tests/js, are not installed: see scripts/browser.sh"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"net{suffix}"
        path.write_bytes(content)
        done = subprocess.run([node, str(READER), str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert not done.stderr
    # JavaScript writes a big number with a point as it would a whole one.
    return json.loads(done.stdout, parse_int=lambda text: int(text) if abs(int(text)) <= 2**53 else float(text))


def graphology_edges(read: Any) -> dict[str, Any]:
    """Return the edges that graphology read, by id."""
    return {edge["key"]: (edge["source"], edge["target"], edge.get("attributes", {})) for edge in read["edges"]}


@settings(max_examples=20)
@given(graph=graphs())
@example(graph=ODD)
def test_graphology_reads_graphml_back(graph: nx.MultiDiGraph) -> None:
    """The parser of graphology finds the same nodes, ties and attributes in GraphML."""
    read = read_by_graphology(write_one(graph, "net.graphml"), ".graphml")
    nodes, edges = expect_all(lay_out(graph).with_titles(to_name))
    assert {node["key"]: node.get("attributes", {}) for node in read["nodes"]} == nodes
    assert graphology_edges(read) == {name: (edge[0], edge[1], {"key": edge[2], **edge[3]}) for name, edge in edges.items()}
    assert not edges or read["options"]["type"] == "directed"


@settings(max_examples=20)
@given(graph=graphs())
@example(graph=ODD)
def test_graphology_reads_gexf_back(graph: nx.MultiDiGraph) -> None:
    """And in GEXF; an empty label counts as none there."""
    read = read_by_graphology(write_one(graph, "net.gexf"), ".gexf")
    nodes, edges = expect_all(gexf_layout(graph))
    for node, data in graph.nodes(data=True):
        nodes[graphfiles.to_token(node)]["label"] = clean_xml(to_text(node if data.get("label") is None else data["label"]))
    found = {node["key"]: node.get("attributes", {}) for node in read["nodes"]}
    assert found == {name: without_empty_label(data) for name, data in nodes.items()}
    expected = {name: (edge[0], edge[1], {"networkx_key": edge[2], **edge[3]}) for name, edge in texts_for_labels(edges).items()}
    assert graphology_edges(read) == {name: (*edge[:2], without_empty_label(edge[2])) for name, edge in expected.items()}


def without_empty_label(data: dict[str, Any]) -> dict[str, Any]:
    """Return attributes without a label that says nothing."""
    return {name: value for name, value in data.items() if name != "label" or value != ""}


# --- JSON ---------------------------------------------------------------------------------------------------------------------

HALVES = nx.MultiDiGraph(title="\ud800")
HALVES.add_node("\udc00", label="a\ud83d")


@given(graph=graphs())
@example(graph=ODD)
@example(graph=HALVES)
def test_networkx_reads_node_links_back(graph: nx.MultiDiGraph) -> None:
    """Node-link JSON keeps nodes, keys, types and control characters as they are."""
    read = nx.node_link_graph(json.loads(write_one(graph, "net.json")))
    layout = lay_out(graph)
    assert isinstance(read, nx.MultiDiGraph)
    assert dict(read.nodes(data=True)) == {node: expect(layout.nodes, data, xml=False) for node, data in graph.nodes(data=True)}
    expected = {(*edge[:3],): expect(layout.edges, edge[3], xml=False) for edge in graph.edges(keys=True, data=True)}
    assert {(*edge[:3],): edge[3] for edge in read.edges(keys=True, data=True)} == expected
    assert read.graph == graph.graph


@given(graph=graphs())
@example(graph=ODD)
@example(graph=HALVES)
def test_networkx_reads_cytoscape_back(graph: nx.MultiDiGraph) -> None:
    """Cytoscape JSON keeps them too, beside the id and name that Cytoscape wants."""
    read = nx.cytoscape_graph(json.loads(write_one(graph, "net.cyjs")))
    layout = lay_out(graph)
    for node, data in graph.nodes(data=True):
        expected = {"id": node, "value": node, "name": str(data.get("label") or node), **expect(layout.nodes, data, xml=False)}
        assert read.nodes[node] == expected
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = {"id": edge_id(source, target, key), "source": source, "target": target, "key": key}
        assert read.edges[source, target, key] == {**ends, **expect(layout.edges, data, xml=False)}
    assert (len(read), read.size(), read.graph) == (len(graph), graph.size(), graph.graph)


# --- tables -------------------------------------------------------------------------------------------------------------------


def read_rows(content: bytes) -> list[list[str]]:
    """Return the rows of a table."""
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def cells(columns: tuple[Column, ...], data: Mapping[str, Any]) -> list[str]:
    """Return the cells that the attributes of a node or edge make."""
    return ["" if data.get(column.name) is None else to_text(data[column.name]) for column in columns]


@given(graph=graphs())
@example(graph=ODD)
def test_tables_hold_every_value_unmodified(graph: nx.MultiDiGraph) -> None:
    """CSV comes as two tables, in which each value is as the network has it, whatever characters it is made of."""
    files = write(graph, "net.csv")
    assert sorted(files) == ["net.edges.csv", "net.nodes.csv"]
    layout = lay_out(graph)
    nodes = [["id", *(column.title for column in layout.nodes)]]
    nodes += [[node, *cells(layout.nodes, data)] for node, data in layout.each_node()]
    edges = [["source", "target", "key", *(column.title for column in layout.edges)]]
    edges += [[source, target, str(key), *cells(layout.edges, data)] for source, target, key, data in layout.each_edge()]
    assert read_rows(files["net.nodes.csv"]) == nodes
    assert read_rows(files["net.edges.csv"]) == edges


def test_half_a_pair_of_surrogates_is_replaced_in_tables() -> None:
    """UTF-8 has no form for half a surrogate pair: U+FFFD stands there."""
    assert read_rows(write(HALVES, "net.csv")["net.nodes.csv"]) == [["id", "label"], ["\ufffd", "a\ufffd"]]


@given(graph=graphs())
def test_no_cell_for_spreadsheets_begins_a_formula(graph: nx.MultiDiGraph) -> None:
    """With `csv-spreadsheet` no text begins with what a spreadsheet program runs; numbers stay numbers."""
    for content in write(graph, "net.csv", "csv-spreadsheet").values():
        assert content.startswith("\ufeff".encode())
        for row in read_rows(content[3:]):
            for cell in row:
                assert to_harmless(cell) == cell or re.fullmatch(r"-[0-9].*", cell)


# A quoted text, a number or truth value, or nothing.
FIELD = re.compile(r'"(?:[^"]|"")*"|[^",\n]*')


def read_import(content: bytes) -> Iterator[list[str]]:
    """Return the rows of a file for Neo4j's import, as its documentation has the format, quotes kept."""
    text, row, position = content.decode(), [], 0
    while position < len(text):
        field = FIELD.match(text, position)
        assert field is not None
        row.append(field.group())
        assert text[field.end()] in ",\n"
        if text[field.end()] == "\n":
            yield row
            row = []
        position = field.end() + 1


@given(graph=graphs())
@example(graph=ODD)
def test_neo4j_tells_empty_from_absent(graph: nx.MultiDiGraph) -> None:
    """The tables for Neo4j declare types, and quote each text, so that an empty one is no absent one."""
    files = write(graph, "net", "neo4j")
    layout = lay_out(graph)
    head, *rows = read_import(files["nodes.csv"])
    assert head[0] == "id:ID" and head[-1] == ":LABEL"
    assert len(set(head)) == len(head) == len(layout.nodes) + 2
    assert all(re.fullmatch(r"\w+:(string|long|double|boolean|ID)|:LABEL", cell) for cell in head)
    assert rows == [
        [quote(node), *(quoted(data.get(c.name)) for c in layout.nodes), rows[i][-1]] for i, (node, data) in enumerate(layout.each_node())
    ]
    head, *rows = read_import(files["relationships.csv"])
    assert (head[:3], head[-1]) == ([":START_ID", ":END_ID", "key:string"], ":TYPE")
    for row, (source, target, key, data) in zip(rows, layout.each_edge(), strict=True):
        assert row[:-1] == [quote(source), quote(target), quote(str(key)), *(quoted(data.get(c.name)) for c in layout.edges)]
        assert re.fullmatch(r"\w+", row[-1])


def quote(text: str) -> str:
    """Write a text in quotes."""
    return '"' + to_plain(text).replace('"', '""') + '"'


def quoted(value: Any) -> str:
    """Write a value as the import wants it."""
    return "" if value is None else quote(value) if isinstance(value, str) else to_text(value)


def test_the_import_of_neo4j_has_its_command_line(sample: nx.MultiDiGraph, tmp_path: Path) -> None:
    """The script in the folder calls neo4j-admin on the two tables, from wherever it is started."""
    folder = tmp_path / "a folder" / "neo4j"
    graphfiles.write(sample, folder, "neo4j")
    program = tmp_path / "bin" / "neo4j-admin"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\npwd\nprintf "%s\\n" "$@"\n', encoding="ascii")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", folder / "import.sh", "rights"], capture_output=True, text=True, check=True, env=environment, cwd=tmp_path)
    where, *arguments = done.stdout.splitlines()
    assert Path(where) == folder.resolve()
    assert arguments[:6] == ["database", "import", "full", "rights", "--nodes=nodes.csv", "--relationships=relationships.csv"]


# --- names, and files that cannot be written ----------------------------------------------------------------------------------


@given(one=TEXTS, other=TEXTS)
@example(one="a/b", other="a:b")
@example(one="_", other="__")
@example(one="", other="_")
@example(one="_2f_", other="/")
def test_tokens_are_nmtokens_and_lead_back(one: str, other: str) -> None:
    """A node's id in XML is an NMTOKEN of ASCII letters; no two are the same, and each leads back to the name."""
    assert re.fullmatch(r"[A-Za-z0-9._:-]+", graphfiles.to_token(one))
    assert graphfiles.from_token(graphfiles.to_token(one)) == one
    assert (graphfiles.to_token(one) == graphfiles.to_token(other)) == (one == other)


@pytest.mark.parametrize("value", [["a"], {"a": 1}, float("nan"), float("inf"), b"x", object()])
def test_what_no_file_can_hold_is_refused(value: object, tmp_path: Path) -> None:
    """A list, a number that is none or an object is refused with its place, and the file that was there stays."""
    graph = nx.MultiDiGraph()
    graph.add_edge("person/a", "org/b", "k", when=value)
    path = tmp_path / "net.gexf"
    path.write_text("old", encoding="ascii")
    with pytest.raises(RightsgraphError, match="the attribute when of person/a – org/b is"):
        graphfiles.write(graph, path)
    assert [each.name for each in tmp_path.iterdir()] == ["net.gexf"]
    assert path.read_text(encoding="ascii") == "old"


@pytest.mark.parametrize("graph", [nx.DiGraph([("a", "b")]), nx.MultiGraph([("a", "b")]), nx.MultiDiGraph([(1, 2)])])
def test_only_networks_are_written(graph: Any, tmp_path: Path) -> None:
    """A graph that is undirected, without parallel ties, or whose nodes are numbers is refused."""
    with pytest.raises(RightsgraphError):
        graphfiles.write(graph, tmp_path / "net.gexf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "form", "told"), [("net.gefx", None, ".gexf"), ("net", None, ".csv"), ("net", "graphmll", "nearest is graphml")]
)
def test_an_unknown_form_is_told_with_what_there_is(name: str, form: str | None, told: str, tmp_path: Path) -> None:
    """A suffix or form that is not known is refused, and the message lists those that are."""
    with pytest.raises(RightsgraphError, match=re.escape(told)):
        graphfiles.write(nx.MultiDiGraph(), tmp_path / name, form)


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    """A folder, or a device, of the name is left as it is."""
    (tmp_path / "net.gexf").mkdir()
    for path in (tmp_path / "net.gexf", Path("/dev/null")):
        with pytest.raises(RightsgraphError, match="is there already and is no file"):
            graphfiles.write(nx.MultiDiGraph(), path, "gexf")


def test_a_file_is_written_through_a_link(sample: nx.MultiDiGraph, tmp_path: Path) -> None:
    """Where the name is a symbolic link, the file it leads to is replaced and the link stays."""
    (tmp_path / "real.gexf").write_text("old", encoding="ascii")
    (tmp_path / "net.gexf").symlink_to("real.gexf")
    graphfiles.write(sample, tmp_path / "net.gexf")
    assert (tmp_path / "net.gexf").is_symlink()
    assert (tmp_path / "real.gexf").read_bytes() == write_one(sample, "net.gexf")


@pytest.mark.parametrize("form", graphfiles.FORMS)
def test_a_full_disk_leaves_the_old_files(form: str, tmp_path: Path) -> None:
    """Where writing breaks off, what was there before stays, nothing half is left, and a sentence says why."""
    program = """
import resource, sys
from pathlib import Path
import networkx as nx
from rightsgraph import graphfiles
from rightsgraph.errors import RightsgraphError
graph = nx.MultiDiGraph()
graph.add_node("a", label="x")
path, form = Path(sys.argv[1]), sys.argv[2]
files = graphfiles.write(graph, path, form)
before = [file.read_bytes() for file in files]
graph.add_edges_from(("a", f"b{number}", "k", {"label": "y" * 100}) for number in range(5000))
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    graphfiles.write(graph, path, form)
except RightsgraphError as error:
    assert [file.read_bytes() for file in files] == before
    assert sorted(files) == sorted(file for file in path.parent.rglob("*") if file.is_file())
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program, tmp_path / "net", form], capture_output=True, text=True, check=True)
    assert "cannot be written: File too large" in done.stdout


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A file in a folder that does not exist is refused with a sentence."""
    with pytest.raises(RightsgraphError, match="cannot be written: No such file"):
        graphfiles.write(nx.MultiDiGraph(), tmp_path / "none" / "net.gexf")


@pytest.mark.parametrize("form", graphfiles.FORMS)
def test_memory_does_not_grow_with_the_ties(form: str, tmp_path: Path) -> None:
    """Writing eight times as many ties takes no more memory: they are written as they come."""

    def peak(ties: int) -> int:
        chance = random.Random(1)  # noqa: S311 - no secret
        graph = nx.MultiDiGraph()
        graph.add_nodes_from((f"person/{number}", {"label": "x" * 50}) for number in range(500))
        for number in range(ties):
            ends = (f"person/{chance.randrange(500)}" for _ in range(2))
            graph.add_edge(*ends, f"k{number}", label="y" * 50, origins=number)
        tracemalloc.start()
        graphfiles.write(graph, tmp_path / "net", form)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(8000) < 1.5 * peak(1000)
