import { chipsAt } from "../values.js";
import { drawChip } from "./chip.js";
import { ValuesBox } from "./values.js";

/** The consumer's source: the line where it is, those that have run, and beside them what they have changed. */
export class ServerPane {
  #box;
  #source;
  #lines;
  #values;

  /** @param {HTMLElement} stage @param {string} file that the pane shows */
  constructor(stage, file) {
    this.#box = stage.querySelector("[data-kind=sample] pre");
    this.#lines = [...this.#box.querySelectorAll(".l")];
    this.#source = { file, lines: this.#lines.map((line) => line.firstElementChild.textContent) };
    this.#values = new ValuesBox(stage.querySelector("[data-values]"));
  }

  /** @param {import("../recording.js").Recording} recording @param {number} index of the moment that is shown */
  show({ moments, resting }, index) {
    const moment = moments[index];
    const held = moment.phase === "held" && moment !== resting;
    const gone = ({ left, client }) => left <= index && client === moment.client;
    const ran = new Set(moments.filter(gone).map(({ at }) => this.#lineOf(at)));
    const chips = chipsAt(moments, index, this.#source);
    this.#lines.forEach((line, place) => {
      this.#mark(line, place + 1, moment, held, ran);
      drawChip(line, chips.get(place + 1), this.#source.lines[place]);
    });
    this.#values.show(moments, index);
    this.#keepInView();
  }

  #mark(line, number, { at, phase }, held, ran) {
    const now = this.#lineOf(at) === number;
    line.classList.toggle("is-now", now);
    line.classList.toggle("is-held", now && held);
    line.classList.toggle("is-bad", now && phase === "error");
    line.classList.toggle("ran", !now && ran.has(number));
    if (now) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
  }

  /** A place in another file of the scenario is no line of this one. */
  #lineOf(at) {
    return at?.file === this.#source.file ? at.line : undefined;
  }

  /** Scrolls only the code box, never the page. */
  #keepInView() {
    const now = this.#lines.find((line) => line.classList.contains("is-now"));
    if (!now || this.#box.scrollHeight <= this.#box.clientHeight) return;
    this.#box.scrollTop = now.offsetTop - this.#box.offsetTop - (this.#box.clientHeight - now.offsetHeight) / 2;
  }
}
