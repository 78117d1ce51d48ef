"""The printed page of a dossier."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from rightsgraph.dossier.model import Dossier, Happening, Participant, Portrait, Source, Statement
from rightsgraph.dossier.outcome import write_decided, write_demands, write_dispute
from rightsgraph.dossier.page import Page, Piece, Style, measure
from rightsgraph.dossier.phrases import (
    ATTRIBUTED,
    CERTAINTY,
    CITED,
    DISPUTED,
    INTENDED,
    LIFELESS,
    LOCATED,
    cite,
    count,
    dress_all,
    extend,
    join,
    mark,
    say_detail,
    say_through,
    say_when,
    say_where,
    say_wording,
    show,
)
from rightsgraph.dossier.saying import Saying, Value, Wording

_STATEMENTS: Final = {
    "acts": "Wrongs alleged or found",
    "characterizations": "Judgements on people and things",
    "happenings": "Happenings that are not on record",
    "denied": "Denied",
}
_MANY: Final = 6
_WIDE: Final = 84


def write(dossier: Dossier, width: int, style: Style | None) -> str:
    """Print a dossier."""
    page = Page(width, style)
    _write_head(page, dossier)
    parts = (_write_who, _write_timeline, write_decided, write_demands, _write_said, _write_disagreements, _write_sources)
    for part in parts:
        part(page, dossier)
    return str(page)


def _write_head(page: Page, dossier: Dossier) -> None:
    page.rule("═", "quiet")
    page.write((dossier.label, "title"), (f" ({dossier.id})", "quiet"))
    page.rule("═", "quiet")
    page.write(
        f"{count(dossier.claims, 'claim')} from {count(dossier.origins, 'origin')} in {count(len(dossier.sources), 'source')}; ",
        f"{count(dossier.located + dossier.cited, 'passage')}, {dossier.located} of them with position and digest.",
    )
    title = f"“{dossier.policy_title}” ({dossier.policy})"
    page.write("The record follows the policy ", (title, "strong"), ": ", dossier.policy_description)
    if dossier.proceedings:
        page.write("Proceedings: ", "; ".join(_marked(value) for value in dossier.proceedings), ".", hang=2)
    legend = (
        f"{ATTRIBUTED} not on record: stands with those who say it",
        f"{DISPUTED} sources disagree",
        f"{INTENDED} planned, requested or did not occur",
        "(inferred), (computed) worked out by the encoder, not stated",
        "[1] number of the source in part 7",
        f"{LOCATED} passage with position and digest",
        f"{CITED} passage cited only",
    )
    page.write((" · ".join(legend), "quiet"))


# --- 1 who -------------------------------------------------------------------------------------------------------------------


def _write_who(page: Page, dossier: Dossier) -> None:
    page.head(1, "Who")
    if not dossier.people:
        page.write("The dataset names nobody whom this case concerns.")
    for person in dossier.people:
        _write_portrait(page, person)
    for group, members in groupby(dossier.participants, key=lambda participant: participant.group):
        page.subhead({"people": "Other people", "bodies": "Courts and other bodies"}.get(group, group.capitalize()))
        for participant in members:
            _write_participant(page, participant)
    if not dossier.participants:
        page.subhead("Others")
        page.write("Nobody else is named.")


def _write_portrait(page: Page, person: Portrait) -> None:
    page.blank()
    others = [name for name in person.names if name.text != person.label]
    forms = "; ".join(extend(name.text, ", ".join(filter(None, (name.kind, name.language)))) for name in others)
    page.write((person.label, "strong"), f"; also {forms}" if forms else "", hang=4)
    roles, ties = ("; ".join(map(_marked, values)) for values in (person.roles, person.ties))
    page.write("; ".join(filter(None, (roles, ties))) or "No role and no tie to others is told.", indent=2, hang=2)
    life = [f"{word} {_one_of(values)}" for word, values in (("born", person.born), ("died", person.died)) if values]
    page.write("; ".join(life) or (LIFELESS if person.sign == "person" else ""), indent=2, hang=2)


def _one_of(values: Iterable[Value]) -> str:
    return " or ".join(map(_marked, values))


def _marked(value: Value) -> str:
    """Return a value with its marks, one that is not on record with who says so."""
    speakers = ", ".join(dict.fromkeys(f"{join(saying.claimants)} {saying.stance} it" for saying in value.sayings))
    return extend(show(value), "" if value.on_record else speakers)


def _write_participant(page: Page, participant: Participant) -> None:
    page.write((participant.label, "strong"), f", {participant.kind}" if participant.kind else "", indent=2, hang=4)
    for deed in participant.deeds:
        shown = map(show, deed.things[:_MANY])
        more = f"; and {len(deed.things) - _MANY} more" if len(deed.things) > _MANY else ""
        page.write((f"{deed.verb}: ", "quiet"), f"{'; '.join(shown)}{more}", indent=6, hang=2)
    if participant.claims:
        page.write((f"speaks in {count(participant.claims, 'claim')}", "quiet"), indent=6, hang=2)


# --- 2 on record -------------------------------------------------------------------------------------------------------------


def _write_timeline(page: Page, dossier: Dossier) -> None:
    page.head(2, "On record")
    if not (dossier.timeline or dossier.undated):
        page.write("Nothing of this case is on record under this policy.")
        return
    used = {happening.moment.certainty for happening in dossier.timeline}
    page.write((" · ".join(f"{sign} {words}" for name, (sign, words) in CERTAINTY.items() if name in used), "quiet"))
    if not dossier.timeline:
        page.write("No date of any happening is told.")
    for happening in dossier.timeline:
        _write_happening(page, happening)
    if dossier.undated:
        page.subhead("Without a date")
    for happening in dossier.undated:
        _write_happening(page, happening)


def _write_happening(page: Page, happening: Happening) -> None:
    """Write sign, mark and date beside what happened; without a date, only the mark."""
    intended = happening.actuality != "occurred"
    sign = (DISPUTED, "disputed") if happening.disagreements else (INTENDED, "planned") if intended else ("", "")
    cells: list[list[Piece]] = [[sign]]
    widths = [1]
    if happening.moment.certainty != "undated":
        cells = [[(CERTAINTY[happening.moment.certainty][0], "sign")], [sign], [(say_when(happening.moment), "")]]
        widths = [3, 1, 26 if page.width >= _WIDE else 16]
    rest = page.width - sum(widths) - 2 * len(widths)
    page.row([*cells, [(happening.label, "planned" if intended else "strong")]], [*widths, rest])
    counts = f"{count(happening.claims, 'claim')} from {count(happening.origins, 'origin')}"
    divided = any(d.kind == "values" and d.property == "place" for d in happening.disagreements)
    places = (" or " if divided else ", ").join(dress_all(happening.places, happening.marks, "place"))
    told = "; ".join(filter(None, (places, *map(say_detail, happening.details))))
    page.write(f"{told}; " if told else "", (counts, "quiet"), indent=page.width - rest, hang=2)
    _write_wordings(page, happening.wordings, page.width - rest)
    for disagreement in happening.disagreements:
        write_dispute(page, disagreement, page.width - rest)


def _write_wordings(page: Page, wordings: Iterable[Wording], indent: int) -> None:
    told = "; ".join(map(say_wording, wordings))
    if told:
        page.write(("in the words of sources: ", "quiet"), told, indent=indent, hang=2)


# --- 5 who says what ---------------------------------------------------------------------------------------------------------


def _write_said(page: Page, dossier: Dossier) -> None:
    page.head(5, "Who says what")
    if not (dossier.statements or dossier.remarks):
        page.write("No alleged wrong, no judgement and no denial is told.")
    for group, statements in groupby(dossier.statements, key=lambda statement: statement.group):
        page.subhead(_STATEMENTS[group])
        found = list(statements)
        if group in ("acts", "characterizations") and not any(statement.on_record for statement in found):
            page.write(("None of these is on record, whoever speaks.", "quiet"))
        for statement in found:
            _write_statement(page, statement)
    if dossier.remarks:
        page.subhead("Remarks, in the words of the encoder")
    for remark in dossier.remarks:
        said = "; ".join(cite(saying) for saying in remark.sayings)
        page.write(remark.gist, (f" — {said}", "quiet"), indent=2, hang=2)


def _write_statement(page: Page, statement: Statement) -> None:
    kind = "" if statement.kind.lower() in statement.label.lower() else statement.kind
    named = " and ".join(dress_all(statement.ascribed, statement.marks, "agent"))
    ascribed = f"ascribed to {named}" if named else ""
    told = extend("", "; ".join(filter(None, (kind, ascribed))))
    role = "strong" if statement.on_record else "attributed"
    page.write(
        (f"{mark(statement.on_record)}{statement.label}", role),
        (told, "quiet"),
        f": {statement.detail}" if statement.detail else "",
        indent=2,
        hang=4,
    )
    _write_wordings(page, statement.wordings, 4)
    _write_sayings(page, statement.sayings, 4)


def _write_sayings(page: Page, sayings: Iterable[Saying], indent: int) -> None:
    """Write a row for each: claimant, stance, through whom, where; in one line where the page is narrow."""
    for saying in sayings:
        role = "denied" if saying.polarity == "denies" else ""
        through = "; ".join(filter(None, (say_through(saying), saying.basis)))
        cells = [join(saying.claimants), saying.stance, through, say_where(saying)]
        if page.width >= _WIDE:
            room = page.width - indent - 6
            widths = [room * 34 // 100, 11, room - room * 34 // 100 - 11 - room * 22 // 100, room * 22 // 100]
            page.row([[(cells[0], role)], [(cells[1], role or "strong")], [(cells[2], "quiet")], [(cells[3], "quiet")]], widths, indent)
        else:
            page.write((" — ".join(filter(None, cells)), role), indent=indent, hang=2)
        if saying.gist:
            page.write((saying.gist, "quiet"), indent=indent + 2, hang=2)


# --- 6 disagreements ---------------------------------------------------------------------------------------------------------


def _write_disagreements(page: Page, dossier: Dossier) -> None:
    page.head(6, "Disagreements")
    if not dossier.disagreements:
        page.write("The sources do not disagree on anything that the dataset can tell.")
    for disagreement in dossier.disagreements:
        page.blank()
        word = f": {disagreement.property}" if disagreement.property and disagreement.kind == "values" else ""
        page.write((f"{DISPUTED} ", "disputed"), (disagreement.label, "strong"), word, hang=2)
        for held in sorted(disagreement.values, key=lambda held: bool(held.refined_by)):
            text = held.text if disagreement.kind == "values" else ": ".join(filter(None, (held.property, held.text)))
            page.write("also less exactly: " if held.refined_by else "", text or "what it says", indent=2, hang=2)
            _write_sayings(page, (*held.sayings, *held.denials), 4)
        if disagreement.settled:
            page.write(("settled by an editor: ", "sign"), disagreement.settled, indent=2, hang=2)


# --- 7 sources ---------------------------------------------------------------------------------------------------------------


def _write_sources(page: Page, dossier: Dossier) -> None:
    page.head(7, "Sources")
    if not dossier.sources:
        page.write("No source speaks of this case.")
        return
    page.write(f"{count(dossier.located, 'passage')} with position and digest, {dossier.cited} cited only.")
    for source in dossier.sources:
        _write_source(page, source)


def _write_source(page: Page, source: Source) -> None:
    number = f"[{source.number}]"
    facts = [", ".join(source.authors), source.kind, source.published, source.identifier]
    derived = f"derives from {', '.join(source.derives_from)}" if source.derives_from else ""
    others = f" and {source.others} on other matters" if source.others else ""
    marks = [f"{count} {mark}" for count, mark in ((source.located, LOCATED), (source.cited, CITED)) if count]
    page.write(f"{number} ", (source.label, "strong"), indent=5 - measure(number), hang=measure(number) + 1)
    page.write("; ".join(filter(None, facts)), indent=6, hang=2)
    page.write((f"{count(source.claims, 'claim')}{others}; passages {', '.join(marks) or 'none'}", "quiet"), indent=6, hang=2)
    if derived:
        page.write((derived, "quiet"), indent=6, hang=2)
    if source.url:
        page.write_whole(source.url, "quiet", indent=6)
