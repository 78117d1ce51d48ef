"""Evidence: where in a document a claim stands, and the proof that it still stands there."""

from rightsgraph.evidence.anchoring import AnchorError, Change, anchor, anchor_file
from rightsgraph.evidence.copying import copied
from rightsgraph.evidence.gaps import Coverage, SentenceState, Status, coverage
from rightsgraph.evidence.passages import Passage, locate, passages
from rightsgraph.evidence.proof import Problem, Proof, prove, verify
from rightsgraph.evidence.segments import Block, paragraph_of, paragraphs, sentences
from rightsgraph.evidence.stubs import stub
from rightsgraph.evidence.texts import Span, Texts, digest, normal_form, text_name

__all__ = [
    "AnchorError",
    "Block",
    "Change",
    "Coverage",
    "Passage",
    "Problem",
    "Proof",
    "SentenceState",
    "Span",
    "Status",
    "Texts",
    "anchor",
    "anchor_file",
    "copied",
    "coverage",
    "digest",
    "locate",
    "normal_form",
    "paragraph_of",
    "paragraphs",
    "passages",
    "prove",
    "sentences",
    "stub",
    "text_name",
    "verify",
]
