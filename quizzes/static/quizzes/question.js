/** A question that is answered in place: the page keeps its position, its focus and its voice. */

import { post } from "./travel.js";

const PARTS = ["fieldset", ".fb", ".qact", ".more"];
const AROUND = [".qprog", ".evi"]; // on a page of its own
const JUDGED = new Set(["answer", "hint", "show"]); // other buttons lead to other pages
const PLACES = ["input:checked", ".typed .field", "button[data-way]", "input:enabled", ".qact .b"];
const NOT_TAKEN = "The server could not take this. Your answer is kept: try again, or reload the page.";

export class QuizQuestion extends HTMLElement {
  #sending = false;

  constructor() {
    super();
    this.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("click", (event) => this.#click(event));
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
    if (!JUDGED.has(event.submitter?.value ?? "answer")) return;
    event.preventDefault();
    if (this.#sending) return;
    this.#mark(true);
    try {
      this.#update(await post(event.target, event.submitter), event.submitter);
    } catch (failure) {
      this.tell(failure.message);
      this.dispatchEvent(new Event("unsent")); // what was filled in is worth a draft again
    } finally {
      this.#mark(false);
    }
  }

  /** An answer that was judged stays as it was given. */
  #click(event) {
    if (event.target.matches?.("input") && !this.querySelector("button[name=do]")) event.preventDefault();
  }

  /**
   * Take over what another page shows, part by part: a status region that is itself replaced is not heard.
   * @param {Document} page
   * @param {?HTMLButtonElement} submitter
   */
  #update(page, submitter) {
    const fresh = this.#counterpart(page);
    if (!fresh) throw new Error(page.querySelector(".refused")?.textContent ?? NOT_TAKEN);
    const before = this.contains(document.activeElement) ? document.activeElement : null;
    const isHint = submitter?.value === "hint"; // which changes no answer, not even one that is only half given
    for (const part of isHint ? PARTS.slice(1) : PARTS) renew(this.querySelector(part), fresh.querySelector(part));
    for (const part of AROUND) renew(document.querySelector(part), page.querySelector(part));
    if (this.querySelector("quiz-draft")) document.title = page.title;
    if (before && !before.isConnected) this.#focus(isHint);
  }

  /**
   * Back to where one was, as far as it is still there: the button for hints, the answer, the field.
   * @param {boolean} isHint
   */
  #focus(isHint) {
    const places = isHint ? ["button[value=hint]", ...PLACES] : PLACES;
    const place = places.map((selector) => this.querySelector(selector)).find(Boolean);
    place?.focus({ preventScroll: true });
  }

  /** @param {boolean} sending */
  #mark(sending) {
    this.#sending = sending;
    for (const button of this.querySelectorAll("button[name=do]")) button.ariaDisabled = sending ? "true" : null;
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

/**
 * Let a part of this page hold what the same part of another one holds.
 * @param {?Element} part
 * @param {?Element} fresh
 */
function renew(part, fresh) {
  if (part && fresh) part.replaceChildren(...fresh.childNodes);
}
