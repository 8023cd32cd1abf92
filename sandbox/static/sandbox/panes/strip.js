import { icon } from "../../courseware/icon.js";

const DIRECTIONS = {
  in: { name: "right", side: "client", said: ", browser to server" },
  out: { name: "left", side: "server", said: ", server to browser" },
  layer: { said: ", channel layer" },
};

/** The frame strip: one numbered cell for each frame so far and, dashed, for each that is to come; one tab stop for all. */
export class StripPane {
  #list;
  #labels;

  /** @param {HTMLElement} stage @param {Record<string, string>} labels by kind @param {(frame: number) => void} go */
  constructor(stage, labels, go) {
    this.#list = stage.querySelector("[data-strip]");
    this.#list.replaceChildren();
    this.#labels = labels;
    this.#list.addEventListener("click", (event) => {
      const cell = event.target.closest("[data-frame]:not([aria-disabled])");
      if (cell) go(Number(cell.dataset.frame));
    });
  }

  /** @param {import("../recording.js").Recording} recording @param {import("../trace.js").Moment} moment that is shown */
  show({ frames, toCome, over }, moment) {
    const focused = this.#list.contains(document.activeElement);
    [...frames, ...toCome].forEach((frame, place) => this.#put(frame, place));
    while (this.#list.children.length > frames.length + toCome.length) this.#list.lastChild.remove();
    this.#list.classList.toggle("is-open", !toCome.length && !over);
    frames.forEach((frame, place) => mark(this.#list.children[place], frame, moment));
    toCome.forEach((_, place) => expect(this.#list.children[frames.length + place]));
    const current = this.#list.children[Math.max(0, moment.frame - 1)]?.firstChild;
    if (!current) return;
    current.tabIndex = 0;
    if (focused) current.focus({ preventScroll: true });
    this.#list.scrollLeft = current.offsetLeft - this.#list.offsetLeft - (this.#list.clientWidth - current.offsetWidth) / 2;
  }

  /** A cell that was expected stays where it is when its frame comes, unless another has come. */
  #put({ frame, event }, place) {
    const there = this.#list.children[place];
    if (there?.dataset.kind === event.kind) return;
    const fresh = cell(frame, event, this.#labels[event.kind] ?? event.kind);
    if (there) there.replaceWith(fresh);
    else this.#list.append(fresh);
  }
}

function cell(frame, { kind, direction }, label) {
  const item = document.createElement("li");
  item.dataset.kind = kind;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "cell" });
  button.dataset.frame = frame;
  const way = DIRECTIONS[direction];
  button.append(part("vh", "Frame "), part("n", frame), part("nth", ""), " ", part("lab", label));
  button.append(part("vh said", ""));
  button.dataset.way = way?.said ?? "";
  if (way?.name) button.append(icon(way.name, `direction ${way.side}`));
  item.append(button);
  return item;
}

function mark(item, { frame, last }, moment) {
  const button = item.firstChild;
  const now = frame === moment.frame;
  const held = (now && !moment.nth ? moment : last).phase === "held";
  item.className = now ? "is-now" : frame < moment.frame ? "is-past" : "is-future";
  item.classList.toggle("held", held);
  say(button, held ? ", held" : "");
  const statement = now && moment.nth;
  item.classList.toggle("in-statements", Boolean(statement));
  button.querySelector(".nth").replaceChildren(...(statement ? statementOf(moment) : []));
  button.tabIndex = -1;
  button.removeAttribute("aria-disabled");
  if (now) button.setAttribute("aria-current", "step");
  else button.removeAttribute("aria-current");
}

/** It will come if the run goes on as it was recorded. */
function expect(item) {
  const button = item.firstChild;
  item.className = "is-expected";
  say(button, ", not reached yet");
  button.querySelector(".nth").replaceChildren();
  button.tabIndex = -1;
  button.setAttribute("aria-disabled", "true");
  button.removeAttribute("aria-current");
}

const say = (button, words) => { button.querySelector(".said").textContent = button.dataset.way + words; };

/** `6 · 2/5` to the eye: the dot goes where the cell is narrow. */
function statementOf({ nth, of }) {
  const seen = part("", "");
  seen.setAttribute("aria-hidden", "true");
  seen.append(part("dot", " · "), `${nth}/${of}`);
  return [seen, part("vh", `, statement ${nth} of ${of},`)];
}

const part = (className, text) => Object.assign(document.createElement("span"), { className, textContent: text });
