import { labelOf } from "../words.js";

const DIRECTIONS = {
  in: { icon: "i-right", side: "client", said: ", browser to server" },
  out: { icon: "i-left", side: "server", said: ", server to browser" },
  layer: { said: ", channel layer" },
};

/** The frame strip: one numbered cell for each frame so far, one tab stop for all. */
export class StripPane {
  #list;

  /** @param {HTMLElement} stage @param {(frame: number) => void} go */
  constructor(stage, go) {
    this.#list = stage.querySelector("[data-strip]");
    this.#list.addEventListener("click", (event) => {
      const cell = event.target.closest("[data-frame]");
      if (cell) go(Number(cell.dataset.frame));
    });
  }

  /** @param {ReturnType<import("../trace.js").framesOf>} frames @param {import("../trace.js").Moment} moment that is shown */
  show(frames, moment) {
    const focused = this.#list.contains(document.activeElement);
    while (this.#list.children.length > frames.length) this.#list.lastChild.remove();
    frames.slice(this.#list.children.length).forEach((frame) => this.#list.append(cell(frame)));
    frames.forEach((frame, place) => mark(this.#list.children[place], frame, moment));
    const current = this.#list.children[Math.max(0, moment.frame - 1)]?.firstChild;
    if (!current) return;
    current.tabIndex = 0;
    if (focused) current.focus({ preventScroll: true });
    this.#list.scrollLeft = current.offsetLeft - this.#list.offsetLeft - (this.#list.clientWidth - current.offsetWidth) / 2;
  }
}

function cell({ frame, event }) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "cell" });
  button.dataset.frame = frame;
  const direction = DIRECTIONS[event.direction];
  button.append(part("vh", "Frame "), part("n", frame), part("nth", ""), " ", part("lab", labelOf(event.kind)));
  button.append(part("vh", direction?.said ?? ""), part("vh held", ""));
  if (direction?.icon) button.append(icon(direction));
  item.append(button);
  return item;
}

function mark(item, { frame, last }, moment) {
  const button = item.firstChild;
  const now = frame === moment.frame;
  const held = (now && !moment.nth ? moment : last).phase === "held";
  item.className = now ? "is-now" : frame < moment.frame ? "is-past" : "is-future";
  item.classList.toggle("held", held);
  button.querySelector(".held").textContent = held ? ", held" : "";
  const statement = now && moment.nth;
  item.classList.toggle("in-statements", Boolean(statement));
  button.querySelector(".nth").replaceChildren(...(statement ? statementOf(moment) : []));
  button.tabIndex = -1;
  if (now) button.setAttribute("aria-current", "step");
  else button.removeAttribute("aria-current");
}

/** `6 · 2/5` to the eye: the dot goes where the cell is narrow. */
function statementOf({ nth, of }) {
  const seen = part("", "");
  seen.setAttribute("aria-hidden", "true");
  seen.append(part("dot", " · "), `${nth}/${of}`);
  return [seen, part("vh", `, statement ${nth} of ${of},`)];
}

const part = (className, text) => Object.assign(document.createElement("span"), { className, textContent: text });

function icon({ icon: name, side }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `i direction ${side}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  svg.firstChild.setAttribute("href", `#${name}`);
  return svg;
}
