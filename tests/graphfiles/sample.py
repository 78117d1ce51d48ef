"""A small network with everything that files of networks find hard, and the files that it is written to.

    python tests/graphfiles/sample.py

writes the expected files anew; read what changed before you keep it.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from rightsgraph import graphfiles

HERE = Path(__file__).resolve().parent
BASE = "https://w3id.org/rightsgraph/id/"
EXPECTED = {"graphml": "sample.graphml", "gexf": "sample.gexf", "cyjs": "sample.cyjs", "json": "sample.json", "csv": "sample.csv"}
EXPECTED |= {"csv-spreadsheet": "spreadsheet.csv", "neo4j": "neo4j"}
"""What each form is written to."""

LABELS = {
    "person/aybek_1": 'Айбек "Ай" Карим',
    "org/court-of-b": "Court of B",
    "org/committee": "اللجنة",
    "state/b": "=B()",
    "https://example.org/x#1": "<script>alert('x')</script> & co\u0007",
}
KINDS = {"person/aybek_1": "person", "org/court-of-b": "court", "org/committee": "monitoring-body", "state/b": "state"}


def make_sample() -> nx.MultiDiGraph:
    """Make the network: parallel ties, four scripts, half-open dates, a loop, a formula, a control character."""
    graph = nx.MultiDiGraph(title="Sample", policy="record", projections=["people-bodies", "bodies-bodies"], view=None)
    for node, label in LABELS.items():
        iri = node if node.startswith("https:") else BASE + node
        graph.add_node(node, iri=iri, label=label, kind=KINDS.get(node, "organization"), country="state/b" if "-" in node else "")
    graph.nodes["person/aybek_1"]["pagerank"] = 1e-05
    ties = [
        ("org/court-of-b", "person/aybek_1", "outcome/guilty decision/v1", "convicted", "2010-09-15", "2010-09-15", "2010-09-15"),
        ("org/court-of-b", "person/aybek_1", "outcome/guilty decision/v2", "convicted", "2010-11", "2010-11-01", "2010-11-30"),
        ("org/committee", "org/court-of-b", "rg:reviews decision/views", "reviewed a ruling of", "2016/..", "2016-01-01", ""),
        ("org/committee", "state/b", "measure/release decision/views#m1", "called for release by", "", "", ""),
        ("https://example.org/x#1", "https://example.org/x#1", "rg:partOf", "is\npart of", "../2009", "", "2009-12-31"),
    ]
    for source, target, key, label, date, earliest, latest in ties:
        relation, _, event = key.partition(" ")
        attributes = {"relation": relation, "event": event, "date": date, "earliest": earliest, "latest": latest}
        graph.add_edge(source, target, key, label=label, **attributes, affirming=3, origins=2, disputed=label == "convicted")
    return graph


def main() -> None:
    """Write the expected files."""
    for form, name in EXPECTED.items():
        graphfiles.write(make_sample(), HERE / name, form)


if __name__ == "__main__":
    main()
