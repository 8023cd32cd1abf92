/** What is filled in and not judged yet, kept on the server as it is made: a reload or a lost line costs nothing. */

import { queue } from "../learners/queue.js";
import { PATIENCE } from "./travel.js";

const PAUSE = 400; // milliseconds of rest after which it is sent
const AGAIN = 5_000; // after a failure
const KEPT = "Saved";
const LOST = "Not saved yet. Trying again.";

export class QuizDraft extends HTMLElement {
  #form = null;
  #timer = 0;
  #changed = false;
  #sending = null;
  #last = Promise.resolve();

  connectedCallback() {
    this.#form = this.closest("form");
    this.#form.addEventListener("input", () => this.#note());
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    this.closest("quiz-question").addEventListener("unsent", () => this.#note());
    addEventListener("click", (event) => this.#follow(event));
    addEventListener("pagehide", () => this.#leave());
  }

  #note() {
    this.#changed = true;
    if (this.textContent !== LOST) this.#tell("");
    this.#wait(PAUSE);
  }

  /** @param {number} pause in milliseconds */
  #wait(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), pause);
  }

  /** One at a time: what changes while a draft is on its way is sent after it. */
  #flush() {
    clearTimeout(this.#timer);
    this.#last = this.#last.then(() => this.#save());
    return this.#last;
  }

  async #save() {
    if (!this.#changed) return;
    this.#changed = false;
    this.#sending = new AbortController();
    const signal = AbortSignal.any([this.#sending.signal, AbortSignal.timeout(PATIENCE)]);
    try {
      this.#tell(await queue(() => this.#send({ signal })));
    } catch {
      this.#changed = true;
      this.#tell(LOST);
      this.#wait(AGAIN);
    }
    this.#sending = null;
  }

  /** What is submitted holds all that the draft would: the draft must neither follow nor overtake it. */
  async #submit(event) {
    clearTimeout(this.#timer);
    this.#changed = false;
    this.#tell("");
    if (!this.#sending) return;
    event.preventDefault();
    event.stopPropagation();
    await this.#last;
    this.#form.requestSubmit(event.submitter);
  }

  /** A link waits for what is not saved yet, so that the page behind it knows. */
  async #follow(event) {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !isPlain || !(this.#changed || this.#sending)) return;
    event.preventDefault();
    await this.#flush();
    location.assign(link.href);
  }

  /**
   * Only that a draft is lost, and that it is kept after all, is spoken aloud: the rest would be heard all the time.
   * @param {string} text
   */
  #tell(text) {
    if (this.textContent === text) return;
    this.ariaLive = [this.textContent, text].includes(LOST) ? "polite" : "off";
    this.textContent = text;
  }

  #leave() {
    if (!this.#changed) return;
    this.#sending?.abort();
    this.#changed = false;
    this.#send({ keepalive: true }).catch(() => {});
  }

  /**
   * @param {RequestInit} options
   * @returns {Promise<string>} that it is kept, or why it is not wanted; an error where one should try again
   */
  async #send(options) {
    const body = new URLSearchParams(new FormData(this.#form));
    body.set("do", "draft");
    const response = await fetch(this.#form.action, { ...options, method: "POST", body, redirect: "manual" });
    if (response.type === "opaqueredirect") return KEPT; // it leads on to a page, which nobody wants here
    if (response.status === 429 || response.status >= 500) throw new Error(LOST);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector(".refused")?.textContent ?? "";
  }
}
