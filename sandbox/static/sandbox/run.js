import { Client } from "./client.js";
import { mint } from "./mint.js";
import { Observer } from "./observer.js";
import { SimulatedClient } from "./simulated.js";

const HELD_ELSEWHERE = 3000; // ms after which a client that no snapshot tells of must be waiting behind another tab
const UNHEARD = "The socket was closed before the server heard of it.";

/** One go at the scenario: the observer first, then the client, because Chromium opens one socket per host at a time. */
export class Run {
  #observer;
  #client;
  #openClient;
  #listener;
  #waiting;
  #told = false;
  #closed = false;

  /** @type {{message_bytes: number}} what the server allows, once it has minted the run */
  limits;

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
    const minted = await mint({ course, scenario, variant });
    if (this.#closed) return;
    if (!minted.observer) return this.#listener.failed(minted.message);
    this.limits = minted.limits;
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

  /** @param {string} text @returns {number} bytes that the server would be sent */
  weigh(text) {
    return this.#client.weigh(text);
  }

  /** @param {string} text */
  send(text) {
    this.#client.send(text);
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

/** How the client under study is opened: as a socket of this browser, or as one that the server plays. */
const opener = ({ name, player, subprotocols }, urls) => (command, report) =>
  player === "server" ? new SimulatedClient(name, command, report) : new Client(socketUrl(urls[name]), subprotocols, report);

const socketUrl = (path) => location.origin.replace(/^http/, "ws") + path;
