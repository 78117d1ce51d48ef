/** The drawn network: a sigma scene of the extent, told again whenever the filters change. */

import Graph from "graphology";
import Sigma from "sigma";

import { bundlesOf, dress, tieLoops, unitsOf } from "./bundles.js";
import { mix, toUnit } from "./colours.js";
import { focusOf } from "./focus.js";
import { createEdgeProgram } from "./gl/edges.js";
import { createNodeProgram } from "./gl/nodes.js";
import { createThreadProgram } from "./gl/threads.js";
import { AT_ONCE, layOut } from "./layout.js";
import { Overlay } from "./overlay.js";
import { View } from "./view.js";

/** Above so many bundles lines are fainter and their heads smaller; above MANY they are mere threads. */
const SOME = 250;
const MANY = 6000;
/** Room between what is drawn and the edge of the stage, for names; at the sides they want more. */
const PADDING = 42;
const ASIDE = 24;

/** Two nodes shall not stand at the far ends of the stage: at least so much of it is taken as what is drawn needs. */
const LEAST = 0.5;

function widen(box, least) {
  for (const axis of ["x", "y"]) {
    const more = Math.max(0, least[axis] - (box[axis][1] - box[axis][0])) / 2;
    box[axis] = [box[axis][0] - more, box[axis][1] + more];
  }
}

export class Scene {
  constructor(stage, model, state, communities) {
    Object.assign(this, { stage, model, state, communities, units: [], bundles: [], unitOf: null, hovered: null });
    this.theme = { paper: [1, 1, 1], heads: 1, fade: 1 };
    this.listeners = {};
    this.stopLayout = () => {};
  }

  on(name, listener) {
    this.listeners[name] = listener;
  }

  tell(name, ...given) {
    this.listeners[name]?.(...given);
  }

  start(colours) {
    this.setColours(colours);
    this.graph = new Graph({ type: "undirected", multi: false });
    this.sigma = new Sigma(this.graph, this.stage, {
      nodeProgramClasses: { node: createNodeProgram(this.theme) },
      edgeProgramClasses: { tie: createEdgeProgram(this.theme), thread: createThreadProgram(this.theme) },
      defaultNodeType: "node",
      defaultEdgeType: "tie",
      nodeReducer: (key) => this.#unitLook(this.units[key]),
      edgeReducer: (key) => this.lookOfBundle(this.bundles[key]),
      renderLabels: false,
      renderEdgeLabels: false,
      enableEdgeEvents: true,
      zIndex: false,
      allowInvalidContainer: true,
      defaultDrawNodeHover: () => {},
      stagePadding: PADDING,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      hideEdgesOnMove: false,
      doubleClickZoomingRatio: 1.8,
    });
    this.overlay = new Overlay(this);
    this.view = new View(this);
    this.sigma.on("afterRender", () => this.overlay.draw());
    this.#listen();
    new ResizeObserver(() => this.sigma.scheduleRender()).observe(this.stage);
  }

  setColours(colours) {
    this.colours = colours;
    this.theme.paper = toUnit(colours.paper);
    this.faint = mix(colours.edge, colours.paper, 0.62);
  }

  /** Show another extent: build its units and bundles, and lay them out anew. */
  show(extent, inside, sifted) {
    this.stopLayout();
    this.hovered = null;
    this.graph.clear();
    this.extent = extent;
    this.sifted = sifted;
    Object.assign(this, unitsOf(this.model, extent, inside, this.communities, this.#room()));
    this.bundles = bundlesOf(this.model, this.unitOf);
    tieLoops(this.model, this.units, this.unitOf);
    this.theme.heads = extent.type === "overview" || this.bundles.length > MANY ? 0 : this.bundles.length > SOME ? 0.6 : 1;
    this.theme.fade = this.#strength();
    this.threads = this.bundles.length > MANY;
    this.sigma.setSetting("hideEdgesOnMove", this.threads);
    this.#arrange(() => true);
  }

  /** How strong lines are: the more there are, the fainter, so that what is dense can still be read. */
  #strength() {
    const { length } = this.bundles;
    if (this.extent.type === "overview") return Math.min(1, Math.max(0.3, (4 * this.units.length) / Math.max(1, length)));
    return (
      [
        [2 * MANY, 0.25],
        [MANY, 0.4],
        [SOME, 0.65],
      ].find(([most]) => length > most)?.[1] ?? 1
    );
  }

  #room() {
    const { clientWidth, clientHeight } = this.stage;
    return Math.min(1, Math.max(0.6, Math.sqrt(clientWidth * clientHeight) / 640));
  }

  /** Lay out anew only what is seen. */
  arrangeSeen() {
    this.#arrange((unit) => !this.#unitHidden(unit));
  }

  #arrange(keep) {
    this.stopLayout();
    const kept = [...this.units.keys()].filter((u) => keep(this.units[u]));
    const rank = new Int32Array(this.units.length).fill(-1);
    kept.forEach((u, i) => {
      rank[u] = i;
    });
    const joined = this.bundles.filter(({ a, b }) => rank[a] >= 0 && rank[b] >= 0);
    const problem = {
      sizes: Float32Array.from(kept, (u) => (kept.length > AT_ONCE ? this.units[u].size : this.units[u].berth)),
      reach: Math.min(this.stage.clientWidth, this.stage.clientHeight),
      sources: Int32Array.from(joined, ({ a }) => rank[a]),
      targets: Int32Array.from(joined, ({ b }) => rank[b]),
      weights: Float32Array.from(joined, ({ ties }) => ties.length),
    };
    const groups = Int32Array.from(kept, (u) => this.#groupOf(u, kept.length));
    const stage = [this.stage.clientWidth - 2 * ASIDE, this.stage.clientHeight].map((side) => Math.max(80, side - 2 * PADDING));
    let first = true;
    this.stopLayout = layOut(problem, groups, stage, ({ x, y, share, done }) => {
      kept.forEach((u, i) => {
        [this.units[u].x, this.units[u].y] = [x[i], -y[i]];
      });
      this.#place(first);
      first = false;
      this.tell("layout", share, done);
    });
  }

  /** Heads of clusters go before all others, then who has most neighbours. */
  #rank(u) {
    return this.units[u].weight + (this.units[u].chief ? 1e6 : 0);
  }

  #groupOf(u, order) {
    const { node } = this.units[u];
    return node === undefined ? u : order > 60 ? this.communities().of[node] : u;
  }

  #place(first) {
    if (first) {
      this.graph.clear();
      this.units.forEach((unit, u) => this.graph.addNode(u, { x: unit.x ?? 0, y: unit.y ?? 0 }));
      this.bundles.forEach(({ a, b }, e) => this.graph.addEdgeWithKey(e, a, b));
      this.order = [...this.units.keys()].sort((a, b) => this.#rank(b) - this.#rank(a) || a - b);
      this.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
      this.box = null;
      this.refresh(this.sifted);
      return;
    }
    this.graph.updateEachNodeAttributes((u, attributes) => ({ ...attributes, x: this.units[u].x, y: this.units[u].y }));
    this.box = null;
    this.#embrace();
    this.sigma.refresh();
  }

  /** Draw again after the filters have changed. */
  refresh(sifted) {
    this.sifted = sifted;
    for (const bundle of this.bundles) dress(this.model, bundle, this.unitOf, sifted.seen);
    this.heaviest = this.bundles.reduce((most, { drawn }) => Math.max(most, drawn ? drawn.number : 0), 1);
    for (const unit of this.units) {
      unit.seen = this.#countSeen(unit);
      if (unit.loop) dress(this.model, unit.loop, this.unitOf, sifted.seen);
    }
    const { x, y, ratio } = this.sigma.getCamera();
    if (!this.box || (x === 0.5 && y === 0.5 && ratio === 1)) this.#embrace();
    this.sigma.refresh();
  }

  /** Let the stage hold all that is seen; what has left it does not make the rest jump. */
  #embrace() {
    const seen = this.units.filter((unit) => !this.#unitHidden(unit));
    if (!seen.length) return;
    const box = this.box ?? { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
    for (const axis of ["x", "y"]) {
      box[axis] = [
        seen.reduce((least, unit) => Math.min(least, unit[axis]), box[axis][0]),
        seen.reduce((most, unit) => Math.max(most, unit[axis]), box[axis][1]),
      ];
    }
    widen(box, { x: this.stage.clientWidth * LEAST, y: this.stage.clientHeight * LEAST });
    this.box = box;
    this.sigma.setCustomBBox({ x: [...box.x], y: [...box.y] });
  }

  #countSeen(unit) {
    if (unit.node !== undefined) return this.sifted.nodes[unit.node];
    return this.communities().communities[unit.community].members.reduce((sum, v) => sum + (this.sifted.nodes[v] > 0), 0);
  }

  #unitHidden(unit) {
    const { selection } = this.state;
    const chosen =
      selection && unit.node !== undefined && (selection.node === unit.node || selection.a === unit.node || selection.b === unit.node);
    return !unit.seen && !chosen;
  }

  #unitLook(unit) {
    const hidden = this.#unitHidden(unit);
    unit.hidden = hidden;
    const { colours } = this;
    return {
      x: unit.x ?? 0,
      y: unit.y ?? 0,
      hidden,
      size: unit.size,
      shape: unit.shape,
      type: "node",
      color: colours.kinds[unit.kind],
      outline: colours.outlines[unit.kind],
    };
  }

  /** How a bundle is drawn. */
  lookOfBundle(bundle) {
    const { drawn } = bundle;
    if (!drawn) return { hidden: true, size: 0, type: this.threads ? "thread" : "tie" };
    if (this.extent.type === "overview") return this.#streamLook(drawn);
    if (this.threads)
      return { hidden: false, size: 1, type: "thread", color: drawn.sure ? this.colours.edge : this.faint, style: 0, twin: 0, arrows: 0 };
    const size = Math.min(3.6, 1.05 + 0.42 * Math.log2(drawn.number));
    return {
      hidden: false,
      size,
      type: "tie",
      twin: drawn.twin,
      style: drawn.style,
      arrows: drawn.arrows,
      color: drawn.sure ? this.colours.edge : this.faint,
    };
  }

  /** Between communities only how many ties there are is drawn: more is thicker and darker. */
  #streamLook(drawn) {
    const share = drawn.number / this.heaviest;
    const color = mix(this.colours.edge, this.colours.paper, 0.7 - 0.7 * share);
    return { hidden: false, size: 0.7 + 4 * share, type: "tie", twin: 0, style: 0, arrows: 0, color };
  }

  /** Redraw with other colours. */
  recolour(colours) {
    this.setColours(colours);
    this.sigma.refresh();
  }

  #listen() {
    const { sigma } = this;
    let dragged = null;
    sigma.on("enterNode", ({ node }) => this.hover({ unit: Number(node) }));
    sigma.on("leaveNode", () => this.hover(null));
    sigma.on("enterEdge", ({ edge }) => this.hover({ bundle: Number(edge) }));
    sigma.on("leaveEdge", () => this.hover(null));
    sigma.on("clickNode", ({ node }) => this.tell("chooseUnit", this.units[node]));
    sigma.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      this.tell("openUnit", this.units[event.node]);
    });
    sigma.on("clickEdge", ({ edge }) => this.tell("chooseBundle", this.bundles[edge]));
    sigma.on("clickStage", ({ event }) => {
      const unit = this.overlay.loopAt(event.x, event.y);
      this.tell(unit ? "chooseLoop" : "chooseNothing", unit);
    });
    sigma.on("downNode", ({ node }) => {
      dragged = { node: Number(node), moved: false };
    });
    sigma.on("moveBody", ({ event }) => {
      if (dragged) this.#drag(dragged, event);
    });
    const drop = () => {
      dragged = null;
    };
    sigma.on("upNode", drop);
    sigma.on("upStage", drop);
  }

  #drag(dragged, event) {
    if (!dragged.moved && this.units.length <= 2500) dragged.moved = true;
    if (!dragged.moved) return;
    const { x, y } = this.sigma.viewportToGraph(event);
    Object.assign(this.units[dragged.node], { x, y });
    this.graph.mergeNodeAttributes(dragged.node, { x, y });
    event.preventSigmaDefault();
    event.original.preventDefault();
    event.original.stopPropagation();
  }

  hover(target) {
    this.hovered = target;
    this.stage.classList.toggle("pic-pointing", target !== null);
    this.tell("hover", target);
    this.veil();
  }

  /** What stands out now: the units and bundles of the node pointed at or of what is chosen, or null. */
  get focus() {
    return focusOf(this);
  }

  /** Dim everything that does not stand out, and draw the rest over it. */
  veil() {
    this.stage.classList.toggle("pic-veiled", this.focus !== null);
    this.overlay.draw();
  }

  /** Let the stage hold all that is seen now. */
  embraceAgain() {
    this.box = null;
    this.#embrace();
    this.sigma.refresh();
  }
}
