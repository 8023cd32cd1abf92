/** The WebSocket under study: a plain browser socket that reports everything that happens to it. */
export class Client {
  #socket;
  #began;
  #report;

  /**
   * @param {string} url
   * @param {(entry: import("./journal.js").Entry) => void} report
   */
  constructor(url, report) {
    this.#report = report;
    this.#socket = new WebSocket(url);
    this.#began = performance.now();
    this.#socket.binaryType = "arraybuffer";
    this.#note("new WebSocket()");
    this.#socket.addEventListener("open", () => this.#note("open"));
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

  /** A browser throws while it is CONNECTING: that is part of what there is to see. @param {string} text */
  send(text) {
    try {
      this.#socket.send(text);
      this.#note("send", text);
    } catch (error) {
      this.#note(error.name, "send() before open");
    }
  }

  close() {
    if (this.readyState >= WebSocket.CLOSING) return;
    this.#socket.close(1000);
    this.#note("close()", "code 1000");
  }

  #note(what, detail = "") {
    this.#report({ what, detail, t: performance.now() - this.#began, readyState: this.readyState });
  }
}

const described = (data) => (typeof data === "string" ? data : `${data.byteLength} bytes`);
