/** Give every node of an extent its place: at once when it is small, in a worker while the reader looks when it is big. */

import { makeRoom, matrices, positions, run, scatter, settingsFor } from "./forces.js";
import workerSource from "layout-worker";

export const AT_ONCE = 800;
/** Room between what is put on shelves. */
const SHELF = 46;
/** How far apart two lie that have only each other. */
const PAIR = 110;

/** Lay out plain arrays (see `matrices`); `groups` gives each node its community, `aspect` the width of the stage by its height. */
export function layOut(problem, groups, aspect, onProgress) {
  const order = groups.length;
  if (order <= AT_ONCE) {
    onProgress({ ...atOnce(problem, groups, aspect), share: 1, done: true });
    return () => {};
  }
  const start = scatter(order, groups);
  onProgress({ ...start, share: 0, done: false });
  return inWorker({ ...problem, ...start }, onProgress);
}

/** Lay out each connected part by itself, then all of them side by side. */
function atOnce(problem, groups, aspect) {
  const [x, y] = [new Float32Array(groups.length), new Float32Array(groups.length)];
  const parts = partsOf(groups.length, problem.sources, problem.targets).sort((a, b) => b.length - a.length || a[0] - b[0]);
  for (const part of parts) {
    const placed = layOutPart(part, problem, groups, aspect);
    part.forEach((v, i) => { [x[v], y[v]] = [placed.x[i], placed.y[i]]; });
  }
  shelve(parts, x, y, problem.sizes);
  return { x, y };
}

function layOutPart(part, problem, groups, aspect) {
  const order = part.length;
  if (order < 3) return { x: [0, PAIR], y: [0, 0] };
  const rank = new Map(part.map((v, i) => [v, i]));
  const edges = [...problem.sources.keys()].filter((e) => rank.has(problem.sources[e]));
  const sizes = Float32Array.from(part, (v) => problem.sizes[v]);
  const work = matrices({
    ...scatter(order, part.map((v) => groups[v])), sizes, sources: edges.map((e) => rank.get(problem.sources[e])),
    targets: edges.map((e) => rank.get(problem.targets[e])), weights: edges.map((e) => problem.weights[e]),
  });
  run(settingsFor(order), work, order < 150 ? 900 : order < 400 ? 500 : 260);
  return settle(positions(work), sizes, aspect);
}

function inWorker(problem, onProgress) {
  const address = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  worker.onmessage = ({ data }) => {
    if (data.done) worker.terminate();
    onProgress(data);
  };
  worker.postMessage({ ...problem, steps: 160, stride: 20 });
  return () => worker.terminate();
}

/** Turn the longest side level, bring the drawing to a size where radii are pixels, stretch it to the stage, and make room. */
function settle({ x, y }, sizes, aspect) {
  turn(x, y);
  const order = x.length;
  const side = Math.max(order > 8 ? 260 : 90, 105 * Math.sqrt(order));
  const [width, height] = [extent(x), extent(y)];
  const stretch = Math.min(1.6, Math.max(0.5, aspect / (width / height || 1)));
  const scale = side / Math.max(1, Math.sqrt(width * height), Math.max(width, height) / 3);
  for (let v = 0; v < order; v++) {
    x[v] *= scale * Math.sqrt(stretch);
    y[v] *= scale / Math.sqrt(stretch);
  }
  makeRoom(x, y, sizes, order < 120 ? 22 : 12, 120);
  return { x, y };
}

/** Put what no tie joins to the biggest part on shelves under it, so that it takes no room from it. */
function shelve(parts, x, y, sizes) {
  if (parts.length < 2) return;
  const box = (part, values, way) => part.reduce((best, v) => (way > 0 ? Math.max(best, values[v] + sizes[v]) : Math.min(best, values[v] - sizes[v])), -way * Infinity);
  const [left, right] = [box(parts[0], x, -1), box(parts[0], x, 1)];
  let [penX, penY, high] = [left, box(parts[0], y, 1) + SHELF, 0];
  for (const part of parts.slice(1)) {
    const [x0, y0, x1, y1] = [box(part, x, -1), box(part, y, -1), box(part, x, 1), box(part, y, 1)];
    if (penX > left && penX + x1 - x0 > right) [penX, penY, high] = [left, penY + high + SHELF, 0];
    for (const v of part) {
      x[v] += penX - x0;
      y[v] += penY - y0;
    }
    penX += x1 - x0 + 2 * SHELF;
    high = Math.max(high, y1 - y0);
  }
}

/** The nodes by connected part. */
function partsOf(order, sources, targets) {
  const root = Int32Array.from({ length: order }, (_, v) => v);
  const find = (v) => {
    while (root[v] !== v) v = root[v] = root[root[v]];
    return v;
  };
  for (let e = 0; e < sources.length; e++) root[find(sources[e])] = find(targets[e]);
  const parts = new Map();
  for (let v = 0; v < order; v++) {
    if (!parts.has(find(v))) parts.set(find(v), []);
    parts.get(find(v)).push(v);
  }
  return [...parts.values()];
}

const extent = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);

/** Turn the points so that their main axis lies level. */
function turn(x, y) {
  const n = x.length || 1;
  const [mx, my] = [x.reduce((a, b) => a + b, 0) / n, y.reduce((a, b) => a + b, 0) / n];
  let [xx, xy, yy] = [0, 0, 0];
  for (let v = 0; v < x.length; v++) {
    const [dx, dy] = [x[v] - mx, y[v] - my];
    [xx, xy, yy] = [xx + dx * dx, xy + dx * dy, yy + dy * dy];
  }
  const angle = -0.5 * Math.atan2(2 * xy, xx - yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let v = 0; v < x.length; v++) {
    const [dx, dy] = [x[v] - mx, y[v] - my];
    [x[v], y[v]] = [dx * cos - dy * sin, dx * sin + dy * cos];
  }
}
