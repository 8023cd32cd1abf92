/** The consumer's source: the line where it is, those where it was, and its own attributes. */
export class ServerPane {
  #box;
  #file;
  #lines;
  #self;

  /** @param {HTMLElement} stage @param {string} file that the pane shows */
  constructor(stage, file) {
    this.#file = file;
    this.#box = stage.querySelector("[data-kind=sample] pre");
    this.#lines = [...this.#box.querySelectorAll(".l")];
    this.#self = stage.querySelector("[data-self]");
  }

  /** @param {import("../trace.js").Moment[]} moments @param {number} index of the moment that is shown */
  show(moments, index) {
    const moment = moments[index];
    const ran = new Set(moments.slice(0, index).map(({ at }) => this.#lineOf(at)));
    this.#lines.forEach((line, place) => this.#mark(line, place + 1, moment, ran));
    this.#self.replaceChildren(...Object.entries(moment.attributes).map(attribute));
    this.#keepInView();
  }

  #mark(line, number, { at, phase }, ran) {
    const now = this.#lineOf(at) === number;
    line.classList.toggle("is-now", now);
    line.classList.toggle("is-held", now && phase === "held");
    line.classList.toggle("is-bad", now && phase === "error");
    line.classList.toggle("ran", !now && ran.has(number));
    if (now) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
  }

  /** A place in another file of the scenario is no line of this one. */
  #lineOf(at) {
    return at?.file === this.#file ? at.line : undefined;
  }

  /** Scrolls only the code box, never the page. */
  #keepInView() {
    const now = this.#lines.find((line) => line.classList.contains("is-now"));
    if (!now || this.#box.scrollHeight <= this.#box.clientHeight) return;
    this.#box.scrollTop = now.offsetTop - this.#box.offsetTop - (this.#box.clientHeight - now.offsetHeight) / 2;
  }
}

function attribute([name, value]) {
  const item = document.createElement("span");
  const label = Object.assign(document.createElement("span"), { className: "name", textContent: `self.${name} = ` });
  item.append(label, value);
  item.title = value;
  return item;
}
