"""Small drawings that stand for kinds, standing, answers, evidence and the certainty of dates, as inline SVG.

Each is hidden from readers who listen, unless it is given words: where a sign stands, words stand beside it.
"""

from __future__ import annotations

from typing import Final

from markupsafe import Markup, escape

_KINDS: Final = {
    "person": '<circle class="shape" cx="8" cy="8" r="6"/>',
    "group": '<circle class="rim" cx="8" cy="8" r="5"/><circle class="ring" cx="8" cy="8" r="5"/>',
    "court": '<rect class="shape" x="2.5" y="2.5" width="11" height="11"/>',
    "monitoring-body": '<path class="shape" d="M8 1 15 8 8 15 1 8Z"/>',
    "authority": '<path class="shape" d="M8 1.4 14.8 6.4 12.2 14.4H3.8L1.2 6.4Z"/>',
    "state": '<path class="shape" d="M4.5 2H11.5L15 8 11.5 14H4.5L1 8Z"/>',
    "organization": '<path class="shape" d="M8 1.6 15 14H1Z"/>',
    "treaty": '<path class="shape" d="M3.2 1.5H10L13 4.5V14.5H3.2Z"/>',
    "place": '<circle class="shape" cx="8" cy="8" r="3.2"/>',
    "case": '<path class="cross" d="M8 3V13M3 8H13"/>',
}
_ANSWERS: Final = {
    "no-evidence": '<circle class="edge thick" cx="8" cy="8" r="6"/>',
    "refused": '<path class="edge thick" d="M3 3 13 13M13 3 3 13"/>',
    "answered": '<circle class="edge thick" cx="8" cy="8" r="6" stroke-dasharray="2.6 2.1"/><circle class="fill" cx="8" cy="8" r="1.8"/>',
    "partly-done": '<circle class="edge thick" cx="8" cy="8" r="6"/><path class="fill" d="M8 2A6 6 0 0 0 8 14Z"/>',
    "done": '<circle class="fill" cx="8" cy="8" r="6.5"/>',
}
_EVIDENCE: Final = {
    "verified": '<path class="edge thick" d="M2.5 8.8 6.2 12.6 13.5 3.6"/>',
    "cited": '<path class="fill" d="M7 2.5A3.2 3.2 0 0 0 7 9Z"/><path class="edge thick" d="M7 2.5H13M7.6 2.5V14M11 2.5V14"/>',
    "none": '<path class="edge thick" d="M4 8H12"/>',
}
_STANDING: Final = {
    "on-record": '<path class="edge thick" d="M1 8H35"/>',
    "attributed": '<path class="edge thick" d="M1 8H35" stroke-dasharray="5 4"/>',
    "disputed": '<path class="edge thick" d="M1 5.5H35M1 10.5H35"/>',
    "intended": '<path class="edge thick" d="M1.5 8H35" stroke-dasharray="0.1 4.4"/>',
}
_DATES: Final = {
    "exact": '<path class="edge thick" d="M18 3V13"/>',
    "month": '<rect class="fill" x="13" y="6" width="10" height="4"/>',
    "period": '<rect class="fill" x="3" y="6" width="30" height="4"/>',
    "approximate": '<path class="fill soft" d="M11 6H25V10H11Z"/><path class="fill softer" d="M5 6H11V10H5ZM25 6H31V10H25Z"/>',
    "one-of": '<path class="edge" d="M6 12H30"/><path class="edge thick" d="M6 4V12M15 4V12M30 4V12"/>',
    "span": '<path class="edge thick" d="M5 4V12M31 4V12M5 8H31"/>',
    "open-end": '<path class="edge thick" d="M5 4V12M5 8H32M28 4.5 32 8 28 11.5"/>',
    "open-start": '<path class="edge thick" d="M31 4V12M31 8H4M8 4.5 4 8 8 11.5"/>',
}
_DISPUTED: Final = '<path class="edge thick" d="M2 5.5H14M2 10.5H14M11 2 5 14"/>'


def kind(name: str, words: str = "") -> Markup:
    """Draw the shape of a kind of node in its colour; a kind unknown here is drawn as a place."""
    known = name if name in _KINDS else "place"
    return _draw(_KINDS[known], f"kind-{known}", words)


def answer(name: str, words: str = "") -> Markup:
    """Draw an answer to a measure: `no-evidence`, `answered` (what is not told), `refused`, `partly-done`, `done`."""
    return _draw(_ANSWERS[name], f"answer-{name}", words)


def evidence(name: str, words: str = "") -> Markup:
    """Draw how a claim rests on its source: a `verified` passage, `cited` only, `none`."""
    return _draw(_EVIDENCE[name], f"evidence-{name}", words)


def standing(name: str, words: str = "") -> Markup:
    """Draw the line of a standing: `on-record`, `attributed`, `disputed`, `intended`."""
    return _draw(_STANDING[name], f"wide line-{name}", words, 36)


def certainty(name: str, words: str = "") -> Markup:
    """Draw how sure a date is, as ``dossier.Moment.certainty`` names it."""
    return _draw(_DATES[name], f"wide date-{name}", words, 36)


def disputed(words: str = "") -> Markup:
    """Draw the sign of what sources disagree on, the same in every font: ≠."""
    return _draw(_DISPUTED, "not-equal", words)


def _draw(shapes: str, role: str, words: str, width: int = 16) -> Markup:
    told = f'role="img" aria-label="{escape(words)}"' if words else 'aria-hidden="true"'
    return Markup('<svg class="sign {}" viewBox="0 0 {} 16" {}>{}</svg>').format(role, width, Markup(told), Markup(shapes))  # noqa: S704 – our own drawings
