/** Elements made by hand: text is always text, styles go through classes, handlers through listeners. */

import { tame } from "../model.js";

/** Make an element. `given` holds attributes, `class`, `text`, `on` (listeners) and properties under `set`. */
export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "class") element.className = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "set") Object.assign(element, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A name from outside, in the direction of its own script and without effect on the text around it. */
export const name = (text, given = {}) => h("bdi", { ...given, text: tame(text, 4000) });

/** A word of the ontology with its definition, on hover and on focus. */
export function term(label, about) {
  if (!about) return h("span", { text: label });
  return h("span", { class: "term", tabindex: "0" }, label, h("span", { class: "meaning", role: "note", text: about }));
}

export const button = (label, onClick, given = {}) => h("button", { type: "button", ...given, on: { click: onClick } }, label);

/** Replace what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}
