/** Where nodes lie: ForceAtlas2 in fixed steps, then room for each node. Runs in the page and in the worker alike. */

import iterate from "graphology-layout-forceatlas2/iterate.js";

import { seeded } from "./seeded.js";

const PER_NODE = 10,
  PER_EDGE = 3;

/** The matrices of ForceAtlas2 from plain arrays; `weights` counts the ties of each edge. */
export function matrices({ x, y, sizes, sources, targets, weights }) {
  const nodes = new Float32Array(x.length * PER_NODE);
  for (let v = 0; v < x.length; v++) nodes.set([x[v], y[v], 0, 0, 0, 0, 1, 1, sizes[v], 0], v * PER_NODE);
  const edges = new Float32Array(sources.length * PER_EDGE);
  for (let e = 0; e < sources.length; e++) {
    const weight = 1 + Math.log2(weights[e]) / 2;
    edges.set([sources[e] * PER_NODE, targets[e] * PER_NODE, weight], e * PER_EDGE);
    nodes[sources[e] * PER_NODE + 6] += weight;
    nodes[targets[e] * PER_NODE + 6] += weight;
  }
  return { nodes, edges };
}

export function settingsFor(order) {
  return {
    linLogMode: order > 150,
    outboundAttractionDistribution: false,
    adjustSizes: false,
    edgeWeightInfluence: order > 150 ? 1 : 0.4,
    scalingRatio: order > 150 ? 4 : 30,
    strongGravityMode: false,
    gravity: order > 2500 ? 0.8 : 1.2,
    slowDown: 1 + Math.log(order + 1),
    barnesHutOptimize: order > 600,
    barnesHutTheta: order > 2500 ? 1.1 : 0.7,
  };
}

export function run(settings, { nodes, edges }, steps) {
  for (let step = 0; step < steps; step++) iterate(settings, nodes, edges);
}

export function positions({ nodes }) {
  const order = nodes.length / PER_NODE;
  const [x, y] = [new Float32Array(order), new Float32Array(order)];
  for (let v = 0; v < order; v++) [x[v], y[v]] = [nodes[v * PER_NODE], nodes[v * PER_NODE + 1]];
  return { x, y };
}

/** A first place for each node: its group on a sunflower spiral, itself on one within it. */
export function scatter(order, groupOf) {
  const members = new Map();
  for (let v = 0; v < order; v++) members.set(groupOf[v], (members.get(groupOf[v]) ?? 0) + 1);
  const [rank, placed, random] = [new Map([...members.keys()].map((g, i) => [g, i])), new Map(), seeded(11)];
  const [x, y] = [new Float32Array(order), new Float32Array(order)];
  const spread = 14 * Math.sqrt(order / Math.max(1, members.size));
  for (let v = 0; v < order; v++) {
    const i = placed.get(groupOf[v]) ?? 0;
    placed.set(groupOf[v], i + 1);
    const [a, r] = [rank.get(groupOf[v]) * 2.39996, spread * Math.sqrt(rank.get(groupOf[v]) + 0.5)];
    const [b, s] = [i * 2.39996, 7 * Math.sqrt(i + 0.5)];
    x[v] = r * Math.cos(a) + s * Math.cos(b) + random();
    y[v] = r * Math.sin(a) + s * Math.sin(b) + random();
  }
  return { x, y };
}

/** Push apart nodes that lie closer than their radii and `gap`, in place; wide rather than high, as labels are. */
export function makeRoom(x, y, radii, gap, rounds = 60) {
  const cell = 2 * (radii.reduce((most, r) => Math.max(most, r), 1) + gap);
  for (let round = 0; round < rounds; round++) {
    const grid = new Map();
    for (let v = 0; v < x.length; v++) {
      const key = `${Math.floor(x[v] / cell)} ${Math.floor(y[v] / cell)}`;
      if (!grid.has(key)) grid.set(key, []);
      grid.get(key).push(v);
    }
    if (!spreadOut(x, y, radii, gap, grid, cell)) return;
  }
}

function spreadOut(x, y, radii, gap, grid, cell) {
  let moved = false;
  for (let v = 0; v < x.length; v++) {
    const [cx, cy] = [Math.floor(x[v] / cell), Math.floor(y[v] / cell)];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const w of grid.get(`${cx + dx} ${cy + dy}`) ?? []) moved = (w > v && part(x, y, radii[v] + radii[w] + gap, v, w)) || moved;
      }
    }
  }
  return moved;
}

function part(x, y, room, v, w) {
  let [dx, dy] = [x[w] - x[v], y[w] - y[v]];
  const far = Math.hypot(dx, dy);
  if (far >= room) return false;
  if (far < 1e-3) [dx, dy] = [((v * 7 + w) % 5) - 2 || 1, ((v + w * 3) % 5) - 2 || 1];
  const push = ((room - far) / 2 / (Math.hypot(dx, dy) || 1)) * 1.02;
  x[v] -= dx * push;
  y[v] -= dy * push;
  x[w] += dx * push;
  y[w] += dy * push;
  return true;
}
