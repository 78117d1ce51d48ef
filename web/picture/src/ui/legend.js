/** The legend: always in view, with the kinds and lines that the network has; what is not seen just now steps back. */

import { STANDINGS } from "../shapes.js";
import { fill, h } from "./dom.js";
import { kindSign, lineSign } from "./signs.js";

const INTENDED = [2, 3, 4];

export class Legend {
  constructor(element, model) {
    this.model = model;
    this.entries = [...this.#kinds(), ...this.#lines()];
    const keys = (list, label) =>
      h(
        "ul",
        { class: "pic-keys", "aria-label": label },
        this.entries.filter((entry) => entry.list === list).map((entry) => entry.row),
      );
    fill(element, keys("kind", "Kinds of node"), keys("line", "Kinds of line"));
  }

  /** What each kind is called is the payload's business: a legend names one of each. */
  #kinds() {
    const { model } = this;
    const present = new Set(model.nodes.map((node) => node.kind));
    return [...present]
      .sort((a, b) => a - b)
      .map((k) =>
        entry("kind", kindSign(model.kinds[k].id), model.kinds[k].label, ({ v }) => v !== undefined && model.nodes[v].kind === k),
      );
  }

  #lines() {
    const { model } = this;
    const standings = new Set(model.standing);
    const stands =
      (numbers) =>
      ({ i }) =>
        i !== undefined && numbers.includes(model.standing[i]);
    const disputed = ({ i }) => i !== undefined && model.ties[i].disputed;
    const alone = ({ i }) => i !== undefined && model.from[i] === model.to[i];
    const intended = INTENDED.filter((s) => standings.has(s));
    const several = model.ties.length > new Set(model.ties.map(({ source, target }) => `${source} ${target}`)).size;
    return [
      standings.has(0) && entry("line", lineSign("on record"), "on record", stands([0])),
      standings.has(1) && entry("line", lineSign("attributed"), "attributed only", stands([1])),
      intended.length && entry("line", lineSign("planned"), intended.map((s) => STANDINGS[s].label).join(", "), stands(INTENDED)),
      model.ties.some((tie) => tie.disputed) && entry("line", lineSign("disputed"), "≠ disputed", disputed),
      model.ties.some((_, i) => alone({ i })) && entry("line", lineSign("loop"), "leads back", alone),
      several && entry("line", h("span", { class: "quiet figures", text: "×3" }), "three ties", ({ i }) => i !== undefined),
    ].filter(Boolean);
  }

  /** Tell which entries the picture shows now. */
  update({ seen, nodes }) {
    const shown = new Set();
    const look = (thing) => this.entries.forEach((found) => !shown.has(found) && found.is(thing) && shown.add(found));
    for (let i = 0; i < seen.length && shown.size < this.entries.length; i++) if (seen[i]) look({ i });
    for (let v = 0; v < nodes.length && shown.size < this.entries.length; v++) if (nodes[v]) look({ v });
    for (const found of this.entries) found.row.classList.toggle("pic-none", !shown.has(found));
  }
}

const entry = (list, sign, words, is) => ({ list, is, row: h("li", {}, sign, h("span", { text: words })) });
