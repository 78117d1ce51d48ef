/** What the reader has chosen, with its short form for the address of the page. */

const SETS = ["kinds", "relations", "countries", "standings"];

export class State {
  #listeners = [];

  constructor(model) {
    this.model = model;
    this.reset();
    this.perspective = model.start?.perspective ?? 0;
    this.window = model.start?.window ? this.#days(model.start.window) : null;
    this.selection = null;
    this.extent = { type: "all" };
    this.list = false;
  }

  /** Loosen every filter; the perspective and what is selected stay. */
  reset() {
    for (const key of SETS) this[key] = new Set();
    this.disputed = false;
    this.sure = false;
    this.window = null;
  }

  get filtered() {
    return this.disputed || this.window !== null || SETS.some((key) => this[key].size);
  }

  /** Change some of it and tell everyone what changed. */
  set(patch) {
    Object.assign(this, patch);
    const changed = new Set(Object.keys(patch));
    for (const listener of this.#listeners) listener(changed);
  }

  loosen(key) {
    const fresh = { perspective: this.#widest(), disputed: false, window: null };
    this.set({ [key]: key in fresh ? fresh[key] : new Set() });
  }

  #widest() {
    const any = this.model.perspectives.findIndex((perspective) => perspective.id === "any");
    return any < 0 ? 0 : any;
  }

  subscribe(listener) {
    this.#listeners.push(listener);
  }

  #days([first, last]) {
    const day = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);
    return [day(first), day(last)];
  }

  /** The choice as the part of an address after `#`. */
  toHash() {
    const { model } = this;
    const out = new URLSearchParams();
    if (this.perspective !== (model.start?.perspective ?? 0)) out.set("as", model.perspectives[this.perspective].id);
    for (const key of SETS) if (this[key].size) out.set(key, [...this[key]].join(" "));
    if (this.disputed) out.set("disputed", "1");
    if (this.sure) out.set("sure", "1");
    if (this.window) out.set("window", this.window.join(" "));
    if (this.extent.type !== "all" || this.extent.chosen)
      out.set("extent", [this.extent.type, this.#extentKey()].filter(Boolean).join(" "));
    if (this.selection) out.set("sel", this.#selectionKey());
    if (this.list) out.set("list", "1");
    return out.toString();
  }

  #extentKey() {
    const { type, node, depth, community, a, b } = this.extent;
    if (type === "way") return `${this.model.nodes[a].id} ${this.model.nodes[b].id}`;
    if (type === "around") return `${depth} ${this.model.nodes[node].id}`;
    return type === "community" ? String(community) : "";
  }

  #selectionKey() {
    const { type, node, tie, a, b } = this.selection;
    const id = (v) => this.model.nodes[v].id;
    if (type === "node") return `node ${id(node)}`;
    if (type === "tie") return `tie ${this.model.tieId(tie, this.perspective)}`;
    if (type === "pair" || type === "path") return `${type} ${id(a)} ${id(b)}`;
    return "";
  }

  /** Read the choice from an address; what no longer exists is left out. */
  fromHash(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const patch = {};
    const as = this.model.perspectives.findIndex((perspective) => perspective.id === given.get("as"));
    if (as >= 0) patch.perspective = as;
    for (const key of SETS) {
      const items = (given.get(key) ?? "").split(" ").filter(Boolean);
      if (items.length) patch[key] = new Set(key === "standings" ? items.map(Number) : items);
    }
    if (given.has("disputed")) patch.disputed = true;
    if (given.has("sure")) patch.sure = true;
    if (given.has("list")) patch.list = true;
    const window = (given.get("window") ?? "").split(" ").map(Number);
    if (window.length === 2 && window.every(Number.isFinite)) patch.window = window;
    const extent = this.#readExtent(given.get("extent"));
    if (extent) patch.extent = extent;
    const selection = this.#readSelection(given.get("sel"), patch.perspective ?? this.perspective);
    if (selection) patch.selection = selection;
    return patch;
  }

  #readExtent(text) {
    const [type, key, id] = (text ?? "").split(" ");
    if (type === "all" || type === "overview") return { type, chosen: true };
    if (type === "community" && /^\d+$/.test(key)) return { type, community: Number(key) };
    const node = this.model.byId.get(id);
    const start = this.model.byId.get(key);
    if (type === "way") return start !== undefined && node !== undefined ? { type, a: start, b: node } : null;
    return type === "around" && node !== undefined ? { type, depth: Number(key) === 2 ? 2 : 1, node } : null;
  }

  #readSelection(text, perspective) {
    const [type, ...ids] = (text ?? "").split(" ");
    if (type === "tie") {
      const tie = this.model.tieById(ids.join(" "), perspective);
      return tie === undefined ? null : { type, tie };
    }
    const [a, b] = ids.map((id) => this.model.byId.get(id));
    if (type === "node") return a === undefined ? null : { type, node: a };
    return (type === "pair" || type === "path") && a !== undefined && b !== undefined ? { type, a, b } : null;
  }
}
