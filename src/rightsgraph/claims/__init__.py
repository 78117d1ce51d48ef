"""From case files to claim graphs: trees are normalised to standard JSON-LD, and JSON-LD gives the quads."""

from rightsgraph.claims.document import Document, Mention, Problem, Reference
from rightsgraph.claims.files import normalise, read_rdf, settings
from rightsgraph.claims.quads import jsonld, quads
from rightsgraph.settings import Settings

__all__ = ["Document", "Mention", "Problem", "Reference", "Settings", "jsonld", "normalise", "quads", "read_rdf", "settings"]
