/** The way between two: asking for its ends, and telling it in words. */

import { count } from "../model.js";
import { button, h, name } from "./dom.js";
import { Finder } from "./search.js";

/** Ask for the two ends of a way. */
export function askForEnds(app, a, b) {
  const { model } = app;
  const ends = [a, b];
  const field = (at, label) => {
    const element = h("div", { class: "pic-search" });
    const finder = new Finder(
      element,
      model,
      app.find,
      (v) => {
        ends[at] = v;
        if (ends[0] !== undefined && ends[1] !== undefined) app.path(ends[0], ends[1]);
      },
      { id: `pic-end-${at}`, label, placeholder: "Name" },
    );
    if (ends[at] !== undefined) finder.input.value = model.nodes[ends[at]].name;
    return h("div", { class: "pic-field" }, h("label", { for: `pic-end-${at}`, text: label }), element);
  };
  return [
    h("h2", { text: "A way between two" }),
    h("p", { text: "The shortest chain of ties that are seen, taken in either direction." }),
    field(0, "From"),
    field(1, "To"),
  ];
}

/** Tell a way step by step; `listTies` makes rows of ties. */
export function tellWay(app, { a, b, nodes, ways }, listTies) {
  const { model } = app;
  const [from, to] = [model.nodes[a].name, model.nodes[b].name];
  const again = h(
    "div",
    { class: "pic-buttons" },
    button("Between two others", () => app.choose({ type: "between" })),
  );
  if (!nodes) {
    return [
      h("h2", {}, "No way from ", name(from), " to ", name(to)),
      h("p", {
        text: "No chain of ties that are seen joins the two. Loosen a filter, or take another account.",
      }),
      again,
    ];
  }
  const steps = nodes.slice(1).map((w, k) => model.between(nodes[k], w).filter((i) => app.sifted.seen[i]));
  const most = ways > 1 ? ` One of ${ways.toLocaleString("en")} ways of this length.` : "";
  return [
    h("p", { class: "pic-kind", text: "shortest way" }),
    h("h2", {}, name(from), " to ", name(to)),
    h("p", { id: "pic-way", text: `${count(steps.length, "step")}.${most}` }),
    h(
      "ol",
      { class: "pic-steps" },
      steps.map((ties) =>
        h(
          "li",
          {},
          listTies(ties.slice(0, 3)),
          ties.length > 3 ? h("p", { class: "quiet", text: `and ${count(ties.length - 3, "more tie", "more ties")}` }) : null,
        ),
      ),
    ),
    again,
  ];
}
