/** The buttons of the bar and of the toolbar over the picture. */

import { button, fill, h } from "./dom.js";
import { themeButton } from "./frame.js";
import { icon } from "./signs.js";

/** Fill the bar; returns the buttons that tell a state. */
export function fillBar(app) {
  const { frame } = app;
  const menu = h(
    "details",
    { class: "pic-menu", id: "pic-save" },
    h("summary", {}, icon("save"), h("span", { text: "Save" })),
    h(
      "div",
      { class: "pic-menulist" },
      h("p", { class: "quiet small", text: "What is seen now, as a file" }),
      [
        ["GEXF 1.3", "gexf"],
        ["Ties, CSV", "ties"],
        ["Nodes, CSV", "nodes"],
        ["Picture, PNG", "png"],
      ].map(([label, form]) =>
        button(
          label,
          () => {
            menu.open = false;
            app.save(form);
          },
          { id: `pic-save-${form}` },
        ),
      ),
    ),
  );
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  const listButton = button([icon("list"), h("span", { text: "List" })], () => app.state.set({ list: !app.state.list }), {
    id: "pic-as-list",
    "aria-pressed": "false",
    title: "The ties as a list",
  });
  const filterButton = button([icon("filters"), h("span", { text: "Filters" })], () => app.sheet(), {
    id: "pic-filter-sheet",
    class: "pic-narrow",
    "aria-expanded": "false",
    "aria-controls": "pic-filters",
  });
  fill(
    frame.actions,
    filterButton,
    listButton,
    button([icon("path"), h("span", { text: "A way between two" })], () => app.choose({ type: "between" }), {
      id: "pic-way-button",
      title: "The shortest way between two nodes",
    }),
    menu,
    app.full ? themeButton() : null,
    button(icon("help"), () => app.help(), { class: "pic-square", "aria-label": "Keys and signs", title: "Keys and signs (?)" }),
  );
  return { listButton, filterButton };
}

/** The tools over the picture. */
export function fillTools(app) {
  const tool = (sign, label, act) => button(icon(sign), act, { class: "pic-square", "aria-label": label, title: label });
  fill(
    app.frame.tools,
    tool("plus", "Nearer (+)", () => app.scene.view.zoom(1.5)),
    tool("minus", "Farther (−)", () => app.scene.view.zoom(1 / 1.5)),
    tool("fit", "All of it (0)", () => app.scene.view.fit()),
    tool("arrange", "Arrange anew what is seen", () => app.scene.arrangeSeen()),
  );
}
