"""How pages look: one visual language for the dossier, the network and every page to come.

``page`` makes one HTML file that holds all it needs; ``signs`` are the small drawings that stand for kinds, standing, certainty
of dates, answers and evidence; ``tokens`` are the colours.
"""

from rightsgraph.look import signs, tokens
from rightsgraph.look.page import page

__all__ = ["page", "signs", "tokens"]
