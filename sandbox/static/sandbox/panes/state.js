/** The reserved line above the caption. It counts down by itself where its words do. */
export class StateLine {
  #line;
  #icon;
  #text;
  #action;
  #timer = 0;

  /** @param {HTMLElement} stage whose methods the action calls */
  constructor(stage) {
    this.#line = stage.querySelector("[data-state]");
    this.#icon = this.#line.querySelector("use");
    this.#text = this.#line.querySelector("[data-state-text]");
    this.#action = this.#line.querySelector("[data-state-action]");
    this.#action.addEventListener("click", () => stage[this.#action.dataset.does]());
  }

  /** @returns {string} what the line says */
  get words() {
    return this.#text.textContent;
  }

  /** @param {import("../states.js").State} state */
  show(state) {
    clearInterval(this.#timer);
    this.#line.dataset.tone = state.tone;
    this.#line.classList.toggle("spins", state.icon === "arc");
    this.#icon.setAttribute("href", `#i-${state.icon}`);
    this.#action.hidden = !state.action;
    this.#action.textContent = state.action?.label ?? "";
    this.#action.dataset.does = state.action?.does ?? "";
    if (state.until) this.#countDown(state);
    else this.#text.textContent = state.text;
  }

  #countDown({ text, until }) {
    const write = () => { this.#text.textContent = text(Math.max(0, Math.ceil((until - performance.now()) / 1000))); };
    this.#timer = setInterval(write, 1000);
    write();
  }
}
