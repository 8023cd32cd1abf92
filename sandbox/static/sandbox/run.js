import { Client } from "./client.js";
import { mint } from "./mint.js";
import { Observer, SLOW } from "./observer.js";
import { SimulatedClient } from "./simulated.js";

const HELD_ELSEWHERE = 3000; // ms after which a client that no snapshot tells of must be waiting behind another tab
const NO_ANSWER = "The server has not answered yet. The lesson is all here.";
const UNHEARD = "The socket was closed before the server heard of it.";

/** One go at the scenario: the observer first, then the client, because Chromium opens one socket per host at a time. */
export class Run {
  #observer;
  #client;
  #openClient;
  #listener;
  #waiting;
  #limits; // what the server allows, once it has minted the run
  #told = false;
  #closed = false;

  /** @param {object} listener the observer's (see there), and `entry(entry)`, `elsewhere()` */
  constructor(listener) {
    this.#listener = listener;
  }

  /** @returns {number | null} of the socket under study */
  get readyState() {
    return this.#client?.readyState ?? null;
  }

  /** @param {{course: string, scenario: string, variant: string, clients: object[]}} scenario whose first client it plays */
  async begin({ course, scenario, variant, clients }) {
    this.#waiting = setTimeout(() => this.#listener.slow(NO_ANSWER), SLOW);
    const minted = await mint({ course, scenario, variant });
    clearTimeout(this.#waiting);
    if (this.#closed) return;
    if (!minted.observer) return this.#listener.failed(minted.message, minted.blocked);
    this.#limits = minted.limits;
    this.#openClient = opener(clients[0], minted.clients);
    this.#observer = new Observer(socketUrl(minted.observer), {
      ...this.#listener,
      greeted: (granularity) => this.#greeted(granularity),
      told: (snapshot) => this.#tell(snapshot),
      ended: (message) => this.#end(message),
    });
  }

  /** @param {{type: string}} command @returns {boolean} whether there is a line to say it on */
  command(command) {
    return Boolean(this.#observer?.send(command));
  }

  /** @param {string} text sent unless the sandbox would close the socket for its length */
  send(text) {
    const length = this.#client.weigh(text);
    const most = this.#limits.message_bytes;
    if (length <= most) this.#client.send(text);
    else this.#listener.noticed({ message: tooLong(length, most) });
  }

  /** @param {string} hex */
  sendBytes(hex) {
    this.#client.sendBytes(hex);
  }

  /** As the browser: close the socket under study. @param {number} [code] */
  disconnect(code) {
    this.#client?.close(code);
  }

  /** As no browser can: end the connection without a word. */
  abort() {
    this.#client.abort();
  }

  retry() {
    this.#observer.retry();
  }

  /** The browser thinks that it is offline: find out whether this line is. */
  doubt() {
    this.#observer?.doubt();
  }

  /** Close both sockets and let the server forget the run. */
  end() {
    this.#closed = true;
    this.disconnect(1000);
    this.leave();
  }

  /** Nothing comes any more: let the server forget the run. */
  leave() {
    clearTimeout(this.#waiting);
    this.command({ type: "end" });
    this.#observer?.close();
  }

  #greeted(granularity) {
    this.#listener.greeted(granularity);
    if (this.#client) return;
    this.#client = this.#openClient((command) => this.command(command), (entry) => this.#closed || this.#note(entry));
  }

  #note(entry) {
    this.#listener.entry(entry);
    this.#observer.hurry();
    clearTimeout(this.#waiting);
    if (!this.#told) this.#waiting = setTimeout(() => this.#unheard(), HELD_ELSEWHERE);
  }

  #unheard() {
    if (this.readyState === WebSocket.CLOSED) this.#listener.ended(UNHEARD);
    else this.#listener.elsewhere();
  }

  #tell(snapshot) {
    this.#told = true;
    clearTimeout(this.#waiting);
    this.#listener.told(snapshot);
    this.#client?.told?.(snapshot);
  }

  /** A simulated client ends with its run; a socket hears that by itself. */
  #end(message) {
    this.#client?.lost?.();
    this.#listener.ended(message);
  }
}

const tooLong = (length, most) =>
  `Not sent: the message has ${length.toLocaleString("en")} bytes, and the sandbox takes ${most.toLocaleString("en")} at most.`;

/** How the client under study is opened: as a socket of this browser, or as one that the server plays. */
const opener = ({ name, player, subprotocols }, urls) => (command, report) =>
  player === "server" ? new SimulatedClient(name, command, report) : new Client(socketUrl(urls[name]), subprotocols, report);

const socketUrl = (path) => location.origin.replace(/^http/, "ws") + path;
