/** Where the reader is: the part of the network that is shown, how much of it, and why where it is nothing. */

import { count } from "../model.js";
import { explain } from "../sifting.js";
import { button, fill, h, name } from "./dom.js";

/** Say how much is seen. */
export function tellFigures({ sifted, model, frame, state }) {
  const nodes = sifted.nodes.reduce((sum, ties) => sum + (ties > 0), 0);
  const held = model.held(state.perspective);
  const ties = sifted.total === held ? count(held, "tie") : `${sifted.total.toLocaleString("en")} of ${count(held, "tie")}`;
  frame.figures.textContent = model.ties.length ? `${ties} between ${count(nodes, "node")}` : "";
}

/** Say which part of the network is shown, and lead to others. */
export function tellPlace(app) {
  const { state, model, frame, big } = app;
  const { extent } = state;
  const step = (label, to, here) => button(label, () => app.show(to), { class: "pic-crumb", "aria-current": here ? "true" : null });
  const parts = big
    ? [
        step("Overview", { type: "overview" }, extent.type === "overview"),
        step("All nodes", { type: "all", chosen: true }, extent.type === "all"),
      ]
    : [step("Whole network", { type: "all" }, extent.type === "all")];
  if (extent.type === "community")
    parts.push(
      h(
        "span",
        { class: "pic-crumb", "aria-current": "true" },
        "Around ",
        name(app.communities().communities[extent.community]?.label ?? ""),
      ),
    );
  if (extent.type === "around") {
    parts.push(
      h(
        "span",
        { class: "pic-crumb", "aria-current": "true" },
        name(model.nodes[extent.node].name),
        ` and neighbours${extent.depth === 2 ? " of neighbours" : ""}`,
      ),
    );
    parts.push(step(extent.depth === 1 ? "one step more" : "one step less", { ...extent, depth: 3 - extent.depth }, false));
  }
  if (extent.type === "way") parts.push(h("span", { class: "pic-crumb", "aria-current": "true" }, "A way between two"));
  fill(frame.crumbs, big || extent.type !== "all" ? parts : []);
}

/** An empty picture says why, and what to loosen. */
export function tellEmpty(app) {
  const { frame, sifted, model, state } = app;
  if (!app.scene) return;
  frame.note.hidden = sifted.total > 0;
  if (sifted.total) return;
  if (!model.ties.length) {
    fill(
      frame.note,
      h("h2", { text: "No ties" }),
      h("p", { text: "This network was written without any tie. Ask for more projections, another perspective or a longer time." }),
      h(
        "ul",
        {},
        model.notes.map((note) => h("li", {}, name(note))),
      ),
    );
    return;
  }
  const reasons = explain(sifted);
  fill(
    frame.note,
    h("h2", { text: "Nothing left to show" }),
    h("p", { text: reasons.length ? "One of these would bring ties back:" : "No single filter hides them; several together do." }),
    h(
      "div",
      { class: "pic-buttons" },
      reasons.map(({ key, words, ties }) => button(`Loosen ${words} (${count(ties, "tie")})`, () => state.loosen(key))),
      button("Loosen all filters", () => app.filters.clear.click()),
    ),
  );
}
