/** The colours in force: read from the page's tokens, so that light and dark are said in one place. */

import { lookOfKind } from "./shapes.js";

const FALLBACKS = {
  paper: "#FBFAF7",
  surface: "#FFFFFF",
  ink: "#1E1D1A",
  quiet: "#5E5B53",
  line: "#D9D5CB",
  accent: "#0B5C73",
  focus: "#0B5C73",
};

const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Any CSS colour as #rrggbb: what WebGL and canvas blending want. */
function toHex(colour, fallback) {
  probe.fillStyle = fallback;
  probe.fillStyle = colour || fallback;
  const value = probe.fillStyle;
  if (value.startsWith("#")) return value;
  probe.clearRect(0, 0, 1, 1);
  probe.fillRect(0, 0, 1, 1);
  return `#${[...probe.getImageData(0, 0, 1, 1).data]
    .slice(0, 3)
    .map((v) => v.toString(16).padStart(2, "0"))
    .join("")}`;
}

const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** The colour `share` of the way from one to the other. */
export function mix(from, to, share) {
  const [a, b] = [parts(from), parts(to)];
  return `#${a
    .map((v, i) =>
      Math.round(v + (b[i] - v) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

export const toUnit = (hex) => parts(hex).map((v) => v / 255);

/** Whether a colour is so light that only a dark edge sets it off from white paper. */
function pale(colour) {
  const [red, green, blue] = toUnit(colour);
  return 0.3 * red + 0.59 * green + 0.11 * blue > 0.78;
}

/** Read the tokens where `element` stands; `kinds` gives each kind its colour by index. */
export function readColours(element, kinds) {
  const computed = getComputedStyle(element);
  const colours = {};
  for (const [name, fallback] of Object.entries(FALLBACKS)) {
    colours[name] = toHex(computed.getPropertyValue(`--${name}`).trim(), fallback);
  }
  colours.kinds = kinds.map((kind) => {
    const look = lookOfKind(kind.id);
    return toHex(computed.getPropertyValue(look.token).trim(), look.fallback);
  });
  const light = toUnit(colours.paper).reduce((sum, v) => sum + v, 0) > 1.5;
  colours.edge = mix(colours.ink, colours.paper, light ? 0.42 : 0.4);
  colours.outlines = colours.kinds.map((colour) => mix(colour, light ? "#000000" : "#ffffff", light && pale(colour) ? 0.75 : 0.35));
  colours.font = computed.fontFamily;
  colours.serif = computed.getPropertyValue("--serif") || computed.fontFamily;
  return colours;
}

/** Call back whenever the theme changes, by the reader's system or by the page's toggle. */
export function onThemeChange(callback) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
  new MutationObserver(callback).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
}
