/** The picture at work: what the reader does changes the state, and every part tells the state again. */

import { insideOf } from "./bundles.js";
import { findCommunities } from "./communities.js";
import { onThemeChange, readColours } from "./colours.js";
import { bindKeys } from "./keys.js";
import { count, Model } from "./model.js";
import { shortestPath } from "./paths.js";
import { nodesToCsv, save, tiesToCsv, toGexf } from "./saving.js";
import { Scene } from "./scene.js";
import { sift } from "./sifting.js";
import { State } from "./state.js";
import { drawStill, toPng } from "./still.js";
import { fillBar, fillTools } from "./ui/bar.js";
import { fill, h } from "./ui/dom.js";
import { Filters } from "./ui/filters.js";
import { buildFrame } from "./ui/frame.js";
import { helpDialog } from "./ui/help.js";
import { Legend } from "./ui/legend.js";
import { TieList } from "./ui/list.js";
import { Panel } from "./ui/panel.js";
import { tellEmpty, tellFigures, tellPlace } from "./ui/place.js";
import { createIndex, Finder } from "./ui/search.js";
import { TimeWindow } from "./ui/time.js";
import { Tip } from "./ui/tip.js";

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
    this.finder = new Finder(frame.search, model, this.find, (v) => this.go(v), {
      id: "pic-find",
      label: "Search for a person, court or body",
      placeholder: "Search a name",
    });
    this.filters = new Filters(frame.filters, model, state);
    this.time = new TimeWindow(frame.time, model, state);
    this.panel = new Panel(frame.panel, this);
    this.list = new TieList(frame.list, this);
    this.legend = new Legend(frame.legend, model);
    Object.assign(this, fillBar(this));
    fillTools(this);
    this.tip = new Tip(this);
    this.dialog = helpDialog();
    frame.root.append(this.dialog);
  }

  #draw() {
    const { frame, model, state } = this;
    const colours = () => readColours(frame.stage, model.kinds);
    this.scene = new Scene(frame.stage, model, state, this.communities);
    this.#listen();
    if (state.extent.type === "way") this.#layWay();
    this.#sift();
    try {
      this.scene.start(colours());
    } catch {
      this.#withoutPicture();
    }
    if (this.scene) {
      this.scene.show(state.extent, this.inside, this.sifted);
      onThemeChange(() => requestAnimationFrame(() => this.#recolour(colours())));
      document.fonts?.addEventListener?.("loadingdone", () => this.scene.overlay.relearn());
      addEventListener("beforeprint", () => this.#print());
    }
    bindKeys(this);
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
    scene.on("chooseUnit", (unit) =>
      this.choose(unit.node === undefined ? { type: "community", community: unit.community } : { type: "node", node: unit.node }),
    );
    scene.on("openUnit", (unit) => this.open(unit));
    scene.on("chooseBundle", (bundle) => this.chooseBundle(bundle));
    scene.on("chooseLoop", (unit) => this.chooseTies(unit, unit, unit.loop.ties));
    scene.on("chooseNothing", () => this.choose(null));
    scene.on("hover", (target) => this.tip.show(target));
    scene.on("layout", (share, done) => this.#progress(share, done));
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
    if (changed.has("perspective")) this.#keepTie();
    const sifts = FILTERS.some((key) => changed.has(key));
    if (sifts && state.extent.type === "way" && this.#layWay()) changed.add("extent");
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
    if (changed.has("selection")) this.say();
    this.panel.update();
    this.list.update();
    scene?.veil();
    if (this.full) this.#address();
  }

  /** A tie that is read stays the same when the perspective changes, in the form which that one has. */
  #keepTie() {
    const { selection, perspective } = this.state;
    if (selection?.type === "tie") selection.tie = this.model.inPerspective(selection.tie, perspective) ?? selection.tie;
  }

  #tellFilters() {
    this.filters.update(this.sifted);
    this.time.update(this.sifted);
    this.legend.update(this.sifted);
    tellPlace(this);
    tellFigures(this);
    tellEmpty(this);
  }

  /** Look for a way through the whole of a big network, which then shows nothing else; says whether it is another one. */
  #layWay() {
    const { extent } = this.state;
    const before = String(extent.nodes);
    const found = shortestPath(this.model, sift(this.model, this.state, null).seen, extent.a, extent.b);
    Object.assign(extent, { nodes: found?.nodes ?? [extent.a, extent.b], ways: found?.ways ?? 0 });
    return String(extent.nodes) !== before;
  }

  #findWay() {
    const { selection, extent } = this.state;
    if (selection?.type !== "path") return;
    Object.assign(selection, { nodes: undefined, ways: 0 }, shortestPath(this.model, this.sifted.seen, selection.a, selection.b));
    if (extent.type === "way" && selection.nodes) selection.ways = extent.ways;
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
    if (focus && this.scene.units.length > ROOMY) this.scene.view.frame([...focus.units]);
  }

  choose(selection) {
    const patch = { selection };
    const { extent } = this.state;
    const needed = selection && this.#nodesOf(selection);
    if (needed?.length && needed.some((v) => (this.scene && this.scene.unitOf[v] === undefined) || this.scene?.unitOf[v] < 0))
      patch.extent = { type: "around", node: needed[0], depth: 1 };
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
    if (a.node !== undefined) this.chooseTies(a, b, bundle.ties);
  }

  /** Choose the ties between two units, or the only one. */
  chooseTies(a, b, all) {
    const ties = all.filter((i) => this.sifted.seen[i]);
    this.choose(ties.length === 1 ? { type: "tie", tie: ties[0] } : { type: "pair", a: a.node, b: b.node });
  }

  /** Go to a node wherever it is: select it and bring it into view. */
  go(v) {
    this.choose({ type: "node", node: v });
    const u = this.scene?.unitOf[v];
    if (!this.scene || !(u >= 0)) return;
    if (this.scene.units.length > ROOMY) this.scene.view.frame([...(this.scene.focus?.units ?? [u])]);
    else this.scene.view.keepInView(u);
  }

  open(unit) {
    this.show(unit.node === undefined ? { type: "community", community: unit.community } : { type: "around", node: unit.node, depth: 1 });
  }

  show(extent) {
    const selection = this.state.selection?.type === "community" ? null : this.state.selection;
    this.state.set({ extent, selection });
  }

  /** Look for the shortest way; in a big network it is shown by itself. */
  path(a, b) {
    const patch = { selection: { type: "path", a, b } };
    if (this.big) patch.extent = { type: "way", a, b };
    else if (this.state.extent.type !== "all") patch.extent = { type: "all" };
    this.state.set(patch);
    this.#lookAt();
  }

  sheet(open = !this.frame.filters.classList.contains("pic-open")) {
    this.frame.filters.classList.toggle("pic-open", open);
    this.filterButton.setAttribute("aria-expanded", String(open));
    if (open) this.frame.filters.querySelector("select, input")?.focus();
  }

  /** On paper a still stands for the picture, in the colours of paper. */
  #print() {
    const page = document.documentElement;
    const theme = page.dataset.theme;
    page.dataset.theme = "light";
    this.scene.setColours(readColours(this.frame.stage, this.model.kinds));
    const still = drawStill(this.scene, this.#caption());
    still.className = "pic-still";
    this.frame.root.append(still);
    const clear = () => {
      still.remove();
      if (theme) page.dataset.theme = theme;
      else delete page.dataset.theme;
      this.#recolour(readColours(this.frame.stage, this.model.kinds));
    };
    addEventListener("afterprint", clear, { once: true });
  }

  help() {
    this.dialog.showModal();
  }

  async save(form) {
    const { model, sifted, scene } = this;
    const title =
      (model.title || "network")
        .normalize("NFKD")
        .replace(/[^A-Za-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 60)
        .toLowerCase() || "network";
    if (form === "gexf") save(`${title}.gexf`, toGexf(model, sifted), "application/gexf+xml");
    else if (form === "ties") save(`${title}.edges.csv`, tiesToCsv(model, sifted), "text/csv;charset=utf-8");
    else if (form === "nodes") save(`${title}.nodes.csv`, nodesToCsv(model, sifted), "text/csv;charset=utf-8");
    else if (scene) save(`${title}.png`, await toPng(scene, this.#caption()), "image/png");
  }

  #caption() {
    const { model, state, frame } = this;
    const about = [
      model.perspectives[state.perspective].label,
      frame.figures.textContent,
      frame.time.querySelector("#pic-window strong")?.textContent,
    ];
    const from = [model.dataset?.title, model.dataset?.version, model.dataset?.licence].filter(Boolean).join(", ");
    return [model.title, about.filter(Boolean).join(" · "), from].filter(Boolean);
  }

  /** Tell readers who listen what is chosen. */
  say() {
    const { selection } = this.state;
    const { model } = this;
    let words = "";
    if (selection?.type === "node") {
      const ties = count(this.sifted.nodes[selection.node], "tie");
      words = `${model.nodes[selection.node].name}, ${model.kindOf(selection.node).label}, ${ties}`;
    } else if (selection?.type === "tie") words = model.sentence(selection.tie);
    else if (selection?.type === "community") words = `Community around ${this.communities().communities[selection.community].label}`;
    else if (selection?.type === "path")
      words = selection.nodes ? `A way of ${count(selection.nodes.length - 1, "step")}` : "No way between the two";
    this.frame.status.textContent = words;
  }

  #address() {
    const hash = this.state.toHash();
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      try {
        history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
      } catch {
        /* some browsers forbid it on disk */
      }
    }, 150);
  }
}
