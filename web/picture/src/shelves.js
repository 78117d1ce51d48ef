/** Boxes of different size side by side, in about the shape of the stage. */

const TRIES = 28;

/** Find places for boxes (`[width, height]`, biggest first) so that the whole fills a stage of that aspect best. */
export function pack(boxes, aspect) {
  const widest = boxes.reduce((most, [w]) => Math.max(most, w), 1);
  const all = boxes.reduce((sum, [w]) => sum + w, 0);
  const order = [...boxes.keys()].sort((a, b) => boxes[b][1] - boxes[a][1] || a - b);
  let best = null;
  for (let t = 0; t < TRIES; t++) {
    const found = fillStrip(boxes, order, widest * (all / widest) ** (t / (TRIES - 1)) + 1e-6);
    if (!best || found.need(aspect) < best.need(aspect) - 1e-6) best = found;
  }
  return best;
}

/** Put each box where it lies lowest, then leftmost, on what is there already. */
function fillStrip(boxes, order, width) {
  const at = boxes.map(() => [0, 0]);
  let skyline = [{ x: 0, w: width, y: 0 }];
  let [right, bottom] = [0, 0];
  for (const b of order) {
    const [w, h] = boxes[b];
    const place = lowest(skyline, w, width);
    at[b] = [place.x, place.y];
    skyline = raise(skyline, place.x, w, place.y + h);
    [right, bottom] = [Math.max(right, place.x + w), Math.max(bottom, place.y + h)];
  }
  return { at, width: right, height: bottom, need: (aspect) => Math.max(right / aspect, bottom) };
}

function lowest(skyline, w, width) {
  let best = null;
  for (const { x } of skyline) {
    if (x + w > width) break;
    const y = skyline.reduce((top, s) => (s.x < x + w && s.x + s.w > x ? Math.max(top, s.y) : top), 0);
    if (!best || y < best.y) best = { x, y };
  }
  return best;
}

function raise(skyline, x, w, y) {
  const kept = skyline.flatMap((s) =>
    [
      { ...s, w: Math.min(s.x + s.w, x) - s.x },
      { x: Math.max(s.x, x + w), y: s.y, w: s.x + s.w - Math.max(s.x, x + w) },
    ].filter((part) => part.w > 1e-6),
  );
  return [...kept, { x, w, y }].sort((a, b) => a.x - b.x);
}
