import { nextText } from "./script.js";

/** What one does as the browser, by hand or by the script: open the socket, send, close it. It happens now. */
export class Hands {
  #script;
  #session;
  #player;
  #desk;

  /**
   * @param {object} script of the stage
   * @param {import("./session.js").Session} session
   * @param {import("./player.js").Player} player
   * @param {import("./desk.js").Desk} desk
   */
  constructor({ script }, session, player, desk) {
    this.#script = script;
    this.#session = session;
    this.#player = player;
    this.#desk = desk;
  }

  /** Ask for a fresh run; what was recorded before is kept until there is one. */
  connect() {
    this.#session.connect();
    this.#player.expect();
  }

  /** The fresh run is there, and the first that it tells is on its way. */
  began() {
    this.show();
    this.#player.expect();
  }

  /** Show what the session has recorded now. @param {number} [index] from which moment on */
  show(index = 0) {
    this.#player.begin(this.#session.recording, index);
    this.#suggest();
  }

  send() {
    this.#sendBy(() => this.#session.run.send(this.#desk.message.value));
  }

  /** @param {number} [code] */
  disconnect(code) {
    this.#leaveBy(() => this.#session.run.disconnect(code));
  }

  /** The button of two names. */
  toggle() {
    const acts = { [WebSocket.CONNECTING]: "disconnect", [WebSocket.OPEN]: "disconnect", [WebSocket.CLOSING]: undefined };
    const { readyState } = this.#session;
    const act = readyState in acts ? acts[readyState] : "connect";
    if (act) this[act]();
  }

  /** What the script would do next. @returns {boolean} whether there was anything */
  performNext() {
    const { next } = this.#session;
    if (next) this.#perform(next);
    return Boolean(next);
  }

  #perform({ kind, bytes, code }) {
    const acts = {
      connect: () => this.connect(),
      send: () => this.send(),
      send_bytes: () => this.#sendBy(() => this.#session.run.sendBytes(bytes)),
      close: () => this.disconnect(code ?? undefined),
      abort: () => this.#leaveBy(() => this.#session.run.abort()),
    };
    acts[kind]();
  }

  #sendBy(act) {
    const jumped = this.#toEdge("send");
    const { sent } = this.#session;
    act();
    if (this.#session.sent > sent) this.#player.expect();
    if (!jumped) this.#tellIfHeld();
    this.#suggest();
  }

  #leaveBy(act) {
    const jumped = this.#toEdge("disconnect");
    this.#player.expect();
    act();
    if (!jumped) this.#tellIfHeld();
  }

  /** Behind a held stop no moment tells of what was done: the state line does. */
  #tellIfHeld() {
    if (this.#session.recording.held) this.#desk.sayState();
  }

  /** The field holds what the script sends next, unless somebody has written something else there. */
  #suggest() {
    const { message } = this.#desk;
    const ours = this.#script.some(({ kind, text }) => kind === "send" && text === message.value);
    if (ours || !message.value) message.value = nextText(this.#script, this.#session.sent);
  }

  /** @returns {boolean} whether that was a jump, which is told */
  #toEdge(act) {
    const { atEdge, running, lookingBack } = this.#player;
    if (atEdge || (running && !lookingBack)) return false; // a run that is a beat behind goes on
    this.#player.goTo(Infinity);
    this.#desk.say(`Back at frame ${this.#session.recording.frames.length} to ${act}.`);
    return true;
  }
}
