/** The legend: always in view, only with the kinds and lines that the network has. */

import { STANDINGS } from "../shapes.js";
import { fill, h } from "./dom.js";
import { kindSign, lineSign } from "./signs.js";

/** `plural` words for kinds are the payload's business: a legend names one of each. */
export function drawLegend(element, model) {
  const kinds = new Set(model.nodes.map((node) => node.kind));
  const standings = new Set(model.standing);
  const intended = [2, 3, 4].some((s) => standings.has(s));
  const lines = [
    [0, "on record", "on record"], [1, "attributed", "attributed only"],
  ].filter(([s]) => standings.has(s)).map(([, sign, words]) => entry(lineSign(sign), words));
  if (intended) lines.push(entry(lineSign("planned"), [2, 3, 4].filter((s) => standings.has(s)).map((s) => STANDINGS[s].label).join(", ")));
  if (model.ties.some((tie) => tie.disputed)) lines.push(entry(lineSign("disputed"), "≠ disputed"));
  fill(element,
    h("ul", { class: "pic-keys", "aria-label": "Kinds of node" }, model.kinds.map((kind, k) => (kinds.has(k) ? entry(kindSign(kind.id), kind.label) : null))),
    h("ul", { class: "pic-keys", "aria-label": "Kinds of line" }, lines));
}

const entry = (sign, words) => h("li", {}, sign, h("span", { text: words }));
