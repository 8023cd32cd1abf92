import { nextAction } from "./script.js";
import { recall, remember } from "./memory.js";
import { PACE } from "./player.js";
import { Recording } from "./recording.js";
import { Run } from "./run.js";

const PATIENCE = 300; // ms before the page says that it is connecting
const REMEMBERED = "granularity";

/** The learner's run and its recording, and what the line to it is like. Touches no document. */
export class Session {
  link = { status: "idle" };

  /** @type {import("./stops.js").Granularity} what runs stop at, this one and those to come */
  granularity = recall(REMEMBERED) === "statement" ? "statement" : "event";
  #script;
  #listener;
  #run = null;
  #opening = 0;
  #playing = false;
  #greeted = true; // by the newest run

  /**
   * @param {object} script of the stage
   * @param {{began(): void, grew(last: number): void, linked(): void, heard(ms: number): void}} listener
   */
  constructor(script, listener) {
    this.#script = script;
    this.#listener = listener;
    this.recording = new Recording(script.steps);
  }

  /** @returns {number | null} readyState of the socket under study */
  get readyState() {
    return this.#run?.readyState ?? null;
  }

  /** @returns {import("./script.js").Action | undefined} what the script would do now */
  get next() {
    if (this.link.status === "dropped") return undefined;
    const readyState = ["failed", "ended"].includes(this.link.status) ? null : this.readyState;
    const raw = this.#script.clients[0].player === "server";
    return nextAction(this.#script.script, { readyState, sent: this.sent, raw });
  }

  /** @returns {number} how many messages the browser has sent */
  get sent() {
    return this.recording.count("send");
  }

  /** Begin a fresh run. The recording of the one before stays until the server has greeted. */
  connect() {
    this.#end();
    this.recording.end();
    this.#greeted = false;
    this.#opening = setTimeout(() => this.#linked({ status: "opening" }), PATIENCE);
    this.#run = new Run(this.#hearing());
    this.#run.begin(this.#script);
  }

  /** End the run, if there is one, and forget what it recorded. */
  clear() {
    this.#end();
    this.link = { status: "idle" };
    this.recording = new Recording(this.#script.steps);
  }

  /** @param {number} n the number of the stop that may go @returns {boolean} whether the server could be told */
  release(n) {
    return this.#run.command({ type: "step", n });
  }

  /** Let go of every statement until an event is held. @returns {boolean} whether the server could be told */
  toEvent() {
    return this.#run.command({ type: "run", until: "event", pace: 0 });
  }

  /** Stop before statements, too, or before events only, from now on. */
  toggleGranularity() {
    this.granularity = this.granularity === "event" ? "statement" : "event";
    remember(REMEMBERED, this.granularity);
    this.#tellGranularity();
  }

  /** @param {string} text sent unless the sandbox would close the socket for its length */
  send(text) {
    const length = this.#run.weigh(text);
    const most = this.#run.limits.message_bytes;
    if (length <= most) this.#run.send(text);
    else this.#linked({ status: "noticed", message: tooLong(length, most) });
  }

  /** @param {string} hex */
  sendBytes(hex) {
    this.#run.sendBytes(hex);
  }

  /** @param {number} [code] */
  disconnect(code) {
    this.#run.disconnect(code);
  }

  /** End the connection without a word. */
  abort() {
    this.#run.abort();
  }

  retry() {
    this.#run.retry();
  }

  play() {
    this.#playing = true;
    this.#run?.command({ type: "run", until: "end", pace: PACE });
  }

  pause() {
    if (this.#playing) this.#run?.command({ type: "pause" });
    this.#playing = false;
  }

  #hearing() {
    return {
      greeted: (granularity) => this.#greet(granularity),
      told: (snapshot) => this.#told(snapshot),
      entry: (entry) => this.#grow(() => this.recording.note(entry)),
      heard: (ms) => this.#listener.heard(ms),
      noticed: ({ message, seconds }) => this.#linked({ status: "noticed", message, until: seconds && inSeconds(seconds) }),
      slow: () => this.#linked({ status: "slow" }),
      elsewhere: () => this.#linked({ status: "elsewhere" }),
      failed: (message) => this.#linked({ status: "failed", message }),
      dropped: (retry) => this.#linked({ status: "dropped", ...retry, until: inSeconds(retry.seconds) }),
      ended: (message) => { this.recording.end(); this.#linked({ status: "ended", message }); },
    };
  }

  #greet(granularity) {
    if (!this.#greeted) this.#startRecording();
    this.#greeted = true;
    this.#linked({ status: "live" });
    if (granularity !== this.granularity) this.#tellGranularity();
    else if (this.#playing) this.play();
  }

  /** To tell it pauses the run. */
  #tellGranularity() {
    this.#run?.command({ type: "granularity", value: this.granularity });
    if (this.#playing) this.play();
  }

  #startRecording() {
    this.recording = new Recording(this.#script.steps);
    this.#listener.began();
  }

  #told(snapshot) {
    const { kind, seconds } = snapshot.event;
    const until = kind === "stop.expiring" ? inSeconds(seconds) : undefined;
    this.link = { status: "live", until };
    this.#grow(() => this.recording.add(snapshot));
    if (until) this.#listener.linked();
  }

  #grow(change) {
    const { last } = this.recording;
    change();
    this.#listener.grew(last);
    if (this.recording.over && this.readyState === WebSocket.CLOSED) this.#run.leave();
  }

  #linked(link) {
    clearTimeout(this.#opening);
    this.link = link;
    this.#listener.linked();
  }

  #end() {
    clearTimeout(this.#opening);
    this.#run?.end();
    this.#run = null;
  }
}

const inSeconds = (seconds) => performance.now() + seconds * 1000;

const tooLong = (length, most) =>
  `Not sent: the message has ${length.toLocaleString("en")} bytes, and the sandbox takes ${most.toLocaleString("en")} at most.`;
