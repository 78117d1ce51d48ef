/** What lies over the WebGL drawing: names that never overlap, counts and ≠ of bundles, and what stands out from the veil. */

import { Brush } from "./brush.js";
import { Ink, Placer, wrap } from "./lettering.js";

/** The item that costs least; of equals the first. */
const least = (items, cost) => items.reduce((best, item) => (best === undefined || cost(item) < cost(best) ? item : best), undefined);

/** Places for a box round a point, `far` from it, with the side that lies nearest. */
const around = (x, y, far, wide, high) =>
  Array.from({ length: 24 }, (_, k) => {
    const [cos, sin] = [Math.cos((k * Math.PI) / 12), Math.sin((k * Math.PI) / 12)];
    const [left, top] = [x + cos * (far + wide / 2) - wide / 2, y + sin * (far + high / 2) - high / 2];
    return [left, top, cos > 0.5 ? "left" : cos < -0.5 ? "right" : "center"];
  });

/** How far a name may go: right beside its node, a little aside, or over others where there is no room at all. */
const [BESIDE, ASIDE, OVER] = [0, 1, 2];
/** So many communities are named in any case. */
const FIRST = 12;
/** Of so few nodes that stand out names may go aside. */
const FEW = 24;
/** Above so many bundles ties of a node with itself are told in words only. */
const LOOPS = 1500;

export class Overlay {
  constructor(scene) {
    this.scene = scene;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "pic-overlay";
    scene.stage.append(this.canvas);
    this.wrapped = new Map();
    this.widths = new Map();
  }

  /** Measure all names again: a font has come. */
  relearn() {
    this.wrapped.clear();
    this.widths.clear();
    this.draw();
  }

  /** Draw on the page's own canvas. */
  draw() {
    const { stage, sigma } = this.scene;
    if (!sigma) return;
    const [width, height, ratio] = [stage.clientWidth, stage.clientHeight, devicePixelRatio || 1];
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    this.paint(pen, width, height);
  }

  /** Draw what lies over the picture, on any canvas of the stage's size. */
  paint(pen, width, height) {
    const { scene } = this;
    Object.assign(this, { pen, colours: scene.colours, brush: new Brush(scene, pen) });
    this.placer = new Placer(width, height);
    this.names = new Placer(width, height);
    this.ink = this.#inkOfLines();
    const focus = scene.focus;
    const shown = this.#visible(width, height, focus);
    this.#paintLoops(shown, focus);
    if (focus) this.#paintFocus(focus, shown);
    const pointed = scene.bundles[scene.hovered?.bundle];
    if (pointed?.drawn) this.brush.line(pointed, this.brush.strong(pointed, false));
    this.#paintNames(shown, focus, width * height);
    this.#paintWords(focus, shown);
  }

  /** Where lines run, so that names may lie beside them; only in networks small enough to see single lines. */
  #inkOfLines() {
    const ink = new Ink();
    const { bundles } = this.scene;
    if (bundles.length > 400) return ink;
    for (const { a, b, drawn } of bundles) if (drawn) ink.line(this.brush.at(a), this.brush.at(b));
    return ink;
  }

  #visible(width, height, focus) {
    const { scene } = this;
    const shown = [];
    for (const u of scene.order ?? []) {
      const unit = scene.units[u];
      if (unit.hidden || (focus && !focus.units.has(u))) continue;
      const { x, y } = this.brush.at(u);
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      shown.push({ u, unit, x, y, radius: scene.sigma.scaleSize(unit.size) });
    }
    if (focus && focus.centre >= 0) shown.sort((a, b) => (b.u === focus.centre) - (a.u === focus.centre));
    return shown;
  }

  #paintFocus(focus, shown) {
    const { scene } = this;
    const many = focus.bundles.size > 60;
    for (const e of focus.bundles) if (scene.bundles[e].drawn) this.brush.line(scene.bundles[e], this.brush.strong(scene.bundles[e], many));
    for (const { unit, x, y, radius } of shown) {
      this.brush.shape(unit, { x, y }, radius);
      if (this.#chosen(unit)) this.brush.ring(x, y, radius);
    }
  }

  /** Ties of a node with itself: loops beside it. */
  #paintLoops(shown, focus) {
    const { scene, brush } = this;
    this.loops = [];
    if (scene.extent.type === "overview" || scene.bundles.length > LOOPS) return;
    for (const { u, unit, x, y, radius } of shown) {
      if (!unit.loop?.drawn || radius < 3 || (focus && focus.units.size > 1 && u !== focus.centre)) continue;
      const place = brush.loopOf(unit, { x, y }, radius);
      brush.loop(unit.loop, place, radius, focus ? brush.strong(unit.loop, false) : scene.lookOfBundle(unit.loop));
      this.loops.push({ unit, ...place });
      const reach = place.r + 3;
      this.placer.block(place.x - reach, place.y - reach, 2 * reach, 2 * reach, -3 - u);
    }
  }

  /** The unit whose loop lies at a place of the stage, or undefined. */
  loopAt(x, y) {
    return this.loops?.find((loop) => Math.abs(Math.hypot(x - loop.x, y - loop.y) - loop.r) < 5)?.unit;
  }

  #chosen(unit) {
    const { selection } = this.scene.state;
    if (!selection) return false;
    if (unit.node === undefined) return selection.type === "community" && selection.community === unit.community;
    return selection.node === unit.node || (selection.type === "path" && (selection.a === unit.node || selection.b === unit.node));
  }

  #paintNames(shown, focus, area) {
    const { scene } = this;
    const overview = scene.extent.type === "overview";
    const budget = Math.min(focus ? 160 : 130, Math.ceil(area / 5200));
    const most = shown.length ? shown.reduce((top, { unit }) => Math.max(top, unit.weight), 1) : 1;
    const few = focus && shown.length <= FEW;
    let placed = 0;
    shown.slice(0, 900).forEach((item) => this.#block(item));
    for (const [i, item] of shown.entries()) {
      if (placed >= budget) break;
      const { unit, radius } = item;
      const weighty = unit.chief || unit.weight >= most * 0.55 || item.u === focus?.centre;
      if (!focus && radius < 2.2 && !weighty) continue;
      const size = weighty && !overview ? 15 : 13;
      const lines = overview ? [...this.#lines(unit, size), `${unit.seen.toLocaleString("en")} nodes`] : this.#lines(unit, size);
      if (this.#name(item, lines, size, weighty || (overview && i < FIRST) ? OVER : few || overview ? ASIDE : BESIDE)) placed++;
    }
  }

  #width(line, size) {
    const key = `${size} ${line}`;
    if (!this.widths.has(key)) this.widths.set(key, this.pen.measureText(line).width);
    return this.widths.get(key);
  }

  #block({ u, x, y, radius }) {
    this.placer.block(x - radius, y - radius, 2 * radius, 2 * radius, u);
  }

  #lines(unit, size) {
    const key = `${size} ${unit.label}`;
    if (!this.wrapped.has(key)) {
      this.pen.font = `${size > 13 || unit.node === undefined ? 600 : 400} ${size}px ${this.colours.font}`;
      this.wrapped.set(key, wrap(this.pen, unit.label, unit.node === undefined ? 130 : size > 13 ? 200 : 180, size > 13 ? 3 : 2));
    }
    return this.wrapped.get(key);
  }

  /** Write a name where there is room; `reach` says how far it may go for that. */
  #name({ u, unit, x, y, radius }, lines, size, reach) {
    const { pen, colours } = this;
    pen.font = `${size > 13 || unit.node === undefined ? 600 : 400} ${size}px ${colours.font}`;
    const wide = lines.reduce((most, line) => Math.max(most, this.#width(line, size)), 0);
    const high = lines.length * size * 1.18;
    const off = radius * (unit.shape === 6 || unit.shape === 3 ? 1.25 : 1.05) + (this.#chosen(unit) ? 8 + radius * 0.3 : 4);
    const below = [x - wide / 2, y + off, "center"];
    const tries = [
      ...(unit.node === undefined ? [below] : []),
      [x + off, y - high / 2, "left"],
      [x - off - wide, y - high / 2, "right"],
      below,
      [x - wide / 2, y - off - high, "center"],
      [x + off * 0.7, y + off * 0.7, "left"],
      [x - off * 0.7 - wide, y - off * 0.7 - high, "right"],
      [x + off * 0.7, y - off * 0.7 - high, "left"],
      [x - off * 0.7 - wide, y + off * 0.7, "right"],
    ];
    const fits = (placer, cost) =>
      least(
        tries.filter(([left, top]) => placer.free(left - 2, top, wide + 4, high, u)),
        ([left, top]) => cost(left, top),
      );
    const ink = (left, top) => this.ink.under(left, top, wide, high);
    const covered = (left, top) => 100 * this.placer.taken(left, top, wide, high, u) + ink(left, top);
    let spot = fits(this.placer, ink);
    if (!spot && reach > BESIDE) {
      tries.push(...around(x, y, radius + 6, wide, high), ...around(x, y, radius + 18, wide, high));
      spot = fits(this.placer, ink) ?? (reach === OVER ? fits(this.names, covered) : undefined);
    }
    if (!spot) return false;
    for (const placer of [this.placer, this.names]) placer.block(spot[0] - 2, spot[1], wide + 4, high, -1);
    const anchor = { left: spot[0], right: spot[0] + wide, center: spot[0] + wide / 2 }[spot[2]];
    lines.forEach((line, i) => {
      const quiet = unit.node === undefined && i === lines.length - 1;
      if (quiet) pen.font = `400 13px ${colours.font}`;
      this.brush.write(line, anchor, spot[1] + (i + 0.8) * size * 1.18, spot[2], quiet ? colours.quiet : colours.ink);
    });
    return true;
  }

  /** Words and counts on bundles: all words of what stands out; else ≠ and counts, and words where a small network has room. */
  #paintWords(focus, shown) {
    const { scene } = this;
    if (scene.extent.type === "overview") return;
    const inView = new Set(shown.map(({ u }) => u));
    const few = scene.bundles.length <= 90;
    const list = focus ? [...focus.bundles].map((e) => scene.bundles[e]) : scene.bundles.length <= 1500 ? scene.bundles : [];
    const marks = list.filter(({ drawn, a, b }) => drawn && inView.has(a) && inView.has(b));
    marks.sort((a, b) => b.drawn.twin - a.drawn.twin || b.drawn.number - a.drawn.number);
    for (const bundle of marks.slice(0, 240)) this.#word(bundle, focus !== null, few);
    for (const loop of this.loops) this.#wordOfLoop(loop);
  }

  /** ≠ and how many beside a loop of several or disputed ties. */
  #wordOfLoop({ unit, x, y, r, turn }) {
    const { twin, number } = unit.loop.drawn;
    const text = [twin ? "≠" : "", number > 1 ? `×${number}` : ""].filter(Boolean).join(" ");
    if (!text) return;
    this.pen.font = `400 13px ${this.colours.font}`;
    const wide = this.pen.measureText(text).width;
    const [left, top] = [x + Math.cos(turn) * (r + 8 + wide / 2) - wide / 2, y + Math.sin(turn) * (r + 12) - 8];
    if (!this.placer.free(left, top, wide, 16, -3 - unit.loop.a)) return;
    this.placer.block(left, top, wide, 16, -1);
    this.brush.write(text, left, top + 12.5, "left", this.colours.quiet);
  }

  #word(bundle, standsOut, few) {
    const { pen, colours, scene } = this;
    const { drawn } = bundle;
    const [p, q] = [this.brush.at(bundle.a), this.brush.at(bundle.b)];
    const length = Math.hypot(q.x - p.x, q.y - p.y);
    const sign = drawn.twin ? "≠ " : "";
    const number = drawn.number > 1 ? `×${drawn.number}` : "";
    const reading = scene.model.ties[bundle.ties.find((i) => scene.sifted.seen[i])].reading;
    const more = drawn.number > 1 ? ` +${drawn.number - 1}` : "";
    pen.font = `${standsOut ? 500 : 400} 13px ${colours.font}`;
    const choices = standsOut ? [sign + reading + more, sign + number] : few ? [sign + reading + more, sign + number] : [sign + number];
    for (const text of choices) {
      if (!text.trim()) continue;
      const wide = pen.measureText(text).width;
      if (wide > length * (standsOut ? 1 : 0.6) && wide > 34) continue;
      for (const share of standsOut ? [0.5, 0.4, 0.6, 0.32, 0.68] : [0.5, 0.42, 0.58]) {
        const [x, y] = [p.x + (q.x - p.x) * share, p.y + (q.y - p.y) * share];
        if (!this.placer.free(x - wide / 2 - 3, y - 8, wide + 6, 16, -2)) continue;
        this.placer.block(x - wide / 2 - 3, y - 8, wide + 6, 16, -1);
        this.brush.write(text.trim(), x, y + 4.5, "center", standsOut ? colours.ink : colours.quiet);
        return;
      }
    }
  }
}
