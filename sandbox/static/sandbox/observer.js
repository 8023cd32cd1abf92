import { Heartbeat } from "./heartbeat.js";

const DELAYS = [1, 2, 4, 8, 15, 30]; // seconds before each new attempt
export const SLOW = 4000; // ms after which a socket that neither opens nor fails is talked about, or tried anew
const ACK = 50; // ms for which snapshots are gathered; the server lets the page lack 64 of them
const STILL_CLOSED = "No WebSocket has opened yet. Another tab may hold one, or a firewall.";
const BLOCKED = "No WebSocket opens here. A firewall may block them.";

/**
 * The second socket of a run: it streams what happens and takes commands, so that the first carries only what the
 * consumer sends. It reconnects by itself and asks for what it missed; every snapshot is told once, in order.
 */
export class Observer {
  #url;
  #listener;
  #socket;
  #seq = 0;
  #acknowledged = 0;
  #attempt = 0;
  #greeted = false; // ever
  #live = false; // on this socket
  #farewell = "";
  #timers = new Set();
  #heartbeat = new Heartbeat({
    ping: () => this.#say({ type: "ping" }),
    heard: (milliseconds) => this.#listener.heard(milliseconds),
    lost: () => this.#giveUp(),
  });

  /**
   * @param {string} url
   * @param {{greeted(granularity: string): void, told(snapshot: object): void, noticed(notice: object): void,
   *   heard(ms: number): void, slow(message: string): void, failed(message: string, blocked: boolean): void,
   *   ended(message: string): void, dropped(retry: {seconds: number, attempt: number, of: number}): void}} listener `failed` is said where no line
   *   ever was, `ended` where there was one
   */
  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
    this.#open();
  }

  /** @param {{type: string}} command @returns {boolean} whether the line is there; what it asks for can be asked again */
  send(command) {
    if (!this.#live) return false;
    this.#say(command);
    this.hurry();
    return true;
  }

  /** Something has happened that this line is to tell of: find out soon whether it still can. */
  hurry() {
    if (this.#live) this.#heartbeat.hurry();
  }

  /** The line may be gone. */
  doubt() {
    if (this.#live) this.#heartbeat.doubt();
  }

  /** Try again now instead of after the delay. */
  retry() {
    this.close();
    this.#open();
  }

  /** Leave for good, without a word to the listener. */
  close() {
    this.#live = false;
    this.#forgetTimers();
    this.#socket.onclose = this.#socket.onmessage = null;
    this.#socket.close(1000);
  }

  #say(command) {
    this.#socket.send(JSON.stringify({ v: 1, ...command }));
  }

  #open() {
    this.#socket = new WebSocket(this.#url);
    this.#socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
    this.#socket.onclose = ({ code }) => this.#lost(code);
    this.#after(SLOW, () => this.#live || this.#late());
  }

  /** At first it may be another tab's handshake that keeps it waiting, so it goes on waiting; later it is tried anew. */
  #late() {
    if (this.#greeted) this.#giveUp();
    else this.#listener.slow(STILL_CLOSED);
  }

  /** Nobody will close this socket. */
  #giveUp() {
    this.close();
    this.#lost(1006);
  }

  #receive(frame) {
    const answers = {
      hello: () => this.#greet(frame),
      snapshot: () => this.#tell(frame),
      notice: () => this.#listener.noticed(frame),
      error: () => { this.#farewell = frame.message; },
      pong: () => this.#heartbeat.answered(),
    };
    answers[frame.type]?.();
  }

  #greet({ seq, granularity }) {
    if (seq < this.#seq) return this.#miss();
    this.#greeted = this.#live = true;
    this.#attempt = 0;
    this.#acknowledged = this.#seq; // resuming says so
    if (seq > 0) this.send({ type: "resume", from: this.#seq });
    this.hurry();
    this.#listener.greeted(granularity);
  }

  /** The server has forgotten this run, so it began an empty one under the same name: leave that. */
  #miss() {
    this.#say({ type: "end" });
    this.close();
    this.#listener.ended("The server was restarted, and this run ended with it. Your frames are kept.");
  }

  #tell(snapshot) {
    if (snapshot.seq !== this.#seq + 1) return;
    if (this.#seq === this.#acknowledged) this.#after(ACK, () => this.#acknowledge());
    this.#seq = snapshot.seq;
    this.#listener.told(snapshot);
  }

  /** One word for all that came meanwhile: a word for each would be too many at once after a resume. */
  #acknowledge() {
    this.#acknowledged = this.#seq;
    this.#say({ type: "ack", seq: this.#seq });
  }

  #lost(code) {
    this.#live = false;
    this.#forgetTimers();
    if (!this.#greeted) return this.#listener.failed(this.#farewell || BLOCKED, !this.#farewell);
    const seconds = DELAYS[this.#attempt] * (0.8 + 0.4 * Math.random()); // many pages must not come back at once
    const final = code === 1000 || (code >= 4400 && code !== 4503);
    if (final || this.#attempt === DELAYS.length) return this.#listener.ended(this.#farewell);
    if (navigator.onLine) this.#attempt += 1; // without a network it is no attempt
    this.#listener.dropped({ seconds, attempt: this.#attempt, of: DELAYS.length });
    this.#after(seconds * 1000, () => this.#open());
  }

  #after(milliseconds, act) {
    const timer = setTimeout(() => { this.#timers.delete(timer); act(); }, milliseconds);
    this.#timers.add(timer);
  }

  #forgetTimers() {
    this.#heartbeat.stop();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
