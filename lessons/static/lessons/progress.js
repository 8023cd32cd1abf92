/** How far one is in a lesson: told to the server now and then, and when the page is left. The newest word wins. */

import { personal } from "../learners/personal.js";
import { queue } from "../learners/queue.js";

const PAUSE = 5_000; // milliseconds between two words
const WORDS = { yes: "Mark this lesson as done", no: "Take it back" };

/** The button that marks a lesson as done, and what follows the frames of its sandbox. */
class LessonProgress extends HTMLElement {
  #form;
  #button;
  #farthest = 0;
  #latest = null;
  #sent = 0;
  #timer = 0;

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#button = this.querySelector("button");
    this.#form.addEventListener("submit", (event) => this.#mark(event));
    document.addEventListener("moved", (event) => this.#moved(event.detail));
    addEventListener("pagehide", () => this.#send());
    personal.then(({ progress }) => this.#show(progress.done)).catch(() => {});
  }

  /** @param {SubmitEvent} event */
  async #mark(event) {
    event.preventDefault();
    const done = this.#button.value;
    const response = await queue(() => this.#post({ done })).catch(() => null);
    const isKept = response?.type === "opaqueredirect";
    if (isKept) this.#show(done === "yes");
    this.#say(isKept ? "" : "This could not be kept. Try again in a moment.");
  }

  /** @param {{frame: number, over: boolean}} where the sandbox is */
  #moved({ frame, over }) {
    if (frame <= this.#farthest) return; // going back, and forward again, asks the server nothing
    this.#farthest = over ? Infinity : frame;
    this.#latest = { frame, at: Date.now(), ...(over && { done: "yes" }) };
    if (over) this.#send();
    else this.#timer ||= setTimeout(() => this.#send(), Math.max(0, this.#sent + PAUSE - Date.now()));
  }

  /** What is shown as done has been stored. */
  async #send() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#latest) return;
    const fields = this.#latest;
    this.#latest = null;
    this.#sent = Date.now();
    const response = await this.#post(fields).catch(() => null);
    if (fields.done && response?.type === "opaqueredirect") this.#show(true);
  }

  /** @param {Record<string, string|number>} fields */
  #post(fields) {
    const body = new URLSearchParams(fields);
    return fetch(this.#form.action, { method: "POST", body, redirect: "manual", keepalive: true });
  }

  /** @param {boolean} done */
  #show(done) {
    this.classList.toggle("is-done", done);
    this.#button.value = done ? "no" : "yes";
    this.#button.textContent = WORDS[this.#button.value];
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.querySelector("[role=status]").textContent = sentence;
  }
}

customElements.define("lesson-progress", LessonProgress);
