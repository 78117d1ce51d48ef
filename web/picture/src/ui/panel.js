/** The panel of details: the whole, a node, a tie with its claims, several ties, a community, or a way between two. */

import { count, sayNames } from "../model.js";
import { STANDINGS } from "../shapes.js";
import { tieInFull, whenOf } from "./claims.js";
import { button, fill, h, name, term } from "./dom.js";
import { icon, kindSign, lineSign } from "./signs.js";
import { askForEnds, tellWay } from "./ways.js";

const MANY = 60;
const ATTRIBUTED = 1;
const OVERVIEW =
  "Each disc is a community: nodes with more ties among themselves than with others, named by its biggest body. " +
  "Choose one to read of it; open it to see its nodes.";

/** `5 ties with 3 nodes and 1 that leads back`. */
function tellTies(model, ties, v) {
  const others = ties.filter((i) => model.other(i, v) !== v);
  const alone = ties.length - others.length;
  const back = `${alone.toLocaleString("en")} that ${alone === 1 ? "leads" : "lead"} back`;
  const told = `${count(others.length, "tie")} with ${count(new Set(others.map((i) => model.other(i, v))).size, "node")}`;
  if (!others.length && alone) return `${count(alone, "tie")} that ${alone === 1 ? "leads" : "lead"} back`;
  return alone ? `${told} and ${back}` : told;
}

export class Panel {
  /** `app` gives model, state, find, communities, and what the buttons do: choose, show, path. */
  constructor(element, app) {
    Object.assign(this, { element, app, model: app.model, state: app.state });
  }

  update() {
    const { selection } = this.state;
    const body = this.#body(selection);
    this.element.classList.toggle("pic-open", selection !== null);
    const close = selection
      ? button(icon("close"), () => this.app.choose(null), { class: "pic-close", "aria-label": "Close", title: "Close (Esc)" })
      : null;
    fill(this.element, close, ...body);
    this.element.scrollTop = 0;
  }

  #body(selection) {
    if (!selection) return this.#whole();
    const { type } = selection;
    if (type === "node") return this.#node(selection.node);
    if (type === "tie") return this.#tie(selection.tie);
    if (type === "pair") return this.#pair(selection.a, selection.b);
    if (type === "community") return this.#community(selection.community);
    if (type === "between") return askForEnds(this.app, selection.a, selection.b);
    return tellWay(this.app, selection, (ties) => this.#tieList(ties, null));
  }

  get seen() {
    return this.app.sifted.seen;
  }

  #whole() {
    const { model, app } = this;
    const { policy = {} } = model;
    const overview = this.state.extent.type === "overview";
    return [
      h("h2", { text: overview ? "An overview" : "What is shown" }),
      this.app.scene?.threads
        ? h("p", { text: "So many ties are drawn as threads. Choose a node to see its own in full, or open its neighbourhood." })
        : null,
      h("p", {
        text: overview ? OVERVIEW : "Choose a node to read who it is, or a tie to read the claims behind it.",
      }),
      policy.about && policy.about !== model.perspectives[this.state.perspective]?.about
        ? h("p", {}, h("strong", {}, name(policy.title || "The record")), ": ", name(policy.about))
        : null,
      overview ? this.#communityList() : this.#most(),
      overview ? null : this.#disputes(),
      model.notes.length
        ? [
            h("h3", { text: "Good to know" }),
            h(
              "ul",
              { class: "pic-notes" },
              model.notes.map((note) => h("li", {}, name(note))),
            ),
          ]
        : null,
      h(
        "p",
        { class: "pic-help" },
        button("Keys and signs", () => app.help(), { class: "pic-link" }),
      ),
    ].flat();
  }

  #most() {
    const seen = this.app.sifted.nodes;
    const top = [...this.model.nodes.keys()]
      .filter((v) => seen[v])
      .sort((a, b) => seen[b] - seen[a] || a - b)
      .slice(0, 8);
    return top.length ? [h("h3", { text: "Most ties" }), this.#nodeList(top, (v) => count(seen[v], "tie"))] : null;
  }

  #disputes() {
    const disputed = [];
    for (let i = 0; i < this.model.ties.length && disputed.length < 7; i++)
      if (this.seen[i] && this.model.ties[i].disputed) disputed.push(i);
    if (!disputed.length) return null;
    return [h("h3", {}, lineSign("disputed"), ` Disputed (${this.app.sifted.disputed})`), this.#tieList(disputed, null)];
  }

  #nodeList(list, said) {
    return h(
      "ul",
      { class: "pic-rows" },
      list.map((v) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "pic-row", on: { click: () => this.app.choose({ type: "node", node: v }) } },
            kindSign(this.model.kindOf(v).id),
            name(this.model.nodes[v].name, { class: "pic-label" }),
            h("span", { class: "quiet figures", text: said(v) }),
          ),
        ),
      ),
    );
  }

  /** Ties as rows; seen from node `v` the sentence has … for its name. */
  #tieList(list, v) {
    const { model } = this;
    const rows = list.map((i) => {
      const tie = model.ties[i];
      const standing = STANDINGS[model.standing[i]];
      const outward = model.from[i] === v;
      const words =
        v === null || v === undefined
          ? [name(model.nodes[tie.source].name), ` ${tie.reading} `, name(model.nodes[tie.target].name)]
          : outward
            ? [h("span", { class: "pic-verb", text: `… ${tie.reading} ` }), name(model.nodes[tie.target].name)]
            : [name(model.nodes[tie.source].name), h("span", { class: "pic-verb", text: ` ${tie.reading} …` })];
      return h(
        "li",
        { class: this.seen[i] === 2 ? "pic-maybe" : null },
        h(
          "button",
          { type: "button", class: "pic-row pic-tierow", on: { click: () => this.app.choose({ type: "tie", tie: i }) } },
          lineSign(tie.disputed ? "disputed" : standing.id, tie.disputed ? "disputed" : standing.label),
          h("span", { class: "pic-label" }, words, tie.disputed ? " ≠" : ""),
          h(
            "span",
            { class: "quiet pic-aside" },
            tie.eventLabel ? h("span", { class: "pic-event" }, name(tie.eventLabel)) : null,
            h("span", {}, whenOf(tie), ` · ${count(tie.affirming.length, "claim")}`),
            model.standing[i] === ATTRIBUTED ? h("span", { class: "pic-event" }, "says ", name(sayNames(model.claimantsOf(i)))) : null,
          ),
        ),
      );
    });
    return this.#cut(rows, "ties");
  }

  #cut(rows, word) {
    const list = h("ul", { class: "pic-rows" }, rows.slice(0, MANY));
    if (rows.length <= MANY) return list;
    const more = button(
      `Show all ${rows.length.toLocaleString("en")} ${word}`,
      () => {
        list.append(...rows.slice(MANY));
        more.remove();
      },
      { class: "pic-link" },
    );
    return h("div", {}, list, more);
  }

  #node(v) {
    const { model, app } = this;
    const node = model.nodes[v];
    const kind = model.kindOf(v);
    const ties = Array.from(model.tiesOf(v)).filter((i) => this.seen[i]);
    const country = node.country !== null && node.country !== undefined ? model.countries[node.country].label : "";
    const others = [...new Set((node.names ?? []).filter((other) => other !== node.label))];
    return [
      h("p", { class: "pic-kind" }, kindSign(kind.id), " ", term(kind.label, kind.about), country ? [" · ", name(country)] : null),
      h("h2", { class: "pic-whose" }, name(node.name)),
      others.length
        ? h(
            "p",
            { class: "quiet" },
            "also ",
            others.slice(0, 8).map((other, i) => [i ? ", " : "", name(other)]),
            others.length > 8 ? ` and ${others.length - 8} more` : "",
          )
        : null,
      node.about ? h("p", {}, name(node.about)) : null,
      /^https?:\/\//i.test(node.iri ?? "")
        ? h("p", { class: "pic-iri" }, h("a", { href: node.iri, rel: "noopener noreferrer", target: "_blank", text: node.id }))
        : null,
      h(
        "div",
        { class: "pic-buttons" },
        button("Only this and its neighbours", () => app.show({ type: "around", node: v, depth: 1 })),
        button("A way from here to…", () => app.choose({ type: "between", a: v })),
      ),
      h("h3", { text: tellTies(model, ties, v) }),
      ties.length ? this.#grouped(ties, v) : h("p", { class: "quiet", text: "None under these filters." }),
    ].flat();
  }

  #grouped(ties, v) {
    const groups = new Map();
    for (const i of ties) {
      const key = `${this.model.relations[this.model.ties[i].relation].id} ${this.model.from[i] === v}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(i);
    }
    const early = (i) => (Number.isFinite(this.model.earliest[i]) ? this.model.earliest[i] : Infinity);
    return [...groups.values()].map((list) => {
      const relation = this.model.relations[this.model.ties[list[0]].relation];
      return [
        h(
          "h4",
          {},
          term(relation.label, relation.about),
          list.length > 1 ? h("span", { class: "quiet figures", text: ` ${list.length}` }) : null,
        ),
        this.#tieList(
          list.sort((a, b) => early(a) - early(b)),
          v,
        ),
      ];
    });
  }

  #tie(i) {
    const { model } = this;
    const between = model.between(model.from[i], model.to[i]).filter((other) => this.seen[other]);
    const note = this.seen[i] ? null : h("p", { class: "quiet", text: "The filters hide this tie from the picture." });
    const more =
      between.length > 1
        ? button(
            model.from[i] === model.to[i] ? `All ${between.length} ties that lead back` : `All ${between.length} ties between the two`,
            () => this.app.choose({ type: "pair", a: model.from[i], b: model.to[i] }),
            {
              class: "pic-link",
            },
          )
        : null;
    return [note, tieInFull(model, i, (selection) => this.app.choose(selection)), more];
  }

  #pair(a, b) {
    const ties = this.model.between(a, b).filter((i) => this.seen[i]);
    return [
      a === b
        ? h("h2", {}, count(ties.length, "tie"), " from ", name(this.model.nodes[a].name), " back to ", name(this.model.nodes[a].name))
        : h("h2", {}, count(ties.length, "tie"), " between ", name(this.model.nodes[a].name), " and ", name(this.model.nodes[b].name)),
      this.#tieList(ties, null),
    ];
  }

  #communityList() {
    const { communities } = this.app.communities();
    return [
      h("h3", { text: count(communities.length, "community", "communities") }),
      h(
        "ul",
        { class: "pic-rows" },
        communities.map((community, c) =>
          h(
            "li",
            {},
            h(
              "button",
              { type: "button", class: "pic-row", on: { click: () => this.app.choose({ type: "community", community: c }) } },
              kindSign(this.model.kindOf(community.head).id),
              name(community.label, { class: "pic-label" }),
              h("span", { class: "quiet figures", text: community.members.length.toLocaleString("en") }),
            ),
          ),
        ),
      ),
    ];
  }

  #community(c) {
    const { model, app } = this;
    const community = app.communities().communities[c];
    const members = [...community.members].filter((v) => app.sifted.nodes[v]).sort((x, y) => model.degree[y] - model.degree[x] || x - y);
    return [
      h("p", { class: "pic-kind", text: "community" }),
      h("h2", {}, community.rest ? "" : "Around ", name(community.label)),
      h("p", {
        text: `${count(members.length, "node")} of ${community.members.length.toLocaleString("en")} with ties under these filters.`,
      }),
      h(
        "div",
        { class: "pic-buttons" },
        button("Open this community", () => app.show({ type: "community", community: c }), { class: "pic-main" }),
      ),
      h("h3", { text: "Best tied" }),
      this.#nodeList(members.slice(0, 25), (v) => count(model.degree[v], "neighbour")),
    ];
  }
}
