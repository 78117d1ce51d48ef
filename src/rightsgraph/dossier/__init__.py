"""Dossiers: all that a dataset holds on one case, for a person to read.

``dossier`` gathers it, ``Dossier.to_text`` prints it as a page for the terminal, ``Dossier.to_dict`` gives it as plain data.
"""

from rightsgraph.dossier.gather import dossier
from rightsgraph.dossier.model import (
    Answer,
    Call,
    Decision,
    Deed,
    Demand,
    Dossier,
    Happening,
    Holding,
    Participant,
    Passage,
    Portrait,
    Remark,
    Sentence,
    Source,
    Statement,
)
from rightsgraph.dossier.page import Style
from rightsgraph.dossier.saying import Detail, Disagreement, Held, Moment, Name, Saying, Spot, Value, Wording

__all__ = [
    "Answer",
    "Call",
    "Decision",
    "Deed",
    "Demand",
    "Detail",
    "Disagreement",
    "Dossier",
    "Happening",
    "Held",
    "Holding",
    "Moment",
    "Name",
    "Participant",
    "Passage",
    "Portrait",
    "Remark",
    "Saying",
    "Sentence",
    "Source",
    "Spot",
    "Statement",
    "Style",
    "Value",
    "Wording",
    "dossier",
]
