import { Recording } from "./recording.js";
import { replayed } from "./recorded.js";

const KEPT = 10_000; // ms for which a run that was reset can be taken back

/** Runs that are there for reading: the recorded one, and for a while the learner's own that was reset. */
export class Shelf {
  #script;
  #recorded;
  #run; // the recorded one
  #mine;
  #timer = 0;

  /**
   * @param {object} script of the stage
   * @param {{day: string, versions: string, leave: string | null, moments: object[]} | null} recorded
   */
  constructor(script, recorded) {
    this.#script = script;
    this.#recorded = recorded;
  }

  /** @returns {Recording | undefined} the recorded run, at its end */
  get recorded() {
    if (this.#recorded && !this.#run) {
      this.#run = new Recording(this.#script, replayed(this.#recorded.moments, this.#player, this.#recorded.leave));
      this.#run.end();
    }
    return this.#run;
  }

  /** @returns {{day: string, versions: string} | undefined} when it was recorded, and with what */
  get origin() {
    return this.#recorded && { day: this.#recorded.day, versions: this.#recorded.versions };
  }

  /** @returns {Recording} an empty one, of which the page expects what was recorded, if it plays everybody in that */
  fresh() {
    const alone = this.#recorded?.moments.every(({ client }) => client === this.#player);
    return new Recording(this.#script, { expected: alone ? this.recorded : undefined });
  }

  /** @param {Recording} recording that is put away @param {() => void} forgotten it can be taken back no longer */
  keep(recording, forgotten) {
    this.#forget();
    recording.end();
    this.#mine = recording;
    this.#timer = setTimeout(() => { this.#forget(); forgotten(); }, KEPT);
  }

  /** @returns {Recording | undefined} what was put away, once */
  takeBack() {
    const mine = this.#mine;
    this.#forget();
    return mine;
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#mine = undefined;
  }

  get #player() {
    return this.#script.clients[0].name;
  }
}
