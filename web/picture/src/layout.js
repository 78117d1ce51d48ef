/** Give every node of an extent its place: at once when it is small, in a worker while the reader looks when it is big. */

import { makeRoom, matrices, positions, run, scatter, settingsFor } from "./forces.js";
import { pack } from "./shelves.js";
import { spreadByDistance } from "./spread.js";
import workerSource from "layout-worker";

export const AT_ONCE = 800;
/** Up to so many nodes that hang together lie as far apart as they are in ties; above, forces show what clusters. */
const FEW = 260;
/** The length of a line between two that have no other neighbours, where the stage has room for it. */
const UNIT = 42;
/** Room between parts, in pixels of the stage: wide rather than high, as names are. */
const ASIDE = 84;
const BELOW = 44;
/** Room between nodes of a small network, in pixels. */
const AIR = 7;

/** Lay out plain arrays (see `matrices`); `groups` gives each node its community, `stage` is width and height in pixels. */
export function layOut(problem, groups, stage, onProgress) {
  const order = groups.length;
  if (order <= AT_ONCE) {
    onProgress({ ...atOnce(problem, groups, stage), share: 1, done: true });
    return () => {};
  }
  const start = scatter(order, groups);
  onProgress({ ...start, share: 0, done: false });
  return inWorker({ ...problem, ...start }, onProgress);
}

/** Lay out each connected part by itself, then all of them side by side, then make room in pixels of the stage. */
function atOnce(problem, groups, stage) {
  const parts = partsOf(groups.length, problem.sources, problem.targets).sort((a, b) => b.length - a.length || a[0] - b[0]);
  const placed = parts.map((part) => layOutPart(part, problem, groups));
  let scale = 1;
  let whole = null;
  for (let round = 0; round < 4; round++) {
    whole = sideBySide(parts, placed, stage, [ASIDE / scale, BELOW / scale]);
    scale = Math.min(1.6, stage[0] / whole.width, stage[1] / whole.height);
  }
  const { x, y } = whole;
  toStage(x, y, stage, 1.6);
  for (let round = 0; round < 3; round++) {
    makeRoom(x, y, problem.sizes, AIR, 60);
    toStage(x, y, stage, 1);
  }
  return { x, y };
}

/** All parts in one drawing, with gaps of `gap` between them. */
function sideBySide(parts, placed, stage, gap) {
  const boxes = placed.map(({ x, y }) => [extent(x) + gap[0], extent(y) + gap[1]]);
  const packed = pack(boxes, stage[0] / stage[1]);
  const order = parts.reduce((sum, part) => sum + part.length, 0);
  const [x, y] = [new Float32Array(order), new Float32Array(order)];
  parts.forEach((part, p) => {
    const [left, top] = [least(placed[p].x), least(placed[p].y)];
    part.forEach((v, i) => {
      x[v] = placed[p].x[i] - left + packed.at[p][0];
      y[v] = placed[p].y[i] - top + packed.at[p][1];
    });
  });
  return { x, y, width: packed.width - gap[0], height: packed.height - gap[1] };
}

/** Bring a drawing to the size of the stage, at most `most` times as big; what is left over on one side is filled a little. */
function toStage(x, y, stage, most) {
  const [width, height] = [Math.max(1, extent(x)), Math.max(1, extent(y))];
  const scale = Math.min(most, stage[0] / width, stage[1] / height);
  const [wide, high] = [Math.min(scale * 1.35, most, stage[0] / width), Math.min(scale * 1.35, most, stage[1] / height)];
  for (let v = 0; v < x.length; v++) {
    x[v] *= wide;
    y[v] *= high;
  }
}

/** Places for nodes that hang together, the longest side level. */
function layOutPart(part, problem, groups) {
  const order = part.length;
  if (order === 1) return { x: [0], y: [0] };
  if (order === 2) return { x: [0, UNIT * 2], y: [0, 0] };
  const rank = new Map(part.map((v, i) => [v, i]));
  const edges = [...problem.sources.keys()].filter((e) => rank.has(problem.sources[e]));
  const sources = edges.map((e) => rank.get(problem.sources[e]));
  const targets = edges.map((e) => rank.get(problem.targets[e]));
  const found =
    order <= FEW
      ? spreadByDistance(order, sources, targets)
      : byForces(
          part,
          groups,
          part.map((v) => problem.sizes[v]),
          { sources, targets, weights: edges.map((e) => problem.weights[e]) },
        );
  turn(found.x, found.y);
  const scale = order <= FEW ? UNIT : (UNIT * 2.4 * Math.sqrt(order)) / Math.max(1, Math.sqrt(extent(found.x) * extent(found.y)));
  return { x: found.x.map((value) => value * scale), y: found.y.map((value) => value * scale) };
}

function byForces(part, groups, sizes, lines) {
  const start = scatter(
    part.length,
    part.map((v) => groups[v]),
  );
  const work = matrices({ ...start, sizes, ...lines });
  run(settingsFor(part.length), work, part.length < 400 ? 500 : 260);
  return positions(work);
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

const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
const extent = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity) - least(values);

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
