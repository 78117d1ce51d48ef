/** What stands out of the picture: the node pointed at or what is chosen, with what is tied to it. */

/** The units and bundles that stand out, with the unit in their `centre` (-1 for none); null where nothing does. */
export function focusOf(scene) {
  if (scene.hovered?.unit !== undefined) return aroundUnit(scene, scene.hovered.unit);
  const { selection } = scene.state;
  if (!selection) return null;
  if (selection.type === "node") return aroundUnit(scene, scene.unitOf[selection.node]);
  if (selection.type === "community") return scene.extent.type === "overview" ? aroundUnit(scene, selection.community) : null;
  if (selection.type === "path") return ofPath(scene, selection.nodes ?? [selection.a, selection.b]);
  const [a, b] = selection.type === "tie" ? [scene.model.from[selection.tie], scene.model.to[selection.tie]] : [selection.a, selection.b];
  return ofPath(scene, [a, b]);
}

function aroundUnit(scene, u) {
  if (u === undefined || u < 0) return null;
  const bundles = scene.graph.hasNode(u)
    ? scene.graph
        .edges(u)
        .map(Number)
        .filter((e) => scene.bundles[e].drawn)
    : [];
  return {
    ...ofBundles(scene, bundles),
    centre: u,
    units: new Set([u, ...bundles.flatMap((e) => [scene.bundles[e].a, scene.bundles[e].b])]),
  };
}

function ofBundles(scene, list) {
  return { units: new Set(list.flatMap((e) => [scene.bundles[e].a, scene.bundles[e].b])), bundles: new Set(list), centre: -1 };
}

function ofPath(scene, nodes) {
  const units = nodes.map((v) => scene.unitOf[v]).filter((u) => u >= 0);
  const bundles = units
    .slice(1)
    .map((u, i) => scene.graph.edge(units[i], u))
    .filter((e) => e !== undefined)
    .map(Number);
  return { units: new Set(units), bundles: new Set(bundles), centre: -1 };
}
