/** Where the nodes of a small network lie: as far from each other on paper as they are in ties (stress, by stochastic descent). */

import { seeded } from "./seeded.js";

const ROUNDS = 60;
/** How near the last moves come to what is wanted. */
const CLOSE = 0.05;

/** Places for nodes that all hang together; two ends of a tie lie the farther apart, the more neighbours they do not share. */
export function spreadByDistance(order, sources, targets) {
  const far = distances(order, linksOf(order, sources, targets));
  const random = seeded(5);
  const x = Float64Array.from({ length: order }, () => random());
  const y = Float64Array.from({ length: order }, () => random());
  const pairs = [];
  for (let v = 0; v < order; v++) for (let w = v + 1; w < order; w++) pairs.push([v, w]);
  const [least, most] = rangeOf(far, pairs, order);
  const fall = Math.log(((CLOSE * least) / most) * (least / most)) / (ROUNDS - 1);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(pairs, random);
    const step = most * most * Math.exp(fall * round);
    for (const [v, w] of pairs) pull(x, y, v, w, far[v * order + w], step);
  }
  return { x, y };
}

function pull(x, y, v, w, wanted, step) {
  const [dx, dy] = [x[v] - x[w], y[v] - y[w]];
  const found = Math.hypot(dx, dy) || 1e-6;
  const move = (Math.min(1, step / (wanted * wanted)) * (found - wanted)) / 2 / found;
  x[v] -= move * dx;
  y[v] -= move * dy;
  x[w] += move * dx;
  y[w] += move * dy;
}

function rangeOf(far, pairs, order) {
  let [least, most] = [Infinity, 0];
  for (const [v, w] of pairs) {
    const wanted = far[v * order + w];
    [least, most] = [Math.min(least, wanted), Math.max(most, wanted)];
  }
  return [least, most];
}

/** The neighbours of each node with the length of the line to them. */
function linksOf(order, sources, targets) {
  const near = Array.from({ length: order }, () => new Set());
  sources.forEach((v, e) => {
    near[v].add(targets[e]);
    near[targets[e]].add(v);
  });
  const length = (v, w) => {
    let shared = 0;
    for (const u of near[v]) if (near[w].has(u)) shared++;
    return Math.sqrt(Math.max(1, near[v].size + near[w].size - 2 * shared));
  };
  return near.map((set, v) => [...set].map((w) => [w, length(v, w)]));
}

/** How far every two nodes lie apart along the lines (Dijkstra from each; there are few). */
function distances(order, links) {
  const all = new Float64Array(order * order);
  for (let start = 0; start < order; start++) {
    const far = all.subarray(start * order, (start + 1) * order).fill(Infinity);
    const open = new Set([start]);
    far[start] = 0;
    while (open.size) {
      let here = -1;
      for (const v of open) if (here < 0 || far[v] < far[here]) here = v;
      open.delete(here);
      for (const [w, length] of links[here]) {
        if (far[here] + length >= far[w]) continue;
        far[w] = far[here] + length;
        open.add(w);
      }
    }
  }
  return all;
}

function shuffle(list, random) {
  for (let i = list.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [list[i], list[k]] = [list[k], list[i]];
  }
}
