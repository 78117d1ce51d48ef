/** Drawing on a canvas what WebGL draws on the stage: the same shapes and lines, in pixels. */

import { mix } from "./colours.js";
import { DASHES, HOLES, OUTLINES, SHAPES, STYLES } from "./shapes.js";

const outlines = SHAPES.map((name) => new Path2D(OUTLINES[name]));
const holes = SHAPES.map((name) => (HOLES[name] ? new Path2D(HOLES[name]) : null));

export class Brush {
  constructor(scene, pen) {
    Object.assign(this, { scene, pen, colours: scene.colours });
  }

  /** Where a unit lies on the stage, in pixels. */
  at(u) {
    const data = this.scene.sigma.getNodeDisplayData(u);
    return data ? this.scene.sigma.framedGraphToViewport(data) : { x: -1e6, y: -1e6 };
  }

  /** The line of a bundle that stands out: in full ink; thinner and quieter where there are many. */
  strong({ drawn }, many) {
    const { colours } = this;
    return {
      color: drawn.sure && !many ? mix(colours.edge, colours.ink, 0.55) : colours.edge,
      size: many ? 1 : Math.min(4, 1.5 + 0.4 * Math.log2(drawn.number)),
    };
  }

  /** Draw a unit's shape with its halo, hole and outline. */
  shape(unit, { x, y }, radius) {
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

  /** Draw the ring round what is chosen. */
  ring(x, y, radius) {
    const { pen, colours } = this;
    pen.beginPath();
    pen.arc(x, y, radius * 1.35 + 4, 0, 2 * Math.PI);
    pen.lineWidth = 2;
    pen.strokeStyle = colours.focus;
    pen.stroke();
  }

  /** Draw a bundle as WebGL does. */
  line(bundle, { color, size }) {
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
    if (heads & 1) this.head(p.x + ux * near, p.y + uy * near, ux, uy);
    if (heads & 2) this.head(p.x + ux * far, p.y + uy * far, -ux, -uy);
  }

  head(x, y, ux, uy) {
    const { pen } = this;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + ux * 10 - uy * 4.3, y + uy * 10 + ux * 4.3);
    pen.lineTo(x + ux * 10 + uy * 4.3, y + uy * 10 - ux * 4.3);
    pen.fill();
  }

  /** Where a unit's loop lies: a circle beside it, on the side where fewest lines run. */
  loopOf(unit, { x, y }, radius) {
    const { scene } = this;
    const u = unit.loop.a;
    const lines = scene.graph.edges(u).map((e) => {
      const { a, b, drawn } = scene.bundles[e];
      const there = this.at(a === u ? b : a);
      return drawn ? Math.atan2(there.y - y, there.x - x) : null;
    });
    const free = (turn) => lines.reduce((least, angle) => (angle === null ? least : Math.min(least, 1 - Math.cos(angle - turn))), 2);
    const turns = Array.from({ length: 12 }, (_, k) => -Math.PI / 4 + (k * Math.PI) / 6);
    const turn = turns.reduce((best, other) => (free(other) > free(best) + 1e-6 ? other : best));
    const r = Math.max(8, radius * 0.75);
    const far = radius + r * 0.7;
    return { x: x + Math.cos(turn) * far, y: y + Math.sin(turn) * far, r, turn, far };
  }

  /** Draw the loop of a node's ties with itself. */
  loop({ drawn }, place, radius, { color, size }) {
    const { pen } = this;
    const edge = radius + 2;
    const half = Math.acos(Math.max(-1, Math.min(1, (place.far ** 2 + place.r ** 2 - edge ** 2) / (2 * place.far * place.r))));
    const [from, to] = [place.turn + Math.PI + half, place.turn + 3 * Math.PI - half];
    pen.strokeStyle = pen.fillStyle = color;
    pen.lineWidth = size;
    pen.setLineDash(DASHES[STYLES[drawn.style]]);
    for (const aside of drawn.twin ? [-2.2, 2.2] : [0]) {
      pen.beginPath();
      pen.arc(place.x, place.y, place.r + aside, from, to - 6 / place.r);
      pen.stroke();
    }
    pen.setLineDash([]);
    const lean = to - 5 / place.r;
    this.head(place.x + place.r * Math.cos(to), place.y + place.r * Math.sin(to), Math.sin(lean), -Math.cos(lean));
  }

  /** Draw a line of the legend. */
  sample(x, y, style, twin) {
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

  /** Write a text with a halo of paper. */
  write(text, x, y, align, colour) {
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
}
