/** Communities: who is tied more among themselves than with others, each named by its biggest body. */

import Graph from "graphology";
import louvain from "graphology-communities-louvain";

import { seeded } from "./seeded.js";

const SHOWN = 60;
const PERSONAL = new Set(["person", "place", "case"]);

/** Group the nodes over all ties, seeded and numbered by size; small ones beyond the first are gathered in a last one. */
export function findCommunities(model) {
  const graph = new Graph({ type: "undirected", multi: false });
  model.nodes.forEach((_, v) => graph.addNode(v));
  for (let i = 0; i < model.ties.length; i++) {
    if (model.from[i] !== model.to[i]) {
      graph.updateEdge(model.from[i], model.to[i], (attributes) => ({ weight: (attributes.weight ?? 0) + 1 }));
    }
  }
  const found = graph.size ? louvain(graph, { rng: seeded(7), getEdgeWeight: "weight" }) : {};
  const groups = new Map();
  model.nodes.forEach((_, v) => {
    const key = found[v] ?? `alone-${v}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(v);
  });
  return describe(
    model,
    [...groups.values()].sort((a, b) => b.length - a.length || a[0] - b[0]),
  );
}

function describe(model, groups) {
  const named = groups.filter((members, i) => i < SHOWN && members.length > 2);
  const rest = groups.slice(named.length);
  const communities = named.map((members) => ({ members, head: headOf(model, members), label: "" }));
  for (const community of communities) community.label = model.nodes[community.head].name;
  if (rest.length) {
    const members = rest.flat();
    communities.push({ members, head: headOf(model, members), label: `${rest.length.toLocaleString("en")} small groups`, rest: true });
  }
  const of = new Int32Array(model.nodes.length);
  communities.forEach(({ members }, c) =>
    members.forEach((v) => {
      of[v] = c;
    }),
  );
  return { communities, of };
}

/** The body with most neighbours, or the person where there is no body. */
function headOf(model, members) {
  const body = (v) => (PERSONAL.has(model.kindOf(v).id) ? 0 : 1);
  return members.reduce((best, v) => ((body(v) - body(best) || model.degree[v] - model.degree[best] || best - v) > 0 ? v : best));
}
