"""The Python face of rightsgraph: open a dataset, a build or an endpoint, and ask it.

``graph`` is what a user holds, ``places`` the three kinds of place that can be opened, ``view`` what one actor affirms, ``rdf`` the
way to rdflib.
"""

from rightsgraph.api.graph import KnowledgeGraph, open
from rightsgraph.api.view import View

__all__ = ["KnowledgeGraph", "View", "open"]
