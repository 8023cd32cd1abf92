const DELAYS = [1, 2, 4, 8, 15, 30]; // seconds before each new attempt
const SLOW = 5000; // ms after which a socket that neither opens nor fails is talked about
const PING = 15_000;
const ACK = 50; // ms for which snapshots are gathered; the server lets the page lack 64 of them

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
  #greeted = false;
  #farewell = "";
  #pinged = 0;
  #timers = new Set();

  /**
   * @param {string} url
   * @param {{greeted(): void, told(snapshot: object): void, noticed(notice: object): void, heard(ms: number): void,
   *   slow(): void, dropped(retry: {seconds: number, attempt: number, of: number}): void,
   *   ended(code: number, message: string): void}} listener
   */
  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
    this.#open();
  }

  /** @param {{type: string}} command sent if the line is there; what it asks for can be asked again */
  send(command) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ v: 1, ...command }));
  }

  /** Try again now instead of after the delay. */
  retry() {
    this.#forgetTimers();
    this.#open();
  }

  /** Leave for good, without a word to the listener. */
  close() {
    this.#forgetTimers();
    this.#socket.onclose = this.#socket.onmessage = null;
    this.#socket.close(1000);
  }

  #open() {
    this.#socket = new WebSocket(this.#url);
    this.#socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
    this.#socket.onclose = ({ code }) => this.#lost(code);
    this.#after(SLOW, () => this.#socket.readyState === WebSocket.CONNECTING && this.#listener.slow());
  }

  #receive(frame) {
    const answers = {
      hello: () => this.#greet(frame),
      snapshot: () => this.#tell(frame),
      notice: () => this.#listener.noticed(frame),
      error: () => { this.#farewell = frame.message; },
      pong: () => this.#listener.heard(performance.now() - this.#pinged),
    };
    answers[frame.type]?.();
  }

  #greet({ seq }) {
    if (seq < this.#seq) return this.#miss();
    this.#greeted = true;
    this.#attempt = 0;
    this.#acknowledged = this.#seq; // resuming says so
    if (seq > 0) this.send({ type: "resume", from: this.#seq });
    this.#listener.greeted();
    this.#ping();
  }

  /** The server has forgotten this run, so it began an empty one under the same name: leave that. */
  #miss() {
    this.send({ type: "end" });
    this.close();
    this.#listener.ended(4404, "The server was restarted, and this run ended with it. Your frames are kept.");
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
    this.send({ type: "ack", seq: this.#seq });
  }

  #ping() {
    this.#pinged = performance.now();
    this.send({ type: "ping" });
    this.#after(PING, () => this.#ping());
  }

  #lost(code) {
    this.#forgetTimers();
    const seconds = DELAYS[this.#attempt] * (0.8 + 0.4 * Math.random()); // many pages must not come back at once
    const final = code === 1000 || (code >= 4400 && code !== 4503);
    if (final || !this.#greeted || this.#attempt === DELAYS.length) return this.#listener.ended(code, this.#farewell);
    this.#attempt += 1;
    this.#listener.dropped({ seconds, attempt: this.#attempt, of: DELAYS.length });
    this.#after(seconds * 1000, () => this.#open());
  }

  #after(milliseconds, act) {
    const timer = setTimeout(() => { this.#timers.delete(timer); act(); }, milliseconds);
    this.#timers.add(timer);
  }

  #forgetTimers() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
