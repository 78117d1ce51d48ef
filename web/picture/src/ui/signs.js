/** The small signs of every page, drawn as the dossier draws them: kinds, standing, evidence, certainty of dates. */

const SVG = "http://www.w3.org/2000/svg";

const KINDS = {
  person: [["circle", { class: "shape", cx: 8, cy: 8, r: 6 }]],
  group: [
    ["circle", { class: "rim", cx: 8, cy: 8, r: 5 }],
    ["circle", { class: "ring", cx: 8, cy: 8, r: 5 }],
  ],
  court: [["rect", { class: "shape", x: 2.5, y: 2.5, width: 11, height: 11 }]],
  "monitoring-body": [["path", { class: "shape", d: "M8 1 15 8 8 15 1 8Z" }]],
  authority: [["path", { class: "shape", d: "M8 1.4 14.8 6.4 12.2 14.4H3.8L1.2 6.4Z" }]],
  state: [["path", { class: "shape", d: "M4.5 2H11.5L15 8 11.5 14H4.5L1 8Z" }]],
  organization: [["path", { class: "shape", d: "M8 1.6 15 14H1Z" }]],
  place: [["circle", { class: "shape", cx: 8, cy: 8, r: 3.2 }]],
  treaty: [["path", { class: "shape", d: "M3.2 1.5H10L13 4.5V14.5H3.2Z" }]],
  case: [["path", { class: "cross", d: "M8 3V13M3 8H13" }]],
};

const edge = (d, more = {}) => ["path", { class: "edge thick", d, ...more }];

const LINES = {
  "on record": [edge("M1 8H35")],
  attributed: [edge("M1 8H35", { "stroke-dasharray": "5 4" })],
  planned: [["path", { class: "edge thick dots", d: "M2 8H35", "stroke-dasharray": "0.1 4.6" }]],
  disputed: [edge("M1 5.5H35M1 10.5H35")],
  loop: [edge("M14.5 13.5A5.6 5.6 0 1 1 21.5 13.5M21.2 9.6 21.5 13.5 25.2 12.4")],
};

const EVIDENCE = {
  "verified-position": [edge("M2.5 8.8 6.2 12.6 13.5 3.6")],
  cited: [["path", { class: "fill", d: "M7 2.5A3.2 3.2 0 0 0 7 9Z" }], edge("M7 2.5H13M7.6 2.5V14M11 2.5V14")],
  none: [edge("M4 8H12")],
};

const DATES = {
  exact: [edge("M18 3V13")],
  month: [["rect", { class: "fill", x: 13, y: 6, width: 10, height: 4 }]],
  period: [["rect", { class: "fill", x: 3, y: 6, width: 30, height: 4 }]],
  approximate: [
    ["path", { class: "fill soft", d: "M11 6H25V10H11Z" }],
    ["path", { class: "fill softer", d: "M5 6H11V10H5ZM25 6H31V10H25Z" }],
  ],
  "one-of": [["path", { class: "edge", d: "M6 12H30" }], edge("M6 4V12M15 4V12M30 4V12")],
  span: [edge("M5 4V12M31 4V12M5 8H31")],
  "open-end": [edge("M5 4V12M5 8H32M28 4.5 32 8 28 11.5")],
  "open-start": [edge("M31 4V12M31 8H4M8 4.5 4 8 8 11.5")],
};

const ICONS = {
  search: [["circle", { class: "edge thick", cx: 7, cy: 7, r: 4.6 }], edge("M10.6 10.6 14.4 14.4")],
  close: [edge("M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5")],
  plus: [edge("M8 3V13M3 8H13")],
  minus: [edge("M3 8H13")],
  fit: [edge("M2.5 6V2.5H6M10 2.5H13.5V6M13.5 10V13.5H10M6 13.5H2.5V10")],
  arrange: [
    ["circle", { class: "edge thick", cx: 4, cy: 4.2, r: 1.7 }],
    ["circle", { class: "edge thick", cx: 12, cy: 5.6, r: 1.7 }],
    ["circle", { class: "edge thick", cx: 6.8, cy: 12.4, r: 1.7 }],
    edge("M5.7 4.6 10.3 5.3M4.6 5.8 6.2 10.8M11 7 7.9 11.2"),
  ],
  theme: [
    ["circle", { class: "edge thick", cx: 8, cy: 8, r: 5.6 }],
    ["path", { class: "fill", d: "M8 2.4A5.6 5.6 0 0 1 8 13.6Z" }],
  ],
  filters: [edge("M2 4.5H14M4.5 8H11.5M6.8 11.5H9.2")],
  list: [edge("M5.5 4H14M5.5 8H14M5.5 12H14M2 4H2.6M2 8H2.6M2 12H2.6")],
  path: [
    ["circle", { class: "edge thick", cx: 3.4, cy: 12, r: 1.9 }],
    ["circle", { class: "edge thick", cx: 12.6, cy: 4, r: 1.9 }],
    edge("M4.8 10.6 11.2 5.4"),
  ],
  save: [edge("M8 2V10M4.8 7 8 10.2 11.2 7M2.5 13.5H13.5")],
  help: [edge("M5.4 5.6A2.7 2.7 0 1 1 8.9 8.3C8.2 8.6 8 9 8 9.9M8 12.6V12.8")],
};

function draw(parts, className, wide, words) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `sign ${wide ? "wide " : ""}${className}`.trim());
  svg.setAttribute("viewBox", wide ? "0 0 36 16" : "0 0 16 16");
  if (words) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", words);
  } else svg.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of parts) {
    const part = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  }
  return svg;
}

export function kindSign(id) {
  const known = Object.hasOwn(KINDS, id) ? id : "person";
  return draw(KINDS[known], `kind-${known === id ? id : "case"}`, false);
}

export const lineSign = (id, words) => draw(LINES[id] ?? LINES.planned, "", true, words);

export const evidenceSign = (id, words) => draw(EVIDENCE[id] ?? EVIDENCE.none, "", false, words);

export const dateSign = (certainty) => (Object.hasOwn(DATES, certainty ?? "") ? draw(DATES[certainty], "", true) : null);

export const icon = (id) => draw(ICONS[id], "pic-icon", false);
