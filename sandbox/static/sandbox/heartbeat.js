const PERIOD = 15_000; // ms between pings while nothing is done
const LEAST = 1000; // ms between pings, however fast one steps
const PATIENCE = 6000; // ms that an answer may take
const DOUBT = 1500; // ms, where there is a reason to think that none will come

/** Finds out that a line is dead which nobody has closed, as when a proxy freezes or the Wi-Fi goes. */
export class Heartbeat {
  #line;
  #pinged = -Infinity;
  #next = 0;
  #verdict = 0;

  /** @param {{ping(): void, heard(ms: number): void, lost(): void}} line */
  constructor(line) {
    this.#line = line;
  }

  /** Ping now, or as soon as that is allowed again. */
  hurry() {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.#beat(), Math.max(0, this.#pinged + LEAST - performance.now()));
  }

  /** There is a reason to think that the line is dead: ask now, and wait less long. */
  doubt() {
    this.#forgive();
    this.#beat(DOUBT);
  }

  /** The pong has come. */
  answered() {
    this.#forgive();
    this.#line.heard(performance.now() - this.#pinged);
  }

  stop() {
    clearTimeout(this.#next);
    this.#forgive();
  }

  #beat(patience = PATIENCE) {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.#beat(), PERIOD);
    if (this.#verdict) return; // one at a time
    this.#pinged = performance.now();
    this.#verdict = setTimeout(() => this.#line.lost(), patience);
    this.#line.ping();
  }

  #forgive() {
    clearTimeout(this.#verdict);
    this.#verdict = 0;
  }
}
