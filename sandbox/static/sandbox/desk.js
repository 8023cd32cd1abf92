import { Controls } from "./panes/controls.js";
import { StateLine } from "./panes/state.js";
import { Voice } from "./panes/voice.js";
import { captionOf, changesIn, statementSaid } from "./words.js";
import { endOf } from "./ending.js";
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
  show(session, player) {
    const { recording, link, readyState, granularity } = session;
    const { index, running, atEdge } = player;
    const { over } = recording;
    this.#controls.show({ readyState, running, granularity, first: index === 0, finished: over && atEdge });
    this.#state.show(stateOf(link, this.#scene(session, player)));
    this.#health.hidden = link.status !== "live" || over;
  }

  #scene({ recording, recorded, readyState, next }, { index, running, lookingBack }) {
    const { held, over, moments, last, entries, frames } = recording;
    return {
      moment: moments[index],
      last: moments[last],
      frames: frames.length,
      unheard: recording.unheardAt(last),
      ready: recording.ready.map((name) => (this.#script.clients.length > 1 ? name : "")),
      closing: readyState !== null && readyState !== WebSocket.CLOSED,
      playable: this.#script.script.length > 0,
      readable: Boolean(recorded),
      ...{ running, lookingBack, held, over, next },
      ...endOf(moments, entries),
    };
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
    const { file } = this.#script;
    if (moment.nth) return this.#voice.say(statementSaid(moment, index > before ? valuesAt(moments, index) : [], file), running);
    const [title] = captionOf(moment, this.#script, recording.browserAt(index));
    const changes = changesIn(recording.valuesAt(before), recording.valuesAt(index), index < before);
    const place = moment.frame ? `Frame ${moment.frame} of ${recording.total}. ` : "";
    return this.#voice.say(`${place}${title}. ${changes}`, running);
  }

  /** What was let go has brought nothing: the statement that is shown runs, or something waits for the event loop. */
  tellRest({ recording }, { index }) {
    const moment = recording.moments[index];
    const [title] = captionOf(moment, this.#script, { resting: true });
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
