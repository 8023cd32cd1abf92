// Loaded before the first paint and on purpose not a module: a theme that comes later would flash.
(() => {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {"light" | "dark"} what the learner sees now */
  const current = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");

  /** Private windows and strict settings may refuse storage: the theme then lasts as long as the page. */
  const remembered = {
    read() {
      try { return localStorage.getItem("theme"); } catch { return null; }
    },
    write(theme) {
      try { localStorage.setItem("theme", theme); } catch { /* the page still changes */ }
    },
  };

  const stored = remembered.read();
  if (stored === "light" || stored === "dark") root.dataset.theme = stored;

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#theme")) return;
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    remembered.write(root.dataset.theme);
  });
})();
