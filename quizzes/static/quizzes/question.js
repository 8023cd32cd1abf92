/** A question that is answered in place: the page keeps its position, its focus and its voice. */

import { post } from "./travel.js";

const PARTS = ["fieldset", ".fb", ".qact"];
const NOT_TAKEN = "The server could not take this. Your choice is kept: try again, or reload the page.";

export class QuizQuestion extends HTMLElement {
  #sending = false;

  constructor() {
    super();
    this.addEventListener("submit", (event) => this.#submit(event));
  }

  /**
   * Stand as on another page, without announcing it.
   * @param {Document} page
   */
  restore(page) {
    const fresh = this.#counterpart(page);
    if (fresh) this.replaceChildren(...fresh.childNodes);
  }

  /**
   * Say a sentence in the status region, above what stands there.
   * @param {string} sentence
   */
  tell(sentence) {
    const status = this.querySelector(".fb");
    const line = status.querySelector(".refused") ?? document.createElement("p");
    line.className = "refused";
    line.textContent = sentence;
    status.prepend(line);
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.#sending) return;
    this.#mark(true);
    try {
      this.#update(await post(event.target, event.submitter), event.submitter);
    } catch (failure) {
      this.tell(failure.message);
    } finally {
      this.#mark(false);
    }
  }

  /**
   * Take over what another page shows, part by part: a status region that is itself replaced is not heard.
   * @param {Document} page
   * @param {?HTMLButtonElement} submitter
   */
  #update(page, submitter) {
    const fresh = this.#counterpart(page);
    if (!fresh) throw new Error(page.querySelector(".refused")?.textContent ?? NOT_TAKEN);
    const hadFocus = this.contains(document.activeElement);
    for (const part of PARTS) this.querySelector(part).replaceChildren(...fresh.querySelector(part).childNodes);
    document.querySelector(".qprog")?.replaceWith(page.querySelector(".qprog"));
    if (hadFocus) this.#focus(submitter);
  }

  /** @param {?HTMLButtonElement} submitter */
  #focus(submitter) {
    const next = submitter?.value === "hint" ? this.querySelector("button[value=hint]") : null;
    const place = next ?? this.querySelector("input:checked") ?? this.querySelector("input:enabled");
    place?.focus({ preventScroll: true });
  }

  /** @param {boolean} sending */
  #mark(sending) {
    this.#sending = sending;
    for (const button of this.querySelectorAll("button")) button.ariaDisabled = sending ? "true" : null;
  }

  /**
   * The same question on another page.
   * @param {Document} page
   * @returns {?Element}
   */
  #counterpart(page) {
    const { id } = this.querySelector(".question");
    return page.getElementById(id)?.closest("quiz-question") ?? null;
  }
}
