/** The shortest way between two nodes over the ties that are seen. */

/** Search breadth first, ties taken both ways: the nodes of one shortest way and how many such ways there are, or null. */
export function shortestPath(model, seen, a, b) {
  const distance = new Int32Array(model.nodes.length).fill(-1);
  const ways = new Float64Array(model.nodes.length);
  const before = new Int32Array(model.nodes.length).fill(-1);
  const queue = [a];
  distance[a] = 0;
  ways[a] = 1;
  for (let at = 0; at < queue.length; at++) {
    const v = queue[at];
    if (distance[b] >= 0 && distance[v] >= distance[b]) break;
    const met = new Set();
    for (const tie of model.tiesOf(v)) {
      const w = model.other(tie, v);
      if (!seen[tie] || met.has(w)) continue;
      met.add(w);
      if (distance[w] < 0) {
        distance[w] = distance[v] + 1;
        before[w] = v;
        queue.push(w);
      }
      if (distance[w] === distance[v] + 1) ways[w] += ways[v];
    }
  }
  if (distance[b] < 0) return null;
  const nodes = [b];
  while (nodes[0] !== a) nodes.unshift(before[nodes[0]]);
  return { nodes, ways: ways[b] };
}

/** The nodes within `depth` ties of `centre`, as flags. */
export function around(model, centre, depth) {
  const inside = new Uint8Array(model.nodes.length);
  inside[centre] = 1;
  let rim = [centre];
  for (let step = 0; step < depth; step++) {
    rim = rim.flatMap((v) => model.neighboursOf(v)).filter((w) => !inside[w] && (inside[w] = 1));
  }
  return inside;
}
