/** The client under study where the server plays it: no socket here, yet it acts and reports as a browser's does. */
export class SimulatedClient {
  readyState = WebSocket.CONNECTING;
  #name;
  #command;
  #report;
  #began = performance.now();

  /**
   * @param {string} name
   * @param {(command: object) => boolean} command asks the server for something; false where there is no line
   * @param {(entry: import("./journal.js").Entry) => void} report
   */
  constructor(name, command, report) {
    this.#name = name;
    this.#command = command;
    this.#report = report;
    this.#act("connect", "new WebSocket()", "simulated");
  }

  /** @param {string} text @returns {number} bytes that it takes to have this sent */
  weigh(text) {
    return new TextEncoder().encode(JSON.stringify(this.#asked({ send: text }))).length;
  }

  /** Unlike a browser it may send at once: the server keeps that until it has accepted. @param {string} text */
  send(text) {
    this.#act({ send: text }, "send", text);
  }

  /** @param {string} hex */
  sendBytes(hex) {
    this.#act({ send_bytes: hex }, "send", `${hex.length / 2} bytes`);
  }

  /** @param {number} [code] none where the page names none: then none goes over the wire */
  close(code) {
    this.#leave(code ? { close: code } : "close", "close()", code ? `code ${code}` : "");
  }

  /** End the connection without a word. */
  abort() {
    this.#leave("abort", "close()", "TCP gone");
  }

  /** @param {object} snapshot of the run, from which follows what a client sees */
  told(snapshot) {
    if (snapshot.client !== this.#name) return;
    for (const { what, detail, readyState } of seenBy(snapshot, this)) {
      this.readyState = readyState;
      this.#note(what, detail);
    }
  }

  /** The run has ended, and with it every client that it plays. */
  lost() {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    this.#note("close", "the run has ended");
  }

  #leave(action, what, detail) {
    if (this.readyState < WebSocket.CLOSING) this.#act(action, what, detail, WebSocket.CLOSING);
  }

  /** What cannot be asked for, since there is no line now, has not happened. */
  #act(action, what, detail, readyState = this.readyState) {
    if (!this.#command(this.#asked(action))) return;
    this.readyState = readyState;
    this.#note(what, detail);
  }

  #asked(action) {
    return { v: 1, type: "act", client: this.#name, action };
  }

  #note(what, detail) {
    this.#report({ what, detail, t: performance.now() - this.#began, readyState: this.readyState });
  }
}

const failed = () => [entry("error", ""), entry("close", "code 1006")];
const closed = (code) => [entry("close", code === 1006 ? "code 1006" : `code ${code}, clean`)];
const entry = (what, detail, readyState = WebSocket.CLOSED) => ({ what, detail, readyState });
const described = ({ text, bytes }) => (bytes ? `${bytes.length} bytes` : text ?? "");

/** What a client sees by the moment's kind and phase: while it connects, while it is open, once it has asked to close. */
const SEEN = {
  "websocket.accept passed": { connecting: () => [entry("open", "", WebSocket.OPEN)] },
  "websocket.send passed": { open: (event) => [entry("message", described(event), WebSocket.OPEN)] },
  "websocket.close passed": { connecting: failed, open: ({ code }) => closed(code ?? 1000) },
  "application.raised error": { connecting: failed, open: () => closed(1011) },
  "server.gave_up info": { connecting: failed },
  "websocket.disconnect held": {
    connecting: failed,
    open: ({ code }) => closed(code ?? 1005),
    closing: ({ code }) => closed(code === 1006 ? code : 1000),
  },
};
const STATES = ["connecting", "open", "closing"];

/**
 * Pure: what follows for the client from a snapshot of its run.
 *
 * @param {{event: object, phase: string}} snapshot
 * @param {{readyState: number}} client before it
 * @returns {{what: string, detail: string, readyState: number}[]}
 */
export function seenBy({ event, phase }, { readyState }) {
  return SEEN[`${event.kind} ${phase}`]?.[STATES[readyState]]?.(event) ?? [];
}
