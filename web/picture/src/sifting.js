/** Which ties are seen: every filter in one pass, with what each choice of a filter would leave. */

const PERSPECTIVE = 1,
  KIND = 2,
  RELATION = 4,
  COUNTRY = 8,
  STANDING = 16,
  DISPUTED = 32,
  TIME = 64,
  EXTENT = 128;

/** How a tie lies to a window of days: 0 outside, 1 inside, 2 possibly inside. */
export function place(model, tie, window) {
  if (!window) return 1;
  const [first, last] = window;
  const [earliest, latest] = [model.earliest[tie], model.latest[tie]];
  if (latest < first || earliest > last) return 0;
  if (model.span[tie] && (Number.isFinite(earliest) || Number.isFinite(latest))) return 1;
  return earliest >= first && latest <= last ? 1 : 2;
}

/**
 * Sift all ties. `seen[tie]` is 0 (not seen), 1 or 2 (possibly inside the window); `nodes[v]` counts a node's ties seen.
 * The facets count, for each choice, the ties that all *other* filters leave: what choosing it would show.
 */
export function sift(model, state, inExtent) {
  const result = {
    seen: new Uint8Array(model.ties.length),
    nodes: new Int32Array(model.nodes.length),
    total: 0,
    possible: 0,
    undated: 0,
    disputed: 0,
    facets: {
      perspective: model.perspectives.map(() => 0),
      kind: model.kinds.map(() => 0),
      relation: model.relations.map(() => 0),
      country: model.countries.map(() => 0),
      standing: [0, 0, 0, 0, 0],
    },
    timed: [],
    blocked: new Map(),
  };
  for (let i = 0; i < model.ties.length; i++) {
    const where = place(model, i, state.window);
    tally(model, state, result, i, failsOf(model, state, i, where, inExtent), where);
  }
  return result;
}

function failsOf(model, state, i, where, inExtent) {
  const tie = model.ties[i];
  const [source, target] = [model.nodes[tie.source], model.nodes[tie.target]];
  let fails = 0;
  if (!model.holds[state.perspective][i]) fails |= PERSPECTIVE;
  if (state.kinds.has(model.kinds[source.kind].id) || state.kinds.has(model.kinds[target.kind].id)) fails |= KIND;
  if (state.relations.has(model.relations[tie.relation].id)) fails |= RELATION;
  if (state.countries.size && !touches(model, state, source) && !touches(model, state, target)) fails |= COUNTRY;
  if (state.standings.has(model.standing[i])) fails |= STANDING;
  if (state.disputed && !tie.disputed) fails |= DISPUTED;
  if (where === 0 || (where === 2 && state.sure)) fails |= TIME;
  if (inExtent && !(inExtent[tie.source] && inExtent[tie.target])) fails |= EXTENT;
  return fails;
}

const touches = (model, state, node) => node.country !== null && state.countries.has(model.countries[node.country].id);

function tally(model, state, result, i, fails, where) {
  const tie = model.ties[i];
  const { facets } = result;
  if (fails === 0) {
    result.seen[i] = where;
    result.total++;
    if (where === 2) result.possible++;
    if (tie.disputed) result.disputed++;
    result.nodes[tie.source]++;
    if (tie.target !== tie.source) result.nodes[tie.target]++;
  } else if (!(fails & EXTENT) && (fails & (fails - 1)) === 0) {
    result.blocked.set(fails, (result.blocked.get(fails) ?? 0) + 1);
  }
  if (!(fails & ~PERSPECTIVE))
    model.holds.forEach((holds, p) => {
      facets.perspective[p] += holds[i];
    });
  if (!(fails & ~KIND)) {
    facets.kind[model.nodes[tie.source].kind]++;
    if (model.nodes[tie.source].kind !== model.nodes[tie.target].kind) facets.kind[model.nodes[tie.target].kind]++;
  }
  if (!(fails & ~RELATION)) facets.relation[tie.relation]++;
  if (!(fails & ~COUNTRY)) for (const c of countriesOf(model, tie)) facets.country[c]++;
  if (!(fails & ~STANDING)) facets.standing[model.standing[i]]++;
  if (!(fails & ~TIME)) {
    result.timed.push(i);
    if (model.undated(i)) result.undated++;
  }
}

function countriesOf(model, tie) {
  return new Set([model.nodes[tie.source].country, model.nodes[tie.target].country].filter((c) => c !== null));
}

const REASONS = [
  [PERSPECTIVE, "perspective", "the perspective"],
  [KIND, "kinds", "the kinds"],
  [RELATION, "relations", "the relations"],
  [COUNTRY, "countries", "the country"],
  [STANDING, "standings", "the standing"],
  [DISPUTED, "disputed", "“disputed only”"],
  [TIME, "window", "the time window"],
];

/** Why nothing is seen: the single filters whose loosening would bring ties back, most first. */
export function explain(result) {
  return REASONS.filter(([bit]) => result.blocked.get(bit))
    .map(([bit, key, words]) => ({ key, words, ties: result.blocked.get(bit) }))
    .sort((a, b) => b.ties - a.ties);
}
