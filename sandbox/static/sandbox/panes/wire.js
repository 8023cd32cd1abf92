import { itemState } from "../wire.js";
import { drawLadder } from "./ladder.js";

const SENDERS = { client: "Browser to server", server: "Server to browser" };

/** The wire, as a picture and as a list that is heard. */
export class WirePane {
  #body;
  #svg;
  #list;

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.#body = stage.querySelector("[data-wire]");
    this.#svg = this.#body.querySelector("svg");
    this.#list = this.#body.querySelector("ol");
  }

  /** @param {import("../wire.js").Item[]} items @param {number} index @param {{fly: boolean, expected: number}} options */
  show(items, index, options) {
    drawLadder(this.#svg, items, index, options);
    const there = items.filter((item) => itemState(item, index) !== "is-future");
    this.#list.replaceChildren(...there.map((item) => spoken(item, index)));
    this.#keepInView();
  }

  #keepInView() {
    const current = this.#svg.querySelector(".is-now, .is-held");
    if (!current || this.#body.scrollHeight <= this.#body.clientHeight) return;
    const { top } = current.getBoundingClientRect();
    this.#body.scrollTop += top - this.#body.getBoundingClientRect().top - this.#body.clientHeight / 2;
  }
}

function spoken({ type, from, label, below, bad, held }, index) {
  const item = document.createElement("li");
  const said = bad && below ? `${label}, ${below}` : label;
  const text = type === "work" ? `Consumer: ${said}` : `${SENDERS[from]}: ${said}`;
  item.textContent = held === index ? `${text}, held at the server` : text;
  return item;
}
