/** The WebSocket under study: a plain browser socket that reports everything that happens to it. */
export class Client {
  #socket;
  #began;
  #report;

  /**
   * @param {string} url
   * @param {string[]} subprotocols that it offers
   * @param {(entry: import("./journal.js").Entry) => void} report
   */
  constructor(url, subprotocols, report) {
    this.#report = report;
    this.#socket = new WebSocket(url, subprotocols);
    this.#began = performance.now();
    this.#socket.binaryType = "arraybuffer";
    this.#note("new WebSocket()");
    this.#socket.addEventListener("open", () => this.#note("open", this.#socket.protocol));
    this.#socket.addEventListener("message", ({ data }) => this.#note("message", described(data)));
    this.#socket.addEventListener("error", () => this.#note("error"));
    this.#socket.addEventListener("close", ({ code, wasClean }) => {
      this.#note("close", wasClean ? `code ${code}, clean` : `code ${code}`);
    });
  }

  /** @returns {number} */
  get readyState() {
    return this.#socket.readyState;
  }

  /** @param {string} text @returns {number} bytes that it takes to send this */
  weigh(text) {
    return new TextEncoder().encode(text).length;
  }

  /** @param {string} text */
  send(text) {
    this.#send(text, text);
  }

  /** @param {string} hex */
  sendBytes(hex) {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
    this.#send(bytes, described(bytes));
  }

  /** @param {number} [code] none where the page names none: then none goes over the wire */
  close(code) {
    if (this.readyState >= WebSocket.CLOSING) return;
    this.#socket.close(code);
    this.#note("close()", code && `code ${code}`);
  }

  /** A browser throws while it is CONNECTING: that is part of what there is to see. */
  #send(message, detail) {
    try {
      this.#socket.send(message);
      this.#note("send", detail);
    } catch (error) {
      this.#note(error.name, "send() before open");
    }
  }

  #note(what, detail = "") {
    this.#report({ what, detail, t: performance.now() - this.#began, readyState: this.readyState });
  }
}

const described = (data) => (typeof data === "string" ? data : `${data.byteLength} bytes`);
