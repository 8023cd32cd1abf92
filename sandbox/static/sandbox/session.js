import { nextAction } from "./script.js";
import { PACE } from "./player.js";
import { Recording } from "./recording.js";
import { Run } from "./run.js";

const PATIENCE = 300; // ms before the page says that it is connecting

/** The learner's run and its recording, and what the line to it is like. Touches no document. */
export class Session {
  link = { status: "idle" };
  #script;
  #listener;
  #run = null;
  #opening = 0;
  #playing = false;

  /**
   * @param {object} script of the stage
   * @param {{grew(last: number): void, linked(): void, heard(ms: number): void}} listener
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

  /** @returns {{kind: "connect" | "send" | "close", text: string} | undefined} what the script would do now */
  get next() {
    return nextAction(this.#script.script, { readyState: this.readyState, sent: this.sent });
  }

  /** @returns {number} how many messages the browser has sent */
  get sent() {
    return this.recording.count("send");
  }

  /** Begin a fresh run. */
  connect() {
    this.clear();
    this.#opening = setTimeout(() => this.#linked({ status: "opening" }), PATIENCE);
    this.#run = new Run(this.#hearing());
    this.#run.begin(this.#script);
  }

  /** End the run, if there is one, and forget what it recorded. */
  clear() {
    clearTimeout(this.#opening);
    this.#run?.end();
    this.#run = null;
    this.link = { status: "idle" };
    this.recording = new Recording(this.#script.steps);
  }

  /** @param {number} n the number of the stop that may go */
  release(n) {
    this.#run.command({ type: "step", n });
  }

  /** @param {string} text */
  send(text) {
    this.#run.send(text);
  }

  disconnect() {
    this.#run.disconnect();
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
      greeted: () => { this.#linked({ status: "live" }); if (this.#playing) this.play(); },
      told: (snapshot) => this.#told(snapshot),
      entry: (entry) => this.#grow(() => this.recording.note(entry)),
      heard: (ms) => this.#listener.heard(ms),
      noticed: ({ message }) => this.#linked({ status: "noticed", message }),
      slow: () => this.#linked({ status: "slow" }),
      elsewhere: () => this.#linked({ status: "elsewhere" }),
      failed: (message) => this.#linked({ status: "failed", message }),
      dropped: (retry) => this.#linked({ status: "dropped", ...retry, until: performance.now() + retry.seconds * 1000 }),
      ended: (_code, message) => this.#linked({ status: "ended", message }),
    };
  }

  #told(snapshot) {
    const { kind, seconds } = snapshot.event;
    const until = kind === "stop.expiring" ? performance.now() + seconds * 1000 : undefined;
    this.link = { status: "live", until };
    this.#grow(() => this.recording.add(snapshot));
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
}
