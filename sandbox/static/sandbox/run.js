import { Client } from "./client.js";
import { Observer } from "./observer.js";

const HELD_ELSEWHERE = 3000; // ms after which a client that no snapshot tells of must be waiting behind another tab

/** One go at the scenario: the observer first, then the client, because Chromium opens one socket per host at a time. */
export class Run {
  #observer;
  #client;
  #clientUrl;
  #listener;
  #waiting;
  #closed = false;

  /** @param {object} listener the observer's (see there), and `entry(entry)`, `failed(message)`, `elsewhere()` */
  constructor(listener) {
    this.#listener = listener;
  }

  /** @returns {number | null} of the socket under study */
  get readyState() {
    return this.#client?.readyState ?? null;
  }

  /** @param {{course: string, scenario: string, variant: string}} scenario */
  async begin({ course, scenario, variant }) {
    const minted = await mint({ course, scenario, variant });
    if (this.#closed) return;
    if (!minted.observer) return this.#listener.failed(minted.message);
    this.#clientUrl = socketUrl(Object.values(minted.clients)[0]);
    this.#observer = new Observer(socketUrl(minted.observer), {
      ...this.#listener,
      greeted: () => this.#greeted(),
      told: (snapshot) => this.#told(snapshot),
    });
  }

  /** @param {{type: string}} command */
  command(command) {
    this.#observer?.send(command);
  }

  /** @param {string} text */
  send(text) {
    this.#client.send(text);
  }

  /** As the browser: close the socket under study. */
  disconnect() {
    this.#client?.close();
  }

  retry() {
    this.#observer.retry();
  }

  /** Close both sockets and let the server forget the run. */
  end() {
    this.#closed = true;
    this.disconnect();
    this.leave();
  }

  /** Nothing comes any more: let the server forget the run. */
  leave() {
    clearTimeout(this.#waiting);
    this.command({ type: "end" });
    this.#observer?.close();
  }

  #greeted() {
    this.#listener.greeted();
    if (this.#client) return;
    this.#client = new Client(this.#clientUrl, (entry) => this.#closed || this.#listener.entry(entry));
    this.#waiting = setTimeout(() => this.#listener.elsewhere(), HELD_ELSEWHERE);
  }

  #told(snapshot) {
    clearTimeout(this.#waiting);
    this.#listener.told(snapshot);
  }
}

const socketUrl = (path) => location.origin.replace(/^http/, "ws") + path;

/** @returns {Promise<{observer?: string, clients?: Record<string, string>, message?: string}>} */
async function mint(scenario) {
  try {
    const response = await fetch("/sandbox/runs/", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(scenario),
    });
    return await response.json();
  } catch {
    return { message: "The server did not answer. Your frames are kept; try again in a moment." };
  }
}
