/** The method of the stage that each button calls. */
const DOES = {
  reset: "reset", back: "back", step: "step", "to-event": "toEvent", run: "toggleRun",
  granularity: "toggleGranularity", connect: "toggleConnection",
};
const NAMES = ["reset", "back", "step", "to-event", "run", "granularity", "connect", "send", "message", "act"];

/** The buttons and the message field: what they are called, and whether they can do anything now. */
export class Controls {
  #parts;

  /** @param {HTMLElement} stage whose methods the buttons call */
  constructor(stage) {
    this.#parts = Object.fromEntries(NAMES.map((name) => [name, stage.querySelector(`#${name}`)]));
    const { act, ...parts } = this.#parts;
    for (const [name, method] of Object.entries(DOES)) {
      parts[name].addEventListener("click", () => enabled(parts[name]) && stage[method]());
    }
    act.addEventListener("submit", (event) => {
      event.preventDefault();
      if (enabled(parts.send)) stage.send();
    });
  }

  /** @returns {HTMLInputElement} */
  get message() {
    return this.#parts.message;
  }

  /** @returns {HTMLButtonElement} */
  get stepButton() {
    return this.#parts.step;
  }

  /**
   * @param {{readyState: number | null, running: boolean, granularity: import("../stops.js").Granularity, first: boolean,
   *   finished: boolean}} now
   */
  show({ readyState, running, granularity, first, finished }) {
    const { back, step, "to-event": toEvent, run, granularity: statements, connect, send } = this.#parts;
    const connected = readyState === WebSocket.CONNECTING || readyState === WebSocket.OPEN;
    enable(back, !first);
    enable(step, !finished);
    enable(toEvent, !finished);
    toEvent.hidden = granularity === "event";
    statements.setAttribute("aria-pressed", granularity === "statement");
    enable(send, connected);
    enable(connect, readyState !== WebSocket.CLOSING);
    connect.textContent = connected || readyState === WebSocket.CLOSING ? "Disconnect" : "Connect";
    run.querySelector(".word").textContent = running ? "Pause" : "Run";
    run.querySelector("use").setAttribute("href", running ? "#i-pause" : "#i-run");
  }
}

const enabled = (button) => button.getAttribute("aria-disabled") !== "true";

function enable(button, may) {
  if (may) button.removeAttribute("aria-disabled");
  else button.setAttribute("aria-disabled", "true");
}
