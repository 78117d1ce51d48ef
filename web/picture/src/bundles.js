/** What is drawn of an extent: its units (nodes, or communities in the overview) and the ties between two units as one bundle. */

import { around } from "./paths.js";
import { lookOfKind, SHAPES, STANDINGS, STYLES } from "./shapes.js";

const STYLE_OF = STANDINGS.map((standing) => STYLES.indexOf(standing.style));
/** So many neighbours make a node the head of those around it, if none of them has more. */
const FOLLOWING = 4;
const CLUSTER = SHAPES.indexOf("cluster");

/** Flags of the nodes inside an extent, or null where it holds them all. */
export function insideOf(model, extent, communities) {
  if (extent.type === "around") return around(model, extent.node, extent.depth);
  if (extent.type !== "community" && extent.type !== "way") return null;
  const inside = new Uint8Array(model.nodes.length);
  const members = extent.type === "way" ? extent.nodes : communities().communities[extent.community]?.members;
  for (const v of members ?? []) inside[v] = 1;
  return inside;
}

/** Build the units: `unitOf[v]` is where node v is drawn, or -1; `room` (up to 1) makes them smaller on small stages. */
export function unitsOf(model, extent, inside, communities, room) {
  if (extent.type === "overview") return overviewUnits(model, communities(), room);
  const members = [...model.nodes.keys()].filter((v) => !inside || inside[v]);
  const scale = Math.min(1, Math.max(0.17, 8 / Math.sqrt(members.length || 1))) * room;
  const unitOf = new Int32Array(model.nodes.length).fill(-1);
  const units = members.map((v, i) => {
    unitOf[v] = i;
    const base = Math.min(24, 6.5 + 2.6 * Math.sqrt(model.degree[v]));
    const kind = model.nodes[v].kind;
    const shape = SHAPES.indexOf(lookOfKind(model.kinds[kind].id).shape);
    const size = base * scale;
    const weight = model.degree[v];
    return { node: v, kind, shape, berth: size, size, label: model.nodes[v].name, weight, chief: isChief(model, v) };
  });
  return { units, unitOf };
}

/** Whether a node is the head of those up to two ties away, so that its name says what the cluster is. */
function isChief(model, v) {
  const { degree } = model;
  if (degree[v] < FOLLOWING) return false;
  const above = (w) => degree[w] > degree[v] || (degree[w] === degree[v] && w < v);
  const near = model.neighboursOf(v);
  return !near.some(above) && !near.some((w) => model.neighboursOf(w).some(above));
}

function overviewUnits(model, { communities, of }, room) {
  const most = Math.sqrt(communities.reduce((top, { members }) => Math.max(top, members.length), 1));
  const units = communities.map((community, c) => {
    const base = 6 + (19 * Math.sqrt(community.members.length)) / most;
    return {
      community: c,
      kind: model.nodes[community.head].kind,
      shape: CLUSTER,
      berth: base + 26,
      size: base * room,
      label: community.label,
      weight: community.members.length,
    };
  });
  return { units, unitOf: of };
}

/** Bundle the ties by the pair of units they join; ties within one unit are not drawn. */
export function bundlesOf(model, unitOf) {
  const found = new Map();
  for (let i = 0; i < model.ties.length; i++) {
    const [s, t] = [unitOf[model.from[i]], unitOf[model.to[i]]];
    if (s < 0 || t < 0 || s === t) continue;
    const [a, b] = s < t ? [s, t] : [t, s];
    const key = a * 1_000_000 + b;
    if (!found.has(key)) found.set(key, { a, b, ties: [], drawn: null });
    found.get(key).ties.push(i);
  }
  return [...found.values()];
}

/** Give each node that has ties with itself its loop: a bundle like any other, from the node to the node. */
export function tieLoops(model, units, unitOf) {
  for (let i = 0; i < model.ties.length; i++) {
    const u = unitOf[model.from[i]];
    if (model.from[i] !== model.to[i] || u < 0 || units[u].node === undefined) continue;
    units[u].loop ??= { a: u, b: u, ties: [], drawn: null };
    units[u].loop.ties.push(i);
  }
}

/** Work out a bundle's line from its ties that are seen: the strongest standing, disputed if any is, heads both ways. */
export function dress(model, bundle, unitOf, seen) {
  let [number, arrows, standing, twin, sure] = [0, 0, STANDINGS.length, 0, 0];
  for (const i of bundle.ties) {
    if (!seen[i]) continue;
    number++;
    arrows |= unitOf[model.to[i]] === bundle.b ? 2 : 1;
    standing = Math.min(standing, model.standing[i]);
    if (model.ties[i].disputed) twin = 1;
    if (seen[i] === 1) sure = 1;
  }
  bundle.drawn = number && { number, arrows, style: STYLE_OF[standing], twin, sure };
  return bundle.drawn;
}
