/** The concept flow: the node of the current step is lit, those before it are done. */
export class FlowPane {
  #nodes;
  #label;
  #part;

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.#nodes = [...stage.querySelectorAll("[data-kind=flow] [data-steps]")];
    this.#label = stage.querySelector("[data-flow-label]");
    this.#part = stage.querySelector("[data-flow-part]");
  }

  /** @param {import("../trace.js").Moment} moment that is shown */
  show({ lit, phase, event }) {
    const steps = this.#nodes.map((node) => node.dataset.steps.split(" ").filter(Boolean).map(Number));
    const own = lit ? steps.findIndex((of) => of.includes(lit)) : -1;
    const atTheDoor = phase === "held" && event.direction === "in"; // then it is still where it only passes through
    const now = atTheDoor && own > 0 && !steps[own - 1].length ? own - 1 : own;
    this.#nodes.forEach((node, place) => {
      node.classList.toggle("is-past", place < now);
      node.classList.toggle("is-now", place === now);
      if (place === now) node.setAttribute("aria-current", "step");
      else node.removeAttribute("aria-current");
    });
    if (!this.#label) return;
    this.#label.textContent = this.#nodes[Math.max(now, 0)].textContent;
    this.#part.textContent = Math.max(now, 0) + 1;
  }
}
