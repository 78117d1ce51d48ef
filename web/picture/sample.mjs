// Writes a payload to look at while working on the picture: `node sample.mjs small|large|hostile|empty > payload.json`.
// The names are made up; how the parts hang together is as in real cases.

import { readFileSync } from "node:fs";

import { seeded } from "./src/seeded.js";

const DATA = JSON.parse(readFileSync(new URL("sample.json", import.meta.url), "utf8"));
const KINDS = DATA.kinds.map(([id, label, about]) => ({ id, label, about }));
const kind = Object.fromEntries(KINDS.map(({ id }, i) => [id, i]));

const RELATIONS = DATA.relations.map(([id, label, about, projection]) => ({ id, label, about, projection }));
const relation = Object.fromEntries(RELATIONS.map(({ id }, i) => [id, i]));

const PEOPLE = DATA.people;

// source, relation, target, reading, when, date, certainty, earliest, latest, standing, disputed, affirming, denying
const TIES = DATA.ties;

const WHO = [
  "Amnesty International",
  "Front Line Defenders",
  "UN Human Rights Committee",
  "Azim Mirov",
  "Supreme Court of Velmora",
  "Government of Velmora",
  "numerous reports",
];
const STANCES = ["states", "believes", "finds", "reports as hearsay", "decides"];
const SOURCES = [
  "Statement on the death of Azim Mirov",
  "Views adopted by the Committee, communication 2231/2012",
  "Urgent action update",
  "News report of 25 July 2020",
  "Judgment of 20 December 2011",
].map((label, i) => ({
  id: `source/s${i}`,
  label,
  author: WHO[i],
  published: String(2011 + 2 * i),
  url: i % 2 ? "https://example.org/source" : "",
}));

/** Claims for a tie: who says the sentence, and who denies it. */
function claim(claims, sentence, denies, random) {
  const at = claims.length;
  const source = Math.floor(random() * SOURCES.length);
  claims.push({
    id: `source/s${source}#c${at}`,
    claimants: [denies ? ["Government of Velmora", "Police officers of Bazar"][at % 2] : WHO[Math.floor(random() * WHO.length)]],
    stance: denies ? "denies" : STANCES[Math.floor(random() * STANCES.length)],
    polarity: denies ? "denies" : "affirms",
    relay: random() < 0.3 ? "passed on neutrally by 24.vm" : "",
    says: denies ? `Not so: ${sentence}` : sentence,
    source,
    passage:
      random() < 0.7
        ? `para ${1 + Math.floor(random() * 20)}, characters ${100 * at}–${100 * at + 42}`
        : `para ${1 + Math.floor(random() * 20)}`,
    evidence: ["verified-position", "cited", "verified-position", "none"][Math.floor(random() * 4)],
  });
  return at;
}

function frameOf(title, subtitle) {
  return {
    version: 1,
    title,
    subtitle,
    dataset: { title: "Sample", version: "2026-11", licence: "CC BY 4.0" },
    policy: {
      id: "record",
      title: "On record",
      about: "What sources say plainly and in their own voice, or pass on as true. Alleged wrongs stay with those who tell of them.",
    },
    start: { perspective: 0, window: null, focus: null },
    kinds: KINDS,
    relations: RELATIONS,
  };
}

export function small() {
  const random = seeded(3);
  const keys = Object.keys(PEOPLE);
  const at = Object.fromEntries(keys.map((key, i) => [key, i]));
  const claims = [];
  const ties = TIES.map(([s, r, t, reading, when, date, certaintyOfDate, earliest, latest, standing, disputed, yes, no], i) => {
    const sentence = `${PEOPLE[s][2]} ${reading} ${PEOPLE[t][2]}`;
    const record = standing === "on record";
    return {
      source: at[s],
      target: at[t],
      relation: relation[r],
      reading,
      event: `event/e${i}`,
      via: null,
      eventLabel: i % 3 ? "" : `${RELATIONS[relation[r]].label} of ${PEOPLE[t][2]}`,
      when,
      date,
      certaintyOfDate,
      earliest,
      latest,
      standing,
      disputed,
      origins: Math.ceil(yes / 2),
      perspectives: [...(record ? [0] : []), 1, ...(i % 2 ? [2] : []), ...(i % 5 === 0 && !no ? [3] : [])],
      affirming: Array.from({ length: yes }, () => claim(claims, sentence, false, random)),
      denying: Array.from({ length: no }, () => claim(claims, sentence, true, random)),
    };
  });
  return {
    ...frameOf("The case of Azim Mirov", "People, courts and bodies, 2002–2020"),
    perspectives: [
      { id: "record", label: "On record", about: "What the policy lets in.", ties: 0 },
      { id: "any", label: "Everything anyone affirms", about: "The record and all views together.", ties: 0 },
      {
        id: "org/amnesty-international",
        label: "Amnesty International",
        about: "What it affirms, in its own voice or by endorsing another's.",
        ties: 0,
      },
      { id: "org/government", label: "Government of Velmora", about: "", ties: 0 },
    ],
    countries: [
      { id: "state/velmora", label: "Velmora" },
      { id: "state/usa", label: "United States of America" },
      { id: "org/eu", label: "European Union" },
    ],
    nodes: keys.map((key) => {
      const [id, k, label, country, about, names] = PEOPLE[key];
      return {
        id,
        iri: `https://example.org/id/${id}`,
        label,
        names,
        kind: kind[k],
        class: k === "person" ? "Person" : "Body",
        country,
        about,
      };
    }),
    ties,
    claims,
    sources: SOURCES,
    notes: ["3 ties are undated; they stay in every time window."],
  };
}

const BODIES = {
  court: "District Court",
  authority: "Prosecutor's Office",
  organization: "Association for Rights",
  group: "Families",
  state: "State",
  "monitoring-body": "Committee",
};

/** A made-up network with hubs, clusters, three scripts and imprecise dates. */
export function large(order = 10_000, size = 40_000) {
  const random = seeded(5);
  const given = ["Anna", "Азиз", "ليلى", "Ivan", "Мария", "خالد", "Chen", "Olga", "Samuel", "Нурлан"];
  const family = ["Sol", "Аскаров", "منصور", "Petrov", "Иванова", "Okafor", "Wei", "Lopez", "Duarte", "Исаев"];
  const kinds = ["person", "person", "person", "person", "court", "authority", "organization", "group", "state", "monitoring-body"];
  const pick = (list) => list[Math.floor(random() * list.length)];
  const clusters = 48;
  const nodes = Array.from({ length: order }, (_, i) => {
    const k = i < clusters ? ["court", "monitoring-body", "organization", "authority"][i % 4] : pick(kinds);
    const label = k === "person" ? `${pick(given)} ${pick(family)} ${i}` : `${BODIES[k]} No. ${i}`;
    return {
      id: `x/${i}`,
      iri: `https://example.org/id/x/${i}`,
      label,
      names: [],
      kind: kind[k],
      class: "",
      country: random() < 0.7 ? i % 14 : null,
      about: "",
      cluster: i < clusters ? i : Math.floor(clusters * random() ** 1.6),
    };
  });
  const members = Array.from({ length: clusters }, () => []);
  nodes.forEach(({ cluster }, i) => members[cluster].push(i));
  const claims = [];
  const ties = Array.from({ length: size }, (_, e) => {
    const source = e < order ? e : Math.floor(order * random());
    const home = members[random() < 0.9 ? nodes[source].cluster : Math.floor(clusters * random())];
    let target = home[Math.floor(home.length * random() ** 3)] ?? 0;
    if (target === source) target = (target + 1) % order;
    const year = 1990 + Math.floor(35 * Math.sqrt(random()));
    const [r, undated, exact] = [Math.floor(random() * RELATIONS.length), random() < 0.08, random() < 0.5];
    const month = String(1 + Math.floor(random() * 12)).padStart(2, "0");
    const standing = random() < 0.8 ? "on record" : pick(["attributed", "attributed", "attributed", "planned", "requested"]);
    return {
      source,
      target,
      relation: r,
      reading: `${RELATIONS[r].label} of`,
      event: null,
      eventLabel: "",
      when: undated ? "" : exact ? `${month}/${year}` : String(year),
      date: String(year),
      certaintyOfDate: undated ? "undated" : exact ? "month" : "period",
      earliest: undated ? null : exact ? `${year}-${month}-01` : `${year}-01-01`,
      latest: undated ? null : exact ? `${year}-${month}-28` : `${year}-12-31`,
      standing,
      disputed: random() < 0.04,
      origins: 1,
      perspectives: standing === "on record" ? [0, 1] : [1],
      affirming: [claim(claims, "as the source says", false, random)],
      denying: [],
    };
  });
  return {
    ...frameOf("A synthetic network", `${order} nodes and ${size} ties`),
    perspectives: [
      { id: "record", label: "On record", about: "What the policy lets in.", ties: 0 },
      { id: "any", label: "Everything anyone affirms", about: "", ties: 0 },
    ],
    countries: Array.from({ length: 14 }, (_, i) => ({ id: `state/${i}`, label: `State of ${given[i % 10]} ${i}` })),
    nodes: nodes.map(({ cluster, ...node }) => node),
    ties,
    claims,
    sources: SOURCES,
    notes: ["3,201 ties are undated."],
  };
}

/** The small network with labels that mean harm. */
export function hostile() {
  const payload = small();
  const evil = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\u202eevil\u202c right-to-left",
    "control \u0007\u0000 characters",
    "long ".repeat(1000),
    "مركز حقوق الإنسان",
    "人権委員会",
    '=HYPERLINK("http://x")',
    "__proto__",
    "a\nb\tc",
  ];
  payload.nodes.forEach((node, i) => {
    if (i < evil.length) node.label = evil[i];
  });
  payload.title = "<b>Title</b> & \u202e more";
  payload.sources[0].url = "javascript:alert(1)";
  payload.claims.forEach((item, i) => {
    item.says = evil[i % evil.length];
  });
  payload.ties.forEach((tie, i) => {
    if (i % 7 === 0) tie.reading = evil[i % evil.length];
  });
  return payload;
}

export const empty = () => ({ ...small(), nodes: [], ties: [], claims: [], notes: ["No event lies between 1900 and 1901."] });

const makers = { small, large, hostile, empty, middle: () => large(420, 1300) };
const wanted = process.argv[2];
if (wanted in makers) process.stdout.write(`${JSON.stringify(makers[wanted]())}\n`);
