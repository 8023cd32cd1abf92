import { Controls } from "./panes/controls.js";
import { StateLine } from "./panes/state.js";
import { Voice } from "./panes/voice.js";
import { captionOf, changesIn, statementSaid } from "./words.js";
import { stateOf } from "./states.js";
import { valuesAt } from "./values.js";

/** What the switch has done. */
const CHOSEN = {
  event: "Steps go from event to event.",
  statement: "Steps go from statement to statement.",
};
const SPOKEN = ["failed", "ended", "noticed", "elsewhere", "slow"];

/** What surrounds the picture: the state line, the buttons, the voice. */
export class Desk {
  #script;
  #state;
  #voice;
  #controls;
  #health;
  #dropped = false;

  /** @param {HTMLElement} stage whose methods the buttons call @param {object} script */
  constructor(stage, script) {
    this.#script = script;
    this.#state = new StateLine(stage);
    this.#voice = new Voice(stage);
    this.#controls = new Controls(stage);
    this.#health = stage.querySelector("[data-health]");
  }

  /** @returns {HTMLInputElement} */
  get message() {
    return this.#controls.message;
  }

  /** @returns {HTMLButtonElement} */
  get stepButton() {
    return this.#controls.stepButton;
  }

  /** @param {import("./session.js").Session} session @param {import("./player.js").Player} player */
  show({ recording, link, readyState, next, granularity }, { index, running, atEdge, lookingBack }) {
    const { over, held, moments, last } = recording;
    const raised = moments.some(({ phase }) => phase === "error");
    this.#controls.show({ readyState, running, granularity, first: index === 0, finished: over && atEdge });
    const unheard = recording.unheardAt(last);
    const ready = recording.ready.map((name) => (this.#script.clients.length > 1 ? name : ""));
    const around = { running, lookingBack, held, ready, unheard, over, raised, next };
    this.#state.show(stateOf(link, { moment: moments[index], last: moments[last], ...around }));
    this.#health.hidden = link.status !== "live" || over;
  }

  /** The line to the server has changed. Only the first drop and the recovery are announced. */
  tellLink({ status, message, until }) {
    if (status === "dropped" && !this.#dropped) this.#voice.say("The line dropped. Your frames are kept.");
    if (status === "live" && this.#dropped) this.#voice.say("The line is back.");
    const expiring = status === "live" && until;
    if (SPOKEN.includes(status) || expiring) this.#voice.say(message || this.#state.words);
    this.#dropped = status === "dropped" || (this.#dropped && status !== "live");
  }

  /** One message for each step. */
  tellMove({ recording }, { index, running }, before) {
    const { moments } = recording;
    const moment = moments[index];
    const { steps, file } = this.#script;
    if (moment.nth) return this.#voice.say(statementSaid(moment, index > before ? valuesAt(moments, index) : [], file), running);
    const [title] = captionOf(moment, steps, { ...recording.browserAt(index), file });
    const changes = changesIn(recording.valuesAt(before), recording.valuesAt(index), index < before);
    return this.#voice.say(`Frame ${moment.frame} of ${recording.frames.length}. ${title}. ${changes}`, running);
  }

  /** What was let go has brought nothing: the statement that is shown runs, or something waits for the event loop. */
  tellRest({ recording }, { index }) {
    const moment = recording.moments[index];
    const [title] = captionOf(moment, [], { resting: true, file: this.#script.file });
    this.#voice.say(moment === recording.resting ? `${title}. ${this.#state.words}` : this.#state.words);
  }

  /** @param {import("./stops.js").Granularity} granularity that has been chosen */
  tellGranularity(granularity) {
    this.#voice.say(CHOSEN[granularity]);
  }

  /** @param {string} text */
  say(text) {
    this.#voice.say(text);
  }

  /** Why nothing happens: what the state line says. */
  sayState() {
    this.#voice.say(this.#state.words);
  }

  /** @param {number} milliseconds that an answer of the observer took */
  tellHealth(milliseconds) {
    this.#health.textContent = `Live, ${Math.max(1, Math.round(milliseconds))} ms`;
  }
}
