import { Desk } from "./desk.js";
import { endOf } from "./ending.js";
import { Hands } from "./hands.js";
import { Keys } from "./keys.js";
import { Player } from "./player.js";
import { Screen } from "./screen.js";
import { Session } from "./session.js";
import { addressOf, indexAt, keepPage, namedFrame, namedOwn, nameFrame } from "./address.js";
import { heedPrinting } from "./print.js";

/** The sandbox of a lesson: ties the run, the time and the screen together. Its public methods are what one can do. */
class FrameStage extends HTMLElement {
  #script;
  #session;
  #player;
  #screen;
  #desk;
  #hands;

  connectedCallback() {
    this.#script = read("#stage-script");
    this.#desk = new Desk(this, this.#script);
    this.#screen = new Screen(this, this.#script, (frame) => this.#toFrame(frame));
    this.#session = new Session(this.#script, read("#recorded-run"), {
      began: () => this.#hands.began(),
      grew: (last) => this.#player.grew(last),
      linked: () => this.#linked(),
      heard: (milliseconds) => this.#desk.tellHealth(milliseconds),
    });
    this.#player = new Player({
      stride: () => this.#session.stride,
      release: (n) => this.#session.release(n),
      toEvent: () => this.#session.toEvent(),
      performNext: () => this.#hands.performNext(),
      stuck: () => this.#desk.sayState(),
      play: () => this.#session.play(),
      paused: () => { this.#session.pause(); this.#refresh(); },
      moved: (before) => this.#moved(before),
      grew: () => this.#refresh(),
      rested: () => { this.#refresh(); this.#desk.tellRest(this.#session, this.#player); },
    });
    new Keys(this);
    this.#hands = new Hands(this.#script, this.#session, this.#player, this.#desk);
    this.#begin(namedFrame());
    heedPrinting({
      finished: () => this.#showFinished(),
      again: () => this.#screen.show(this.#session.recording, this.#player.index, false),
    });
    document.addEventListener("click", keepPage);
  }

  step() {
    this.#player.step();
  }

  back() {
    this.#player.back();
  }

  /** A step by events. */
  toEvent() {
    this.#player.step("event");
  }

  toggleGranularity() {
    this.#session.toggleGranularity();
    this.#desk.show(this.#session, this.#player);
    this.#desk.tellGranularity(this.#session.granularity);
  }

  toEnd() {
    this.#player.goTo(Infinity);
  }

  toggleRun() {
    if (this.#player.running) this.#player.pause();
    else this.#player.run();
    this.#desk.show(this.#session, this.#player);
  }

  reset() {
    this.#player.pause();
    this.#session.clear();
    this.#hands.show();
    this.#desk.say("Back at the start. Nothing has happened yet.");
  }

  /** Have back, for reading, the run that was reset a moment ago. */
  undo() {
    if (this.#session.takeBack()) this.#hands.show(this.#session.recording.last);
    this.#desk.sayState();
  }

  readRecorded() {
    if (this.#session.readRecorded()) this.#hands.show();
    this.#desk.sayState();
  }

  /** Go to where the consumer refused the handshake. */
  toRefusal() {
    this.#toFrame(endOf(this.#session.recording.moments, []).refused.frame);
  }

  connect() {
    this.#hands.connect();
  }

  toggleConnection() {
    this.#hands.toggle();
  }

  send() {
    this.#hands.send();
  }

  retry() {
    this.#session.run.retry();
  }

  toMessage() {
    this.#desk.message.focus();
  }

  leaveField() {
    this.#desk.stepButton.focus();
  }

  #toFrame(frame) {
    this.#player.goTo(indexAt(this.#session.recording.moments, String(frame)));
  }

  /** At the start, or where the address names a moment, there in the recorded run. */
  #begin(address) {
    const index = this.#session.recorded && address ? indexAt(this.#session.recorded.moments, address) : -1;
    if (index > 0) this.#session.readRecorded(namedOwn());
    else if (address) this.#session.link = { status: "left" };
    if (this.#session.recording.moments[index]?.nth) this.#session.granularity = "statement";
    this.#hands.show(Math.max(0, index));
  }

  /** The learner's own run, if that is over, else the recorded one. */
  #showFinished() {
    const { recording, recorded } = this.#session;
    const finished = recording.over ? recording : recorded ?? recording;
    this.#screen.show(finished, finished.last, false);
  }

  #moved(before) {
    const { recording } = this.#session;
    const { index } = this.#player;
    this.#screen.show(recording, index, index === recording.after(before, this.#session.stride));
    this.#desk.show(this.#session, this.#player);
    nameFrame(addressOf(recording.moments[index]), recording !== this.#session.recorded);
    if (index === before) return; // it begins here, nobody has gone there
    this.#desk.tellMove(this.#session, this.#player, Math.min(before, recording.last));
    const detail = { frame: recording.moments[index].frame, over: recording.over && this.#player.atEdge };
    this.dispatchEvent(new CustomEvent("moved", { bubbles: true, detail }));
  }

  #refresh() {
    this.#screen.refresh(this.#session.recording, this.#player.index);
    this.#desk.show(this.#session, this.#player);
  }

  #linked() {
    const { link } = this.#session;
    if (["failed", "ended"].includes(link.status)) this.#player.pause();
    if (["failed", "ended", "dropped"].includes(link.status)) this.#player.relax();
    this.#desk.show(this.#session, this.#player);
    this.#desk.tellLink(link);
  }
}

/** @param {string} selector of data in the page */
const read = (selector) => JSON.parse(document.querySelector(selector)?.textContent ?? "null");

customElements.define("frame-stage", FrameStage);
