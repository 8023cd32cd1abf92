export const PACE = 1400; // ms for which a frame stands while running; the server lets stops go at this pace
const BEAT = PACE / 2; // most frames have two faces
const QUIET = 250; // ms without news after which the consumer is taken to wait for the browser
const LONG_QUIET = 1000; // ms after which news shows itself

/**
 * Where in time the page is. Time and acting are apart: going back and forth over what is recorded never asks the
 * server; only at the live edge does a step let something happen.
 */
export class Player {
  index = 0;
  running = false;
  lookingBack = false; // until the edge is reached again; what is only on the way there does not count
  #recording;
  #actor;
  #expecting = false;
  #heard = -Infinity;
  #timer = 0;
  #beat = 0;

  /**
   * @param {{release(n: number): boolean, performNext(): boolean, stuck(): void, play(): void, paused(): void,
   *   moved(before: number): void, grew(): void}} actor
   */
  constructor(actor) {
    this.#actor = actor;
  }

  /** @param {import("./recording.js").Recording} recording a fresh one */
  begin(recording) {
    this.#recording = recording;
    this.lookingBack = false;
    this.relax();
    this.#moveTo(0);
  }

  get atEdge() {
    return this.index === this.#recording.last;
  }

  /** The recording has grown by a snapshot or an entry of the browser's journal; `last` was its newest moment before. */
  grew(last) {
    const news = this.#recording.last > last;
    const quiet = performance.now() - this.#heard;
    if (news) this.#heard = performance.now();
    const follows = news && !this.running && this.index === last && (this.#expecting || quiet > LONG_QUIET);
    if (news) this.relax();
    if (follows) this.#moveTo(this.index + 1);
    else this.#actor.grew();
  }

  /** One press, one visible change: the next recorded moment, or at the edge the next thing to happen. */
  step() {
    if (this.running) this.pause();
    if (!this.atEdge) return this.#moveTo(this.index + 1);
    const { held, over } = this.#recording;
    if (over) return this.#actor.stuck();
    if (this.#expecting) return; // it is on its way; never queue
    this.#expecting = true;
    if (held) return this.#actor.release(held.n) || this.#giveUp();
    const quiet = Math.max(0, this.#heard + QUIET - performance.now());
    this.#timer = setTimeout(() => this.#actor.performNext() || this.#giveUp(), quiet);
  }

  back() {
    if (this.running) this.pause();
    this.lookingBack = true;
    if (this.index > 0) this.#moveTo(this.index - 1);
  }

  /** @param {number} index of a recorded moment */
  goTo(index) {
    if (this.running) this.pause();
    this.lookingBack = true;
    this.#moveTo(Math.min(index, this.#recording.last));
  }

  /** Live, at the server's pace; looking back, as recorded and up to the edge; a finished run again from its start. */
  run() {
    const live = !this.lookingBack && !this.#recording.over;
    if (this.atEdge && !live) this.#moveTo(0);
    this.running = true;
    if (live) this.#actor.play();
    this.#beat = setInterval(() => this.#tick(live), BEAT);
    this.#tick(live);
  }

  pause() {
    this.running = false;
    clearInterval(this.#beat);
    this.#actor.paused();
  }

  /** The browser has acted: the next moment tells of it, and is shown. Behind a held stop it is told later. */
  expect() {
    this.#expecting ||= !this.#recording.held;
  }

  /** Nothing is on its way any more. */
  relax() {
    clearTimeout(this.#timer);
    this.#expecting = false;
  }

  #giveUp() {
    this.relax();
    this.#actor.stuck();
  }

  #tick(live) {
    if (!this.atEdge) return this.#moveTo(this.index + 1);
    if (!live || this.#recording.over) return this.pause();
    if (this.#expecting || this.#recording.held || performance.now() - this.#heard < PACE) return undefined;
    this.#expecting = true;
    return this.#actor.performNext() || this.relax();
  }

  #moveTo(index) {
    const before = this.index;
    this.index = index;
    this.lookingBack &&= !this.atEdge;
    this.#actor.moved(before);
  }
}
