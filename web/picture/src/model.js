/** The network as read from the page: the payload with the indices that questions need. */

import { toDay } from "./days.js";
import { STANDINGS } from "./shapes.js";

const SPANS = new Set(["span", "open-end", "open-start"]);
const standingNumber = new Map(STANDINGS.map((standing, i) => [standing.id, i]));

/** Text fit for a line on a canvas or a list: no control or direction characters, no endless length. */
export function tame(text, length = 300) {
  // eslint-disable-next-line no-control-regex
  const plain = String(text ?? "")
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, " ")
    .trim();
  const signs = plain.length > length ? [...plain.slice(0, length * 2)] : null;
  return signs && signs.length > length ? `${signs.slice(0, length - 1).join("")}…` : plain;
}

/** What stands percent-encoded in an address, or as it is where that cannot be read. */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Letters for searching: without case and accents. */
export const fold = (text) => String(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export class Model {
  constructor(payload) {
    Object.assign(this, payload);
    this.notes ??= [];
    const n = this.ties.length;
    this.from = new Int32Array(n);
    this.to = new Int32Array(n);
    this.earliest = new Float64Array(n);
    this.latest = new Float64Array(n);
    this.span = new Uint8Array(n);
    this.standing = new Uint8Array(n);
    this.holds = this.perspectives.map(() => new Uint8Array(n));
    this.ties.forEach((tie, i) => this.#index(tie, i));
    this.#link(n);
    this.#number();
    this.nodes.forEach((node) => {
      node.name = tame(node.label, 200) || node.id;
    });
    this.byId = new Map(this.nodes.map((node, i) => [node.id, i]));
    this.#span();
  }

  #index(tie, i) {
    this.from[i] = tie.source;
    this.to[i] = tie.target;
    this.earliest[i] = toDay(tie.earliest, -Infinity);
    this.latest[i] = toDay(tie.latest, Infinity);
    this.span[i] = SPANS.has(tie.certaintyOfDate) ? 1 : 0;
    this.standing[i] = standingNumber.get(tie.standing) ?? 1;
    tie.reading = tame(tie.reading, 120);
    for (const p of tie.perspectives) if (this.holds[p]) this.holds[p][i] = 1;
  }

  /** Lay the ties of each node one after the other (`tiesOf`), and count its neighbours. */
  #link(n) {
    const order = this.nodes.length;
    this.start = new Int32Array(order + 1);
    for (let i = 0; i < n; i++) {
      this.start[this.from[i] + 1]++;
      if (this.to[i] !== this.from[i]) this.start[this.to[i] + 1]++;
    }
    for (let v = 0; v < order; v++) this.start[v + 1] += this.start[v];
    const next = this.start.slice(0, order);
    this.list = new Int32Array(this.start[order]);
    for (let i = 0; i < n; i++) {
      this.list[next[this.from[i]]++] = i;
      if (this.to[i] !== this.from[i]) this.list[next[this.to[i]]++] = i;
    }
    this.degree = new Int32Array(order);
    for (let v = 0; v < order; v++) this.degree[v] = new Set(this.neighboursOf(v).filter((w) => w !== v)).size;
  }

  /** First and last day that any tie names, or null where none is dated. */
  #span() {
    let [first, last] = [Infinity, -Infinity];
    for (let i = 0; i < this.ties.length; i++) {
      for (const day of [this.earliest[i], this.latest[i]]) {
        if (Number.isFinite(day)) [first, last] = [Math.min(first, day), Math.max(last, day)];
      }
    }
    this.days = first <= last ? [first, last] : null;
  }

  tiesOf(v) {
    return this.list.subarray(this.start[v], this.start[v + 1]);
  }

  other(tie, v) {
    return this.from[tie] === v ? this.to[tie] : this.from[tie];
  }

  neighboursOf(v) {
    return Array.from(this.tiesOf(v), (tie) => this.other(tie, v));
  }

  undated(tie) {
    return this.earliest[tie] === -Infinity && this.latest[tie] === Infinity;
  }

  kindOf(v) {
    return this.kinds[this.nodes[v].kind];
  }

  /** Which of the ties that perspectives tell in their own form this is: no perspective has two rows with the same number. */
  #number() {
    const known = new Map();
    this.same = Int32Array.from(this.ties, ({ source, target, relation, event, via }) => {
      const key = JSON.stringify([source, target, relation, event ?? "", via ?? ""]);
      if (!known.has(key)) known.set(key, known.size);
      return known.get(key);
    });
  }

  /** The form that a perspective gives a tie, or undefined where it does not hold there. */
  inPerspective(i, p) {
    if (this.holds[p][i]) return i;
    return Array.from(this.tiesOf(this.from[i])).find((other) => this.same[other] === this.same[i] && this.holds[p][other]);
  }

  /**
   * A tie's own name, stable between builds of the same data: what the address of a shared view holds. Where the perspective
   * shown has it in another form or not at all, the name of one that has it in this form goes with it.
   */
  tieId(i, perspective) {
    const tie = this.ties[i];
    const parts = [this.nodes[tie.source].id, this.relations[tie.relation].id, this.nodes[tie.target].id, tie.event, tie.via];
    if (!this.holds[perspective][i]) parts.push(this.perspectives[tie.perspectives[0]]?.id);
    return parts.map((part) => encodeURIComponent(part ?? "").replaceAll("~", "%7E")).join("~");
  }

  /** The tie of such a name, in the form that the perspective has; undefined where there is none. */
  tieById(id, perspective) {
    const [source, relation, target, event, via, as] = id.split("~").map(decode);
    const v = this.byId.get(source);
    if (v === undefined || via === undefined) return undefined;
    const p = as === undefined ? perspective : this.perspectives.findIndex((found) => found.id === as);
    return Array.from(this.tiesOf(v)).find((i) => {
      const tie = this.ties[i];
      const named = [this.nodes[tie.source].id, this.relations[tie.relation].id, this.nodes[tie.target].id, tie.event, tie.via];
      return this.holds[p]?.[i] && [source, relation, target, event, via].every((part, k) => part === (named[k] ?? ""));
    });
  }

  /** How many ties a perspective holds. */
  held(perspective) {
    return this.holds[perspective].reduce((sum, held) => sum + held, 0);
  }

  /** The ties between two nodes, both ways. */
  between(a, b) {
    return Array.from(this.tiesOf(a)).filter((tie) => this.other(tie, a) === b);
  }

  /** Who says so, named once each: what stands beside a tie that is attributed only. */
  claimantsOf(i) {
    return [...new Set(this.ties[i].affirming.flatMap((c) => this.claims[c].claimants))];
  }

  sentence(i) {
    return `${this.nodes[this.from[i]].name} ${this.ties[i].reading} ${this.nodes[this.to[i]].name}`;
  }
}

/** `A, B and 3 others`. */
export function sayNames(names, most = 3) {
  const shown = names.slice(0, names.length > most ? most - 1 : most);
  const rest = names.length - shown.length;
  const all = rest ? [...shown, `${rest} others`] : shown;
  return all.length > 1 ? `${all.slice(0, -1).join(", ")} and ${all.at(-1)}` : (all[0] ?? "");
}

/** `3 ties`, `1 tie`, `no ties`. */
export function count(number, word, many = `${word}s`) {
  return `${number === 0 ? "no" : number.toLocaleString("en")} ${number === 1 ? word : many}`;
}
