/** The picture at work: what the reader does changes the state, and every part tells the state again. */

import { insideOf } from "./bundles.js";
import { findCommunities } from "./communities.js";
import { onThemeChange, readColours } from "./colours.js";
import { bindKeys } from "./keys.js";
import { count, Model, sayNames } from "./model.js";
import { shortestPath } from "./paths.js";
import { nodesToCsv, save, tiesToCsv, toGexf, toPng } from "./saving.js";
import { Scene } from "./scene.js";
import { explain, sift } from "./sifting.js";
import { State } from "./state.js";
import { button, fill, h, name } from "./ui/dom.js";
import { Filters } from "./ui/filters.js";
import { buildFrame, themeButton } from "./ui/frame.js";
import { helpDialog } from "./ui/help.js";
import { drawLegend } from "./ui/legend.js";
import { TieList } from "./ui/list.js";
import { Panel } from "./ui/panel.js";
import { createIndex, Finder } from "./ui/search.js";
import { icon } from "./ui/signs.js";
import { TimeWindow } from "./ui/time.js";

/** Above so many nodes an overview comes first. */
const BIG = 500;
/** Up to so many nodes the whole can be seen at once, and the picture stays where it is. */
const ROOMY = 150;
const FILTERS = ["perspective", "kinds", "relations", "countries", "standings", "disputed", "sure", "window", "extent"];

export class App {
  constructor(root, payload) {
    this.full = root.dataset.mode !== "embedded";
    this.model = new Model(payload);
    this.state = new State(this.model);
    this.big = this.model.nodes.length > BIG;
    let found = null;
    this.communities = () => (found ??= findCommunities(this.model));
    if (this.big) this.state.extent = { type: "overview" };
    Object.assign(this.state, this.full ? this.state.fromHash(location.hash) : {});
    if (!location.hash && payload.start?.focus) this.#focusAtStart(payload.start.focus);
    this.frame = buildFrame(root, this.model, this.full);
    this.find = createIndex(this.model);
    this.#furnish();
    this.#draw();
  }

  #focusAtStart(id) {
    const v = this.model.byId.get(id);
    if (v === undefined) return;
    this.state.selection = { type: "node", node: v };
    if (this.big) this.state.extent = { type: "around", node: v, depth: 1 };
  }

  /** Make the parts that tell the state. */
  #furnish() {
    const { frame, model, state } = this;
    this.finder = new Finder(frame.search, model, this.find, (v) => this.go(v), { id: "pic-find", label: "Search for a person, court or body", placeholder: "Search a name" });
    this.filters = new Filters(frame.filters, model, state);
    this.time = new TimeWindow(frame.time, model, state);
    this.panel = new Panel(frame.panel, this);
    this.list = new TieList(frame.list, this);
    drawLegend(frame.legend, model);
    this.#actions();
    this.#tools();
    this.dialog = helpDialog();
    frame.root.append(this.dialog);
  }

  #actions() {
    const { frame } = this;
    const menu = h("details", { class: "pic-menu", id: "pic-save" }, h("summary", {}, icon("save"), h("span", { text: "Save" })),
      h("div", { class: "pic-menulist" }, h("p", { class: "quiet small", text: "What is seen now, as a file" }),
        [["GEXF 1.3", "gexf"], ["Ties, CSV", "ties"], ["Nodes, CSV", "nodes"], ["Picture, PNG", "png"]].map(([label, form]) => button(label, () => {
          menu.open = false;
          this.save(form);
        }, { id: `pic-save-${form}` }))));
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
    this.listButton = button([icon("list"), h("span", { text: "List" })], () => this.state.set({ list: !this.state.list }), { id: "pic-as-list", "aria-pressed": "false", title: "The ties as a list" });
    this.filterButton = button([icon("filters"), h("span", { text: "Filters" })], () => this.sheet(), { id: "pic-filter-sheet", class: "pic-narrow", "aria-expanded": "false", "aria-controls": "pic-filters" });
    fill(frame.actions, this.filterButton, this.listButton,
      button([icon("path"), h("span", { text: "A way between two" })], () => this.choose({ type: "between" }), { id: "pic-way-button", title: "The shortest way between two nodes" }),
      menu, this.full ? themeButton() : null, button(icon("help"), () => this.help(), { class: "pic-square", "aria-label": "Keys and signs", title: "Keys and signs (?)" }));
  }

  #tools() {
    const tool = (sign, label, act) => button(icon(sign), act, { class: "pic-square", "aria-label": label, title: label });
    fill(this.frame.tools, tool("plus", "Nearer (+)", () => this.scene.zoom(1.5)), tool("minus", "Farther (−)", () => this.scene.zoom(1 / 1.5)),
      tool("fit", "All of it (0)", () => this.scene.fit()), tool("arrange", "Arrange anew what is seen", () => this.scene.arrangeSeen()));
  }

  #draw() {
    const { frame, model, state } = this;
    const colours = () => readColours(frame.stage, model.kinds);
    this.scene = new Scene(frame.stage, model, state, this.communities);
    this.#listen();
    this.#sift();
    try {
      this.scene.start(colours());
    } catch (error) {
      this.#withoutPicture(error);
    }
    if (this.scene) {
      this.scene.show(state.extent, this.inside, this.sifted);
      onThemeChange(() => requestAnimationFrame(() => this.#recolour(colours())));
      document.fonts?.addEventListener?.("loadingdone", () => this.scene.overlay.relearn());
      bindKeys(this);
    }
    state.subscribe((changed) => this.#change(changed));
    this.#change(new Set(["start"]));
    document.documentElement.dataset.ready = "true";
  }

  /** Without WebGL the list holds everything. */
  #withoutPicture() {
    this.scene = null;
    this.frame.note.hidden = false;
    fill(this.frame.note, h("p", { text: "This browser cannot draw the picture (no WebGL). The list holds the same ties." }));
    this.state.list = true;
  }

  #recolour(colours) {
    this.scene.recolour(colours);
    this.time.update(this.sifted);
  }

  #listen() {
    const { scene } = this;
    this.frame.stage.addEventListener("pointerdown", () => this.frame.stage.focus({ preventScroll: true }));
    scene.on("chooseUnit", (unit) => this.choose(unit.node === undefined ? { type: "community", community: unit.community } : { type: "node", node: unit.node }));
    scene.on("openUnit", (unit) => this.open(unit));
    scene.on("chooseBundle", (bundle) => this.chooseBundle(bundle));
    scene.on("chooseNothing", () => this.choose(null));
    scene.on("hover", (target) => this.#tip(target));
    scene.on("layout", (share, done) => this.#progress(share, done));
    this.frame.stage.addEventListener("pointermove", (event) => this.#moveTip(event));
    if (!this.full) this.frame.stage.addEventListener("wheel", (event) => this.#leaveWheel(event), { capture: true, passive: true });
  }

  /** In a page that scrolls, the wheel zooms only once the picture has been taken hold of. */
  #leaveWheel(event) {
    if (!this.frame.stage.contains(document.activeElement)) event.stopPropagation();
  }

  #sift() {
    this.inside = insideOf(this.model, this.state.extent, this.communities);
    this.sifted = sift(this.model, this.state, this.inside);
  }

  #change(changed) {
    const { state, scene, frame } = this;
    const sifts = FILTERS.some((key) => changed.has(key));
    if (sifts) this.#sift();
    this.#findWay();
    if (scene && changed.has("extent")) scene.show(state.extent, this.inside, this.sifted);
    else if (scene && (sifts || changed.has("selection"))) scene.refresh(this.sifted);
    if (changed.has("list") || changed.has("start")) {
      frame.list.hidden = !state.list;
      frame.stage.inert = state.list;
      frame.root.classList.toggle("pic-listing", state.list);
      this.listButton.setAttribute("aria-pressed", String(state.list));
    }
    if (sifts || changed.has("start")) this.#tellFilters();
    this.#reveal(changed);
    this.panel.update();
    this.list.update();
    scene?.veil();
    if (this.full) this.#address();
  }

  #tellFilters() {
    this.filters.update(this.sifted);
    this.time.update(this.sifted);
    this.#crumbs();
    this.#figures();
    this.#whyEmpty();
  }

  /** A selection that the extent does not hold brings what holds it. */
  #reveal(changed) {
    const { state, scene } = this;
    if (!scene || !changed.has("selection") || !state.selection || state.selection.type === "between") return;
    this.say();
  }

  #findWay() {
    const { selection } = this.state;
    if (selection?.type !== "path") return;
    Object.assign(selection, { nodes: undefined, ways: 0 }, shortestPath(this.model, this.sifted.seen, selection.a, selection.b));
  }

  #figures() {
    const { sifted, model, frame } = this;
    const nodes = sifted.nodes.reduce((sum, ties) => sum + (ties > 0), 0);
    const of = sifted.total === model.ties.length ? "" : ` of ${model.ties.length.toLocaleString("en")}`;
    frame.figures.textContent = model.ties.length ? `${sifted.total.toLocaleString("en")}${of} ties between ${count(nodes, "node")}` : "";
  }

  #crumbs() {
    const { state, model, frame, big } = this;
    const { extent } = state;
    const step = (label, to, here) => button(label, () => this.show(to), { class: "pic-crumb", "aria-current": here ? "true" : null });
    const parts = big ? [step("Overview", { type: "overview" }, extent.type === "overview"), step("All nodes", { type: "all", chosen: true }, extent.type === "all")]
      : [step("Whole network", { type: "all" }, extent.type === "all")];
    if (extent.type === "community") parts.push(h("span", { class: "pic-crumb", "aria-current": "true" }, "Around ", name(this.communities().communities[extent.community]?.label ?? "")));
    if (extent.type === "around") {
      parts.push(h("span", { class: "pic-crumb", "aria-current": "true" }, name(model.nodes[extent.node].name), ` and neighbours${extent.depth === 2 ? " of neighbours" : ""}`));
      parts.push(step(extent.depth === 1 ? "one step more" : "one step less", { ...extent, depth: 3 - extent.depth }, false));
    }
    fill(frame.crumbs, big || extent.type !== "all" ? parts : []);
  }

  /** An empty picture says why, and what to loosen. */
  #whyEmpty() {
    const { frame, sifted, model, state } = this;
    if (!this.scene) return;
    frame.note.hidden = sifted.total > 0;
    if (sifted.total) return;
    if (!model.ties.length) {
      fill(frame.note, h("h2", { text: "No ties" }), h("p", { text: "This network was written without any tie. Ask for more projections, another perspective or a longer time." }), h("ul", {}, model.notes.map((note) => h("li", {}, name(note)))));
      return;
    }
    const reasons = explain(sifted);
    fill(frame.note, h("h2", { text: "Nothing left to show" }),
      h("p", { text: reasons.length ? "One of these would bring ties back:" : "No single filter hides them; several together do." }),
      h("div", { class: "pic-buttons" },
        reasons.map(({ key, words, ties }) => button(`Loosen ${words} (${count(ties, "tie")})`, () => state.loosen(key))),
        button("Loosen all filters", () => this.filters.clear.click())));
  }

  #progress(share, done) {
    const { frame } = this;
    frame.root.classList.toggle("pic-busy", !done);
    frame.stage.style.setProperty("--share", share);
    if (done) {
      frame.root.dataset.laidOut = "true";
      this.#lookAt();
    } else delete frame.root.dataset.laidOut;
  }

  /** After a new layout, bring what is chosen into view. */
  #lookAt() {
    const focus = this.scene?.sigma && this.scene.focus;
    if (focus && this.scene.units.length > ROOMY) this.scene.frame([...focus.units]);
  }

  choose(selection) {
    const patch = { selection };
    const { extent } = this.state;
    const needed = selection && this.#nodesOf(selection);
    if (needed?.length && needed.some((v) => this.scene && this.scene.unitOf[v] === undefined || this.scene?.unitOf[v] < 0)) patch.extent = { type: "around", node: needed[0], depth: 1 };
    if (extent.type === "overview" && selection?.type === "node") patch.extent = { type: "around", node: selection.node, depth: 1 };
    this.state.set(patch);
  }

  #nodesOf({ type, node, tie, a, b }) {
    if (type === "node") return [node];
    if (type === "tie") return [this.model.from[tie], this.model.to[tie]];
    return type === "pair" ? [a, b] : [];
  }

  chooseBundle(bundle) {
    const { scene } = this;
    const [a, b] = [scene.units[bundle.a], scene.units[bundle.b]];
    if (a.node === undefined) return;
    const ties = bundle.ties.filter((i) => this.sifted.seen[i]);
    this.choose(ties.length === 1 ? { type: "tie", tie: ties[0] } : { type: "pair", a: a.node, b: b.node });
  }

  /** Go to a node wherever it is: select it and bring it into view. */
  go(v) {
    this.choose({ type: "node", node: v });
    const u = this.scene?.unitOf[v];
    if (!this.scene || !(u >= 0)) return;
    if (this.scene.units.length > ROOMY) this.scene.frame([...(this.scene.focus?.units ?? [u])]);
    else this.scene.keepInView(u);
  }

  open(unit) {
    this.show(unit.node === undefined ? { type: "community", community: unit.community } : { type: "around", node: unit.node, depth: 1 });
  }

  show(extent) {
    const selection = this.state.selection?.type === "community" ? null : this.state.selection;
    this.state.set({ extent, selection });
  }

  path(a, b) {
    const patch = { selection: { type: "path", a, b } };
    if (this.state.extent.type !== "all") patch.extent = { type: "all", chosen: true };
    if (this.big) return this.#pathOfBig(a, b);
    this.state.set(patch);
    const focus = this.scene?.focus;
    if (focus?.units.size && this.scene.units.length > ROOMY) this.scene.frame([...focus.units]);
    return undefined;
  }

  /** In a big network the way is looked for in the whole and shown by itself. */
  #pathOfBig(a, b) {
    this.state.set({ extent: { type: "way", a, b }, selection: { type: "path", a, b } });
  }

  sheet(open = !this.frame.filters.classList.contains("pic-open")) {
    this.frame.filters.classList.toggle("pic-open", open);
    this.filterButton.setAttribute("aria-expanded", String(open));
    if (open) this.frame.filters.querySelector("select, input")?.focus();
  }

  help() { this.dialog.showModal(); }

  async save(form) {
    const { model, sifted, scene } = this;
    const title = (model.title || "network").normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).toLowerCase() || "network";
    if (form === "gexf") save(`${title}.gexf`, toGexf(model, sifted), "application/gexf+xml");
    else if (form === "ties") save(`${title}.edges.csv`, tiesToCsv(model, sifted), "text/csv;charset=utf-8");
    else if (form === "nodes") save(`${title}.nodes.csv`, nodesToCsv(model, sifted), "text/csv;charset=utf-8");
    else if (scene) save(`${title}.png`, await toPng(scene, model, this.#caption()), "image/png");
  }

  #caption() {
    const { model, state, frame } = this;
    const about = [model.perspectives[state.perspective].label, frame.figures.textContent, frame.time.querySelector("#pic-window strong")?.textContent];
    const from = [model.dataset?.title, model.dataset?.version, model.dataset?.licence].filter(Boolean).join(", ");
    return [model.title, about.filter(Boolean).join(" · "), from].filter(Boolean);
  }

  /** Tell readers who listen what is chosen. */
  say() {
    const { selection } = this.state;
    const { model } = this;
    let words = "";
    if (selection?.type === "node") words = `${model.nodes[selection.node].name}, ${model.kindOf(selection.node).label}, ${count(this.sifted.nodes[selection.node], "tie")}`;
    else if (selection?.type === "tie") words = model.sentence(selection.tie);
    else if (selection?.type === "community") words = `Community around ${this.communities().communities[selection.community].label}`;
    else if (selection?.type === "path") words = selection.nodes ? `A way of ${count(selection.nodes.length - 1, "step")}` : "No way between the two";
    this.frame.status.textContent = words;
  }

  #tip(target) {
    const { tip } = this.frame;
    const words = target && this.#tipWords(target);
    tip.hidden = !words;
    if (!words) return;
    fill(tip, ...words);
    this.#placeTip();
  }

  #tipWords({ unit, bundle }) {
    const { scene, model, sifted } = this;
    if (unit !== undefined) return null;
    const found = scene.bundles[bundle];
    const ties = found.ties.filter((i) => sifted.seen[i]);
    if (scene.units[found.a].node === undefined) return [h("p", { text: `${count(ties.length, "tie")} between the two communities` })];
    return [...ties.slice(0, 4).map((i) => h("p", {}, name(model.sentence(i)), model.ties[i].disputed ? " ≠" : "", h("span", { class: "quiet" }, model.ties[i].when ? ` ${model.ties[i].when}` : "", model.standing[i] === 1 ? `; says ${sayNames(model.claimantsOf(i))}` : ""))),
      ties.length > 4 ? h("p", { class: "quiet", text: `and ${ties.length - 4} more` }) : null].filter(Boolean);
  }

  #moveTip(event) {
    const box = this.frame.stage.getBoundingClientRect();
    this.pointer = [event.clientX - box.left, event.clientY - box.top];
    if (!this.frame.tip.hidden) this.#placeTip();
  }

  #placeTip() {
    const { tip, stage } = this.frame;
    const [x, y] = this.pointer ?? [0, 0];
    const box = { width: stage.clientWidth, height: stage.clientHeight };
    tip.style.left = `${Math.min(x + 14, box.width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 10 : y + 18}px`;
  }

  #address() {
    const hash = this.state.toHash();
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      try { history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search); } catch { /* some browsers forbid it on disk */ }
    }, 150);
  }
}
