"""Saved queries and the queries of users: found, checked, given their values.

``catalogue`` finds and reads them, ``prepare`` makes one ready to run; what stands below works on tokens, never on bare text.
"""

from rightsgraph.queries.catalogue import Query, find, names, read_file, read_text, saved_queries
from rightsgraph.queries.header import Param
from rightsgraph.queries.prepare import Prepared, examples, prepare

__all__ = ["Param", "Prepared", "Query", "examples", "find", "names", "prepare", "read_file", "read_text", "saved_queries"]
