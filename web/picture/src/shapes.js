/** The shape and colour of each kind of node, and the line of each standing: one table for WebGL, canvas and legend. */

/** Order matters: the index is the shape number of the WebGL program. */
export const SHAPES = ["circle", "ring", "square", "diamond", "pentagon", "hexagon", "triangle", "dot", "plus", "page", "cluster"];

const KINDS = {
  person: { shape: "circle", fallback: "#0072B2" },
  group: { shape: "ring", fallback: "#56B4E9" },
  court: { shape: "square", fallback: "#D55E00" },
  "monitoring-body": { shape: "diamond", fallback: "#009E73" },
  authority: { shape: "pentagon", fallback: "#7A5C99" },
  state: { shape: "hexagon", fallback: "#CC79A7" },
  organization: { shape: "triangle", fallback: "#E69F00" },
  treaty: { shape: "page", fallback: "#F0E442" },
  place: { shape: "dot", fallback: "#888888" },
  case: { shape: "plus", fallback: "#222222" },
};

/** What is known of a kind's look; a kind nobody foresaw is drawn as a circle in the colour of ink. */
export function lookOfKind(id) {
  const known = Object.hasOwn(KINDS, id) ? KINDS[id] : { shape: "circle", fallback: "#222222" };
  return { shape: known.shape, token: id === "case" ? "--ink" : `--kind-${id}`, fallback: known.fallback };
}

/** Corners of a regular polygon with `n` corners on a circle of radius `r`, the first one `turn` radians from the right. */
function polygon(n, r, turn) {
  const corners = Array.from({ length: n }, (_, i) => turn + (2 * Math.PI * i) / n);
  return `M${corners.map((a) => `${(r * Math.cos(a)).toFixed(4)} ${(r * Math.sin(a)).toFixed(4)}`).join("L")}Z`;
}

const disc = (r) => `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
const UP = -Math.PI / 2;

/** Outline of each shape round 0,0 where a circle would have radius 1 (y grows downwards). */
export const OUTLINES = {
  circle: disc(1),
  ring: disc(1),
  square: "M-.9 -.9H.9V.9H-.9Z",
  diamond: "M0 -1.25L1.25 0L0 1.25L-1.25 0Z",
  pentagon: polygon(5, 1.15, UP),
  hexagon: polygon(6, 1.1, 0),
  triangle: polygon(3, 1.35, UP),
  dot: disc(0.55),
  plus: "M-.4 -1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z",
  page: "M-.8 -1.05H.35L.8 -.6V1.05H-.8Z",
  cluster: disc(1),
};

/** The hole of shapes that have one. */
export const HOLES = { ring: disc(0.58), cluster: disc(0.86) };

/** Line styles; the index is the style number of the WebGL program. */
export const STYLES = ["solid", "dashed", "dotted"];

/** The standings of a tie in the order in which the strongest one gives a bundle its line. */
export const STANDINGS = [
  { id: "on record", label: "on record", style: "solid", about: "Sources say it plainly and the policy lets it in." },
  { id: "attributed", label: "attributed only", style: "dashed", about: "It stands with those who say it." },
  { id: "planned", label: "planned", style: "dotted", about: "It was planned; no source here says that it happened." },
  { id: "requested", label: "requested", style: "dotted", about: "It was asked for; no source here says that it happened." },
  { id: "not occurred", label: "did not occur", style: "dotted", about: "A source says that it did not happen." },
];

/** Dash pattern in pixels of each line style, for canvas and SVG. */
export const DASHES = { solid: [], dashed: [7, 4], dotted: [1.6, 3.6] };
