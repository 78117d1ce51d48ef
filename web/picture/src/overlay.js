/** What lies over the WebGL drawing: names that never overlap, counts and ≠ of bundles, and what stands out from the veil. */

import { mix } from "./colours.js";
import { DASHES, HOLES, OUTLINES, SHAPES, STYLES } from "./shapes.js";
import { Ink, Placer, wrap } from "./lettering.js";

/** The item that costs least; of equals the first. */
const least = (items, cost) => items.reduce((best, item) => (best === undefined || cost(item) < cost(best) ? item : best), undefined);

const outlines = SHAPES.map((name) => new Path2D(OUTLINES[name]));
const holes = SHAPES.map((name) => (HOLES[name] ? new Path2D(HOLES[name]) : null));

/** So many of the most important names may lie over nodes where there is no other place; the rest keep clear of all. */
const FIRST = 5;

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

  /** Draw everything, nodes and ties too, on a canvas of the stage's size: a picture to keep, sharp at any scale. */
  paintWhole(pen, width, height) {
    const { scene } = this;
    Object.assign(this, { pen, colours: scene.colours });
    pen.globalAlpha = scene.focus ? 0.16 : 1;
    for (const bundle of scene.bundles) if (bundle.drawn) this.#line(bundle, scene.lookOfBundle(bundle));
    for (const u of [...(scene.order ?? [])].reverse()) {
      const unit = scene.units[u];
      if (!unit.hidden) this.#shape(unit, this.at(u), scene.sigma.scaleSize(unit.size));
    }
    pen.globalAlpha = 1;
    this.paint(pen, width, height);
  }

  /** Draw the legend of what is seen from `left`, `top` on, in lines no wider than `room`; returns where it ends. */
  paintLegend(pen, left, top, room) {
    const { scene, colours } = this;
    const units = scene.units.filter((unit) => !unit.hidden);
    const drawn = scene.bundles.map((bundle) => bundle.drawn).filter(Boolean);
    const kinds = scene.model.kinds.map((kind, k) => [kind.label, units.find((unit) => unit.kind === k)]).filter(([, unit]) => unit);
    const lines = [["on record", 0, 0], ["attributed only", 1, 0], ["planned, requested or did not occur", 2, 0], ["≠ disputed", 0, 1]]
      .filter(([, style, twin]) => drawn.some((bundle) => (twin ? bundle.twin : bundle.style === style)));
    let [x, y] = [left, top];
    pen.font = `400 13px ${colours.font}`;
    pen.textAlign = "left";
    const entry = (label, wide, sign) => {
      const end = x + wide + pen.measureText(label).width;
      if (end > left + room) [x, y] = [left, y + 20];
      sign();
      pen.fillStyle = colours.ink;
      pen.fillText(label, x + wide, y + 4.5);
      x += wide + pen.measureText(label).width + 18;
    };
    for (const [label, unit] of kinds) entry(label, 18, () => this.#shape(unit, { x: x + 6, y }, 6));
    for (const [label, style, twin] of scene.extent.type === "overview" ? [] : lines) entry(label, 40, () => this.#sample(x, y, style, twin));
    return y;
  }

  #sample(x, y, style, twin) {
    const { pen, colours } = this;
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 1.6;
    pen.setLineDash(DASHES[STYLES[style]]);
    for (const aside of twin ? [-2.2, 2.2] : [0]) {
      pen.beginPath();
      pen.moveTo(x, y + aside);
      pen.lineTo(x + 32, y + aside);
      pen.stroke();
    }
    pen.setLineDash([]);
  }

  /** Draw what lies over the picture. */
  paint(pen, width, height) {
    const { scene } = this;
    this.pen = pen;
    this.colours = scene.colours;
    this.placer = new Placer(width, height);
    this.names = new Placer(width, height);
    this.ink = this.#inkOfLines();
    const focus = scene.focus;
    const shown = this.#visible(width, height, focus);
    if (focus) this.#paintFocus(focus, shown);
    const pointed = scene.bundles[scene.hovered?.bundle];
    if (pointed?.drawn) this.#line(pointed, this.#strong(pointed, false));
    this.#paintNames(shown, focus, width * height);
    this.#paintWords(focus, shown);
  }

  /** Where lines run, so that names may lie beside them; only in networks small enough to see single lines. */
  #inkOfLines() {
    const ink = new Ink();
    const { bundles } = this.scene;
    if (bundles.length > 400) return ink;
    for (const { a, b, drawn } of bundles) if (drawn) ink.line(this.at(a), this.at(b));
    return ink;
  }

  at(u) {
    const data = this.scene.sigma.getNodeDisplayData(u);
    return data ? this.scene.sigma.framedGraphToViewport(data) : { x: -1e6, y: -1e6 };
  }

  #visible(width, height, focus) {
    const { scene } = this;
    const shown = [];
    for (const u of scene.order ?? []) {
      const unit = scene.units[u];
      if (unit.hidden || (focus && !focus.units.has(u))) continue;
      const { x, y } = this.at(u);
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      shown.push({ u, unit, x, y, radius: scene.sigma.scaleSize(unit.size) });
    }
    if (focus && focus.centre >= 0) shown.sort((a, b) => (b.u === focus.centre) - (a.u === focus.centre));
    return shown;
  }

  #paintFocus(focus, shown) {
    const { scene } = this;
    const many = focus.bundles.size > 60;
    for (const e of focus.bundles) if (scene.bundles[e].drawn) this.#line(scene.bundles[e], this.#strong(scene.bundles[e], many));
    for (const { unit, x, y, radius } of shown) {
      this.#shape(unit, { x, y }, radius);
      if (this.#chosen(unit)) this.#ring(x, y, radius);
    }
  }

  /** The line of a bundle that stands out: in full ink; thinner and quieter where there are many. */
  #strong({ drawn }, many) {
    const { colours } = this;
    return {
      color: drawn.sure && !many ? mix(colours.edge, colours.ink, 0.55) : colours.edge,
      size: many ? 1 : Math.min(4, 1.5 + 0.4 * Math.log2(drawn.number)),
    };
  }

  #shape(unit, { x, y }, radius) {
    const { pen, colours } = this;
    pen.save();
    pen.translate(x, y);
    pen.scale(radius, radius);
    pen.lineWidth = 4.5 / radius;
    pen.strokeStyle = colours.paper;
    pen.stroke(outlines[unit.shape]);
    pen.fillStyle = colours.kinds[unit.kind];
    pen.fill(outlines[unit.shape]);
    if (holes[unit.shape]) {
      pen.fillStyle = unit.node === undefined ? mix(colours.paper, colours.kinds[unit.kind], 0.22) : colours.paper;
      pen.fill(holes[unit.shape]);
    }
    pen.lineWidth = 1.25 / radius;
    pen.strokeStyle = colours.outlines[unit.kind];
    pen.stroke(outlines[unit.shape]);
    pen.restore();
  }

  #chosen(unit) {
    const { selection } = this.scene.state;
    if (!selection) return false;
    if (unit.node === undefined) return selection.type === "community" && selection.community === unit.community;
    return selection.node === unit.node || (selection.type === "path" && (selection.a === unit.node || selection.b === unit.node));
  }

  #ring(x, y, radius) {
    const { pen, colours } = this;
    pen.beginPath();
    pen.arc(x, y, radius * 1.35 + 4, 0, 2 * Math.PI);
    pen.lineWidth = 2;
    pen.strokeStyle = colours.focus;
    pen.stroke();
  }

  /** Draw a bundle as WebGL does. */
  #line(bundle, { color, size }) {
    const { pen, scene } = this;
    const { drawn } = bundle;
    const [p, q] = [this.at(bundle.a), this.at(bundle.b)];
    const full = Math.hypot(q.x - p.x, q.y - p.y) || 1;
    const [ux, uy] = [(q.x - p.x) / full, (q.y - p.y) / full];
    const near = scene.sigma.scaleSize(scene.units[bundle.a].size) + 2;
    const far = full - scene.sigma.scaleSize(scene.units[bundle.b].size) - 2;
    const heads = scene.theme.heads ? drawn.arrows : 0;
    pen.strokeStyle = pen.fillStyle = color;
    pen.lineWidth = size;
    pen.setLineDash(DASHES[STYLES[drawn.style]]);
    pen.lineCap = STYLES[drawn.style] === "dotted" ? "round" : "butt";
    for (const aside of drawn.twin && scene.extent.type !== "overview" ? [-2.2, 2.2] : [0]) {
      const [from, to] = [near + (heads & 1 ? 6 : 0), far - (heads & 2 ? 6 : 0)];
      pen.beginPath();
      pen.moveTo(p.x + ux * from - uy * aside, p.y + uy * from + ux * aside);
      pen.lineTo(p.x + ux * to - uy * aside, p.y + uy * to + ux * aside);
      pen.stroke();
    }
    pen.setLineDash([]);
    if (heads & 1) this.#head(p.x + ux * near, p.y + uy * near, ux, uy);
    if (heads & 2) this.#head(p.x + ux * far, p.y + uy * far, -ux, -uy);
  }

  #head(x, y, ux, uy) {
    const { pen } = this;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + ux * 10 - uy * 4.3, y + uy * 10 + ux * 4.3);
    pen.lineTo(x + ux * 10 + uy * 4.3, y + uy * 10 - ux * 4.3);
    pen.fill();
  }

  #paintNames(shown, focus, area) {
    const { scene } = this;
    const overview = scene.extent.type === "overview";
    const budget = Math.min(focus ? 160 : 130, Math.ceil(area / 5200));
    const most = shown.length ? shown.reduce((top, { unit }) => Math.max(top, unit.weight), 1) : 1;
    let placed = 0;
    shown.slice(0, 900).forEach((item) => this.#block(item));
    for (const [i, item] of shown.entries()) {
      if (placed >= budget) break;
      const { unit, radius } = item;
      const weighty = unit.weight >= most * 0.55 || item.u === focus?.centre;
      if (!focus && radius < 2.2 && !weighty) continue;
      const size = weighty && !overview ? 15 : 13;
      const lines = overview ? [...this.#lines(unit, size), `${unit.seen.toLocaleString("en")} nodes`] : this.#lines(unit, size);
      if (this.#name(item, lines, size, i < FIRST)) placed++;
    }
  }

  #width(line, size) {
    const key = `${size} ${line}`;
    if (!this.widths.has(key)) this.widths.set(key, this.pen.measureText(line).width);
    return this.widths.get(key);
  }

  #block({ u, x, y, radius }) { this.placer.block(x - radius, y - radius, 2 * radius, 2 * radius, u); }

  #lines(unit, size) {
    const key = `${size} ${unit.label}`;
    if (!this.wrapped.has(key)) {
      this.pen.font = `${size > 13 || unit.node === undefined ? 600 : 400} ${size}px ${this.colours.font}`;
      this.wrapped.set(key, wrap(this.pen, unit.label, unit.node === undefined ? 130 : size > 13 ? 190 : 160));
    }
    return this.wrapped.get(key);
  }

  #name({ u, unit, x, y, radius }, lines, size, must) {
    const { pen, colours } = this;
    pen.font = `${size > 13 || unit.node === undefined ? 600 : 400} ${size}px ${colours.font}`;
    const wide = lines.reduce((most, line) => Math.max(most, this.#width(line, size)), 0);
    const high = lines.length * size * 1.18;
    const off = radius * (unit.shape === 6 || unit.shape === 3 ? 1.25 : 1.05) + 4;
    const below = [x - wide / 2, y + off, "center"];
    const tries = [
      ...(unit.node === undefined ? [below] : []), [x + off, y - high / 2, "left"], [x - off - wide, y - high / 2, "right"], below, [x - wide / 2, y - off - high, "center"],
      [x + off * 0.6, y + off * 0.6, "left"], [x - off * 0.6 - wide, y - off * 0.6 - high, "right"],
    ];
    const fits = (placer) => least(tries.filter(([left, top]) => placer.free(left - 2, top, wide + 4, high, u)), ([left, top]) => this.ink.under(left, top, wide, high));
    const spot = fits(this.placer) ?? (must ? fits(this.names) : undefined);
    if (!spot) return false;
    for (const placer of [this.placer, this.names]) placer.block(spot[0] - 2, spot[1], wide + 4, high, -1);
    const anchor = { left: spot[0], right: spot[0] + wide, center: spot[0] + wide / 2 }[spot[2]];
    lines.forEach((line, i) => {
      const quiet = unit.node === undefined && i === lines.length - 1;
      if (quiet) pen.font = `400 13px ${colours.font}`;
      this.#write(line, anchor, spot[1] + (i + 0.8) * size * 1.18, spot[2], quiet ? colours.quiet : colours.ink);
    });
    return true;
  }

  #write(text, x, y, align, colour) {
    const { pen, colours } = this;
    pen.textAlign = align;
    pen.textBaseline = "alphabetic";
    pen.lineJoin = "round";
    pen.lineWidth = 4;
    pen.strokeStyle = colours.paper;
    pen.strokeText(text, x, y);
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
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
  }

  #word(bundle, standsOut, few) {
    const { pen, colours, scene } = this;
    const { drawn } = bundle;
    const [p, q] = [this.at(bundle.a), this.at(bundle.b)];
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
        this.#write(text.trim(), x, y + 4.5, "center", standsOut ? colours.ink : colours.quiet);
        return;
      }
    }
  }
}
