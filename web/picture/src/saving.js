/** What is seen, as files: GEXF 1.3, CSV of ties and of nodes. */

import { STANDINGS } from "./shapes.js";

const XML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };

/** Text that XML 1.0 can hold: what it cannot becomes U+FFFD. */
const xml = (text) =>
  String(text ?? "")
    // eslint-disable-next-line no-control-regex
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\ud800-\udfff]/g,
      "\ufffd",
    )
    .replace(/[&<>"\t\n\r]/g, (sign) => XML[sign]);

/** An id as an NMTOKEN that no other id can share, as the command writes it: `/` is `:`, `_` is `__`, others their code point. */
export const toToken = (id) =>
  [...id]
    .map((sign) => (/[A-Za-z0-9.-]/.test(sign) ? sign : sign === "/" ? ":" : sign === "_" ? "__" : `_${sign.codePointAt(0).toString(16)}_`))
    .join("") || "_";

/** The ties that are seen and the nodes they join. */
function gather(model, sifted) {
  const ties = [];
  sifted.seen.forEach((seen, i) => {
    if (seen) ties.push(i);
  });
  const nodes = [...model.nodes.keys()].filter((v) => sifted.nodes[v]);
  return { ties, nodes };
}

const countryOf = (model, node) => (node.country === null || node.country === undefined ? "" : model.countries[node.country].label);

function tieFields(model, sifted, i) {
  const tie = model.ties[i];
  return {
    relation: model.relations[tie.relation].id,
    reading: tie.reading,
    event: tie.event ?? "",
    event_label: tie.eventLabel ?? "",
    date: tie.date ?? "",
    earliest: tie.earliest ?? "",
    latest: tie.latest ?? "",
    standing: STANDINGS[model.standing[i]].id,
    disputed: Boolean(tie.disputed),
    affirming: tie.affirming.length,
    denying: tie.denying.length,
    origins: tie.origins,
    certainty: sifted.seen[i] === 2 ? "possible" : "certain",
    claims: [...tie.affirming, ...tie.denying].map((c) => model.claims[c].id).join(" "),
  };
}

const nodeFields = (model, v) => {
  const node = model.nodes[v];
  return {
    id: node.id,
    iri: node.iri,
    kind: model.kindOf(v).id,
    class: node.class ?? "",
    country: countryOf(model, node),
    about: node.about ?? "",
  };
};

const TYPES = { number: "integer", boolean: "boolean", string: "string" };

/** Ids of attributes are plain numbers: some readers take any other for the title. */
function declare(of, fields) {
  const rows = Object.entries(fields).map(([key, value], i) => `<attribute id="${i + 1}" title="${key}" type="${TYPES[typeof value]}"/>\n`);
  return `<attributes class="${of}" mode="static">\n${rows.join("")}</attributes>\n`;
}

const values = (fields) =>
  `<attvalues>${Object.values(fields)
    .map((value, i) => `<attvalue for="${i + 1}" value="${xml(value)}"/>`)
    .join("")}</attvalues>`;

/** When a tie was, as far as it is dated; an open end is left out. */
function spell(tie) {
  const bounds = [tie.earliest ? ` start="${xml(tie.earliest)}"` : "", tie.latest ? ` end="${xml(tie.latest)}"` : ""].join("");
  return bounds ? `<spells><spell${bounds}/></spells>` : "";
}

/** GEXF 1.3 of what is seen, with the dates of ties as spells and as plain attributes. */
export function toGexf(model, sifted) {
  const { ties, nodes } = gather(model, sifted);
  const id = (v) => toToken(model.nodes[v].id);
  const node = (v) => `<node id="${id(v)}" label="${xml(model.nodes[v].label)}">${values(nodeFields(model, v))}</node>\n`;
  const edge = (i, e) => {
    const tie = model.ties[i];
    const ends = `id="e${e}" source="${id(tie.source)}" target="${id(tie.target)}" label="${xml(tie.reading)}"`;
    return `<edge ${ends}>${values(tieFields(model, sifted, i))}${spell(tie)}</edge>\n`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n',
    `<meta><creator>rightsgraph</creator><description>${xml(titleOf(model))}</description></meta>\n`,
    '<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n',
    nodes.length ? declare("node", nodeFields(model, nodes[0])) : "",
    ties.length ? declare("edge", tieFields(model, sifted, ties[0])) : "",
    `<nodes count="${nodes.length}">\n`,
    ...nodes.map(node),
    `</nodes>\n<edges count="${ties.length}">\n`,
    ...ties.map(edge),
    "</edges>\n</graph>\n</gexf>\n",
  ].join("");
}

const titleOf = (model) => [model.title, model.subtitle].filter(Boolean).join(". ");

const cell = (value) => (/[",\r\n]/.test(String(value)) ? `"${String(value).replace(/"/g, '""')}"` : String(value));

/** CSV as RFC 4180 has it. */
const table = (rows) =>
  rows.length ? [Object.keys(rows[0]), ...rows.map(Object.values)].map((row) => `${row.map(cell).join(",")}\r\n`).join("") : "";

export function tiesToCsv(model, sifted) {
  return table(
    gather(model, sifted).ties.map((i) => ({
      source: model.nodes[model.from[i]].id,
      source_label: model.nodes[model.from[i]].label,
      target: model.nodes[model.to[i]].id,
      target_label: model.nodes[model.to[i]].label,
      ...tieFields(model, sifted, i),
    })),
  );
}

export const nodesToCsv = (model, sifted) =>
  table(gather(model, sifted).nodes.map((v) => ({ label: model.nodes[v].label, ...nodeFields(model, v) })));

/** Hand a file to the reader. */
export function save(fileName, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
