import { nextAction } from "./script.js";
import { recall, remember } from "./memory.js";
import { PACE } from "./player.js";
import { Run } from "./run.js";
import { Shelf } from "./shelf.js";

const PATIENCE = 300; // ms before the page says that it is connecting
const REMEMBERED = "granularity";

/** The learner's run and its recording, and what the line to it is like. Touches no document. */
export class Session {
  link = { status: "idle" };

  /** @type {import("./stops.js").Granularity} what runs stop at, this one and those to come */
  granularity = recall(REMEMBERED) === "statement" ? "statement" : "event";
  #script;
  #shelf;
  #listener;
  #run = null;
  #opening = 0;
  #playing = false;
  #greeted = true; // by the newest run

  /**
   * @param {object} script of the stage
   * @param {object | null} recorded the recorded run, see Shelf
   * @param {{began(): void, grew(last: number): void, linked(): void, heard(ms: number): void}} listener
   */
  constructor(script, recorded, listener) {
    this.#script = script;
    this.#shelf = new Shelf(script, recorded);
    this.#listener = listener;
    this.recording = this.#shelf.fresh();
    addEventListener("offline", () => this.#run?.doubt());
    addEventListener("online", () => this.link.status === "dropped" && this.#run.retry());
  }

  /** @returns {import("./recording.js").Recording | undefined} the recorded run */
  get recorded() {
    return this.#shelf.recorded;
  }

  /** @returns {import("./stops.js").Granularity} over what a step goes: the recorded run has all statements, wanted or not */
  get stride() {
    return this.recording === this.recorded ? this.granularity : "statement";
  }

  /** @returns {import("./run.js").Run | null} in which one acts as the browser */
  get run() {
    return this.#run;
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

  /** End the run, if there is one, and put away what it recorded. */
  clear() {
    const own = this.recording !== this.recorded && this.recording.last > 0;
    this.#end();
    if (own) this.#shelf.keep(this.recording, () => this.link.status === "cleared" && this.#linked({ status: "idle" }));
    this.link = { status: own ? "cleared" : "idle" };
    this.recording = this.#shelf.fresh();
  }

  /** Have the run that was reset back, for reading. @returns {boolean} whether it was still there */
  takeBack() {
    return this.#read(this.#shelf.takeBack(), { status: "restored" });
  }

  /** Have the recorded run, for reading. @param {boolean} [left] instead of an own one @returns {boolean} whether it is there */
  readRecorded(left = false) {
    return this.#read(this.#shelf.recorded, { status: "recorded", left, ...this.#shelf.origin });
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
      slow: (message) => this.#linked({ status: "slow", message }),
      elsewhere: () => this.#linked({ status: "elsewhere" }),
      failed: (message, blocked) => this.#linked({ status: "failed", message, blocked }),
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
    this.recording = this.#shelf.fresh();
    this.#listener.began();
  }

  #read(recording, link) {
    if (!recording) return false;
    this.#end();
    this.recording = recording;
    this.link = link;
    return true;
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
