"""The data of a picture: the ties of each perspective, laid together, with the claims and sources behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rightsgraph import dates
from rightsgraph.answers.names import Names, safe
from rightsgraph.dossier.lookup import Lookup
from rightsgraph.dossier.phrases import count
from rightsgraph.network import ANYONE, Filters, Tie, tell_time
from rightsgraph.picture.model import ClaimRow, DatasetCard, Payload, Perspective, PolicyCard, Relation, SourceRow, Start, TieRow
from rightsgraph.picture.nodes import NodeWording, list_countries, list_kinds, read_definitions
from rightsgraph.picture.perspectives import MOST_ACTORS, RECORD, Told, first_projections, lay_together, tell_all
from rightsgraph.picture.words import Wording, say_certainty, say_date
from rightsgraph.settings import Settings
from rightsgraph.terms import RG

if TYPE_CHECKING:
    from rightsgraph.network import Networks

VERSION: Final = 1
NO_FILTERS: Final = Filters()
_ANYONE: Final = "The record and what every actor affirms for themselves, laid together. It need not fit together."


def payload(
    networks: Networks,
    settings: Settings,
    projections: Sequence[str] = (),
    *,
    view: str | None = None,
    filters: Filters = NO_FILTERS,
    version: str = "",
) -> Payload:
    """Gather the data of a picture of some projections (none named: those tagged `default`).

    ``view`` is the perspective shown first: an actor, `any`, or None for the record; the others are there to be switched to.
    ``version`` is that of the dataset, where one is known. Deterministic. Raises NotFound for an unknown projection, actor, case
    or node, with the nearest.
    """
    told, others = tell_all(networks, projections, view, filters)
    return _Assembly(networks, told, filters).lay_out(settings, version, view, others)


class _Assembly:
    """The ties of a picture, being put into numbered lists."""

    def __init__(self, networks: Networks, told: Sequence[Told], filters: Filters) -> None:
        self.asked = filters
        self.names = Names(networks.derived, networks.vocabulary)
        self.lookup = Lookup(networks.derived, networks.vocabulary)
        self.told = told
        self.ties = lay_together(told)
        self.wording = Wording(self.names, self.lookup)
        self.definitions = read_definitions()
        ends = sorted({end for tie in self.ties for end in (tie.source, tie.target)}, key=self.names.short)
        self.nodes = {iri: networks.describe(iri) for iri in ends}
        claims = sorted({iri for tie in self.ties for iri in (*tie.affirming, *tie.denying)})
        self.sources = _number({self.names.claims[iri].source for iri in claims})
        self.claims = _number(claims)
        self.relations = _number({tie.relation for tie in self.ties})

    def lay_out(self, settings: Settings, version: str, view: str | None, others: int) -> Payload:
        """Return the lists."""
        countries = list_countries(self.nodes.values(), self.names, self.lookup)
        wording = NodeWording(self.names, self.lookup, countries)
        return Payload(
            version=VERSION,
            title=self._title(),
            subtitle=self._subtitle(),
            dataset=DatasetCard(title=safe(settings.title), version=version, licence=safe(settings.licence)),
            policy=self._policy(),
            start=self._start(view),
            perspectives=[self._perspective(one) for one in self.told],
            kinds=list_kinds({node.kind for node in self.nodes.values()}, self.definitions),
            countries=[country for country, _ in countries],
            relations=self._list_relations(),
            nodes=[wording.node(node) for node in self.nodes.values()],
            ties=self._list_ties(),
            claims=self._list_claims(),
            sources=self._list_sources(),
            notes=list(self._note(others)),
        )

    # --- the whole -----------------------------------------------------------------------------------------------------------

    def _iri(self, node: str) -> str:
        """Return the IRI of a node or case that was asked for by its id."""
        base = self.names.base
        return next((iri for iri in (node, base + node, f"{base}case/{node}") if self.lookup.context.classes.get(iri)), base + node)

    def _title(self) -> str:
        if self.asked.ego:
            return f"The ties of {self.names.label(self._iri(self.asked.ego))}"
        if self.asked.case:
            return self.names.label(self._iri(self.asked.case))
        return "Who had to do with whom"

    def _subtitle(self) -> str:
        """Count what is shown, and say what was asked for."""
        counted = (
            (len(self.nodes), "node"),
            (len({tie.key for tie in self.ties}), "tie"),
            (len(self.claims), "claim"),
            (len(self.sources), "source"),
        )
        asked = self.asked
        given = (("as of", asked.as_of), ("from", asked.start), ("to", asked.end))
        time = " ".join(f"{word} {say_date(date)}" for word, date in given if date)
        least = f"at least {count(asked.min_origins, 'origin')} for each tie" if asked.min_origins > 1 else ""
        every = f"{', '.join(count(number, word) for number, word in counted)} in all accounts together"
        return "; ".join(filter(None, (every, time, least)))

    def _policy(self) -> PolicyCard:
        policy = self.lookup.derived.policy
        return PolicyCard(id=safe(policy.id), title=safe(policy.title), about=safe(policy.description))

    def _start(self, view: str | None) -> Start:
        wanted = (view or RECORD).removeprefix(self.names.base)
        number = next((number for number, one in enumerate(self.told) if one.perspective == wanted), 0)
        focus = self._iri(self.asked.ego) if self.asked.ego else ""
        return Start(perspective=number, window=self._window(), focus=self.names.short(focus) if focus in self.nodes else None)

    def _window(self) -> list[str] | None:
        """Return the days from which and to which was asked; where one side was left open, the first or last day there is."""
        start, end = self.asked.start, self.asked.end
        if not (start or end):
            return None
        days = sorted(day for tie in self.ties for day in (tie.earliest, tie.latest) if day)
        first = dates.bounds(start).earliest if start else None
        last = dates.bounds(end).latest if end else None
        window = [first.isoformat() if first else min(days, default=""), last.isoformat() if last else max(days, default="")]
        return window if all(window) else None

    def _perspective(self, told: Told) -> Perspective:
        number = len({tie.key for tie in told.ties})
        if told.perspective == RECORD:
            policy = self._policy()
            return Perspective(id=RECORD, label=policy["title"], about=policy["about"], ties=number)
        if told.perspective == ANYONE:
            return Perspective(id=ANYONE, label="What anyone affirms", about=_ANYONE, ties=number)
        label = self.names.label(self.names.base + told.perspective)
        about = f"Affirmed by {label}, as claimant or as an author who endorses what others say."
        return Perspective(id=told.perspective, label=label, about=about, ties=number)

    def _note(self, others: int) -> Iterable[str]:
        """Say what is unsure and what was left out."""
        undated = len({tie.key for tie in self.ties if not tie.is_dated})
        possible = len({tie.key for one in self.told for tie in one.ties if tie.certainty == "possible"})
        if undated:
            yield f"Ties without a date ({undated} in all accounts together) are shown whatever the time."
        if possible:
            yield f"{count(possible, 'tie')}, in all accounts together, of which it is only possible that the time asked for is theirs."
        if others:
            yield f"{count(others, 'actor')} more affirm ties; the {MOST_ACTORS} who are behind most of them can be chosen here."
        if not self.ties:
            yield next(one.none for one in self.told if one.perspective == ANYONE)

    # --- the lists -----------------------------------------------------------------------------------------------------------

    def _list_relations(self) -> list[Relation]:
        projections = first_projections(self.told)
        return [
            Relation(
                id=self.names.short(iri),
                label=safe(self._name_relation(iri)),
                about=safe(self.definitions.get(iri, "")),
                projection=projections.get(iri, ""),
            )
            for iri in self.relations
        ]

    def _name_relation(self, iri: str) -> str:
        """Name a relation by the label of its concept; a property by what its ties mostly read, which may be the other way round."""
        readings = Counter(tie.reading for tie in self.ties if tie.relation == iri) if iri.startswith(RG) else Counter()
        return readings.most_common(1)[0][0] if readings else self.lookup.label(iri)

    def _list_ties(self) -> list[TieRow]:
        numbers = {iri: number for number, iri in enumerate(self.nodes)}
        return [self._tie(tie, perspectives, numbers) for tie, perspectives in self.ties.items()]

    def _tie(self, tie: Tie, perspectives: list[int], numbers: Mapping[str, int]) -> TieRow:
        return TieRow(
            source=numbers[tie.source],
            target=numbers[tie.target],
            relation=self.relations[tie.relation],
            reading=safe(tie.reading),
            event=self.names.short(tie.event) if tie.event else None,
            via=self.names.short(tie.via) if tie.via else None,
            eventLabel=": ".join(dict.fromkeys(self.names.label(node) for node in (tie.event, tie.via) if node)),
            when=safe(tell_time(tie)),
            date=tie.date,
            certaintyOfDate=say_certainty(tie),
            earliest=tie.earliest,
            latest=tie.latest,
            standing=tie.standing,
            disputed=tie.disputed,
            origins=tie.origins,
            perspectives=perspectives,
            affirming=sorted(self.claims[iri] for iri in tie.affirming),
            denying=sorted(self.claims[iri] for iri in tie.denying),
        )

    def _list_claims(self) -> list[ClaimRow]:
        return [self.wording.claim(iri, self.sources[self.names.claims[iri].source]) for iri in self.claims]

    def _list_sources(self) -> list[SourceRow]:
        return [self.wording.source(iri) for iri in self.sources]


def _number(iris: Collection[str]) -> dict[str, int]:
    return {iri: number for number, iri in enumerate(sorted(iris))}
