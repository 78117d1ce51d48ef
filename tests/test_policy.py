"""The record and the views: what gets in, what never does, and that no order, allegation or denial takes a row away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from rightsgraph import resources, vocabulary
from rightsgraph.dates import refines
from rightsgraph.errors import DateError, PolicyError
from rightsgraph.policy import (
    DESCRIPTION,
    Claim,
    Context,
    Index,
    Policy,
    Preference,
    Slot,
    Term,
    Triple,
    conflicts,
    date_subjects,
    find_standings,
    judge,
    load_policy,
    load_single_valued,
    record,
    record_slots,
    resolve,
    view,
    view_slots,
    views,
    why,
    with_standing,
)
from rightsgraph.terms import DEFAULT_BASE, EDTF, KIND, RDF_TYPE, RG, XSD_DATE, scheme_base

VOCABULARY = vocabulary.load()
POLICIES = {name: load_policy(path) for name, path in resources.policy_files().items()}
SINGLE_VALUED = load_single_valued(resources.folder("ontology") / "policies" / "disagreement.yaml")
RECORD = POLICIES["record"]

CONCEPTS = {"kind": "event-kind", "outcome": "outcome", "actuality": "actuality", "issue": "issue"}
DATES = {"date", "start", "end"}
TEXTS = {"term", "quantity", "gist"}


def iri(name: str) -> str:
    """Return the IRI of an id."""
    return DEFAULT_BASE + name


def term(predicate: str, value: str) -> Term:
    """Make the value of a property as the case files would."""
    if predicate in DATES:
        return Literal(value, datatype=NamedNode(EDTF))
    if predicate in TEXTS:
        return Literal(value)
    if predicate == "type":
        return NamedNode(RG + value)
    if predicate in CONCEPTS:
        return NamedNode(scheme_base(CONCEPTS[predicate]) + value)
    return NamedNode(iri(value))


def said(statement: str) -> Triple:
    """Read ``subject property value`` as a triple."""
    subject, predicate, value = statement.split(" ", 2)
    return iri(subject), RDF_TYPE if predicate == "type" else RG + predicate, term(predicate, value)


def claim(name: str, *statements: str, by: str = "", **other: Any) -> Claim:
    """Make a claim of the source before its ``#``, whose author is ``org/`` and the source's name, in own voice unless told."""
    source = name.split("#", maxsplit=1)[0]
    author = iri(f"org/{source}")
    stance = scheme_base("stance") + str(other.pop("stance", "states"))
    relay = other.pop("relay", "neutral" if by else None)
    made = Claim(
        iri=iri(name),
        source=iri(f"source/{source}"),
        authors=(author,),
        origin_authors=(author,),
        claimants=(iri(by) if by else author,),
        stance=stance,
        relay=relay and scheme_base("relay-stance") + relay,
        made_in=None,
        disputes=(),
        statements=tuple(said(statement) for statement in statements),
    )
    return replace(made, **other)


def surround(claims: Iterable[Claim], *known: str, **other: Any) -> Context:
    """Make the context of claims and of what is known besides."""
    statements = [triple for one in claims for triple in one.statements] + [said(statement) for statement in known]
    return Context.of(statements, VOCABULARY, SINGLE_VALUED, **other)


def values(triples: Iterable[Triple], subject: str, predicate: str) -> list[str]:
    """Return the values of a property, sorted, without the base."""
    found = (value.value for s, p, value in triples if (s, p) == (iri(subject), RG + predicate))
    return sorted(value.removeprefix(DEFAULT_BASE).removeprefix(RG) for value in found)


ARREST = (
    claim("un#1", "event/arrest type Event", "event/arrest date 2010-06-15"),
    claim("fld#1", "event/arrest date 2010-06-16"),
    claim("amnesty#1", "event/arrest date 2010-06-25", "event/arrest concerns person/askarov"),
)


# --- disagreement ------------------------------------------------------------------------------------------------------------


def test_three_dates_of_arrest_stand_as_one_set() -> None:
    """All three dates stay, in order, marked as disputed; what nobody contests is not."""
    found = record(ARREST, RECORD, surround(ARREST))
    assert values(found, "event/arrest", "date") == ["[2010-06-15,2010-06-16,2010-06-25]"]
    assert values(found, "event/arrest", "disputed") == ["date"]
    assert values(found, "event/arrest", "earliest") == ["2010-06-15"]
    assert values(found, "event/arrest", "latest") == ["2010-06-25"]
    assert values(found, "event/arrest", "concerns") == ["person/askarov"]


def test_conflicts_name_each_value_and_who_holds_it() -> None:
    """One disagreement, its positions by date."""
    [found] = conflicts(ARREST, surround(ARREST))
    assert (found.kind, found.subject, found.predicate) == ("values", iri("event/arrest"), RG + "date")
    assert [(position.value.value, position.claims) for position in found.positions] == [
        ("2010-06-15", (iri("un#1"),)),
        ("2010-06-16", (iri("fld#1"),)),
        ("2010-06-25", (iri("amnesty#1"),)),
    ]


def test_a_finer_date_refines_without_dispute() -> None:
    """The month gives way to the day within it."""
    claims = [claim("a#1", "event/x date 2010-06"), claim("b#1", "event/x date 2010-06-25")]
    found = record(claims, RECORD, surround(claims))
    assert (values(found, "event/x", "date"), values(found, "event/x", "disputed")) == (["2010-06-25"], [])
    assert conflicts(claims, surround(claims)) == []


def test_values_that_agree_are_told_from_rivals() -> None:
    """Year, month and day agree; each less exact value names the finer ones inside it, and no value is lost."""
    told = ["2010", "2010-09", "2010-09-15", "2015-12"]
    claims = [claim(f"s{number}#1", f"event/x date {date}") for number, date in enumerate(told)]
    [found] = conflicts(claims, surround(claims))
    assert [(position.value.value, [value.value for value in position.refined_by]) for position in found.positions] == [
        ("2010", ["2010-09-15"]),
        ("2010-09", ["2010-09-15"]),
        ("2010-09-15", []),
        ("2015-12", []),
    ]


def test_places_and_concepts_that_lie_inside_one_another_agree() -> None:
    """A village and its region, an issue and a broader one: both stay, nothing is disputed; two villages disagree."""
    where = [
        "place/village type Place",
        "place/village partOf place/district",
        "place/district type Place",
        "place/district partOf place/region",
    ]
    claims = [claim("a#1", "event/x place place/village"), claim("b#1", "event/x place place/region")]
    context = surround(claims, *where)
    assert values(record(claims, RECORD, context), "event/x", "place") == ["place/region", "place/village"]
    assert conflicts(claims, context) == []
    third = claim("c#1", "event/x place place/other")
    found = record([*claims, third], RECORD, context)
    assert values(found, "event/x", "place") == ["place/other", "place/region", "place/village"]
    assert values(found, "event/x", "disputed") == ["place"]


def test_a_narrower_concept_refines_a_broader_one() -> None:
    """`ignored` is a kind of `no-evidence`: the two kinds of a response agree."""
    narrow, broad = (NamedNode(scheme_base("response-kind") + name) for name in ("ignored", "no-evidence"))
    claims = [replace(claim(f"{n}#1"), statements=((iri("response/x"), RG + "outcome", v),)) for n, v in (("a", narrow), ("b", broad))]
    assert conflicts(claims, surround(claims)) == []


def test_a_court_and_the_state_it_is_part_of_are_not_one() -> None:
    """Only places refine by being part of one another."""
    claims = [claim("a#1", "decision/x decidedBy org/court"), claim("b#1", "decision/x decidedBy state/kg")]
    context = surround(claims, "org/court type Body", "org/court partOf state/kg", "state/kg type State")
    assert [found.predicate for found in conflicts(claims, context)] == [RG + "decidedBy"]


def test_a_dispute_is_marked_even_if_the_other_voice_is_not_admitted() -> None:
    """A relayed date marks the date on record, and does not change it."""
    claims = [claim("a#1", "event/x date 2019-03-18"), claim("b#1", "event/x date 2019-03-13", by="person/lawyer", stance="alleges")]
    found = record(claims, RECORD, surround(claims))
    assert (values(found, "event/x", "date"), values(found, "event/x", "disputed")) == (["2019-03-18"], ["date"])


def test_what_was_planned_is_held_against_nothing() -> None:
    """A hearing that was set for another day is no disagreement, and its plan is not on record."""
    claims = [
        claim("a#1", "event/x date 2011-11-29"),
        claim("b#1", "event/x actuality planned", "event/x date 2011-11-20", "event/x concerns event/y", "event/z partOf event/x"),
    ]
    found = record(claims, RECORD, surround(claims))
    assert conflicts(claims, surround(claims)) == []
    assert values(found, "event/x", "date") == ["2011-11-29"]
    assert not [triple for triple in found if iri("event/y") in str(triple) or iri("event/z") in str(triple)]


def test_two_different_dates_of_one_claim_disagree_too() -> None:
    """A claim can contradict itself."""
    claims = [claim("a#1", "event/x date 2010", "event/x date 2011")]
    assert values(record(claims, RECORD, surround(claims)), "event/x", "date") == ["[2010,2011]"]


def test_what_is_no_point_in_time_is_kept_as_written() -> None:
    """Intervals and slips in `date` are for the check to refuse; the record loses none and stands."""
    claims = [claim("a#1", "event/x date 2010/2011"), claim("b#1", "event/x date someday"), claim("c#1", "event/x date 2010")]
    found = record(claims, RECORD, surround(claims))
    assert values(found, "event/x", "date") == ["2010", "2010/2011", "someday"]
    assert len(why(claims, iri("event/x"), None, RECORD, surround(claims))) == 3


def test_a_preference_settles_one_slot_and_deletes_nothing_else() -> None:
    """The preferred claim's value stands, still marked disputed; other properties stay, conflicts still lists it."""
    preference = Preference(iri("un#1"), iri("judgement/1"), "the court file")
    context = surround(ARREST, preferences={(iri("event/arrest"), RG + "date"): preference})
    found = record(ARREST, RECORD, context)
    assert values(found, "event/arrest", "date") == ["2010-06-15"]
    assert values(found, "event/arrest", "disputed") == ["date"]
    assert values(found, "event/arrest", "concerns") == ["person/askarov"]
    assert conflicts(ARREST, context)[0].settled == preference
    fates = [explanation.fate for explanation in why(ARREST, iri("event/arrest"), RG + "date", RECORD, context)]
    assert fates[0] == "stands on record, as an editor prefers: the court file"
    assert fates[1].startswith("set aside")


def test_a_preference_for_what_is_not_admitted_has_no_effect() -> None:
    """An editor chooses among what the policy lets in."""
    claims = [*ARREST, claim("x#1", "event/arrest date 2010-06-01", stance="alleges")]
    context = surround(claims, preferences={(iri("event/arrest"), RG + "date"): Preference(iri("x#1"), iri("judgement/1"), "no")})
    assert values(record(claims, RECORD, context), "event/arrest", "date") == ["[2010-06-15,2010-06-16,2010-06-25]"]


# --- denial ------------------------------------------------------------------------------------------------------------------


def test_a_denial_marks_the_triple_and_whatever_is_finer() -> None:
    """Who denies the month denies the day; who denies the day does not deny the month."""
    stated = [claim("a#1", "event/x date 2010-06-15"), claim("a#2", "event/y date 2010-06")]
    denials = [claim("b#1", "event/x date 2010-06", stance="denies"), claim("b#2", "event/y date 2010-06-15", stance="denies")]
    found = record([*stated, *denials], RECORD, surround(stated))
    assert values(found, "event/x", "disputed") == ["date"]
    assert values(found, "event/y", "disputed") == []
    assert values(found, "event/x", "date") == ["2010-06-15"]


NAMED = ("event/x type Event", "event/x kind arrest")


def test_type_and_kind_in_a_denial_say_which_node_is_meant() -> None:
    """Who denies that an arrest was theirs does not deny the arrest; who lists nothing else of it does."""
    stated = claim("a#1", *NAMED, "event/x agent org/police", "event/x date 2020")
    denial = claim("b#1", *NAMED, "event/x agent org/police", stance="denies")
    context = surround([stated])
    assert values(record([stated, denial], RECORD, context), "event/x", "disputed") == ["agent"]
    [found] = conflicts([stated, denial], context)
    assert (found.predicate, found.positions[0].denied_by) == (RG + "agent", (iri("b#1"),))
    wholesale = claim("b#1", *NAMED, stance="denies")
    assert values(record([stated, wholesale], RECORD, context), "event/x", "disputed") == ["kind"]
    assert [one.predicate for one in conflicts([stated, wholesale], context)] == [KIND]


def test_a_node_named_as_a_value_is_not_denied_itself() -> None:
    """A denial that an event had a motive denies that it was prompted by it; a second node that stands alone is denied."""
    motive = ("char/m type Characterization", "char/m kind motive")
    linked = claim("b#1", *NAMED, "event/x promptedBy char/m", *motive, stance="denies")
    alone = claim("b#1", *NAMED, "event/x date 2020", *motive, stance="denies")
    context = surround([linked])
    assert [triple[1] for triple in context.denied(linked)] == [RG + "promptedBy"]
    assert {triple[0] for triple in context.denied(alone)} == {iri("event/x"), iri("char/m")}
    assert context.denied(claim("a#1", *NAMED)) == ()


def test_disputing_a_claim_marks_all_it_says_and_removes_nothing() -> None:
    """A blanket denial erases no row."""
    stated = claim("a#1", "event/x date 2010", "event/x concerns person/p")
    blanket = claim("b#1", stance="denies", disputes=(stated.iri,))
    before, after = (record(claims, RECORD, surround([stated])) for claims in ([stated], [stated, blanket]))
    assert before < after
    assert values(after, "event/x", "disputed") == ["concerns", "date"]
    [found] = conflicts([stated, blanket], surround([stated]))
    assert (found.kind, found.subject, found.predicate, len(found.positions)) == ("denial", iri("event/x"), None, 2)
    assert {position.denied_by for position in found.positions} == {(blanket.iri,)}


def test_a_disputed_claim_without_triples_is_listed_as_itself() -> None:
    """A gist, and a denial that is itself disputed, stand as the subject of the disagreement."""
    claims = [claim("a#1"), claim("b#1", disputes=(iri("a#1"),)), claim("c#1", disputes=(iri("nowhere#1"),))]
    [found] = conflicts(claims, surround(claims))
    assert (found.subject, found.positions[0].denied_by) == (iri("a#1"), (iri("b#1"),))


# --- policies ----------------------------------------------------------------------------------------------------------------

ENDORSED = "passed on with endorsement, stated in full: on record"
CHAR = ("char/f type Characterization", "char/f kind fabricated", "char/f concerns charge/c")


@pytest.mark.parametrize(
    ("one", "admitted", "rule"),
    [
        (claim("a#1", "event/x concerns person/p"), True, "own voice, stated in full: on record"),
        (
            claim("a#1", "event/x concerns person/p", by="org/z", relay="endorses"),
            True,
            "passed on with endorsement, stated in full: on record",
        ),
        (claim("a#1", "event/x concerns person/p", by="org/z"), False, "kept out: passed on without endorsement"),
        (claim("a#1", "event/x concerns person/p", by="org/z", relay="distances"), False, "kept out: passed on at a distance"),
        (claim("a#1", "event/x concerns person/p", stance="believes"), False, "kept out: held in part (`believes`)"),
        (claim("a#1", "event/x concerns person/p", stance="doubts"), False, "kept out: the stance `doubts` affirms nothing"),
        (claim("a#1", "event/x concerns person/p", stance="denies"), False, "kept out: a denial marks what it denies, it states nothing"),
        (claim("a#1", "event/x kind arrest"), False, "kept out: type, label and kind stand with the node's description"),
        (claim("a#1", "char/f concerns charge/c", *CHAR), False, "kept out: Characterization is attributed only"),
        (claim("a#1", "holding/h concerns char/f", *CHAR), False, "kept out: Characterization is attributed only"),
        (claim("a#1", "event/x date 2010", "event/x actuality requested"), False, f"kept out: {iri('event/x')} is requested here"),
    ],
)
def test_a_verdict_says_which_rule_decided(one: Claim, admitted: bool, rule: str) -> None:
    """Each rule of the default policy, as a sentence."""
    verdict = judge(one, one.statements[0], RECORD, surround([one]), Index([one]))
    assert (verdict.admitted, verdict.rule) == (admitted, rule)


def test_uncontested_lets_in_characterizations_until_somebody_objects() -> None:
    """A judgement on something stands while no claim denies or disputes it, and acts never do."""
    policy = POLICIES["uncontested"]
    claims = [claim("a#1", *CHAR), claim("a#2", "act/t type Act", "act/t concerns person/p")]
    context = surround(claims)
    assert values(record(claims, policy, context), "char/f", "concerns") == ["charge/c"]
    assert values(record(claims, RECORD, context), "char/f", "concerns") == []
    assert values(record(claims, policy, context), "act/t", "concerns") == []
    for objection in (
        claim("b#1", "char/f type Characterization", "char/f kind fabricated", stance="denies"),
        claim("b#1", *CHAR, stance="denies"),
        claim("b#1", disputes=(iri("a#1"),)),
    ):
        contested = [*claims, objection]
        assert values(record(contested, policy, context), "char/f", "concerns") == []
        assert iri("b#1") in why(contested, iri("char/f"), RG + "concerns", policy, context)[0].verdict.rule


def test_a_judgement_that_a_denial_only_names_is_not_contested() -> None:
    """To deny that an event was prompted by something is not to deny that something."""
    claims = [claim("a#1", *CHAR), claim("b#1", "event/x promptedBy char/f", *CHAR[:2], stance="denies")]
    assert values(record(claims, POLICIES["uncontested"], surround(claims)), "char/f", "concerns") == ["charge/c"]


def test_an_objection_touches_every_slot_of_a_characterization() -> None:
    """Where undisputed judgements count, a denial of one property withdraws the others, and what points at the node."""
    policy = POLICIES["uncontested"]
    claims = [claim("a#1", *CHAR), claim("a#2", "event/x promptedBy char/f")]
    index, context = Index(claims), surround(claims)
    changed = index.replace([], [claim("b#1", "char/f kind fabricated", stance="denies")])
    expected = {(iri("char/f"), RG + "concerns"), (iri("event/x"), RG + "promptedBy")}
    assert expected <= index.affected(changed, policy, context)
    assert expected.isdisjoint(index.affected(changed, RECORD, context))


def test_the_values_of_a_slot_are_in_order() -> None:
    """Rows come sorted, whichever claim was read first."""
    claims = [claim("a#1", "event/x concerns person/q"), claim("b#1", "event/x concerns person/p")]
    found = resolve((iri("event/x"), RG + "concerns"), RECORD, surround(claims), Index(claims))
    assert [value.value for value in found.rows] == [iri("person/p"), iri("person/q")]


def test_corroboration_counts_origins_not_reprints() -> None:
    """A reprint has its original's author for origin, a quotation its speaker; a finer date supports a coarser one."""
    policy = POLICIES["corroborated-2"]
    original = claim("a#1", "event/x date 2010-06")
    reprint = claim("b#1", "event/x date 2010-06", origin_authors=original.authors)
    quoted = claim("c#1", "event/x date 2010-06", by="org/a")
    alone = [original, reprint, quoted]
    assert record(alone, policy, surround(alone)) == set()
    assert why(alone, iri("event/x"), None, policy, surround(alone))[0].verdict.rule == "kept out: fewer than 2 independent origins say so"
    backed = [*alone, claim("d#1", "event/x date 2010-06-25")]
    assert values(record(backed, policy, surround(backed)), "event/x", "date") == ["2010-06"]


def test_people_who_speak_together_are_one_origin() -> None:
    """A joint statement corroborates nothing by itself, nor what one of its authors says again."""
    policy = POLICIES["corroborated-2"]
    both = (iri("org/fidh"), iri("org/omct"))
    joint = claim("a#1", "event/x concerns person/p", authors=both, origin_authors=both, claimants=both)
    alone = claim("b#1", "event/x concerns person/p", by="org/fidh")
    other = claim("c#1", "event/x concerns person/p", by="org/omct")
    assert record([joint, alone], policy, surround([joint])) == set()
    assert values(record([joint, alone, other], policy, surround([joint])), "event/x", "concerns") == ["person/p"]


def adjudicate(*extra: Claim) -> list[str]:
    """Return who is concerned by an act that a treaty body found, under the policy `adjudicated`."""
    rulings = claim(
        "a#1", "decision/views type Decision", "decision/views date 2016", "holding/h type Holding", "holding/h partOf decision/views"
    )
    finding = claim("a#2", "act/t type Act", "act/t concerns person/p", by="org/hrc", stance="finds", made_in=iri("holding/h"))
    claims = [rulings, finding, *extra]
    context = surround(claims)
    context = replace(context, kinds={iri("org/hrc"): frozenset({scheme_base("body-kind") + "treaty-body"})})
    policy = POLICIES["adjudicated"]
    assert with_standing(claims, policy, context) == with_standing(claims, RECORD, context)
    return values(record(claims, policy, with_standing(claims, policy, context)), "act/t", "concerns")


def test_adjudicated_counts_findings_of_named_bodies_in_force() -> None:
    """A finding of a treaty body stands with its decision and falls with it; others' findings and mere statements do not count."""
    assert adjudicate() == ["person/p"]
    assert adjudicate(claim("b#1", "decision/late type Decision", "decision/late quashes decision/views")) == []
    assert adjudicate(claim("b#1", "act/t concerns person/q", stance="finds")) == ["person/p"]
    assert adjudicate(claim("b#1", "act/t concerns person/q", by="org/hrc", stance="states")) == ["person/p"]
    assert adjudicate(claim("b#1", "act/t concerns person/q", by="org/hrc", stance="finds")) == ["person/p"]


def test_a_policy_can_name_claimants() -> None:
    """Who is named counts, whatever kind they are of."""
    policy = Policy("mine", "Mine", "Mine", claimants=frozenset({iri("org/b")}))
    claims = [claim("a#1", "event/x concerns person/p"), claim("b#1", "event/x concerns person/q")]
    assert values(record(claims, policy, surround(claims)), "event/x", "concerns") == ["person/q"]


def test_any_affirmed_takes_acts_and_allegations_but_no_denials() -> None:
    """Whatever is affirmed gets in; type, label and kind stand elsewhere."""
    claims = [claim("a#1", *CHAR, stance="alleges", by="person/l"), claim("b#1", "event/x date 2010", stance="denies")]
    found = record(claims, POLICIES["any-affirmed"], surround(claims))
    assert {(subject, predicate) for subject, predicate, _ in found} == {(iri("char/f"), RG + "concerns")}


# --- derived values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statements", "earliest", "latest"),
    [
        (["x date 2016-03~"], ["2016-03-01"], ["2016-03-31"]),
        (["x start 2010-06", "x end 2011"], ["2010-06-01"], ["2011-12-31"]),
        (["x start 2010-06"], ["2010-06-01"], []),
        (["x end 2010-06"], [], ["2010-06-30"]),
        (["x date 2010-06-15", "x start 2010-06"], ["2010-06-01"], []),
        (["x date [..2010]"], [], ["2010-12-31"]),
        (["x date 2010", "x date 2010-06-15"], ["2010-06-15"], ["2010-06-15"]),
        (["x date someday"], [], []),
        (["x date someday", "x date 2010/2011"], ["2010-01-01"], ["2011-12-31"]),
        (["x concerns y"], [], []),
    ],
)
def test_earliest_and_latest_follow_the_dates(statements: list[str], earliest: list[str], latest: list[str]) -> None:
    """Bounds are never widened, and absent where an end is open or not given."""
    found = date_subjects(said(statement) for statement in statements)
    assert (values(found, "x", "earliest"), values(found, "x", "latest")) == (earliest, latest)
    assert all(isinstance(value, Literal) and value.datatype.value == XSD_DATE for _, _, value in found)


@pytest.mark.parametrize(
    ("rulings", "standings"),
    [
        (["1 date 2010"], {"1": "in-force"}),
        (["2 quashes 1"], {"1": "quashed", "2": "in-force"}),
        (["2 quashes 1", "3 quashes 2"], {"1": "in-force", "2": "quashed", "3": "in-force"}),
        (["2 affirms 1", "3 quashes 1"], {"1": "quashed", "2": "superseded", "3": "in-force"}),
        (["2 affirms 1", "4 affirms 2", "3 quashes 1"], {"1": "quashed", "2": "superseded", "3": "in-force", "4": "superseded"}),
        (["2 varies 1"], {"1": "varied", "2": "in-force"}),
        (["2 varies 1", "3 quashes 2"], {"1": "in-force", "2": "quashed", "3": "in-force"}),
        (["2 quashes 1", "1 quashes 2"], {}),
        (["2 quashes 1", "1 quashes 2", "3 quashes 2"], {"1": "in-force", "2": "quashed", "3": "in-force"}),
        (["2 quashes other"], {"2": "in-force"}),
    ],
)
def test_the_standing_of_decisions_follows_from_rulings(rulings: list[str], standings: dict[str, str]) -> None:
    """Only a decision that is not itself quashed quashes, and a circle settles nothing."""
    triples = [said(ruling) for ruling in rulings]
    context = surround([], *(f"{number} type Decision" for number in range(1, 5)))
    assert find_standings(triples, context) == {iri(number): name for number, name in standings.items()}


@pytest.mark.parametrize(
    ("ruling", "standing"),
    [
        ("2 quashes 1#sentence", "varied"),
        ("2 varies 1#sentence", "varied"),
        ("2#holding quashes 1", "quashed"),
        ("2 affirms 1#sentence", "in-force"),
    ],
)
def test_a_ruling_on_a_part_tells_on_the_whole(ruling: str, standing: str) -> None:
    """Whoever quashes a sentence varies the decision; what a holding quashes, its decision quashes."""
    parts = [
        "decision/1#sentence partOf decision/1",
        "decision/2#holding partOf decision/2",
        "decision/1 type Decision",
        "decision/1 date 2010",
        "decision/2 type Decision",
    ]
    subject, relation, value = ruling.split()
    told = claim("a#1", *parts, f"decision/{subject} {relation} decision/{value}")
    assert values(record([told], RECORD, surround([told])), "decision/1", "standing") == [scheme_base("standing") + standing]


def test_a_disputed_kind_is_marked_though_kinds_stand_elsewhere() -> None:
    """The kind of a node is part of its description: the record holds the mark alone, and none for attributed-only classes."""
    claims = [claim("a#1", "event/x kind arrest"), claim("b#1", "event/x kind release")]
    assert record(claims, RECORD, surround(claims)) == {(iri("event/x"), RG + "disputed", NamedNode(KIND))}
    attributed = surround(claims, "event/x type Act")
    assert record(claims, RECORD, attributed) == set()


def test_values_that_one_claim_gives_together_agree() -> None:
    """An appeal both granted and remitted is one answer; another outcome elsewhere is a disagreement with it."""
    both = claim("a#1", "application/x outcome granted", "application/x outcome remitted")
    assert conflicts([both], surround([both])) == []
    other = claim("b#1", "application/x outcome dismissed")
    assert len(conflicts([both, other], surround([both, other]))[0].positions) == 3


def test_standing_is_on_record() -> None:
    """A reported ruling tells on the earlier one, an allegation of one does not."""
    reported = claim("a#1", "decision/2 type Decision", "decision/1 type Decision", "decision/2 quashes decision/1")
    alleged = replace(reported, stance=scheme_base("stance") + "alleges")
    assert values(record([reported], RECORD, surround([reported])), "decision/1", "standing") == [scheme_base("standing") + "quashed"]
    assert record([alleged], RECORD, surround([alleged])) == set()


# --- views and why -----------------------------------------------------------------------------------------------------------


def test_a_view_holds_what_an_actor_affirms_or_endorses() -> None:
    """Beliefs, acts and endorsed words of others are in; doubts, denials and neutral reports are not."""
    claims = [
        claim("a#1", *CHAR, stance="believes"),
        claim("a#2", "event/x date 2010", by="org/b", relay="endorses"),
        claim("a#3", "event/y date 2011", by="org/b"),
        claim("a#4", "event/z date 2012", stance="suggests"),
        claim("a#5", "event/z date 2012", stance="denies"),
    ]
    found = views(claims, surround(claims))
    assert sorted(found) == [iri("org/a"), iri("org/b")]
    assert {subject for subject, _, _ in found[iri("org/a")]} == {iri("char/f"), iri("event/x")}
    assert {subject for subject, _, _ in found[iri("org/b")]} == {iri("event/x"), iri("event/y")}
    assert values(found[iri("org/b")], "event/y", "earliest") == ["2011-01-01"]
    assert view(claims, iri("org/a"), surround(claims)) == found[iri("org/a")]
    assert view(Index(claims), iri("org/nobody"), surround(claims)) == set()


def test_why_tells_every_claim_and_what_became_of_it() -> None:
    """Values by date; each with its verdict, its fate and the row as it stands."""
    claims = [*ARREST, claim("x#1", "event/arrest date 2010-06"), claim("y#1", "event/arrest date 2010-06-20", by="person/l")]
    found = why(claims, iri("event/arrest"), RG + "date", RECORD, surround(claims))
    assert [(one.claim.iri, one.verdict.admitted) for one in found] == [
        (iri("x#1"), True),
        (iri("un#1"), True),
        (iri("fld#1"), True),
        (iri("y#1"), False),
        (iri("amnesty#1"), True),
    ]
    assert found[0].fate == "stands on record within `[2010-06-15,2010-06-16,2010-06-25]`"
    assert found[3].fate == "does not stand on record"
    assert all(one.disputed for one in found)


def test_why_names_who_denies_each_claim() -> None:
    """Denials with the same triple or a wider one, and claims that dispute the claim, whatever their stance."""
    stated = claim("a#1", "event/x date 2020-05-02")
    other = claim("a#2", "event/x date 2020-05-03")
    wide, blanket = claim("b#1", "event/x date 2020-05", stance="denies"), claim("c#1", disputes=(stated.iri,))
    claims = [stated, other, wide, blanket]
    found = {one.claim.iri: one.denied_by for one in why(claims, iri("event/x"), None, RECORD, surround(claims))}
    assert found == {stated.iri: (wide.iri, blanket.iri), other.iri: (wide.iri,), wide.iri: ()}


def test_why_says_where_a_denial_only_names_the_node() -> None:
    """The kind in a denial is not told as if it were denied."""
    denial = claim("b#1", *NAMED, "event/x agent org/police", stance="denies")
    found = why([denial], iri("event/x"), KIND, RECORD, surround([denial]))
    assert [one.verdict.rule for one in found] == ["kept out: it says which node the denial is about, and is not itself denied"]


def test_why_without_a_property_passes_type_and_label_over() -> None:
    """Kind is explained, type and label are not."""
    claims = [claim("a#1", "event/x type Event", "event/x kind arrest", "event/x date 2010")]
    found = why(claims, iri("event/x"), None, RECORD, surround(claims))
    assert [(one.triple[1], one.fate) for one in found] == [
        (RG + "date", "stands on record"),
        (KIND, "stands in the description of the node"),
    ]


def test_why_names_the_finer_date_that_stands() -> None:
    """A coarser date stands as the finer one."""
    claims = [claim("a#1", "event/x date 2010-06"), claim("b#1", "event/x date 2010-06-25")]
    assert why(claims, iri("event/x"), None, RECORD, surround(claims))[0].fate == "stands on record as `2010-06-25`, which is no less exact"


# --- policy files ------------------------------------------------------------------------------------------------------------

HEAD = "id: mine\ntitle: Mine\ndescription: Mine\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEAD + "comitment: [full]", 4, "did you mean `commitment`"),
        (HEAD + "commitment: [ful]", 4, "did you mean `full`"),
        (HEAD + "stances:\n  - finds\n  - decide", 6, "did you mean `decides`"),
        (HEAD + "classes-never: [Actt]", 4, "did you mean `Act`"),
        (HEAD + "claimant-kinds: [treaty-bodies]", 4, "did you mean `treaty-body`"),
        (HEAD + "actuality-never: planed", 4, "did you mean `planned`"),
        (HEAD + "voice: [[own]]", 4, "`voice` holds what is no name"),
        (HEAD + "in-force: true", 4, "unknown name `true`"),
        (HEAD + "origins: two", 4, "`origins` is `two`"),
        (HEAD + 'origins: "0"', 4, "`origins` is `0`"),
        ("id: mine\ntitle: Mine", 1, "`description` is missing"),
        ("id: [a, b]\ntitle: Mine\ndescription: Mine", 1, "`id` is no plain text"),
        ("id: &a mine", 1, "anchor"),
    ],
)
def test_slips_in_a_policy_file_are_told_with_their_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    """Unknown keys and names come with the nearest known one."""
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert message in caught.value.message
    assert (caught.value.file, caught.value.line) == (str(path), line)


def test_a_policy_of_ones_own_is_read(tmp_path: Path) -> None:
    """All keys, one value or several."""
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + "commitment: full\nclaimants: [org/x, https://example.org/y]\norigins: '3'\nin-force: no\n", "utf-8")
    found = load_policy(path, base="https://example.org/id/")
    assert found.claimants == {"https://example.org/id/org/x", "https://example.org/y"}
    assert (found.commitment, found.origins, found.in_force, found.voice) == ({"full"}, 3, False, None)


def test_the_shipped_policies_are_read() -> None:
    """Five policies; the id of each is its file's name."""
    assert sorted(POLICIES) == ["adjudicated", "any-affirmed", "corroborated-2", "record", "uncontested"]
    assert all(name == policy.id for name, policy in POLICIES.items())


# --- properties --------------------------------------------------------------------------------------------------------------

SUBJECTS = {
    "event/1": "Event",
    "event/2": "Event",
    "decision/1": "Decision",
    "decision/2": "Decision",
    "act/1": "Act",
    "char/1": "Characterization",
    "place/1": "Place",
    "place/2": "Place",
}
KNOWN = [*(f"{node} type {name}" for node, name in SUBJECTS.items()), "place/1 partOf place/2"]
nodes = st.sampled_from(sorted(SUBJECTS))
statements = st.one_of(
    st.tuples(nodes, st.sampled_from(["concerns", "place", "partOf", "quashes", "varies", "affirms"]), nodes),
    st.tuples(
        nodes, st.sampled_from(["date", "start"]), st.sampled_from(["2010", "2010-06", "2010-06~", "2010-06-15", "2010-06-25", "2011", "x"])
    ),
    st.tuples(nodes, st.just("actuality"), st.sampled_from(["planned", "not-occurred", "occurred"])),
    st.tuples(nodes, st.just("outcome"), st.sampled_from(["granted", "dismissed"])),
    st.tuples(nodes, st.just("kind"), st.sampled_from(["arrest", "release"])),
    st.tuples(nodes, st.just("type"), st.sampled_from(["Event", "Act"])).filter(lambda found: SUBJECTS[found[0]] == found[2]),
).map(" ".join)
STANCES = ("states", "finds", "believes", "alleges", "suggests", "denies", "doubts")


@st.composite
def claims_of(draw: st.DrawFn, name: str, stances: Sequence[str] = STANCES, relays: Sequence[str] = ("neutral", "endorses")) -> Claim:
    """Draw a claim of a given name: whose voice, how strong, what it says and disputes."""
    source = draw(st.sampled_from("abc"))
    by = draw(st.sampled_from(["", "org/a", "org/d"]))
    disputes = draw(st.lists(st.sampled_from([iri(f"c#{n}") for n in range(6)]), max_size=1))
    origin = iri(draw(st.sampled_from(["org/a", "org/b"])))
    return replace(
        claim(f"{source}#0", *draw(st.lists(statements, max_size=4)), by=by, stance=draw(st.sampled_from(stances))),
        iri=iri(name),
        relay=scheme_base("relay-stance") + draw(st.sampled_from(relays)) if by else None,
        disputes=tuple(disputes),
        made_in=draw(st.sampled_from([None, iri("decision/1")])),
        origin_authors=(origin,),
    )


datasets = st.integers(0, 6).flatmap(lambda count: st.tuples(*(claims_of(f"c#{n}") for n in range(count))).map(list))
preferences = st.dictionaries(
    st.tuples(nodes.map(iri), st.sampled_from([RG + "date", RG + "outcome"])),
    st.sampled_from([Preference(iri(f"c#{n}"), iri("judgement/1"), "so") for n in range(3)]),
    max_size=2,
)
policies = st.sampled_from(list(POLICIES.values()))


def settle(claims: Iterable[Claim], chosen: dict[Slot, Preference]) -> Context:
    """Make the context that all generated claims share, with the standing of decisions."""
    return with_standing(claims, RECORD, surround([], *KNOWN, preferences=chosen))


def kept(fewer: set[Triple], more: set[Triple]) -> bool:
    """Say whether every authored row of one record stands in another."""
    derived = {RG + name for name in ("earliest", "latest", "standing")}
    return {triple for triple in fewer if triple[1] not in derived} <= more


@given(datasets, preferences, policies, st.randoms())
def test_the_order_of_claims_never_matters(claims: list[Claim], chosen: dict[Slot, Preference], policy: Policy, random: Any) -> None:
    """Record, views, conflicts and explanations are the same however the claims are read."""
    shuffled = list(claims)
    random.shuffle(shuffled)
    context = settle(claims, chosen)
    assert settle(shuffled, chosen) == context
    assert record(shuffled, policy, context) == record(claims, policy, context)
    assert views(shuffled, context) == views(claims, context)
    assert conflicts(shuffled, context) == conflicts(claims, context)
    assert why(shuffled, iri("event/1"), None, policy, context) == why(claims, iri("event/1"), None, policy, context)


weak = st.one_of(
    claims_of("weak#1", stances=("alleges",)),
    claims_of("weak#1", relays=("neutral",)).filter(lambda one: one.voice == "neutral"),
)


@given(datasets, preferences, weak)
def test_an_allegation_never_removes_a_row(claims: list[Claim], chosen: dict[Slot, Preference], added: Claim) -> None:
    """What is alleged, or only reported of others, can mark the record and take nothing from it."""
    context = settle(claims, chosen)
    before, after = record(claims, RECORD, context), record([*claims, added], RECORD, context)
    assert before <= after
    assert {predicate for _, predicate, _ in after - before} <= {RG + "disputed"}


@given(datasets, preferences, claims_of("denial#1", stances=("denies",)))
def test_a_denial_never_removes_a_row(claims: list[Claim], chosen: dict[Slot, Preference], added: Claim) -> None:
    """What is denied, triple by triple or as a whole claim, stays and is marked."""
    context = settle(claims, chosen)
    before, after = record(claims, RECORD, context), record([*claims, added], RECORD, context)
    assert before <= after
    assert {predicate for _, predicate, _ in after - before} <= {RG + "disputed"}


@given(datasets, preferences, policies)
def test_a_policy_admits_no_more_than_is_affirmed_and_merging_loses_nothing(
    claims: list[Claim], chosen: dict[Slot, Preference], policy: Policy
) -> None:
    """Every admitted value is affirmed by someone, and stands in its row, or in a finer or a one-of value there."""
    context, index = settle(claims, chosen), Index(claims)
    for slot in index.slots:
        found, widest = (resolve(slot, which, context, index) for which in (policy, POLICIES["any-affirmed"]))
        assert set(found.admitted) <= set(widest.admitted)
        assert bool(found.rows) is bool(found.admitted)
        if not found.settled:
            assert all(stands(value, found.rows) for value in found.admitted)


def stands(value: Term, rows: Iterable[Term]) -> bool:
    """Say whether a value is one of the rows, lies in a one-of set, or is refined by a member of one."""
    members = [member for row in rows for member in (row.value[1:-1].split(",") if row.value.startswith("[") else [row.value])]
    return any(member.rstrip("~") == value.value.rstrip("~") or stands_finer(member, value) for member in members)


def stands_finer(member: str, value: Term) -> bool:
    """Say whether a date is finer than a value; a text that is no date is finer than nothing."""
    try:
        return isinstance(value, Literal) and value.datatype.value == EDTF and refines(member, value.value)
    except DateError:
        return False


@given(datasets, preferences)
def test_acts_and_characterizations_are_nowhere_on_record(claims: list[Claim], chosen: dict[Slot, Preference]) -> None:
    """Neither as a subject nor as a value, whoever speaks."""
    barred = {iri("act/1"), iri("char/1")}
    for subject, _, value in record(claims, RECORD, settle(claims, chosen)):
        assert subject not in barred
        assert value.value not in barred


@given(datasets, preferences, policies)
def test_descriptions_stand_in_no_view_and_no_record(claims: list[Claim], chosen: dict[Slot, Preference], policy: Policy) -> None:
    """Type, label and kind are left to the graph of entities, so that the merged graph holds nothing twice."""
    context = settle(claims, chosen)
    for triples in (record(claims, policy, context), *views(claims, context).values()):
        assert not [triple for triple in triples if triple[1] in DESCRIPTION]


@given(datasets, preferences, policies, st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=3), st.data())
def test_deciding_touched_slots_anew_equals_starting_over(
    claims: list[Claim], chosen: dict[Slot, Preference], policy: Policy, edits: list[tuple[int, bool]], data: st.DataObject
) -> None:
    """After claims come, change or go, the slots that `affected` names are all that need deciding."""
    context, index = settle([], chosen), Index(claims)
    rows = record_slots(index, index.slots, policy, context)
    held = view_slots(index, index.slots, context)
    index.slots_about([iri("char/1")])
    for number, added in edits:
        new = [data.draw(claims_of(f"c#{number}"))] if added else []
        touched = index.affected(index.replace([iri(f"c#{number}")], new), policy, context)
        rows |= record_slots(index, touched, policy, context)
        fresh = view_slots(index, touched, context)
        for actor in held.keys() | fresh.keys():
            others = {slot: found for slot, found in held.get(actor, {}).items() if slot not in touched}
            held[actor] = others | fresh.get(actor, {})
    scratch = Index(index.claims.values())
    assert {slot: set(found) for slot, found in rows.items() if found} == {
        slot: set(found) for slot, found in record_slots(scratch, scratch.slots, policy, context).items() if found
    }
    assert {actor: found for actor, found in held.items() if found} == view_slots(scratch, scratch.slots, context)
    assert index.slots_about(map(iri, SUBJECTS)) == scratch.slots_about(map(iri, SUBJECTS))


@given(datasets, preferences, claims_of("c#9", stances=("denies",)))
def test_the_marks_on_record_are_listed_as_conflicts(claims: list[Claim], chosen: dict[Slot, Preference], added: Claim) -> None:
    """Whatever the record marks as disputed, `conflicts` lists."""
    context = settle(claims, chosen)
    listed = {(found.subject, position.predicate) for found in conflicts([*claims, added], context) for position in found.positions}
    for subject, predicate, value in record([*claims, added], RECORD, context):
        if predicate == RG + "disputed":
            assert (subject, value.value) in listed


def test_rows_of_the_record_are_kept_whatever_is_alleged_of_decisions() -> None:
    """An alleged quashing changes no standing."""
    claims = [claim("a#1", "decision/1 date 2010", "decision/1 type Decision", "decision/2 type Decision")]
    alleged = claim("b#1", "decision/2 quashes decision/1", stance="alleges")
    context = surround(claims)
    assert kept(record(claims, RECORD, context), record([*claims, alleged], RECORD, context))
    assert values(record([*claims, alleged], RECORD, context), "decision/1", "standing") == [scheme_base("standing") + "in-force"]
