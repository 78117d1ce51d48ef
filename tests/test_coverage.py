"""Coverage: each sentence of a text is encoded, skipped with a reason, or missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rightsgraph.casefile import compose
from rightsgraph.evidence import Coverage, Status, Texts, coverage, digest, locate, sentences, stub

TEXT = """\
Velmora: free Tomas Rell

Lantern Watch is alarmed. Tomas Rell was arrested in Orlen, and was beaten. The police deny it.

He was moved.

https://lantern-watch.example/rell
"""


def cover(rest: str) -> Coverage:
    """Return the coverage of the text by a source file with this content."""
    return coverage(compose(f"id: source/statement\n{rest}", "s.yaml"), TEXT)


def position(quote: str) -> str:
    """Write the passage of a quote with its position."""
    span = locate(TEXT, quote)
    return f"{{start: {span.start}, end: {span.end}, sha256: {digest(TEXT, span)}}}"


def test_nothing_encoded_leaves_everything_missing() -> None:
    """Titles and addresses are listed like any sentence."""
    found = cover("claims: []")
    assert (found.count(Status.MISSING), found.count(Status.ENCODED), found.share) == (6, 0, 0.0)
    assert [state.paragraph for state in found.sentences] == [None, 1, 1, 1, 2, None]


def test_a_sentence_knows_its_claims_and_its_gaps() -> None:
    """Two claims on parts of one sentence; what lies between them is shown."""
    found = cover(
        f'claims:\n  - {{id: "#c1", passage: {position("Tomas Rell was arrested")}, gist: So}}\n'
        f'  - {{id: "#c2", passage: [{position("was beaten")}, {position("The police deny it.")}], gist: So}}\n'
    )
    state = found.sentences[2]
    assert (state.status, state.claims, state.reason) == (Status.ENCODED, ("#c1", "#c2"), None)
    assert [TEXT[gap.start : gap.end] for gap in state.gaps] == ["in Orlen, and"]
    assert 0.5 < state.share < 1
    assert (found.sentences[3].claims, found.sentences[3].share, found.sentences[3].gaps) == (("#c2",), 1.0, ())
    assert [state.paragraph for state in found.missing] == [None, 1, 2, None]


def test_skips_have_reasons_and_claims_come_first() -> None:
    """A sentence with a claim and a skip is encoded."""
    found = cover(
        f'claims:\n  - {{id: "#c1", passage: {position("Lantern Watch is alarmed")}, gist: So}}\n'
        f"skip:\n  - {{passage: {position('Lantern')}, reason: name}}\n"
        f"  - {{passage: {position('https://lantern-watch.example/rell')}, reason: footer}}\n"
    )
    assert (found.sentences[1].status, found.sentences[5].status, found.sentences[5].reason) == (Status.ENCODED, Status.SKIPPED, "footer")
    assert found.count(Status.SKIPPED) == 1


def test_a_skip_may_name_a_paragraph_but_a_claim_must_point() -> None:
    """`paragraph` alone covers for a skip; for a claim it is a mere citation."""
    found = cover('claims:\n  - {id: "#c1", passage: {paragraph: 2}, gist: So}\nskip:\n  - {passage: {paragraph: 1}, reason: for later}\n')
    assert [state.status for state in found.sentences[1:5]] == [Status.SKIPPED] * 3 + [Status.MISSING]


def test_quotes_not_anchored_yet_count() -> None:
    """A quote that cannot be found covers nothing and raises nothing."""
    found = cover('claims:\n  - {id: "#c1", passage: He was moved, gist: So}\n  - {id: "#c2", passage: {quote: never said}, gist: So}\n')
    assert [state.claims for state in found.sentences if state.claims] == [("#c1",)]


def test_a_neighbour_s_stop_or_blank_covers_nothing() -> None:
    """Only letters and digits count: a passage that ends with the blank before a sentence does not touch it."""
    span = locate(TEXT, "Lantern Watch is alarmed.")
    found = cover(f'claims:\n  - {{id: "#c1", passage: {{start: {span.start}, end: {span.end + 1}, sha256: {"0" * 64}}}, gist: So}}\n')
    assert [state.status for state in found.sentences[1:3]] == [Status.ENCODED, Status.MISSING]


def test_groups_cover_for_their_members() -> None:
    """A group's passage names the members that have none of their own and say something."""
    found = cover(
        f'claims:\n  - id: "#g1"\n    passage: {position("He was moved.")}\n    claims:\n      - {{id: "#c1", gist: So}}\n'
        f'      - {{id: "#c2", disputes: "#c1"}}\n      - {{id: "#c3"}}\n'
    )
    assert found.sentences[4].claims == ("#c1", "#c2")


@pytest.mark.parametrize("says", ["", ", that: []", ", stance: denies", ', gist: ""'])
def test_a_claim_that_says_nothing_yet_covers_nothing(says: str) -> None:
    """A claim of the stub that waits for its content leaves its sentence missing."""
    found = cover(f'claims:\n  - {{id: "#c1", passage: {position("He was moved.")}{says}}}\n')
    assert (found.sentences[4].status, found.sentences[4].claims) == (Status.MISSING, ())


def test_an_empty_text_is_covered() -> None:
    """There is nothing left to encode."""
    assert coverage(compose("claims: []", "s.yaml"), "").share == 1.0


@pytest.mark.parametrize("name", ["amnesty-eur58-2195-2020.txt", "bialiatski-wgad-39-2012.txt", "defensor-iacthr-ficha-es.txt"])
def test_a_stub_covers_the_whole_of_a_published_text(sources: Path, name: str) -> None:
    """Every sentence has a claim or a skip, to its last character; until the claims are filled, only what is skipped counts."""
    text = Texts(sources).read(name)
    assert text is not None
    written = stub(text, "source/x")
    assert coverage(compose(written, "s.yaml"), text).count(Status.ENCODED) == 0
    found = coverage(compose(written.replace("# that: []", "gist: So"), "s.yaml"), text)
    assert (found.missing, found.share, len(found.sentences)) == ((), 1.0, len(sentences(text)))
