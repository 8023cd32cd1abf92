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
  #stride = "statement"; // of the step that is on its way
  #released; // number of the stop that the step lets go
  #fruitless = false; // whether what was let go has brought nothing so far
  #owed = false; // whether a step found nothing to do, so that what comes next is its answer
  #heard = -Infinity;
  #timer = 0;
  #beat = 0;

  /**
   * @param {{stride(): import("./stops.js").Granularity, release(n: number): boolean, toEvent(): boolean,
   *   performNext(): boolean, stuck(): void, play(): void, paused(): void, moved(before: number): void, grew(): void,
   *   rested(): void}} actor `stride` is what a step goes over by itself
   */
  constructor(actor) {
    this.#actor = actor;
  }

  /** @param {import("./recording.js").Recording} recording a fresh one, or one to be read @param {number} [index] */
  begin(recording, index = 0) {
    this.#recording = recording;
    this.lookingBack = this.#fruitless = false;
    this.relax();
    this.index = index; // it did not move there
    this.#moveTo(index);
  }

  get atEdge() {
    return this.index === this.#recording.last;
  }

  /** The recording has grown by a snapshot or an entry of the browser's journal; `last` was its newest moment before. */
  grew(last) {
    if (this.#recording.last === last) return this.#heardNothingNew();
    const quiet = performance.now() - this.#heard;
    this.#heard = performance.now();
    const asked = this.#expecting || this.#owed;
    const answers = this.running ? this.#fruitless && !this.lookingBack : asked || quiet > LONG_QUIET;
    this.#fruitless = false;
    const next = this.#recording.after(this.index, this.#stride);
    const near = next === undefined || next === this.#recording.last;
    const follows = near && answers;
    if (follows && next === undefined) this.#expectMore();
    else this.relax();
    if (follows && next !== undefined) this.#moveTo(next);
    else this.#actor.grew();
  }

  /**
   * One press, one visible change: the next recorded moment at which something waited, or at the edge the next thing to
   * happen. What ran through on the way is there for Back. A step by events goes over statements in the same manner.
   *
   * @param {import("./stops.js").Granularity} [stride]
   */
  step(stride = this.#actor.stride()) {
    if (this.running) this.pause();
    const { held, over, last } = this.#recording;
    const next = this.#recording.after(this.index, stride);
    if (next !== undefined) return this.#moveTo(next);
    if (!this.atEdge && (this.lookingBack || !held)) return this.#moveTo(last);
    if (over) return this.#actor.stuck();
    if (this.#expecting) return; // it is on its way; never queue
    this.#expecting = true;
    this.#stride = stride;
    if (held) return this.#letGo(held) || this.#giveUp();
    const quiet = Math.max(0, this.#heard + QUIET - performance.now());
    this.#timer = setTimeout(() => this.#actor.performNext() || this.#giveUp(), quiet);
  }

  back() {
    if (this.running) this.pause();
    this.lookingBack = true;
    if (this.index > 0) this.#moveTo(this.#recording.before(this.index, this.#actor.stride()));
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
    this.#expecting = this.#owed = false;
    this.#stride = "statement";
    this.#released = undefined;
  }

  #letGo({ n, nth }) {
    this.#released = n;
    return nth && this.#stride === "event" ? this.#actor.toEvent() : this.#actor.release(n);
  }

  /**
   * Either the browser has acted, or a stop was let go: a statement of which nothing has come, or an event that waits for
   * the event loop. What comes of that comes at once, or not soon.
   */
  #heardNothingNew() {
    const { held, resting } = this.#recording;
    const fruitless = Boolean(resting) || (this.#released !== undefined && held !== undefined && held.n !== this.#released);
    if (fruitless && !this.#fruitless) this.#expectMore();
    else this.#actor.grew();
    this.#fruitless = fruitless;
  }

  /** The step that is on its way ends with what comes next, or here if nothing does. */
  #expectMore() {
    clearTimeout(this.#timer);
    this.#expecting = true;
    this.#timer = setTimeout(() => this.#rest(), QUIET);
  }

  #rest() {
    this.relax();
    if (this.running || this.lookingBack) this.#actor.grew();
    else if (this.atEdge) this.#actor.rested();
    else this.#moveTo(this.#recording.last);
  }

  #giveUp() {
    this.relax();
    this.#owed = true;
    this.#actor.stuck();
  }

  #tick(live) {
    if (!this.atEdge) return this.#moveTo(this.#recording.after(this.index, this.#actor.stride()) ?? this.#recording.last);
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
