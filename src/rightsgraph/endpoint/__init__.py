"""SPARQL endpoints: asked, probed for how they take datasets, and loaded with a build.

``remote`` is the only module that talks to SPARQLWrapper; ``probe`` finds what must be sent along with a query so that it
is answered right; ``push`` loads a build, ``copying`` fetches what one holds.
"""

from rightsgraph.endpoint.address import Auth, Basic, Bearer, Digest
from rightsgraph.endpoint.copying import bases, copy, graphs, nodes
from rightsgraph.endpoint.probe import Profile, probe
from rightsgraph.endpoint.push import Pushed, push
from rightsgraph.endpoint.remote import Dataset, RemoteRows, RemoteStore

__all__ = [
    "Auth",
    "Basic",
    "Bearer",
    "Dataset",
    "Digest",
    "Profile",
    "Pushed",
    "RemoteRows",
    "RemoteStore",
    "bases",
    "copy",
    "graphs",
    "nodes",
    "probe",
    "push",
]
