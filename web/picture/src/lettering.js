/** Text on a canvas: names broken into lines, and places that nothing else has taken. */

/** Break a text into at most `most` lines no wider than `width`, two of them about as long as each other; cut with … where it must be. */
export function wrap(pen, text, width, most) {
  const lines = broken(pen, text, width, most);
  if (lines.length !== 2 || lines[1].endsWith("…")) return lines;
  const words = lines.join(" ").split(" ");
  const at = (k) => [words.slice(0, k).join(" "), words.slice(k).join(" ")];
  const wide = (k) => Math.max(...at(k).map((line) => pen.measureText(line).width));
  const cuts = words.slice(1).map((_, i) => i + 1);
  return at(cuts.reduce((best, k) => (wide(k) < wide(best) ? k : best), cuts[0]));
}

function broken(pen, text, width, most) {
  const words = text.split(/\s+/).filter(Boolean);
  const lines = [];
  let line = "";
  for (const [i, word] of words.entries()) {
    const longer = line ? `${line} ${word}` : word;
    if (!line || pen.measureText(longer).width <= width) line = longer;
    else if (lines.length === most - 1) return [...lines, cut(pen, [line, ...words.slice(i)].join(" "), width)];
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, cut(pen, line, width)];
}

function cut(pen, text, width) {
  if (pen.measureText(text).width <= width * 1.12) return text;
  const signs = [...text];
  let [low, high] = [1, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pen.measureText(`${signs.slice(0, middle).join("")}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  const kept = signs.slice(0, low).join("");
  const whole = kept.slice(0, kept.lastIndexOf(" "));
  return `${whole.length > kept.length / 2 ? whole : kept.trimEnd()}…`;
}

const CELL = 48;

/** Rectangles that are taken, found again by a coarse grid. */
export class Placer {
  constructor(width, height) {
    Object.assign(this, { width, height, cells: new Map() });
  }

  #each(x, y, w, h, visit) {
    for (let cx = Math.floor(x / CELL); cx <= Math.floor((x + w) / CELL); cx++) {
      for (let cy = Math.floor(y / CELL); cy <= Math.floor((y + h) / CELL); cy++) if (visit(cx * 4096 + cy) === false) return false;
    }
    return true;
  }

  /** Take a rectangle; `owner` may lie over it. */
  block(x, y, w, h, owner) {
    const box = [x, y, x + w, y + h, owner];
    this.#each(x, y, w, h, (key) => {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    });
  }

  /** How much of a rectangle others have taken, in square pixels. */
  taken(x, y, w, h, owner) {
    const found = new Set();
    this.#each(x, y, w, h, (key) => {
      for (const box of this.cells.get(key) ?? []) if (box[4] !== owner) found.add(box);
    });
    const shared = (from, to, low, high) => Math.max(0, Math.min(to, high) - Math.max(from, low));
    return [...found].reduce((sum, [left, top, right, bottom]) => sum + shared(x, x + w, left, right) * shared(y, y + h, top, bottom), 0);
  }

  free(x, y, w, h, owner) {
    if (x < 2 || y < 2 || x + w > this.width - 2 || y + h > this.height - 2) return false;
    return this.#each(
      x,
      y,
      w,
      h,
      (key) =>
        !(this.cells.get(key) ?? []).some(
          ([left, top, right, bottom, whose]) => whose !== owner && x < right && x + w > left && y < bottom && y + h > top,
        ),
    );
  }
}

const DOT = 10;

/** How much line lies under a place, by dots along the lines. */
export class Ink {
  #cells = new Map();

  line(p, q) {
    const steps = Math.min(400, Math.ceil(Math.hypot(q.x - p.x, q.y - p.y) / DOT));
    for (let i = 1; i < steps; i++) {
      const key = Math.floor((p.x + ((q.x - p.x) * i) / steps) / DOT) * 4096 + Math.floor((p.y + ((q.y - p.y) * i) / steps) / DOT);
      this.#cells.set(key, (this.#cells.get(key) ?? 0) + 1);
    }
  }

  under(x, y, w, h) {
    let dots = 0;
    for (let cx = Math.floor(x / DOT); cx <= Math.floor((x + w) / DOT); cx++) {
      for (let cy = Math.floor(y / DOT); cy <= Math.floor((y + h) / DOT); cy++) dots += this.#cells.get(cx * 4096 + cy) ?? 0;
    }
    return dots;
  }
}
