import { eventAt, heldStop, nextStop, resting, stopBefore } from "./stops.js";
import { countAsRecorded, isAsRecorded } from "./expected.js";
import { framesOf, momentsOf } from "./trace.js";
import { isOwn, placed, readyStateName, readyStateOf, seenBy, unheard } from "./journal.js";

/** A run as the page knows it: snapshots of the server and the browser's own journal. It only ever grows. */
export class Recording {
  #snapshots;
  #journal;
  #steps;
  #player;
  #expected;
  #ended = false;

  /**
   * @param {{steps: object[], clients: {name: string}[]}} script the author's rows, and who the page plays
   * @param {{snapshots?: object[], journal?: object[], expected?: Recording}} [from] what is known of it already, and how
   *   it went when it was recorded
   */
  constructor({ steps, clients }, { snapshots = [], journal = [], expected } = {}) {
    this.#steps = steps;
    this.#player = clients[0].name;
    this.#snapshots = snapshots;
    this.#journal = journal;
    this.#expected = expected;
    this.#read();
  }

  /** @param {object} snapshot the next one */
  add(snapshot) {
    this.#snapshots.push(snapshot);
    this.#read();
  }

  /** @param {import("./journal.js").Entry} entry */
  note(entry) {
    const during = this.held && isOwn(entry, this.#journal) ? this.last : undefined;
    this.#journal.push({ ...entry, during });
    this.#read();
  }

  /** Nothing comes any more. */
  end() {
    this.#ended = true;
    this.#foresee();
  }

  /** @returns {number} index of the newest moment */
  get last() {
    return this.moments.length - 1;
  }

  /** @returns {import("./trace.js").Moment | undefined} what waits at the server */
  get held() {
    return this.#ended ? undefined : heldStop(this.moments);
  }

  /** @returns {import("./trace.js").Moment | undefined} a statement that has been let go and of which nothing came yet */
  get resting() {
    return this.#ended ? undefined : resting(this.moments);
  }

  /** @returns {string[]} clients whose code is ready and waits for the event loop, until they are told of again */
  get ready() {
    const last = new Map(this.#snapshots.map(({ client, event }) => [client, event.kind]));
    return this.#ended ? [] : [...last.keys()].filter((client) => last.get(client) === "stop.ready");
  }

  /** @returns {number} how many frames it has, or is expected to have */
  get total() {
    return this.frames.length + this.toCome.length;
  }

  /** @param {number} index @returns {boolean} whether what is shown then waits for the learner */
  waitsAt(index) {
    return !this.#ended && (index ? this.moments[index].left === Infinity : !this.last);
  }

  /** @returns {boolean} whether the consumer has come to its end, or the run has before it did */
  get over() {
    return (this.#ended && this.last > 0) || this.moments.some(({ event }) => /^application\./.test(event.kind));
  }

  /** @param {number} index @param {import("./stops.js").Granularity} stride @returns {number | undefined} where a step leads */
  after(index, stride) {
    return nextStop(this.moments, index, stride);
  }

  /** @param {number} index @param {import("./stops.js").Granularity} stride @returns {number} where a way back leads */
  before(index, stride) {
    return stopBefore(this.moments, index, stride);
  }

  /** @param {number} index @returns {number} the moment whose wire is shown: statements do not change it */
  eventAt(index) {
    return eventAt(this.moments, index);
  }

  /** @param {string} what @returns {number} how often the browser's journal says so */
  count(what) {
    return this.#journal.filter((entry) => entry.what === what).length;
  }

  /** @param {number} index @returns {import("./journal.js").Entry[]} */
  journalAt(index) {
    return seenBy(this.entries, index, index === this.last);
  }

  /** @param {number} index @returns {ReturnType<typeof unheard>} what the consumer cannot know yet */
  unheardAt(index) {
    return unheard(this.journalAt(index), index);
  }

  /**
   * @param {number} index
   * @returns {{gone: boolean, hungUp: boolean, differs: boolean}} gone unnoticed by then; hung up by itself; sent something
   *   else than the author's row tells of
   */
  browserAt(index) {
    return { gone: this.unheardAt(index).closed, hungUp: this.count("close()") > 0, differs: this.#differsAt(index) };
  }

  /** @param {number} index @returns {Record<string, string>} every row of the tracker then */
  valuesAt(index) {
    const { own: tracker, attributes } = this.moments[index];
    const own = Object.entries(attributes).map(([name, value]) => [`self.${name}`, value]);
    return {
      "ws.readyState": readyStateName(readyStateOf(this.journalAt(index))),
      connection_state: tracker.connection_state,
      message_buffer: tracker.message_buffer,
      ...Object.fromEntries(own),
    };
  }

  #differsAt(index) {
    const { event, step } = this.moments[index];
    const told = step && this.#expected?.moments.find((moment) => moment.step === step)?.event;
    return Boolean(told) && event.direction === "in" && sent(event) !== sent(told);
  }

  #read() {
    this.moments = momentsOf(this.#snapshots, this.#steps, this.#player);
    this.frames = framesOf(this.moments);
    this.entries = placed(this.#journal, this.moments);
    this.#foresee();
  }

  /** As long as it goes as it was recorded, what is to come is known. */
  #foresee() {
    const goesOn = this.#expected && isAsRecorded(this.frames, this.#expected.frames);
    if (goesOn) countAsRecorded(this.moments, this.#expected.moments);
    this.foreseen = goesOn && !this.over ? this.#expected : undefined;
    this.toCome = this.foreseen?.frames.slice(this.frames.length) ?? [];
  }
}

const sent = ({ text, bytes }) => text ?? bytes?.hex;
