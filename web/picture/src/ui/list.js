/** The ties as a table: all that the picture shows, for readers who do not use the picture. */

import { count, sayNames } from "../model.js";
import { STANDINGS } from "../shapes.js";
import { whenOf } from "./claims.js";
import { button, fill, h, name } from "./dom.js";
import { kindSign, lineSign } from "./signs.js";

const PAGE = 200;

export class TieList {
  constructor(element, app) {
    Object.assign(this, { element, app, model: app.model, sort: "when", down: false, length: PAGE });
    const { nodes, ties } = app.model;
    this.columns = [
      ["source", "From", (i) => nodes[ties[i].source].name],
      ["reading", "Tie", (i) => ties[i].reading],
      ["target", "To", (i) => nodes[ties[i].target].name],
      ["when", "When", (i) => this.model.earliest[i]],
      ["standing", "Standing", (i) => this.model.standing[i] - (ties[i].disputed ? 0.5 : 0)],
      ["claims", "Claims", (i) => ties[i].affirming.length],
    ];
  }

  update() {
    if (this.element.hidden) return;
    const value = this.columns.find(([key]) => key === this.sort)[2];
    const compare = (a, b) =>
      typeof a === "string" ? a.localeCompare(b) : (Number.isFinite(a) ? a : 9e9) - (Number.isFinite(b) ? b : 9e9);
    const ties = [];
    this.app.sifted.seen.forEach((seen, i) => {
      if (seen) ties.push(i);
    });
    ties.sort((a, b) => compare(value(a), value(b)) * (this.down ? -1 : 1) || a - b);
    const rows = ties.slice(0, this.length).map((i) => this.#row(i));
    const more =
      ties.length > this.length
        ? button(
            `Show ${Math.min(PAGE * 5, ties.length - this.length)} more of ${ties.length.toLocaleString("en")}`,
            () => {
              this.length += PAGE * 5;
              this.update();
            },
            { class: "pic-link" },
          )
        : null;
    fill(
      this.element,
      h(
        "div",
        { class: "pic-scroll" },
        h(
          "table",
          { id: "pic-ties" },
          h("caption", { class: "hush", text: `${count(ties.length, "tie")} under these filters` }),
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              this.columns.map((column) => this.#head(column)),
            ),
          ),
          h("tbody", {}, rows),
        ),
        more,
      ),
    );
  }

  #head([key, label]) {
    const on = this.sort === key;
    const turn = () => {
      this.down = on ? !this.down : false;
      this.sort = key;
      this.update();
      this.element.querySelector(`[data-sort=${key}]`).focus();
    };
    return h(
      "th",
      { scope: "col", "aria-sort": on ? (this.down ? "descending" : "ascending") : null },
      button([label, on ? (this.down ? " ↓" : " ↑") : ""].join(""), turn, { class: "pic-link", "data-sort": key }),
    );
  }

  #row(i) {
    const { model, app } = this;
    const tie = model.ties[i];
    const standing = STANDINGS[model.standing[i]];
    const end = (v) =>
      h(
        "button",
        { type: "button", class: "pic-cell", on: { click: () => app.choose({ type: "node", node: v }) } },
        kindSign(model.kindOf(v).id),
        name(model.nodes[v].name),
      );
    const chosen = app.state.selection?.type === "tie" && app.state.selection.tie === i;
    return h(
      "tr",
      { class: [chosen ? "pic-chosen" : "", app.sifted.seen[i] === 2 ? "pic-maybe" : ""].join(" ").trim() || null },
      h("td", {}, end(tie.source)),
      h(
        "td",
        {},
        button(tie.reading, () => app.choose({ type: "tie", tie: i }), { class: "pic-cell pic-verb" }),
        tie.eventLabel ? h("div", { class: "quiet small" }, name(tie.eventLabel)) : null,
      ),
      h("td", {}, end(tie.target)),
      h("td", {}, whenOf(tie)),
      h(
        "td",
        {},
        h("span", { class: "pic-stands" }, lineSign(tie.disputed ? "disputed" : standing.id), ` ${standing.label}`),
        tie.disputed ? h("div", { class: "pic-stands", text: "≠ disputed" }) : null,
        model.standing[i] === 1 ? h("div", { class: "quiet small" }, "says ", name(sayNames(model.claimantsOf(i)))) : null,
      ),
      h("td", { class: "figures", text: `${tie.affirming.length}${tie.denying.length ? ` : ${tie.denying.length} against` : ""}` }),
    );
  }
}
