/** The picture as a still: what is seen, with legend, title and what it shows, for a PNG and for paper. */

import { Brush } from "./brush.js";
import { tame } from "./model.js";

const LEGEND = 30;

/** The picture at twice its size, with the legend, its title and what it shows under it. */
export function drawStill(scene, lines) {
  const { colours } = scene;
  const { width, height } = scene.sigma.getDimensions();
  const scale = 2;
  const canvas = document.createElement("canvas");
  const foot = LEGEND * 2 + 22 + lines.length * 20;
  [canvas.width, canvas.height] = [width * scale, (height + foot) * scale];
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, width, height + foot);
  const brush = new Brush(scene, pen);
  paintWhole(scene, brush, width, height);
  const under = paintLegend(scene, brush, 16, height + 18, width - 32);
  pen.textAlign = "left";
  lines.forEach((line, i) => {
    pen.font = i ? `400 13px ${colours.font}` : `600 17px ${colours.serif}`;
    pen.fillStyle = i ? colours.quiet : colours.ink;
    pen.fillText(tame(line, 160), 16, under + 34 + i * 20, width - 32);
  });
  return canvas;
}

export function toPng(scene, lines) {
  return new Promise((resolve) => {
    drawStill(scene, lines).toBlob(resolve, "image/png");
  });
}

/** Draw everything, nodes and ties too, on a canvas of the stage's size: sharp at any scale. */
function paintWhole(scene, brush, width, height) {
  const { pen } = brush;
  pen.globalAlpha = scene.focus ? 0.16 : 1;
  for (const bundle of scene.bundles) if (bundle.drawn) brush.line(bundle, scene.lookOfBundle(bundle));
  for (const u of [...(scene.order ?? [])].reverse()) {
    const unit = scene.units[u];
    if (!unit.hidden) brush.shape(unit, brush.at(u), scene.sigma.scaleSize(unit.size));
  }
  pen.globalAlpha = 1;
  scene.overlay.paint(pen, width, height);
}

/** Draw the legend of what is seen from `left`, `top` on, in lines no wider than `room`; returns where it ends. */
function paintLegend(scene, brush, left, top, room) {
  const { pen, colours } = brush;
  const units = scene.units.filter((unit) => !unit.hidden);
  const drawn = scene.bundles.map((bundle) => bundle.drawn).filter(Boolean);
  const kinds = scene.model.kinds.map((kind, k) => [kind.label, units.find((unit) => unit.kind === k)]).filter(([, unit]) => unit);
  const lines = [
    ["on record", 0, 0],
    ["attributed only", 1, 0],
    ["planned, requested or did not occur", 2, 0],
    ["≠ disputed", 0, 1],
  ].filter(([, style, twin]) => drawn.some((bundle) => (twin ? bundle.twin : bundle.style === style)));
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
  for (const [label, unit] of kinds) entry(label, 18, () => brush.shape(unit, { x: x + 6, y }, 6));
  for (const [label, style, twin] of scene.extent.type === "overview" ? [] : lines) entry(label, 40, () => brush.sample(x, y, style, twin));
  return y;
}
