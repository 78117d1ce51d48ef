/** What part of the picture is in view: moved, zoomed and walked through. */

const CALM = matchMedia("(prefers-reduced-motion: reduce)");

export class View {
  constructor(scene) {
    this.scene = scene;
  }

  /** Bring nodes into view: where they are, as near as lets them all be seen. */
  frame(units, nearest = 0.28) {
    const shown = units.map((u) => this.scene.sigma.getNodeDisplayData(u)).filter(Boolean);
    if (!shown.length) return;
    const [xs, ys] = [shown.map(({ x }) => x), shown.map(({ y }) => y)];
    const box = { left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) };
    const span = Math.max(box.right - box.left, box.high - box.low) * 1.25;
    this.move({ x: (box.left + box.right) / 2, y: (box.low + box.high) / 2, ratio: Math.min(1, Math.max(nearest, span)) });
  }

  move(target) {
    const camera = this.scene.sigma.getCamera();
    if (CALM.matches) camera.setState(target);
    else camera.animate(target, { duration: 240 });
  }

  fit() {
    this.scene.embraceAgain();
    this.move({ x: 0.5, y: 0.5, ratio: 1 });
  }

  /** Move the picture if a unit lies near or beyond its edge. */
  keepInView(u) {
    const { x, y } = this.scene.sigma.graphToViewport(this.scene.units[u]);
    const { clientWidth: width, clientHeight: height } = this.scene.stage;
    if (x > 40 && y > 40 && x < width - 40 && y < height - 40) return;
    const shown = this.scene.sigma.getNodeDisplayData(u);
    if (shown) this.move({ x: shown.x, y: shown.y });
  }

  zoom(factor) {
    this.move({ ratio: Math.min(4, Math.max(0.02, this.scene.sigma.getCamera().ratio / factor)) });
  }

  pan(dx, dy) {
    const camera = this.scene.sigma.getCamera();
    this.move({ x: camera.x + dx * 0.12 * camera.ratio, y: camera.y - dy * 0.12 * camera.ratio });
  }

  /** The unit that lies nearest in a direction (dx, dy of the screen) from another one, for the arrow keys. */
  towards(u, dx, dy) {
    const at = (w) => this.scene.sigma.graphToViewport(this.scene.units[w]);
    const here = at(u);
    let [best, least] = [-1, Infinity];
    for (const w of this.scene.units.keys()) {
      if (w === u || this.scene.units[w].hidden) continue;
      const there = at(w);
      const [x, y] = [there.x - here.x, there.y - here.y];
      const ahead = x * dx + y * dy;
      const aside = Math.abs(x * dy - y * dx);
      if (ahead <= 0 || aside > ahead * 1.6) continue;
      const cost = ahead + aside * 2;
      if (cost < least) [best, least] = [w, cost];
    }
    return best;
  }
}
