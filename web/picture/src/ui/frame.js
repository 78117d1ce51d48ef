/** The frame of the page: which part stands where, and what opens as a sheet on a small screen. */

import { button, h, name } from "./dom.js";
import { icon } from "./signs.js";

const THEME_KEY = "rightsgraph-theme";

/** Build the frame inside `root`; every part that others fill is returned by its name. */
export function buildFrame(root, model, full) {
  const parts = {
    root,
    search: h("div", { class: "pic-search" }),
    filters: h("aside", { class: "pic-filters", id: "pic-filters", "aria-label": "Filters" }),
    stage: h("div", {
      class: "pic-stage",
      id: "pic-stage",
      tabindex: "0",
      role: "application",
      "aria-roledescription": "network",
      "aria-label": "Network. Arrow keys go from node to node, Enter tells more, plus and minus zoom, 0 shows all.",
    }),
    note: h("div", { class: "pic-note", id: "pic-note", hidden: true }),
    crumbs: h("nav", { class: "pic-crumbs", "aria-label": "What part is shown" }),
    tools: h("div", { class: "pic-tools", role: "toolbar", "aria-label": "View" }),
    tip: h("div", { class: "pic-tip", hidden: true, "aria-hidden": "true" }),
    list: h("section", { class: "pic-list", id: "pic-list", "aria-label": "Ties as a list", hidden: true, tabindex: "-1" }),
    legend: h("div", { class: "pic-legend", id: "pic-legend", role: "group", "aria-label": "Legend" }),
    time: h("div", { class: "pic-time", id: "pic-time" }),
    panel: h("aside", { class: "pic-panel", id: "pic-panel", "aria-label": "Details", tabindex: "-1" }),
    status: h("p", { class: "hush", id: "pic-status", role: "status" }),
    actions: h("div", { class: "pic-actions" }),
    figures: h("p", { class: "pic-figures", id: "pic-figures" }),
  };
  const middle = h(
    "main",
    { class: "pic-middle" },
    h("div", { class: "pic-above" }, parts.crumbs, parts.figures, parts.tools),
    h("div", { class: "pic-canvas" }, parts.stage, parts.note, parts.tip, parts.list),
    parts.legend,
    parts.time,
  );
  root.classList.add("pic", full ? "pic-full" : "pic-embedded");
  root.replaceChildren(
    header(model, full, parts),
    h("div", { class: "pic-body" }, parts.filters, middle, parts.panel),
    footer(model, full),
    parts.status,
  );
  return parts;
}

function header(model, full, parts) {
  const heading =
    full &&
    h(
      "div",
      { class: "pic-heading" },
      h("h1", { class: "pic-title" }, name(model.title)),
      model.subtitle ? h("p", { class: "pic-subtitle" }, name(model.subtitle)) : null,
    );
  return h("header", { class: "pic-bar" }, heading, parts.search, parts.actions);
}

function footer(model, full) {
  if (!full) return "";
  const { dataset = {}, policy = {} } = model;
  const facts = [
    ["Record", policy.title],
    ["Dataset", [dataset.title, dataset.version].filter(Boolean).join(" ")],
    ["Licence", dataset.licence],
  ].filter(([, value]) => value);
  return h(
    "footer",
    { class: "pic-foot" },
    facts.map(([key, value]) => h("span", {}, h("span", { class: "quiet", text: `${key}: ` }), told(value))),
  );
}

const told = (value) =>
  /^https?:\/\//i.test(value)
    ? h("a", { href: value, rel: "noopener noreferrer", target: "_blank", text: value.replace(/^https?:\/\//i, "") })
    : name(value);

/** The button that turns dark or light; remembered as the other pages remember it, where the browser lets files do so. */
export function themeButton() {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const current = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const turn = button(
    icon("theme"),
    () => {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      try {
        localStorage.setItem(THEME_KEY, root.dataset.theme);
      } catch {
        /* the choice holds for this visit */
      }
      show();
    },
    { class: "pic-square", id: "pic-theme", title: "Dark or light", "aria-label": "Dark" },
  );
  const show = () => turn.setAttribute("aria-pressed", String(current() === "dark"));
  dark.addEventListener("change", show);
  show();
  return turn;
}
