/** The time window: two handles over a histogram of the ties, by mouse, touch and keyboard. */

import { count } from "../model.js";
import { sayDay, sayMonth, shiftMonths, startOfYear, toIso, yearOf } from "../days.js";
import { button, fill, h } from "./dom.js";

export class TimeWindow {
  constructor(element, model, state) {
    Object.assign(this, { element, model, state });
    if (!model.days) {
      fill(element, h("p", { class: "pic-undated", text: "No tie here has a date." }));
      this.dated = false;
      return;
    }
    this.dated = true;
    this.first = startOfYear(yearOf(model.days[0]));
    this.last = startOfYear(yearOf(model.days[1]) + 1) - 1;
    this.#build();
  }

  #build() {
    this.canvas = h("canvas", { class: "pic-bars", "aria-hidden": "true" });
    this.band = h("div", { class: "pic-band" });
    this.track = h("div", { class: "pic-track" }, this.canvas, this.band);
    this.handles = ["from", "to"].map((which, i) => this.#handle(which, i));
    this.track.append(...this.handles);
    this.axis = h("div", { class: "pic-axis", "aria-hidden": "true" });
    this.said = h("p", { class: "pic-window", id: "pic-window" });
    this.sure = h("input", { type: "checkbox", id: "pic-sure", on: { change: () => this.state.set({ sure: this.sure.checked }) } });
    this.sureLabel = h("label", { class: "pic-sure" }, this.sure, "only ties surely in it");
    this.whole = button("all years", () => this.state.set({ window: null, sure: false }), { class: "pic-only" });
    fill(this.element, h("div", { class: "pic-when" }, this.said, this.sureLabel, this.whole), this.track, this.axis);
    this.track.addEventListener("pointerdown", (event) => this.#grab(event));
    new ResizeObserver(() => this.#draw()).observe(this.track);
  }

  #handle(which, i) {
    return h("div", {
      class: "pic-handle",
      id: `pic-${which}`,
      role: "slider",
      tabindex: "0",
      "aria-label": which === "from" ? "From" : "To",
      "aria-valuemin": this.first,
      "aria-valuemax": this.last,
      on: { keydown: (event) => this.#key(event, i) },
    });
  }

  get window() {
    return this.state.window ?? [this.first, this.last];
  }

  #move(i, day) {
    const window = [...this.window];
    window[i] = Math.round(i ? Math.max(window[0], Math.min(this.last, day)) : Math.min(window[1], Math.max(this.first, day)));
    const whole = window[0] <= this.first && window[1] >= this.last;
    this.#choose(whole ? null : window);
  }

  /** Change the window at most once a frame, so that dragging stays smooth in big networks. */
  #choose(window) {
    this.state.window = window;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.state.set({ window: this.state.window });
    });
  }

  /** Arrow keys go by a month, page keys by a year; the end of the window stays the end of a month. */
  #key(event, i) {
    const months = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[event.key];
    const day = this.window[i];
    if (months) this.#move(i, i ? shiftMonths(day + 1, months) - 1 : shiftMonths(day, months));
    else if (event.key === "Home") this.#move(i, this.first);
    else if (event.key === "End") this.#move(i, this.last);
    else return;
    event.preventDefault();
  }

  #grab(event) {
    const box = this.track.getBoundingClientRect();
    const dayAt = (x) => this.first + ((x - box.left) / box.width) * (this.last - this.first);
    const snap = (day, i) => (i ? shiftMonths(monthStart(day), 1) - 1 : monthStart(day));
    const [from, to] = this.window;
    const start = dayAt(event.clientX);
    const near = (8 / box.width) * (this.last - this.first);
    const inside = this.state.window && start > from + near && start < to - near;
    const i = Math.abs(start - from) <= Math.abs(start - to) ? 0 : 1;
    const move = (moved) => {
      if (inside) this.#shift(from, to, dayAt(moved.clientX) - start);
      else this.#move(i, snap(dayAt(moved.clientX), i));
    };
    const release = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", release);
      removeEventListener("pointercancel", release);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", release);
    addEventListener("pointercancel", release);
    if (!inside) {
      move(event);
      this.handles[i].focus({ preventScroll: true });
    }
    event.preventDefault();
  }

  #shift(from, to, by) {
    const kept = Math.max(this.first - from, Math.min(this.last - to, by));
    this.#choose([monthStart(from + kept), monthStart(from + kept) + (to - from)]);
  }

  /** Tell the window and draw the histogram again. */
  update(sifted) {
    if (!this.dated) return;
    this.sifted = sifted;
    const [from, to] = this.window;
    this.handles.forEach((handle, i) => {
      handle.setAttribute("aria-valuenow", this.window[i]);
      handle.setAttribute("aria-valuetext", sayDay(this.window[i]));
      handle.style.insetInlineStart = `${this.#share(i ? to + 1 : from) * 100}%`;
    });
    this.band.style.insetInlineStart = `${this.#share(from) * 100}%`;
    this.band.style.insetInlineEnd = `${(1 - this.#share(to + 1)) * 100}%`;
    this.sure.checked = this.state.sure;
    this.sureLabel.hidden = this.whole.hidden = !this.state.window;
    fill(this.said, ...this.#words(from, to));
    this.#draw();
  }

  #share(day) {
    return Math.min(1, Math.max(0, (day - this.first) / (this.last + 1 - this.first)));
  }

  #words(from, to) {
    const { sifted, state } = this;
    const kept = state.sure ? "left out" : "faded";
    const many = sifted.undated.toLocaleString("en");
    const undated = sifted.undated ? (state.window ? `${many} undated ${kept}` : count(sifted.undated, "undated tie")) : "";
    if (!state.window) {
      return [
        h("strong", { class: "figures", text: [...new Set([this.first, this.last].map(yearOf))].join("–") }),
        undated ? h("span", { class: "quiet", text: undated }) : null,
      ];
    }
    const dated = sifted.possible - (state.sure ? 0 : sifted.undated);
    const possibly = dated > 0 ? `${count(dated, "tie")} possibly in it, faded` : "";
    return [
      h(
        "strong",
        { class: "figures" },
        h("time", { datetime: toIso(from), text: sayDay(from) }),
        " – ",
        h("time", { datetime: toIso(to), text: sayDay(to) }),
      ),
      h("span", { class: "quiet", text: [possibly, undated].filter(Boolean).join("; ") }),
    ];
  }

  #bins() {
    const years = yearOf(this.last) - yearOf(this.first) + 1;
    const months = years <= 2 ? 1 : years <= 16 ? 3 : 12;
    const edges = [];
    for (let day = this.first; day <= this.last; day = shiftMonths(day, months)) edges.push(day);
    return { edges: [...edges, this.last + 1], years };
  }

  #draw() {
    if (!this.sifted) return;
    const { edges, years } = this.#bins();
    const [sure, wide] = [new Float64Array(edges.length - 1), new Float64Array(edges.length - 1)];
    for (const i of this.sifted.timed) this.#tally(i, edges, sure, wide);
    const most = Math.max(1, ...sure.map((n, b) => n + wide[b]));
    const [width, height, ratio] = [this.track.clientWidth, this.track.clientHeight, devicePixelRatio || 1];
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const pen = this.canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const style = getComputedStyle(this.element);
    const [ink, line] = [style.getPropertyValue("--quiet"), style.getPropertyValue("--line")];
    for (let b = 0; b < sure.length; b++) {
      const [left, right] = [this.#share(edges[b]) * width, this.#share(edges[b + 1]) * width];
      const tall = (n) => (n ? Math.max(2, ((height - 4) * n) / most) : 0);
      const [low, high] = [tall(sure[b]), tall(wide[b])];
      pen.fillStyle = line;
      pen.fillRect(left + 0.5, height - low - high, Math.max(1, right - left - 1), high);
      pen.fillStyle = ink;
      pen.fillRect(left + 0.5, height - low, Math.max(1, right - left - 1), low);
    }
    this.#drawAxis(years, width);
  }

  /** A tie counts dark where its date fits one bar, light in every bar that a longer or open one may touch. */
  #tally(i, edges, sure, wide) {
    if (this.model.undated(i)) return;
    const [earliest, latest] = [Math.max(this.first, this.model.earliest[i]), Math.min(this.last, this.model.latest[i])];
    let b = edges.findIndex((edge) => edge > earliest) - 1;
    if (latest < edges[b + 1]) {
      sure[b]++;
      return;
    }
    const bars = edges.filter((edge) => edge <= latest).length - b;
    for (let k = 0; k < bars; k++, b++) wide[b] += 1 / bars;
  }

  /** Name the years, or the months where there are hardly more years than one. */
  #drawAxis(years, width) {
    if (years <= 2) {
      this.#drawMonths(years, width);
      return;
    }
    const step = [1, 2, 5, 10, 20, 50, 100].find((s) => (width / years) * s > 44) ?? 200;
    const start = yearOf(this.first);
    const labels = Array.from({ length: years }, (_, i) => start + i).filter((year) => year % step === 0);
    this.#label(
      labels.map((year) => [startOfYear(year), String(year)]),
      width - 16,
    );
  }

  #drawMonths(years, width) {
    const step = [1, 2, 3, 6, 12].find((s) => (width / years / 12) * s > 76) ?? 12;
    const starts = Array.from({ length: (years * 12) / step }, (_, i) => shiftMonths(this.first, i * step));
    this.#label(
      starts.map((day) => [day, sayMonth(day)]),
      width - 40,
    );
  }

  #label(marks, width) {
    const near = (day) => this.#share(day) * this.track.clientWidth < width;
    fill(
      this.axis,
      marks
        .filter(([day]) => near(day))
        .map(([day, text]) => {
          const label = h("span", { text });
          label.style.insetInlineStart = `${this.#share(day) * 100}%`;
          return label;
        }),
    );
  }
}

function monthStart(day) {
  const iso = toIso(Math.round(day));
  return Math.round(Date.parse(`${iso.slice(0, -2)}01T00:00:00Z`) / 86_400_000);
}
