const PAUSE = 3000; // ms between two announcements while frames go by themselves

/** The one status region: one message for each step, and while running the latest only, now and then. */
export class Voice {
  #region;
  #last = -Infinity;
  #timer = 0;

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.#region = stage.querySelector("#say");
  }

  /** @param {string} text @param {boolean} [running] */
  say(text, running = false) {
    clearTimeout(this.#timer);
    const wait = running ? Math.max(0, this.#last + PAUSE - performance.now()) : 0;
    const speak = () => {
      this.#last = performance.now();
      this.#region.textContent = text;
    };
    if (wait) this.#timer = setTimeout(speak, wait);
    else speak();
  }
}
