// Writes a payload to look at while working on the picture: `node sample.mjs small|large|hostile|empty > payload.json`.
// The names are made up; how the parts hang together is as in real cases.

import { seeded } from "./src/seeded.js";

const KINDS = [
  ["person", "person", "A human being."], ["group", "group", "People whom a source does not name one by one."], ["court", "court", "A body that decides cases at law."],
  ["monitoring-body", "monitoring body", "A body that watches over treaties."], ["authority", "authority", "A body that governs, polices, prosecutes or detains."],
  ["state", "state", "A country as a party and addressee."], ["organization", "organization", "An organization that is no body of a state."], ["place", "place", "A place or facility."], ["case", "case", "A matter followed through bodies."],
].map(([id, label, about]) => ({ id, label, about }));
const kind = Object.fromEntries(KINDS.map(({ id }, i) => [id, i]));

const RELATIONS = [
  ["event-kind/arrest", "arrest", "Taking a person into custody.", "people-bodies"], ["decision-kind/conviction", "conviction", "A court holds a charge proved.", "people-bodies"],
  ["event-kind/detention", "detention", "Holding a person.", "people-bodies"], ["relationship-kind/legal-representation", "legal representation", "Acting for a person in law.", "people-people"],
  ["outcome/violation", "violation found", "A body finds that a right was violated.", "people-bodies"], ["affirms", "affirms", "A ruling leaves another in force.", "bodies-bodies"],
  ["quashes", "quashes", "A ruling takes another out of force.", "bodies-bodies"], ["ignores", "no answer", "A measure without evidence of an answer.", "bodies-bodies"],
  ["measure/release", "release", "A call to set a person free.", "who-asks-whom"], ["measure/investigation", "investigation", "A call to look into something.", "who-asks-whom"],
  ["relationship-kind/spouse", "marriage", "", "people-people"], ["judged", "judge", "Sat as a judge.", "people-people"], ["event-kind/torture", "torture", "Alleged wrongdoing; stands with who says it.", "people-bodies"],
  ["relationship-kind/founder", "founder", "", "people-bodies"], ["event-kind/award", "award", "", "people-bodies"], ["case-body", "took part in", "", "cases-bodies"], ["event-kind/visit", "visit", "", "people-bodies"],
].map(([id, label, about, projection]) => ({ id, label, about, projection }));
const relation = Object.fromEntries(RELATIONS.map(({ id }, i) => [id, i]));

const PEOPLE = {
  mir: ["person/azim-mirov", "person", "Azim Mirov", 0, "artist; human rights defender; founder of Hava", ["Азим Миров", "Azim Mirow", "أزيم ميروف"]],
  lola: ["person/lola", "person", "Lola", 0, "", []], vahid: ["person/vali-tahirov", "person", "Vali Tahirov", 0, "lawyer", []],
  nur: ["person/nurbek-toktogulov", "person", "Nurbek Toktogulov", 0, "lawyer", []], j1: ["person/n-alimov", "person", "N. Alimov", 0, "judge", []],
  j2: ["person/k-esenov", "person", "K. Esenov", 0, "judge", []], j3: ["person/c-dosmatova", "person", "Cholpon Dosmatova", 0, "judge", []],
  off: ["group/police-bazar", "group", "Police officers of Bazar", 0, "", []], co: ["group/co-defendants", "group", "Seven co-defendants", 0, "", []],
  dist: ["org/bazar-district-court", "court", "Bazar District Court", 0, "district court", []], reg: ["org/jala-regional-court", "court", "Jala Regional Court", 0, "regional court", []],
  sup: ["org/supreme-court", "court", "Supreme Court of Velmora", 0, "supreme court", ["Верховный суд"]], chui: ["org/chui-regional-court", "court", "Chui Regional Court", 0, "regional court", []],
  adm: ["org/administrative-court", "court", "Administrative Court of the capital", 0, "", []],
  hrc: ["org/un-human-rights-committee", "monitoring-body", "UN Human Rights Committee", null, "treaty body; part of the United Nations", ["Comité des droits de l’homme", "CCPR"]],
  rap: ["org/special-rapporteur", "monitoring-body", "Special Rapporteur on human rights defenders", null, "", []],
  gov: ["org/government", "authority", "Government of Velmora", 0, "", []], pros: ["org/prosecutor", "authority", "Office of the General Prosecutor", 0, "", []],
  pol: ["org/police", "authority", "Police of Bazar", 0, "", []], prison: ["place/prison-19", "place", "Prison No. 19", 0, "", []], sizo: ["place/sizo-1", "place", "Remand prison No. 1", 0, "", []],
  kg: ["state/velmora", "state", "Velmora", 0, "", []], us: ["state/usa", "state", "United States of America", 1, "", []],
  ai: ["org/amnesty-international", "organization", "Amnesty International", null, "", ["AI"]], fl: ["org/front-line", "organization", "Front Line Defenders", null, "", []],
  osji: ["org/osji", "organization", "Open Society Justice Initiative", 1, "", []], hava: ["org/hava", "organization", "Hava", 0, "non-governmental organization", ["Воздух"]],
  cpj: ["org/cpj", "organization", "Committee to Protect Journalists", 1, "", []], ep: ["org/european-parliament", "organization", "European Parliament", 2, "", ["Parlement européen"]],
  eeas: ["org/eeas", "organization", "European External Action Service", 2, "", ["EEAS"]], bir: ["org/bir", "organization", "Bir Duino", 0, "", []], case: ["case/mirov", "case", "The case of Azim Mirov", 0, "", []],
};

// source, relation, target, reading, when, date, certainty, earliest, latest, standing, disputed, affirming, denying
const TIES = [
  ["pol", "event-kind/arrest", "mir", "arrested", "15, 16 or 25 June 2010", "[2010-06-15,2010-06-16,2010-06-25]", "one-of", "2010-06-15", "2010-06-25", "on record", true, 4, 0],
  ["off", "event-kind/torture", "mir", "tortured", "June 2010", "2010-06", "month", "2010-06-01", "2010-06-30", "attributed", true, 5, 3],
  ["dist", "decision-kind/conviction", "mir", "convicted", "15 September 2010", "2010-09-15", "exact", "2010-09-15", "2010-09-15", "on record", false, 6, 0],
  ["dist", "decision-kind/conviction", "co", "convicted", "15 September 2010", "2010-09-15", "exact", "2010-09-15", "2010-09-15", "on record", false, 2, 0],
  ["j1", "judged", "mir", "judged", "September 2010", "2010-09", "month", "2010-09-01", "2010-09-30", "on record", false, 1, 0],
  ["reg", "affirms", "dist", "affirmed a ruling of", "10 November 2010", "2010-11-10", "exact", "2010-11-10", "2010-11-10", "on record", false, 3, 0],
  ["reg", "decision-kind/conviction", "mir", "let the sentence stand against", "10 November 2010", "2010-11-10", "exact", "2010-11-10", "2010-11-10", "on record", false, 3, 0],
  ["j2", "judged", "mir", "judged", "November 2010", "2010-11", "month", "2010-11-01", "2010-11-30", "on record", false, 1, 0],
  ["sup", "affirms", "reg", "affirmed a ruling of", "20 December 2011", "2011-12-20", "exact", "2011-12-20", "2011-12-20", "on record", false, 4, 0],
  ["sup", "decision-kind/conviction", "mir", "rejected an appeal of", "20 December 2011", "2011-12-20", "exact", "2011-12-20", "2011-12-20", "on record", false, 4, 0],
  ["sup", "affirms", "mir", "refused to reopen the case of", "September 2014", "2014-09", "month", "2014-09-01", "2014-09-30", "on record", false, 2, 0],
  ["sup", "quashes", "reg", "quashed a ruling of", "12 July 2016", "2016-07-12", "exact", "2016-07-12", "2016-07-12", "on record", false, 3, 0],
  ["sup", "affirms", "chui", "affirmed a ruling of", "December 2019", "2019-12", "month", "2019-12-01", "2019-12-31", "on record", false, 2, 0],
  ["chui", "decision-kind/conviction", "mir", "convicted again", "24 January 2017", "2017-01-24", "exact", "2017-01-24", "2017-01-24", "on record", false, 3, 0],
  ["chui", "affirms", "mir", "refused a review to", "July 2019", "2019-07", "month", "2019-07-01", "2019-07-31", "on record", false, 2, 0],
  ["hrc", "outcome/violation", "mir", "found violations against", "31 March 2016", "2016-03-31", "exact", "2016-03-31", "2016-03-31", "on record", false, 7, 0],
  ["hrc", "measure/release", "kg", "asked to release Azim Mirov of", "31 March 2016", "2016-03-31", "exact", "2016-03-31", "2016-03-31", "on record", false, 3, 0],
  ["kg", "ignores", "hrc", "gave no answer to", "since March 2016", "2016-03/..", "open-end", "2016-03-31", null, "attributed", true, 2, 1],
  ["ai", "measure/release", "kg", "called on, for release,", "2010 to 2020", "2010/2020", "span", "2010-01-01", "2020-12-31", "on record", false, 9, 0],
  ["ai", "measure/investigation", "gov", "called on, for an investigation,", "29 July 2020", "2020-07-29", "exact", "2020-07-29", "2020-07-29", "on record", false, 2, 0],
  ["fl", "measure/release", "kg", "called on, for release,", "2010", "2010", "period", "2010-01-01", "2010-12-31", "on record", false, 1, 0],
  ["ep", "measure/release", "kg", "urged, for release,", "15 January 2019", "2019-01-15", "exact", "2019-01-15", "2019-01-15", "on record", false, 2, 0],
  ["eeas", "measure/release", "kg", "urged to heed the Committee", "May 2020", "2020-05", "month", "2020-05-01", "2020-05-31", "on record", false, 1, 0],
  ["kg", "ignores", "ep", "gave no answer to", "since 2019", "2019/..", "open-end", "2019-01-15", null, "attributed", false, 1, 0],
  ["kg", "ignores", "ai", "gave no answer to", "", "", "undated", null, null, "attributed", false, 1, 0],
  ["nur", "relationship-kind/legal-representation", "mir", "was lawyer of", "2010 to 2012", "2010/2012", "span", "2010-06-01", "2012-12-31", "on record", false, 2, 0],
  ["vahid", "relationship-kind/legal-representation", "mir", "was lawyer of", "2016 to 2020", "2016/2020", "span", "2016-01-01", "2020-07-25", "on record", false, 3, 0],
  ["osji", "relationship-kind/legal-representation", "mir", "was counsel of", "from 2012", "2012/..", "open-end", "2012-01-01", null, "on record", false, 2, 0],
  ["osji", "case-body", "hrc", "brought a complaint before", "November 2012", "2012-11", "month", "2012-11-01", "2012-11-30", "on record", false, 2, 0],
  ["lola", "relationship-kind/spouse", "mir", "was married to", "", "", "undated", null, null, "on record", false, 1, 0],
  ["mir", "relationship-kind/founder", "hava", "founded", "2002", "2002", "period", "2002-01-01", "2002-12-31", "on record", false, 2, 0],
  ["us", "event-kind/award", "mir", "gave an award to", "16 July 2015", "2015-07-16", "exact", "2015-07-16", "2015-07-16", "on record", false, 3, 0],
  ["cpj", "event-kind/award", "mir", "gave an award to", "2012", "2012", "period", "2012-01-01", "2012-12-31", "on record", false, 1, 0],
  ["prison", "event-kind/detention", "mir", "held", "March 2019 to July 2020", "2019-03/2020-07-25", "span", "2019-03-01", "2020-07-25", "on record", true, 2, 1],
  ["sizo", "event-kind/detention", "mir", "held", "about 2011", "2011~", "approximate", "2010-10-01", "2012-03-31", "on record", false, 1, 0],
  ["vahid", "event-kind/visit", "prison", "visited", "22 July 2020", "2020-07-22", "exact", "2020-07-22", "2020-07-22", "on record", false, 2, 0],
  ["pros", "measure/investigation", "pol", "was asked to look into", "", "", "undated", null, null, "requested", false, 1, 0],
  ["gov", "case-body", "adm", "was sued before", "2018", "2018", "period", "2018-01-01", "2018-12-31", "on record", false, 1, 0],
  ["j3", "judged", "gov", "judged a claim against", "2018", "2018", "period", "2018-01-01", "2018-12-31", "on record", false, 1, 0],
  ["adm", "case-body", "mir", "dismissed a claim of", "2018", "2018", "period", "2018-01-01", "2018-12-31", "on record", false, 1, 0],
  ["bir", "case-body", "sup", "applied to", "2019 and 2020", "2019/2020", "span", "2019-01-01", "2020-12-31", "on record", false, 2, 0],
  ["bir", "relationship-kind/legal-representation", "mir", "acted for", "2019", "2019", "period", "2019-01-01", "2019-12-31", "on record", false, 1, 0],
  ["rap", "measure/release", "gov", "asked the release of Azim Mirov from", "2013", "2013", "period", "2013-01-01", "2013-12-31", "planned", false, 1, 0],
  ["dist", "case-body", "case", "took part in", "2010", "2010", "period", "2010-01-01", "2010-12-31", "on record", false, 1, 0],
  ["reg", "case-body", "case", "took part in", "2010", "2010", "period", "2010-01-01", "2010-12-31", "on record", false, 1, 0],
  ["sup", "case-body", "case", "took part in", "2011 to 2019", "2011/2019", "span", "2011-12-20", "2019-12-31", "on record", false, 1, 0],
  ["hrc", "case-body", "case", "took part in", "2012 to 2016", "2012/2016", "span", "2012-11-01", "2016-03-31", "on record", false, 1, 0],
  ["pros", "event-kind/torture", "off", "did not charge", "2010", "2010", "period", "2010-01-01", "2010-12-31", "not occurred", false, 1, 0],
];

const WHO = ["Amnesty International", "Front Line Defenders", "UN Human Rights Committee", "Azim Mirov", "Supreme Court of Velmora", "Government of Velmora", "numerous reports"];
const STANCES = ["states", "believes", "finds", "reports as hearsay", "decides"];
const SOURCES = ["Statement on the death of Azim Mirov", "Views adopted by the Committee, communication 2231/2012", "Urgent action update", "News report of 25 July 2020", "Judgment of 20 December 2011"]
  .map((label, i) => ({ id: `source/s${i}`, label, author: WHO[i], published: String(2011 + 2 * i), url: i % 2 ? "https://example.org/source" : "" }));

/** Claims for a tie: who says the sentence, and who denies it. */
function claim(claims, sentence, denies, random) {
  const at = claims.length;
  const source = Math.floor(random() * SOURCES.length);
  claims.push({
    id: `source/s${source}#c${at}`, claimants: [denies ? ["Government of Velmora", "Police officers of Bazar"][at % 2] : WHO[Math.floor(random() * WHO.length)]],
    stance: denies ? "denies" : STANCES[Math.floor(random() * STANCES.length)], polarity: denies ? "denies" : "affirms",
    relay: random() < 0.3 ? "passed on neutrally by 24.vm" : "", says: denies ? `Not so: ${sentence}` : sentence, source,
    passage: random() < 0.7 ? `para ${1 + Math.floor(random() * 20)}, characters ${100 * at}–${100 * at + 42}` : `para ${1 + Math.floor(random() * 20)}`,
    evidence: ["verified-position", "cited", "verified-position", "none"][Math.floor(random() * 4)],
  });
  return at;
}

function frameOf(title, subtitle) {
  return {
    version: 1, title, subtitle, dataset: { title: "Sample", version: "2026-11", licence: "CC BY 4.0" },
    policy: { id: "record", title: "On record", about: "What sources say plainly and in their own voice, or pass on as true. Alleged wrongs and contestable judgements stay with those who make them, whoever they are." },
    start: { perspective: 0, window: null, focus: null }, kinds: KINDS, relations: RELATIONS,
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
      source: at[s], target: at[t], relation: relation[r], reading, event: `event/e${i}`, eventLabel: i % 3 ? "" : `${RELATIONS[relation[r]].label} of ${PEOPLE[t][2]}`, when, date, certaintyOfDate,
      earliest, latest, standing, disputed, origins: Math.ceil(yes / 2), perspectives: [...(record ? [0] : []), 1, ...(i % 2 ? [2] : []), ...(i % 5 === 0 && !no ? [3] : [])],
      affirming: Array.from({ length: yes }, () => claim(claims, sentence, false, random)), denying: Array.from({ length: no }, () => claim(claims, sentence, true, random)),
    };
  });
  return {
    ...frameOf("The case of Azim Mirov", "People, courts and bodies, 2002–2020"),
    perspectives: [
      { id: "record", label: "On record", about: "What the policy lets in.", ties: 0 }, { id: "any", label: "Everything anyone affirms", about: "The record and all views together.", ties: 0 },
      { id: "org/amnesty-international", label: "Amnesty International", about: "What it affirms, in its own voice or by endorsing another's.", ties: 0 }, { id: "org/government", label: "Government of Velmora", about: "", ties: 0 },
    ],
    countries: [{ id: "state/velmora", label: "Velmora" }, { id: "state/usa", label: "United States of America" }, { id: "org/eu", label: "European Union" }],
    nodes: keys.map((key) => {
      const [id, k, label, country, about, names] = PEOPLE[key];
      return { id, iri: `https://example.org/id/${id}`, label, names, kind: kind[k], class: k === "person" ? "Person" : "Body", country, about };
    }),
    ties, claims, sources: SOURCES, notes: ["3 ties are undated; they stay in every time window."],
  };
}

/** A made-up network with hubs, clusters, three scripts and imprecise dates. */
export function large(order = 10_000, size = 40_000) {
  const random = seeded(5);
  const given = ["Anna", "Азиз", "ليلى", "Ivan", "Мария", "خالد", "Chen", "Olga", "Samuel", "Нурлан"];
  const family = ["Sol", "Аскаров", "منصور", "Petrov", "Иванова", "Okafor", "Wei", "Lopez", "Duarte", "Токтогулов"];
  const kinds = ["person", "person", "person", "person", "court", "authority", "organization", "group", "state", "monitoring-body"];
  const pick = (list) => list[Math.floor(random() * list.length)];
  const clusters = 48;
  const nodes = Array.from({ length: order }, (_, i) => {
    const k = i < clusters ? ["court", "monitoring-body", "organization", "authority"][i % 4] : pick(kinds);
    const label = k === "person" ? `${pick(given)} ${pick(family)} ${i}` : `${{ court: "District Court", authority: "Prosecutor's Office", organization: "Association for Rights", group: "Families", state: "State", "monitoring-body": "Committee" }[k]} No. ${i}`;
    return { id: `x/${i}`, iri: `https://example.org/id/x/${i}`, label, names: [], kind: kind[k], class: "", country: random() < 0.7 ? i % 14 : null, about: "", cluster: i < clusters ? i : Math.floor(clusters * random() ** 1.6) };
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
      source, target, relation: r, reading: `${RELATIONS[r].label} of`, event: null, eventLabel: "", when: undated ? "" : exact ? `${month}/${year}` : String(year), date: String(year),
      certaintyOfDate: undated ? "undated" : exact ? "month" : "period", earliest: undated ? null : exact ? `${year}-${month}-01` : `${year}-01-01`, latest: undated ? null : exact ? `${year}-${month}-28` : `${year}-12-31`,
      standing, disputed: random() < 0.04, origins: 1, perspectives: standing === "on record" ? [0, 1] : [1], affirming: [claim(claims, "as the source says", false, random)], denying: [],
    };
  });
  return {
    ...frameOf("A synthetic network", `${order} nodes and ${size} ties`),
    perspectives: [{ id: "record", label: "On record", about: "What the policy lets in.", ties: 0 }, { id: "any", label: "Everything anyone affirms", about: "", ties: 0 }],
    countries: Array.from({ length: 14 }, (_, i) => ({ id: `state/${i}`, label: `State of ${given[i % 10]} ${i}` })),
    nodes: nodes.map(({ cluster, ...node }) => node), ties, claims, sources: SOURCES, notes: ["3,201 ties are undated."],
  };
}

/** The small network with labels that mean harm. */
export function hostile() {
  const payload = small();
  const evil = ["<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "\u202eevil\u202c right-to-left", "control \u0007\u0000 characters", "long ".repeat(1000), "مركز حقوق الإنسان", "人権委員会", "=HYPERLINK(\"http://x\")", "__proto__", "a\nb\tc"];
  payload.nodes.forEach((node, i) => { if (i < evil.length) node.label = evil[i]; });
  payload.title = "<b>Title</b> & \u202e more";
  payload.sources[0].url = "javascript:alert(1)";
  payload.claims.forEach((item, i) => { item.says = evil[i % evil.length]; });
  payload.ties.forEach((tie, i) => { if (i % 7 === 0) tie.reading = evil[i % evil.length]; });
  return payload;
}

export const empty = () => ({ ...small(), nodes: [], ties: [], claims: [], notes: ["No event lies between 1900 and 1901."] });

const makers = { small, large, hostile, empty, middle: () => large(420, 1300) };
const wanted = process.argv[2];
if (wanted in makers) process.stdout.write(`${JSON.stringify(makers[wanted]())}\n`);
