"""The picture of a network: one self-contained page to explore, and the data it reads.

``payload`` gathers the data, ``page`` makes a page of it, ``dossier_page`` puts it into the dossier of a case, ``write`` writes
either to a file.
"""

from rightsgraph.picture.model import Payload
from rightsgraph.picture.page import dossier_page, page, script, style, write
from rightsgraph.picture.payload import payload

__all__ = ["Payload", "dossier_page", "page", "payload", "script", "style", "write"]
