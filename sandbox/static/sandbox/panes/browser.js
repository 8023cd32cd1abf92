import { readyStateName, readyStateOf } from "../journal.js";

/** What the browser knows: readyState and its own log. */
export class BrowserPane {
  #name;
  #number;
  #scale;
  #log;

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.#name = stage.querySelector("[data-ready-name]");
    this.#number = stage.querySelector("[data-ready-number]");
    this.#scale = [...stage.querySelectorAll("[data-ready-scale] li")];
    this.#log = stage.querySelector("[data-log]");
  }

  /** @param {import("../journal.js").Entry[]} seen */
  show(seen) {
    const readyState = readyStateOf(seen);
    this.#name.textContent = readyStateName(readyState);
    this.#number.textContent = readyState ?? "none";
    this.#scale.forEach((item, state) => item.toggleAttribute("data-now", state === readyState));
    this.#log.replaceChildren(...seen.map(line));
    this.#log.parentElement.scrollTop = this.#log.parentElement.scrollHeight;
  }
}

/** @param {number} milliseconds */
const time = (milliseconds) =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(Math.round(milliseconds / 100) / 10).toFixed(1)} s`;

function line({ what, detail, t }) {
  const item = document.createElement("li");
  const parts = [["time", time(t)], ["b", what], ["code", detail]].filter(([, text]) => text);
  item.append(...parts.map(([name, text]) => Object.assign(document.createElement(name), { textContent: text })));
  return item;
}
