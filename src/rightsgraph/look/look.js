// What every page can do: turn dark or light, and open what a link leads to.
"use strict";
(() => {
  const root = document.documentElement;
  const key = "rightsgraph-theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // Browsers may forbid storage to files opened from disk; the choice then holds for this visit.
  const remember = (theme) => { try { localStorage.setItem(key, theme); } catch { /* not kept */ } };
  const recall = () => { try { return localStorage.getItem(key); } catch { return null; } };

  const current = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const buttons = [...document.querySelectorAll("[data-look=theme]")];
  const show = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(current() === "dark"));
    root.dispatchEvent(new CustomEvent("look:theme", { detail: current() }));
  };

  const kept = recall();
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      remember(root.dataset.theme);
      show();
    });
  }
  dark.addEventListener("change", show);
  show();

  const decode = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  const unfold = () => {
    const name = decode(location.hash.slice(1));
    const target = name && document.getElementById(name);
    if (!target) return;
    let moved = false;
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS" && !at.open) { at.open = true; moved = true; }
    }
    if (moved) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
