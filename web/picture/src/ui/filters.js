/** The filters: perspective, kinds, relations, country, standing; each choice with the number of ties it would show. */

import { STANDINGS } from "../shapes.js";
import { button, fill, h, name } from "./dom.js";
import { kindSign, lineSign } from "./signs.js";

const SHORT = 9;
const say = (number) => number.toLocaleString("en");

export class Filters {
  constructor(element, model, state) {
    Object.assign(this, { element, model, state, counters: [], wide: new Set() });
    this.#build();
  }

  #build() {
    const { model, state } = this;
    const kinds = new Set(model.nodes.map((node) => node.kind));
    const standings = new Set(model.standing);
    const present = (has, choices) => choices.filter(({ at }) => has.has(at));
    this.clear = button("Loosen all filters", () => state.set({ ...this.#loose() }), { class: "pic-clear", id: "pic-loosen" });
    fill(
      this.element,
      this.#perspectives(),
      this.#facet(
        "kinds",
        "Kinds",
        present(
          kinds,
          model.kinds.map((kind, at) => ({ key: kind.id, at, label: kind.label, about: kind.about, sign: kindSign(kind.id) })),
        ),
        "kind",
      ),
      ...this.#relations(),
      this.#standings(
        present(
          standings,
          STANDINGS.map(({ id, label, about }, at) => ({ key: at, at, label, about, sign: lineSign(id) })),
        ),
      ),
      model.countries.length ? this.#countries() : null,
      this.clear,
    );
  }

  #loose() {
    return {
      kinds: new Set(),
      relations: new Set(),
      countries: new Set(),
      standings: new Set(),
      disputed: false,
      sure: false,
      window: null,
    };
  }

  #perspectives() {
    const { model, state } = this;
    const option = (perspective, i) => h("option", { value: i, text: perspective.label });
    const whole = model.perspectives.map((p, i) => [p, i]).filter(([p]) => p.id === "record" || p.id === "any");
    const actors = model.perspectives.map((p, i) => [p, i]).filter(([p]) => p.id !== "record" && p.id !== "any");
    this.perspective = h(
      "select",
      { id: "pic-perspective", on: { change: (event) => state.set({ perspective: Number(event.target.value) }) } },
      whole.map(([p, i]) => option(p, i)),
      actors.length
        ? h(
            "optgroup",
            { label: "As one of them tells it" },
            actors.map(([p, i]) => option(p, i)),
          )
        : null,
    );
    this.told = h("p", { class: "pic-told" });
    return h(
      "section",
      { class: "pic-facet pic-perspectives" },
      h("h2", {}, h("label", { for: "pic-perspective", text: "Whose account" })),
      this.perspective,
      this.told,
    );
  }

  /** One group of check boxes; what is unchecked is hidden. */
  #facet(key, title, choices, counted, open = true) {
    if (!choices.length) return null;
    const rows = choices.map((choice) => this.#row(key, choice, counted));
    const more = rows.length > SHORT + 2 ? this.#more(rows) : null;
    return h(
      "details",
      { class: "pic-facet", open, "data-facet": key },
      h("summary", {}, h("h2", { text: title }), this.#all(key, choices)),
      h("ul", { class: "pic-choices" }, rows),
      more,
    );
  }

  #row(key, { key: item, at, label, about, sign }, counted) {
    const { state } = this;
    const box = h("input", { type: "checkbox", "data-key": item, on: { change: () => this.#toggle(key, item, !box.checked) } });
    const number = h("span", { class: "pic-number figures" });
    const only = button("only", () => this.#only(key, item), { class: "pic-only", "aria-label": `only ${label}` });
    const row = h("li", {}, h("label", { title: about || null }, box, sign ?? null, name(label, { class: "pic-choice" }), number), only);
    this.counters.push((facets) => {
      const ties = facets[counted][at];
      number.textContent = say(ties);
      box.checked = !state[key].has(item);
      row.classList.toggle("pic-none", ties === 0);
    });
    return row;
  }

  #toggle(key, item, hide) {
    const chosen = new Set(this.state[key]);
    if (hide) chosen.add(item);
    else chosen.delete(item);
    this.state.set({ [key]: chosen });
  }

  #keys(key) {
    const all = {
      kinds: this.model.kinds.map(({ id }) => id),
      relations: this.model.relations.map(({ id }) => id),
      standings: STANDINGS.map((_, i) => i),
    };
    return all[key];
  }

  #only(key, item) {
    this.state.set({ [key]: new Set(this.#keys(key).filter((other) => other !== item)) });
  }

  /** `all`: shown when something of the group is hidden. */
  #all(key, choices) {
    const items = choices.map((choice) => choice.key);
    const all = button(
      "all",
      (event) => {
        event.preventDefault();
        this.state.set({ [key]: new Set([...this.state[key]].filter((item) => !items.includes(item))) });
      },
      { class: "pic-only pic-all" },
    );
    this.counters.push(() => {
      all.hidden = !items.some((item) => this.state[key].has(item));
    });
    return all;
  }

  #more(rows) {
    const rest = rows.slice(SHORT);
    for (const row of rest) row.hidden = true;
    const more = button(
      `${rest.length} more`,
      () => {
        const open = rest[0].hidden;
        for (const row of rest) row.hidden = !open;
        more.textContent = open ? "fewer" : `${rest.length} more`;
      },
      { class: "pic-only pic-more" },
    );
    return more;
  }

  #relations() {
    const groups = new Map();
    this.model.relations.forEach((relation, at) => {
      const group = relation.projection || "relations";
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push({ key: relation.id, at, label: relation.label, about: relation.about, ties: this.#tiesOf(at) });
    });
    for (const [group, choices] of groups)
      groups.set(
        group,
        choices.filter(({ ties }) => ties),
      );
    for (const choices of groups.values()) choices.sort((a, b) => b.ties - a.ties || a.at - b.at);
    return [...groups].map(([group, choices]) =>
      this.#facet("relations", titled(group), choices, "relation", this.model.relations.length <= 60),
    );
  }

  #tiesOf(relation) {
    if (!this.totals) {
      this.totals = this.model.relations.map(() => 0);
      for (const tie of this.model.ties) this.totals[tie.relation]++;
    }
    return this.totals[relation];
  }

  #standings(choices) {
    const { model, state } = this;
    const facet = this.#facet("standings", "Standing", choices, "standing");
    if (!facet || !model.ties.some((tie) => tie.disputed)) return facet;
    const box = h("input", { type: "checkbox", id: "pic-disputed", on: { change: () => state.set({ disputed: box.checked }) } });
    const number = h("span", { class: "pic-number figures" });
    this.counters.push((_, sifted) => {
      box.checked = state.disputed;
      number.textContent = say(sifted.disputed);
    });
    const label = h(
      "label",
      { title: "Sources disagree: some affirm it and some deny it, or say it otherwise." },
      box,
      lineSign("disputed"),
      h("span", { class: "pic-choice", text: "only disputed ≠" }),
      number,
    );
    facet.append(h("div", { class: "pic-extra" }, label));
    return facet;
  }

  /** Countries choose rather than hide: none chosen means all. */
  #countries() {
    const { model, state } = this;
    const rows = model.countries
      .map((country, at) => ({ country, at }))
      .map(({ country, at }) => {
        const box = h("input", {
          type: "checkbox",
          "data-key": country.id,
          on: { change: () => this.#toggle("countries", country.id, box.checked) },
        });
        const number = h("span", { class: "pic-number figures" });
        const row = h("li", {}, h("label", {}, box, name(country.label, { class: "pic-choice" }), number));
        this.counters.push((facets) => {
          box.checked = state.countries.has(country.id);
          number.textContent = say(facets.country[at]);
          row.classList.toggle("pic-none", facets.country[at] === 0);
        });
        return row;
      });
    const more = rows.length > SHORT + 2 ? this.#more(rows) : null;
    return h(
      "details",
      { class: "pic-facet", open: model.countries.length < 12, "data-facet": "countries" },
      h("summary", {}, h("h2", { text: "Only ties that touch" })),
      h("ul", { class: "pic-choices" }, rows),
      more,
    );
  }

  /** Tell the numbers again. */
  update(sifted) {
    const { model, state } = this;
    for (const tell of this.counters) tell(sifted.facets, sifted);
    [...this.perspective.options].forEach((option) => {
      const p = Number(option.value);
      option.textContent = `${model.perspectives[p].label} (${say(sifted.facets.perspective[p])})`;
    });
    this.perspective.value = String(state.perspective);
    fill(this.told, ...this.#tellPerspective());
    this.clear.hidden = !state.filtered;
  }

  #tellPerspective() {
    const { model, state } = this;
    const chosen = model.perspectives[state.perspective];
    const about = chosen.about ? [h("span", { text: `${chosen.about} ` })] : [];
    const record = model.perspectives.findIndex(({ id }) => id === "record");
    if (state.perspective === record || record < 0) return about;
    const [mine, theirs] = [state.perspective, record].map((p) => new Set(model.same.filter((_, i) => model.holds[p][i])));
    const added = [...mine].filter((tie) => !theirs.has(tie)).length;
    const missing = [...theirs].filter((tie) => !mine.has(tie)).length;
    const rest = missing ? `${say(missing)} of the record not in it` : "all of the record in it";
    return [...about, h("span", { text: `${added ? say(added) : "None"} not on record; ${rest}.` })];
  }
}

/** `people-bodies` as a heading. */
function titled(group) {
  const words = group.replace(/^.*\//, "").split("-").join(" – ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
