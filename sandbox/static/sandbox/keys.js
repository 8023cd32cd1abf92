import { recall, remember } from "./memory.js";

const REMEMBERED = "single-keys";

/** What each key does, as the name of a method of the stage. */
const KEYS = {
  j: "step", ArrowRight: "step", k: "back", ArrowLeft: "back", " ": "toggleRun",
  0: "reset", Home: "reset", End: "toEnd", c: "toggleConnection", m: "toMessage", s: "toggleGranularity", e: "toEvent",
};

/**
 * Keys act only while the focus is inside the stage and not in a field, so that they never take a letter from
 * anybody (WCAG 2.1.4); those of one character can be switched off.
 */
export class Keys {
  #stage;
  #switch;

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.#stage = stage;
    const dialog = stage.querySelector("#keys");
    this.#switch = dialog.querySelector("#single-keys");
    this.#switch.checked = recall(REMEMBERED) !== "off";
    this.#switch.addEventListener("change", () => remember(REMEMBERED, this.#switch.checked ? "on" : "off"));
    document.querySelector("#show-keys")?.addEventListener("click", () => dialog.showModal());
    stage.querySelector("#sandbox").addEventListener("keydown", (event) => this.#press(event));
  }

  #press(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches("input, select, textarea")) return key === "Escape" ? this.#stage.leaveField() : undefined;
    if (key.length === 1 && !this.#switch.checked) return;
    if (key === " " && target.closest("button")) return; // on a button it presses the button
    if (target.closest("pre, .logbox, .values") && /^(Arrow|Home|End)/.test(key)) return; // these scroll
    const method = KEYS[key] ?? KEYS[key.toLowerCase()];
    if (!method) return;
    event.preventDefault();
    this.#stage[method]();
  }
}
