/** The claims behind a tie: who says it, how firmly, through whom, in which passage of which source; denials beside, equal in size. */

import { count, sayNames } from "../model.js";
import { STANDINGS } from "../shapes.js";
import { h, name, term } from "./dom.js";
import { dateSign, evidenceSign, lineSign } from "./signs.js";

const EVIDENCE = { "verified-position": "passage with position and digest", cited: "cited only", none: "no passage of its own" };

/** When a tie was, with the sign of how sure the date is; a point that needs words when there is none. */
export function whenOf(tie) {
  if (!tie.when) return h("span", { class: "quiet", text: "undated" });
  return h("span", { class: "pic-date figures" }, dateSign(tie.certaintyOfDate), name(tie.when));
}

/** A tie in full: its sentence, event, date, standing and claims. */
export function tieInFull(model, i, choose) {
  const tie = model.ties[i];
  const standing = STANDINGS[model.standing[i]];
  const end = (v) =>
    h("button", { type: "button", class: "pic-name", on: { click: () => choose({ type: "node", node: v }) } }, name(model.nodes[v].name));
  const relation = model.relations[tie.relation];
  return h(
    "article",
    { class: "pic-tie" },
    h(
      "h2",
      { class: "pic-sentence" },
      end(tie.source),
      " ",
      h("span", { class: "pic-verb" }, term(tie.reading, relation.about)),
      " ",
      end(tie.target),
    ),
    h(
      "dl",
      { class: "pic-facts" },
      fact("when", whenOf(tie)),
      tie.eventLabel ? fact("event", name(tie.eventLabel)) : null,
      fact("standing", h("span", {}, lineSign(standing.id), ` ${standing.label}`)),
      tie.disputed ? fact("disputed", h("span", {}, lineSign("disputed"), " ≠ sources disagree")) : null,
      fact("said by", `${sayNames(model.claimantsOf(i), 4)}: ${weighed(tie)}`),
    ),
    claimsOf(model, tie),
  );
}

/** `5 claims from 3 origins; 2 claims against`. */
function weighed(tie) {
  const against = tie.denying.length ? `; ${count(tie.denying.length, "claim")} against` : "";
  return `${count(tie.affirming.length, "claim")} from ${count(tie.origins, "origin")}${against}`;
}

const fact = (key, value) => [h("dt", { text: key }), h("dd", {}, value)];

function claimsOf(model, tie) {
  const column = (title, list, className) =>
    h(
      "section",
      { class: className },
      h("h3", { text: `${title} (${list.length})` }),
      h(
        "ol",
        { class: "pic-claims" },
        list.map((c) => h("li", {}, claim(model, model.claims[c]))),
      ),
    );
  const denied = tie.denying.length > 0;
  return h(
    "div",
    { class: denied ? "pic-sides pic-both" : "pic-sides", id: "pic-claims" },
    tie.affirming.length
      ? column(denied ? "Who says so" : "The claims behind it", tie.affirming, "pic-for")
      : h("p", { class: "quiet", text: "No claim states this by itself; it follows from several together." }),
    denied ? column("Who denies it", tie.denying, "pic-against") : null,
  );
}

/** One claim as a card; the source opens to its passage. */
function claim(model, given) {
  const source = model.sources[given.source] ?? { label: "no source", author: "", published: "", url: "" };
  return h(
    "article",
    { class: "pic-claim" },
    h(
      "p",
      { class: "pic-who" },
      h("strong", {}, name(given.claimants.join(" and ") || "nobody named")),
      " ",
      h("span", { class: "pic-stance", text: given.stance }),
    ),
    given.says ? h("p", { class: "pic-says" }, name(given.says)) : null,
    given.relay ? h("p", { class: "quiet pic-relay" }, name(given.relay)) : null,
    h(
      "details",
      { class: "pic-source" },
      h("summary", {}, evidenceSign(given.evidence, EVIDENCE[given.evidence] ?? ""), " ", name(source.label)),
      h(
        "dl",
        { class: "pic-facts" },
        fact(
          "passage",
          given.passage ? `${given.passage} (${EVIDENCE[given.evidence] ?? given.evidence})` : (EVIDENCE[given.evidence] ?? "none"),
        ),
        source.author ? fact("author", name(source.author)) : null,
        source.published ? fact("published", source.published) : null,
        fact("claim", h("code", { text: given.id })),
        link(source),
      ),
    ),
  );
}

/** A link only where the address is one of the web. */
function link(source) {
  if (!/^https?:\/\//i.test(source.url ?? "") || !URL.canParse(source.url)) return null;
  return fact("read it", h("a", { href: source.url, rel: "noopener noreferrer", target: "_blank", text: new URL(source.url).hostname }));
}
