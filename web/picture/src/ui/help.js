/** What the keys do and what the signs mean, in a dialog. */

import { button, h } from "./dom.js";
import { dateSign, evidenceSign, lineSign } from "./signs.js";

const KEYS = [
  ["/", "search"],
  ["arrow keys", "in the picture: to the next node in that direction"],
  ["Shift + arrow keys", "move the picture"],
  ["+  −  0", "nearer, farther, all of it"],
  ["Enter", "read about the node or the community"],
  ["o", "only the chosen node and its neighbours; open a community"],
  ["l", "the list of ties, and back"],
  ["Esc", "close, and back to the whole"],
];
const DATES = [
  ["exact", "a day"],
  ["month", "a month"],
  ["period", "a year or another period"],
  ["approximate", "about then"],
  ["one-of", "one of several"],
  ["span", "from, to"],
  ["open-end", "end open"],
];

export function helpDialog() {
  const row = (sign, words) => h("li", {}, sign, ` ${words}`);
  const dialog = h(
    "dialog",
    { class: "pic-dialog", id: "pic-help", "aria-labelledby": "pic-help-title" },
    h("h2", { id: "pic-help-title", text: "Keys and signs" }),
    h(
      "dl",
      { class: "pic-keylist" },
      KEYS.map(([key, does]) => [h("dt", {}, h("kbd", { text: key })), h("dd", { text: does })]),
    ),
    h("h3", { text: "Lines" }),
    h(
      "ul",
      { class: "pic-signs" },
      row(lineSign("on record"), "on record"),
      row(lineSign("attributed"), "attributed only: stands with those who say it"),
      row(lineSign("planned"), "planned, requested, or did not occur"),
      row(lineSign("disputed"), "≠ disputed: sources disagree"),
      row(lineSign("loop"), "a tie that leads back: a court that quashes its own decision"),
      h("li", {
        class: "pic-whole",
        text: "A line with ×3 stands for three ties; it takes the strongest standing among them. Arrow heads point from who acts to whom.",
      }),
    ),
    h("h3", { text: "Dates" }),
    h(
      "ul",
      { class: "pic-signs" },
      DATES.map(([key, words]) => row(dateSign(key), words)),
    ),
    h("h3", { text: "Evidence" }),
    h(
      "ul",
      { class: "pic-signs" },
      row(evidenceSign("verified-position"), "passage with position and digest"),
      row(evidenceSign("cited"), "passage cited only"),
      row(evidenceSign("none"), "no passage of its own"),
    ),
    h(
      "div",
      { class: "pic-buttons" },
      button("Close", () => dialog.close(), { class: "pic-main" }),
    ),
  );
  return dialog;
}
