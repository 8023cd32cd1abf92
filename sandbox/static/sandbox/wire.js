/**
 * What crosses the wire, and what works at its server end. Pure: no document, no socket.
 *
 * @typedef {object} Item
 * @property {"message" | "work"} type
 * @property {"client" | "server"} from
 * @property {string} label
 * @property {string} [below] a second line
 * @property {boolean} [bad]
 * @property {number} at index of the moment with which it is there; Infinity while it is held before the wire
 * @property {number} [held] index of the moment in which it waits at the server
 */

import { isSandboxCode } from "./trace.js";

const LONGEST = 40;
const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** @param {{text?: string, bytes?: {hex: string, length: number}}} event */
const payload = ({ text, bytes }) => cut(bytes ? `binary ${bytes.length} bytes ${bytes.hex}` : `text ${text ?? ""}`);

const closeLabel = ({ code }) => (code ? `close ${code}` : "close");

/** Events that reach the server cross the wire before they are held; what is passed on works there. */
const COMES_IN = {
  "websocket.connect": (_event, path) => ({ label: cut(`GET ${path}`), below: "Upgrade: websocket" }),
  "websocket.receive": (event) => ({ label: payload(event) }),
  "websocket.disconnect": (event, _path, hungUp) => {
    if (isSandboxCode(event.code)) return { from: "server", label: closeLabel(event), below: "from the sandbox", bad: true };
    if (event.code !== 1006) return { label: closeLabel(event) };
    return hungUp ? { label: "TCP closed" } : { label: "connection lost", bad: true };
  },
};

/** What the consumer sends when nobody is there any more. */
const UNHEARD = { below: "the browser has gone", bad: true };

/** Events of the consumer wait at the server and cross the wire once they have passed. */
const GOES_OUT = {
  "websocket.accept": () => ({ label: "101 Switching Protocols" }),
  "websocket.send": (event) => ({ label: payload(event) }),
  "websocket.close": (event, open) => (open ? { label: closeLabel(event) } : { label: "403 Forbidden", bad: true }),
};

/** Facts that the server turns into an answer of its own. */
const FACTS = {
  "application.raised": (open) => ({ label: open ? "close 1011" : "500 Internal Server Error", bad: true }),
  "server.gave_up": () => ({ label: "403 Forbidden", below: "stock Daphne drops TCP instead", bad: true }),
};

const HANDLERS = {
  "websocket.connect": "connect()",
  "websocket.receive": "receive()",
  "websocket.disconnect": "disconnect()",
};

/**
 * @param {import("./trace.js").Moment[]} moments
 * @param {string} path that the client opens
 * @param {(index: number) => {gone: boolean, hungUp: boolean}} [browserAt] what the browser had done by a moment
 * @returns {Item[]}
 */
export function wireOf(moments, path, browserAt = () => ({})) {
  const items = [];
  let closed = false; // who has closed first: what follows is only the echo
  for (const { index, phase, event, n } of moments.slice(1).filter(({ ours }) => ours)) {
    const { kind } = event;
    const open = ["Accepted", "Open"].includes(moments[index - 1].own.connection_state);
    if (phase === "held" && kind in COMES_IN && !(closed && kind === "websocket.disconnect")) {
      items.push({ type: "message", from: "client", at: index, held: index, n, ...COMES_IN[kind](event, path, browserAt(index).hungUp) });
    } else if (phase === "held" && kind in GOES_OUT) {
      items.push({ type: "message", from: "server", at: Infinity, held: index, n, ...GOES_OUT[kind](event, open) });
    } else if (phase === "passed" && kind in GOES_OUT) {
      const waiting = items.find((item) => item.n === n && item.type === "message");
      if (waiting) Object.assign(waiting, { at: index }, browserAt(index).gone && UNHEARD);
    } else if (phase === "passed" && kind in HANDLERS) {
      items.push({ type: "work", from: "server", at: index, label: HANDLERS[kind] });
    } else if (kind in FACTS && !closed) {
      items.push({ type: "message", from: "server", at: index, ...FACTS[kind](open) });
    }
    closed ||= ["websocket.close", "server.gave_up", "application.raised"].includes(kind) && phase !== "held";
  }
  return items;
}

/** @param {Item} item @param {number} index of the moment that is shown */
export function itemState(item, index) {
  if (item.held === index) return "is-held";
  if (item.at === index) return "is-now";
  if (item.at < index) return "is-past";
  return "is-future";
}
