import { BrowserPane } from "./panes/browser.js";
import { FlowPane } from "./panes/flow.js";
import { ServerPane } from "./panes/server.js";
import { StripPane } from "./panes/strip.js";
import { TrackerPane } from "./panes/tracker.js";
import { WirePane } from "./panes/wire.js";
import { Motion } from "./motion.js";
import { captionOf, positionOf } from "./words.js";
import { wireOf } from "./wire.js";

/** Draws any moment of a recording. The live sockets only ever append to it, so going back never lies about the past. */
export class Screen {
  #script;
  #panes;
  #texts;
  #motion = new Motion();
  #flying = false;

  /** @param {HTMLElement} stage @param {object} script @param {(frame: number) => void} go */
  constructor(stage, script, go) {
    this.#script = script;
    this.#panes = {
      browser: new BrowserPane(stage),
      flow: new FlowPane(stage),
      server: new ServerPane(stage, script.file),
      strip: new StripPane(stage, script.labels, go),
      tracker: new TrackerPane(stage, script.columns),
      wire: new WirePane(stage),
    };
    this.#texts = {
      position: stage.querySelector("[data-position]"),
      title: stage.querySelector("[data-title]"),
      sentence: stage.querySelector("[data-sentence]"),
    };
  }

  /** @param {import("./recording.js").Recording} recording @param {number} index @param {boolean} forward by one step */
  show(recording, index, forward) {
    this.finish();
    const items = this.#itemsOf(recording);
    this.#flying = forward && items.some((item) => item.type === "message" && item.at === index);
    this.#drawNear(recording, index, items);
    this.#motion.play(() => this.#drawFar(recording, index, forward), this.#flying);
  }

  /** The same moment again, after the recording has grown: what flies goes on flying. */
  refresh(recording, index) {
    this.#drawNear(recording, index, this.#itemsOf(recording));
    if (!this.#flying) this.#drawFar(recording, index, false);
  }

  /** End the motion at once. */
  finish() {
    this.#motion.finish();
  }

  /** Those of the wire, and behind them those that the recorded run lets one expect: so all slots are there at once. */
  #itemsOf(recording) {
    const items = wireOf(recording.moments, this.#script.clients[0].target, (index) => recording.browserAt(index));
    const foreseen = recording.foreseen ? this.#itemsOf(recording.foreseen) : [];
    return [...items, ...foreseen.slice(items.length).map((item) => ({ ...item, at: Infinity, held: undefined }))];
  }

  /** What is there before anything travels: the words, the strip, the wire, and the side that acts. */
  #drawNear(recording, index, items) {
    const moment = recording.moments[index];
    const resting = index === recording.last && moment === recording.resting;
    const circumstances = { ...recording.browserAt(index), resting, waits: recording.waitsAt(index) };
    const [title, sentence] = captionOf(moment, this.#script, circumstances);
    this.#texts.position.textContent = positionOf(moment, recording.total);
    this.#texts.position.nextSibling.replaceWith(" "); // the old space would count as one that has moved
    this.#texts.title.textContent = title;
    this.#texts.sentence.textContent = sentence;
    this.#panes.strip.show(recording, moment);
    const expected = recording.over || recording.foreseen ? 0 : this.#script.steps.length; // what comes is known, or none
    this.#panes.wire.show(items, recording.eventAt(index), { fly: this.#flying, expected });
    if (moment.event.direction === "in") this.#drawBrowser(recording, index);
    else this.#drawServer(recording, index);
  }

  /** What the landing changes: the other side, the tracker, the flow, the lesson's own table. */
  #drawFar(recording, index, flash) {
    this.#flying = false;
    const moment = recording.moments[index];
    this.#drawBrowser(recording, index);
    this.#drawServer(recording, index);
    this.#panes.tracker.show(recording, index, flash);
    this.#panes.flow.show(moment);
    for (const row of document.querySelectorAll("[data-kind=steps] [data-step]")) {
      row.classList.toggle("is-now", Number(row.dataset.step) === moment.lit);
    }
  }

  #drawBrowser(recording, index) {
    this.#panes.browser.show(recording.journalAt(index));
  }

  #drawServer(recording, index) {
    this.#panes.server.show(recording, index);
  }
}
