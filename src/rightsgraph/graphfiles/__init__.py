"""Networks as files for other programs: GraphML, GEXF, Cytoscape and node-link JSON, CSV, Neo4j.

Nodes are written first, then edges, sorted, one by one as the graph holds them: no second copy of it is made in memory, and equal
graphs give equal bytes. A file is there whole or not at all.
"""

from rightsgraph.graphfiles.characters import from_token, to_token
from rightsgraph.graphfiles.writing import FORMS, SUFFIXES, write

__all__ = ["FORMS", "SUFFIXES", "from_token", "to_token", "write"]
