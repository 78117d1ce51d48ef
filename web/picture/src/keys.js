/** Everything by keyboard. */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function bindKeys(app) {
  app.frame.stage.addEventListener("keydown", (event) => onStage(app, event));
  app.frame.root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back(app, event);
  });
  if (app.full) document.addEventListener("keydown", (event) => anywhere(app, event));
}

const writing = (event) =>
  event.target.closest?.("input:not([type=checkbox]), select, textarea, dialog") || event.ctrlKey || event.metaKey || event.altKey;

function anywhere(app, event) {
  if (writing(event)) return;
  if (event.key === "/") app.finder.input.focus();
  else if (event.key === "?") app.help();
  else if (event.key === "l") app.state.set({ list: !app.state.list });
  else return;
  event.preventDefault();
}

function back(app, event) {
  if (event.target.closest("dialog")) return;
  if (app.frame.filters.classList.contains("pic-open")) app.sheet(false);
  else if (app.state.selection) app.choose(null);
  else return;
  app.frame.stage.focus();
}

function onStage(app, event) {
  const { scene } = app;
  if (!scene || event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) scene.view.pan(...arrow);
  else if (arrow) step(app, arrow);
  else if (event.key === "+" || event.key === "=") scene.view.zoom(1.5);
  else if (event.key === "-" || event.key === "_") scene.view.zoom(1 / 1.5);
  else if (event.key === "0") scene.view.fit();
  else if (event.key === "Enter" && app.state.selection) app.frame.panel.querySelector("h2")?.closest("aside").focus();
  else if (event.key === "o" && current(app) >= 0) app.open(scene.units[current(app)]);
  else return;
  event.preventDefault();
}

/** The unit that is chosen, or -1. */
function current(app) {
  const { selection } = app.state;
  if (selection?.type === "node") return app.scene.unitOf[selection.node] ?? -1;
  return selection?.type === "community" && app.scene.extent.type === "overview" ? selection.community : -1;
}

function step(app, [dx, dy]) {
  const { scene } = app;
  const here = current(app);
  const next = here < 0 ? scene.order.find((u) => !scene.units[u].hidden) : scene.view.towards(here, dx, dy);
  if (next === undefined || next < 0) return;
  scene.tell("chooseUnit", scene.units[next]);
  scene.view.keepInView(next);
}
