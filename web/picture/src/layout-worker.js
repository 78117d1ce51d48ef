/** The layout of big networks, off the page's thread: a fixed number of steps, told as it goes. */

import { makeRoom, matrices, positions, run, settingsFor } from "./forces.js";

const spread = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);

self.onmessage = ({ data }) => {
  const work = matrices(data);
  const settings = settingsFor(data.x.length);
  for (let step = 0; step < data.steps; step += data.stride) {
    run(settings, work, Math.min(data.stride, data.steps - step));
    self.postMessage({ ...positions(work), share: Math.min(1, (step + data.stride) / data.steps), done: false });
  }
  const { x, y } = positions(work);
  const scale = data.reach / Math.max(1, spread(x), spread(y));
  const radii = data.sizes.map((size) => (size * 0.8) / scale);
  makeRoom(x, y, radii, 0, 6);
  self.postMessage({ x, y, share: 1, done: true });
};
