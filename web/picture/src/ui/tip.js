/** What a line stands for, beside the pointer. */

import { count, sayNames } from "../model.js";
import { fill, h, name } from "./dom.js";

const ATTRIBUTED = 1;

export class Tip {
  constructor(app) {
    this.app = app;
    app.frame.stage.addEventListener("pointermove", (event) => this.move(event));
  }

  show(target) {
    const { tip } = this.app.frame;
    const words = target && this.#words(target);
    tip.hidden = !words;
    if (!words) return;
    fill(tip, ...words);
    this.#place();
  }

  #words({ unit, bundle }) {
    const { scene, model, sifted } = this.app;
    if (unit !== undefined) return null;
    const found = scene.bundles[bundle];
    const ties = found.ties.filter((i) => sifted.seen[i]);
    if (scene.units[found.a].node === undefined) return [h("p", { text: `${count(ties.length, "tie")} between the two communities` })];
    return [
      ...ties
        .slice(0, 4)
        .map((i) =>
          h(
            "p",
            {},
            name(model.sentence(i)),
            model.ties[i].disputed ? " ≠" : "",
            h(
              "span",
              { class: "quiet" },
              model.ties[i].when ? ` ${model.ties[i].when}` : "",
              model.standing[i] === ATTRIBUTED ? `; says ${sayNames(model.claimantsOf(i))}` : "",
            ),
          ),
        ),
      ties.length > 4 ? h("p", { class: "quiet", text: `and ${ties.length - 4} more` }) : null,
    ].filter(Boolean);
  }

  move(event) {
    const box = this.app.frame.stage.getBoundingClientRect();
    this.pointer = [event.clientX - box.left, event.clientY - box.top];
    if (!this.app.frame.tip.hidden) this.#place();
  }

  #place() {
    const { tip, stage } = this.app.frame;
    const [x, y] = this.pointer ?? [0, 0];
    const box = { width: stage.clientWidth, height: stage.clientHeight };
    tip.style.left = `${Math.min(x + 14, box.width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 10 : y + 18}px`;
  }
}
