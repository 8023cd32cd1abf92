import { Desk } from "./desk.js";
import { Hands } from "./hands.js";
import { Keys } from "./keys.js";
import { Player } from "./player.js";
import { Screen } from "./screen.js";
import { Session } from "./session.js";
import { addressOf, keepPage, nameFrame, namesFrame } from "./address.js";

/** The sandbox of a lesson: ties the run, the time and the screen together. Its public methods are what one can do. */
class FrameStage extends HTMLElement {
  #script;
  #session;
  #player;
  #screen;
  #desk;
  #hands;

  connectedCallback() {
    this.#script = JSON.parse(document.querySelector("#stage-script").textContent);
    this.#desk = new Desk(this, this.#script);
    this.#screen = new Screen(this, this.#script, (frame) => this.#toFrame(frame));
    this.#session = new Session(this.#script, {
      began: () => this.#hands.began(),
      grew: (last) => this.#player.grew(last),
      linked: () => this.#linked(),
      heard: (milliseconds) => this.#desk.tellHealth(milliseconds),
    });
    this.#player = new Player({
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
    addEventListener("beforeprint", () => this.#screen.show(this.#session.recording, this.#session.recording.last, false));
    addEventListener("afterprint", () => this.#screen.show(this.#session.recording, this.#player.index, false));
    this.#hands = new Hands(this.#script, this.#session, this.#player, this.#desk);
    if (namesFrame()) this.#session.link = { status: "left" };
    this.#hands.startOver();
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
    this.#hands.startOver();
    this.#desk.say("Back at the start. Nothing has happened yet.");
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
    this.#session.retry();
  }

  toMessage() {
    this.#desk.message.focus();
  }

  leaveField() {
    this.#desk.stepButton.focus();
  }

  #toFrame(frame) {
    this.#player.goTo(this.#session.recording.moments.findLastIndex((moment) => moment.frame === frame && !moment.nth));
  }

  #moved(before) {
    const { recording } = this.#session;
    const { index } = this.#player;
    this.#screen.show(recording, index, index === recording.after(before, "statement"));
    this.#desk.show(this.#session, this.#player);
    if (index !== before) this.#desk.tellMove(this.#session, this.#player, Math.min(before, recording.last));
    nameFrame(addressOf(recording.moments[index]));
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

customElements.define("frame-stage", FrameStage);
