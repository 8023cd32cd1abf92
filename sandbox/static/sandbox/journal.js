/**
 * What the browser itself saw, placed among the moments of the run. Pure: no document, no socket.
 *
 * @typedef {object} Entry
 * @property {"new WebSocket()" | "open" | "send" | "InvalidStateError" | "message" | "close()" | "error" | "close"} what
 * @property {string} detail
 * @property {number} t milliseconds since the socket was made
 * @property {number} readyState as the socket said at that time
 * @property {number} [during] index of the newest moment then, where the browser acted behind a held stop
 * @property {number} [home] index of the moment that tells of it at the server; none where nothing does so far
 * @property {number} [at] index of the moment with which it is shown
 */

/** The moments, as kind and phase, with which the nth entry of each sort goes. */
const HOMES = {
  "new WebSocket()": ["websocket.connect held"],
  open: ["websocket.accept passed"],
  send: ["websocket.receive held"],
  message: ["websocket.send passed"],
  "close()": ["websocket.disconnect held"],
  close: ["websocket.close passed", "application.raised error", "server.gave_up info", "websocket.disconnect held"],
  error: ["websocket.close passed", "application.raised error", "server.gave_up info", "websocket.disconnect held"],
};

/** These answer a release: the snapshot that tells of it is on its way, and the wire must be drawn first. */
const ANSWERS = new Set(["open", "message"]);

/** With these a connection ends, or has ended. */
const ENDS = new Set(["close()", "error", "close"]);

/** What the browser does of its own accord. A close is its own where it has asked for it. */
const ACTS = new Set(["send", "InvalidStateError", "close()"]);

/** @param {Entry} entry @param {Entry[]} before it @returns {boolean} whether the browser did it by itself */
export const isOwn = ({ what }, before) => ACTS.has(what) || (ENDS.has(what) && before.some((entry) => entry.what === "close()"));

/**
 * @param {Entry[]} entries in order
 * @param {import("./trace.js").Moment[]} moments
 * @returns {Entry[]} the same, each with its place: what was done behind a held stop is shown there, the rest at home
 */
export function placed(entries, moments) {
  const seen = {};
  return entries.map((entry) => {
    const homes = HOMES[entry.what] ?? [];
    const nth = (seen[entry.what] = (seen[entry.what] ?? -1) + 1);
    const home = entry.home
      ?? moments.filter(({ ours, event, phase }) => ours && homes.includes(`${event.kind} ${phase}`))[nth]?.index;
    return { ...entry, home, at: entry.during ?? home };
  });
}

/**
 * @param {Entry[]} entries placed
 * @param {number} index of the moment that is shown
 * @param {boolean} edge whether that is the newest one; then also what has no place is shown
 * @returns {Entry[]}
 */
export function seenBy(entries, index, edge) {
  return entries.filter(({ what, at }) => (at === undefined ? edge && !ANSWERS.has(what) : at <= index));
}

/**
 * What the browser has done and the consumer cannot know yet.
 *
 * @param {Entry[]} seen
 * @param {number} index of the moment that is shown
 * @returns {{messages: number, closed: boolean, byBrowser: boolean}} messages sent; whether, and by whom, it is closed
 */
export function unheard(seen, index) {
  const untold = seen.filter(({ home = Infinity }) => home > index).map(({ what }) => what);
  return {
    messages: untold.filter((what) => what === "send").length,
    closed: untold.some((what) => ENDS.has(what)),
    byBrowser: untold.includes("close()"),
  };
}

/** @param {Entry[]} seen @returns {number | null} readyState then, null where there is no socket yet */
export const readyStateOf = (seen) => seen.at(-1)?.readyState ?? null;

const READY_STATES = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];

/** @param {number | null} readyState */
export const readyStateName = (readyState) => (readyState === null ? "none" : READY_STATES[readyState]);
