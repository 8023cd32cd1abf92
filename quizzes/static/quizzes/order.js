/** Lines that are put in order by moving them. The numbers in the form stay the truth and are set by every move. */

import { dragWithin } from "./drag.js";
import { equip } from "./handles.js";

const WAYS = { up: -1, down: 1, ArrowUp: -1, ArrowDown: 1 };

export class QuizOrder extends HTMLElement {
  #list = null;
  #status = null;

  connectedCallback() {
    this.#list = this.querySelector("ol");
    if (this.#status || !this.#list.querySelector("select")) return;
    this.#status = Object.assign(document.createElement("p"), { className: "vh", role: "status" });
    this.append(this.#status);
    this.#items.forEach(equip);
    this.#number();
    this.addEventListener("click", (event) => this.#press(event, event.target.closest("button")?.dataset.way));
    this.addEventListener("keydown", (event) => this.#press(event, event.key));
    dragWithin(this.#list, (item) => this.#settle(item));
    this.closest("form").addEventListener("submit", (event) => this.#submit(event), { capture: true });
  }

  /** @returns {HTMLLIElement[]} from first to last */
  get #items() {
    return [...this.#list.children];
  }

  /**
   * @param {Event} event on a line's button
   * @param {string} way where it is to go
   */
  #press(event, way) {
    const pressed = event.target.closest("button[data-way]");
    if (!pressed || !WAYS[way]) return;
    event.preventDefault();
    this.#move(pressed.closest("li"), WAYS[way]);
    pressed.focus();
  }

  #move(item, way) {
    const items = this.#items;
    const neighbour = items[items.indexOf(item) + way];
    if (!neighbour) return this.#tell(item);
    neighbour[way < 0 ? "before" : "after"](item);
    this.#settle(item);
  }

  /** A line stands where it was moved to. */
  #settle(item) {
    this.#number();
    this.#fill();
    this.#tell(item);
    this.#list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** A button sends what one sees, even where nothing was moved. */
  #submit({ submitter }) {
    if (submitter?.value !== "hint") this.#fill();
  }

  #fill() {
    this.#items.forEach((item, index) => {
      item.querySelector("select").value = String(index + 1);
    });
  }

  #number() {
    const items = this.#items;
    items.forEach((item, index) => {
      item.querySelector(".grip").textContent = String(index + 1);
      item.querySelector("[data-way=up]").ariaDisabled = index === 0 ? "true" : null;
      item.querySelector("[data-way=down]").ariaDisabled = index === items.length - 1 ? "true" : null;
    });
  }

  #tell(item) {
    const items = this.#items;
    this.#status.textContent = `${item.dataset.said}, now place ${items.indexOf(item) + 1} of ${items.length}`;
  }
}
