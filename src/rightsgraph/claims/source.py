"""Source files: the source's own record, and its claims, passage by passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from rightsgraph.claims.document import ID, Document, Path, as_list, substitute
from rightsgraph.claims.forms import EMPTY, NUMBER
from rightsgraph.claims.nodes import Holding, Nodes, Owner
from rightsgraph.findings import Severity, nearest, shown

_SHARED: Final = ("passage", "claimant", "stance", "relayStance", "madeIn", "basis", "asSaid", "each")
_PASSAGE: Final = ("paragraph", "start", "end", "sha256", "quote", "nth")
_OWN: Final = ("id", "passage", "that", "each", "claims")
_SAYS: Final = ("that", "gist", "disputes")


@dataclass(frozen=True, slots=True)
class Shared:
    """What the groups around a claim share with it: the values by key, and the places of these keys in the file."""

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Path] = field(default_factory=dict)

    def and_of(self, tree: Mapping[str, Any], path: Path) -> Shared:
        """Add what a group, or a claim itself, says: the inner goes before the outer."""
        return Shared({**self.values, **tree}, {**self.places, **{key: (*path, key) for key in tree}})


class SourceFile:
    """The normaliser's work on one source file."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.document: Document = nodes.document
        self.claims: list[dict[str, Any]] = self.document.graphs.setdefault("graph/claims", [])
        self.authors: list[str] = []
        self._passages: dict[str, dict[str, Any]] = {}

    def write(self, tree: dict[str, Any]) -> None:
        """Write the source and all its claims into the document."""
        claims = tree.pop("claims", [])
        skipped = tree.pop("skip", [])
        text = tree.pop("text", "none")
        if not isinstance(text, str) or not text:
            self.nodes.problem("not-a-text", "`text` is not the name of a file", "name the source's text in the folder of texts", ("text",))
        record = self.nodes.node(tree, (), "", implied="Source")
        if record is None:
            return self.nodes.leave_out(claims, "")
        self.document.id = record["id"]
        self.authors = as_list(record.get("author", []))
        self.claims.append(record)
        self._each_claim(claims, ("claims",), Shared())
        self._skips(skipped)
        self.claims.extend(self._passages.values())
        return None

    def _each_claim(self, claims: Any, path: Path, shared: Shared) -> None:
        if not isinstance(claims, list):
            self.nodes.leave_out(claims, self.document.id)
            return self.nodes.problem("not-a-list", "`claims` is no list", "begin each claim with a dash", path)
        for number, item in enumerate(claims):
            place = (*path, number)
            if not isinstance(item, dict):
                self.nodes.problem("not-a-node", "a claim is a mapping", "give it `id`, `passage` and `that`", place)
            elif "claims" in item:
                self._group(item, place, shared)
            else:
                self._expand(shared.and_of(item, place), place)
        return None

    def _group(self, tree: dict[str, Any], path: Path, shared: Shared) -> None:
        for key in tree:
            if key not in (*_SHARED, "id", "claims"):
                self.nodes.leave_out(tree[key], self.document.id)
                remedy = f"a group shares {', '.join(_SHARED)} with the claims under it; put `{shown(key)}` on one of these"
                self.nodes.problem(
                    "unknown-key", f"`{shown(key)}` does not belong on a group of claims{nearest(key, _SHARED)}", remedy, (*path, key)
                )
        inherited = {key: value for key, value in tree.items() if key in _SHARED}
        self._each_claim(tree["claims"], (*path, "claims"), shared.and_of(inherited, path))

    def _expand(self, claim: Shared, path: Path) -> None:
        """Write a claim, once for each of its `each:`."""
        tree = dict(claim.values)
        if "each" not in tree:
            return self._claim(tree, path, claim.places)
        each = tree.pop("each")
        if not isinstance(each, list) or not each or not all(isinstance(item, str) and ID.fullmatch(item) for item in each):
            self.nodes.leave_out(tree, self.document.id)
            self.document.nameless = True
            return self.nodes.problem("bad-each", "`each` is no list of ids", "write `each: [person/a, person/b]`", claim.places["each"])
        for item in each:
            copy = substitute({key: value for key, value in tree.items() if key != "passage"}, {"$each": item})
            copy["id"] = f"{tree.get('id', '')}.{item.rsplit('/', 1)[-1].rsplit('#', 1)[-1]}"
            self._claim({**copy, **({"passage": tree["passage"]} if "passage" in tree else {})}, path, claim.places)
        return None

    def _claim(self, tree: dict[str, Any], path: Path, places: Mapping[str, Path]) -> None:
        """Write a claim; ``places`` tells where its keys stand, since a group may hold them."""
        if "id" not in tree:
            self.nodes.leave_out(tree, self.document.id)
            return self.nodes.problem(
                "no-id", "this claim has no `id`", "run `rightsgraph anchor` on the source: it numbers the claims", path
            )
        iri = self.nodes.identifier(tree["id"], (*path, "id"), self.document.id)
        if iri is None or not self._register(iri, path):
            return self.nodes.leave_out(tree, self.document.id)
        if not any(key in tree and tree[key] != [] for key in _SAYS):
            remedy = "say with `that:` what it claims, with `gist:` what is no triple, or with `disputes:` what it denies"
            self.nodes.problem("empty-claim", "this claim says nothing", remedy, path)
        node = self._record(iri, tree, path, places)
        self.claims.append(node)
        self._content(iri, node, tree, path)
        return None

    def _register(self, iri: str, path: Path) -> bool:
        if iri.partition("#")[0] != self.document.id:
            remedy = f"write `#…`: the claims of a source begin with {self.document.id}#"
            return bool(self.nodes.problem("foreign-claim", f"`{iri}` is no claim of this source", remedy, (*path, "id")))
        if iri in self.document.claims:
            return bool(
                self.nodes.problem(
                    "duplicate-claim", f"there are two claims `#{iri.partition('#')[2]}`", "number one of them anew", (*path, "id")
                )
            )
        self.document.claims[iri] = path
        return True

    def _record(self, iri: str, tree: dict[str, Any], path: Path, places: Mapping[str, Path]) -> dict[str, Any]:
        """Write what stands outside a claim's graph: source, passage, claimant, stance and the rest, defaults filled in."""
        node: dict[str, Any] = {"id": iri, "type": "Claim", "source": self.document.id}
        for key, value in tree.items():
            if key == "source":
                self.nodes.unknown_key("Claim", key, places[key], ())
            elif key not in _OWN and not (key == "type" and value == "Claim"):
                self.nodes.add(node, key, value, places[key], Owner(iri, "Claim", tree))
        if node.get("basis") == "stated":
            del node["basis"]
        node["passage"] = self._passage_ids(tree.get("passage"), places.get("passage", path))
        if "claimant" not in tree:
            self._author(node)
        self._stance(node, tree, places)
        self._relay(node, places)
        return {key: value for key, value in node.items() if value not in ([], None)}

    def _stance(self, node: dict[str, Any], tree: dict[str, Any], places: Mapping[str, Path]) -> None:
        """Fill in the stance: a claim that does nothing but dispute another denies it, any other states."""
        only_disputes = "disputes" in tree and not any(tree.get(key) for key in ("that", "gist"))
        written = node.setdefault("stance", "denies" if only_disputes else "states")
        if only_disputes and written in self._affirming:
            message = f"this claim says nothing but that it disputes another, and yet its stance `{written}` affirms"
            remedy = "leave `stance` out (it is `denies` then), write `doubts`, or say with `that:` or `gist:` what is so instead"
            self.nodes.problem("affirming-dispute", message, remedy, places.get("stance", places["disputes"]), Severity.WARNING)

    def _author(self, node: dict[str, Any]) -> None:
        """Make a claim the source's author's; a source that names none is told of once, not at each of its claims."""
        if self.authors:
            node["claimant"] = self.authors if len(self.authors) > 1 else self.authors[0]
        else:
            self.document.spoilt.add(node["id"])

    def _relay(self, node: dict[str, Any], places: Mapping[str, Path]) -> None:
        own_voice = bool(set(as_list(node.get("claimant", []))) & set(self.authors))
        if not own_voice:
            node.setdefault("relayStance", "neutral")
        elif "relayStance" in node:
            remedy = "remove it: only a quoted claimant is relayed, and this one is the source's author"
            self.nodes.problem(
                "relay-of-oneself", "`relayStance` stands on a claim in the author's own voice", remedy, places["relayStance"]
            )

    def _content(self, iri: str, node: dict[str, Any], tree: dict[str, Any], path: Path) -> None:
        self._graph(iri, tree.get("that", []), (*path, "that"))
        holdings, self.nodes.holdings = self.nodes.holdings, []
        affirming = node["stance"] in self._affirming
        for holding in holdings:
            if affirming:
                self._holding(iri, node, holding)
            else:
                self.nodes.leave_out(holding.that, self.document.id)
                remedy = "report what the body held in a claim that affirms, and dispute it in another"
                self.nodes.problem(
                    "denied-holding", "a claim that does not affirm cannot carry a holding's content", remedy, (*holding.path, "that")
                )

    @property
    def _affirming(self) -> frozenset[str]:
        vocabulary = self.nodes.vocabulary
        return frozenset(name for name in vocabulary.concepts["stance"] if not _group(name) and vocabulary.polarity(name) == "affirms")

    def _graph(self, iri: str, that: Any, path: Path) -> None:
        """Write the nodes of a claim's graph."""
        if that in EMPTY and that != []:
            return self.nodes.problem("empty-value", "`that` has no value", "write what is claimed, or remove the key", path)
        graph = self.document.graphs.setdefault(iri, []) if that else []
        self.nodes.claim = iri
        for number, item in enumerate(as_list(that)):
            place = (*path, number) if isinstance(that, list) else path
            written = self.nodes.node(item, place, self.document.id)
            if written is not None:
                graph.append(written)
        self.nodes.claim = None
        return None

    def _holding(self, reporting: str, node: dict[str, Any], holding: Holding) -> None:
        """Make of a holding's content a claim by the body, made in the holding."""
        iri = f"{reporting}.{holding.id.rsplit('/', 1)[-1].rsplit('#', 1)[-1]}"
        if not self._register(iri, holding.path):
            return self.nodes.leave_out(holding.that, self.document.id)
        own: dict[str, Any] = {"id": iri, "type": "Claim", "source": self.document.id, "madeIn": holding.id}
        owner = Owner(iri, "Claim")
        # What is wrong with the body is told where it stands, on the Decision.
        unheard = Nodes(self.nodes.vocabulary, Document(self.document.name), self.nodes.language)
        unheard.add(own, "claimant", holding.body, (), owner)
        if "claimant" not in own:
            self.document.spoilt.add(iri)
        self.nodes.add(own, "stance", holding.stance, (*holding.path, "stance"), owner)
        own |= {key: node[key] for key in ("passage", "basis") if key in node}
        if not set(as_list(own.get("claimant", []))) & set(self.authors):
            own["relayStance"] = node.get("relayStance", "neutral")
        self.claims.append(own)
        return self._graph(iri, holding.that, (*holding.path, "that"))

    def _passage_ids(self, value: Any, path: Path) -> Any:
        if value is None or value in EMPTY:
            return self.nodes.problem("no-passage", "it is not said where the source says this", "give the claim a `passage:`", path)
        several = isinstance(value, list)
        ids = [self._passage(item, (*path, number) if several else path) for number, item in enumerate(as_list(value))]
        found = [iri for iri in ids if iri]
        return found[0] if len(found) == 1 else found

    def _passage(self, value: Any, path: Path) -> str | None:
        if isinstance(value, str):
            value = {"quote": value}
        if not isinstance(value, dict) or not value:
            return self.nodes.problem("bad-passage", "a passage is a mapping", "write `passage: {paragraph: 3, quote: …}`", path)
        for key in value:
            if key not in _PASSAGE:
                self.nodes.problem(
                    "unknown-key",
                    f"`{shown(key)}` is no key of a passage{nearest(key, _PASSAGE)}",
                    f"known are: {', '.join(_PASSAGE)}",
                    (*path, key),
                )
        iri = f"{self.document.id}#{_pointer(value)}"
        node: dict[str, Any] = {"id": iri, "type": "Passage", "source": self.document.id}
        for key in ("paragraph", "start", "end", "sha256"):
            if key in value:
                self.nodes.add(node, key, value[key], (*path, key), Owner(iri, "Passage", value))
        for key in ("quote", "nth"):
            if not isinstance(value.get(key, ""), str):
                self.nodes.problem("not-a-text", f"`{key}` is not a text", "write one text, in quotes if it holds : or #", (*path, key))
        if value.get("quote") and isinstance(value["quote"], str) and "sha256" in value:
            node["asSaid"] = value["quote"]
        self._passages.setdefault(iri, node)
        self.document.passages.setdefault(iri, path)
        return iri

    def _skips(self, skipped: Any) -> None:
        for number, item in enumerate(as_list(skipped)):
            path: Path = ("skip", number)
            if not isinstance(item, dict) or not item.get("passage") or not item.get("reason"):
                self.nodes.problem("bad-skip", "a skipped sentence has a passage and a reason", "write `- {passage: {…}, reason: …}`", path)
            elif set(item) - {"passage", "reason"}:
                extra = sorted(set(item) - {"passage", "reason"})[0]
                self.nodes.problem(
                    "unknown-key",
                    f"`{shown(extra)}` is no key of a skipped sentence{nearest(extra, ('passage', 'reason'))}",
                    "it has `passage` and `reason`",
                    (*path, extra),
                )


def _group(name: str) -> bool:
    return name.startswith(("polarity-", "commitment-"))


def _pointer(passage: dict[str, Any]) -> str:
    """Name a passage: its characters (RFC 5147), or where it is only cited, where it stands, percent-encoded.

    >>> _pointer({"start": "3", "end": "9"}), _pointer({"paragraph": "para 2.1"})
    ('char=3,9', 'at=para-2.1')
    """
    start, end, paragraph = (passage.get(key) for key in ("start", "end", "paragraph"))
    if isinstance(start, str) and isinstance(end, str) and NUMBER.fullmatch(start) and NUMBER.fullmatch(end):
        return f"char={start},{end}"
    where = "-".join(paragraph.split()) if isinstance(paragraph, str) else ""
    return f"at={quote(where, safe='') or 'unknown'}"
