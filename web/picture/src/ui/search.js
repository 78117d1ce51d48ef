/** Search by label, by other names and in any script; a list of choices that the arrow keys walk. */

import { count, fold, tame } from "../model.js";
import { fill, h, name } from "./dom.js";
import { icon, kindSign } from "./signs.js";

const SHOWN = 12;

/** The nodes that a text finds: whole beginnings first, then beginnings of words, then anything; the best tied first. */
export function createIndex(model) {
  let entries = null;
  const build = () =>
    model.nodes.map((node, v) => ({
      v,
      names: [node.label, ...(node.names ?? [])].map((text) => ({ text, folded: fold(text).slice(0, 400) })),
    }));
  return (text) => {
    const wanted = fold(text.trim());
    if (!wanted) return [];
    entries ??= build();
    const found = [];
    for (const { v, names } of entries) {
      let best = null;
      for (const { text: given, folded } of names) {
        const at = folded.indexOf(wanted);
        if (at < 0) continue;
        const rank = at === 0 ? 0 : /[\s\p{P}]/u.test(folded[at - 1]) ? 1 : 2;
        if (!best || rank < best.rank) best = { v, rank, given };
      }
      if (best) found.push(best);
    }
    return found.sort((a, b) => a.rank - b.rank || model.degree[b.v] - model.degree[a.v] || a.v - b.v);
  };
}

/** A field that finds a node; `onChoose(v)` is called with the one chosen. */
export class Finder {
  constructor(element, model, find, onChoose, { id, label, placeholder }) {
    Object.assign(this, { model, find, onChoose, found: [], at: -1, id });
    this.input = h("input", {
      type: "search",
      id,
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": `${id}-found`,
      "aria-autocomplete": "list",
      "aria-label": label,
      placeholder,
      autocomplete: "off",
      spellcheck: "false",
      on: { input: () => this.#look(), keydown: (event) => this.#key(event), focus: () => this.#look(), blur: () => this.#shut() },
    });
    this.options = h("ul", { id: `${id}-found`, role: "listbox", "aria-label": label, class: "pic-found", hidden: true });
    fill(element, icon("search"), this.input, this.options);
  }

  #look() {
    this.found = this.find(this.input.value);
    this.at = this.found.length ? 0 : -1;
    this.#show();
  }

  #show() {
    const shown = this.found.slice(0, SHOWN);
    const empty = this.input.value.trim() && !shown.length;
    fill(
      this.options,
      shown.map((hit, i) => this.#option(hit, i)),
      empty
        ? h("li", { class: "pic-nothing", role: "presentation", text: "No name here holds these letters. Try fewer, or another spelling." })
        : null,
      this.found.length > SHOWN
        ? h("li", {
            class: "pic-nothing",
            role: "presentation",
            text: `${(this.found.length - SHOWN).toLocaleString("en")} more: write more letters`,
          })
        : null,
    );
    const open = document.activeElement === this.input && (shown.length > 0 || Boolean(empty));
    this.options.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.#mark();
  }

  #option({ v, given }, i) {
    const node = this.model.nodes[v];
    const other = tame(given) === node.name ? null : h("span", { class: "pic-also" }, name(tame(given, 80)));
    return h(
      "li",
      {
        role: "option",
        id: `${this.id}-${i}`,
        "aria-selected": "false",
        on: {
          pointerdown: (event) => {
            event.preventDefault();
            this.#choose(i);
          },
        },
      },
      kindSign(this.model.kindOf(v).id),
      h("span", { class: "pic-hit" }, name(node.name), other),
      h("span", { class: "quiet", text: count(this.model.degree[v], "neighbour") }),
    );
  }

  #mark() {
    [...this.options.children].forEach(
      (option, i) => option.role === "option" && option.setAttribute("aria-selected", String(i === this.at)),
    );
    if (this.at >= 0 && !this.options.hidden) this.input.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const last = Math.min(this.found.length, SHOWN) - 1;
    if (event.key === "ArrowDown") this.at = Math.min(last, this.at + 1);
    else if (event.key === "ArrowUp") this.at = Math.max(0, this.at - 1);
    else if (event.key === "Enter" && this.at >= 0) this.#choose(this.at);
    else if (event.key === "Escape") {
      this.input.value = "";
      this.#look();
      this.input.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
    this.#mark();
  }

  #choose(i) {
    const { v } = this.found[i];
    this.input.value = this.model.nodes[v].name;
    this.#shut();
    this.input.blur();
    this.onChoose(v);
  }

  #shut() {
    this.options.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }
}
